//! One change to the practice, made by a form of these pages.

use axum::extract::{FromRequest, FromRequestParts as _, Request};
use axum::response::{IntoResponse, Response};
use domain::Lang;
use domain::permission::Permission;
use domain::practice::Practice;

use super::super::conflicts;
use super::super::staff::{Member, Staff};
use super::sheet::Sheet;
use super::{TO_MOVE, led, told};
use crate::http::{App, Code, Manage, Problem};
use crate::tenants::{self, Draft};

/// What somebody sends who may change the practice.
pub(super) struct Edit {
    app: App,
    who: Member,
    sheet: Sheet,
}

impl FromRequest<App> for Edit {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let staff = Staff::<Manage>::from_request_parts(&mut parts, app).await;
        let Staff { who, .. } = staff.map_err(IntoResponse::into_response)?;
        let sheet = Sheet::from_request(Request::from_parts(parts, body), app).await;
        let sheet = sheet.map_err(IntoResponse::into_response)?;
        Ok(Self { app: app.clone(), who, sheet })
    }
}

impl Edit {
    /// The language of whoever sends it.
    pub(super) fn lang(&self) -> Lang {
        self.who.lang()
    }

    /// Makes one change to the practice, and leads to a page that shows it. `change` reads the form and says which part
    /// of the document the form is about, such as `services[2]`: what is wrong there is told at its fields.
    pub(super) async fn make(
        self,
        to: &'static str,
        change: impl FnOnce(&mut Practice, &mut Sheet) -> Result<String, Problem>,
    ) -> Result<Response, Problem> {
        let Self { app, who, mut sheet } = self;
        let (current, force) = (sheet.version()?, sheet.ticked("force"));
        let mut tx = who.write(&app).await?;
        let standing = tenants::current(&mut tx).await?;
        if standing.version != current {
            return Err(Problem::new(Code::Changed));
        }
        let mut practice = (*standing.practice).clone();
        let part = change(&mut practice, &mut sheet)?;
        sheet.finish(who.lang())?;
        let draft = Draft { practice, current, force };
        if let Err(error) = tenants::save(&mut tx, &draft, who.actor()).await {
            drop(tx);
            let problem = told::not_saved(error, &draft.practice, who.lang(), &part);
            return Err(conflicts::told(&app, &who, problem).await);
        }
        tx.commit().await?;
        app.changes.tell(who.caller.tenant);
        // What stays booked all the same is to be moved by somebody.
        let leaves = draft.force && who.may(Permission::Read);
        Ok(led(if leaves { TO_MOVE } else { to }))
    }
}
