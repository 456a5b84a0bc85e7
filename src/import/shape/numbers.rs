//! Sums told for many, shared among them.

use crate::import::number::{number_text, parse_number};
use crate::import::plan::NumberPlan;

/// What each of `count` has of `total`, in the form that it was read in; as written where either is no number.
pub fn share(total: &str, count: &str, form: &NumberPlan) -> String {
    let read = |cell: &str| parse_number(cell.as_bytes(), form.comma);
    match (read(total), read(count)) {
        (Some(_), Some(0.0)) => String::new(),
        (Some(total), Some(count)) => {
            let each = number_text(total / count);
            if form.comma {
                each.replace('.', ",")
            } else {
                each
            }
        }
        _ => total.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_shared_in_the_form_it_was_written_in() {
        let comma = NumberPlan {
            comma: true,
            ..NumberPlan::default()
        };
        assert_eq!(share("3.195", "2", &NumberPlan::default()), "1.5975");
        assert_eq!(share("1,5", "2", &comma), "0,75");
        assert_eq!(share("9", "0", &comma), "");
        assert_eq!(share("n/a", "2", &comma), "n/a");
    }
}
