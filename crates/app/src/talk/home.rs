//! The root of the site: in the demonstration the way to its talk page, elsewhere what is served here.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::Lang;

use super::page;
use crate::hex::hex;
use crate::http::{App, Code, Problem};
use crate::{pages, tenants};

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    lang: &'static str,
    nonce: String,
}

impl Home {
    /// A text in the page's language.
    fn t(&self, key: &str) -> &'static str {
        page::word(Lang::from_tag(self.lang).unwrap_or_default(), key)
    }
}

/// `GET /`. Which practices there are is nobody's business but theirs: the page doesn't list them.
pub(super) async fn get(State(app): State<App>, headers: HeaderMap) -> Result<Response, Problem> {
    if let (true, [only]) = (app.settings.demo, &app.db.tenants().await?[..]) {
        let mut tx = app.db.read(*only, app.clock.now()).await?;
        let slug = tenants::current(&mut tx).await?.practice.tenant.slug.clone();
        return Ok(Redirect::temporary(&format!("/t/{slug}")).into_response());
    }
    let lang = pages::preferred(&headers).unwrap_or_default();
    let home = Home { lang: lang.tag(), nonce: hex(&app.dice.bytes::<16>()) };
    let text = home.render().map_err(|_| Problem::new(Code::Internal))?;
    let policy =
        HeaderValue::from_str(&pages::policy(&home.nonce)).map_err(|_| Problem::new(Code::Internal))?;
    Ok(([(header::CONTENT_SECURITY_POLICY, policy)], Html(text)).into_response())
}
