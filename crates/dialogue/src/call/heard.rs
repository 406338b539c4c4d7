//! An utterance, read in the language that is spoken.

use domain::{Lang, Phone};
use jiff::civil::{Date, DateTime, Weekday};
use jiff::{ToSpan, Unit};
use phrases::{
    Context, Country, EntityKind, Frame, Grain, Intent, Kind, Peril, Region, Role, TimeMention, understand,
};

use super::Call;
use super::breath::Breath;
use super::hearing::{LONGEST_UTTERANCE, is_bare, only_waits, starts_errand};
use super::matters::Matter;
use super::meant::Meant;
use super::mind::Goal;
use super::party::Wanted;
use super::person::is_whole;
use crate::asking::Asking;
use crate::words::{Words, but_for_a_refused_call, but_for_a_wait, but_for_whether_it_may_be, seams};

/// A bound this near to the present, in minutes, is what «plus tard» alone stands for.
const NEARLY_NOW: f64 = 15.0;
/// Digits of a code.
const CODE: usize = 6;
/// How sure a frame in the other language must be to count as that language.
const SURELY_FOREIGN: f64 = 0.7;

/// How sure it has to be that an appointment that is there is meant, where no set phrase says so.
const LIKELY: f64 = 0.4;
/// Small words of the other language, and none of this one, that make an utterance foreign.
const FOREIGN_WORDS: usize = 2;
/// And as many as make it a sentence, after which that language is spoken.
const FOREIGN_SENTENCE: usize = 3;
/// Foreign turns after which their language is spoken.
pub(super) const FOREIGN_TURNS: u8 = 2;

/// An utterance, read.
pub(super) struct Heard {
    pub(super) text: String,
    pub(super) frame: Frame,
    pub(super) words: Words,
    /// What was said beside it for the staff.
    pub(super) matter: Option<Matter>,
    /// What it says of appointments that are to stay, where others are given up.
    pub(super) spared: Option<Vec<Meant>>,
    /// What it says of several appointments.
    pub(super) breath: Breath,
    /// What it asks of the practice beside what is changed.
    pub(super) question: Option<String>,
    /// For whom it wishes bookings, where it is for several: who comes first, comes first.
    pub(super) party: Vec<Wanted>,
}

impl Heard {
    /// The same words, as if they spoke of no danger.
    pub(super) const fn apart_from_danger(mut self) -> Self {
        self.frame.intent = self.frame.wanted;
        self.frame.emergency = false;
        self
    }

    /// Of the entities of a kind, the last that differs from what is known («pas une consultation, un vaccin»).
    pub(super) fn changed(&self, kind: EntityKind, known: Option<&str>) -> Option<&str> {
        let values =
            || self.frame.entities.iter().filter(|entity| entity.kind == kind).map(|e| e.value.as_str());
        values().rfind(|value| Some(*value) != known).or_else(|| values().next_back())
    }

    /// Whether it wishes bookings for several people.
    pub(super) fn is_for_several(&self) -> bool {
        self.party.iter().any(|wanted| wanted.whom.is_some())
    }

    /// Whether a name is said after the word that begins at this place of the folded text.
    pub(super) fn names_after(&self, relative: usize) -> bool {
        self.names_around(Some(relative)).1.is_some()
    }

    /// The name of whoever calls, which is said as their own or before the place of a relative, and the other one.
    pub(super) fn names_around(&self, relative: Option<usize>) -> (Option<&str>, Option<&str>) {
        let named = self.frame.entities.iter().filter(|entity| entity.kind == EntityKind::PersonName);
        let is_own = |text: &str| {
            let place = self.words.place_of(text);
            place.is_some_and(|name| self.is_own_name(name) || relative.is_some_and(|at| name < at))
        };
        let (own, theirs): (Vec<_>, Vec<_>) = named.partition(|entity| is_own(&entity.text));
        (own.first().map(|name| name.value.as_str()), theirs.first().map(|name| name.value.as_str()))
    }

    fn is_own_name(&self, place: usize) -> bool {
        self.words.call_themselves_what_is_named_at(place)
    }

