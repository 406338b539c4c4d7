//! A private PostgreSQL server for one test process.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use tokio_postgres::Config;

/// Where to connect as the owner: `ALLO_TEST_POSTGRES`, or a server that this process has started for itself.
pub(crate) fn config() -> &'static Config {
    static CONFIG: OnceLock<Config> = OnceLock::new();
    CONFIG.get_or_init(|| match std::env::var("ALLO_TEST_POSTGRES") {
        Ok(url) => url
            .parse()
            .expect("ALLO_TEST_POSTGRES is an address such as postgres://postgres@localhost/postgres"),
        Err(_) => own(),
    })
}

/// A server of this process's own, reachable by a Unix socket in its directory and by nothing else.
fn own() -> Config {
    let home = start("listen_addresses = ''", &[]);
    let mut config = Config::new();
    config.host_path(&home).user("postgres").dbname("postgres");
    config
}

/// Starts a server in a directory of its own, with a Unix socket there. A watcher stops it and clears the directory
/// once this process is gone, however it went. `more` goes to its configuration, `files` beside it.
pub(crate) fn start(more: &str, files: &[(&str, &str)]) -> PathBuf {
    let bin = installed();
    let home = tempfile::Builder::new().prefix("allo-pg-").tempdir().expect("a temporary directory").keep();
    std::fs::create_dir(home.join("files")).expect("a directory");
    for (name, text) in files {
        std::fs::write(home.join("files").join(name), text).expect("a file");
    }
    let script = script(
        r#"
        if [ "$(id -u)" = 0 ]; then chown postgres "$home"; fi
        run "$bin/initdb" -D "$home/data" -U postgres --auth=trust -E UTF8 --no-locale >"$home/initdb.log"
        printf '%s' "$more" >>"$home/data/postgresql.conf"
        for file in "$home"/files/*; do
            if [ -f "$file" ]; then run install -m 600 "$file" "$home/data/"; fi
        done
        run "$bin/pg_ctl" -D "$home/data" -w -l "$home/log" -o "$options" start >/dev/null
        (
            while kill -0 "$owner" 2>/dev/null; do sleep 1; done
            run "$bin/pg_ctl" -D "$home/data" -m immediate stop
            rm -rf "$home"
        ) </dev/null >/dev/null 2>&1 &
    "#,
    );
    let started = Command::new("sh")
        .args(["-c", &script, "sh"])
        .args([bin.as_path(), home.as_path(), Path::new(&std::process::id().to_string())])
        .arg(format!("{more}\n"))
        .current_dir("/")
        .stdout(Stdio::null())
        .status();
    assert!(
        started.is_ok_and(|status| status.success()),
        "the private PostgreSQL did not start; its log is in {}",
        home.display()
    );
    home
}

/// A shell script about a server, with its names: `run` runs as whoever may run a server, `options` are what it is
/// started with.
pub(crate) fn script(body: &str) -> String {
    const NAMES: &str = r#"
        set -e
        bin=$1 home=$2 owner=$3 more=$4
        options="-k $home -c max_connections=300 -c shared_buffers=128MB"
        if [ "$(id -u)" = 0 ]; then run() { runuser -u postgres -- "$@"; }; else run() { "$@"; }; fi
    "#;
    format!("{NAMES}{body}")
}

/// The newest PostgreSQL of this machine.
pub(crate) fn installed() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| {
            let bin = entry.path().join("bin");
            let version = entry.file_name().to_str()?.parse().ok()?;
            bin.join("initdb").exists().then_some((version, bin))
        })
        .collect();
    found.sort();
    found.pop().map(|(_, bin)| bin).expect(
        "these tests need a PostgreSQL server: install it (apt-get install postgresql), name one in \
         ALLO_TEST_POSTGRES, or set ALLO_TEST_ENGINES=sqlite to leave it out",
    )
}
