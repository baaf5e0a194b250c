//! How grave an entry of the list of findings is, whatever it comes from.

use crate::audit;
use crate::base::diagnostic::{self, Diagnostic};

/// How grave an entry is. The gravest comes first, and is shown first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// The token is broken, or is not as expected.
    Error,
    /// The audit calls the token, or the key, wrong.
    Defect,
    /// Something to look out for.
    Warning,
    /// Good to know.
    Note,
}

impl Grade {
    /// That of a reason of a verdict: as the verdict says, or else as the audit does.
    pub fn of_reason(verdict: Option<Grade>, reason: &Diagnostic) -> Grade {
        let check = || audit::about(reason.code().name());
        verdict.unwrap_or_else(|| check().map_or(Grade::Note, |check| check.severity.into()))
    }

    /// How it is coloured.
    pub fn tone(self) -> &'static str {
        match self {
            Grade::Error | Grade::Defect => "bad",
            Grade::Warning => "warning",
            Grade::Note => "note",
        }
    }

    /// The sign for it, beside the colour.
    pub fn mark(self) -> &'static str {
        match self {
            Grade::Error | Grade::Defect => "✕",
            Grade::Warning => "△",
            Grade::Note => "○",
        }
    }

    /// The sign in a word, for those who do not see it.
    pub fn name(self) -> &'static str {
        match self {
            Grade::Error => "error",
            Grade::Defect => "defect",
            Grade::Warning => "warning",
            Grade::Note => "note",
        }
    }
}

impl From<audit::Severity> for Grade {
    fn from(severity: audit::Severity) -> Self {
        match severity {
            audit::Severity::Defect => Grade::Defect,
            audit::Severity::Verifier => Grade::Warning,
            audit::Severity::Information => Grade::Note,
        }
    }
}

impl From<diagnostic::Severity> for Grade {
    fn from(severity: diagnostic::Severity) -> Self {
        match severity {
            diagnostic::Severity::Error => Grade::Error,
            diagnostic::Severity::Warning | diagnostic::Severity::Repaired => Grade::Warning,
            diagnostic::Severity::Note => Grade::Note,
        }
    }
}
