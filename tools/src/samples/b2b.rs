//! A software purchase between companies: a journey is a deal, with several people of one account over months.
//!
//! What is true in it: the larger the company, the longer the trial's verdict is awaited; large groups fall in the trial,
//! where their own security office says no; negotiations go back to the demonstration when a new person comes in.

use super::clock::{DAY, in_hours, minutes_of, written};
use super::random::Random;
use super::table::Table;
use super::words::{Both, Tongue, said};

const ACCOUNTS: u32 = 96;

const SIZES: [Both; 3] = [
    ("Small firms", "Petites entreprises"),
    ("Mid-size companies", "Entreprises moyennes"),
    ("Large groups", "Grands groupes"),
];
const GROUP: usize = 2;

const STAGES: [Both; 7] = [
    ("Need", "Besoin"),
    ("Research", "Recherche"),
    ("First contact", "Premier contact"),
    ("Demonstration", "Démonstration"),
    ("Trial", "Essai"),
    ("Negotiation", "Négociation"),
    ("Signature", "Signature"),
];
const DEMONSTRATION: usize = 3;
const TRIAL: usize = 4;
const NEGOTIATION: usize = 5;
const SIGNATURE: usize = 6;

const WEB: Both = ("Web", "Web");
const EMAIL: Both = ("E-mail", "E-mail");
const PHONE: Both = ("Phone", "Téléphone");
const VIDEO: Both = ("Video call", "Visioconférence");
const MEETING: Both = ("Meeting", "Réunion");

const LEAD: Both = ("Project lead", "Chef de projet");
const IT: Both = ("IT security", "Sécurité informatique");
const BUYER: Both = ("Purchasing", "Service achats");
const BOSS: Both = ("Director", "Direction");
const USER: Both = ("Future user", "Futur utilisateur");

struct Contact {
    name: Both,
    channel: Both,
    people: &'static [Both],
    /// How often each size meets it.
    often: [f64; 3],
    lift: f64,
}

const fn contact(
    name: Both,
    channel: Both,
    people: &'static [Both],
    often: [f64; 3],
    lift: f64,
) -> Contact {
    Contact {
        name,
        channel,
        people,
        often,
        lift,
    }
}

const CONTACTS: [&[Contact]; 7] = [
    &[
        contact(
            ("Article read", "Article lu"),
            WEB,
            &[LEAD, USER],
            [2.0, 2.0, 1.0],
            0.1,
        ),
        contact(
            ("Trade fair", "Salon professionnel"),
            MEETING,
            &[LEAD, BOSS],
            [1.0, 2.0, 3.0],
            0.3,
        ),
    ],
    &[
        contact(
            ("White paper", "Livre blanc"),
            WEB,
            &[LEAD],
            [1.0, 2.0, 2.0],
            0.1,
        ),
        contact(
            ("Webinar", "Webinaire"),
            VIDEO,
            &[LEAD, USER],
            [2.0, 2.0, 1.0],
            0.4,
        ),
        contact(
            ("Price page", "Page des tarifs"),
            WEB,
            &[LEAD, BUYER],
            [3.0, 2.0, 1.0],
            -0.5,
        ),
    ],
    &[
        contact(
            ("Call from sales", "Appel commercial"),
            PHONE,
            &[LEAD],
            [2.0, 2.0, 1.0],
            -0.1,
        ),
        contact(
            ("Qualification meeting", "Entretien de cadrage"),
            VIDEO,
            &[LEAD, BOSS],
            [1.0, 2.0, 3.0],
            0.2,
        ),
    ],
    &[
        contact(
            ("Product demonstration", "Démonstration du produit"),
            VIDEO,
            &[LEAD, USER, IT],
            [3.0, 3.0, 3.0],
            0.5,
        ),
        contact(
            ("Follow-up questions", "Questions complémentaires"),
            EMAIL,
            &[LEAD, IT, BUYER],
            [1.0, 2.0, 3.0],
            -0.1,
        ),
    ],
    &[
        contact(
            ("Trial opened", "Essai ouvert"),
            WEB,
            &[USER, LEAD],
            [3.0, 2.0, 2.0],
            0.4,
        ),
        contact(
            ("Security questionnaire", "Questionnaire de sécurité"),
            EMAIL,
            &[IT],
            [0.3, 1.5, 4.0],
            -1.0,
        ),
        contact(
            ("Support during trial", "Aide pendant l’essai"),
            PHONE,
            &[USER],
            [1.0, 2.0, 2.0],
            0.2,
        ),
    ],
    &[
        contact(
            ("Quote sent", "Devis envoyé"),
            EMAIL,
            &[LEAD, BUYER],
            [3.0, 2.0, 2.0],
            0.0,
        ),
        contact(
            ("Reminder sent", "Relance"),
            EMAIL,
            &[LEAD, BUYER],
            [1.0, 2.0, 3.0],
            -0.4,
        ),
        contact(
            ("Terms discussed", "Discussion des conditions"),
            MEETING,
            &[BUYER, BOSS],
            [0.5, 2.0, 4.0],
            -0.2,
        ),
    ],
    &[contact(
        ("Contract signed", "Contrat signé"),
        EMAIL,
        &[BOSS, BUYER],
        [1.0, 1.0, 1.0],
        0.8,
    )],
];

