//! What the caller wants done, given up, added or changed.

use std::ops::Range;

use super::{Words, alternatives, starts_with_row};

/// The most words between two errands the second of which corrects the first.
const MOST_BETWEEN: usize = 12;

/// Where an appointment is wished in relation to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beside {
    /// On the same day, after it.
    SameDay,
    /// As soon as it is over.
    RightAfter,
}

impl Words {
    /// Says hours, from one to the other: «entre 8 h et midi».
    pub(crate) fn name_hours(&self) -> bool {
        const AT: &str = "heure | heures | h | entre | from | am | pm | o clock | between";
        self.0.contains(|c: char| c.is_ascii_digit()) && self.has(AT)
            || self.has("heures | entre | between | from | jusqu a | until | till")
    }

    /// As late as there is something: «jeudi, le plus tard possible».
    pub(crate) fn as_late_as_possible(&self) -> bool {
        self.has(
            "le plus tard possible | au plus tard possible | plus tard possible | aussi tard que possible | as late as possible \
             | the latest possible | the latest you have | latest possible",
        )
    }

    /// «Le 1er», and not «le premier».
    pub(crate) fn says_the_first_of_a_month(&self) -> bool {
        self.has("1er | 1st")
    }

    /// Speaks of an appointment.
    pub(crate) fn speaks_of_an_appointment(&self) -> bool {
        self.has("rendez vous | rdv | consultation | appointment")
    }

    /// Begins with what is wished, and without a verb: «un vaccin…»
    pub(crate) fn begins_with_a_wish(&self) -> bool {
        self.begins("un | une | bonjour un | bonjour une | a | an | hello a | hello an")
    }

    /// Nothing but whom one sees for everything: «un généraliste».
    pub(crate) fn is_general_wish(&self) -> bool {
        self.are_within(4)
            && self.has("generaliste | medecin generaliste | un medecin | un docteur | le medecin | le docteur | a doctor | the doctor | gp | a gp")
    }

    /// Speaks of a doctor, by name or not.
    pub(crate) fn names_a_doctor(&self) -> bool {
        self.has("docteur | docteure | medecin | doctor | dr | gp")
    }

    /// Wishes for something to be done here; not to know something, nor of what is booked already.
    pub(crate) fn wishes(&self) -> bool {
        let wants = "je voudrais | je veux | j aimerais | je souhaite | je souhaiterais | il me faut | il me faudrait \
                     | il faudrait | j ai besoin | j aurais besoin | je dois faire | je dois me faire | je dois passer \
                     | on doit faire | i want | i would like | i d like | i need | i have to have | i m looking for";
        let of_what_is = "j ai deja | j ai rendez vous | j ai un rendez vous | mon rendez vous | i have an appointment \
                         | my appointment | i ve got an appointment";
        self.has(wants) && !self.wonders() && !self.has(of_what_is)
    }

    /// Only wants to know.
    pub(crate) fn wonders(&self) -> bool {
        self.has(
            "do i need | do we need | savoir | renseignement | renseignements | demander | connaitre | know | ask | find out \
             | wonder",
        )
    }

    /// «Je voudrais (plutôt) un vaccin»: one of something, right behind the wish for it.
    pub(crate) fn wish_for_one(&self) -> bool {
        self.wishes()
            && self.without("plutot | finalement | en fait | actually | instead | rather").book_one()
    }

    /// «Je peux venir (jeudi) ?»
    pub(crate) fn asks_to_come(&self) -> bool {
        const WHETHER: &str = "je peux | je pourrais | puis je | pourrais je | on peut | on pourrait | can i | could i | may i | can we | could we";
        self.has_row(&[WHETHER, "venir | passer | come | come in | pop in | drop in"])
    }

    /// Will be late for an appointment: news for the practice, and no wish.
    pub(crate) fn late(&self) -> bool {
        const BY: &str = "minutes | minute | mins | hour | half an hour | quarter of an hour | bit | little";
        let late = "en retard | un retard | pas a l heure | du retard | de retard | running late | be late | am late | i m late | m running behind";
        let others = "regles | paiement | facture | le docteur est en retard | vous etes en retard | prenez du retard | period";
        (self.has(late) || self.has_row(&[BY, "late"])) && !self.has(others)
    }

