//! What the console says, in both languages: one file a section in `assets/words/`, a text by its file and its key.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::Lang;

type Texts = BTreeMap<String, BTreeMap<String, String>>;

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        const FILES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../assets/words/", $name, ".json")))),+];
    };
}

files!(
    "account",
    "audit",
    "calendar",
    "calls",
    "dates",
    "documents",
    "errors",
    "events",
    "fields",
    "frame",
    "inbox",
    "integrations",
    "join",
    "link",
    "mail",
    "messages",
    "operate",
    "patients",
    "practice",
    "refused",
    "rights",
    "script",
    "sign_in",
    "team",
    "today",
    "usage",
    "wrong",
);

static TABLES: LazyLock<BTreeMap<&str, Texts>> = LazyLock::new(|| {
    FILES.iter().map(|(name, text)| (*name, serde_json::from_str(text).unwrap_or_default())).collect()
});

/// The text that a page asks for as `today.title`.
pub(crate) fn word(lang: Lang, key: &str) -> &'static str {
    let found = key.split_once('.').and_then(|(file, key)| TABLES.get(file)?.get(lang.tag())?.get(key));
    found.map_or("", String::as_str)
}

/// The same, with `{name}` replaced by what is given for it.
pub(crate) fn fill(lang: Lang, key: &str, values: &[(&str, &str)]) -> String {
    values
        .iter()
        .fold(word(lang, key).to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

/// A text that goes with a number: of its two forms, parted by ` | `, the first is for one thing, and in French for none.
/// Where it holds `{n}`, that is the number.
pub(crate) fn counted(lang: Lang, key: &str, n: impl TryInto<u64>) -> String {
    let n = n.try_into().unwrap_or(u64::MAX);
    let text = word(lang, key);
    let (one, more) = text.split_once(" | ").unwrap_or((text, text));
    let alone = n == 1 || n == 0 && lang == Lang::Fr;
    let number = n.to_string();
    if alone { one } else { more }.replace("{n}", &number)
}

/// What scripts say, as JSON that may stand in a page: nothing in it can end the element that holds it.
pub(crate) fn for_scripts(lang: Lang) -> String {
    let table = |file: &str| TABLES.get(file).and_then(|texts| texts.get(lang.tag()));
    let texts = serde_json::json!({"script": table("script"), "errors": table("errors")});
    texts.to_string().replace('<', "\\u003c").replace('>', "\\u003e")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn both_languages_say_the_same_things() {
        for (name, text) in FILES {
            let texts: Texts = serde_json::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(texts.keys().collect::<Vec<_>>(), ["en", "fr"], "{name}");
            assert_eq!(
                texts["fr"].keys().collect::<Vec<_>>(),
                texts["en"].keys().collect::<Vec<_>>(),
                "{name}"
            );
        }
    }

    /// French keeps its colons, question marks and quotation marks on one line with their words.
    #[test]
    fn french_marks_stand_with_their_words() {
        for (name, text) in FILES {
            let texts: Texts = serde_json::from_str(text).unwrap();
            let parted =
                |text: &&String| [" :", " ;", " ?", " !", " »", "« "].iter().any(|mark| text.contains(mark));
            let odd = texts["fr"].iter().find(|(_, text)| parted(text));
            assert_eq!(odd, None, "{name}");
        }
    }

    /// French has one of nothing.
    #[test]
    fn what_is_counted_is_one_or_several() {
        for (lang, n, told) in [
            (Lang::Fr, 0, "rendez-vous déplacé"),
            (Lang::Fr, 1, "rendez-vous déplacé"),
            (Lang::Fr, 2, "rendez-vous déplacés"),
            (Lang::En, 0, "appointments moved"),
            (Lang::En, 1, "appointment moved"),
            (Lang::En, 2, "appointments moved"),
        ] {
            assert_eq!(counted(lang, "today.moved", n), told, "{n}");
        }
        assert_eq!(counted(Lang::Fr, "patients.several", 3_u64), "3 dossiers");
        assert_eq!(counted(Lang::Fr, "patients.nobody", 3_u64), word(Lang::Fr, "patients.nobody"));
    }

    /// A text that counts has its two forms in both languages.
    #[test]
    fn what_counts_in_one_language_counts_in_the_other() {
        for (name, text) in FILES {
            let texts: Texts = serde_json::from_str(text).unwrap();
            for (key, french) in &texts["fr"] {
                let forms = |text: &str| text.split(" | ").count();
                assert_eq!(forms(french), forms(&texts["en"][key]), "{name}.{key}");
                assert!(forms(french) == 1 || forms(french) == 2, "{name}.{key}");
                assert_eq!(french.contains("{n}"), texts["en"][key].contains("{n}"), "{name}.{key}");
            }
        }
    }

    /// What is written with a hyphen is found by whoever types one.
    #[test]
    fn hyphens_are_those_of_a_keyboard() {
        for (name, text) in FILES {
            let odd = text.lines().find(|line| line.contains(['\u{2010}', '\u{2011}']));
            assert_eq!(odd, None, "{name}");
        }
    }

    #[test]
    fn every_text_that_a_page_asks_for_exists() {
        let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        let mut folders = vec![templates.join("console"), templates.join("operate")];
        let mut asked = 0;
        while let Some(folder) = folders.pop() {
            for file in std::fs::read_dir(folder).unwrap() {
                let path = file.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let text = std::fs::read_to_string(path).unwrap();
                for (at, _) in text.match_indices("t(\"") {
                    let key = text[at + 3..].split('"').next().unwrap();
                    if key.contains('.') && !key.ends_with(['.', '_']) {
                        assert!(!word(Lang::Fr, key).is_empty(), "no text `{key}`");
                        asked += 1;
                    }
                }
            }
        }
        assert!(asked > 50, "{asked}");
    }
}
