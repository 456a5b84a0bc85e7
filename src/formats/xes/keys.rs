//! The keys of a log's attributes, each kept once, and the columns that they become.

use std::collections::HashMap;

use super::events::Attribute;

#[derive(Debug, Default)]
pub struct Keys {
    names: Vec<String>,
    numbers: HashMap<String, u32>,
    /// Keys that have a column, in the order of the columns.
    listed: Vec<u32>,
    /// Column of each key.
    columns: Vec<Option<usize>>,
}

impl Keys {
    pub fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.names.len() as u32;
        self.names.push(name.to_owned());
        self.columns.push(None);
        self.numbers.insert(name.to_owned(), number);
        number
    }

    /// Gives these attributes columns, behind those that are there.
    pub fn list(&mut self, attributes: &[Attribute]) {
        for attribute in attributes {
            let Some(column @ None) = self.columns.get_mut(attribute.key as usize) else {
                continue;
            };
            *column = Some(self.listed.len());
            self.listed.push(attribute.key);
        }
    }

    pub fn column(&self, key: u32) -> Option<usize> {
        self.columns.get(key as usize).copied().flatten()
    }

    pub fn listed(&self) -> Vec<&str> {
        let name = |key: &u32| self.names.get(*key as usize).map_or("", String::as_str);
        self.listed.iter().map(name).collect()
    }
}
