"""A panel is read first; its fields unfold, only those of its kind, and a deal is told from another."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.context import GuiContext
from salesdesk.gui.widgets.side_panel import SidePanel
from salesdesk.model.coaching import AgendaPoint, Assignment, Note, OneOnOne
from salesdesk.model.deals import Opportunity, Stage
from salesdesk.model.team import Salesperson
from salesdesk.services.records import RecordsService
from salesdesk.store.desk_file import DeskFile

Key = Qt.Key


@pytest.fixture
def panel(desk: DeskFile, context: GuiContext, qtbot: QtBot) -> SidePanel:
    with desk.change("Fill", undoable=False) as work:
        work.session.add_all([Salesperson(id=1, name="Anna Ott"), Stage(id=7, name="Proposal", position=3)])
        work.session.flush()
        work.session.add_all(
            [
                Opportunity(id=1, name="Crane", external_id="D-1", salesperson_id=1, stage_id=7, outcome="open",
                            amount=Decimal(45_000), started_on=date(2026, 9, 23)),
                Note(id=1, salesperson_id=1, text="Asked first", written_at=datetime(2026, 11, 4, 11), sign="gap"),
                Assignment(id=1, salesperson_id=1, what="Call the mill", assigned_on=date(2026, 11, 2),
                           due_on=date(2026, 11, 9)),
                Assignment(id=2, salesperson_id=1, what="Open with a question", kind="development", axis="skill",
                           basis="gap", basis_text="Talks first", assigned_on=date(2026, 11, 2)),
                AgendaPoint(id=1, salesperson_id=1, text="The fair", visibility="private"),
                OneOnOne(id=1, salesperson_id=1, starts_at=datetime(2026, 11, 18, 10), minutes=30),
            ]
        )  # fmt: skip
    made = SidePanel(context, RecordsService(desk))
    qtbot.addWidget(made)
    made.resize(420, 700)
    return made


def sentence(panel: SidePanel) -> str:
    return panel.findChild(QLabel, "reading_sentence").text()


@pytest.mark.parametrize(
    ("kind", "number", "words"),
    [
        ("assignment", 1, "Sales assignment of Anna Ott, agreed 2 Nov, due 9 Nov: open, late."),
        ("assignment", 2, ("Development assignment of Anna Ott, agreed 2 Nov: open. What should grow: skill. "
                          "Closes a gap: Talks first.")),
        ("note", 1, "About Anna Ott, 4 Nov 2026, 11:00; only you see it. It is about a gap."),
        ("agenda_point", 1, "For the next one-on-one with Anna Ott, raised by you: still open. Only you see it."),
        ("one_on_one", 1, "One-on-one with Anna Ott, 18 Nov 2026, 10:00, 30 min, planned."),
        ("opportunity", 1, "Open, Proposal, $45k, 49 days old. Deal of Anna Ott."),
    ],
)  # fmt: skip
def test_that_a_record_says_itself_in_a_sentence(
    panel: SidePanel, kind: str, number: int, words: str
) -> None:
    panel.show_record(kind, number)
    assert sentence(panel) == words
    assert not [each for each in panel.findChildren(QLineEdit) if each.isVisible()]
    assert len([each for each in panel.findChildren(QPushButton) if each.isVisible()]) <= 3


def test_that_the_fields_unfold_by_key_and_tab_leads_into_them(panel: SidePanel, qtbot: QtBot) -> None:
    panel.show_record("assignment", 1)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is panel)
    edit = panel.findChild(QPushButton, "record_edit")
    assert edit.hasFocus()
    qtbot.keyClick(edit, Key.Key_Space)
    assert panel.findChild(QLineEdit, "field_what").isVisible()
    edit.setFocus()
    qtbot.keyClick(edit, Key.Key_Tab)
    assert QApplication.focusWidget().objectName() == "field_opportunity_id", "whose it is comes last"


def test_that_only_the_fields_of_its_kind_are_there(panel: SidePanel) -> None:
    panel.show_record("assignment", 1)
    assert panel.findChild(QWidget, "field_axis") is None
    assert panel.findChild(QWidget, "field_evidence") is None
    assert panel.findChild(QWidget, "field_one_on_one_id") is None
    panel.show_record("assignment", 2)
    assert panel.findChild(QWidget, "field_axis") is not None


def test_that_enter_hands_over_what_was_typed(panel: SidePanel, qtbot: QtBot, desk: DeskFile) -> None:
    panel.show_record("assignment", 1)
    panel.findChild(QPushButton, "record_edit").click()
    what = panel.findChild(QLineEdit, "field_what")
    what.selectAll()
    qtbot.keyClicks(what, "Call the bakery")
    qtbot.keyClick(what, Key.Key_Return)
    assert desk.rows("SELECT what FROM assignment WHERE id = 1")[0]["what"] == "Call the bakery"


def test_that_a_deal_is_chosen_by_its_stage_its_amount_and_its_age(panel: SidePanel) -> None:
    panel.show_record("assignment", 1)
    deals = panel.findChild(QComboBox, "field_opportunity_id")
    assert [deals.itemText(at) for at in range(deals.count())] == [
        "–",
        "Crane · Proposal · $45k · 49 days old",
    ]


def test_that_what_its_kind_declares_is_done_beside_any_page(
    panel: SidePanel, qtbot: QtBot, desk: DeskFile
) -> None:
    panel.show_record("agenda_point", 1)
    panel.findChild(QPushButton, "record_discussed").click()
    qtbot.waitUntil(lambda: desk.rows("SELECT discussed_on FROM agenda_point")[0]["discussed_on"] is not None)
    panel.findChild(QPushButton, "record_edit").click()
    assert "Discussed" in panel.findChild(QLabel, "record_history").text()


def test_that_what_is_told_of_somebody_is_headed_by_kind_and_person(panel: SidePanel) -> None:
    panel.show_record("note", 1)
    assert panel.accessibleName() == "Note: Anna Ott"


def test_that_a_deal_is_headed_by_its_name(panel: SidePanel) -> None:
    panel.show_record("opportunity", 1)
    assert panel.accessibleName() == "Crane"
