//! What is answered to a question that was put.

use super::{Words, alternatives};

/// What is said behind a yes with which a sentence begins: «(oui, et) déplacez celui de vendredi».
pub(crate) fn behind_a_yes(text: &str) -> &str {
    const LEADING: &[&str] =
        &["oui", "ouais", "d", "accord", "ok", "yes", "yeah", "et", "mais", "puis", "and", "but", "then"];
    let mut rest = text.trim();
    while let Some((first, others)) = rest.split_once(char::is_whitespace) {
        if !Words::of(first).0.split_whitespace().all(|word| LEADING.contains(&word)) {
            break;
        }
        rest = others.trim_start();
    }
    rest
}

/// A sentence but for the call to wait with which it begins: «(attendez,) c'est quand ?»; nothing where it has none, or
/// says nothing else.
pub(crate) fn but_for_a_wait(text: &str) -> Option<String> {
    const BEFORE: &[&str] =
        &["ah", "oh", "euh", "non", "no", "mais", "but", "bon", "well", "pardon", "sorry"];
    const WAIT: &str = "attendez | attends | un instant | un moment | une minute | une seconde | deux secondes | deux minutes \
                        | minute | wait a minute | wait a second | wait | hold on | hang on | one moment | one second \
                        | just a moment | just a second | just a minute";
    let words: Vec<&str> = text.split_whitespace().collect();
    let comes_before = |word: &&str| Words::of(word).0.split_whitespace().all(|word| BEFORE.contains(&word));
    let from = words.iter().take_while(|word| comes_before(word)).count();
    let mut rest = &words[from..];
    while let Some(wait) = alternatives(WAIT).find(|wait| Words::of(&rest.join(" ")).begins(wait)) {
        rest = rest.get(wait.split(' ').count()..)?;
    }
    let found = rest.len() < words.len() - from && !rest.is_empty();
    found.then(|| [&words[..from], rest].concat().join(" "))
}

/// A sentence but for the question at its end that only asks whether it may be done: «annulez mon rendez-vous(, c'est possible ?)»;
/// nothing where it has none, or says nothing else.
pub(crate) fn but_for_whether_it_may_be(text: &str) -> Option<&str> {
    const WHETHER: &str = "c est possible | est ce possible | est ce que c est possible | si c est possible | ce serait possible | c est faisable \
                           | est ce faisable | c est bon | ca ira | ca va | ca marche | vous pouvez | vous pouvez le faire | est ce que vous pouvez \
                           | si vous pouvez | pouvez vous | possible | is that possible | is it possible | would that be possible | if possible \
                           | is that ok | is that okay | is that all right | is that alright | would that be ok | would that be all right \
                           | can you do that | could you do that | can you | could you | please";
    const LONGEST: usize = 6;
    let said = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let starts = said
        .char_indices()
        .filter(|(at, c)| c.is_alphanumeric() && said[..*at].ends_with(char::is_whitespace));
    let starts: Vec<usize> = starts.map(|(at, _)| at).collect();
    let is_whether =
        |at: &&usize| alternatives(WHETHER).any(|whether| Words::of(&said[**at..]).0.trim() == whether);
    let last = starts.len().saturating_sub(LONGEST);
    let from = starts[last..].iter().find(is_whether)?;
    let rest = said[..*from].trim_end_matches(|c: char| !c.is_alphanumeric());
    (!rest.is_empty()).then_some(rest)
}

impl Words {
    /// «Le deuxième», "the first one", and nothing else: its place among what was just listed.
    pub(crate) fn place_in_a_list(&self) -> Option<i64> {
        const POINTED: &[(&str, i64)] = &[
            ("le plus tot | la plus tot | the earlier | the earliest | the sooner | the former", 1),
            ("le plus tard | la plus tard | the later | the latest | the latter", -1),
        ];
        const PLACES: &[(&str, i64)] = &[
            ("premier | premiere | first", 1),
            ("deuxieme | second | seconde", 2),
            ("troisieme | third", 3),
            ("dernier | derniere | last", -1),
        ];
        if let Some((_, place)) = POINTED.iter().find(|(names, _)| self.has(names)) {
            return Some(*place).filter(|_| self.are_within(6));
        }
        let mut weighty = self.weighty();
        let (only, more) = (weighty.next()?, weighty.next());
        let place = PLACES.iter().find(|(names, _)| alternatives(names).any(|name| name == only));
        place.filter(|_| more.is_none() && self.are_within(5)).map(|(_, place)| *place)
    }

