//! Help, the manual, completions, and what is said of what is no command.

use super::Home;

/// Every command, as it is typed.
const COMMANDS: &[&str] = &[
    "demo",
    "serve",
    "chat",
    "understand",
    "rehearse",
    "requests",
    "practice",
    "practice apply",
    "practice export",
    "key",
    "key create",
    "key list",
    "key revoke",
    "audit",
    "audit export",
    "audit checkpoint",
    "audit verify",
    "user",
    "user invite",
    "user list",
    "user link",
    "user role",
    "user grant",
    "user revoke",
    "user disable",
    "user enable",
    "tenant",
    "tenant list",
    "tenant show",
    "tenant suspend",
    "tenant resume",
    "tenant limit",
    "tenant remove",
    "operate",
    "migrate",
    "doctor",
    "config",
    "config template",
    "config check",
    "config print",
    "completions",
    "man",
];

fn words(command: &str) -> Vec<&str> {
    command.split(' ').collect()
}

#[test]
fn every_help_has_an_example() {
    let home = Home::new();
    let whole = home.run(&["--help"]).well().out;
    assert!(whole.contains("Exit status:"));
    for command in COMMANDS {
        assert!(whole.contains(&format!("\n  {} ", words(command)[0])), "{command} is not listed");
        let mut arguments = words(command);
        arguments.push("--help");
        let help = home.run(&arguments).well().out;
        assert!(help.contains("Example"), "allo {command} --help has no example");
        assert!(
            help.contains(&format!("  allo {command}")),
            "the example of {command} shows another command"
        );
    }
}

#[test]
fn every_command_has_a_page_of_the_manual_and_is_completed() {
    let home = Home::new();
    home.run(&["man", "--to", "pages"]).well();
    let bash = home.run(&["completions", "bash"]).well().out;
    for command in COMMANDS {
        let mut arguments = vec!["man"];
        arguments.extend(words(command));
        let page = home.run(&arguments).well().out;
        assert!(page.contains(".SH SYNOPSIS") && page.contains("Example"), "{command}: {page}");
        let name = format!("pages/allo-{}.1", command.replace(' ', "-"));
        assert!(home.path(&name).exists(), "{name}");
        assert!(bash.contains(&format!("allo__subcmd__{}", command.replace(' ', "__subcmd__"))), "{command}");
    }
    assert!(home.run(&["man"]).well().out.contains("allo\\-key(1)"));
    home.run(&["man", "nothing"]).refused(1, "`allo` has no command `nothing`; there are: demo");
    for shell in ["zsh", "fish", "elvish", "powershell"] {
        assert!(home.run(&["completions", shell]).well().out.contains("understand"), "{shell}");
    }
}

#[test]
fn what_is_no_command_is_answered_in_plain_words() {
    for (typed, expected) in [
        ("frob", "allo: there is no command `frob`"),
        ("servr", "allo: there is no command `servr`; did you mean user or serve?"),
        ("serve --lsten x", "allo: there is no option --lsten here; did you mean --listen?"),
        ("serve x", "allo: `x` is too much here"),
        ("serve --listen", "allo: --listen <ADDRESS> needs a value"),
        ("practice apply", "allo: <FILE> is missing"),
        ("rehearse s --report xml", "allo: `xml` is no value of --report <REPORT>; there are text, json"),
        ("rehearse s --seed -1", "allo: there is no option -1 here"),
        ("rehearse s --seed x", "allo: `x` is no value of --seed <N>: a whole number from 0 to"),
        ("key create --name=", "is no value of --name <NAME>: 1 to 80 characters"),
        ("key create --name \u{7}", "is no value of --name <NAME>: 1 to 80 characters"),
        ("understand --jsonl x", "cannot stand together"),
    ] {
        let ended = Home::new().run(&words(typed)).refused(2, expected);
        assert!(ended.err.contains("More: allo ") && ended.out.is_empty(), "{ended:?}");
    }
}

#[test]
fn a_brain_that_is_not_here_yet_is_not_offered() {
    let home = Home::new();
    assert!(!home.run(&["rehearse", "--help"]).well().out.contains("model"));
    home.run(&["rehearse", "x", "--brain", "model"]).refused(1, "this version of Allo has no model yet");
}

#[cfg(unix)]
#[test]
fn arguments_that_are_no_text_are_refused() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let bad = OsStr::from_bytes(b"demain \xe0 14 h");
    Home::new().run(&[OsStr::new("understand"), bad]).refused(2, "not UTF-8 text");
    Home::new().run(&[OsStr::new("--log"), bad, OsStr::new("serve")]).refused(2, "not UTF-8 text");
}
