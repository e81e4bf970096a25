"""What a deal went through is counted the same whatever its stages are called later, or where they stand."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.model.fields import Audience
from salesdesk.services.bundle import Services
from salesdesk.services.metrics import deals_sql
from salesdesk.services.metrics.windows import Window
from salesdesk.store.desk_file import DeskFile

Act = Callable[[DeskFile], None]
WHOLE = Window("all", "All time", date(2000, 1, 1), date(2026, 11, 11))


@pytest.fixture
def services(sample_path: Path, clock: FixedClock, tmp_path: Path) -> Iterator[Services]:
    opened = Services.open(sample_path, clock, tmp_path / "backups")
    yield opened
    opened.close()


def _stage(desk: DeskFile, name: str) -> int:
    return desk.rows("SELECT id FROM stage WHERE name = ?", (name,))[0][0]


def rename(desk: DeskFile) -> None:
    with desk.change("Rename a stage") as work:
        from salesdesk.model.deals import Stage

        work.session.get_one(Stage, _stage(desk, "Proposal")).name = "Offer"


def call_two_alike(desk: DeskFile) -> None:
    """As somebody does who means to make one stage of two."""
    with desk.change("Call two alike") as work:
        from salesdesk.model.deals import Stage

        work.session.get_one(Stage, _stage(desk, "Negotiation")).name = "Proposal"


def move_all_one_place_down(desk: DeskFile) -> None:
    """As putting a new first stage in front of the others does."""
    with desk.change("Put a stage in front") as work:
        from sqlalchemy import update

        from salesdesk.model.deals import Stage

        work.session.execute(update(Stage).values(position=Stage.position + 1))
        work.session.add(Stage(name="Lead", position=1, outcome="open"))


def delete_a_stage(desk: DeskFile) -> None:
    with desk.change("Delete a stage") as work:
        from salesdesk.model.deals import Stage

        stage = work.session.get_one(Stage, _stage(desk, "Proposal"))
        stage.deleted_at = datetime(2026, 11, 11, 9)


def figures(services: Services) -> dict[str, object]:
    """Gives what is counted from the log, by the number of the stage and not by its name."""
    desk = services.desk
    furthest = [
        (row["person"], row["outcome"], row["extra"], row["n"])
        for row in deals_sql.decided_counts(
            desk,
            WHOLE,
            f"(SELECT id FROM stage WHERE position = {deals_sql.FURTHEST} AND outcome = 'open' "
            "ORDER BY deleted_at IS NOT NULL LIMIT 1)",
        )
    ]
    lines = {}
    for row in desk.rows("SELECT id FROM salesperson WHERE status = 'active' ORDER BY id"):
        meeting = services.sessions.prepare(row["id"])
        state = services.sessions.state(meeting, Audience.MANAGER)
        lines[row["id"]] = [
            (line.key, line.now, line.before, [(p.now.successes, p.now.trials) for p in line.parts])
            for line in state.lines
        ]
        assert state.manager is not None
    return {"furthest": sorted(furthest, key=str), "lines": lines}


@pytest.mark.parametrize("act", [rename, call_two_alike, move_all_one_place_down])
def test_that_the_past_counts_the_same_after_stages_were_changed(act: Act, services: Services) -> None:
    before = figures(services)
    assert any(row[2] for row in before["furthest"])  # type: ignore[attr-defined]
    act(services.desk)
    assert figures(services) == before


def test_that_a_deleted_stage_still_tells_where_a_deal_stood(services: Services) -> None:
    before = figures(services)["furthest"]
    delete_a_stage(services.desk)
    assert figures(services)["furthest"] == before


def test_that_the_log_keeps_the_name_of_the_day_to_be_read(services: Services) -> None:
    desk = services.desk
    deal, old = desk.rows(
        "SELECT id, stage_id FROM opportunity WHERE outcome = 'open' AND stage_id IS NOT NULL"
    )[0]
    new = _stage(desk, "Negotiation")
    services.records.edit("opportunity", deal, "stage_id", new if new != old else _stage(desk, "Meeting"))
    rename(desk)
    newest = desk.rows(
        "SELECT before, after, before_id, after_id FROM opportunity_change WHERE field = 'stage_id' ORDER BY id DESC"
    )[0]
    assert newest["before_id"] == old
    assert newest["after_id"] != old
    assert newest["after"] in ("Negotiation", "Meeting")
