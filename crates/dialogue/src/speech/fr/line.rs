//! Statements.

use domain::request::Kind;

use super::of;
use crate::asking::Asking;
use crate::io::Closed;
use crate::speech::{Callable, Line, Undone, Wanting, capitalised, lowered};
use crate::words::Whom;

pub(in crate::speech) fn line(line: &Line) -> String {
    match line {
        Line::Greeting { practice, own } => {
            let hello = own.clone().unwrap_or_else(|| format!("{practice}, bonjour."));
            format!("{hello} Je suis l'assistant automatique du cabinet.")
        }
        Line::Free { when, with } => format!("{}, {with}, c'est libre.", capitalised(when)),
        Line::Chosen { when, with } => format!("D'accord, {when}, {with}."),
        Line::ReadBack { what, name, with, when, phone } => {
            let phone = phone.as_ref().map(|phone| format!(" ; votre numéro : {phone}")).unwrap_or_default();
            format!("Je récapitule : {what} pour {name}, {with}, {when}{phone}.")
        }
        Line::AlreadyThen { name, with } => {
            format!("Attention, {name} a déjà un rendez-vous à cette heure-là, {with}.")
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
        Line::NameIsFor { name } => {
            format!(
                "Ce rendez-vous est au nom {} : seul le cabinet peut le changer, et je peux le lui demander.",
                of(name)
            )
        }
        Line::RingThem { phone } => format!("Pour parler à quelqu'un, appelez le {phone}."),
        Line::Noted { kind, callable } => noted(*kind, callable),
        Line::CanPassOn { kind: Kind::CallBack } => {
            "Je peux demander au cabinet de vous rappeler.".to_owned()
        }
        Line::CanPassOn { .. } => "Je peux transmettre votre demande au cabinet.".to_owned(),
        Line::Lasts { what, minutes } => {
            format!("Pour un rendez-vous {}, comptez {minutes} minutes.", of(what))
        }
        Line::ToKnow { what, words } => format!("{} : {}", capitalised(what), lowered(words)),
        Line::Written { document, words } => format!("Il est écrit dans « {document} » : {words}"),
        Line::DoneHere { what, who } => format!("Oui : {what}, avec {who}."),
        Line::RightHere { practice, who: Some(who) } => format!("Oui, {practice} : {who} consulte ici."),
        Line::RightHere { practice, who: None } => format!("Ici, {practice}."),
        Line::InTurn { each } => {
            format!("Je prends les rendez-vous l'un après l'autre{}.", in_turn(each))
        }
        Line::NextFor { whom: Whom::Caller } => "Passons à votre rendez-vous.".to_owned(),
        Line::NextFor { whom: Whom::Relative(who) } => format!("Passons au rendez-vous de {}.", who.fr),
        Line::Next { what: Some(what) } => format!("Passons à l'autre rendez-vous : {what}."),
        Line::OpenOn { day, hours } => format!("{}, le cabinet est ouvert {hours}.", capitalised(day)),
        Line::WorksOn { who, day, hours } => format!("{}, {who} consulte {hours}.", capitalised(day)),
        Line::OpenInTheWeek { who: None, week } => format!("Le cabinet est ouvert {week}."),
        Line::OpenInTheWeek { who: Some(who), week } => format!("{} consulte {week}.", capitalised(who)),
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
        other => change(other),
    }
}

/// Of appointments that are.
fn change(line: &Line) -> String {
    match line {
        Line::ReadBackMove { whose, from, to, with } => {
            format!("Je récapitule : {} du {from} passe au {to}, {with}.", appointment(whose.as_deref()))
        }
        Line::ReadBackCancel { whose, what, when, with } => {
            let what = of(what);
            let whole = whose.as_ref().map_or(format!("votre rendez-vous {what}"), |name| {
                format!("le rendez-vous {what} {}", of(name))
            });
            format!("J'annule donc {whole} du {when}, {with}.")
        }
        Line::Moved { whose, when, with } => {
            format!("C'est fait, {} est déplacé au {when}, {with}.", appointment(whose.as_deref()))
        }
        Line::Cancelled { whose, when, with } => {
            let whose = whose.as_ref().map(|name| format!(" {}", of(name))).unwrap_or_default();
            format!("C'est fait, le rendez-vous{whose} du {when}, {with}, est annulé.")
        }
        Line::Yours { count, list, whose } => yours(*count, list, whose.as_deref()),
        Line::ReadBackCancels { whose, count, list } => {
            let whose = whose.as_ref().map(|name| format!(" {}", of(name))).unwrap_or_default();
            format!("J'annule donc {count} rendez-vous{whose} : {list}.")
        }
        Line::TooLateAmong { what, when } => {
            format!(
                "Le rendez-vous {} du {when} est trop proche pour que je l'annule moi-même : je peux le demander au \
                 cabinet.",
                of(what)
            )
        }
        Line::CancelledAll { whose, count, list } => {
            let whose = whose.as_ref().map(|name| format!(" {}", of(name))).unwrap_or_default();
            format!("C'est fait, {count} rendez-vous{whose} sont annulés : {list}.")
        }
        Line::BeginWith { when, others } => {
            let others = match others {
                1 => "l'autre",
                2 => "les deux autres",
                _ => "les autres",
            };
            format!("Je commence par celui du {when}, puis {others}.")
        }
        Line::NextIs { when } => format!("Passons à celui du {when}."),
        Line::StillUndone { undone, count, list } => still_undone(*undone, *count, list),
        other => fixed(other).to_owned(),
    }
}

/// «le rendez-vous d'Emma Petit», «votre rendez-vous».
fn appointment(whose: Option<&str>) -> String {
    whose.map_or("votre rendez-vous".to_owned(), |name| format!("le rendez-vous {}", of(name)))
}

fn yours(count: usize, list: &str, whose: Option<&str>) -> String {
    let who = whose.map_or("Vous avez".to_owned(), |name| format!("{name} a"));
    let count = if count == 1 { "un".to_owned() } else { count.to_string() };
    format!("{who} {count} rendez-vous : {list}.")
}

/// « : consultation pour vous d'abord, vaccination pour votre fils ensuite».
fn in_turn(each: &[Wanting]) -> String {
    let told: Option<Vec<String>> = each.iter().map(wanting).collect();
    match told.as_deref() {
        Some([first, then]) if first != then => format!(" : {first} d'abord, {then} ensuite"),
        Some([first, others @ .., last]) if others.iter().chain([last]).any(|it| it != first) => {
            format!(" : {first} d'abord, puis {} et {last}", others.join(", "))
        }
        _ => String::new(),
    }
}

fn wanting(wanting: &Wanting) -> Option<String> {
    let Some(whom) = wanting.whom else { return wanting.what.clone() };
    match (&wanting.what, whom) {
        (Some(what), Whom::Caller) => Some(format!("{what} pour vous")),
        (Some(what), Whom::Relative(who)) => Some(format!("{what} pour {}", who.fr)),
        (None, Whom::Caller) => Some("le vôtre".to_owned()),
        (None, Whom::Relative(who)) => Some(format!("celui de {}", who.fr)),
        (_, Whom::Unsaid) => None,
    }
}

fn fixed(line: &Line) -> &'static str {
    match line {
        Line::NoTransferHere => {
            "D'ici, je ne peux pas transférer votre appel, mais je peux prendre un message."
        }
        Line::OtherNotBooked => "L'autre rendez-vous n'est pas réservé.",
        Line::Undone(Undone::Booking) => "Rien n'est réservé.",
        Line::Undone(Undone::Move) => "Votre rendez-vous n'est pas déplacé : il reste comme il est.",
        Line::Undone(Undone::Cancellation) => "Votre rendez-vous n'est pas annulé.",
        Line::Why { asked: Asking::Phone } => {
            "C'est pour que le cabinet puisse vous joindre en cas de changement."
        }
        Line::Why { asked: Asking::Code } => "C'est pour protéger votre dossier : je ne l'ouvre qu'à vous.",
        Line::Why { .. } => "C'est pour savoir qui viendra : le rendez-vous est mis à ce nom.",
        Line::TooLong => "C'était trop long pour que je retienne tout. Dites-le-moi en une ou deux phrases.",
        Line::CannotFollow => "Pardon, je n'y arrive pas ; mais je peux prendre un message.",
        Line::Closed(Closed::Suspended) => {
            "Ce service est suspendu pour le moment : je ne peux rien réserver, ni rien noter."
        }
        Line::Closed(Closed::Busy) => {
            "Toutes nos lignes sont occupées : je ne peux rien réserver, ni rien noter."
        }
        Line::Closed(Closed::Full) => {
            "Je ne peux plus prendre d'appels pour le moment : je ne peux rien réserver, ni rien noter."
        }
        Line::RingInAMoment => "Rappelez dans quelques minutes, s'il vous plaît.",
        Line::IfInDanger => "Si quelqu'un est en danger en ce moment, raccrochez et faites le 15 ou le 112.",
        Line::Despair => {
            "Vous faites bien d'en parler. En danger immédiat, raccrochez et composez le 15 ou le 112. Le 3114 est aussi \
             là pour vous écouter, jour et nuit, gratuitement."
        }
        Line::Violence => {
            "Si vous êtes en danger, raccrochez et composez le 17 ou le 112 ; pour un blessé, le 15."
        }
        Line::Fire => "Mettez-vous à l'abri, raccrochez et composez le 18 ou le 112.",
        Line::Delay => "Merci de prévenir.",
        Line::NextFor { .. } | Line::Next { .. } => "Passons au deuxième rendez-vous.",
        Line::OnlyTwoHere => {
            "Je prends au plus deux rendez-vous par appel ; le reste, je pourrai le transmettre au cabinet."
        }
        Line::EachByItself => "D'accord, prenons-les l'un après l'autre.",
        Line::Kept => "Celui-là reste donc comme il est.",
        Line::Thanks => "Merci.",
        Line::KnownNow { name: true } => "Merci, j'ai votre nom.",
        Line::KnownNow { name: false } => "Merci, j'ai vos coordonnées.",
        Line::Hello => "Bonjour.",
        Line::NoneBeside => "Je n'en vois pas d'autre.",
        Line::NoneOfYours => "Je ne vois aucun rendez-vous à venir dans ce dossier.",
        Line::Machine => {
            "Oui, je suis un assistant automatique : je m'occupe des rendez-vous, et je peux prendre un message pour \
             le cabinet."
        }
        Line::TakenBack => "C'est noté : le cabinet verra que vous retirez votre message.",
        Line::NotPassedOn => "Très bien, je ne transmets rien.",
        Line::MessageAfterwards => "Nous pourrons laisser un message au cabinet ensuite.",
        Line::PassedOnAfterwards => "Je transmettrai cela au cabinet ensuite.",
        Line::RestAfterwards => "Je transmettrai le reste au cabinet ensuite.",
        Line::InDoubt { callable: true } => {
            "Je ne peux pas vous dire si c'est bien enregistré : le cabinet vérifiera et vous rappellera."
        }
        Line::InDoubt { callable: false } => {
            "Je ne peux pas vous dire si c'est bien enregistré : le cabinet vérifiera. Rappelez-le pour le savoir."
        }
        Line::CodeSent => {
            "Si vous êtes dans nos fichiers, vous recevez un code, valable dix minutes, sur le mobile ou l'adresse \
             qui s'y trouve."
        }
        Line::KnownToStaff => "Votre demande est déjà transmise au cabinet : il s'en occupera.",
        Line::RestStays => "Très bien, le reste ne change pas.",
        Line::NoOtherBooking => "Très bien, je ne prends pas d'autre rendez-vous.",
        Line::Dropped => "Très bien, je laisse tout comme c'était.",
        Line::TakeYourTime => "Prenez votre temps, je reste en ligne.",
        Line::Again => "Je répète.",
        Line::NobodyThere => "Je ne vous entends plus. Rappelez quand vous voulez, au revoir.",
        Line::Transferring => "Je vous passe le cabinet, ne quittez pas.",
        Line::Switched => "Bien sûr, parlons français.",
        Line::NobodyNow => "Personne ne peut vous répondre pour l'instant, mais je peux prendre un message.",
        Line::Welcome => "Je vous en prie.",
        Line::NoHarm => "Il n'y a pas de mal.",
        Line::CanAskStaff => "Je peux aussi transmettre votre demande au cabinet : dites « un message ».",
        _ => "Merci de votre appel, bonne journée, au revoir.",
    }
}

