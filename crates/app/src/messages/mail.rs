//! E-mail: how a message becomes one, and the server that takes it.

use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use lettre::address::{Address, AddressError};
use lettre::message::header::{ContentDisposition, ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, MultiPartKind, SinglePart};
use lettre::transport::smtp::{self, AsyncSmtpTransport};
use lettre::{AsyncTransport as _, Message as Mail, Tokio1Executor};
use uuid::Uuid;

use super::content::Content;
use super::post::Trouble;

/// How long a server may take to be connected to. All of a message has a limit of its own, where it is sent.
const PATIENCE: Duration = Duration::from_secs(10);

/// Replies after which it is of no use to try again: there is no such mailbox, or it takes nothing from us.
const FOR_GOOD: [u16; 5] = [521, 550, 551, 553, 556];

/// Why a mail server can't be used as it was set.
#[derive(Debug, thiserror::Error)]
pub enum InvalidServer {
    /// Its address says nothing that can be connected to.
    #[error("smtps://user:password@host:465 or smtp://user:password@host:587 is expected")]
    Url,
    /// It would be spoken to in the clear.
    #[error("a mail server on another machine is spoken to with TLS: leave `tls` out of its address")]
    InTheClear,
    /// What messages are from is no address.
    #[error("the address that messages come from: {0}")]
    From(#[from] AddressError),
}

/// A server that takes our mail, by SMTP (RFC 5321).
#[derive(Clone, Debug)]
pub struct Server {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    pub(super) from: Address,
}

impl Server {
    /// A server by its address, and what messages come from. `smtps://` begins with TLS; with `smtp://`, STARTTLS is
    /// insisted on, unless the server is on this machine.
    pub fn new(url: &str, from: &str) -> Result<Self, InvalidServer> {
        let from = from.parse()?;
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(&secured(url)?);
        let transport = builder.map_err(|_| InvalidServer::Url)?.timeout(Some(PATIENCE)).build();
        Ok(Self { transport, from })
    }

    /// Whether the server answers, and lets us in.
    pub async fn answers(&self) -> Result<bool, String> {
        self.transport.test_connection().await.map_err(|error| trouble(&error).why)
    }

    /// Hands a message over. Once this returns, it is the server's.
    pub(super) async fn send(&self, mail: Mail) -> Result<(), Trouble> {
        self.transport.send(mail).await.map(drop).map_err(|error| trouble(&error))
    }
}

/// The address with what keeps a conversation with another machine from being overheard.
fn secured(url: &str) -> Result<String, InvalidServer> {
    let (scheme, rest) = url.split_once("://").ok_or(InvalidServer::Url)?;
    let (place, options) = rest.split_once('?').unwrap_or((rest, ""));
    let host = place.rsplit_once('@').map_or(place, |(_, host)| host);
    let host = host.trim_end_matches('/');
    let name = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()));
    let name = name.map_or(host, |(name, _)| name).trim_matches(['[', ']']);
    let here = name == "localhost" || name.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback());
    match (scheme, options) {
        _ if name.is_empty() => Err(InvalidServer::Url),
        ("smtps", "") => Ok(url.to_owned()),
        ("smtp", "") if here => Ok(url.to_owned()),
        ("smtp", "" | "tls=required") => Ok(format!("smtp://{place}?tls=required")),
        ("smtp" | "smtps", _) => Err(InvalidServer::InTheClear),
        _ => Err(InvalidServer::Url),
    }
}

/// What went wrong, without the server's own words, which may hold an address.
fn trouble(error: &smtp::Error) -> Trouble {
    let Some(code) = error.status() else {
        let why = if error.is_timeout() { "mail_timed_out" } else { "mail_unreachable" };
        return Trouble { for_good: false, why: why.to_owned() };
    };
    let code: u16 = code.into();
    Trouble { for_good: FOR_GOOD.contains(&code), why: format!("mail_refused {code}") }
}

