"""Holds the rules of the house that name files and not only folders."""

from pathlib import Path

import salesdesk

PACKAGE = Path(salesdesk.__file__).parent
PAINTING = {"PySide6.QtCore", "PySide6.QtGui", "PySide6.QtSvg"}


def qt_lines(path: Path) -> list[str]:
    """Gives the lines of a file that import from Qt."""
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line.startswith(("from PySide6", "import PySide6"))]


def test_that_exchange_knows_qt_only_where_it_paints_a_pdf() -> None:
    found = [
        f"{path.name}: {line}"
        for path in sorted((PACKAGE / "exchange").rglob("*.py"))
        for line in qt_lines(path)
        if path.parent.name != "sheets" or line.split()[1] not in PAINTING
    ]
    assert not found


def test_that_no_room_is_for_odds_and_ends() -> None:
    shelves = {"utils", "util", "helpers", "misc", "common", "tools"}
    assert not [p.name for p in PACKAGE.rglob("*.py") if p.stem in shelves]