    /// Gives the whole thing up.
    pub(crate) fn drop_it(&self) -> bool {
        self.has(
            "laissez tomber | laisse tomber | laisser tomber | tant pis | oubliez | rien du tout | je rappellerai \
             | je vais rappeler | finalement non | non finalement | finalement rien | change d avis | j abandonne \
             | plus la peine | pas la peine | je ne veux plus | je veux plus | je verrai plus tard \
             | forget it | never mind | nevermind | leave it | changed my mind | don t bother | i ll call back later",
        )
    }

    /// Gives the whole thing up, and says hardly anything else.
    pub(crate) fn only_drop_it(&self) -> bool {
        self.drop_it() && self.weight() < 3
    }

    /// Will call again, and wants nothing more now: «je vous rappellerai». «Je vous rappelle» may be what the call is.
    pub(crate) fn will_call_again(&self) -> bool {
        const WILL: &str = "je vous rappellerai | je rappellerai | je vais vous rappeler | je vais rappeler | on vous rappellera \
                            | on rappellera | nous rappellerons | i ll call back | i ll call you back | i ll call again \
                            | i will call back | i will call you back | i will call again | i ll ring back | i ll ring you back \
                            | i ll ring again | i ll phone back | i ll phone again | we ll call back | we ll call again";
        const NOW: &str = "je vous rappelle | je rappelle | on se rappelle | on vous rappelle | on rappelle";
        let only = || self.has(NOW) && self.weight() == 0;
        self.has(WILL) && !self.has_row(&[WILL, "que | qu"]) || only()
    }

    /// Takes back what was just done: «ah non», «plutôt», «je me suis trompé».
    pub(crate) fn takes_back(&self) -> bool {
        let corrects = "plutot | finalement | en fait | pardon | je me suis trompe | je me suis trompee | je me trompe \
                        | erreur | rectification | excusez moi | actually | instead | rather | i meant | i made a mistake \
                        | made a mistake | on second thought | make it | make that";
        self.begins("non | ah non | oh non | attendez | no | oh no | wait")
            && !self.has("non merci | no thank | no thanks")
            || self.has(corrects)
    }

    /// «Non, plutôt un rendez-vous», "actually I'd rather book": what is booked, instead of what is talked of.
    pub(crate) fn book_after_all(&self) -> bool {
        const ONE: &str = "un rendez vous | un rdv | un creneau | une consultation | an appointment | a slot";
        const BOOKING: &str =
            "prendre rendez vous | prendre rdv | reserver | book | to book | make an appointment";
        let named = || alternatives(ONE).chain(alternatives(BOOKING)).flat_map(|one| self.places(one));
        let mut wished = named().filter(|place| !self.is_booking_refused_at(place.start));
        self.takes_back() && wished.next().is_some() && !self.refuse_an_appointment()
    }

    /// «Je ne veux pas prendre rendez-vous»: every booking that is named is refused.
    pub(crate) fn refuse_to_book(&self) -> bool {
        const BOOKING: &str = "rendez vous | rdv | reserver | book | to book | appointment";
        let named = || alternatives(BOOKING).flat_map(|one| self.places(one));
        named().next().is_some() && named().all(|place| self.is_booking_refused_at(place.start))
    }

    /// «Je n'ai plus besoin d'un (rendez-vous)», "I don't need to make an (appointment)".
    fn is_booking_refused_at(&self, place: usize) -> bool {
        const LEADING: &[&str] = &[
            "un", "une", "de", "d", "besoin", "envie", "prendre", "pour", "a", "an", "any", "to", "need",
            "want", "have", "make", "for",
        ];
        let before = self.0[..place].split_whitespace().rev().find(|word| !LEADING.contains(word));
        let denied = before
            .is_some_and(|word| matches!(word, "pas" | "plus" | "sans" | "not" | "t" | "no" | "without"));
        denied || self.is_refused_at(place)
    }

    /// Another one than was talked about.
    pub(crate) fn another(&self) -> bool {
        self.has("autre | autres | other | others | another")
    }

    /// Says in so many words that an appointment is given up.
    pub(crate) fn cancels(&self) -> bool {
        self.has("annulez | annuler | annule | supprimez | supprimer | cancel")
    }

