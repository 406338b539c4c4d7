//! A program that calls the API over a connection of its own.

use std::io;

use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// A connection, with the key that it shows.
pub(crate) struct Client {
    stream: TcpStream,
    address: String,
    key: String,
    /// What came and isn't read yet.
    rest: Vec<u8>,
}

impl Client {
    pub(crate) async fn connect(address: &str, key: &str) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, address: address.to_owned(), key: key.to_owned(), rest: Vec::new() })
    }

    pub(crate) async fn get(&mut self, path: &str) -> io::Result<(u16, Value)> {
        self.send("GET", path, "", "").await
    }

    /// A change, by its idempotency key.
    pub(crate) async fn post(&mut self, path: &str, once: &str, body: &Value) -> io::Result<(u16, Value)> {
        self.send("POST", path, &format!("idempotency-key: {once}\r\n"), &body.to_string()).await
    }

    async fn send(&mut self, method: &str, path: &str, more: &str, body: &str) -> io::Result<(u16, Value)> {
        let (address, key, length) = (&self.address, &self.key, body.len());
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {key}\r\n\
             content-type: application/json\r\ncontent-length: {length}\r\n{more}\r\n{body}"
        );
        self.stream.write_all(request.as_bytes()).await?;
        self.answer().await
    }

    /// An answer, whole; an error when the connection ends before.
    async fn answer(&mut self) -> io::Result<(u16, Value)> {
        let head = loop {
            if let Some(end) = self.rest.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                break end + 4;
            }
            self.more().await?;
        };
        let text = String::from_utf8_lossy(&self.rest[..head]).to_lowercase();
        let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap();
        let length = text.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()).unwrap();
        let end = head + length.parse::<usize>().unwrap();
        while self.rest.len() < end {
            self.more().await?;
        }
        let body = serde_json::from_slice(&self.rest[head..end])?;
        self.rest.drain(..end);
        Ok((status, body))
    }

    async fn more(&mut self) -> io::Result<()> {
        match self.stream.read_buf(&mut self.rest).await? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }
}
