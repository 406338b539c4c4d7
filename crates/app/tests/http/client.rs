//! A client that speaks HTTP to the whole server, without a socket.

use std::net::SocketAddr;

use app::auth::{self, Device};
use app::http::{App, Settings, router};
use app::keys;
use app::users::{self, Profile};
use axum::Router;
use axum::body::{Body, BodyDataStream, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use domain::ids::TenantId;
use domain::permission::{Actor, Permission, Role};
use domain::{Lang, Pii};
use serde_json::Value;
use testkit::Clinic;
use tower::ServiceExt as _;

/// The server on a clinic's database. Its clones are one server.
#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) app: App,
    router: Router,
}

/// What was answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// Everything but what differs from request to request.
    pub(crate) fn bytes(&self) -> (StatusCode, Vec<(String, Vec<u8>)>, String) {
        let headers = self.headers.iter().filter(|(name, _)| *name != "x-trace-id");
        let headers = headers.map(|(name, value)| (name.to_string(), value.as_bytes().to_vec())).collect();
        let trace = self.headers["x-trace-id"].to_str().unwrap();
        (self.status, headers, self.text.replace(trace, "…"))
    }
}

/// A request in the making.
pub(crate) struct Asked<'a> {
    server: &'a Server,
    request: axum::http::request::Builder,
    body: Body,
}

impl Server {
    pub(crate) fn new(clinic: &Clinic) -> Self {
        Self::with(clinic, Settings::default())
    }

    pub(crate) fn with(clinic: &Clinic, settings: Settings) -> Self {
        let app = App::new(clinic.db.clone(), clinic.clock.clone(), settings);
        Self::serving(app.clone(), router(app))
    }

    /// The server that has these routes.
    pub(crate) fn serving(app: App, router: Router) -> Self {
        Self { app, router }
    }

    /// A request to a path.
    pub(crate) fn ask(&self, method: &Method, path: &str) -> Asked<'_> {
        Asked { server: self, request: Request::builder().method(method).uri(path), body: Body::empty() }
    }

    pub(crate) fn get(&self, path: &str) -> Asked<'_> {
        self.ask(&Method::GET, path)
    }

    pub(crate) fn post(&self, path: &str) -> Asked<'_> {
        self.ask(&Method::POST, path)
    }
}

impl Asked<'_> {
    pub(crate) fn key(self, key: &str) -> Self {
        self.header("authorization", &format!("Bearer {key}"))
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.header(name, value);
        self
    }

    pub(crate) fn once(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    pub(crate) fn json(mut self, body: &Value) -> Self {
        self.body = Body::from(body.to_string());
        self.header("content-type", "application/json")
    }

    pub(crate) fn raw(mut self, body: impl Into<Body>) -> Self {
        self.body = body.into();
        self
    }

    /// As a browser sends what somebody does at the console, signed in by this cookie.
    pub(crate) fn at_console(self, cookie: &str) -> Self {
        self.by_our_page().header("cookie", cookie)
    }

    /// As the script of a page of ours asks.
    pub(crate) fn by_our_page(self) -> Self {
        self.header("host", "127.0.0.1:8080")
            .header("origin", "http://127.0.0.1:8080")
            .header("sec-fetch-site", "same-origin")
            .header("hx-request", "true")
    }

    /// As a peer at this address asks.
    pub(crate) fn from(mut self, peer: SocketAddr) -> Self {
        self.request = self.request.extension(ConnectInfo(peer));
        self
    }

    /// The fields of a form.
    pub(crate) fn form(mut self, fields: &[(&str, &str)]) -> Self {
        self.body = Body::from(serde_html_form::to_string(fields).unwrap());
        self.header("content-type", "application/x-www-form-urlencoded")
    }

    /// What comes piece by piece, and has no end.
    pub(crate) async fn stream(self) -> BodyDataStream {
        let request = self.request.body(self.body).unwrap();
        let response = self.server.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        response.into_body().into_data_stream()
    }

    pub(crate) async fn send(self) -> Answer {
        let request = self.request.body(self.body).unwrap();
        let response = self.server.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }
}

/// Somebody of the clinic's own staff, signed in: what their browser sends as a cookie.
pub(crate) async fn staff(clinic: &Clinic, role: Role) -> String {
    staff_of(clinic, clinic.tenant, role).await
}

/// The same of any practice on the clinic's database.
pub(crate) async fn staff_of(clinic: &Clinic, tenant: TenantId, role: Role) -> String {
    let mut tx = clinic.db.write(tenant, clinic.clock.now()).await.unwrap();
    let number = users::count(&mut tx).await.unwrap();
    let profile = Profile {
        name: Pii::new(format!("Membre {number}")),
        email: Pii::new(format!("membre{number}@example.org")),
        practitioner: (role == Role::Practitioner).then(|| "martin".parse().unwrap()),
        lang: Lang::Fr,
    };
    let id = users::invite(&mut tx, &profile, role, &Actor::Operator).await.unwrap();
    users::joined(&mut tx, id, &Actor::Operator).await.unwrap();
    let token = auth::begin(&mut tx, id, &Device::default()).await.unwrap();
    tx.commit().await.unwrap();
    format!("{}={}", auth::cookie::NAME, token.reveal())
}

/// A key of a practice with these rights.
pub(crate) async fn key(clinic: &Clinic, tenant: TenantId, permissions: &[Permission]) -> String {
    let mut tx = clinic.db.write(tenant, clinic.clock.now()).await.unwrap();
    let (_, key) = keys::create(&mut tx, "test", permissions, None, &Actor::Operator).await.unwrap();
    tx.commit().await.unwrap();
    key.into_revealed()
}

/// A key of the clinic's own that may do everything.
pub(crate) async fn full_key(clinic: &Clinic) -> String {
    key(clinic, clinic.tenant, &Permission::ALL).await
}
