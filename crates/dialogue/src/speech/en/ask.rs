//! Questions, each in three ways: first plainly, then otherwise, then narrower.

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
            "What kind of appointment is it for?".to_owned(),
            format!("Which appointment do you need: {list}?"),
            format!("I can offer {list}. Which one do you need?"),
        ],
        Ask::ServiceInstead(list) => [
            format!(
                "Appointments here are for: {list}. Which one do you need, or shall I pass your request on to the practice?"
            ),
            format!("Which of these do you need: {list}?"),
            format!("Say one of these, {list}, or \"a message\": which would you like?"),
        ],
        Ask::Choose(list) => [
            "Which one suits you, or would you prefer another day?".to_owned(),
            format!("I can keep {list} for you. Which do you prefer, or another day?"),
            format!("Say \"the first\" for the first time, or \"another day\". {list}?"),
        ],
        Ask::Suits(when) => [
            "Does that suit you, or would you prefer another time?".to_owned(),
            format!("Would {when} be all right, yes or no?"),
            format!("Say \"yes\" for {when}, or give me another day. All right?"),
        ],
        Ask::TheFirst(when) => [
            format!("The first one, {when}?"),
            format!("Shall I take the first, {when}, yes or no?"),
            format!("Say \"yes\" for the first, {when}, or \"the second\". Shall I take the first?"),
        ],
        Ask::Whether(when) => [
            format!("{}, is that right?", capitalised(when)),
            format!("To be sure: {when}, yes or no?"),
            format!("Say \"yes\" for {when}, or give me the day and the time. Is that right?"),
        ],
        Ask::Which(list) => [
            format!("Do you mean {list}?"),
            format!("To be sure of the date: {list}?"),
            format!("Please tell me which one: {list}?"),
        ],
        Ask::Appointment { count, list, short, places } => [
            format!("I can see {count} appointments: {list}. Which one is it?"),
            format!("Which one do you mean: {short}?"),
            format!("Say {places}, or give me its day: which one is it?"),
        ],
        Ask::Practitioner(list) => [
            format!("Who would you like to see: {list}?"),
            format!("Do you prefer {list}?"),
            format!("Tell me who, {list}, or \"I don't mind\". Who shall it be?"),
        ],
        Ask::RestOfPhone(so_far) => [
            format!("{so_far}, yes. And then?"),
            format!("I have {so_far}: what are the next digits?"),
            format!("I am missing the end of the number, after {so_far}: what is it?"),
        ],
        Ask::RestOfCode(so_far) => [
            format!("{so_far}, yes. And the rest of the code?"),
            format!("I have {so_far}: what are the other digits of the code?"),
            format!("The code has six digits, and I have {so_far}: which ones are missing?"),
        ],
        Ask::IsName(name) => [
            format!("{name}, is that right?"),
            format!("Is it {name}, yes or no?"),
            format!("Say \"yes\" for {name}, or give me the surname. Is it {name}?"),
        ],
        Ask::CodeOf(name) => [
            format!("I need the six-digit code of {name}, or the appointment's reference. What is it?"),
            format!("It has six digits, and came with the appointment of {name}. Can you tell me?"),
            "Say the six digits one by one, or \"I don't have it\". What is the code?".to_owned(),
        ],
        other => plain(other).map(str::to_owned),
    }
}

