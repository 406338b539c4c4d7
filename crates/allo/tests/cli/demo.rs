//! The demonstration, as a newcomer meets it.

use super::Home;

#[test]
fn each_patient_of_the_demonstration_has_one_appointment_to_move_or_cancel() {
    for (name, code, with) in [
        ("Jeanne Petit", "482173", "le docteur Martin"),
        ("Paul Nguyen", "735046", "le docteur Benali"),
        ("Leïla Haddad", "196628", "Sophie Laurent"),
    ] {
        let call = format!("Quand est mon rendez-vous ?\n{code}\n{name}\n");
        let ended = Home::new().run_with(&["chat"], call.as_bytes()).well();
        let told: Vec<_> = ended.out.lines().filter(|line| line.contains("avec")).collect();
        assert_eq!(told.len(), 1, "{}", ended.out);
        assert_eq!(told[0].matches("avec").count(), 1, "one, so that nothing is to be chosen: {}", told[0]);
        assert!(told[0].contains(with), "{}", told[0]);
    }
}
