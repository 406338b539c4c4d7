//! Questions, each in three ways: first plainly, then otherwise, then narrower.

use super::of;
use crate::speech::{Ask, Undone, capitalised};

pub(in crate::speech) fn ask(ask: &Ask, tries: u8) -> String {
    let [first, second, third] = wordings(ask);
    match tries {
        0 => first,
        1 => second,
        _ => third,
    }
}

fn wordings(ask: &Ask) -> [String; 3] {
    match ask {
        Ask::Service(list) => [
            "C'est pour quel type de rendez-vous ?".to_owned(),
            format!("Quel rendez-vous vous faut-il : {list} ?"),
            format!("Je peux vous proposer {list}. Laquelle vous faut-il ?"),
        ],
        Ask::ServiceInstead(list) => [
            format!(
                "Ici, vous pouvez prendre rendez-vous pour : {list}. Que souhaitez-vous, ou dois-je transmettre votre demande au cabinet ?"
            ),
            format!("Quel motif vous faut-il ici : {list} ?"),
            format!("Dites un de ces motifs, {list}, ou « un message » : que préférez-vous ?"),
        ],
        Ask::Choose(list) => [
            "Lequel vous convient, ou préférez-vous un autre jour ?".to_owned(),
            format!("Je peux vous garder {list}. Lequel préférez-vous, ou un autre jour ?"),
            format!("Dites « le premier » pour le premier horaire, ou « un autre jour ». {list} ?"),
        ],
        Ask::Suits(when) => [
            "Cela vous convient, ou préférez-vous un autre moment ?".to_owned(),
            format!("Est-ce que {when} vous irait, oui ou non ?"),
            format!("Dites « oui » pour {when}, ou donnez-moi un autre jour. D'accord ?"),
        ],
        Ask::TheFirst(when) => [
            format!("Le premier, {when} ?"),
            format!("Est-ce que je prends le premier, {when}, oui ou non ?"),
            format!("Dites « oui » pour le premier, {when}, ou « le deuxième ». D'accord pour le premier ?"),
        ],
        Ask::Whether(when) => [
            format!("{}, c'est bien cela ?", capitalised(when)),
            format!("Pour être sûr : {when}, oui ou non ?"),
            format!("Dites « oui » pour {when}, ou donnez-moi le jour et l'heure. C'est bien cela ?"),
        ],
        Ask::Which(list) => [
            format!("Vous voulez dire {list} ?"),
            format!("Pour être sûr de la date : {list} ?"),
            format!("Dites-moi laquelle : {list} ?"),
        ],
        Ask::Appointment { count, list, short, places } => [
            format!("Je vois {count} rendez-vous : {list}. Lequel est-ce ?"),
            format!("Duquel parle-t-on : {short} ?"),
            format!("Dites {places}, ou donnez-moi son jour : lequel est-ce ?"),
        ],
        Ask::Practitioner(list) => [
            format!("Avec qui souhaitez-vous le rendez-vous : {list} ?"),
            format!("Vous préférez {list} ?"),
            format!("Dites-moi avec qui, {list}, ou « peu importe ». Avec qui ?"),
        ],
        Ask::RestOfPhone(so_far) => [
            format!("{so_far}, oui. Et la suite ?"),
            format!("J'ai {so_far} : quels sont les chiffres suivants ?"),
            format!("Il me manque la fin du numéro, après {so_far} : quelle est-elle ?"),
        ],
        Ask::RestOfCode(so_far) => [
            format!("{so_far}, oui. Et la suite du code ?"),
            format!("J'ai {so_far} : quels sont les autres chiffres du code ?"),
            format!("Ce code a six chiffres, et j'ai {so_far} : quels sont ceux qui manquent ?"),
        ],
        Ask::IsName(name) => [
            format!("{name}, c'est bien cela ?"),
            format!("Est-ce bien {name}, oui ou non ?"),
            format!("Dites « oui » pour {name}, ou donnez-moi le nom de famille. C'est bien {name} ?"),
        ],
        Ask::CodeOf(name) => {
            let whose = of(name);
            [
                format!(
                    "Il me faut le code à six chiffres {whose}, ou la référence du rendez-vous. Quel est-il ?"
                ),
                format!(
                    "Ce code a six chiffres ; il a été donné avec le rendez-vous {whose}. Pouvez-vous me le dire ?"
                ),
                "Dites-moi les six chiffres un par un, ou « je ne l'ai pas ». Quel est le code ?".to_owned(),
            ]
        }
        other => plain(other).map(str::to_owned),
    }
}

