"""Holds the generic reading and editing of records, and the one place where privacy is kept."""

from datetime import date, datetime
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import UserError
from salesdesk.env.locale import Formats
from salesdesk.model import field_of, fields_of, kind_of, model_of, models
from salesdesk.model.fields import Audience
from salesdesk.services.coaching.service import CoachingService
from salesdesk.services.field_words import words_of
from salesdesk.services.records import RecordsService, checked_value
from salesdesk.services.sessions.service import SessionService
from salesdesk.services.titles import title_words
from salesdesk.services.trash import TrashService
from salesdesk.store.desk_file import DeskFile
from tests.model.one_of_each import PRIVATE, add_one_of_each, plain_value

KINDS = sorted(models())
HIDING = sorted(kind for kind in KINDS if kind_of(kind).private_when)


@pytest.fixture
def records(desk: DeskFile) -> RecordsService:
    """The service on an empty desk."""
    return RecordsService(desk)


def full(desk: DeskFile, **changed: Any) -> dict[str, int]:
    """Fills the desk with one record of every kind."""
    with desk.change("Prepare", undoable=False) as work:
        return add_one_of_each(work.session, **changed)


def test_that_the_manager_reads_every_field_of_every_kind_as_it_was_stored(
    desk: DeskFile, records: RecordsService
) -> None:
    ids = full(desk)
    for kind in KINDS:
        values = records.one(kind, ids[kind]).values
        assert list(values) == [field.name for field in fields_of(kind)]
        for field in fields_of(kind):
            expected = ids[field.refers_to] if field.refers_to else plain_value(kind, field)
            found = values[field.name]
            assert (found, type(found)) == (expected, type(expected)), (kind, field.name)


def test_that_the_salesperson_reads_only_what_is_shared(desk: DeskFile, records: RecordsService) -> None:
    full(desk, visibility="shared")
    for kind in KINDS:
        shared = {field.name for field in fields_of(kind) if field.shared}
        rows = records.rows(kind, Audience.SALESPERSON)
        assert bool(rows) == (not kind_of(kind).private)
        assert all(set(row.values) == shared for row in rows), kind
        assert all(set(row.texts) <= shared for row in rows), kind
        assert PRIVATE not in repr(rows)


@pytest.mark.parametrize("kind", HIDING)
def test_that_a_private_record_is_not_there_for_the_salesperson(
    kind: str, desk: DeskFile, records: RecordsService
) -> None:
    ids = full(desk, visibility="private")
    assert records.rows(kind, Audience.SALESPERSON) == []
    with pytest.raises(UserError):
        records.one(kind, ids[kind], Audience.SALESPERSON)
    assert records.one(kind, ids[kind])


def test_that_references_come_with_their_words(desk: DeskFile, records: RecordsService) -> None:
    ids = full(desk)
    texts = records.one("opportunity", ids["opportunity"]).texts
    assert texts["stage_id"] == "offenstagename"
    assert records.one("note", ids["note"]).texts["one_on_one_id"] == "2026-11-09 14:30:00"
    assert (ids["one_on_one"], "2026-11-09 14:30:00") in records.options("one_on_one")
    records.trash("stage", [ids["stage"]])
    assert records.one("opportunity", ids["opportunity"]).texts["stage_id"] == ""


def test_that_a_reference_to_a_moment_is_said_as_moments_are(desk: DeskFile, records: RecordsService) -> None:
    row = records.one("note", full(desk)["note"])
    field, formats = field_of("note", "one_on_one_id"), Formats("en_US", "USD")
    said = words_of(field, row.values["one_on_one_id"], formats, row.texts["one_on_one_id"])
    assert said == title_words("one_on_one", "2026-11-09 14:30:00.000000", formats) == "9 Nov 2026, 14:30"
    assert words_of(field, 1, formats, said) == said
    assert words_of(field, None, formats) == ""


