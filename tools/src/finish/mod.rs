//! The last step of a build: from what Trunk has made to a folder that any static server can hand out under a strict policy.
//!
//! It joins the style sheets, names the modules loaded on demand by their content, writes the start script and the policy,
//! copies `public/`, and refuses a page that its own policy would refuse or that points at files that are not there.

mod check;
mod page;

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use crate::policy;

const START_SCRIPT: &str = include_str!("start.js");

/// Runs as Trunk's `post_build` hook, which tells the folders by the environment.
pub fn from_environment() -> Result<(), String> {
    let folder = |name: &str| {
        std::env::var_os(name).map(PathBuf::from).ok_or(format!(
            "{name} is not set: this runs as Trunk's post_build hook"
        ))
    };
    let staging = folder("TRUNK_STAGING_DIR")?;
    let source = folder("TRUNK_SOURCE_DIR")?;
    finish(&source, &staging)
}

/// Finishes the build in `staging`, with the style sheets and public files of the project at `source`.
pub fn finish(source: &Path, staging: &Path) -> Result<(), String> {
    copy_folder(&source.join("public"), staging)?;
    let mut heads = vec![format!(
        r#"<meta http-equiv="Content-Security-Policy" content="{}">"#,
        policy::content_security_policy(&policy::connect_sources())
    )];
    let style = source.join("style");
    if let Some(name) = join_styles(&style, staging, "parcours", is_of_first_screen)? {
        heads.push(format!(r#"<link rel="stylesheet" href="./{name}">"#));
    }
    if let Some(name) = join_styles(&style, staging, "workbench", |stem| {
        !is_of_first_screen(stem)
    })? {
        heads.push(format!(
            r#"<meta name="parcours-workbench-style" content="./{name}">"#
        ));
    }
    for bin in ["engine", "desk", "workbench", "formats"] {
        let Named { start, glue, wasm } = name_module(staging, bin)?;
        heads.push(format!(
            r#"<meta name="parcours-{bin}" content="./{start}" data-glue="./{glue}" data-wasm="./{wasm}">"#
        ));
    }
    let start = write_hashed(staging, "start", "js", START_SCRIPT)?;

    let index = staging.join("index.html");
    let html = page::assemble(&read(&index)?, &heads, &start)?;
    write(&index, &html)?;
    check::page(&html, staging)
}

/// The sheets that a first visit needs; the others come with the workbench.
fn is_of_first_screen(stem: &str) -> bool {
    matches!(stem, "tokens" | "base" | "frame" | "start")
}

/// Joins the wanted style sheets into one file `name`: the tokens, the base, then the components by name. Nothing where there is no style.
fn join_styles(
    folder: &Path,
    staging: &Path,
    name: &str,
    wanted: impl Fn(&str) -> bool,
) -> Result<Option<String>, String> {
    let is_sheet = |path: &PathBuf| {
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        path.extension().is_some_and(|ext| ext == "css") && stem.is_some_and(&wanted)
    };
    let mut sheets: Vec<PathBuf> = files_below(folder)?.into_iter().filter(is_sheet).collect();
    let rank = |path: &PathBuf| match path.file_stem().and_then(|stem| stem.to_str()) {
        Some("tokens") => 0,
        Some("base") => 1,
        _ => 2,
    };
    sheets.sort_by_key(|path| (rank(path), path.clone()));
    if sheets.is_empty() {
        return Ok(None);
    }
    let joined = sheets
        .iter()
        .map(|path| read(path))
        .collect::<Result<Vec<_>, _>>()?
        .join("\n");
    write_hashed(staging, name, "css", &joined).map(Some)
}

/// Gives the files of a module loaded on demand (the workers, the workbench) names by their content, so that no cache mixes two builds,
/// and writes the module that starts it.
fn name_module(staging: &Path, bin: &str) -> Result<Named, String> {
    let (glue, wasm) = (
        staging.join(format!("{bin}.js")),
        staging.join(format!("{bin}_bg.wasm")),
    );
    let hash = hash_of(
        &[
            read(&glue)?.into_bytes(),
            fs::read(&wasm).map_err(|e| said(&wasm, &e))?,
        ]
        .concat(),
    );
    let (glue_name, wasm_name) = (format!("{bin}-{hash}.js"), format!("{bin}-{hash}_bg.wasm"));
    fs::rename(&glue, staging.join(&glue_name)).map_err(|e| said(&glue, &e))?;
    fs::rename(&wasm, staging.join(&wasm_name)).map_err(|e| said(&wasm, &e))?;
    let loader = format!(
        "import init from \"./{glue_name}\";\nawait init({{ module_or_path: new URL(\"./{wasm_name}\", import.meta.url) }});\n"
    );
    Ok(Named {
        start: write_hashed(staging, &format!("{bin}-start"), "js", &loader)?,
        glue: glue_name,
        wasm: wasm_name,
    })
}

/// The files of a module.
struct Named {
    start: String,
    glue: String,
    wasm: String,
}

/// Writes `stem-HASH.extension`. Its name.
fn write_hashed(
    folder: &Path,
    stem: &str,
    extension: &str,
    content: &str,
) -> Result<String, String> {
    let name = format!("{stem}-{}.{extension}", hash_of(content.as_bytes()));
    write(&folder.join(&name), content)?;
    Ok(name)
}

/// Sixteen hexadecimal digits, the same for the same bytes; they tell builds apart and protect against nothing.
fn hash_of(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

fn copy_folder(from: &Path, to: &Path) -> Result<(), String> {
    for path in files_below(from)? {
        let target = to.join(path.strip_prefix(from).unwrap_or(&path));
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).map_err(|e| said(parent, &e))?;
        }
        fs::copy(&path, &target).map_err(|e| said(&path, &e))?;
    }
    Ok(())
}

/// Every file below `folder`, sorted; none where the folder is not there.
pub(crate) fn files_below(folder: &Path) -> Result<Vec<PathBuf>, String> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(&next).map_err(|e| said(&next, &e))? {
            let path = entry.map_err(|e| said(&next, &e))?.path();
            if path.is_dir() {
                waiting.push(path)
            } else {
                found.push(path)
            }
        }
    }
    found.sort();
    Ok(found)
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|e| said(path, &e))
}

fn write(path: &Path, content: &str) -> Result<(), String> {
    fs::write(path, content).map_err(|e| said(path, &e))
}

fn said(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", path.display())
}
