//! Every sentence there is, by what it says.

use domain::request::Kind;

use crate::asking::Asking;
use crate::io::Closed;
use crate::words::Whom;

/// What a caller leaves without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Undone {
    /// A booking.
    Booking,
    /// A move.
    Move,
    /// A cancellation.
    Cancellation,
}

/// An appointment that is wished beside others, as far as it was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wanting {
    pub(crate) what: Option<String>,
    pub(crate) whom: Option<Whom>,
}

/// Whether the practice can call back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Callable {
    /// On the number that the network shows.
    Shown,
    /// On the number that was dictated, in pairs.
    At(String),
    /// On the number on file, which is never said.
    OnFile,
    /// By e-mail only.
    ByMail(String),
    /// There is no number.
    No,
}

/// A statement. Its values are already in words.
#[derive(Clone, Debug)]
pub(crate) enum Line {
    /// The first words: who is speaking, and that it is a machine.
    Greeting {
        practice: String,
        /// The practice's own words, with its name in them.
        own: Option<String>,
    },
    /// That nothing is taken here at the moment, and why.
    Closed(Closed),
    /// Where people are reached.
    RingThem {
        /// Their number, as it is said.
        phone: String,
    },
    /// That it will soon be otherwise.
    RingInAMoment,
    /// Back to the caller's own greeting.
    Hello,
    /// What was wished is free.
    Free { when: String, with: String },
    /// What was chosen is kept.
    Chosen { when: String, with: String },
    /// Everything, before the yes.
    ReadBack {
        what: String,
        name: String,
        with: String,
        when: String,
        /// The number that was dictated, in pairs.
        phone: Option<String>,
    },
    /// Whose appointment overlaps what is read back, and with whom it is.
    AlreadyThen { name: String, with: String },
    /// The move, before the yes.
    ReadBackMove { whose: Option<String>, from: String, to: String, with: String },
    /// The cancellation, before the yes.
    ReadBackCancel { whose: Option<String>, what: String, when: String, with: String },
    /// Booked and committed.
    Booked { what: String, name: String, with: String, when: String },
    /// The reference of what was booked.
    Reference { code: String },
    /// Kept until the staff agrees; committed.
    Requested { when: String },
    /// Moved and committed.
    Moved { whose: Option<String>, when: String, with: String },
    /// Cancelled and committed.
    Cancelled { whose: Option<String>, when: String, with: String },
    /// That one of several is not cancelled.
    Kept,
    /// Somebody's appointments; the caller's own where nobody is named.
    Yours { count: usize, list: String, whose: Option<String> },
    /// Several cancellations, before the yes to all of them.
    ReadBackCancels { whose: Option<String>, count: usize, list: String },
    /// Of several cancellations, one that only the practice can make.
    TooLateAmong { what: String, when: String },
    /// Several cancelled and committed.
    CancelledAll { whose: Option<String>, count: usize, list: String },
    /// After a no to all of them.
    EachByItself,
    /// Of several, which one comes first, and how many come after it.
    BeginWith { when: String, others: usize },
    /// Of several, which one comes now.
    NextIs { when: String },
    /// The caller has none.
    NoneOfYours,
    /// None but those that were spoken of.
    NoneBeside,
    /// Something is left for the staff; committed.
    Noted { kind: Kind, callable: Callable },
    /// Whether it was done isn't known; that the staff looks it up is committed.
    InDoubt { callable: bool },
    /// A code was asked for, and goes to whoever is on file under that name or number, if anybody is.
    CodeSent,
    /// The staff knows of it already, from this call.
    KnownToStaff,
    /// What could be done about it, before it is: nothing is promised.
    CanPassOn { kind: Kind },
    /// One appointment at a time: this one first, then those.
    InTurn { each: Vec<Wanting> },
    /// A call books two; the others are for the staff.
    OnlyTwoHere,
    /// What was asked for beside it comes now.
    Next { what: Option<String> },
    /// The appointment of whoever was spoken of beside it comes now.
    NextFor { whom: Whom },
    /// To somebody who asks whether they are talking to a machine.
    Machine,
    /// The practice is told that the caller takes back what was left; committed.
    TakenBack,
    /// What was to be passed on isn't, as the caller wants.
    NotPassedOn,
    /// In whose name an appointment is, of whoever wants it in another, which only the practice can give it.
    NameIsFor { name: String },
    /// A message can be left once the errand is done.
    MessageAfterwards,
    /// What was just said is passed on, once the errand is done.
    PassedOnAfterwards,
    /// What was said beside an errand is passed on, once the errand is done.
    RestAfterwards,
    /// Of several appointments, those that are left stay as they are.
    RestStays,
    /// After a booking in this call, no other one is made, as the caller wants.
    NoOtherBooking,
    /// Nothing was changed, as the caller wants.
    Dropped,
    /// A moment: a tool is slow, for the so-manieth time.
    Filler { nth: u8 },
    /// The caller may take their time.
    TakeYourTime,
    /// What was just said goes with what is asked next.
    Thanks,
    /// Who they are, or how they are reached, is kept; what was asked waits still.
    KnownNow { name: bool },
    /// Before something is said again.
    Again,
    /// To somebody who says nothing.
    AreYouThere { nth: u8 },
    /// To nobody.
    NobodyThere,
    /// Being put through.
    Transferring,
    /// The language has changed.
    Switched,
    /// No person can be reached now.
    NobodyNow,
    /// Nobody can be put through from here.
    NoTransferHere,
    /// What the caller came for isn't done.
    Undone(Undone),
    /// After a booking in this call, another one that the caller came for isn't made.
    OtherNotBooked,
    /// Of several appointments, those that stay as they are.
    StillUndone { undone: Undone, count: usize, list: String },
    /// Why this is asked.
    Why { asked: Asking },
    /// How long an appointment takes.
    Lasts { what: String, minutes: u32 },
    /// What has to be known for an appointment, in the practice's words.
    ToKnow { what: String, words: String },
    /// What one of the practice's documents says, word for word.
    Written { document: String, words: String },
    /// That something is done here, and by whom.
    DoneHere { what: String, who: String },
    /// This is the place that was meant, and who works here.
    RightHere { practice: String, who: Option<String> },
    /// To somebody who was not understood three times over.
    CannotFollow,
    /// To somebody who will be late.
    Delay,
    /// What was said is near an emergency: what to do if it is one.
    IfInDanger,
    /// To somebody who speaks of wanting to die, themselves or another.
    Despair,
    /// To somebody who is attacked or threatened.
    Violence,
    /// To somebody near a fire.
    Fire,
    /// Too much was said at once to be taken in.
    TooLong,
    /// Not understood, in general.
    Sorry { nth: u8 },
    /// You're welcome.
    Welcome,
    /// To somebody who called by mistake.
    NoHarm,
    /// The last words.
    Goodbye,
    /// The practice's hours on a day.
    OpenOn { day: String, hours: String },
    /// A practitioner's hours on a day.
    WorksOn { who: String, day: String, hours: String },
    /// The practice's hours in an ordinary week, or somebody's.
    OpenInTheWeek { who: Option<String>, week: String },
    /// A request stays possible.
    CanAskStaff,
}