    /// Another day, without saying which.
    pub(crate) fn other_day(&self) -> bool {
        self.has(
            "autre jour | autre moment | autre date | autre horaire | autre creneau | autres horaires | autres creneaux | autre chose | aucun | aucune \
             | another day | another time | other day | other times | other slots | something else | none | neither",
        )
    }

    /// Has no code, or not at hand.
    pub(crate) fn no_code(&self) -> bool {
        self.has(
            "pas de code | pas le code | pas mon code | je ne l ai pas | je l ai pas | oublie | perdu | aucun code \
             | connais pas | souviens plus | souviens pas | me rappelle plus | me rappelle pas | don t remember \
             | can t remember | can t find | don t have | dont have | do not have | no code | forgot | forgotten | lost",
        )
    }

    /// Asks what code that is, and where it stands: «quel code ?», "what code?"
    pub(crate) fn asks_which_code(&self) -> bool {
        self.are_within(8)
            && self.has(
                "quel code | lequel code | quelle reference | c est quoi ce code | c est quoi le code | un code | ou est ce code \
                 | ou est ce que je trouve | ou est ce que je le trouve | ou je trouve | ou je le trouve | ou se trouve | ou est le code | what code \
                 | which code | what reference | which reference | what s the code | where is the code | where do i find \
                 | where can i find | where s the code",
            )
            && !self.no_code()
            && !self.wants_a_code()
    }

    /// Wants a code to be sent.
    pub(crate) fn wants_a_code(&self) -> bool {
        self.has(
            "envoyez moi un code | envoie moi un code | envoyez m en un | envoyez le moi | envoyez moi le code \
             | m envoyer un code | m en envoyer un | me l envoyer | m envoyer le code | envoyer un code | recevoir un code \
             | recevoir le code | nouveau code | autre code | par sms | par texto | par message | send me a code \
             | send me the code | send me one | send it to me | text me a code | text me one | text it to me | send a code \
             | get a code | receive a code | new code | another code | by text",
        )
    }

    /// What is said behind the word for a code.
    pub(crate) fn behind_the_code(&self) -> Option<String> {
        let cues = alternatives("code | reference").filter_map(|cue| Some((self.place_of(cue)?, cue.len())));
        let end = cues.map(|(at, length)| at + 1 + length).max()?;
        self.0.get(end..).map(|behind| behind.trim().to_owned())
    }

    /// Has no telephone, or no number to give.
    pub(crate) fn no_phone(&self) -> bool {
        self.has(
            "pas de telephone | pas de portable | pas de numero | pas le telephone | aucun numero | aucun telephone \
             | je n en ai pas | j en ai pas | je n ai plus de telephone | no phone | no number | no mobile \
             | don t have a phone | don t have a number | don t have one | haven t got one | haven t got a phone",
        )
    }

    /// Doesn't know, or has no preference.
    pub(crate) fn unsure(&self) -> bool {
        self.has(
            "je ne sais pas | je sais pas | sais pas | aucune idee | i don t know | i dont know | dunno | no idea \
             | not sure",
        )
    }

    /// Tells of something, rather than being polite: «je suis diabétique».
    pub(crate) fn tells(&self) -> bool {
        let of_somebody = "je | j | c | il | elle | mon | ma | mes | dites | prevenez | notez | i | im | my | he | she \
                           | it | its | tell | please tell";
        let says = !self.are_within(4) || !self.are_within(2) && self.begins(of_somebody);
        says && self.weight() > 0 && !self.unsure()
    }

    /// Takes note of what was said, and neither wishes for more nor says no: «d'accord, merci».
    pub(crate) fn acknowledge(&self) -> bool {
        let more = "oui | ouais | volontiers | avec plaisir | s il vous plait | yes | yeah | please";
        self.weight() == 0 && !self.has(more)
    }

