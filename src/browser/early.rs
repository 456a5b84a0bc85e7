//! A load that the first screen begins: reading goes on while the workbench is fetched, which then asks for exactly this load, or for another.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, File};

use crate::engine::LoadOutcome;
use crate::model::load::{LoadError, LoadOptions};
use crate::model::query::Lens;

pub type Outcome = Result<LoadOutcome, LoadError>;
type Running = Pin<Box<dyn Future<Output = Outcome>>>;

/// One such load.
pub struct Early {
    file: File,
    options: LoadOptions,
    /// The question that it answers, when it has been asked.
    asked: Cell<Option<u32>>,
    outcome: RefCell<Option<Outcome>>,
    /// `None`: nobody wants it any more.
    running: RefCell<Option<Running>>,
}

impl Early {
    /// The message of `handover::begin_early` as the load that the workbench will ask for.
    pub fn read(message: &JsValue) -> Option<(Rc<Self>, Blob)> {
        let parts: &Array = message.dyn_ref()?;
        let file: File = parts.get(0).dyn_into().ok()?;
        let options = LoadOptions {
            name: Some(file.name()),
            english: parts.get(1).as_bool(),
            ..LoadOptions::default()
        };
        let early = Self {
            file: file.clone(),
            options,
            asked: Cell::new(None),
            outcome: RefCell::new(None),
            running: RefCell::new(None),
        };
        Some((Rc::new(early), file.into()))
    }

    pub fn options(&self) -> &LoadOptions {
        &self.options
    }

    /// Is this the load that is asked for now? What was made of a file that is no text is another one.
    pub fn is(&self, options: &LoadOptions, lens: &Lens, files: &[Blob]) -> bool {
        let [file] = files else { return false };
        let same_file = file.dyn_ref::<File>().is_some_and(|file| {
            file.size() == self.file.size()
                && file.last_modified() == self.file.last_modified()
                && file.name() == self.file.name()
        });
        same_file && *options == self.options && *lens == Lens::default()
    }

    /// The question that it answers.
    pub fn asked(&self) -> Option<u32> {
        self.asked.get()
    }

    /// It is what is asked for now; its outcome where it has ended already.
    pub fn ask(&self, id: u32) -> Option<Outcome> {
        self.asked.set(Some(id));
        self.outcome.take()
    }

    /// Nobody will ask for it: it ends where it is.
    pub fn give_up(&self) {
        self.running.take();
    }

    /// Runs the load; what it came to where it has been asked for, else that is kept.
    pub async fn run(self: Rc<Self>, load: Running) -> Option<(u32, Outcome)> {
        self.running.replace(Some(load));
        let outcome = Unless(&self.running).await?;
        match self.asked.get() {
            Some(id) => Some((id, outcome)),
            None => {
                self.outcome.replace(Some(outcome));
                None
            }
        }
    }
}

/// Runs what is in the cell as long as it is there.
struct Unless<'a>(&'a RefCell<Option<Running>>);

impl Future for Unless<'_> {
    type Output = Option<Outcome>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.0.borrow_mut().as_mut() {
            Some(running) => running.as_mut().poll(context).map(Some),
            None => Poll::Ready(None),
        }
    }
}
