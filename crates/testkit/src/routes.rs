//! Every route of the console, from the files that declare them: whoever goes through all of them misses none.

use std::collections::BTreeSet;
use std::path::Path;

/// The methods and paths that the console's files declare.
///
/// # Panics
/// When a file can't be read, or a route isn't written as all are.
pub fn console_routes() -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/src/console")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the console's folder") {
            let path = entry.expect("a file").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(path).expect("a file of Rust");
            for (at, opening) in text.match_indices(".route(") {
                let (path, methods) = route(&text, &text[at + opening.len()..]);
                found.extend(methods.into_iter().map(|method| (method, path.clone())));
            }
        }
    }
    found
}

/// A route's path and methods, from what stands after `.route(` in a file.
fn route(file: &str, text: &str) -> (String, Vec<String>) {
    let mut depth = 1_i32;
    let closes = |c: char| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth == 0
    };
    let arguments = &text[..text.find(closes).expect("a bracket that closes")];
    let (path, handlers) = arguments.split_once(',').expect("a path, and what handles it");
    // A path, or what a file calls it.
    let literal = |text: &str| text.split('"').nth(1).map(str::to_owned);
    let named = |name: &str| literal(file.split_once(&format!("const {name}: &str ="))?.1);
    let path = literal(path).or_else(|| named(path.trim())).expect("a path");
    let is_called = |name: &&str| {
        let named = |at: usize| !handlers[..at].ends_with(|c: char| c.is_alphanumeric() || "_:".contains(c));
        handlers.match_indices(&format!("{name}(")).any(|(at, _)| named(at))
    };
    let methods = ["get", "post", "put", "delete", "patch"].into_iter().filter(is_called);
    (path, methods.map(str::to_uppercase).collect())
}
