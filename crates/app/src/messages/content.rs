//! What a message says, in the patient's language: a mail with its page and its entry for a calendar, or a short text.

use askama::Template;
use domain::Lang;
use domain::practice::Practice;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::invite::Method;
use super::kind::{Channel, Kind};
use crate::pages::{dates, words};

/// What a message says. It is kept sealed, so that what is sent once more says the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// What it is called; a text message has none.
    pub subject: String,
    /// All of it, as text.
    pub text: String,
    /// The same as a page.
    pub html: Option<String>,
    /// The entry for a calendar.
    pub invite: Option<String>,
    /// What becomes of that entry; of what was kept before this was, it is put in.
    #[serde(default)]
    pub method: Method,
}

/// What is told of.
pub(super) struct Told<'a> {
    pub(super) kind: Kind,
    pub(super) practice: &'a Practice,
    pub(super) lang: Lang,
    /// When the appointment is.
    pub(super) start: Option<Timestamp>,
    /// With whom.
    pub(super) practitioner: Option<&'a str>,
    /// What the patient has to know.
    pub(super) instructions: Option<&'a str>,
    /// Where they change it, or where the staff sees what waits.
    pub(super) link: Option<&'a str>,
    /// The code, or what waits.
    pub(super) what: Option<&'a str>,
    pub(super) invite: Option<(Method, String)>,
}

/// A letter on its page.
#[derive(Template)]
#[template(path = "mail/letter.html")]
struct Page<'a> {
    letter: &'a Letter<'a>,
}

/// The same as text.
#[derive(Template)]
#[template(path = "mail/letter.txt", escape = "none")]
struct Plain<'a> {
    letter: &'a Letter<'a>,
}

/// What stands in a letter.
struct Letter<'a> {
    lang: &'static str,
    practice: &'a str,
    title: String,
    text: String,
    code: Option<&'a str>,
    /// A name and a value each.
    facts: Vec<(&'static str, String)>,
    instructions: Option<&'a str>,
    link: Option<(&'static str, &'a str)>,
    to_patient: bool,
    foot: String,
    /// That whoever has the link may use it.
    warning: &'static str,
}

impl Told<'_> {
    /// What is said by this channel.
    pub(super) fn by(self, channel: Channel) -> Result<Content, askama::Error> {
        match channel {
            Channel::Email => self.mail(),
            Channel::Sms => Ok(Content { text: self.sms(), ..Content::default() }),
        }
    }

    fn mail(self) -> Result<Content, askama::Error> {
        let letter = self.letter();
        let subject = self.filled("subject");
        let (text, html) = (Plain { letter: &letter }.render()?, Page { letter: &letter }.render()?);
        let (method, invite) = self.invite.unzip();
        Ok(Content { subject, text, html: Some(html), invite, method: method.unwrap_or_default() })
    }

    fn letter(&self) -> Letter<'_> {
        let word = |key: &str| words::word(self.lang, key);
        let tenant = &self.practice.tenant;
        let zone = tenant.zone();
        let to_practice = self.kind == Kind::Request;
        let mut facts = Vec::new();
        if let Some(start) = self.start {
            facts.push((word("mail.when"), dates::moment(self.lang, zone, start)));
        }
        facts.extend(self.practitioner.map(|name| (word("mail.with"), name.to_owned())));
        if self.start.is_some() && !self.kind.ends() {
            facts.extend(tenant.address.as_ref().map(|place| (word("mail.place"), place.clone())));
        }
        let phone = tenant.phone.as_ref().map(|phone| phone.written().replace(' ', "\u{a0}"));
        if !to_practice {
            facts.extend(phone.map(|phone| (word("mail.phone"), phone)));
        }
        let link_name = word(if to_practice { "mail.to_console" } else { "mail.to_link" });
        Letter {
            lang: self.lang.tag(),
            practice: &tenant.name,
            title: self.filled("title"),
            text: self.filled("text"),
            code: self.what.filter(|_| self.kind == Kind::Code),
            facts,
            instructions: self.instructions.filter(|_| self.kind.stands()),
            link: self.link.map(|link| (link_name, link)),
            to_patient: !to_practice,
            foot: words::fill(self.lang, "mail.foot", &[("practice", &tenant.name)]),
            warning: word("mail.warning"),
        }
    }

    /// A text message: within 160 letters where names and links allow, all of them of the plain alphabet.
    fn sms(&self) -> String {
        let zone = self.practice.tenant.zone();
        let when = self.start.map(|at| dates::brief(self.lang, zone, at)).unwrap_or_default();
        let name: String = self.practice.tenant.name.chars().take(40).collect();
        let told = [("practice", name.trim()), ("when", &when), ("what", self.what.unwrap_or_default())];
        let text = words::fill(self.lang, &format!("mail.{}_sms", self.kind.name()), &told);
        let more = self.link.filter(|_| self.kind != Kind::Request);
        let more = more.map(|link| words::fill(self.lang, "mail.link_sms", &[("link", link)]));
        plain(&[text, more.unwrap_or_default()].join(" ")).trim().to_owned()
    }

    fn filled(&self, part: &str) -> String {
        let told =
            [("practice", self.practice.tenant.name.as_str()), ("what", self.what.unwrap_or_default())];
        words::fill(self.lang, &format!("mail.{}_{part}", self.kind.name()), &told)
    }
}

