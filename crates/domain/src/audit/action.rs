//! What can be done, by name.

use serde::{Deserialize, Serialize};

macro_rules! actions {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),+ $(,)?) => {
        /// Something that was done.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Action {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)+
        }

        impl Action {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its name in the trail and the API.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// The action of this name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|action| action.name() == name)
            }
        }
    };
}

actions! {
    /// An appointment was booked.
    Booked = "appointment.booked",
    /// An appointment awaits the staff, its time kept.
    Requested = "appointment.requested",
    /// The staff agreed to an appointment.
    Approved = "appointment.approved",
    /// The staff declined an appointment.
    Declined = "appointment.declined",
    /// An appointment got another time or another practitioner.
    Moved = "appointment.moved",
    /// An appointment was cancelled.
    Cancelled = "appointment.cancelled",
    /// The patient came, or didn't, or it was undone: the status alone changed.
    StatusChanged = "appointment.status_changed",
    /// A slot was kept for a caller.
    Held = "hold.begun",
    /// A kept slot was kept longer.
    HoldExtended = "hold.extended",
    /// A kept slot was given back.
    Released = "hold.released",
    /// A kept slot's time ran out.
    HoldExpired = "hold.expired",
    /// Something was left for the staff.
    RequestLeft = "request.left",
    /// Something was added to what was left.
    RequestAdded = "request.added",
    /// The staff settled a request.
    RequestSettled = "request.settled",
    /// A patient was put on file.
    PatientAdded = "patient.added",
    /// A patient's file was changed.
    PatientChanged = "patient.changed",
    /// Two files were of one person.
    PatientsMerged = "patient.merged",
    /// A patient was given another code.
    CodeMade = "patient.code_made",
    /// A patient's data was made unreadable for ever.
    PatientErased = "patient.erased",
    /// A caller proved to be the patient.
    Proved = "proof.given",
    /// A caller gave a wrong code.
    ProofFailed = "proof.failed",
    /// Too many wrong codes: no more are taken.
    ProofLocked = "proof.locked",
    /// A caller asked for a one-time code, for whoever they said they are.
    CodeAsked = "proof.code_asked",
    /// A one-time code was sent to the contact on file.
    CodeSent = "proof.code_sent",
    /// A call began.
    CallBegun = "call.begun",
    /// A call ended.
    CallEnded = "call.ended",
    /// A caller spoke of danger, and was told whom to call.
    Emergency = "call.emergency",
    /// A call was put through to a person.
    Transferred = "call.transferred",
    /// Somebody of the practice called a copy of it.
    CallTested = "call.tested",
    /// The practice's file was applied.
    PracticeApplied = "practice.applied",
    /// The practice's file was taken out.
    PracticeExported = "practice.exported",
    /// What had served its time was deleted.
    Forgotten = "retention.applied",
    /// A key of the API was made.
    KeyCreated = "key.created",
    /// A key of the API was revoked.
    KeyRevoked = "key.revoked",
    /// Data was taken out.
    Exported = "data.exported",
    /// An appointment was given more than its time has room for, on purpose.
    Overbooked = "appointment.overbooked",
    /// The staff keeps time free.
    Blocked = "block.made",
    /// Time that was kept free is free again.
    Unblocked = "block.removed",
    /// What was settled awaits the staff again.
    RequestReopened = "request.reopened",
    /// Somebody of the staff took a request on, or gave it back.
    RequestAssigned = "request.assigned",
    /// Somebody was invited to the team.
    UserInvited = "user.invited",
    /// An invitation was followed: the account is in use.
    UserJoined = "user.joined",
    /// A member's profile or role was changed.
    UserChanged = "user.changed",
    /// A member may not sign in any more.
    UserDisabled = "user.disabled",
    /// A member may sign in again.
    UserEnabled = "user.enabled",
    /// A link was made by which a member chooses password and second factor.
    LinkMade = "user.link_made",
    /// A password, or the second factor, was set anew.
    SecretChanged = "user.secret_changed",
    /// Somebody signed in.
    SignedIn = "session.begun",
    /// Somebody signed out, or was signed out.
    SignedOut = "session.ended",
    /// Somebody showed again that it is them.
    ProvedAgain = "session.proved",
    /// A sign-in with an address of the practice's failed.
    SignInFailed = "session.refused",
    /// A right was granted.
    PermissionGranted = "permission.granted",
    /// A right was taken back.
    PermissionRevoked = "permission.revoked",
    /// Something was not done, for want of a right.
    PermissionDenied = "permission.denied",
    /// A message was sent.
    MessageSent = "message.sent",
    /// A message could not be sent, and won't be tried again.
    MessageFailed = "message.failed",
    /// Somebody of the staff has a message sent once more.
    MessageResent = "message.resent",
    /// A patient said how they want to be told.
    PreferenceChanged = "patient.preference_changed",
    /// A system of the practice's hears of changes from now on.
    WebhookCreated = "webhook.created",
    /// … hears of others, or elsewhere.
    WebhookChanged = "webhook.changed",
    /// … hears of nothing any more.
    WebhookRemoved = "webhook.removed",
    /// What it was told is told again.
    WebhookReplayed = "webhook.replayed",
    /// … is sent a trial message.
    WebhookTested = "webhook.tested",
    /// … has another secret.
    WebhookRotated = "webhook.secret_changed",
    /// … hears of changes again.
    WebhookEnabled = "webhook.enabled",
    /// … hears of nothing until it is enabled.
    WebhookDisabled = "webhook.disabled",
    /// … has not answered for a day: it hears of nothing until somebody enables it.
    WebhookFailing = "webhook.failing",
    /// A text to answer from was added.
    DocumentAdded = "document.added",
    /// … was taken away, with its answers.
    DocumentRemoved = "document.removed",
    /// The operator closed a practice's line.
    TenantSuspended = "tenant.suspended",
    /// … opened it again.
    TenantResumed = "tenant.resumed",
    /// How much a practice may use was changed.
    QuotaChanged = "tenant.quota_changed",
}