/// What a mail is made of beside what it says.
pub(super) struct Envelope<'a> {
    /// Which message: the same bytes are the same mail, however often they are sent.
    pub(super) id: Uuid,
    /// How often the staff had it sent once more: each is a mail of its own.
    pub(super) nth: u32,
    /// When it was written.
    pub(super) at: Timestamp,
    pub(super) from: (&'a str, &'a Address),
    pub(super) to: (Option<&'a str>, &'a str),
    /// Where an answer goes.
    pub(super) reply_to: Option<&'a str>,
}

impl Envelope<'_> {
    /// By what the mail is known everywhere (RFC 5322, section 3.6.4).
    pub(super) fn message_id(&self) -> String {
        let host = self.from.1.domain();
        if self.nth == 0 {
            format!("<{}@{host}>", self.id)
        } else {
            format!("<{}.{}@{host}>", self.id, self.nth)
        }
    }

    /// The mail itself.
    pub(super) fn with(&self, content: &Content) -> Result<Mail, Trouble> {
        let unfit = |_| Trouble { for_good: true, why: "bad_address".to_owned() };
        let to: Address = self.to.1.parse().map_err(unfit)?;
        let mailbox = |name: Option<&str>, address: Address| {
            let name: Option<String> = name.map(|name| name.chars().filter(|c| !c.is_control()).collect());
            Mailbox::new(name, address)
        };
        let mut mail = Mail::builder()
            .message_id(Some(self.message_id()))
            .date(system_time(self.at))
            .from(mailbox(Some(self.from.0), self.from.1.clone()))
            .to(mailbox(self.to.0, to))
            .subject(content.subject.replace(['\r', '\n'], " "))
            .header(AutoSubmitted);
        if let Some(address) = self.reply_to.and_then(|address| address.parse().ok()) {
            mail = mail.reply_to(mailbox(Some(self.from.0), address));
        }
        let unmade = |_| Trouble { for_good: true, why: "mail_unmade".to_owned() };
        mail.multipart(self.body(content)).map_err(unmade)
    }

    /// The text, the same as a page, and the entry for a calendar: to be read as such, and as a file.
    fn body(&self, content: &Content) -> MultiPart {
        let boundary = |part: &str| format!("{part}.{}.{}", self.id.simple(), self.nth);
        let kind = |text: &str| ContentType::parse(text).unwrap_or(ContentType::TEXT_PLAIN);
        let part = |of: &str, body: &str| SinglePart::builder().header(kind(of)).body(body.to_owned());
        let alternative = MultiPart::builder().kind(MultiPartKind::Alternative).boundary(boundary("a"));
        let said = alternative.singlepart(SinglePart::plain(content.text.clone()));
        let said = match &content.html {
            Some(html) => said.singlepart(SinglePart::html(html.clone())),
            None => said,
        };
        let Some(invite) = &content.invite else { return said };
        let method = content.method.name();
        let said = said.singlepart(part(&format!("text/calendar; charset=utf-8; method={method}"), invite));
        let file = SinglePart::builder()
            .header(kind("application/ics; name=\"rendez-vous.ics\""))
            .header(ContentDisposition::attachment("rendez-vous.ics"))
            .body(invite.clone());
        let mixed = MultiPart::builder().kind(MultiPartKind::Mixed).boundary(boundary("m"));
        mixed.multipart(said).singlepart(file)
    }
}

/// An instant as the library takes it; of before 1970, where no mail is from, the beginning.
fn system_time(at: Timestamp) -> SystemTime {
    let since = Duration::from_secs(u64::try_from(at.as_second()).unwrap_or_default());
    SystemTime::UNIX_EPOCH.checked_add(since).unwrap_or(SystemTime::UNIX_EPOCH)
}

