//! Test files: the broken twins of a token, each with what a verifier has to do, around the code that verifies.
//!
//! The verifier in a file is that of [`Snippet::verify`], marked as what a person replaces by their own. Tokens are string
//! literals of the language; what stands in comments is text of this program alone.

use super::fill::Fill;
use super::snippet::Snippet;
use crate::session::twins::Suite;
use crate::session::twins::base::Expect;
use core::fmt::Write;

/// A way to run a suite.
#[derive(Debug)]
pub struct Runner {
    /// Its name.
    pub name: &'static str,
    /// The library in the file, as [`Snippet::library`] has it.
    pub library: &'static str,
    /// What the file is called.
    pub file: &'static str,
    /// What stands before the code that verifies.
    before: &'static str,
    /// What stands before the tokens.
    table: &'static str,
    /// What stands around a row, its comment apart.
    row: [&'static str; 2],
    /// What stands behind the tokens.
    behind: &'static str,
}

/// All of them.
pub static RUNNERS: [Runner; 4] = [
    Runner {
        name: "pytest",
        library: "PyJWT",
        file: "test_twins.py",
        before: "import pytest\n",
        table: "\n\nTWINS = [\n",
        row: ["    (", "),\n"],
        behind: r#"]


@pytest.mark.parametrize(("name", "outcome", "token"), TWINS, ids=[name for name, _, _ in TWINS])
def test_twin(name, outcome, token):
    try:
        verify(token)
        accepted = True
    except Exception:
        accepted = False
    assert outcome == "either" or accepted == (outcome == "accept"), f"{name}: accepted is {accepted}"
"#,
    },
    Runner {
        name: "node:test",
        library: "jose",
        file: "twins.test.mjs",
        before: "import assert from \"node:assert/strict\";\nimport test from \"node:test\";\n",
        table: "\nconst TWINS = [\n",
        row: ["  [", "],\n"],
        behind: r#"];

for (const [name, outcome, token] of TWINS) {
  test(name, async () => {
    let accepted = true;
    try {
      await verify(token);
    } catch {
      accepted = false;
    }
    if (outcome !== "either") assert.equal(accepted, outcome === "accept");
  });
}
"#,
    },
    Runner {
        name: "JUnit 5",
        library: "Nimbus JOSE + JWT",
        file: "TwinsTest.java",
        before: "import static org.junit.jupiter.api.Assertions.assertEquals;\n\nimport java.util.stream.Stream;\n\
                 import org.junit.jupiter.api.DynamicTest;\nimport org.junit.jupiter.api.TestFactory;\n",
        table: "\nclass TwinsTest {\n    private static final String[][] TWINS = {\n",
        row: ["        {", "},\n"],
        behind: r#"    };

    @TestFactory
    Stream<DynamicTest> twins() {
        return Stream.of(TWINS).map(twin -> DynamicTest.dynamicTest(twin[0], () -> {
            boolean accepted;
            try {
                Tokens.verify(twin[2]);
                accepted = true;
            } catch (Exception refused) {
                accepted = false;
            }
            if (!twin[1].equals("either")) {
                assertEquals(twin[1].equals("accept"), accepted);
            }
        }));
    }
}
"#,
    },
    Runner {
        name: "Go",
        library: "golang-jwt v5",
        file: "twins_test.go",
        before: "package token\n\nimport \"testing\"\n",
        table: "\nvar twins = []struct{ name, outcome, token string }{\n",
        row: ["\t{", "},\n"],
        behind: r#"}

func TestTwins(t *testing.T) {
	for _, twin := range twins {
		t.Run(twin.name, func(t *testing.T) {
			_, err := Verify(twin.token)
			if twin.outcome == "refuse" && err == nil {
				t.Error("accepted, and must be refused")
			}
			if twin.outcome == "accept" && err != nil {
				t.Errorf("refused, and must be accepted: %v", err)
			}
		})
	}
}
"#,
    },
];

impl Fill {
    /// What the verifier of the code expects.
    pub fn expect(&self) -> Expect {
        Expect {
            algorithm: self.algorithm,
            issuer: self.issuer.text.clone(),
            audience: self.audience.text.clone(),
            token_type: self.token_type.as_ref().map(|typ| typ.text.clone()),
            leeway: self.leeway,
        }
    }
}

impl Runner {
    /// The test file; `None` if the library does not have the algorithm. `snippet` is that of [`Runner::library`].
    pub fn file(&self, suite: &Suite, snippet: &Snippet, fill: &Fill) -> Option<String> {
        let verify = snippet.verify(fill)?;
        // The package of a Go file has to come first.
        let verify = verify.strip_prefix("package token\n\n").unwrap_or(&verify);
        let mark = &snippet.comment;
        let mut file = String::new();
        for line in HEAD {
            let _ = writeln!(file, "{}", format!("{mark} {line}").trim_end());
        }
        file.push('\n');
        file.push_str(self.before);
        let _ = writeln!(file, "\n{mark} ---- The verifier. Put yours in its place. ----\n");
        file.push_str(verify);
        let _ = writeln!(file, "\n{mark} ---- The tests. ----");
        file.push_str(self.table);
        let [open, close] = self.row;
        let indent: String = open.chars().take_while(|c| c.is_whitespace()).collect();
        for twin in &suite.twins {
            let row = twin.row;
            let _ = writeln!(file, "{indent}{mark} {} {}", row.breaks, row.rule);
            if let Some(why) = row.outcome.reason() {
                let _ = writeln!(file, "{indent}{mark} {why}");
            }
            let [name, outcome, token] =
                [row.id, row.outcome.name(), &twin.token].map(|text| snippet.escape.literal(text));
            let _ = write!(file, "{open}{name}, {outcome}, {token}{close}");
        }
        file.push_str(self.behind);
        Some(file)
    }
}

/// What a file begins with.
const HEAD: [&str; 6] = [
    "Tests for a verifier of JSON Web Tokens, made by JWT Debugger.",
    "",
    "Each token has its outcome: \"refuse\", \"accept\", or \"either\" where the rule leaves it open.",
    "",
    "The tokens to be accepted are signed with your key and valid until 2100: use a key that is for tests",
    "only. The claims of the token that they were made from are in all of them.",
];

#[cfg(test)]
mod tests;
