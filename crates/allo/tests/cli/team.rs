//! The practice's staff from the command line: invited, changed, and never without anybody who manages.

use super::{Home, PRACTICE};

fn installed() -> Home {
    let home = Home::new();
    home.run(&["practice", "apply", PRACTICE]).well();
    home
}

const INES: [&str; 8] =
    ["user", "invite", "--name", "Inès Morel", "--email", "Ines@Example.org", "--role", "secretary"];

#[test]
fn somebody_is_invited_by_a_link_that_is_shown_once() {
    let home = installed();
    assert!(home.run(&["user", "list"]).well().out.starts_with("Nobody yet"));
    let link = home.run(&INES).well();
    let token = link.out.trim().strip_prefix("http://127.0.0.1:8080/console/join/").unwrap();
    assert!(token.len() == 64 && token.bytes().all(|b| b.is_ascii_hexdigit()), "{}", link.out);
    assert!(link.err.contains("it is good once, until 20"), "{}", link.err);
    let listed = home.run(&["user", "list", "--practice", "cabinet-des-lilas"]).well().out;
    assert!(
        listed.contains("invited  secretary  ines@example.org  Inès Morel  calendar.delete,"),
        "{listed}"
    );
    let head: Vec<_> = listed.lines().next().unwrap().split_whitespace().collect();
    assert_eq!(head, ["ID", "STATE", "ROLE", "ADDRESS", "NAME", "RIGHTS"]);
    let lines: Vec<_> = listed.lines().collect();
    for (column, value) in
        [("STATE", "invited"), ("ROLE", "secretary"), ("NAME", "Inès"), ("RIGHTS", "calendar.delete")]
    {
        let at = |line: &str, text: &str| line.split_once(text).map(|(before, _)| before.chars().count());
        assert_eq!(at(lines[0], column), at(lines[1], value), "{listed}");
    }
    assert!(!listed.contains(token), "not shown again");
    home.run(&INES).refused(1, "somebody of this practice has that address already");
    home.file("allo.toml", "public_url = \"https://allo.example.org\"\n");
    let another = home.run(&["user", "link", "ines@example.org", "--config", "allo.toml"]).well().out;
    assert!(another.starts_with("https://allo.example.org/console/join/"), "{another}");
}

#[test]
fn rights_are_granted_and_taken_back_one_by_one() {
    let home = installed();
    home.run(&INES).well();
    let rights = || home.run(&["user", "list"]).well().out;
    let granted =
        home.run(&["user", "grant", "ines@example.org", "calendar.export", "--until", "2099-12-31"]).well();
    assert_eq!(granted.out, "ines@example.org has calendar.export until 2099-12-31.\n");
    assert!(rights().contains("calendar.export"));
    home.run(&["user", "revoke", "ines@example.org", "calendar.export"]).well();
    assert!(!rights().contains("calendar.export"));
    home.run(&["user", "role", "ines@example.org", "read_only"]).well();
    assert!(rights().trim_end().ends_with("calendar.read,calendar.view_all"), "{}", rights());
    home.run(&["user", "disable", "ines@example.org"]).well();
    assert!(rights().contains("  disabled  "));
    home.run(&["user", "link", "ines@example.org"]).refused(1, "this member is disabled: enable them first");
    home.run(&["user", "enable", "ines@example.org"]).well();
    assert!(rights().contains("  invited  "));
}

#[test]
fn what_cannot_be_is_refused_in_plain_words() {
    let home = installed();
    home.run(&INES).well();
    for (typed, why) in [
        (&["user", "role", "ines@example.org", "king"][..], "`king` is no role; there are owner, secretary"),
        (&["user", "grant", "ines@example.org", "all"], "no such permission; there are calendar.read"),
        (&["user", "grant", "ines@example.org", "audit.read", "--until", "soon"], "`soon` is no date"),
        (&["user", "grant", "ines@example.org", "audit.read", "--until", "2001-01-01"], "that time is over"),
        (
            &["user", "disable", "nobody@example.org"],
            "there is no member `nobody@example.org` here; `allo user list`",
        ),
        (&["user", "disable", "00000000-0000-7000-8000-000000000000"], "`allo user list` shows them"),
        (&["user", "disable", "x"], "there is no member `x` here"),
        (
            &["user", "invite", "--name", "X", "--email", "x", "--role", "owner"],
            "that is not an e-mail address",
        ),
        (
            &[
                "user",
                "invite",
                "--name",
                "X",
                "--email",
                "x@example.org",
                "--role",
                "owner",
                "--agenda",
                "nobody",
            ],
            "there is no such practitioner",
        ),
    ] {
        home.run(typed).refused(1, why);
    }
}
