//! Where a page that asks was served from.

use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};

use super::{App, Code, Network, Problem};

/// A request that a page of ours makes: it comes from our own origin. Carries the network it comes from.
pub(crate) struct FromOurPage(pub(crate) Network);

impl FromRequestParts<App> for FromOurPage {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        if !is_ours(&parts.headers, app.settings.public_url.as_deref()) {
            return Err(Problem::new(Code::ForeignOrigin));
        }
        Ok(Self(Network::of(parts, app)))
    }
}

/// Whether the page that asks was served by us. Without a public address only a host that no name resolves to is
/// ours, so that a foreign name which points at this machine gets nothing (DNS rebinding).
pub(crate) fn is_ours(headers: &HeaderMap, public_url: Option<&str>) -> bool {
    let Some(origin) = headers.get(header::ORIGIN).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    if let Some(url) = public_url {
        return origin == url.trim_end_matches('/');
    }
    let Some(host) = headers.get(header::HOST).and_then(|value| value.to_str().ok()) else { return false };
    let same = origin == format!("http://{host}") || origin == format!("https://{host}");
    same && origin.parse::<Uri>().is_ok_and(|uri| uri.host().is_some_and(is_unnamed))
}

fn is_unnamed(host: &str) -> bool {
    host == "localhost" || host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(origin: &str, host: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::ORIGIN, origin.parse().unwrap());
        headers.insert(header::HOST, host.parse().unwrap());
        headers
    }

    #[test]
    fn only_our_own_origin_is_ours() {
        for (origin, host, public, ours) in [
            ("http://127.0.0.1:8080", "127.0.0.1:8080", None, true),
            ("http://localhost:8080", "localhost:8080", None, true),
            ("http://[::1]:8080", "[::1]:8080", None, true),
            ("http://evil.example", "127.0.0.1:8080", None, false),
            ("http://evil.example:8080", "evil.example:8080", None, false),
            ("null", "127.0.0.1:8080", None, false),
            ("https://allo.example.org", "10.0.0.1:8080", Some("https://allo.example.org/"), true),
            ("http://10.0.0.1:8080", "10.0.0.1:8080", Some("https://allo.example.org"), false),
        ] {
            assert_eq!(is_ours(&headers(origin, host), public), ours, "{origin} {host}");
        }
        assert!(!is_ours(&HeaderMap::new(), None));
    }
}
