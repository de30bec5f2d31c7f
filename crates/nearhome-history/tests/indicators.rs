//! Every measure computed again in the slow, obvious way: day by day over the return's own rows, on synthetic
//! authorities.
//!
//! The oracle reads `episodes.csv` of the year's return as text and shares no code with the indicators but the
//! postcodes.

#![expect(clippy::unwrap_used, reason = "in a test that unwraps, a failure is what the test looks for")]

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use nearhome_data::{
    CollectionYear, Council, CountingPolicy, ReadOptions, SameCarers, ShortBreaks, TemporaryMoves,
    read_council,
    synth::{Existing, SynthRequest, SyntheticAuthority, generate},
};
use nearhome_history::{IndicatorRequest, Indicators, Measure, Rounding, Suppression, indicators, publish};
use nearhome_model::{AuthorityCode, Date, Postcode};

const AUTHORITY: &str = "E06000047";

/// An authority's files, and the same as it is read.
struct Made {
    files: SyntheticAuthority,
    council: Council,
}

/// The authority of a seed from 1 to 3, made once for all tests.
fn made(seed: usize) -> &'static Made {
    static ALL: [OnceLock<Made>; 3] = [const { OnceLock::new() }; 3];
    ALL[seed - 1].get_or_init(|| make(u64::try_from(seed).unwrap()))
}

fn make(seed: u64) -> Made {
    let folder = tempfile::tempdir().unwrap();
    let request =
        SynthRequest { children: 250, years: 4, seed, ..SynthRequest::new(AUTHORITY.parse().unwrap()) };
    let files = generate(&request).unwrap();
    let out = folder.path().join("county");
    files.write_to(&out, Existing::Refuse).unwrap();
    Made { files, council: read_council(&out, &ReadOptions::default()).unwrap().council }
}

impl Made {
    fn indicators(&self, year: u16, counting: CountingPolicy) -> Indicators {
        let authority: AuthorityCode = AUTHORITY.parse().unwrap();
        let year = CollectionYear::new(year).unwrap();
        indicators(&self.council, &IndicatorRequest { year, authority, counting }).unwrap()
    }

    /// The rows of a file by column.
    fn rows(&self, name: &str) -> Vec<BTreeMap<String, String>> {
        let text = std::str::from_utf8(&self.files.files[name]).unwrap();
        let mut lines =
            text.lines().map(|line| line.split(',').map(ToOwned::to_owned).collect::<Vec<String>>());
        let header = lines.next().unwrap();
        lines.map(|cells| header.iter().cloned().zip(cells).collect()).collect()
    }

    /// The rows of `episodes.csv` of a year by child, without short breaks, by first day.
    fn episodes(&self, year: u16) -> BTreeMap<String, Vec<Row>> {
        let mut by_child: BTreeMap<String, Vec<Row>> = BTreeMap::new();
        for row in self.rows(&format!("ssda903/{year}/episodes.csv")) {
            if row["LS"] != "V3" && row["LS"] != "V4" {
                by_child.entry(row["CHILD"].clone()).or_default().push(Row::of(&row));
            }
        }
        for rows in by_child.values_mut() {
            rows.sort_by_key(|row| row.start);
        }
        by_child
    }
}

/// A row of `episodes.csv`.
#[derive(Clone, Debug)]
struct Row {
    start: Date,
    end: Option<Date>,
    began: String,
    place: String,
    reason: String,
    home: Option<Postcode>,
    placement: Option<Postcode>,
    urn: String,
}

impl Row {
    fn of(row: &BTreeMap<String, String>) -> Self {
        Self {
            start: Date::from_british(&row["DECOM"]).unwrap(),
            end: Date::from_british(&row["DEC"]).ok(),
            began: row["RNE"].clone(),
            place: row["PLACE"].clone(),
            reason: row["REASON_PLACE_CHANGE"].clone(),
            home: row["HOME_POST"].parse().ok(),
            placement: row["PL_POST"].parse().ok(),
            urn: row["URN"].clone(),
        }
    }

    fn covers(&self, day: Date) -> bool {
        self.start <= day && self.end.is_none_or(|end| day < end)
    }

    fn is_temporary(&self) -> bool {
        self.place.starts_with('T')
    }
}

