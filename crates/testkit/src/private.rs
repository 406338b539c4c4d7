//! A PostgreSQL server of one test's own, which the test may kill.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use app::db::Url;
use tokio_postgres::Config;

use crate::{TestDb, database, server};

/// The server; it goes with this process.
pub struct PrivateServer {
    home: PathBuf,
}

impl PrivateServer {
    /// Starts one.
    pub fn start() -> Self {
        Self { home: server::start("listen_addresses = ''", &[]) }
    }

    /// Its database, up to date and empty.
    pub async fn database(&self) -> TestDb {
        let mut config = Config::new();
        config.host_path(&self.home).user("postgres").dbname("postgres");
        database::open(Url::Postgres(Box::new(config.into())), None).await
    }

    /// Kills it with all its processes: none of them gets to write another byte. The first is stopped before the
    /// others die, so that it doesn't see them go and tidy up. While one of them is still dying it keeps the memory
    /// they share, and no other server starts there.
    pub fn kill(&self) {
        self.sh(r#"pid=$(head -1 "$home/data/postmaster.pid"); kill -STOP "$pid"; others=$(pgrep -P "$pid")
               kill -KILL $others "$pid"
               for one in $others "$pid"; do while kill -0 "$one" 2>/dev/null; do sleep 0.01; done; done"#);
    }

    /// Starts it again: it recovers from its log what it had acknowledged.
    pub fn restart(&self) {
        self.sh(r#"run "$bin/pg_ctl" -D "$home/data" -w -l "$home/log" -o "$options" start"#);
    }

    fn sh(&self, script: &str) {
        let done = Command::new("sh")
            .args(["-c", &server::script(script), "sh"])
            .args([server::installed(), self.home.clone()])
            .current_dir("/")
            .stdout(Stdio::null())
            .status();
        assert!(done.is_ok_and(|status| status.success()), "{script}");
    }
}
