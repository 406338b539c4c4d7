//! A date of birth beside a name: «petit 18/04/1961», «petit né le 18/04/61».

use domain::Pii;
use jiff::civil::Date;

/// What stands before a date of birth and belongs to it, the longest first.
const BEFORE: [&[&str]; 5] = [&["né", "le"], &["née", "le"], &["born", "on"], &["né"], &["née"]];

/// When somebody was born, as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Born {
    /// On this day.
    On(Date),
    /// On such a day of whichever century.
    InSomeCentury(Date),
}

impl Born {
    /// Whether that is this day.
    pub(super) fn is(self, date: Date) -> bool {
        match self {
            Self::On(born) => born == date,
            Self::InSomeCentury(born) => {
                let of_century = |date: Date| (date.year().rem_euclid(100), date.month(), date.day());
                of_century(born) == of_century(date)
            }
        }
    }

    fn read(word: &str) -> Option<Self> {
        let whole = Date::strptime("%d/%m/%Y", word).or_else(|_| Date::strptime("%Y-%m-%d", word));
        // «61» is no year of the first century.
        let whole = whole.ok().filter(|date| date.year() > 99).map(Self::On);
        whole.or_else(|| Date::strptime("%d/%m/%y", word).ok().map(Self::InSomeCentury))
    }
}

/// What is typed, and apart from it the date of birth that may stand in it.
pub(super) fn apart(text: &str) -> (Pii<String>, Option<Pii<Born>>) {
    let mut born = None;
    let mut rest: Vec<&str> = Vec::new();
    for word in text.split_whitespace() {
        match Born::read(word) {
            Some(date) if born.is_none() => {
                born = Some(Pii::new(date));
                leave_out(&mut rest);
            }
            _ => rest.push(word),
        }
    }
    (Pii::new(rest.join(" ")), born)
}

/// Leaves out the words that only say that a date of birth follows.
fn leave_out(rest: &mut Vec<&str>) {
    let lower: Vec<String> = rest.iter().map(|word| word.to_lowercase()).collect();
    let ends =
        |words: &&&[&str]| lower.len() >= words.len() && lower[lower.len() - words.len()..] == ***words;
    if let Some(words) = BEFORE.iter().find(ends) {
        rest.truncate(rest.len() - words.len());
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_date_of_birth_may_stand_beside_a_name() {
        let parted = |text: &str| {
            let (rest, born) = apart(text);
            (rest.into_revealed(), born.map(Pii::into_revealed))
        };
        let (day, short) = (Born::On(date(1961, 4, 18)), Born::read("18/04/61").unwrap());
        for (text, rest, born) in [
            ("petit 18/04/1961", "petit", Some(day)),
            ("1961-04-18  jeanne petit", "jeanne petit", Some(day)),
            ("petit 18/04/61", "petit", Some(short)),
            ("petit né le 18/04/1961", "petit", Some(day)),
            ("Petit Née 18/04/1961", "Petit", Some(day)),
            ("née le 18/04/1961", "", Some(day)),
            ("18/04/1961", "", Some(day)),
            ("van le 18/04/1961", "van le", Some(day)),
            ("06 39 98 10 01", "06 39 98 10 01", None),
            ("482173", "482173", None),
        ] {
            assert_eq!(parted(text), (rest.to_owned(), born), "{text}");
        }
    }

    #[test]
    fn two_digits_say_no_century() {
        let short = Born::read("18/04/61").unwrap();
        assert!(short.is(date(1961, 4, 18)) && !short.is(date(1962, 4, 18)) && !short.is(date(1961, 4, 19)));
        let young = Born::read("02/01/20").unwrap();
        assert!(young.is(date(2020, 1, 2)) && young.is(date(1920, 1, 2)));
        assert!(!Born::On(date(2020, 1, 2)).is(date(1920, 1, 2)));
        assert_eq!(Born::read("31/02/61"), None);
    }
}
