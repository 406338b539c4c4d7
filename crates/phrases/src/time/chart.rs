//! The engine: all values that any span of tokens can mean, found bottom-up.
//!
//! Places are filled from the last token to the first. When a place is worked on, everything that begins after
//! it is complete, so a rule is tried from its first element and finds the rest ready; a rule whose first element
//! is a value is tried when such a value is put at the place. Each place holds a bounded number of values, so the
//! whole is linear in the number of tokens.

use super::grammar::{Entry, Grammar};
use super::pattern::{Element, What};
use super::value::Value;
use crate::Lang;
use crate::numbers;
use crate::text::Token;

/// More values than any sensible phrase gives one place.
const MAX_AT_PLACE: usize = 96;
/// No phrase about time is longer, in tokens.
const MAX_SPAN: usize = 32;

/// A value and how far it reaches.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    pub(super) end: usize,
    pub(super) value: Value,
    /// The weights of all rules that made it.
    pub(super) weight: i32,
    /// The rule that made it (none of a number), and of what.
    made_by: Option<(usize, Vec<Place>)>,
}

/// The values of every place.
pub(super) struct Chart<'t> {
    pub(super) tokens: &'t [&'t Token],
    grammar: &'static Grammar,
    pub(super) places: Vec<Vec<Item>>,
}

impl<'t> Chart<'t> {
    /// Fills the chart of these tokens.
    pub(super) fn fill(tokens: &'t [&'t Token], lang: Lang, grammar: &'static Grammar) -> Self {
        let mut chart = Self { tokens, grammar, places: vec![Vec::new(); tokens.len() + 1] };
        for at in (0..tokens.len()).rev() {
            chart.fill_place(at, lang);
        }
        chart
    }

    fn fill_place(&mut self, at: usize, lang: Lang) {
        let rest = &self.tokens[at..];
        for (number, len) in numbers::readings(rest, lang) {
            self.put(at, Item { end: at + len, value: Value::Number(number), weight: 0, made_by: None });
        }
        if let Some((n, len)) = numbers::ordinal(rest, lang) {
            self.put(at, Item { end: at + len, value: Value::Ordinal(n), weight: 0, made_by: None });
        }
        let grammar = self.grammar;
        for entry in grammar.beginning_with(&self.tokens[at].text) {
            self.try_words(*entry, at);
        }
        let mut next = 0;
        while next < self.places[at].len() {
            let first = Place { at, item: next };
            let end = self.places[at][next].end;
            let mut made = Vec::new();
            for entry in grammar.beginning_with_value(&self.places[at][next].value) {
                let elements = &grammar.rules[entry.rule].1;
                let found = Matches::after(self, elements, entry.from + 1, end, at, Some(first));
                self.make(entry, found, &mut made);
            }
            self.put_all(at, made);
            next += 1;
        }
    }

    fn try_words(&mut self, entry: Entry, at: usize) {
        let elements = &self.grammar.rules[entry.rule].1;
        let What::Words(alternatives) = &elements[entry.from].what else { return };
        let mut made = Vec::new();
        for end in alternatives.iter().filter_map(|words| self.says(words, at)) {
            let found = Matches::after(self, elements, entry.from + 1, end, at, None);
            self.make(entry, found, &mut made);
        }
        self.put_all(at, made);
    }

    /// What a rule makes of its matches.
    fn make(&self, entry: Entry, found: Vec<(usize, Vec<Place>)>, made: &mut Vec<Item>) {
        let rule = self.grammar.rules[entry.rule].0;
        for (end, places) in found {
            let items = || places.iter().map(|p| &self.places[p.at][p.item]);
            let values: Vec<&Value> = items().map(|i| &i.value).collect();
            if let Some(value) = (rule.make)(&values) {
                let weight = rule.weight + items().map(|i| i.weight).sum::<i32>();
                made.push(Item { end, value, weight, made_by: Some((entry.rule, places)) });
            }
        }
    }

    /// The names of the rules that made an item, from the whole to its parts.
    pub(super) fn rules_of(&self, item: &Item) -> Vec<&'static str> {
        let Some((rule, parts)) = &item.made_by else { return Vec::new() };
        let mut names = vec![self.grammar.rules[*rule].0.name];
        for part in parts {
            names.extend(self.rules_of(&self.places[part.at][part.item]));
        }
        names
    }

    fn put_all(&mut self, at: usize, made: Vec<Item>) {
        for item in made {
            self.put(at, item);
        }
    }

    fn put(&mut self, at: usize, item: Item) {
        let place = &mut self.places[at];
        if let Some(same) = place.iter_mut().find(|i| i.end == item.end && i.value == item.value) {
            same.weight = same.weight.max(item.weight);
        } else if place.len() < MAX_AT_PLACE {
            place.push(item);
        }
    }

    fn says(&self, words: &[&str], at: usize) -> Option<usize> {
        let matched =
            words.iter().enumerate().all(|(i, w)| self.tokens.get(at + i).is_some_and(|t| t.text == *w));
        matched.then_some(at + words.len())
    }
}

/// Where an item stands in the chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    at: usize,
    item: usize,
}

/// The search for the rest of a pattern.
struct Matches<'c, 't> {
    chart: &'c Chart<'t>,
    elements: &'c [Element],
    begin: usize,
    taken: Vec<Place>,
    found: Vec<(usize, Vec<Place>)>,
}

impl<'c, 't> Matches<'c, 't> {
    /// All ways to match `elements[from..]` at `at`, each with where it ends and the values it took.
    fn after(
        chart: &'c Chart<'t>,
        elements: &'c [Element],
        from: usize,
        at: usize,
        begin: usize,
        first: Option<Place>,
    ) -> Vec<(usize, Vec<Place>)> {
        let mut search =
            Self { chart, elements, begin, taken: first.into_iter().collect(), found: Vec::new() };
        search.walk(from, at);
        search.found
    }

    fn walk(&mut self, element: usize, at: usize) {
        if at - self.begin > MAX_SPAN || self.found.len() > MAX_AT_PLACE {
            return;
        }
        let elements = self.elements;
        let Some(Element { what, optional }) = elements.get(element) else {
            self.found.push((at, self.taken.clone()));
            return;
        };
        match what {
            What::Words(alternatives) => {
                for words in alternatives {
                    if let Some(end) = self.chart.says(words, at) {
                        self.walk(element + 1, end);
                    }
                }
            }
            What::Value(category) => {
                let chart = self.chart;
                for (item, found) in
                    chart.places[at].iter().enumerate().filter(|(_, i)| category.fits(&i.value))
                {
                    self.taken.push(Place { at, item });
                    self.walk(element + 1, found.end);
                    self.taken.pop();
                }
            }
            What::Gap(mark) => {
                if self.chart.tokens.get(at).is_some_and(|t| mark.stands_before(t)) {
                    self.walk(element + 1, at);
                }
            }
        }
        if *optional {
            self.walk(element + 1, at);
        }
    }
}
