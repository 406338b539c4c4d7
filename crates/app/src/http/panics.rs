//! What is told of a panic: where, never what it said. Its text may hold a name, a number or somebody's words.

use std::panic::{Location, PanicHookInfo};

/// From now on a panic of any task is logged by its place. Without a log, one line goes to standard error.
pub fn log_panics() {
    std::panic::set_hook(Box::new(told));
}

fn told(panic: &PanicHookInfo<'_>) {
    let (file, line, column) = panic.location().map_or(("?", 0, 0), place);
    let thread = std::thread::current();
    let thread = thread.name().unwrap_or("?");
    if tracing::dispatcher::has_been_set() {
        tracing::error!(file, line, column, thread, "a panic, whose text isn't shown");
    } else {
        last_words(&format!(
            "allo: a panic at {file}:{line}:{column}, thread {thread}, whose text isn't shown"
        ));
    }
}

fn place<'a>(place: &'a Location<'_>) -> (&'a str, u32, u32) {
    (place.file(), place.line(), place.column())
}

#[expect(clippy::print_stderr, reason = "nobody has begun to log yet, and somebody must be told")]
fn last_words(line: &str) {
    eprintln!("{line}");
}
