//! A file that is no text table, made into one: what it was, and which part of it was taken.

use serde::{Deserialize, Serialize};

use super::load::FileFormat;

/// What became of a file. Its text travels beside this.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unpacked {
    /// `None`: the text was inside as it is, and the importer finds out what it is.
    pub format: Option<FileFormat>,
    /// From the outermost: the file in an archive, then the sheet in that workbook.
    pub levels: Vec<Level>,
}

/// Parts of which one is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    pub kind: PartKind,
    /// At least one.
    pub names: Vec<String>,
    pub chosen: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartKind {
    File,
    Sheet,
    ObjectType,
}

impl Unpacked {
    /// The `part` option that reads part `index` of level `level`, and of the levels above what is read now.
    pub fn part(&self, level: usize, index: usize) -> Option<String> {
        let mut path = Vec::new();
        for above in self.levels.get(..level)? {
            path.push(above.names.get(above.chosen)?.as_str());
        }
        path.push(self.levels.get(level)?.names.get(index)?);
        Some(path.join("/"))
    }
}

impl Level {
    /// The part that `told` names, and what it tells of the levels below.
    ///
    /// Where there is nothing to choose, all that is told is meant for below. `Err(())`: no part has that name.
    #[allow(clippy::result_unit_err)]
    pub fn find<'t>(
        names: &[String],
        told: Option<&'t str>,
    ) -> Result<(Option<usize>, Option<&'t str>), ()> {
        let Some(told) = told else {
            return Ok((None, None));
        };
        if let Some(index) = names.iter().position(|name| name == told) {
            return Ok((Some(index), None));
        }
        let below = names.iter().enumerate().find_map(|(index, name)| {
            let rest = told.strip_prefix(name.as_str())?.strip_prefix('/')?;
            Some((Some(index), Some(rest)))
        });
        match below {
            Some(found) => Ok(found),
            None if names.len() == 1 => Ok((None, Some(told))),
            None => Err(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_part_is_found_by_its_name_or_by_the_way_to_what_is_in_it() {
        let files = names(&["2024/a.xlsx", "2024/b.csv"]);
        assert_eq!(Level::find(&files, None), Ok((None, None)));
        assert_eq!(Level::find(&files, Some("2024/b.csv")), Ok((Some(1), None)));
        assert_eq!(
            Level::find(&files, Some("2024/a.xlsx/Sales")),
            Ok((Some(0), Some("Sales")))
        );
        assert_eq!(Level::find(&files, Some("Sales")), Err(()));
    }

    #[test]
    fn where_there_is_one_part_all_that_is_told_is_meant_for_below() {
        let files = names(&["a.xlsx"]);
        assert_eq!(
            Level::find(&files, Some("Sales")),
            Ok((None, Some("Sales")))
        );
    }

    #[test]
    fn the_part_of_a_menu_is_found_again() {
        let unpacked = Unpacked {
            format: None,
            levels: vec![
                Level {
                    kind: PartKind::File,
                    names: names(&["a.csv", "b.xlsx"]),
                    chosen: 1,
                },
                Level {
                    kind: PartKind::Sheet,
                    names: names(&["One", "Two/2"]),
                    chosen: 0,
                },
            ],
        };
        let told = unpacked.part(1, 1).unwrap();
        assert_eq!(told, "b.xlsx/Two/2");
        let (file, below) = Level::find(&unpacked.levels[0].names, Some(&told)).unwrap();
        assert_eq!(file, Some(1));
        assert_eq!(
            Level::find(&unpacked.levels[1].names, below),
            Ok((Some(1), None))
        );
        assert_eq!(unpacked.part(0, 0).as_deref(), Some("a.csv"));
        assert_eq!(unpacked.part(2, 0), None);
    }
}
