//! Asks over HTTP, as a browser and a program do, and takes the time.

use std::time::{Duration, Instant};

use reqwest::{Client, Method, Response, StatusCode};

use crate::fill::Outcome;
use crate::ids::Ids;
use crate::pages::{Page, Sent};

/// How often something is asked before it is counted: statements are prepared and caches filled.
const BEFORE: usize = 6;

/// Somebody who asks.
pub(crate) struct Browser {
    pub(crate) server: String,
    pub(crate) cookie: String,
    /// A program's key.
    pub(crate) key: String,
    pub(crate) client: Client,
}

/// How long something took.
pub(crate) struct Took {
    pub(crate) half: Duration,
    /// All but five in a hundred.
    pub(crate) most: Duration,
    pub(crate) longest: Duration,
    /// How large the largest answer was.
    pub(crate) bytes: usize,
}

impl Browser {
    /// Asks for a page so many times. Nothing when whoever asks may not see it.
    pub(crate) async fn measure(&self, page: &Page, ids: &Ids, times: usize) -> Outcome<Option<Took>> {
        let (mut all, mut bytes, mut next) = (Vec::with_capacity(times), 0, String::new());
        for n in 0..times + BEFORE {
            let address = ids.fill(&page.addresses[n % page.addresses.len()], n).replace("{next}", &next);
            let address = if next.is_empty() { without_next(&address) } else { address };
            let sent = page.sent.get(n % page.sent.len().max(1));
            let begun = Instant::now();
            let answer = self.ask(&address, sent, page.api).await?;
            let status = answer.status();
            let text = answer.text().await?;
            let took = begun.elapsed();
            match status {
                StatusCode::OK => {}
                // A practitioner sees their own agenda: what isn't in it isn't there for them.
                StatusCode::FORBIDDEN | StatusCode::NOT_FOUND if self.key.is_empty() => return Ok(None),
                _ => return Err(format!("{address}: {status} {text}").into()),
            }
            if n >= BEFORE {
                all.push(took);
            }
            bytes = bytes.max(text.len());
            next = cursor(&text);
        }
        all.sort_unstable();
        let at = |share: usize| all.get(all.len() * share / 100).copied().unwrap_or_default();
        Ok(Some(Took { half: at(50), most: at(95), longest: at(100).max(at(99)), bytes }))
    }

    async fn ask(&self, address: &str, sent: Option<&Sent>, api: bool) -> Result<Response, reqwest::Error> {
        let method = if sent.is_some() { Method::POST } else { Method::GET };
        let request = self.client.request(method, format!("{}{address}", self.server));
        let request = if api {
            request.header("authorization", format!("Bearer {}", self.key))
        } else {
            let request = request.header("cookie", &self.cookie).header("origin", &self.server);
            // A script is led to a file, and a browser gets it.
            if address.contains("/export") { request } else { request.header("hx-request", "true") }
        };
        let request = match sent {
            None => request,
            Some(Sent::Json(typed)) => {
                let body = serde_json::json!({"q": typed}).to_string();
                request.header("content-type", "application/json").body(body)
            }
            Some(Sent::Typed(typed)) => {
                let body = serde_html_form::to_string([("q", typed)]).unwrap_or_default();
                request.header("content-type", "application/x-www-form-urlencoded").body(body)
            }
        };
        request.send().await
    }
}

/// Where the next page begins, by what a page or a list says.
fn cursor(text: &str) -> String {
    let said = ["cursor=", "after=", "\"next\":\""].iter().filter_map(|sign| text.split_once(sign));
    let hex = |text: &str| text.chars().take_while(char::is_ascii_hexdigit).collect::<String>();
    said.map(|(_, rest)| hex(rest)).find(|cursor| cursor.len() == 48).unwrap_or_default()
}

/// The first page: without a place where it begins.
fn without_next(address: &str) -> String {
    ["?cursor=", "&cursor=", "?after="].iter().fold(address.to_owned(), |address, sign| {
        if address.ends_with(sign) { address.replace(sign, "") } else { address }
    })
}
