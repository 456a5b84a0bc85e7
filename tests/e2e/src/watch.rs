//! What the browser itself complains about while a journey runs: console errors, refused loads, requests that leave the machine.
use std::fs;

use serde_json::Value;

use crate::{
    Browser,
    browser::{Session, net_log},
};

/// Put into every page before its own scripts where the browser can do that, else as soon as its text is there.
pub const SCRIPT: &str = r#"
if (!window.__complaints) {
  window.__complaints = [];
  const say = (kind, what) => window.__complaints.push(`${kind}: ${what}`);
  addEventListener("error", (e) => say("error", e.message ?? e.target?.src ?? e.target?.href), true);
  addEventListener("unhandledrejection", (e) => say("unhandled rejection", e.reason));
  addEventListener("securitypolicyviolation", (e) => say("policy violation", `${e.violatedDirective} refuses ${e.blockedURI}`));
  const error = console.error;
  console.error = (...args) => { say("console.error", args.join(" ")); error.apply(console, args); };
  window.__longTasks = [];
  try { new PerformanceObserver((list) => { for (const e of list.getEntries()) window.__longTasks.push([e.startTime, e.duration]); }).observe({ type: "longtask", buffered: true }); } catch {}
}
"#;

/// The complaints in the browser's own log.
pub async fn browser_log(browser: Browser, session: &Session) -> Vec<String> {
    match browser {
        Browser::Chromium => match session.driver.browser_log().await {
            Ok(entries) => entries
                .into_iter()
                .filter(|entry| entry.level == "SEVERE")
                .map(|entry| entry.message)
                .collect(),
            Err(error) => vec![format!("the console could not be read: {error}")],
        },
        Browser::Firefox => session
            .output()
            .lines()
            .filter(|line| line.starts_with("JavaScript error: http"))
            .map(str::to_owned)
            .collect(),
        Browser::WebKit => Vec::new(),
    }
}

/// Complaints fit to be read: each once with its number, not every line of a stack, not more than a few.
pub fn summed_up(complaints: &[String]) -> Vec<String> {
    const MOST: usize = 8;
    const LENGTH: usize = 500;
    let mut seen: Vec<(String, usize)> = Vec::new();
    for complaint in complaints {
        let short: String = complaint.chars().take(LENGTH).collect();
        match seen.iter_mut().find(|(known, _)| *known == short) {
            Some((_, times)) => *times += 1,
            None => seen.push((short, 1)),
        }
    }
    let more = seen.len().saturating_sub(MOST);
    let said = seen.into_iter().take(MOST).map(|(text, times)| {
        if times > 1 {
            format!("{times} times: {text}")
        } else {
            text
        }
    });
    said.chain((more > 0).then(|| format!("and {more} more")))
        .collect()
}

/// Requests that Chromium made, by page, worker or itself, to anything but this machine. Read after the browser has ended.
pub fn foreign_requests(session: &Session) -> Vec<String> {
    let Ok(text) = fs::read_to_string(net_log(&session.folder)) else {
        return Vec::new();
    };
    let events = text
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line.trim_end_matches(',')).ok());
    // The browser asks its maker for things of its own accord; only what a page or its worker started has an origin.
    let by_page = events.filter(|event| {
        event["params"]["initiator"]
            .as_str()
            .is_some_and(|by| by.contains("127.0.0.1"))
    });
    let mut found: Vec<String> = by_page
        .filter_map(|event| event["params"]["url"].as_str().map(str::to_owned))
        .filter(|url| url.starts_with("http") || url.starts_with("ws"))
        .filter(|url| {
            !url.split('/')
                .nth(2)
                .is_some_and(|host| host.starts_with("127.0.0.1:"))
        })
        .map(|url| format!("a request left this machine: {url}"))
        .collect();
    found.dedup();
    found
}
