//! The checks as Markdown: one of them for the exports, all of them for `docs/checks.md`.

use super::{CHECKS, Check, Line, Severity, listing};
use core::fmt::Write;

/// The page of one check, without its heading.
pub fn page(check: &Check) -> String {
    let Check { what, why, example, instead, fix, sources, .. } = check;
    let mut text = format!("{what}\n\n**Why it matters.** {why}\n\n**Example.**\n\n{}\n", block(example));
    if !instead.is_empty() {
        let _ = write!(text, "\n**Use instead.**\n\n{}\n", block(instead));
    }
    let sources: Vec<String> = sources.iter().map(|spec| format!("[{spec}]({})", spec.url())).collect();
    let _ = write!(text, "\n**What to do.** {fix}\n\n**Sources.** {}.\n", sources.join(", "));
    text
}

/// The text of `docs/checks.md`.
pub fn document() -> String {
    let mut text = INTRODUCTION.to_owned();
    for topic in &CHECKS {
        let _ = write!(text, "\n**{}**\n\n", topic.title);
        for Check { id, title, severity, .. } in topic.checks {
            let _ = writeln!(text, "- [{id}](#{id}) ({}): {title}", severity.name());
        }
    }
    for topic in &CHECKS {
        let _ = write!(text, "\n## {}\n", topic.title);
        for check in topic.checks {
            let Check { id, title, severity, .. } = check;
            let _ = write!(text, "\n### {id}\n\n**{title}.** {}\n\n{}", meaning(*severity), page(check));
        }
    }
    text
}

const INTRODUCTION: &str = "# Audit checks

<!-- Made from the checks in src/audit/ by `UPDATE=1 cargo test --locked --test rules`; edit those. -->

Each check looks at one token and says what it found there. What a finding means is one of three:

- **defect**: this token, or this key, is wrong;
- **verifier**: nothing is wrong here, but a verifier must take care, or something is weaker than its rule asks for;
- **information**: good to know.

The examples are excerpts: where the header or the payload is not shown, any other will do. A text too long to print ends
in `…`.
";

fn meaning(severity: Severity) -> &'static str {
    match severity {
        Severity::Defect => "A defect of the token or the key.",
        Severity::Verifier => "A warning: the verifier must take care.",
        Severity::Information => "For information.",
    }
}

fn block(lines: &[Line]) -> String {
    format!("```text\n{}\n```", listing(lines))
}