fn days(year: u16) -> Vec<Date> {
    let year = CollectionYear::new(year).unwrap();
    let length = year.first_day().days_until(year.last_day());
    (0..=length).map(|step| year.first_day().plus_days(step).unwrap()).collect()
}

/// What a child's placement is on each day of the year: a number that changes where a policy sees a new placement.
///
/// The oracle walks the rows and gives each a number; a day has the number of the row that covers it.
fn placements_in(rows: &[Row], year: u16, policy: CountingPolicy) -> usize {
    let mut number = 0;
    let mut numbers: Vec<usize> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let before =
            index.checked_sub(1).map(|before| &rows[before]).filter(|one| one.end == Some(row.start));
        let is_new = match before {
            None => true,
            Some(before) => is_new_placement(rows, index, before, policy),
        };
        number += usize::from(is_new);
        numbers.push(number);
    }
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    for day in days(year) {
        if let Some(index) = rows.iter().position(|row| row.covers(day)) {
            seen.insert(numbers[index]);
        }
    }
    seen.len()
}

fn is_new_placement(rows: &[Row], index: usize, before: &Row, policy: CountingPolicy) -> bool {
    let row = &rows[index];
    if row.began == "L" {
        return false;
    }
    if policy.temporary == TemporaryMoves::PassedOver {
        if row.is_temporary() {
            return false;
        }
        let kept = rows[..index].iter().rev().find(|one| !one.is_temporary());
        let same =
            |kept: &Row| (&kept.place, &kept.placement, &kept.urn) == (&row.place, &row.placement, &row.urn);
        if before.is_temporary() && kept.is_some_and(same) {
            return false;
        }
    }
    let same_carers = row.began == "T" || row.began == "U" || before.reason == "PLACE";
    !(policy.same_carers == SameCarers::SamePlacement && same_carers)
}

fn measure<'a>(answer: &'a Indicators, code: &str) -> &'a Measure {
    answer.measures.iter().find(|measure| measure.about.code == code).unwrap()
}

fn policies() -> [CountingPolicy; 4] {
    let mut all = [CountingPolicy::default(); 4];
    for (index, policy) in all.iter_mut().enumerate() {
        if index % 2 == 1 {
            policy.temporary = TemporaryMoves::Counted;
        }
        if index >= 2 {
            policy.same_carers = SameCarers::NewPlacement;
        }
    }
    all
}

#[test]
fn three_placements_agree_with_a_count_by_days() {
    for seed in 1..=3 {
        let made = made(seed);
        for year in [2023, 2025] {
            let episodes = made.episodes(year);
            let last = *days(year).last().unwrap();
            let stock: Vec<&Vec<Row>> =
                episodes.values().filter(|rows| rows.iter().any(|row| row.covers(last))).collect();
            for policy in policies() {
                let answer = made.indicators(year, policy);
                let found = measure(&answer, "three_placements");
                let mut expected = [0; 3];
                for rows in &stock {
                    expected[placements_in(rows, year, policy).min(3) - 1] += 1;
                }
                let counts: Vec<u64> = found.cells.iter().map(|cell| cell.count).collect();
                assert_eq!(counts, expected, "{seed} {year} {policy:?}");
                assert_eq!(found.total(), answer.looked_after);
                assert!(found.headline() > 5, "{expected:?}");
            }
        }
    }
}

/// Cells of the location table, by scanning every row for the day.
fn location_cells(made: &Made, rows: &[(&Row, bool)]) -> BTreeMap<&'static str, u64> {
    let postcodes = &made.council.postcodes;
    let mut cells = BTreeMap::new();
    for (row, unaccompanied) in rows {
        let place = row.placement.as_ref().map(|postcode| postcodes.locate(postcode));
        let home = row.home.as_ref().map(|postcode| postcodes.locate(postcode)).filter(|_| !unaccompanied);
        let area = place.as_ref().and_then(|place| place.authority.clone());
        let miles = home.zip(place).and_then(|(home, place)| {
            let (one, other) = (home.point?, place.point?);
            let [east, north] = [one.easting - other.easting, one.northing - other.northing].map(f64::from);
            Some(((east * east + north * north).sqrt() / 1_000.0 / 1.6093 * 10.0).round() / 10.0)
        });
        let cell = match (area, miles) {
            (None, _) => "not_known",
            (Some(area), miles) if area.as_str() == AUTHORITY => match miles {
                Some(miles) if miles > 20.0 => "inside_over_20",
                Some(_) => "inside_within_20",
                None => "inside_not_known",
            },
            (Some(_), Some(miles)) if miles > 20.0 => "outside_over_20",
            (Some(_), Some(_)) => "outside_within_20",
            (Some(_), None) => "outside_not_known",
        };
        *cells.entry(cell).or_default() += 1;
    }
    cells
}