impl Line {
    /// Only of the moment: it is not said again to somebody who didn't hear.
    pub(crate) const fn is_passing(&self) -> bool {
        matches!(
            self,
            Self::Hello
                | Self::Again
                | Self::Thanks
                | Self::KnownNow { .. }
                | Self::AreYouThere { .. }
                | Self::Sorry { .. }
                | Self::Switched
                | Self::TakeYourTime
                | Self::TooLong
                | Self::IfInDanger
                | Self::Despair
                | Self::Violence
                | Self::Fire
                | Self::Welcome
        )
    }
}

/// A question. The words after it are read as an answer to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ask {
    /// What the caller wants.
    Intent,
    /// For what; the services there are.
    Service(String),
    /// For what, of whoever asked for something that isn't done here; the services there are.
    ServiceInstead(String),
    /// When.
    Time,
    /// When instead.
    OtherTime,
    /// At what other hour of the same day.
    OtherHour,
    /// Where an appointment is moved to.
    MoveTo,
    /// Which of the offers; the way out is in the question.
    Choose(String),
    /// Whether the first of the offers is the one, of whoever says yes to several.
    TheFirst(String),
    /// Whether the single offer suits.
    Suits(String),
    /// Whether this was meant.
    Whether(String),
    /// Which of several readings was meant.
    Which(String),
    /// With whom instead; those there are.
    Practitioner(String),
    /// Whose appointment.
    Name,
    /// Whose appointment, when it is not the caller's.
    PatientName,
    /// The first name that goes with the surname.
    FirstName,
    /// The surname that goes with the first name.
    Surname,
    /// Whether the first name goes with the surname of who calls.
    IsName(String),
    /// Where they can be reached.
    Phone,
    /// The rest of a number; what there is of it, in pairs.
    RestOfPhone(String),
    /// Another way to be reached, of whoever has no telephone.
    OtherPhone,
    /// The six digits.
    Code,
    /// The six digits, of whoever gave the name first.
    CodeForName,
    /// The six digits of somebody else, by their name.
    CodeOf(String),
    /// The rest of the six digits; what there is of them, one by one.
    RestOfCode(String),
    /// The name that goes with the code.
    NameForCode,
    /// Which of their appointments: as they are told first, in short, and how each is picked.
    Appointment {
        count: usize,
        /// In full.
        list: String,
        /// No more than tells them apart.
        short: String,
        /// «le premier» ou «le deuxième».
        places: String,
    },
    /// Yes or no to what was read back.
    Yes,
    /// Whether to do it after all, of whoever says goodbye instead of yes.
    Finish(Undone),
    /// What is wrong in what was read back.
    WhatInstead,
    /// Whether to be put through.
    Transfer,
    /// Whether a message should be left.
    LeaveMessage,
    /// Whether to book what was asked about, and is done here.
    BookIt,
    /// Whether to pass on what could not be answered during the errand.
    PassOn,
    /// What the staff should know.
    Message,
    /// Anything else.
    AnythingElse,
}

