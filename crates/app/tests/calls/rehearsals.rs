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