/// Mean feeling as noted by sales, −2 … +2, by stage and size.
const MOOD: [[f64; 3]; 7] = [
    [0.2, 0.3, 0.2],
    [0.3, 0.3, 0.3],
    [0.5, 0.4, 0.5],
    [1.0, 0.9, 0.9],
    [0.8, 0.2, -0.7],
    [0.2, 0.0, -0.3],
    [0.9, 0.9, 0.6],
];
const LEAVES: [[f64; 3]; 7] = [
    [0.02, 0.02, 0.02],
    [0.08, 0.06, 0.04],
    [0.14, 0.10, 0.08],
    [0.14, 0.14, 0.10],
    [0.18, 0.22, 0.28],
    [0.18, 0.20, 0.24],
    [1.0, 1.0, 1.0],
];
/// Median wait to the next stage, days.
const WAITS: [[f64; 3]; 7] = [
    [14.0, 26.0, 38.0],
    [11.0, 16.0, 22.0],
    [10.0, 14.0, 24.0],
    [13.0, 22.0, 35.0],
    [29.0, 66.0, 109.0],
    [14.0, 29.0, 48.0],
    [0.0, 0.0, 0.0],
];

struct Event {
    deal: u32,
    account: u32,
    size: usize,
    minutes: i64,
    stage: usize,
    contact: usize,
    person: Both,
    feeling: Option<i8>,
}

pub fn file(tongue: Tongue) -> Vec<u8> {
    let header = match tongue {
        Tongue::En => [
            "journey_id",
            "account",
            "segment",
            "actor",
            "date_time",
            "stage",
            "touchpoint",
            "channel",
            "emotion",
        ],
        Tongue::Fr => [
            "id_parcours",
            "compte",
            "segment",
            "acteur",
            "date_heure",
            "etape",
            "point_de_contact",
            "canal",
            "emotion",
        ],
    };
    let mut table = Table::new(tongue, &header);
    for event in events() {
        let contact = &CONTACTS[event.stage][event.contact];
        table.row(&[
            format!("D-{:03}", event.deal),
            company(event.account, tongue),
            said(SIZES[event.size], tongue).to_owned(),
            said(event.person, tongue).to_owned(),
            written(event.minutes, tongue),
            said(STAGES[event.stage], tongue).to_owned(),
            said(contact.name, tongue).to_owned(),
            said(contact.channel, tongue).to_owned(),
            event.feeling.map(|f| f.to_string()).unwrap_or_default(),
        ]);
    }
    table.bytes()
}

