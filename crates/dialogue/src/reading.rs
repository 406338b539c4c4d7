//! A sentence that was said outside a call.

use domain::Lang;
use domain::practice::Practice;
use jiff::civil::DateTime;
use phrases::{Context, Expecting, Frame, Region};

use crate::call::{country, vocabulary};

/// What a sentence says by itself, in the practice's words and by its clock.
pub fn read(practice: &Practice, lang: Lang, now: DateTime, text: &str) -> Frame {
    let vocabulary = vocabulary(practice, lang);
    let locale = &practice.tenant.locale;
    let context = Context {
        lang: if lang == Lang::Fr { phrases::Lang::Fr } else { phrases::Lang::En },
        region: Region::from_tag(locale),
        now,
        vocabulary: &vocabulary,
        expecting: Expecting::Anything,
        spoken: None,
        in_question: None,
        country: country(locale),
    };
    phrases::understand(text, &context)
}