/// The row that covers a day; the one before it where that is a temporary move.
fn usual_on(rows: &[Row], day: Date) -> Option<&Row> {
    let index = rows.iter().position(|row| row.covers(day))?;
    let kept = rows[..=index].iter().rposition(|row| !row.is_temporary()).unwrap_or(index);
    Some(&rows[kept])
}

fn filled(measure: &Measure) -> BTreeMap<&'static str, u64> {
    measure.cells.iter().filter(|cell| cell.count > 0).map(|cell| (cell.cell, cell.count)).collect()
}

#[test]
fn location_cells_agree_with_a_scan_of_all_rows() {
    for seed in 1..=3 {
        let made = made(seed);
        for year in [2022, 2025] {
            let answer = made.indicators(year, CountingPolicy::default());
            // The status is that of the latest return: it is not taken back when it ceases.
            let unaccompanied: BTreeSet<String> = (2022..=2025)
                .flat_map(|year| made.rows(&format!("ssda903/{year}/uasc.csv")))
                .map(|row| row["CHILD"].clone())
                .collect();
            let episodes = made.episodes(year);
            let last = *days(year).last().unwrap();
            let stock: Vec<(&Row, bool)> = episodes
                .iter()
                .filter_map(|(child, rows)| Some((usual_on(rows, last)?, unaccompanied.contains(child))))
                .collect();
            let expected = location_cells(made, &stock);
            let found = measure(&answer, "location");
            assert_eq!(filled(found), expected, "{seed} {year}");
            assert!(expected.len() >= 5, "{expected:?}");
            check_sums(&answer);
        }
    }
}

/// The three tables of location tell of the same children.
fn check_sums(answer: &Indicators) {
    let sum = |code: &str, cells: &[&str]| -> u64 {
        cells.iter().map(|cell| measure(answer, code).count(cell).unwrap()).sum()
    };
    let location = |cells: &[&str]| sum("location", cells);
    assert_eq!(sum("more_than_20_miles", &["over_20"]), location(&["inside_over_20", "outside_over_20"]));
    assert_eq!(
        sum("outside_boundary", &["outside"]),
        location(&["outside_within_20", "outside_over_20", "outside_not_known"])
    );
    for code in ["location", "more_than_20_miles", "outside_boundary", "three_placements"] {
        assert_eq!(measure(answer, code).total(), answer.looked_after, "{code}");
    }
    let costs = &answer.unit_costs;
    let excluded: u64 = costs.excluded.iter().map(|one| one.count).sum();
    assert_eq!(costs.rows.iter().map(|row| row.children).sum::<u64>() + excluded, answer.looked_after);
}

#[test]
fn starts_agree_with_a_scan_of_all_rows() {
    for seed in 1..=3 {
        let made = made(seed);
        let (year, policy) = (2025, CountingPolicy::default());
        let unaccompanied: BTreeSet<String> = (2022..=2025)
            .flat_map(|year| made.rows(&format!("ssda903/{year}/uasc.csv")))
            .map(|row| row["CHILD"].clone())
            .collect();
        let days = days(year);
        let episodes = made.episodes(year);
        let mut starts: Vec<(&Row, bool)> = Vec::new();
        for (child, rows) in &episodes {
            for (index, row) in rows.iter().enumerate().filter(|(_, row)| days.contains(&row.start)) {
                let before = index.checked_sub(1).map(|before| &rows[before]);
                let before = before.filter(|before| before.end == Some(row.start));
                if before.is_none_or(|before| is_new_placement(rows, index, before, policy)) {
                    starts.push((row, unaccompanied.contains(child)));
                }
            }
        }
        let answer = made.indicators(year, policy);
        assert_eq!(filled(measure(&answer, "starts_by_location")), location_cells(made, &starts), "{seed}");
        assert!(starts.len() > 100);
    }
}

