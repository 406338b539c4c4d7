//! What is asked for that other practices do, and what only sounds like it.

use super::*;

fn own(names: &[&str]) -> Vec<Words> {
    names.iter().map(|name| Words::of(name)).collect()
}

fn told(lang: Lang, own: &[Words], said: &str) -> Option<Elsewhere> {
    Words::of(said).elsewhere(own, lang)
}

const DOCTORS: &[&str] = &[
    "Cabinet médical des Lilas",
    "Dr Claire Martin",
    "Consultation",
    "Vaccination",
    "Sophie Laurent, infirmière",
];
const LAWYERS: &[&str] = &["Cabinet Vidal, avocats", "Maître Vidal", "Premier rendez-vous"];
const DENTISTS: &[&str] = &["Cabinet dentaire du Parc", "Contrôle"];

#[test]
fn what_other_practices_do_is_known_where_it_is_asked_for() {
    for (lang, own_words, said, name) in [
        (Lang::Fr, DOCTORS, "je voudrais une séance d’ostéopathie", "une séance d'ostéopathie"),
        (Lang::Fr, DOCTORS, "bonjour, un détartrage s'il vous plaît", "un détartrage"),
        (Lang::Fr, DOCTORS, "je voudrais prendre rendez-vous demain pour un détartrage", "un détartrage"),
        (Lang::Fr, DOCTORS, "j'aurais besoin d'une séance de kiné", "une séance de kinésithérapie"),
        (Lang::Fr, DOCTORS, "c'est pour une mammographie", "une mammographie"),
        (Lang::Fr, DOCTORS, "il me faudrait un rendez-vous mardi à 10 h pour une IRM", "une IRM"),
        (Lang::Fr, DOCTORS, "j'appelle pour un divorce", "un divorce"),
        (
            Lang::Fr,
            DOCTORS,
            "on m'a prescrit des séances de kiné, je voudrais un rendez-vous",
            "une séance de kinésithérapie",
        ),
        (Lang::En, DOCTORS, "I've been prescribed physio sessions", "physiotherapy"),
        (Lang::Fr, LAWYERS, "je voudrais un détartrage", "un détartrage"),
        (Lang::Fr, LAWYERS, "je voudrais faire une prise de sang", "une prise de sang"),
        (Lang::En, DOCTORS, "I'd like to have my teeth cleaned on Tuesday", "teeth cleaning"),
        (Lang::En, DOCTORS, "can I get an appointment for physio on Tuesday", "physiotherapy"),
        (Lang::En, DOCTORS, "I need an MRI", "an MRI"),
    ] {
        assert_eq!(told(lang, &own(own_words), said), Some(Elsewhere::Service(name)), "{said}");
    }
    for (lang, said, name) in [
        (Lang::Fr, "un rendez-vous jeudi à 10 h avec le kiné", "kinésithérapeute"),
        (Lang::Fr, "je cherche un dentiste", "dentiste"),
        (Lang::Fr, "bonjour je voudrais voir un avocat", "avocat"),
        (Lang::En, "I'd like to see the dentist", "dentist"),
        (Lang::Fr, "mon docteur m'a dit de prendre rendez-vous chez le cardiologue", "cardiologue"),
        (Lang::Fr, "mon médecin m'a dit d'aller voir un dermatologue", "dermatologue"),
        (Lang::Fr, "on m'a conseillé de voir un ostéopathe, vous avez de la place jeudi ?", "ostéopathe"),
        (Lang::Fr, "le dentiste m'a envoyée chez un cardiologue", "cardiologue"),
        (Lang::Fr, "mon fils doit voir un orthophoniste", "orthophoniste"),
        (Lang::Fr, "ma fille a besoin d'un orthophoniste", "orthophoniste"),
        (Lang::Fr, "rendez-vous dentiste", "dentiste"),
        (Lang::En, "my doctor told me to see a cardiologist", "cardiologist"),
        (Lang::En, "I was referred to a dermatologist", "dermatologist"),
        (Lang::En, "a dentist appointment please", "dentist"),
    ] {
        assert_eq!(told(lang, &own(DOCTORS), said), Some(Elsewhere::Trade(name)), "{said}");
    }
}

