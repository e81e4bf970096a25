"""An import asks which of the new people are in the team, and leaves in the Trash who is there."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from salesdesk.env.errors import UserError
from salesdesk.model.team import Salesperson
from salesdesk.services.importing.import_plan import ImportPlan
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.team import LikelyTeam, TeamWish, new_people, with_team
from salesdesk.services.importing.values import IncomingRow, Verdict
from salesdesk.services.new_desk import make_desk
from salesdesk.services.records import RecordsService
from salesdesk.store.desk_file import DeskFile

DEALS = frozenset({"external_id", "salesperson_id", "account_id", "stage_id", "closed_on"})
PEOPLE = frozenset({"name", "reports_to"})


def people(*named: tuple[str, str]) -> list[IncomingRow]:
    return [
        IncomingRow(n, {"name": name, "reports_to": boss}) for n, (name, boss) in enumerate(named, start=2)
    ]


def deals(*owners: str, stage: str = "Won", closed_on: date = date(2024, 1, 31)) -> list[IncomingRow]:
    values = {"account_id": "Nordfeld", "stage_id": stage, "closed_on": closed_on}
    return [
        IncomingRow(n, {"external_id": f"D{n}", "salesperson_id": owner, **values})
        for n, owner in enumerate(owners, start=2)
    ]


def states(desk: DeskFile) -> dict[str, str]:
    return {row["name"]: row["status"] for row in desk.rows("SELECT name, status FROM salesperson")}


def take(service: ImportService, plan: ImportPlan, *names: str) -> None:
    keys = {person.key for person in new_people(plan) if person.name in names}
    service.apply(with_team(plan, keys), "x.csv")


def test_that_new_people_of_deals_come_with_the_number_of_their_deals(desk: DeskFile) -> None:
    plan = ImportService(desk).plan("deals", DEALS, deals("Bo", "Ada", "Bo"))
    assert [(p.name, p.deals, p.in_team) for p in new_people(plan)] == [("Ada", 1, True), ("Bo", 2, True)]


@pytest.mark.parametrize("kind", ["people", "deals"])
def test_that_who_is_not_in_the_team_is_kept_outside_it_in_the_same_step(desk: DeskFile, kind: str) -> None:
    service = ImportService(desk)
    rows = people(("Ada", "Kit"), ("Bo", "Lou")) if kind == "people" else deals("Ada", "Bo")
    plan = service.plan(kind, PEOPLE if kind == "people" else DEALS, rows)
    take(service, plan, "Ada")
    assert states(desk) == {"Ada": "active", "Bo": "outside"}
    desk.undo()
    assert states(desk) == {}, "one undo takes back file and answer"
    desk.redo()
    assert states(desk) == {"Ada": "active", "Bo": "outside"}


def test_that_a_later_import_asks_about_new_names_only_and_changes_no_answer(desk: DeskFile) -> None:
    service = ImportService(desk)
    take(service, service.plan("people", PEOPLE, people(("Ada", "Kit"), ("Bo", "Lou"))), "Ada")
    plan = service.plan("deals", DEALS, deals("Ada", "bo", "Cem"))
    assert [person.name for person in new_people(plan)] == ["Cem"]
    take(service, plan)
    assert states(desk) == {"Ada": "active", "Bo": "outside", "Cem": "outside"}
    again = service.plan("people", PEOPLE, people(("Ada", "Kit"), ("Bo", "Lou")))
    assert new_people(again) == ()
    assert again.count(Verdict.SAME) == 2


def test_that_the_people_of_a_known_manager_are_proposed(desk: DeskFile) -> None:
    service = ImportService(desk)
    many = [(f"P{n:02}", "Kit" if n < 4 else "Lou") for n in range(30)]
    plan = service.plan("people", PEOPLE, people(*many))
    assert service.likely_team(new_people(plan)) == LikelyTeam(), "nobody is guessed out of thirty"
    take(service, plan, "P00", "P01", "P02", "P05")
    later = service.plan("people", PEOPLE, people(("Zoe", "kit"), ("Yan", "Lou")))
    named = {person.key: person.name for person in new_people(later)}
    likely = service.likely_team(new_people(later))
    assert [named[key] for key in likely.keys] == ["Zoe"], (
        "one of many of Lou is in the team, and three of four of Kit"
    )
    assert likely.why == (
        "Ticked already: the people of kit. That manager is you, or most people of that manager on the desk "
        "are in your team."
    )


def test_that_half_of_the_people_of_a_manager_are_not_most(desk: DeskFile) -> None:
    service = ImportService(desk)
    first = service.plan("people", PEOPLE, people(("Ada", "Kit"), ("Bo", "Kit")))
    take(service, first, "Ada")
    later = new_people(service.plan("people", PEOPLE, people(("Zoe", "Kit"))))
    assert service.likely_team(later) == LikelyTeam()


def test_that_the_preview_names_who_is_newly_in_the_team(desk: DeskFile) -> None:
    plan = ImportService(desk).plan("people", PEOPLE, people(("Zoe", "Kit"), ("Ada", "Kit"), ("Bo", "Lou")))
    keys = {person.key for person in new_people(plan) if person.name != "Bo"}
    words = "Of the new people 2 are in your team: Ada, Zoe; 1 is kept as not in your team."
    assert words in with_team(plan, keys).notes


def test_that_a_short_list_is_proposed_as_a_whole(desk: DeskFile) -> None:
    service = ImportService(desk)
    plan = service.plan("people", PEOPLE, people(("Ada", ""), ("Bo", "")))
    likely = service.likely_team(new_people(plan))
    assert len(likely.keys) == 2
    assert likely.why == "Ticked already: all of them, because a list as short as this is often of one team."


def test_that_a_script_names_people_or_their_manager_and_is_told_of_a_name_nobody_knows(
    desk: DeskFile,
) -> None:
    service = ImportService(desk)
    found = new_people(service.plan("people", PEOPLE, people(("Ada Lo", "Kit"), ("Bo", "Lou"))))
    named = {person.name: person.key for person in found}
    assert service.wished_team(found, TeamWish(names=("ada lo",))) == {named["Ada Lo"]}
    assert service.wished_team(found, TeamWish(manager="LOU")) == {named["Bo"]}
    assert service.wished_team(found, TeamWish()) == set(named.values())
    with pytest.raises(UserError, match="names no “Adda”"):
        service.wished_team(found, TeamWish(names=("Adda",)))
    with pytest.raises(UserError, match="manager “Kim”"):
        service.wished_team(found, TeamWish(manager="Kim"))


NUMBERED = frozenset({"name", "external_id", "email"})


def namesakes() -> list[IncomingRow]:
    told = ({"external_id": "S-17"}, {"external_id": "S-18", "email": "ada@x.example"}, {})
    return [IncomingRow(n, {"name": "Ada Lo", **each}) for n, each in enumerate(told, start=2)]


def test_that_two_of_one_name_are_told_apart_by_number_and_answered_for_each(desk: DeskFile) -> None:
    service = ImportService(desk)
    plan = service.plan("people", NUMBERED, namesakes())
    found = new_people(plan)
    assert [person.label for person in found] == ["Ada Lo (row 4)", "Ada Lo (S-17)", "Ada Lo (S-18)"]
    service.apply(with_team(plan, [found[1].key]), "x.csv")
    rows = desk.rows("SELECT external_id, status FROM salesperson ORDER BY external_id")
    assert [tuple(row) for row in rows] == [(None, "outside"), ("S-17", "active"), ("S-18", "outside")]


def test_that_owners_of_one_name_are_told_apart_in_deals_too(desk: DeskFile) -> None:
    rows = [
        IncomingRow(n, {"external_id": f"D{n}", "salesperson_id": name, "salesperson_id.external_id": number})
        for n, (name, number) in enumerate((("Ada Lo", "7"), ("Ada Lo", "8"), ("Bo", "9")), start=2)
    ]
    found = new_people(ImportService(desk).plan("deals", DEALS, rows))
    assert [person.label for person in found] == ["Ada Lo (7)", "Ada Lo (8)", "Bo"]


def test_that_a_script_must_say_which_of_two_namesakes(desk: DeskFile) -> None:
    service = ImportService(desk)
    found = new_people(service.plan("people", NUMBERED, namesakes()))
    with pytest.raises(UserError, match=r"3 people called “Ada Lo”.*“Ada Lo \(S-18\)”"):
        service.wished_team(found, TeamWish(names=("Ada Lo",)))
    assert service.wished_team(found, TeamWish(names=("ada lo (s-17)",))) == {2}


def trash(desk: DeskFile, kind: str, name: str) -> None:
    found = desk.rows(f"SELECT id FROM {kind} WHERE name = ?", (name,))
    RecordsService(desk).trash(kind, [row["id"] for row in found])


def test_that_people_and_accounts_in_the_trash_stay_there_with_the_next_file(desk: DeskFile) -> None:
    service = ImportService(desk)
    service.apply(service.plan("deals", DEALS, deals("Ada", "Bo")), "x.csv")
    trash(desk, "salesperson", "Bo")
    trash(desk, "account", "Nordfeld")
    plan = service.plan("deals", DEALS, deals("Ada", "Bo", "Bo"))
    assert new_people(plan) == ()
    assert (plan.count(Verdict.SAME), plan.count(Verdict.NEW)) == (2, 1)
    assert "1 account and 1 salesperson in the Trash, left there." in plan.notes
    service.apply(plan, "y.csv")
    for kind, count in (("salesperson", 2), ("account", 1)):
        assert len(desk.rows(f"SELECT 1 FROM {kind}")) == count
    assert len(desk.rows("SELECT 1 FROM salesperson WHERE deleted_at IS NOT NULL")) == 1


def test_that_a_list_of_people_does_not_bring_back_who_is_in_the_trash(desk: DeskFile) -> None:
    service, rows = ImportService(desk), people(("Ada", "Kit"), ("Bo", "Lou"))
    service.apply(service.plan("people", PEOPLE, rows), "x.csv")
    trash(desk, "salesperson", "Bo")
    plan = service.plan("people", PEOPLE, rows)
    assert [row.why[:18] for row in plan.of(Verdict.REJECTED)] == ["It is in the Trash"]
    assert "1 salesperson in the Trash, left there." in plan.notes


def test_that_a_namesake_of_somebody_in_the_trash_counts(desk: DeskFile) -> None:
    with desk.change("Add") as work:
        work.session.add_all([Salesperson(name="Bo"), Salesperson(name="Bo")])
    RecordsService(desk).trash("salesperson", [1])
    plan = ImportService(desk).plan("deals", DEALS, deals("Bo"))
    assert plan.rows[0].values["salesperson_id"] == 2


@pytest.mark.parametrize(("count", "words"), [(1, "1 deal is won on a day"), (3, "3 deals are won on a day")])
def test_that_wins_on_a_day_still_to_come_are_said(desk: DeskFile, count: int, words: str) -> None:
    rows = deals(*["Ada"] * count, closed_on=date(2062, 1, 1))
    notes = " ".join(ImportService(desk).plan("deals", DEALS, rows).notes)
    assert words in notes
    assert "from that day." in notes
    lost = ImportService(desk).plan("deals", DEALS, deals("Ada", stage="Lost", closed_on=date(2062, 1, 1)))
    assert "still to come" not in " ".join(lost.notes)


@pytest.fixture
def new_desk(tmp_path: Path, clock: Any) -> Any:
    make_desk(tmp_path / "new.salesdesk", clock)
    found = DeskFile.open(tmp_path / "new.salesdesk", clock)
    yield found
    found.close()


def stages(desk: DeskFile) -> list[tuple[str, str]]:
    rows = desk.rows("SELECT name, outcome FROM stage WHERE deleted_at IS NULL ORDER BY position")
    return [(row["name"], row["outcome"]) for row in rows]


def staged(*rows: tuple[str, dict[str, Any]]) -> list[IncomingRow]:
    return [
        IncomingRow(n, {"external_id": f"D{n}", "stage_id": stage, **values})
        for n, (stage, values) in enumerate(rows, start=2)
    ]


def test_that_the_stages_of_the_crm_take_the_place_of_those_a_desk_is_made_with(new_desk: DeskFile) -> None:
    service, mapped = ImportService(new_desk), frozenset({"external_id", "stage_id", "started_on"})
    day = {"started_on": date(2024, 1, 1)}
    before = stages(new_desk)
    plan = service.plan(
        "deals", mapped, staged(("Won", day), ("Engaging", day), ("Lost", day), ("Prospecting", {}))
    )
    assert "Prospecting, Engaging" in " ".join(plan.notes)
    service.apply(plan, "x.csv")
    assert stages(new_desk) == [
        ("Prospecting", "open"), ("Engaging", "open"), ("Won", "won"), ("Lost", "lost"),
    ]  # fmt: skip
    assert not new_desk.rows("SELECT 1 FROM stage WHERE deleted_at IS NOT NULL"), "and none lies in the Trash"
    new_desk.undo()
    assert stages(new_desk) == before


def test_that_stages_stand_by_the_probability_of_their_deals(new_desk: DeskFile) -> None:
    mapped = frozenset({"external_id", "stage_id", "probability"})
    rows = staged(
        ("Closed Won", {"probability": 1.0}), ("Verbal", {"probability": 0.8}), ("Talks", {"probability": 0.2}),
        ("Quoted", {"probability": 0.5}),
    )  # fmt: skip
    ImportService(new_desk).apply(ImportService(new_desk).plan("deals", mapped, rows), "x.csv")
    assert [name for name, _ in stages(new_desk)] == ["Talks", "Quoted", "Verbal", "Closed Won", "Lost"]
    out = [row["name"] for row in new_desk.rows("SELECT name FROM stage WHERE proposal ORDER BY position")]
    assert out == ["Quoted", "Verbal", "Closed Won"]


def test_that_stages_somebody_has_touched_or_used_stay(new_desk: DeskFile) -> None:
    with new_desk.change("Rename") as work:
        from salesdesk.model.deals import Stage

        work.session.get(Stage, 1).name = "First call"
    mapped = frozenset({"external_id", "stage_id"})
    service = ImportService(new_desk)
    service.apply(service.plan("deals", mapped, staged(("Engaging", {}))), "x.csv")
    assert {"First call", "Meeting", "Engaging"} <= {name for name, _ in stages(new_desk)}
