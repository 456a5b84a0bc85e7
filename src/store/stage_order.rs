//! Which stages there are and in what order (contract §2): the user's, the file's, the numbering in the names, else the
//! observed one. Must not know filters: they never change it.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::model::ordering::{sort_codes, sort_items};
use crate::model::query::Lens;

use super::columns::TextColumn;
use super::dictionary::Dictionary;
use super::table::Columns;

/// The stages in order, and the stage id of each code of the step column.
pub(super) fn stages(columns: &Columns, lens: &Lens) -> (Dictionary, Vec<u32>) {
    let step = columns.step(!lens.groups.is_empty());
    let (names, name_of_step) = named(step, &lens.groups);
    let mut order = observed(columns, step, &names, &name_of_step);
    if !lens.groups.is_empty() {
        keep_group_order(&mut order, &names, &lens.groups);
    } else if let Some(told) = &columns.schema.stage_order {
        told_first(&mut order, &names, told);
    } else if let Some(numbered) = by_numbering(&names, columns.schema.stage) {
        order = numbered;
    }
    if let Some(told) = &lens.stage_order {
        told_first(&mut order, &names, told);
    }
    let mut place = vec![0; names.len()];
    let mut stages = Dictionary::default();
    for (at, name) in order.iter().enumerate() {
        place[*name as usize] = at as u32;
        stages.push(names.get(*name));
    }
    let stage_of_step = name_of_step
        .iter()
        .map(|name| place[*name as usize])
        .collect();
    (stages, stage_of_step)
}

/// Names of the stages in no particular order, and the name of each step: its group's, else its own.
/// A step that is called like a group belongs to it.
fn named(step: &TextColumn, groups: &[(String, Vec<String>)]) -> (Dictionary, Vec<u32>) {
    let mut group_of: HashMap<&str, &str, FixedState> = HashMap::default();
    for (group, members) in groups {
        for member in members {
            group_of.entry(member).or_insert(group);
        }
    }
    let mut names = Dictionary::default();
    let mut known: HashMap<&str, u32, FixedState> = HashMap::default();
    let name_of_step = step
        .names
        .iter()
        .map(|text| {
            let name = group_of.get(text).copied().unwrap_or(text);
            *known.entry(name).or_insert_with(|| {
                names.push(name);
                names.len() as u32 - 1
            })
        })
        .collect();
    (names, name_of_step)
}

/// By the mean over journeys with two events or more of index/(n−1), ties by code point; stages seen in one-event journeys
/// only come last.
fn observed(
    columns: &Columns,
    step: &TextColumn,
    names: &Dictionary,
    name_of_step: &[u32],
) -> Vec<u32> {
    let mut places = vec![(0.0_f64, 0_u64); step.names.len()];
    for journey in 0..columns.journey_count() {
        let events = columns.events(journey);
        if events.len() < 2 {
            continue;
        }
        let (weight, last) = (columns.weight(journey), (events.len() - 1) as f64);
        for (index, event) in events.enumerate() {
            let place = &mut places[step.codes.get(event) as usize];
            place.0 += index as f64 / last * f64::from(weight);
            place.1 += u64::from(weight);
        }
    }
    let mut by_name = vec![(0.0_f64, 0_u64); names.len()];
    for (place, name) in places.iter().zip(name_of_step) {
        by_name[*name as usize].0 += place.0;
        by_name[*name as usize].1 += place.1;
    }
    let means: Vec<i64> = by_name
        .iter()
        .map(|(sum, n)| match n {
            0 => i64::MAX,
            n => rounded(sum / *n as f64),
        })
        .collect();
    let mut order = names.by_name();
    sort_codes(&mut order, &|a, b| {
        means[a as usize].cmp(&means[b as usize])
    });
    order
}

/// Equal means must tie whatever the order in which their parts were added: compared to twelve decimals.
fn rounded(mean: f64) -> i64 {
    (mean * 1e12).round() as i64
}

/// The named ones first, in the told order; the others after them as they were.
fn told_first(order: &mut [u32], names: &Dictionary, told: &[String]) {
    let mut rank: HashMap<&str, usize, FixedState> = HashMap::default();
    for (at, name) in told.iter().enumerate() {
        rank.entry(name).or_insert(at);
    }
    let place = |name: u32| rank.get(names.get(name)).copied().unwrap_or(usize::MAX);
    sort_codes(order, &|a, b| place(a).cmp(&place(b)));
}

