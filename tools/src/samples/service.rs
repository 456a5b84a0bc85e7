//! Renewing an identity card: a public service with survey answers from 0 to 10.
//!
//! What is true in it: the wait for an appointment is the longest; seniors struggle with the online form; one file in five comes
//! back from the counter because a paper is missing, and goes through the form again.

use super::clock::{DAY, HOUR, in_hours, minutes_of, written};
use super::random::Random;
use super::table::Table;
use super::words::{Both, Tongue, said};

const JOURNEYS: u32 = 620;

const PERSONAS: [Both; 3] = [
    ("Families", "Familles"),
    ("Seniors", "Seniors"),
    ("Young adults", "Jeunes adultes"),
];
const SENIORS: usize = 1;

const STAGES: [Both; 6] = [
    ("Information", "Information"),
    ("Online form", "Formulaire en ligne"),
    ("Appointment", "Rendez-vous"),
    ("Counter", "Guichet"),
    ("Production", "Fabrication"),
    ("Collection", "Retrait"),
];
const FORM: usize = 1;
const COUNTER: usize = 3;
const COLLECTION: usize = 5;

const WEB: Both = ("Website", "Site web");
const PHONE: Both = ("Phone", "Téléphone");
const HALL: Both = ("Town hall", "Mairie");
const SMS: Both = ("Text message", "SMS");

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
            ("Information page", "Page d’information"),
            WEB,
            [4.0, 1.0, 5.0],
            0.2,
        ),
        contact(
            ("Call to the helpline", "Appel à l’assistance"),
            PHONE,
            [1.0, 4.0, 1.0],
            0.0,
        ),
    ],
    &[
        contact(
            ("Form filled in", "Formulaire rempli"),
            WEB,
            [5.0, 3.0, 5.0],
            0.3,
        ),
        contact(
            ("Photo refused", "Photo refusée"),
            WEB,
            [1.0, 3.0, 1.5],
            -2.0,
        ),
        contact(
            ("Help from a relative", "Aide d’un proche"),
            WEB,
            [0.3, 3.0, 0.3],
            0.6,
        ),
    ],
    &[
        contact(("Slot found", "Créneau trouvé"), WEB, [4.0, 3.0, 4.0], 0.4),
        contact(
            ("No slot left", "Plus de créneau"),
            WEB,
            [3.0, 2.0, 3.0],
            -1.6,
        ),
        contact(("Reminder", "Rappel"), SMS, [2.0, 1.0, 3.0], 0.6),
    ],
    &[
        contact(
            ("File accepted", "Dossier accepté"),
            HALL,
            [4.0, 4.0, 4.0],
            0.9,
        ),
        contact(
            ("Paper missing", "Pièce manquante"),
            HALL,
            [1.4, 1.0, 1.2],
            -2.4,
        ),
    ],
    &[contact(
        ("Progress notice", "Avis d’avancement"),
        SMS,
        [1.0, 1.0, 1.0],
        0.3,
    )],
    &[contact(
        ("Card handed over", "Carte remise"),
        HALL,
        [1.0, 1.0, 1.0],
        0.4,
    )],
];
/// In [`CONTACTS`] of the counter.
const PAPER_MISSING: usize = 1;

/// Mean answer by stage and persona, 0 … 10.
const MOOD: [[f64; 3]; 6] = [
    [6.8, 6.6, 7.4],
    [6.4, 4.5, 7.0],
    [5.6, 6.0, 5.9],
    [7.0, 7.6, 6.8],
    [6.6, 7.0, 6.4],
    [8.4, 8.9, 8.2],
];
const LEAVES: [[f64; 3]; 6] = [
    [0.04, 0.05, 0.06],
    [0.05, 0.14, 0.05],
    [0.05, 0.03, 0.10],
    [0.01, 0.01, 0.01],
    [0.0, 0.0, 0.0],
    [1.0, 1.0, 1.0],
];
/// Median wait to the next stage, days.
const WAITS: [f64; 6] = [2.0, 1.5, 38.0, 3.0, 14.0, 0.0];

struct Event {
    file: u32,
    persona: usize,
    minutes: i64,
    stage: usize,
    contact: usize,
    answer: Option<u8>,
}

