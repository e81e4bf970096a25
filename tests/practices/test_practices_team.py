"""The practices that show on the pages of people and figures, and in what is not measured at all."""

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.env.clock import FixedClock
from salesdesk.gui.context import GuiContext
from salesdesk.gui.metrics.pages import PAGES
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.model import fields_of, models
from salesdesk.model.fields import Audience
from salesdesk.model.team import Strength
from salesdesk.services.new_desk import make_desk
from salesdesk.services.records import RecordsService
from salesdesk.services.sessions.service import SessionService
from salesdesk.store.desk_file import DeskFile
from tests.gui.metrics.whole import metric_card, whole_page
from tests.gui.team.room import TeamRoom
from tests.practices.nudges import nudges_about
from tests.services.session_desk import Table

TIME_UNITS = {"s", "min", "h", "hours"}


def part(view: QWidget, name: str) -> Any:
    found = view.findChild(QWidget, name)
    assert found is not None, f"there is no {name}"
    return found


def top(page: QWidget, name: str) -> int:
    """Gives how far down a page something begins."""
    return part(page, name).mapTo(page, QPoint(0, 0)).y()


def test_that_a_failing_premise_is_said_until_both_are_in_order(
    team_tab: TeamRoom, table: Table, qtbot: QtBot
) -> None:
    team_tab.show_person(table.ada)
    caution = part(team_tab, "person_caution")
    hired, issue = (
        (part(team_tab, f"fact_{name}").click(), part(team_tab, f"field_{name}"))[1]
        for name in ("outside_profile", "product_issue_open")
    )
    assert not caution.isVisible(), "an unanswered question is no finding"
    hired.click()
    qtbot.waitUntil(caution.isVisible)
    assert caution.text() == "Not a coaching problem first: hired despite doubts."
    hired.click()
    qtbot.waitUntil(lambda: not caution.isVisible())
    issue.click()
    qtbot.waitUntil(caution.isVisible)
    assert caution.text() == "Not a coaching problem first: held back by a product problem."
    issue.click()
    qtbot.waitUntil(lambda: not caution.isVisible())


def test_that_strengths_are_counted_by_what_showed_them_and_too_few_are_said(
    team_tab: TeamRoom, table: Table, desk: DeskFile, clock: FixedClock
) -> None:
    RecordsService(desk).edit("strength", 1, "evidence", "The Ferrum call")
    team_tab.show_person(table.ada)
    card = part(team_tab, "strengths_card")
    assert {f.name for f in card.findChild(RecordTable).model().columns} >= {
        "evidence",
        "seen_on",
        "times_seen",
    }
    assert "1 of 3 evidenced" in [label.text() for label in card.findChildren(QLabel)]
    assert few_strengths(desk, clock, table) == ["Only one strength is written down with evidence yet"]
    with desk.change("Seen", undoable=False) as work:
        work.session.add_all(
            Strength(salesperson_id=table.ada, name=name, evidence="A call", seen_on=date(2026, 11, 2))
            for name in ("Listens", "Prepares")
        )
    team_tab.refresh()
    assert not [label.text() for label in card.findChildren(QLabel) if "evidenced" in label.text()]
    assert few_strengths(desk, clock, table) == []


def few_strengths(desk: DeskFile, clock: FixedClock, table: Table) -> list[str]:
    """Gives what the Desk says of Ada's strengths, once nothing more urgent stands before it."""
    found = nudges_about(desk, clock, table.ada)
    return [nudge.sentence for nudge in found if nudge.key.startswith("strengths")]


def test_that_results_stand_above_competencies_on_every_page_with_both(
    team_tab: TeamRoom, table: Table, desk: DeskFile, clock: FixedClock, context: GuiContext, qtbot: QtBot
) -> None:
    team_tab.show_person(table.ada)
    assert top(team_tab, "results_card") < top(team_tab, "competencies_card")
    assert [page.key for page in PAGES[:2]] == ["results", "competencies"]
    metrics = whole_page(desk, context, clock)
    qtbot.addWidget(metrics)
    metrics.resize(1250, 800)
    metrics.show()
    qtbot.waitUntil(lambda: not metrics.waiting, timeout=20_000)
    below = metric_card(metrics, "competencies").mapTo(metrics, QPoint(0, 0)).y()
    assert top(metrics, "result_won") < below


def test_that_a_new_desk_measures_nothing_before_the_conversation(tmp_path: Path, clock: FixedClock) -> None:
    make_desk(tmp_path / "new.salesdesk", clock)
    desk = DeskFile.open(tmp_path / "new.salesdesk", clock)
    funnel = desk.rows("SELECT of_what, into_what FROM competency WHERE active ORDER BY position")
    desk.close()
    assert funnel[0]["of_what"] == "conversations"
    assert [row["into_what"] for row in funnel[:-1]] == [row["of_what"] for row in funnel[1:]]


def test_that_contacts_are_the_conversations_of_the_weekly_numbers(
    sessions: SessionService, meeting: int, table: Table
) -> None:
    contacts = sessions.state(meeting, Audience.MANAGER).lines[4]
    assert (contacts.label, contacts.now) == ("Contacts made", 10)


def test_that_no_field_keeps_how_a_salesperson_spends_the_time() -> None:
    timed = {
        (kind, field.name) for kind in models() for field in fields_of(kind)
        if (field.unit or "").split(" ")[0] in TIME_UNITS
    }  # fmt: skip
    meetings = {
        ("one_on_one", "minutes"),
        ("one_on_one", "planned_minutes"),
        ("one_on_one", "checklist_seconds"),
    }
    agreed_beforehand = {("assignment", "minutes_a_week")}
    assert timed == meetings | agreed_beforehand
