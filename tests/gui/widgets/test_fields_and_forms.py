"""Tests the fields and the form: typed dates, autosave, and kindness about what is not understood."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCalendarWidget, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import UserError
from salesdesk.env.locale import Formats
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.check_box import CheckBox
from salesdesk.gui.widgets.date_edit import CalendarPopup, DateEdit
from salesdesk.gui.widgets.field_editors import ChoiceField, EditorTools, LineField, make_field_editor
from salesdesk.gui.widgets.note_edit import NoteEdit
from salesdesk.gui.widgets.record_form import RecordForm
from salesdesk.model.fields import Field, FieldType
from tests.gui.widgets.sample_rows import COLUMNS, row


@pytest.fixture
def around(qtbot: QtBot) -> QWidget:
    """The window that a form stands in."""
    window = QWidget()
    qtbot.addWidget(window)
    return window


def shown_form(around: QWidget, tools: EditorTools) -> tuple[RecordForm, QLineEdit]:
    """Shows a form of one deal, and a field outside of it to go to."""
    outside = QLineEdit()
    form = RecordForm(COLUMNS, tools, {"account_id": [(1, "Account 1"), (2, "Account 2")]})
    layout = QVBoxLayout(around)
    layout.addWidget(form)
    layout.addWidget(outside)
    form.show_row(row(1, "Pilot", 500, expected_on=date(2026, 11, 13)))
    around.show()
    around.activateWindow()
    return form, outside


def typed(qtbot: QtBot, form: RecordForm, name: str, text: str) -> QLineEdit:
    """Types into a field of the form."""
    field = form.editor(name)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    return field


def test_that_leaving_a_field_hands_over_what_was_typed(
    qtbot: QtBot, tools: EditorTools, around: QWidget
) -> None:
    form, outside = shown_form(around, tools)
    with qtbot.waitSignal(form.field_edited) as edited:
        typed(qtbot, form, "amount", "1.2k")
        assert form.has_unsettled_edit()
        outside.setFocus()
    assert edited.args == ["amount", Decimal(1200)]
    assert not form.has_unsettled_edit()


def test_that_a_pause_in_typing_hands_over_as_well(qtbot: QtBot, tools: EditorTools, around: QWidget) -> None:
    form, _ = shown_form(around, tools)
    with qtbot.waitSignal(form.field_edited, timeout=2000) as edited:
        typed(qtbot, form, "name", "Pilot in the north")
    assert edited.args == ["name", "Pilot in the north"]


def test_that_what_was_not_changed_is_not_handed_over(
    qtbot: QtBot, tools: EditorTools, around: QWidget
) -> None:
    form, outside = shown_form(around, tools)
    told: list[Any] = []
    form.field_edited.connect(lambda *edit: told.append(edit))
    typed(qtbot, form, "amount", "$500")
    form.settle()
    outside.setFocus()
    assert told == []


def test_that_a_required_field_keeps_its_old_value_when_emptied(
    qtbot: QtBot, tools: EditorTools, around: QWidget
) -> None:
    form, _ = shown_form(around, tools)
    told: list[Any] = []
    form.field_edited.connect(lambda *edit: told.append(edit))
    field = typed(qtbot, form, "name", " ")
    form.settle()
    assert told == []
    assert field.property("invalid")
    assert field.toolTip() == "“Deal” cannot be empty. The old value was kept."


def test_that_a_refused_value_is_told_in_words_beneath_its_field_once_it_is_left(
    qtbot: QtBot, tools: EditorTools, around: QWidget
) -> None:
    form, outside = shown_form(around, tools)

    def told() -> list[str]:
        """Gives the words in sight that tell of a problem."""
        return [
            each.text() for each in form.findChildren(QLabel) if each.isVisible() and "kept" in each.text()
        ]

    field = typed(qtbot, form, "name", " ")
    qtbot.waitUntil(field.hasFocus)
    form.settle()
    assert told() == []
    outside.setFocus()
    qtbot.waitUntil(lambda: told() == ["“Deal” cannot be empty. The old value was kept."])
    typed(qtbot, form, "name", "Pilot two")
    form.settle()
    assert told() == []
    typed(qtbot, form, "name", " ")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told() == ["“Deal” cannot be empty. The old value was kept."]
    qtbot.keyClicks(field, "Pilot")
    outside.setFocus()
    qtbot.waitUntil(lambda: told() == [])


def test_that_a_refresh_leaves_alone_what_somebody_is_typing(
    qtbot: QtBot, tools: EditorTools, around: QWidget
) -> None:
    form, _ = shown_form(around, tools)
    field = typed(qtbot, form, "name", "Pilot two")
    form.show_row(row(1, "Changed elsewhere", 900))
    amount = form.editor("amount")
    assert isinstance(amount, QLineEdit)
    assert (field.text(), amount.text()) == ("Pilot two", "$900")
    form.settle()


def test_that_every_field_is_named_and_explained(qtbot: QtBot, tools: EditorTools, around: QWidget) -> None:
    form, _ = shown_form(around, tools)
    assert [form.editor(field.name).accessibleName() for field in COLUMNS] == [
        field.label for field in COLUMNS
    ]
    assert form.editor("name").accessibleDescription() == "What is being sold."
    assert not form.editor("external_id").isEnabled()


def test_that_choosing_and_ticking_are_handed_over(qtbot: QtBot, tools: EditorTools, around: QWidget) -> None:
    form, _ = shown_form(around, tools)
    told: list[Any] = []
    form.field_edited.connect(lambda *edit: told.append(edit))
    outcome, referral = form.editor("outcome"), form.editor("referral")
    assert isinstance(outcome, ChoiceField)
    qtbot.keyClick(outcome, Qt.Key.Key_Down)
    qtbot.keyClick(referral, Qt.Key.Key_Space)
    form.settle()
    assert told == [("outcome", "won"), ("referral", True)]


def test_that_a_typed_date_is_read_when_the_field_is_left(
    qtbot: QtBot, theme: Theme, clock: FixedClock
) -> None:
    field = DateEdit(theme, Formats(), clock, "Due")
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "+2w")
    with qtbot.waitSignal(field.date_edited) as edited:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert edited.args == [date(2026, 11, 25)]
    assert field.text() == "Wed 25 Nov 2026"


def test_that_words_that_are_no_date_stay_and_are_explained(
    qtbot: QtBot, theme: Theme, clock: FixedClock
) -> None:
    field = DateEdit(theme, Formats(), clock, "Due")
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "soonish")
    with qtbot.assertNotEmitted(field.date_edited):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "soonish"
    assert "is not a date I can read" in field.accessibleDescription()


def test_that_the_arrow_keys_step_by_a_day(qtbot: QtBot, theme: Theme, clock: FixedClock) -> None:
    field = DateEdit(theme, Formats(), clock, "Due")
    qtbot.addWidget(field)
    field.set_day(date(2026, 11, 30))
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.day() == date(2026, 12, 1)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_that_the_calendar_opens_by_keyboard_and_gives_its_day(
    qtbot: QtBot, theme: Theme, clock: FixedClock
) -> None:
    field = DateEdit(theme, Formats(), clock, "Due")
    qtbot.addWidget(field)
    field.show()
    qtbot.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = field.findChild(CalendarPopup)
    calendar = popup.findChild(QCalendarWidget)
    with qtbot.waitSignal(field.date_edited) as edited:
        calendar.activated.emit(calendar.selectedDate())
    assert edited.args == [date(2026, 11, 11)]


def test_that_a_note_is_handed_over_within_a_second(qtbot: QtBot) -> None:
    note = NoteEdit("Note")
    qtbot.addWidget(note)
    with qtbot.waitSignal(note.text_settled, timeout=1500) as settled:
        qtbot.keyClicks(note, "She asked first.")
        assert note.has_unsettled_edit()
    assert settled.args == ["She asked first."]
    assert not note.has_unsettled_edit()


def test_that_a_stored_note_does_not_overwrite_typing(qtbot: QtBot) -> None:
    note = NoteEdit("Note", "as stored")
    qtbot.addWidget(note)
    qtbot.keyClicks(note, "more ")
    note.show_text("stored by somebody else")
    assert note.text() == "more as stored"
    note.settle()


def test_that_a_tick_box_asks_for_room_for_all_its_words_at_200_per_cent(qtbot: QtBot, theme: Theme) -> None:
    box = CheckBox(theme, "Compares with a colleague")
    qtbot.addWidget(box)
    theme.set_zoom(200)
    box.ensurePolished()
    assert box.minimumSizeHint().width() >= box.fontMetrics().horizontalAdvance(box.text()) + theme.px(24)


def test_that_a_tick_box_that_wraps_takes_more_lines_instead_of_more_room_at_200_per_cent(
    around: QWidget, theme: Theme
) -> None:
    box = CheckBox(theme, "They named who decides and agreed to a next step with a date", wraps=True)
    QVBoxLayout(around).addWidget(box)
    theme.set_zoom(200)
    around.show()
    around.resize(theme.px(260), 600)
    assert around.width() == theme.px(260)
    assert box.heightForWidth(box.width()) >= 2 * box.fontMetrics().height()
    assert box.height() >= box.heightForWidth(box.width())


def test_that_every_kind_of_field_shows_and_gives_back_its_value(qtbot: QtBot, tools: EditorTools) -> None:
    values: dict[str, Any] = {
        "name": "Pilot", "account_id": 2, "outcome": "won", "amount": Decimal("12.5"),
        "expected_on": date(2026, 11, 13), "referral": True, "external_id": None,
    }  # fmt: skip
    for field in COLUMNS:
        editor = make_field_editor(field, tools, [(2, "Account 2")])
        qtbot.addWidget(editor)
        editor.show_value(values[field.name])
        assert editor.value() == values[field.name]


@pytest.mark.parametrize(
    ("kind", "stored", "typed"),
    [
        (FieldType.MONEY, Decimal(12_000), "12000000"), (FieldType.MONEY, None, "123456789012"),
        (FieldType.INTEGER, 30, "3000"), (FieldType.NUMBER, 20.0, "4000"),
    ],
)  # fmt: skip
def test_that_a_number_far_beyond_the_stored_one_is_taken_by_a_second_enter_only(
    qtbot: QtBot, tools: EditorTools, kind: FieldType, stored: object, typed: str
) -> None:
    field = LineField(Field(name="size", label="Size", type=kind), tools)
    qtbot.addWidget(field)
    field.show_value(stored)
    field.selectAll()
    qtbot.keyClicks(field, typed)
    for _ in range(2):
        with pytest.raises(UserError, match=r"Enter again"):
            field.value()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.value() == Decimal(typed)


@pytest.mark.parametrize(("stored", "typed"), [(12_000, "900000"), (None, "5000000"), (5, "999")])
def test_that_a_number_that_can_be_meant_is_taken_at_once(
    qtbot: QtBot, tools: EditorTools, stored: int | None, typed: str
) -> None:
    field = LineField(Field(name="size", label="Size", type=FieldType.MONEY), tools)
    qtbot.addWidget(field)
    field.show_value(None if stored is None else Decimal(stored))
    field.setText(typed)
    assert field.value() == Decimal(typed)
