//! One connection: HTTP/1.1 with limits on what a client may cost.

use std::future::poll_fn;
use std::io::{self, IoSlice};
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpStream;
use tokio::time::{self, Sleep};

use super::ClientLimits;
use super::guard::Local;

/// Most bytes of a request's head; more is answered with 431.
const HEAD_SIZE: usize = 16 * 1024;

/// Most bytes that a connection we close may still send.
const LINGERING: usize = 256 * 1024;

/// Answers all requests of a connection.
pub(super) async fn serve(stream: TcpStream, router: Router, limits: ClientLimits) {
    // Answers are written whole; holding back their last packet helps nobody.
    let (Ok(local), Ok(())) = (stream.local_addr(), stream.set_nodelay(true)) else { return };
    let router = TowerToHyperService::new(router);
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(Local(local.ip()));
        Box::pin(router.call(request))
    });
    let io = Impatient { inner: TokioIo::new(stream), patience: limits.stall, end: None };
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(HEAD_SIZE)
        .serve_connection(io, service);
    let ended = poll_fn(|cx| connection.poll_without_shutdown(cx)).await;
    // One whose request could not be read is still to learn so; others are gone or too slow.
    if ended.is_ok() || ended.is_err_and(|error| error.is_parse()) {
        let stream = connection.into_parts().io.inner.into_inner();
        // It had its time; what it missed, it missed.
        let _ = time::timeout(limits.linger, linger(stream)).await;
    }
}

/// Ends our side and reads what still comes: closing with bytes unread would make the system throw
/// away our last answer before the client has read it.
async fn linger(stream: TcpStream) -> io::Result<()> {
    let stream = stream.into_std()?;
    stream.shutdown(std::net::Shutdown::Write)?;
    let stream = TcpStream::from_std(stream)?;
    let mut buffer = [0; 4096];
    let mut left = LINGERING;
    loop {
        stream.readable().await?;
        match stream.try_read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(read) => match left.checked_sub(read) {
                Some(rest) => left = rest,
                None => return Ok(()),
            },
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
}

/// A stream whose writing fails when the other side takes nothing for a while.
struct Impatient {
    inner: TokioIo<TcpStream>,
    patience: Duration,
    /// When patience ends; runs only while bytes wait to be taken.
    end: Option<Pin<Box<Sleep>>>,
}

impl Impatient {
    fn wait<T>(&mut self, cx: &mut Context<'_>, wrote: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if wrote.is_ready() {
            self.end = None;
            return wrote;
        }
        let patience = self.patience;
        let end = self.end.get_or_insert_with(|| Box::pin(time::sleep(patience)));
        end.as_mut().poll(cx).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl Read for Impatient {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        pin!(&mut self.inner).poll_read(cx, buffer)
    }
}

impl Write for Impatient {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let wrote = pin!(&mut self.inner).poll_write(cx, bytes);
        self.wait(cx, wrote)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let wrote = pin!(&mut self.inner).poll_flush(cx);
        self.wait(cx, wrote)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let wrote = pin!(&mut self.inner).poll_shutdown(cx);
        self.wait(cx, wrote)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffers: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let wrote = pin!(&mut self.inner).poll_write_vectored(cx, buffers);
        self.wait(cx, wrote)
    }
}
