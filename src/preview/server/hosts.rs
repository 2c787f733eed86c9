//! The names under which the preview may be asked.
//!
//! A page of a foreign site can give its own name this machine's address ("DNS rebinding") and then
//! read the preview as if it were its own. Only its `Host` header tells.

use std::error::Error;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

/// Longest name of a host (RFC 1035, section 2.3.4).
const LONGEST: usize = 253;

/// Port of an `http` address that names none.
const HTTP: u16 = 80;

/// Port of an `https` address that names none.
const HTTPS: u16 = 443;

/// A host, perhaps with a port, as in a `Host` header (RFC 3986, section 3.2, without a user).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Authority {
    host: Host,
    port: Option<u16>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Host {
    /// In lower case.
    Name(String),
    Address(IpAddr),
}

impl Authority {
    /// `None` for what is no host: also an empty port and characters that no name of a host has.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (host, port) = if let Some(rest) = text.strip_prefix('[') {
            let (host, port) = rest.split_once(']')?;
            let port = if port.is_empty() { None } else { Some(port.strip_prefix(':')?) };
            (Host::Address(host.parse::<Ipv6Addr>().ok()?.into()), port)
        } else {
            let (host, port) = text.split_once(':').map_or((text, None), |(h, p)| (h, Some(p)));
            (Host::parse(host)?, port)
        };
        let port = port.map(|port| number(port).ok_or(())).transpose().ok()?;
        Some(Self { host, port })
    }
}

impl Host {
    fn parse(text: &str) -> Option<Self> {
        if let Ok(address) = text.parse::<Ipv4Addr>() {
            return Some(Self::Address(address.into()));
        }
        let is_of_name = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
        let is_name = (1..=LONGEST).contains(&text.len()) && text.bytes().all(is_of_name);
        is_name.then(|| Self::Name(text.to_ascii_lowercase()))
    }
}

/// A port of digits alone; the standard library would take a sign, too.
fn number(text: &str) -> Option<u16> {
    let port = text.parse().ok().filter(|port| *port > 0)?;
    text.bytes().all(|b| b.is_ascii_digit()).then_some(port)
}

/// A further name under which the preview may be asked: `NAME`, with any port, or `NAME:PORT`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowedHost(Authority);

impl AllowedHost {
    /// `assumed` are the ports that an address without one may mean.
    fn covers(&self, asked: &Authority, assumed: &[u16]) -> bool {
        let Self(own) = self;
        let is_port = |own: u16| asked.port.map_or(assumed.contains(&own), |port| port == own);
        own.host == asked.host && own.port.is_none_or(is_port)
    }
}

impl FromStr for AllowedHost {
    type Err = HostError;

    fn from_str(text: &str) -> Result<Self, HostError> {
        if let Ok(address) = text.parse() {
            return Ok(Self(Authority { host: Host::Address(address), port: None }));
        }
        let reason = match Authority::parse(text) {
            Some(authority) => return Ok(Self(authority)),
            None if text.contains("://") => "leave the `http://` or `https://` away",
            None if text.contains('/') => "name the host alone, without a path",
            None if text.contains('*') => "there are no patterns; name each host",
            None if !text.is_ascii() => "write it as browsers send it, beginning with `xn--`",
            None => "expected a name or an address, perhaps with `:PORT`",
        };
        Err(HostError(reason))
    }
}

/// Why something is no host to allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostError(&'static str);

impl fmt::Display for HostError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a host: {}", self.0)
    }
}

impl Error for HostError {}

/// All names under which the preview may be asked.
#[derive(Debug, Clone)]
pub struct Hosts {
    bound: SocketAddr,
    allowed: Vec<AllowedHost>,
}

impl Hosts {
    /// This machine's own names and the address that is listened on, both with its port, and the
    /// allowed hosts. Where all addresses are listened on, the one that a client has connected to.
    pub fn new(bound: SocketAddr, allowed: Vec<AllowedHost>) -> Self {
        Self { bound, allowed }
    }

    /// Whether requests to this host are answered. `local` is this machine's end of the connection.
    pub(super) fn has(&self, asked: &Authority, local: IpAddr) -> bool {
        // Behind a tunnel the browser may have asked with `https`; the header does not say.
        self.is_own(asked, local) || self.is_allowed(asked, &[HTTP, HTTPS])
    }

    /// Whether pages of an origin may send requests; `text` as in an `Origin` header.
    pub(super) fn has_origin(&self, text: &str, local: IpAddr) -> bool {
        if let Some(asked) = text.strip_prefix("http://").and_then(Authority::parse) {
            self.is_own(&asked, local) || self.is_allowed(&asked, &[HTTP])
        } else if let Some(asked) = text.strip_prefix("https://").and_then(Authority::parse) {
            self.is_allowed(&asked, &[HTTPS])
        } else {
            false
        }
    }

    fn is_own(&self, asked: &Authority, local: IpAddr) -> bool {
        let is_host = match &asked.host {
            Host::Name(name) => name == "localhost",
            Host::Address(address) => {
                let bound = self.bound.ip();
                // Connections of IPv4 to a socket of IPv6 have an address of both.
                let bound = if bound.is_unspecified() { local.to_canonical() } else { bound };
                [IpAddr::from(Ipv4Addr::LOCALHOST), Ipv6Addr::LOCALHOST.into(), bound]
                    .contains(address)
                    // Browsers send no `Sec-Fetch-*` there, so nothing would tell who asks.
                    && !address.is_unspecified()
            }
        };
        is_host && asked.port.unwrap_or(HTTP) == self.bound.port()
    }

