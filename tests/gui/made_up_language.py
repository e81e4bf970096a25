"""Walks through all that a person reads in a made-up language, and prints each word that stayed English.

The words of the program are written in Cyrillic letters, those of the sample team in Greek ones; whatever is
left in Latin letters did not pass through gettext. Run by itself, before anything else has read a word.
"""

import contextlib
import csv
import io
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from salesdesk.language import speak

LATIN = "abcdefghijklmnopqrstuvwxyz"
CYRILLIC, GREEK = "абцдефгхийклмнопярстувшжыз", "αβψδεφγηιξκλμνοπσρστθωςχυζ"
KEPT = re.compile(r"\{[^}]*\}|<[^>]*>|&\w+;|(?<!\w)--\w[\w-]*")


def in_letters(text: str, letters: str) -> str:
    """Writes a text in other letters; places for values, tags and options stay as they are."""
    table = str.maketrans(LATIN + LATIN.upper(), letters + letters.upper())
    written = [part.translate(table) for part in KEPT.split(text)]
    return "".join(word for pair in zip(written, [*KEPT.findall(text), ""], strict=True) for word in pair)


if __name__ == "__main__":
    speak(
        lambda text: in_letters(text, CYRILLIC),
        lambda one, many, number: in_letters(one if number == 1 else many, CYRILLIC),
    )