fn plain(ask: &Ask) -> [&'static str; 3] {
    match ask {
        Ask::Time => [
            "Which day would suit you?",
            "Give me a day, or a part of the week: when could you come?",
            "This week or next week?",
        ],
        Ask::OtherTime => [
            "Which other day would suit you?",
            "What other time could you come?",
            "A morning or an afternoon, and which day?",
        ],
        Ask::OtherHour => [
            "At what time instead?",
            "What time would suit you on that day?",
            "The morning or the afternoon of that day, and at what time?",
        ],
        Ask::MoveTo => [
            "Which day would suit you instead?",
            "What day would you like to have it?",
            "Earlier or later, and which day?",
        ],
        Ask::Name => [
            "What name is it under?",
            "Could you give me the patient's first and last name?",
            "Please spell the name for me, letter by letter: what name is it?",
        ],
        Ask::PatientName => [
            "What are the patient's first and last names?",
            "In whose name shall I make it: who will be coming?",
            "Please spell the name of whoever is coming, letter by letter: what is it?",
        ],
        Ask::FirstName => [
            "And the first name?",
            "I am missing the first name: what is it?",
            "Please say only the first name, or spell it: what is it?",
        ],
        Ask::Surname => [
            "And the surname?",
            "I am missing the surname: what is it?",
            "Please spell the surname, letter by letter: what is it?",
        ],
        Ask::OtherPhone => [
            "The number of somebody close to you, or an e-mail address, would do: do you have one?",
            "On what other number can we leave word for you, or at what e-mail address?",
            "Give me a number or an e-mail address, or say \"I don't have one\". Do you have one?",
        ],
        Ask::Phone => [
            "What number can we reach you on?",
            "Could you give me your telephone number, slowly?",
            "I need the whole number, starting with zero: what is it?",
        ],
        Ask::Code => [
            "First I need your six-digit code, or the reference of the appointment. What is it?",
            "The code has six digits; it came with the appointment. Can you tell me?",
            "Please say the six digits one by one, or \"I don't have it\". What is the code?",
        ],
        Ask::CodeForName => [
            "What is the six-digit code, or the reference of the appointment?",
            "I am missing the code: what are its six digits?",
            "Please say the six digits of the code one by one, or \"I don't have it\". What are they?",
        ],
        Ask::NameForCode => [
            "And what is the name?",
            "Whose file is it?",
            "Please give me the first and last name: who is it for?",
        ],
        Ask::Message => [
            "What should I pass on?",
            "Tell me your message in one sentence: what should the practice know?",
            "Go ahead, I am writing it down word for word: what is the message?",
        ],
        other => closed(other),
    }
}

fn closed(ask: &Ask) -> [&'static str; 3] {
    match ask {
        Ask::Yes => {
            ["Is that right?", "Does that suit you, yes or no?", "Say \"yes\" or \"no\": shall I go on?"]
        }
        Ask::Finish(Undone::Booking) => [
            "Careful, nothing is booked yet: shall I book it before you go?",
            "Nothing is booked so far: shall I book it, yes or no?",
            "Say \"yes\" and I will book it; otherwise nothing is booked. All right?",
        ],
        Ask::Finish(Undone::Move) => [
            "Careful, your appointment is not moved yet: shall I move it before you go?",
            "Your appointment is not moved so far: shall I move it, yes or no?",
            "Say \"yes\" and I will move it; otherwise it stays as it is. All right?",
        ],
        Ask::Finish(Undone::Cancellation) => [
            "Careful, your appointment is not cancelled yet: shall I cancel it before you go?",
            "Your appointment is not cancelled so far: shall I cancel it, yes or no?",
            "Say \"yes\" and I will cancel it; otherwise it stays as it is. Shall I cancel it?",
        ],
        Ask::WhatInstead => [
            "All right. What shall I change, the day, the time, the name or the number?",
            "What isn't right: the day, the time, the name, the number?",
            "Which day and time would you prefer?",
        ],
        Ask::Transfer => [
            "Shall I put you through to the practice?",
            "Shall I put you through, yes or no?",
            "Say \"yes\" and I will put you through. All right?",
        ],
        Ask::LeaveMessage => [
            "Shall I leave a message for the practice?",
            "Shall I pass your question on, yes or no?",
            "Say \"yes\" and I pass it on. All right?",
        ],
        Ask::PassOn => [
            "And what you asked just now: shall I pass it on to the practice?",
            "Shall I pass your question on to the practice, yes or no?",
            "Say \"yes\" and I pass your question on. All right?",
        ],
        Ask::BookIt => [
            "Would you like to make an appointment?",
            "Shall I find you an appointment?",
            "Say \"make an appointment\", or what else you need. What would you like?",
        ],
        Ask::AnythingElse => [
            "Is there anything else?",
            "Do you need anything else?",
            "Tell me if you need anything else, or I will hang up. Anything else?",
        ],
        _ => [
            "What can I do for you?",
            "Is it to make an appointment, to change one, or to ask a question?",
            "Say for example \"make an appointment\" or \"speak to someone\". What would you like?",
        ],
    }
}
