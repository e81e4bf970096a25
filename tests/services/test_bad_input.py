"""Absurd words in any field of any kind are refused in one sentence, or kept and read again: nothing breaks."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis.strategies import text

from salesdesk.env.errors import UserError
from salesdesk.env.locale import Formats
from salesdesk.model import field_of, models
from salesdesk.model.fields import Field, FieldType
from salesdesk.services.field_words import out_of_bounds, value_of, words_of
from salesdesk.services.records import RecordsService
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.triggers import is_log
from tests.model.one_of_each import add_one_of_each

TODAY = date(2026, 11, 11)
AMOUNT = field_of("opportunity", "amount")
FORMATS = Formats("en_US", "USD")
LONGEST_SENTENCE = 260
NASTY = (
    "10,000 letters " * 700, "\u05e9\u05dc\u05d5\u05dd", "\u202eturned\u202c", "👩\u200d👩\u200d👧🎉",
    "nul\x00byte", "'; DROP TABLE note; --", "%s {0} {x}", "<b>bold</b>", "=1+1", "two\nlines", " ",
)  # fmt: skip
ABSURD = (
    *NASTY, "", "-1", "-12,500", "1e999", "NaN", "inf", "1e-400", "9" * 5000, "1.2.3", "1,2,3,4", "0x10", "½", "١٢٣",
    "1000000 %", "-5 %", "9999", "1 Jan 1800", "31 Dec 9999", "31 Feb 2026", "29 Feb 2027", "0000-00-00", "99/99/9999",
    "+999999w", "next", "12:61", "11 Nov 1800 11:00", "11 Nov 9999 25:00", "€", "12 URD",
)  # fmt: skip
SHOWN = [kind for kind in models() if not is_log(kind)]


def refusal(act: Callable[[], object]) -> str:
    """Does something that may be refused; gives the sentence, empty where it was done."""
    try:
        act()
    except UserError as refused:
        return str(refused)
    return ""


def typed_into(field: Field, typed: str) -> Any:
    """Reads a text as the field of a form does."""
    return value_of(field, typed, FORMATS, TODAY, [(1, "One")])


@pytest.mark.parametrize("kind", SHOWN)
def test_that_what_a_field_takes_can_be_read_again(sample_desk: DeskFile, desk: DeskFile, kind: str) -> None:
    records = RecordsService(sample_desk)
    row = next(iter(records.rows(kind, limit=1)), None)
    if row is None:  # the sample team has none of this kind
        with desk.change("Add one of each") as work:
            add_one_of_each(work.session)
        records = RecordsService(desk)
        row = records.rows(kind, limit=1)[0]
    for field in records.fields(kind):
        for typed in NASTY if field.type in {FieldType.TEXT, FieldType.LONG_TEXT} else ABSURD:
            said = refusal(lambda: typed_into(field, typed))  # noqa: B023
            assert len(said) < LONGEST_SENTENCE
            if not said:
                # Refused only here, the words would be gone from the field in which they were typed.
                assert not refusal(lambda: records.edit(kind, row.id, field.name, typed_into(field, typed)))  # noqa: B023
                stored = records.one(kind, row.id).values[field.name]
                assert words_of(field, stored, FORMATS) == words_of(field, typed_into(field, typed), FORMATS)


@given(text())
def test_that_no_text_breaks_a_field_of_any_type(typed: str) -> None:
    fields = {field_of(kind, name).type: field_of(kind, name) for kind, name in ONE_OF_EACH}
    for field in fields.values():
        assert len(refusal(lambda: typed_into(field, typed))) < LONGEST_SENTENCE  # noqa: B023


ONE_OF_EACH = (
    ("note", "text"), ("account", "name"), ("opportunity", "amount"), ("competency", "goal"), ("account", "revenue"),
    ("assignment", "minutes_a_week"), ("assignment", "due_on"), ("one_on_one", "starts_at"), ("assignment", "state"),
    ("salesperson", "outside_profile"), ("note", "salesperson_id"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "name", "value", "said"),
    [
        ("quota", "amount", -1, "“Quota” cannot be below zero"),
        ("assignment", "minutes_a_week", -30, "“Own time” cannot be below zero"),
        ("assignment", "minutes_a_week", 20_000, "“Own time” lies between 0 and 10080"),
        ("competency", "goal", 1.01, "“Goal” lies between 0% and 100%"),
        ("own_rating", "own_rating", 6, "“Own rating” lies between 1 and 5"),
        ("team_settings", "fiscal_year_start", 13, "lies between 1 and 12"),
    ],
)
def test_that_a_number_nobody_can_mean_is_refused_by_its_declaration(
    kind: str, name: str, value: float, said: str
) -> None:
    assert said in out_of_bounds(field_of(kind, name), value)


@pytest.mark.parametrize(
    ("kind", "name", "typed", "said"),
    [
        ("quota", "amount", "-1", "cannot be below zero"), ("competency", "goal", "101 %", "between 0% and 100%"),
        ("team_settings", "fiscal_year_start", "13", "between 1 and 12"),
        ("opportunity", "currency", "12 URD", "“12 URD” is no currency"),
        ("opportunity", "currency", "urd", "“urd” is no currency"),
    ],
)  # fmt: skip
def test_that_what_a_field_does_not_hold_is_refused_where_it_is_typed(
    kind: str, name: str, typed: str, said: str
) -> None:
    with pytest.raises(UserError, match=said):
        value_of(field_of(kind, name), typed, FORMATS, TODAY)


def test_that_a_currency_is_taken_in_small_letters() -> None:
    assert value_of(field_of("opportunity", "currency"), "eur", FORMATS, TODAY) == "EUR"


def test_that_a_debt_can_be_the_amount_of_a_deal() -> None:
    assert out_of_bounds(field_of("opportunity", "amount"), -500) == ""


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("11 Nov 1800 11:00", "too long ago"), ("11 Nov 9999 11:00", "years ahead"), ("11 Nov 2026", "with a time"),
        ("-1", "with a time"), ("25:00", "with a time"),
    ],
)  # fmt: skip
def test_that_a_moment_is_held_to_the_years_of_a_day(typed: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        value_of(field_of("one_on_one", "starts_at"), typed, FORMATS, TODAY)


def test_that_a_time_alone_is_a_time_of_today() -> None:
    found = value_of(field_of("one_on_one", "starts_at"), "10:30", FORMATS, TODAY)
    assert (found.date(), found.hour, found.minute) == (TODAY, 10, 30)


def test_that_a_number_too_large_is_told_as_it_was_typed() -> None:
    typed = "99999999999999999999"
    told = refusal(lambda: value_of(AMOUNT, typed, FORMATS, TODAY))
    assert told == f"“{typed}” is too large a number for “Amount”. The old value was kept."


def test_that_a_share_is_not_taken_for_an_amount() -> None:
    with pytest.raises(UserError, match="no share"):
        value_of(AMOUNT, "12 %", FORMATS, TODAY)


@pytest.mark.parametrize(
    ("locale", "currency", "typed", "said"),
    [
        ("en_US", "USD", "10 000 €", "is in EUR, and this desk counts in USD"),
        ("en_US", "USD", "gbp 12", "is in GBP, and this desk counts in USD"),
        ("de_DE", "EUR", "$10", "is in USD, and this desk counts in EUR"),
        ("en_US", "USD", "10.000", "may be 10000 or 10. Type 10000"),
        ("de_DE", "EUR", "10,000 €", "may be 10000 or 10. Type 10000"),
    ],
)
def test_that_an_amount_that_may_mean_another_is_refused(
    locale: str, currency: str, typed: str, said: str
) -> None:
    words = refusal(lambda: value_of(AMOUNT, typed, Formats(locale, currency), TODAY))
    assert said in words
    assert words.endswith("the old value was kept.")


@pytest.mark.parametrize(
    ("locale", "currency", "typed", "amount"),
    [
        ("en_US", "USD", "$10,000", 10_000),
        ("en_US", "USD", "0.125", 0.125),
        ("en_US", "USD", "1,234.500", 1234.5),
        ("en_AU", "AUD", "$12", 12),
        ("de_DE", "EUR", "10.000 €", 10_000),
        ("sv_SE", "SEK", "10 000", 10_000),
    ],
)
def test_that_an_amount_as_the_desk_writes_it_is_taken(
    locale: str, currency: str, typed: str, amount: float
) -> None:
    assert float(value_of(AMOUNT, typed, Formats(locale, currency), TODAY)) == amount
