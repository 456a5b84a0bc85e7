//! Ids in addresses and names: `/product/48213` and `/product/917` are one touchpoint.

const ID: &str = ":id";

/// The value with each id in it as `:id`. Blanks, `/`, `?`, `&`, `=`, `#` and `;` stand between the parts.
pub fn without_ids(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut before = None;
    let mut rest = value;
    while !rest.is_empty() {
        let length = rest.find(is_border).unwrap_or(rest.len());
        let (part, after) = rest.split_at(length);
        text.push_str(if is_id(part, before) { ID } else { part });
        let mut chars = after.chars();
        before = chars.next();
        text.extend(before);
        rest = chars.as_str();
    }
    text
}

const fn is_border(c: char) -> bool {
    matches!(c, '/' | '?' | '&' | '=' | '#' | ';' | ' ' | '\u{a0}' | '\t')
}

/// A number (short ones only right after `/`, `=` or `#`), or a mixture of which at least half are digits.
fn is_id(part: &str, before: Option<char>) -> bool {
    let digits = part.bytes().filter(u8::is_ascii_digit).count();
    if digits == part.len() {
        let in_address = matches!(before, Some('/' | '=' | '#'));
        return digits >= if in_address { 1 } else { 4 };
    }
    let letters = part.bytes().filter(u8::is_ascii_alphabetic).count();
    let joins = part.bytes().filter(|b| matches!(b, b'-' | b'_')).count();
    let plain = digits + letters + joins == part.len();
    plain
        && (is_uuid(part) || is_hash(part) || (digits >= 3 && digits >= letters && !is_date(part)))
}

fn is_uuid(part: &str) -> bool {
    let lengths: Vec<usize> = part.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && part.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
}

/// Hexadecimal of eight signs or more, with digits among them.
fn is_hash(part: &str) -> bool {
    part.len() >= 8
        && part.bytes().all(|b| b.is_ascii_hexdigit())
        && part.bytes().filter(u8::is_ascii_digit).count() >= 2
}

/// `2026-01` is a month, not an id.
fn is_date(part: &str) -> bool {
    let pieces: Vec<&str> = part.split('-').collect();
    pieces.len() >= 2
        && pieces[0].len() == 4
        && pieces
            .iter()
            .all(|piece| piece.len() <= 4 && piece.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ids_go_and_names_stay() {
        for (value, expected) in [
            ("/product/48213", "/product/:id"),
            ("/product/7/reviews", "/product/:id/reviews"),
            ("/order?id=991&lang=fr", "/order?id=:id&lang=fr"),
            ("Order 10482", "Order :id"),
            ("/sku/SKU-48213", "/sku/:id"),
            ("/u/550e8400-e29b-41d4-a716-446655440000", "/u/:id"),
            ("/t/a8f3c9e1b2", "/t/:id"),
            ("Step 2", "Step 2"),
            ("Landing page v2", "Landing page v2"),
            ("/blog/2026-01/news", "/blog/2026-01/news"),
            ("Facebook", "Facebook"),
            ("décennie", "décennie"),
        ] {
            assert_eq!(without_ids(value), expected);
        }
    }

    proptest! {
        #[test]
        fn doing_it_twice_changes_nothing_more(value in "[a-z0-9/=?&# -]{0,24}|.{0,12}") {
            let once = without_ids(&value);
            prop_assert_eq!(without_ids(&once), once);
        }
    }
}
