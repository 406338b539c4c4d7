//! Phrase tables: concepts made of words and of other concepts, matched anywhere in a sentence.
//!
//! A table is a list of entries, `name = pattern ; pattern ; …`, continued on indented lines; `#` begins a
//! comment. A name may bear a weight (`book 2.5 = …`). The elements of a pattern:
//!
//! | written | matches |
//! |---|---|
//! | `mal` | the word, case and accents ignored; long words also with one slip |
//! | `respir*` | any word that begins so |
//! | `a\|au\|aux` | one of them (words or concepts) |
//! | `@douleur` | another entry of the table |
//! | `..` `..2` | up to four (two) words, whatever they are |
//! | `?tres` | the element or nothing |
//! | `!mars` | nothing, unless the element follows |
//! | `^` `$` | the beginning, the end of what was said |

use std::collections::HashMap;

use super::words::Words;
use crate::Lang;
use crate::text::Text;

/// Where a concept was said: the words from the first to before the second.
pub(crate) type Hit = (usize, usize);

/// Words as long as this may bear one slip.
const FUZZY_WORD: usize = 7;
/// Stems as long as this may bear one slip.
const FUZZY_STEM: usize = 6;

/// A compiled table.
#[derive(Debug, Default)]
pub(crate) struct Phrasebook {
    sets: WordSets,
    entries: Vec<Entry>,
}

/// One line of a table.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) weight: f64,
    patterns: Vec<Vec<Element>>,
}

impl Entry {
    /// Has it a name? Alternatives within a pattern have none.
    pub(crate) fn is_named(&self) -> bool {
        !self.name.is_empty()
    }
}

#[derive(Debug, Clone, Copy)]
struct Element {
    kind: Kind,
    optional: bool,
    not: bool,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Word(usize),
    Concept(usize),
    Gap(usize),
    First,
    Last,
}

/// What was found in one sentence: the hits of each entry.
#[derive(Debug)]
pub(crate) struct Hits<'b> {
    book: &'b Phrasebook,
    hits: Vec<Vec<Hit>>,
}

impl Phrasebook {
    /// Compiles a table; the error names the entry that can't be read.
    pub(crate) fn parse(source: &str, lang: Lang) -> Result<Self, String> {
        let mut book = Self::default();
        let mut lines = logical_lines(source);
        // Entries may be written in any order: each is compiled once the concepts it names are.
        while !lines.is_empty() {
            let waiting = lines.len();
            let mut later = Vec::new();
            for line in lines {
                if book.knows_concepts(&line) { book.entry(&line, lang)? } else { later.push(line) }
            }
            if later.len() == waiting {
                return Err(format!("a concept is missing or names itself: {}", later.join("\n")));
            }
            lines = later;
        }
        book.sets.sort();
        Ok(book)
    }

    /// Finds every concept of the table.
    pub(crate) fn read(&self, words: &Words<'_>) -> Hits<'_> {
        let marks: Vec<Vec<u64>> = words.said.iter().map(|w| self.sets.of(w)).collect();
        let anywhere = union(&marks);
        let mut search =
            Search { marks: &marks, anywhere: &anywhere, hits: Vec::with_capacity(self.entries.len()) };
        for entry in &self.entries {
            let hits = search.entry(entry);
            search.hits.push(hits);
        }
        Hits { book: self, hits: search.hits }
    }

    fn entry(&mut self, line: &str, lang: Lang) -> Result<(), String> {
        let (head, body) = line.split_once('=').ok_or_else(|| format!("no `=` in: {line}"))?;
        let mut head = head.split_whitespace();
        let name = head.next().ok_or_else(|| format!("no name in: {line}"))?.to_owned();
        let weight = match head.next() {
            Some(weight) => weight.parse().map_err(|_| format!("{name}: bad weight {weight}"))?,
            None => 1.0,
        };
        let patterns = body
            .split(';')
            .filter(|p| !p.trim().is_empty())
            .map(|p| self.pattern(p, lang).map_err(|e| format!("{name}: {e}")))
            .collect::<Result<_, _>>()?;
        self.entries.push(Entry { name, weight, patterns });
        Ok(())
    }

    fn knows_concepts(&self, line: &str) -> bool {
        let mut names = line
            .split(|c: char| c.is_whitespace() || c == '|')
            .filter_map(|piece| piece.trim_start_matches(['?', '!']).strip_prefix('@'));
        names.all(|name| self.entries.iter().any(|e| e.name == name))
    }

    /// The entries, in the order they were compiled.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    fn pattern(&mut self, source: &str, lang: Lang) -> Result<Vec<Element>, String> {
        let mut elements = Vec::new();
        for piece in source.split_whitespace() {
            let (optional, rest) = piece.strip_prefix('?').map_or((false, piece), |r| (true, r));
            let (not, rest) = rest.strip_prefix('!').map_or((false, rest), |r| (true, r));
            for kind in self.kinds(rest, lang)? {
                elements.push(Element { kind, optional, not });
            }
        }
        if elements.is_empty() { Err("an empty pattern".to_owned()) } else { Ok(elements) }
    }

