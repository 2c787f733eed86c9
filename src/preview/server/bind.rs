//! Taking a port.

use std::error::Error;
use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};

/// Ports that are tried one after the other.
const TRIED: u16 = 50;

/// Which port to listen on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Port {
    /// This one or none; 0 stands for any free one.
    Exactly(u16),
    /// This one or, where it is taken, the next free one.
    From(u16),
}

/// A socket that others can connect to; they wait until it is served.
#[derive(Debug)]
pub struct Listener {
    socket: TcpListener,
    address: SocketAddr,
}

impl Listener {
    /// The address with the port that was taken.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub(super) fn into_socket(self) -> TcpListener {
        self.socket
    }
}

/// Listens on an address of this machine.
///
/// # Errors
/// When the port is taken, all tried ones are, or the address is none of this machine's.
pub fn bind(host: IpAddr, port: Port) -> Result<Listener, BindError> {
    let (first, tried) = match port {
        Port::Exactly(port) | Port::From(port @ 0) => (port, 1),
        Port::From(port) => (port, TRIED),
    };
    let last = first.saturating_add(tried - 1);
    let mut refused = None;
    for port in first..=last {
        match listen(SocketAddr::new(host, port)) {
            Ok(listener) => return Ok(listener),
            Err(source) => {
                let is_taken = source.kind() == io::ErrorKind::AddrInUse;
                refused = Some(source);
                if !is_taken {
                    break;
                }
            }
        }
    }
    let source = refused.unwrap_or_else(|| io::ErrorKind::AddrInUse.into());
    Err(BindError { host, first, last, source })
}

fn listen(address: SocketAddr) -> io::Result<Listener> {
    let socket = TcpListener::bind(address)?;
    socket.set_nonblocking(true)?;
    Ok(Listener { address: socket.local_addr()?, socket })
}

/// Why nothing listens.
#[derive(Debug)]
pub struct BindError {
    host: IpAddr,
    first: u16,
    last: u16,
    source: io::Error,
}

impl BindError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self.source.kind() {
            io::ErrorKind::AddrInUse if self.first == self.last => {
                "name another port with `--port`, or none to get the next free one"
            }
            io::ErrorKind::AddrInUse => "name a free port with `--port`; `--port 0` takes any",
            io::ErrorKind::PermissionDenied => "name a port from 1024 on with `--port`",
            _ => "name an address of this machine with `--host`, or none to use 127.0.0.1",
        }
    }
}

impl fmt::Display for BindError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, first, last, source } = self;
        let address = SocketAddr::new(*host, *first);
        match source.kind() {
            io::ErrorKind::AddrInUse if first == last => {
                write!(f, "port {first} of {host} is taken by another program")
            }
            io::ErrorKind::AddrInUse => {
                write!(f, "the ports {first} to {last} of {host} are taken by other programs")
            }
            _ => write!(f, "cannot listen on {address}: {source}"),
        }
    }
}

impl Error for BindError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

    #[test]
    fn a_taken_port_is_named_with_a_way_out() {
        let held = bind(HERE, Port::Exactly(0)).expect("a port");
        let port = held.address().port();
        let error = bind(HERE, Port::Exactly(port)).expect_err("the port is taken");
        assert_eq!(
            error.to_string(),
            format!("port {port} of 127.0.0.1 is taken by another program")
        );
        assert!(error.hint().contains("--port"), "{}", error.hint());
    }

    #[test]
    fn the_next_free_port_is_found() {
        let held = bind(HERE, Port::Exactly(0)).expect("a port");
        let port = held.address().port();
        let next = bind(HERE, Port::From(port)).expect("a port near");
        assert!((port + 1..port + TRIED).contains(&next.address().port()));
    }

    #[test]
    fn an_address_of_another_machine_is_refused() {
        // For documentation only (RFC 5737), so no machine's.
        let error = bind(IpAddr::from([192, 0, 2, 1]), Port::From(0)).expect_err("not ours");
        assert!(error.to_string().starts_with("cannot listen on 192.0.2.1:0: "), "{error}");
        assert!(error.hint().contains("--host"), "{}", error.hint());
    }
}