/// The letters of GSM 03.38 that one needs a single place for, beside those of ASCII that it has.
const PLAIN: &str = "@£$¥èéùìòÇØøÅåÄÖÑÜ§¿äöñüàΔΦΓΛΩΠΨΣΘΞÆæßÉ¡¤";

/// What of ASCII it hasn't, or only by two places.
const NOT_PLAIN: &str = "[\\]^`{|}~";

/// A text in that alphabet: one letter outside it would halve how many fit.
fn plain(text: &str) -> String {
    text.chars()
        .filter_map(|letter| match letter {
            '\u{a0}' | '\u{202f}' | '\n' => Some(' '),
            '’' | '‘' | '`' => Some('\''),
            '«' | '»' | '“' | '”' => Some('"'),
            '–' | '—' | '~' => Some('-'),
            'ê' | 'ë' => Some('e'),
            'Ê' | 'È' | 'Ë' => Some('E'),
            'â' | 'á' | 'ã' => Some('a'),
            'À' | 'Â' => Some('A'),
            'î' | 'ï' | 'í' => Some('i'),
            'Î' | 'Ï' => Some('I'),
            'ô' | 'ó' | 'õ' => Some('o'),
            'Ô' => Some('O'),
            'û' | 'ú' => Some('u'),
            'ç' => Some('c'),
            'ÿ' => Some('y'),
            letter if PLAIN.contains(letter) => Some(letter),
            letter if letter.is_ascii() && !letter.is_ascii_control() && !NOT_PLAIN.contains(letter) => {
                Some(letter)
            }
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(practice: &Practice, kind: Kind, lang: Lang) -> Told<'_> {
        let token = "x".repeat(43);
        let link: &'static str = Box::leak(format!("https://allo.example.org/r/{token}").into_boxed_str());
        Told {
            kind,
            practice,
            lang,
            start: "2026-08-12T07:20:00Z".parse().ok(),
            practitioner: Some("Dr Claire Martin"),
            instructions: None,
            link: kind.stands().then_some(link),
            what: (kind == Kind::Code).then_some("482173"),
            invite: None,
        }
    }

    fn demo() -> Practice {
        let text = include_str!("../../../../practices/cabinet-des-lilas.yaml");
        Practice::parse(text, "cabinet-des-lilas.yaml").unwrap()
    }

    #[test]
    fn a_text_message_is_one_of_160_letters() {
        let practice = demo();
        for lang in Lang::ALL {
            for kind in Kind::ALL {
                let text = told(&practice, *kind, lang).by(Channel::Sms).unwrap().text;
                assert!(text.chars().count() <= 160, "{} {text}", text.chars().count());
                assert!(!text.contains('{') && text == plain(&text), "{text}");
                assert!(kind.stands() == text.contains("/r/x"), "{text}");
            }
        }
    }

    #[test]
    fn a_letter_says_what_there_is_to_know() {
        let practice = demo();
        for lang in Lang::ALL {
            for kind in Kind::ALL {
                let content = told(&practice, *kind, lang).by(Channel::Email).unwrap();
                let (text, html) = (content.text, content.html.unwrap());
                assert!(!content.subject.is_empty() && !content.subject.contains('{'), "{}", content.subject);
                for said in [&text, &html] {
                    assert!(said.contains("Cabinet médical des Lilas"), "{said}");
                    assert_eq!(said.contains("482173"), *kind == Kind::Code);
                    assert_eq!(said.contains("/r/x"), kind.stands(), "{said}");
                }
                assert!(!content.subject.contains("482173"), "a code isn't read over a shoulder");
            }
        }
    }

    /// D7: what a practice is called makes no markup.
    #[test]
    fn d7_a_name_is_text_in_a_letter() {
        let mut practice = demo();
        practice.tenant.name = "<script>alert(1)</script> & Co".to_owned();
        let content = told(&practice, Kind::Confirmation, Lang::Fr).by(Channel::Email).unwrap();
        let html = content.html.unwrap();
        assert!(!html.contains("<script>") && html.contains("&#60;script&#62;"), "{html}");
    }
}