fn still_undone(undone: Undone, count: usize, list: &str) -> String {
    let done = match undone {
        Undone::Booking => "réservé",
        Undone::Move => "déplacé",
        Undone::Cancellation => "annulé",
    };
    if count == 1 {
        format!("Le rendez-vous du {list} n'est pas {done}.")
    } else {
        format!("Ces rendez-vous ne sont pas {done}s : {list}.")
    }
}

fn noted(kind: Kind, callable: &Callable) -> String {
    let back = match callable {
        Callable::Shown => "vous rappellera".to_owned(),
        Callable::At(phone) => format!("vous rappellera au {phone}"),
        Callable::OnFile => "vous rappellera au numéro que nous avons".to_owned(),
        Callable::ByMail(email) => format!("vous écrira à l'adresse {email}"),
        Callable::No if kind == Kind::Message => String::new(),
        Callable::No => {
            return "C'est transmis au cabinet, mais sans numéro il ne peut pas vous joindre.".to_owned();
        }
    };
    match kind {
        Kind::Message if *callable == Callable::OnFile => {
            "C'est noté, le cabinet lira votre message ; il a votre numéro.".to_owned()
        }
        Kind::Message => "C'est noté, le cabinet lira votre message.".to_owned(),
        Kind::CallBack => format!("C'est transmis : quelqu'un du cabinet {back}."),
        Kind::TooLate => format!("J'ai transmis votre demande au cabinet, qui {back}."),
        Kind::Wish | Kind::Conflict | Kind::Approval => {
            format!("J'ai transmis votre demande au cabinet, qui {back} pour fixer l'heure.")
        }
    }
}
