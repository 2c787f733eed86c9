//! The server on a port of its own, asked byte by byte.

mod answering;
mod attacks;
mod following;
mod limits;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::panic;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::{
    AllowedHost, Announcer, Answer, ClientLimits, Hosts, Port, Request, Responder, bind, changes,
    router, run,
};

/// Longer than anything takes that does not hang.
const DEADLINE: Duration = Duration::from_secs(30);

/// What `big` answers with: more than the buffers of two sockets hold.
const BIG: usize = 64 * 1024 * 1024;

/// A request that is let in, but for its path; `HOST` becomes the server's address.
const GOOD: &str = "Host: HOST\r\nConnection: close\r\n";

/// A site of a few pages that keeps in mind what it was asked.
#[derive(Default)]
struct Fake {
    asked: Mutex<Vec<String>>,
}

impl Responder for Fake {
    fn answer(&self, request: &Request) -> Answer {
        let page = Answer { etag: Some(0xab), ..Answer::new("text/html; charset=utf-8", "page") };
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).push(request.path.clone());
        match request.path.as_str() {
            "" => page,
            "drawing.svg" => Answer { is_foreign: true, ..Answer::new("image/svg+xml", "<svg/>") },
            "plans" => Answer { status: 308, location: Some("/plans/".to_owned()), ..page },
            "big" => Answer::new("application/octet-stream", vec![b'x'; BIG]),
            "query" => {
                Answer::new("text/plain", request.parameter("q").unwrap_or_default().to_owned())
            }
            // A panic without the message on stderr.
            "panic" => panic::resume_unwind(Box::new("a page that fails")),
            _ => Answer { status: 404, ..page },
        }
    }
}

/// A server that runs until the tests end.
struct Server {
    address: SocketAddr,
    announcer: Announcer,
    fake: Arc<Fake>,
}

impl Server {
    fn start() -> Self {
        Self::with(ClientLimits::default())
    }

    fn with(limits: ClientLimits) -> Self {
        Self::on(Ipv4Addr::LOCALHOST, &[], limits)
    }

    fn on(host: Ipv4Addr, allowed: &[&str], limits: ClientLimits) -> Self {
        let listener = bind(host.into(), Port::Exactly(0)).expect("a port");
        let bound = listener.address();
        let allowed: Vec<AllowedHost> =
            allowed.iter().map(|host| host.parse().expect("a host")).collect();
        let (announcer, changes) = changes();
        let fake = Arc::new(Fake::default());
        let router = router(Hosts::new(bound, allowed), Arc::clone(&fake) as _, changes, limits)
            .expect("threads");
        thread::spawn(move || run(listener, router, limits));
        let address = SocketAddr::new(Ipv4Addr::LOCALHOST.into(), bound.port());
        Self { address, announcer, fake }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("a connection");
        stream.set_read_timeout(Some(DEADLINE)).expect("a deadline");
        stream.set_write_timeout(Some(DEADLINE)).expect("a deadline");
        stream
    }

    /// A connection over which these bytes went.
    fn open(&self, request: &str) -> TcpStream {
        let mut stream = self.connect();
        self.write(&mut stream, request);
        stream
    }

    fn write(&self, stream: &mut TcpStream, request: &str) {
        let request = request.replace("HOST", &self.address.to_string());
        stream.write_all(request.as_bytes()).expect("a request");
    }

    /// All that comes back until the server closes.
    fn raw(&self, request: &str) -> String {
        rest(self.open(request))
    }

    fn send(&self, request: &str) -> Reply {
        Reply::of(&self.raw(request))
    }

    /// Asks for a path with further header lines.
    fn get(&self, path: &str, headers: &str) -> Reply {
        self.send(&format!("GET {path} HTTP/1.1\r\n{GOOD}{headers}\r\n")).sealed()
    }

    /// The paths that came through to the answers.
    fn asked(&self) -> Vec<String> {
        self.fake.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn assert_alive(&self) {
        assert_eq!(self.get("/", "").body, "page");
    }
}

/// All that comes until the server closes.
fn rest(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("the server closes in time");
    String::from_utf8(bytes).expect("UTF-8")
}

/// The head of an answer, up to and without its empty line.
fn head(reader: &mut BufReader<TcpStream>) -> Vec<String> {
    reader.lines().map(|line| line.expect("a line")).take_while(|line| !line.is_empty()).collect()
}

/// One answer.
#[derive(Debug)]
struct Reply {
    status: u16,
    head: Vec<String>,
    body: String,
}

impl Reply {
    fn of(text: &str) -> Self {
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{text:?}"));
        Self::new(head.lines().map(str::to_owned).collect(), body)
    }

    fn new(head: Vec<String>, body: &str) -> Self {
        let status = head.first().and_then(|line| line.split(' ').nth(1)?.parse().ok());
        Self { status: status.expect("a status"), head, body: body.to_owned() }
    }

    /// A header that stands once or not at all.
    fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.head.iter().skip(1).filter_map(|line| {
            let (own, value) = line.split_once(": ")?;
            own.eq_ignore_ascii_case(name).then_some(value)
        });
        let first = values.next();
        assert_eq!(values.next(), None, "{name} stands once");
        first
    }

    /// Asserts the headers of every answer.
    fn sealed(self) -> Self {
        assert_eq!(self.header("cache-control"), Some("no-store"), "{self:?}");
        assert_eq!(self.header("cross-origin-resource-policy"), Some("same-origin"));
        assert_eq!(self.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(self.header("referrer-policy"), Some("no-referrer"));
        assert_eq!(self.header("server"), None);
        let strange =
            self.head.iter().find(|line| line.to_lowercase().starts_with("access-control"));
        assert_eq!(strange, None);
        if self.header("x-frame-options") == Some("DENY") {
            assert_eq!(self.header("content-security-policy"), Some("frame-ancestors 'none'"));
        } else {
            let policy = self.header("content-security-policy").expect("a policy");
            assert!(policy.starts_with("sandbox; default-src 'none'; "), "{policy}");
        }
        self
    }

    /// Asserts a refusal: its status, one line of text, the end of the connection.
    fn refused(self, status: u16) -> Self {
        let reply = self.sealed();
        assert_eq!(reply.status, status, "{reply:?}");
        assert_eq!(reply.header("content-type"), Some("text/plain; charset=utf-8"));
        assert_eq!(reply.header("connection"), Some("close"));
        assert_eq!(reply.body.lines().count(), 1, "{:?}", reply.body);
        reply
    }
}