from pypdf import PdfReader  # noqa: E402
from PySide6.QtCore import QAbstractListModel, Qt  # noqa: E402
from PySide6.QtWidgets import (  # noqa: E402
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from salesdesk.cli import COMMANDS  # noqa: E402
from salesdesk.cli.run import run  # noqa: E402
from salesdesk.env.offline import REFUSED, STAND_INS  # noqa: E402
from salesdesk.env.paths import resources_dir  # noqa: E402
from salesdesk.exchange.sheets import SHEETS  # noqa: E402
from salesdesk.gui.commands.table import COMMANDS as WINDOW_COMMANDS  # noqa: E402
from salesdesk.gui.screens import screens  # noqa: E402
from salesdesk.gui.search_box import SearchBox  # noqa: E402
from salesdesk.gui.side.about_window import LIBRARIES  # noqa: E402
from salesdesk.gui.tour import Tour  # noqa: E402
from salesdesk.gui.tour_stops import EXPORT  # noqa: E402
from salesdesk.gui.widgets.chart_view import ChartView  # noqa: E402
from salesdesk.model import fields_of  # noqa: E402
from salesdesk.model.fields import FieldType  # noqa: E402
from salesdesk.services import sample  # noqa: E402
from salesdesk.services.metrics.windows import WINDOWS  # noqa: E402

Role = Qt.ItemDataRole
ROLES = (Role.DisplayRole, Role.ToolTipRole, Role.AccessibleTextRole, Role.AccessibleDescriptionRole)
MOST_ROWS = 60
WORD = re.compile(r"[A-Za-z]{2,}(?:[’'-][A-Za-z]+)*")
PATH = re.compile(r"/\S+|Sample team(?:\.salesdesk-\w+)?|crm export\.csv|\S+\.(?:salesdesk|pdf|csv|json)\b")
# Names of keys, files and money; argparse says its own few words by Python's own catalogue.
SAME = {
    "SalesDesk", "salesdesk", "Ctrl", "Alt", "Shift", "Enter", "Return", "Esc", "Escape", "Tab", "Del", "Ins", "Space",
    "Down", "Up", "Left", "Right", "Home", "End", "PgUp", "PgDown", "PgDn", "CSV", "JSON", "PDF", "PNG", "SVG", "UTF",
    "XLSX", "XLS", "ODS", "CRM", "USD", "EUR", "Qt", "Python", "ME",
    "usage", "options", "positional", "arguments", "show", "this", "help", "message", "and", "exit",
}  # fmt: skip
THEIRS = {"some", "post"} | {word for line in EXPORT for cell in line for word in WORD.findall(cell)}
THEIRS |= {word for name in (*REFUSED, *STAND_INS) for word in WORD.findall(name)}
THEIRS |= {word for each in LIBRARIES for text in (each.name, each.licence) for word in WORD.findall(text)}
# Pages of the manual are written anew for each language, the list of changes in English alone; Qt names the arrows of
# its own tab bars.
OTHERS = ("manual_contents", "manual_page", "news_page", "ScrollLeftButton", "ScrollRightButton")
COMPOSERS = ("bring_up", "plan_one_on_one")
STORED_AS_KEYS = {"currency", "field", "nudge", "key"}
TYPED = {FieldType.TEXT, FieldType.LONG_TEXT}


def write_greek_sample(folder: Path) -> None:
    """Lets the sample team be made of rows whose own words are Greek."""
    shutil.copytree(resources_dir() / "sample", folder / "sample")
    for path in (folder / "sample").glob("*.csv"):
        typed = {field.name for field in fields_of(path.stem) if field.type in TYPED} - STORED_AS_KEYS
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            row |= {
                name: in_letters(cell, GREEK)
                for name, cell in row.items()
                if name in typed and not _day(cell)
            }
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    sample.resources_dir = lambda: folder


def _day(cell: str) -> bool:
    return sample._COUNTED.fullmatch(cell) is not None


def words_of(window: QWidget) -> Iterator[tuple[str, str]]:
    """Gives every text of a window, seen or hidden, with what says it."""
    for widget in (window, *window.findChildren(QWidget)):
        if widget.objectName().startswith("qt_") or widget.objectName() in OTHERS:
            continue
        name = f"{type(widget).__name__} {widget.objectName()}"
        yield from ((name, text) for text in _own_words(widget))
        yield from ((name, text) for each in widget.actions() for text in (each.text(), each.toolTip()))
    for chart in window.findChildren(ChartView):
        yield from ((f"chart {chart.accessibleName()}", text) for text in _chart_words(chart))


def _own_words(widget: QWidget) -> Iterator[str]:
    yield from (
        widget.toolTip(),
        widget.accessibleName(),
        widget.accessibleDescription(),
        widget.windowTitle(),
    )
    if isinstance(widget, QAbstractButton | QLabel):
        yield widget.text()
    if isinstance(widget, QLineEdit):
        yield from (widget.text(), widget.placeholderText())
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        yield from (widget.toPlainText(), widget.placeholderText())
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    if isinstance(widget, QTabBar):
        yield from (widget.tabText(place) for place in range(widget.count()))
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _head_words(widget) if isinstance(widget, QHeaderView) else _item_words(widget)


def _head_words(header: QHeaderView) -> Iterator[str]:
    for place in range(header.count()):
        yield from (str(header.model().headerData(place, header.orientation(), role) or "") for role in ROLES)


def _item_words(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for row in range(min(model.rowCount(), MOST_ROWS)):
        for column in range(columns):
            index = model.index(row, column)
            yield from (found for role in ROLES if isinstance(found := index.data(role), str))


def _chart_words(chart: ChartView) -> Iterator[str]:
    if chart._data is not None:
        header, rows = chart._data.table()
        yield from (cell for row in (header, *rows) for cell in row)
        if chart.isVisibleTo(chart.window()):
            chart.draw_now()
            yield from _drawn_words(chart)


def _drawn_words(chart: ChartView) -> Iterator[str]:
    from matplotlib.figure import Figure
    from matplotlib.text import Text

    for part in vars(chart._picture).values():
        for figure in (
            value for value in getattr(part, "__dict__", {}).values() if isinstance(value, Figure)
        ):
            yield from (artist.get_text() for artist in figure.findobj(Text))


def english(text: str) -> list[str]:
    """Gives the words of a text that are in Latin letters and not the same everywhere."""
    return [word for word in WORD.findall(PATH.sub(" ", KEPT.sub(" ", text))) if word not in SAME | THEIRS]


def stops(tour: Tour) -> Iterator[tuple[str, QWidget]]:
    """Goes through the screens of the tour, then through what opens over or beside them."""
    window, shell = tour.window, tour.window.shell
    yield from screens(tour)
    shell.roster.choose(tour.person_named(2))
    for each in WINDOW_COMMANDS:
        if (each.id.startswith("new_") and each.id not in ("new_desk", "new_person")) or each.id in COMPOSERS:
            window.actions_by_id[each.id].trigger()
            tour.settle()
            yield each.id, window
    for words in ("α", in_letters("open", CYRILLIC), in_letters("late", CYRILLIC), "ω" * 9):
        search = window.findChildren(SearchBox)[0]
        search.take_focus(words)
        tour.settle()
        yield "search", window
    yield from _import_to_its_end(tour)


def _import_to_its_end(tour: Tour) -> Iterator[tuple[str, QWidget]]:
    tour.workbench.imports.open(tour.folder / "crm export.csv")
    tour.settle()
    wizard = next(w for w in tour.window.findChildren(QDialog) if w.isVisible())
    go_on = wizard.findChild(QAbstractButton, "import_next")
    for _ in range(4):
        yield "import", wizard
        if go_on.isVisible() and go_on.isEnabled():
            go_on.click()
            tour.settle()
    yield "import", wizard
    wizard.close()


def on_screens(folder: Path) -> Iterator[str]:
    """Walks through every screen and names what is still English there."""
    tour = Tour(folder / "desk")
    tour.open_sample()
    for name, widget in stops(tour):
        tour.settle()
        yield from (f"{name}: {what}: {text!r}" for what, text in words_of(widget) if english(text))
    tour.close()
    yield from tour.failures


def on_paper(folder: Path, desk: str) -> Iterator[str]:
    """Prints every sheet, of the last talk and for the pen, and names what is still English on them."""
    rows = csv.DictReader((folder / "sample" / "salesperson.csv").open(encoding="utf-8"))
    name = next(row["name"] for row in list(rows)[2:])
    for sheet, more in ((sheet, more) for sheet in SHEETS for more in ([], ["--pen"])):
        path = folder / "sheet.pdf"
        yield from _said(["report", sheet, "--desk", desk, "--person", name, "--out", str(path), *more])
        for page in PdfReader(path).pages:
            yield from (
                f"{sheet} sheet: {line!r}" for line in page.extract_text().splitlines() if english(line)
            )


def on_the_command_line(folder: Path, desk: str) -> Iterator[str]:
    """Asks every command for its help and lets those speak that only look."""
    for command in COMMANDS:
        yield from _said([command, "--help"])
    yield from _said(["check", "--desk", desk])
    yield from _said(["metrics", "--desk", desk])
    yield from _said(["backup", "--desk", desk, "--to", str(folder)])
    yield from _said(["export", "deals", "--desk", desk, "--out", str(folder / "deals.csv")])
    yield from _said(["imports", desk])
    yield from _said(["import", "deals", str(folder / "desk" / "crm export.csv"), "--desk", desk])


def _said(arguments: list[str]) -> Iterator[str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        run(arguments)
    words = (line for line in (out.getvalue() + err.getvalue()).splitlines() if not line.startswith("usage"))
    known = {
        "NAME",
        "WORD",
        "FILE",
        "FOLDER",
        "MANAGER",
        "KIND",
        "OUT",
        "COMMAND",
        "FROM",
        "YYYY",
        "YYYY-MM-DD",
        *WINDOWS,
        *SHEETS,
        *arguments,
    }
    for line in words:
        left = [word for word in english(line) if word not in known and not word.startswith("-")]
        if left:
            yield f"{' '.join(arguments[:2])}: {line!r}"


def main() -> None:
    """Prints what stayed English, each text once."""
    seen: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_greek_sample(folder)
        found = list(on_screens(folder))
        desk = str(next((folder / "desk").glob("*.salesdesk")))
        found += [*on_paper(folder, desk), *on_the_command_line(folder, desk)]
        for each in found:
            seen.setdefault(each.rpartition(": ")[2], each)
    sys.__stdout__.write("".join(f"{each}\n" for each in seen.values()))


if __name__ == "__main__":
    main()
