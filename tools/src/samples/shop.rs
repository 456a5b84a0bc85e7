//! Home furniture: three personas, six stages, satisfaction 1 to 5.
//!
//! What is true in it: hurried buyers learn the delivery cost during the evaluation and fall there; half of them leave.
//! Regulars come back to buy again. Late deliveries hurt everyone a little, the set-up call heals.

use super::clock::{DAY, HOUR, in_hours, minutes_of, written};
use super::random::Random;
use super::table::{Table, amount};
use super::words::{Both, Tongue, said};

const JOURNEYS: u32 = 715;

const PERSONAS: [Both; 3] = [
    ("Hurried buyers", "Acheteurs pressés"),
    ("Careful comparers", "Acheteurs réfléchis"),
    ("Loyal regulars", "Clients fidèles"),
];
const HURRIED: usize = 0;
const LOYAL: usize = 2;

const STAGES: [Both; 6] = [
    ("Discovery", "Découverte"),
    ("Evaluation", "Évaluation"),
    ("Purchase", "Achat"),
    ("Delivery", "Livraison"),
    ("Use", "Utilisation"),
    ("Loyalty", "Fidélité"),
];
const DISCOVERY: usize = 0;
const EVALUATION: usize = 1;
const PURCHASE: usize = 2;
const DELIVERY: usize = 3;
const USE: usize = 4;
const LOYALTY: usize = 5;

const WEB: Both = ("Web", "Web");
const STORE: Both = ("Store", "Magasin");
const EMAIL: Both = ("E-mail", "E-mail");
const PHONE: Both = ("Phone", "Téléphone");
const CHAT: Both = ("Chat", "Chat");

/// A touchpoint: name, channel, how often each persona meets it in its stage, and what it does to satisfaction.
struct Contact {
    name: Both,
    channel: Both,
    often: [f64; 3],
    lift: f64,
}

const fn contact(name: Both, channel: Both, often: [f64; 3], lift: f64) -> Contact {
    Contact {
        name,
        channel,
        often,
        lift,
    }
}

const CONTACTS: [&[Contact]; 6] = [
    &[
        contact(
            ("Video advert", "Publicité vidéo"),
            WEB,
            [5.0, 2.0, 1.0],
            -0.1,
        ),
        contact(
            ("Search engine", "Moteur de recherche"),
            WEB,
            [4.0, 5.0, 1.0],
            0.0,
        ),
        contact(("Catalogue", "Catalogue"), EMAIL, [1.0, 3.0, 4.0], 0.2),
        contact(("Shop window", "Vitrine"), STORE, [1.0, 2.0, 3.0], 0.3),
    ],
    &[
        contact(("Product page", "Fiche produit"), WEB, [5.0, 5.0, 3.0], 0.2),
        contact(
            ("Delivery cost revealed", "Frais de livraison"),
            WEB,
            [5.0, 2.0, 0.6],
            -0.8,
        ),
        contact(
            ("Store visit", "Visite en magasin"),
            STORE,
            [0.6, 2.0, 4.0],
            0.9,
        ),
        contact(
            ("Comparison site", "Comparateur"),
            WEB,
            [1.0, 4.0, 0.4],
            -0.1,
        ),
        contact(
            ("Chat with adviser", "Conseiller en ligne"),
            CHAT,
            [2.0, 1.5, 0.5],
            -0.5,
        ),
    ],
    &[
        contact(
            ("Checkout", "Paiement en ligne"),
            WEB,
            [6.0, 4.0, 2.0],
            -0.1,
        ),
        contact(("Store till", "Caisse"), STORE, [1.0, 2.0, 5.0], 0.3),
    ],
    &[
        contact(
            ("Delivery slot", "Choix du créneau"),
            EMAIL,
            [3.0, 3.0, 3.0],
            0.1,
        ),
        contact(
            ("Delivery to the door", "Livraison à domicile"),
            PHONE,
            [4.0, 4.0, 4.0],
            0.3,
        ),
        contact(
            ("Late delivery", "Livraison en retard"),
            PHONE,
            [2.0, 1.2, 1.0],
            -1.2,
        ),
    ],
    &[
        contact(
            ("Assembly guide", "Notice de montage"),
            WEB,
            [4.0, 3.0, 2.0],
            -0.3,
        ),
        contact(
            ("Set-up call", "Appel d’installation"),
            PHONE,
            [2.0, 2.0, 3.0],
            0.7,
        ),
        contact(
            ("After-sales service", "Service après-vente"),
            PHONE,
            [1.0, 1.0, 1.0],
            -0.4,
        ),
    ],
    &[
        contact(
            ("Loyalty card", "Carte de fidélité"),
            STORE,
            [1.0, 2.0, 4.0],
            0.2,
        ),
        contact(("Review left", "Avis laissé"), WEB, [2.0, 3.0, 2.0], 0.1),
        contact(
            ("Private sale", "Vente privée"),
            EMAIL,
            [1.0, 1.0, 3.0],
            0.3,
        ),
    ],
];