fn plain(ask: &Ask) -> [&'static str; 3] {
    match ask {
        Ask::Time => [
            "Quel jour vous conviendrait ?",
            "Donnez-moi un jour, ou un moment de la semaine : quand pourriez-vous venir ?",
            "Plutôt cette semaine ou la semaine prochaine ?",
        ],
        Ask::OtherTime => [
            "Quel autre jour vous irait ?",
            "À quel autre moment pourriez-vous venir ?",
            "Plutôt un matin ou un après-midi, et quel jour ?",
        ],
        Ask::OtherHour => [
            "À quelle heure, plutôt ?",
            "Quelle heure vous irait ce jour-là ?",
            "Plutôt le matin ou l'après-midi de ce jour-là, et à quelle heure ?",
        ],
        Ask::MoveTo => [
            "Quel jour vous arrangerait à la place ?",
            "Vers quel jour souhaitez-vous le mettre ?",
            "Plutôt plus tôt ou plus tard, et quel jour ?",
        ],
        Ask::Name => [
            "C'est à quel nom ?",
            "Pouvez-vous me donner le prénom et le nom du patient ?",
            "Épelez-moi le nom, lettre par lettre, s'il vous plaît : c'est à quel nom ?",
        ],
        Ask::PatientName => [
            "Quels sont le prénom et le nom du patient ?",
            "À quel nom dois-je mettre le rendez-vous de la personne qui viendra ?",
            "Épelez-moi le nom de la personne qui viendra, lettre par lettre : quel est-il ?",
        ],
        Ask::FirstName => [
            "Et le prénom ?",
            "Il me manque le prénom : quel est-il ?",
            "Dites-moi seulement le prénom, ou épelez-le : quel est-il ?",
        ],
        Ask::Surname => [
            "Et le nom de famille ?",
            "Il me manque le nom de famille : quel est-il ?",
            "Épelez-moi le nom de famille, lettre par lettre : quel est-il ?",
        ],
        Ask::OtherPhone => [
            "Le numéro d'un proche, ou une adresse e-mail, ferait l'affaire : en avez-vous ?",
            "À quel autre numéro peut-on laisser un mot pour vous, ou à quelle adresse e-mail ?",
            "Donnez-moi un numéro ou une adresse e-mail, ou dites « je n'en ai pas ». En avez-vous ?",
        ],
        Ask::Phone => [
            "À quel numéro peut-on vous joindre ?",
            "Donnez-moi votre numéro de téléphone, deux chiffres à la fois, s'il vous plaît ?",
            "Il me faut dix chiffres, en commençant par zéro : quel est votre numéro ?",
        ],
        Ask::Code => [
            "Il me faut d'abord votre code à six chiffres, ou la référence du rendez-vous. Quel est-il ?",
            "Ce code a six chiffres ; il vous a été donné avec le rendez-vous. Pouvez-vous me le dire ?",
            "Dites-moi les six chiffres un par un, ou « je ne l'ai pas ». Quel est le code ?",
        ],
        Ask::CodeForName => [
            "Quel est le code à six chiffres, ou la référence du rendez-vous ?",
            "Il me manque le code : quels sont ses six chiffres ?",
            "Dites-moi les six chiffres du code un par un, ou « je ne l'ai pas ». Quels sont-ils ?",
        ],
        Ask::NameForCode => [
            "Et c'est à quel nom ?",
            "Au nom de qui est le dossier ?",
            "Donnez-moi le prénom et le nom, s'il vous plaît : c'est pour qui ?",
        ],
        Ask::Message => [
            "Que dois-je transmettre ?",
            "Dites-moi votre message en une phrase : que doit savoir le cabinet ?",
            "Parlez, je prends note mot pour mot : quel est le message ?",
        ],
        other => closed(other),
    }
}

fn closed(ask: &Ask) -> [&'static str; 3] {
    match ask {
        Ask::Yes => [
            "C'est bien cela ?",
            "Cela vous convient, oui ou non ?",
            "Dites « oui » ou « non » : je continue ?",
        ],
        Ask::Finish(Undone::Booking) => [
            "Attention, rien n'est encore réservé : je le réserve avant que vous partiez ?",
            "Rien n'est réservé pour l'instant : je réserve, oui ou non ?",
            "Dites « oui » pour que je réserve ; sinon rien n'est réservé. D'accord ?",
        ],
        Ask::Finish(Undone::Move) => [
            "Attention, votre rendez-vous n'est pas encore déplacé : je le déplace avant que vous partiez ?",
            "Votre rendez-vous n'est pas déplacé pour l'instant : je le déplace, oui ou non ?",
            "Dites « oui » pour que je le déplace ; sinon il reste comme il est. D'accord ?",
        ],
        Ask::Finish(Undone::Cancellation) => [
            "Attention, votre rendez-vous n'est pas encore annulé : je l'annule avant que vous partiez ?",
            "Votre rendez-vous n'est pas annulé pour l'instant : je l'annule, oui ou non ?",
            "Dites « oui » pour que je l'annule ; sinon il reste comme il est. Je l'annule ?",
        ],
        Ask::WhatInstead => [
            "D'accord. Qu'est-ce que je change, le jour, l'heure, le nom ou le numéro ?",
            "Qu'est-ce qui ne va pas : le jour, l'heure, le nom, le numéro ?",
            "Quel jour et quelle heure préférez-vous ?",
        ],
        Ask::Transfer => [
            "Voulez-vous que je vous passe le cabinet ?",
            "Je vous passe quelqu'un, oui ou non ?",
            "Dites « oui » pour que je vous passe le cabinet. D'accord ?",
        ],
        Ask::LeaveMessage => [
            "Voulez-vous que je laisse un message au cabinet ?",
            "Je transmets votre question au cabinet, oui ou non ?",
            "Dites « oui » pour que je transmette. D'accord ?",
        ],
        Ask::PassOn => [
            "Et ce que vous demandiez tout à l'heure : je le transmets au cabinet ?",
            "Je transmets cette question au cabinet, oui ou non ?",
            "Dites « oui » pour que je transmette votre question. D'accord ?",
        ],
        Ask::BookIt => [
            "Souhaitez-vous prendre rendez-vous ?",
            "Voulez-vous que je vous cherche un rendez-vous ?",
            "Dites « prendre rendez-vous », ou ce qu'il vous faut d'autre. Que souhaitez-vous ?",
        ],
        Ask::AnythingElse => [
            "Puis-je faire autre chose pour vous ?",
            "Vous faut-il autre chose ?",
            "Dites-moi s'il vous faut autre chose, sinon je raccroche. Autre chose ?",
        ],
        _ => [
            "Que puis-je faire pour vous ?",
            "Est-ce pour prendre un rendez-vous, en changer un, ou poser une question ?",
            "Dites par exemple « prendre un rendez-vous » ou « parler à quelqu'un ». Que souhaitez-vous ?",
        ],
    }
}
