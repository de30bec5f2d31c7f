//! A made-up council's folder.

use std::path::{Path, PathBuf};

use nearhome_data::synth::{Existing, SynthError, SynthRequest, generate};
use nearhome_model::AuthorityCode;
use serde::{Deserialize, Serialize};

use crate::{Error, Limits, Step, council::told};

/// A synthetic authority that is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Synthesis {
    /// The authority by its nine-character code.
    pub authority: String,
    /// Children looked after on the last day, 1 to 20,000.
    #[serde(default = "six_hundred")]
    pub children: u32,
    /// Annual returns, 1 to 10.
    #[serde(default = "three")]
    pub years: u8,
    /// The same seed makes the same files.
    #[serde(default = "one")]
    pub seed: u64,
    /// Defects are planted in the returns at places that this seed decides, and `defects.json` says what must be found;
    /// needs at least two returns. `None`: the returns are clean.
    #[serde(default)]
    pub defects: Option<u64>,
}

impl Synthesis {
    /// 600 children, three clean returns, seed 1.
    #[must_use]
    pub fn new(authority: &str) -> Self {
        Self {
            authority: authority.to_owned(),
            children: six_hundred(),
            years: three(),
            seed: one(),
            defects: None,
        }
    }
}

pub(crate) fn six_hundred() -> u32 {
    600
}

pub(crate) fn three() -> u8 {
    3
}

pub(crate) fn one() -> u64 {
    1
}

/// The files of a synthetic authority that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Synthesised {
    /// `nearhome-synth/1`.
    pub format: &'static str,
    /// The files by their names below the folder, such as `ssda903/2025/header.csv`, in order.
    pub files: Vec<String>,
}

/// Writes a synthetic authority to an empty or absent folder; `None`: it was cancelled, and nothing was written. Of the
/// limits the token alone matters.
///
/// # Errors
///
/// [`Error::BadRequest`] when a number or the authority is out of range or the folder is not empty,
/// [`Error::Io`] when it cannot be written.
pub fn synthesise(
    wanted: &Synthesis,
    folder: &Path,
    limits: &Limits,
    progress: &(dyn Fn(&Step<'_>) + Sync),
) -> Result<Option<Synthesised>, Error> {
    let &Synthesis { ref authority, children, years, seed, defects } = wanted;
    let authority =
        AuthorityCode::new(authority).map_err(|error| Error::BadRequest(format!("--authority: {error}")))?;
    if defects.is_some() && years < 2 {
        return Err(Error::BadRequest(
            "--defects: some lie between two returns; ask for at least two years".to_owned(),
        ));
    }
    let request = SynthRequest { children, years, seed, ..SynthRequest::new(authority) };
    write_authority(&request, defects, (folder, Existing::Refuse), limits, progress)
}

/// Makes an authority and writes it.
pub(crate) fn write_authority(
    request: &SynthRequest,
    defects: Option<u64>,
    (folder, existing): (&Path, Existing),
    limits: &Limits,
    progress: &(dyn Fn(&Step<'_>) + Sync),
) -> Result<Option<Synthesised>, Error> {
    if limits.goes_on(progress, Step::Making).is_break() {
        return Ok(None);
    }
    let mut made = generate(request).map_err(refused)?;
    if let Some(seed) = defects {
        made.plant_defects(seed);
    }
    if limits.goes_on(progress, Step::Writing).is_break() {
        return Ok(None);
    }
    made.write_to(folder, existing).map_err(refused)?;
    Ok(Some(Synthesised { format: "nearhome-synth/1", files: made.files.into_keys().collect() }))
}

fn refused(error: SynthError) -> Error {
    match error {
        SynthError::Io { path, source, .. } => {
            Error::Io { doing: "write", path: PathBuf::from(path), source }
        }
        other => Error::BadRequest(told(&other)),
    }
}
