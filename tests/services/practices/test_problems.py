"""Problems brought to the manager: shares with their rows, the alert, and what is nowhere on the salesperson's side."""

from datetime import date, timedelta

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.model.coaching import Problem
from salesdesk.model.fields import Audience
from salesdesk.model.team import Salesperson
from salesdesk.services.attention import every_nudge
from salesdesk.services.coaching.service import CoachingService
from salesdesk.services.coaching.values import LogFilter
from salesdesk.services.practices.counting import person_bars, read_figures
from salesdesk.services.records import RecordsService
from salesdesk.services.searching import SearchService
from salesdesk.services.team.timeline import timeline
from salesdesk.services.team_settings import team_settings
from salesdesk.services.team_settings_edit import TeamSettingsService
from salesdesk.services.trash import TrashService
from salesdesk.store.desk_file import DeskFile

TODAY = date(2026, 11, 11)
KEYS = ("problems_taken_over", "problems_handed_back", "problems_kept", "problems_support")


@pytest.fixture
def brought(desk: DeskFile) -> DeskFile:
    """A desk with ten problems of two people: three taken over, one of them long kept, and one support."""
    responses = ["taken_over"] * 3 + ["handed_back"] * 4 + ["advised"] * 2 + ["support"]
    with desk.change("Fill", undoable=False) as work:
        work.session.add_all([Salesperson(id=1, name="Anna Ott"), Salesperson(id=2, name="Ben Roe")])
        work.session.flush()
        work.session.add_all(
            Problem(
                salesperson_id=1 + place % 2, what=f"Problem {place} of the mill", response=response, sort="task",
                brought_on=TODAY - timedelta(days=11 - place), closed_on=None if place == 0 else TODAY,
            )
            for place, response in enumerate(responses)
        )  # fmt: skip
        work.session.add(Problem(salesperson_id=1, what="Old", response="taken_over", closed_on=TODAY,
                                 brought_on=TODAY - timedelta(days=90)))  # fmt: skip
    return desk


def test_that_the_share_leaves_support_and_what_is_older_out_and_opens_its_rows(brought: DeskFile) -> None:
    taken, back, kept, support = read_figures(brought, KEYS, None, team_settings(brought), TODAY)
    assert (taken.text, taken.note) == ("33%", "3 of 9 in 90 days; 30% at most")
    assert (taken.ids, taken.kind) == ((3, 2, 1), "problem")
    assert (back.text, back.spread) == ("4", "of 10")
    assert (kept.text, kept.note) == ("11 days", "1 kept")
    assert support.text == "1"
    (anna,) = read_figures(brought, KEYS[:1], 1, team_settings(brought), TODAY)
    assert anna.note.startswith("2 of 5")


def test_that_people_are_told_apart_most_first(brought: DeskFile) -> None:
    legend = [("problems_handed_back", "back"), ("problems_taken_over", "taken over")]
    bars = person_bars(brought, legend, None, team_settings(brought), TODAY)
    assert [(bar.title, dict(bar.parts)) for bar in bars] == [
        ("Anna Ott", {"back": 2, "taken over": 2}), ("Ben Roe", {"back": 2, "taken over": 1}),
    ]  # fmt: skip


@pytest.mark.parametrize(("ceiling", "speaks"), [(0.30, True), (0.34, False)])
def test_that_the_alert_speaks_above_the_ceiling_of_the_team(
    ceiling: float, speaks: bool, brought: DeskFile
) -> None:
    TeamSettingsService(brought).edit("takeover_ceiling", ceiling)
    found = [
        each
        for each in every_nudge(brought, TODAY, team_settings(brought))
        if each.key.startswith("takeover")
    ]
    assert bool(found) is speaks
    if speaks:
        assert found[0].sentence == "You took over 3 of 9 problems, 33%. Whose are they?"


def test_that_a_problem_is_a_line_of_log_timeline_search_and_trash_with_undo(
    brought: DeskFile, clock: FixedClock
) -> None:
    coaching, records = CoachingService(brought, clock), RecordsService(brought)
    log = coaching.log(LogFilter(kinds=frozenset({"problem"}))).entries
    assert (log[0].sort, log[0].what, log[0].state, log[0].private) == (
        "Task", "Problem 9 of the mill", "Support", True,
    )  # fmt: skip
    lines = timeline(brought, 1, TODAY, groups=["problem"]).lines
    assert [(line.title, line.detail) for line in lines][:1] == [
        ("Problem", "Problem 8 of the mill · advised")
    ]
    found = SearchService(brought).find("mill 3")
    assert [(each.kind, each.title) for each in found] == [("problem", "Problem 3 of the mill")]
    records.trash("problem", [4])
    assert [item.label for item in TrashService(brought).contents()] == ["Problem"]
    brought.undo()
    assert TrashService(brought).contents() == []


def test_that_giving_back_asks_for_a_question_and_can_be_undone(brought: DeskFile) -> None:
    records = RecordsService(brought)
    records.carry_out("problem", 1, "give_back", "What have you tried?")
    values = records.one("problem", 1).values
    assert (values["response"], values["question"], values["closed_on"]) == (
        "handed_back", "What have you tried?", TODAY,
    )  # fmt: skip
    brought.undo()
    assert records.one("problem", 1).values["response"] == "taken_over"


def test_that_no_problem_is_on_the_side_of_the_salesperson(brought: DeskFile) -> None:
    assert RecordsService(brought).rows("problem", Audience.SALESPERSON) == []
    assert SearchService(brought).find("mill", Audience.SALESPERSON, 1) == []
