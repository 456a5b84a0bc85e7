//! A table written column by column and made again of what was written.
use parcours::model::filter::Filter;
use parcours::model::load::SourceInfo;
use parcours::model::query::{
    DetailQuery, Lens, OverviewQuery, PersonasQuery, Selection, StripQuery,
};
use parcours::store::Table;
use parcours_kernel::{Column, width};

pub fn stored_and_back(table: &Table) -> Table {
    let mut runs = Vec::new();
    table.add_runs(&mut runs);
    let cells: Vec<Column> = runs
        .iter()
        .map(|run| {
            let length = run.len() * width(run.kind()).unwrap();
            let mut bytes = Vec::new();
            run.write(0, length.next_multiple_of(8), &mut bytes);
            let mut cells = Column::new(run.kind(), run.len()).unwrap();
            cells.read(&bytes);
            cells
        })
        .collect();
    let schema = table.schema().clone();
    let whole = cells.clone().into_iter();
    let mut fewer = cells.clone();
    fewer.pop();
    let mut more = cells.clone();
    more.push(Column::U32(Vec::new()));
    for other in [fewer, more] {
        let other = other.into_iter();
        assert!(
            Table::from_cells(schema.clone(), table.time_base(), other, Lens::default()).is_none()
        );
    }
    Table::from_cells(schema, table.time_base(), whole, Lens::default()).unwrap()
}

pub fn same_answers(one: &Table, other: &Table, filter: &Filter) {
    let source = SourceInfo::default();
    let filter = || filter.clone();
    assert_eq!(one.info(&source), other.info(&source));
    assert_eq!(
        one.summary(&filter(), &source, None).unwrap(),
        other.summary(&filter(), &source, None).unwrap()
    );
    assert_eq!(
        one.matching_rows(&filter(), None).unwrap(),
        other.matching_rows(&filter(), None).unwrap()
    );
    let query = OverviewQuery {
        filter: filter(),
        ..OverviewQuery::default()
    };
    assert_eq!(
        one.overview(&query).unwrap(),
        other.overview(&query).unwrap()
    );
    let query = StripQuery {
        filter: filter(),
        rows: u32::MAX,
        ..StripQuery::default()
    };
    assert_eq!(one.strip(&query).unwrap(), other.strip(&query).unwrap());
    let query = DetailQuery {
        filter: filter(),
        shown: None,
        selection: Selection::Journey("j0".to_owned()),
    };
    assert_eq!(one.detail(&query).unwrap(), other.detail(&query).unwrap());
    let query = PersonasQuery {
        filter: filter(),
        ..PersonasQuery::default()
    };
    assert_eq!(
        one.personas(&query).unwrap(),
        other.personas(&query).unwrap()
    );
}
