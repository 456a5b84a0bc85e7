//! The page's own text: what the build puts into `index.html`.

/// The page with `heads` placed right behind the charset (the policy must stand before what it governs) and the start script named.
pub fn assemble(html: &str, heads: &[String], start: &str) -> Result<String, String> {
    let at = html
        .find("<meta charset")
        .and_then(|from| html[from..].find('>').map(|to| from + to + 1));
    let at = at.ok_or("index.html: no <meta charset> to place the policy behind")?;
    let (before, behind) = html.split_at(at);
    if !behind.contains("\"./start.js\"") {
        return Err("index.html: no start.js, see pattern_script in Trunk.toml".to_owned());
    }
    Ok(format!(
        "{before}\n  {}{}",
        heads.join("\n  "),
        behind.replace("\"./start.js\"", &format!("\"./{start}\""))
    ))
}

#[cfg(test)]
mod tests {
    use super::assemble;

    #[test]
    fn the_policy_stands_before_everything_that_loads() {
        let page = assemble(
            r#"<head><meta charset="utf-8"><script src="./start.js"></script></head>"#,
            &["<policy>".to_owned()],
            "start-1.js",
        )
        .unwrap();
        assert_eq!(
            page,
            "<head><meta charset=\"utf-8\">\n  <policy><script src=\"./start-1.js\"></script></head>"
        );
    }

    #[test]
    fn a_page_that_would_not_start_is_refused() {
        assert!(assemble("<head><meta charset=\"utf-8\"></head>", &[], "start-1.js").is_err());
        assert!(
            assemble(
                "<head><script src=\"./start.js\"></script></head>",
                &[],
                "start-1.js"
            )
            .is_err()
        );
    }
}
