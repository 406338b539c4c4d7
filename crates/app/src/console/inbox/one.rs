//! One request with all that is known of it, in a dialog: what the staff remarked, and to whom it is given.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::Lang;
use domain::ids::{RequestId, UserId};
use domain::permission::Permission;

use super::super::frame::part;
use super::super::staff::{Member, Staff};
use super::{Card, Reader};
use crate::booking;
use crate::db::Tx;
use crate::http::{App, Id, Problem, Settle};
use crate::pages::words;
use crate::users;

/// Somebody to whom a request may be given.
struct Colleague {
    id: UserId,
    name: String,
    has_it: bool,
}

#[derive(Template)]
#[template(path = "console/inbox_one.html")]
struct One {
    lang: Lang,
    card: Card,
    colleagues: Vec<Colleague>,
}

impl One {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }
}

/// `GET /console/inbox/{id}`.
pub(super) async fn get(
    State(app): State<App>,
    Staff { who, .. }: Staff<Settle>,
    Id(id): Id<RequestId>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    shown(&app, &mut tx, &who, id).await
}

/// The dialog as it stands.
pub(super) async fn shown(app: &App, tx: &mut Tx, who: &Member, id: RequestId) -> Result<Response, Problem> {
    let request = booking::request_for(tx, id, who.actor()).await?;
    let mut colleagues = Vec::new();
    for user in users::list(tx).await? {
        let settles = users::rights(tx, user.id).await?.contains(&Permission::Settle);
        if settles && user.state != users::State::Disabled {
            let has_it = request.assigned_to == Some(user.id);
            colleagues.push(Colleague { id: user.id, name: user.profile.name.into_revealed(), has_it });
        }
    }
    let card = Reader::of(app, tx, who).await?.cards(tx, std::slice::from_ref(&request)).await?.pop();
    let card = card.ok_or(Problem::not_found())?;
    part(&One { lang: who.lang(), card, colleagues })
}
