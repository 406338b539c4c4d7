//! One time after another: what each leaves of those before it.

use jiff::civil::Date;

use super::beside::{Beside, Sense};
use super::doubt::{Dropped, Why};
use super::link::{Link, is_first_choice, is_supposed, link, offers_either, prefers};
use super::{Placed, absorb, contradict, is_among, is_of, is_wish, narrow, push, reach};
use crate::cues::{self, Decision};
use crate::gather;
use crate::heard::{Heard, begins_with, contains, same};
use crate::roles;
use crate::{Grain, Kind, Role};

/// What is held of the times so far.
pub(super) struct Settling<'s> {
    heard: &'s Heard<'s>,
    cues: &'static Decision,
    /// The caller ends by not knowing which.
    unsure: bool,
    /// How many times are wished.
    wished: usize,
    /// And how many lists of them: «le 24 et le 25» is one.
    lists: usize,
    /// Days that won't do.
    given_up: Vec<Date>,
    today: Date,
    /// Where the wish before this one ended.
    since: usize,
    /// The wish whose day won't do: its hour is that of the day that comes instead.
    without_day: Option<Placed>,
    /// Where a time ended at which somebody is to telephone.
    called: Option<usize>,
    /// Where a time ended that is told of something else.
    told: Option<usize>,
    pub(super) kept: Vec<Placed>,
    /// Which of two is meant.
    pub(super) doubts: Vec<(Placed, Placed)>,
    pub(super) dropped: Vec<Dropped>,
}

impl<'s> Settling<'s> {
    pub(super) fn new(
        heard: &'s Heard<'s>,
        unsure: bool,
        wished: &[&Placed],
        given_up: Vec<Date>,
        today: Date,
    ) -> Self {
        let cues = &cues::of(heard.text.lang).decision;
        let begins_a_list = |pair: &&[&Placed]| !goes_on(heard, pair[0].tokens.end, pair[1]);
        let lists = wished.windows(2).filter(begins_a_list).count() + 1;
        Self {
            heard,
            cues,
            unsure,
            wished: wished.len(),
            lists,
            given_up,
            today,
            since: 0,
            without_day: None,
            called: None,
            told: None,
            kept: Vec::new(),
            doubts: Vec::new(),
            dropped: Vec::new(),
        }
    }

    /// The next time of the sentence.
    pub(super) fn take(&mut self, new: Placed) {
        if !is_wish(&new) {
            let other = self.kept.last().filter(|old| is_either_appointment(self.heard, old, &new));
            self.doubts.extend(other.map(|old| (old.clone(), new.clone())));
            push(&mut self.kept, new);
            return;
        }
        let since = std::mem::replace(&mut self.since, new.tokens.end);
        if self.is_only_supposed(&new) || self.stays(&new) {
            return;
        }
        let mut beside = Beside::of(self.heard, self.cues, since, self.kept.last(), &new);
        let again = new.day().is_some_and(|day| self.given_up.contains(&day)) && !beside.decides;
        if beside.decides {
            self.given_up.retain(|day| new.day() != Some(*day));
        }
        let is_last = new.tokens.end == self.heard.tokens.len();
        beside.is_hedged |= again && is_last;
        // «Vous êtes fermés lundi et mardi, alors mercredi»
        let told_with = self.told.is_some_and(|end| goes_on(self.heard, end, &new));
        let sense = if told_with && beside.sense == Sense::Wish { Sense::Aside } else { beside.sense };
        self.told = (sense == Sense::Aside).then_some(new.tokens.end);
        let over = reach::is_over(new.first(), self.today);
        let wont_do = sense == Sense::Busy && !self.unsure || over || again && !is_last;
        if sense == Sense::Call || self.goes_on_with_a_call(&new) {
            self.called = Some(new.tokens.end);
            self.dropped.extend(Dropped::all(vec![new], Why::Aside, since));
        } else if self.lists > 1 && sense == Sense::Aside || self.wished > 1 && wont_do {
            if again && beside.sense == Sense::Wish {
                self.without_day = Some(new.clone()).filter(|wish| wish.first().grain <= Grain::Hour);
            }
            self.set_aside(new, sense, over);
        } else if !is_liked_better(self.heard, &self.kept, &new) && !self.restricts(&new) {
            self.hold(new, &beside);
        }
    }

