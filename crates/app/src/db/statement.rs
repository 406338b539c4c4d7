//! A statement: one text of SQL for both engines, or two where they must differ.

use std::sync::OnceLock;

/// One statement of a feature. Declared only by `statements!`, which also lists it, so
/// that a test can prepare every statement of Allo on both engines: a misspelt column is a red test.
///
/// Placeholders are `$1`, `$2`… on both; `$1` is always the tenant, which the transaction supplies.
#[derive(Debug)]
pub struct Statement {
    /// Its path in the code, for errors and logs.
    pub name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
    /// The SQLite text with its placeholders as SQLite writes them; made once.
    numbered: OnceLock<String>,
}

impl Statement {
    #[doc(hidden)]
    pub const fn new(name: &'static str, sqlite: &'static str, postgres: &'static str) -> Self {
        Self { name, sqlite, postgres, numbered: OnceLock::new() }
    }

    /// The text for SQLite.
    pub fn sqlite(&self) -> &str {
        self.numbered.get_or_init(|| numbered(self.sqlite))
    }

    /// The text for PostgreSQL.
    pub const fn postgres(&self) -> &'static str {
        self.postgres
    }
}

/// `$1` as `?1`: SQLite reads `$1` as a *name*, and would number names by appearance.
fn numbered(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let placeholder = c == '$' && rest.peek().is_some_and(char::is_ascii_digit);
        out.push(if placeholder { '?' } else { c });
    }
    out
}

/// Declares the statements of a feature, and `ALL`, the list of them:
///
/// ```text
/// statements! {
///     /// The practice as it is now.
///     CURRENT = "SELECT version, document FROM practice WHERE tenant_id = $1";
///     CLAIM = { sqlite: "…", postgres: "…" };
/// }
/// ```
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $text:tt;)+) => {
        $(
            $(#[$doc])*
            pub(super) static $name: $crate::db::Statement =
                $crate::db::statement!(concat!(module_path!(), "::", stringify!($name)), $text);
        )+

        /// Every statement of this feature.
        pub(crate) static ALL: &[&$crate::db::Statement] = &[$(&$name),+];
    };
}

macro_rules! statement {
    ($name:expr, {sqlite: $sqlite:expr, postgres: $postgres:expr $(,)?}) => {
        $crate::db::Statement::new($name, $sqlite, $postgres)
    };
    ($name:expr, $both:expr) => {
        $crate::db::Statement::new($name, $both, $both)
    };
}

pub(crate) use {statement, statements};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_numbered_and_json_paths_left_alone() {
        assert_eq!(numbered("a = $1 AND b ->> '$.x' = $12"), "a = ?1 AND b ->> '$.x' = ?12");
    }
}
