//! What every component can reach: the signals of the page and the engine behind them.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::worker_client::WorkerClient;
use crate::chart::Target;
use crate::i18n::{Lang, Msg};
use crate::model::answer::{Detail, Overview, Personas, StagesFrom, Strip, TableInfo};
use crate::model::load::{LoadError, LoadErrorCode, LoadOptions, Review};
use crate::model::query::{Against, StripQuery};
use crate::model::time::TimeKind;
use crate::model::zone::Clock;
use crate::protocol::Progress;
use crate::state::{Choices, History, Preferences, View};

use super::notices::Notice;
use super::zones;

/// Where the page is between "nothing open" and "everything drawn".
#[derive(Debug, Clone, PartialEq)]
pub enum Phase {
    Starting,
    /// Nothing is open.
    Empty,
    Loading(Loading),
    /// The file waits for an answer.
    Review(Arc<Review>),
    Ready,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Loading {
    pub name: String,
    pub progress: Progress,
    pub started_ms: f64,
}

/// Where the open document came from: what a link can say of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Origin {
    pub name: String,
    /// The address it was fetched from (samples too).
    pub address: Option<String>,
    /// Its key among the files kept in this browser.
    pub kept: Option<String>,
    /// The options it was read with.
    pub options: LoadOptions,
    /// The share of the file that is open, where it is not all of it.
    pub part: Option<f64>,
}

/// The page's signals. `Copy`, so that closures take it along.
#[derive(Clone, Copy)]
pub struct Page {
    pub lang: RwSignal<Lang>,
    pub dark: RwSignal<bool>,
    pub preferences: RwSignal<Preferences>,
    pub embedded: bool,
    /// `review=0`: the best guess, never a question.
    pub never_review: bool,
    pub phase: RwSignal<Phase>,
    /// The last thing that went wrong, or is worth saying.
    pub notice: RwSignal<Option<Notice>>,
    pub origin: RwSignal<Option<Origin>>,
    pub info: RwSignal<Option<Arc<TableInfo>>>,
    pub history: RwSignal<History<Choices>>,
    pub choices: Memo<Choices>,
    pub view: RwSignal<View>,
    pub overview: RwSignal<Option<Arc<Overview>>>,
    pub strip: RwSignal<Option<Arc<Strip>>>,
    /// The window on the journeys strip that the scroll position asks for.
    pub strip_window: RwSignal<StripQuery>,
    /// 0: nearest.
    pub strip_zoom: RwSignal<usize>,
    pub detail: RwSignal<Option<Arc<Detail>>>,
    /// Personas side by side, while they are looked at.
    pub personas: RwSignal<Option<Arc<Personas>>>,
    pub against: RwSignal<Against>,
    pub hover: RwSignal<Option<Target>>,
    /// What the keyboard is on.
    pub focused: RwSignal<Option<Target>>,
    pub panel_open: RwSignal<bool>,
    /// The filters of a small screen are raised.
    pub filters_sheet: RwSignal<bool>,
    /// The pictures are read as tables.
    pub as_table: RwSignal<bool>,
    /// How much room the timeline has.
    pub form: Memo<crate::chart::timeline::Form>,
    /// What the table view is searched for.
    pub row_search: RwSignal<String>,
    /// The touchpoints are being grouped into stages.
    pub grouping: RwSignal<bool>,
    pub draft: RwSignal<Vec<(String, Vec<String>)>>,
    /// Width of the pictures, CSS pixels; 0 before they are laid out.
    pub chart_width: RwSignal<f64>,
    /// CSS pixels.
    pub window_width: RwSignal<f64>,
    pub window_height: RwSignal<f64>,
    pub engine: StoredValue<Option<WorkerClient>, LocalStorage>,
}

impl Page {
    pub fn text(self, msg: Msg) -> &'static str {
        self.lang.get().text(msg)
    }

    /// A text of the page that follows the language.
    pub fn say(self, msg: Msg) -> Signal<&'static str> {
        Signal::derive(move || self.lang.get().text(msg))
    }

    /// The same for a text that is chosen as the page changes.
    pub fn say_which(
        self,
        which: impl Fn() -> Msg + Send + Sync + 'static,
    ) -> Signal<&'static str> {
        self.say_chosen(Arc::new(which))
    }

    fn say_chosen(self, which: Arc<dyn Fn() -> Msg + Send + Sync>) -> Signal<&'static str> {
        Signal::derive(move || self.lang.get().text(which()))
    }

    /// Is a file open whose columns can be told otherwise?
    pub fn is_reviewable(self) -> bool {
        let from_file = |info: &TableInfo| info.stages_from != StagesFrom::Authored;
        !self.embedded
            && self
                .info
                .with(|info| info.as_deref().is_some_and(from_file))
    }

    /// Have the times of the open table a zone?
    pub fn shows_instants(self) -> bool {
        self.info.with(|info| {
            let time = info.as_ref().and_then(|info| info.time);
            time == Some(TimeKind::Instant)
        })
    }

    /// The clock that the times of the open table are shown on.
    pub fn clock(self) -> Clock {
        match self.shows_instants() {
            true => zones::own_clock(),
            false => Clock::default(),
        }
    }

    pub fn engine(self) -> Option<WorkerClient> {
        self.engine.with_value(Clone::clone)
    }

    /// The stages drawn, as ids; `None`: all.
    pub fn shown(self) -> Option<Vec<u32>> {
        let fit = match self.is_small() {
            true => SMALL_STEPS,
            false => steps_that_fit(self.chart_width.get()),
        };
        self.info.with(|info| {
            self.choices
                .with(|choices| choices.look.shown.ids(info.as_ref()?, fit))
        })
    }

    /// Names the thing that went wrong, once. What was asked of a table that another has replaced went wrong for nobody.
    pub fn fail(self, error: LoadError) {
        if error.code != LoadErrorCode::Superseded {
            self.notice.set(Some(Notice::Failed(error)));
        }
    }

    pub fn is_small(self) -> bool {
        self.window_width.get() < 640.0
    }
}

/// Steps on a small screen, where they run down: the journeys below have them side by side still.
const SMALL_STEPS: usize = 8;

/// Room of a step, CSS pixels: the 72 of the design language (§4.7) and a step's share of the right margin, so that steps keep their names.
const STEP_WIDTH: f64 = 78.0;

fn steps_that_fit(width_css: f64) -> usize {
    let width = if width_css > 0.0 { width_css } else { 800.0 };
    ((width - 50.0) / STEP_WIDTH).floor().clamp(3.0, 14.0) as usize
}

/// The page's context.
pub fn page() -> Page {
    expect_context::<Page>()
}
