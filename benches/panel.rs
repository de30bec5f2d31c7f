//! What a panel waits for: a council prepared once, then a shortlist, an explanation, a what-if, a vacancy.
//!
//! `cargo bench --bench panel -- CHILDREN...` on the demonstration's county with so many children (without arguments `200 600`).
//! `NEARHOME_PANEL_CHILDREN` children are asked about (5), `NEARHOME_PANEL_SECONDS` is the limit of one question (60). Times
//! are processor seconds of the whole process where the system tells them, else wall time; the median of wall time stands
//! beside them, since plans that do not depend on each other are solved in parallel.

use std::time::{Duration, Instant};

use nearhome_benches::run::{median, processor_seconds};
use nearhome_benches::table::{Table, arguments, seconds_text, setting};
use nearhome_benches::{last_day, read_county, write_county};
use nearhome_matching::{Alteration, Assembly, Sitting, explain, judge_homes, shortlist, vacancy, what_if};
use nearhome_model::{Child, ChildId, HomeId, Moving};
use nearhome_optimiser::Settings;
use nearhome_rules::Policy;

fn main() {
    let mut sizes = arguments();
    if sizes.is_empty() {
        sizes = ["200", "600"].map(str::to_owned).to_vec();
    }
    for size in sizes {
        bench(size.parse().expect("a number of children"));
    }
}

fn bench(children: u32) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let council = folder.path().join("council");
    write_county(children, &council);
    let reading = read_county(&council);
    let policy =
        Policy::from_toml(reading.policy_text.as_deref().unwrap_or_default()).expect("a valid policy");
    let snapshot = last_day(&reading);
    let (assembly, judging) = timed(|_| Assembly::new(&snapshot, &policy).expect("a valid problem"));
    let (sitting, preparing) =
        timed(|settings| Sitting::new(&assembly, settings).expect("an accepted answer"));
    let open = assembly.children.iter().filter(|child| child.is_to_be_matched()).count();
    let title = format!(
        "{children} children, {} homes, {open} to be matched, {} permitted pairs; best plan {}",
        assembly.homes.len(),
        assembly.problem.options.len(),
        if sitting.optimum().is_some() { "proved" } else { "not proved" }
    );
    let table = Table::new(&title, &["question", "median", "worst", "median wall", "times"]);
    row(&table, "judging and building the problem", &[judging]);
    row(&table, "preparing: the best plan of every part", &[preparing]);
    if sitting.optimum().is_some() {
        ask(&table, sitting, &subjects(&assembly));
    }
}

/// Children of the problem who need a home, evenly chosen.
fn subjects(assembly: &Assembly<'_>) -> Vec<ChildId> {
    let wanted = usize::try_from(setting("NEARHOME_PANEL_CHILDREN", 5)).expect("a small number");
    let in_need: Vec<&Child> =
        assembly.children.iter().copied().filter(|child| child.search.moving == Moving::Needed).collect();
    let step = in_need.len().div_ceil(wanted).max(1);
    in_need.iter().step_by(step).map(|child| child.id.clone()).collect()
}

fn ask(table: &Table, mut sitting: Sitting<'_>, subjects: &[ChildId]) {
    let assembly = sitting.assembly();
    let judged: Vec<_> = subjects.iter().map(|child| timed(|_| judge_homes(assembly, child))).collect();
    row(table, "shortlist, every home judged, nothing solved", &times(&judged));
    let first: Vec<HomeId> = judged
        .iter()
        .filter_map(|(list, _)| Some(list.as_ref().ok()?.ranked.first()?.home.clone()))
        .collect();
    let mut priced = Vec::new();
    for opportunity in [0, 3] {
        priced = subjects
            .iter()
            .map(|child| timed(|settings| shortlist(&mut sitting, child, opportunity, settings)))
            .collect();
        row(table, &format!("shortlist, standings, cost of the best {opportunity}"), &times(&priced));
    }
    assert!(priced.iter().all(|(list, _)| list.is_ok()), "every answer is accepted");
    let pairs = || subjects.iter().zip(&first);
    let forced: Vec<_> = pairs()
        .map(|(child, home)| {
            let (child, home) = (assembly.number_of(child), assembly.number_of_home(home));
            timed(|settings| sitting.forced(child.expect("a child to be matched"), home, settings))
        })
        .collect();
    row(table, "one forced re-solve", &times(&forced));
    let told: Vec<_> =
        pairs().map(|(child, home)| timed(|settings| explain(&mut sitting, child, home, settings))).collect();
    row(table, "explain, with what would win", &times(&told));
    let changed = |change: Alteration| timed(|settings| what_if(&sitting, &[change], settings));
    let to_close = |home: &HomeId| Alteration::HomeCloses { home: home.clone() };
    let to_leave = |child: &ChildId| Alteration::ChildLeaves { child: child.clone() };
    let to_decide = |(child, home): (&ChildId, &HomeId)| Alteration::Fix {
        child: child.clone(),
        home: Some(home.clone()),
    };
    let closed: Vec<_> = first.iter().map(to_close).map(changed).collect();
    row(table, "what-if, a home closes", &times(&closed));
    let left: Vec<_> = subjects.iter().map(to_leave).map(changed).collect();
    row(table, "what-if, a child leaves", &times(&left));
    let fixed: Vec<_> = pairs().map(to_decide).map(changed).collect();
    row(table, "what-if, a placement is decided", &times(&fixed));
    let vacant: Vec<_> =
        first.iter().map(|home| timed(|settings| vacancy(&mut sitting, home, 3, settings))).collect();
    row(table, "vacancy, the best 3 children", &times(&vacant));
}

/// Seconds that a question took.
#[derive(Clone, Copy)]
struct Took {
    processor: f64,
    wall: f64,
}

fn times<T>(done: &[(T, Took)]) -> Vec<Took> {
    done.iter().map(|(_, took)| *took).collect()
}

fn row(table: &Table, question: &str, times: &[Took]) {
    let seconds: Vec<f64> = times.iter().map(|took| took.processor).collect();
    let wall: Vec<f64> = times.iter().map(|took| took.wall).collect();
    let worst = seconds.iter().copied().max_by(f64::total_cmp).unwrap_or(0.0);
    let [typical, waited] = [&seconds, &wall].map(|seconds| median(seconds).unwrap_or(0.0));
    let cells = [seconds_text(typical), seconds_text(worst), seconds_text(waited), seconds.len().to_string()];
    table.row(&[&[question.to_owned()], &cells[..]].concat());
}

/// Asks within the time limit.
fn timed<T>(question: impl FnOnce(&Settings<'_>) -> T) -> (T, Took) {
    let limit = Duration::from_secs(setting("NEARHOME_PANEL_SECONDS", 60));
    let (start, processor) = (Instant::now(), processor_seconds());
    let is_over = || start.elapsed() >= limit;
    let answer = question(&Settings { interrupt: Some(&is_over), ..Settings::default() });
    let wall = start.elapsed().as_secs_f64();
    let used = processor_seconds().zip(processor).map(|(after, before)| after - before);
    (answer, Took { processor: used.filter(|used| *used > 0.0).unwrap_or(wall), wall })
}