    /// «Jeudi il faut annuler, vendredi on garde»: another appointment, which is left as it is.
    fn stays(&self, new: &Placed) -> bool {
        let behind = self.heard.words(new.tokens.end..new.tokens.end + 4);
        // «Vendredi, je garde l'heure»: nothing else is kept.
        let hour = cues::of(self.heard.text.lang).corrections.same_hour;
        let of_the_hour = || hour.iter().any(|c| contains(&behind, c));
        let kept = || self.cues.keeping.iter().any(|c| begins_with(&behind, c).is_some()) && !of_the_hour();
        new.first().role == Role::To && self.kept.iter().any(|p| p.first().role == Role::From) && kept()
    }

    /// «Jeudi, ou vendredi si jeudi est complet»: a condition names no wish anew.
    fn is_only_supposed(&self, new: &Placed) -> bool {
        let tokens = &new.tokens;
        // «Seize heures, et si y a pas seize heures quinze»: another hour is no condition.
        let other_hour = |old: &Placed| {
            reach::is_moment(old.first()) && reach::is_moment(new.first()) && !same(old.first(), new.first())
        };
        let named = self.kept.iter().any(|old| old.day() == new.day() && !other_hour(old));
        is_first_choice(self.heard, tokens) && named
            || is_supposed(self.heard, tokens) && is_among(&self.kept, new)
    }

    /// «Rappelez-moi lundi ou mardi»: the second as well.
    fn goes_on_with_a_call(&self, new: &Placed) -> bool {
        let between = |end: usize| self.heard.words(end.min(new.tokens.start)..new.tokens.start);
        self.called.is_some_and(|end| matches!(between(end)[..], [] | ["ou" | "et" | "or" | "and"]))
    }

    /// Told of something else, or not possible.
    fn set_aside(&mut self, new: Placed, sense: Sense, over: bool) {
        let by = new.tokens.start;
        if sense == Sense::Busy && !self.unsure {
            let day = new.day().filter(|_| new.first().grain == Grain::Day);
            self.given_up.extend(day);
            let is_gone = |old: &mut Placed| match day {
                Some(day) => is_wish(old) && old.day() == Some(day),
                None => {
                    is_wish(old)
                        && (same(old.first(), new.first()) || reach::inside(old.first(), new.first()))
                }
            };
            let gone: Vec<Placed> = self.kept.extract_if(.., is_gone).collect();
            let of_part = new.first().kind == Kind::Interval;
            self.without_day = gone.last().filter(|_| day.is_some() || of_part).cloned();
            self.dropped.extend(Dropped::all(gone, Why::Impossible, by));
        }
        let why = if sense == Sense::Aside && !over { Why::Aside } else { Why::Impossible };
        self.dropped.extend(Dropped::all(vec![new], why, by));
    }

    /// «Monday or Tuesday, but Tuesday only before ten»: takes the place of that day alone.
    fn restricts(&mut self, new: &Placed) -> bool {
        let old = self.kept.iter_mut().find(|old| is_of(new, old));
        let Some(old) = old.filter(|_| gather::restricts(self.heard, &new.tokens)) else { return false };
        *old = Placed { tokens: old.tokens.clone(), ..new.clone() };
        true
    }

    fn hold(&mut self, mut new: Placed, beside: &Beside) {
        // «Lundi neuf heures, ah, lundi c'est férié, mardi alors»
        if let Some(old) = self.without_day.take() {
            new = new.at_the_hours_of(&old);
        }
        let against: Vec<usize> =
            (0..self.kept.len()).filter(|at| contradict(&self.kept[*at], &new)).collect();
        if let Some(last) = against.last().copied() {
            return self.hold_against(new, beside, last, &against);
        }
        let old = self.kept.last().filter(|_| new.doubtful);
        self.doubts.extend(old.map(|old| (old.clone(), new.clone())));
        narrow(self.heard, &mut self.kept, &mut new);
        push(&mut self.kept, new);
        absorb(self.heard, &mut self.kept);
    }

