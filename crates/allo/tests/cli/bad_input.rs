//! Files and databases that aren't what they should be.

use super::{Home, PRACTICE};

#[test]
fn a_practice_file_that_is_none_says_why() {
    let home = Home::new();
    let lilas = std::fs::read(PRACTICE).unwrap();
    std::fs::create_dir(home.path("folder")).unwrap();
    home.file("empty", "");
    home.file("zeros", vec![0; 10_000_000]);
    home.file("latin1", [&lilas[..30], b"\n# \xe9\n"].concat());
    home.file("binary", b"\x7fELF\x02\x01\x01\0\0");
    home.file("codes", String::from_utf8(lilas.clone()).unwrap().replace("735046", "482173"));
    let mistaken =
        |right: &str, wrong: &str| String::from_utf8(lilas.clone()).unwrap().replacen(right, wrong, 1);
    home.file("birth", mistaken("birth_date: 19", "birth_date: 31/12/19"));
    home.file("closure", mistaken("to: 2026-08-15", "to: 2026-02-31"));
    for (file, expected) in [
        ("none", "none: there is no such file"),
        ("folder", "folder: this is a folder; name a file in it"),
        ("empty", "empty:1:1: the file ends too early"),
        ("zeros", "zeros: this is longer than 8 MiB; is it the right file?"),
        ("latin1", "latin1:2: this is not UTF-8 text (byte 0xE9); save the file as UTF-8"),
        ("binary", "binary:1:1: "),
        ("codes", "codes:109:90: patients[1].code: this code is already there"),
        ("birth", ": patients[0].birth_date: a date that there is, written 2026-08-03, is expected"),
        ("closure", ": tenant.closures[0].to: a date that there is, written 2026-08-03, is expected"),
    ] {
        home.run(&["practice", "apply", file]).refused(1, expected);
    }
    let files = ["binary", "birth", "closure", "codes", "empty", "folder", "latin1", "zeros"];
    assert_eq!(home.files(), files, "a file with mistakes makes no database");
    home.file("bom-crlf", [b"\xef\xbb\xbf", &lilas[..]].concat());
    home.run(&["practice", "apply", "bom-crlf", "--check"]).well();
}

#[test]
fn a_configuration_that_is_none_says_where_and_why() {
    let home = Home::new();
    home.file("allo.toml", "# mine\nlisten = \"127.0.0.1:8080\"\nlog = \"loud\"\nlisen = \"x\"\n");
    let ended = home.run(&["config", "check", "--config", "allo.toml"]);
    ended
        .refused(1, "allo.toml:3: log: \"loud\" is no level; error, warn, info, debug, trace, off are")
        .err
        .contains("listen");
    home.run(&["config", "check", "--config", "allo.toml"])
        .refused(1, "allo.toml:4: lisen: there is no such setting; did you mean `listen`?");
    home.run(&["config", "check", "--config", "none.toml"]).refused(1, "none.toml: there is no such file");
    home.run(&["config", "check", "--config", "."]).refused(1, "this is a folder");
    home.run(&["config", "check", "--log", "loud"]).refused(1, "flag --log: log: \"loud\" is no level");
    let template = home.run(&["config", "template"]).well().out;
    home.file("template.toml", template);
    home.run(&["config", "check", "--config", "template.toml"]).well();
}

#[test]
fn a_database_that_cannot_be_used_says_why() {
    let home = Home::new();
    home.file("text.db", "no database at all, only words");
    std::fs::create_dir(home.path("folder")).unwrap();
    for (database, expected) in [
        ("sqlite:text.db", "file is not a database"),
        ("sqlite:folder", "this is a folder"),
        ("sqlite:none/allo.db", "its folder must exist and be writable"),
        (
            "postgres://allo:hunter2@127.0.0.1:1/allo",
            "postgres://127.0.0.1:1/allo cannot be opened; see that PostgreSQL runs there",
        ),
        ("mysql://x", "flag --database: database: not a database address"),
    ] {
        let ended = home.run(&["migrate", "--database", database]).refused(1, expected);
        assert!(!ended.err.contains("hunter2"), "{ended:?}");
    }
    home.file("not.key", "0000");
    home.file("open.key", "0".repeat(64));
    for (key, expected) in [
        ("folder", "the key file folder is a folder"),
        ("not.key", "the key file not.key does not hold a key"),
        ("open.key", "chmod 600 open.key"),
        ("none/allo.key", "its folder must exist and be writable"),
    ] {
        home.run(&["migrate", "--key-file", key]).refused(1, expected);
    }
}

#[test]
fn logs_that_go_to_a_file_hold_no_colour_codes() {
    let home = Home::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    drop(taken);
    let mut command = home.command();
    command.args(["serve", "--listen", &address]).stderr(std::fs::File::create(home.path("log")).unwrap());
    let mut server = command.spawn().unwrap();
    let log = || std::fs::read_to_string(home.path("log")).unwrap();
    while !log().contains("Allo is ready") {
        assert!(server.try_wait().unwrap().is_none(), "{}", log());
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    server.kill().unwrap();
    server.wait().unwrap();
    assert!(!log().contains('\x1b'), "{:?}", log());
}

#[test]
fn what_is_no_scenario_says_so() {
    let home = Home::new();
    home.file("binary.yaml", b"\x7fELF\xff\xfe\0");
    std::fs::create_dir(home.path("empty")).unwrap();
    home.run(&["rehearse", "none"])
        .refused(1, "none: there is no such file or folder; scenarios are YAML files");
    home.run(&["rehearse", "empty"]).refused(1, "scenarios are files that end in .yaml or .yml");
    let ended = home.run(&["rehearse", "binary.yaml"]);
    assert_eq!(ended.code, Some(1));
    assert!(ended.out.contains("FAIL binary\n       this is no UTF-8 text; is it a scenario?"), "{ended:?}");
    let ended = home.run(&["rehearse", PRACTICE]);
    let told =
        "FAIL cabinet-des-lilas\n       line 3, column 1: there is no field `tenant`; there are name, lang,";
    assert!(ended.out.contains(told) && ended.out.lines().count() == 3, "{ended:?}");
}

#[test]
fn a_line_of_a_conversation_that_is_no_text_is_told_and_the_next_one_heard() {
    let input = b"Bonjour\n\xe9t\xe9\nQuels sont vos horaires ?\n";
    let ended = Home::new().run_with(&["chat"], input).well();
    assert!(ended.err.contains("this line is not UTF-8 text and was not heard"), "{ended:?}");
    assert!(ended.out.contains("Le cabinet est ouvert"), "{ended:?}");
    assert_eq!(ended.out.matches("Est-ce pour prendre un rendez-vous").count(), 1, "{ended:?}");
}

#[test]
fn a_reader_that_goes_away_is_no_failure_worth_a_word() {
    use std::io::Read as _;
    use std::process::Stdio;
    let home = Home::new();
    home.run(&["practice", "apply", PRACTICE]).well();
    for command in [
        &["doctor"][..],
        &["doctor", "--json"],
        &["config", "template"],
        &["config", "print"],
        &["requests"],
        &["key", "list"],
        &["practice", "export"],
        &["understand", "demain"],
        &["completions", "bash"],
        &["man"],
        &["--help"],
        &["migrate"],
        &["chat"],
        &["frob"],
    ] {
        let mut child = home
            .command()
            .args(command)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        let status = child.wait().unwrap();
        assert!(status.code().is_some_and(|code| code != 101), "{command:?}: {status}");
        assert!(!err.contains("panic") && !err.contains("pipe"), "{command:?}: {err}");
    }
}
