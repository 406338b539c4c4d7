//! Several appointments in one breath: «annulez celui de mardi et le vaccin», «décalez mardi à jeudi et vendredi à
//! lundi». The verb is said once and meant in each part, so each part is read as a sentence of its own.

use std::ops::Range;

use domain::Lang;
use phrases::{Context, EntityKind, Expecting, Frame, Grain, Intent, Role, TimeMention, understand};

use super::Call;
use super::heard::names_errand;
use super::meant::Meant;
use super::mind::Goal;
use crate::asking::Asking;
use crate::words::{Words, joints};

/// As many joints are looked at: nobody names more appointments in one breath.
pub(super) const MOST_JOINTS: usize = 8;

/// What a sentence says of several appointments.
#[derive(Clone, Debug, Default)]
pub(super) struct Breath {
    /// Those of which the same is wanted.
    pub(super) alike: Vec<Meant>,
    /// What is wanted of others, as a sentence of its own, and of how many.
    pub(super) then: Option<(String, usize)>,
    /// What is to be booked after what is changed, or changed after what is booked, as a sentence of its own.
    pub(super) afterwards: Option<String>,
}

/// A stretch of a sentence that tells of one appointment.
struct Part {
    place: Range<usize>,
    goal: Goal,
    has_verb: bool,
    /// Its verb comes before what is named: «je voudrais annuler celui de jeudi».
    is_clause: bool,
    frame: Frame,
    meant: Meant,
}

impl Part {
    /// Whether it begins anew, rather than going on with what is before it: «à lundi et mardi» is one aim, where one
    /// was said.
    fn begins(&self, said: &str, aimed: bool, before: Option<&Self>) -> bool {
        let goes_on = aimed && !self.has_verb && !self.has_aim() && !Words::of(said).begins_with_a_head();
        // «Avec le docteur Martin et avec Sophie»: another one, as the one before it is known by whom it is with.
        let with_another = || {
            let named = |part: &Self| !part.meant.practitioners.is_empty();
            let of_it = self.goal != Goal::Reschedule || before.is_some_and(named);
            Words::of(said).begins_with_whom() && named(self) && of_it
        };
        // «Une consultation et un vaccin»
        let one_for = || Words::of(said).begins_with_a_wish() && !self.meant.services.is_empty();
        let begins =
            self.has_verb || begins_with_what_is_named(said, &self.frame) || one_for() || with_another();
        begins && !goes_on && !speaks_of_the_same(said)
    }

    /// Whether it says where its appointment is moved.
    fn has_aim(&self) -> bool {
        self.frame.moved_by.is_some() || self.frame.times.iter().any(|mention| mention.role == Role::To)
    }
}

impl Call {
    /// Two errands of one sentence: the one books and the other changes what there is («annulez la consultation et
    /// prenez-moi un vaccin»), or they are about two people («annulez mon rendez-vous et celui de ma fille»).
    pub(super) fn set_errands_apart(&self, text: &str, lang: Lang) -> Option<(String, String)> {
        if self.errand.goal == Goal::Book {
            return None;
        }
        let two = |cut: Range<usize>| (&text[..cut.start], &text[cut.end..]);
        let cuts = joints(text).into_iter().take(MOST_JOINTS);
        let (first, second) = cuts.map(two).find_map(|(before, behind)| {
            let second = self.another_errand(before, behind, lang)?;
            Some((before.to_owned(), second))
        })?;
        let whole = self.read_apart(text, lang);
        // What is said of a danger is heard at once, in whichever part.
        let danger = whole.emergency || whole.alarming || whole.intent == Intent::Emergency;
        (!danger).then_some((first, second))
    }

    /// What comes behind a joint, as a sentence of its own, where it is another errand than what comes before it.
    fn another_errand(&self, before: &str, behind: &str, lang: Lang) -> Option<String> {
        let (one, other) = (Words::of(before), Words::of(behind));
        let of_two = one.whose().zip(other.whose()).is_some_and(|(one, other)| one != other);
        let change =
            |said: &str| goal_of(self.read_apart(said, lang).outright).filter(|goal| *goal != Goal::Lookup);
        let Some(goal) = change(before) else {
            let next = joints(behind).first().map_or(behind, |cut| &behind[..cut.start]);
            let changes = self.books(before, lang) && change(next).is_some() && !speaks_of_the_same(next);
            return changes.then(|| behind.to_owned());
        };
        // «Annulez une consultation et un vaccin»: what is named alike shares the verb.
        let last = before.rsplit(", ").next().unwrap_or(before);
        let shares_the_verb = !other.book_one() && Words::of(last).name_one();
        if !shares_the_verb && self.books(behind, lang) || of_two && change(behind).is_some() {
            Some(behind.to_owned())
        } else {
            of_two.then(|| with_verb(behind, goal, lang))
        }
    }

