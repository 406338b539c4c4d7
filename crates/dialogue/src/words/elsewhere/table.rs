//! The two tables of what other practices do, as they are read: `tables/<language>/trades.tsv`.

use std::sync::LazyLock;

use domain::Lang;

use super::super::Words;
use super::Elsewhere;

/// A line of a table.
pub(super) struct Row {
    pub(super) field: &'static str,
    /// Nothing for a word that is only said of the field.
    pub(super) is: Option<Elsewhere>,
    pub(super) said: &'static str,
}

impl Row {
    /// Whether the practice is of its field, by the practice's own words.
    pub(super) fn is_of(&self, own: &[Words], lang: Lang) -> bool {
        let mut of_it = table(lang).iter().filter(|row| row.field == self.field);
        of_it.any(|row| own.iter().any(|words| words.has(row.said)))
    }
}

static FRENCH: LazyLock<Vec<Row>> = LazyLock::new(|| rows(include_str!("../../../tables/fr/trades.tsv")));
static ENGLISH: LazyLock<Vec<Row>> = LazyLock::new(|| rows(include_str!("../../../tables/en/trades.tsv")));

pub(super) fn table(lang: Lang) -> &'static [Row] {
    match lang {
        Lang::Fr => &FRENCH,
        Lang::En => &ENGLISH,
    }
}

fn rows(table: &'static str) -> Vec<Row> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect()
}

pub(super) fn row(line: &'static str) -> Option<Row> {
    let mut cells = line.split('\t');
    let (field, kind, name, said) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
    let is = match kind {
        "trade" => Some(Elsewhere::Trade(name)),
        "service" => Some(Elsewhere::Service(name)),
        _ => None,
    };
    Some(Row { field, is, said })
}
