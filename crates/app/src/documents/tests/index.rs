//! Questions that a practice's documents answer, and questions that they don't (S235).

use super::*;
use crate::documents::read::{Kind, readable_for_tests as readable};

const ACCESS: &str = include_str!("acces.md");
const PREPARE: &str = include_str!("preparer.md");
const LAWYER: &str = include_str!("avocat.txt");
const ENGLISH: &str = include_str!("visitors.md");
const TABLE: &str = include_str!("questions.tsv");
/// Questions in other small words than those of the documents.
const SMALL_WORDS: &str = include_str!("small_words.tsv");

fn index(lang: Lang, documents: &[(&str, Kind, &str)]) -> Index {
    let mut index = Index::new(lang);
    for (nth, (name, kind, text)) in documents.iter().enumerate() {
        let read = readable(*kind, text);
        assert_eq!(read.lang, lang, "{name}");
        for passage in read.passages {
            index.add(nth, name, passage);
        }
    }
    index
}

fn of(shelf: &str) -> Index {
    match shelf {
        "medical" => index(
            Lang::Fr,
            &[
                ("Accès et tarifs", Kind::Markdown, ACCESS),
                ("Préparer votre examen", Kind::Markdown, PREPARE),
            ],
        ),
        "lawyer" => index(Lang::Fr, &[("Première consultation", Kind::Text, LAWYER)]),
        "english" => index(Lang::En, &[("Visitors’ guide", Kind::Markdown, ENGLISH)]),
        "three in French" => index(
            Lang::Fr,
            &[
                ("Livret d’accueil", Kind::Markdown, include_str!("accueil.md")),
                ("Vos examens", Kind::Markdown, include_str!("examens.md")),
                ("Règlement et dossier", Kind::Text, include_str!("reglement.txt")),
            ],
        ),
        "three in English" => index(
            Lang::En,
            &[
                ("Welcome to the practice", Kind::Markdown, include_str!("welcome.md")),
                ("Your tests", Kind::Markdown, include_str!("tests.md")),
                ("Charges and records", Kind::Text, include_str!("charges.txt")),
            ],
        ),
        "who may come in" => {
            index(Lang::Fr, &[("Venir au cabinet", Kind::Markdown, include_str!("venir.md"))])
        }
        "who may come, in English" => {
            index(Lang::En, &[("Coming to us", Kind::Markdown, include_str!("coming.md"))])
        }
        other => panic!("{other}"),
    }
}

/// Each line: documents, question, and some of the words that must be quoted; or a dash, where nothing may be.
#[test]
fn what_the_documents_say_is_quoted_and_what_they_dont_is_not_answered() {
    let (mut answered, mut unanswered, mut wrong) = (0, 0, Vec::new());
    for line in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let [shelf, question, wanted] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let found = of(shelf).answer(question);
        match (&found, wanted) {
            (None, "-") => unanswered += 1,
            (Some(found), wanted) if wanted != "-" && found.words.contains(wanted) => answered += 1,
            _ => wrong.push(format!("{question}\n    wanted {wanted}\n    found  {found:?}")),
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        wrong.len() + answered + unanswered,
        wrong.join("\n")
    );
    assert!(answered >= 40 && unanswered >= 30, "{answered} {unanswered}");
}

/// An answer is a stretch of a document's own text, of two sentences at most.
#[test]
fn an_answer_is_word_for_word() {
    for line in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let index = of(cells[0]);
        if let Some(found) = index.answer(cells[1]) {
            let passages = index.passages.iter();
            assert!(passages.clone().any(|one| one.passage.text.contains(&found.words)), "{found:?}");
            assert!(sentences(&found.words).len() <= 2, "{found:?}");
        }
    }
}

/// Who leaves goes; nothing is left anywhere by that.
#[test]
fn leaving_is_not_leaving_something() {
    let shelf = of("who may come, in English");
    for question in [
        "Can I leave early?",
        "When can I leave?",
        "May I leave before the end?",
        "Can I leave right after the jab?",
    ] {
        assert_eq!(shelf.answer(question), None, "{question}");
    }
    for question in ["Can I leave my bicycle?", "Where do I leave my bicycle?"] {
        let found = shelf.answer(question).map(|found| found.words).unwrap_or_default();
        assert!(found.contains("bicycle"), "{question}: {found}");
    }
}

#[test]
fn an_empty_shelf_and_an_empty_question_answer_nothing() {
    assert_eq!(Index::new(Lang::Fr).answer("Y a-t-il un parking ?"), None);
    for question in ["", "?", "Est-ce que vous pouvez me dire ?", "de la"] {
        assert_eq!(of("medical").answer(question), None, "{question}");
    }
}

/// What became of questions.
#[derive(Debug, Default, PartialEq, Eq)]
struct Measured {
    /// Of those that the documents answer: rightly, wrongly, and not at all.
    right: usize,
    wrong: usize,
    refused: usize,
    /// Of those that they don't: answered all the same, and not.
    made_up: usize,
    unanswered: usize,
}

/// Questions of the table, in the order in which they were written.
fn questions() -> impl Iterator<Item = &'static str> {
    SMALL_WORDS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn measured(questions: impl Iterator<Item = &'static str>) -> Measured {
    let mut all = Measured::default();
    for line in questions {
        let [shelf, question, wanted] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let count = match (of(shelf).answer(question), wanted) {
            (None, "-") => &mut all.unanswered,
            (Some(_), "-") => &mut all.made_up,
            (None, _) => &mut all.refused,
            (Some(found), wanted) if found.words.contains(wanted) => &mut all.right,
            (Some(_), _) => &mut all.wrong,
        };
        *count += 1;
    }
    all
}

/// Of the first hundred, half were looked at while the index was made, and half only counted.
const FIRST: usize = 100;

/// The bars are what was measured; fewer wrong or refused would be welcome, and is to be told here and in decision 15.
#[test]
fn small_words_sink_no_answer_and_make_none_up() {
    let looked_at = measured(questions().take(FIRST).step_by(2));
    assert_eq!(looked_at, Measured { right: 28, wrong: 1, refused: 3, made_up: 0, unanswered: 18 });
    let counted = measured(questions().take(FIRST).skip(1).step_by(2));
    assert_eq!(counted, Measured { right: 24, wrong: 2, refused: 6, made_up: 0, unanswered: 18 });
}

/// «Acceptez-vous les enfants ?» asks about children: what is said of accepting animals, or cards, answers nothing.
#[test]
fn whom_a_question_is_about_is_what_it_asks() {
    let of_whom = measured(questions().skip(FIRST));
    assert_eq!(of_whom, Measured { right: 19, wrong: 0, refused: 0, made_up: 0, unanswered: 31 });
}
