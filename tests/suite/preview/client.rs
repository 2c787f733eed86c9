//! The program as it serves a site, and a client for it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use serde_json::Value;

use crate::project::Project;

/// Longer than anything takes that does not hang.
pub(crate) const DEADLINE: Duration = Duration::from_mins(1);

/// Longest time between two looks at what is waited for.
const STEP: Duration = Duration::from_millis(20);

/// A running preview; it ends with the value.
pub(crate) struct Preview {
    child: Child,
    /// The lines of stdout after the address; it closes when the program ends.
    stdout: Mutex<Receiver<String>>,
    /// Host and port, as in a `Host` header.
    address: String,
    stderr: Transcript,
    /// Reads stderr until the program ends.
    reader: Option<JoinHandle<()>>,
}

/// What the program has printed so far.
type Transcript = Arc<Mutex<String>>;

impl Preview {
    /// Runs `serve` on a free port in the site's root and waits for its address.
    pub(crate) fn start(project: &Project, args: &[&str]) -> Self {
        Self::run(project.command(&[&["serve", "--port", "0"], args].concat()))
    }

    /// Runs `serve` as the command has it and waits for its address.
    pub(crate) fn run(command: Command) -> Self {
        let mut preview = Self::launch(command);
        let line = preview.next_line(DEADLINE).unwrap_or_else(|error| {
            preview.end();
            panic!("no address on stdout: {error}\n{}", preview.stderr());
        });
        let address = line.strip_prefix("http://").and_then(|rest| rest.strip_suffix('/'));
        address.unwrap_or_else(|| panic!("no address: {line:?}")).clone_into(&mut preview.address);
        preview
    }

    /// Runs `serve` where it must refuse to; what it says then, with exit status 2.
    pub(crate) fn refused(project: &Project, args: &[&str]) -> String {
        let mut preview = Self::launch(project.command(&[&["serve"], args].concat()));
        let status = preview.ended();
        assert_eq!(status.code(), Some(2), "{}", preview.stderr());
        preview.stderr()
    }

    fn launch(mut command: Command) -> Self {
        let mut child = command.spawn().expect("the program starts");
        let stdout = child.stdout.take().expect("stdout");
        let stderr = child.stderr.take().expect("stderr");
        let transcript = Transcript::default();
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || each_line(stdout, |line| drop(sender.send(line))));
        let written = Arc::clone(&transcript);
        let reader = thread::spawn(move || {
            each_line(stderr, |line| {
                let mut text = written.lock().unwrap_or_else(PoisonError::into_inner);
                text.push_str(&line);
                text.push('\n');
            });
        });
        let (address, reader) = (String::new(), Some(reader));
        Self { child, stdout: Mutex::new(lines), address, stderr: transcript, reader }
    }

    /// The next line of stdout.
    fn next_line(&mut self, deadline: Duration) -> Result<String, RecvTimeoutError> {
        let lines = self.stdout.get_mut().unwrap_or_else(PoisonError::into_inner);
        lines.recv_timeout(deadline)
    }

    /// Presses Ctrl-C; how the program has ended.
    pub(crate) fn interrupt(&mut self) -> ExitStatus {
        let id = self.child.id().to_string();
        let kill = Command::new("kill").args(["-INT", &id]).status();
        assert!(kill.expect("kill runs").success());
        self.ended()
    }

    /// Waits until the program has ended by itself.
    fn ended(&mut self) -> ExitStatus {
        loop {
            match self.next_line(DEADLINE) {
                Ok(line) => assert!(!line.starts_with("http://"), "it serves: {line}"),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    self.end();
                    panic!("it has not ended\n{}", self.stderr());
                }
            }
        }
        let status = self.child.wait().expect("a status");
        self.end();
        status
    }

    /// Host and port, as in a `Host` header.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Asks for a path, which begins with `/`.
    pub(crate) fn get(&self, path: &str) -> Response {
        self.get_with(path, &[])
    }

    /// The same with further headers; one of the same name takes the place of ours.
    pub(crate) fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Response {
        self.ask("GET", path, headers)
    }

    /// The same with another method.
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Response {
        let address = self.address.as_str();
        let own = [("Host", address), ("Connection", "close")];
        let own = own.iter().filter(|(name, _)| headers.iter().all(|(other, _)| name != other));
        let lines = own.chain(headers).map(|(name, value)| format!("{name}: {value}\r\n"));
        let lines = lines.collect::<Vec<_>>().concat();
        Response::of(&self.raw(format!("{method} {path} HTTP/1.1\r\n{lines}\r\n").as_bytes()))
    }

    /// What a page is told that saw the change of this number last.
    pub(crate) fn state(&self, since: u64) -> Value {
        self.state_of("index.html", since)
    }

    /// The same for another page.
    pub(crate) fn state_of(&self, page: &str, since: u64) -> Value {
        let answer = self.get(&format!("/_preview/state?page={page}&since={since}"));
        assert_eq!(answer.status, 200, "{}", answer.text());
        serde_json::from_slice(&answer.body).expect("JSON")
    }

    /// Sends bytes; all that comes back until the server closes.
    pub(crate) fn raw(&self, bytes: &[u8]) -> Vec<u8> {
        let mut stream = self.connect();
        stream.write_all(bytes).expect("a request");
        let mut answer = Vec::new();
        let read = stream.read_to_end(&mut answer);
        read.unwrap_or_else(|e| panic!("no end of the answer: {e}\n{}", self.stderr()));
        answer
    }

    /// Follows the changes.
    pub(crate) fn events(&self) -> Events {
        let mut stream = self.connect();
        let address = &self.address;
        let request = format!("GET /_preview/events HTTP/1.1\r\nHost: {address}\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("a request");
        let mut lines = BufReader::new(stream.try_clone().expect("a second handle")).lines();
        let first = lines.next().expect("an answer").expect("a line");
        assert_eq!(first, "HTTP/1.1 200 OK");
        // From now on nothing may come for long.
        stream.set_read_timeout(None).expect("no deadline");
        let (sender, numbers) = mpsc::channel();
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let number = line.strip_prefix("data: ").and_then(|number| number.parse().ok());
                if number.is_some_and(|number| sender.send(number).is_err()) {
                    return;
                }
            }
        });
        let (kept, never) = mpsc::channel();
        Events { stream, numbers, never, _kept: kept }
    }

    /// Waits until something is so. Looks after every change and, as not all that happens is one,
    /// a while after the last look.
    pub(crate) fn wait_until(
        &self,
        what: &str,
        deadline: Duration,
        mut is_so: impl FnMut() -> bool,
    ) {
        let events = self.events();
        let mut left = deadline;
        while !is_so() {
            if events.next(STEP).is_none() {
                left = left.checked_sub(STEP).unwrap_or_else(|| {
                    panic!("after {deadline:?} not yet: {what}\n{}", self.stderr())
                });
            }
        }
    }

    /// Waits until the terminal says some words.
    pub(crate) fn says(&self, words: &str) {
        self.wait_until(words, DEADLINE, || self.stderr().contains(words));
    }

    /// What stands on stderr so far; it comes a little later than what pages show.
    pub(crate) fn stderr(&self) -> String {
        self.stderr.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address)
            .unwrap_or_else(|e| panic!("{}: {e}\n{}", self.address, self.stderr()));
        stream.set_read_timeout(Some(DEADLINE)).expect("a deadline");
        stream.set_write_timeout(Some(DEADLINE)).expect("a deadline");
        stream
    }

    /// Ends the program; all that it has printed is read then.
    fn end(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
        if let Some(reader) = self.reader.take() {
            let _ = reader.join();
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.end();
    }
}

