//! What a visitor fetches before any file is dropped, weighed as a server would send it: compressed with brotli.
use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::finish::files_below;

/// The most that all of it may weigh, in bytes.
const BUDGET: usize = 400_000;

/// What lies in the build and is fetched only when someone asks for it; a browser test sees that a first visit does not.
const ON_DEMAND: &[&str] = &["samples", "parcours.schema.json"];

/// The modules that a first visit does without: they come with the first file, with the table view or the first cleaning step, and
/// with the first file that is no text.
const LATER: &[&str] = &["workbench-", "desk-", "formats-"];

/// `sizes`: prints the table and fails over the budget.
pub fn command(arguments: &[String]) -> Result<(), String> {
    let dist = PathBuf::from(arguments.first().map_or("dist", String::as_str));
    let rows = weigh(&dist, |path| !on_demand(path))?;
    if rows.is_empty() {
        return Err(format!(
            "{} holds no page: run ./scripts/build first",
            dist.display()
        ));
    }
    for row in &rows {
        println!("{:>9} {:>9}  {}", row.plain, row.compressed, row.name);
    }
    let total = total(&rows);
    println!(
        "{:>9} {total:>9}  all that is fetched before a file is dropped (bytes plain, and with brotli; the budget is {BUDGET})",
        rows.iter().map(|row| row.plain).sum::<usize>()
    );
    println!();
    for row in &weigh(&dist, |path| {
        path.to_str()
            .is_some_and(|name| is_module(name) && name.ends_with(".wasm"))
    })? {
        println!(
            "{:>9} {:>9}  {} (fetched when it is needed)",
            row.plain, row.compressed, row.name
        );
    }
    within_budget(total)
}

struct Row {
    name: String,
    plain: usize,
    compressed: usize,
}

fn total(rows: &[Row]) -> usize {
    rows.iter().map(|row| row.compressed).sum()
}

fn within_budget(total: usize) -> Result<(), String> {
    if total > BUDGET {
        Err(format!(
            "{total} bytes with brotli are over the budget of {BUDGET}"
        ))
    } else {
        Ok(())
    }
}

/// The files of the build that `wanted` names, each named from the build's root.
fn weigh(dist: &Path, wanted: impl Fn(&Path) -> bool) -> Result<Vec<Row>, String> {
    let fetched = files_below(dist)?
        .into_iter()
        .filter(|path| wanted(path.strip_prefix(dist).unwrap_or(path)));
    fetched
        .map(|path| {
            let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            let name = path
                .strip_prefix(dist)
                .unwrap_or(&path)
                .display()
                .to_string();
            Ok(Row {
                name,
                plain: bytes.len(),
                compressed: compressed(&bytes)?,
            })
        })
        .collect()
}

/// Whether a file of the build, named from its root, waits until someone asks for it.
pub fn on_demand(name: &Path) -> bool {
    name.components()
        .next()
        .and_then(|first| first.as_os_str().to_str())
        .is_some_and(|first| ON_DEMAND.contains(&first) || is_module(first))
}

fn is_module(name: &str) -> bool {
    LATER.iter().any(|later| name.starts_with(later))
}

/// The length in brotli's strongest form, which is what a static host prepares once.
fn compressed(bytes: &[u8]) -> Result<usize, String> {
    const QUALITY: i32 = 11;
    const WINDOW: i32 = 24;
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: QUALITY,
        lgwin: WINDOW,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &parameters)
        .map_err(|error| error.to_string())?;
    Ok(out.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetition_costs_little_and_noise_its_length() {
        assert!(compressed(&[7; 100_000]).unwrap() < 100);
        let mut state = 1_u32;
        let noise: Vec<u8> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .take(10_000)
        .collect();
        assert!(compressed(&noise).unwrap() > 9_900);
    }

    #[test]
    fn over_the_budget_fails() {
        assert!(within_budget(BUDGET).is_ok());
        assert!(within_budget(BUDGET + 1).is_err());
    }

    #[test]
    fn what_is_fetched_on_demand_is_not_weighed() {
        let folder = std::env::temp_dir().join(format!("parcours-sizes-{}", std::process::id()));
        fs::create_dir_all(folder.join("samples")).unwrap();
        fs::write(folder.join("index.html"), "<p>").unwrap();
        fs::write(folder.join("samples/shop.csv"), "a,b").unwrap();
        fs::write(folder.join("workbench-1_bg.wasm"), "w").unwrap();
        fs::write(folder.join("formats-1_bg.wasm"), "f").unwrap();
        let names: Vec<String> = weigh(&folder, |path| !on_demand(path))
            .unwrap()
            .into_iter()
            .map(|row| row.name)
            .collect();
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(names, ["index.html"]);
    }
}
