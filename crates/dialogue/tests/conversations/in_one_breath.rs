//! Who calls, how they are reached and what for, all in one breath: what it is for reaches the staff in the caller's own
//! words, and nothing is asked that was said.

use domain::Lang;
use domain::request::Kind;

use crate::world::World;

/// A line is: what it is for, the language, who says it, words of the matter that must reach the staff, what is said.
const BREATHS: &str = include_str!("in_one_breath.tsv");

/// The number that is said in each breath, in one way or another.
const NUMBER: &str = "+33639981234";

/// One breath leaves one request: the matter as it was said, who and where in places of their own, and no question.
/// `before` is what was said before it, in French and in English.
fn reaches_the_staff(what: &str, kinds: &[Kind], before: [&str; 2]) {
    let (mut played, mut wrong) = (0, Vec::new());
    for line in BREATHS.lines().filter(|line| line.starts_with(what)) {
        let [_, lang, name, matter, said] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let lang = Lang::from_tag(lang).unwrap();
        let before = before[usize::from(lang == Lang::En)];
        played += 1;
        let mut world = if before.is_empty() { World::page(lang) } else { World::new(lang, None) };
        if !before.is_empty() {
            world.hear(before);
        }
        let answer = world.hear(said);
        let [note] = world.notes.as_slice() else {
            wrong.push(format!("{said}\n    {:?}: {answer}", world.asking()));
            continue;
        };
        let (text, named) = (note.text.reveal(), note.name.as_ref().map(|name| name.reveal().as_str()));
        let phone = note.phone.as_ref().map(|phone| phone.reveal().as_str());
        let once = [name, "12 34", "12.34", "trente-quatre", "thirty-four"];
        let told_once = !once.iter().any(|borne| text.contains(borne));
        let borne = named == Some(name) && phone == Some(NUMBER) && world.starts().is_empty();
        if !borne || !text.contains(matter) || !told_once || !kinds.contains(&note.kind) {
            wrong.push(format!("{said}\n    {:?} {named:?} {phone:?} «{text}»\n    {answer}", note.kind));
        }
    }
    assert!(wrong.is_empty() && played >= 24, "{} of {played}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_medicine_to_be_renewed() {
    for before in [["", ""], ["Bonjour", "Hello"]] {
        reaches_the_staff("renewal", &[Kind::CallBack], before);
    }
}

#[test]
fn a_message() {
    for before in [["", ""], ["Bonjour", "Hello"]] {
        reaches_the_staff("message", &[Kind::Message, Kind::CallBack], before);
    }
}

#[test]
fn a_matter_to_be_called_back_for() {
    for before in [["", ""], ["Bonjour", "Hello"]] {
        reaches_the_staff("call back", &[Kind::CallBack], before);
    }
}

/// The name was asked for, and what it is for comes with it.
#[test]
fn a_matter_that_comes_with_the_name() {
    let call_back = ["rappelez-moi s'il vous plaît", "please call me back"];
    for what in ["renewal", "message", "call back"] {
        reaches_the_staff(what, &[Kind::CallBack, Kind::Message], call_back);
    }
    reaches_the_staff("renewal", &[Kind::CallBack], ["c'est pour une ordonnance", "I need a prescription"]);
}

#[test]
fn a_name_and_a_number_are_no_matter() {
    for who in [
        "Paul Roux, 06 39 98 12 34",
        "oui, c'est Paul Roux, au 06 39 98 12 34",
        "alors Paul Roux, et mon numéro c'est le 06 39 98 12 34, c'est mon portable",
        "Roux, R O U X, prénom Paul, 06 39 98 12 34",
    ] {
        let mut world = World::fr(None);
        world.talk(&["rappelez-moi pour mes résultats", who]);
        assert_eq!(world.notes.len(), 1, "{who}: {:?}", world.said);
        assert_eq!(world.notes[0].text.reveal(), "rappelez-moi pour mes résultats", "{who}");
    }
}

/// Nobody here knows what it is: it is offered to be passed on, as it was said, and nothing of it is asked again.
#[test]
fn a_matter_in_other_words_is_offered_to_be_passed_on() {
    for (lang, said, matter, yes) in [
        (
            Lang::Fr,
            "c'est Odile Garnier, 06 39 98 12 34, ce serait pour mon Levothyrox",
            "ce serait pour mon Levothyrox",
            "oui",
        ),
        (Lang::Fr, "il me faut du Doliprane, Odile Garnier 06 39 98 12 34", "il me faut du Doliprane", "oui"),
        (
            Lang::En,
            "Paul Brown, 06 39 98 12 34, it's my statins again",
            "it's my statins again",
            "yes please",
        ),
    ] {
        let mut world = World::new(lang, None);
        world.talk(&[said, yes]);
        let left: Vec<&str> = world.notes.iter().map(|note| note.text.reveal().as_str()).collect();
        assert_eq!(left, [matter], "{said}: {:?}", world.said);
        assert!(world.starts().is_empty(), "{said}");
    }
}
