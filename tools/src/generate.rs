//! Made-up journey events to measure with, the same bytes for the same number of rows and seed on every machine.
//!
//! Integers only, no clock and no floating point, so that nothing can differ between machines.
use std::{
    fs::File,
    io::{self, BufWriter, Write},
};

const HEADER: &str = "journey_id,timestamp,persona,stage,channel,touchpoint,emotion,revenue";
pub const PERSONAS: &[&str] = &[
    "Bargain hunter",
    "Brand fan",
    "Busy parent",
    "First-time buyer",
    "Gift giver",
    "Professional",
];
pub const STAGES: &[&str] = &[
    "Awareness",
    "Consideration",
    "Evaluation",
    "Purchase",
    "Delivery",
    "Use",
    "Loyalty",
];
pub const CHANNELS: &[&str] = &[
    "web", "app", "e-mail", "phone", "shop", "social", "chat", "partner",
];
const TOUCHPOINTS: &[&str] = &[
    "Advertisement",
    "Search result",
    "Blog article",
    "Recommendation",
    "Newsletter",
    "Product page",
    "Comparison",
    "\"Reviews, filtered\"",
    "Price alert",
    "Configurator",
    "Chat with an adviser",
    "Demonstration",
    "Quote",
    "Basket",
    "Checkout",
    "Payment",
    "\"Order, confirmed\"",
    "Delivery notice",
    "Parcel tracking",
    "Delivery",
    "Set-up guide",
    "First use",
    "Help centre",
    "Call to support",
    "\"Survey: \"\"How was it?\"\"\"",
    "Renewal",
    "Referral",
    "Points",
    "Return",
    "Refund",
];
/// Seconds between two events: most within a visit, some hours or days later.
const WAITS: &[u64] = &[
    0, 15, 40, 60, 90, 120, 200, 300, 420, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400,
    172_800, 432_000, 1_036_800,
];
const DAYS: u64 = 150;
/// 2025-01-01T00:00:00Z in days since 1970.
const FIRST_DAY: u64 = 20_089;

/// `generate --rows N [--seed N] --out FILE`.
pub fn command(arguments: &[String]) -> Result<(), String> {
    let (mut rows, mut seed, mut out) = (1_000_000, 42, None);
    let mut rest = arguments.iter();
    while let Some(name) = rest.next() {
        let value = rest.next().ok_or(format!("{name} wants a value"))?;
        match name.as_str() {
            "--rows" => rows = value.parse().map_err(|_| "--rows wants a number")?,
            "--seed" => seed = value.parse().map_err(|_| "--seed wants a number")?,
            "--out" => out = Some(value),
            other => return Err(format!("generate: unknown option {other}")),
        }
    }
    let path = out.ok_or("generate wants --out FILE")?;
    let file = File::create(path).map_err(|error| format!("{path}: {error}"))?;
    write_events(BufWriter::new(file), rows, seed).map_err(|error| format!("{path}: {error}"))
}

/// Writes a CSV of `rows` events in the order of their times.
pub fn write_events(mut out: impl Write, rows: usize, seed: u64) -> io::Result<()> {
    let mut events = events(rows, &mut Chance(seed));
    events.sort_by_key(|event| event.second);
    writeln!(out, "{HEADER}")?;
    for event in events {
        event.write(&mut out)?;
    }
    out.flush()
}

struct Event {
    journey: u32,
    /// Since the first day.
    second: u64,
    persona: u8,
    stage: u8,
    channel: u8,
    touchpoint: u8,
    /// Tenths, −20 to 20.
    emotion: Option<i8>,
    cents: Option<u32>,
}

fn events(rows: usize, chance: &mut Chance) -> Vec<Event> {
    let mut events = Vec::with_capacity(rows);
    let mut journey = 0;
    while events.len() < rows {
        journey += 1;
        one_journey(journey, rows - events.len(), chance, &mut events);
    }
    events
}

