//! The talk page itself.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::ids::TenantSlug;
use domain::practice::Practice;
use domain::{Lang, Phone};
use serde::Deserialize;

use super::{caller, shut};
use crate::hex::hex;
use crate::http::{App, Code, Parameters, Problem};
use crate::{pages, tenants};

/// What the page says, in both languages: the server's and the script's one source.
const WORDS: &str = include_str!("../../assets/words.json");

type Words = BTreeMap<String, BTreeMap<String, String>>;

static TABLE: LazyLock<Words> = LazyLock::new(|| serde_json::from_str(WORDS).unwrap_or_default());

/// The table as it stands in the page: nothing in it can end the element that holds it.
static EMBEDDED: LazyLock<String> = LazyLock::new(|| {
    serde_json::to_string(&*TABLE).unwrap_or_default().replace('<', "\\u003c").replace('>', "\\u003e")
});

/// A text of the page.
pub(super) fn word(lang: Lang, key: &str) -> &'static str {
    TABLE.get(lang.tag()).and_then(|words| words.get(key)).map_or("", String::as_str)
}

#[derive(Template)]
#[template(path = "talk.html")]
struct Page<'a> {
    lang: &'static str,
    languages: Vec<&'static str>,
    name: &'a str,
    slug: &'a str,
    phone: String,
    phone_link: &'a str,
    demo: bool,
    /// Whether a copy of the practice is called, by its staff.
    test: bool,
    nonce: String,
    words: &'static str,
}

impl<'a> Page<'a> {
    fn of(app: &App, practice: &'a Practice, lang: Lang) -> Self {
        let tenant = &practice.tenant;
        let phone = tenant.phone.as_ref();
        Self {
            lang: lang.tag(),
            languages: tenant.languages.iter().map(|lang| lang.tag()).collect(),
            name: &tenant.name,
            slug: tenant.slug.as_str(),
            phone: phone.map(|phone| phone.written().replace(' ', "\u{a0}")).unwrap_or_default(),
            phone_link: phone.map_or("", Phone::as_str),
            demo: app.settings.demo,
            test: false,
            nonce: hex(&app.dice.bytes::<16>()),
            words: &EMBEDDED,
        }
    }

    fn answer(&self) -> Result<Response, Problem> {
        let text = self.render().map_err(|_| Problem::new(Code::Internal))?;
        let policy =
            HeaderValue::from_str(&pages::policy(&self.nonce)).map_err(|_| Problem::new(Code::Internal))?;
        let devices = HeaderValue::from_static("microphone=(self), camera=(), geolocation=()");
        let answer = [
            (header::CONTENT_SECURITY_POLICY, policy),
            (HeaderName::from_static("permissions-policy"), devices),
        ];
        Ok((answer, Html(text)).into_response())
    }
}

impl Page<'_> {
    /// A text in the page's language.
    fn t(&self, key: &str) -> &'static str {
        word(Lang::from_tag(self.lang).unwrap_or_default(), key)
    }

    /// The heading over what a test call would leave of a kind.
    fn left(&self, kind: &str) -> &'static str {
        self.t(&format!("left_{kind}"))
    }
}

/// What the address of the page may say. Whatever else stands there (a newsletter's tracking, say) is passed over: it is
/// a person who has been given the address.
#[derive(Deserialize)]
pub(super) struct Wanted {
    lang: Option<String>,
}

/// `GET /t/{practice}`.
pub(super) async fn get(
    State(app): State<App>,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
    Parameters(wanted): Parameters<Wanted>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if slug.bytes().any(|letter| letter.is_ascii_uppercase()) {
        return to_page(&slug, query.as_deref()).map(IntoResponse::into_response);
    }
    let (of, practice) = caller::practice(&app, &slug).await?;
    let tenant = &practice.tenant;
    let lang = wanted
        .lang
        .as_deref()
        .and_then(Lang::from_tag)
        .or_else(|| pages::preferred(&headers))
        .filter(|lang| tenant.languages.contains(lang))
        .unwrap_or_else(|| tenant.language());
    let open = tenants::open(&mut app.db.read(of, app.clock.now()).await?).await?;
    match open {
        Ok(()) => Page::of(&app, &practice, lang).answer(),
        Err(closed) => Ok(shut::answer(&app, &practice, lang, closed)),
    }
}

/// The page of a test call: the same, with what would be left beside it.
pub(crate) fn test_page(app: &App, practice: &Practice, lang: Lang) -> Result<Response, Problem> {
    let lang = Some(lang).filter(|lang| practice.tenant.languages.contains(lang));
    let lang = lang.unwrap_or_else(|| practice.tenant.language());
    Page { test: true, demo: false, ..Page::of(app, practice, lang) }.answer()
}

/// `GET /t/{practice}/`: what people type who end every address so.
pub(super) async fn slash(Path(slug): Path<String>, RawQuery(query): RawQuery) -> Result<Redirect, Problem> {
    to_page(&slug, query.as_deref())
}

/// To a practice's page, in which letters its short name was typed: a telephone begins words with a capital. Another
/// spelling is another name, and nobody's until a practice bears it.
fn to_page(typed: &str, query: Option<&str>) -> Result<Redirect, Problem> {
    let slug: TenantSlug = typed.to_ascii_lowercase().parse().map_err(|_| Problem::not_found())?;
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    Ok(Redirect::permanent(&format!("/t/{slug}{query}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_the_same_things() {
        let keys = |lang: &str| TABLE[lang].keys().collect::<Vec<_>>();
        assert_eq!(keys("fr"), keys("en"));
        assert!(TABLE["fr"].len() > 50);
    }

    #[test]
    fn every_text_that_the_page_asks_for_exists() {
        let sources = [
            include_str!("../../templates/talk.html"),
            include_str!("../../templates/home.html"),
            include_str!("../../templates/shut.html"),
            include_str!("../../templates/trouble.html"),
            include_str!("../../assets/talk.js"),
            include_str!("../../assets/table.js"),
            include_str!("../../assets/calendar.js"),
            include_str!("../../assets/days.js"),
            include_str!("../../assets/grid.js"),
            include_str!("../../assets/outcome.js"),
            include_str!("../../assets/requests.js"),
            include_str!("../../assets/transcript.js"),
        ];
        for source in sources {
            for (at, call) in source.match_indices("t(\"") {
                let within_a_word = source[..at].ends_with(|c: char| c.is_alphanumeric());
                let key = source[at + call.len()..].split('"').next().unwrap();
                let whole = key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
                if whole && !within_a_word {
                    assert!(!word(Lang::Fr, key).is_empty(), "no text `{key}`");
                }
            }
        }
    }
}
