//! Statements.

use domain::request::Kind;

use crate::asking::Asking;
use crate::io::Closed;
use crate::speech::{Callable, Line, Undone, Wanting, capitalised, lowered};
use crate::words::Whom;

pub(in crate::speech) fn line(line: &Line) -> String {
    match line {
        Line::Greeting { practice, own } => {
            let hello = own.clone().unwrap_or_else(|| format!("{practice}, hello."));
            format!("{hello} I am the practice's automatic assistant.")
        }
        Line::Free { when, with } => format!("{} {with} is free.", capitalised(when)),
        Line::Chosen { when, with } => format!("All right, {when}, {with}."),
        Line::ReadBack { what, name, with, when, phone } => {
            let phone = phone.as_ref().map(|phone| format!("; your number: {phone}")).unwrap_or_default();
            format!("To sum up: {what} for {name}, {with}, {when}{phone}.")
        }
        Line::AlreadyThen { name, with } => {
            format!("Please note that {name} already has an appointment at that time, {with}.")
        }
        Line::Booked { what, name, with, when } => format!("It's booked: {what} for {name}, {with}, {when}."),
        Line::Reference { code } => format!("Your reference is {code}."),
        Line::Requested { when } => {
            format!(
                "Your request for {when} is passed on: the time is kept, and the practice will call you back."
            )
        }
        Line::NameIsFor { name } => {
            format!(
                "That appointment is in the name of {name}: only the practice can change that, and I can ask them."
            )
        }
        Line::RingThem { phone } => format!("To talk to somebody, please call {phone}."),
        Line::Noted { kind, callable } => noted(*kind, callable),
        Line::CanPassOn { kind: Kind::CallBack } => "I can ask the practice to call you back.".to_owned(),
        Line::CanPassOn { .. } => "I can pass your request on to the practice.".to_owned(),
        Line::Lasts { what, minutes } => {
            format!("{} appointments take {minutes} minutes.", capitalised(what))
        }
        Line::ToKnow { what, words } => format!("{}: {}", capitalised(what), lowered(words)),
        Line::Written { document, words } => format!("“{document}” says: {words}"),
        Line::DoneHere { what, who } => format!("Yes: {what}, with {who}."),
        Line::RightHere { practice, who: Some(who) } => format!("Yes, {practice}: {who} works here."),
        Line::RightHere { practice, who: None } => format!("This is {practice}."),
        Line::InTurn { each } => format!("I make appointments one after the other{}.", in_turn(each)),
        Line::NextFor { whom: Whom::Caller } => "Now your appointment.".to_owned(),
        Line::NextFor { whom: Whom::Relative(who) } => format!("Now {}'s appointment.", who.en),
        Line::Next { what: Some(what) } => format!("Now the other appointment: {what}."),
        Line::OpenOn { day, hours } => format!("{}, the practice is open {hours}.", capitalised(day)),
        Line::WorksOn { who, day, hours } => format!("{}, {who} works {hours}.", capitalised(day)),
        Line::OpenInTheWeek { who: None, week } => format!("The practice is open {week}."),
        Line::OpenInTheWeek { who: Some(who), week } => format!("{} works {week}.", capitalised(who)),
        Line::Filler { nth } => {
            ["One moment, I am looking at the calendar.", "Still looking, thank you for waiting."]
                [usize::from(*nth % 2)]
            .to_owned()
        }
        Line::AreYouThere { nth } => {
            ["Are you still there?", "I can't hear you well."][usize::from(*nth % 2)].to_owned()
        }
        Line::Sorry { nth } => {
            ["Sorry, I didn't quite understand.", "I didn't catch that."][usize::from(*nth % 2)].to_owned()
        }
        other => change(other),
    }
}