#[test]
fn an_ordinary_reason_is_no_foreign_service() {
    for (lang, own_words, said) in [
        (Lang::Fr, DOCTORS, "je voudrais un rendez-vous pour une douleur au genou"),
        (Lang::Fr, DOCTORS, "c'est pour mon renouvellement"),
        (Lang::Fr, DOCTORS, "c'est pour mon mal de dos"),
        (
            Lang::Fr,
            DOCTORS,
            "j'ai fait une séance d'ostéopathie hier et j'ai mal, je voudrais un rendez-vous",
        ),
        (Lang::Fr, DOCTORS, "je voudrais un rendez-vous après ma séance d'ostéo"),
        (Lang::Fr, DOCTORS, "mon kiné m'envoie, je voudrais une consultation"),
        (Lang::Fr, DOCTORS, "le dentiste m'a dit de voir un médecin"),
        (Lang::Fr, DOCTORS, "mon dentiste m'a dit de prendre rendez-vous"),
        (Lang::Fr, DOCTORS, "c'est le cardiologue qui m'envoie"),
        (Lang::Fr, DOCTORS, "je dois voir le dentiste jeudi, plutôt vendredi"),
        (Lang::Fr, DOCTORS, "on m'a envoyée chez le cardiologue et il m'a dit de faire une prise de sang"),
        (Lang::Fr, DOCTORS, "on m'a dit de voir un cardiologue, il me faut une lettre du docteur"),
        (Lang::Fr, DOCTORS, "on m'a prescrit de la kiné mais j'ai toujours mal"),
        (Lang::Fr, DOCTORS, "j'ai un rendez-vous dentiste jeudi, plutôt vendredi"),
        (Lang::En, DOCTORS, "I have a dentist appointment on Tuesday, can I come on Wednesday"),
        (Lang::En, DOCTORS, "the dentist told me to see a doctor"),
        (Lang::Fr, DOCTORS, "c'est la kiné de madame Petit, je voudrais parler au docteur"),
        (Lang::Fr, DOCTORS, "je voudrais une ordonnance pour de la kiné"),
        (Lang::Fr, DOCTORS, "je voudrais un rendez-vous pour une lettre pour le cardiologue"),
        (Lang::Fr, DOCTORS, "je voudrais un rendez-vous pour les résultats de ma radio"),
        (Lang::Fr, DOCTORS, "c'est pour une IRM que j'ai passée hier"),
        (Lang::Fr, DOCTORS, "j'ai une IRM jeudi, je voudrais venir vendredi"),
        (Lang::Fr, DOCTORS, "j'ai déjà un rendez-vous chez le dentiste jeudi, donc plutôt vendredi"),
        (Lang::Fr, DOCTORS, "j'ai rendez-vous pour un détartrage mardi, je préfère mercredi"),
        (Lang::Fr, DOCTORS, "je voudrais préparer une coloscopie avec le docteur"),
        (Lang::Fr, DOCTORS, "je dois passer une radio, il faudrait que le docteur me l'écrive"),
        (Lang::Fr, DOCTORS, "je voudrais un vaccin"),
        (Lang::Fr, DOCTORS, "je voudrais voir l'infirmière"),
        (Lang::Fr, DOCTORS, "une carie me fait mal"),
        (Lang::Fr, LAWYERS, "je voudrais un rendez-vous pour un divorce"),
        (Lang::Fr, DENTISTS, "je voudrais un détartrage"),
        (Lang::Fr, DENTISTS, "je voudrais voir le dentiste"),
        (Lang::En, DOCTORS, "I'd like an appointment about my back"),
        (Lang::En, DOCTORS, "I need a referral for physio"),
        (Lang::En, DOCTORS, "my physio sent me, I'd like an appointment"),
        (Lang::En, DOCTORS, "I had an MRI last week and want to see the doctor"),
        (Lang::En, DOCTORS, "I'd like to talk about the scan I had"),
        (Lang::En, DOCTORS, "I've got the dentist on Tuesday, can I come on Wednesday"),
    ] {
        assert_eq!(told(lang, &own(own_words), said), None, "{said}");
    }
}

#[test]
fn whether_it_is_done_here_is_asked_of_what_other_practices_do() {
    for (lang, said, is) in [
        (Lang::Fr, "vous avez un dentiste ?", Some(Elsewhere::Trade("dentiste"))),
        (Lang::Fr, "est-ce qu'il y a un kiné chez vous ?", Some(Elsewhere::Trade("kinésithérapeute"))),
        (Lang::Fr, "vous faites les détartrages ?", Some(Elsewhere::Service("un détartrage"))),
        (Lang::En, "do you have a dentist?", Some(Elsewhere::Trade("dentist"))),
        (Lang::En, "do you do dental cleaning?", Some(Elsewhere::Service("teeth cleaning"))),
        (Lang::Fr, "vous avez une infirmière ?", None),
        (Lang::Fr, "vous faites les vaccins ?", None),
        (Lang::Fr, "vous avez reçu la lettre du dentiste ?", None),
        (Lang::En, "do you have my dentist's letter?", None),
    ] {
        assert_eq!(Words::of(said).ask_about_elsewhere(&own(DOCTORS), lang), is, "{said}");
    }
}

/// A line that a linguist got wrong is none that is silently left out.
#[test]
fn every_line_of_the_tables_is_read() {
    for file in [include_str!("../../../tables/fr/trades.tsv"), include_str!("../../../tables/en/trades.tsv")]
    {
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let row = table::row(line).unwrap_or_else(|| panic!("{line}"));
            let kind = line.split('\t').nth(1);
            assert_eq!(row.is.is_none(), kind == Some("word"), "{line}");
            let folded = |way: &str| Words::of(way).0.trim() == way;
            assert!(!row.field.is_empty() && alternatives(row.said).all(folded), "{line}");
        }
    }
}
