//! What work costs in processor time, which tells more than a rate on a machine that does other things too.
//!
//! Linux counts it in hundredths of a second: for a process, and for the children it has outlived. A server is counted
//! when it runs on this machine.

use std::error::Error;
use std::fs;

use app::db::Url;
use tokio_postgres::NoTls;

/// Which processes are counted.
pub(crate) struct Meter {
    /// The first of the server's processes, whose children the others are.
    server: Option<u32>,
}

impl Meter {
    pub(crate) async fn of(url: &Url) -> Result<Self, Box<dyn Error>> {
        let Url::Postgres(server) = url else { return Ok(Self { server: None }) };
        let (client, connection) = server.connect(NoTls).await?;
        tokio::spawn(connection);
        let ours: i32 = client.query_one("SELECT pg_backend_pid()", &[]).await?.get(0);
        Ok(Self { server: stat(&ours.to_string()).map(|stat| stat.parent) })
    }

    /// Milliseconds so far.
    pub(crate) fn millis(&self) -> u64 {
        let server = self.server.map_or(0, |first| {
            let first = first.to_string();
            let children =
                processes().filter_map(|id| stat(&id)).filter(|stat| stat.parent.to_string() == first);
            children.map(|stat| stat.own).sum::<u64>()
                + stat(&first).map_or(0, |stat| stat.own + stat.outlived)
        });
        10 * (stat("self").map_or(0, |stat| stat.own) + server)
    }
}

/// A process: whose child it is, and the hundredths of a second that it and its dead children took.
struct Stat {
    parent: u32,
    own: u64,
    outlived: u64,
}

fn stat(process: &str) -> Option<Stat> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // Behind the name, which may hold anything: the state, the parent, and from the twelfth on the times.
    let fields: Vec<&str> = text.rsplit_once(") ")?.1.split(' ').collect();
    let at = |n: usize| fields.get(n)?.parse::<u64>().ok();
    Some(Stat { parent: fields.get(1)?.parse().ok()?, own: at(11)? + at(12)?, outlived: at(13)? + at(14)? })
}

fn processes() -> impl Iterator<Item = String> {
    let all = fs::read_dir("/proc").into_iter().flatten().flatten();
    all.filter_map(|entry| entry.file_name().into_string().ok()).filter(|name| name.parse::<u32>().is_ok())
}
