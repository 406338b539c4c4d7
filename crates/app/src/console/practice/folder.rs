//! What the practice's pages have in common: the tabs, and the version that their forms are made from.

use domain::Lang;
use serde::Deserialize;

use super::super::frame::{Frame, Item, Section};
use super::super::staff::Member;
use crate::db::Tx;
use crate::http::{App, Problem};
use crate::pages::words;

/// One of the pages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tab {
    Services,
    People,
    Opening,
    Answers,
    Rules,
    Versions,
    File,
}

impl Tab {
    const ALL: [(Self, &'static str, &'static str); 7] = [
        (Self::Services, "/console/practice", "practice.services"),
        (Self::People, "/console/practice/people", "practice.people"),
        (Self::Opening, "/console/practice/opening", "practice.opening"),
        (Self::Answers, "/console/practice/answers", "practice.answers"),
        (Self::Rules, "/console/practice/rules", "practice.rules"),
        (Self::Versions, "/console/practice/versions", "practice.versions"),
        (Self::File, "/console/practice/file", "practice.file"),
    ];
}

/// What a page's template takes as `folder`.
pub(super) struct Folder {
    pub(super) tabs: Vec<Item>,
    /// The version that stands.
    pub(super) version: u32,
    /// Whether the page follows a change that was just saved.
    pub(super) saved: bool,
}

/// What a page may be asked with.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Seen {
    pub(super) saved: Option<String>,
}

/// The frame and the folder of a page.
pub(super) async fn open(
    app: &App,
    tx: &mut Tx,
    who: &Member,
    here: Tab,
    seen: &Seen,
) -> Result<(Frame, Folder), Problem> {
    // The version first: a change in between makes a form out of date, and never a form that overwrites it.
    let version = app.practices.standing(tx).await?.version;
    let frame = Frame::of(app, tx, who, Section::Practice).await?;
    let tabs = tabs(frame.lang, here);
    Ok((frame, Folder { tabs, version, saved: seen.saved.is_some() }))
}

fn tabs(lang: Lang, here: Tab) -> Vec<Item> {
    let item = |(tab, path, key): &(Tab, &'static str, &str)| Item {
        path,
        name: words::word(lang, key),
        here: *tab == here,
        counted: false,
    };
    Tab::ALL.iter().map(item).collect()
}
