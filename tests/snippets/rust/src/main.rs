//! Runs the code that the page shows for Rust: `VERIFY` and `SIGN` name its files when this is built. Reads a token a line, and
//! prints `ok` or `refused: …` for each; the first line stands for the token that the code signs itself.

mod verify {
    include!(env!("VERIFY"));
}

mod sign {
    include!(env!("SIGN"));
}

fn main() {
    for (at, line) in std::io::stdin().lines().enumerate() {
        let line = line.expect("text");
        let token = if at == 0 { sign::sign(&line).expect("a token") } else { line };
        match verify::verify(&token) {
            Ok(_) => println!("ok"),
            Err(error) => println!("refused: {error}"),
        }
    }
}
