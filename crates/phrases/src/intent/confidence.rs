//! How often a decision by the phrase tables is right.

use super::decide::Decision;

/// Of the emergencies that are reported, nearly all are ones.
pub(crate) const EMERGENCY: f64 = 0.97;

/// A logistic curve over the support and the margin, set by hand: answers to narrow questions are short and plain.
const AT_ZERO: f64 = -0.9;
const PER_SUPPORT: f64 = 0.75;
const PER_MARGIN: f64 = 0.8;

/// The confidence of a decision, between 0.3 and 0.98.
pub(crate) fn of(decision: &Decision) -> f64 {
    let margin = (decision.support - decision.rival).clamp(-1.0, 3.0);
    let x = AT_ZERO + PER_SUPPORT * decision.support.min(4.0) + PER_MARGIN * margin;
    let p = 1.0 / (1.0 + (-x).exp());
    (p.clamp(0.3, 0.98) * 100.0).round() / 100.0
}
