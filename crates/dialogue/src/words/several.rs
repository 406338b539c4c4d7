//! Several appointments: how many, which of them, and where one is joined to another.

use std::ops::Range;

use super::{Words, alternatives, starts_with_row};

/// Between two things of which the same is said. The longer come first.
const JOINING: &[&str] = &[
    " et puis ",
    " et aussi ",
    " and then ",
    " and also ",
    " ainsi que ",
    " et ",
    " puis ",
    " and ",
    " then ",
];
const COUNTS: &[(&str, usize)] =
    &[("deux | 2 | two", 2), ("trois | 3 | three", 3), ("quatre | 4 | four", 4), ("cinq | 5 | five", 5)];

/// Where something is joined to what was said before it: at a joining word, and beside one at commas.
pub(crate) fn joints(text: &str) -> Vec<Range<usize>> {
    let mut joints: Vec<Range<usize>> = Vec::new();
    for joining in JOINING {
        for (at, found) in text.match_indices(joining) {
            let place = at..at + found.len();
            // «Entre mardi et jeudi»
            let before = Words::of(&text[..at]);
            if before.0.split_whitespace().rev().take(3).any(|word| matches!(word, "entre" | "between")) {
                continue;
            }
            let is_in_one = joints.iter().any(|known| known.start < place.end && place.start < known.end);
            joints.extend((!is_in_one).then_some(place));
        }
    }
    if !joints.is_empty() {
        let commas = text.match_indices(", ").map(|(at, comma)| at..at + comma.len());
        let parts = |comma: &Range<usize>| {
            joints.iter().all(|joint| joint.start >= comma.end || comma.start >= joint.end)
        };
        joints.extend(commas.filter(parts).collect::<Vec<_>>());
    }
    joints.sort_by_key(|joint| joint.start);
    joints
}

/// Where something else may begin: where things are joined, at commas, and where a sentence ends.
pub(crate) fn seams(text: &str) -> Vec<Range<usize>> {
    let mut seams = joints(text);
    for stop in [", ", ". ", "? ", "! "] {
        let places = text.match_indices(stop).map(|(at, stop)| at..at + stop.len());
        let apart = |place: &Range<usize>| {
            seams.iter().all(|seam| seam.start >= place.end || place.start >= seam.end)
        };
        let places: Vec<Range<usize>> = places.filter(apart).collect();
        seams.extend(places);
    }
    seams.sort_by_key(|seam| seam.start);
    seams
}

/// The number that a word says, of those that are counted here.
pub(super) fn count(word: &str) -> Option<usize> {
    let counts = COUNTS.iter().find(|(numbers, _)| alternatives(numbers).any(|number| number == word));
    counts.map(|(_, count)| *count)
}

impl Words {
    /// How many appointments are wished for: «deux rendez-vous».
    pub(crate) fn count_of_bookings(&self) -> usize {
        let of = "rendez vous | rdv | consultations | creneaux | appointments | slots";
        COUNTS.iter().find(|(numbers, _)| self.has_row(&[numbers, of])).map_or(1, |(_, count)| *count)
    }

    /// The number that stands before these words.
    pub(crate) fn count_before(&self, text: &str) -> usize {
        let before = self.place_of(text).and_then(|at| self.0[..at].split_whitespace().next_back());
        before.and_then(count).unwrap_or(1)
    }

    /// All the appointments there are: «tous mes rendez-vous», «les deux».
    pub(crate) fn all_of_them(&self) -> bool {
        let spared = self.sparing().is_some() && self.has("les autres | le reste | the others | the rest");
        let all = "tous mes | toutes mes | tous les rendez vous | tous les rdv | tous ses | tous nos | tout sauf \
                   | everything | all but | all except | all my | all of my | all of them | all the appointments";
        let counted = self.count_of_them().is_some() && self.counted_at_an_end().is_empty();
        let everything = self.has_row(&["annulez | annuler | annule | supprimez | supprimer", "tout"])
            && !self.has("tout de suite | tout a l heure | tout ca");
        spared || counted || everything || self.has(all) || self.ends_with_all_of_them()
    }

    /// «Annulez-les tous»; not «tous les matins».
    fn ends_with_all_of_them(&self) -> bool {
        let not_times = |word: &str| word != "les" && word != "le";
        let mut words = self.0.split_whitespace().peekable();
        while let Some(word) = words.next() {
            if matches!(word, "tous" | "toutes") && words.peek().is_none_or(|next| not_times(next)) {
                return !self.has("pas tous | pas toutes | a tous | a toutes | pour tous");
            }
        }
        false
    }