/// What cannot be done, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The hour that was wished is taken.
    Taken { when: String },
    /// The day that was wished is full, with somebody or with all.
    Full { when: String, with: Option<String> },
    /// The days that were wished are full.
    FullThen,
    /// There is no such day.
    NoSuchDate { words: String },
    /// Nobody of that name works here.
    NobodyOfThatName { name: String },
    /// Nobody of that trade works here.
    NobodyOfThatTrade { trade: &'static str },
    /// Such appointments are made elsewhere.
    DoneElsewhere { what: &'static str },
    /// Whether a practitioner is a woman or a man isn't known.
    GenderUnknown,
    /// No appointment begins at that hour.
    NoStartThen { when: String },
    /// The practice has an answer, but not for this service.
    UnknownFor { what: String },
    /// Somebody was faster.
    JustTaken,
    /// Nothing is free as far as one can book.
    NothingFree,
    /// Nothing fits all that was asked for.
    NoneLikeThat,
    /// It is past.
    Past,
    /// It is nearer than the practice's notice.
    TooSoon,
    /// It is beyond the horizon.
    TooFar { until: String },
    /// A practitioner's day off.
    DayOff { who: String, day: String },
    /// Nobody works that day.
    ClosedDay { day: String },
    /// A public holiday.
    Holiday { day: String, name: String },
    /// A closure; its reason in the practice's words.
    Closure { day: String, until: String },
    /// Outside working hours.
    OutsideHours { hours: String },
    /// Nobody works then.
    NobodyThen,
    /// This one doesn't work then.
    NotThen { who: String },
    /// This one doesn't do that; those do.
    NotByThem { who: String, what: String, others: String },
    /// Nobody but those who were refused does that.
    OnlyThem { what: String, others: String },
    /// The practice doesn't do that.
    UnknownService,
    /// The outside calendar doesn't answer.
    CalendarUnknown,
    /// Too near to be changed here.
    TooLate { when: String },
    /// Wrong code, tries left.
    WrongCode,
    /// The code doesn't go with the number that calls, tries left.
    UnknownCode,
    /// The code that was said hasn't six digits.
    NotSixDigits,
    /// No more codes are taken.
    Locked,
    /// Without a code nothing of the file is opened.
    NoCode,
    /// Two bookings were made in this call.
    EnoughBookings,
    /// The call has lasted or asked long enough.
    Limited,
    /// No more may be booked here for now.
    OverQuota,
    /// Something broke.
    Failed,
    /// Not even a request could be left; the number to ring.
    NothingLeft { phone: String },
    /// Whether a request was left isn't known; the number to ring.
    DoubtfullyLeft { phone: String },
    /// Whether it was done isn't known, and nobody here could be told; the number to ring.
    DoubtfulAndNothingLeft { phone: String },
    /// The answer isn't known.
    UnknownAnswer,
    /// No appointment for that, then, with them, as far as it was said.
    NoneThen { what: String, when: String, with: String },
    /// No appointment at the place that was said.
    NoneLikeIt { words: String },
}

#[cfg(test)]
pub(super) fn every_trouble() -> Vec<Trouble> {
    let s = || "x".to_owned();
    vec![
        Trouble::Taken { when: s() },
        Trouble::Full { when: s(), with: None },
        Trouble::Full { when: s(), with: Some(s()) },
        Trouble::FullThen,
        Trouble::NoSuchDate { words: s() },
        Trouble::NobodyOfThatName { name: s() },
        Trouble::NobodyOfThatTrade { trade: "x" },
        Trouble::DoneElsewhere { what: "x" },
        Trouble::GenderUnknown,
        Trouble::NoStartThen { when: s() },
        Trouble::UnknownFor { what: s() },
        Trouble::JustTaken,
        Trouble::NothingFree,
        Trouble::NoneLikeThat,
        Trouble::Past,
        Trouble::TooSoon,
        Trouble::TooFar { until: s() },
        Trouble::DayOff { who: s(), day: s() },
        Trouble::ClosedDay { day: s() },
        Trouble::Holiday { day: s(), name: s() },
        Trouble::Closure { day: s(), until: s() },
        Trouble::OutsideHours { hours: s() },
        Trouble::NobodyThen,
        Trouble::NotThen { who: s() },
        Trouble::NotByThem { who: s(), what: s(), others: s() },
        Trouble::OnlyThem { what: s(), others: s() },
        Trouble::UnknownService,
        Trouble::CalendarUnknown,
        Trouble::TooLate { when: s() },
        Trouble::WrongCode,
        Trouble::UnknownCode,
        Trouble::NotSixDigits,
        Trouble::Locked,
        Trouble::NoCode,
        Trouble::EnoughBookings,
        Trouble::Limited,
        Trouble::OverQuota,
        Trouble::Failed,
        Trouble::NothingLeft { phone: s() },
        Trouble::DoubtfullyLeft { phone: s() },
        Trouble::DoubtfulAndNothingLeft { phone: s() },
        Trouble::UnknownAnswer,
        Trouble::NoneThen { what: s(), when: s(), with: s() },
        Trouble::NoneLikeIt { words: s() },
    ]
}
