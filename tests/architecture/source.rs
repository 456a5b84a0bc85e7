//! One source file as the rules see it: where it stands and which paths it names, comments and texts left out.
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

pub struct Source {
    /// From the project's root, like `src/store/filter.rs`.
    pub path: String,
    /// The words and the punctuation that paths are made of, in order.
    tokens: Vec<String>,
}

/// Every source file of the crate.
pub fn all(root: &Path) -> Vec<Source> {
    let (mut waiting, mut found): (Vec<PathBuf>, Vec<Source>) =
        (vec![root.join("src")], Vec::new());
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path
                    .strip_prefix(root)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned();
                found.push(Source::new(&name, &fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        Source {
            path: path.to_owned(),
            tokens: tokens(&without_comments_and_texts(text)),
        }
    }

    /// The top-level module this file belongs to; none for the crate's root and the binaries.
    pub fn module(&self) -> Option<&str> {
        let below = self.path.strip_prefix("src/")?;
        match below.split_once('/') {
            Some(("bin", _)) => None,
            Some((folder, _)) => Some(folder),
            None => below
                .strip_suffix(".rs")
                .filter(|name| !["lib", "main"].contains(name)),
        }
    }

    /// What stands for this file when the worker's reach is followed: its module, its own name within `browser`, or its path.
    pub fn unit(&self) -> String {
        match self.module() {
            Some("browser") => format!(
                "browser::{}",
                self.path_in_crate().get(1).map_or("mod", String::as_str)
            ),
            Some(module) => module.to_owned(),
            None => self.path.clone(),
        }
    }

    /// Whether these tokens stand anywhere in the code, one after the other.
    pub fn has(&self, wanted: &[&str]) -> bool {
        self.tokens
            .windows(wanted.len())
            .any(|window| window == wanted)
    }

    /// The top-level modules among `known` that this file names.
    pub fn modules_used(&self, known: &[&str]) -> BTreeSet<String> {
        self.paths()
            .into_iter()
            .filter_map(|path| path.into_iter().next())
            .filter(|name| known.contains(&name.as_str()))
            .collect()
    }

    /// The units that this file names.
    pub fn units_used(&self, known: &[&str]) -> BTreeSet<String> {
        let known_paths = self.paths().into_iter().filter(|path| {
            path.first()
                .is_some_and(|first| known.contains(&first.as_str()))
        });
        known_paths
            .map(|path| match path.as_slice() {
                [first, second, ..] if first == "browser" => format!("browser::{second}"),
                [first] if first == "browser" => "browser::mod".to_owned(),
                [first, ..] => first.clone(),
                [] => String::new(),
            })
            .collect()
    }

    /// `["store", "filter"]` for `src/store/filter.rs`.
    fn path_in_crate(&self) -> Vec<String> {
        let below = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        below
            .split('/')
            .filter(|part| *part != "mod")
            .map(str::to_owned)
            .collect()
    }

    /// Every path that starts at the crate's root, at most two names long; groups in braces are taken apart.
    fn paths(&self) -> Vec<Vec<String>> {
        let mut found = Vec::new();
        for at in 0..self.tokens.len() {
            let starts = at == 0 || self.tokens[at - 1] != "::";
            match self.tokens[at].as_str() {
                "crate" | "parcours" if starts => self.collect(at + 1, &[], &mut found),
                "super" if starts => {
                    let ups = self.tokens[at..]
                        .chunks(2)
                        .take_while(|pair| pair[0] == "super")
                        .count();
                    let own = self.path_in_crate();
                    // Inside a file's own `mod tests` this reads one level too high, which errs on the strict side.
                    let base = own.len().saturating_sub(ups);
                    self.collect(at + 2 * ups - 1, &own[..base], &mut found);
                }
                _ => {}
            }
        }
        found
    }

    /// Follows the path from the `::` at `at`, with `base` in front.
    fn collect(&self, at: usize, base: &[String], found: &mut Vec<Vec<String>>) {
        if self.tokens.get(at).map(String::as_str) != Some("::") {
            return;
        }
        match self.tokens.get(at + 1).map(String::as_str) {
            Some("{") => {
                let mut depth = 0;
                for next in at + 1..self.tokens.len() {
                    let entry = depth == 1 && matches!(self.tokens[next - 1].as_str(), "{" | ",");
                    match self.tokens[next].as_str() {
                        "{" => depth += 1,
                        "}" if depth == 1 => return,
                        "}" => depth -= 1,
                        name if entry && is_name(name) => self.follow(next, base, found),
                        _ => {}
                    }
                }
            }
            Some(name) if is_name(name) => self.follow(at + 1, base, found),
            _ => {}
        }
    }

    fn follow(&self, name_at: usize, base: &[String], found: &mut Vec<Vec<String>>) {
        let path = [base, &[self.tokens[name_at].clone()]].concat();
        let before = found.len();
        if path.len() < 2 {
            self.collect(name_at + 1, &path, found);
        }
        if found.len() == before {
            found.push(path);
        }
    }
}

fn is_name(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

fn tokens(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if is_name(rest) {
            rest.find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        if !first.is_whitespace() {
            found.push(rest[..length].to_owned());
        }
        rest = &rest[length..];
    }
    found
}

/// The code with comments and text literals left out.
fn without_comments_and_texts(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if first == '"' {
            text_length(rest)
        } else if let Some(length) = raw_text_length(rest) {
            length
        } else if rest.starts_with("'\"'") {
            3
        } else if rest.starts_with("'\\\"'") {
            4
        } else {
            0
        };
        if skipped > 0 {
            kept.push(' ');
            rest = &rest[skipped..];
        } else {
            kept.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    kept
}

fn text_length(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

fn raw_text_length(rest: &str) -> Option<usize> {
    let hashes = rest
        .strip_prefix('r')?
        .bytes()
        .take_while(|byte| *byte == b'#')
        .count();
    rest.get(1 + hashes..)?.strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let body = 2 + hashes;
    Some(
        rest[body..]
            .find(&end)
            .map_or(rest.len(), |at| body + at + end.len()),
    )
}
