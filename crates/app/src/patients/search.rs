//! Finding patients: by name or by how it sounds, by telephone number, by code or reference.

use domain::ids::PatientId;
use domain::permission::Actor;
use domain::{Code, Phone, Pii, name};
use jiff::Timestamp;
use jiff::civil::Date;

use super::sight::Sight;
use super::words::WordMacs;
use super::{alike, sql};
use crate::db::{DbError, Row, Statement, Tx, Value, args};
use crate::sealing::{self, SealedWith, SealingError, TenantKeys};

/// How many patients are found at most: whoever finds more is asked to say more.
pub const MOST: usize = 400;

/// How many names are opened where most of them won't fit: five times as many as begin alike among 20,000.
const LOOKED_THROUGH: usize = 4000;

/// How many words of what was typed are looked for; the others must fit all the same.
const WORDS: usize = 3;

/// Where fewer are found than this, those whose names only sound so are shown behind them.
const FEW: usize = 10;

/// A patient in a list.
#[derive(Clone, Debug)]
pub struct FoundPatient {
    /// Who.
    pub id: PatientId,
    /// First and last name.
    pub name: Pii<String>,
    /// Their number.
    pub phone: Option<Pii<Phone>>,
    /// When they were born.
    pub birth_date: Option<Pii<Date>>,
    /// When their next appointment begins.
    pub next: Option<Timestamp>,
}

/// A page of those who were found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Those of this page: who fits best first, then by name. When there are more than are ever shown, the order is that
    /// of those who are.
    pub patients: Vec<FoundPatient>,
    /// How many there are on all pages.
    pub count: usize,
    /// Whether there are more than are ever shown.
    pub more: bool,
}

/// What was typed.
enum Asked {
    /// Nothing: those who came on file last.
    Nothing,
    /// A number, however it is written.
    Phone(Phone),
    /// Six digits.
    Digits(Code),
    /// Words of a name, normalised.
    Words(Vec<String>),
}

impl Asked {
    fn of(text: &str) -> Self {
        let close: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if let Ok(code) = close.parse() {
            return Self::Digits(code);
        }
        if let Some(phone) = Phone::as_written(text) {
            return Self::Phone(phone);
        }
        let normal = name::normalise(text);
        let words: Vec<String> = normal.split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect();
        if close.is_empty() { Self::Nothing } else { Self::Words(words) }
    }
}

/// Finds patients among those whom the actor may see, and returns `limit` of them after the first `skip`.
pub async fn search(
    tx: &mut Tx,
    text: &str,
    by: &Actor,
    skip: usize,
    limit: usize,
) -> Result<Found, DbError> {
    let (mut all, mut more) = found(tx, text, by, MOST).await?;
    more |= all.len() > MOST;
    all.truncate(MOST);
    let count = all.len();
    let page = all.into_iter().skip(skip).take(limit);
    Ok(Found { patients: page.map(Opened::rest).collect::<Result<_, _>>()?, count, more })
}

/// Finds patients who were born on a day that is told from others by `born`, `limit` at most: however many have the name.
pub async fn search_born(
    tx: &mut Tx,
    text: &str,
    born: impl Fn(Date) -> bool,
    by: &Actor,
    limit: usize,
) -> Result<Vec<FoundPatient>, DbError> {
    let (all, _) = found(tx, text, by, LOOKED_THROUGH).await?;
    let then = |one: &FoundPatient| one.birth_date.as_ref().is_some_and(|date| born(*date.reveal()));
    let fit = all.into_iter().map(Opened::rest).filter(|one| one.as_ref().ok().is_none_or(then));
    fit.take(limit).collect()
}

/// All who are found by what was typed, of `most` with such a name, in order; and whether there were more.
async fn found(tx: &mut Tx, text: &str, by: &Actor, most: usize) -> Result<(Vec<Opened>, bool), DbError> {
    let keys = sealing::tenant(tx).await?;
    let asked = Asked::of(text);
    let (statement, macs): (_, Vec<Value>) = match &asked {
        Asked::Nothing => (&sql::NEWEST, args![]),
        Asked::Phone(phone) => (&sql::BY_NUMBER, args![keys.lookup("phone", phone.as_str())]),
        Asked::Digits(code) => (&sql::BY_DIGITS, args![keys.lookup("code", code.reveal())]),
        Asked::Words(words) if words.is_empty() => return Ok((Vec::new(), false)),
        Asked::Words(words) => (&sql::BY_WORDS, looked_for(&keys, words)),
    };
    let (mut all, mut more) = among(tx, by, statement, macs, most).await?;
    match &asked {
        Asked::Words(words) => {
            order(&mut all, words);
            if all.len() < FEW {
                more |= add_alike(tx, by, words, &mut all).await?;
            }
            if all.is_empty() && words.len() > 1 {
                more |= add_misspelt(tx, by, words, &mut all).await?;
            }
        }
        // Ids are made of instants.
        Asked::Nothing => all.sort_by_key(|one| std::cmp::Reverse(one.stored.id)),
        Asked::Phone(_) | Asked::Digits(_) => order(&mut all, &[]),
    }
    Ok((all, more))
}

