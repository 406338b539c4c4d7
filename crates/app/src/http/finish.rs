//! The outermost layer: a trace id for each request, one form for every error, one log line for each fault.

use std::panic::AssertUnwindSafe;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt as _;

use super::App;
use super::code::Code;
use super::problem::{Instead, Problem};
use crate::hex::hex;
use crate::talk;

const TRACE_ID: HeaderName = HeaderName::from_static("x-trace-id");

/// By what the log calls a request: 32 hexadecimal digits, as in a W3C trace context.
#[derive(Clone, Debug)]
pub struct TraceId(pub String);

/// Wraps the whole server.
pub(super) async fn finish(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let trace = hex(&app.dice.bytes::<16>());
    let line = format!("{} {}", request.method(), route(&request));
    let page = talk::Asked::by(&request);
    request.extensions_mut().insert(TraceId(trace.clone()));
    let outcome = AssertUnwindSafe(next.run(request)).catch_unwind().await;
    let mut response = outcome.unwrap_or_else(|_| {
        // The panic's text may hold anything: it goes nowhere. `log_panics` has said where it happened.
        tracing::error!(trace_id = trace, request = line, "a handler panicked");
        Problem::new(Code::Internal).into_response()
    });
    if response.status().is_client_error() || response.status().is_server_error() {
        response = render(&app, response, &trace, page.as_ref()).await;
    }
    if response.status().is_server_error() {
        tracing::warn!(trace_id = trace, request = line, status = response.status().as_u16(), "not answered");
    }
    if let Ok(value) = HeaderValue::from_str(&trace) {
        response.headers_mut().insert(TRACE_ID, value);
    }
    secure(&mut response, app.settings.public_url.as_deref());
    response
}

/// Gives an error its body, a page for people; errors of the router and of libraries become problems too.
async fn render(app: &App, mut response: Response, trace: &str, page: Option<&talk::Asked>) -> Response {
    let problem = response.extensions_mut().remove::<Problem>();
    let problem = problem.unwrap_or_else(|| Problem::new(Code::of_status(response.status())));
    *response.status_mut() = problem.code.status();
    let own = response.extensions_mut().remove::<Instead>();
    let shown = match page {
        Some(asked) if own.is_none() => talk::trouble(app, asked, problem.code, trace).await,
        Some(_) => own,
        None => None,
    };
    let headers = response.headers_mut();
    let (kind, body) = match shown {
        Some(Instead { text, policy }) => {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
            ("text/html; charset=utf-8", text.into_bytes())
        }
        None => ("application/problem+json", problem.body(trace)),
    };
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    *response.body_mut() = body.into();
    response
}

/// What every answer says to a browser, unless its handler has said more.
fn secure(response: &mut Response, public_url: Option<&str>) {
    let headers = response.headers_mut();
    if public_url.is_some_and(|url| url.starts_with("https://")) {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
}

/// Under these, an address ends with a secret.
const SECRET: [&str; 3] = ["/r/", "/console/join/", "/open/"];

/// The path without what follows the `?`, and at most 120 bytes of it: a log line holds no parameters, and no secret.
fn route(request: &Request) -> String {
    let path = request.uri().path();
    match SECRET.iter().find(|secret| path.starts_with(**secret)) {
        Some(before) => format!("{before}…"),
        None => path.chars().take(120).collect(),
    }
}
