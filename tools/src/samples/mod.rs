//! The sample journeys, made for the product: seeded, so that the same files come out every time.
//! `parcours-tools samples` writes them; a test sees that the published ones are these.

mod b2b;
mod clock;
mod random;
mod service;
mod shop;
mod table;
mod words;

use std::path::Path;

use words::Tongue;

type Maker = fn(Tongue) -> Vec<u8>;

/// Name and bytes of every generated sample.
pub fn files() -> Vec<(String, Vec<u8>)> {
    let makers: [(&str, Maker); 3] = [
        ("shop", shop::file),
        ("b2b", b2b::file),
        ("service", service::file),
    ];
    makers
        .into_iter()
        .flat_map(|(name, make)| {
            Tongue::ALL.map(|tongue| (format!("{name}-{}.csv", tongue.code()), make(tongue)))
        })
        .collect()
}

/// Writes them all into a folder that exists.
///
/// # Errors
/// In words, when a file cannot be written.
pub fn run(folder: &Path) -> Result<(), String> {
    for (name, bytes) in files() {
        let path = folder.join(name);
        std::fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}