/// Long-term stability, by going back day by day through all returns.
fn stability(made: &Made, year: u16) -> (u64, u64) {
    let mut rows: BTreeMap<String, BTreeMap<Date, Row>> = BTreeMap::new();
    for year in 2022..=2025 {
        for (child, of_year) in made.episodes(year) {
            rows.entry(child).or_default().extend(of_year.into_iter().map(|row| (row.start, row)));
        }
    }
    let births: BTreeMap<String, Date> = (2022..=2025)
        .flat_map(|year| made.rows(&format!("ssda903/{year}/header.csv")))
        .map(|row| (row["CHILD"].clone(), Date::from_british(&row["DOB"]).unwrap()))
        .collect();
    let last = *days(year).last().unwrap();
    let back = |months: i16| -> Date {
        let all = last.year() * 12 + i16::from(last.month()) - 1 - months;
        let (year, month) = (all / 12, i8::try_from(all % 12 + 1).unwrap());
        (28..=31).rev().find_map(|day| Date::new(year, month, day).ok()).unwrap()
    };
    let (mut stable, mut total) = (0, 0);
    for (child, rows) in rows {
        let rows: Vec<Row> = rows.into_values().collect();
        let Some(present) = rows.iter().position(|row| row.covers(last)) else { continue };
        if last.age_since(births[&child]).years() >= 16 {
            continue;
        }
        let mut first = present;
        while first > 0 && rows[first - 1].end == Some(rows[first].start) {
            first -= 1;
        }
        if rows[first].start > back(30) {
            continue;
        }
        let began_at = |mut index: usize| {
            while index > first
                && !is_new_placement(&rows, index, &rows[index - 1], CountingPolicy::default())
            {
                index -= 1;
            }
            index
        };
        let placed = began_at(present);
        let adoptive = usual_on(&rows, last).unwrap().place.starts_with('A');
        let before = (adoptive && placed > first).then(|| rows[began_at(placed - 1)].start);
        let lasted = rows[placed].start <= back(24) || before.is_some_and(|start| start <= back(24));
        total += 1;
        stable += u64::from(lasted);
    }
    (stable, total)
}

#[test]
fn long_term_stability_agrees_with_going_back_through_all_rows() {
    for seed in 1..=3 {
        let made = made(seed);
        let answer = made.indicators(2025, CountingPolicy::default());
        let found = measure(&answer, "long_term_stability");
        let (stable, total) = stability(made, 2025);
        assert_eq!((found.headline(), found.total()), (stable, total), "{seed}");
        assert!(stable > 20 && total > stable, "{stable} {total}");
    }
}

#[test]
fn the_same_files_give_the_same_answer_and_short_breaks_only_add() {
    let made = made(1);
    let usual = CountingPolicy::default();
    assert_eq!(made.indicators(2025, usual), made.indicators(2025, usual));
    let counted = CountingPolicy { short_breaks: ShortBreaks::Counted, ..usual };
    assert!(made.indicators(2025, counted).looked_after >= made.indicators(2025, usual).looked_after);
}

#[test]
fn what_is_published_hides_every_small_count() {
    let made = made(2);
    let answer = made.indicators(2025, CountingPolicy::default());
    let exact = publish(&answer, Rounding::Exact, Suppression::None);
    let hidden = publish(&answer, Rounding::Exact, Suppression::UnderSix);
    let mut small = 0;
    for (open, hidden) in exact.indicators.iter().zip(&hidden.indicators) {
        for (open, hidden) in open.cells.iter().zip(&hidden.cells) {
            let count: u64 = open.count.to_string().parse().unwrap();
            if (1..6).contains(&count) {
                small += 1;
                assert_eq!(hidden.count.to_string(), "c", "{}", open.cell);
                assert_eq!(hidden.per_cent_tenths.unwrap().to_string(), "c", "{}", open.cell);
            } else if hidden.count.to_string() != "c" {
                assert_eq!((open.count, open.per_cent_tenths), (hidden.count, hidden.per_cent_tenths));
            }
        }
    }
    assert!(small > 0, "the case has small counts to hide");
}
