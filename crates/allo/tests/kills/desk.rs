//! Programs that book, move and cancel over HTTP, on a few slots that they all want.

use std::io;
use std::sync::{Arc, Mutex};

use app::random::Dice;
use serde_json::{Value, json};
use testkit::mix::{Answer, Ask, Ledger, Line, Order, Standing};
use tokio::task::JoinSet;

use super::client::Client;

/// How many ask at once.
const PROGRAMS: u32 = 16;

/// What all of them know.
#[derive(Clone)]
pub(crate) struct Desk {
    pub(crate) address: String,
    pub(crate) key: String,
    /// The slots that everybody wants: practitioner and start.
    pub(crate) slots: Arc<Vec<(String, String)>>,
}

impl Desk {
    pub(crate) async fn client(&self) -> io::Result<Client> {
        Client::connect(&self.address, &self.key).await
    }

    /// Lets all of them ask until the server is gone; what they asked and heard goes into the ledger.
    pub(crate) async fn work(&self, seed: u64, mine: Vec<Standing>, ledger: Arc<Mutex<Ledger>>) {
        let mut programs = JoinSet::new();
        for number in 0..PROGRAMS {
            let (desk, ledger) = (self.clone(), ledger.clone());
            let share = mine.iter().skip(number as usize).step_by(PROGRAMS as usize).cloned().collect();
            programs.spawn(async move { desk.one(seed, number, share, &ledger).await });
        }
        programs.join_all().await;
    }

    async fn one(&self, seed: u64, number: u32, mut mine: Vec<Standing>, ledger: &Mutex<Ledger>) {
        let dice = Dice::seeded((seed << 8) | u64::from(number));
        let Ok(mut client) = self.client().await else { return };
        for nth in 0.. {
            let order = Order { key: format!("{seed}-{number}-{nth}"), ask: self.next(&dice, number, &mine) };
            ledger.lock().unwrap().read(Line { order: order.clone(), answer: None });
            let Ok(answer) = self.ask(&mut client, &order).await else { return };
            if let Answer::Stands(standing) = &answer {
                mine.retain(|one| one.appointment != standing.appointment);
                mine.extend((standing.status == "booked").then(|| standing.clone()));
            }
            ledger.lock().unwrap().answered(&order, answer);
        }
    }

    fn next(&self, dice: &Dice, who: u32, mine: &[Standing]) -> Ask {
        let below = |most: usize| usize::try_from(dice.below(most as u64)).unwrap();
        let slot = below(self.slots.len());
        match dice.below(4) {
            0 if !mine.is_empty() => Ask::Cancel { appointment: mine[below(mine.len())].appointment },
            1 if !mine.is_empty() => Ask::Move { appointment: mine[below(mine.len())].appointment, slot },
            _ => Ask::Book { slot, who },
        }
    }

    /// Asks, and asks again as long as the server says that it can't answer now.
    pub(crate) async fn ask(&self, client: &mut Client, order: &Order) -> io::Result<Answer> {
        let (path, body) = self.request(&order.ask);
        loop {
            let (status, body) = client.post(&path, &order.key, &body).await?;
            match status {
                200 | 201 => return Ok(Answer::Stands(standing(&body))),
                503 => tokio::time::sleep(std::time::Duration::from_millis(20)).await,
                409 | 422 => return Ok(Answer::Refused(body["code"].as_str().unwrap().to_owned())),
                _ => panic!("{order:?}: {status} {body}"),
            }
        }
    }

    fn request(&self, ask: &Ask) -> (String, Value) {
        match ask {
            Ask::Book { slot, who } => {
                let (practitioner, start) = &self.slots[*slot];
                let patient =
                    json!({"name": format!("Personne {who}"), "phone": format!("+3363998{who:04}")});
                let body = json!({
                    "service": "consultation", "practitioner": practitioner, "start": start, "patient": patient,
                });
                ("/v1/appointments".to_owned(), body)
            }
            Ask::Move { appointment, slot } => {
                let (practitioner, start) = &self.slots[*slot];
                let body = json!({"start": start, "practitioner": practitioner});
                (format!("/v1/appointments/{appointment}/reschedule"), body)
            }
            Ask::Cancel { appointment } => (format!("/v1/appointments/{appointment}/cancel"), json!({})),
            _ => panic!("the API doesn't take {ask:?}"),
        }
    }

    /// Every appointment there is.
    pub(crate) async fn book(&self) -> Vec<Standing> {
        let mut client = self.client().await.unwrap();
        let (mut all, mut cursor) = (Vec::new(), String::new());
        loop {
            let (status, page) = client.get(&format!("/v1/appointments?limit=100{cursor}")).await.unwrap();
            assert_eq!(status, 200, "{page}");
            all.extend(page["items"].as_array().unwrap().iter().map(standing));
            let Some(next) = page["next"].as_str() else { return all };
            cursor = format!("&cursor={next}");
        }
    }
}

fn standing(view: &Value) -> Standing {
    let text = |field: &str| view[field].as_str().unwrap_or_else(|| panic!("{field}: {view}")).to_owned();
    Standing {
        appointment: text("id").parse().unwrap(),
        status: text("status"),
        service: text("service"),
        practitioner: text("practitioner"),
        start: text("start").parse().unwrap(),
        revision: view["revision"].as_u64().unwrap().try_into().unwrap(),
    }
}
