//! The files that pages are made of, inside the binary.

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::hex::hex;
use crate::http::{Code, Problem};
use crate::sealing::sha256;

struct Asset {
    name: &'static str,
    kind: &'static str,
    text: &'static str,
}

macro_rules! assets {
    ($($name:literal: $kind:literal),+ $(,)?) => {
        /// Every file there is; nothing else is ever served from a path.
        static ASSETS: &[Asset] = &[$(
            Asset { name: $name, kind: $kind, text: include_str!(concat!("../../assets/", $name)) }
        ),+];
    };
}

assets! {
    "agenda.css": "text/css; charset=utf-8",
    "agenda.js": "text/javascript; charset=utf-8",
    "allo.svg": "image/svg+xml",
    "anyway.js": "text/javascript; charset=utf-8",
    "base.css": "text/css; charset=utf-8",
    "calendar.css": "text/css; charset=utf-8",
    "calendar.js": "text/javascript; charset=utf-8",
    "console.css": "text/css; charset=utf-8",
    "console.js": "text/javascript; charset=utf-8",
    "days.js": "text/javascript; charset=utf-8",
    "dom.js": "text/javascript; charset=utf-8",
    "drag.js": "text/javascript; charset=utf-8",
    "grid.js": "text/javascript; charset=utf-8",
    "htmx.js": "text/javascript; charset=utf-8",
    "inbox.css": "text/css; charset=utf-8",
    "integrations.css": "text/css; charset=utf-8",
    "integrations.js": "text/javascript; charset=utf-8",
    "line.js": "text/javascript; charset=utf-8",
    "outcome.js": "text/javascript; charset=utf-8",
    "pairs.js": "text/javascript; charset=utf-8",
    "patients.css": "text/css; charset=utf-8",
    "practice.css": "text/css; charset=utf-8",
    "practice.js": "text/javascript; charset=utf-8",
    "messages.css": "text/css; charset=utf-8",
    "operate.css": "text/css; charset=utf-8",
    "operate.js": "text/javascript; charset=utf-8",
    "requests.js": "text/javascript; charset=utf-8",
    "seek.js": "text/javascript; charset=utf-8",
    "speech.js": "text/javascript; charset=utf-8",
    "table.js": "text/javascript; charset=utf-8",
    "talk.css": "text/css; charset=utf-8",
    "talk.js": "text/javascript; charset=utf-8",
    "team.css": "text/css; charset=utf-8",
    "team.js": "text/javascript; charset=utf-8",
    "trail.css": "text/css; charset=utf-8",
    "today.css": "text/css; charset=utf-8",
    "transcript.js": "text/javascript; charset=utf-8",
    "usage.css": "text/css; charset=utf-8",
    "words.js": "text/javascript; charset=utf-8",
    "wrong.js": "text/javascript; charset=utf-8",
}

/// `GET /assets/{name}`: asked for anew each time, sent only when it has changed.
pub(crate) async fn get(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    let asset = ASSETS.iter().find(|asset| asset.name == name).ok_or(Problem::new(Code::NotFound))?;
    let digest = sha256(asset.text.as_bytes());
    let tag = HeaderValue::from_str(&format!("\"{}\"", hex(&digest[..12])))
        .map_err(|_| Problem::new(Code::Internal))?;
    let known = headers.get(header::IF_NONE_MATCH) == Some(&tag);
    let fresh = [
        (header::ETAG, tag),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.kind)),
    ];
    Ok(if known {
        (StatusCode::NOT_MODIFIED, fresh).into_response()
    } else {
        (fresh, asset.text).into_response()
    })
}