    /// The name that is said of somebody at a place, before anybody else is spoken of.
    pub(super) fn name_of(&self, place: usize) -> Option<&str> {
        let next = self.words.everybody().into_iter().map(|(_, at)| at).filter(|at| *at > place).min();
        let named = self.frame.entities.iter().filter(|entity| entity.kind == EntityKind::PersonName);
        let mut placed = named.filter_map(|name| Some((self.words.place_of(&name.text)?, name)));
        let theirs = |at: usize| at > place && next.is_none_or(|next| at < next) && !self.is_own_name(at);
        placed.find(|(at, _)| theirs(*at)).map(|(_, name)| name.value.as_str())
    }

    /// «C'est pour ma mère», where nothing but what it is for was to be said.
    pub(super) fn names_whom(&self) -> bool {
        let says = matches!(self.frame.intent, Intent::None | Intent::Provide | Intent::Greet);
        says && self.words.for_another().is_some()
    }

    /// Whether a name is said with a title, which goes with a surname: «monsieur Lopez».
    pub(super) fn is_titled(&self) -> bool {
        let name = self.entity_text(EntityKind::PersonName).and_then(|name| self.words.place_of(name));
        name.is_some_and(|at| self.words.is_titled_at(at))
    }

    /// Whether the name is that of whose appointment it is: «le rendez-vous de Jeanne Petit».
    pub(super) fn names_owner(&self) -> bool {
        let name = self.entity_text(EntityKind::PersonName).and_then(|name| self.words.place_of(name));
        name.is_some_and(|at| self.words.own_what_is_named_at(at))
    }

    fn entity_text(&self, kind: EntityKind) -> Option<&str> {
        self.frame.entities.iter().find(|entity| entity.kind == kind).map(|entity| entity.text.as_str())
    }

    /// Whether it says something of an appointment that is wished.
    pub(super) fn tells_of_an_errand(&self) -> bool {
        names_errand(&self.frame) || self.words.speaks_of_an_appointment()
    }

    /// Whether it says something that a booking could be made of, or that answers an offer.
    pub(super) fn wishes_for_something(&self) -> bool {
        let frame = &self.frame;
        names_errand(frame)
            || !frame.entities.is_empty()
            || !frame.ambiguous.is_empty()
            || frame.earlier_later.is_some()
            || frame.any_time
            || frame.same_hour
    }

    /// Written as a question; who transcribes may leave that out.
    pub(super) fn ends_as_a_question(&self) -> bool {
        self.text.trim_end().ends_with('?')
    }

    /// «Dites au docteur Martin que…»
    pub(super) fn tells_staff(&self) -> bool {
        self.words.tells_staff(self.entity_text(EntityKind::Practitioner))
    }

    /// Whether a message is in it, and not only the wish to leave one.
    pub(super) fn says_a_message(&self) -> bool {
        let said = self.weight_of_the_matter();
        said > 1 || self.tells_staff() && (said > 0 || self.words.say_what_is_told())
    }

    /// How many words carry something, beside who is named and a code.
    pub(super) fn weight_of_the_matter(&self) -> usize {
        let who = [EntityKind::Practitioner, EntityKind::PersonName, EntityKind::Code];
        let named = self.frame.entities.iter().filter(|entity| who.contains(&entity.kind));
        let named: usize = named.map(|entity| Words::of(&entity.text).weight()).sum();
        let of_a_code = usize::from(self.code().is_some() && self.words.behind_the_code().is_some());
        self.words.weight().saturating_sub(named + of_a_code)
    }

    /// «Dites au docteur que je voudrais annuler mon rendez-vous»: that is done here.
    pub(super) fn changes_an_appointment(&self) -> bool {
        match self.frame.intent {
            Intent::Cancel | Intent::Reschedule => {
                !self.words.tell_what_was_changed() || self.words.speaks_of_an_appointment()
            }
            Intent::Book | Intent::Availability => {
                self.words.speaks_of_an_appointment() && !self.words.refuse_an_appointment()
            }
            // «Un vaccin mercredi à 9 heures, et prévenez l'infirmière que…»
            Intent::Provide | Intent::None => {
                self.words.begins_with_a_wish()
                    && !self.frame.times.is_empty()
                    && self.entity(EntityKind::Service).is_some()
            }
            _ => false,
        }
    }

