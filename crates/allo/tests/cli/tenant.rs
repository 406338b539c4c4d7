//! The practices of an installation, as the operator looks after them.

use super::{Home, PRACTICE};

const NAME: &str = "cabinet-des-lilas";

#[test]
fn s60_a_practice_is_suspended_resumed_limited_and_removed() {
    let home = Home::new();
    home.run(&["tenant", "list"]).refused(1, "there is no installation here");
    home.run(&["practice", "apply", PRACTICE]).well();
    let listed = home.run(&["tenant", "list"]).well().out;
    assert!(
        listed.contains(NAME) && listed.contains("open") && listed.contains("bookings_a_day 0 used"),
        "{listed}"
    );

    for _ in 0..2 {
        home.run(&["tenant", "suspend", NAME]).well();
    }
    assert!(home.run(&["tenant", "show", NAME]).well().out.contains("is suspended."));
    for _ in 0..2 {
        home.run(&["tenant", "resume", NAME]).well();
    }

    home.run(&["tenant", "limit", NAME]).refused(1, "say what is limited");
    home.run(&["tenant", "limit", NAME, "--bookings-a-day", "many"]).refused(2, "a whole number or `none`");
    let shown =
        home.run(&["tenant", "limit", NAME, "--bookings-a-day", "100", "--calls-at-once", "4"]).well().out;
    assert!(shown.contains("is open.") && shown.contains("of 100") && shown.contains("of 4"), "{shown}");
    let shown = home.run(&["tenant", "limit", NAME, "--calls-at-once", "none"]).well().out;
    assert!(shown.contains("of 100") && !shown.contains("of 4"), "{shown}");
    let json = home.run(&["tenant", "show", NAME, "--json"]).well().out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["usage"]["bookings_a_day"]["most"], 100);

    home.run(&["tenant", "remove", NAME]).refused(1, "--yes cabinet-des-lilas");
    home.run(&["tenant", "remove", NAME, "--yes", "cabinet"]).refused(1, "names another practice");
    home.run(&["tenant", "remove", "cabinet", "--yes", "cabinet"])
        .refused(1, "there is no practice `cabinet`");
    let removed = home.run(&["tenant", "remove", NAME, "--yes", NAME]).well().out;
    assert!(removed.contains("is removed since"), "{removed}");
    assert_eq!(
        home.run(&["tenant", "remove", NAME, "--yes", NAME]).well().out,
        removed,
        "again, it is the same"
    );
    home.run(&["tenant", "show", NAME]).refused(1, "there is no practice");
    home.run(&["practice", "apply", PRACTICE]).well();
    assert!(home.run(&["tenant", "list"]).well().out.contains(NAME), "the name is free");
}
