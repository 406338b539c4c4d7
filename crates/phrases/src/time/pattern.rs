//! The patterns of rules: words, alternatives, options, and values between angle brackets.
//!
//! | written | matches |
//! |---|---|
//! | `demain` | that folded word |
//! | `(a partir de\|des)` | one of those sequences of words |
//! | `<day>` | a value of that category that a rule made |
//! | `<n:1-31>` | a number in that range |
//! | `{/}` | nothing, but the next token must come after that mark (`{-}` any hyphen or dash, `{glued}` no gap,
//! `{space}` nothing but space) |
//! | `element?` | may be missing; a missing value is not handed to the rule |

use super::value::{Clock, Value};
use crate::text::{Gap, Token};

/// One element of a compiled pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) what: What,
    pub(super) optional: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// Alternatives, each a sequence of words.
    Words(Vec<Vec<&'static str>>),
    Value(Category),
    Gap(Mark),
}

/// What a pattern may ask of the gap before the next token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Is(char),
    Dash,
    Glued,
    Space,
}

impl Mark {
    /// Does it stand before this token? A hyphen between words only spells them («dix-huit»).
    pub(super) fn stands_before(self, token: &Token) -> bool {
        match self {
            Self::Is(c) => token.gap == Gap::Mark(c),
            Self::Dash if token.gap == Gap::Hyphen => token.is_digits(),
            Self::Dash => matches!(token.gap, Gap::Mark('-' | '–' | '—')),
            Self::Glued => token.gap == Gap::Glued,
            Self::Space => token.gap == Gap::Space,
        }
    }
}

/// The kinds of value a pattern can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Category {
    Number(u32, u32),
    Ordinal(u32, u32),
    Month,
    Weekday,
    Unit,
    Part,
    Clock,
    Hours,
    Numbered,
    Day,
    Time,
}

impl Category {
    pub(super) fn fits(self, value: &Value) -> bool {
        match (self, value) {
            (Self::Number(lo, hi), Value::Number(n)) => (lo..=hi).contains(&n.n),
            (Self::Ordinal(lo, hi), Value::Ordinal(n)) => (lo..=hi).contains(n),
            (Self::Month, Value::Month(_))
            | (Self::Weekday, Value::Weekday(_))
            | (Self::Unit, Value::Unit(_))
            | (Self::Part, Value::Part(_))
            | (Self::Clock, Value::Clock(Clock { .. }))
            | (Self::Hours, Value::Hours(_))
            | (Self::Numbered, Value::Numbered(_))
            | (Self::Day, Value::Day(_))
            | (Self::Time, Value::Time(_)) => true,
            _ => false,
        }
    }

    /// How many kinds of value there are.
    pub(super) const KINDS: usize = 11;

    /// The kind of value it asks for, below [`Self::KINDS`].
    pub(super) fn kind(self) -> usize {
        match self {
            Self::Number(..) => 0,
            Self::Ordinal(..) => 1,
            Self::Month => 2,
            Self::Weekday => 3,
            Self::Unit => 4,
            Self::Part => 5,
            Self::Clock => 6,
            Self::Hours => 7,
            Self::Numbered => 8,
            Self::Day => 9,
            Self::Time => 10,
        }
    }

    /// The kind of a value; none of a decoy, which no rule asks for.
    pub(super) fn kind_of(value: &Value) -> Option<usize> {
        let category = match value {
            Value::Number(_) => Self::Number(0, 0),
            Value::Ordinal(_) => Self::Ordinal(0, 0),
            Value::Month(_) => Self::Month,
            Value::Weekday(_) => Self::Weekday,
            Value::Unit(_) => Self::Unit,
            Value::Part(_) => Self::Part,
            Value::Clock(_) => Self::Clock,
            Value::Hours(_) => Self::Hours,
            Value::Numbered(_) => Self::Numbered,
            Value::Day(_) => Self::Day,
            Value::Time(_) => Self::Time,
            Value::Decoy => return None,
        };
        Some(category.kind())
    }

    fn named(name: &str) -> Option<Self> {
        let (name, range) = name.split_once(':').unwrap_or((name, "0-999999999"));
        let (lo, hi) = range.split_once('-')?;
        let (lo, hi) = (lo.parse().ok()?, hi.parse().ok()?);
        Some(match name {
            "n" => Self::Number(lo, hi),
            "nth" => Self::Ordinal(lo, hi),
            "month" => Self::Month,
            "weekday" => Self::Weekday,
            "unit" => Self::Unit,
            "part" => Self::Part,
            "clock" => Self::Clock,
            "hours" => Self::Hours,
            "numbered" => Self::Numbered,
            "day" => Self::Day,
            "time" => Self::Time,
            _ => return None,
        })
    }
}

/// Compiles a pattern; `None` when it is malformed, which a test of every grammar rules out.
pub(super) fn compile(pattern: &'static str) -> Option<Vec<Element>> {
    let mut elements = Vec::new();
    let mut rest = pattern.trim_start();
    while !rest.is_empty() {
        let end = end_of_element(rest)?;
        let (written, after) = rest.split_at(end);
        let (body, optional) = written.strip_suffix('?').map_or((written, false), |b| (b, true));
        elements.push(Element { what: element(body)?, optional });
        rest = after.trim_start();
    }
    let firm = elements.iter().any(|e| !e.optional && !matches!(e.what, What::Gap(_)));
    firm.then_some(elements)
}

fn end_of_element(rest: &str) -> Option<usize> {
    if rest.starts_with('(') {
        let close = rest.find(')')? + 1;
        return Some(if rest[close..].starts_with('?') { close + 1 } else { close });
    }
    Some(rest.find(' ').unwrap_or(rest.len()))
}

fn element(body: &'static str) -> Option<What> {
    if let Some(inner) = body.strip_prefix('(') {
        let inner = inner.strip_suffix(')')?;
        return Some(What::Words(inner.split('|').map(|words| words.split_whitespace().collect()).collect()));
    }
    if let Some(inner) = body.strip_prefix('<') {
        return Category::named(inner.strip_suffix('>')?).map(What::Value);
    }
    if let Some(inner) = body.strip_prefix('{') {
        let inner = inner.strip_suffix('}')?;
        return Some(What::Gap(match inner {
            "-" => Mark::Dash,
            "glued" => Mark::Glued,
            "space" => Mark::Space,
            mark => Mark::Is(mark.chars().next()?),
        }));
    }
    Some(What::Words(vec![vec![body]]))
}
