use jiff::Timestamp;
use proptest::prelude::*;
use uuid::Uuid;

use super::super::{Action, By, Entity, Facts};
use super::*;
use crate::ids::{AppointmentId, AuditId, Minted};

fn tenant() -> TenantId {
    TenantId::new(Uuid::from_u128(7))
}

fn trail(length: u8) -> Vec<(Link, Entry)> {
    let mut head = Head::genesis(tenant());
    let entry = |place: u8| {
        let at = Timestamp::from_second(1_000 + i64::from(place)).unwrap();
        Entry {
            id: AuditId::from_parts(at, [place; 10]),
            tenant: tenant(),
            at,
            by: By::Operator,
            action: Action::Booked,
            entity: Entity::Appointment(AppointmentId::from_parts(at, [place; 10])),
            before: Facts::default(),
            after: Facts { revision: Some(u32::from(place)), ..Facts::default() },
        }
    };
    let linked = (0..length).map(entry).map(|entry| {
        let link = chain(head, entry.digest());
        head = link.head();
        (link, entry)
    });
    linked.collect()
}

fn check(trail: &[(Link, Entry)], recorded: Option<Head>) -> Result<Head, Broken> {
    verify(tenant(), trail.iter().map(|(link, entry)| (*link, entry)), recorded)
}

#[test]
fn a_whole_trail_holds() {
    let whole = trail(9);
    let end = whole[8].0.head();
    assert_eq!(check(&whole, Some(end)), Ok(end));
    assert_eq!(check(&whole, Some(whole[4].0.head())), Ok(end));
    assert_eq!(check(&[], None), Ok(Head::genesis(tenant())));
    assert_eq!(check(&[], Some(Head::genesis(tenant()))), Ok(Head::genesis(tenant())));
}

#[test]
fn an_entry_comes_back_from_json_with_its_digest() {
    for (_, entry) in trail(3) {
        let json = serde_json::to_string(&entry).unwrap();
        assert_eq!(serde_json::from_str::<Entry>(&json).unwrap().digest(), entry.digest());
    }
}

#[test]
fn another_tenants_trail_is_not_this_ones() {
    let other = TenantId::new(Uuid::from_u128(8));
    let whole = trail(2);
    assert!(verify(other, whole.iter().map(|(link, entry)| (*link, entry)), None).is_err());
}

#[test]
fn action_names_are_read_back_and_differ() {
    let names: std::collections::HashSet<_> = Action::ALL.iter().map(|action| action.name()).collect();
    assert_eq!(names.len(), Action::ALL.len());
    for action in Action::ALL {
        assert_eq!(Action::from_name(action.name()), Some(*action));
        assert_eq!(serde_json::to_string(action).unwrap(), format!("\"{}\"", action.name()));
    }
}

#[derive(Clone, Debug)]
enum Tampering {
    Revision(usize),
    Time(usize),
    Action(usize),
    Actor(usize),
    /// The entry is changed and its own digest made to fit.
    EntryAndDigest(usize),
    /// The entry is changed and its whole link made anew.
    EntryAndLink(usize),
    /// The entry is changed and every link from there on made anew: only the recorded end tells.
    Remake(usize),
    Hash(usize),
    Remove(usize),
    Double(usize),
    Swap(usize, usize),
    CutOff(usize),
}

fn tampering(length: usize) -> impl Strategy<Value = Tampering> {
    use Tampering::*;
    let place = 0..length;
    prop_oneof![
        place.clone().prop_map(Revision),
        place.clone().prop_map(Time),
        place.clone().prop_map(Action),
        place.clone().prop_map(Actor),
        place.clone().prop_map(EntryAndDigest),
        place.clone().prop_map(EntryAndLink),
        place.clone().prop_map(Remake),
        place.clone().prop_map(Hash),
        place.clone().prop_map(Remove),
        place.clone().prop_map(Double),
        (place.clone(), 1..length).prop_map(move |(a, by)| Swap(a, (a + by) % length)),
        place.prop_map(CutOff),
    ]
}

fn tamper(trail: &mut Vec<(Link, Entry)>, how: &Tampering) {
    match *how {
        Tampering::Revision(at) => trail[at].1.after.revision = None,
        Tampering::Time(at) => trail[at].1.at = Timestamp::from_second(1).unwrap(),
        Tampering::Action(at) => trail[at].1.action = super::super::Action::Cancelled,
        Tampering::Actor(at) => trail[at].1.by = By::System,
        Tampering::EntryAndDigest(at) => {
            trail[at].1.by = By::System;
            trail[at].0.entry = trail[at].1.digest();
        }
        Tampering::EntryAndLink(at) => {
            trail[at].1.by = By::System;
            let before = Head { seq: trail[at].0.seq - 1, hash: trail[at].0.previous };
            trail[at].0 = chain(before, trail[at].1.digest());
        }
        Tampering::Remake(at) => {
            trail[at].1.by = By::System;
            let mut head = Head { seq: trail[at].0.seq - 1, hash: trail[at].0.previous };
            for (link, entry) in &mut trail[at..] {
                *link = chain(head, entry.digest());
                head = link.head();
            }
        }
        Tampering::Hash(at) => trail[at].0.hash = digest(&[b"forged"]),
        Tampering::Remove(at) => drop(trail.remove(at)),
        Tampering::Double(at) => trail.insert(at, trail[at].clone()),
        Tampering::Swap(a, b) => trail.swap(a, b),
        Tampering::CutOff(at) => trail.truncate(at),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn whatever_is_done_to_a_trail_shows(how in tampering(8)) {
        let whole = trail(8);
        let end = whole[7].0.head();
        let mut changed = whole.clone();
        tamper(&mut changed, &how);
        prop_assert_ne!(&changed, &whole);
        prop_assert!(check(&changed, Some(end)).is_err());
    }
}
