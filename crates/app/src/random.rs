//! Randomness at the edge: the system's, or a seed's.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use domain::random::{Random, SeededRandom};

/// The generator of the operating system and the cryptographic library; fit for secrets.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&mut self, bytes: &mut [u8]) {
        // There is nothing sensible to do without randomness: keys would be guessable.
        assert!(aws_lc_rs::rand::fill(bytes).is_ok(), "the system gives no random bytes");
    }
}

/// A source of randomness that many tasks share.
#[derive(Clone)]
pub struct Dice(Source);

#[derive(Clone)]
enum Source {
    System,
    Handed(Arc<Mutex<dyn Random>>),
}

impl Dice {
    /// The system's, without a lock.
    pub const fn system() -> Self {
        Self(Source::System)
    }

    /// The same numbers for the same seed, for tests and simulations.
    pub fn seeded(seed: u64) -> Self {
        Self(Source::Handed(Arc::new(Mutex::new(SeededRandom::new(seed)))))
    }

    /// So many random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.clone().fill(&mut bytes);
        bytes
    }

    /// A number under `bound`, by 64 bits: the bias for small bounds is far below what anyone could observe.
    pub fn below(&self, bound: u64) -> u64 {
        u64::from_le_bytes(self.bytes()) % bound.max(1)
    }
}

impl Random for Dice {
    fn fill(&mut self, bytes: &mut [u8]) {
        match &self.0 {
            Source::System => SystemRandom.fill(bytes),
            Source::Handed(random) => random.lock().unwrap_or_else(PoisonError::into_inner).fill(bytes),
        }
    }
}

impl fmt::Debug for Dice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dice")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_and_the_system_does_not() {
        assert_eq!(Dice::seeded(3).bytes::<16>(), Dice::seeded(3).bytes::<16>());
        assert_ne!(Dice::system().bytes::<16>(), Dice::system().bytes::<16>());
    }
}
