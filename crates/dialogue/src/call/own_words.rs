//! A caller's own words for a matter, without who they are and where they can be reached: the staff reads those in places
//! of their own.

use std::ops::Range;

use phrases::{Entity, EntityKind};

use super::Call;
use super::heard::Heard;
use super::naming::is_same_person;
use crate::words::{Words, introduces, says_of_itself};

impl Call {
    /// What is left of a sentence when the name and the number that the request bears are taken out of it. A name that
    /// is the matter itself stays, and so does whoever else is named.
    pub(super) fn apart_from_the_person(&self, said: &str) -> String {
        if self.errand.about_the_name {
            return said.to_owned();
        }
        let frame = self.read_apart(said, self.lang);
        let told = frame.entities.iter().filter(|entity| self.is_borne(entity));
        without(said, told.map(|entity| entity.text.as_str()))
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

/// A sentence without these stretches and what introduces them; one in the middle of a clause that nothing introduces
/// belongs to what is told, and stays.
fn without<'t>(said: &str, told: impl Iterator<Item = &'t str>) -> String {
    let mut cuts: Vec<Range<usize>> = told
        .filter_map(|text| said.find(text).map(|at| at..at + text.len()).filter(|cut| !cut.is_empty()))
        .collect();
    cuts.sort_by_key(|cut| cut.start);
    let mut kept: Vec<&str> = Vec::new();
    let mut from = 0;
    for nth in 0..cuts.len() {
        let cut = &cuts[nth];
        let next = cuts.get(nth + 1).map_or(said.len(), |next| next.start);
        let Some(before) = said.get(from..cut.start) else { continue };
        let behind = &said[cut.end..next];
        let (lead, tail) = (introduces(before), says_of_itself(behind));
        let begins = before.trim_end().is_empty() || ends_a_clause(before);
        // «Jeanne Martin au 06…»: what leads to the number ends the name.
        let between = if nth + 1 < cuts.len() { introduces(behind) } else { 0 };
        let rest = behind[..behind.len() - between].trim();
        let ends = rest.is_empty() || begins_a_clause(rest);
        if lead > 0 || tail > 0 || begins && ends {
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
            assert_eq!(without(said, [name, PHONE].into_iter()), left, "{said}");
        }
    }
}