    /// Whether it is asked when the practice is open, or somebody works there; not which other hours are free, and
    /// nothing is told of «ma plaie ouverte».
    pub(super) fn asks_hours(&self) -> bool {
        let asks = self.ends_as_a_question() || self.words.asks() || !self.words.tell_of_a_body();
        self.frame.hours && !self.words.another() && asks
    }

    /// What it says beside times.
    pub(super) fn apart_from_times(&self) -> Words {
        but_for_times(&self.text, &self.frame)
    }

    /// A whole telephone number; the beginning of one is none.
    pub(super) fn phone(&self) -> Option<Phone> {
        self.entity(EntityKind::Phone).and_then(|phone| phone.parse().ok()).filter(is_whole)
    }

    /// The places in a list that are named: «le premier ou le deuxième».
    pub(super) fn places(&self) -> Vec<i64> {
        let named = self.frame.entities.iter().filter(|entity| entity.kind == EntityKind::Ordinal);
        named.filter_map(|entity| entity.value.parse().ok()).collect()
    }

    /// Whether it says anything that tells one appointment from another.
    pub(super) fn names_an_appointment(&self) -> bool {
        let which =
            |kind| matches!(kind, EntityKind::Ordinal | EntityKind::Service | EntityKind::Practitioner);
        !self.frame.times.is_empty()
            || !self.breath.alike.is_empty()
            || self.frame.entities.iter().any(|entity| which(entity.kind))
    }

    /// A whole code of the practice's; «mon code est 1234» is none.
    pub(super) fn code(&self) -> Option<&str> {
        self.entity(EntityKind::Code).filter(|code| code.len() == CODE)
    }

    /// The value of the first entity of a kind.
    pub(super) fn entity(&self, kind: EntityKind) -> Option<&str> {
        self.frame.entities.iter().find(|entity| entity.kind == kind).map(|entity| entity.value.as_str())
    }
}

impl Call {
    /// Another language is spoken from the words on that ask for it.
    pub(super) fn switch_on_request(&mut self, text: &str) -> bool {
        let wanted = Words::of(text).language().filter(|lang| self.speaks(*lang));
        let Some(lang) = wanted.filter(|_| self.awaited.is_none()) else { return false };
        self.lang = lang;
        self.tally.foreign = 0;
        true
    }

    /// Reads the words, the first errand of them where they are of several.
    pub(super) fn read(&mut self, text: &str) -> Heard {
        let whole: String = text.chars().take(LONGEST_UTTERANCE).collect();
        let wanted = but_for_a_refused_call(&whole).unwrap_or_else(|| whole.clone());
        let mut text = wanted.clone();
        let (mut frame, lang) = self.read_whole(&text);
        if let Some(change) = self.set_whether_apart(&text, lang) {
            text = change;
            frame = understand(&text, &self.context(lang));
        }
        let matter = self.set_matter_apart(&text, lang).map(|(done_here, matter)| {
            text = done_here;
            matter
        });
        let question = self
            .set_question_apart(&text, lang)
            .or_else(|| self.set_question_beside_papers(&text, lang))
            .map(|(errand, question)| {
                text = errand;
                question
            });
        let afterwards = self.set_errands_apart(&text, lang).map(|(first, second)| {
            text = first;
            second
        });
        if matter.is_some() || question.is_some() || afterwards.is_some() {
            frame = understand(&text, &self.context(lang));
        }
        if self.waits_for_the_person_only() && Words::of(&text).name_papers() {
            // «C'est pour renouveler mon Levothyrox, Jeanne Martin» says more than the name that was asked for.
            frame = self.read_apart(&text, lang);
        }
        self.hear_behind_a_wait(&mut frame, &text, lang);
        let words = Words::of(&text);
        self.relate(&mut frame);
        self.name_by_its_head(&mut frame, &words);
        self.leave_history(&mut frame);
        give_up_what_cannot_be(&mut frame, &words);
        leave_what_is_only_likely(&mut frame);
        take_as_asked_for(&mut frame, &words);
        take_as_corrected(&mut frame, &words);
        hear_despair(&mut frame, &words);
        ask_when_they_work(&mut frame, &words);
        self.ask_for_the_hours_of_days(&mut frame, &text);
        self.name_what_resembles(&mut frame, &text);
        let spared = self.set_spared_apart(&mut frame, &words);
        let mut breath =
            if spared.is_none() { self.set_parts_apart(&mut frame, &text, lang) } else { Breath::default() };
        breath.afterwards = afterwards;
        let party = self.set_party_apart(&mut frame, &text, lang);
        // The practice's people read that nobody has to call back.
        let text = if text == wanted { whole } else { text };
        Heard { text, frame, words, matter, spared, breath, question, party }
    }

