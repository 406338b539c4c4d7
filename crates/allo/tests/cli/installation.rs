//! An installation from its first command on: what is made, what is only looked at, and what is refused.

use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::process::Child;

use super::{Home, PRACTICE};

fn installed() -> Home {
    let home = Home::new();
    home.run(&["practice", "apply", PRACTICE]).well();
    home
}

#[test]
fn the_doctor_only_looks() {
    let home = Home::new();
    let ended = home.run(&["doctor"]);
    assert_eq!(ended.code, Some(1));
    assert!(
        ended.out.contains("✗ database       nothing there yet; the first `allo practice apply FILE`"),
        "{}",
        ended.out
    );
    assert!(ended.out.contains("✓ key file       allo.key is made at the first start"), "{}", ended.out);
    assert_eq!(home.files(), Vec::<String>::new(), "looking makes nothing");

    let home = installed();
    // The index beside the log (`-shm`) is memory that readers share, not data.
    let seen = || {
        let content = |name: &String| std::fs::read(home.path(name)).unwrap();
        let names = home.files().into_iter().filter(|name| !name.ends_with("-shm"));
        names.map(|name| (content(&name), name)).collect::<Vec<_>>()
    };
    let before = seen();
    let ended = home.run(&["doctor"]).out;
    assert!(ended.contains("✓ database       there, and its schema is this version's"), "{ended}");
    assert!(ended.contains("✓ practices      1"), "{ended}");
    assert!(before == seen(), "looking changes nothing");
}

/// A copy that was put back under an ordinary umask is everybody's to read.
#[test]
fn the_doctor_sees_what_others_may_read() {
    let home = installed();
    for (file, told) in [
        (
            "allo.db",
            "✗ database       allo.db may be read by others (its mode is 644); make it its owner's alone: chmod 600",
        ),
        ("allo.key", "✗ key file"),
    ] {
        let mode =
            |mode| std::fs::set_permissions(home.path(file), std::fs::Permissions::from_mode(mode)).unwrap();
        mode(0o644);
        let ended = home.run(&["doctor"]);
        assert!(
            ended.code == Some(1) && ended.out.contains(told) && ended.out.contains("chmod"),
            "{ended:?}"
        );
        mode(0o600);
        assert!(!home.run(&["doctor"]).out.contains(told));
    }
}

/// Browsers send the console's cookies over https only: who listens for other machines is told, unless a proxy does.
#[test]
fn the_doctor_asks_for_https_where_others_come_in() {
    let home = installed();
    let told = "✗ way in         0.0.0.0:0 is open to other machines, over plain http";
    for (settings, asked) in [
        ("listen = \"0.0.0.0:0\"\n", true),
        ("listen = \"0.0.0.0:0\"\npublic_url = \"https://allo.example.org\"\n", false),
        ("listen = \"127.0.0.1:0\"\n", false),
    ] {
        std::fs::write(home.path("allo.toml"), settings).unwrap();
        let ended = home.run(&["doctor", "--config", "allo.toml"]);
        assert_eq!(ended.out.contains(told), asked, "{ended:?}");
    }
}

