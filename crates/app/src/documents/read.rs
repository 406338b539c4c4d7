//! Reading what somebody loads: text, Markdown or PDF, which may be anything at all.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use domain::Lang;
use domain::audit::{Digest, digest};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use tokio::sync::Semaphore;

use super::passages::{self, Passage, Passages};
use super::terms;

/// The largest file, in bytes (2 MiB).
pub const MOST_BYTES: usize = 2 << 20;

/// The longest text, in characters: some hundred pages.
const MOST_CHARACTERS: usize = 400_000;

/// The most pages of a PDF.
const MOST_PAGES: usize = 300;

/// As how many characters a passage counts at least: however short they are, they aren't without number.
const LEAST_OF_A_PASSAGE: usize = 40;

/// What a PDF's objects may unfold to, each stream of them, in bytes (4 MiB).
const MOST_OBJECTS: usize = 4 << 20;

/// What a page's drawing may unfold to, in bytes (1 MiB): each of its operators takes some hundred times its length in
/// memory while it is read.
const MOST_UNFOLDED: usize = 1 << 20;

/// How many PDFs are read at once, in one process: what one of them takes of its memory is taken so often at most.
static READERS: Semaphore = Semaphore::const_new(2);

/// How long reading may take.
const PATIENCE: Duration = Duration::from_secs(8);

/// What a document is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Plain text.
    #[default]
    Text,
    /// Markdown.
    Markdown,
    /// PDF.
    Pdf,
}

impl Kind {
    /// Its name in the database and the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Pdf => "pdf",
        }
    }

    /// The kind of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Text, Self::Markdown, Self::Pdf].into_iter().find(|kind| kind.name() == name)
    }

    /// What a file is, by its first bytes and its name.
    pub fn of_file(name: &str, bytes: &[u8]) -> Self {
        let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        match ending.as_str() {
            _ if bytes.starts_with(b"%PDF-") => Self::Pdf,
            "pdf" => Self::Pdf,
            "md" | "markdown" => Self::Markdown,
            _ => Self::Text,
        }
    }
}

/// Why nothing can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is larger than 2 MiB, or has more text than can be answered from.
    #[error("it is too long: at most 2 MiB, 300 pages and 400,000 characters are read")]
    TooLong,
    /// It isn't UTF-8.
    #[error("it is no text in UTF-8")]
    NoText,
    /// It isn't a PDF, or a damaged or protected one.
    #[error("it is no PDF, or one that is damaged or protected")]
    NoPdf,
    /// There is nothing in it: a scanned page is a picture.
    #[error("there are no words in it; a scanned page is a picture")]
    Empty,
}

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readable {
    /// What it was.
    pub kind: Kind,
    /// Its language.
    pub lang: Lang,
    /// Of its text.
    pub digest: Digest,
    /// How long its text is.
    pub characters: u32,
    /// Its text, in passages.
    pub passages: Vec<Passage>,
}

/// Reads a file on a thread of its own, within limits of size and time. Whatever it does to the reader (a panic, too) is
/// an answer.
pub async fn read(kind: Kind, bytes: Vec<u8>) -> Result<Readable, Unreadable> {
    if bytes.len() > MOST_BYTES {
        return Err(Unreadable::TooLong);
    }
    let broken = if kind == Kind::Pdf { Unreadable::NoPdf } else { Unreadable::NoText };
    let given_up = Arc::new(AtomicBool::new(false));
    let told = given_up.clone();
    let reading = async {
        let reader = READERS.acquire().await;
        // The place is given back by the thread itself, which nobody can stop but by telling it.
        tokio::task::spawn_blocking(move || {
            let _reader = reader;
            readable(kind, &bytes, &told)
        })
        .await
    };
    let read = tokio::time::timeout(PATIENCE, reading).await;
    given_up.store(true, Ordering::Relaxed);
    match read {
        Ok(read) => read.unwrap_or(Err(broken)),
        Err(_) => Err(Unreadable::TooLong),
    }
}

