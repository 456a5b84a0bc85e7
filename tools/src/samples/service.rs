//! Renewing an identity card: a public service with survey answers from 0 to 10.
//!
//! What is true in it: the wait for an appointment is the longest; seniors struggle with the online form; one file in five comes
//! back from the counter because a paper is missing, and goes through the form again.

use super::clock::{DAY, in_hours, minutes_of, written};
use super::random::Random;
use super::table::Table;
use super::words::{Both, Tongue, said};

const JOURNEYS: u32 = 620;

const PERSONAS: [Both; 3] = [
    ("Families", "Familles"),
    ("Seniors", "Seniors"),
    ("Young adults", "Jeunes adultes"),
];

const STAGES: [Both; 6] = [
    ("Information", "Information"),
    ("Online form", "Formulaire en ligne"),
    ("Appointment", "Rendez-vous"),
    ("Counter", "Guichet"),
    ("Production", "Fabrication"),
    ("Collection", "Retrait"),
];
const FORM: usize = 1;
const COLLECTION: usize = 5;

const WEB: Both = ("Website", "Site web");
const PHONE: Both = ("Phone", "Téléphone");
const HALL: Both = ("Town hall", "Mairie");
const SMS: Both = ("Text message", "SMS");

struct Contact {
    name: Both,
    channel: Both,
    weight: [f64; 3],
    lift: f64,
    /// The file goes back to the form.
    refuses: bool,
}

const fn contact(name: Both, channel: Both, weight: [f64; 3], lift: f64) -> Contact {
    Contact {
        name,
        channel,
        weight,
        lift,
        refuses: false,
    }
}

/// A moment of a visit: the share of visits that have it by persona, the median days since the step before, its ways.
struct Step {
    often: [f64; 3],
    after: f64,
    ways: &'static [Contact],
}

const fn step(often: [f64; 3], after: f64, ways: &'static [Contact]) -> Step {
    Step { often, after, ways }
}

const EVEN: [f64; 3] = [1.0, 1.0, 1.0];
/// Twenty minutes, five minutes: in days.
const AT_THE_DESK: f64 = 0.014;
const AT_ONCE: f64 = 0.0035;

const VISITS: [&[Step]; 6] = [
    &[
        step(
            EVEN,
            0.0,
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
        ),
        step(
            [0.7, 0.6, 0.65],
            0.3,
            &[contact(
                ("List of papers", "Liste des pièces"),
                WEB,
                EVEN,
                -0.1,
            )],
        ),
    ],
    &[
        step(
            [0.05, 0.55, 0.05],
            0.0,
            &[contact(
                ("Help from a relative", "Aide d’un proche"),
                WEB,
                EVEN,
                0.6,
            )],
        ),
        step(
            EVEN,
            0.4,
            &[contact(
                ("Form filled in", "Formulaire rempli"),
                WEB,
                EVEN,
                0.3,
            )],
        ),
        step(
            [0.8, 0.8, 0.8],
            0.7,
            &[
                contact(
                    ("Form complete", "Formulaire complet"),
                    WEB,
                    [4.0, 2.0, 3.5],
                    0.3,
                ),
                contact(
                    ("Photo refused", "Photo refusée"),
                    WEB,
                    [1.4, 3.0, 1.8],
                    -2.0,
                ),
            ],
        ),
    ],
    &[
        step(
            [0.45, 0.35, 0.45],
            0.0,
            &[contact(
                ("No slot left", "Plus de créneau"),
                WEB,
                EVEN,
                -1.6,
            )],
        ),
        step(
            EVEN,
            1.2,
            &[contact(("Slot found", "Créneau trouvé"), WEB, EVEN, 0.4)],
        ),
        step(
            [0.5, 0.5, 0.5],
            AT_ONCE,
            &[contact(("Confirmation", "Confirmation"), SMS, EVEN, 0.6)],
        ),
    ],
    &[
        step(
            [0.75, 0.75, 0.75],
            0.0,
            &[contact(("Welcome desk", "Accueil"), HALL, EVEN, -0.1)],
        ),
        step(
            EVEN,
            AT_THE_DESK,
            &[
                contact(
                    ("File accepted", "Dossier accepté"),
                    HALL,
                    [4.0, 4.0, 4.0],
                    0.9,
                ),
                Contact {
                    refuses: true,
                    ..contact(
                        ("Paper missing", "Pièce manquante"),
                        HALL,
                        [1.4, 1.0, 1.2],
                        -2.4,
                    )
                },
            ],
        ),
    ],
    &[
        step(
            [0.85, 0.85, 0.85],
            0.0,
            &[contact(("File sent", "Dossier transmis"), SMS, EVEN, 0.3)],
        ),
        step(
            [0.8, 0.8, 0.8],
            6.0,
            &[contact(("Card printed", "Carte imprimée"), SMS, EVEN, 0.3)],
        ),
    ],
    &[
        step(
            EVEN,
            0.0,
            &[contact(
                ("Card handed over", "Carte remise"),
                HALL,
                EVEN,
                0.4,
            )],
        ),
        step(
            [0.65, 0.6, 0.65],
            2.0,
            &[contact(
                ("Satisfaction survey", "Enquête de satisfaction"),
                SMS,
                EVEN,
                0.3,
            )],
        ),
    ],
];

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
const WAITS: [f64; 6] = [2.0, 1.5, 38.0, 3.0, 9.0, 0.0];

struct Event {
    file: u32,
    persona: usize,
    minutes: i64,
    stage: usize,
    contact: &'static Contact,
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
        let contact = event.contact;
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
        let mut minutes = start;
        let mut refused = false;
        for (nth, step) in self.steps(stage).into_iter().enumerate() {
            if nth > 0 {
                minutes += self.days(step.after).max(2);
            }
            let weights: Vec<f64> = step.ways.iter().map(|c| c.weight[self.persona]).collect();
            let contact = &step.ways[self.random.weighted(&weights)];
            minutes = in_hours(minutes, contact.channel == HALL, self.random);
            if minutes >= self.end {
                break;
            }
            self.meet(stage, contact, minutes);
            refused = contact.refuses;
        }
        (minutes, refused)
    }

    /// Those of the stage's steps that this visit has: at least one.
    fn steps(&mut self, stage: usize) -> Vec<&'static Step> {
        let mut steps = Vec::new();
        while steps.is_empty() {
            for step in VISITS[stage] {
                if self.random.chance(step.often[self.persona]) {
                    steps.push(step);
                }
            }
        }
        steps
    }

    fn meet(&mut self, stage: usize, contact: &'static Contact, minutes: i64) {
        let mood = MOOD[stage][self.persona] + contact.lift + self.temper;
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
    }
}
