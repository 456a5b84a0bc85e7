//! Screen A: the first visit. Drop, choose, paste, link, or open a sample.

use leptos::html;
use leptos::prelude::*;

use crate::ui::live::live;

use super::context::{Page, page};
use super::icons::{Icon, icon};
use super::opening::{self, Opening};
use super::recent::Recent;
use super::samples::Samples;
use crate::browser::{download, files, page as browser};
use crate::i18n::Msg;

#[component]
pub fn Start() -> impl IntoView {
    let page = page();
    view! {
        <main class="start" id="content" data-testid="start">
            <section class="hero">
                <h1 class="t-display">{page.say(Msg::StartTitle)}</h1>
                <p class="t-lead">{page.say(Msg::StartLead)}</p>
            </section>
            <div class="two">
                <DropZone />
                <div class="rec">
                    <Recent />
                    <div class="sec mt"><h2>{page.say(Msg::StartFromNothing)}</h2></div>
                    <button class="btn" data-testid="template" on:click=move |_| save_template(page)>
                        {icon(Icon::Download)} {page.say(Msg::CsvTemplate)}
                    </button>
                </div>
            </div>
            <Samples />
        </main>
    }
}

#[component]
fn DropZone() -> impl IntoView {
    let page = page();
    let pasting = NodeRef::<html::Dialog>::new();
    let linking = NodeRef::<html::Dialog>::new();
    let checking = NodeRef::<html::Dialog>::new();
    let open = |dialog: NodeRef<html::Dialog>| {
        move |_| {
            if let Some(dialog) = dialog.get() {
                // Already open: nothing to do.
                let _ = dialog.show_modal();
            }
        }
    };
    view! {
        <section class="dz" aria-label=page.say(Msg::ChooseFile)>
            <svg class="dzart" width="330" height="76" viewBox="0 0 330 76" aria-hidden="true">
                <path d="M8 52C62 52 70 16 120 16s58 46 106 46 48-32 96-32" class="dzl" />
                <circle cx="120" cy="16" r="10" fill="var(--em-p2)" />
                <path d="M114.5 14c1-1.8 2.7-1.8 3.7 0M121.8 14c1-1.8 2.7-1.8 3.7 0M115 17.500h10c-.5 4-9.5 4-10 0Z" stroke="var(--em-ink)" stroke-width="1.5" stroke-linecap="round" />
                <rect x="216" y="52" width="20" height="20" rx="4" fill="var(--em-m2)" />
                <path d="M221 57.500l3 2M231 57.500l-3 2M222 67c1.5-3 6.5-3 8 0" stroke="var(--em-ink)" stroke-width="1.8" stroke-linecap="round" />
            </svg>
            <h2 class="dzt">{page.say(Msg::DropHere)}</h2>
            <p class="t-meta">{page.say(Msg::DropFormats)}</p>
            <div class="dzb">
                <button class="btn primary big" data-testid="choose" on:click=move |_| browser::click("file-input")>
                    {icon(Icon::File)} {page.say(Msg::ChooseFile)}
                </button>
                <button class="btn big" data-testid="paste" on:click=open(pasting)>{page.say(Msg::PasteButton)}</button>
                <button class="btn big" data-testid="from-url" on:click=open(linking)>{page.say(Msg::FromUrl)}</button>
            </div>
            <p class="dzp">
                {icon(Icon::Lock)}
                <span>
                    <b>{page.say(Msg::Privacy)}</b> " " {page.say(Msg::PrivacyDetail)} " "
                    <button class="link" data-testid="how-to-check" on:click=open(checking)>{page.say(Msg::HowToCheck)}</button>
                </span>
            </p>
            <PasteDialog dialog=pasting />
            <LinkDialog dialog=linking />
            <super::requests::RequestsDialog dialog=checking />
        </section>
    }
}

