//! A grammar: the rules of a language, compiled and indexed by what they begin with.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::pattern::{Category, Element, What, compile};
use super::value::Value;
use crate::{Lang, Region};

/// What a rule makes of the values its pattern matched, in order; `None` when they make no sense together.
pub(super) type Make = fn(&[&Value]) -> Option<Value>;

/// A production: where the pattern stands, there is the value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    /// For people: shown by explanations and failures.
    pub(super) name: &'static str,
    pub(super) pattern: &'static str,
    pub(super) make: Make,
    /// Among readings that cover the same words the heavier wins; 0 is usual.
    pub(super) weight: i32,
}

/// A rule of usual weight.
pub(super) const fn rule(name: &'static str, pattern: &'static str, make: Make) -> Rule {
    Rule { name, pattern, make, weight: 0 }
}

impl Rule {
    /// The same rule, preferred (or, below zero, avoided) among readings of the same words.
    pub(super) const fn weigh(self, weight: i32) -> Self {
        Self { weight, ..self }
    }
}

/// A compiled rule from one of its possible beginnings: what stands before `from` is left out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) rule: usize,
    pub(super) from: usize,
}

/// The rules of a language, indexed.
pub(super) struct Grammar {
    pub(super) rules: Vec<(Rule, Vec<Element>)>,
    by_word: HashMap<&'static str, Vec<Entry>>,
    /// By the kind of value, then by the exact category.
    by_value: [Vec<(Category, Entry)>; Category::KINDS],
}

impl Grammar {
    fn new(tables: &[&'static [Rule]]) -> Self {
        let rules: Vec<_> = tables
            .iter()
            .flat_map(|table| table.iter())
            .filter_map(|rule| compile(rule.pattern).map(|elements| (*rule, elements)))
            .collect();
        let mut grammar =
            Self { rules, by_word: HashMap::new(), by_value: std::array::from_fn(|_| Vec::new()) };
        for rule in 0..grammar.rules.len() {
            grammar.index(rule);
        }
        grammar
    }

    /// A rule begins with its first element, and when that may be missing, with the next one too.
    fn index(&mut self, rule: usize) {
        let elements = self.rules[rule].1.clone();
        for (from, element) in elements.iter().enumerate() {
            let entry = Entry { rule, from };
            match &element.what {
                What::Words(alternatives) => {
                    for first in alternatives.iter().filter_map(|words| words.first()) {
                        let entries = self.by_word.entry(first).or_default();
                        if !entries.iter().any(|e| e.rule == rule && e.from == from) {
                            entries.push(entry);
                        }
                    }
                }
                What::Value(category) => self.by_value[category.kind()].push((*category, entry)),
                What::Gap(_) => {}
            }
            if !element.optional && !matches!(element.what, What::Gap(_)) {
                break;
            }
        }
    }

    /// Rules that may begin with this word.
    pub(super) fn beginning_with(&self, word: &str) -> &[Entry] {
        self.by_word.get(word).map_or(&[], Vec::as_slice)
    }

    /// Rules that may begin with this value.
    pub(super) fn beginning_with_value(&self, value: &Value) -> impl Iterator<Item = Entry> {
        let of_kind = Category::kind_of(value).map_or(&[][..], |kind| &self.by_value[kind]);
        of_kind.iter().filter(|(category, _)| category.fits(value)).map(|(_, entry)| *entry)
    }
}

/// The grammar of a language, compiled once.
pub(super) fn of(lang: Lang, region: Region) -> &'static Grammar {
    static FRENCH: LazyLock<Grammar> = LazyLock::new(|| Grammar::new(super::fr::TABLES));
    static BRITISH: LazyLock<Grammar> = LazyLock::new(|| Grammar::new(super::en::DAY_FIRST));
    static AMERICAN: LazyLock<Grammar> = LazyLock::new(|| Grammar::new(super::en::MONTH_FIRST));
    match (lang, region) {
        (Lang::Fr, _) => &FRENCH,
        (Lang::En, Region::DayFirst) => &BRITISH,
        (Lang::En, Region::MonthFirst) => &AMERICAN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        for tables in [super::super::fr::TABLES, super::super::en::DAY_FIRST, super::super::en::MONTH_FIRST] {
            for rule in tables.iter().flat_map(|t| t.iter()) {
                assert!(compile(rule.pattern).is_some(), "{}: {}", rule.name, rule.pattern);
            }
        }
    }
}
