//! The caller of a scenario: what they say next, by what is asked for.

use std::collections::BTreeMap;

use dialogue::Asking;
use jiff::SignedDuration;

use super::scenario::Scenario;

/// What the caller does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// Says this.
    Say(String),
    /// Says nothing.
    Silence,
    /// Lets time pass before the next line.
    Wait(SignedDuration),
    /// Is gone.
    HangUp,
}

/// Goes through a scenario's lines.
pub(super) struct Caller<'a> {
    scenario: &'a Scenario,
    /// How many lines of each key were said.
    used: BTreeMap<&'a str, usize>,
}

impl<'a> Caller<'a> {
    pub(super) fn new(scenario: &'a Scenario) -> Self {
        Self { scenario, used: BTreeMap::new() }
    }

    /// The first line.
    pub(super) fn opening(&mut self) -> Deed {
        self.line("opening").map_or(Deed::HangUp, |line| deed(&line))
    }

    /// The next line. Once nothing is asked any more (whether there is anything else is nobody's errand, unless the
    /// scenario answers it), the lines under `then`; after them, the caller hangs up.
    pub(super) fn answer(&mut self, asking: Asking) -> Deed {
        let idle = matches!(asking, Asking::Nothing | Asking::AnythingElse);
        let own = self.line(asking.name()).filter(|_| asking != Asking::Nothing);
        let line = own.or_else(|| if idle { self.then() } else { None });
        let line = line.or_else(|| if asking == Asking::Nothing { None } else { self.line("*") });
        line.map_or(Deed::HangUp, |line| deed(&line))
    }

    /// A key's lines in order, the last of them again and again.
    fn line(&mut self, key: &str) -> Option<String> {
        let (key, lines) = self.scenario.say.get_key_value(key)?;
        let used = self.used.entry(key).or_default();
        let line = lines.all().get(*used).or_else(|| lines.all().last())?;
        *used += 1;
        // A wait that is repeated for ever would never end the call.
        let spent = *used > lines.all().len() && matches!(deed(line), Deed::Wait(_));
        (!spent).then(|| line.clone())
    }

    fn then(&mut self) -> Option<String> {
        let used = self.used.entry("then").or_default();
        let line = self.scenario.then.all().get(*used).cloned();
        *used += 1;
        line
    }
}

fn deed(line: &str) -> Deed {
    let line = line.trim();
    if line == "…" || line == "..." || line.is_empty() {
        return Deed::Silence;
    }
    if line == "<hangup>" {
        return Deed::HangUp;
    }
    let wait = line.strip_prefix("<wait ").and_then(|rest| rest.strip_suffix('>'));
    match wait.and_then(|text| text.trim().parse::<SignedDuration>().ok()) {
        Some(time) => Deed::Wait(time),
        None => Deed::Say(line.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_deeds_and_everything_else_is_said() {
        assert_eq!(deed("<wait 90s>"), Deed::Wait(SignedDuration::from_secs(90)));
        assert_eq!(deed("<hangup>"), Deed::HangUp);
        assert_eq!(deed("…"), Deed::Silence);
        assert_eq!(deed("Oui"), Deed::Say("Oui".to_owned()));
        assert_eq!(deed("<wait long>"), Deed::Say("<wait long>".to_owned()));
    }
}
