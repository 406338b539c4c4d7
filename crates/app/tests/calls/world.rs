//! One world: a practice and its callers, in virtual time.

use std::collections::BTreeSet;
use std::sync::Arc;

use app::calendars::{self, State};
use app::calls::{Line, Opening, Turn};
use app::clock::Clock;
use app::db::Db;
use app::random::Dice;
use app::sealing::Keyring;
use app::tenants;
use domain::ids::{CallId, TenantId};
use domain::permission::Actor;
use domain::practice::Practice;
use domain::random::SeededRandom;
use jiff::SignedDuration;
use testkit::TestDb;
use testkit::callers::{Caller, Move, Person, roll};

/// How many callers a world has.
pub(crate) const CALLERS: usize = 25;
/// After so many turns a caller gives up.
const PATIENCE: u32 = 24;
/// Every so many worlds, one practitioner's outside calendar is down.
const DOWN_EVERY: u64 = 5;

pub(crate) struct World {
    pub(crate) seed: u64,
    pub(crate) db: Db,
    pub(crate) clock: Clock,
    pub(crate) tenant: TenantId,
    pub(crate) practice: Arc<Practice>,
    /// Whose calendar can't be relied on.
    pub(crate) down: Option<&'static str>,
    /// Every word of every call, in order.
    pub(crate) transcript: Vec<String>,
    /// Each call, with how many references it was given: one for each booking that it was told of.
    pub(crate) told: Vec<(CallId, usize)>,
    dice: SeededRandom,
    pub(crate) database: TestDb,
}

struct Talk {
    line: Line,
    caller: Caller,
    turn: Turn,
    turns: u32,
    /// The references that were said, however often.
    told: BTreeSet<String>,
}

impl World {
    pub(crate) async fn open(database: TestDb, seed: u64) -> Self {
        let secret = [42; 32];
        let db = Db::open(&database.url, Keyring::new(&secret), Dice::seeded(seed)).await.unwrap();
        let practice = testkit::practice();
        let clock = database.clock.clone();
        let tenant = tenants::apply(&db, &practice, clock.now(), &Actor::Operator).await.unwrap();
        let down = seed.is_multiple_of(DOWN_EVERY).then_some("martin");
        if let Some(who) = down {
            let mut tx = db.write(tenant, clock.now()).await.unwrap();
            calendars::set_state(&mut tx, "outside", &who.parse().unwrap(), State::Unknown).await.unwrap();
            tx.commit().await.unwrap();
        }
        let (dice, practice) = (SeededRandom::new(seed), Arc::new(practice));
        let (transcript, told) = (Vec::new(), Vec::new());
        Self { seed, db, clock, tenant, practice, down, transcript, told, dice, database }
    }

    /// Plays all calls, a turn here and a turn there, until everybody is gone.
    pub(crate) async fn run(&mut self) {
        let mut talks = Vec::new();
        for number in 0..CALLERS {
            talks.push(self.ring(number).await);
        }
        while !talks.is_empty() {
            let at = roll(&mut self.dice, u32::try_from(talks.len()).unwrap()) as usize;
            self.clock.advance(SignedDuration::from_secs(i64::from(1 + roll(&mut self.dice, 6))));
            if self.step(&mut talks[at]).await {
                let talk = talks.swap_remove(at);
                self.told.push((talk.line.id(), talk.told.len()));
            }
        }
    }

    pub(crate) fn confirmed(&self) -> usize {
        self.told.iter().map(|(_, told)| told).sum()
    }

    async fn ring(&mut self, number: usize) -> Talk {
        let person = self.person(number);
        let shown = roll(&mut self.dice, 2) == 0;
        let caller = shown.then(|| format!("+33{}", &person.phone[1..]).parse().unwrap());
        let opening = Opening {
            caller,
            transfers: true,
            codes: true,
            ..Opening::new(
                self.db.clone(),
                self.clock.clone(),
                self.tenant,
                self.practice.clone(),
                "simulation",
            )
        };
        let (line, turn) = Line::open(opening).await.unwrap();
        let caller = Caller::new(self.seed * 1_000 + number as u64, person);
        Talk { line, caller, turn, turns: 0, told: BTreeSet::new() }
    }

    /// Somebody on file with their code, or a stranger.
    fn person(&mut self, number: usize) -> Person {
        match self.practice.patients.get(number % (self.practice.patients.len() * 2)) {
            Some(seed) => Person {
                name: seed.name.reveal().clone(),
                phone: format!("0{}", &seed.phone.reveal().as_str()[3..]),
                code: seed.code.as_ref().map(|code| code.reveal().to_owned()),
            },
            None => Person {
                name: ["Marie Dubois", "Ahmed Belkacem", "Chloé Fontaine", "Jean-Paul Girard"][number % 4]
                    .to_owned(),
                phone: format!("06399810{:02}", 10 + number),
                code: None,
            },
        }
    }

    /// One turn of one call; true when it is over.
    async fn step(&mut self, talk: &mut Talk) -> bool {
        let asking = talk.turn.asking.name();
        let said = if talk.turns >= PATIENCE { Move::HangUp } else { talk.caller.answer(asking) };
        talk.turns += 1;
        let turns = match &said {
            Move::Say(text) => vec![talk.line.hear(text).await],
            Move::Twice(text) => vec![talk.line.hear(text).await, talk.line.hear(text).await],
            Move::Silence => vec![talk.line.silence().await],
            Move::HangUp => vec![talk.line.hang_up().await],
        };
        self.transcript.push(format!("{asking}> {said:?}"));
        for turn in turns {
            self.listen(talk, &turn);
            talk.turn = turn;
        }
        if talk.turn.ended && said != Move::HangUp {
            // Whoever is over still lets go of the line, as a socket does.
            talk.line.hang_up().await;
        }
        talk.turn.ended || said == Move::HangUp
    }

    fn listen(&mut self, talk: &mut Talk, turn: &Turn) {
        assert!(turn.view.offers.len() <= 3, "seed {}: more than three offers", self.seed);
        for utterance in &turn.said {
            // The sentence that follows every booking, and nothing else; it may be repeated when asked.
            for sign in ["Votre référence est ", "Your reference is "] {
                let said = utterance.text.split_once(sign).map(|(_, rest)| rest.chars().take(11).collect());
                talk.told.extend(said);
            }
            self.transcript.push(format!("Allo: {}", utterance.text));
        }
    }
}
