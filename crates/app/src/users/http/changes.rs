//! What requests change about the staff: each once for its key, in one transaction.

use domain::ids::UserId;
use domain::permission::{Permission, Role};

use super::super::{self as users, UserError};
use super::asked::{Become, Changed, Granted, Invited};
use super::views::{GrantView, GrantsView, InvitationView, LinkView, MemberView};
use crate::db::Tx;
use crate::http::{App, Caller};
use crate::once::http::{Change, Made};

impl Change for Invited {
    type Answer = InvitationView;
    type Error = UserError;

    async fn make(&self, app: &App, caller: &Caller, tx: &mut Tx) -> Result<Made<InvitationView>, UserError> {
        let practice = app.practices.current(tx).await?;
        let zone = practice.tenant.zone();
        let id = users::invite(tx, &self.profile()?, self.role, &caller.actor).await?;
        let link = users::link(tx, id, &caller.actor).await?;
        let member = MemberView::of(users::get(tx, id).await?, zone);
        let answer = InvitationView { member, link: LinkView::of(&link, zone) };
        Ok(Made { answer, about: Some(id.uuid()) })
    }
}

/// Something about one member.
pub(super) struct Of<W> {
    pub(super) id: UserId,
    pub(super) what: W,
}

/// What is done to a member that takes no words.
pub(super) enum Simple {
    Disable,
    Enable,
}

impl Change for Of<Simple> {
    type Answer = MemberView;
    type Error = UserError;

    async fn make(&self, app: &App, caller: &Caller, tx: &mut Tx) -> Result<Made<MemberView>, UserError> {
        match self.what {
            Simple::Disable => users::disable(tx, self.id, &caller.actor).await?,
            Simple::Enable => users::enable(tx, self.id, &caller.actor).await?,
        }
        member(app, tx, self.id).await
    }
}

impl Change for Of<Changed> {
    type Answer = MemberView;
    type Error = UserError;

    async fn make(&self, app: &App, caller: &Caller, tx: &mut Tx) -> Result<Made<MemberView>, UserError> {
        users::get(tx, self.id).await?;
        users::change(tx, self.id, &self.what.profile()?, &caller.actor).await?;
        member(app, tx, self.id).await
    }
}

impl Change for Of<Become> {
    type Answer = MemberView;
    type Error = UserError;

    async fn make(&self, app: &App, caller: &Caller, tx: &mut Tx) -> Result<Made<MemberView>, UserError> {
        let role: Role = self.what.role;
        users::set_role(tx, self.id, role, &caller.actor).await?;
        member(app, tx, self.id).await
    }
}

/// A link for a member who chooses password and second factor anew.
pub(super) struct NewLink;

impl Change for Of<NewLink> {
    type Answer = LinkView;
    type Error = UserError;

    async fn make(&self, app: &App, caller: &Caller, tx: &mut Tx) -> Result<Made<LinkView>, UserError> {
        let practice = app.practices.current(tx).await?;
        let link = users::link(tx, self.id, &caller.actor).await?;
        let answer = LinkView::of(&link, practice.tenant.zone());
        Ok(Made { answer, about: Some(self.id.uuid()) })
    }
}

impl Change for Of<(Permission, Option<Granted>)> {
    type Answer = GrantsView;
    type Error = UserError;

    async fn make(&self, app: &App, caller: &Caller, tx: &mut Tx) -> Result<Made<GrantsView>, UserError> {
        let (permission, granted) = &self.what;
        match granted {
            Some(Granted { expires_at }) => {
                users::grant(tx, self.id, *permission, *expires_at, &caller.actor).await?;
            }
            None => users::revoke(tx, self.id, *permission, &caller.actor).await?,
        }
        Ok(Made { answer: grants(app, tx, self.id).await?, about: Some(self.id.uuid()) })
    }
}

async fn member(app: &App, tx: &mut Tx, id: UserId) -> Result<Made<MemberView>, UserError> {
    let practice = app.practices.current(tx).await?;
    let answer = MemberView::of(users::get(tx, id).await?, practice.tenant.zone());
    Ok(Made { answer, about: Some(id.uuid()) })
}

/// Every grant there ever was to a member, as it reads on the wire.
pub(super) async fn grants(app: &App, tx: &mut Tx, id: UserId) -> Result<GrantsView, UserError> {
    let practice = app.practices.current(tx).await?;
    let (now, zone) = (tx.now(), practice.tenant.zone());
    let grants = users::grants(tx, id).await?;
    Ok(GrantsView { items: grants.into_iter().map(|grant| GrantView::of(grant, now, zone)).collect() })
}
