//! What the caller wants to know.

use super::{Words, alternatives};

/// Days on which somebody works, as they are asked about in English.
const DAYS: &str = "on | monday | mondays | tuesday | tuesdays | wednesday | wednesdays | thursday | thursdays | friday | fridays | saturday \
                    | saturdays | sunday | sundays | tomorrow | weekends | this | next";

impl Words {
    /// Tells of what somebody has, or of a part of them: «ma plaie est ouverte».
    pub(crate) fn tell_of_a_body(&self) -> bool {
        self.has("j ai | mon | ma | mes | il a | elle a | son | sa | ses | i have | i ve | my | his | her | he has | she has")
    }

    /// Asks whether a person is speaking.
    pub(crate) fn asks_for_a_machine(&self) -> bool {
        let whether = "vous etes | etes vous | tu es | t es | es tu | c est | je parle | are you | is this | you re \
                       | am i | talking to | speaking to | speaking with";
        let what = "un robot | une machine | un ordinateur | une intelligence artificielle | une ia | un humain | humain \
                    | humaine | une vraie personne | une personne reelle | un repondeur | un automate | a robot \
                    | a machine | a computer | human | a real person | an ai | a bot";
        let wishes =
            "veux | voudrais | passez | passer | preferer | prefere | want | like to | put me | rather";
        self.has(whether) && self.has(what) && !self.has(wishes)
    }

    /// Puts a question, whatever it is about.
    pub(crate) fn asks(&self) -> bool {
        let within = "quelle heure | quel jour | quelle date | avec qui | what time | what day | which day";
        let beginnings = "est ce que | est ce qu | qu est ce | c est quoi | c est combien | combien | comment | pourquoi \
                          | quel | quelle | quels | quelles | ou est | ou se | avez vous | vous avez | faites vous \
                          | vous faites | vous prenez | prenez vous \
                          | vous enregistrez | enregistrez vous | vous gardez | gardez vous | vous conservez | vous confirmez | vous envoyez \
                          | envoyez vous | vous acceptez | acceptez vous | faut il | il faut | peut on | on peut | puis je \
                          | je peux | on a le droit | c est au quel | c est a quel | c est ou | ca se trouve ou \
                          | y a t il | il y a | y a | how | what | where | why | do you | does | is there | are there | can i | can my | may i | do i | should i | must i \
                          | is it | which";
        let fillers = "euh | et | oui et | oui mais | mais | bon | d accord | alors | dites moi | dites | au fait | pardon | excusez moi | so | and | by the way";
        let rest = self.after(fillers);
        self.has(within) || self.begins(beginnings) || rest.is_some_and(|rest| rest.begins(beginnings))
    }

    /// Asks nothing of the practice, but whether it is heard, helped or understood: «vous m'entendez ?», «ça va ?», «vous auriez ça ?»
    pub(crate) fn ask_nothing(&self) -> bool {
        self.language().is_some()
            || self.asks_whether_here()
            || self.asks_for_a_machine()
            || self.has(
                "ca va | vous allez bien | comment allez vous | comment ca va | vous m entendez | m entendez vous | quelqu un | vous etes la \
                 | m aider | c est possible | est ce possible | ce serait possible | c est faisable | vous pouvez faire | ca irait | ca ira | ca vous va \
                 | ca marche | vous voyez | vous comprenez | vous me suivez | vous avez ca | vous auriez ca | vous auriez quelque chose \
                 | vous auriez de la place | parlez francais | parlez anglais | how are you | hear me | anyone there | anybody there | help me | are you there | is that possible \
                 | is it possible | would that be possible | possible for you | is that ok | is that okay | is that all right | is that alright | would that work | you know \
                 | you see | do you have that | do you have anything | speak english | speak french",
            )
    }

    /// Wants to know something, and says so: «je voulais savoir si…», "I was wondering how much…"
    pub(crate) fn wants_to_know(&self) -> bool {
        const KNOW: &str = "savoir | demander | know | wondering | wonder | ask | ask you | find out";
        const WHAT: &str = "si | s il | s | combien | comment | ou | quand | quel | quelle | quels | quelles | ce que | ce qu | a quelle \
                            | if | whether | how | where | what | when | which";
        self.has_row(&[KNOW, WHAT])
    }