    /// How many all of them are, where it is said: «les deux», "both"; not «les deux jours».
    pub(crate) fn count_of_them(&self) -> Option<usize> {
        const OTHERS: &str = "jours | semaines | mois | heures | matins | matinees | enfants | filles | garcons | fils \
                              | medecins | docteurs | days | weeks | months | hours | mornings | afternoons | children \
                              | doctors";
        const ALL: &str = "les | mes | ses | my | all";
        let said = |numbers: &str| {
            self.has_row(&[ALL, numbers]) && !self.has_row(&[ALL, numbers, OTHERS])
                || self.has_row(&["the", numbers, "of them"])
        };
        let both = self.has("both") && !self.has_row(&["both", OTHERS]);
        let counts = COUNTS.iter().find(|(numbers, _)| said(numbers));
        counts.map(|(_, count)| *count).or_else(|| both.then_some(2))
    }

    /// Agrees to some of so many only: «oui, juste un», «oui pour mardi»; «oui, les trois» is a yes to all.
    pub(crate) fn agrees_to_some_of(&self, many: usize) -> bool {
        const NARROWING: &str = "seulement | juste | uniquement | rien que | que | pour | mais | celui | celle | ceux | celles \
                                 | un | une | only | just | for | but | one";
        let counted = self.0.split_whitespace().filter_map(count).any(|counted| counted != many);
        counted || self.without("pour tout | pour tous | pour toutes | for all").has(NARROWING)
    }

    /// Says nothing but that it agrees: «oui, annulez les trois», «d'accord, allez-y».
    pub(crate) fn only_agree(&self) -> bool {
        const AGREEING: &[&str] = &[
            "absolutely",
            "absolument",
            "ahead",
            "allez",
            "annule",
            "annuler",
            "annulez",
            "appointments",
            "cancel",
            "certainly",
            "cinq",
            "confirm",
            "confirme",
            "correct",
            "deux",
            "entendu",
            "exact",
            "exactement",
            "exactly",
            "five",
            "four",
            "go",
            "perfect",
            "quatre",
            "rdv",
            "rendez",
            "supprimez",
            "sure",
            "sur",
            "that",
            "three",
            "trois",
            "two",
            "volontiers",
            "yeah",
            "yep",
        ];
        self.weighty().all(|word| AGREEING.contains(&word))
    }

    /// «Les deux derniers», "the first two": their places, of which the last is -1.
    pub(crate) fn counted_at_an_end(&self) -> Vec<i64> {
        let first = |numbers: &str| {
            self.has_row(&[numbers, "premiers | premieres | prochains | prochaines | next"])
                || self.has_row(&["first | next", numbers])
        };
        let last = |numbers: &str| {
            self.has_row(&[numbers, "derniers | dernieres | last"]) || self.has_row(&["last", numbers])
        };
        let counted = COUNTS.iter().find(|(numbers, _)| first(numbers) || last(numbers));
        let Some((numbers, count)) = counted else { return Vec::new() };
        let places = 1..=i64::try_from(*count).unwrap_or_default();
        if last(numbers) { places.map(|place| -place).collect() } else { places.collect() }
    }

    /// Those that were not spoken of.
    pub(crate) fn the_others(&self) -> bool {
        self.has(
            "l autre | les autres | les deux autres | le reste | the other | the others | the other two | the rest",
        )
    }

    /// «Mes rendez-vous de mardi»: as many as there are.
    pub(crate) fn speaks_of_several(&self) -> bool {
        self.has(
            "mes rendez vous | mes rdv | les rendez vous | les rdv | ses rendez vous | nos rendez vous | ceux | celles \
             | tous | toutes | appointments | the ones | all",
        )
    }

    /// «(Annulez) mes rendez-vous (de mardi)»; not «un de mes rendez-vous».
    pub(crate) fn are_all_of_a_time(&self) -> bool {
        self.has("mes rendez vous | mes rdv | ses rendez vous | nos rendez vous | my appointments | our appointments")
            && !self.has("un de | l un de | one of")
    }

    /// «Celui de mardi, non,»: what comes next is instead of it.
    pub(crate) fn ends_by_taking_back(&self) -> bool {
        let takes_back = "non | pardon | plutot | enfin | no | sorry | rather | wait | i mean";
        alternatives(takes_back).any(|cue| self.0.ends_with(&format!(" {cue} ")))
    }

    /// Has one booked beside what there is: «prenez-moi aussi un vaccin»; not «un autre», instead of it.
    pub(crate) fn book_one(&self) -> bool {
        const VERBS: &str = "prenez | prendre | reprenez | reprendre | reservez | reserver | mettez | donnez | fixez | trouvez \
                             | je voudrais | je veux | j aimerais | il me faut | il me faudrait | book | make | schedule | give \
                             | get | i would like | i d like | i want | i need";
        const BETWEEN: &str = "moi | moi aussi | aussi | nous | prendre | aussi prendre | reprendre | me | me also | us | also | to book";
        const ONE: &str = "un | une | a | an";
        let books = self.has_row(&[VERBS, ONE]) || self.has_row(&[VERBS, BETWEEN, ONE]);
        books && !self.is_instead()
    }