/// Made-up companies: a name and a trade, each pair once.
fn company(account: u32, tongue: Tongue) -> String {
    const NAMES: [&str; 12] = [
        "Alder",
        "Brume",
        "Calanque",
        "Dorval",
        "Estran",
        "Faubourg",
        "Garance",
        "Havre",
        "Iris",
        "Jonquille",
        "Kelvin",
        "Lagune",
    ];
    const TRADES: [Both; 8] = [
        ("Logistics", "Logistique"),
        ("Foods", "Alimentation"),
        ("Energy", "Énergie"),
        ("Textiles", "Textile"),
        ("Insurance", "Assurances"),
        ("Optics", "Optique"),
        ("Printing", "Imprimerie"),
        ("Health", "Santé"),
    ];
    let name = NAMES[account as usize % NAMES.len()];
    let trade = said(
        TRADES[account as usize / NAMES.len() % TRADES.len()],
        tongue,
    );
    format!("{name} {trade}")
}

fn events() -> Vec<Event> {
    let mut random = Random::seeded(96);
    let first = minutes_of(2025, 1, 6);
    let mut events = Vec::new();
    let mut deal = 0;
    for account in 0..ACCOUNTS {
        let size = random.weighted(&[0.34, 0.36, 0.30]);
        let deals = 1 + random.weighted(&[0.45, 0.35, 0.20]) as u32;
        for _ in 0..deals {
            deal += 1;
            let start = first + random.whole(0, 330) as i64 * DAY;
            let mut opportunity = Opportunity {
                deal,
                account,
                size,
                temper: random.normal() * 0.3,
                end: minutes_of(2026, 7, 1),
                random: &mut random,
                events: &mut events,
            };
            opportunity.walk(start);
        }
    }
    events.sort_by_key(|event| (event.minutes, event.deal));
    events
}

struct Opportunity<'a> {
    deal: u32,
    account: u32,
    size: usize,
    temper: f64,
    end: i64,
    random: &'a mut Random,
    events: &'a mut Vec<Event>,
}

impl Opportunity<'_> {
    fn walk(&mut self, start: i64) {
        let mut minutes = start;
        let mut stage = 0;
        let mut returns = 0;
        loop {
            minutes = self.visit(stage, minutes);
            if minutes >= self.end || stage == SIGNATURE {
                return;
            }
            let back = match stage {
                TRIAL => 0.12,
                NEGOTIATION => [0.10, 0.22, 0.38][self.size],
                _ => 0.0,
            };
            if returns < 2 && self.random.chance(back) {
                returns += 1;
                minutes += self.days(12.0);
                stage = DEMONSTRATION;
            } else if self.random.chance(LEAVES[stage][self.size]) {
                return;
            } else {
                minutes += self.days(WAITS[stage][self.size]);
                stage += 1;
            }
        }
    }

    fn days(&mut self, median: f64) -> i64 {
        (self.random.around(median, 0.55) * DAY as f64) as i64
    }

    fn visit(&mut self, stage: usize, start: i64) -> i64 {
        let most = [3, 3, 3, 3, 4, 4, 1][stage];
        let larger = usize::from(self.size == GROUP && stage > 1 && stage < SIGNATURE);
        let count = 1 + self.random.whole(0, most as u64) as usize + larger;
        let mut minutes = start;
        for nth in 0..count.min(most + 1) {
            if nth > 0 {
                minutes += self.days(3.0);
            }
            minutes = in_hours(minutes, true, self.random);
            if minutes >= self.end {
                break;
            }
            self.meet(stage, minutes);
            minutes += self.random.whole(10, 240) as i64;
        }
        minutes
    }

    fn meet(&mut self, stage: usize, minutes: i64) {
        let contacts = CONTACTS[stage];
        let weights: Vec<f64> = contacts.iter().map(|c| c.often[self.size]).collect();
        let contact = self.random.weighted(&weights);
        let mood = MOOD[stage][self.size] + contacts[contact].lift + self.temper;
        let feeling = (mood + self.random.normal() * 0.7).round().clamp(-2.0, 2.0) as i8;
        let person = *self.random.pick(contacts[contact].people);
        let feeling = self.random.chance(0.55).then_some(feeling);
        self.events.push(Event {
            deal: self.deal,
            account: self.account,
            size: self.size,
            minutes,
            stage,
            contact,
            person,
            feeling,
        });
    }
}
