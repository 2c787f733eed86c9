//! Clients that are slow, many or strange.

use std::io::{BufReader, ErrorKind, Read, Write};
use std::time::Duration;

use super::{ClientLimits, DEADLINE, GOOD, Reply, Server, head, rest};

/// Long enough for a request over the loopback, short enough to wait for.
const SHORT: Duration = Duration::from_millis(300);

#[test]
fn a_head_may_be_so_long() {
    let server = Server::start();
    let fill = |length: usize| format!("X-Fill: {}\r\n", "x".repeat(length));
    assert_eq!(server.get("/", &fill(8_000)).status, 200);
    for headers in [fill(17 * 1024), "X: y\r\n".repeat(200)] {
        let text = server.raw(&format!("GET / HTTP/1.1\r\n{GOOD}{headers}\r\n"));
        assert_eq!(Reply::of(&text).status, 431);
    }
    let long = server.raw(&format!("GET /{} HTTP/1.1\r\n{GOOD}\r\n", "x".repeat(100_000)));
    assert!([414, 431].contains(&Reply::of(&long).status), "{long}");
    server.assert_alive();
}

#[test]
fn a_head_must_come_in_time() {
    let server = Server::with(ClientLimits { head: SHORT, ..ClientLimits::default() });
    for start in ["", "G", "GET / HTTP/1.1\r\nHost: HOST\r\nX"] {
        assert!(!rest(server.open(start)).contains(" 200 "), "{start:?}");
    }
    // The same on a connection that has had an answer.
    let text = rest(server.open("GET / HTTP/1.1\r\nHost: HOST\r\n\r\n"));
    assert_eq!(text.matches("HTTP/1.1 200 OK").count(), 1, "{text}");
}

#[test]
fn slow_heads_keep_nobody_waiting() {
    let server = Server::start();
    let mut slow: Vec<_> = (0..200).map(|_| server.open("GET / HTTP/1.1\r\nHost: ")).collect();
    for _ in 0..3 {
        server.assert_alive();
        for stream in &mut slow {
            stream.write_all(b"l").expect("a byte");
        }
    }
    assert_eq!(slow.len(), 200, "they were there all the time");
}

#[test]
fn more_connections_than_places_wait() {
    let server = Server::with(ClientLimits { connections: 2, ..ClientLimits::default() });
    let held = [server.open("GET"), server.open("GET")];
    let mut waiting = server.open(&format!("GET / HTTP/1.1\r\n{GOOD}\r\n"));
    waiting.set_read_timeout(Some(SHORT)).expect("a deadline");
    let silence = waiting.read(&mut [0]).expect_err("nothing yet").kind();
    assert!([ErrorKind::WouldBlock, ErrorKind::TimedOut].contains(&silence), "{silence}");
    drop(held);
    waiting.set_read_timeout(Some(DEADLINE)).expect("a deadline");
    assert_eq!(Reply::of(&rest(waiting)).status, 200);
}

#[test]
fn one_who_does_not_read_is_dropped() {
    let server =
        Server::with(ClientLimits { connections: 1, stall: SHORT, ..ClientLimits::default() });
    let deaf = server.open(&format!("GET /big HTTP/1.1\r\n{GOOD}\r\n"));
    // The only place is given to the next one.
    server.assert_alive();
    drop(deaf);
}

#[test]
fn one_who_reads_slowly_gets_all() {
    let server = Server::with(ClientLimits { stall: SHORT, ..ClientLimits::default() });
    let mut reader = BufReader::new(server.open(&format!("GET /big HTTP/1.1\r\n{GOOD}\r\n")));
    let reply = Reply::new(head(&mut reader), "");
    let mut count = 0;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match reader.read(&mut buffer).expect("bytes") {
            0 => break,
            read => count += read,
        }
    }
    assert_eq!(reply.header("content-length"), Some(count.to_string().as_str()));
}

#[test]
fn any_bytes_leave_the_server_alive() {
    let server = Server::start();
    // Numbers as if by chance, the same in every run (Knuth's MMIX generator).
    let mut state = 1_u64;
    let mut byte = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state.to_be_bytes()[0]
    };
    let host = server.address.to_string();
    for round in 0..200 {
        let noise: Vec<u8> =
            (0..=round % 40).map(|_| byte()).filter(|b| !b" \r\n#".contains(b)).collect();
        let [path, value, start]: [&[u8]; 3] = match round % 3 {
            0 => [&noise, b"x", b"GET /"],
            1 => [b"", &noise, b"GET /"],
            _ => [b"", b"x", &noise],
        };
        let end = format!("\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        let parts = [start, path, b" HTTP/1.1\r\nX: ", value, end.as_bytes()];
        let mut stream = server.connect();
        stream.write_all(&parts.concat()).expect("a request");
        let mut reply = Vec::new();
        stream.read_to_end(&mut reply).expect("an end in time");
        assert!(reply.starts_with(b"HTTP/1."), "{:?}", String::from_utf8_lossy(&parts.concat()));
    }
    server.assert_alive();
}
