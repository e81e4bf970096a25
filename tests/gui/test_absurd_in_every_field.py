"""Puts absurd words into every field and cell in sight: nothing goes wrong, and nothing typed is lost without a word.

What was typed is stored as it was typed, or it still stands where it was typed; where it cannot be taken, a sentence
says so. Never does something else take its place.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import count, cycle

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QTableView, QWidget
from shiboken6 import Shiboken

from salesdesk.env.errors import UserError
from salesdesk.gui.screens import screens
from salesdesk.gui.team.facts_form import FactsForm
from salesdesk.gui.tour import Tour
from salesdesk.gui.wishes import OpenRecord
from salesdesk.model.kinds import KINDS

ABSURD = cycle(
    (
        "-{n}", "31 Dec 9999",
        "\u202e\u05e9\u05dc\u05d5\u05dd\u202c q{n}q", "👩\u200d👩\u200d👧🎉" * 20 + "q{n}q", "1 Jan 1800",
        "9" * 400, "12 URD", "31 Feb 2026", "q{n}q" + "a" * 10_000,
        "q{n}q\x00 <b>&amp; %s", "", "NaN", "two q{n}q\nlines",
    )
)  # fmt: skip
NUMBERS = count(1001)
MARK = re.compile(r"q\d+q")
PASSPHRASES = {"old_passphrase", "new_passphrase", "new_passphrase_again", "ask_passphrase"}
"""What is typed into these is stored nowhere."""
ELSEWHERE = {"search", "new_desk_team"} | PASSPHRASES
"""Enter in these leaves the desk that is walked through."""
FILTERS = {"team_filter", "list_filter", "log_search", "trash_filter"}
"""These are emptied again, so that there are rows."""
NEW = (
    "new_person", "new_strength", "new_note", "new_assignment", "new_problem", "bring_up", "plan_one_on_one",
)  # fmt: skip


@pytest.fixture
def tour(tour: Tour, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tour]:
    """The window with its own way to tell refusals; whatever else is met is a failure."""
    step_down = tour.workbench.errors.install()
    tell = sys.excepthook

    def hear(kind: type[BaseException], error: BaseException, trace: object) -> None:
        if failure := unexpected(error):
            tour.failures.append(failure)
        else:
            tell(kind, error, trace)  # type: ignore[arg-type]

    monkeypatch.setattr(sys, "excepthook", hear)
    yield tour
    step_down()


def unexpected(error: BaseException) -> str:
    """Gives what is more than a refusal in a sentence that can be read."""
    refused = isinstance(error, UserError) and len(str(error)) < 300
    return "" if refused else f"{type(error).__name__}: {error}"


class AbsurdTypist:
    """Types into fields and cells, and notes in the failures of the tour what becomes of the words."""

    def __init__(self, tour: Tour) -> None:
        self.tour, self.touched, self.place = tour, 0, ""

    def put_in(self, field: QWidget) -> None:
        """Pastes over what stands in a field, takes it with Enter and looks where the words are."""
        assert isinstance(field, QLineEdit | QPlainTextEdit)
        self.touched += 1
        name, typed = f"{self.place}, {field.objectName()}", next(ABSURD).replace("{n}", str(next(NUMBERS)))
        logged, said = self._logged(), sentences()
        field.setFocus()
        field.selectAll()
        QApplication.clipboard().setText(typed)
        field.paste() if typed else QTest.keyClick(field, Qt.Key.Key_Delete)
        if text_of(field) != typed:
            self._fail(name, typed, f"only {text_of(field)[:40]!r} arrived")
        QTest.keyClick(field, Qt.Key.Key_Return)
        QApplication.processEvents()
        there = Shiboken.isValid(field) and field.isVisible()
        told = bool(sentences() - said)
        if there and text_of(field).rstrip("\n") == typed.rstrip("\n"):
            open_cell = isinstance(field, QLineEdit) and field.property("role") == "cell"
            if (field.property("invalid") or open_cell) and not told:
                self._fail(name, typed, "refused without a word")
            if field.objectName() in FILTERS:
                field.clear()
        elif typed and not self._stored(typed, logged) and typed not in sentences():
            self._fail(name, typed, "gone")

    def put_in_cells(self, view: QTableView) -> None:
        """Types over every cell of the first row that can be edited."""
        for column in range(view.model().columnCount()):
            index = view.model().index(0, column)
            if not index.flags() & Qt.ItemFlag.ItemIsEditable:
                continue
            view.setFocus()
            view.setCurrentIndex(index)
            view.edit(index)
            if field := typed_in(view):
                self.put_in(field)
            if not Shiboken.isValid(view):
                return
            # What was refused stays open to be mended.
            if field := typed_in(view):
                QTest.keyClick(field, Qt.Key.Key_Escape)

    def _logged(self) -> int:
        return self._rows("SELECT coalesce(max(id), 0) AS number FROM change_log", {})

    def _stored(self, typed: str, logged: int) -> bool:
        """Tells whether the words were written since then, by their mark where they have one."""
        mark = MARK.search(typed)
        values: dict[str, object] = {"logged": logged, "words": f"%{mark[0] if mark else typed[:200]}%"}
        return bool(
            self._rows(
                "SELECT count(*) AS number FROM change_log WHERE id > :logged AND fields LIKE :words", values
            )
        )

    def _rows(self, sql: str, values: dict[str, object]) -> int:
        services = self.tour.workbench.opening.services
        assert services is not None
        return services.desk.rows(sql, values)[0]["number"]

    def _fail(self, name: str, typed: str, why: str) -> None:
        self.tour.failures.append(f"{name}: {typed[:40]!r} {why}")


def text_of(field: QLineEdit | QPlainTextEdit) -> str:
    """Gives what stands in a field."""
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def sentences() -> Counter[str]:
    """Counts all that is said in sight."""
    windows = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    labels = [label for window in windows for label in window.findChildren(QLabel)]
    return Counter(label.text() for label in labels if label.isVisible() and label.text())


def fields_in(widget: QWidget) -> list[QWidget]:
    """Gives the fields that are in sight and can be typed in."""
    found: list[QWidget] = [*widget.findChildren(QLineEdit), *widget.findChildren(QPlainTextEdit)]
    return [
        field for field in found
        if field.isVisible() and field.isEnabled() and not field.property("readOnly")
        and field.objectName() not in ELSEWHERE
    ]  # fmt: skip


def typed_in(view: QTableView) -> QWidget | None:
    """Gives the field that is open in a table and has the keyboard."""
    field = QApplication.focusWidget()
    inside = isinstance(field, QLineEdit | QPlainTextEdit) and view.isAncestorOf(field)
    return field if inside else None


@pytest.mark.long
def test_that_no_field_of_any_screen_breaks_or_loses_whatever_is_typed(tour: Tour) -> None:
    typist = AbsurdTypist(tour)
    for typist.place, widget in screens(tour):
        tour.settle()
        for field in fields_in(widget):
            if Shiboken.isValid(field) and field.isVisible():
                typist.put_in(field)
        for view in [view for view in widget.findChildren(QTableView) if view.isVisible()]:
            if Shiboken.isValid(view):
                typist.put_in_cells(view)
        tour.settle(seconds=10)
    assert not tour.failures, "\n".join(tour.failures)
    assert typist.touched > 100


def test_that_no_new_record_and_no_fact_breaks_or_loses_whatever_is_typed(tour: Tour) -> None:
    typist, shell = AbsurdTypist(tour), tour.window.shell
    for typist.place in NEW:
        shell.roster.choose(tour.person_named(2))
        tour.window.actions_by_id[typist.place].trigger()
        tour.settle()
        for field in fields_in(tour.window):
            if field.objectName().startswith(("compose_", "entry_", "field_")):
                typist.put_in(field)
        tour.settle()
    shell.roster.choose(tour.person_named(3))
    shell.tabs.open("team")
    tour.settle()
    form = next(each for each in tour.window.findChildren(FactsForm) if each.isVisible())
    typist.place = "facts"
    for name in form._fields:
        form.edit(name)
        if isinstance(field := form.editor(name), QLineEdit):
            typist.put_in(field)
            tour.settle()
    assert not tour.failures, "\n".join(tour.failures)
    assert typist.touched > 15


def test_that_no_field_of_any_record_breaks_or_loses_whatever_is_typed(tour: Tour) -> None:
    typist, services = AbsurdTypist(tour), tour.workbench.opening.services
    assert services is not None
    for typist.place in [name for name, kind in KINDS.items() if kind.room and name != "salesperson"]:
        row = services.records.rows(typist.place, limit=1)[0]
        tour.workbench.context.wishes.make(OpenRecord(typist.place, row.id))
        tour.settle()
        for button in tour.window.findChildren(QWidget, "record_edit"):
            if button.isVisible():
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        for field in fields_in(tour.window):
            if Shiboken.isValid(field) and field.objectName().startswith("field_"):
                typist.put_in(field)
        tour.settle()
    assert not tour.failures, "\n".join(tour.failures)
    assert typist.touched > 20
