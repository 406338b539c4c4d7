//! The words that tell what a time is said for, by language: what takes something back, what gives a time its role,
//! by which callers come to a decision.
//!
//! Words and phrases are folded, the words of a phrase parted by single spaces.

mod en;
mod fr;

use crate::Lang;

/// All of a language.
pub(crate) struct Cues {
    pub(crate) corrections: Corrections,
    pub(crate) roles: Roles,
    pub(crate) decision: Decision,
    pub(crate) doubt: Doubting,
    pub(crate) knowing: Knowing,
}

pub(crate) fn of(lang: Lang) -> &'static Cues {
    match lang {
        Lang::Fr => &fr::CUES,
        Lang::En => &en::CUES,
    }
}

/// Words that take something back.
pub(crate) struct Corrections {
    /// One of these is needed between what is taken back and what replaces it…
    pub(crate) strong: &'static [&'static str],
    /// … and nothing but these beside it.
    pub(crate) neutral: &'static [&'static str],
    /// Behind the replacement they do the same.
    pub(crate) trailing: &'static [&'static str],
    /// Just before a mention they refuse it, so that nothing is taken back.
    pub(crate) refusing: &'static [&'static str],
    /// Before an appointment that exists.
    pub(crate) existing: &'static [&'static str],
    /// Anywhere: another day is wished, and no other hour.
    pub(crate) same_hour: &'static [&'static str],
    /// Behind a time: it is the hour that won't do.
    pub(crate) of_the_hour: &'static [&'static str],
}

/// Words that give times their roles.
pub(crate) struct Roles {
    /// An appointment is moved…
    pub(crate) moving: &'static [&'static str],
    /// … but not by these.
    pub(crate) no_moving: &'static [&'static str],
    /// It is brought forward…
    pub(crate) earlier: &'static [&'static str],
    /// … or put off.
    pub(crate) later: &'static [&'static str],
    /// An appointment is given up.
    pub(crate) cancelling: &'static [&'static str],
    /// Before the time of an appointment that exists.
    pub(crate) existing: &'static [&'static str],
    /// Just before it, and only there.
    pub(crate) was: &'static [&'static str],
    /// Behind it: it is still.
    pub(crate) existing_behind: &'static [&'static str],
    /// Before the time that another replaces.
    pub(crate) instead_of: &'static [&'static str],
    /// Another time is wanted.
    pub(crate) wishing: &'static [&'static str],
    /// A new appointment is taken.
    pub(crate) taking: &'static [&'static str],
    /// Prepositions of where an appointment goes.
    pub(crate) towards: &'static [&'static str],
    /// First words of a range that is no move.
    pub(crate) between: &'static [&'static str],
    /// Before a time they exclude it.
    pub(crate) refusing_ahead: &'static [&'static str],
    /// Before a day, and no hour, on which the caller works: «je travaille (mardi)».
    pub(crate) working_ahead: &'static [&'static str],
    /// Those of them that take a time out of all others.
    pub(crate) excepting: &'static [&'static str],
    /// Where they don't exclude it.
    pub(crate) no_refusal: &'static [&'static str],
    /// Behind a time they refuse it.
    pub(crate) refusing_behind: &'static [&'static str],
    /// … but not these.
    pub(crate) no_refusal_behind: &'static [&'static str],
    /// May stand before a refusal behind a time.
    pub(crate) pronouns: &'static [&'static str],
    /// End the clause a refusal belongs to.
    pub(crate) turning: &'static [&'static str],
    /// Join a time to one that is excluded.
    pub(crate) joining: &'static [&'static str],
    /// Behind a time that is refused like the one before it.
    pub(crate) as_well: &'static [&'static str],
    /// Before the time that is liked better than another…
    pub(crate) liking: &'static [&'static str],
    /// … and before that other.
    pub(crate) than: &'static [&'static str],
    /// The day of that name, or the week, after the one that was said…
    pub(crate) the_one_after: &'static [&'static str],
    /// … or before it.
    pub(crate) the_one_before: &'static [&'static str],
    /// Between the word for an appointment and its time.
    pub(crate) of: &'static [&'static str],
    /// Articles and prepositions.
    pub(crate) small: &'static [&'static str],
}

