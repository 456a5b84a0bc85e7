//! A picture read as a table, from the same data; copied or downloaded as CSV.

use leptos::prelude::*;

use crate::ui::live::live;
use leptos::task::spawn_local;

use crate::browser::download;
use crate::chart::describe::Description;
use crate::chart::table::{Cell, DataTable, to_csv};
use crate::i18n::Msg;
use crate::ui::context::{Page, page};
use crate::ui::{export, session};

#[component]
pub fn Twin(#[prop(into)] table: Signal<Option<Description>>, name: &'static str) -> impl IntoView {
    let page = page();
    let caption = move || table.with(|table| table.as_ref().map(|table| table.summary.clone()));
    view! {
        <div class="scrolls astable" tabindex="0" role="region" aria-label=caption data-testid=format!("twin-{name}")>
            {live(move || table.get().map(|described| described.tables.into_iter().map(rows).collect_view()).into_any())}
        </div>
        <p class="metal">
            <button class="link" data-testid=format!("csv-{name}") on:click=move |_| save(page, table, name)>{page.say(Msg::DownloadCsv)}</button>
            <button class="link" on:click=move |_| copy(page, table)>{page.say(Msg::Copy)}</button>
        </p>
    }
}

fn rows(table: DataTable) -> impl IntoView {
    view! {
        <table class="data">
            <caption>{table.caption}</caption>
            <thead><tr>{table.columns.into_iter().map(|column| view! { <th scope="col" class:n=column.numeric>{column.text}</th> }).collect_view()}</tr></thead>
            <tbody>
                {table.rows.into_iter().map(|row| view! {
                    <tr>{row.into_iter().map(|cell| {
                        let numeric = matches!(cell, Cell::Number { .. });
                        view! { <td class:n=numeric>{cell.shown().to_owned()}</td> }
                    }).collect_view()}</tr>
                }).collect_view()}
            </tbody>
        </table>
    }
}

/// All tables of the picture, in the form that the reader's spreadsheet opens.
fn csv(page: Page, table: Signal<Option<Description>>) -> String {
    let separator = export::separator(page);
    table.with_untracked(|table| {
        let tables = table
            .as_ref()
            .map(|described| described.tables.as_slice())
            .unwrap_or_default();
        tables
            .iter()
            .map(|table| to_csv(table, separator))
            .collect::<Vec<_>>()
            .join("\r\n")
    })
}

fn save(page: Page, table: Signal<Option<Description>>, name: &str) {
    let file = format!("{}-{name}.csv", export::stem(page));
    download::save_text(
        &file,
        "text/csv;charset=utf-8",
        &format!("\u{feff}{}", csv(page, table)),
    );
}

fn copy(page: Page, table: Signal<Option<Description>>) {
    let text = csv(page, table);
    spawn_local(async move {
        let copied = download::copy_text(&text).await;
        session::say(
            page,
            if copied {
                Msg::Copied
            } else {
                Msg::CopyRefused
            },
        );
    });
}
