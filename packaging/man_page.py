"""Writes the man page out of what the program says of itself: `python packaging/man_page.py PROGRAM FILE`."""

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parent.parent
sys.path.insert(0, str(PROJECT))

import salesdesk  # noqa: E402
from salesdesk.cli import COMMANDS  # noqa: E402

WIDTH = "76"
HEAD = """.TH SALESDESK 1 "" "SalesDesk {version}" "SalesDesk"
.SH NAME
salesdesk \\- desktop program in which a front-line sales manager runs a team
.SH USAGE
"""
FILES = """.SH FILES
.TP
.I *.salesdesk
A desk, wherever you put it: all that is known of one team.
.TP
.I ~/.local/share/SalesDesk
Settings, backups, the sample team and the log. Removing the package leaves it, and your desks, as they are.
.SH EXIT STATUS
0 done, 1 refused with one sentence on the error stream, 2 wrong use, 130 ended by Ctrl+C.
.SH SEE ALSO
The manual in the program: F1.
"""


def told(program: str, *arguments: str) -> str:
    """Gives what the program says of itself, in English."""
    plain = {**os.environ, "COLUMNS": WIDTH, "LANGUAGE": "en", "QT_QPA_PLATFORM": "offscreen"}
    said = subprocess.run(
        [program, *arguments, "--help"], capture_output=True, text=True, check=True, env=plain
    )
    return said.stdout.strip()


def as_it_stands(words: str) -> str:
    """Gives words whose lines stay as they are, with what would be a command of man's made harmless."""
    lines = words.replace("\\", "\\e").replace("-", "\\-").splitlines()
    shown = [f"\\&{line}" if line.startswith((".", "'")) else line for line in lines]
    return "\n".join((".nf", *shown, ".fi", ""))


def page(program: str) -> str:
    """Gives the whole page."""
    parts = [HEAD.format(version=salesdesk.__version__), as_it_stands(told(program)), ".SH COMMANDS\n"]
    for name in COMMANDS:
        parts += [f".SS {name}\n", as_it_stands(told(program, name))]
    return "".join((*parts, FILES))


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(page(str(Path(sys.argv[1]).absolute())), encoding="utf-8")
