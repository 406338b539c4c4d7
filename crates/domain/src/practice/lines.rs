//! Where in a file each field stands.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;

/// A place in a file, both from 1.
pub(super) type Position = (u64, u64);

/// The fields of a file, each with its path and the place of its value.
pub(super) struct Lines {
    by_path: HashMap<String, Position>,
    /// The outer before the inner where both begin at one place.
    by_position: BTreeMap<Position, String>,
}

impl Lines {
    /// Finds the fields. A file that is no YAML has none.
    pub(super) fn of(yaml: &str, mut options: serde_saphyr::Options) -> Self {
        // The file may have been refused for a field that is there twice: the others still have their places.
        options.duplicate_keys = serde_saphyr::DuplicateKeyPolicy::LastWins;
        let mut lines = Self { by_path: HashMap::new(), by_position: BTreeMap::new() };
        if let Ok(root) = serde_saphyr::from_str_with_options::<Spanned<Node>>(yaml, options) {
            lines.collect(&root, String::new());
        }
        lines
    }

    /// Where a field stands; for a field that is missing, where the one that should hold it stands.
    pub(super) fn position(&self, field: &str) -> Position {
        let mut wanted = field;
        loop {
            if let Some(position) = self.by_path.get(wanted) {
                return *position;
            }
            match wanted.rfind(['.', '[']) {
                Some(end) => wanted = &wanted[..end],
                None => return (1, 1),
            }
        }
    }

    /// The path of the field whose value begins at a place; where a field's name stands, the one that holds it.
    pub(super) fn field_at(&self, position: Position) -> &str {
        match self.by_position.range(position..).next() {
            Some((begins, path)) if *begins == position => path,
            Some((_, path)) => path.rfind(['.', '[']).map_or("", |end| &path[..end]),
            None => "",
        }
    }

    fn collect(&mut self, node: &Spanned<Node>, path: String) {
        let position = (node.referenced.line(), node.referenced.column());
        self.by_position.entry(position).or_insert_with(|| path.clone());
        for (step, child) in &node.value.0 {
            let whole = match step {
                Step::Key(key) if path.is_empty() => key.clone(),
                Step::Key(key) => format!("{path}.{key}"),
                Step::Place(place) => format!("{path}[{place}]"),
            };
            self.collect(child, whole);
        }
        self.by_path.insert(path, position);
    }
}

/// A part of the file with its own parts. What a leaf says doesn't matter here.
struct Node(Vec<(Step, Spanned<Node>)>);

enum Step {
    Key(String),
    Place(usize),
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl NodeVisitor {
    #[expect(clippy::unnecessary_wraps, reason = "a visitor's answers are results")]
    const fn leaf<E: Error>() -> Result<Node, E> {
        Ok(Node(Vec::new()))
    }
}

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut children = Vec::new();
        while let Some(key) = map.next_key()? {
            children.push((Step::Key(key), map.next_value()?));
        }
        Ok(Node(children))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
        let mut children = Vec::new();
        while let Some(child) = seq.next_element()? {
            children.push((Step::Place(children.len()), child));
        }
        Ok(Node(children))
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Node, D::Error> {
        from.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<Node, D::Error> {
        IgnoredAny::deserialize(from).and_then(|_| Self::leaf())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Node, E> {
        Self::leaf()
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Node, E> {
        Self::leaf()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Node, E> {
        Self::leaf()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Node, E> {
        Self::leaf()
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<Node, E> {
        Self::leaf()
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<Node, E> {
        Self::leaf()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Node, E> {
        Self::leaf()
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        Self::leaf()
    }

    fn visit_none<E: Error>(self) -> Result<Node, E> {
        Self::leaf()
    }
}
