//! What people are called, as often as they are.

use domain::Pii;
use domain::practice::PatientSeed;
use jiff::civil::date;

use super::Outcome;

const FIRST: &str = "Marie Jean Philippe Nathalie Michel Isabelle Alain Sylvie Patrick Catherine Nicolas Martine Christophe \
    Christine Pierre Françoise Christian Valérie Éric Sandrine Frédéric Stéphanie Laurent Véronique Stéphane Sophie David \
    Céline Pascal Chantal Daniel Léa Thomas Emma Lucas Camille Inès Mohamed Yasmine Jean-Pierre";

const LAST: &str = "Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefèvre Leroy Roux \
    David Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Müller Lefebvre Faure André Mercier \
    Blanc Guérin Boyer Garnier Chevalier François Legrand Gauthier Garcia Perrin Robin Clément Morin Nicolas Henry Roussel \
    Mathieu Gautier Masson Marchand Duval Denis Dumont Marie Lemaire Noël Meyer Nguyen Haddad";

fn nth(names: &'static str, n: usize) -> &'static str {
    let names: Vec<_> = names.split_whitespace().collect();
    names[n % names.len()]
}

/// The patient of this number. Both lists are gone through at their own pace, so that names meet as they do in life, some
/// more often.
pub(crate) fn patient(n: usize) -> Outcome<PatientSeed> {
    let (first, last) = (nth(FIRST, n * n), nth(LAST, n * 7 + n / 60));
    let second = if n.is_multiple_of(5) { format!("-{}", nth(LAST, n * 11 + 3)) } else { String::new() };
    let (year, month, day) = (1930 + n * 13 % 85, 1 + n % 12, 1 + n % 28);
    Ok(PatientSeed {
        id: format!("patient-{n}").parse()?,
        name: Pii::new(format!("{first} {last}{second}")),
        phone: Pii::new(format!("+33639{n:06}").parse()?),
        birth_date: Some(Pii::new(date(year.try_into()?, month.try_into()?, day.try_into()?))),
        code: None,
    })
}

/// The practitioner of this number.
pub(crate) fn practitioner(n: usize) -> String {
    format!("Dr {} {}", nth(FIRST, n * 3 + 1), nth(LAST, n * 5))
}
