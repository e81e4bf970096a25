"""Tests how values are written and read."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from salesdesk.env.errors import UserError
from salesdesk.env.locale import NO_VALUE, Formats, known_locale

WEDNESDAY = date(2026, 11, 11)


@pytest.mark.parametrize(
    ("amount", "written"),
    [(Decimal(26768), "$26,768"), (Decimal("1234.5"), "$1,234.50"), (-5, "-$5"), (0, "$0"), (None, NO_VALUE)],
)
def test_that_money_shows_cents_only_where_there_are_any(amount: Decimal | int | None, written: str) -> None:
    assert Formats().money(amount) == written


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (412_300, "$412k"),
        (1_249_999, "$1.2M"),
        (2370, "$2.4k"),
        (999, "$999"),
        (-41_000, "-$41k"),
        (2_000_000, "$2M"),
    ],
)
def test_that_short_money_has_at_most_three_figures(amount: int, written: str) -> None:
    assert Formats().money(amount, short=True) == written


def test_that_another_locale_writes_in_its_own_way() -> None:
    german = Formats("de_DE", "EUR")
    assert german.money(Decimal("26768.5")).replace("\N{NO-BREAK SPACE}", " ") == "26.768,50 €"
    assert german.whole(8800) == "8.800"
    assert german.percent(0.584).replace("\N{NO-BREAK SPACE}", " ") == "58 %"
    assert german.parse_number("1.234,50 €") == Decimal("1234.50")
    assert german.date_order == "dmy"


def test_that_dates_name_their_weekday() -> None:
    assert Formats().day(WEDNESDAY) == "Wed 11 Nov 2026"
    assert Formats().short_day(WEDNESDAY) == "11 Nov"
    assert Formats().day(None) == NO_VALUE


def test_that_a_share_is_written_as_a_percentage_rounded_half_up() -> None:
    assert Formats().percent(0.585) == "59%"
    assert Formats().percent(Decimal("0.1234"), 1) == "12.3%"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("$1,200.50", "1200.50"),
        ("412k", "412000"),
        ("44%", "44"),
        (" −3 ", "-3"),
        ("1.5m", "1500000"),
        ("5'000", "5000"),
    ],
)
def test_that_numbers_are_read_as_people_type_them(typed: str, number: str) -> None:
    assert Formats().parse_number(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["abc", "1..2", "nan", "infinity", "--", "k"])
def test_that_what_is_no_number_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(UserError, match="is not a number"):
        Formats().parse_number(typed)


@given(
    st.decimals(min_value=-(10**12), max_value=10**12, places=2),
    st.sampled_from(["en_US", "de_DE", "fr_FR", "de_CH"]),
)
def test_that_written_money_reads_back_as_the_same_amount(amount: Decimal, locale: str) -> None:
    formats = Formats(locale, "EUR")
    assert formats.parse_number(formats.money(amount)) == amount


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_that_english_without_a_library_writes_as_the_library_does(amount: Decimal) -> None:
    assert Formats("en_US").number(amount) == Formats("en_GB").number(amount)
    assert Formats("en_US", "USD").whole(amount) == Formats("en_AU", "USD").whole(amount)


@pytest.mark.parametrize(
    ("named", "used"),
    [
        ("C", "en_US"),
        ("", "en_US"),
        ("en_US", "en_US"),
        ("de_DE", "de_DE"),
        ("en_LT", "en"),
        ("xx_YY", "en_US"),
    ],
)
def test_that_a_locale_nobody_has_data_for_gives_way_to_its_language(named: str, used: str) -> None:
    assert known_locale(named) == used
    assert Formats(used).money(Decimal(1200))
    assert Formats(used).day(WEDNESDAY)


def test_that_every_locale_of_the_system_can_write_a_day_and_an_amount() -> None:
    names = {
        QLocale(language).name()
        for language in QLocale.Language
        if language is not QLocale.Language.LastLanguage
    }
    for name in names:
        formats = Formats(known_locale(name))
        assert formats.day(WEDNESDAY), name
        assert formats.money(Decimal(1200)), name
        assert formats.date_order in {"mdy", "dmy", "ymd"}, name


@pytest.mark.parametrize(
    ("locale", "typed", "meant"),
    [
        ("en_US", "120 000,50", "120000.50"), ("en_US", "12,5", "12.5"), ("en_US", "1,200", "1200"),
        ("en_US", "1,234,567.89", "1234567.89"), ("en_US", "12,34,567", "1234567"), ("en_US", "-12,5", "-12.5"),
        ("de_DE", "1234.50", "1234.50"), ("de_DE", "1.234", "1234"), ("de_DE", "1.234,5", "1234.5"),
        ("fr_FR", "1 234,5", "1234.5"),
    ],
)  # fmt: skip
def test_that_decimals_after_the_sign_of_groups_stay_decimals(locale: str, typed: str, meant: str) -> None:
    assert Formats(locale).parse_number(typed) == Decimal(meant)


@pytest.mark.parametrize("typed", ["1,2,3", "1,23.4", "1,2345,6", "1,,000"])
def test_that_groups_that_cannot_be_are_refused(typed: str) -> None:
    with pytest.raises(UserError, match="not a number"):
        Formats().parse_number(typed)


def test_that_a_currency_is_written_in_one_way_however_it_was_typed():
    for formats in (Formats(), Formats("de_DE", "EUR")):
        assert formats.money(Decimal(5), "eur") == formats.money(Decimal(5), "EUR")
        assert formats.symbol("usd") == formats.symbol("USD")
