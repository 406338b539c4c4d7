//! A caller's own words for a matter, without who they are and where they can be reached: the staff reads those in places
//! of their own.

use std::ops::Range;

use phrases::{Context, Entity, EntityKind, Expecting, Intent, understand};

use super::Call;
use super::heard::Heard;
use super::mind::Goal;
use super::naming::is_same_person;
use crate::asking::Asking;
use crate::words::{Words, introduces, introduces_a_code, says_of_itself};

/// What stands for a code.
const BLOTTED: &str = "[code]";
/// The most of them that are looked for in one sentence.
const MOST_CODES: usize = 8;

impl Call {
    /// What is left of a sentence when the name and the number that the request bears are taken out of it. A name that
    /// is the matter itself stays, and so does whoever else is named.
    pub(super) fn apart_from_the_person(&self, said: &str) -> String {
        if self.errand.about_the_name {
            return said.to_owned();
        }
        let frame = self.read_apart(said, self.lang);
        let told = frame.entities.iter().filter(|entity| self.is_borne(entity));
        without(said, told.map(|entity| (entity.text.as_str(), entity.kind != EntityKind::PersonName)))
    }

    /// What the staff reads of a sentence: without the person, and without a code that was said.
    pub(super) fn for_the_staff(&self, said: &str) -> String {
        let said = self.apart_from_the_person(said);
        if self.tally.codes { self.without_codes(said) } else { said }
    }

    /// A code opens a file: whoever reads a request sees that one was said, and never which.
    fn without_codes(&self, mut said: String) -> String {
        let context = Context { expecting: Expecting::Code, ..self.context(self.lang) };
        for _ in 0..MOST_CODES {
            let entities = understand(&said, &context).entities;
            let Some(code) = entities.into_iter().find(|entity| entity.kind == EntityKind::Code) else {
                break;
            };
            said = match alone(&said, &code.text).filter(|_| self.proof.of.is_some()) {
                // What it was said for is done.
                Some(stretch) => without(&said, std::iter::once((stretch, true))),
                None => said.replace(&code.text, BLOTTED),
            };
        }
        said
    }

    /// Whether a request that is left now bears this in a place of its own.
    fn is_borne(&self, entity: &Entity) -> bool {
        let person = &self.person;
        match entity.kind {
            EntityKind::PersonName => {
                person.name.as_ref().is_some_and(|name| is_same_person(&entity.value, name.reveal()))
            }
            EntityKind::Phone => {
                person.phone.as_ref().is_some_and(|phone| phone.reveal().as_str() == entity.value)
            }
            EntityKind::Email => person.email.as_ref().is_some_and(|email| *email.reveal() == entity.value),
            _ => false,
        }
    }

    /// «Paul Roux, 06…, ce serait pour mon Levothyrox»: nothing that is done here, nor in words for the staff, and still what
    /// the call is for.
    pub(super) fn tells_a_matter_with_who(&self, heard: &Heard) -> bool {
        let first = self.asking() == Asking::Intent && self.errand.goal == Goal::Unknown;
        let open = matches!(heard.frame.intent, Intent::None | Intent::Provide | Intent::Greet);
        let of_a_person = [EntityKind::PersonName, EntityKind::Phone, EntityKind::Email];
        let only = heard.frame.entities.iter().all(|entity| of_a_person.contains(&entity.kind));
        first
            && open
            && only
            && heard.frame.times.is_empty()
            && self.is_reachable()
            && heard.phone().is_some()
            && Words::of(&self.apart_from_the_person(&heard.text)).says_a_matter()
    }

    /// «Paul Roux, 06…, c'est pour mes résultats», where only name or number were asked for: what it is for is kept as
    /// well. A spelling, and «c'est mon portable», are no matter.
    pub(super) fn keep_matter_beside(&mut self, heard: &Heard) {
        let named = [EntityKind::PersonName, EntityKind::Phone, EntityKind::Email];
        let person = named.into_iter().any(|kind| heard.entity(kind).is_some());
        if person && Words::of(&self.apart_from_the_person(&heard.text)).says_a_matter() {
            self.keep_words(&heard.text);
        }
    }
}

/// A code with what introduces it, where it is told for itself: «mon code est 482173», not «mon code 482173 a servi».
fn alone<'s>(said: &'s str, code: &str) -> Option<&'s str> {
    let at = said.find(code)?;
    let (before, behind) = (&said[..at], &said[at + code.len()..]);
    let (lead, outright) = introduces_a_code(before);
    let ends = behind.trim().is_empty() || begins_a_clause(behind);
    (outright || ends).then(|| &said[at - lead..at + code.len()])
}

