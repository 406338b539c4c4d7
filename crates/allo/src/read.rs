//! Files that somebody names on the command line: text, within limits, or what is wrong with them.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// The longest file that is read, in bytes (8 MiB): far more than any practice or configuration needs.
const LONGEST: u64 = 8 << 20;

/// Why a file can't be read as text.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unreadable {
    /// There is none.
    #[error("{}: there is no such file", .0.display())]
    Missing(PathBuf),
    /// Something else bears the name.
    #[error("{}: this is a folder; name a file in it", .0.display())]
    Folder(PathBuf),
    /// It has no end, or nearly.
    #[error("{}: this is longer than {} MiB; is it the right file?", .0.display(), LONGEST >> 20)]
    TooLong(PathBuf),
    /// It holds something else than text.
    #[error("{}:{line}: this is not UTF-8 text (byte 0x{byte:02X}); save the file as UTF-8", path.display())]
    NoText {
        /// Which file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The first byte that can't stand there.
        byte: u8,
    },
    /// The system refuses.
    #[error("{}: cannot be read: {error}", path.display())]
    System {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

/// The text of a file, without a byte order mark.
pub(crate) fn text(path: &Path) -> Result<String, Unreadable> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LONGEST + 1).read_to_end(&mut bytes));
    match read {
        Err(error) => Err(refused(path, error)),
        Ok(length) if length as u64 > LONGEST => Err(Unreadable::TooLong(path.to_owned())),
        Ok(_) => decoded(path, bytes),
    }
}

fn refused(path: &Path, error: io::Error) -> Unreadable {
    match error.kind() {
        io::ErrorKind::NotFound => Unreadable::Missing(path.to_owned()),
        io::ErrorKind::IsADirectory => Unreadable::Folder(path.to_owned()),
        _ => Unreadable::System { path: path.to_owned(), error },
    }
}

fn decoded(path: &Path, bytes: Vec<u8>) -> Result<String, Unreadable> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let line = bytes[..good].split(|byte| *byte == b'\n').count();
        Unreadable::NoText { path: path.to_owned(), line, byte: bytes[good] }
    })?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}