/// Groups stand in the user's order on the places that they take in the observed one.
fn keep_group_order(order: &mut [u32], names: &Dictionary, groups: &[(String, Vec<String>)]) {
    let rank = |name: u32| {
        let text = names.get(name);
        groups.iter().position(|(group, _)| group == text)
    };
    let mut ranked: Vec<(usize, u32)> = order
        .iter()
        .filter_map(|name| Some((rank(*name)?, *name)))
        .collect();
    sort_items(&mut ranked, Ord::cmp);
    let slots = order.iter_mut().filter(|name| rank(**name).is_some());
    for (slot, (_, name)) in slots.zip(ranked) {
        *slot = name;
    }
}

/// By the numbers before the names ("1. Awareness", "2.1 Demo"), where every stage but the empty one has its own;
/// names that are nothing but a number are numbered in a stage column only (elsewhere they are codes).
fn by_numbering(names: &Dictionary, stage_column: bool) -> Option<Vec<u32>> {
    let mut numbered = Vec::new();
    let mut empty = None;
    for (name, text) in names.iter().enumerate() {
        if text.is_empty() {
            empty = Some(name as u32);
        } else {
            numbered.push((numbering(text, stage_column)?, name as u32));
        }
    }
    sort_items(&mut numbered, Ord::cmp);
    let distinct = numbered.windows(2).all(|pair| pair[0].0 != pair[1].0);
    (numbered.len() >= 2 && distinct).then(|| {
        numbered
            .into_iter()
            .map(|entry| entry.1)
            .chain(empty)
            .collect()
    })
}

/// `[2, 1]` of "2.1 Demo"; `None` for a name that does not begin with a number and a separator.
fn numbering(name: &str, bare: bool) -> Option<Vec<u32>> {
    let mut rest = name.trim_start();
    let mut numbers = Vec::new();
    loop {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            break;
        }
        numbers.push(rest[..digits].parse().ok()?);
        rest = &rest[digits..];
        match rest.strip_prefix('.') {
            Some(after) if after.starts_with(|c: char| c.is_ascii_digit()) => rest = after,
            _ => break,
        }
    }
    let separated = rest.starts_with(|c: char| c.is_whitespace() || ".)-–—:/_".contains(c));
    let ends = rest.is_empty() && bare;
    (!numbers.is_empty() && (separated || ends)).then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(texts: &[&str]) -> Dictionary {
        let mut names = Dictionary::default();
        texts.iter().for_each(|text| names.push(text));
        names
    }

    #[test]
    fn numbers_before_the_names_give_the_order() {
        let numbered = by_numbering(&names(&["10. Use", "2) Buy", "", "1 - See"]), true);
        assert_eq!(numbered, Some(vec![3, 1, 0, 2]));
        assert_eq!(
            by_numbering(&names(&["2.10 a", "2.9 b"]), true),
            Some(vec![1, 0])
        );
        assert_eq!(by_numbering(&names(&["2", "1"]), true), Some(vec![1, 0]));
    }

    #[test]
    fn what_only_looks_numbered_does_not() {
        assert_eq!(by_numbering(&names(&["1. See", "Buy"]), true), None);
        assert_eq!(by_numbering(&names(&["1. See", "1. Buy"]), true), None);
        assert_eq!(by_numbering(&names(&["404", "200"]), false), None);
        assert_eq!(by_numbering(&names(&["3D view", "2D view"]), true), None);
    }

    #[test]
    fn told_stages_come_first_and_groups_keep_their_places() {
        let names = names(&["a", "b", "c", "d"]);
        let mut order = vec![3, 0, 1, 2];
        told_first(
            &mut order,
            &names,
            &["c".to_owned(), "x".to_owned(), "a".to_owned()],
        );
        assert_eq!(order, [2, 0, 3, 1]);
        let groups = [("d".to_owned(), vec![]), ("c".to_owned(), vec![])];
        keep_group_order(&mut order, &names, &groups);
        assert_eq!(order, [3, 0, 2, 1]);
    }
}
