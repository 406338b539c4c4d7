//! Proof: tries are counted one after the other, and nothing tells somebody on file from nobody.

use app::patients::{self, DAILY_TRIES, Proof, Told};
use domain::permission::Actor;
use domain::practice::PatientSeed;
use domain::{Code, Pii};
use jiff::SignedDuration;
use testkit::Clinic;

const PETIT: &str = "Jeanne Petit";

fn named(clinic: &Clinic, name: &str) -> Told {
    Told { call: clinic.call(), name: Some(Pii::new(name.to_owned())), caller: None }
}

fn code(text: &str) -> Code {
    text.parse().unwrap()
}

async fn try_code(clinic: &Clinic, told: &Told, text: &str) -> Proof {
    let mut tx = clinic.write().await;
    let proof = patients::prove(&mut tx, told, &code(text)).await.unwrap();
    tx.commit().await.unwrap();
    proof
}

/// Puts twenty-five people of one name on file, with codes from 700000.
async fn many_durands(clinic: &Clinic) {
    let mut tx = clinic.write().await;
    for at in 0..25_u32 {
        let seed = PatientSeed {
            id: format!("durand-{at}").parse().unwrap(),
            name: Pii::new("Camille Durand".to_owned()),
            phone: Pii::new(format!("+3363998{:04}", 8_000 + at).parse().unwrap()),
            birth_date: None,
            code: Some(code(&format!("{}", 700_000 + at))),
        };
        patients::enrol(&mut tx, &seed, &Actor::Operator).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn rows(clinic: &Clinic) -> Vec<i64> {
    let mut counts = Vec::new();
    for table in ["code_try", "code_wish", "one_time_code", "audit", "job"] {
        counts.push(clinic.count(&format!("SELECT count(*) FROM {table}")).await);
    }
    counts
}

testkit::on_both_engines! {
    /// While the day's last try is being counted, nobody else's is: the right code comes too late.
    async fn two_tries_at_once_are_counted_one_after_the_other(clinic) {
        for at in 1..DAILY_TRIES {
            try_code(clinic, &named(clinic, PETIT), &format!("{at:06}")).await;
        }
        let mut last = clinic.write().await;
        patients::prove(&mut last, &named(clinic, PETIT), &code("000000")).await.unwrap();
        let told = named(clinic, PETIT);
        let (late, ()) = tokio::join!(try_code(clinic, &told, "482173"), async {
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            last.commit().await.unwrap();
        });
        assert_eq!(late, Proof::Locked);
    }

    /// The right patient isn't told that the code is wrong, nor is a stranger told anything else.
    async fn a_day_with_too_many_tries_is_said_to_be_one(clinic) {
        for name in [PETIT, "Personne Inconnue"] {
            for at in 0..DAILY_TRIES {
                try_code(clinic, &named(clinic, name), &format!("{at:06}")).await;
            }
            for code in ["482173", "000000"] {
                assert_eq!(try_code(clinic, &named(clinic, name), code).await, Proof::Locked, "{name} {code}");
            }
        }
    }

    /// Who is locked out may try again as often as they like, with the right code or a wrong one: a day after the last
    /// try that counted, codes are taken again.
    async fn what_is_tried_while_nothing_is_taken_locks_nobody_for_longer(clinic) {
        for at in 0..DAILY_TRIES {
            try_code(clinic, &named(clinic, PETIT), &format!("{at:06}")).await;
        }
        clinic.clock.advance(SignedDuration::from_hours(23));
        for code in ["482173", "000000", "482173", "000001", "482173"] {
            assert_eq!(try_code(clinic, &named(clinic, PETIT), code).await, Proof::Locked, "{code}");
        }
        clinic.clock.advance(SignedDuration::from_hours(2));
        let proof = try_code(clinic, &named(clinic, PETIT), "482173").await;
        assert_eq!(proof, Proof::Proved(clinic.patient_id("petit").await));
    }

    /// Where others tried under the name, the right code from the number counts like a wrong one: it is the only way in
    /// which nothing tells them apart, and it locks the number.
    async fn a_right_code_that_opens_nothing_counts_like_a_wrong_one(clinic) {
        let shown = || Told { call: clinic.call(), name: None, caller: clinic.patient("petit").phone };
        for at in 0..DAILY_TRIES {
            try_code(clinic, &named(clinic, PETIT), &format!("{at:06}")).await;
        }
        for _ in 0..DAILY_TRIES - 1 {
            assert_eq!(try_code(clinic, &shown(), "482173").await, Proof::Wrong { tries_left: 2 });
        }
        try_code(clinic, &shown(), "000000").await;
        for code in ["482173", "000000"] {
            assert_eq!(try_code(clinic, &shown(), code).await, Proof::Locked, "{code}");
        }
    }

    /// The number that the network shows and the name count together: both are the patient's.
    async fn a_days_tries_count_however_the_patient_is_meant(clinic) {
        let shown = || Told { call: clinic.call(), name: None, caller: clinic.patient("petit").phone };
        for at in 0..DAILY_TRIES {
            let told = match at % 3 { 0 => shown(), 1 => named(clinic, PETIT), _ => named(clinic, "Mme jeanne PETIT") };
            try_code(clinic, &told, "000000").await;
        }
        assert_eq!(try_code(clinic, &shown(), "482173").await, Proof::Wrong { tries_left: 2 });
        let nguyen = named(clinic, clinic.patient("nguyen").name.reveal());
        assert_eq!(try_code(clinic, &nguyen, "000000").await, Proof::Wrong { tries_left: 2 });
    }

    async fn a_calls_tries_are_counted_one_after_the_other(clinic) {
        let told = named(clinic, PETIT);
        try_code(clinic, &told, "000000").await;
        try_code(clinic, &told, "000001").await;
        let mut last = clinic.write().await;
        patients::prove(&mut last, &told, &code("000002")).await.unwrap();
        let (late, ()) = tokio::join!(try_code(clinic, &told, "482173"), async {
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            last.commit().await.unwrap();
        });
        assert_eq!(late, Proof::Locked);
    }

    /// The same rows are written for one patient, for many of one name and for nobody, whosever code it is.
    async fn the_work_is_the_same_for_somebody_and_for_nobody(clinic) {
        many_durands(clinic).await;
        let mut gained = Vec::new();
        for (name, code) in [
            (PETIT, "000000"),
            ("Camille Durand", "000000"),
            ("Personne Inconnue", "000000"),
            ("Personne Inconnue", "482173"),
        ] {
            let before = rows(clinic).await;
            let told = named(clinic, name);
            assert_eq!(try_code(clinic, &told, code).await, Proof::Wrong { tries_left: 2 }, "{name}");
            let mut tx = clinic.write().await;
            patients::send_code(&mut tx, &told).await.unwrap();
            tx.commit().await.unwrap();
            let after = rows(clinic).await;
            gained.push(before.iter().zip(&after).map(|(before, after)| after - before).collect::<Vec<_>>());
        }
        assert_eq!(gained, vec![vec![1, 1, 0, 2, 1]; 4]);
    }

    async fn a_common_name_drops_nobody(clinic) {
        many_durands(clinic).await;
        let proof = try_code(clinic, &named(clinic, "Camille Durand"), "700024").await;
        assert!(matches!(proof, Proof::Proved(_)), "{proof:?}");
    }

    /// However many codes are tried within the day, in as many calls, by name and by number, none opens a file: not even
    /// the right ones, the permanent and the one that was sent. How many: `ALLO_GUESSES`, 1,000 when it doesn't say.
    async fn no_guess_proves_anybody(clinic) {
        let shown = || Told { call: clinic.call(), name: None, caller: clinic.patient("petit").phone };
        let mut tx = clinic.write().await;
        patients::send_code(&mut tx, &named(clinic, PETIT)).await.unwrap();
        tx.commit().await.unwrap();
        let job = app::jobs::take(&clinic.db, clinic.clock.now(), SignedDuration::from_secs(30)).await.unwrap();
        let mut tx = clinic.write().await;
        let (_, sent) = patients::make_code(&mut tx, job.unwrap().about).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        let guesses = testkit::wanted("ALLO_GUESSES").unwrap_or(1_000);
        for guess in 0..guesses {
            let told = if guess % 2 == 0 { named(clinic, PETIT) } else { shown() };
            let digits = match guess {
                5 | 6 => sent.reveal().to_owned(),
                7 | 8 => "482173".to_owned(),
                other => format!("{:06}", (other * 7) % 400_000),
            };
            let proof = try_code(clinic, &told, &digits).await;
            assert!(!matches!(proof, Proof::Proved(_)), "guess {guess}");
            clinic.clock.advance(SignedDuration::from_millis(500));
        }
    }

    /// An erased person's tries go with them.
    async fn tries_and_codes_are_forgotten_with_the_patient(clinic) {
        try_code(clinic, &named(clinic, PETIT), "000000").await;
        let mut tx = clinic.write().await;
        patients::send_code(&mut tx, &named(clinic, PETIT)).await.unwrap();
        tx.commit().await.unwrap();
        let job = app::jobs::take(&clinic.db, clinic.clock.now(), SignedDuration::from_secs(30)).await.unwrap();
        let mut tx = clinic.write().await;
        patients::make_code(&mut tx, job.unwrap().about).await.unwrap().expect("there is one Jeanne Petit");
        tx.commit().await.unwrap();
        let tables = ["code_try", "code_wish", "one_time_code"];
        for table in tables {
            assert_eq!(clinic.count(&format!("SELECT count(*) FROM {table}")).await, 1, "{table}");
        }
        let petit = clinic.patient_id("petit").await;
        let mut tx = clinic.write().await;
        patients::erase(&mut tx, petit, &Actor::Operator).await.unwrap();
        tx.commit().await.unwrap();
        for table in tables {
            assert_eq!(clinic.count(&format!("SELECT count(*) FROM {table}")).await, 0, "{table}");
        }
    }

    /// It was said on the telephone and stands in an old message: once the appointment is over, it opens nothing.
    async fn a_reference_proves_until_its_appointment_is_over(clinic) {
        let slot = clinic.slot("consultation", "martin", "2026-03-10T14:00");
        let who = clinic.patient("petit");
        let reference = clinic.book(&slot, &who, None).await.unwrap().reference;
        let told = || named(clinic, PETIT);
        clinic.clock.set(slot.span.end - SignedDuration::from_secs(1));
        assert!(matches!(try_code(clinic, &told(), reference.reveal()).await, Proof::Proved(_)));
        clinic.clock.set(slot.span.end);
        assert_eq!(try_code(clinic, &told(), reference.reveal()).await, Proof::Wrong { tries_left: 2 });
    }
}
