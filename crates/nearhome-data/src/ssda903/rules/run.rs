//! Applies every rule in force to every child of a collection and writes the findings.

use nearhome_model::ChildId;

use super::{
    Concerns, Judge, Rule, Source, all,
    child::{Child, Collection},
    marks::{Mark, Marks},
    places::{Place, PlaceFinder},
};
use crate::{
    findings::{Finding, Findings},
    geography::Postcodes,
    ssda903::{
        Known, RawReturn,
        tables::{At, Cursors, RawTable, ReturnTable, Tables},
    },
    watch::{ReadingStep, Watch, goes_on},
};

/// Applies the rules to every collection, given in the order of their years; `None` where whoever watches wants no more.
pub(in crate::ssda903) fn check(
    returns: &[RawReturn],
    known: Known<'_>,
    postcodes: &Postcodes,
    findings: &mut Findings,
    watch: Watch<'_>,
) -> Option<()> {
    let mut finder = PlaceFinder::new(postcodes);
    let latest = returns.iter().map(|one| one.year).max();
    let mut last: Option<(&RawReturn, Tables<'_>, Vec<Place>)> = None;
    for (number, one) in (1..).zip(returns) {
        goes_on(watch, ReadingStep::Rules { end_year: one.year.end_year(), number, of: returns.len() })?;
        let tables = Tables::of(&one.tables);
        let places = finder.places(&tables.episodes);
        let before = last.as_ref().filter(|(before, ..)| before.year.end_year() + 1 == one.year.end_year());
        let collection = Collection {
            year: one.year,
            first: one.year.first_day(),
            last: one.year.last_day(),
            authority: known.authority,
            ofsted: known.ofsted.filter(|_| Some(one.year) == latest),
            postcodes,
            tables: &tables,
        };
        let run = Run {
            this: one,
            collection: &collection,
            places: &places,
            last: before.map(|(raw, tables, places)| (*raw, tables, places.as_slice())),
        };
        run.check(findings);
        last = Some((one, tables, places));
    }
    Some(())
}

/// One collection's check.
struct Run<'t, 'a> {
    this: &'t RawReturn,
    collection: &'t Collection<'t, 'a>,
    places: &'t [Place],
    last: Option<(&'t RawReturn, &'t Tables<'a>, &'t [Place])>,
}

impl<'a> Run<'_, 'a> {
    fn check(&self, findings: &mut Findings) {
        let rules: Vec<&Rule> = all().filter(|rule| self.can_judge(rule)).collect();
        let mut marks: Vec<Marks> = rules.iter().map(|_| Marks::default()).collect();
        self.each_child(|child| {
            for (rule, marks) in rules.iter().zip(&mut marks) {
                judge(rule, child, marks);
            }
        });
        for (rule, mut marks) in rules.into_iter().zip(marks) {
            if let Judge::Collection(mark) = rule.judge {
                mark(self.collection, &mut marks);
            }
            for mark in marks.take() {
                self.write(rule, &mark, findings);
            }
        }
    }

    /// Whether a rule is in force and its tables and columns are there.
    fn can_judge(&self, rule: &Rule) -> bool {
        let has = |raw: &RawReturn, table: ReturnTable| raw.table(table).is_some();
        rule.code.in_force(self.this.year.end_year())
            && (rule.source == Source::Return || self.collection.ofsted.is_some())
            && self
                .this
                .table(rule.table)
                .is_some_and(|raw| rule.columns.iter().all(|name| raw.table.has(name)))
            && rule.needs.iter().all(|&table| has(self.this, table))
            && rule.needs_last.iter().all(|&table| self.last.is_some_and(|(last, ..)| has(last, table)))
    }

    fn each_child(&self, mut visit: impl FnMut(&Child<'_, 'a>)) {
        let (mut this, mut last) = (Cursors::default(), Cursors::default());
        for id in self.collection.tables.children() {
            let rows = self.collection.tables.rows_of(id, &mut this);
            let end = this.episodes();
            let places = &self.places[end - rows.episodes.len()..end];
            let (last_rows, last_places) = self.last.map_or_else(Default::default, |(_, tables, places)| {
                let rows = tables.rows_of(id, &mut last);
                let end = last.episodes();
                (rows, &places[end - rows.episodes.len()..end])
            });
            visit(&Child { collection: self.collection, rows, places, last: last_rows, last_places });
        }
    }

    fn write(&self, rule: &Rule, mark: &Mark, findings: &mut Findings) {
        let Some(raw) = self.this.table(mark.at.table) else { return };
        let Some(row) = raw.row(mark.at) else { return };
        let others = mark.with.iter().filter(|other| other.table == mark.at.table);
        let others = others.filter_map(|&other| raw.row(other)).map(|row| row.line);
        let child: Option<ChildId> = raw.table.cell(row, "CHILD").parse().ok();
        let column = rule.columns.iter().find(|_| rule.table == mark.at.table).copied().unwrap_or("CHILD");
        let finding = Finding::new(rule.code, &raw.table.file, rule.code.what())
            .at(row.line, Some(row.record))
            .with_rows(others)
            .in_column(column)
            .about(child.as_ref());
        findings.add(finding);
    }
}

impl RawTable {
    fn row(&self, at: At) -> Option<&crate::table::Row> {
        self.table.rows.get(usize::try_from(at.row).ok()?)
    }
}

fn judge(rule: &Rule, child: &Child<'_, '_>, marks: &mut Marks) {
    macro_rules! each {
        ($rows:ident, $fails:expr) => {
            for row in child.rows.$rows {
                marks.row_if($fails(row), row.at);
            }
        };
    }
    match rule.judge {
        Judge::Header(fails) => each!(header, |row| fails(child, row)),
        Judge::Episode(concerns, fails) => {
            for facts in child.episodes().filter(|facts| fails(facts)) {
                let other = match concerns {
                    Concerns::Itself => None,
                    Concerns::Before => facts.before(),
                    Concerns::Next => facts.next(),
                };
                marks.row_with(facts.now().at, other.map(|other| other.at));
            }
        }
        Judge::Review(fails) => each!(reviews, fails),
        Judge::Uasc(fails) => each!(uasc, |row| fails(child, row)),
        Judge::Oc2(fails) => each!(oc2, |row| fails(child, row)),
        Judge::Oc3(fails) => each!(oc3, |row| fails(child, row)),
        Judge::Ad1(fails) => each!(ad1, |row| fails(child, row)),
        Judge::PlacedAdoption(fails) => each!(placed_adoption, |row| fails(child, row)),
        Judge::PrevPerm(fails) => each!(prev_perm, fails),
        Judge::Missing(fails) => each!(missing, |row| fails(child, row)),
        Judge::SwEpisode(fails) => each!(sw_episodes, |row| fails(child, row)),
        Judge::DoLo(fails) => each!(dolo, |row| fails(child, row)),
        Judge::Child(mark) => mark(child, marks),
        Judge::Collection(_) => {}
    }
}
