//! Which file or which misbehaviour an address stands for.
//!
//! Everything below the prefix is the built page; for tests there are, without the prefix:
//! `/__fixtures/FILE` a test file · `/__cors/FILE` the same, readable from other origins · `/__status/CODE` that answer ·
//! `/__slow/BYTES_PER_SECOND/FILE` a test file, slowly · `/__frame/?src=ADDRESS&sandbox=TOKENS` a page that embeds the address.
use std::{
    fs,
    path::{Component, Path, PathBuf},
};

use super::{Options, answer::Answer, http::Request, media};

pub fn answer(request: &Request, options: &Options) -> Answer {
    let path = request.path();
    if let Some(rest) = path.strip_prefix("/__") {
        return for_tests(rest, request, options).unwrap_or_else(|| Answer::status(404));
    }
    match path
        .strip_prefix(options.prefix.as_str())
        .and_then(|rest| rest.strip_prefix('/'))
    {
        Some(rest) => page_file(rest, options),
        None => Answer::status(404),
    }
}

fn page_file(rest: &str, options: &Options) -> Answer {
    let name = if rest.is_empty() || rest.ends_with('/') {
        format!("{rest}index.html")
    } else {
        rest.to_owned()
    };
    let Some(answer) = file(&options.dist, &name) else {
        return Answer::status(404);
    };
    // Names with a hash never change their content; the page itself is asked for again each time.
    let caching = if hashed(&name) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let answer = answer
        .with("Content-Security-Policy", &options.policy)
        .with("Cache-Control", caching)
        .with("Referrer-Policy", "no-referrer");
    if options.any_origin {
        answer.with("Access-Control-Allow-Origin", "*")
    } else {
        answer
    }
}

fn for_tests(rest: &str, request: &Request, options: &Options) -> Option<Answer> {
    let (kind, rest) = rest.split_once('/')?;
    let fixture = |name: &str| {
        file(options.fixtures.as_deref()?, name)
            .map(|answer| answer.with("Cache-Control", "no-store"))
    };
    match kind {
        "fixtures" => fixture(rest),
        "cors" => fixture(rest).map(|answer| answer.with("Access-Control-Allow-Origin", "*")),
        "status" => rest.parse().ok().map(Answer::status),
        "slow" => {
            let (rate, name) = rest.split_once('/')?;
            let mut answer = fixture(name)?;
            answer.bytes_per_second = Some(rate.parse().ok()?);
            Some(answer)
        }
        "frame" => Some(frame(
            &request.query("src")?,
            request.query("sandbox").as_deref(),
        )),
        _ => None,
    }
}

/// A host page that embeds `address` as an intranet page would.
fn frame(address: &str, sandbox: Option<&str>) -> Answer {
    let escaped = address.replace('&', "&amp;").replace('"', "&quot;");
    let sandbox = sandbox
        .map(|tokens| format!(" sandbox=\"{tokens}\""))
        .unwrap_or_default();
    let html = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><link rel=\"icon\" href=\"data:,\"><title>Host</title>\
         <iframe title=\"Parcours\" width=\"1000\" height=\"700\"{sandbox} src=\"{escaped}\"></iframe></html>"
    );
    Answer::new("text/html; charset=utf-8", html.into_bytes())
}

fn file(folder: &Path, name: &str) -> Option<Answer> {
    let relative = PathBuf::from(name);
    let inside = relative
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let path = folder.join(relative);
    let body = inside.then(|| fs::read(&path).ok()).flatten()?;
    Some(Answer::new(media::of(&path), body))
}

/// Whether a name holds a build's hash: sixteen hexadecimal digits behind a hyphen.
fn hashed(name: &str) -> bool {
    name.split('-')
        .skip(1)
        .any(|part| part.len() >= 16 && part.bytes().take(16).all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(target: &str, options: &Options) -> Answer {
        answer(
            &Request {
                target: target.to_owned(),
                head_only: false,
            },
            options,
        )
    }

    fn options(prefix: &str) -> Options {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        Options {
            prefix: prefix.to_owned(),
            fixtures: Some(folder.join("src")),
            ..Options::new(folder)
        }
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        assert_eq!(asked("/Cargo.toml", &options("")).status, 200);
        for target in [
            "/../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "//etc/passwd",
            "/src",
            "/__fixtures/../Cargo.toml",
        ] {
            assert_eq!(asked(target, &options("")).status, 404, "{target}");
        }
    }

    #[test]
    fn the_prefix_is_part_of_every_address() {
        assert_eq!(asked("/a/b/Cargo.toml", &options("/a/b")).status, 200);
        assert_eq!(asked("/Cargo.toml", &options("/a/b")).status, 404);
        assert_eq!(asked("/a/bCargo.toml", &options("/a/b")).status, 404);
    }

    #[test]
    fn tests_get_their_misbehaviour() {
        let cors = |target| {
            asked(target, &options(""))
                .headers
                .iter()
                .any(|(name, _)| *name == "Access-Control-Allow-Origin")
        };
        assert!(cors("/__cors/lib.rs"));
        assert!(!cors("/__fixtures/lib.rs"));
        assert_eq!(asked("/__status/503", &options("")).status, 503);
        assert_eq!(
            asked("/__slow/1000/lib.rs", &options("")).bytes_per_second,
            Some(1000)
        );
    }

    #[test]
    fn only_names_with_a_hash_are_kept_by_caches() {
        assert!(hashed("parcours-0123456789abcdef_bg.wasm"));
        assert!(hashed("start-0123456789abcdef.js"));
        assert!(!hashed("index.html"));
        assert!(!hashed("samples/b2b-purchase.csv"));
    }
}
