//! The three engines: how each one's driver is started and what it must be told.
use std::{
    fs::{self, File},
    io,
    net::{Ipv4Addr, TcpListener, TcpStream},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::{Failure, Outcome, Setup};

const WEBKIT_BROWSER: &str = "webkit2gtk-4.1/MiniBrowser";
const DRIVER_START: Duration = Duration::from_secs(30);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Browser {
    Chromium,
    Firefox,
    WebKit,
}

impl Browser {
    pub const ALL: &[Browser] = &[Browser::Chromium, Browser::Firefox, Browser::WebKit];

    pub fn named(name: &str) -> Option<Browser> {
        Browser::ALL
            .iter()
            .copied()
            .find(|browser| browser.name() == name)
    }

    pub fn name(self) -> &'static str {
        match self {
            Browser::Chromium => "chromium",
            Browser::Firefox => "firefox",
            Browser::WebKit => "webkit",
        }
    }

    fn driver(self, port: u16) -> Command {
        let mut command = Command::new(match self {
            Browser::Chromium => "chromedriver",
            Browser::Firefox => "geckodriver",
            Browser::WebKit => "WebKitWebDriver",
        });
        command.arg(format!("--port={port}"));
        if self == Browser::WebKit {
            // As root there is no sandbox to be had, without a graphics card the software renderer must be asked for, and its language
            // is the system's, of which C.UTF-8 (read as English) is the only one that is always there.
            command
                .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
                .env("LIBGL_ALWAYS_SOFTWARE", "1")
                .env("LC_ALL", "C.UTF-8");
        }
        command
    }

    fn capabilities(self, setup: &Setup, folder: &Path) -> Outcome<Capabilities> {
        let mut capabilities = Capabilities::new();
        // Scripts that watch the page are put in place as soon as its text is there, not after everything has loaded.
        capabilities.set("pageLoadStrategy", "eager")?;
        match self {
            Browser::Chromium => {
                capabilities.set("goog:chromeOptions", chromium_options(setup, folder))?;
                capabilities.set("goog:loggingPrefs", json!({ "browser": "ALL" }))?;
            }
            Browser::Firefox => capabilities.set("moz:firefoxOptions", firefox_options(setup))?,
            Browser::WebKit => {
                let binary = webkit_binary()
                    .ok_or_else(|| Failure::new(format!("no {WEBKIT_BROWSER} below /usr/lib")))?;
                capabilities.set(
                    "webkitgtk:browserOptions",
                    json!({ "binary": binary, "args": ["--automation"] }),
                )?;
            }
        }
        Ok(capabilities)
    }
}

fn chromium_options(setup: &Setup, folder: &Path) -> Value {
    let mut args: Vec<String> = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-features=Translate,OptimizationHints,MediaRouter",
        "--hide-scrollbars",
        "--force-color-profile=srgb",
        // A colour half way between two themes is nobody's to judge.
        "--force-prefers-reduced-motion",
        // Nothing outside this machine can be reached, whoever asks.
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    ]
    .map(str::to_owned)
    .into();
    args.push(format!(
        "--user-data-dir={}",
        folder.join("profile").display()
    ));
    args.push(format!("--log-net-log={}", net_log(folder).display()));
    args.push(format!("--accept-lang={}", setup.language));
    args.push(format!("--window-size={},{}", setup.width, setup.height));
    // 2 blocks every store of the page: reading localStorage then throws, as in a browser that is set so.
    let cookies = if setup.storage_blocked { 2 } else { 1 };
    json!({ "args": args, "prefs": { "profile.default_content_setting_values.cookies": cookies, "download.default_directory": folder.join("downloads") } })
}

fn firefox_options(setup: &Setup) -> Value {
    json!({
        "args": ["-headless"],
        "prefs": {
            "intl.accept_languages": setup.language,
            "intl.locale.requested": setup.language,
            "ui.systemUsesDarkTheme": u8::from(setup.dark),
            "network.cookie.cookieBehavior": if setup.storage_blocked { 2 } else { 5 },
        }
    })
}

