//! When a long computation stops early, and what it tells on the way.

use std::{
    fmt,
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use nearhome_optimiser::Settings;
use nearhome_replay::PlacingPolicy;

pub use nearhome_data::ReadingStep;
pub use nearhome_optimiser::Progress;

/// When to stop with the best answer so far.
///
/// A stopped answer is valid and carries a proven bound; it is never called optimal or infeasible.
#[derive(Clone, Debug, Default)]
pub struct Limits {
    /// Wall time for all that a call solves; `None`: no limit.
    pub time: Option<Duration>,
    /// Search steps of each problem that a call solves, of which a question may have many; the same on every machine.
    /// `None`: no limit.
    pub steps: Option<u64>,
    /// Stops the computation when it is cancelled elsewhere; `None`: nobody cancels it.
    pub cancel: Option<Cancel>,
}

/// A token with which another thread stops a computation; copies stop the same one.
///
/// # Examples
///
/// ```
/// use nearhome::{Cancel, Limits};
///
/// let cancel = Cancel::default();
/// let limits = Limits { cancel: Some(cancel.clone()), ..Limits::default() };
/// cancel.cancel();
/// assert!(limits.cancel.is_some_and(|cancel| cancel.is_cancelled()));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Stops every computation that was given this token, now and later.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it was cancelled.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Limits {
    /// Whether neither a time nor a number of steps is given.
    #[must_use]
    pub fn is_unlimited(&self) -> bool {
        self.time.is_none() && self.steps.is_none()
    }

    /// Whether another thread has cancelled the computation.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancel.as_ref().is_some_and(Cancel::is_cancelled)
    }

    /// Tells of a step, unless the computation was cancelled: then it is not taken.
    pub(crate) fn goes_on(&self, progress: &(dyn Fn(&Step<'_>) + Sync), step: Step<'_>) -> ControlFlow<()> {
        if self.is_cancelled() {
            return ControlFlow::Break(());
        }
        progress(&step);
        ControlFlow::Continue(())
    }

    /// Runs a computation under these limits, counted from now.
    pub(crate) fn run<T>(
        &self,
        progress: &(dyn Fn(&Progress) + Sync),
        compute: impl FnOnce(&Settings<'_>) -> T,
    ) -> T {
        let end = self.time.map(|time| Instant::now() + time);
        let stop = || self.is_cancelled() || end.is_some_and(|end| Instant::now() >= end);
        compute(&Settings { step_limit: self.steps, interrupt: Some(&stop), progress: Some(progress) })
    }
}

/// What a call about a council's folder does next.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Step<'a> {
    /// Makes a synthetic authority up.
    Making,
    /// Writes the files of it.
    Writing,
    /// Reads a part of a folder.
    Reading(ReadingStep),
    /// Works out the answer from what was read.
    Answering,
    /// Has placed the children of so many days of a replay.
    Placing {
        /// The way of placing.
        policy: PlacingPolicy,
        /// Days that are done.
        day: i32,
        /// Days of the period.
        days: i32,
    },
    /// Looks for the best plan.
    Solving(&'a Progress),
}

impl fmt::Display for Step<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Making => formatter.write_str("making the authority"),
            Self::Writing => formatter.write_str("writing its files"),
            Self::Reading(step) => step.fmt(formatter),
            Self::Answering => formatter.write_str("working out the answer"),
            Self::Placing { policy, day, days } => {
                write!(formatter, "{}: day {day} of {days}", policy.name())
            }
            Self::Solving(progress) => formatter.write_str(&told(progress)),
        }
    }
}

/// How far a search is, in a few words.
#[must_use]
pub fn told(progress: &Progress) -> String {
    let list = |totals: &[i128]| totals.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let best = progress.incumbent.as_deref().map_or_else(|| "none yet".to_owned(), list);
    format!(
        "part {} of {}, {} steps; best {best}; bound {}",
        progress.part + 1,
        progress.parts,
        progress.steps,
        list(&progress.bound)
    )
}
