//! Why a sentence's times are read as they are, for people who write rules and lessons:
//! `cargo run -p phrases --example explain -- fr 2026-12-01T09:00 "je pars samedi, donc lundi"`.

#![expect(clippy::print_stdout, reason = "its output is its purpose")]

use std::error::Error;

use phrases::{Context, Country, Expecting, Lang, Region, Vocabulary, explain, explain_wishes};

fn main() -> Result<(), Box<dyn Error>> {
    let said: Vec<String> = std::env::args().skip(1).collect();
    let [lang, now, text] = said.as_slice() else {
        return Err("say the language, the local time and the sentence".into());
    };
    let vocabulary = Vocabulary::default();
    let context = Context {
        lang: Lang::from_tag(lang).ok_or("the language is fr or en")?,
        region: Region::from_tag(lang),
        now: now.parse()?,
        vocabulary: &vocabulary,
        expecting: Expecting::Anything,
        spoken: None,
        in_question: None,
        country: Country::Fr,
    };
    println!("what the rules read:");
    for (words, rules) in explain(text, &context) {
        println!("  {words}: {}", rules.join(", "));
    }
    println!("how surely each is wished, in thousandths:");
    for (words, weight) in explain_wishes(text, &context) {
        println!("  {words}: {weight}");
    }
    Ok(())
}