    /// Alternatives among which are concepts: an entry without a name.
    fn either(&mut self, piece: &str, lang: Lang) -> Result<Vec<Kind>, String> {
        let patterns =
            piece.split('|').map(|alternative| self.pattern(alternative, lang)).collect::<Result<_, _>>()?;
        self.entries.push(Entry { name: String::new(), weight: 0.0, patterns });
        Ok(vec![Kind::Concept(self.entries.len() - 1)])
    }

    fn kinds(&mut self, piece: &str, lang: Lang) -> Result<Vec<Kind>, String> {
        if piece.contains('|') && piece.contains('@') {
            return self.either(piece, lang);
        }
        if let Some(name) = piece.strip_prefix('@') {
            let at = self.entries.iter().position(|e| e.name == name);
            return at.map(|i| vec![Kind::Concept(i)]).ok_or_else(|| format!("unknown concept {name}"));
        }
        if let Some(width) = piece.strip_prefix("..") {
            let width = if width.is_empty() { Ok(4) } else { width.parse() };
            return width.map(|w| vec![Kind::Gap(w)]).map_err(|_| format!("bad gap {piece}"));
        }
        match piece {
            "^" => Ok(vec![Kind::First]),
            "$" => Ok(vec![Kind::Last]),
            _ if piece.contains('|') => Ok(vec![Kind::Word(self.sets.intern(piece, lang))]),
            // «j'ai» in a table is the two words that the reader makes of it.
            _ => {
                let parts = Text::read(piece, lang);
                let star = piece.ends_with('*');
                let last = parts.tokens.len().saturating_sub(1);
                let words = parts.tokens.iter().enumerate();
                Ok(words
                    .map(|(i, t)| {
                        let star = if star && i == last { "*" } else { "" };
                        Kind::Word(self.sets.intern(&format!("{}{star}", t.text), lang))
                    })
                    .collect())
            }
        }
    }
}

impl Hits<'_> {
    /// Where a concept was said; nothing for a name the table lacks.
    pub(crate) fn of(&self, name: &str) -> &[Hit] {
        let at = self.book.entries.iter().position(|e| e.name == name);
        at.and_then(|i| self.hits.get(i)).map_or(&[], Vec::as_slice)
    }

    /// Was a concept said?
    pub(crate) fn has(&self, name: &str) -> bool {
        self.book.entries.iter().zip(&self.hits).any(|(e, hits)| e.name == name && !hits.is_empty())
    }

    /// The hits of each entry, in the order of [`Phrasebook::entries`].
    pub(crate) fn all(&self) -> impl Iterator<Item = &[Hit]> {
        self.hits.iter().map(Vec::as_slice)
    }

    /// Every entry that was said.
    pub(crate) fn said(&self) -> impl Iterator<Item = (&Entry, &[Hit])> {
        self.book.entries.iter().zip(self.hits.iter().map(Vec::as_slice)).filter(|(_, hits)| !hits.is_empty())
    }
}