    /// «Annulez mon rendez-vous(, c'est possible ?)»: what is asked beside the change is only whether it may be. «Et
    /// vendredi, c'est possible ?» asks for something.
    fn set_whether_apart(&self, text: &str, lang: Lang) -> Option<String> {
        let change = but_for_whether_it_may_be(text)?;
        let last = seams(change).last().map_or(change, |seam| &change[seam.end..]);
        let changes =
            |said: &str| matches!(self.read_apart(said, lang).outright, Intent::Cancel | Intent::Reschedule);
        (changes(last) && changes(change)).then(|| change.to_owned())
    }

    /// Reads the words in the language of the call, or in the other one when it fits much better.
    fn read_whole(&mut self, text: &str) -> (Frame, Lang) {
        let here = understand(text, &self.context(self.lang));
        let Some(other) = self.other_language() else { return (here, self.lang) };
        let there = understand(text, &self.context(other));
        let words = Words::of(text);
        let plainly = words.purely(other);
        // «Mon chien» is no Monday where the rest is French, nor where nothing else would be English.
        let own = words.purely(self.lang);
        let own = own >= FOREIGN_WORDS || own > 0 && rests_on_a_word_of(self.lang, &there);
        let foreign = plainly >= FOREIGN_WORDS || !own && is_foreign(&here, &there);
        // A whole sentence of it counts for two turns.
        let turns = if plainly >= FOREIGN_SENTENCE { FOREIGN_TURNS } else { 1 };
        self.tally.foreign = if foreign { self.tally.foreign + turns } else { 0 };
        if foreign { (there, other) } else { (here, self.lang) }
    }

    /// «Attendez, c'est quand ?»: whoever says more than to wait isn't asking for time.
    fn hear_behind_a_wait(&self, frame: &mut Frame, text: &str, lang: Lang) {
        let Some(rest) = but_for_a_wait(text).filter(|_| frame.intent == Intent::Wait && only_waits(frame))
        else {
            return;
        };
        let behind = understand(&rest, &self.context(lang));
        let courtesy = [Intent::Wait, Intent::None, Intent::Affirm, Intent::Thanks, Intent::Greet];
        let asks = rest.ends_with('?') || Words::of(&rest).asks();
        if asks && behind.intent != Intent::Wait || !courtesy.contains(&behind.intent) {
            *frame = behind;
        }
    }

    /// «Plus tard» is later than what was offered, not later than now.
    fn relate(&self, frame: &mut Frame) {
        if frame.earlier_later.is_none() {
            return;
        }
        let now = self.setting.zone.to_datetime(self.now);
        let is_now = |at: Option<DateTime>| {
            at.and_then(|at| at.since(now).ok()).is_some_and(|gap| {
                gap.total((Unit::Minute, now)).is_ok_and(|minutes| minutes.abs() <= NEARLY_NOW)
            })
        };
        frame
            .times
            .retain(|mention| mention.kind != Kind::OpenInterval || !is_now(mention.start.or(mention.end)));
    }

    /// «Non, celui de vendredi», of an appointment that is moved: it tells which, and not where to.
    fn name_by_its_head(&self, frame: &mut Frame, words: &Words) {
        if self.errand.goal != Goal::Reschedule || self.asking() != Asking::Time {
            return;
        }
        for mention in frame.times.iter_mut().filter(|mention| words.head(&mention.text)) {
            mention.role = Role::From;
        }
    }

