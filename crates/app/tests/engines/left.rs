//! What a call leaves for the practice's people, and what it tells when nobody knows what was done.

use app::booking::{self, Request, RequestFilter};
use app::calls::Line;
use app::db::Lost;
use domain::Pii;
use domain::permission::Actor;
use domain::request::Kind;
use testkit::Clinic;

const BOOK: [&str; 3] = [
    "Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin",
    "Camille Durand",
    "06 39 98 12 34",
];

/// A conversation, and what was answered last in it.
struct Talk(Line, String);

impl Talk {
    async fn with(clinic: &Clinic) -> Self {
        let opening = clinic.opening();
        Self(Line::open(opening).await.unwrap().0, String::new())
    }

    async fn says(mut self, lines: &[&str]) -> Self {
        for line in lines {
            let turn = self.0.hear(line).await;
            self.1 = turn.said.into_iter().map(|said| said.text).collect::<Vec<_>>().join(" ");
        }
        self
    }
}

async fn requests(clinic: &Clinic) -> Vec<Request> {
    booking::requests(&mut clinic.read().await, &RequestFilter::default(), 10).await.unwrap()
}

fn text(request: &Request) -> &str {
    request.note.text.as_ref().map_or("", |text| text.reveal())
}

testkit::on_both_engines! {
    async fn an_address_is_left_with_the_request(clinic) {
        let said = ["rappelez-moi", "Camille Durand", "je n'ai pas de téléphone", "camille.durand@exemple.fr"];
        Talk::with(clinic).await.says(&said).await;
        let email = requests(clinic).await[0].note.email.clone();
        assert_eq!(email.as_ref().map(Pii::reveal).map(String::as_str), Some("camille.durand@exemple.fr"));
    }

    async fn who_has_proved_who_they_are_stands_on_what_they_leave(clinic) {
        let said = ["c'est quand mon rendez-vous ?", "482173", "Jeanne Petit", "dites au docteur que je tousse"];
        let talk = Talk::with(clinic).await.says(&said).await;
        talk.says(&["06 39 98 10 01"]).await;
        let left = &requests(clinic).await[0];
        assert_eq!(left.note.name.as_ref().map(|name| name.reveal().as_str()), Some("Jeanne Petit"));
        assert!(left.note.patient.is_some());
    }

    async fn who_says_their_code_beside_a_message_is_reached_at_the_number_on_file(clinic) {
        let wish = "Bonjour je suis Jeanne Petit, code 482173, je voudrais laisser un message au docteur Martin";
        let talk = Talk::with(clinic).await.says(&[wish, "dites-lui que je tousse"]).await;
        assert!(talk.1.contains("votre numéro") && !talk.1.contains("10 01"), "{}", talk.1);
        let left = requests(clinic).await.remove(0);
        assert_eq!((left.note.patient, text(&left)), (Some(clinic.patient_id("petit").await), "dites-lui que je tousse"));
        assert_eq!(left.note.phone.unwrap().reveal().as_str(), "+33639981001");
    }

    /// What is left in a call in which one was booked is theirs, and what somebody else leaves there isn't.
    async fn what_is_left_beside_a_booking_is_of_whoever_was_booked(clinic) {
        let book = ["une consultation avec le docteur Martin demain à 14 heures", "oui", "Jeanne Petit, 06 39 98 10 01", "oui"];
        let talk = Talk::with(clinic).await.says(&book).await;
        let petit = Some(clinic.patient_id("petit").await);
        let talk = talk.says(&["je voudrais qu'on me rappelle pour mes analyses"]).await;
        let left = requests(clinic).await;
        assert_eq!(left.iter().map(|one| one.note.patient).collect::<Vec<_>>(), [petit], "{}", talk.1);
        Talk::with(clinic).await.says(&["dites au docteur que je tousse", "Jeanne Petit", "06 39 98 10 01"]).await;
        let mut whose: Vec<_> = requests(clinic).await.into_iter().map(|one| one.note.patient).collect();
        whose.sort();
        assert_eq!(whose, [None, petit], "a name alone proves nothing");
    }

    async fn what_is_taken_back_stands_under_what_was_left(clinic) {
        let said = ["dites au docteur que je tousse", "Camille Durand", "06 39 98 12 34"];
        let talk = Talk::with(clinic).await.says(&said).await.says(&["finalement non, ne lui dites rien"]).await;
        assert!(talk.1.starts_with("C'est noté : le cabinet verra que vous retirez votre message."), "{}", talk.1);
        let left = requests(clinic).await;
        assert_eq!(left.len(), 1);
        let lines: Vec<&str> = text(&left[0]).lines().collect();
        assert_eq!(lines[0], said[0]);
        assert!(lines[1].starts_with("Message retiré par l'appelant"), "{lines:?}");
        // What is said again after that is another message.
        talk.says(&said[..1]).await;
        assert_eq!(requests(clinic).await.len(), 2);
    }

    async fn two_who_add_at_once_both_stand_there(clinic) {
        let said = ["dites au docteur que je tousse", "Camille Durand", "06 39 98 12 34"];
        Talk::with(clinic).await.says(&said).await;
        let id = requests(clinic).await[0].id;
        let add = async |line: String| {
            let mut tx = clinic.write().await;
            let stands = booking::add(&mut tx, id, &Pii::new(line), &Actor::Operator).await.unwrap();
            tx.commit().await.unwrap();
            assert!(stands);
        };
        let mut expected = vec![said[0].to_owned()];
        for round in 0..10 {
            let pair = ["a", "b"].map(|who| format!("{who}{round}"));
            let [first, second] = pair.clone();
            tokio::join!(add(first), add(second));
            expected.extend(pair);
        }
        let left = requests(clinic).await;
        let mut lines: Vec<&str> = text(&left[0]).lines().collect();
        lines.sort_unstable();
        expected.sort_unstable();
        assert_eq!(lines, expected);
    }

    async fn what_the_staff_has_settled_is_not_added_to(clinic) {
        let said = ["dites au docteur que je tousse", "Camille Durand", "06 39 98 12 34"];
        let talk = Talk::with(clinic).await.says(&said).await;
        let (mut tx, id) = (clinic.write().await, requests(clinic).await[0].id);
        booking::settle(&mut tx, id, domain::request::State::Done, &Actor::Operator).await.unwrap();
        tx.commit().await.unwrap();
        talk.says(&["finalement non, ne lui dites rien"]).await;
        let left = requests(clinic).await;
        assert_eq!(left.iter().filter(|request| text(request).contains("retiré")).count(), 1);
        assert_eq!(left.len(), 2);
    }

    /// In whichever call, whatever they wanted: the staff has one request of who is locked out, with all they said.
    async fn who_is_locked_out_leaves_one_request(clinic) {
        let cancel = "je voudrais annuler mon rendez-vous de jeudi";
        for wish in [cancel, cancel, "je voudrais déplacer mon rendez-vous à vendredi"] {
            let said = [wish, "111111", "Jeanne Petit", "222222", "333333", "06 39 98 10 01"];
            let talk = Talk::with(clinic).await.says(&said).await;
            assert!(talk.1.contains("transmis"), "{}", talk.1);
        }
        let left = requests(clinic).await;
        assert_eq!(left.len(), 1, "{:?}", left.iter().map(text).collect::<Vec<_>>());
        assert_eq!(text(&left[0]), format!("{cancel}\nje voudrais déplacer mon rendez-vous à vendredi"));
        let said = ["je voudrais annuler mon rendez-vous", "111111", "Paul Nguyen", "222222", "333333", "06 39 98 10 02"];
        let talk = Talk::with(clinic).await.says(&said).await;
        assert_eq!(requests(clinic).await.len(), 2, "somebody else's is another one");
        let instead = "non en fait gardez-le, je voudrais le décaler à lundi";
        talk.says(&[instead]).await;
        let left = requests(clinic).await;
        let both = format!("{}\n{instead}", said[0]);
        assert!(left.len() == 2 && left.iter().any(|request| text(request) == both), "{both}");
    }

    /// The commit of a booking is lost, and nothing can be found out: nobody is told that it is booked, or that it isn't,
    /// and the staff has to look.
    async fn a_booking_of_which_nobody_knows_is_looked_up_by_the_staff(clinic) {
        for (lost, booked) in [(Lost::Commit, 0), (Lost::Answer, 1)] {
            let talk = Talk::with(clinic).await.says(&BOOK).await;
            clinic.db.lose_commits(&[lost; 4]);
            let talk = talk.says(&["oui"]).await;
            let unsure = "Je ne peux pas vous dire si c'est bien enregistré : le cabinet vérifiera et vous rappellera.";
            assert!(talk.1.starts_with(unsure), "{lost:?}: {}", talk.1);
            assert_eq!(clinic.count("SELECT count(*) FROM appointment").await, booked, "{lost:?}");
        }
        let left = requests(clinic).await;
        assert_eq!(left.iter().map(|request| request.note.kind).collect::<Vec<_>>(), [Kind::CallBack; 2]);
        assert!(left.iter().all(|request| text(request).contains("À vérifier : le rendez-vous du mardi 10 mars à 14 h")));
    }

    /// Nor is anything promised where not even that is known to be left.
    async fn where_not_even_a_request_is_known_to_be_left_the_caller_is_asked_to_ring(clinic) {
        let talk = Talk::with(clinic).await.says(&BOOK).await;
        clinic.db.lose_commits(&[Lost::Answer; 12]);
        let talk = talk.says(&["oui"]).await;
        let ring = "Je ne peux pas vous dire si c'est bien enregistré. Rappelez le cabinet au 01 99 00 12 34";
        assert!(talk.1.starts_with(ring), "{}", talk.1);
        assert_eq!(requests(clinic).await.len(), 1, "it was left all the same");
    }
}