    /// Whether something is booked by these words, and first of all by them.
    fn books(&self, said: &str, lang: Lang) -> bool {
        let words = Words::of(said);
        if !words.book_one() && !self.begins_with_what_is_booked(said, lang) {
            return false;
        }
        let frame = self.read_apart(said, lang);
        if goal_of(frame.outright).is_some() {
            return self.set_errands_apart(said, lang).is_some_and(|(first, _)| self.books(&first, lang));
        }
        frame.outright == Intent::Book || names_errand(&frame)
    }

    /// «Un vaccin jeudi à 9 heures», without any verb.
    fn begins_with_what_is_booked(&self, said: &str, lang: Lang) -> bool {
        let words = Words::of(said);
        if !words.begins_with_a_wish() || words.is_instead() {
            return false;
        }
        let frame = self.read_apart(said, lang);
        let service = frame.entities.iter().find(|entity| entity.kind == EntityKind::Service);
        let at = service.and_then(|service| words.place_of(&service.text));
        words.begins_with_an_appointment() || at.is_some_and(|at| words.are_a_beginning(at))
    }

    /// What words say by themselves, whatever was asked.
    pub(super) fn read_apart(&self, said: &str, lang: Lang) -> Frame {
        understand(said, &Context { expecting: Expecting::Anything, ..self.context(lang) })
    }

    /// Takes out of a frame what is not of the first appointment, where several are told of.
    pub(super) fn set_parts_apart(&self, frame: &mut Frame, text: &str, lang: Lang) -> Breath {
        let Some(goal) = self.changes(frame) else { return Breath::default() };
        let words = Words::of(text);
        let mut parts = self.parts(text, frame, goal, lang);
        // «J'ai rendez-vous mardi et jeudi, annulez celui de jeudi»: what comes before only tells.
        let tells = parts.iter().rposition(|part| part.is_clause).unwrap_or_default();
        let tells = if parts.iter().take(tells).any(|part| part.has_verb) { 0 } else { tells };
        parts.drain(..tells);
        if parts.len() < 2 {
            if tells > 0 {
                keep_what_is_wanted(frame, &parts);
            }
            let plural = goal != Goal::Lookup && words.are_all_of_a_time();
            let alike = parts
                .pop()
                .map(|part| part.meant)
                .map(|meant| Meant { plural: meant.plural || plural && !meant.times.is_empty(), ..meant });
            let alike = alike.filter(|meant| self.means_several(meant) || plural && meant.plural);
            return Breath { alike: alike.into_iter().collect(), ..Breath::default() };
        }
        let ours = parts.iter().take_while(|part| part.goal == parts[0].goal).count();
        let shared = parts[0].goal != Goal::Reschedule || !parts[..ours - 1].iter().any(Part::has_aim);
        let ours = if shared { ours } else { 1 };
        let then = parts.get(ours).map(|next| {
            let rest = &text[next.place.start..];
            let rest = if next.has_verb { rest.to_owned() } else { with_verb(rest, next.goal, lang) };
            (rest, parts.len() - ours)
        });
        parts.truncate(ours);
        keep_what_is_wanted(frame, &parts);
        let plural = words.speaks_of_several();
        let mut alike: Vec<Meant> = parts.into_iter().map(|part| part.meant).collect();
        for meant in &mut alike {
            meant.plural |= plural;
        }
        let one = alike.len() == 1 && alike[0].places.len() < 2;
        Breath { alike: if one { Vec::new() } else { alike }, then, afterwards: None }
    }

    /// «Les deux premiers»; «les autres», where some were spoken of.
    fn means_several(&self, meant: &Meant) -> bool {
        meant.places.len() > 1 || meant.others && !self.errand.queue.spoken_of.is_empty()
    }

    /// What is done to appointments that are, by a sentence or by an answer to which one it is.
    fn changes(&self, frame: &Frame) -> Option<Goal> {
        let told = match self.asking() {
            Asking::WhichAppointment => matches!(self.errand.goal, Goal::Cancel | Goal::Reschedule),
            Asking::Confirm => self.errand.goal == Goal::Cancel,
            _ => false,
        };
        let begins = matches!(frame.intent, Intent::Book | Intent::Availability);
        goal_of(frame.intent).or_else(|| Some(self.errand.goal).filter(|_| told && !begins))
    }