    /// «J'ai perdu connaissance hier»: before any errand, a day that is gone and that nothing is asked for tells what
    /// happened, and is no wish.
    fn leave_history(&self, frame: &mut Frame) {
        if self.errand.goal != Goal::Unknown || starts_errand(frame.intent) {
            return;
        }
        let today = self.setting.zone.to_datetime(self.now).date();
        let gone = |mention: &TimeMention| {
            mention.kind == Kind::Value
                && mention.end.or(mention.start).is_some_and(|end| end.date() <= today)
                && mention.start.is_some_and(|start| start.date() < today)
        };
        frame.times.retain(|mention| !gone(mention));
        frame.ambiguous.retain(|ambiguity| !ambiguity.readings.iter().all(gone));
    }

    /// «Quels sont les horaires mardi», before any errand: when the practice is open is asked, and not what is free.
    fn ask_for_the_hours_of_days(&self, frame: &mut Frame, text: &str) {
        let days = !frame.times.is_empty() && frame.times.iter().all(|mention| mention.grain == Grain::Day);
        let who = frame.entities.iter().filter(|entity| entity.kind == EntityKind::Practitioner);
        let named = who.map(|entity| Words::of(&entity.text).weight()).sum();
        let idle = self.errand.goal == Goal::Unknown;
        if idle && days && but_for_times(text, frame).ask_for_the_hours(named) {
            (frame.intent, frame.hours) = (Intent::Info, true);
        }
    }

    /// The services that a sentence of the practice's own names.
    pub(super) fn services_in(&self, text: &str) -> Vec<String> {
        let entities = understand(text, &self.context(self.lang)).entities.into_iter();
        entities.filter(|entity| entity.kind == EntityKind::Service).map(|entity| entity.value).collect()
    }

    pub(super) fn other_language(&self) -> Option<Lang> {
        self.setting.practice.tenant.languages.iter().copied().find(|lang| *lang != self.lang)
    }

    pub(super) fn context(&self, lang: Lang) -> Context<'_> {
        let locale = &self.setting.practice.tenant.locale;
        Context {
            lang: if lang == Lang::Fr { phrases::Lang::Fr } else { phrases::Lang::En },
            // Numbers of a date stand in the order of the practice's country, whatever language is spoken.
            region: Region::from_tag(locale),
            now: self.setting.zone.to_datetime(self.now),
            vocabulary: &self.vocabularies[usize::from(lang == Lang::En)],
            expecting: self.asking().expecting(),
            spoken: self.day_spoken_of(),
            in_question: self.days_in_question(),
            country: country(locale),
        }
    }

    /// The one day of what is kept or was offered, or else the one that is wished.
    pub(super) fn day_spoken_of(&self) -> Option<Date> {
        let put = self.table.held.iter().chain(&self.table.offers);
        let mut days = put.map(|offer| self.setting.zone.to_datetime(offer.start).date());
        match days.next() {
            Some(day) => days.all(|other| other == day).then_some(day),
            None => self.errand.wished.day(),
        }
    }

    /// The week, or another stretch of days, that is wished; else the week of the day that was spoken of.
    fn days_in_question(&self) -> Option<(Date, Date)> {
        self.errand.wished.stretch().or_else(|| {
            let day = self.day_spoken_of().or_else(|| self.errand.wished.day())?;
            let monday = day.tomorrow().ok()?.nth_weekday(-1, Weekday::Monday).ok()?;
            Some((monday, monday.checked_add(1.week()).ok()?))
        })
    }

    fn speaks(&self, lang: Lang) -> bool {
        lang != self.lang && self.setting.practice.tenant.languages.contains(&lang)
    }
}

/// «Mardi on ne peut pas, annulez»: the day that cannot be is that of the appointment.
fn give_up_what_cannot_be(frame: &mut Frame, words: &Words) {
    if frame.intent == Intent::Cancel && words.cannot_come() {
        let refused = frame.times.iter_mut().filter(|mention| mention.role == Role::Not);
        refused.for_each(|mention| mention.role = Role::From);
    }
}