/// What is in a file.
fn readable(kind: Kind, bytes: &[u8], given_up: &AtomicBool) -> Result<Readable, Unreadable> {
    let passages = match kind {
        Kind::Text => passages::plain(text(bytes)?),
        Kind::Markdown => markdown(text(bytes)?),
        Kind::Pdf => passages::plain(&pdf(bytes, given_up)?),
    };
    let parts: Vec<&str> =
        passages.iter().flat_map(|it| [it.heading.as_str(), "\n", &it.text, "\n"]).collect();
    let whole = parts.concat();
    let characters =
        passages.iter().map(|passage| passage.text.chars().count().max(LEAST_OF_A_PASSAGE)).sum::<usize>();
    if passages.is_empty() {
        return Err(Unreadable::Empty);
    }
    if characters > MOST_CHARACTERS {
        return Err(Unreadable::TooLong);
    }
    Ok(Readable {
        kind,
        lang: terms::language(&whole),
        digest: digest(&[whole.as_bytes()]),
        characters: u32::try_from(characters).unwrap_or(u32::MAX),
        passages,
    })
}

fn text(bytes: &[u8]) -> Result<&str, Unreadable> {
    let text = str::from_utf8(bytes).map_err(|_| Unreadable::NoText)?;
    // A file of another kind may be UTF-8 by chance; a text has no such characters.
    if text.contains('\0') { Err(Unreadable::NoText) } else { Ok(text.trim_start_matches('\u{feff}')) }
}

/// The words of Markdown, without its marks: a table's row is one paragraph.
fn markdown(text: &str) -> Vec<Passage> {
    let mut passages = Passages::default();
    let (mut words, mut items) = (String::new(), 0_usize);
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            Event::Start(Tag::Item) => {
                point(&mut passages, &mut words, items);
                items += 1;
            }
            Event::End(TagEnd::Item) => {
                point(&mut passages, &mut words, items);
                items = items.saturating_sub(1);
            }
            Event::End(TagEnd::Heading(_)) => passages.heading(&std::mem::take(&mut words)),
            Event::End(TagEnd::TableCell) => words.push_str(" : "),
            Event::End(TagEnd::TableHead) => words.clear(),
            Event::End(TagEnd::TableRow) => {
                passages.paragraph(std::mem::take(&mut words).trim_end_matches([' ', ':']));
            }
            Event::End(TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock) => {
                point(&mut passages, &mut words, items);
            }
            _ => {}
        }
    }
    passages.end()
}

/// What was gathered is a point of a list, or a paragraph.
fn point(passages: &mut Passages, words: &mut String, items: usize) {
    let words = std::mem::take(words);
    match items {
        _ if words.trim().is_empty() => {}
        0 => passages.paragraph(&words),
        _ => passages.item(&words),
    }
}

/// The text of a PDF, page by page.
fn pdf(bytes: &[u8], given_up: &AtomicBool) -> Result<String, Unreadable> {
    let options = lopdf::LoadOptions { max_decompressed_size: Some(MOST_OBJECTS), ..Default::default() };
    let document = lopdf::Document::load_mem_with_options(bytes, options).map_err(|_| Unreadable::NoPdf)?;
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    if pages.len() > MOST_PAGES {
        return Err(Unreadable::TooLong);
    }
    let mut text = String::new();
    for page in pages {
        if given_up.load(Ordering::Relaxed) {
            return Err(Unreadable::TooLong);
        }
        // A page that can't be read is left out: what is read is true all the same.
        text.push_str(&document.extract_text_with_limit(&[page], MOST_UNFOLDED).unwrap_or_default());
        text.push_str("\n\n");
        if text.len() > 4 * MOST_CHARACTERS {
            return Err(Unreadable::TooLong);
        }
    }
    Ok(text)
}

