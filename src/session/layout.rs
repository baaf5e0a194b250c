//! How the page is laid out: how wide the columns are, and which panes are folded. It is the one thing beside the theme that the
//! browser keeps, and it says nothing about a token.
//!
//! ```text
//! layout = "1;" [ left ] ";" [ pane *( "," pane ) ]      left: percent of the width, pane: see [`Pane::name`]
//! ```

use std::collections::BTreeSet;

/// A pane that folds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pane {
    /// The token field.
    Encoded,
    /// The signatures or recipients of a token in JSON.
    Signatures,
    /// The key field.
    Key,
    /// What the token is bound to.
    Bindings,
    /// The decoded header.
    Header,
    /// The decoded payload.
    Payload,
    /// The disclosures of an SD-JWT.
    Disclosures,
    /// Bytes, or the steps of the signature.
    Anatomy,
    /// What is wrong or worth knowing.
    Findings,
}

impl Pane {
    /// All of them.
    pub const ALL: [Pane; 9] = [
        Pane::Encoded,
        Pane::Signatures,
        Pane::Key,
        Pane::Bindings,
        Pane::Header,
        Pane::Payload,
        Pane::Disclosures,
        Pane::Anatomy,
        Pane::Findings,
    ];

    /// What scripts and the storage know it by.
    pub fn name(self) -> &'static str {
        match self {
            Pane::Encoded => "encoded",
            Pane::Signatures => "signatures",
            Pane::Key => "key",
            Pane::Bindings => "bindings",
            Pane::Header => "header",
            Pane::Payload => "payload",
            Pane::Disclosures => "disclosures",
            Pane::Anatomy => "anatomy",
            Pane::Findings => "findings",
        }
    }
}

/// The layout.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// How many percent of the width the left column has; `None` as long as nobody moved it.
    pub left: Option<u8>,
    /// The folded panes.
    pub folded: BTreeSet<Pane>,
}

/// The left column has at least so many percent.
pub const NARROWEST: u8 = 25;
/// And at most so many.
pub const WIDEST: u8 = 75;
/// What it has as long as nobody moved it, as a whole number.
pub const USUAL: u8 = 45;
/// A step of the arrow keys.
const STEP: u8 = 2;
/// What is kept is never longer; a longer text is not ours.
const LONGEST: usize = 200;
const VERSION: &str = "1";

impl Layout {
    /// What was kept, as far as it is a layout. Anybody can write into the storage of an origin, so nothing else is taken.
    pub fn read(kept: &str) -> Layout {
        let mut fields = kept.split(';');
        let (version, left, folded, rest) = (fields.next(), fields.next(), fields.next(), fields.next());
        if kept.len() > LONGEST || version != Some(VERSION) || rest.is_some() {
            return Layout::default();
        }
        let left = left.and_then(|left| left.parse().ok()).filter(|left| (NARROWEST..=WIDEST).contains(left));
        let names: Vec<&str> = folded.unwrap_or_default().split(',').collect();
        Layout { left, folded: Pane::ALL.into_iter().filter(|pane| names.contains(&pane.name())).collect() }
    }

    /// The text to keep; `None` where there is nothing to remember.
    pub fn write(&self) -> Option<String> {
        let left = self.left.map_or_else(String::new, |left| left.to_string());
        let names: Vec<&str> = self.folded.iter().map(|pane| pane.name()).collect();
        (*self != Layout::default()).then(|| format!("{VERSION};{left};{}", names.join(",")))
    }

    /// How many percent the left column has, as a whole number.
    pub fn percent(&self) -> u8 {
        self.left.unwrap_or(USUAL)
    }

    /// Moves the border between the columns to so many percent.
    pub fn move_to(&mut self, percent: f64) {
        // What is no number becomes 0, and is brought into the range like the rest.
        self.left = Some((percent.round() as u8).clamp(NARROWEST, WIDEST));
    }

    /// Moves it as a key on the border says; whether the key says anything.
    pub fn press(&mut self, key: &str) -> bool {
        let now = self.percent();
        let to = match key {
            "ArrowLeft" => now.saturating_sub(STEP),
            "ArrowRight" => now.saturating_add(STEP),
            "Home" => NARROWEST,
            "End" => WIDEST,
            "Enter" => {
                self.left = None;
                return true;
            }
            _ => return false,
        };
        self.move_to(to.into());
        true
    }

    /// Folds a pane, or unfolds it.
    pub fn fold(&mut self, pane: Pane, folded: bool) {
        match folded {
            true => self.folded.insert(pane),
            false => self.folded.remove(&pane),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(left: Option<u8>, folded: &[Pane]) -> Layout {
        Layout { left, folded: folded.iter().copied().collect() }
    }

    #[test]
    fn what_is_written_reads_the_same() {
        for left in [None, Some(NARROWEST), Some(60), Some(WIDEST)] {
            for folded in [&[][..], &[Pane::Key], &Pane::ALL] {
                let layout = layout(left, folded);
                let kept = layout.write().unwrap_or_default();
                assert_eq!(Layout::read(&kept), layout, "{kept}");
                assert!(kept.len() <= LONGEST, "{kept}");
            }
        }
        assert_eq!(layout(Some(60), &[Pane::Findings, Pane::Key]).write().as_deref(), Some("1;60;key,findings"));
    }

    #[test]
    fn the_usual_layout_is_not_kept() {
        assert_eq!(Layout::default().write(), None);
    }

    #[test]
    fn garbage_is_the_usual_layout() {
        let long = format!("1;50;key{}", ",".repeat(LONGEST));
        for kept in ["", "1", "2;50;key", "{\"left\":1}", ";;;", "1;50;key;", "1;;", long.as_str()] {
            assert_eq!(Layout::read(kept), Layout::default(), "{kept}");
        }
    }

    #[test]
    fn of_what_is_partly_wrong_the_rest_is_taken() {
        assert_eq!(Layout::read("1;99999999999;key"), layout(None, &[Pane::Key]));
        assert_eq!(Layout::read("1;24;"), Layout::default());
        assert_eq!(Layout::read("1;50;no,key,<b>,key"), layout(Some(50), &[Pane::Key]));
    }

    #[test]
    fn the_border_stays_within_its_bounds() {
        let check = |from: Option<u8>, key: &str, expected: Option<u8>| {
            let mut layout = layout(from, &[]);
            assert_eq!((layout.press(key), layout.left), (true, expected), "{key}");
        };
        check(None, "ArrowRight", Some(47));
        check(Some(26), "ArrowLeft", Some(NARROWEST));
        check(Some(WIDEST), "ArrowRight", Some(WIDEST));
        check(None, "Home", Some(NARROWEST));
        check(None, "End", Some(WIDEST));
        check(Some(60), "Enter", None);
        assert!(!Layout::default().press("x"));
        for percent in [f64::NAN, f64::INFINITY, -5.0, 1e9] {
            let mut layout = Layout::default();
            layout.move_to(percent);
            assert!((NARROWEST..=WIDEST).contains(&layout.percent()), "{percent}");
        }
    }
}