/// Nobody is asked for their code, or told what they gave up, because they may have spoken of it: it is asked what they wish.
fn leave_what_is_only_likely(frame: &mut Frame) {
    let theirs = matches!(frame.intent, Intent::Cancel | Intent::Reschedule | Intent::Lookup);
    if theirs && frame.confidence < LIKELY && frame.outright != frame.intent {
        frame.intent = Intent::None;
    }
    // «Bon alors jeudi» names a day, and may be anything but a farewell.
    if frame.intent == Intent::Goodbye && frame.confidence < LIKELY && !frame.times.is_empty() {
        frame.intent = Intent::Provide;
    }
}

/// «Annuler, non pardon, déplacer mon rendez-vous»: of two errands, the one that corrects the other.
fn take_as_corrected(frame: &mut Frame, words: &Words) {
    if frame.intent != Intent::Emergency
        && let Some(cancels) = words.corrected_to_cancel()
    {
        frame.intent = if cancels { Intent::Cancel } else { Intent::Reschedule };
    }
}

/// «J'en peux plus», and nothing of what: nobody is asked which day would suit.
fn hear_despair(frame: &mut Frame, words: &Words) {
    if words.cannot_go_on() {
        (frame.intent, frame.emergency, frame.peril) = (Intent::Emergency, true, Peril::Suicide);
    }
}

/// Whether a reading has nothing but a time made of one word, and that word is of another language: «mon» is French.
fn rests_on_a_word_of(lang: Lang, reading: &Frame) -> bool {
    let [time] = reading.times.as_slice() else { return false };
    reading.entities.is_empty() && Words::of(&time.text).purely(lang) == 1 && !time.text.trim().contains(' ')
}

/// Whoever asks whether they can cancel their appointment wants it cancelled: a yes still comes before that.
fn take_as_asked_for(frame: &mut Frame, words: &Words) {
    let changes = matches!(frame.outright, Intent::Cancel | Intent::Reschedule);
    if changes && frame.intent != Intent::Emergency {
        frame.intent = match () {
            () if words.ask_to_cancel_theirs() => Intent::Cancel,
            () if words.ask_to_move_theirs() => Intent::Reschedule,
            () => frame.intent,
        };
    }
}

/// "Does Dr Martin work Saturdays", "is she in on Monday": when somebody works is asked, and nothing is wished.
fn ask_when_they_work(frame: &mut Frame, words: &Words) {
    let days = !frame.times.is_empty() && frame.times.iter().all(|mention| mention.grain == Grain::Day);
    let open = matches!(
        frame.intent,
        Intent::None | Intent::Info | Intent::Availability | Intent::Book | Intent::Provide
    );
    if days && open && words.ask_whether_somebody_works() && !words.wishes() {
        (frame.intent, frame.hours) = (Intent::Info, true);
    }
}

/// What is said beside times.
pub(super) fn but_for_times(said: &str, frame: &Frame) -> Words {
    let times = frame.times.iter().map(|mention| mention.text.as_str());
    Words::of(&times.fold(said.to_owned(), |text, time| text.replace(time, " ")))
}

/// Without saying so, it names what an appointment needs.
pub(super) fn names_errand(frame: &Frame) -> bool {
    let named = |kind| frame.entities.iter().any(|entity| entity.kind == kind);
    !matches!(frame.intent, Intent::Deny | Intent::Goodbye | Intent::Thanks)
        && (!frame.times.is_empty() || named(EntityKind::Service) || named(EntityKind::Practitioner))
        || !frame.excluded_practitioners.is_empty()
}

fn is_foreign(here: &Frame, there: &Frame) -> bool {
    let says_something = !matches!(there.intent, Intent::None | Intent::Provide);
    let here_nothing = matches!(here.intent, Intent::None | Intent::Provide) && is_bare(here);
    says_something
        && there.confidence >= SURELY_FOREIGN
        && (here_nothing || here.confidence + 0.25 < there.confidence)
}

pub(crate) fn country(locale: &str) -> Country {
    match locale.rsplit(['-', '_']).next().unwrap_or_default().to_ascii_uppercase().as_str() {
        "BE" => Country::Be,
        "CH" => Country::Ch,
        "LU" => Country::Lu,
        "GB" => Country::Gb,
        "US" | "CA" => Country::Us,
        _ => Country::Fr,
    }
}