    /// In place of what there is.
    pub(crate) fn is_instead(&self) -> bool {
        self.another() || self.has("a la place | plutot | instead | rather")
    }

    /// Whether nothing but an article, and a greeting at most, comes before a place.
    pub(crate) fn are_a_beginning(&self, place: usize) -> bool {
        Self(format!("{} ", &self.0[..place])).are_within(2)
    }

    /// Names something that isn't yet: «une consultation», «un rendez-vous»; «un autre jour» is said of what is.
    pub(crate) fn name_one(&self) -> bool {
        let ends_a_name = |word: &str| matches!(word, "autre" | "peu" | "jour" | "other" | "day");
        let words = self.parted();
        words.windows(2).any(|two| matches!(two[0].1, "un" | "une" | "a" | "an") && !ends_a_name(two[1].1))
    }

    /// An appointment, and nothing more of what for: «un rendez-vous jeudi».
    pub(crate) fn begins_with_an_appointment(&self) -> bool {
        starts_with_row(&self.0, &["un | an", "rendez vous | rdv | appointment"])
    }

    /// A stretch of it, parted where one thing is joined to another.
    pub(crate) fn parted_within(&self, part: Range<usize>) -> Vec<Range<usize>> {
        let joining = "et | ni | ou | and | nor | or";
        let places = |joint: &str| {
            let joint = format!(" {joint} ");
            let found = self.0[part.clone()].match_indices(&joint);
            found.map(|(at, _)| part.start + at).collect::<Vec<_>>()
        };
        let mut edges: Vec<usize> = alternatives(joining).flat_map(places).collect();
        edges.extend([part.start, part.end]);
        edges.sort_unstable();
        edges.windows(2).map(|two| two[0]..two[1]).collect()
    }

    /// Begins with one that is counted: «une mardi», «l'autre jeudi».
    pub(crate) fn begins_with_one(&self) -> bool {
        self.begins("un | une | l autre | one | the other | another")
    }

    /// Says when somebody is free, and wishes for nothing then.
    pub(crate) fn are_free(&self) -> bool {
        self.has("libre | disponible | dispo | free | available")
    }

    /// Begins with what may be wished, or for whom.
    pub(crate) fn begins_a_wish(&self) -> bool {
        self.begins(
            "un | une | deux | le | la | l | pour | mon | ma | mes | notre | moi | a | an | one | two | the | for | my | our | me \
             | myself | apres un | apres une | ensuite un | ensuite une | then a | then an | afterwards a | after that a",
        )
    }

    /// Begins as what is named does: «celui de…», «de vendredi», "my…".
    pub(crate) fn begins_with_an_article(&self) -> bool {
        self.begins(
            "le | la | les | l | celui | celle | ceux | celles | de | du | des | d | mon | ma | mes | son | sa | ses | ce | cet \
             | cette | the | my | that | those | his | her | on",
        )
    }

    /// Begins with whom it is with: «avec Sophie», «voir le docteur Martin».
    pub(crate) fn begins_with_whom(&self) -> bool {
        self.begins("avec | chez | voir | with | see | to see")
    }

    /// Whether a word for an appointment goes with this time: «celui de vendredi», "the Friday one".
    pub(crate) fn head(&self, time: &str) -> bool {
        let heads = "celui de | celui du | celui d | celle de | celle du | celle d | the one | the one on | the one at";
        let Some(at) = self.place_of(time) else { return false };
        let (before, behind) = (&self.0[..at], &self.0[at + Self::of(time).end()..]);
        let headed = |head: &str| before.ends_with(&format!(" {head}"));
        alternatives(heads).any(headed) || behind.starts_with(" one ")
    }

    /// Begins with a word for an appointment, and not with its day alone.
    pub(crate) fn begins_with_a_head(&self) -> bool {
        self.begins(
            "le | la | les | l | celui | celle | ceux | celles | mon | ma | mes | the | my | that | those",
        )
    }

    /// «Le décaler»: what is changed was spoken of before.
    pub(crate) fn changes_the_same(&self) -> bool {
        const VERBS: &[&str] = &[
            "annul", "supprim", "deplac", "decal", "report", "repouss", "avanc", "recul", "mett", "pass",
            "chang",
        ];
        let words = self.parted();
        words.windows(2).any(|two| {
            matches!(two[0].1, "le" | "la" | "les" | "l")
                && VERBS.iter().any(|verb| two[1].1.starts_with(verb))
        })
    }
}
