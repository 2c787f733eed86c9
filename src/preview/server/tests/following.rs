//! Following the changes.

use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::time::Duration;

use super::{ClientLimits, GOOD, Reply, Server, head, rest};

/// Follows; the head of the answer has been read.
fn follow(server: &Server) -> BufReader<TcpStream> {
    let mut reader =
        BufReader::new(server.open("GET /_preview/events HTTP/1.1\r\nHost: HOST\r\n\r\n"));
    let reply = Reply::new(head(&mut reader), "").sealed();
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("content-type"), Some("text/event-stream"));
    reader
}

/// The next line that is no part of the wire's own framing.
fn line(reader: &mut BufReader<TcpStream>, start: &str) -> String {
    let mut lines = reader.lines().map(|line| line.expect("a line in time"));
    lines.find(|line| line.starts_with(start)).expect("a line")
}

/// The number of the next event.
fn number(reader: &mut BufReader<TcpStream>) -> String {
    assert_eq!(line(reader, "event: "), "event: change");
    line(reader, "data: ")
}

#[test]
fn the_number_is_told_at_once_and_after_each_change() {
    let server = Server::start();
    let mut first = follow(&server);
    assert_eq!(number(&mut first), "data: 0");
    server.announcer.announce(7);
    assert_eq!(number(&mut first), "data: 7");
    let mut second = follow(&server);
    assert_eq!(number(&mut second), "data: 7");
    // A number that is known already is no change.
    server.announcer.announce(7);
    server.announcer.announce(u64::MAX);
    for reader in [&mut first, &mut second] {
        assert_eq!(number(reader), "data: 18446744073709551615");
    }
}

#[test]
fn one_who_follows_hears_that_the_server_lives() {
    let server = Server::with(ClientLimits {
        comment: Duration::from_millis(20),
        ..ClientLimits::default()
    });
    let mut reader = follow(&server);
    for _ in 0..3 {
        assert_eq!(line(&mut reader, ":"), ":");
    }
}

#[test]
fn it_ends_when_the_client_goes() {
    let server = Server::with(ClientLimits { connections: 1, ..ClientLimits::default() });
    for _ in 0..3 {
        let mut reader = follow(&server);
        assert_eq!(number(&mut reader), "data: 0");
    }
    server.assert_alive();
}

#[test]
fn it_outlives_the_time_for_a_request() {
    let short = Duration::from_millis(50);
    let server = Server::with(ClientLimits {
        head: short,
        stall: short,
        comment: short,
        ..ClientLimits::default()
    });
    let mut reader = follow(&server);
    for _ in 0..5 {
        line(&mut reader, ":");
    }
    server.announcer.announce(1);
    assert_eq!(line(&mut reader, "data: 1"), "data: 1");
}

#[test]
fn it_ends_with_the_one_who_tells() {
    let Server { announcer, address, fake } = Server::start();
    let (unused, _) = super::changes();
    let server = Server { announcer: unused, address, fake };
    let mut reader = follow(&server);
    assert_eq!(number(&mut reader), "data: 0");
    drop(announcer);
    assert!(reader.lines().map(|line| line.expect("a line")).any(|line| line == "0"), "the end");
}

#[test]
fn a_look_at_its_head_ends() {
    let server = Server::start();
    let text = rest(server.open(&format!("HEAD /_preview/events HTTP/1.1\r\n{GOOD}\r\n")));
    let reply = Reply::of(&text).sealed();
    assert_eq!((reply.status, reply.body.as_str()), (200, ""));
    assert_eq!(reply.header("content-type"), Some("text/event-stream"));
}
