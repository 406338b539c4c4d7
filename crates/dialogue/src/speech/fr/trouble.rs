//! What cannot be done, and why: one sentence, without blame and without detail of our insides.

use super::of;
use crate::speech::{Trouble, capitalised, row};

pub(in crate::speech) fn trouble(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Taken { when } => format!("{}, ce n'est pas libre.", capitalised(when)),
        Trouble::Full { when, with: None } => format!("{}, je n'ai plus de place.", capitalised(when)),
        Trouble::Full { when, with: Some(with) } => {
            format!("{}, je n'ai plus de place {with}.", capitalised(when))
        }
        Trouble::NoSuchDate { words } => format!("« {words} » : cette date n'existe pas."),
        Trouble::NoneLikeIt { words } => format!("« {words} » : je ne vois pas de rendez-vous."),
        Trouble::TooLate { when } => {
            format!("Le rendez-vous du {when} est trop proche pour que je le change moi-même.")
        }
        Trouble::NoneThen { what, when, with } => {
            let what = if what.is_empty() { "rendez-vous" } else { what };
            format!("Je ne vois pas {}.", row(&[&of(what), when, with]))
        }
        Trouble::NobodyOfThatName { name } => format!("Personne du nom de {name} ne consulte ici."),
        Trouble::NobodyOfThatTrade { trade } => format!("Il n'y a pas {} au cabinet.", of(trade)),
        Trouble::DoneElsewhere { what } => format!("Ce cabinet ne propose pas de rendez-vous pour {what}."),
        Trouble::NoStartThen { when } => format!("Je n'ai pas de rendez-vous qui commence {when}."),
        Trouble::NotThen { who } => format!("{} ne consulte pas à ce moment-là.", capitalised(who)),
        Trouble::UnknownFor { what } => {
            format!("Pour un rendez-vous {}, je n'ai pas cette information.", of(what))
        }
        Trouble::TooFar { until } => format!("L'agenda n'est ouvert que jusqu'au {until}."),
        Trouble::DayOff { who, day } => format!("{} ne consulte pas {day}.", capitalised(who)),
        Trouble::ClosedDay { day } => format!("Le cabinet est fermé {day}."),
        Trouble::Holiday { day, name } => format!("Le cabinet est fermé {day} : c'est férié, {name}."),
        Trouble::Closure { day, until } => format!("Le cabinet est fermé {day}, jusqu'au {until} inclus."),
        Trouble::OutsideHours { hours } => format!("Ce jour-là, on consulte {hours}."),
        Trouble::NotByThem { who, what, others } => {
            format!("Pour un rendez-vous {}, c'est avec {others}, pas avec {who}.", of(what))
        }
        Trouble::OnlyThem { what, others } => {
            format!("Un rendez-vous {} ne se prend qu'avec {others}.", of(what))
        }
        Trouble::NothingLeft { phone } => {
            format!(
                "Je n'arrive pas à transmettre votre demande. Rappelez le cabinet au {phone}, s'il vous plaît."
            )
        }
        Trouble::DoubtfullyLeft { phone } => {
            format!(
                "Je ne sais pas si votre demande est bien partie. Rappelez le cabinet au {phone}, s'il vous plaît."
            )
        }
        Trouble::DoubtfulAndNothingLeft { phone } => {
            format!(
                "Je ne peux pas vous dire si c'est bien enregistré. Rappelez le cabinet au {phone}, s'il vous plaît."
            )
        }
        other => fixed(other).to_owned(),
    }
}

fn fixed(trouble: &Trouble) -> &'static str {
    match trouble {
        Trouble::GenderUnknown => "Je n'ai pas cette information sur nos praticiens.",
        Trouble::JustTaken => "Cet horaire vient d'être pris.",
        Trouble::NoneLikeThat => "Je n'ai rien qui corresponde à cela.",
        Trouble::NothingFree => "Je n'ai aucune place aussi loin que va l'agenda.",
        Trouble::Past => "Cette heure est déjà passée.",
        Trouble::TooSoon => "C'est trop proche pour que je le prenne.",
        Trouble::NobodyThen => "Personne ne consulte à ce moment-là.",
        Trouble::FullThen => "Je n'ai plus de place à ce moment-là.",
        Trouble::CalendarUnknown => "Je n'ai pas accès à l'agenda en ce moment.",
        Trouble::WrongCode => "Avec ce code et ce nom, je ne peux rien ouvrir.",
        Trouble::UnknownCode => "Avec ce code seul, je ne peux rien ouvrir.",
        Trouble::NotSixDigits => "Je n'ai pas entendu six chiffres.",
        Trouble::Locked => "Il y a eu trop de codes erronés : je n'en prends plus pour l'instant.",
        Trouble::NoCode => "Sans ce code, je ne peux rien ouvrir.",
        Trouble::EnoughBookings => "Je prends au plus deux rendez-vous par appel.",
        Trouble::Limited => "Je ne peux pas aller plus loin dans cet appel.",
        Trouble::OverQuota => "Pour l'instant, je ne peux plus prendre de rendez-vous moi-même.",
        Trouble::Failed => "Je n'y arrive pas pour l'instant.",
        Trouble::UnknownAnswer => "Je n'ai pas la réponse à cette question.",
        _ => "Ce rendez-vous ne se prend pas chez nous.",
    }
}