/// Words by which callers come to a decision.
pub(crate) struct Decision {
    /// Between two times: the first is dropped.
    pub(crate) turning: &'static [&'static str],
    /// Between two times: either, or both.
    pub(crate) joining: &'static [&'static str],
    /// Around one of two that was said before: the other will do as well.
    pub(crate) preferring: &'static [&'static str],
    /// Between two times: the caller asks which it was.
    pub(crate) wondering: &'static [&'static str],
    /// Behind the second: both.
    pub(crate) as_well: &'static [&'static str],
    /// Between the second and a word that says so: «l'après-midi ça va aussi».
    pub(crate) suiting: &'static [&'static str],
    /// Before a time: it was meant, or agreed, and is no more.
    pub(crate) was_meant: &'static [&'static str],
    /// Before a time that is come to.
    pub(crate) settling: &'static [&'static str],
    /// Behind it.
    pub(crate) settling_behind: &'static [&'static str],
    /// Before a weekday that only says what day it is.
    pub(crate) remarks: &'static [&'static str],
    /// Before a time that is only told of: when the caller leaves, comes back, what day it is.
    pub(crate) told: &'static [&'static str],
    /// … but not with these.
    pub(crate) free: &'static [&'static str],
    /// Before a time at which somebody is to telephone, which is no appointment's.
    pub(crate) calling: &'static [&'static str],
    /// Behind a time that another stands in for: the practice has it no more…
    pub(crate) taken: &'static [&'static str],
    /// … or, before that time, hasn't got it.
    pub(crate) lacking: &'static [&'static str],
    /// Behind an appointment that is left as it is.
    pub(crate) keeping: &'static [&'static str],
    /// Begin the reason for something.
    pub(crate) reasons: &'static [&'static str],
    /// Words that begin a clause of their own.
    pub(crate) clauses: &'static [&'static str],
    /// Anywhere before a time in its clause: the caller, or what they wait for, comes and goes then.
    pub(crate) travelling: &'static [&'static str],
    /// Before an hour in its clause: something else is then.
    pub(crate) engaged: &'static [&'static str],
    /// Behind a time: something else takes it up…
    pub(crate) busy: &'static [&'static str],
    /// … but not this.
    pub(crate) no_business: &'static [&'static str],
    /// Behind a time that is only supposed.
    pub(crate) hedging: &'static [&'static str],
    /// Before or behind the hour of several days: it is each one's.
    pub(crate) of_each: &'static [&'static str],
    /// Articles and prepositions.
    pub(crate) small: &'static [&'static str],
}

/// Words by which callers say that they don't know which time it is.
pub(crate) struct Knowing {
    /// At the end: the caller doesn't know.
    pub(crate) at_the_end: &'static [&'static str],
    /// Behind a time, wherever: the caller doesn't know which it is.
    pub(crate) which_it_is: &'static [&'static str],
    /// Before times joined by «ou»: the same…
    pub(crate) whether: &'static [&'static str],
    /// … but not before these, which leave it to the practice.
    pub(crate) of_the_practice: &'static [&'static str],
    /// Begin what somebody else has fixed…
    pub(crate) whichever: &'static [&'static str],
    /// … with one of these.
    pub(crate) arranged: &'static [&'static str],
    /// Behind several times: it hangs on something the caller doesn't know.
    pub(crate) depending: &'static [&'static str],
}

/// Words that leave a doubt, or take it away.
pub(crate) struct Doubting {
    /// Around a time that is asked for.
    pub(crate) asking: &'static [&'static str],
    /// Between two times they refuse one, and only the voice tells which.
    pub(crate) of_either: &'static [&'static str],
    /// Behind a time, before another.
    pub(crate) settling_on: &'static [&'static str],
    /// Begin a clause behind a time.
    pub(crate) subjects: &'static [&'static str],
    /// Say nothing of any time.
    pub(crate) courtesy: &'static [&'static str],
    /// Before a weekday that another day is said to be.
    pub(crate) remarking: &'static [&'static str],
    /// Between two times of which either will do, or both…
    pub(crate) joining: &'static [&'static str],
    /// … and words that may stand beside these…
    pub(crate) helping: &'static [&'static str],
    /// … but not these: the second is liked better.
    pub(crate) preferring: &'static [&'static str],
    /// Between a wish and what will do where it can't be had, or as well.
    pub(crate) falling_back: &'static [&'static str],
    /// Before a weekday: any of that name.
    pub(crate) any_one: &'static [&'static str],
    /// Before two times joined by «ou»: it is asked which of them it was…
    pub(crate) wondering: &'static [&'static str],
    /// … or is, where it is a question.
    pub(crate) wondering_when_asked: &'static [&'static str],
    /// Before a number that may be an hour.
    pub(crate) at: &'static [&'static str],
    /// Before a number that is none.
    pub(crate) all_of: &'static [&'static str],
    /// Behind a number that counts nothing.
    pub(crate) behind_a_number: &'static [&'static str],
    /// Say a time by another…
    pub(crate) leaning: &'static [&'static str],
    /// … where no noun follows.
    pub(crate) leaning_alone: &'static [&'static str],
    /// Before one of these they say none.
    pub(crate) no_leaning_ahead: &'static [&'static str],
    /// Point at one of several that were just said…
    pub(crate) pointing: &'static [&'static str],
    /// … or say that it is one of them, whichever.
    pub(crate) one_of_them: &'static [&'static str],
    /// Say something of time that isn't read, or that the time is still open.
    pub(crate) unread: &'static [&'static str],
    /// Begin a condition under which what was said doesn't hold.
    pub(crate) excepting: &'static [&'static str],
    /// How far something is moved.
    pub(crate) lengths: &'static [&'static str],
    /// Each is a time, whatever else it was taken for.
    pub(crate) weekdays: &'static [&'static str],
}
