//! A mail server that takes everything, strictly by RFC 5321, and keeps it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A mail that was taken.
#[derive(Clone, Debug)]
pub struct Taken {
    /// To whom.
    pub to: Vec<String>,
    /// All of it, without what the protocol adds.
    pub mail: String,
    /// When it became ours: right before we said so.
    pub at: Instant,
}

impl Taken {
    /// What stands in a header, where it has one.
    pub fn header(&self, name: &str) -> Option<String> {
        let head = self.mail.split("\r\n\r\n").next()?.replace("\r\n ", " ");
        let line = head
            .lines()
            .find(|line| line.to_lowercase().starts_with(&format!("{}:", name.to_lowercase())))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    }
}

/// The server, for as long as the test's runtime lasts.
pub struct MailServer {
    /// Where it listens, as a setting: `smtp://127.0.0.1:PORT`.
    pub url: String,
    taken: Arc<Mutex<Vec<Taken>>>,
}

#[expect(clippy::missing_panics_doc, reason = "a server that can't be started fails the test")]
impl MailServer {
    /// Opens it. It takes so long to say that it has taken a mail: time in which its sender may die.
    pub async fn open(slowness: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("smtp://{}", listener.local_addr().expect("an address"));
        let taken = Arc::new(Mutex::new(Vec::new()));
        let kept = taken.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let kept = kept.clone();
                // A sender that dies breaks its connection; what it had handed over stays.
                tokio::spawn(async move { session(stream, &kept, slowness).await.ok() });
            }
        });
        Self { url, taken }
    }

    /// Everything it has taken so far, in order.
    pub fn taken(&self) -> Vec<Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

async fn session(stream: TcpStream, kept: &Mutex<Vec<Taken>>, slowness: Duration) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 mailbox.test ESMTP\r\n").await?;
    let (mut greeted, mut from, mut to) = (false, false, Vec::new());
    while let Some(line) = command(&mut stream).await? {
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        let said = match verb.as_str() {
            "EHLO" => {
                greeted = true;
                "250-mailbox.test\r\n250-8BITMIME\r\n250 SIZE 10000000"
            }
            "MAIL" if greeted && !from => {
                from = true;
                "250 OK"
            }
            "RCPT" if from => {
                to.extend(
                    line.split_once('<')
                        .and_then(|(_, rest)| rest.split_once('>'))
                        .map(|(to, _)| to.to_owned()),
                );
                "250 OK"
            }
            "DATA" if !to.is_empty() => {
                stream.write_all(b"354 go on\r\n").await?;
                let Some(mail) = data(&mut stream).await? else { return Ok(()) };
                let taken = Taken { to: std::mem::take(&mut to), mail, at: Instant::now() };
                kept.lock().unwrap_or_else(PoisonError::into_inner).push(taken);
                from = false;
                tokio::time::sleep(slowness).await;
                "250 taken"
            }
            "RSET" => {
                (from, to) = (false, Vec::new());
                "250 OK"
            }
            "NOOP" => "250 OK",
            "QUIT" => {
                stream.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => "503 not now",
        };
        stream.write_all(said.as_bytes()).await?;
        stream.write_all(b"\r\n").await?;
    }
    Ok(())
}

/// A line without its end; nothing once the connection is over, or when it doesn't end as lines do.
async fn command(stream: &mut BufReader<TcpStream>) -> std::io::Result<Option<String>> {
    let mut line = Vec::new();
    stream.read_until(b'\n', &mut line).await?;
    let text = line.strip_suffix(b"\r\n").and_then(|line| std::str::from_utf8(line).ok());
    Ok(text.map(str::to_owned))
}

/// A mail up to the line that is one dot; a dot before another is the protocol's.
async fn data(stream: &mut BufReader<TcpStream>) -> std::io::Result<Option<String>> {
    let mut mail = String::new();
    loop {
        let Some(line) = command(stream).await? else { return Ok(None) };
        if line == "." {
            return Ok(Some(mail));
        }
        mail.push_str(line.strip_prefix('.').unwrap_or(&line));
        mail.push_str("\r\n");
    }
}
