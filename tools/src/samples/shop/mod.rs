//! Home furniture: three personas, six stages, satisfaction 1 to 5.
//!
//! What is true in it: hurried buyers learn the delivery cost during the evaluation and fall there; half of them leave.
//! Regulars come back to buy again. Late deliveries hurt everyone a little, the set-up call heals.

mod stages;
mod walk;

use super::clock::{minutes_of, written};
use super::table::{Table, amount};
use super::words::{Tongue, said};
use stages::{EVALUATION, PERSONAS, STAGES};
use walk::events;

pub fn file(tongue: Tongue) -> Vec<u8> {
    let header = match tongue {
        Tongue::En => [
            "customer_id",
            "date_time",
            "profile",
            "stage",
            "channel",
            "touchpoint",
            "satisfaction",
            "amount",
            "comment",
        ],
        Tongue::Fr => [
            "id_client",
            "date_heure",
            "profil",
            "etape",
            "canal",
            "point_de_contact",
            "satisfaction",
            "montant_eur",
            "commentaire",
        ],
    };
    let mut table = Table::new(tongue, &header);
    for (i, event) in events().iter().enumerate() {
        for bad in bad_rows(i, tongue) {
            table.row(&bad);
        }
        let contact = event.contact;
        table.row(&[
            format!("C-{:04}", event.journey),
            written(event.minutes, tongue),
            said(PERSONAS[event.persona], tongue).to_owned(),
            said(STAGES[event.stage], tongue).to_owned(),
            said(contact.channel, tongue).to_owned(),
            said(contact.name, tongue).to_owned(),
            event
                .satisfaction
                .map(|s| s.to_string())
                .unwrap_or_default(),
            event.amount.map(|a| amount(a, tongue)).unwrap_or_default(),
            event
                .verbatim
                .map(|v| said(v, tongue).to_owned())
                .unwrap_or_default(),
        ]);
    }
    table.bytes()
}

/// Every real export has some rows that cannot be used: three of them, to be set aside and shown.
fn bad_rows(before: usize, tongue: Tongue) -> Vec<[String; 9]> {
    let row = |id: &str, date: &str| {
        let stage = said(STAGES[EVALUATION], tongue);
        let cells = [id, date, "", stage, "Web", "", "", "", ""];
        cells.map(str::to_owned)
    };
    let known = written(minutes_of(2026, 2, 3) + 600, tongue);
    match (before, tongue) {
        (411, _) => vec![row("", &known)],
        (1207, Tongue::En) => vec![row("C-0311", "to be confirmed")],
        (1207, Tongue::Fr) => vec![row("C-0311", "à confirmer")],
        (2980, _) => vec![row("C-0662", "")],
        _ => Vec::new(),
    }
}
