//! Values that are probably one value: spellings that fold to the same, then those a letter or two apart.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::fold::bare;

/// Pairs are compared letter by letter only among so many values: the number of pairs grows with the square.
const MOST_COMPARED: usize = 400;

/// Groups of spellings of one value, each most frequent first; what is alone is in none.
/// `values`: distinct values with their counts.
pub fn groups(values: &[(String, u64)]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..values.len())
        .filter(|at| !values[*at].0.is_empty())
        .collect();
    crate::model::ordering::sort_items(&mut order, |a, b| {
        values[*b]
            .1
            .cmp(&values[*a].1)
            .then_with(|| values[*a].0.cmp(&values[*b].0))
    });
    let bares: Vec<String> = values.iter().map(|(value, _)| bare(value)).collect();
    let mut by_bare: HashMap<&str, usize, FixedState> = HashMap::default();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for at in order {
        let key = bares[at].as_str();
        let close = || {
            if groups.len() > MOST_COMPARED {
                return None;
            }
            groups
                .iter()
                .position(|group| is_close(&bares[group[0]], key))
        };
        let known = (!key.is_empty())
            .then(|| by_bare.get(key).copied().or_else(close))
            .flatten();
        match known {
            Some(group) => groups[group].push(at),
            None => groups.push(vec![at]),
        }
        let group = known.unwrap_or(groups.len() - 1);
        by_bare.entry(key).or_insert(group);
    }
    groups.retain(|group| group.len() > 1);
    groups
}

/// A slip of the hand: one letter in six or more, two in twelve or more, the first letter right, and no digit different.
fn is_close(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let shorter = a.len().min(b.len());
    let allowed = match shorter {
        0..=5 => return false,
        6..=11 => 1,
        _ => 2,
    };
    let digits = |text: &[char]| {
        text.iter()
            .filter(|c| c.is_numeric())
            .copied()
            .collect::<String>()
    };
    a.len().abs_diff(b.len()) <= allowed
        && a[0] == b[0]
        && digits(&a) == digits(&b)
        && distance(&a, &b) <= allowed
        && !is_plural(&a, &b)
}

/// "Return" and "Returns" may well be two things.
fn is_plural(a: &[char], b: &[char]) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    long.len() == short.len() + 1 && long.ends_with(&['s']) && long.starts_with(short)
}

/// Insertions, deletions, changes and swaps of neighbours (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let width = b.len() + 1;
    let mut cells: Vec<usize> = vec![0; (a.len() + 1) * width];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            let at = i * width + j;
            if i == 0 || j == 0 {
                cells[at] = i + j;
                continue;
            }
            let differs = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (cells[at - width] + 1)
                .min(cells[at - 1] + 1)
                .min(cells[at - width - 1] + differs);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(cells[at - 2 * width - 2] + 1);
            }
            cells[at] = best;
        }
    }
    cells[cells.len() - 1]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn grouped(values: &[(&str, u64)]) -> Vec<Vec<String>> {
        let values: Vec<(String, u64)> =
            values.iter().map(|(v, n)| ((*v).to_owned(), *n)).collect();
        let names = |group: Vec<usize>| group.into_iter().map(|at| values[at].0.clone()).collect();
        groups(&values).into_iter().map(names).collect()
    }

    #[test]
    fn spellings_of_one_value_meet_and_the_most_frequent_leads() {
        let found = grouped(&[
            ("Homepage", 3),
            ("homepage", 9),
            ("Home page", 1),
            ("Cart", 5),
        ]);
        assert_eq!(found, [["homepage", "Homepage", "Home page"]]);
        assert_eq!(
            grouped(&[("Évaluation", 50), ("Evaluation", 9), ("évaluation", 4)])[0].len(),
            3
        );
        assert_eq!(
            grouped(&[("Checkout", 50), ("Chekcout", 2), ("Checkouts", 2)]),
            [["Checkout", "Chekcout"]]
        );
    }

    #[test]
    fn other_values_stay_apart() {
        assert!(grouped(&[("Step 1", 5), ("Step 2", 5)]).is_empty());
        assert!(grouped(&[("Cart", 5), ("Card", 5)]).is_empty());
        assert!(grouped(&[("Opened", 5), ("Reopened", 5)]).is_empty());
        assert!(grouped(&[("", 5), ("-", 5), ("?", 2)]).is_empty());
    }

    proptest! {
        #[test]
        fn a_distance_is_symmetric_and_zero_only_for_equals(a in "[ab]{0,6}", b in "[ab]{0,6}") {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            prop_assert_eq!(distance(&a, &b), distance(&b, &a));
            prop_assert_eq!(distance(&a, &b) == 0, a == b);
        }
    }
}
