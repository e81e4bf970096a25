"""A value that was refused does not stand as if it were saved, and a page does not read itself at its own keystroke."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.env.errors import UserError
from salesdesk.gui.widgets.field_editors import EditorTools
from salesdesk.gui.widgets.record_form import RecordForm
from salesdesk.model import field_of
from salesdesk.services.coaching.service import CoachingService


def field(place: QWidget, name: str) -> Any:
    """Gives the editor of a field in a form that is in sight."""
    found = [each for each in place.findChildren(QWidget, f"field_{name}") if each.isVisible()]
    assert found, f"no field {name} is in sight"
    return found[0]


def type_over(qtbot: QtBot, editor: Any, words: str) -> None:
    """Types over what stands in a field and leaves it."""
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, words)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("tab", "kind", "name"),
    [("coaching", "assignment", "minutes_a_week"), ("team", "strength", "times_seen")],
)
def test_that_a_refused_number_gives_way_to_the_stored_one(
    opened: Any, qtbot: QtBot, tab: str, kind: str, name: str
) -> None:
    services = opened.furniture.opening.services
    where = {"kind": "development"} if kind == "assignment" else {}
    row = services.records.rows(kind, where=where)[0]
    services.records.edit(kind, row.id, name, 7)
    opened.window.shell.roster.choose(row.values["salesperson_id"])
    opened.window.shell.tabs.open(tab)
    page = opened.window.shell.tabs.page(tab)
    page.open_record(kind, row.id)
    for button in page.findChildren(QWidget, "record_edit"):
        if button.isVisible():
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    editor = field(page, name)
    # Somebody else's change that no view has heard of: the record is in the Trash.
    services.records.trash(kind, [row.id])
    with qtbot.captureExceptions():
        type_over(qtbot, editor, "9")
        QApplication.processEvents()
    assert editor.text() == "7"


def test_that_a_form_shows_what_is_stored_where_an_edit_is_refused(context: Any, qtbot: QtBot) -> None:
    form = RecordForm(
        [field_of("account", "name")], EditorTools(context.theme, context.formats, context.clock)
    )
    qtbot.addWidget(form)
    form.show_values({"name": "Pumps"})
    refusals: list[str] = []

    def refuse(name: str, value: object) -> None:
        try:
            with form.taking(name):
                raise UserError(f"{value} is taken")
        except UserError as problem:
            refusals.append(str(problem))

    form.field_edited.connect(refuse)
    form.show()
    editor = form.findChild(QLineEdit)
    assert editor is not None
    for _ in range(2):
        editor.setFocus()
        editor.selectAll()
        qtbot.keyClicks(editor, "Valves")
        form.settle()
        assert editor.text() == "Pumps"
    assert refusals == ["Valves is taken"] * 2


def test_that_the_log_is_read_once_after_the_typing_and_not_at_each_pause(
    opened: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = opened.furniture.opening.services
    row = services.records.rows("note", where={"visibility": "private"})[0]
    opened.window.shell.roster.choose(row.values["salesperson_id"])
    opened.window.shell.tabs.open("coaching")
    page = opened.window.shell.tabs.page("coaching")
    page.open_record("note", row.id)
    for button in page.findChildren(QWidget, "record_edit"):
        if button.isVisible():
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    read = CoachingService.log
    times: list[int] = []
    monkeypatch.setattr(CoachingService, "log", lambda *given: (times.append(1), read(*given))[1])
    edit = field(page, "text")
    edit.setFocus()
    for word in ("one", " two", " three"):
        qtbot.keyClicks(edit, word)
        page.panel.settle()
        assert times == []
    qtbot.waitUntil(lambda: times != [], timeout=5_000)
    assert "three" in services.records.one("note", row.id).values["text"]
    QApplication.processEvents()
    assert len(times) == 1
