//! Where settings come from, and what is refused.

use super::*;

fn environment(pairs: &[(&str, &str)]) -> impl Iterator<Item = (OsString, OsString)> {
    pairs.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect::<Vec<_>>().into_iter()
}

/// What is said of a file with this text, its name aside.
fn refused(text: &[u8]) -> Vec<String> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    let name = file.path().display().to_string();
    let problems =
        Config::load(Some(file.path()), environment(&[]), &[]).err().map_or(Vec::new(), |error| error.0);
    problems.iter().map(|problem| problem.to_string().replace(&name, "allo.toml")).collect()
}

#[test]
fn a_flag_beats_the_environment_which_beats_the_default() {
    let env = [("ALLO_LISTEN", "127.0.0.1:1"), ("PATH", "/bin")];
    let config = Config::load(None, environment(&env), &[]).unwrap();
    assert_eq!(config.get("listen"), "127.0.0.1:1");
    let config = Config::load(None, environment(&env), &[("listen", Some("127.0.0.1:2".into()))]).unwrap();
    assert_eq!(config.get("listen"), "127.0.0.1:2");
    assert!(config.print().contains("# flag --listen"));
    assert!(config.print().contains("# default"));
}

#[test]
fn every_mistake_is_told_at_once() {
    let env = [("ALLO_LISTENER", "x"), ("ALLO_LOG_FORMAT", "xml"), ("ALLO_DATABASE", "mysql://x")];
    let error = Config::load(None, environment(&env), &[]).unwrap_err();
    assert_eq!(error.0.len(), 3, "{error}");
    assert!(error.to_string().contains("did you mean `listen`?"));
}

#[test]
fn a_mistake_in_the_file_is_told_with_its_line_and_what_is_expected() {
    assert_eq!(
        refused(b"# mine\nlistn = \"127.0.0.1:1\"\nlog = 3\n\nlog_format = \"xml\"\n[server]\nport = 1\n"),
        [
            "allo.toml:2: listn: there is no such setting; did you mean `listen`?",
            "allo.toml:3: log: text in quotes is expected, such as log = \"info\", and this is a number",
            "allo.toml:6: server: there is no such setting; there are database, key_file, listen, public_url, proxies, smtp_url, mail_from, sms_key, sms_url, sms_sender, api_per_second, api_burst, stop_seconds, keep_holds_days, keep_jobs_days, keep_dead_jobs_days, keep_answers_days, log, log_format",
            "allo.toml:5: log_format: \"xml\" is no format; text and json are",
        ]
    );
}

#[test]
fn a_relative_path_counts_from_the_file_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("allo.toml");
    let read = |text: &str| {
        std::fs::write(&file, text).unwrap();
        let config = Config::load(Some(&file), environment(&[]), &[]).unwrap();
        (config.get("database").to_owned(), config.get("key_file").to_owned())
    };
    let inside = |name: &str| folder.path().join(name).display().to_string();
    let named = read("database = \"sqlite:data/allo.db\"\nkey_file = \"own.key\"\n");
    assert_eq!(named, (format!("sqlite:{}", inside("data/allo.db")), inside("own.key")));
    let absolute = read("database = \"sqlite:/srv/allo.db\"\nkey_file = \"/etc/allo.key\"\n");
    assert_eq!(absolute, ("sqlite:/srv/allo.db".to_owned(), "/etc/allo.key".to_owned()));
    let left_out = read("log = \"warn\"\n");
    assert_eq!(left_out, (format!("sqlite:{}", inside("allo.db")), inside("allo.key")));
    // What is typed, or stands in the environment, counts from where the command runs.
    let flags = [("database", Some("sqlite:here.db".to_owned()))];
    let config = Config::load(Some(&file), environment(&[("ALLO_KEY_FILE", "here.key")]), &flags).unwrap();
    assert_eq!((config.get("database"), config.get("key_file")), ("sqlite:here.db", "here.key"));
    assert_eq!(refused(b"key_file = \"\"\n").len(), 1);
}

#[test]
fn a_hint_leads_to_the_same_installation_and_tells_no_password() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("l'installation.toml");
    std::fs::write(&file, "log = \"warn\"\n").unwrap();
    let flags = [
        ("database", Some("postgres://allo:hunter2@db/allo".to_owned())),
        ("listen", Some("0.0.0.0:9000".to_owned())),
    ];
    let config = Config::load(Some(&file), environment(&[("ALLO_KEY_FILE", "k")]), &flags).unwrap();
    let path = folder.path().display();
    assert_eq!(
        config.again(),
        format!(r" --config '{path}/l'\''installation.toml' --database 'postgres://allo:…@db/allo'")
    );
    assert_eq!(config.talk_page("lilas"), "http://127.0.0.1:9000/t/lilas");
    let public = [("ALLO_PUBLIC_URL", "https://allo.example.org/")];
    let config = Config::load(None, environment(&public), &[]).unwrap();
    assert_eq!(
        (config.again().as_str(), config.talk_page("a").as_str()),
        ("", "https://allo.example.org/t/a")
    );
}

#[test]
fn a_number_has_bounds_and_needs_no_quotes() {
    for bad in ["0", "-1", "1.5", "many", "100001"] {
        let error = Config::load(None, environment(&[("ALLO_API_BURST", bad)]), &[]).unwrap_err().to_string();
        assert!(error.contains("whole number from 1 to 100000"), "{bad}: {error}");
    }
    let config = Config::load(None, environment(&[("ALLO_API_BURST", "7")]), &[]).unwrap();
    assert_eq!((config.number("api_burst"), config.number("api_per_second")), (7, 50));
    assert_eq!(refused(b"api_burst = 7\nkeep_jobs_days = \"30\"\napi_per_second = 1_000\n"), [""; 0]);
    assert_eq!(
        refused(b"api_burst = true\nkeep_jobs_days = 0\n"),
        [
            "allo.toml:1: api_burst: a number is expected, such as api_burst = 200, and this is true or false",
            "allo.toml:2: keep_jobs_days: \"0\" is not what is expected: a whole number from 1 to 3650",
        ]
    );
}

