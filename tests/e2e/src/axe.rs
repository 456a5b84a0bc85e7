//! The accessibility rules of axe-core, run on a page as it stands.
use std::fs;

use serde_json::Value;

use crate::{Failure, Outcome, Page};

/// The rules that are asked for: WCAG 2.2 up to AA, and axe's best practices.
const RULES: &str = r#"{ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] }"#;

impl Page {
    /// Fails with every rule that the page breaks and where.
    pub async fn check_accessibility(&self, screen: &str) -> Outcome {
        let path = self.places().npm.join("node_modules/axe-core/axe.min.js");
        let axe = fs::read_to_string(&path).map_err(|error| {
            Failure::new(format!(
                "{}: {error}; scripts/test sets PARCOURS_NPM",
                path.display()
            ))
        })?;
        // Scripts by WebDriver are not under the page's policy.
        self.script(&axe).await?;
        let found = self
            .script_async(
                &format!("return (await axe.run(document, {RULES})).violations;"),
                Vec::new(),
            )
            .await?;
        let broken: Vec<String> = found
            .as_array()
            .into_iter()
            .flatten()
            .map(describe)
            .collect();
        if broken.is_empty() {
            Ok(())
        } else {
            Err(Failure::new(format!(
                "accessibility of {screen}:\n{}",
                broken.join("\n")
            )))
        }
    }
}

fn describe(violation: &Value) -> String {
    let nodes = violation["nodes"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let shown: Vec<String> = nodes
        .iter()
        .take(5)
        .map(|node| format!("    {} {}", node["target"], node["html"]))
        .collect();
    format!(
        "  {} ({}, {} places): {}\n{}",
        violation["id"],
        violation["impact"],
        nodes.len(),
        violation["help"],
        shown.join("\n")
    )
}
