//! Whom a page has called: a practice, or a copy of it that its staff tries things on.

use std::sync::Arc;

use domain::ids::TenantId;
use domain::practice::Practice;

use super::conversation::{Conversation, Page};
use super::open::Place;
use super::wire::FromPage;
use crate::calls::{Line, Opening};
use crate::hex::hex;
use crate::http::App;
use crate::test_call::{NoTestCall, Sandbox, Tester};

/// Whom a page has called.
pub(crate) struct Called {
    /// The practice.
    pub(crate) tenant: TenantId,
    /// As it stands.
    pub(crate) practice: Arc<Practice>,
    /// Who of its staff calls a copy of it.
    pub(crate) test: Option<Tester>,
}

impl Called {
    /// Brings the page to the conversation that it had, or to a new one; false when there is no room for one more.
    pub(super) async fn join(self, app: &App, begin: FromPage, mut page: Page) -> Result<bool, NoTestCall> {
        let Self { tenant, practice, test } = self;
        let FromPage::Begin { lang, resume, seen } = begin else { return Ok(true) };
        if let Some(token) = resume {
            page.seen = seen;
            match app.calls.come_back(&token, tenant, page) {
                Ok(()) => return Ok(true),
                Err(back) => page = Page { seen: 0, ..back },
            }
        }
        let token = hex(&app.dice.bytes::<32>());
        let Some(place) = Place::take(app, tenant, token, test.is_some()) else { return Ok(false) };
        let sandbox = match &test {
            None => None,
            Some(by) => Some(Sandbox::of(app, by, &practice).await?),
        };
        let (db, tenant, shelf) = match &sandbox {
            None => (app.db.clone(), tenant, app.shelf.clone()),
            Some(copy) => (copy.db.clone(), copy.tenant, copy.shelf.clone()),
        };
        let hold_s = practice.tenant.policy.hold_ttl_s;
        let codes = app.settings.codes;
        let opening = Opening::new(db, app.clock.clone(), tenant, practice, "talk").speaking(lang);
        let (line, turn) = Line::open(Opening { shelf, codes, ..opening }).await?;
        let conversation = Conversation::new(app.clone(), tenant, line, place, hold_s, &turn, sandbox);
        app.calls.at_work().spawn(conversation.run(page));
        Ok(true)
    }
}
