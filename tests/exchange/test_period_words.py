"""The parts of a year are read by their place in any language, as a figure with its ending or as a word."""

from datetime import date

import pytest

from salesdesk.exchange.period_words import parse_period

QUARTERS = [
    "1st quarter 2025", "first quarter of 2025", "First Quarter, 2025", "2025 first quarter", "1. Quartal 2025",
    "erstes Quartal 2025", "1er trimestre 2025", "1er trimestre de 2025", "premier trimestre 2025",
    "1re trimestre 2025",
    "1.er trimestre 2025", "primer trimestre de 2025", "1º trimestre 2025", "1.º trimestre de 2025",
    "primeiro trimestre de 2025", "1° trimestre 2025", "primo trimestre 2025", "1e kwartaal 2025", "1ste kwartaal 2025",
    "eerste kwartaal van 2025", "1-szy kwartał 2025", "pierwszy kwartał 2025", "první čtvrtletí 2025",
    "1-й квартал 2025",
    "1-ый квартал 2025 г.", "первый квартал 2025", "1'inci çeyrek 2025", "1. çeyrek 2025", "birinci çeyrek 2025",
    "第一四半期 2025", "2025年第一季度",
]  # fmt: skip
HALVES = [
    "2nd half 2025", "second half of 2025", "zweites Halbjahr 2025", "2ème semestre 2025", "2e semestre 2025",
    "deuxième semestre 2025", "2.º semestre 2025", "2do semestre 2025", "segundo semestre de 2025", "2ª semestre 2025",
    "secondo semestre 2025", "2de halfjaar 2025", "tweede halfjaar 2025", "drugie półrocze 2025", "2-gie półrocze 2025",
    "druhé pololetí 2025", "2-е полугодие 2025", "второе полугодие 2025", "ikinci yarıyıl 2025",
]  # fmt: skip


@pytest.mark.parametrize("words", QUARTERS)
def test_that_a_quarter_is_known_by_its_place(words: str) -> None:
    found = parse_period(words)
    assert (found.start, found.kind) == (date(2025, 1, 1), "quarter")


@pytest.mark.parametrize("words", HALVES)
def test_that_a_half_is_known_by_its_place(words: str) -> None:
    found = parse_period(words)
    assert (found.start, found.kind) == (date(2025, 7, 1), "half")


@pytest.mark.parametrize(
    ("words", "month"),
    [("3ème trimestre 2024", 7), ("4ème trimestre 2024", 10), ("3. kwartał 2024", 7), ("third quarter 2024", 7),
     ("dördüncü çeyrek 2024", 10), ("4-й кв. 2024", 10)],
)  # fmt: skip
def test_that_the_later_quarters_are_known_as_well(words: str, month: int) -> None:
    assert parse_period(words).start == date(2024, month, 1)


@pytest.mark.parametrize("words", ["5th quarter 2025", "third half 2025", "first 2025", "2ème 2025"])
def test_that_what_is_no_part_of_a_year_is_none(words: str) -> None:
    with pytest.raises(ValueError, match="no"):
        parse_period(words)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("2025-01-01 to 2025-12-31", date(2025, 1, 1), date(2025, 12, 31)),
        ("01.01.2025 - 31.03.2025", date(2025, 1, 1), date(2025, 3, 31)),
        ("01/01/2025–03/31/2025", date(2025, 1, 1), date(2025, 3, 31)),
        ("du 01/01/2025 au 31/03/2025", date(2025, 1, 1), date(2025, 3, 31)),
        ("2024-04-01 to 2025-03-31", date(2024, 4, 1), date(2025, 3, 31)),
        ("Q2 (2024)", date(2024, 4, 1), date(2024, 6, 30)),
        ("2024 (Q2)", date(2024, 4, 1), date(2024, 6, 30)),
        ("H1 (2025)", date(2025, 1, 1), date(2025, 6, 30)),
        ("Full year 2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("Gesamtjahr 2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024年 全年", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_that_first_and_last_days_brackets_and_whole_years_are_periods(
    words: str, start: date, end: date
) -> None:
    found = parse_period(words, fiscal_start=4)
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        *(
            (words, date(2025, 1, 1), date(2025, 3, 31))
            for words in (
                "1 Jan 2025 - 31 Mar 2025", "Jan 1 - Mar 31, 2025", "1. Januar 2025 bis 31. März 2025",
                "1er janvier 2025 au 31 mars 2025", "2025-01-01/2025-03-31", "2025-01 to 2025-03", "2025-01-2025-03",
                "01/2025-03/2025", "01-03/2025", "Jan–Mar 2025", "2025年1月～3月", "2025年1月から3月まで",
                "2025年1-3月",                "2025年1月1日至2025年3月31日",
            )
        ),
        *(
            (words, date(2025, 1, 1), date(2025, 6, 30))
            for words in ("Q1-Q2 2025", "2025 Q1-Q2", "Q1 2025 – Q2 2025", "Q1/Q2 2025", "Q1 + Q2 2025")
        ),
        *(
            (words, date(2025, 1, 1), date(2025, 12, 31))
            for words in ("H1-H2 2025", "Q1 to Q4 2025", "Annual 2025", "2025 (annual)", "Calendar 2025")
        ),
        ("Q1-Q2 FY25", date(2024, 4, 1), date(2024, 9, 30)),
        ("FQ2 2025", date(2024, 7, 1), date(2024, 9, 30)),
        ("年度 2025", date(2024, 4, 1), date(2025, 3, 31)),
    ],
)  # fmt: skip
def test_that_two_ends_are_the_period_between_them(words: str, start: date, end: date) -> None:
    found = parse_period(words, fiscal_start=4)
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize(
    "words",
    ["2025-01-03", "01-03-2025", "1/3-2025", "1 Jan 2025", "Jan 3, 2025", "Q1 to Q3 2025", "Jan 10 - Mar 31, 2025",
     "1-3", "3-4 2025", "Smith - Jones 2025", "Annual 2025-01 plan"],
)  # fmt: skip
def test_that_a_day_and_ends_of_no_period_are_none(words: str) -> None:
    with pytest.raises(ValueError, match="not a period"):
        parse_period(words)


@pytest.mark.parametrize(
    "words", ["2025-01-06 to 2025-01-12", "01.01.2025 - 15.03.2025", "year to date", "YTD 2024"]
)
def test_that_days_that_are_the_ends_of_no_period_are_none(words: str) -> None:
    with pytest.raises(ValueError, match="not a period"):
        parse_period(words)
