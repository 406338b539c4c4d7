//! Every scenario of the repository, played on each engine and graded on what it leaves.

use std::path::PathBuf;

use app::calls::rehearsal::{Report, Stage, play_all};

fn scenarios() -> Vec<PathBuf> {
    vec![PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../scenarios")]
}

fn all_pass(report: &Report) {
    assert!(report.passed >= 130, "only {} were played", report.passed);
    assert_eq!(report.failed, 0, "{report}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn scenarios_pass_on_sqlite() {
    let stage = Stage::throw_away(1).expect("a stage");
    all_pass(&play_all(&scenarios(), &stage).await.expect("they are played"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn scenarios_pass_on_postgresql() {
    if !testkit::postgres_wanted() {
        return;
    }
    let database = testkit::postgres().await;
    let app::db::Url::Postgres(_) = &database.url else { panic!("PostgreSQL was asked for") };
    let stage = Stage::beside(&database.url, 1);
    all_pass(&play_all(&scenarios(), &stage).await.expect("they are played"));
}

/// The tables of `scenarios/README.md` name each file, and their matrix counts it once.
#[test]
fn every_scenario_has_its_place_in_the_tables() {
    let folder = &scenarios()[0];
    let tables = std::fs::read_to_string(folder.join("README.md")).expect("the tables");
    let mut files = 0;
    for lang in ["fr", "en"] {
        for file in std::fs::read_dir(folder.join(lang)).expect("a folder") {
            let name = file.expect("a file").file_name();
            let name = name.to_str().expect("a name");
            assert!(tables.contains(&format!("({lang}/{name})")), "{lang}/{name} is in no table");
            files += 1;
        }
    }
    let matrix = tables.lines().filter(|line| line.matches('|').count() == 12);
    let counts = matrix.flat_map(|line| line.split('|')).filter_map(|cell| cell.trim().parse::<u32>().ok());
    assert_eq!(counts.sum::<u32>(), files, "the matrix counts each file once");
}