    /// What stands for no appointment by itself belongs to the part before it: «à dix heures et demie».
    fn parts(&self, text: &str, whole: &Frame, goal: Goal, lang: Lang) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let (mut from, mut lead) = (0, 0);
        for cut in cuts(text, whole).into_iter().chain(std::iter::once(text.len()..text.len())) {
            let goal = parts.last().map_or(goal, |part| part.goal);
            // «Annulez les deux, mardi et jeudi»
            let behind = || self.part(text, lead..cut.start, goal, lang);
            let alone = self.part(text, from..cut.start, goal, lang).or_else(behind);
            let corrects = parts
                .last()
                .is_some_and(|before| Words::of(&text[before.place.start..from]).ends_by_taking_back());
            let aimed = parts.iter().any(Part::has_aim);
            let stands = alone.as_ref().is_some_and(|part| {
                parts.is_empty() || !corrects && part.begins(&text[part.place.clone()], aimed, parts.last())
            });
            match (alone.filter(|_| stands), parts.pop()) {
                (Some(part), before) => {
                    parts.extend(before);
                    parts.push(part);
                }
                (None, Some(before)) => {
                    let place = before.place.start..cut.start;
                    parts.push(self.part(text, place, before.goal, lang).unwrap_or(before));
                }
                (None, None) => {
                    lead = cut.end;
                    continue;
                }
            }
            (from, lead) = (cut.end, cut.end);
        }
        parts
    }

    fn part(&self, text: &str, place: Range<usize>, goal: Goal, lang: Lang) -> Option<Part> {
        let said = text.get(place.clone())?;
        let context = self.context(lang);
        let alone = understand(said, &context);
        // «Mes rendez-vous de mardi…» asks about nothing where they are cancelled.
        let own = goal_of(alone.outright).filter(|own| *own != Goal::Lookup || goal == Goal::Lookup);
        let goal = own.unwrap_or(goal);
        let frame = if own.is_some() { alone } else { understand(&with_verb(said, goal, lang), &context) };
        let words = Words::of(said);
        let others = || words.the_others().then(Meant::others);
        let counted = || Some(Meant::at(words.counted_at_an_end())).filter(|meant| meant.plural);
        let meant = Meant::in_frame(&frame, goal).or_else(counted).or_else(others)?;
        let has_verb = own.is_some();
        let is_clause = has_verb && !begins_with_what_is_named(said, &frame);
        Some(Part { place, goal, has_verb, is_clause, frame, meant })
    }
}

const fn goal_of(intent: Intent) -> Option<Goal> {
    match intent {
        Intent::Cancel => Some(Goal::Cancel),
        Intent::Reschedule => Some(Goal::Reschedule),
        Intent::Lookup => Some(Goal::Lookup),
        _ => None,
    }
}

/// With the verb that is meant and isn't said.
fn with_verb(said: &str, goal: Goal, lang: Lang) -> String {
    let verb = match (goal, lang) {
        (Goal::Reschedule, Lang::Fr) => "déplacez",
        (Goal::Reschedule, Lang::En) => "move",
        (Goal::Cancel, Lang::Fr) => "annulez",
        (Goal::Cancel, Lang::En) => "cancel",
        (_, Lang::Fr) => "c'est quand",
        (_, Lang::En) => "when is",
    };
    format!("{verb} {}", said.trim())
}

/// Of the whole sentence, what is said of when and of which is that of the parts that are taken up first.
fn keep_what_is_wanted(frame: &mut Frame, parts: &[Part]) {
    let which = |kind| matches!(kind, EntityKind::Service | EntityKind::Practitioner | EntityKind::Ordinal);
    frame.entities.retain(|entity| !which(entity.kind));
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return };
    frame.intent = first.frame.intent;
    frame.ambiguous.clone_from(&last.frame.ambiguous);
    frame.moved_by = last.frame.moved_by;
    // «Mardi et jeudi d'une semaine»: each by so much.
    let aims = |m: &&TimeMention| parts.len() == 1 || m.role == Role::To && frame.moved_by.is_none();
    frame.times = last.frame.times.iter().filter(aims).cloned().collect();
    if parts.len() == 1 {
        frame.entities.extend(first.frame.entities.iter().filter(|entity| which(entity.kind)).cloned());
    }
}

/// Where one thing may be joined to another: at «et», and before the last one at a comma; not within an hour.
pub(super) fn cuts(text: &str, whole: &Frame) -> Vec<Range<usize>> {
    let hours = whole.times.iter().filter(|mention| mention.grain <= Grain::Hour);
    let hours: Vec<Range<usize>> =
        hours.filter_map(|hour| text.find(&hour.text).map(|at| at..at + hour.text.len())).collect();
    let mut cuts = joints(text);
    cuts.retain(|cut| !hours.iter().any(|hour| hour.contains(&cut.start)));
    cuts.truncate(MOST_JOINTS);
    cuts
}

/// «Celui de vendredi», «de vendredi», «vendredi»; not «avec le docteur Martin».
pub(super) fn begins_with_what_is_named(said: &str, frame: &Frame) -> bool {
    let words = Words::of(said);
    let times = frame.times.iter().map(|mention| mention.text.as_str());
    let mut named = times.chain(frame.entities.iter().map(|entity| entity.text.as_str()));
    words.begins_with_an_article() || named.any(|text| words.place_of(text) == Some(0))
}

/// «Mettez-le», «le décaler», "move it": what was spoken of before.
fn speaks_of_the_same(said: &str) -> bool {
    let mut words = said.split_whitespace();
    let clings = |verb: &str| ["-le", "-la", "-les"].iter().any(|pronoun| verb.ends_with(pronoun));
    words.next().is_some_and(clings)
        || matches!(words.next(), Some("it" | "them"))
        || Words::of(said).changes_the_same()
}
