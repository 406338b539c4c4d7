//! What the staff changes on a file: who the patient is, where they are reached, and their code.

use domain::audit::{Action, By, Digest, Entity, Facts};
use domain::ids::PatientId;
use domain::permission::Actor;
use domain::{Code, Phone, Pii};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::file::{Details, lookups, sealed};
use super::opened::digest;
use super::{File, PatientError, open, sql, words};
use crate::audit::{self, Done};
use crate::db::{DbError, Order, Tx, args};
use crate::sealing::{self, SealingError};
use crate::users;

/// How many characters a name has at most.
const NAME: usize = 200;

/// The year in which nobody who lives was born.
const EARLIEST: i16 = 1890;

/// Who a patient is and where they are reached, as the staff writes it.
#[derive(Clone, Debug)]
pub struct Contact {
    /// First and last name.
    pub name: Pii<String>,
    /// Their number.
    pub phone: Option<Pii<Phone>>,
    /// Their e-mail address.
    pub email: Option<Pii<String>>,
    /// When they were born.
    pub birth_date: Option<Pii<Date>>,
}

impl Contact {
    /// From what was typed; a field that is left empty is none.
    pub fn read(name: &str, phone: &str, email: &str, birth_date: &str) -> Result<Self, PatientError> {
        let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let name = filled(name).filter(|name| {
            name.chars().count() <= NAME
                && !name.chars().any(char::is_control)
                && !domain::name::normalise(name).is_empty()
        });
        let name = name.ok_or(PatientError::Invalid("name"))?;
        let phone = filled(phone).map(|text| Phone::as_written(&text).ok_or(PatientError::Invalid("phone")));
        let email =
            filled(email).map(|text| users::address(&text).map_err(|_| PatientError::Invalid("email")));
        let born = filled(birth_date).map(|text| born(&text).ok_or(PatientError::Invalid("birth_date")));
        Ok(Self {
            name: Pii::new(name),
            phone: phone.transpose()?.map(Pii::new),
            email: email.transpose()?,
            birth_date: born.transpose()?.map(Pii::new),
        })
    }
}

fn born(text: &str) -> Option<Date> {
    text.parse().ok().filter(|date: &Date| date.year() >= EARLIEST)
}

/// Writes a file anew. Whoever names the version that they have seen overwrites no other.
pub async fn change(
    tx: &mut Tx,
    id: PatientId,
    contact: &Contact,
    seen: Option<&str>,
    by: &Actor,
) -> Result<File, PatientError> {
    // Whoever else writes on the file has done so before it is looked at, or waits until this is done.
    tx.optional(&sql::LOCKED, args![id], |row| row.get::<PatientId>(0)).await?;
    let file = open(tx, id, by).await?;
    if seen.is_some_and(|seen| seen != file.version) {
        return Err(PatientError::Changed);
    }
    let tomorrow = TimeZone::UTC.to_datetime(tx.now()).date().tomorrow().unwrap_or(Date::MAX);
    if contact.birth_date.as_ref().is_some_and(|born| *born.reveal() > tomorrow) {
        return Err(PatientError::Invalid("birth_date"));
    }
    let Contact { name, phone, email, birth_date } = contact.clone();
    let details = Details { name, phone, email, birth_date, code: file.details.code.clone() };
    let keys = sealing::tenant(tx).await?;
    if digest(&keys, &file.details) == digest(&keys, &details) {
        // Nothing was changed: nothing is told of it.
        return Ok(file);
    }
    let batch = rewritten(tx, id, &file.details, &details, by).await?;
    tx.execute_all(batch).await?;
    open(tx, id, by).await
}

/// What writes a file anew, with its entry: of what is personal, keyed digests.
pub(super) async fn rewritten(
    tx: &mut Tx,
    id: PatientId,
    before: &Details,
    after: &Details,
    by: &Actor,
) -> Result<Vec<Order>, DbError> {
    let keys = sealing::tenant(tx).await?;
    let key = sealing::person(tx, id.uuid()).await.map_err(SealingError::into_db)?;
    let [name, phone, email, birth_date, _] = sealed(&key, id, after);
    let [name_mac, sound_mac, phone_mac, _] = lookups(&keys, after);
    let args = args![id, name, phone, email, birth_date, name_mac, sound_mac, phone_mac];
    let [forget, find_by] = words::orders(&keys, id, after.name.reveal());
    let facts = |details| Facts { digest: Some(Digest::new(digest(&keys, details))), ..Facts::default() };
    let entry = audit::entry(tx, changed(id, facts(before), facts(after), by))?;
    Ok(vec![(&sql::REWRITE, args), forget, find_by, entry])
}

/// Another code for a patient: the one they had is good for nothing any more.
pub async fn new_code(tx: &mut Tx, id: PatientId, by: &Actor) -> Result<Code, PatientError> {
    open(tx, id, by).await?;
    let code = Code::draw(&mut tx.dice());
    let key = sealing::person(tx, id.uuid()).await.map_err(SealingError::into_db)?;
    let mac = sealing::tenant(tx).await?.lookup("code", code.reveal());
    let sealed = key.seal("patient", "code", id.uuid(), code.reveal());
    let batch = vec![
        (&sql::SET_CODE, args![id, sealed, mac]),
        audit::entry(
            tx,
            Done { action: Action::CodeMade, ..changed(id, Facts::default(), Facts::default(), by) },
        )?,
    ];
    tx.execute_all(batch).await?;
    Ok(code)
}

fn changed(id: PatientId, before: Facts, after: Facts, by: &Actor) -> Done {
    Done { by: By::from(by), action: Action::PatientChanged, entity: Entity::Patient(id), before, after }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_as_people_write() {
        let contact =
            Contact::read(" Jeanne Petit ", "06 39 98 10 01", "Jeanne@Example.org", "1987-04-02").unwrap();
        assert_eq!(contact.name.reveal(), "Jeanne Petit");
        assert_eq!(contact.phone.unwrap().reveal().as_str(), "+33639981001");
        assert_eq!(contact.email.unwrap().reveal(), "jeanne@example.org");
        assert!(Contact::read("Jeanne", "", " ", "").unwrap().phone.is_none());
        for (name, phone, email, born, wrong) in [
            ("", "", "", "", "name"),
            ("Mme", "", "", "", "name"),
            ("Jeanne\u{0}", "", "", "", "name"),
            ("Jeanne", "0639", "", "", "phone"),
            ("Jeanne", "", "jeanne", "", "email"),
            ("Jeanne", "", "", "2.4.1987", "birth_date"),
            ("Jeanne", "", "", "1787-04-02", "birth_date"),
        ] {
            let refused = Contact::read(name, phone, email, born);
            assert!(matches!(refused, Err(PatientError::Invalid(field)) if field == wrong), "{wrong}");
        }
    }
}
