//! Sorting by one compiled copy of the library's sort: every other one would add ten kilobytes to the worker.
//!
//! Not for the sorts that decide how fast a large table loads or answers. Must not know what is sorted.

use std::cmp::Ordering;

/// Which of two codes comes first.
pub type Compare<'a> = &'a dyn Fn(u32, u32) -> Ordering;

/// Codes that compare equal come by number. The library's sort that keeps their order instead is three times as large.
pub fn sort_numbers(codes: &mut [u32], compare: Compare<'_>) {
    codes.sort_unstable_by(|a, b| compare(*a, *b).then(a.cmp(b)));
}

/// Codes that compare equal keep their order.
pub fn sort_codes(codes: &mut [u32], compare: Compare<'_>) {
    let unsorted = codes.to_vec();
    let mut places: Vec<u32> = (0..codes.len() as u32).collect();
    sort_numbers(&mut places, &|a, b| {
        compare(unsorted[a as usize], unsorted[b as usize])
    });
    for (code, place) in codes.iter_mut().zip(places) {
        *code = unsorted[place as usize];
    }
}

/// The first `limit` codes (0: all) in order. Codes that compare equal come in any order.
pub fn first_codes(codes: &mut Vec<u32>, limit: usize, compare: Compare<'_>) {
    if limit > 0 && limit < codes.len() {
        codes.select_nth_unstable_by(limit - 1, |a, b| compare(*a, *b));
        codes.truncate(limit);
    }
    sort_numbers(codes, compare);
}

/// Items that compare equal keep their order.
pub fn sort_items<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let mut order: Vec<u32> = (0..items.len() as u32).collect();
    sort_numbers(&mut order, &|a, b| {
        compare(&items[a as usize], &items[b as usize])
    });
    let mut unsorted: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(
        order
            .into_iter()
            .filter_map(|at| unsorted[at as usize].take()),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_keep_their_order() {
        let mut items = vec![(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd')];
        sort_items(&mut items, |a, b| a.0.cmp(&b.0));
        assert_eq!(items, [(1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
    }

    #[test]
    fn codes_keep_their_order_and_numbers_are_put_in_theirs() {
        let tens = |a: u32, b: u32| (a / 10).cmp(&(b / 10));
        let mut codes = [25, 13, 21, 17, 11];
        sort_codes(&mut codes, &tens);
        assert_eq!(codes, [13, 17, 11, 25, 21]);
        sort_numbers(&mut codes, &tens);
        assert_eq!(codes, [11, 13, 17, 21, 25]);
    }

    #[test]
    fn the_first_are_in_order_and_no_limit_is_all() {
        let down = |a: u32, b: u32| b.cmp(&a);
        for (limit, expected) in [
            (2, vec![9, 7]),
            (0, vec![9, 7, 3, 1]),
            (5, vec![9, 7, 3, 1]),
        ] {
            let mut codes = vec![3, 9, 1, 7];
            first_codes(&mut codes, limit, &down);
            assert_eq!(codes, expected);
        }
    }
}
