//! A patient's file: who they are and how they are found.

use domain::audit::{Action, By, Entity, Facts};
use domain::ids::PatientId;
use domain::permission::Actor;
use domain::practice::PatientSeed;
use domain::{Code, Phone, Pii, name};
use jiff::Timestamp;
use jiff::civil::Date;

use super::{sql, words};
use crate::audit::{self, Done};
use crate::db::{Ask, DbError, Order, Row, Tx, args};
use crate::sealing::{self, SealedWith, SealingError, TenantKeys};

/// What a caller says of themselves.
#[derive(Clone, Debug)]
pub struct Stated {
    /// First and last name.
    pub name: Pii<String>,
    /// Their number.
    pub phone: Option<Pii<Phone>>,
    /// Their e-mail address.
    pub email: Option<Pii<String>>,
}

/// What is on file of a patient.
#[derive(Clone, Debug)]
pub struct Details {
    /// First and last name.
    pub name: Pii<String>,
    /// Their number.
    pub phone: Option<Pii<Phone>>,
    /// Their e-mail address.
    pub email: Option<Pii<String>>,
    /// When they were born.
    pub birth_date: Option<Pii<Date>>,
    /// The code that proves it is them.
    pub code: Option<Code>,
}

/// A patient that is being put on file: their id, their key, and the insertions.
pub(crate) struct Kept {
    pub(crate) id: PatientId,
    pub(crate) key: SealedWith,
    pub(crate) batch: Vec<Order>,
}

/// How many ways a name is looked for: one with more words is looked for as it is said.
const WAYS: usize = 5;

/// The patient whose name and number these are (case, accents, titles, and which of first and last name comes first
/// aside), if there is one.
pub async fn find(tx: &mut Tx, who: &Stated) -> Result<Option<PatientId>, DbError> {
    let keys = sealing::tenant(tx).await?;
    tx.ask(stated(&keys, who)).await
}

/// The same, to be asked beside something else.
pub(crate) fn stated(keys: &TenantKeys, who: &Stated) -> Ask<PatientId> {
    let normal = name::normalise(who.name.reveal());
    let mut ways = name::turned(&normal);
    ways.truncate(if ways.len() > WAYS { 1 } else { WAYS });
    ways.resize(WAYS, normal);
    let phone = who.phone.as_ref().map(|phone| keys.lookup("phone", phone.reveal().as_str()));
    let mut args = args![phone];
    args.extend(ways.iter().flat_map(|way| args![keys.lookup("name", way)]));
    Ask::new(&sql::STATED, args, |row| row.get(0))
}

/// Everybody on file with this number.
pub async fn by_phone(tx: &mut Tx, phone: &Phone) -> Result<Vec<PatientId>, DbError> {
    let keys = sealing::tenant(tx).await?;
    tx.all(&sql::BY_PHONE, args![keys.lookup("phone", phone.as_str())], |row| row.get(0)).await
}

/// How many patients are on file.
pub async fn count(tx: &mut Tx) -> Result<u64, DbError> {
    let count: i64 = tx.one(&sql::COUNT, args![], |row| row.get(0)).await?;
    Ok(count.unsigned_abs())
}

/// Puts somebody on file; the insertions are the caller's to send.
pub(crate) async fn keep(tx: &mut Tx, stated: &Stated, by: By) -> Result<Kept, DbError> {
    let details = Details {
        name: stated.name.clone(),
        phone: stated.phone.clone(),
        email: stated.email.clone(),
        birth_date: None,
        code: None,
    };
    add(tx, None, &details, by).await
}

/// Puts a patient of the practice's file on file, or brings them up to date.
pub async fn enrol(tx: &mut Tx, seed: &PatientSeed, by: &Actor) -> Result<PatientId, DbError> {
    let details = Details {
        name: seed.name.clone(),
        phone: Some(seed.phone.clone()),
        email: None,
        birth_date: seed.birth_date.clone(),
        code: seed.code.clone(),
    };
    let slug = seed.id.as_str();
    let known = tx.optional(&sql::BY_SLUG, args![slug], |row| {
        Ok((row.get::<PatientId>(0)?, row.get::<Option<PatientId>>(1)?))
    });
    let known = known.await?;
    if let Some((_, Some(merged))) = known {
        // The staff has made two files one since: what an old file says of one of them would undo it.
        return Ok(merged);
    }
    let Some((id, _)) = known else {
        let kept = add(tx, Some(slug), &details, By::from(by)).await?;
        tx.execute_all(kept.batch).await?;
        return Ok(kept.id);
    };
    match sealing::person(tx, id.uuid()).await {
        // An erased patient stays erased, whatever an old file says.
        Err(SealingError::Erased) => {}
        Err(error) => return Err(error.into_db()),
        Ok(key) => {
            let sealed = sealed(&key, id, &details);
            let keys = sealing::tenant(tx).await?;
            let [name, sound, phone, code] = lookups(&keys, &details);
            let [forget, find_by] = words::orders(&keys, id, details.name.reveal());
            let [name_sealed, phone_sealed, _, birth_date, code_sealed] = sealed;
            let args =
                args![id, name_sealed, phone_sealed, birth_date, code_sealed, name, sound, phone, code];
            let changed = Done {
                by: By::from(by),
                action: Action::PatientChanged,
                entity: Entity::Patient(id),
                before: Facts::default(),
                after: Facts::default(),
            };
            let batch = vec![(&sql::CHANGE, args), forget, find_by, audit::entry(tx, changed)?];
            tx.execute_all(batch).await?;
        }
    }
    Ok(id)
}