fn webkit_binary() -> Option<PathBuf> {
    let folders = fs::read_dir("/usr/lib").ok()?.flatten();
    folders
        .map(|folder| folder.path().join(WEBKIT_BROWSER))
        .find(|path| path.is_file())
}

/// Where Chromium writes down every request that it makes, by whatever thread.
pub fn net_log(folder: &Path) -> PathBuf {
    folder.join("requests.json")
}

/// A running driver with a browser under it; both end with this.
pub struct Session {
    pub driver: WebDriver,
    process: Group,
    _display: Option<Group>,
    /// Profile, logs and downloads of this session.
    pub folder: PathBuf,
}

impl Session {
    pub async fn start(browser: Browser, setup: &Setup) -> Outcome<Session> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder =
            std::env::temp_dir().join(format!("parcours-e2e-{}-{number}", std::process::id()));
        fs::create_dir_all(folder.join("downloads"))?;
        let port = free_port()?;
        let mut command = browser.driver(port);
        let display = if browser == Browser::WebKit {
            Some(virtual_display(&folder, setup)?)
        } else {
            None
        };
        if let Some((_, name)) = &display {
            command.env("DISPLAY", name);
        }
        let process = Group::start(&mut command, &driver_log(&folder))?;
        wait_for_port(port)?;
        let capabilities = browser.capabilities(setup, &folder)?;
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities).await?;
        Ok(Session {
            driver,
            process,
            _display: display.map(|(group, _)| group),
            folder,
        })
    }

    /// Ends the browser in good order, so that its logs are complete.
    pub async fn end(&self) -> Outcome {
        self.driver.clone().quit().await?;
        Ok(())
    }

    pub fn driver_process(&self) -> u32 {
        self.process.0.id()
    }

    /// What driver and browser have written out so far.
    pub fn output(&self) -> String {
        fs::read(driver_log(&self.folder))
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .unwrap_or_default()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.process.stop();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn driver_log(folder: &Path) -> PathBuf {
    folder.join("driver.log")
}

/// A child with everything that it starts in turn.
struct Group(Child);

impl Group {
    fn start(command: &mut Command, log: &Path) -> Outcome<Group> {
        let log = File::create(log)?;
        command
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .process_group(0);
        let name = command.get_program().to_string_lossy().into_owned();
        command
            .spawn()
            .map(Group)
            .map_err(|error| Failure::new(format!("{name}: {error}")))
    }

    fn stop(&mut self) {
        let _ = Command::new("kill")
            .args(["-KILL", "--", &format!("-{}", self.0.id())])
            .stderr(Stdio::null())
            .status();
        let _ = self.0.wait();
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A screen in memory, for the browser that has no headless mode. Its name for `DISPLAY` beside it.
fn virtual_display(folder: &Path, setup: &Setup) -> Outcome<(Group, String)> {
    let chosen = folder.join("display");
    let mut command = Command::new("sh");
    let screen = format!("{}x{}x24", setup.width.max(1280), setup.height.max(960));
    command.args([
        "-c",
        &format!(
            "exec Xvfb -displayfd 3 -screen 0 {screen} -nolisten tcp 3>'{}'",
            chosen.display()
        ),
    ]);
    let group = Group::start(&mut command, &folder.join("xvfb.log"))?;
    let started = Instant::now();
    while started.elapsed() < DRIVER_START {
        if let Some(number) = fs::read_to_string(&chosen)
            .ok()
            .filter(|text| text.ends_with('\n'))
        {
            return Ok((group, format!(":{}", number.trim())));
        }
        thread::sleep(Duration::from_millis(20));
    }
    Err(Failure::new("Xvfb did not start"))
}

fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port())
}

fn wait_for_port(port: u16) -> Outcome {
    let started = Instant::now();
    while started.elapsed() < DRIVER_START {
        if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(20));
    }
    Err(Failure::new("the browser's driver did not start"))
}