fn each_line(output: impl Read, mut take: impl FnMut(String)) {
    BufReader::new(output).lines().map_while(Result::ok).for_each(&mut take);
}

/// The changes as they are told.
pub(crate) struct Events {
    stream: TcpStream,
    numbers: Receiver<u64>,
    /// Nothing ever comes here.
    never: Receiver<()>,
    _kept: Sender<()>,
}

impl Events {
    /// The next number; `None` when none comes in time. The first one comes at once.
    pub(crate) fn next(&self, deadline: Duration) -> Option<u64> {
        match self.numbers.recv_timeout(deadline) {
            Ok(number) => Some(number),
            Err(RecvTimeoutError::Timeout) => None,
            // The server has closed: who asks again and again is not to spin.
            Err(RecvTimeoutError::Disconnected) => {
                let _ = self.never.recv_timeout(deadline);
                None
            }
        }
    }
}

impl Drop for Events {
    fn drop(&mut self) {
        // Ends the thread that reads.
        let _ = self.stream.shutdown(Shutdown::Both);
    }
}

/// An answer of the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Response {
    pub(crate) status: u16,
    /// By name in lower case; several of one name are joined by a comma. Without the time.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Response {
    /// Takes the one answer apart that a server gave before it closed.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        const END: &[u8] = b"\r\n\r\n";
        let shown = || String::from_utf8_lossy(bytes).into_owned();
        let end = bytes.windows(END.len()).position(|window| window == END);
        let end = end.unwrap_or_else(|| panic!("no head: {:?}", shown()));
        let head = std::str::from_utf8(&bytes[..end]).expect("a head of text");
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok());
        let mut headers: BTreeMap<String, String> = BTreeMap::new();
        for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
            if name.eq_ignore_ascii_case("date") {
                continue;
            }
            headers
                .entry(name.to_lowercase())
                .and_modify(|all| *all = format!("{all}, {value}"))
                .or_insert_with(|| value.to_owned());
        }
        Self {
            status: status.unwrap_or_else(|| panic!("no status: {:?}", shown())),
            headers,
            body: bytes[end + END.len()..].to_vec(),
        }
    }

    /// A header by its name in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }

    /// The body as text.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("a body of text")
    }
}

/// A page without what the preview adds to it; any other body as it is.
pub(crate) fn as_built(body: &[u8]) -> Vec<u8> {
    const BEGIN: &[u8] = b"<script src=\"/_preview/";
    const END: &[u8] = b"</script>";
    let find = |bytes: &[u8], part: &[u8]| bytes.windows(part.len()).position(|w| w == part);
    let Some(begin) = find(body, BEGIN) else { return body.to_vec() };
    let end = begin + find(&body[begin..], END).expect("its end") + END.len();
    [&body[..begin], &body[end..]].concat()
}
