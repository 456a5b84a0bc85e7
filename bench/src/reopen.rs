//! A file that is kept in the browser: read anew against restored from the table that lies beside it.
use parcours_e2e::{Browser, Failure, Kit, Outcome, Page, Places, Setup};
use serde_json::json;

use crate::{
    arguments::Arguments,
    compare::longest_task,
    data::{self, PATIENCE},
    measure::{Series, print_header},
};

/// Takes the table away, and leaves the file.
const WITHOUT_TABLE: &str = "
    const done = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
    const database = await done(indexedDB.open('parcours', 1));
    const store = () => database.transaction('files', 'readwrite').objectStore('files');
    const key = (await done(store().getAllKeys())).find(Array.isArray);
    await done(store().delete(key));
    database.close();";

#[derive(Default)]
struct Figures {
    answered: Series,
    painted: Series,
    task: Series,
}

impl Figures {
    async fn add(&mut self, page: &Page) -> Outcome {
        let start = mark(page, "load-start").await?;
        self.answered.add(mark(page, "first-result").await? - start);
        self.painted.add(mark(page, "first-paint").await? - start);
        self.task.add(longest_task(page, start).await?);
        Ok(())
    }

    fn print(&self, how: &str) {
        self.answered
            .print(&format!("{how} → summary() can answer"));
        self.painted.print(&format!("{how} → pictures"));
        self.task
            .print("longest task of the page meanwhile (0: < 50)");
    }
}

/// By turns in one window: reloaded with the table beside the file, and without. Every summary must be the first one.
pub async fn run(places: &Places, arguments: &Arguments) -> Outcome {
    let rows = arguments.rows.unwrap_or(1_000_000);
    let file = data::file(rows)?.display().to_string();
    let kit = Kit::new(Browser::Chromium, places.clone())?;
    let page = kit.open("", Setup::default()).await?;
    page.be_patient(PATIENCE);
    page.until(&["empty"]).await?;
    page.drop_files("body", &[file]).await?;
    until_marked(&page, "table-stored").await?;
    let expected = page.call("summary", &[json!({})]).await?;
    let (mut restored, mut read) = (Figures::default(), Figures::default());
    let mut writing = Series::default();
    for _ in 0..arguments.runs.unwrap_or(5) {
        for (figures, reached) in [
            (&mut restored, "table-restored"),
            (&mut read, "table-stored"),
        ] {
            if reached == "table-stored" {
                page.script_async(WITHOUT_TABLE, Vec::new()).await?;
            }
            crate::machine::quiet();
            page.reload().await?;
            until_marked(&page, reached).await?;
            until_marked(&page, "first-paint").await?;
            figures.add(&page).await?;
            if reached == "table-stored" {
                let shown = mark(&page, "first-paint").await?;
                writing.add(mark(&page, reached).await? - shown);
            }
            if page.call("summary", &[json!({})]).await? != expected {
                return Err(Failure::new("another summary after reopening"));
            }
        }
    }
    kit.finish().await?;
    print_header(&format!("{rows} events, reopened (ms)"));
    restored.print("restored");
    read.print("read anew");
    writing.print("pictures → table lies beside the file");
    let ratio = |of: &Series, to: &Series| of.quantile(0.5) / to.quantile(0.5);
    println!(
        "read anew / restored: numbers {:.2}, pictures {:.2}\n",
        ratio(&read.answered, &restored.answered),
        ratio(&read.painted, &restored.painted)
    );
    Ok(())
}

async fn until_marked(page: &Page, name: &str) -> Outcome {
    page.until_true(&format!(
        "performance.getEntriesByName('parcours:{name}').length"
    ))
    .await
}

async fn mark(page: &Page, name: &str) -> Outcome<f64> {
    page.mark(&format!("parcours:{name}"))
        .await?
        .ok_or_else(|| Failure::new(format!("the page has not set the mark parcours:{name}")))
}
