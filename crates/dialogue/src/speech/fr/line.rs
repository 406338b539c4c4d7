//! Statements.

use domain::request::Kind;

use crate::speech::{Line, capitalised};

pub(in crate::speech) fn line(line: &Line) -> String {
    match line {
        Line::Greeting { practice } => {
            format!("{practice}, bonjour. Je suis l'assistant automatique du cabinet.")
        }
        Line::Free { when, with } => format!("{}, {with}, c'est libre.", capitalised(when)),
        Line::Chosen { when, with } => format!("D'accord, {when}, {with}."),
        Line::ReadBack { what, name, with, when } => {
            format!("Je récapitule : {what} pour {name}, {with}, {when}.")
        }
        Line::ReadBackMove { from, to, with } => {
            format!("Je récapitule : votre rendez-vous du {from} passe au {to}, {with}.")
        }
        Line::ReadBackCancel { when, with } => {
            format!("Vous ne viendrez donc pas {when}, {with} : je libère ce rendez-vous.")
        }
        Line::Booked { what, name, with, when } => {
            format!("C'est noté : {what} pour {name}, {with}, {when}.")
        }
        Line::Reference { code } => format!("Votre référence est {code}."),
        Line::Requested { when } => {
            format!(
                "Votre demande pour le {when} est transmise : l'heure est gardée, et le cabinet vous rappellera."
            )
        }
        Line::Moved { when, with } => format!("C'est fait, votre rendez-vous est déplacé au {when}, {with}."),
        Line::Cancelled { when, with } => {
            format!("C'est fait, le rendez-vous du {when}, {with}, est annulé.")
        }
        Line::Yours { list } => format!("Vous avez rendez-vous {list}."),
        Line::Noted { kind } => noted(*kind).to_owned(),
        Line::CanPassOn { kind: Kind::CallBack } => {
            "Je peux demander au cabinet de vous rappeler.".to_owned()
        }
        Line::CanPassOn { .. } => "Je peux transmettre votre demande au cabinet.".to_owned(),
        Line::OneAtATime { first, then } => {
            format!("Je prends les rendez-vous l'un après l'autre : {first} d'abord, {then} ensuite.")
        }
        Line::Next { what } => format!("Passons à l'autre rendez-vous : {what}."),
        Line::OpenOn { day, hours } => format!("{}, le cabinet est ouvert {hours}.", capitalised(day)),
        Line::WorksOn { who, day, hours } => format!("{}, {who} consulte {hours}.", capitalised(day)),
        Line::Filler { nth } => {
            ["Un instant, je regarde l'agenda.", "Je cherche encore, merci de patienter."]
                [usize::from(*nth % 2)]
            .to_owned()
        }
        Line::AreYouThere { nth } => {
            ["Vous êtes toujours là ?", "Je ne vous entends pas bien."][usize::from(*nth % 2)].to_owned()
        }
        Line::Sorry { nth } => {
            ["Excusez-moi, je n'ai pas bien compris.", "Je n'ai pas saisi."][usize::from(*nth % 2)].to_owned()
        }
        other => fixed(other).to_owned(),
    }
}

fn fixed(line: &Line) -> &'static str {
    match line {
        Line::Hello => "Bonjour.",
        Line::NoneOfYours => "Je ne vois aucun rendez-vous à venir dans ce dossier.",
        Line::Machine => {
            "Oui, je suis un assistant automatique : je m'occupe des rendez-vous, et je peux prendre un message pour \
             le cabinet."
        }
        Line::MessageAfterwards => "Nous pourrons laisser un message au cabinet ensuite.",
        Line::Dropped => "Très bien, je laisse tout comme c'était.",
        Line::TakeYourTime => "Prenez votre temps, je reste en ligne.",
        Line::Again => "Je répète.",
        Line::NobodyThere => "Je ne vous entends plus. Rappelez quand vous voulez, au revoir.",
        Line::Transferring => "Je vous passe le cabinet, ne quittez pas.",
        Line::Switched => "Bien sûr, parlons français.",
        Line::NobodyNow => "Personne ne peut vous répondre pour l'instant, mais je peux prendre un message.",
        Line::Welcome => "Je vous en prie.",
        Line::GoOn => "Oui, continuez.",
        Line::CanAskStaff => "Je peux aussi transmettre votre demande au cabinet : dites « un message ».",
        _ => "Merci de votre appel, bonne journée, au revoir.",
    }
}

const fn noted(kind: Kind) -> &'static str {
    match kind {
        Kind::Message => "C'est noté, le cabinet lira votre message.",
        Kind::CallBack => "C'est transmis : quelqu'un du cabinet vous rappellera.",
        Kind::TooLate => "J'ai transmis votre demande au cabinet, qui vous rappellera.",
        Kind::Wish | Kind::Conflict | Kind::Approval => {
            "J'ai transmis votre demande au cabinet, qui vous rappellera pour fixer l'heure."
        }
    }
}
