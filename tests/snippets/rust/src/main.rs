//! Runs the code that the page shows for Rust. When this is built, `SNIPPETS` names a file with all of it and a list of the same
//! name; the argument is a place in that list. Reads a token a line, and prints `ok` or `refused: …` for each; the first line is
//! the subject of a token that the code signs itself.

use std::error::Error;

/// The function that verifies, without the claims that it gives, and the one that signs.
type Snippet = (fn(&str) -> Result<(), Box<dyn Error>>, fn(&str) -> Result<String, Box<dyn Error>>);

include!(env!("SNIPPETS"));

fn main() {
    let at: usize = std::env::args().nth(1).expect("an argument").parse().expect("a number");
    let (verify, sign) = SNIPPETS[at];
    for (at, line) in std::io::stdin().lines().enumerate() {
        let line = line.expect("text");
        let token = if at == 0 { sign(&line).expect("a token") } else { line };
        match verify(&token) {
            Ok(()) => println!("ok"),
            Err(error) => println!("refused: {error}"),
        }
    }
}
