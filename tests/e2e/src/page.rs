//! A browser window with the page in it: going there, waiting for its state, reading from it.
use std::{
    cell::{Cell, RefCell},
    fs,
    path::PathBuf,
    rc::Rc,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::{Browser, Failure, Outcome, Places, browser::Session, watch};

/// How long a page may take to reach a state before the journey fails. No test measures this time.
const PATIENCE: Duration = Duration::from_secs(60);
const POLL: Duration = Duration::from_millis(25);

/// The person and the machine: a desktop in English with a light theme unless told otherwise.
#[derive(Debug, Clone)]
pub struct Setup {
    pub width: u32,
    pub height: u32,
    /// As browsers list them: `en-GB`, `fr-FR`. WebKit always has the system's, which is English.
    pub language: &'static str,
    pub dark: bool,
    /// A small touch screen with two device pixels for each of the page's. Chromium only.
    pub phone: bool,
    /// Every store of the page refuses.
    pub storage_blocked: bool,
}

impl Default for Setup {
    fn default() -> Self {
        Setup {
            width: 1440,
            height: 900,
            language: "en-GB",
            dark: false,
            phone: false,
            storage_blocked: false,
        }
    }
}

impl Setup {
    pub fn french() -> Self {
        Setup {
            language: "fr-FR",
            ..Setup::default()
        }
    }

    pub fn phone() -> Self {
        Setup {
            width: 390,
            height: 844,
            phone: true,
            ..Setup::default()
        }
    }
}

/// A window; clones stand for the same one.
#[derive(Clone)]
pub struct Page {
    pub browser: Browser,
    session: Rc<Session>,
    places: Places,
    allowed: Rc<RefCell<Vec<String>>>,
    patience: Rc<Cell<Duration>>,
}

impl Page {
    pub(crate) async fn new(
        browser: Browser,
        session: Rc<Session>,
        places: &Places,
        setup: &Setup,
    ) -> Outcome<Page> {
        let page = Page {
            browser,
            session,
            places: places.clone(),
            allowed: Rc::default(),
            patience: Rc::new(Cell::new(PATIENCE)),
        };
        match browser {
            Browser::Chromium => {
                page.cdp("Page.enable", json!({})).await?;
                page.cdp(
                    "Page.addScriptToEvaluateOnNewDocument",
                    json!({ "source": watch::SCRIPT }),
                )
                .await?;
                page.resize(setup.width, setup.height, setup.phone).await?;
                page.set_dark(setup.dark).await?;
            }
            Browser::Firefox | Browser::WebKit => {
                page.driver()
                    .set_window_rect(0, 0, setup.width, setup.height)
                    .await?
            }
        }
        Ok(page)
    }

    pub fn driver(&self) -> &WebDriver {
        &self.session.driver
    }

    /// Waits longer than a journey would: benchmarks ask for a lot in one go.
    pub fn be_patient(&self, patience: Duration) {
        self.patience.set(patience);
    }

    /// The number of the driver's process; the browser's are below it.
    pub fn driver_process(&self) -> u32 {
        self.session.driver_process()
    }

    pub(crate) fn session(&self) -> &Session {
        &self.session
    }

    pub(crate) fn places(&self) -> &Places {
        &self.places
    }

    /// Where this browser puts what it downloads. Chromium only.
    pub fn downloads(&self) -> PathBuf {
        self.session.folder.join("downloads")
    }

    /// Waits for a download and reads it as text. Chromium only.
    pub async fn downloaded(&self, name: &str) -> Outcome<String> {
        let path = self.downloads().join(name);
        let started = Instant::now();
        loop {
            // The browser gives a file its name when it is complete, but may hold the name before with an empty one. Nothing we offer is empty.
            match fs::read_to_string(&path) {
                Ok(text) if !text.is_empty() => return Ok(text),
                found if started.elapsed() > self.patience.get() => {
                    let why = found
                        .err()
                        .map_or("it is empty".to_owned(), |error| error.to_string());
                    return Err(Failure::new(format!("download {name}: {why}")));
                }
                _ => tokio::time::sleep(POLL).await,
            }
        }
    }

    /// A command of Chromium's own.
    pub async fn cdp(&self, command: &str, arguments: Value) -> Outcome<Value> {
        if self.browser != Browser::Chromium {
            return Err(Failure::new(format!(
                "{command} is Chromium's: list this journey for Chromium only"
            )));
        }
        Ok(self.driver().cdp().send_raw(command, arguments).await?)
    }

    /// Runs a script before the scripts of every page opened from now on.
    pub async fn run_first(&self, script: &str) -> Outcome {
        let command = "Page.addScriptToEvaluateOnNewDocument";
        self.cdp(command, json!({ "source": script })).await?;
        Ok(())
    }

    pub async fn goto(&self, address: &str) -> Outcome {
        self.driver().goto(address).await?;
        self.watch().await
    }

    pub async fn reload(&self) -> Outcome {
        self.driver().refresh().await?;
        self.watch().await
    }

    async fn watch(&self) -> Outcome {
        self.script(watch::SCRIPT).await.map(drop)
    }

    /// Goes on inside the first frame of a host page, as if it were the page.
    pub async fn enter_frame(&self) -> Outcome {
        self.element("iframe").await?.enter_frame().await?;
        self.watch().await
    }

    /// The page's size in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32, phone: bool) -> Outcome {
        let scale = if phone { 2 } else { 1 };
        self.cdp("Emulation.setDeviceMetricsOverride", json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": phone })).await?;
        self.cdp(
            "Emulation.setTouchEmulationEnabled",
            json!({ "enabled": phone, "maxTouchPoints": 1 }),
        )
        .await?;
        Ok(())
    }

    /// What the system says about light and dark.
    pub async fn set_dark(&self, dark: bool) -> Outcome {
        let value = if dark { "dark" } else { "light" };
        self.cdp(
            "Emulation.setEmulatedMedia",
            json!({ "features": [{ "name": "prefers-color-scheme", "value": value }] }),
        )
        .await
        .map(drop)
    }

    /// Makes the processor that many times slower, 1 being as it is.
    pub async fn slow_processor(&self, times: u32) -> Outcome {
        self.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": times }))
            .await
            .map(drop)
    }

    /// Cuts the network off, or back on.
    pub async fn set_offline(&self, offline: bool) -> Outcome {
        self.cdp("Network.enable", json!({})).await?;
        let conditions = json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.cdp("Network.emulateNetworkConditions", conditions)
            .await
            .map(drop)
    }

    /// Runs the body of a function in the page. What it returns; a promise is not waited for.
    pub async fn script(&self, body: &str) -> Outcome<Value> {
        Ok(self
            .driver()
            .execute(body, Vec::new())
            .await?
            .json()
            .clone())
    }

    /// Runs the body of an async function in the page with `arguments[…]`. What it resolves to; a rejection fails the journey.
    pub async fn script_async(&self, body: &str, arguments: Vec<Value>) -> Outcome<Value> {
        let wrapped = format!(
            "const done = arguments[arguments.length - 1]; const given = Array.from(arguments).slice(0, -1);\
             (async function () {{ {body} }}).apply(null, given).then((value) => done({{ value: value ?? null }}), (error) => done({{ error: String(error?.message ?? error), code: error?.code ?? null }}));"
        );
        self.driver()
            .set_script_timeout(self.patience.get())
            .await?;
        let answer = self
            .driver()
            .execute_async(wrapped, arguments)
            .await?
            .json()
            .clone();
        match answer.get("error").and_then(Value::as_str) {
            Some(error) => Err(Failure::new(format!(
                "the page's script failed: {error} (code {})",
                answer["code"]
            ))),
            None => Ok(answer["value"].clone()),
        }
    }

    /// `await window.parcours.CALL(…arguments)`.
    pub async fn call(&self, call: &str, arguments: &[Value]) -> Outcome<Value> {
        self.script_async(
            "return await window.parcours[arguments[0]](...arguments[1]);",
            vec![json!(call), json!(arguments)],
        )
        .await
    }

    /// The page's own word for what it is doing: `data-state`.
    pub async fn state(&self) -> Outcome<String> {
        let state = self
            .script("return document.documentElement.dataset.state ?? ''")
            .await?;
        Ok(state.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the page says one of `wanted`; fails at once where it ends in an error that is not wanted.
    pub async fn until(&self, wanted: &[&str]) -> Outcome<String> {
        let started = Instant::now();
        loop {
            let state = self.state().await?;
            if wanted.contains(&state.as_str()) {
                return Ok(state);
            }
            let ended = ["error", "crashed"].contains(&state.as_str());
            if ended || started.elapsed() > self.patience.get() {
                let said = self
                    .text("[role=alert], [role=dialog]")
                    .await
                    .unwrap_or_default();
                return Err(Failure::new(format!(
                    "waited for {wanted:?}, the page is {state:?} and says {said:?}"
                )));
            }
            tokio::time::sleep(POLL).await;
        }
    }

    /// Waits until the expression is true in the page.
    pub async fn until_true(&self, expression: &str) -> Outcome {
        let started = Instant::now();
        while self
            .script(&format!("return Boolean({expression})"))
            .await?
            != Value::Bool(true)
        {
            if started.elapsed() > self.patience.get() {
                return Err(Failure::new(format!("waited in vain for {expression}")));
            }
            tokio::time::sleep(POLL).await;
        }
        Ok(())
    }

    /// Waits until an element is there and shown.
    pub async fn until_shown(&self, css: &str) -> Outcome {
        self.until_true(&format!(
            "document.querySelector({})?.checkVisibility?.()",
            json!(selector(css))
        ))
        .await
    }

    /// Waits until the first element that `css` finds holds `part` in its text.
    pub async fn until_text(&self, css: &str, part: &str) -> Outcome {
        self.until_true(&format!(
            "document.querySelector({})?.textContent.includes({})",
            json!(selector(css)),
            json!(part)
        ))
        .await
        .map_err(|error| Failure::new(format!("{error} ({css})")))
    }

    /// The first element that `css` finds; `@name` stands for `[data-testid="name"]`.
    pub async fn element(&self, css: &str) -> Outcome<WebElement> {
        self.driver()
            .find(By::Css(selector(css)))
            .await
            .map_err(|error| Failure::new(format!("{css}: {}", Failure::from(error))))
    }

    /// How many elements `css` finds.
    pub async fn count(&self, css: &str) -> Outcome<usize> {
        Ok(self.driver().find_all(By::Css(selector(css))).await?.len())
    }

    /// The text that is shown in the first element that `css` finds.
    pub async fn text(&self, css: &str) -> Outcome<String> {
        Ok(self.element(css).await?.text().await?)
    }

    /// Where the page's mark of that name was last set, in milliseconds since navigation.
    pub async fn mark(&self, name: &str) -> Outcome<Option<f64>> {
        let time = self
            .script(&format!(
                "return performance.getEntriesByName({}).at(-1)?.startTime ?? null",
                json!(name)
            ))
            .await?;
        Ok(time.as_f64())
    }

    /// The addresses of everything that the page itself has fetched.
    pub async fn resources(&self) -> Outcome<Vec<String>> {
        let names = self
            .script("return performance.getEntriesByType('resource').map((entry) => entry.name)")
            .await?;
        Ok(serde_json::from_value(names)?)
    }

    /// Keeps a picture of the window as `artifacts/screens/NAME.png`.
    pub async fn screenshot(&self, name: &str) -> Outcome {
        let path = self.places.screens.join(format!("{name}.png"));
        fs::create_dir_all(path.parent().unwrap_or(&self.places.screens))?;
        fs::write(&path, self.driver().screenshot_as_png().await?)?;
        Ok(())
    }

    /// Lets complaints that hold `part` pass: only for what the journey itself provokes, such as a 404.
    pub fn allow(&self, part: &str) {
        self.allowed.borrow_mut().push(part.to_owned());
    }

    /// What page and browser have complained about and the journey has not allowed.
    pub(crate) async fn complaints(&self) -> Vec<String> {
        let mut found = watch::browser_log(self.browser, &self.session).await;
        if let Ok(Value::Array(said)) = self.script("return window.__complaints ?? []").await {
            found.extend(
                said.iter()
                    .filter_map(|one| one.as_str().map(str::to_owned)),
            );
        }
        let allowed = self.allowed.borrow();
        found.retain(|said| !allowed.iter().any(|part| said.contains(part)));
        watch::summed_up(&found)
    }

    pub(crate) async fn end(&self) -> Outcome {
        self.session.end().await
    }
}

/// CSS, with `@name` for the element whose `data-testid` is `name`.
pub(crate) fn selector(css: &str) -> String {
    match css.strip_prefix('@') {
        Some(name) => format!("[data-testid=\"{name}\"]"),
        None => css.to_owned(),
    }
}
