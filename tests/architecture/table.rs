//! The table of `src/README.md`: which module is on which level, and who its friends are.
use std::collections::BTreeMap;

pub struct Table {
    rows: BTreeMap<String, Row>,
}

struct Row {
    level: u8,
    friends: Vec<String>,
}

impl Table {
    /// Reads the rows ``| `module` | L1 | … | … | friend, friend |``.
    pub fn parse(markdown: &str) -> Result<Table, String> {
        let mut rows = BTreeMap::new();
        for line in markdown.lines().filter(|line| line.starts_with("| `")) {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let [name, level, _, _, friends] = cells[..] else {
                return Err(format!("not five cells: {line}"));
            };
            let level = level
                .strip_prefix('L')
                .and_then(|number| number.parse().ok())
                .ok_or(format!("no level: {line}"))?;
            let friends = friends
                .split(',')
                .map(|friend| friend.trim_matches([' ', '`']).to_owned())
                .filter(|friend| friend != "–")
                .collect();
            rows.insert(name.trim_matches('`').to_owned(), Row { level, friends });
        }
        if rows.is_empty() {
            Err("no table".to_owned())
        } else {
            Ok(Table { rows })
        }
    }

    pub fn names(&self) -> Vec<&str> {
        self.rows.keys().map(String::as_str).collect()
    }

    pub fn has(&self, module: &str) -> bool {
        self.rows.contains_key(module)
    }

    pub fn level(&self, module: &str) -> u8 {
        self.rows[module].level
    }

    /// Whether `from` may use `to`: a lower level, or a listed friend.
    pub fn allows(&self, from: &str, to: &str) -> bool {
        let (from, to_level) = (&self.rows[from], self.rows[to].level);
        to_level < from.level || from.friends.iter().any(|friend| friend == to)
    }
}
