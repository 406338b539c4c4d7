//! Numbers in words and digits.