def test_that_rows_are_chosen_sorted_and_limited(records: RecordsService) -> None:
    for name, region in (("Ada", "North"), ("Ben", "South"), ("Cleo", "West"), ("Dora", "North")):
        records.add("salesperson", {"name": name, "region": region})

    def names(**how: Any) -> list[str]:
        return [row.values["name"] for row in records.rows("salesperson", **how)]

    assert names() == ["Ada", "Ben", "Cleo", "Dora"]
    assert names(where={"region": "North"}) == ["Ada", "Dora"]
    assert names(where={"region": ("South", "West")}) == ["Ben", "Cleo"]
    assert names(ids=[4, 2], order_by=("-name",)) == ["Dora", "Ben"]
    assert names(order_by=("region", "-name"), limit=3) == ["Dora", "Ada", "Ben"]
    assert names(ids=[]) == []


def test_that_options_are_sorted_and_leave_out_the_trash(records: RecordsService) -> None:
    for name in ("Zoe", "Ada", "Ben"):
        records.add("salesperson", {"name": name})
    records.trash("salesperson", [3])
    assert records.options("salesperson") == [(2, "Ada"), (1, "Zoe")]


def test_that_a_record_that_is_gone_is_said_so(records: RecordsService) -> None:
    with pytest.raises(UserError, match="no longer there"):
        records.one("note", 5)
    with pytest.raises(UserError, match="nothing was changed"):
        records.edit("note", 5, "text", "x")


def test_that_several_cells_are_one_step_and_one_bad_cell_changes_nothing(
    desk: DeskFile, records: RecordsService
) -> None:
    for name in ("Ada", "Ben"):
        records.add("salesperson", {"name": name})
    records.edit_many("salesperson", [(1, "region", "North"), (2, "region", "South")])
    assert desk.undo_name() == "Change 2 cells in salespeople"
    with pytest.raises(UserError):
        records.edit_many("salesperson", [(1, "region", "East"), (2, "level", "9")])
    with pytest.raises(UserError):
        records.edit_many("salesperson", [(1, "region", "East"), (3, "region", "East")])
    assert [row.values["region"] for row in records.rows("salesperson")] == ["North", "South"]


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"team_settings"}))
def test_that_a_record_without_what_it_needs_is_refused_in_one_sentence(
    kind: str, records: RecordsService
) -> None:
    needed = [
        f for f in fields_of(kind) if f.required and model_of(kind).__table__.columns[f.name].default is None
    ]
    if not needed:
        assert records.add(kind, {}).new_id(kind)
        return
    with pytest.raises(UserError, match="cannot be empty"):
        records.add(kind, {})
    assert records.rows(kind) == []


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("salesperson", "name", "  "), ("salesperson", "name", None), ("salesperson", "level", "6"),
        ("salesperson", "joined_on", "soon"), ("salesperson", "outside_profile", "maybe"),
        ("opportunity", "amount", "12"), ("opportunity", "amount", 0.1), ("opportunity", "probability", "high"),
        ("opportunity", "stage_id", "Won"), ("competency_number", "trials", 1.5), ("one_on_one", "starts_at", "9:00"),
    ],
)  # fmt: skip
def test_that_a_value_that_does_not_fit_is_refused_in_one_sentence(kind: str, name: str, value: Any) -> None:
    with pytest.raises(UserError, match="kept as it was") as refused:
        checked_value(field_of(kind, name), value)
    assert field_of(kind, name).label in str(refused.value)


@pytest.mark.parametrize(
    ("kind", "name", "value", "stored"),
    [
        ("salesperson", "name", "  Ada ", "Ada"), ("salesperson", "region", " ", None),
        ("note", "text", "  indented\n", "  indented\n"), ("note", "text", "", ""), ("note", "text", None, ""),
        ("opportunity", "amount", Decimal("0.1"), Decimal("0.1")), ("opportunity", "amount", 0, 0),
        ("opportunity", "probability", 1, 1), ("opportunity", "closed_on", date(2026, 1, 1), date(2026, 1, 1)),
        ("salesperson", "outside_profile", False, False),
        ("one_on_one", "starts_at", datetime(2026, 1, 1, 9), datetime(2026, 1, 1, 9)),
    ],
)  # fmt: skip
def test_that_a_value_that_fits_is_stored_as_it_should_be(
    kind: str, name: str, value: Any, stored: Any
) -> None:
    assert checked_value(field_of(kind, name), value) == stored