/// Says that no person sent it, so that no absence note answers (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Method;

    #[test]
    fn another_machine_is_never_spoken_to_in_the_clear() {
        for (url, used) in [
            ("smtp://127.0.0.1:2525", Some("smtp://127.0.0.1:2525")),
            ("smtp://[::1]:2525", Some("smtp://[::1]:2525")),
            ("smtp://localhost", Some("smtp://localhost")),
            ("smtp://a:b@mail.example.org:587", Some("smtp://a:b@mail.example.org:587?tls=required")),
            ("smtp://mail.example.org?tls=required", Some("smtp://mail.example.org?tls=required")),
            ("smtps://a:b@mail.example.org:465", Some("smtps://a:b@mail.example.org:465")),
            ("smtp://mail.example.org?tls=opportunistic", None),
            ("smtp://localhost@mail.example.org?x", None),
            ("http://mail.example.org", None),
            ("smtp://", None),
            ("mail.example.org", None),
        ] {
            assert_eq!(secured(url).ok().as_deref(), used, "{url}");
        }
        assert_eq!(
            secured("smtp://localhost@mail.example.org").unwrap(),
            "smtp://localhost@mail.example.org?tls=required"
        );
    }

    /// D7: no name, subject or address makes a header of its own.
    #[test]
    fn d7_nothing_that_is_said_makes_a_header() {
        let evil = "Jeanne\r\nBcc: all@evil.example\r\n\r\nbody";
        let from: Address = "rdv@example.org".parse().unwrap();
        let envelope = |to: &'static str| Envelope {
            id: Uuid::nil(),
            nth: 0,
            at: Timestamp::UNIX_EPOCH,
            from: (evil, &from),
            to: (Some(evil), to),
            reply_to: Some("x@example.org\r\nBcc: all@evil.example"),
        };
        let content = Content { subject: evil.to_owned(), text: evil.to_owned(), ..Content::default() };
        let mail = String::from_utf8(envelope("j@example.org").with(&content).unwrap().formatted()).unwrap();
        let head = mail.split("\r\n\r\n").next().unwrap();
        assert!(!head.lines().any(|line| line.to_lowercase().starts_with("bcc")), "{head}");
        assert_eq!(head.lines().filter(|line| line.starts_with("To:")).count(), 1);
        let refused = envelope("j@example.org\r\nRCPT TO:<x@evil.example>").with(&content);
        assert!(refused.is_err_and(|trouble| trouble.for_good));
    }

    /// What a practice is called doesn't take its appointments out of calendars.
    #[test]
    fn a_name_is_no_method() {
        let from: Address = "rdv@example.org".parse().unwrap();
        let invite = Some("METHOD:REQUEST\r\nSUMMARY:Cabinet METHOD:CANCEL\r\n".to_owned());
        let content = Content { invite, method: Method::Request, ..Content::default() };
        let (id, at) = (Uuid::nil(), Timestamp::UNIX_EPOCH);
        let to = (None, "j@example.org");
        let envelope = Envelope { id, nth: 0, at, from: ("Cabinet", &from), to, reply_to: None };
        let mail = String::from_utf8(envelope.with(&content).unwrap().formatted()).unwrap();
        assert!(mail.contains("method=REQUEST") && !mail.contains("method=CANCEL"), "{mail}");
    }

    #[test]
    fn the_same_message_is_the_same_bytes() {
        let from: Address = "rdv@example.org".parse().unwrap();
        let content = Content {
            subject: "Rendez-vous confirmé".to_owned(),
            text: "À bientôt".to_owned(),
            html: Some("<p>À bientôt</p>".to_owned()),
            invite: Some("BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n".to_owned()),
            method: Method::Cancel,
        };
        let mail = |nth| {
            let (at, to) = (Timestamp::UNIX_EPOCH, (Some("Jeanne Petit"), "j@example.org"));
            let envelope =
                Envelope { id: Uuid::nil(), nth, at, from: ("Cabinet", &from), to, reply_to: None };
            String::from_utf8(envelope.with(&content).unwrap().formatted()).unwrap()
        };
        assert_eq!(mail(0), mail(0));
        assert_ne!(mail(0), mail(1), "what the staff sends once more is another mail");
        assert!(mail(0).contains("method=CANCEL") && mail(0).contains("Auto-Submitted: auto-generated"));
    }
}