    /// "Does Dr Martin work Saturdays", "is he in on Monday".
    pub(crate) fn ask_whether_somebody_works(&self) -> bool {
        const WHETHER: &str = "does | do | is | are";
        const WORKS: &str =
            "work | working | in the office | in the surgery | at the practice | at the surgery | in | there";
        let words: Vec<&str> = self.0.split_whitespace().collect();
        let asks = |at: &usize| alternatives(WHETHER).any(|whether| whether == words[*at]);
        // Whoever it is has a name of three words at most: "doctor Claire Martin".
        let works = |at: usize| {
            (at + 2..=at + 4).any(|next| {
                let rest = Self::of(&words.get(next..).unwrap_or_default().join(" "));
                rest.after(WORKS).is_some_and(|rest| rest.begins(DAYS))
            })
        };
        (0..words.len()).filter(asks).any(works)
    }

    /// «Quels sont les horaires (mardi)», «horaires (de samedi)»; with this many words beside that name somebody.
    pub(crate) fn ask_for_the_hours(&self, named: usize) -> bool {
        const TOLD: &str =
            "les horaires | vos horaires | the hours | your hours | the opening hours | your opening hours";
        const HOURS: &str = "horaires d ouverture | horaires | opening hours | hours | cabinet | practice";
        let told = self.has(TOLD) || self.begins("horaires | opening hours | hours");
        told && self.without(HOURS).weight() == named
    }

    /// Goes on from what was said: «et le dimanche ?»
    pub(crate) fn begins_with_and(&self) -> bool {
        self.begins("et | and | and what about | what about")
    }

    /// Asks for what was just read back, or doubts it: «à quelle heure ?», «c'est sûr ?»
    pub(crate) fn asks_about_the_read_back(&self) -> bool {
        self.has(
            "quelle heure | quel jour | quelle date | avec qui | avec quel | sur | sure | certain | certaine | vraiment | c est bien \
             | c est bon | c est ca | c est note | d accord | n est ce pas | hein | what time | what day | which day | what date | who with | with whom | with which \
             | are you sure | really | is that right | is that ok | is that okay | is it ok | right | isn t it | correct",
        )
    }

    /// Takes something of what it is said with back, or makes it depend on something: «mais», «si».
    pub(crate) fn qualifies(&self) -> bool {
        self.has(
            "mais | sauf | plutot | par contre | cependant | sinon | seulement si | a condition | en fait | finalement | enfin \
             | but | except | rather | only if | as long as | provided | actually | instead | unless | although",
        ) || self.begins("si | s il | s ils | sauf si | if | et si | and if")
    }

    /// Asks which appointment is spoken of.
    pub(crate) fn ask_which_one(&self) -> bool {
        self.begins("c est lequel | c est laquelle | lequel est ce | lequel c est | de quel rendez vous | quel rendez vous | which one | which appointment")
    }

    /// Asks why something is asked.
    pub(crate) fn asks_why(&self) -> bool {
        self.has("pourquoi | a quoi ca sert | a quoi bon | c est pour quoi faire | pour quoi faire | why | what for")
    }

    /// Asks what there is to do before an appointment.
    pub(crate) fn ask_how_to_prepare(&self) -> bool {
        self.has(
            "consigne | consignes | precaution | precautions | me preparer | se preparer | preparation | a prevoir \
             | avant de venir | instructions | prepare | before i come | before coming",
        )
    }

    /// Asks whether something is done here: «vous faites les prises de sang ?»
    pub(crate) fn ask_whether_it_is_done_here(&self) -> bool {
        self.has(
            "vous faites | faites vous | vous proposez | proposez vous | vous pratiquez | pratiquez vous | on peut faire \
             | do you do | do you offer | do you give | can you do",
        )
    }

    /// «Et les vaccins ?», "what about vaccinations?": the question before it, or whether it is done here.
    pub(crate) fn ask_about_another_thing(&self) -> bool {
        self.begins("et les | et des | et pour les | et le | et la | what about | how about | and the")
            && !self.speaks_of_an_appointment()
            && self.are_within(6)
    }

    /// Asks how long an appointment takes.
    pub(crate) fn asks_how_long(&self) -> bool {
        self.has(
            "ca dure | dure combien | duree | combien de temps dure | combien de temps ca prend | ca prend combien \
             | ca prend longtemps | c est long | how long does | how long is | how long will | how long it takes | last long",
        )
    }

