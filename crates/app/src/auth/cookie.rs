//! The one cookie: `__Host-`, so that no other host can set it; Secure, `HttpOnly`, and sent to nobody from elsewhere (A3).

use axum::http::{HeaderMap, HeaderValue, header};

/// Its name.
pub const NAME: &str = "__Host-allo";

/// The cookie that carries a session's token.
pub fn set(token: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("{NAME}={token}; Path=/; Secure; HttpOnly; SameSite=Strict")).ok()
}

/// The cookie that takes it away.
pub const CLEAR: HeaderValue =
    HeaderValue::from_static("__Host-allo=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");

/// The token that a request carries; two are as good as none.
pub fn read(headers: &HeaderMap) -> Option<&str> {
    let mut found = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().strip_prefix(NAME)?.strip_prefix('='));
    let token = found.next()?;
    found.next().is_none().then_some(token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a3_the_cookie_is_for_this_host_and_no_script() {
        let set = set("ab").unwrap();
        assert_eq!(set, "__Host-allo=ab; Path=/; Secure; HttpOnly; SameSite=Strict");
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, "a=1; __Host-allo=ab; b=2".parse().unwrap());
        assert_eq!(read(&headers), Some("ab"));
        headers.append(header::COOKIE, "__Host-allo=cd".parse().unwrap());
        assert_eq!(read(&headers), None, "whose is it?");
    }
}
