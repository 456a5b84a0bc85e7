//! What a finished page must hold: nothing that its policy refuses, nothing that points nowhere or elsewhere.
use std::path::Path;

/// Fails on inline scripts, styles and handlers, and on local addresses without a file.
pub fn page(html: &str, folder: &Path) -> Result<(), String> {
    for tag in tags(html) {
        inline(tag).map_or(Ok(()), |what| {
            Err(format!(
                "index.html: {what} is refused by the page's policy: {tag}"
            ))
        })?;
        for address in ["src", "href"]
            .iter()
            .filter_map(|name| attribute(tag, name))
        {
            if address.starts_with("data:") {
                continue;
            }
            let local = address
                .strip_prefix("./")
                .ok_or_else(|| format!("index.html: {address} is not relative to the page"))?;
            if !folder.join(local).is_file() {
                return Err(format!("index.html: {address} is not in the build"));
            }
        }
    }
    Ok(())
}

/// The opening tags, as written.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.match_indices('<').filter_map(|(from, _)| {
        let rest = &html[from..];
        rest[1..]
            .starts_with(|c: char| c.is_ascii_alphabetic())
            .then(|| &rest[..rest.find('>').map_or(rest.len(), |to| to + 1)])
    })
}

fn inline(tag: &str) -> Option<&'static str> {
    if tag.starts_with("<script") && attribute(tag, "src").is_none() {
        return Some("an inline script");
    }
    if tag.starts_with("<style") || attribute(tag, "style").is_some() {
        return Some("an inline style");
    }
    tag.split_whitespace()
        .any(|part| part.starts_with("on") && part.contains("=\""))
        .then_some("an inline handler")
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let from = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[from..].split('"').next()
}

#[cfg(test)]
mod tests {
    use super::page;
    use std::path::Path;

    fn refused(html: &str) -> String {
        page(html, Path::new("/nowhere")).unwrap_err()
    }

    #[test]
    fn what_the_policy_would_refuse_fails_the_build() {
        assert!(refused("<script>1</script>").contains("inline script"));
        assert!(refused("<p style=\"color:red\">").contains("inline style"));
        assert!(refused("<style>p{}</style>").contains("inline style"));
        assert!(refused("<p onclick=\"f()\">").contains("inline handler"));
    }

    #[test]
    fn addresses_are_relative_and_lead_somewhere() {
        assert!(refused("<link href=\"/a.css\">").contains("not relative"));
        assert!(refused("<link href=\"https://example.org/a.css\">").contains("not relative"));
        assert!(refused("<link href=\"./a.css\">").contains("not in the build"));
        assert_eq!(
            page(
                "<link rel=\"icon\" href=\"data:,\"><p class=\"on\">a < b</p>",
                Path::new("/nowhere")
            ),
            Ok(())
        );
    }
}
