//! What cannot be done, and why: one sentence, without blame and without detail of our insides.

use crate::speech::{Trouble, capitalised, row};

pub(in crate::speech) fn trouble(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Taken { when } => format!("{} is not free.", capitalised(when)),
        Trouble::Full { when, with: None } => format!("I have no room left {when}."),
        Trouble::Full { when, with: Some(with) } => format!("I have no room left {when} {with}."),
        Trouble::NoSuchDate { words } => format!("\"{words}\": there is no such date."),
        Trouble::NoneLikeIt { words } => format!("\"{words}\": I see no such appointment."),
        Trouble::TooLate { when } => {
            format!("The appointment of {when} is too close for me to change it myself.")
        }
        Trouble::NoneThen { what, when, with } => {
            let what = if what.is_empty() { "appointment" } else { what };
            format!("I see no {}.", row(&[what, when, with]))
        }
        Trouble::NobodyOfThatName { name } => format!("Nobody called {name} works here."),
        Trouble::NobodyOfThatTrade { trade } => format!("There is no {trade} at this practice."),
        Trouble::DoneElsewhere { what } => format!("This practice has no appointments for {what}."),
        Trouble::NoStartThen { when } => format!("I have no appointment that starts {when}."),
        Trouble::NotThen { who } => format!("{} does not work then.", capitalised(who)),
        Trouble::UnknownFor { what } => {
            format!("I do not have that information for {what} appointments.")
        }
        Trouble::TooFar { until } => format!("The calendar is open until {until} only."),
        Trouble::DayOff { who, day } => format!("{} does not work {day}.", capitalised(who)),
        Trouble::ClosedDay { day } => format!("The practice is closed {day}."),
        Trouble::Holiday { day, name } => {
            format!("The practice is closed {day}: it is a public holiday, {name}.")
        }
        Trouble::Closure { day, until } => format!("The practice is closed {day}, until {until}."),
        Trouble::OutsideHours { hours } => format!("On that day, appointments are {hours}."),
        Trouble::NotByThem { who, what, others } => {
            format!("{} appointments are with {others}, not with {who}.", capitalised(what))
        }
        Trouble::OnlyThem { what, others } => {
            format!("{} appointments are with {others} only.", capitalised(what))
        }
        Trouble::NothingLeft { phone } => {
            format!("I cannot pass your request on. Please call the practice again on {phone}.")
        }
        Trouble::DoubtfullyLeft { phone } => {
            format!(
                "I do not know whether your request has gone through. Please call the practice again on {phone}."
            )
        }
        Trouble::DoubtfulAndNothingLeft { phone } => {
            format!(
                "I cannot tell you whether that has gone through. Please call the practice again on {phone}."
            )
        }
        other => fixed(other).to_owned(),
    }
}

fn fixed(trouble: &Trouble) -> &'static str {
    match trouble {
        Trouble::GenderUnknown => "I do not have that information about our practitioners.",
        Trouble::JustTaken => "That time has just been taken.",
        Trouble::NoneLikeThat => "I have nothing like that.",
        Trouble::NothingFree => "I have no room as far as the calendar goes.",
        Trouble::Past => "That time is already past.",
        Trouble::TooSoon => "That is too soon for me to take.",
        Trouble::NobodyThen => "Nobody works at that time.",
        Trouble::FullThen => "I have no room left at that time.",
        Trouble::CalendarUnknown => "I cannot see the calendar right now.",
        Trouble::WrongCode => "I cannot open anything with that code and that name.",
        Trouble::UnknownCode => "I cannot open anything with that code alone.",
        Trouble::NotSixDigits => "I did not hear six digits.",
        Trouble::Locked => "There have been too many wrong codes: I take no more of them for now.",
        Trouble::NoCode => "Without that code I cannot open anything.",
        Trouble::EnoughBookings => "I take two appointments a call at most.",
        Trouble::Limited => "I can go no further in this call.",
        Trouble::OverQuota => "For now I cannot make any more appointments myself.",
        Trouble::Failed => "I cannot do that right now.",
        Trouble::UnknownAnswer => "I do not have the answer to that question.",
        _ => "That is not something our practice does.",
    }
}
