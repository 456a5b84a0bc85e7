//! Which of several tables is the main one, and what each of the others is to it: by headers, keys and values.

use super::{OneTable, Tables};
use crate::import::clean::cleaning;
use crate::import::plan::{Plan, plan};
use crate::import::words::fold;
use crate::model::load::{Finding, LoadError, LoadOptions, Question, Role};
use crate::model::shape::{Shape, TableUse};

pub fn arrange(heads: &[(&[u8], bool)], options: &LoadOptions) -> Result<Tables, LoadError> {
    let told = |at: usize| options.tables.get(at).and_then(|table| table.how.clone());
    let mut main = (0..heads.len()).find(|at| told(*at) == Some(TableUse::Main));
    let plan_main = |at: usize| {
        let (head, complete) = heads[at];
        let table = options.tables.get(at);
        let named = LoadOptions {
            name: table.map(|table| table.name.clone()),
            format: table.and_then(|table| table.format).or(options.format),
            ..options.clone()
        };
        plan(head, complete, &named)
    };
    if main.is_none() && options.roles.is_some() {
        // Told roles speak of the file that has such columns.
        main = (0..heads.len()).find(|at| plan_main(*at).is_ok());
    }
    let mut plans = Vec::with_capacity(heads.len());
    for (at, (head, complete)) in heads.iter().enumerate() {
        plans.push(if main == Some(at) {
            plan_main(at)?
        } else {
            plan(head, *complete, &side_options(options, at))?
        });
    }
    let is_planned = main.is_some();
    let main = main.unwrap_or_else(|| best(&plans, told));
    if !is_planned {
        // What is told of the whole load (a scale, a shape, `review: false`) is about the main table.
        plans[main] = plan_main(main)?;
    }
    let mut found: Vec<(TableUse, Finding)> = Vec::with_capacity(plans.len());
    for at in 0..plans.len() {
        if at == main {
            found.push((TableUse::Main, Finding::default()));
            continue;
        }
        let (how, evidence) = found_use(&plans[main], &plans[at]);
        let how = told(at).unwrap_or(how);
        if how == TableUse::Stack {
            let (head, complete) = heads[at];
            let mut alike = like_main(&plans[main], &plans[at], side_options(options, at));
            if let Some(cleaning) = cleaning().filter(|_| !same_header(&plans[main], &plans[at])) {
                alike.recipe = (cleaning.of_events)(&plans[main].options.recipe);
            }
            alike.recipe = alike.recipe.of_file(at as u32 + 1);
            plans[at] = plan(head, complete, &alike)?;
        }
        found.push((how, evidence));
    }
    let names = options.tables.iter().map(|table| table.name.clone());
    // Only wanted for the comparison.
    plans.iter_mut().for_each(|plan| plan.values = Vec::new());
    let tables = names
        .zip(plans)
        .zip(found)
        .map(|((name, plan), (how, evidence))| OneTable {
            name,
            plan,
            how,
            evidence,
        });
    Ok(Tables {
        tables: tables.collect(),
        main,
    })
}

/// A table beside the main one is never asked about its roles: it is used for what it has.
fn side_options(options: &LoadOptions, at: usize) -> LoadOptions {
    let told = &options.tables[at];
    LoadOptions {
        name: Some(told.name.clone()),
        format: told.format,
        roles: told.roles.clone(),
        date_order: options.date_order,
        time_zone: options.time_zone.clone(),
        zone: options.zone.clone(),
        english: options.english,
        tables: options.tables.clone(),
        ..LoadOptions::default()
    }
}

/// A stacked table with the main one's header means the same by it; what it leaves open is as in the main one.
fn like_main(main: &Plan, other: &Plan, mut options: LoadOptions) -> LoadOptions {
    if same_header(main, other) {
        options.roles.get_or_insert_with(|| {
            let mut roles = main.named_roles();
            for names in roles.values_mut() {
                names.retain(|name| other.names.contains(name));
            }
            roles
        });
        options.recipe = main.options.recipe.clone();
        options.shape = Some(main.shape().clone());
        options.scale = main.emotion.as_ref().map(|emotion| emotion.scale);
    }
    let open = |question: &Question| matches!(question, Question::DateOrder { .. });
    if other.questions().iter().any(open) {
        let time = first(main, Role::Time).and_then(|column| main.profiles.get(column));
        options.date_order = time.and_then(|profile| profile.times.votes.decided());
    }
    options
}