/// A sentence without these stretches and what introduces them. A name in the middle of a clause that nothing introduces
/// belongs to what is told, and stays; what can be nothing else, as a number, goes wherever it stands.
fn without<'t>(said: &str, told: impl Iterator<Item = (&'t str, bool)>) -> String {
    let mut cuts: Vec<(Range<usize>, bool)> = told
        .filter_map(|(text, plain)| said.find(text).map(|at| (at..at + text.len(), plain)))
        .filter(|(cut, _)| !cut.is_empty())
        .collect();
    cuts.sort_by_key(|(cut, _)| cut.start);
    let mut kept: Vec<&str> = Vec::new();
    let mut from = 0;
    for nth in 0..cuts.len() {
        let (cut, plain) = &cuts[nth];
        let next = cuts.get(nth + 1).map_or(said.len(), |(next, _)| next.start);
        let Some(before) = said.get(from..cut.start) else { continue };
        let behind = &said[cut.end..next];
        let (lead, tail) = (introduces(before), says_of_itself(behind));
        let begins = before.trim_end().is_empty() || ends_a_clause(before);
        // «Jeanne Martin au 06…»: what leads to the number ends the name.
        let between = if nth + 1 < cuts.len() { introduces(behind) } else { 0 };
        let rest = behind[..behind.len() - between].trim();
        let ends = rest.is_empty() || begins_a_clause(rest);
        if *plain || lead > 0 || tail > 0 || begins && ends {
            kept.push(&before[..before.len() - lead]);
            from = cut.end + tail;
        }
    }
    if from == 0 {
        return said.to_owned();
    }
    kept.push(&said[from..]);
    joined(&kept)
}

const MARKS: [char; 10] = [',', '.', ';', ':', '!', '?', '-', '–', '(', ')'];

fn ends_a_clause(before: &str) -> bool {
    let before = before.trim_end();
    before.ends_with(MARKS) || Words::of(before).ends_with_a_greeting()
}

fn begins_a_clause(behind: &str) -> bool {
    behind.trim_start().starts_with(MARKS)
}

/// What is kept, with the marks that stood between.
fn joined(kept: &[&str]) -> String {
    let mut text = String::new();
    let mut between = "";
    for part in kept {
        let bare = part.trim_matches(|c: char| c.is_whitespace() || MARKS.contains(&c) && c != ')');
        let bare = Words::trimmed_of_joints(bare);
        let opens = &part[..part.find(|c: char| c.is_alphanumeric()).unwrap_or(part.len())];
        let ends = &part[part.rfind(bare).map_or(part.len(), |at| at + bare.len())..];
        let ends = if ends.contains(['.', '!', '?']) { ends.trim_end() } else { "" };
        if bare.is_empty() {
            between = if between == " " && part.contains([',', ';']) { ", " } else { between };
            continue;
        }
        let stops = opens.contains(['.', '!']);
        let before = text.chars().next_back().is_some_and(|c| matches!(c, '.' | '!' | '?'));
        if !text.is_empty() {
            text.push_str(match between {
                _ if before => " ",
                _ if stops => ". ",
                _ if opens.contains([',', ';', ':']) => ", ",
                between => between,
            });
        }
        text.push_str(bare);
        text.push_str(ends);
        between = if part.trim_end().ends_with([',', ';', ':', '-', '–']) { ", " } else { " " };
    }
    text
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn who_and_where_are_taken_out_with_what_introduces_them() {
        const PHONE: &str = "06 39 98 12 34";
        for (said, name, left) in [
            (
                "Bonjour, c'est Jeanne Martin au 06 39 98 12 34, c'est pour renouveler mon Levothyrox",
                "Jeanne Martin",
                "Bonjour, c'est pour renouveler mon Levothyrox",
            ),
            (
                "dites au docteur que j'arrive, c'est Paul Roux, 06 39 98 12 34",
                "Paul Roux",
                "dites au docteur que j'arrive",
            ),
            (
                "bonjour je suis Paul Roux je voudrais mes résultats mon numéro c'est le 06 39 98 12 34",
                "Paul Roux",
                "bonjour je voudrais mes résultats",
            ),
            (
                "un message de la part de Paul Roux pour le docteur : je tousse",
                "Paul Roux",
                "un message pour le docteur : je tousse",
            ),
            ("Mon fils est guéri. Paul Roux. 06 39 98 12 34.", "Paul Roux", "Mon fils est guéri."),
            ("rappelez-moi au 06 39 98 12 34, merci", "Paul Roux", "rappelez-moi, merci"),
            ("le docteur a vu Paul Roux hier", "Paul Roux", "le docteur a vu Paul Roux hier"),
            ("Paul Roux, 06 39 98 12 34", "Paul Roux", ""),
            (
                "Paul Roux 06 39 98 12 34 je rappelle pour mes analyses",
                "Paul Roux",
                "je rappelle pour mes analyses",
            ),
            (
                "Jane Smith speaking, I need my pills, you can reach me on 06 39 98 12 34, thank you",
                "Jane Smith",
                "I need my pills, thank you",
            ),
            (
                "it's Jane Smith here and my number's 06 39 98 12 34, call me back about my bill",
                "Jane Smith",
                "call me back about my bill",
            ),
        ] {
            assert_eq!(without(said, [(name, false), (PHONE, true)].into_iter()), left, "{said}");
        }
    }
}
