//! Every scenario of the repository, on both engines.

use std::path::PathBuf;

use app::calls::rehearsal::{Stage, play_all};
use testkit::{postgres, postgres_wanted};

async fn all_pass(stage: &Stage) {
    let scenarios = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../scenarios");
    let report = play_all(&[scenarios], stage).await.unwrap();
    assert!(report.passed >= 60, "only {} scenarios were played", report.passed);
    assert_eq!(report.failed, 0, "{report}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_scenario_passes_on_sqlite() {
    all_pass(&Stage::throw_away(1).unwrap()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_scenario_passes_on_postgres() {
    if postgres_wanted() {
        let database = postgres().await;
        all_pass(&Stage::beside(&database.url, 1)).await;
    }
}