    /// Begins with a plain yes, in few words, none of which takes it back.
    pub(crate) fn starts_with_yes(&self) -> bool {
        let doubts =
            "mais | plutot | sauf | non | pas | peut etre | enfin | but | rather | not | no | except | maybe";
        self.are_within(6) && !self.has(doubts) && self.begins("oui | ouais | yes | yeah")
    }

    /// Begins with a yes, whatever comes after it.
    pub(crate) fn begins_with_yes(&self) -> bool {
        self.begins("oui | ouais | d accord | yes | yeah")
    }

    /// Parts until a day: «(alors) à mardi», "see you on Tuesday".
    pub(crate) fn part_until(&self) -> bool {
        const LEADING: &str = "alors | bon | d accord | merci | oui | parfait | tres bien | okay | ok | great | thanks | right | so";
        let until = "a | see you | see you on | until | till | till next | see you next";
        let behind = self.after(LEADING);
        self.begins(until) || behind.is_some_and(|rest| rest.begins(until))
    }

    /// Begins with what is added, behind a yes or without one: «oui et…», «et le vaccin».
    pub(crate) fn begins_by_adding(&self) -> bool {
        self.begins("et | oui et | d accord et | ainsi que | and | yes and | ok and")
    }

    /// Agrees but for something: «c'est ça sauf le numéro», «oui, mais le nom est mal écrit».
    pub(crate) fn finds_fault(&self) -> bool {
        let faults = "sauf | excepte | hormis | faux | fausse | mal ecrit | mal orthographie | mal note | mal compris | mal entendu | mal epele | une faute | pas le bon | pas la bonne \
                      | except | wrong | misspelt | misspelled | misheard | a mistake | incorrect";
        self.has(faults)
            || self.has("mais | a part | but | apart from") && (self.about_name() || self.about_phone())
    }

    /// Speaks of the name: to correct it.
    pub(crate) fn about_name(&self) -> bool {
        self.has("nom | prenom | name | surname")
    }

    /// Speaks of the first name only.
    pub(crate) fn about_first_name(&self) -> bool {
        self.has("prenom | first name")
    }

    /// Speaks of the telephone number: to correct it.
    pub(crate) fn about_phone(&self) -> bool {
        self.has("numero | telephone | portable | tel | number | phone | mobile")
    }

    /// Keeps the number that was given before.
    pub(crate) fn same_phone(&self) -> bool {
        self.has("meme numero | le meme | same number | the same | same one")
    }

    /// Speaks of how a number ends: to correct its last digits.
    pub(crate) fn about_the_end(&self) -> bool {
        self.has(
            "a la fin | les derniers | le dernier chiffre | se termine par | ca finit par | finit par | at the end \
             | the last | ends in | ends with",
        )
    }

    /// Speaks of the day or the hour: to change it.
    pub(crate) fn about_time(&self) -> bool {
        self.has("jour | heure | date | horaire | day | time | hour")
    }

    /// Speaks of the hour, and not of the day.
    pub(crate) fn about_hour(&self) -> bool {
        self.has("heure | horaire | time | hour") && !self.has("jour | date | day")
    }

    /// Speaks of whom the appointment is with: to change it.
    pub(crate) fn about_practitioner(&self) -> bool {
        self.has("docteur | medecin | praticien | doctor")
    }

    /// Talks of the weather and the like: kind, and no answer.
    pub(crate) fn is_small_talk(&self) -> bool {
        let remarks = "il fait beau | il fait chaud | il fait froid | il fait bon | il fait gris | il fait mauvais \
                       | il fait lourd | fait un temps | il pleut | il neige | quel temps | quelle chaleur \
                       | quelle journee | du beau temps | beau soleil | est ne | est nee | sont nes \
                       | nice weather | lovely weather | lovely day | it s raining | it s sunny | it s cold | it s hot \
                       | what a day | was born";
        let wishes = "plutot | voudrais | prefere | preferais | mettez | mieux | prenez | non | si possible \
                      | rather | instead | would like | d like | prefer | make it | no";
        self.has(remarks) && !self.has(wishes)
    }
}
