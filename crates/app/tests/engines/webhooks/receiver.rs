//! A system of a practice's: listens on this machine, remembers what it hears, and answers as it is told.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::Pii;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

/// How it answers.
#[derive(Clone, Copy, Debug)]
pub(super) enum Answer {
    /// With this status.
    Status(u16),
    /// With a redirection to another path of its own.
    Redirect,
    /// Not at all: the connection ends.
    HangUp,
    /// Not at all: the connection stays.
    Never,
}

/// Something that it heard.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    headers: HeaderMap,
    pub(super) body: String,
}

#[derive(Default)]
struct Memory {
    answers: VecDeque<Answer>,
    heard: Vec<Heard>,
    strayed: usize,
}

/// The system.
pub(super) struct Receiver {
    /// Where it listens.
    pub(super) url: String,
    memory: Arc<Mutex<Memory>>,
    task: tokio::task::JoinHandle<()>,
}

impl Receiver {
    /// Starts it: it answers as it is told, then always 200.
    pub(super) async fn start(answers: &[Answer]) -> Self {
        let memory = Memory { answers: answers.iter().copied().collect(), ..Memory::default() };
        let memory = Arc::new(Mutex::new(memory));
        let router = Router::new()
            .route("/hook", post(hear))
            .route("/elsewhere", axum::routing::any(stray))
            .with_state(memory.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, memory, task }
    }

    /// What it heard so far, in order.
    pub(super) fn heard(&self) -> Vec<Heard> {
        self.memory.lock().unwrap().heard.clone()
    }

    /// How often somebody followed its redirection.
    pub(super) fn strayed(&self) -> usize {
        self.memory.lock().unwrap().strayed
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Heard {
    fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }

    /// Which message it is.
    pub(super) fn id(&self) -> &str {
        self.header("webhook-id")
    }

    pub(super) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// The id of what it is about.
    pub(super) fn about(&self) -> String {
        self.json()["data"]["entity"]["id"].as_str().unwrap().to_owned()
    }
}

async fn hear(State(memory): State<Arc<Mutex<Memory>>>, headers: HeaderMap, body: String) -> Response {
    let answer = {
        let mut memory = memory.lock().unwrap();
        memory.heard.push(Heard { headers, body });
        memory.answers.pop_front().unwrap_or(Answer::Status(200))
    };
    match answer {
        Answer::Status(status) => StatusCode::from_u16(status).unwrap().into_response(),
        Answer::Redirect => {
            (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, "/elsewhere")]).into_response()
        }
        // Its task ends in the middle of an answer, and the connection with it.
        Answer::HangUp => panic!("it hangs up, as the test wants"),
        Answer::Never => std::future::pending().await,
    }
}

async fn stray(State(memory): State<Arc<Mutex<Memory>>>) {
    memory.lock().unwrap().strayed += 1;
}

/// How long a message may have been on its way.
const WINDOW_SECONDS: i64 = 5 * 60;

/// Verifies a message as its receiver does, by the letter of Standard Webhooks and with nothing of Allo's own: HMAC from
/// its definition (RFC 2104).
pub(super) fn verify(secret: &Pii<String>, heard: &Heard, now: Timestamp) -> Result<(), String> {
    let at = heard.header("webhook-timestamp");
    let seconds: i64 = at.parse().map_err(|_| "no timestamp")?;
    if (now.as_second() - seconds).abs() > WINDOW_SECONDS {
        return Err("too long ago".into());
    }
    let key = STANDARD
        .decode(secret.reveal().strip_prefix("whsec_").ok_or("no secret")?)
        .map_err(|_| "no secret")?;
    let signed = format!("{}.{at}.{}", heard.id(), heard.body);
    let padded =
        |with: u8| -> Vec<u8> { (0..64).map(|at| key.get(at).copied().unwrap_or(0) ^ with).collect() };
    let inner = Sha256::digest([padded(0x36), signed.into_bytes()].concat());
    let outer = Sha256::digest([padded(0x5c), inner.to_vec()].concat());
    let expected = format!("v1,{}", STANDARD.encode(outer));
    let signatures: Vec<&str> = heard.header("webhook-signature").split(' ').collect();
    if signatures.contains(&expected.as_str()) { Ok(()) } else { Err(format!("{signatures:?}")) }
}
