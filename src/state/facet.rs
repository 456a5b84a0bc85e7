//! The four lists of values that the rail filters on, and how a click on a value changes a list.

use super::Change;
use crate::model::filter::{Filter, JourneyFilter};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Facet {
    Persona,
    Channel,
    Stage,
    Touchpoint,
}

/// The kept values of a facet; `None` keeps all, an empty list nothing.
pub type Kept = Option<Vec<String>>;

impl Facet {
    pub const ALL: [Self; 4] = [Self::Persona, Self::Channel, Self::Stage, Self::Touchpoint];

    pub const fn change(self) -> Change {
        match self {
            Self::Persona => Change::Personas,
            Self::Channel => Change::Channels,
            Self::Stage => Change::Stages,
            Self::Touchpoint => Change::Touchpoints,
        }
    }

    /// The key that keeps whole journeys.
    pub fn of_journeys(self, filter: &mut JourneyFilter) -> &mut Kept {
        match self {
            Self::Persona => &mut filter.persona,
            Self::Channel => &mut filter.channel,
            Self::Stage => &mut filter.stage,
            Self::Touchpoint => &mut filter.touch,
        }
    }

    /// The key that keeps single events.
    pub fn of_events(self, filter: &mut Filter) -> &mut Kept {
        match self {
            Self::Persona => &mut filter.persona,
            Self::Channel => &mut filter.channel,
            Self::Stage => &mut filter.stage,
            Self::Touchpoint => &mut filter.touchpoint,
        }
    }

    pub(super) fn read(self, filter: &Filter, whole_journeys: bool) -> Option<&[String]> {
        let kept = if whole_journeys {
            let journeys = filter.journeys.as_ref()?;
            match self {
                Self::Persona => &journeys.persona,
                Self::Channel => &journeys.channel,
                Self::Stage => &journeys.stage,
                Self::Touchpoint => &journeys.touch,
            }
        } else {
            match self {
                Self::Persona => &filter.persona,
                Self::Channel => &filter.channel,
                Self::Stage => &filter.stage,
                Self::Touchpoint => &filter.touchpoint,
            }
        };
        kept.as_deref()
    }
}

/// `value` turned on or off. `all` is every value of the table: a list that holds them all becomes `None`.
pub fn toggled(kept: Option<&[String]>, value: &str, all: &[String]) -> Kept {
    let is_on = |name: &str| kept.is_none_or(|list| list.iter().any(|v| v == name));
    let turn_on = !is_on(value);
    let mut list: Vec<String> = all
        .iter()
        .filter(|name| {
            if name.as_str() == value {
                turn_on
            } else {
                is_on(name)
            }
        })
        .cloned()
        .collect();
    if list.len() == all.len() && !all.is_empty() {
        return None;
    }
    // Values that the present table does not have (a filter from another file) stay.
    let strangers = kept
        .unwrap_or_default()
        .iter()
        .filter(|name| !all.contains(name) && name.as_str() != value);
    list.extend(strangers.cloned());
    if turn_on && !all.iter().any(|name| name == value) {
        list.push(value.to_owned());
    }
    Some(list)
}

/// Only `value`; all again where it already stands alone.
pub fn soloed(kept: Option<&[String]>, value: &str) -> Kept {
    match kept {
        Some([only]) if only == value => None,
        _ => Some(vec![value.to_owned()]),
    }
}
