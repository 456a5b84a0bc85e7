//! What a journey is given: a server of its own, and as many pages as it opens.
use std::{cell::RefCell, env, fs, path::PathBuf, rc::Rc};

use parcours_tools::server::{Options, Server};

use crate::{Browser, Failure, Outcome, Page, Setup, browser::Session, watch};

/// The folders that journeys read and write.
#[derive(Debug, Clone)]
pub struct Places {
    pub dist: PathBuf,
    pub fixtures: PathBuf,
    /// Screenshots of the run, kept as its artefact.
    pub screens: PathBuf,
    /// Where npm's tools are installed: `axe-core`.
    pub npm: PathBuf,
}

impl Places {
    /// The project's folders; `PARCOURS_NPM` says where `scripts/tools.sh` has put npm's tools.
    pub fn of_project() -> Places {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
        Places {
            dist: root.join("dist"),
            fixtures: root.join("tests/fixtures"),
            screens: root.join("artifacts/screens"),
            npm: env::var_os("PARCOURS_NPM")
                .map(PathBuf::from)
                .unwrap_or(root),
        }
    }
}

pub struct Kit {
    pub browser: Browser,
    pub places: Places,
    pub server: Server,
    pages: RefCell<Vec<Page>>,
}

impl Kit {
    /// A kit whose server has the page at the root of its origin.
    pub fn new(browser: Browser, places: Places) -> Outcome<Kit> {
        let options = Options {
            fixtures: Some(places.fixtures.clone()),
            ..Options::new(places.dist.clone())
        };
        let server = Server::start(options, 0)?;
        Ok(Kit {
            browser,
            places,
            server,
            pages: RefCell::default(),
        })
    }

    /// A further server, for another origin, another path or other headers.
    pub fn serve(&self, change: impl FnOnce(&mut Options)) -> Outcome<Server> {
        let mut options = Options {
            fixtures: Some(self.places.fixtures.clone()),
            ..Options::new(self.places.dist.clone())
        };
        change(&mut options);
        Ok(Server::start(options, 0)?)
    }

    /// The address of the page with what stands behind it: `""`, `"#lang=fr"`, `"?embed=1"`.
    pub fn address(&self, behind: &str) -> String {
        format!("{}/{behind}", self.server.origin())
    }

    /// The address of a host page on `server` that shows the page with `behind` in a frame; `sandbox` as the attribute would hold it.
    pub fn framed(server: &Server, behind: &str, sandbox: Option<&str>) -> String {
        let encode = |text: &str| {
            text.bytes()
                .map(|byte| format!("%{byte:02X}"))
                .collect::<String>()
        };
        let sandbox = sandbox
            .map(|tokens| format!("&sandbox={}", encode(tokens)))
            .unwrap_or_default();
        format!(
            "{}/__frame/?src={}{sandbox}",
            server.origin(),
            encode(&format!("/{behind}"))
        )
    }

    /// A fresh browser without any page yet.
    pub async fn browser(&self, setup: Setup) -> Outcome<Page> {
        let session = Session::start(self.browser, &setup).await?;
        let page = Page::new(self.browser, Rc::new(session), &self.places, &setup).await?;
        self.pages.borrow_mut().push(page.clone());
        Ok(page)
    }

    /// A fresh browser with the page at [`Kit::address`] `behind`, waiting for nothing but its text.
    pub async fn open(&self, behind: &str, setup: Setup) -> Outcome<Page> {
        let page = self.browser(setup).await?;
        page.goto(&self.address(behind)).await?;
        Ok(page)
    }

    /// The folder of test files, with `name` in it.
    pub fn fixture(&self, name: &str) -> String {
        let path = self.places.fixtures.join(name);
        fs::canonicalize(&path)
            .unwrap_or(path)
            .display()
            .to_string()
    }

    /// Ends every browser. The first thing that went wrong beside the journey itself: errors in a console, refused or foreign requests.
    pub async fn finish(&self) -> Outcome {
        let pages = self.pages.take();
        let mut wrong = Vec::new();
        for page in &pages {
            wrong.extend(page.complaints().await);
        }
        for page in &pages {
            page.end().await?;
            wrong.extend(watch::foreign_requests(page.session()));
        }
        if wrong.is_empty() {
            Ok(())
        } else {
            Err(Failure::new(wrong.join("\n")))
        }
    }

    /// Keeps a picture of each page as it is now, under the name of the journey that failed.
    pub async fn keep_pictures(&self, name: &str) -> Vec<String> {
        let mut said = Vec::new();
        let pages = self.pages.borrow().clone();
        for (number, page) in pages.iter().enumerate() {
            let picture = format!("failed/{name}-{number}");
            match page.screenshot(&picture).await {
                Ok(()) => said.push(format!(
                    "see artifacts/screens/{picture}.png, data-state {:?}",
                    page.state().await.unwrap_or_default()
                )),
                Err(error) => said.push(format!("no picture: {error}")),
            }
        }
        said
    }
}
