//! A small static server on the loopback, for `scripts/start` and the browser tests.
//!
//! It sends what a careful host would send (media types, the policy, honest caching) and, below `/__…/`, the misbehaving
//! answers that tests need. It is not for the open internet.

mod answer;
mod http;
mod media;
mod route;

use std::{
    io,
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::PathBuf,
    process::Command,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use crate::policy;

/// What is served, and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// The built page.
    pub dist: PathBuf,
    /// Files for tests, below `/__fixtures/` and, readable from other origins, `/__cors/`.
    pub fixtures: Option<PathBuf>,
    /// A path in front of everything, like `/tools/parcours`; empty for none.
    pub prefix: String,
    /// The policy header of the page's own files.
    pub policy: String,
    /// Lets other origins read the page's files: needed by frames whose origin is opaque.
    pub any_origin: bool,
}

impl Options {
    /// The page at `dist`, under the policy that it was built for.
    pub fn new(dist: PathBuf) -> Self {
        Options {
            dist,
            fixtures: None,
            prefix: String::new(),
            policy: policy::content_security_policy(&policy::connect_sources()),
            any_origin: false,
        }
    }
}

/// A server that runs until it is dropped.
pub struct Server {
    port: u16,
    requests: Arc<Mutex<Vec<String>>>,
    stopping: Arc<AtomicBool>,
}

impl Server {
    /// Starts to serve on `port`, 0 being any that is free.
    pub fn start(options: Options, port: u16) -> io::Result<Server> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let server = Server {
            port: listener.local_addr()?.port(),
            requests: Arc::default(),
            stopping: Arc::default(),
        };
        let (requests, stopping) = (Arc::clone(&server.requests), Arc::clone(&server.stopping));
        let options = Arc::new(options);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if stopping.load(Ordering::Relaxed) {
                    return;
                }
                let (options, requests) = (Arc::clone(&options), Arc::clone(&requests));
                thread::spawn(move || converse(&stream, &options, &requests));
            }
        });
        Ok(server)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// `http://127.0.0.1:PORT`, without the prefix.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The targets asked for so far, in order.
    pub fn requests(&self) -> Vec<String> {
        self.requests
            .lock()
            .map(|seen| seen.clone())
            .unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stopping.store(true, Ordering::Relaxed);
        // The loop waits in accept: a last connection wakes it.
        drop(TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)));
    }
}

/// Answers the requests of one connection until the other side is silent. A browser that hangs up is no error.
fn converse(stream: &TcpStream, options: &Options, requests: &Mutex<Vec<String>>) {
    let _ = stream.set_read_timeout(Some(Duration::from_secs(60)));
    let _ = stream.set_nodelay(true);
    let mut reader = io::BufReader::new(stream);
    while let Some(request) = http::read(&mut reader) {
        if let Ok(mut seen) = requests.lock() {
            seen.push(request.target.clone());
        }
        if route::answer(&request, options)
            .send(stream, request.head_only)
            .is_err()
        {
            return;
        }
    }
}

/// `serve`: serves until it is stopped.
pub fn command(arguments: &[String]) -> Result<(), String> {
    let mut options = Options::new(PathBuf::from("dist"));
    let (mut port, mut or_next, mut open) = (8080, false, None);
    let mut rest = arguments.iter();
    while let Some(name) = rest.next() {
        let mut value = || rest.next().cloned().ok_or(format!("{name} wants a value"));
        match name.as_str() {
            "--port" => port = value()?.parse().map_err(|_| "--port wants a number")?,
            "--or-next" => or_next = true,
            "--dir" => options.dist = value()?.into(),
            "--prefix" => options.prefix = value()?.trim_end_matches('/').to_owned(),
            "--fixtures" => options.fixtures = Some(value()?.into()),
            "--cors" => options.any_origin = true,
            "--open" => open = Some(value()?),
            other => return Err(format!("serve: unknown option {other}")),
        }
    }
    if !options.dist.join("index.html").is_file() {
        return Err(format!(
            "{} holds no page: run ./scripts/build first",
            options.dist.display()
        ));
    }
    let prefix = options.prefix.clone();
    let server = start_near(options, port, or_next)?;
    let address = format!(
        "{}{prefix}/{}",
        server.origin(),
        open.as_deref().unwrap_or_default()
    );
    println!("Parcours is at {address}\nStop it with Ctrl+C.");
    if open.is_some() {
        open_on_desktop(&address);
    }
    loop {
        thread::park();
    }
}

fn start_near(options: Options, port: u16, or_next: bool) -> Result<Server, String> {
    let last = if or_next && port > 0 {
        port.saturating_add(50)
    } else {
        port
    };
    let mut refused = String::new();
    for candidate in port..=last {
        match Server::start(options.clone(), candidate) {
            Ok(server) => return Ok(server),
            Err(error) => refused = format!("port {candidate}: {error}"),
        }
    }
    Err(refused)
}

/// Opens the address where there is a desktop; where there is none, the printed address is enough.
fn open_on_desktop(address: &str) {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else if std::env::var_os("DISPLAY").is_some() || std::env::var_os("WAYLAND_DISPLAY").is_some()
    {
        "xdg-open"
    } else {
        return;
    };
    if let Err(error) = Command::new(opener).arg(address).spawn() {
        eprintln!("not opened by itself ({opener}: {error})");
    }
}
