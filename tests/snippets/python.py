"""Runs the code that the page shows for Python; as main.rs in rust/ does for Rust. The files are in the folder that is named."""

import sys

sys.path.insert(0, sys.argv[1])
sys.dont_write_bytecode = True

from sign import sign  # noqa: E402
from verify import verify  # noqa: E402

for at, line in enumerate(sys.stdin.read().split("\n")):
    token = sign(line) if at == 0 else line
    try:
        verify(token)
        print("ok")
    except ValueError as error:
        print(f"refused: {error}")