    fn is_allowed(&self, asked: &Authority, assumed: &[u16]) -> bool {
        self.allowed.iter().any(|allowed| allowed.covers(asked, assumed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: [u8; 4] = [127, 0, 0, 1];

    fn hosts(bound: &str, allowed: &[&str]) -> Hosts {
        let allowed = allowed.iter().map(|host| host.parse().expect("a host"));
        Hosts::new(bound.parse().expect("an address"), allowed.collect())
    }

    fn has(hosts: &Hosts, host: &str, local: impl Into<IpAddr>) -> bool {
        Authority::parse(host).is_some_and(|authority| hosts.has(&authority, local.into()))
    }

    #[test]
    fn this_machine_is_known_by_its_own_names() {
        let hosts = hosts("127.0.0.1:4000", &[]);
        for good in ["localhost:4000", "LocalHost:4000", "127.0.0.1:4000", "[::1]:4000"] {
            assert!(has(&hosts, good, HERE), "{good}");
        }
        for bad in [
            "",
            ":4000",
            "localhost",
            "localhost:",
            "localhost:80",
            "localhost:4001",
            "localhost:+4000",
            "localhost:4000:4000",
            "localhost.:4000",
            "localhost.evil:4000",
            "evil.example:4000",
            "127.0.0.2:4000",
            "127.1:4000",
            "0.0.0.0:4000",
            "0:4000",
            "[::]:4000",
            "[::1]4000",
            "[::1",
            "::1:4000",
            "[::ffff:127.0.0.1]:4000",
            "user@localhost:4000",
            "localhost:4000/",
            "localhost :4000",
            "locälhost:4000",
            "192.168.1.5:4000",
            "localhost:69536",
            "*:4000",
        ] {
            assert!(!has(&hosts, bad, HERE), "{bad}");
        }
    }

    #[test]
    fn the_port_of_http_may_be_left_out() {
        let hosts = hosts("127.0.0.1:80", &[]);
        assert!(has(&hosts, "localhost", HERE));
        assert!(has(&hosts, "localhost:80", HERE));
        assert!(hosts.has_origin("http://localhost", HERE.into()));
    }

    #[test]
    fn an_address_that_is_listened_on_is_known() {
        let one = hosts("192.168.1.5:4000", &[]);
        assert!(has(&one, "192.168.1.5:4000", [192, 168, 1, 5]));
        assert!(!has(&one, "192.168.1.6:4000", [192, 168, 1, 5]));
        for all in ["0.0.0.0:4000", "[::]:4000"] {
            let all = hosts(all, &[]);
            let mapped = Ipv4Addr::from([192, 168, 1, 5]).to_ipv6_mapped();
            assert!(has(&all, "192.168.1.5:4000", [192, 168, 1, 5]));
            assert!(has(&all, "192.168.1.5:4000", mapped));
            assert!(!has(&all, "192.168.1.6:4000", [192, 168, 1, 5]), "not the connection's");
            assert!(!has(&all, "0.0.0.0:4000", HERE));
            assert!(!has(&all, "0.0.0.0:4000", [0, 0, 0, 0]));
            assert!(!has(&all, "[::]:4000", HERE));
        }
    }

    #[test]
    fn allowed_hosts_are_known_with_their_port() {
        let tunnel = hosts("127.0.0.1:4000", &["three.example:443"]);
        let hosts = hosts("127.0.0.1:4000", &["Preview.Example", "two.example:8080", "[fd00::1]"]);
        for good in ["preview.example", "preview.EXAMPLE:1", "two.example:8080", "[fd00::1]:9"] {
            assert!(has(&hosts, good, HERE), "{good}");
        }
        for bad in ["two.example", "two.example:8081", "a.preview.example", "preview.example."] {
            assert!(!has(&hosts, bad, HERE), "{bad}");
        }
        assert!(has(&tunnel, "three.example", HERE));
        assert!(!tunnel.has_origin("http://three.example", HERE.into()));
        assert!(tunnel.has_origin("https://three.example", HERE.into()));
    }

    #[test]
    fn origins_are_those_of_the_hosts() {
        let hosts = hosts("127.0.0.1:4000", &["preview.example"]);
        let is_known = |origin: &str| hosts.has_origin(origin, HERE.into());
        for good in [
            "http://localhost:4000",
            "http://127.0.0.1:4000",
            "http://[::1]:4000",
            "http://preview.example",
            "http://preview.example:81",
            "https://preview.example",
        ] {
            assert!(is_known(good), "{good}");
        }
        for bad in [
            "",
            "null",
            "localhost:4000",
            "http://localhost",
            "https://localhost:4000",
            "http://localhost:4000/",
            "http://evil.example",
            "file://",
            "http://",
            "http://localhost:4000@evil.example",
            "ftp://preview.example",
            "HTTP://localhost:4000",
        ] {
            assert!(!is_known(bad), "{bad}");
        }
    }

    #[test]
    fn a_host_to_allow_is_a_name_or_an_address() {
        let parse = |text: &str| text.parse::<AllowedHost>();
        for good in
            ["a", "a.example", "A_b.example:1", "10.0.0.1", "10.0.0.1:80", "::1", "[::1]:80"]
        {
            assert!(parse(good).is_ok(), "{good}");
        }
        let check = |text: &str, expected: &str| {
            let error = parse(text).expect_err(text).to_string();
            assert!(error.contains(expected), "{text}: {error}");
        };
        check("https://a.example", "leave the `http://`");
        check("a.example/b", "without a path");
        check("*.example", "no patterns");
        check("bücher.example", "xn--");
        for bad in ["", ":80", "a:", "a:0", "a:65536", "a:b", "a b", "[::1", &"a".repeat(254)] {
            check(bad, "expected a name or an address");
        }
    }
}
