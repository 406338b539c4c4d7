//! What addresses can name: another one each time.

use app::db::Url;

use crate::fill::{Outcome, PRACTITIONERS};
use crate::raw;

/// What there is of each kind.
pub(crate) struct Ids(Vec<(&'static str, Vec<String>)>);

/// Each kind by its place in an address, and where its ids lie.
const KINDS: [(&str, &str); 10] = [
    ("{patient}", "SELECT {id} FROM patient ORDER BY {random} LIMIT 1000"),
    // Its reference is sealed for real; around today, where one looks.
    ("{appointment}", "SELECT {id} FROM appointment WHERE status = 'booked' ORDER BY {random} LIMIT 1000"),
    ("{call}", "SELECT {id} FROM call WHERE channel = 'talk' ORDER BY {random} LIMIT 200"),
    ("{request}", "SELECT {id} FROM request ORDER BY {random} LIMIT 500"),
    ("{message}", "SELECT {id} FROM message ORDER BY {random} LIMIT 500"),
    ("{mail}", "SELECT {id} FROM message WHERE channel = 'email' ORDER BY {random} LIMIT 500"),
    ("{block}", "SELECT {id} FROM block ORDER BY {random} LIMIT 200"),
    ("{user}", "SELECT {id} FROM users"),
    ("{document}", "SELECT {id} FROM document"),
    ("{webhook}", "SELECT {id} FROM webhook"),
];

impl Ids {
    /// What lies in a database.
    pub(crate) async fn of(url: &Url) -> Outcome<Self> {
        let mut all = vec![
            ("{who}", (0..PRACTITIONERS).map(|n| format!("p{n}")).collect()),
            ("{day}", (0..180).map(day).collect()),
            ("{hour}", (0..30).map(|n| format!("{:02}:{:02}", 8 + n / 3, n % 3 * 20)).collect()),
            ("{action}", ACTIONS.map(str::to_owned).to_vec()),
        ];
        for (kind, sql) in KINDS {
            let found = raw::texts(url, sql).await?;
            if found.is_empty() {
                return Err(format!("there is no {kind}").into());
            }
            all.push((kind, found));
        }
        Ok(Self(all))
    }

    /// An address with the nth of whatever it names.
    pub(crate) fn fill(&self, address: &str, n: usize) -> String {
        // A number that shares nothing with how many there are, so that neighbours don't come one after the other.
        let nth = |all: &[String]| all[n * 97 % all.len()].clone();
        self.0.iter().fold(address.to_owned(), |address, (kind, all)| {
            if address.contains(kind) { address.replace(kind, &nth(all)) } else { address }
        })
    }
}

/// What is asked of the trail: what is in it a hundred thousand times, and what hardly is.
const ACTIONS: [&str; 4] = ["appointment.booked", "patient.changed", "request.settled", "key.created"];

/// Today, and days from four months ago to two months ahead.
fn day(n: i32) -> String {
    use jiff::ToSpan as _;
    let from_today = if n % 3 == 0 { 0 } else { n - 120 };
    jiff::civil::date(2026, 3, 9).saturating_add(from_today.days()).to_string()
}
