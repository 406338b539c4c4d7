//! What page and server say to each other over the WebSocket: one JSON object a message.

use dialogue::View;
use domain::Lang;
use serde::{Deserialize, Serialize};

use crate::test_call::Left;

/// The longest message that is read, in bytes. A longer one ends the line: to read it in order to refuse it would let
/// many callers fill the memory.
pub(super) const MESSAGE_BYTES: usize = 64 * 1024;
/// The longest thing that a caller may say in one turn, in characters.
pub(super) const SAY_CHARS: usize = 1_000;

/// From the page.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum FromPage {
    /// The first message: begins a call, or goes on with one that was cut off.
    Begin {
        /// The language to begin in.
        lang: Lang,
        /// What the page was given to go on with.
        #[serde(default)]
        resume: Option<String>,
        /// The last turn that the page has seen of it.
        #[serde(default)]
        seen: u32,
    },
    /// The caller says something.
    Say {
        /// What.
        text: String,
        /// The number of this message among all of the page's, from one, so that it counts once when the page sends it
        /// again after a break; 0 when the page doesn't number them.
        #[serde(default)]
        nth: u32,
    },
    /// The caller takes an offer.
    Choose {
        /// The number of the offer.
        number: u32,
        /// As in `Say`.
        #[serde(default)]
        nth: u32,
    },
    /// The caller wants the other language.
    Language {
        /// Which.
        lang: Lang,
        /// As in `Say`.
        #[serde(default)]
        nth: u32,
    },
    /// The caller leaves.
    HangUp {},
}

impl FromPage {
    /// Its number among the page's messages; 0 when it has none.
    pub(super) const fn nth(&self) -> u32 {
        match self {
            Self::Say { nth, .. } | Self::Choose { nth, .. } | Self::Language { nth, .. } => *nth,
            Self::Begin { .. } | Self::HangUp {} => 0,
        }
    }
}

/// To the page.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum ToPage {
    /// The call is open.
    Hello {
        /// With this it can go on after a break.
        resume: String,
        /// Whether it is the call that was cut off.
        resumed: bool,
        /// The number of the last message that was taken from the page: what it sent after that never arrived.
        heard: u32,
    },
    /// Allo says something.
    Said {
        /// Counts the turns of Allo from one.
        seq: u32,
        /// What.
        text: String,
        /// In which language.
        lang: Lang,
    },
    /// What is on the table now.
    View {
        /// All of it.
        view: View,
        /// For how long what is kept is kept still, in milliseconds.
        remaining_ms: i64,
        /// For how long in all.
        kept_ms: i64,
        /// The number of the last message that was taken from the page.
        heard: u32,
    },
    /// What would be left, were this no test call.
    Left {
        /// All of it.
        left: Left,
    },
    /// A message was not taken.
    Refused {
        /// Why: `too_long`, `too_fast`, `unreadable`, `busy`, `failed`.
        code: &'static str,
    },
    /// The call is over.
    Ended,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_read_strictly() {
        let read = |text: &str| serde_json::from_str::<FromPage>(text).ok();
        assert_eq!(
            read(r#"{"type":"say","text":"oui"}"#),
            Some(FromPage::Say { text: "oui".into(), nth: 0 })
        );
        assert_eq!(read(r#"{"type":"choose","number":2,"nth":7}"#).unwrap().nth(), 7);
        assert_eq!(read(r#"{"type":"hang_up"}"#), Some(FromPage::HangUp {}));
        for bad in [
            r#"{"type":"say"}"#,
            r#"{"type":"say","text":"x","tenant":"y"}"#,
            r#"{"type":"hang_up","tenant":"y"}"#,
            r#"{"type":"hold"}"#,
            "[]",
            "",
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