/// Mean satisfaction by stage and persona, before the touchpoint's own lift.
const MOOD: [[f64; 3]; 6] = [
    [3.5, 3.7, 3.9],
    [1.9, 2.9, 3.5],
    [3.4, 3.8, 4.2],
    [2.9, 3.4, 3.6],
    [3.7, 4.0, 4.4],
    [3.9, 4.2, 4.6],
];
/// Share that leaves after the stage.
const LEAVES: [[f64; 3]; 6] = [
    [0.10, 0.08, 0.05],
    [0.50, 0.36, 0.20],
    [0.02, 0.02, 0.01],
    [0.05, 0.04, 0.03],
    [0.62, 0.52, 0.30],
    [1.0, 1.0, 1.0],
];
/// Share that goes back one stage first.
const RETURNS: [f64; 6] = [0.0, 0.30, 0.10, 0.0, 0.08, 0.0];
/// Median wait to the next stage, days.
const WAITS: [f64; 6] = [1.2, 3.8, 0.4, 1.1, 27.0, 20.0];

const VERBATIMS: [&[(i8, Both)]; 6] = [
    &[
        (
            1,
            (
                "Nice video, I wanted to see more.",
                "Jolie vidéo, j’ai voulu en voir plus.",
            ),
        ),
        (
            -1,
            (
                "Too many adverts before the first sofa.",
                "Trop de publicités avant le premier canapé.",
            ),
        ),
    ],
    &[
        (
            -1,
            (
                "79 € for delivery? Now you tell me.",
                "79 € de livraison ? Vous me le dites maintenant.",
            ),
        ),
        (
            -1,
            (
                "Six minutes for one answer in the chat.",
                "Six minutes pour une réponse dans le chat.",
            ),
        ),
        (
            -1,
            (
                "I still cannot compare two sizes side by side.",
                "Je ne peux toujours pas comparer deux tailles côte à côte.",
            ),
        ),
        (
            1,
            (
                "The adviser in the store knew every fabric.",
                "Le conseiller en magasin connaissait tous les tissus.",
            ),
        ),
    ],
    &[
        (1, ("Very simple.", "Très simple.")),
        (
            -1,
            (
                "The promo code vanished at the last step.",
                "Le code promo a disparu à la dernière étape.",
            ),
        ),
    ],
    &[
        (
            -1,
            (
                "I took a day off for nothing.",
                "J’ai posé une journée pour rien.",
            ),
        ),
        (
            1,
            (
                "On time, careful, and they took the boxes.",
                "À l’heure, soigneux, et ils ont repris les cartons.",
            ),
        ),
    ],
    &[
        (
            1,
            (
                "The set-up call saved my evening.",
                "L’appel d’installation a sauvé ma soirée.",
            ),
        ),
        (
            -1,
            (
                "Step 7 of the guide is wrong.",
                "L’étape 7 de la notice est fausse.",
            ),
        ),
    ],
    &[
        (
            1,
            (
                "I send all my friends to you.",
                "Je vous envoie tous mes amis.",
            ),
        ),
        (
            -1,
            (
                "The card gives nothing I need.",
                "La carte n’offre rien d’utile.",
            ),
        ),
    ],
];

struct Event {
    journey: u32,
    persona: usize,
    minutes: i64,
    stage: usize,
    contact: usize,
    satisfaction: Option<u8>,
    amount: Option<f64>,
    verbatim: Option<Both>,
}

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
        let contact = &CONTACTS[event.stage][event.contact];
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