#[test]
fn a_file_that_is_no_toml_says_where() {
    for (text, expected) in [
        (&b"listen = 127.0.0.1:8080\n"[..], "allo.toml:1: this is not TOML"),
        (b"log = \"info\"\nlog = \"warn\"\n", "allo.toml:2: this is not TOML: duplicate key"),
        (b"log = \"info\"\n\xe9t\xe9\n", "allo.toml:2: this is not UTF-8 text (byte 0xE9)"),
        (b"\0\0\0", "allo.toml:1: "),
        (b"a = [[[[[[[[[[[[[[[[", "allo.toml:1: "),
    ] {
        let found = refused(text);
        assert!(found[0].starts_with(expected), "{found:?} should begin with {expected}");
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].len() < 300 && found[0].lines().count() == 1, "{found:?}");
    }
    assert_eq!(
        refused(b"\xef\xbb\xbflog = \"warn\"\r\n"),
        Vec::<String>::new(),
        "a byte order mark and CRLF are fine"
    );
}

#[test]
fn every_value_is_looked_at() {
    for (key, bad, good) in [
        (
            "DATABASE",
            vec!["", "allo.db", "mysql://x", "sqlite:", "postgres://h:port/d"],
            vec!["sqlite:a.db", "postgres://u@h/d"],
        ),
        ("KEY_FILE", vec!["", "  "], vec!["allo.key"]),
        (
            "LISTEN",
            vec!["", "8080", "127.0.0.1", "127.0.0.1:99999", "localhost:80", "1.2.3:4"],
            vec!["0.0.0.0:80", "[::1]:8080"],
        ),
        (
            "PUBLIC_URL",
            vec![
                "allo.example.org",
                "ftp://x",
                "https://",
                "https://a b",
                "https://a/b",
                "https://a?b",
                "https://u@a",
                "https://a:b:c",
            ],
            vec!["", "https://allo.example.org", "http://10.0.0.1:8080/", "https://[::1]:8443"],
        ),
        (
            "LOG",
            vec!["", "loud", "info,", "app=", "app=loud", "=info", "info;debug", "[span]=info"],
            vec!["info", "WARN", "off", "warn,app=debug", "info,app::talk=trace"],
        ),
        ("LOG_FORMAT", vec!["", "xml", "JSON"], vec!["text", "json"]),
    ] {
        let name = format!("ALLO_{key}");
        let load = |value: &str| Config::load(None, environment(&[(&name, value)]), &[]);
        for value in good {
            assert!(load(value).is_ok(), "{key} = {value:?}");
        }
        for value in bad {
            let error = load(value).unwrap_err();
            assert_eq!(error.0.len(), 1, "{key} = {value:?}");
            assert!(
                error.0[0].to_string().starts_with(&format!("environment {name}: {}: ", key.to_lowercase()))
            );
        }
    }
}

#[cfg(unix)]
#[test]
fn only_our_own_variables_must_be_text() {
    use std::os::unix::ffi::OsStringExt as _;
    let bad = || OsString::from_vec(vec![b'a', 0xff]);
    assert!(Config::load(None, [("OTHER".into(), bad()), (bad(), "x".into())].into_iter(), &[]).is_ok());
    let error = Config::load(None, [("ALLO_LOG".into(), bad())].into_iter(), &[]).unwrap_err();
    assert_eq!(error.0[0].to_string(), "environment ALLO_LOG: this is not UTF-8 text");
}

#[test]
fn secrets_may_come_from_files_and_are_never_printed() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "postgres://allo:hunter2@db/allo\n").unwrap();
    let path = file.path().to_str().unwrap();
    let config = Config::load(None, environment(&[("ALLO_DATABASE_FILE", path)]), &[]).unwrap();
    assert_eq!(config.get("database"), "postgres://allo:hunter2@db/allo");
    assert!(!config.print().contains("hunter2"));
    let url = "postgres://db/allo?user=allo&password=hunter2";
    let config = Config::load(None, environment(&[("ALLO_DATABASE", url)]), &[]).unwrap();
    assert!(!config.print().contains("hunter2"));
    let both = [("ALLO_DATABASE", "sqlite:a"), ("ALLO_DATABASE_FILE", path)];
    let both = Config::load(None, environment(&both), &[]).unwrap_err();
    assert_eq!(
        both.0[0].to_string(),
        "environment ALLO_DATABASE_FILE: there is ALLO_DATABASE beside it; keep one of them"
    );
    let missing = Config::load(None, environment(&[("ALLO_DATABASE_FILE", "/no/such")]), &[]).unwrap_err();
    assert_eq!(missing.0[0].to_string(), "environment ALLO_DATABASE_FILE: /no/such: there is no such file");
}

#[test]
fn the_template_is_a_valid_file_with_each_line_uncommented() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let lines: String = template()
        .lines()
        .map(|line| line.strip_prefix("# ").filter(|l| l.contains(" = ")).unwrap_or(""))
        .fold(String::new(), |all, line| all + line + "\n");
    std::fs::write(file.path(), lines).unwrap();
    Config::load(Some(file.path()), environment(&[]), &[]).unwrap();
}