/// Entries with their continuation lines, comments gone.
fn logical_lines(source: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in source.lines() {
        let line = line.split('#').next().unwrap_or("");
        if line.trim().is_empty() {
            continue;
        }
        match lines.last_mut() {
            Some(last) if line.starts_with([' ', '\t']) => {
                last.push(' ');
                last.push_str(line.trim());
            }
            _ => lines.push(line.trim().to_owned()),
        }
    }
    lines
}

struct Search<'m> {
    marks: &'m [Vec<u64>],
    /// The sets that any word belongs to.
    anywhere: &'m [u64],
    hits: Vec<Vec<Hit>>,
}

impl Search<'_> {
    fn entry(&self, entry: &Entry) -> Vec<Hit> {
        let mut found = Vec::new();
        for pattern in entry.patterns.iter().filter(|p| self.may_begin(p)) {
            for start in 0..self.marks.len() {
                if let Some(end) = self.from(pattern, start) {
                    found.push((start, end));
                }
            }
        }
        found
    }

    /// Was what the pattern begins with said at all? Most patterns end here.
    fn may_begin(&self, pattern: &[Element]) -> bool {
        match pattern.first() {
            Some(Element { kind: Kind::Word(set), optional: false, not: false }) => {
                has_bit(self.anywhere, *set)
            }
            Some(Element { kind: Kind::Concept(c), optional: false, not: false }) => {
                self.hits.get(*c).is_some_and(|hits| !hits.is_empty())
            }
            _ => true,
        }
    }

    /// The end of the pattern when it begins at a word.
    fn from(&self, pattern: &[Element], at: usize) -> Option<usize> {
        let Some((first, rest)) = pattern.split_first() else { return Some(at) };
        if first.not {
            return if self.one(first.kind, at).is_empty() { self.from(rest, at) } else { None };
        }
        if let Kind::Gap(width) = first.kind {
            return (at..=at + width).take_while(|i| *i <= self.marks.len()).find_map(|i| self.from(rest, i));
        }
        let found = self.one(first.kind, at).into_iter().find_map(|end| self.from(rest, end));
        if found.is_none() && first.optional { self.from(rest, at) } else { found }
    }

    /// Where one element ends when it begins at a word; empty when it doesn't.
    fn one(&self, kind: Kind, at: usize) -> Ends {
        match kind {
            Kind::Word(set) => {
                Ends::some(self.marks.get(at).is_some_and(|m| has_bit(m, set)).then_some(at + 1))
            }
            Kind::First => Ends::some((at == 0).then_some(at)),
            Kind::Last => Ends::some((at == self.marks.len()).then_some(at)),
            Kind::Gap(_) => Ends::some(Some(at)),
            Kind::Concept(c) => {
                let hits = self.hits.get(c).map_or(&[] as &[Hit], Vec::as_slice);
                Ends { ends: hits.iter().filter(|h| h.0 == at).map(|h| h.1).collect() }
            }
        }
    }
}

struct Ends {
    ends: Vec<usize>,
}

impl Ends {
    fn some(end: Option<usize>) -> Self {
        // A `Vec` of one costs an allocation, but most words fail and an empty one costs none.
        Self { ends: end.into_iter().collect() }
    }

    fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    fn into_iter(self) -> std::vec::IntoIter<usize> {
        self.ends.into_iter()
    }
}

fn union(marks: &[Vec<u64>]) -> Vec<u64> {
    let mut all = marks.first().cloned().unwrap_or_default();
    for mark in marks {
        all.iter_mut().zip(mark).for_each(|(a, b)| *a |= b);
    }
    all
}

fn has_bit(bits: &[u64], at: usize) -> bool {
    bits.get(at / 64).is_some_and(|b| b & (1 << (at % 64)) != 0)
}

/// The words and stems that patterns ask for, each set of alternatives once.
#[derive(Debug, Default)]
struct WordSets {
    names: HashMap<String, usize>,
    exact: HashMap<String, Vec<usize>>,
    /// By first letter.
    stems: HashMap<u8, Vec<(String, usize)>>,
    /// Long words, by first letter, for those that were misheard by one letter.
    long: HashMap<u8, Vec<(String, usize)>>,
}

