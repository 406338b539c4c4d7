//! Looking through the trail: newest first, by period, by who, by what was done and by what it was done to.

use domain::audit::{Action, By, Entity, Entry};
use domain::ids::{AuditId, CallId};
use jiff::Timestamp;
use uuid::Uuid;

use super::sql;
use crate::db::{DbError, Statement, Tx, args};

/// Which entries are wanted: those to which all that is said here applies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Done at this instant or later.
    pub from: Option<Timestamp>,
    /// Done before this instant.
    pub to: Option<Timestamp>,
    /// Done by them.
    pub actor: Option<Which>,
    /// This was done.
    pub action: Option<Action>,
    /// It was done to this.
    pub entity: Option<Which>,
}

/// One by its label, or all of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// This one: `user:` and its id.
    One(String),
    /// Every one of this kind: `user`.
    All(String),
}

impl Which {
    /// The label that is looked for, and the kind that is.
    fn args(which: Option<&Self>) -> (Option<&str>, Option<&str>) {
        match which {
            None => (None, None),
            Some(Self::One(label)) => (Some(label), None),
            Some(Self::All(kind)) => (None, Some(kind)),
        }
    }
}

/// What is read as a kind, or as one of it.
fn which(text: &str, kinds: &[&str], is_one: bool) -> Option<Which> {
    match (kinds.contains(&text), is_one) {
        (true, _) => Some(Which::All(text.to_owned())),
        (false, true) => Some(Which::One(text.to_owned())),
        (false, false) => None,
    }
}

/// Whose entries: a kind of those who do something, or one of them.
pub fn actor(text: &str) -> Option<Which> {
    which(text, &KINDS_OF_ACTORS, text.parse::<domain::audit::By>().is_ok())
}

/// Entries about what: a kind, or one of it.
pub fn entity(text: &str) -> Option<Which> {
    which(text, &Entity::KINDS, text.parse::<Entity>().is_ok())
}

/// Who does something, by kind.
pub const KINDS_OF_ACTORS: [&str; 5] = ["user", "key", "call", "operator", "system"];

/// More than this isn't counted.
const MANY: u32 = 10_000;

/// Where a page ends, and the next begins.
pub type Place = (Timestamp, AuditId);

/// One page of the trail.
#[derive(Clone, Debug)]
pub struct Page {
    /// The entries, the newest first.
    pub entries: Vec<Entry>,
    /// After which the next page begins; nothing on the last.
    pub next: Option<Place>,
}

/// Later than anything that both engines can keep: the end of the year 8999.
const FOR_EVER: Timestamp = Timestamp::constant(221_845_392_000, 0);

/// The entries that are wanted, so many at most, those after a place.
pub async fn look(tx: &mut Tx, filter: &Filter, after: Option<Place>, limit: u32) -> Result<Page, DbError> {
    let nobody = AuditId::new(Uuid::nil());
    let end = (filter.to.unwrap_or(FOR_EVER), nobody);
    let (before, id) = after.map_or(end, |after| after.min(end));
    let (actor, actors) = Which::args(filter.actor.as_ref());
    let (entity, entities) = Which::args(filter.entity.as_ref());
    let action = filter.action.map(Action::name);
    let statement = match entity {
        Some(_) => &sql::OF_ENTITY,
        None => shortest(tx, action, actor, entities, actors).await?,
    };
    let from = filter.from.unwrap_or(Timestamp::UNIX_EPOCH);
    let args = args![from, before, id, entity, actor, action, entities, actors, limit + 1];
    let mut entries: Vec<Entry> = tx.all(statement, args, |row| row.json(0)).await?;
    let more = entries.len() > limit as usize;
    entries.truncate(limit as usize);
    let next = entries.last().filter(|_| more).map(|last| (last.at, last.id));
    Ok(Page { entries, next })
}

/// What some calls did of this, in order: in one look, however many they are.
pub(crate) async fn done_by_calls(
    tx: &mut Tx,
    calls: &[CallId],
    what: &[Action],
) -> Result<Vec<Entry>, DbError> {
    let calls: Vec<String> = calls.iter().map(|call| By::Call(*call).label()).collect();
    let what: Vec<String> = what.iter().map(|action| action.name().to_owned()).collect();
    tx.all(&sql::DONE_BY_SOME, args![calls, what], |row| row.json(0)).await
}

/// By what the least is found: the rest that is asked for is looked for among that.
async fn shortest(
    tx: &mut Tx,
    action: Option<&str>,
    actor: Option<&str>,
    entities: Option<&str>,
    actors: Option<&str>,
) -> Result<&'static Statement, DbError> {
    let ways = [
        (actor, &sql::BY_ACTOR, &sql::HOW_MUCH_BY),
        (action, &sql::OF_ACTION, &sql::HOW_OFTEN),
        (entities, &sql::OF_ENTITIES, &sql::HOW_MUCH_TO),
        (actors, &sql::BY_ACTORS, &sql::HOW_MUCH_BY_ALL),
    ];
    let asked = ways.into_iter().filter_map(|(asked, look, count)| Some((asked?, look, count)));
    let asked: Vec<_> = asked.collect();
    if let [(_, only, _)] = asked[..] {
        return Ok(only);
    }
    let (mut shortest, mut least) = (&sql::OF_ALL, i64::MAX);
    for (what, look, count) in asked {
        let found = tx.one(count, args![what, MANY], |row| row.get(0)).await?;
        if found < least {
            (shortest, least) = (look, found);
        }
    }
    Ok(shortest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_and_one_of_it_are_told_apart() {
        let one = "user:01a2125b-e630-7784-af58-782947261cd4";
        assert_eq!(actor("user"), Some(Which::All("user".to_owned())));
        assert_eq!(actor(one), Some(Which::One(one.to_owned())));
        assert_eq!(entity("appointment"), Some(Which::All("appointment".to_owned())));
        assert_eq!(entity(one), Some(Which::One(one.to_owned())));
        for wrong in ["", "users", "user:", "user:%", "%"] {
            assert_eq!((actor(wrong), entity(wrong)), (None, None), "{wrong}");
        }
    }
}
