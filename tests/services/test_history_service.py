"""Histories and titles: stored values come back as the values of their fields."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.env.errors import UserError
from salesdesk.env.locale import Formats
from salesdesk.model.fields import Field, FieldType
from salesdesk.services.history import HistoryService, stored_value
from salesdesk.services.practices import THRESHOLDS
from salesdesk.services.records import RecordsService
from salesdesk.services.team_settings_edit import TeamSettingsService
from salesdesk.services.titles import LONGEST, title_words
from salesdesk.store.desk_file import DeskFile


def pairs(desk: DeskFile, kind: str, number: int) -> list[tuple[str, Any, Any]]:
    entries = HistoryService(desk).of(kind, number).entries
    return [(each.field.name if each.field else each.event, each.before, each.after) for each in entries]


def test_that_values_of_every_type_come_back_as_they_were_written(desk: DeskFile) -> None:
    records = RecordsService(desk)
    number = records.add("opportunity", {"name": "Tray sealer"}).new_id("opportunity")
    written = {
        "amount": Decimal("99.9999"), "probability": 0.25, "closed_on": date(2026, 1, 31), "outcome": "won",
    }  # fmt: skip
    for name, value in written.items():
        records.edit("opportunity", number, name, value)
    found = pairs(desk, "opportunity", number)
    assert {name: after for name, _, after in found if name in written} == written
    assert found[-1] == ("Added", None, None)
    assert ("outcome", "open", "won") in found


def test_that_flags_and_moments_come_back_as_such(desk: DeskFile) -> None:
    records = RecordsService(desk)
    person = records.add("salesperson", {"name": "Ottoline Brask"}).new_id("salesperson")
    records.edit("salesperson", person, "product_issue_open", True)
    assert ("product_issue_open", False, True) in pairs(desk, "salesperson", person)
    meeting = records.add(
        "one_on_one", {"salesperson_id": person, "starts_at": datetime(2026, 11, 12, 11, 0)}
    ).new_id("one_on_one")
    records.edit("one_on_one", meeting, "starts_at", datetime(2026, 11, 13, 9, 15))
    found = pairs(desk, "one_on_one", meeting)
    assert found[0] == ("starts_at", datetime(2026, 11, 12, 11, 0), datetime(2026, 11, 13, 9, 15))
    assert HistoryService(desk).of("one_on_one", meeting).title == "13 Nov 2026, 09:15"


def test_that_an_undone_change_is_no_history(desk: DeskFile) -> None:
    records = RecordsService(desk)
    number = records.add("account", {"name": "Birchwood Foods"}).new_id("account")
    records.edit("account", number, "sector", "Dairy")
    desk.undo()
    assert pairs(desk, "account", number) == [("Added", None, None)]


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_that_money_is_read_to_the_last_digit(amount: Decimal) -> None:
    field = Field(label="Amount", type=FieldType.MONEY)
    assert stored_value(field, int(amount * 10_000)) == amount


def test_that_a_title_is_one_short_line() -> None:
    formats = Formats()
    assert title_words("note", "First line\nsecond", formats) == "First line"
    assert title_words("note", "", formats) == "Note without a name"
    assert len(title_words("note", "long " * 90, formats)) == LONGEST
    assert title_words("quota", "2026-10-01", formats) == "1 Oct 2026"


LIMITS = {"fiscal_year_start": (1, 12)} | {key: (t.low, t.high) for key, t in THRESHOLDS.items()}


@pytest.mark.parametrize("name", sorted(LIMITS))
def test_that_settings_out_of_bounds_are_refused_and_kept(desk: DeskFile, name: str) -> None:
    service = TeamSettingsService(desk)
    before = service.values()[name]
    for wrong in (LIMITS[name][0] - 1, LIMITS[name][1] + 1):
        with pytest.raises(UserError, match="The old value was kept"):
            service.edit(name, wrong)
    assert service.values()[name] == before
    service.edit(name, LIMITS[name][0])
    assert service.values()[name] == LIMITS[name][0]


@pytest.mark.parametrize("wrong", ["Euro", "12A", "", "ЕВР", "URD"])
def test_that_a_currency_is_three_letters(desk: DeskFile, wrong: str) -> None:
    service = TeamSettingsService(desk)
    with pytest.raises(UserError):
        service.edit("currency", wrong)
    service.edit("currency", "eur")
    assert service.values()["currency"] == "EUR"


def test_that_limits_hold_the_defaults(desk: DeskFile, tmp_path: Path) -> None:
    values = TeamSettingsService(desk).values()
    assert not [name for name, (low, high) in LIMITS.items() if not low <= values[name] <= high]