#[test]
fn the_file_and_the_key_are_all_there_is_to_back_up() {
    let home = installed();
    let mut files = home.files();
    files.sort();
    assert_eq!(files, ["allo.db", "allo.key"], "the log is in the file");
    for name in files {
        let mode = std::fs::metadata(home.path(&name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name} is its owner's alone");
    }
}

#[test]
fn a_database_is_only_opened_with_its_own_key() {
    let home = installed();
    home.run(&["key", "list", "--key-file", "other.key"])
        .refused(1, "there is no key file other.key, and the database holds");
    assert!(!home.path("other.key").exists(), "no second key is made");
    let other = installed();
    std::fs::copy(other.path("allo.key"), home.path("other.key")).unwrap();
    for command in
        [&["key", "list"][..], &["serve", "--listen", "127.0.0.1:0"], &["practice", "apply", PRACTICE]]
    {
        let mut arguments = command.to_vec();
        arguments.extend(["--key-file", "other.key"]);
        home.run(&arguments).refused(1, "the key file other.key belongs to another installation");
    }
    let ended = home.run(&["doctor", "--key-file", "other.key"]);
    assert!(
        ended.out.contains("✗ key file       the key file other.key belongs to another"),
        "{}",
        ended.out
    );
    home.run(&["key", "list"]).well();
}

#[test]
fn a_key_is_made_listed_and_revoked_by_its_id() {
    let home = installed();
    assert!(home.run(&["key", "list"]).well().out.contains("No keys yet"));
    let made = home.run(&["key", "create", "--practice", "cabinet-des-lilas", "--name", "site web"]).well();
    assert!(made.out.trim().strip_prefix("allo_").is_some_and(|key| key.len() == 64), "{}", made.out);
    let id = made.err.split("Its id is ").nth(1).unwrap().split(';').next().unwrap().to_owned();
    assert!(home.run(&["key", "list", "--practice", "cabinet-des-lilas"]).well().out.starts_with(&id));
    assert_eq!(home.run(&["key", "revoke", &id]).well().out, format!("{id} is revoked.\n"));
    assert!(home.run(&["key", "list"]).well().out.contains("revoked 20"));
    home.run(&["key", "revoke", &id]).refused(1, "there is no live key");
    home.run(&["key", "revoke", "zzz"]).refused(1, "`zzz` is no id of a key; `allo key list` shows them");
    home.run(&["key", "create", "--name", "x", "--permissions", "all"])
        .refused(1, "--permissions: `all`: no such permission");
}

#[test]
fn the_practice_is_named_one_way_and_may_be_left_out_where_there_is_one() {
    let home = installed();
    for command in [&["requests"][..], &["key", "list"], &["practice", "export"]] {
        home.run(command).well();
        let with = |name| [command, &["--practice", name]].concat();
        home.run(&with("cabinet-des-lilas")).well();
        home.run(&with("cabinet-x"))
            .refused(1, "there is no practice `cabinet-x` here; there is cabinet-des-lilas");
        home.run(&with("Lilas!")).refused(1, "--practice: `Lilas!` is not a valid name");
    }
    let second = std::fs::read_to_string(PRACTICE).unwrap();
    let second = second.replacen("slug: cabinet-des-lilas", "slug: autre", 1).replacen(
        "+33199001234",
        "+33199001235",
        1,
    );
    home.file("autre.yaml", second);
    home.run(&["practice", "apply", "autre.yaml"]).well();
    home.run(&["requests"])
        .refused(1, "say which practice is meant: --practice NAME; there are cabinet-des-lilas, autre");
}

#[test]
fn who_still_has_appointments_is_not_left_out_by_a_file() {
    let home = installed();
    let call = "Je voudrais une prise de sang avec Sophie Laurent au plus vite\nle premier\nCamille Durand\n06 39 98 12 34\noui\n";
    let booked = home.run_with(&["chat", "--practice", "cabinet-des-lilas"], call.as_bytes()).well();
    assert!(booked.out.contains("Votre référence est"), "{}", booked.out);
    let without = std::fs::read_to_string(PRACTICE).unwrap();
    let (before, after) = without.split_once("  - id: laurent\n").unwrap();
    let after = after.split_once("\nservices:").unwrap().1;
    let without = format!("{before}\nservices:{after}")
        .replace("[laurent, benali]", "[benali]")
        .replace("[laurent]", "[benali]");
    home.file("without.yaml", without);
    home.run(&["practice", "apply", "without.yaml"]).refused(
        1,
        "leaves out what still has appointments to come: Sophie Laurent, infirmière (laurent), 1 appointment",
    );
    assert!(home.run(&["practice", "export"]).well().out.contains("id: laurent"), "nothing was changed");
    let applied = home.run(&["practice", "apply", "without.yaml", "--force"]).well();
    assert!(applied.err.contains("Still booked with what is left out: Sophie Laurent"), "{}", applied.err);
    assert!(!home.run(&["practice", "export"]).well().out.contains("id: laurent"));
}

#[test]
fn what_still_has_appointments_is_not_left_out_by_a_file() {
    let home = Home::new();
    let file = std::fs::read_to_string(PRACTICE).unwrap();
    let of_one = file
        .replacen("\nservices:", "\nrooms:\n  - {id: labo, name: Laboratoire}\n\nservices:", 1)
        .replacen("    minutes: 10\n", "    minutes: 10\n    rooms: [labo]\n", 1);
    home.file("with.yaml", of_one.clone());
    home.run(&["practice", "apply", "with.yaml"]).well();
    let call =
        "Je voudrais une prise de sang au plus vite\nle premier\nCamille Durand\n06 39 98 12 34\noui\n";
    let booked = home.run_with(&["chat", "--practice", "cabinet-des-lilas"], call.as_bytes()).well();
    assert!(booked.out.contains("Votre référence est"), "{}", booked.out);
    home.file("with.yaml", file.clone());
    home.run(&["practice", "apply", "with.yaml"])
        .refused(1, "leaves out what still has appointments to come: Laboratoire (labo), 1 appointment");
    let (before, after) = of_one.split_once("  - id: prise-de-sang\n").unwrap();
    let after = after.split_once("  - id: certificat\n").unwrap().1;
    home.file("with.yaml", format!("{before}  - id: certificat\n{after}"));
    home.run(&["practice", "apply", "with.yaml"]).refused(
        1,
        "leaves out what still has appointments to come: Prise de sang (prise-de-sang), 1 appointment",
    );
}

#[test]
fn a_conversation_with_a_demonstration_says_so() {
    let said = Home::new().run_with(&["chat"], b"au revoir\n").well();
    assert!(said.err.starts_with("A demonstration practice, on throw-away data"), "{}", said.err);
    let home = installed();
    let said = home.run_with(&["chat", "--database", "sqlite:allo.db"], b"au revoir\n").well();
    assert_eq!(said.err, "", "whoever names an installation talks to it");
    home.run(&["demo", "--database", "sqlite:allo.db"]).refused(1, "a demonstration's data is its own");
}

#[test]
fn an_export_says_what_it_leaves_out_and_can_be_applied() {
    let home = installed();
    let export = home.run(&["practice", "export"]).well();
    assert!(!export.out.contains("Jeanne") && !export.out.contains("482173"));
    assert!(export.err.starts_with("Not in this file: 3 patients on file"), "{}", export.err);
    home.file("again.yaml", &export.out);
    let applied = home.run(&["practice", "apply", "again.yaml"]).well().out;
    assert!(applied.ends_with("; 3 patients on file.\n"), "{applied}");
    assert!(
        home.run(&["practice", "export"]).well().err.contains("3 patients on file"),
        "applying it loses nobody"
    );
}

#[test]
fn a_port_in_use_and_a_request_that_isnt_there_say_what_to_do() {
    let home = installed();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    home.run(&["serve", "--listen", &address]).refused(1, "choose another with --listen 127.0.0.1:PORT");
    home.run(&["demo", "--listen", &address]).refused(1, "Address already in use");
    home.file("allo.toml", format!("listen = \"{address}\"\n"));
    let doctor = home.run(&["doctor", "--config", "allo.toml"]);
    assert!(
        doctor.code == Some(1)
            && doctor.out.contains("another program has this address")
            && doctor.out.contains("`listen` in the configuration file")
            && !doctor.out.contains("--listen"),
        "{doctor:?}"
    );
    let id = "019abcde-0000-7000-8000-000000000000";
    home.run(&["requests", "--done", id]).refused(1, "there is no open request `019abcde");
    home.run(&["requests", "--done", "x"]).refused(1, "`allo requests` shows them");
}

/// Serves this home's installation until dropped.
struct Serving(Child);

impl Serving {
    fn on(home: &Home, address: &str) -> Self {
        let mut command = home.command();
        command.args(["serve", "--listen", address]).stderr(std::fs::File::create(home.path("log")).unwrap());
        let mut server = Self(command.spawn().unwrap());
        while TcpStream::connect(address).is_err() {
            assert!(
                server.0.try_wait().unwrap().is_none(),
                "{}",
                std::fs::read_to_string(home.path("log")).unwrap()
            );
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        server
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn the_doctor_knows_allo_when_it_runs_and_each_says_where_callers_talk() {
    let home = Home::new();
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap().to_string();
    drop(free);
    home.file("allo.toml", format!("listen = \"{address}\"\n"));
    let page = format!("http://{address}/t/cabinet-des-lilas");
    let applied = home.run(&["practice", "apply", PRACTICE, "--config", "allo.toml"]).well();
    let told = format!("While `allo serve --config allo.toml` runs, callers talk at {page}\n");
    assert!(
        applied.err.starts_with(&told) && applied.err.contains("Nobody manages it yet"),
        "{}",
        applied.err
    );
    let again = home.run(&["practice", "apply", PRACTICE, "--config", "allo.toml"]).well();
    assert_eq!(again.err, told);
    let doctor = || home.run(&["doctor", "--config", "allo.toml"]).well().out;
    assert!(doctor().contains(&format!("✓ address        {address} is free")), "{}", doctor());
    let serving = Serving::on(&home, &address);
    let version = env!("CARGO_PKG_VERSION");
    assert!(
        doctor().contains(&format!("✓ address        Allo {version} answers at {address} already")),
        "{}",
        doctor()
    );
    assert!(doctor().contains("with this installation's key"), "{}", doctor());
    // Whoever has another installation at the same address hears that it isn't theirs.
    let other = installed();
    other.file("allo.toml", format!("listen = \"{address}\"\n"));
    let theirs = other.run(&["doctor", "--config", "allo.toml"]);
    let told =
        format!("✗ address        Allo {version} answers at {address}, but it is another installation's");
    assert!(theirs.code == Some(1) && theirs.out.contains(&told), "{theirs:?}");
    drop(serving);
    let log = std::fs::read_to_string(home.path("log")).unwrap();
    assert!(log.contains("callers talk here") && log.contains(&page), "{log}");
}

#[test]
fn a_hint_can_be_typed_as_it_stands() {
    let home = Home::new();
    std::fs::create_dir(home.path("mon cabinet")).unwrap();
    home.file("mon cabinet/allo.toml", "log = \"warn\"\n");
    let here = ["--config", "mon cabinet/allo.toml"];
    let run = |command: &[&str]| home.run(&[command, &here].concat());
    let hint = " --config 'mon cabinet/allo.toml'";
    run(&["requests"]).refused(1, &format!("allo practice apply FILE{hint}"));
    let doctor = run(&["doctor"]).out;
    assert!(doctor.contains(&format!("allo practice apply FILE{hint}")), "{doctor}");
    run(&["practice", "apply", PRACTICE]).well();
    let keys = run(&["key", "list"]).well().out;
    assert!(keys.contains(&format!("allo key create{hint} --name NAME")), "{keys}");
    let made = run(&["key", "create", "--name", "x", "--practice", "cabinet-des-lilas"]).well().err;
    assert!(made.contains(&format!("allo key revoke{hint} --practice cabinet-des-lilas ")), "{made}");
    let call = "Je voudrais laisser un message\nJe serai en retard\nCamille Durand\n06 39 98 12 34\noui\n";
    let arguments = [&["chat", "--practice", "cabinet-des-lilas"], &here[..]].concat();
    home.run_with(&arguments, call.as_bytes()).well();
    let listed = run(&["requests"]).well().out;
    assert!(listed.contains(&format!("allo requests{hint} --done ")), "{listed}");
}

#[test]
fn the_staff_reads_where_to_write_and_what_is_taken_back() {
    let home = installed();
    let call = "dites au docteur que je tousse\nCamille Durand\nje n'ai pas de téléphone\ncamille.durand@exemple.fr\n\
                finalement ne lui dites rien\nau revoir\n";
    home.run_with(&["chat", "--practice", "cabinet-des-lilas"], call.as_bytes()).well();
    let shown = home.run(&["requests"]).well().out;
    assert!(shown.contains("    Courriel :     camille.durand@exemple.fr\n"), "{shown}");
    let both =
        "    Message :      dites au docteur que je tousse\n                   Message retiré par l'appelant";
    assert!(shown.contains(both), "{shown}");
}

#[test]
fn a_command_that_only_asks_makes_no_installation() {
    let id = "019abcde-0000-7000-8000-000000000000";
    for command in [
        &["requests"][..],
        &["requests", "--json"],
        &["requests", "--done", id],
        &["practice", "export"],
        &["key", "list"],
        &["key", "create", "--name", "x"],
        &["key", "revoke", id],
        &["chat", "--practice", "cabinet-des-lilas"],
    ] {
        let home = Home::new();
        home.run(command).refused(
            1,
            "there is no installation here: sqlite:allo.db is empty or not there. Say where yours is with --config",
        );
        assert_eq!(home.files(), Vec::<String>::new(), "{command:?}");
    }
}

#[test]
fn what_awaits_the_staff_is_shown_in_their_words_and_time() {
    let home = installed();
    assert_eq!(home.run(&["requests"]).well().out, "Aucune demande en attente.\n");
    let call = "Je voudrais laisser un message\nJe serai en retard de dix minutes\nCamille Durand\n06 39 98 12 34\noui\n";
    home.run_with(&["chat", "--practice", "cabinet-des-lilas"], call.as_bytes()).well();
    let shown = home.run(&["requests"]).well().out;
    let mut lines = shown.lines();
    let first = lines.next().unwrap();
    // «Message, le 29/11/2026 à 15:04»
    let time = first.strip_prefix("Message, le ").unwrap();
    assert!(time.len() == "29/11/2026 à 15:04".len() && time.contains(" à "), "{shown}");
    let rest: Vec<_> = lines.collect();
    assert!(rest.contains(&"    Qui :          Camille Durand"), "{shown}");
    assert!(rest.contains(&"    Téléphone :    06 39 98 12 34"), "{shown}");
    assert!(rest.contains(&"    Message :      Je serai en retard de dix minutes"), "{shown}");
    let json = home.run(&["requests", "--json"]).well().out;
    let object: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&object["kind"], &object["name"]), (&"message".into(), &"Camille Durand".into()));
    assert!(object["created_at"].as_str().unwrap().ends_with('Z'), "{json}");
    let id = object["id"].as_str().unwrap();
    assert!(rest.last().unwrap().ends_with(&format!("allo requests --done {id}")), "{shown}");
    home.run(&["requests", "--done", id]).well();
    assert_eq!(home.run(&["requests", "--json"]).well().out, "");
}

/// S12: the trail is proved from the file, where there is neither a database nor a key.
#[test]
fn an_exported_trail_is_verified_elsewhere() {
    let home = installed();
    let kept = home.run(&["audit", "checkpoint"]).well().out;
    home.run(&["key", "create", "--name", "site"]).well();
    let trail = home.run(&["audit", "export", "--practice", "cabinet-des-lilas"]).well();
    assert_eq!(trail.err, "6 entries, signed to the last. To verify: allo audit verify FILE\n");
    let key = trail.out.split("\"key\":\"").nth(1).unwrap()[..64].to_owned();

    let elsewhere = Home::new();
    elsewhere.file("trail.jsonl", &trail.out);
    elsewhere.file("kept.jsonl", &kept);
    let alone = elsewhere.run(&["audit", "verify", "trail.jsonl"]).well();
    assert!(alone.out.starts_with("The trail holds: 6 entries of practice "), "{}", alone.out);
    assert!(alone.err.contains("anybody could have written the whole file anew"), "{}", alone.err);
    let by_key = elsewhere.run(&["audit", "verify", "trail.jsonl", "--key", &key]).well();
    assert!(by_key.err.contains("Whoever has the installation's key file"), "{}", by_key.err);
    let compared = elsewhere.run(&["audit", "verify", "trail.jsonl", "--checkpoint", "kept.jsonl"]).well();
    assert!(compared.out.contains("it agrees with the checkpoint that was kept") && compared.err.is_empty());

    elsewhere.file("edited.jsonl", trail.out.replace("key.created", "key.revoked"));
    elsewhere
        .run(&["audit", "verify", "edited.jsonl"])
        .refused(1, "allo: edited.jsonl: line 7: the audit trail is broken");
    elsewhere
        .run(&["audit", "verify", "trail.jsonl", "--key", &"0".repeat(64)])
        .refused(1, "the trail was signed with another key");
    elsewhere
        .run(&["audit", "verify", "trail.jsonl", "--key", "x"])
        .refused(1, "--key: 64 hexadecimal digits");
    elsewhere.run(&["audit", "verify", "nowhere.jsonl"]).refused(
        1,
        "nowhere.jsonl: there is no such file; name one that was made by: allo audit export --practice NAME > nowhere.jsonl",
    );
    elsewhere.run(&["audit", "verify", "."]).refused(1, "it cannot be read");
    assert_eq!(elsewhere.files(), ["edited.jsonl", "kept.jsonl", "trail.jsonl"], "verifying makes nothing");
}