    /// Of two errands that a sentence names one after the other, the one that it comes to by taking the first back, and
    /// whether that is to give up: «annuler, non pardon, déplacer», "move it, no sorry, cancel it".
    pub(crate) fn corrected_to_cancel(&self) -> Option<bool> {
        const CANCEL: &str = "annuler | annulez | j annule | on annule | annulation | supprimer | supprimez | decommander \
                              | cancel | cancelling | canceling | cancellation";
        const MOVE: &str = "deplacer | deplacez | je deplace | on deplace | decaler | decalez | je decale | on decale | reporter \
                            | reportez | changer | changez | changement | modifier | modifiez | reprogrammer | repousser | repoussez \
                            | avancer | move | moving | reschedule | rescheduling | change | postpone | put off";
        const CORRECTS: &str = "non | pardon | plutot | enfin | finalement | en fait | excusez moi | je me trompe | je veux dire \
                                | je voulais dire | no | nope | sorry | actually | rather | i mean | i meant | wait | instead";
        const OF_MIND: &str = "d avis | my mind | our minds";
        let named = |verbs: &'static str, cancels: bool| {
            let all = alternatives(verbs).flat_map(|verb| self.places(verb));
            all.map(move |place| (place, cancels))
        };
        let of_mind = |end: usize| starts_with_row(&self.0[end..], &[OF_MIND]);
        let mut named: Vec<(Range<usize>, bool)> = named(CANCEL, true).chain(named(MOVE, false)).collect();
        named.retain(|(place, _)| !of_mind(place.end));
        named.sort_by_key(|(place, _)| place.start);
        // «Déplacer mon rendez-vous, non, pas l'annuler»
        if let [(wished, cancels), (last, other)] = named.as_slice()
            && cancels != other
            && !self.is_refused_at(wished.start)
            && self.is_denied_at(last.start)
        {
            return Some(*cancels);
        }
        named.retain(|(place, _)| !self.is_refused_at(place.start));
        let (last, cancels) = named.pop()?;
        let (before, other) = named.pop()?;
        let between = self.0.get(before.end..=last.start)?;
        let takes_back = Self(between.to_owned()).has(CORRECTS);
        (takes_back && other != cancels && between.split_whitespace().count() <= MOST_BETWEEN)
            .then_some(cancels)
    }

    /// Where a phrase is said, from the space before it to the one behind it.
    pub(super) fn places(&self, phrase: &str) -> Vec<Range<usize>> {
        let cue = format!(" {phrase} ");
        self.0.match_indices(&cue).map(|(at, _)| at..at + cue.len() - 1).collect()
    }

    /// «(Ne pas) l'annuler», "instead of (moving it)": what is said there isn't wished.
    fn is_refused_at(&self, place: usize) -> bool {
        const REFUSING: &[&str] =
            &["pas", "sans", "jamais", "not", "t", "without", "never", "of", "que", "lieu", "than"];
        self.0[..place].split_whitespace().rev().take(3).any(|word| REFUSING.contains(&word))
    }

    /// «(Pas) l'annuler», "don't (cancel it)", right before the verb.
    fn is_denied_at(&self, place: usize) -> bool {
        const OBJECTS: &[&str] = &["l", "le", "la", "les", "de", "d", "to", "want", "mon", "my"];
        let before = self.0[..place].split_whitespace().rev().find(|word| !OBJECTS.contains(word));
        before.is_some_and(|word| {
            matches!(word, "pas" | "n" | "ne" | "sans" | "not" | "t" | "without" | "never")
        })
    }

    /// Cannot come then: «mardi on ne peut pas (, annulez)».
    pub(crate) fn cannot_come(&self) -> bool {
        self.has(
            "peux pas | peut pas | pouvons pas | pourrai pas | pourra pas | pourrons pas | peux plus | peut plus | pouvons plus \
             | can t | cannot | not able to | unable to | won t be able to",
        )
    }

    /// Comes to the appointment that was to be given up: «je peux venir finalement», «laissez-le».
    pub(crate) fn will_come(&self) -> bool {
        let comes = "peux venir | peut venir | pouvons venir | pourrai venir | pourra venir | pourrons venir | peux y aller \
                     | peux y etre | peux etre la | je viendrai | on viendra | il viendra | elle viendra | je vais venir \
                     | on va venir | j y serai | on y sera | je serai la | je viens | on vient | nous venons | il vient \
                     | elle vient | j y vais | on y va | nous y allons | laissez le | laissez la | laisse le | laisse la \
                     | can make it | can come | will make it | ll make it | ll be there | will be there | ll come | will come \
                     | am coming | m coming | are coming | re coming | s coming | am still coming | m still coming \
                     | are still coming | re still coming | s still coming | will still come | ll still come | leave it";
        let others = "pense pas | crois pas | pas sur | pas sure | si il | si elle | que si | laissez la place \
                      | laisse la place | t think | not sure | doubt | if i | if we | if he | if she | nobody | no one";
        let again = "un jour | une fois | jamais | pas venir | some day | never";
        // «Je viens d'apprendre que», «je viens pas».
        let just_now = "viens de | viens d | vient de | vient d | venons de | venons d | viens pas | vient pas | venons pas \
                        | viens plus | vient plus | vais pas | vais plus | va pas | va plus | coming down | coming back";
        let supposed = self.has("si je") && !self.contradicts_by_si();
        self.has(comes)
            && !supposed
            && !self.has(others)
            && !self.has(again)
            && !self.has(just_now)
            && !self.another()
    }

    /// «Mais si, je viens»: says the contrary of what was denied, and supposes nothing.
    fn contradicts_by_si(&self) -> bool {
        self.are_within(6) && self.says_si()
    }

    /// «Si», by which French denies what was said: «mais si», «bien sûr que si», «si si».
    pub(crate) fn says_si(&self) -> bool {
        const BEFORE: &[&str] =
            &["ah", "bah", "ben", "bien", "euh", "mais", "moi", "non", "oh", "que", "sur", "evidemment"];
        let words: Vec<&str> = self.0.split_whitespace().collect();
        let first = words.iter().find(|word| !BEFORE.contains(word));
        first == Some(&"si") || words.last() == Some(&"si") || self.has("si si | oui si je")
    }

    /// Says that somebody comes, or that it is kept: to «annulez ?», whatever else is in it, that is no yes.
    pub(crate) fn speaks_of_coming(&self) -> bool {
        let comes = "venir | viens | vient | viennent | venons | viendrai | viendra | viendrons | viendront | y vais | y va \
                     | y allons | y vont | present | presente | maintiens | maintient | maintenir | maintenez | garde | gardez \
                     | garder | gardons | conserve | come | comes | coming | keep | keeping | attend | attending | be there";
        let refuses = "pas | plus | jamais | ne | not | no longer | never | t | cannot | unable | impossible";
        self.has(comes) && !self.has(refuses)
    }

    /// Is there, at the telephone or at the practice: nobody can tell which.
    pub(crate) fn is_there(&self) -> bool {
        self.has("je suis la | on est la | i m here | i am here") && !self.has("ne suis pas la")
    }

    /// Says that nobody will come, and not that they would: «non, je ne viendrai pas», "no, I won't come".
    pub(crate) fn will_not_come(&self) -> bool {
        const CANNOT: &str = "peux pas | peut pas | pouvons pas | pourrai pas | pourra pas | pourrons pas | peux plus | peut plus \
                              | can t | cannot | won t be able to | not able to";
        const COME: &str = "venir | y aller | y etre | etre la | come | make it | be there";
        let unable = self.has_row(&[CANNOT, COME]);
        let wont = unable
            || self.has(
                "viendrai pas | viendra pas | viendrons pas | viendront pas | viens pas | vient pas | viendrai plus \
                 | viens plus | vais pas venir | vais pas y aller | va pas venir | won t come | won t be coming \
                 | will not come | will not be coming | m not coming | am not coming | re not coming | s not coming",
            );
        wont && self.are_within(8)
            && !self.has("si je | si on | if i | if we | pas annuler | pas en retard | late")
    }

    /// Whatever was said before: «je peux venir quand même».
    pub(crate) fn after_all(&self) -> bool {
        self.has(
            "finalement | quand meme | apres tout | comme prevu | laissez le | laissez la | after all | as planned | leave it",
        )
    }

    /// The words that say which appointment is to stay: «sauf celui de jeudi», «gardez celui de vendredi».
    pub(crate) fn sparing(&self) -> Option<Range<usize>> {
        let cues = "sauf | excepte | hormis | a part | gardez moi | garde moi | gardez | garder | je garde | conservez | pas celui | pas celle \
                    | mais pas | except | apart from | all but | but not | keep | not the";
        let others = "pas garder | plus garder | pouvoir garder | t keep | not keep | cannot keep | able to keep \
                      | not going to keep | mais pas possible";
        if let Some(kept) = self.kept_as_it_is() {
            return Some(kept);
        }
        let cue = |cue: &str| self.0.find(&format!(" {cue} ")).map(|at| at..at + cue.len() + 1);
        let cue =
            alternatives(cues).filter_map(cue).min_by_key(|cue| (cue.start, std::cmp::Reverse(cue.end)));
        let from = cue.filter(|_| !self.has(others))?.end;
        let ends = "annulez | annuler | supprimez | l autre | les autres | mais | cancel | the other | the others | but";
        let end = |cue: &str| self.0[from..].find(&format!(" {cue} ")).map(|at| from + at);
        let end = alternatives(ends).filter_map(end).chain(self.next_one(from)).min();
        Some(from..end.unwrap_or(self.0.len()))
    }

    /// What stands before the words that keep it: «le vaccin, je le garde».
    fn kept_as_it_is(&self) -> Option<Range<usize>> {
        let cues = "je le garde | je la garde | je les garde | on le garde | on la garde | on les garde | i keep it \
                    | i ll keep it | i m keeping it | i want to keep it | i d like to keep it";
        let end = alternatives(cues).filter_map(|cue| self.0.find(&format!(" {cue} "))).min()?;
        let joints = alternatives("et | mais | non | oui | and | but | no | yes");
        let joint = |joint: &str| self.0[..=end].rfind(&format!(" {joint} ")).map(|at| at + joint.len() + 1);
        Some(joints.filter_map(joint).max().unwrap_or_default()..end)
    }

    /// What the words name after a «pas» with which they begin: «non, pas la consultation», «attendez, pas le vaccin».
    pub(crate) fn refused_at_once(&self) -> Option<Range<usize>> {
        const BEFORE: &[&str] = &[
            "ah",
            "and",
            "attendez",
            "but",
            "d",
            "accord",
            "en",
            "et",
            "euh",
            "fait",
            "finalement",
            "mais",
            "no",
            "non",
            "oh",
            "oui",
            "surtout",
            "wait",
            "yes",
        ];
        let (at, word) = self.parted().into_iter().find(|(_, word)| !BEFORE.contains(word))?;
        matches!(word, "pas" | "not").then(|| at + word.len() + 1..self.0.len())
    }

    /// Where another one is spoken of than at this place: «(pas celui) de mardi, celui de jeudi».
    fn next_one(&self, from: usize) -> Option<usize> {
        let joined = "et | ni | ou | and | or | nor";
        let others = alternatives("celui | celle | the one").flat_map(|one| {
            let cue = format!(" {one} ");
            self.0[from..].match_indices(&cue).map(|(at, _)| from + at).collect::<Vec<_>>()
        });
        others
            .filter(|at| *at > from)
            .filter(|at| !alternatives(joined).any(|join| self.0[..*at].ends_with(&format!(" {join}"))))
            .min()
    }

    /// Wants one more, beside what there is.
    pub(crate) fn one_more(&self) -> bool {
        self.another()
            || self
                .has("aussi | en plus | deuxieme rendez vous | encore un | also | as well | too | one more")
    }

    /// When it is wished, in relation to the appointment before it.
    pub(crate) fn beside(&self) -> Option<Beside> {
        let after = "juste apres | tout de suite apres | a la suite | dans la foulee | just after | right after \
                     | straight after | directly after";
        if self.has(after) {
            return Some(Beside::RightAfter);
        }
        self.has("le meme jour | meme jour | la meme journee | same day").then_some(Beside::SameDay)
    }
}
