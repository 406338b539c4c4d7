//! What waits for the staff, the most urgent first.

use domain::request::State;

use super::super::inbox::{Card, Reader};
use super::super::staff::Member;
use crate::booking::{self, About, BookingError, RequestFilter};
use crate::db::Tx;
use crate::http::App;

/// How many are shown here; the inbox shows the rest.
const SHOWN: u32 = 5;

/// What waits.
pub(super) struct Waiting {
    pub(super) cards: Vec<Card>,
    pub(super) kinds: Vec<Kind>,
}

/// How many of a kind wait.
pub(super) struct Kind {
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) count: u32,
    pub(super) overdue: bool,
}

impl Waiting {
    /// What waits for whoever looks.
    pub(super) async fn of(app: &App, tx: &mut Tx, who: &Member) -> Result<Self, BookingError> {
        let about = About::of(who.actor());
        let kinds = booking::open(tx, &about).await?.into_iter().map(|open| Kind {
            name: open.kind.name(),
            title: open.kind.title(who.lang()),
            count: open.count,
            overdue: open.overdue > 0,
        });
        let filter = RequestFilter { state: Some(State::Open), about, ..RequestFilter::default() };
        let reader = Reader::of(app, tx, who).await?;
        let waiting = booking::inbox(tx, &filter, SHOWN).await?;
        let cards = reader.cards(tx, &waiting).await?;
        Ok(Self { cards, kinds: kinds.collect() })
    }
}