fn events() -> Vec<Event> {
    let mut random = Random::seeded(2026);
    let first = minutes_of(2026, 1, 1);
    let end = minutes_of(2026, 7, 1);
    let mut events = Vec::new();
    for journey in 1..=JOURNEYS {
        let persona = random.weighted(&[0.40, 0.38, 0.22]);
        let start = first + random.whole(0, 176) as i64 * DAY + random.whole(0, 1440) as i64;
        let temper = random.normal() * 0.35;
        let mut customer = Customer {
            journey,
            persona,
            temper,
            end,
            random: &mut random,
            events: &mut events,
        };
        customer.walk(start);
    }
    events.sort_by_key(|event| (event.minutes, event.journey));
    events
}

/// One customer on the way through the stages.
struct Customer<'a> {
    journey: u32,
    persona: usize,
    /// People differ more from each other than from themselves.
    temper: f64,
    /// The export ends here: what comes later is not in the file.
    end: i64,
    random: &'a mut Random,
    events: &'a mut Vec<Event>,
}

impl Customer<'_> {
    fn walk(&mut self, start: i64) {
        let persona = self.persona;
        let skips_discovery = persona == LOYAL && self.random.chance(0.15);
        let mut stage = if skips_discovery {
            EVALUATION
        } else {
            DISCOVERY
        };
        let mut minutes = start;
        let mut turns = 0;
        loop {
            minutes = self.visit(stage, minutes);
            if minutes >= self.end {
                return;
            }
            let eager = if persona == HURRIED { 1.3 } else { 0.8 };
            if turns < 3 && self.random.chance(RETURNS[stage] * eager) {
                turns += 1;
                minutes += self.wait(1.5);
                stage -= 1;
            } else if stage == LOYALTY && persona != HURRIED && turns < 3 && self.random.chance(0.3)
            {
                turns += 1;
                minutes += self.wait(WAITS[LOYALTY]);
                stage = PURCHASE;
            } else if self.random.chance(LEAVES[stage][persona]) {
                return;
            } else {
                minutes += self.wait(WAITS[stage]);
                stage += 1;
            }
        }
    }

    fn wait(&mut self, days: f64) -> i64 {
        (self.random.around(days, 0.8) * DAY as f64) as i64
    }

    /// One visit of a stage; answers the time of its end.
    fn visit(&mut self, stage: usize, start: i64) -> i64 {
        let count = match stage {
            EVALUATION => 1 + self.random.weighted(&[0.6, 0.3, 0.1]),
            PURCHASE | LOYALTY => 1,
            DELIVERY | USE => 1 + self.random.weighted(&[0.75, 0.25]),
            _ => 1 + self.random.weighted(&[0.85, 0.15]),
        };
        let mut minutes = start;
        for nth in 0..count {
            if nth > 0 {
                minutes += self.wait(if stage == USE { 12.0 } else { 1.0 });
            }
            minutes = in_hours(minutes, false, self.random);
            if minutes >= self.end {
                break;
            }
            self.meet(stage, minutes);
            minutes += self.random.whole(5, 4 * HOUR as u64) as i64;
        }
        minutes
    }

    fn meet(&mut self, stage: usize, minutes: i64) {
        let contacts = CONTACTS[stage];
        let weights: Vec<f64> = contacts.iter().map(|c| c.often[self.persona]).collect();
        let contact = self.random.weighted(&weights);
        let mood = MOOD[stage][self.persona] + contacts[contact].lift + self.temper;
        let mark = (mood + self.random.normal() * 0.75).round().clamp(1.0, 5.0) as u8;
        let satisfaction = self.random.chance(0.5).then_some(mark);
        let amount = (stage == PURCHASE).then(|| price(self.persona, self.random));
        let verbatim = satisfaction.and_then(|mark| quote(stage, mark, self.random));
        self.events.push(Event {
            journey: self.journey,
            persona: self.persona,
            minutes,
            stage,
            contact,
            satisfaction,
            amount,
            verbatim,
        });
    }
}

fn price(persona: usize, random: &mut Random) -> f64 {
    let median = [320.0, 540.0, 410.0][persona];
    let euros = random.around(median, 0.7).clamp(19.0, 4_380.0);
    (euros / 5.0).round() * 5.0 - 0.1
}

fn quote(stage: usize, mark: u8, random: &mut Random) -> Option<Both> {
    let side = match mark {
        1 | 2 => -1,
        4 | 5 => 1,
        _ => return None,
    };
    if !random.chance(0.2) {
        return None;
    }
    let fitting: Vec<Both> = VERBATIMS[stage]
        .iter()
        .filter(|(s, _)| *s == side)
        .map(|(_, text)| *text)
        .collect();
    (!fitting.is_empty()).then(|| *random.pick(&fitting))
}
