//! What the original's client says of itself beside what it asks for.

use axum::extract::FromRequestParts;
use axum::http::Uri;
use axum::http::request::Parts;
use domain::practice::Practice;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;

use crate::http::{Caller, Code, Parameters, Problem};

/// What it says in the address.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "only described: the address is read pair by pair")]
pub(super) struct Client {
    /// The practice, by id or short name. The key decides it: any other is answered as one that doesn't exist.
    tenant_id: Option<String>,
    /// Whose session it was. Not read: who asks is the key.
    user_id: Option<String>,
}

/// The address's parameters as `/v1` takes them, and the practices that were named beside them.
pub(super) struct OfClient<T> {
    /// The practices.
    pub(super) tenants: Vec<String>,
    /// Everything else.
    pub(super) asked: T,
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for OfClient<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let pairs = parts.uri.query().unwrap_or_default().split('&');
        let (said, rest): (Vec<&str>, Vec<&str>) =
            pairs.partition(|pair| matches!(name(pair), "tenant_id" | "user_id"));
        let tenants = said.into_iter().filter(|pair| name(pair) == "tenant_id");
        let tenants = tenants.map(|pair| pair.split_once('=').unwrap_or_default().1.to_owned()).collect();
        let invalid = |_| Problem::new(Code::InvalidQuery);
        let rest = format!("{}?{}", parts.uri.path(), rest.join("&"));
        parts.uri = rest.parse::<Uri>().map_err(invalid)?;
        let Parameters(asked) = Parameters::from_request_parts(parts, state).await?;
        Ok(Self { tenants, asked })
    }
}

fn name(pair: &str) -> &str {
    pair.split('=').next().unwrap_or_default()
}

/// Whether a request speaks of its key's own practice. One that names none does.
pub(super) fn own<'a>(
    caller: &Caller,
    practice: &Practice,
    mut named: impl Iterator<Item = &'a String>,
) -> Result<(), Problem> {
    let (id, slug) = (caller.tenant.to_string(), practice.tenant.slug.as_str());
    if named.all(|named| *named == id || named == slug) { Ok(()) } else { Err(Problem::not_found()) }
}