    /// Where those at `against` can't be meant as well.
    fn hold_against(&mut self, new: Placed, beside: &Beside, last: usize, against: &[usize]) {
        let kept = &self.kept;
        // «Mercredi à dix heures, ou alors jeudi, comme j'ai dit»
        let ahead = self.heard.words(new.tokens.start.saturating_sub(2)..new.tokens.start);
        let listed = matches!(ahead[..], [.., "ou" | "or"] | ["ou" | "or", _]);
        if listed && kept.iter().any(|old| is_of(old, &new)) {
            return;
        }
        // «Jeudi ou vendredi ? Vendredi.»
        let named_before =
            is_among(kept, &new) || kept.iter().any(|old| is_of(old, &new) || is_of(&new, old));
        let link = if named_before { Link::Instead } else { link(self.heard, self.cues, &kept[last], &new) };
        if self.unsure || new.doubtful {
            self.doubts.push((kept[last].clone(), new.clone()));
            self.kept.push(new);
            return;
        }
        if link == Link::Alternatives {
            self.kept.push(new);
            return;
        }
        let old = &kept[last];
        // «On m'a donné le seize à onze heures, mais ça m'arrange pas, plutôt le dix-sept»: the hour goes with its day.
        let between = self.heard.words(old.tokens.end.min(new.tokens.start)..new.tokens.start);
        let but = usize::from(matches!(between.first(), Some(&"mais" | &"but")));
        let refused = roles::refuses_behind(&cues::of(self.heard.text.lang).roles, &between[but..]);
        let loses_the_hour = reach::is_moment(old.first()) && new.first().grain == Grain::Day && !refused;
        let wont_do = old.day().is_some_and(|day| self.given_up.contains(&day));
        if link == Link::Unclear || beside.is_hedged || loses_the_hour && !named_before && !wont_do {
            self.doubts.push((kept[last].clone(), new.clone()));
        } else {
            let days = against.iter().filter_map(|at| kept[*at].day());
            self.given_up.extend(days.filter(|day| new.day() != Some(*day)));
        }
        let why = if named_before { Why::NotChosen } else { Why::Replaced };
        // «Jeudi matin… enfin, plutôt vendredi»
        let of_a_part = old.first().kind == Kind::Interval && !refused;
        let new = if (wont_do || of_a_part) && !named_before { new.at_the_hours_of(old) } else { new };
        let gone = against.iter().rev().map(|at| self.kept.remove(*at)).collect();
        self.dropped.extend(Dropped::all(gone, why, new.tokens.start));
        push(&mut self.kept, new);
    }
}

/// «Le 24 et le 25»: nothing but the word that joins it stands between a time and the one that ended there.
fn goes_on(heard: &Heard<'_>, end: usize, new: &Placed) -> bool {
    let between = heard.words(end.min(new.tokens.start)..new.tokens.start);
    let breaks = |at: usize| heard.tokens.get(at).is_some_and(|token| token.after_break());
    matches!(between[..], ["ou" | "et" | "or" | "and"]) && !(end..=new.tokens.start).any(breaks)
}

/// «Mon rendez-vous du 3 ou du 4»: one of them is.
fn is_either_appointment(heard: &Heard<'_>, old: &Placed, new: &Placed) -> bool {
    let both = old.first().role == Role::From && new.first().role == Role::From;
    both && contradict(old, new) && offers_either(heard, old, new)
}

/// «Mardi ou jeudi, jeudi ce serait mieux»: both will do.
fn is_liked_better(heard: &Heard<'_>, kept: &[Placed], new: &Placed) -> bool {
    let [.., one, other] = kept else { return false };
    is_wish(one)
        && is_wish(other)
        && contradict(one, other)
        && (same(one.first(), new.first()) || same(other.first(), new.first()))
        && prefers(heard, new.tokens.end)
}
