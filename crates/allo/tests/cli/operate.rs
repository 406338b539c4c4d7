//! The operator's side as a process: on this machine alone, with secrets that end with it.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use testkit::Serving;

use super::{Home, PRACTICE};

#[test]
fn s60_the_operators_side_is_never_on_a_network() {
    for address in ["0.0.0.0:8799", "192.0.2.1:8799", "[::]:8799", "[2001:db8::1]:8799"] {
        let home = Home::new();
        home.run(&["operate", "--listen", address]).refused(1, "ssh -L 8799:127.0.0.1:8799");
        assert!(home.files().is_empty(), "nothing was opened");
    }
}

#[cfg(unix)]
#[test]
fn s60_a_program_reads_its_token_from_a_file_that_goes_with_the_process() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::new();
    home.run(&["practice", "apply", PRACTICE]).well();
    home.file("token", "an old one that anybody may read");
    let mut command = home.command();
    command.args(["operate", "--token-file", "token"]);
    let mut operator = Serving::start(command);
    let token = std::fs::read_to_string(home.path("token")).unwrap();
    let mode = std::fs::metadata(home.path("token")).unwrap().permissions().mode();
    assert_eq!((token.len(), mode & 0o777), (64, 0o600));
    let mut stream = TcpStream::connect(&operator.address).unwrap();
    write!(
        stream,
        "GET /v1/tenants HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {token}\r\nconnection: close\r\n\r\n",
        operator.address
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("cabinet-des-lilas"), "{answer}");
    operator.signal("TERM");
    let ended = operator.ends_within(Duration::from_secs(5));
    assert!(ended.is_some_and(|status| status.success()), "{ended:?}");
    assert!(!home.path("token").exists());
}
