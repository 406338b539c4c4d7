//! What is asked about because something in the sentence has no part in what was made of it; and what is near it, and
//! sure.

use jiff::civil::date;
use phrases::{Context, Country, Expecting, Frame, Lang, Region, Role, TimeMention, Vocabulary, understand};

/// Said on a Tuesday at nine.
fn read(text: &str, lang: Lang) -> Frame {
    let vocabulary = Vocabulary::default();
    let context = Context {
        lang,
        region: Region::DayFirst,
        now: date(2026, 12, 1).at(9, 0, 0, 0),
        vocabulary: &vocabulary,
        expecting: Expecting::Anything,
        spoken: None,
        in_question: None,
        country: Country::Fr,
    };
    understand(text, &context)
}

fn starts(times: &[TimeMention]) -> Vec<String> {
    times.iter().filter_map(|t| Some(format!("{:?} {}", t.role, t.start.or(t.end)?))).collect()
}

/// In pairs: what is asked, and what is sure.
fn told_apart(lang: Lang, pairs: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (asked, sure) in pairs {
        if read(asked, lang).ambiguous.is_empty() {
            wrong.push(format!("not asked: {asked} {:?}", starts(&read(asked, lang).times)));
        }
        let frame = read(sure, lang);
        let wished = frame.times.iter().any(|t| matches!(t.role, Role::At | Role::To));
        if !wished || !frame.ambiguous.is_empty() {
            wrong.push(format!("not sure: {sure} {:?}", starts(&frame.times)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_time_without_a_part_is_asked_about() {
    told_apart(
        Lang::Fr,
        &[
            (
                "le dix-neuf décembre, enfin le samedi à onze heures",
                "le samedi dix-neuf, enfin le samedi à onze heures",
            ),
            (
                "Vendredi je peux pas rester longtemps, donc je viens vendredi ou lundi",
                "Jeudi je peux pas, vendredi je peux",
            ),
            (
                "Ma sœur m'emmène, on sera en ville à dix heures, lundi à neuf heures",
                "lundi à neuf heures, avec ma sœur",
            ),
            (
                "la coiffeuse c'est mercredi à quinze heures et le docteur vendredi",
                "vendredi, après la coiffeuse",
            ),
            ("jeudi le cinq janvier huit heures vingt", "jeudi, huit heures vingt"),
            (
                "demain dix heures, enfin si mon gendre me répond, il m'écrit ce soir",
                "demain dix heures, enfin plutôt demain soir",
            ),
        ],
    );
    told_apart(
        Lang::En,
        &[
            ("the tenth, that's a Friday, at nine", "the tenth, that's a Thursday, at nine"),
            ("I want half past two, not three, on Monday", "Monday at half past two, not three"),
            ("the ninth or, better, the tenth", "the ninth or the tenth"),
        ],
    );
}

#[test]
fn words_that_may_be_a_time_and_were_not_read_are_asked_about() {
    told_apart(
        Lang::Fr,
        &[
            ("le sept huit ou neuf décembre", "le sept, le huit ou le neuf décembre"),
            ("jeudi ou vendredi, je prends le deuxième", "jeudi ou vendredi"),
            (
                "mon rendez-vous de jeudi, je peux pas, il m'en faut un autre jour",
                "mon rendez-vous de jeudi, mettez-le vendredi",
            ),
            ("lundi huit heures, je vois le docteur mardi", "lundi huit heures, je vois le docteur Martin"),
        ],
    );
    told_apart(
        Lang::En,
        &[
            ("Friday at nine, well, twenty past", "Friday at twenty past nine"),
            ("Monday at nine or quarter past, let's say the quarter", "Monday at quarter past nine"),
            ("Wednesday or Thursday, I can't read my handwriting", "Wednesday or Thursday, I can read"),
        ],
    );
}

#[test]
fn words_that_name_one_of_several_times_are_asked_about() {
    told_apart(
        Lang::Fr,
        &[
            ("un mercredi à dix heures", "mercredi à dix heures"),
            ("ce matin à huit heures et demie", "ce matin à dix heures"),
            ("mercredi neuf dix heures", "mercredi neuf, dix heures"),
            ("le week-end prochain, le samedi", "ce week-end, le samedi"),
            ("demain mercredi trois", "demain mercredi deux"),
            ("mardi en huit", "mercredi en huit"),
            ("jeudi quatorze heures euh quinze", "jeudi quatorze heures euh trente"),
            ("mardi 15 décembre, ah c'est complet, mercredi alors", "mardi 15 décembre, non, mercredi"),
            ("le premier à dix heures", "le deux à dix heures"),
        ],
    );
    told_apart(
        Lang::En,
        &[
            ("a Thursday at ten", "Thursday at ten"),
            ("7 12 in the afternoon", "from 2 to 4 in the afternoon"),
            ("Tuesday week", "Wednesday week"),
            ("move my Thursday appointment forward by a day", "move my Thursday appointment back by a day"),
        ],
    );
}

#[test]
fn what_may_be_said_of_either_is_asked_about() {
    told_apart(
        Lang::Fr,
        &[
            (
                "annulez jeudi vendredi à dix heures",
                "annulez jeudi, et mettez-moi vendredi à dix heures à la place",
            ),
            ("tout sauf jeudi vendredi matin", "pas jeudi, vendredi matin"),
            (
                "ma mère vient jeudi et mon père vendredi, moi ce serait la veille",
                "ma mère vient jeudi, moi ce serait la veille",
            ),
            (
                "mercredi ou vendredi, ah non, ce jour-là je peux pas",
                "mercredi ou vendredi, ah non, vendredi je peux pas",
            ),
            (
                "vous m'aviez dit jeudi ou vendredi, y en a un qui va pas",
                "vous m'aviez dit jeudi ou vendredi",
            ),
            ("le neuf à neuf heures non dix", "le neuf à neuf heures, non, dix heures"),
            ("l'autre jeudi", "jeudi"),
            ("le mardi, les semaines paires", "le mardi"),
            ("en début de semaine", "en fin de semaine"),
            (
                "annulez jeudi, je vous rappellerai pour la semaine prochaine",
                "annulez jeudi, et donnez-m'en un la semaine prochaine",
            ),
            ("tout sauf jeudi, enfin si, jeudi je peux, le matin", "jeudi je peux, le matin"),
        ],
    );
    told_apart(
        Lang::En,
        &[
            ("Thursday ten to three", "Thursday at ten to three"),
            ("cancel thursday friday at ten", "cancel Thursday and book me for Friday at ten"),
            ("Thursday or Friday, one of them is no good", "Thursday or Friday, either of them is good"),
            ("twelve fifteen a.m. on Friday", "twelve fifteen p.m. on Friday"),
        ],
    );
}

#[test]
fn an_hour_that_is_excepted_is_not_wished() {
    let day = "At 2026-12-08T00:00:00";
    for (lang, words, excepted) in [
        (Lang::Fr, "mardi 8 sauf si c'est avant dix heures", "Not 2026-12-08T10:00:00"),
        (Lang::Fr, "mardi 8 mais pas si c'est avant dix heures", "Not 2026-12-08T10:00:00"),
        (Lang::Fr, "mardi 8, à moins que ce soit après seize heures", "Not 2026-12-08T16:00:00"),
        (Lang::Fr, "un rendez-vous mardi 8, sauf si c'est le matin", "Not 2026-12-08T08:00:00"),
        (Lang::En, "Tuesday the 8th except if it's before ten", "Not 2026-12-08T10:00:00"),
        (Lang::En, "Tuesday the 8th, but not if it's after four pm", "Not 2026-12-08T16:00:00"),
        (Lang::En, "Tuesday the 8th unless it's in the morning", "Not 2026-12-08T08:00:00"),
    ] {
        let frame = read(words, lang);
        assert_eq!(starts(&frame.times), [day, excepted], "{words}");
        assert!(frame.ambiguous.is_empty(), "{words}: {:?}", frame.ambiguous);
    }
    told_apart(
        Lang::Fr,
        &[
            (
                "mardi, sauf si vous n'avez que des places avant dix heures",
                "mardi, si vous avez des places avant dix heures",
            ),
            ("mardi, sauf s'il n'y a rien avant dix heures", "mardi, et rien avant dix heures"),
            ("je ne sais pas si c'est jeudi ou vendredi", "si c'est possible jeudi ou vendredi"),
        ],
    );
    told_apart(
        Lang::En,
        &[(
            "Tuesday, unless you only have something before ten",
            "Tuesday, if you have something before ten",
        )],
    );
}

#[test]
fn a_doubt_names_what_it_is_between() {
    let frame = read("Ma sœur m'emmène, on sera en ville à dix heures, lundi à neuf heures", Lang::Fr);
    let hours: Vec<i8> =
        frame.ambiguous.iter().flat_map(|a| &a.readings).filter_map(|r| Some(r.start?.hour())).collect();
    assert_eq!(hours, [10, 9]);
}

#[test]
fn who_does_not_know_which_is_asked() {
    told_apart(
        Lang::Fr,
        &[
            ("jeudi ou vendredi, j'ai oublié lequel, à dix heures", "jeudi ou vendredi, à dix heures"),
            ("jeudi ou vendredi, c'est mon fils qui sait, il m'a pas dit", "jeudi ou vendredi, dit mon fils"),
            ("je sais plus si c'est le 7 ou le 8", "je sais pas si vous avez le 7 ou le 8"),
            ("jeudi ou vendredi, ça dépend de mon fils", "jeudi ou vendredi, ça dépend de vous"),
            ("c'était jeudi ou vendredi", "c'était pour jeudi ou vendredi"),
            ("le premier lundi", "le premier lundi de janvier"),
            ("jeudi soir, onze heures", "jeudi soir, sept heures"),
        ],
    );
    told_apart(
        Lang::En,
        &[
            ("thursday or friday, whichever my son booked", "thursday or friday, whichever suits"),
            ("I can't remember if it was the 7th or the 8th", "I can come on the 7th or the 8th"),
            ("thursday or friday, depending on my son", "thursday or friday, depending on what you have"),
            ("thursday or friday, my son may mean either", "thursday or friday, either"),
            ("the first monday", "the first monday after new year"),
        ],
    );
}
