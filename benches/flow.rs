//! The flow core: two ways to solve a pure flow from nothing, and repair after one change.
//!
//! `cargo bench --bench flow -- CHILDREN...`; without arguments 500, 2,000, 20,000 and 80,000. Successive shortest paths alone
//! are timed up to `NEARHOME_PATHS_MAX` children (2,000). Times from nothing are processor seconds of the whole
//! process where the system tells them, else wall time; those of changes are the processor's of their thread:
//! where others use the machine, a wall clock shows whenever it was given to them. `NEARHOME_ROWS` is a file for the rows.

use std::time::Instant;

use nearhome_benches::run::{peak_megabytes, processor_seconds, thread_processor_time};
use nearhome_benches::table::{Table, arguments, or_dash, seconds_text, setting};
use nearhome_check::check;
use nearhome_optimiser::random_problems::{Form, National, Numbers, national};
use nearhome_optimiser::{Change, Repair, RepairError};
use nearhome_problem::Problem;

/// Changes of each kind for one row.
const CHANGES: usize = 200;

fn main() {
    let mut sizes: Vec<u32> =
        arguments().iter().map(|size| size.parse().expect("a number of children")).collect();
    if sizes.is_empty() {
        sizes = vec![500, 2_000, 20_000, 80_000];
    }
    from_nothing(&sizes);
    after_a_change(&sizes);
}

fn plain(children: u32) -> Problem {
    national(National { seed: 1, children, form: Form::Plain })
}

fn from_nothing(sizes: &[u32]) {
    let columns = ["children", "options", "auction", "shortest paths", "ratio", "full proof", "peak MB"];
    let table = Table::new("A pure flow from nothing, four levels", &columns);
    let most = setting("NEARHOME_PATHS_MAX", 2_000);
    for &children in sizes {
        let problem = plain(children);
        let options = problem.options.len();
        let (auction, seconds) = timed(|| Repair::new(problem.clone()));
        let peak = peak_megabytes();
        let (is_proved, proof) = timed(|| auction.as_ref().is_ok_and(Repair::is_proved));
        let totals = auction.map(|auction| auction.totals());
        assert!(is_proved, "the auction's answer is proved");
        let paths = (u64::from(children) <= most).then(|| {
            let (paths, seconds) = timed(|| Repair::by_shortest_paths(problem));
            assert_eq!(paths.map(|paths| paths.totals()), totals, "two ways to one optimum");
            seconds
        });
        table.row(&[
            children.to_string(),
            options.to_string(),
            seconds_text(seconds),
            or_dash(paths.map(seconds_text)),
            or_dash(paths.map(|paths| format!("{:.1}", paths / seconds))),
            seconds_text(proof),
            or_dash(peak),
        ]);
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let (start, processor) = (Instant::now(), processor_seconds());
    let done = work();
    let wall = start.elapsed().as_secs_f64();
    let used = processor_seconds().zip(processor).map(|(after, before)| after - before);
    (done, used.filter(|used| *used > 0.0).unwrap_or(wall))
}

/// A kind of change, and how one is drawn.
type Kind = (&'static str, Draw);

type Draw = fn(&mut Numbers, &Repair, Size) -> Change;

#[derive(Clone, Copy)]
struct Size {
    children: u32,
    homes: u32,
}

const KINDS: [Kind; 7] = [
    ("a child leaves", |numbers, _, size| Change::Leave { child: numbers.below(size.children) }),
    ("a child arrives", |numbers, _, size| Change::Arrive { child: numbers.below(size.children) }),
    ("a home closes", |numbers, _, size| Change::Places { home: numbers.below(size.homes), places: 0 }),
    ("a home has 4 places", |numbers, _, size| Change::Places { home: numbers.below(size.homes), places: 4 }),
    ("a home costs more", |numbers, _, size| Change::Charge {
        home: numbers.below(size.homes),
        cost: vec![0, 0, 0, i64::from(numbers.below(25_000))],
    }),
    ("a pair is forbidden", |numbers, repair, size| {
        let child = numbers.below(size.children);
        Change::Pair { child, home: repair.home(child).unwrap_or(0), cost: None }
    }),
    ("a pair is fixed", |numbers, repair, size| {
        let child = numbers.below(size.children);
        Change::Fix { child, home: repair.home(child) }
    }),
];

fn after_a_change(sizes: &[u32]) {
    let table = Table::new(
        &format!("Repair after one change, milliseconds of processor time over {CHANGES} changes of a kind"),
        &["children", "change", "median", "95%", "worst", "children moved, median"],
    );
    for &children in sizes {
        let problem = plain(children);
        let homes = u32::try_from(problem.homes.len()).expect("homes are numbered in 32 bits");
        let size = Size { children, homes };
        let mut repair = Repair::new(problem).expect("everybody may stay unplaced");
        for (name, draw) in KINDS {
            row(&table, &mut repair, size, name, draw);
        }
        assert!(repair.is_proved(), "every change leaves the answer proved");
        let report = check(&repair.problem(), &repair.solution()).expect("an accepted answer");
        assert!(report.is_full(), "a flow is proved in full");
    }
}

fn row(table: &Table, repair: &mut Repair, size: Size, name: &str, draw: Draw) {
    let mut numbers = Numbers::new(u64::from(size.children));
    let (mut times, mut moved) = (Vec::new(), Vec::new());
    for _ in 0..CHANGES {
        let change = draw(&mut numbers, repair, size);
        if let Change::Arrive { child } = change {
            repair.apply(&Change::Leave { child }).expect("a child may always leave");
        }
        let start = thread_processor_time();
        let repaired = repair.apply(&change);
        times.push(thread_processor_time().saturating_sub(start).as_secs_f64() * 1_000.0);
        match repaired {
            Ok(repaired) => moved.push(repaired.moved.len()),
            Err(RepairError::NoOption { .. }) => {}
            Err(error) => panic!("{name}: {error}"),
        }
    }
    times.sort_unstable_by(f64::total_cmp);
    moved.sort_unstable();
    let at = |part: usize| format!("{:.3}", times[(times.len() - 1) * part / 100]);
    let moved = moved.get(moved.len() / 2).map_or_else(|| "-".to_owned(), usize::to_string);
    table.row(&[size.children.to_string(), name.to_owned(), at(50), at(95), at(100), moved]);
}
