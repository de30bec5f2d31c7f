//! Writes a problem as an integer program in free MPS, for other solvers.
//!
//! MPS knows one objective and solvers read it in floating point. So the levels are either packed into
//! one weighted objective, where that is exact, or written one file a level, each holding the values
//! that the levels before it have reached.

mod arcs;

use std::io::{BufWriter, Write};

use arcs::{ArcModel, Sense};

use crate::{LEVELS_MAX, Problem};

/// How the levels become one objective.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MpsForm<'a> {
    /// Weights that make every level outweigh all later ones together.
    Weighted,
    /// One level as the objective, the earlier ones held by rows.
    Level {
        /// Index of the level to minimise.
        level: usize,
        /// The values that levels `0..level` have reached, each to be held.
        held: &'a [i128],
    },
}

/// Why a problem could not be written as MPS.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MpsError {
    /// The weighted objective would reach 2^53, from where solvers round it.
    #[error(
        "weights would make the objective reach {largest}, above 2^53, where other solvers round; write one level at a time"
    )]
    TooLargeForWeights {
        /// The largest objective that an answer could have, saturated at the end of 128 bits.
        largest: i128,
    },
    /// The level does not exist, or `held` has not one value for each earlier level.
    #[error(
        "level {level} with {held} held values, of {levels} levels; give one value for each earlier level"
    )]
    WrongLevel {
        /// The level asked for.
        level: usize,
        /// How many held values were given.
        held: usize,
        /// How many levels there are.
        levels: usize,
    },
    /// A held value is above 2^53, where solvers round it.
    #[error("the value {value} of level {level} is above 2^53, where other solvers round")]
    HeldTooLarge {
        /// The level.
        level: usize,
        /// Its value.
        value: i128,
    },
    /// The sink could not be written.
    #[error("cannot write the file")]
    Io(#[from] std::io::Error),
}

/// Up to here, doubles tell every integer from its neighbours.
const EXACT_MAX: i128 = 1 << 53;

impl Problem {
    /// Writes the problem as an integer program in free MPS.
    ///
    /// Columns are 0 or 1: `x_3_5` puts child 3 into home 5, `u_3` leaves child 3 unplaced, `split_0` is
    /// paid for `together[0]`, `share_1` for `apart[1]`. Solve with a relative gap of zero. An answer of
    /// another solver is read back from the `x_` columns.
    ///
    /// # Errors
    ///
    /// [`MpsError`]; nothing has been written unless it is [`MpsError::Io`].
    pub fn write_mps(&self, sink: impl Write, form: MpsForm<'_>) -> Result<(), MpsError> {
        let (weights, held) = match form {
            MpsForm::Weighted => (weights(self)?, [].as_slice()),
            MpsForm::Level { level, held } => {
                check_held(self, level, held)?;
                (unit(level), held)
            }
        };
        let mut model = ArcModel::of(self);
        for (level, &value) in held.iter().enumerate() {
            model.limit_level(format!("held_{level}"), level, value);
        }
        model.sort();
        let mut file = BufWriter::with_capacity(1 << 16, sink);
        write_head(&mut file, self, form, &weights)?;
        write_rows(&mut file, &model)?;
        write_columns(&mut file, &model, &weights)?;
        write_right_hand_sides(&mut file, &model)?;
        write_bounds(&mut file, &model)?;
        writeln!(file, "ENDATA")?;
        Ok(file.flush()?)
    }
}

/// A weight for each level; levels that the problem has not keep weight 0.
type Weights = [i128; LEVELS_MAX];

fn unit(level: usize) -> Weights {
    let mut weights = [0; LEVELS_MAX];
    weights[level] = 1;
    weights
}

/// The smallest weights with which one unit of a level outweighs all that can vary on later levels.
fn weights(problem: &Problem) -> Result<Weights, MpsError> {
    let (spread, most) = spread_and_most(problem);
    let mut weights = [0_i128; LEVELS_MAX];
    let (mut later, mut largest) = (0_i128, 0_i128);
    for level in (0..problem.levels.len()).rev() {
        weights[level] = later.saturating_add(1);
        later = later.saturating_add(weights[level].saturating_mul(spread[level]));
        largest = largest.saturating_add(weights[level].saturating_mul(most[level]));
    }
    if largest > EXACT_MAX || weights[0] > EXACT_MAX {
        return Err(MpsError::TooLargeForWeights { largest: largest.max(weights[0]) });
    }
    Ok(weights)
}

