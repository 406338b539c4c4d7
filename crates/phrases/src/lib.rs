//! What a caller said: French and English sentences into frames.
//!
//! [`understand()`] is pure and deterministic: the words, the language, the clock of the practice and its
//! vocabulary go in; a [`Frame`] comes out. What has two readings is in [`Frame::ambiguous`] and is never
//! guessed.
//!
//! The way of a sentence: [`text`] folds it into tokens that remember where they stood; `entity` finds what
//! surely isn't a time (names, numbers, codes); `time` reads the rest bottom-up into symbolic values;
//! `corrections` drops what was taken back; `roles` tells the appointment that is from the one that is wished;
//! and only at the very end are the values placed on the calendar.

mod context;
mod corrections;
mod cues;
mod decision;
pub mod digits;
mod displacement;
mod elliptic;
mod entity;
mod evidence;
mod frame;
mod gather;
mod heard;
mod intent;
mod machine;
pub mod names;
mod numbers;
mod plausible;
mod roles;
pub mod text;
mod time;
mod understand;
pub mod wire;

pub use context::{Context, Country, Expecting, Lang, Region, Term, Vocabulary};
pub use decision::wish_weights;
pub use frame::{
    Ambiguity, Direction, Displacement, Entity, EntityKind, Frame, Grain, Intent, Kind, Peril, Role, Shift,
    TimeMention,
};
pub use intent::{emergency_weights, intent_weights};
pub use understand::{explain, explain_wishes, understand};