/// Adds those whose names begin as what was typed sounds, by name; whether there may be more of them. What they have in
/// common with what was typed is little, so that many are looked through for the few who fit.
async fn add_alike(
    tx: &mut Tx,
    by: &Actor,
    words: &[String],
    all: &mut Vec<Opened>,
) -> Result<bool, DbError> {
    let keys = sealing::tenant(tx).await?;
    let macs = alike::macs(&keys, words);
    if macs.is_empty() {
        return Ok(false);
    }
    let (mut others, more) = among(tx, by, &sql::BY_BEGINNINGS, macs, LOOKED_THROUGH).await?;
    others.retain(|other| alike::is_heard(&other.normal, words));
    add(all, others);
    Ok(more)
}

/// Adds those of whom one word fits and the others nearly do, by name: «janne petit». Whether there may be more of them.
async fn add_misspelt(
    tx: &mut Tx,
    by: &Actor,
    words: &[String],
    all: &mut Vec<Opened>,
) -> Result<bool, DbError> {
    let keys = sealing::tenant(tx).await?;
    let (mut others, mut more) = (Vec::new(), false);
    for word in words.iter().take(WORDS) {
        let fitting = looked_for(&keys, std::slice::from_ref(word));
        let (some, cut) = among(tx, by, &sql::BY_WORDS, fitting, LOOKED_THROUGH).await?;
        others.extend(some);
        more |= cut;
    }
    others.retain(|other| {
        let is_near = |word: &String| other.normal.split(' ').any(|own| name::nearly(own, word));
        let fits = |word: &String| distance(&other.normal, std::slice::from_ref(word)).is_some();
        words.iter().all(|word| fits(word) || is_near(word))
    });
    add(all, others);
    Ok(more)
}

/// Puts others behind those who were found, by name and each once.
fn add(all: &mut Vec<Opened>, mut others: Vec<Opened>) {
    others.sort_by(|one, other| (&one.normal, one.stored.id).cmp(&(&other.normal, other.stored.id)));
    for other in others {
        if all.iter().all(|one| one.stored.id != other.stored.id) {
            all.push(other);
        }
    }
}

/// Who may be the same person as this patient: they have the number, or a name that sounds the same.
pub async fn doubles(tx: &mut Tx, id: PatientId, by: &Actor) -> Result<Vec<FoundPatient>, DbError> {
    let (mut all, _) = among(tx, by, &sql::DOUBLES, args![id], MOST).await?;
    order(&mut all, &[]);
    all.into_iter().take(6).map(Opened::rest).collect()
}

/// The macs of the words that say most: the longest.
fn looked_for(keys: &TenantKeys, words: &[String]) -> Vec<Value> {
    let mut longest: Vec<&String> = words.iter().collect();
    longest.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    let macs: Vec<WordMacs> = longest.iter().take(WORDS).map(|word| WordMacs::of(keys, word)).collect();
    // Fewer words than places: the first one again says nothing new.
    let placed = (0..WORDS).filter_map(|place| macs.get(place).or(macs.first()));
    placed.flat_map(|macs| args![macs.spelt, macs.sound]).collect()
}

/// Runs one of the statements of `found!`, for so many rows; the names are open. And whether there are more.
async fn among(
    tx: &mut Tx,
    by: &Actor,
    statement: &'static Statement,
    found_by: Vec<Value>,
    most: usize,
) -> Result<(Vec<Opened>, bool), DbError> {
    let sight = Sight::of(by);
    if sight == Sight::None {
        return Ok((Vec::new(), false));
    }
    let limit = u32::try_from(most + 1).unwrap_or(u32::MAX);
    let mut args = args![tx.now(), sight.practitioner(), limit];
    args.extend(found_by);
    let (rows, keys, dice) =
        (tx.all(statement, args, Stored::read).await?, sealing::tenant(tx).await?, tx.dice());
    let open = |stored: Stored| {
        let key = sealing::unwrap(&keys, stored.id.uuid(), &stored.wrapped, dice.clone());
        let key = key.map_err(|error| SealingError::from(error).into_db())?;
        let name = open(&key, stored.id, "name", &stored.name)?;
        Ok(Opened { normal: name::normalise(&name), name, key, stored })
    };
    let more = rows.len() > most;
    Ok((rows.into_iter().take(most).map(open).collect::<Result<_, _>>()?, more))
}