/// A text that the tests have at hand.
#[cfg(test)]
pub(super) fn readable_for_tests(kind: Kind, text: &str) -> Readable {
    readable(kind, text.as_bytes(), &AtomicBool::new(false)).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As a browser prints it: fonts cut down to the letters they need, lines broken where the page ends.
    const PRINTED: &[u8] = include_bytes!("tests/preparer.pdf");

    fn words(read: &Readable) -> String {
        read.passages.iter().map(|passage| passage.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// However little stands in each, passages aren't without number.
    #[tokio::test]
    async fn a_text_of_crumbs_is_too_long() {
        let crumbs = "a1.\n\n".repeat(20_000);
        assert_eq!(read(Kind::Text, crumbs.into_bytes()).await, Err(Unreadable::TooLong));
    }

    #[tokio::test]
    async fn a_pdf_is_read_with_its_accents_and_whole_sentences() {
        let read = read(Kind::Pdf, PRINTED.to_vec()).await.unwrap();
        let words = words(&read);
        for sentence in [
            "Ne mettez pas de crème sur le ventre.",
            "derrière le bâtiment, juste à côté de l’entrée principale de la maison médicale du quartier des Lilas.",
        ] {
            assert!(words.contains(sentence), "{words}");
        }
        assert_eq!(read.lang, Lang::Fr);
    }

    #[tokio::test]
    async fn markdown_loses_its_marks_and_nothing_else() {
        let text = "# Tarifs\n\nUn **parking** [gratuit](http://x.example).\n\n| Acte | Prix |\n|---|---|\n| Visite | 40 € |\n\n\
                    Apportez :\n\n- votre *carte*\n- l'ordonnance\n";
        let read = read(Kind::Markdown, text.as_bytes().to_vec()).await.unwrap();
        let told: Vec<_> =
            read.passages.iter().map(|one| (one.heading.as_str(), one.text.as_str())).collect();
        assert_eq!(
            told,
            [
                ("Tarifs", "Un parking gratuit."),
                ("Tarifs", "Visite : 40 €"),
                ("Tarifs", "Apportez : votre carte; l'ordonnance."),
            ]
        );
    }

    /// Whatever is sent as a PDF is an answer, soon: rubbish, pieces, bits turned over, brackets without end.
    #[tokio::test]
    async fn hostile_files_are_refused_and_nothing_else() {
        let mut hostile: Vec<Vec<u8>> = vec![
            Vec::new(),
            b"%PDF-1.7".to_vec(),
            b"PK\x03\x04 a document of another kind".to_vec(),
            [b"%PDF-1.7\n1 0 obj\n".as_slice(), &b"[".repeat(500_000)].concat(),
            [b"%PDF-1.7\n1 0 obj\n".as_slice(), &b"<</A ".repeat(200_000)].concat(),
            [b"%PDF-1.7\n1 0 obj\n".as_slice(), &b"(".repeat(500_000)].concat(),
        ];
        for nth in 0..60 {
            hostile.push(PRINTED[..PRINTED.len() * nth / 60].to_vec());
            let mut turned = PRINTED.to_vec();
            for at in (nth..turned.len()).step_by(997) {
                turned[at] ^= 1 << (nth % 8);
            }
            hostile.push(turned);
        }
        for bytes in hostile {
            // Some pieces are still readable; nothing else may come of them than words or a refusal.
            if let Ok(read) = read(Kind::Pdf, bytes).await {
                assert!(!read.passages.is_empty());
            }
        }
        assert_eq!(read(Kind::Text, vec![0xff, 0xfe, 0]).await, Err(Unreadable::NoText));
        assert_eq!(read(Kind::Text, b"a\0b".to_vec()).await, Err(Unreadable::NoText));
        assert_eq!(read(Kind::Text, b" \n\n ".to_vec()).await, Err(Unreadable::Empty));
        assert_eq!(read(Kind::Text, vec![b'a'; MOST_BYTES + 1]).await, Err(Unreadable::TooLong));
        assert_eq!(
            read(Kind::Text, "é ".repeat(MOST_CHARACTERS).into_bytes()).await,
            Err(Unreadable::TooLong)
        );
    }

    /// A page that unfolds to far more than it is.
    #[tokio::test]
    async fn a_bomb_is_refused() {
        use lopdf::{Document, Object, Stream, dictionary};
        let mut document = Document::with_version("1.7");
        let mut content = Stream::new(dictionary! {}, b"BT (x) Tj ET ".repeat(3_000_000));
        content.compress().unwrap();
        let content = document.add_object(content);
        let pages = document.new_object_id();
        let page =
            document.add_object(dictionary! {"Type" => "Page", "Parent" => pages, "Contents" => content});
        let kids = dictionary! {"Type" => "Pages", "Kids" => vec![Object::from(page)], "Count" => 1};
        document.objects.insert(pages, Object::Dictionary(kids));
        let catalog = document.add_object(dictionary! {"Type" => "Catalog", "Pages" => pages});
        document.trailer.set("Root", catalog);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        assert!(bytes.len() < MOST_BYTES, "{}", bytes.len());
        assert_eq!(read(Kind::Pdf, bytes).await, Err(Unreadable::Empty));
    }
}
