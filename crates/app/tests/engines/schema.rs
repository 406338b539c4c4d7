//! The schema and the statements over it.

use std::collections::BTreeSet;
use std::path::Path;

testkit::on_both_engines! {
    /// A misspelt column, a forgotten table or a wrong type in any statement of Allo fails here.
    async fn every_statement_prepares(clinic) {
        let mut wrong = Vec::new();
        for statement in app::statements() {
            if let Err(error) = clinic.db.prepare(statement).await {
                wrong.push(error.to_string());
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn what_is_acknowledged_is_durable(clinic) {
        let settings = clinic.db.settings().await.unwrap();
        let found: Vec<_> = settings.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let wanted: &[&str] = match clinic.db.engine() {
            app::db::Engine::Sqlite => &["journal_mode=wal", "synchronous=2", "foreign_keys=1"],
            app::db::Engine::Postgres => &["fsync=on", "synchronous_commit=on", "full_page_writes=on"],
        };
        assert_eq!(found, wanted);
    }

    async fn migrating_again_changes_nothing(clinic) {
        let steps = "SELECT count(*) FROM migration";
        let taken = clinic.count(steps).await;
        app::db::migrate(&clinic.url).await.unwrap();
        assert_eq!(usize::try_from(taken).unwrap(), app::db::migrations().len());
        assert_eq!(clinic.count(steps).await, taken);
        assert_eq!(clinic.count("SELECT count(*) FROM tenant").await, 1, "what was there stays");
    }
}

#[test]
fn both_engines_have_the_same_steps() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations");
    let names = |engine: &str| -> BTreeSet<String> {
        let files = std::fs::read_dir(root.join(engine)).unwrap();
        files.map(|file| file.unwrap().file_name().into_string().unwrap().replace(".sql", "")).collect()
    };
    let embedded: BTreeSet<String> = app::db::migrations().iter().map(|step| step.name.to_owned()).collect();
    assert_eq!(names("sqlite"), embedded);
    assert_eq!(names("postgres"), embedded);
}

/// A feature whose statements aren't in the list would escape the test above.
#[test]
fn every_file_of_statements_is_in_the_list() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let listed: BTreeSet<&str> =
        app::statements().map(|statement| statement.name.rsplit_once("::").unwrap().0).collect();
    let mut declared = BTreeSet::new();
    visit(&root, &mut |path, text| {
        if text.contains("\nstatements! {") {
            let relative = path.strip_prefix(&root).unwrap().with_extension("");
            declared.insert(format!("app::{}", relative.to_str().unwrap().replace('/', "::")));
        }
    });
    let declared: BTreeSet<&str> = declared.iter().map(String::as_str).collect();
    assert_eq!(declared, listed);
}

/// Only the directory looks past the tenants' wall; and the look from outside, which tells whether there is anything.
#[test]
fn only_the_directory_opens_a_transaction_without_a_tenant() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = BTreeSet::new();
    visit(&root, &mut |path, text| {
        if text.contains("app.directory") || text.contains(".directory(") {
            found.insert(path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned());
        }
    });
    let allowed = ["db/directory.rs", "db/look.rs", "db/mod.rs", "db/postgres/mod.rs"];
    assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), allowed);
}

fn visit(folder: &Path, each: &mut dyn FnMut(&Path, &str)) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            visit(&path, each);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            each(&path, &std::fs::read_to_string(&path).unwrap());
        }
    }
}