/// Of appointments that are.
fn change(line: &Line) -> String {
    match line {
        Line::ReadBackMove { whose, from, to, with } => {
            format!("To sum up: {} of {from} goes to {to}, {with}.", appointment(whose.as_deref()))
        }
        Line::ReadBackCancel { whose, what, when, with } => {
            let whose = whose.as_ref().map_or("your".to_owned(), |name| format!("{name}'s"));
            format!("So I will cancel {whose} {what} appointment of {when}, {with}.")
        }
        Line::Moved { whose, when, with } => {
            format!("Done, {} is moved to {when}, {with}.", appointment(whose.as_deref()))
        }
        Line::Cancelled { whose: None, when, with } => {
            format!("Done, the appointment of {when}, {with}, is cancelled.")
        }
        Line::Cancelled { whose: Some(name), when, with } => {
            format!("Done, {name}'s appointment of {when}, {with}, is cancelled.")
        }
        Line::Yours { count, list, whose } => yours(*count, list, whose.as_deref()),
        Line::ReadBackCancels { whose, count, list } => {
            let whose = whose.as_ref().map(|name| format!(" of {name}")).unwrap_or_default();
            format!("So I will cancel {count} appointments{whose}: {list}.")
        }
        Line::TooLateAmong { what, when } => {
            format!(
                "The {what} appointment of {when} is too close for me to cancel it myself: I can ask the practice."
            )
        }
        Line::CancelledAll { whose, count, list } => {
            let whose = whose.as_ref().map(|name| format!(" of {name}")).unwrap_or_default();
            format!("Done, {count} appointments{whose} are cancelled: {list}.")
        }
        Line::BeginWith { when, others } => {
            let others = match others {
                1 => "the other",
                2 => "the other two",
                _ => "the others",
            };
            format!("I'll begin with the one on {when}, then {others}.")
        }
        Line::NextIs { when } => format!("Now the one on {when}."),
        Line::StillUndone { undone, count, list } => still_undone(*undone, *count, list),
        other => fixed(other).to_owned(),
    }
}

/// "Emma Petit's appointment", "your appointment".
fn appointment(whose: Option<&str>) -> String {
    whose.map_or("your appointment".to_owned(), |name| format!("{name}'s appointment"))
}

fn yours(count: usize, list: &str, whose: Option<&str>) -> String {
    let who = whose.map_or("You have".to_owned(), |name| format!("{name} has"));
    let count = if count == 1 { "an appointment".to_owned() } else { format!("{count} appointments") };
    format!("{who} {count}: {list}.")
}

/// ": consultation for you first, then vaccination for your son".
fn in_turn(each: &[Wanting]) -> String {
    let told: Option<Vec<String>> = each.iter().map(wanting).collect();
    match told.as_deref() {
        Some([first, then]) if first != then => format!(": {first} first, then {then}"),
        Some([first, others @ .., last]) if others.iter().chain([last]).any(|it| it != first) => {
            format!(": {first} first, then {} and {last}", others.join(", "))
        }
        _ => String::new(),
    }
}

fn wanting(wanting: &Wanting) -> Option<String> {
    let Some(whom) = wanting.whom else { return wanting.what.clone() };
    match (&wanting.what, whom) {
        (Some(what), Whom::Caller) => Some(format!("{what} for you")),
        (Some(what), Whom::Relative(who)) => Some(format!("{what} for {}", who.en)),
        (None, Whom::Caller) => Some("yours".to_owned()),
        (None, Whom::Relative(who)) => Some(format!("{}'s", who.en)),
        (_, Whom::Unsaid) => None,
    }
}