pub fn file(tongue: Tongue) -> Vec<u8> {
    let header = match tongue {
        Tongue::En => [
            "case_id",
            "date_time",
            "profile",
            "stage",
            "touchpoint",
            "channel",
            "nps",
        ],
        Tongue::Fr => [
            "id_dossier",
            "date_heure",
            "profil",
            "etape",
            "point_de_contact",
            "canal",
            "note_recommandation",
        ],
    };
    let mut table = Table::new(tongue, &header);
    for event in events() {
        let contact = &CONTACTS[event.stage][event.contact];
        table.row(&[
            format!("{:05}", 40_000 + event.file),
            written(event.minutes, tongue),
            said(PERSONAS[event.persona], tongue).to_owned(),
            said(STAGES[event.stage], tongue).to_owned(),
            said(contact.name, tongue).to_owned(),
            said(contact.channel, tongue).to_owned(),
            event.answer.map(|a| a.to_string()).unwrap_or_default(),
        ]);
    }
    table.bytes()
}

fn events() -> Vec<Event> {
    let mut random = Random::seeded(620);
    let first = minutes_of(2025, 9, 1);
    let mut events = Vec::new();
    for file in 1..=JOURNEYS {
        let start = first + random.whole(0, 255) as i64 * DAY + random.whole(0, 1440) as i64;
        let mut citizen = Citizen {
            file,
            persona: random.weighted(&[0.42, 0.25, 0.33]),
            temper: random.normal() * 0.9,
            end: minutes_of(2026, 6, 1),
            random: &mut random,
            events: &mut events,
        };
        citizen.walk(start);
    }
    events.sort_by_key(|event| (event.minutes, event.file));
    events
}

struct Citizen<'a> {
    file: u32,
    persona: usize,
    temper: f64,
    end: i64,
    random: &'a mut Random,
    events: &'a mut Vec<Event>,
}

impl Citizen<'_> {
    fn walk(&mut self, start: i64) {
        let mut minutes = start;
        let mut stage = 0;
        loop {
            let (after, refused) = self.visit(stage, minutes);
            minutes = after;
            if minutes >= self.end {
                return;
            }
            if refused && self.random.chance(0.85) {
                minutes += self.days(3.0);
                stage = FORM;
            } else if refused
                || stage == COLLECTION
                || self.random.chance(LEAVES[stage][self.persona])
            {
                return;
            } else {
                minutes += self.days(WAITS[stage]);
                stage += 1;
            }
        }
    }

    fn days(&mut self, median: f64) -> i64 {
        (self.random.around(median, 0.6) * DAY as f64) as i64
    }

    /// The time after the visit, and whether the file was sent back.
    fn visit(&mut self, stage: usize, start: i64) -> (i64, bool) {
        let count = match stage {
            FORM if self.persona == SENIORS => 1 + self.random.whole(0, 3) as usize,
            FORM | 2 => 1 + self.random.whole(0, 2) as usize,
            _ => 1,
        };
        let at_counter = stage >= COUNTER && stage != 4;
        let mut minutes = start;
        let mut refused = false;
        for _ in 0..count {
            minutes = in_hours(minutes, at_counter, self.random);
            if minutes >= self.end {
                break;
            }
            refused = self.meet(stage, minutes);
            minutes += self.random.whole(10, 20 * HOUR as u64) as i64;
        }
        (minutes, refused)
    }

    fn meet(&mut self, stage: usize, minutes: i64) -> bool {
        let contacts = CONTACTS[stage];
        let weights: Vec<f64> = contacts.iter().map(|c| c.often[self.persona]).collect();
        let contact = self.random.weighted(&weights);
        let mood = MOOD[stage][self.persona] + contacts[contact].lift + self.temper;
        let answer = (mood + self.random.normal() * 1.7).round().clamp(0.0, 10.0) as u8;
        let answer = self.random.chance(0.5).then_some(answer);
        self.events.push(Event {
            file: self.file,
            persona: self.persona,
            minutes,
            stage,
            contact,
            answer,
        });
        stage == COUNTER && contact == PAPER_MISSING
    }
}