fn same_header(main: &Plan, other: &Plan) -> bool {
    // The stages that a cleaning step adds are no column of the file.
    let own = main.names.len() - usize::from(main.mapped_stage);
    own == other.names.len() && main.names[..own].iter().all(|n| other.names.contains(n))
}

/// The table that tells most of journeys: with touchpoints or stages of its own, then with most rows.
fn best(plans: &[Plan], told: impl Fn(usize) -> Option<TableUse>) -> usize {
    let worth = |at: &usize| {
        let plan = &plans[*at];
        let events = plan.needed_roles().is_ok();
        let own = events && matches!(plan.shape(), Shape::Events | Shape::StartComplete { .. });
        let rows = plan.profiles.first().map_or(0, |profile| profile.rows);
        (told(*at).is_none(), own, events, rows, usize::MAX - at)
    };
    (0..plans.len()).max_by_key(worth).unwrap_or_default()
}

fn found_use(main: &Plan, other: &Plan) -> (TableUse, Finding) {
    let roles = |agree: usize| Finding {
        agree: agree as u32,
        of: other.names.len() as u32,
        ..Finding::default()
    };
    let same = other
        .names
        .iter()
        .filter(|name| main.names.contains(name))
        .count();
    if same_header(main, other) {
        return (TableUse::Stack, roles(same));
    }
    let timed = main.time.is_none() || other.time.is_some();
    let own = matches!(other.shape(), Shape::Events) && other.time.is_some();
    if other.needed_roles().is_ok() && timed {
        if own {
            return (TableUse::Stack, roles(same));
        }
        let journeys = shared(
            main,
            first(main, Role::Journey),
            other,
            first(other, Role::Journey),
        );
        if journeys.agree > 0 {
            return (TableUse::Events, journeys);
        }
    }
    match key(main, other) {
        Some((how, evidence)) => (how, evidence),
        None => (TableUse::Ignore, roles(0)),
    }
}

fn first(plan: &Plan, role: Role) -> Option<usize> {
    plan.roles.of(role).first().copied()
}

/// How many of the values of one column are values of the other.
fn shared(main: &Plan, ours: Option<usize>, other: &Plan, theirs: Option<usize>) -> Finding {
    let values = |plan: &Plan, column: Option<usize>| {
        column
            .and_then(|column| plan.values.get(column).cloned())
            .unwrap_or_default()
    };
    let (ours, theirs) = (values(main, ours), values(other, theirs));
    let found = |value: &&String| theirs.binary_search(value).is_ok();
    Finding {
        agree: ours.iter().filter(found).count() as u32,
        of: ours.len() as u32,
        example: ours.iter().find(found).cloned(),
        line: None,
    }
}

/// The best pair of columns to look rows up by: different in every row there, mostly known here, called alike where they are.
fn key(main: &Plan, other: &Plan) -> Option<(TableUse, Finding)> {
    let mut best: Option<(u32, usize, usize, Finding)> = None;
    for theirs in 0..other.names.len() {
        let profile = &other.profiles[theirs];
        if profile.filled < 2 || profile.distinct != profile.filled || profile.times.is_calendar() {
            continue;
        }
        for ours in 0..main.names.len() {
            let evidence = shared(main, Some(ours), other, Some(theirs));
            let part = evidence.agree * 100 / evidence.of.max(1);
            let alike = fold(&main.names[ours]) == fold(&other.names[theirs]);
            let enough = if alike { 1 } else { 80 };
            let strength = part + if alike { 200 } else { 0 };
            let stronger = best.as_ref().is_none_or(|(known, ..)| strength > *known);
            if evidence.agree > 0 && part >= enough && stronger {
                best = Some((strength, theirs, ours, evidence));
            }
        }
    }
    best.map(|(_, theirs, ours, evidence)| {
        let how = TableUse::Join {
            key: other.names[theirs].clone(),
            main_key: main.names[ours].clone(),
        };
        (how, evidence)
    })
}