def test_that_a_step_is_named_after_what_it_changes(desk: DeskFile, records: RecordsService) -> None:
    records.add("account", {"name": "x" * 60})
    assert desk.undo_name() == f"Add account “{'x' * 39}…”"
    records.edit("account", 1, "sector", "pumps")
    assert desk.undo_name().startswith("Change sector of “xxx")


@pytest.mark.parametrize("visibility", ["shared", "private"])
def test_that_no_step_is_named_with_the_words_of_a_note_or_point(
    visibility: str, desk: DeskFile, records: RecordsService, clock: FixedClock
) -> None:
    records.add("salesperson", {"name": "Anna Ott"})
    at, secret = datetime(2026, 1, 1), "xylophonist"
    coaching, talks = CoachingService(desk, clock), SessionService(desk, clock)
    coaching.add_note(1, f"a {secret}")
    assert desk.undo_name() == "Add note about Anna Ott"
    coaching.bring_up(1, f"b {secret}", private=visibility == "private")
    assert desk.undo_name() == "Add agenda point about Anna Ott"
    for kind, values in (("note", {"written_at": at}), ("agenda_point", {})):
        number = records.add(
            kind, {"text": secret, "salesperson_id": 1, "visibility": visibility} | values
        ).new_id(kind)
        records.edit(kind, number, "text", f"{secret} again")
        records.edit(kind, number, "visibility", "private")
        records.edit(kind, number, "visibility", "shared")
    assert desk.undo_name() == "Change seen by of agenda point about Anna Ott"
    records.carry_out("agenda_point", 1, "discussed")
    talk = talks.prepare(1)
    point = talks.add_point(talk, secret, visibility).new_id("agenda_point")
    talks.answer_point(talk, point)
    talks.answer_point(talk, point, discussed=False)
    talks.write_note(talk, "wins", secret, visibility)
    records.trash("agenda_point", [1, 2, 3])
    records.trash("note", [1])
    TrashService(desk).restore("note", 1)
    steps = [row["name"] for row in desk.rows("SELECT name FROM step")]
    assert len(steps) >= 16
    assert [step for step in steps if secret in step] == []


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("candidate", "Move Wilburn Farren to Candidates"),
        ("archived", "Move Wilburn Farren to those who left"),
        ("outside", "Move Wilburn Farren out of my team"),
        ("active", "Move Wilburn Farren into the team"),
    ],
)
def test_that_moving_somebody_says_where_to(desk: DeskFile, state: str, words: str) -> None:
    records = RecordsService(desk)
    ((_, number),) = records.add("salesperson", {"name": "Wilburn Farren", "status": "outside"}).created
    assert records.edit("salesperson", number, "status", state).step == words


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("external_id", "7", "Change number in the CRM of “Ada”"),
        ("outside_profile", True, "Change “Hired despite doubts” of “Ada”"),
    ],
)
def test_that_a_change_names_its_field_as_the_screen_does(
    desk: DeskFile, name: str, value: object, words: str
) -> None:
    records = RecordsService(desk)
    ((_, number),) = records.add("salesperson", {"name": "Ada"}).created
    assert records.edit("salesperson", number, name, value).step == words


def test_that_the_question_for_a_kind_is_made_once_whatever_is_asked_of_it(
    desk: DeskFile, records: RecordsService, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = full(desk)
    before = records.one("opportunity", ids["opportunity"])
    monkeypatch.setattr("salesdesk.services.record_question._seen", lambda _: pytest.fail("made again"))
    assert records.one("opportunity", ids["opportunity"]) == before
    assert records.rows("opportunity", ids=[]) == []


def test_that_reading_records_compiles_no_statement_of_sqlalchemy(desk: DeskFile) -> None:
    ids, path = full(desk), desk.path
    desk.close()
    again = DeskFile.open(path, FixedClock(datetime(2026, 11, 11, 9)))
    records = RecordsService(again)
    for kind, audience in product(KINDS, Audience):
        records.rows(kind, audience, ids=[ids[kind]], limit=1)
        records.options(kind)
    assert again._engine is None
    again.close()


def test_that_rows_are_chosen_by_a_value_that_is_not_there(records: RecordsService) -> None:
    for name, region in (("Ada", "North"), ("Ben", None)):
        records.add("salesperson", {"name": name, "region": region})
    (found,) = records.rows("salesperson", where={"region": None})
    assert found.values["name"] == "Ben"