/// What is on file of a patient; nothing when there is no such patient, or not any more. Of a file that went into
/// another one, what is on that.
pub async fn details(tx: &mut Tx, id: PatientId) -> Result<Option<Details>, DbError> {
    Ok(stored(tx, id).await?.map(|stored| stored.details))
}

/// A file as it was read: the patient that it is of, since when they are on file, and what it says.
pub(super) struct Stored {
    pub(super) id: PatientId,
    pub(super) created_at: Timestamp,
    pub(super) details: Details,
}

/// Reads a file, or the one that it went into: what was booked while two were made one may still name the other.
pub(super) async fn stored(tx: &mut Tx, id: PatientId) -> Result<Option<Stored>, DbError> {
    let Some(first) = tx.optional(&sql::DETAILS, args![id], Sealed::read).await? else { return Ok(None) };
    let Some(kept) = first.merged_into else { return first.open(tx, id).await.map(Some) };
    match tx.optional(&sql::DETAILS, args![kept], Sealed::read).await? {
        Some(sealed) => sealed.open(tx, kept).await.map(Some),
        None => Ok(None),
    }
}

/// A row of a file.
struct Sealed {
    name: Vec<u8>,
    /// Number, e-mail address, birth date and code.
    fields: [Option<Vec<u8>>; 4],
    merged_into: Option<PatientId>,
    created_at: Timestamp,
}

impl Sealed {
    fn read(row: &Row<'_>) -> Result<Self, DbError> {
        let fields = [row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?];
        Ok(Self { name: row.get(0)?, fields, merged_into: row.get(5)?, created_at: row.get(6)? })
    }

    async fn open(self, tx: &mut Tx, id: PatientId) -> Result<Stored, DbError> {
        let Self { name, fields: [phone, email, birth_date, code], created_at, .. } = self;
        let key = sealing::person(tx, id.uuid()).await.map_err(SealingError::into_db)?;
        let open = |column, sealed: &[u8]| {
            key.open("patient", column, id.uuid(), sealed)
                .map_err(|error| SealingError::from(error).into_db())
        };
        let maybe = |column, sealed: Option<Vec<u8>>| sealed.map(|sealed| open(column, &sealed)).transpose();
        let details = Details {
            name: Pii::new(open("name", &name)?),
            phone: maybe("phone", phone)?.and_then(|text| text.parse().ok()).map(Pii::new),
            email: maybe("email", email)?.map(Pii::new),
            birth_date: maybe("birth_date", birth_date)?.and_then(|text| text.parse().ok()).map(Pii::new),
            code: maybe("code", code)?.and_then(|text| text.parse().ok()),
        };
        Ok(Stored { id, created_at, details })
    }
}

async fn add(tx: &mut Tx, slug: Option<&str>, details: &Details, by: By) -> Result<Kept, DbError> {
    let id: PatientId = tx.mint();
    let (key, keep_key) = sealing::new_person(tx, id.uuid()).await?;
    let [name, phone, email, birth_date, code] = sealed(&key, id, details);
    let keys = sealing::tenant(tx).await?;
    let [name_mac, sound_mac, phone_mac, code_mac] = lookups(&keys, details);
    let [_, find_by] = words::orders(&keys, id, details.name.reveal());
    let args = args![
        id,
        slug,
        name,
        phone,
        email,
        birth_date,
        code,
        name_mac,
        sound_mac,
        phone_mac,
        code_mac,
        tx.now()
    ];
    let added = Done {
        by,
        action: Action::PatientAdded,
        entity: Entity::Patient(id),
        before: Facts::default(),
        after: Facts::default(),
    };
    let batch = vec![keep_key, (&sql::ADD, args), find_by, audit::entry(tx, added)?];
    Ok(Kept { id, key, batch })
}

/// Name, number, e-mail, birth date and code, sealed.
pub(super) fn sealed(key: &SealedWith, id: PatientId, details: &Details) -> [Option<Vec<u8>>; 5] {
    let seal = |column, plain: &str| key.seal("patient", column, id.uuid(), plain);
    [
        Some(seal("name", details.name.reveal())),
        details.phone.as_ref().map(|phone| seal("phone", phone.reveal().as_str())),
        details.email.as_ref().map(|email| seal("email", email.reveal())),
        details.birth_date.as_ref().map(|date| seal("birth_date", &date.reveal().to_string())),
        details.code.as_ref().map(|code| seal("code", code.reveal())),
    ]
}

/// What a patient is found by: the name, normalised and by its sound, the number, the code.
pub(super) fn lookups(keys: &TenantKeys, details: &Details) -> [Option<[u8; 32]>; 4] {
    let name = details.name.reveal();
    [
        Some(keys.lookup("name", &name::normalise(name))),
        Some(keys.lookup("sound", &name::phonetic(name))),
        details.phone.as_ref().map(|phone| keys.lookup("phone", phone.reveal().as_str())),
        details.code.as_ref().map(|code| keys.lookup("code", code.reveal())),
    ]
}