fn fixed(line: &Line) -> &'static str {
    match line {
        Line::NoTransferHere => "I can't put you through from here, but I can take a message.",
        Line::OtherNotBooked => "The other appointment is not booked.",
        Line::Undone(Undone::Booking) => "Nothing is booked.",
        Line::Undone(Undone::Move) => "Your appointment is not moved: it stays as it is.",
        Line::Undone(Undone::Cancellation) => "Your appointment is not cancelled.",
        Line::Why { asked: Asking::Phone } => "It is so that the practice can reach you if anything changes.",
        Line::Why { asked: Asking::Code } => "It protects your file: I open it to nobody but you.",
        Line::Why { .. } => "It is to know who is coming: the appointment is made under that name.",
        Line::TooLong => "That was too long for me to take in. Please tell me in a sentence or two.",
        Line::CannotFollow => "I am sorry, I can't follow; but I can take a message.",
        Line::Closed(Closed::Suspended) => {
            "This service is suspended at the moment: I can't book anything, nor take a message."
        }
        Line::Closed(Closed::Busy) => "All our lines are busy: I can't book anything, nor take a message.",
        Line::Closed(Closed::Full) => {
            "I can't take any more calls at the moment: I can't book anything, nor take a message."
        }
        Line::RingInAMoment => "Please call again in a few minutes.",
        Line::IfInDanger => "If anybody is in danger right now, hang up and dial 15 or 112.",
        Line::Despair => {
            "I'm glad you told me. In immediate danger, hang up and dial 15 or 112. 3114 is there to listen too, day \
             and night, free of charge."
        }
        Line::Violence => "If you are in danger, hang up and dial 17 or 112; if anybody is hurt, 15.",
        Line::Fire => "Get to safety, hang up and dial 18 or 112.",
        Line::Delay => "Thank you for letting us know.",
        Line::NextFor { .. } | Line::Next { .. } => "Now the second appointment.",
        Line::OnlyTwoHere => {
            "I make two appointments a call at most; the rest I can pass on to the practice."
        }
        Line::EachByItself => "All right, let's take them one by one.",
        Line::Kept => "That one stays as it is, then.",
        Line::Thanks => "Thank you.",
        Line::KnownNow { name: true } => "Thank you, I have your name.",
        Line::KnownNow { name: false } => "Thank you, I have that.",
        Line::Hello => "Hello.",
        Line::NoneBeside => "I see no other one.",
        Line::NoneOfYours => "I see no coming appointment in this file.",
        Line::Machine => {
            "Yes, I am an automatic assistant: I look after appointments, and I can take a message for the practice."
        }
        Line::TakenBack => "That's noted: the practice will see that you take your message back.",
        Line::NotPassedOn => "Very well, I pass nothing on.",
        Line::MessageAfterwards => "We can leave a message for the practice afterwards.",
        Line::PassedOnAfterwards => "I will pass that on to the practice afterwards.",
        Line::RestAfterwards => "I will pass the rest on to the practice afterwards.",
        Line::InDoubt { callable: true } => {
            "I cannot tell you whether that has gone through: the practice will check and will call you back."
        }
        Line::InDoubt { callable: false } => {
            "I cannot tell you whether that has gone through: the practice will check. Please ring them to find out."
        }
        Line::CodeSent => {
            "If you are on file, you are getting a code on the mobile or at the address we have; it is good for ten \
             minutes."
        }
        Line::KnownToStaff => "Your request is passed on to the practice already: they will see to it.",
        Line::RestStays => "Very well, the rest stays as it is.",
        Line::NoOtherBooking => "Very well, I make no other appointment.",
        Line::Dropped => "Very well, I leave everything as it was.",
        Line::TakeYourTime => "Take your time, I am still here.",
        Line::Again => "I'll say it again.",
        Line::NobodyThere => "I can't hear you any more. Call again whenever you like, goodbye.",
        Line::Transferring => "I am putting you through to the practice, please hold on.",
        Line::Switched => "Of course, let's speak English.",
        Line::NobodyNow => "Nobody can take your call right now, but I can take a message.",
        Line::Welcome => "You're welcome.",
        Line::NoHarm => "No harm done.",
        Line::CanAskStaff => "I can also pass your request on to the practice: say \"a message\".",
        _ => "Thank you for calling, have a good day, goodbye.",
    }
}

fn still_undone(undone: Undone, count: usize, list: &str) -> String {
    let done = match undone {
        Undone::Booking => "booked",
        Undone::Move => "moved",
        Undone::Cancellation => "cancelled",
    };
    if count == 1 {
        format!("The appointment of {list} is not {done}.")
    } else {
        format!("These appointments are not {done}: {list}.")
    }
}

fn noted(kind: Kind, callable: &Callable) -> String {
    let back = match callable {
        Callable::Shown => "will call you back".to_owned(),
        Callable::At(phone) => format!("will call you back on {phone}"),
        Callable::OnFile => "will call you back on the number we have".to_owned(),
        Callable::ByMail(email) => format!("will write to you at {email}"),
        Callable::No if kind == Kind::Message => String::new(),
        Callable::No => {
            return "That's passed on, but without a number the practice can't reach you.".to_owned();
        }
    };
    match kind {
        Kind::Message if *callable == Callable::OnFile => {
            "That's noted, the practice will read your message; they have your number.".to_owned()
        }
        Kind::Message => "That's noted, the practice will read your message.".to_owned(),
        Kind::CallBack => format!("That's passed on: somebody from the practice {back}."),
        Kind::TooLate => format!("I have passed your request on to the practice, who {back}."),
        Kind::Wish | Kind::Conflict | Kind::Approval => {
            format!("I have passed your request on to the practice, who {back} to agree on a time.")
        }
    }
}
