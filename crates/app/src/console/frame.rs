//! What every page of the console has around it.

use std::sync::Arc;

use askama::Template;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use domain::Lang;
use domain::permission::Permission;
use domain::practice::Practice;

use super::staff::Member;
use crate::db::Tx;
use crate::hex::hex;
use crate::http::{App, Code, Problem};
use crate::pages::{self, words};
use crate::users;

/// A page in the list at the side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Today,
    Calendar,
    Inbox,
    Patients,
    Calls,
    Messages,
    Practice,
    Documents,
    TestCall,
    Team,
    Integrations,
    Usage,
    Audit,
    Account,
}

impl Section {
    /// Those in the list, in its order; `Account` stands apart.
    const LISTED: [Self; 13] = [
        Self::Today,
        Self::Calendar,
        Self::Inbox,
        Self::Patients,
        Self::Calls,
        Self::Messages,
        Self::Practice,
        Self::Documents,
        Self::TestCall,
        Self::Team,
        Self::Integrations,
        Self::Usage,
        Self::Audit,
    ];

    /// What it takes to see it.
    const fn needs(self) -> Permission {
        match self {
            Self::Today | Self::Calendar | Self::Account => Permission::Read,
            Self::Inbox => Permission::Settle,
            Self::Patients | Self::Messages => Permission::ReadPatients,
            Self::Calls => Permission::ReadCalls,
            Self::Practice
            | Self::Documents
            | Self::TestCall
            | Self::Team
            | Self::Integrations
            | Self::Usage => Permission::Manage,
            Self::Audit => Permission::ReadAudit,
        }
    }

    /// Its address.
    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Today => "/console",
            Self::Calendar => "/console/calendar",
            Self::Inbox => "/console/inbox",
            Self::Patients => "/console/patients",
            Self::Calls => "/console/calls",
            Self::Messages => "/console/messages",
            Self::Practice => "/console/practice",
            Self::Documents => "/console/documents",
            Self::TestCall => "/console/test-call",
            Self::Team => "/console/team",
            Self::Integrations => "/console/integrations",
            Self::Usage => "/console/usage",
            Self::Audit => "/console/audit",
            Self::Account => "/console/account",
        }
    }

    /// In which section an address is.
    pub(super) fn at(path: &str) -> Self {
        let leads = |section: &&Self| section.path() != "/console" && path.starts_with(section.path());
        Self::LISTED.iter().find(leads).copied().unwrap_or(Self::Today)
    }

    /// Its name in the words.
    const fn key(self) -> &'static str {
        match self {
            Self::Today => "frame.today",
            Self::Calendar => "frame.calendar",
            Self::Inbox => "frame.inbox",
            Self::Patients => "frame.patients",
            Self::Calls => "frame.calls",
            Self::Messages => "frame.messages",
            Self::Practice => "frame.practice",
            Self::Documents => "frame.documents",
            Self::TestCall => "frame.test_call",
            Self::Team => "frame.team",
            Self::Integrations => "frame.integrations",
            Self::Usage => "frame.usage",
            Self::Audit => "frame.audit",
            Self::Account => "frame.account",
        }
    }
}

/// A line of the list at the side.
pub(super) struct Item {
    pub(super) path: &'static str,
    pub(super) name: &'static str,
    pub(super) here: bool,
    /// What waits in it, as `…/count` tells anew.
    pub(super) counted: bool,
}

/// What a page's template takes as `frame`.
pub(super) struct Frame {
    pub(super) lang: Lang,
    pub(super) nonce: String,
    /// The practice as it stands.
    pub(super) practice: Arc<Practice>,
    /// The name of whoever is signed in.
    pub(super) user: String,
    pub(super) items: Vec<Item>,
    pub(super) section: Section,
    pub(super) demo: bool,
    /// Whether the member may call a copy of the practice.
    pub(super) tests: bool,
    pub(super) words: String,
}

impl Frame {
    /// The frame of a page.
    pub(super) async fn of(app: &App, tx: &mut Tx, who: &Member, section: Section) -> Result<Self, Problem> {
        let user = users::get(tx, who.id()).await?;
        let lang = who.lang();
        let item = |listed: &Section| Item {
            path: listed.path(),
            name: words::word(lang, listed.key()),
            here: *listed == section,
            counted: *listed == Section::Inbox,
        };
        Ok(Self {
            lang,
            nonce: hex(&app.dice.bytes::<16>()),
            practice: app.practices.current(tx).await?,
            user: user.profile.name.into_revealed(),
            items: Section::LISTED.iter().filter(|listed| who.may(listed.needs())).map(item).collect(),
            section,
            demo: app.settings.demo,
            tests: who.may(Section::TestCall.needs()),
            words: words::for_scripts(lang),
        })
    }

    /// A text in the member's language.
    pub(super) fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }

    /// The name of the page.
    pub(super) fn title(&self) -> &'static str {
        self.t(self.section.key())
    }
}

/// A whole page, with what a browser may do with it.
pub(crate) fn page(template: &impl Template, nonce: &str) -> Result<Response, Problem> {
    let text = template.render().map_err(|_| Problem::new(Code::Internal))?;
    let policy = HeaderValue::from_str(&pages::policy(nonce)).map_err(|_| Problem::new(Code::Internal))?;
    Ok(([(header::CONTENT_SECURITY_POLICY, policy)], Html(text)).into_response())
}

/// A part of a page, for the script that asked for it.
pub(crate) fn part(template: &impl Template) -> Result<Response, Problem> {
    let text = template.render().map_err(|_| Problem::new(Code::Internal))?;
    Ok(Html(text).into_response())
}
