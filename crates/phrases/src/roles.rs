//! The appointment that is, and the one that is wished.