fn one_journey(journey: u32, most: usize, chance: &mut Chance, events: &mut Vec<Event>) {
    let length = (2 + chance.below(10) + chance.below(12) * chance.below(3)) as usize;
    let persona = chance.below(PERSONAS.len() as u64) as u8;
    let (mut second, mut stage, mut channel) = (
        chance.below(DAYS * 86_400),
        chance.below(2),
        chance.below(CHANNELS.len() as u64),
    );
    for _ in 0..length.min(most) {
        events.push(Event {
            journey,
            second,
            persona,
            stage: stage as u8,
            channel: channel as u8,
            touchpoint: ((stage * 4 + chance.below(8)) % TOUCHPOINTS.len() as u64) as u8,
            emotion: (chance.below(20) > 0)
                .then(|| {
                    (chance.below(21) + chance.below(21)) as i8 - 20
                        + [2, 1, -3, 4, -4, 0, 1][stage as usize]
                })
                .map(|e| e.clamp(-20, 20)),
            cents: (stage == 3 && chance.below(5) < 2)
                .then(|| 500 + chance.below(300) as u32 * chance.below(200) as u32),
        });
        second +=
            WAITS[chance.below(WAITS.len() as u64) as usize] + chance.below(60) * chance.below(2);
        stage = match chance.below(100) {
            0..52 => stage,
            52..86 => (stage + 1).min(STAGES.len() as u64 - 1),
            86..95 => stage.saturating_sub(1),
            _ => chance.below(STAGES.len() as u64),
        };
        if chance.below(100) < 40 {
            channel = chance.below(CHANNELS.len() as u64);
        }
    }
}

impl Event {
    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let (day, second) = (FIRST_DAY + self.second / 86_400, self.second % 86_400);
        let (year, month, day) = date(day);
        let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
        write!(
            out,
            "J{:07},{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z,{},{},{},{},",
            self.journey,
            PERSONAS[usize::from(self.persona)],
            STAGES[usize::from(self.stage)],
            CHANNELS[usize::from(self.channel)],
            TOUCHPOINTS[usize::from(self.touchpoint)]
        )?;
        if let Some(tenths) = self.emotion {
            let sign = if tenths < 0 { "-" } else { "" };
            write!(out, "{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10)?;
        }
        match self.cents {
            Some(cents) => writeln!(out, ",{}.{:02}", cents / 100, cents % 100),
            None => writeln!(out, ","),
        }
    }
}

/// Year, month and day of a day since 1970, by the civil calendar's 400-year cycle that starts in March.
fn date(day: u64) -> (u64, u64, u64) {
    let shifted = day + 719_468;
    let (era, of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    (
        era * 400 + year_of_era + u64::from(month <= 2),
        month,
        of_year - (153 * month_from_march + 2) / 5 + 1,
    )
}

/// SplitMix64 (Steele, Lea and Flood, 2014): enough for made-up data.
struct Chance(u64);

impl Chance {
    /// A whole number from 0, less than `end`.
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(rows: usize, seed: u64) -> String {
        let mut bytes = Vec::new();
        write_events(&mut bytes, rows, seed).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes() {
        let (first, again, other) = (made(500, 1), made(500, 1), made(500, 2));
        assert_eq!(first, again);
        assert_ne!(first, other);
        assert_eq!(first.lines().count(), 501);
    }

    #[test]
    fn times_rise_through_the_file() {
        let text = made(2_000, 42);
        let times: Vec<&str> = text
            .lines()
            .skip(1)
            .map(|line| line.split(',').nth(1).unwrap())
            .collect();
        assert!(times.is_sorted());
    }

    #[test]
    fn dates_follow_the_calendar() {
        assert_eq!(date(0), (1970, 1, 1));
        assert_eq!(date(11_016), (2000, 2, 29));
        assert_eq!(date(FIRST_DAY), (2025, 1, 1));
    }
}
