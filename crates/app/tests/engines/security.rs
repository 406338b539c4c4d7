//! What `docs/security.md` names as proof is there.

use std::fs;
use std::path::Path;

#[test]
fn every_proof_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let page = fs::read_to_string(root.join("docs/security.md")).unwrap();
    let mut source = String::new();
    read(&root.join("crates"), &mut source);
    let mut named = 0;
    for row in page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| Id")) {
        let (_, proofs) = row.trim_end_matches(" |").rsplit_once(" | ").unwrap();
        for proof in proofs.split('`').skip(1).step_by(2).filter(|name| name.contains('_')) {
            let bench = root.join(format!("crates/app/examples/{proof}.rs")).exists();
            assert!(
                bench || source.contains(&format!("fn {proof}(")),
                "docs/security.md names {proof}, which isn't there"
            );
            named += 1;
        }
    }
    assert!(named > 40, "only {named} were found: has the table another form?");
}

fn read(folder: &Path, source: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, source);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            source.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}