/// How much the sum on each level can differ between two answers, and how much it can be at most.
fn spread_and_most(problem: &Problem) -> (Weights, Weights) {
    let levels = problem.levels.len();
    let mut range: Vec<Option<([i64; LEVELS_MAX], [i64; LEVELS_MAX])>> = vec![None; problem.children.len()];
    let mut widen = |child: usize, cost: &[i64]| {
        let mut padded = [0; LEVELS_MAX];
        padded[..levels].copy_from_slice(cost);
        let (least, most) = range[child].get_or_insert((padded, padded));
        for level in 0..levels {
            least[level] = least[level].min(cost[level]);
            most[level] = most[level].max(cost[level]);
        }
    };
    for (child, unplaced) in problem.children.iter().enumerate() {
        if let Some(cost) = &unplaced.unplaced {
            widen(child, cost);
        }
    }
    for option in problem.options.iter() {
        widen(option.child as usize, option.cost);
    }
    let (mut spread, mut top) = ([0; LEVELS_MAX], [0; LEVELS_MAX]);
    for (least, most) in range.iter().flatten() {
        for level in 0..levels {
            spread[level] += i128::from(most[level] - least[level]);
            top[level] += i128::from(most[level]);
        }
    }
    let split = problem.together.iter().filter_map(|group| group.split_cost.as_ref());
    let share = problem.apart.iter().filter_map(|pair| pair.cost.as_ref());
    for cost in split.chain(share) {
        for level in 0..levels {
            spread[level] += i128::from(cost[level]);
            top[level] += i128::from(cost[level]);
        }
    }
    (spread, top)
}

fn check_held(problem: &Problem, level: usize, held: &[i128]) -> Result<(), MpsError> {
    let levels = problem.levels.len();
    if level >= levels || held.len() != level {
        return Err(MpsError::WrongLevel { level, held: held.len(), levels });
    }
    match held.iter().position(|value| value.unsigned_abs() > EXACT_MAX.unsigned_abs()) {
        Some(earlier) => Err(MpsError::HeldTooLarge { level: earlier, value: held[earlier] }),
        None => Ok(()),
    }
}

fn write_head(
    file: &mut impl Write,
    problem: &Problem,
    form: MpsForm<'_>,
    weights: &Weights,
) -> std::io::Result<()> {
    writeln!(file, "* nearhome matching problem, minimise; solve with a relative gap of zero")?;
    for (level, name) in problem.levels.iter().enumerate() {
        let name = name.escape_debug();
        let role = match form {
            MpsForm::Level { level: objective, .. } if level < objective => "held".to_owned(),
            _ => format!("weight {}", weights[level]),
        };
        writeln!(file, "* level {level} {name}: {role}")?;
    }
    writeln!(file, "NAME nearhome")
}

fn write_rows(file: &mut impl Write, model: &ArcModel<'_>) -> std::io::Result<()> {
    writeln!(file, "ROWS\n N cost")?;
    for row in &model.rows {
        writeln!(file, " {} {}", row.sense, row.name)?;
    }
    Ok(())
}

fn write_columns(file: &mut impl Write, model: &ArcModel<'_>, weights: &Weights) -> std::io::Result<()> {
    writeln!(file, "COLUMNS\n m1 'MARKER' 'INTORG'")?;
    let mut entries = model.entries.iter().peekable();
    for (index, column) in model.columns.iter().enumerate() {
        let cost: i128 =
            column.cost.iter().zip(weights).map(|(&cost, weight)| i128::from(cost) * weight).sum();
        writeln!(file, " {} cost {cost}", column.name)?;
        while let Some(entry) = entries.next_if(|entry| entry.column as usize == index) {
            let row = &model.rows[entry.row as usize].name;
            writeln!(file, " {} {row} {}", column.name, entry.coefficient)?;
        }
    }
    writeln!(file, " m2 'MARKER' 'INTEND'")
}

fn write_right_hand_sides(file: &mut impl Write, model: &ArcModel<'_>) -> std::io::Result<()> {
    writeln!(file, "RHS")?;
    for row in model.rows.iter().filter(|row| row.right_hand_side != 0) {
        writeln!(file, " rhs {} {}", row.name, row.right_hand_side)?;
    }
    Ok(())
}

fn write_bounds(file: &mut impl Write, model: &ArcModel<'_>) -> std::io::Result<()> {
    writeln!(file, "BOUNDS")?;
    model.columns.iter().try_for_each(|column| writeln!(file, " BV bnd {}", column.name))
}

impl std::fmt::Display for Sense {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Equal => "E",
            Self::AtMost => "L",
        })
    }
}

#[cfg(test)]
mod tests;