/// Puts those first who fit best, and of them the first in the alphabet; leaves out who doesn't fit at all.
fn order(all: &mut Vec<Opened>, words: &[String]) {
    let mut ranked: Vec<(usize, Opened)> =
        all.drain(..).filter_map(|one| Some((distance(&one.normal, words)?, one))).collect();
    ranked.sort_by(|(a, one), (b, other)| {
        (a, &one.normal, one.stored.id).cmp(&(b, &other.normal, other.stored.id))
    });
    all.extend(ranked.into_iter().map(|(_, one)| one));
}

/// How far a name is from the words that were typed: each is one of its words (0), begins one (1) or sounds like one
/// (2). Nothing when one of them is none of these.
fn distance(normal: &str, words: &[String]) -> Option<usize> {
    let far = |word: &String| {
        let of = |own: &str| match own {
            own if own == word => Some(0),
            own if own.starts_with(word.as_str()) => Some(1),
            own if name::phonetic(own) == name::phonetic(word) => Some(2),
            _ => None,
        };
        normal.split(' ').filter_map(of).min()
    };
    words.iter().map(far).sum()
}

/// A row.
struct Stored {
    id: PatientId,
    name: Vec<u8>,
    phone: Option<Vec<u8>>,
    birth_date: Option<Vec<u8>>,
    wrapped: Vec<u8>,
    next: Option<Timestamp>,
}

impl Stored {
    fn read(row: &Row<'_>) -> Result<Self, DbError> {
        Ok(Self {
            id: row.get(0)?,
            name: row.get(1)?,
            phone: row.get(2)?,
            birth_date: row.get(3)?,
            wrapped: row.get(4)?,
            next: row.get(5)?,
        })
    }
}

/// A row whose name is open; the rest is opened for the page that is shown.
struct Opened {
    stored: Stored,
    key: SealedWith,
    name: String,
    normal: String,
}

impl Opened {
    fn rest(self) -> Result<FoundPatient, DbError> {
        let Self { stored, key, name, .. } = self;
        let maybe = |column, sealed: Option<Vec<u8>>| {
            sealed.map(|sealed| open(&key, stored.id, column, &sealed)).transpose()
        };
        let phone = maybe("phone", stored.phone)?.and_then(|text| text.parse().ok());
        let birth_date = maybe("birth_date", stored.birth_date)?.and_then(|text| text.parse().ok());
        Ok(FoundPatient {
            id: stored.id,
            name: Pii::new(name),
            phone: phone.map(Pii::new),
            birth_date: birth_date.map(Pii::new),
            next: stored.next,
        })
    }
}

fn open(key: &SealedWith, id: PatientId, column: &'static str, sealed: &[u8]) -> Result<String, DbError> {
    key.open("patient", column, id.uuid(), sealed).map_err(|error| SealingError::from(error).into_db())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_read_for_what_it_is() {
        assert!(matches!(Asked::of("  "), Asked::Nothing));
        assert!(matches!(Asked::of("482 173"), Asked::Digits(_)));
        for number in ["0639981001", "06 39 98 10 01", "06.39.98.10.01", "+33 6 39 98 10 01", "0033639981001"]
        {
            assert!(
                matches!(Asked::of(number), Asked::Phone(phone) if phone.as_str() == "+33639981001"),
                "{number}"
            );
        }
        assert!(
            matches!(Asked::of("Mme Éléonore d’Œuvre"), Asked::Words(words) if words == ["eleonore", "d", "oeuvre"])
        );
    }

    #[test]
    fn who_fits_best_comes_first() {
        let far = |name: &str, words: &str| {
            distance(&name::normalise(name), &words.split(' ').map(str::to_owned).collect::<Vec<_>>())
        };
        assert_eq!(far("Jean Dupont", "dupont"), Some(0));
        assert_eq!(far("Jean Dupont", "dup"), Some(1));
        assert_eq!(far("Jean Dupont", "dupond"), Some(2));
        assert_eq!(far("Jean Dupont", "jean dupond"), Some(2));
        assert_eq!(far("Jean Dupont", "martin"), None);
        assert_eq!(far("Jean Dupont", "jean martin"), None);
    }
}