impl WordSets {
    fn intern(&mut self, alternatives: &str, lang: Lang) -> usize {
        if let Some(known) = self.names.get(alternatives) {
            return *known;
        }
        let id = self.names.len();
        self.names.insert(alternatives.to_owned(), id);
        for word in alternatives.split('|') {
            let folded: String = Text::read(word, lang).tokens.into_iter().map(|t| t.text).collect();
            let Some(first) = folded.bytes().next() else { continue };
            if word.ends_with('*') {
                self.stems.entry(first).or_default().push((folded, id));
            } else {
                if folded.len() >= FUZZY_WORD {
                    self.long.entry(first).or_default().push((folded.clone(), id));
                }
                self.exact.entry(folded).or_default().push(id);
            }
        }
        id
    }

    fn sort(&mut self) {
        self.stems.values_mut().for_each(|v| v.sort());
    }

    /// The sets a word belongs to, as bits.
    fn of(&self, word: &str) -> Vec<u64> {
        let mut bits = vec![0_u64; self.names.len() / 64 + 1];
        let mut set = |id: usize| bits[id / 64] |= 1 << (id % 64);
        self.exact.get(word).into_iter().flatten().for_each(|id| set(*id));
        let Some(first) = word.bytes().next() else { return bits };
        for (stem, id) in self.stems.get(&first).into_iter().flatten() {
            if word.starts_with(stem.as_str()) || stem.len() >= FUZZY_STEM && near_stem(stem, word) {
                set(*id);
            }
        }
        if !self.exact.contains_key(word) {
            for (long, id) in self.long.get(&first).into_iter().flatten() {
                if one_slip(long.as_bytes(), word.as_bytes()) {
                    set(*id);
                }
            }
        }
        bits
    }
}

/// Does the word begin like the stem, but for one letter too many, missing, wrong or swapped?
fn near_stem(stem: &str, word: &str) -> bool {
    let (stem, word) = (stem.as_bytes(), word.as_bytes());
    word.len() + 1 >= stem.len()
        && (stem.len() - 1..=stem.len() + 1).any(|n| word.get(..n).is_some_and(|head| one_slip(stem, head)))
}

/// At most one letter inserted, left out, replaced, or two neighbours swapped.
pub(crate) fn one_slip(left: &[u8], right: &[u8]) -> bool {
    if left.len().abs_diff(right.len()) > 1 {
        return false;
    }
    let start = left.iter().zip(right).take_while(|(x, y)| x == y).count();
    let (left, right) = (&left[start..], &right[start..]);
    let end = left.iter().rev().zip(right.iter().rev()).take_while(|(x, y)| x == y).count();
    match (&left[..left.len() - end], &right[..right.len() - end]) {
        ([] | [_], [] | [_]) => true,
        ([first, second], [other, another]) => first == another && second == other,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hits(table: &str, said: &str) -> Vec<Hit> {
        let book = Phrasebook::parse(table, Lang::Fr).unwrap();
        let text = Text::read(said, Lang::Fr);
        let words = Words::of(&text);
        book.read(&words).of("it").to_vec()
    }

    #[test]
    fn patterns_compose() {
        let table = "pain = mal|douleur* a|au ?la\nit = @pain ..1 poitrine ; !pas respir*\n  ; ^ oui $";
        assert_eq!(hits(table, "J'ai mal à la poitrine"), [(2, 6)]);
        assert_eq!(hits(table, "des doulleurs à ma poitrine"), [(1, 5)]);
        assert_eq!(hits(table, "oui"), [(0, 1)]);
        assert_eq!(hits(table, "oui oui bon"), []);
        assert_eq!(hits(table, "la poitrine"), []);
    }

    #[test]
    fn a_bad_table_names_its_entry() {
        assert!(Phrasebook::parse("it = @nothing", Lang::Fr).is_err_and(|e| e.contains("it")));
    }
}
