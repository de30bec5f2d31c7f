//! Counts steps, asks whether to stop, and tells how far the search has come.

use nearhome_problem::Totals;

use crate::search::Incumbent;

/// When to stop and whom to tell.
///
/// The crate reads no clock: a caller with a deadline answers `true` from `interrupt` once it has
/// passed. Which answer an interrupted run returns depends on when it was interrupted; with a
/// `step_limit` alone it does not.
#[derive(Clone, Copy, Default)]
pub struct Settings<'a> {
    /// The most steps (nodes of the search, or children seated by the flow) in each independent part
    /// of the problem; `None`: no limit. Repeatable on any machine and any number of threads.
    pub step_limit: Option<u64>,
    /// Asked before every step and now and then within long ones, from any thread; `true` stops the run.
    pub interrupt: Option<&'a (dyn Fn() -> bool + Sync)>,
    /// Told after steps, from any thread.
    pub progress: Option<&'a (dyn Fn(&Progress) + Sync)>,
}

impl std::fmt::Debug for Settings<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Settings")
            .field("step_limit", &self.step_limit)
            .field("interrupt", &self.interrupt.is_some())
            .field("progress", &self.progress.is_some())
            .finish()
    }
}

/// Asked whether to stop, from any thread.
pub(crate) type Interrupt<'a> = Option<&'a (dyn Fn() -> bool + Sync)>;

/// Whether the caller wishes to stop.
pub(crate) fn is_stopped(interrupt: Interrupt<'_>) -> bool {
    interrupt.is_some_and(|interrupt| interrupt())
}

/// How far one independent part of the problem has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Index of the part; parts are solved in any order.
    pub part: usize,
    /// Number of parts.
    pub parts: usize,
    /// Steps taken in this part.
    pub steps: u64,
    /// Totals of the best answer of this part so far.
    pub incumbent: Option<Totals>,
    /// What is proved of this part so far: no answer has lexicographically smaller totals.
    pub bound: Totals,
}

/// The run was asked to stop.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stopped;

/// The steps of one part.
#[derive(Clone, Debug)]
pub(crate) struct Meter<'a> {
    settings: &'a Settings<'a>,
    pub(crate) part: usize,
    pub(crate) parts: usize,
    pub(crate) steps: u64,
    /// What the rest of the part costs in its best answer, and at least, when only a piece of the
    /// part is being solved.
    elsewhere: Option<(Totals, Totals)>,
    /// For work that is not told to anybody.
    quiet: Option<Quiet>,
}

/// How far work goes that is not told to anybody.
#[derive(Clone, Copy, Debug)]
struct Quiet {
    /// The most steps.
    steps: u64,
    /// The last level.
    level: usize,
}

impl<'a> Meter<'a> {
    pub(crate) fn new(settings: &'a Settings<'a>, part: usize, parts: usize) -> Self {
        Self { settings, part, parts, steps: 0, elsewhere: None, quiet: None }
    }

    /// The meter of a piece of the part: the rest costs `best` in the best answer and at least `bound`.
    pub(crate) fn of_piece(&self, best: &[i128], bound: &[i128]) -> Self {
        let (outer_best, outer_bound) = self.elsewhere.clone().unzip();
        let sum = |outer: Option<Totals>, inner: &[i128]| match outer {
            Some(outer) => outer.iter().zip(inner).map(|(outer, inner)| outer + inner).collect(),
            None => inner.to_vec(),
        };
        let elsewhere = Some((sum(outer_best, best), sum(outer_bound, bound)));
        Self { elsewhere, ..self.clone() }
    }

    /// A meter of its own for work that may lead to nothing: it tells nobody, permits so many steps, but no more than
    /// are left here, and none after this level is closed.
    pub(crate) fn quietly(&self, steps: u64, level: usize) -> Self {
        let limit = self.quiet.map(|quiet| quiet.steps).or(self.settings.step_limit);
        let steps = limit.map_or(steps, |limit| steps.min(limit.saturating_sub(self.steps)));
        Self { quiet: Some(Quiet { steps, level }), steps: 0, elsewhere: None, ..self.clone() }
    }

    /// Whether nothing is wanted after this level.
    pub(crate) fn ends_with(&self, level: usize) -> bool {
        self.quiet.is_some_and(|quiet| level >= quiet.level)
    }

    /// The caller's wish to stop, for work that is long within one step.
    pub(crate) fn interrupt(&self) -> Interrupt<'a> {
        self.settings.interrupt
    }

    pub(crate) fn is_interrupted(&self) -> bool {
        is_stopped(self.settings.interrupt)
    }

    /// Counts a step, or says that it may not be taken.
    pub(crate) fn step(&mut self, best: Option<&Incumbent>, bound: &[i128]) -> Result<(), Stopped> {
        self.count()?;
        if let (Some(progress), None) = (self.settings.progress, self.quiet) {
            let add = |own: &[i128], elsewhere: Option<&Totals>| match elsewhere {
                Some(elsewhere) => own.iter().zip(elsewhere).map(|(own, add)| own + add).collect(),
                None => own.to_vec(),
            };
            let (best_elsewhere, bound_elsewhere) = self.elsewhere.as_ref().map(|(a, b)| (a, b)).unzip();
            progress(&Progress {
                part: self.part,
                parts: self.parts,
                steps: self.steps,
                incumbent: best.map(|best| add(&best.totals, best_elsewhere)),
                bound: add(bound, bound_elsewhere),
            });
        }
        Ok(())
    }

    /// Counts a step without telling anybody.
    pub(crate) fn count(&mut self) -> Result<(), Stopped> {
        let limit = self.quiet.map(|quiet| quiet.steps).or(self.settings.step_limit);
        let over = limit.is_some_and(|limit| self.steps >= limit);
        if over || is_stopped(self.settings.interrupt) {
            return Err(Stopped);
        }
        self.steps += 1;
        Ok(())
    }
}