#[component]
fn PasteDialog(dialog: NodeRef<html::Dialog>) -> impl IntoView {
    let page = page();
    let text = RwSignal::new(String::new());
    let submit = move |_| {
        close(dialog);
        opening::open(page, Opening::Text(text.get_untracked()));
    };
    view! {
        <dialog node_ref=dialog aria-labelledby="paste-title">
            <h2 class="t-h" id="paste-title">{page.say(Msg::PasteTitle)}</h2>
            <label class="t-meta" for="paste-text">{page.say(Msg::PasteHint)}</label>
            <textarea class="field" id="paste-text" data-testid="paste-text" spellcheck="false" prop:value=text
                on:input=move |event| text.set(event_target_value(&event))></textarea>
            <div class="acts">
                <button class="btn primary" data-testid="paste-open" on:click=submit>{page.say(Msg::PasteOpen)}</button>
                <button class="btn" on:click=move |_| close(dialog)>{page.say(Msg::Cancel)}</button>
            </div>
        </dialog>
    }
}

#[component]
fn LinkDialog(dialog: NodeRef<html::Dialog>) -> impl IntoView {
    let page = page();
    let address = RwSignal::new(String::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let address = address.get_untracked().trim().to_owned();
        if !address.is_empty() {
            close(dialog);
            opening::open(page, Opening::Address(address));
        }
    };
    // The site that will see the request is named before anything is fetched.
    let site =
        move || browser::site_of(address.get().trim()).filter(|_| !address.get().trim().is_empty());
    view! {
        <dialog node_ref=dialog aria-labelledby="link-title">
            <form on:submit=submit>
                <h2 class="t-h" id="link-title">{page.say(Msg::FromUrl)}</h2>
                <label class="t-meta" for="link-address">{page.say(Msg::UrlLabel)}</label>
                <input class="field" id="link-address" data-testid="url-input" type="text" inputmode="url" autocomplete="off" spellcheck="false"
                    prop:value=address on:input=move |event| address.set(event_target_value(&event)) />
                <p class="t-small mt" aria-live="polite">
                    {page.say(Msg::UrlHint)} " " {live(move || site().map(|site| view! { <b class="ink">{site}</b> }).into_any())}
                </p>
                <div class="acts">
                    <button class="btn primary" type="submit" data-testid="url-open">{page.say(Msg::UrlFetch)}</button>
                    <button class="btn" type="button" on:click=move |_| close(dialog)>{page.say(Msg::Cancel)}</button>
                </div>
            </form>
        </dialog>
    }
}

pub fn close(dialog: NodeRef<html::Dialog>) {
    if let Some(dialog) = dialog.get_untracked() {
        dialog.close();
    }
}

/// A table with every role, two journeys long, in the form that the visitor's spreadsheet writes.
fn save_template(page: Page) {
    let text = if page.lang.get_untracked().is_french() {
        "\u{feff}id_client;date_heure;etape;point_de_contact;canal;persona;satisfaction;montant;commentaire\r\n\
         C-001;05/01/2026 09:12;Découverte;Publicité;Web;Acheteurs pressés;4;;\r\n\
         C-001;06/01/2026 18:40;Achat;Commande;Web;Acheteurs pressés;3;129,90;Frais de port trop élevés\r\n\
         C-002;07/01/2026 11:05;Découverte;Visite;Magasin;Clients fidèles;5;;Très bien accueilli\r\n"
    } else {
        "customer_id,timestamp,stage,touchpoint,channel,persona,satisfaction,amount,comment\r\n\
         C-001,2026-01-05 09:12,Discovery,Advert,Web,Hurried buyers,4,,\r\n\
         C-001,2026-01-06 18:40,Purchase,Order,Web,Hurried buyers,3,129.90,Delivery cost too high\r\n\
         C-002,2026-01-07 11:05,Discovery,Visit,Store,Loyal regulars,5,,Very well received\r\n"
    };
    download::save_text("parcours-template.csv", "text/csv;charset=utf-8", text);
}

/// The file input of contract §7: always there, visually hidden.
#[component]
pub fn FileInput() -> impl IntoView {
    let page = page();
    let input = NodeRef::<html::Input>::new();
    let chosen = move |_| {
        if let Some(input) = input.get() {
            opening::open_files(page, files::from_input(&input));
        }
    };
    view! {
        <input class="vh" type="file" id="file-input" multiple=true tabindex="-1" node_ref=input on:change=chosen
            aria-label=page.say(Msg::ChooseFile) />
    }
}