    /// Asks whether this is the place that was meant to be called.
    pub(crate) fn asks_whether_here(&self) -> bool {
        self.begins(
            "c est le cabinet | c est bien le cabinet | c est bien chez | c est chez | je suis bien chez | je suis bien au \
             | suis je bien chez | suis je bien au | je suis chez | je suis au cabinet | vous etes bien le cabinet \
             | vous etes le cabinet | bonjour c est le cabinet | bonjour c est bien le cabinet | bonjour je suis bien chez \
             | bonjour je suis bien au | is this the practice | is this the surgery | is this the office | is this doctor \
             | is this dr | is that the practice | is that the surgery | have i reached",
        )
    }

    /// Takes this for some place, and asks whether it is: «c'est bien la pizzeria Roma ?»
    pub(crate) fn takes_this_for_a_place(&self, is_a_question: bool) -> bool {
        let greetings = "bonjour | bonsoir | allo bonjour | allo | euh | oui | hello | hi | good morning | good afternoon";
        let through = "am i through to | have i got through to | have i called | did i reach";
        let surely = "c est bien | est ce bien | vous etes bien | je suis bien | suis je bien";
        let perhaps = "c est | est ce | vous etes | je suis | is this | is that | is it | are you";
        let a_place = "la | le | l | les | au | a la | a l | aux | chez | the";
        let greeted = self.after(greetings);
        let said = greeted.as_ref().unwrap_or(self);
        let names = |cues: &str| said.after(cues).is_some_and(|rest| rest.begins(a_place));
        let of_the_house = self.has("etage | batiment | porte | escalier | floor | door | building");
        !of_the_house
            && self.weight() > 0
            && (said.begins(through) || names(surely) || is_a_question && names(perhaps))
    }

    /// Called somebody else by mistake.
    pub(crate) fn wrong_number(&self) -> bool {
        self.has(
            "trompe de numero | trompee de numero | mauvais numero | faux numero | erreur de numero | pas le bon numero \
             | wrong number",
        )
    }

    /// Asks whether what was booked is, or for its reference.
    pub(crate) fn asks_whether_done(&self) -> bool {
        self.has(
            "reference | la ref | bien reserve | bien note | bien enregistre | bien pris | est reserve | est confirme \
             | is it booked | is that booked | am i booked | is it confirmed | is that confirmed | all booked",
        )
    }

    /// Asks whether something is cancelled, or moved, by now.
    pub(crate) fn asks_whether_changed(&self) -> bool {
        let changed = "annule | annulee | annules | annulees | supprime | deplace | deplacee | deplaces | decale | decales \
                       | cancelled | canceled | moved";
        self.has_row(&["bien | est | sont | is it | it is | is that | are they | they are | been", changed])
    }

    /// «Est-ce que je peux annuler mon rendez-vous ?»: politely, that it be done; not to have another for it.
    pub(crate) fn ask_to_cancel_theirs(&self) -> bool {
        let moved = "autre | plutot | deplacer | decaler | reporter | remettre | reprendre | another | instead | move | reschedule";
        self.ask_to_do_to_theirs("annuler | decommander | supprimer | cancel") && !self.has(moved)
    }

    /// «Puis-je déplacer mon rendez-vous ?»
    pub(crate) fn ask_to_move_theirs(&self) -> bool {
        self.ask_to_do_to_theirs(
            "deplacer | decaler | reporter | repousser | avancer | changer | modifier | move | reschedule | change | postpone",
        )
    }

    /// Asks whether they may do this to an appointment of theirs; not under which terms one may.
    fn ask_to_do_to_theirs(&self, done: &str) -> bool {
        let whether = "je peux | je pourrais | puis je | pourrais je | on peut | peut on | pourrait on | possible d | possible de \
                       | can i | could i | may i | can we | could we | may we | possible to | am i able to";
        let theirs = "mon | ma | mes | notre | nos | le | celui | my | our | the";
        let terms = "si | s il | sans | jusqu | combien | quand | comment | pourquoi | delai | facture | rembourse | la veille \
                     | derniere minute | if | without | until | how | when | why | notice | free | charged | last minute";
        self.has_row(&[whether, done, theirs]) && self.speaks_of_an_appointment() && !self.has(terms)
    }
}
