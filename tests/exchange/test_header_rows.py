"""Names of columns in two rows, years and days as names, and headings above groups of rows."""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import OpenQuestionError, Verdict


@pytest.fixture
def preview(tmp_path: Path):
    """Previews a text, or the rows of a sheet, as a file of deals or quotas."""

    def previewed(content: Any, kind: str = "deals", name: str = "file", **answers: str) -> ImportPreview:
        path = tmp_path / f"{name}{'.csv' if isinstance(content, str) else '.xlsx'}"
        path.write_bytes(content.encode() if isinstance(content, str) else _book(content))
        source = read_source(path, kind)
        return preview_import(ImportService(None), source, ImportChoices(answers=answers))

    return previewed


def _book(rows: list[list[Any]]) -> bytes:
    book, data = openpyxl.Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(data)
    return data.getvalue()


def quotas(preview: ImportPreview) -> list[tuple[Any, ...]]:
    """Gives person, start, period and amount of each quota that would be written."""
    people = preview.plan.creates["salesperson"]
    return [
        (people[v["salesperson_id"].index]["name"], v["starts_on"], v["period"], int(v["amount"]))
        for row in preview.plan.of(Verdict.NEW)
        for v in [row.values]
    ]


def owners(preview: ImportPreview) -> list[str | None]:
    """Gives the salesperson of each deal."""
    people = preview.plan.creates.get("salesperson", ())
    found = (row.values.get("salesperson_id") for row in preview.plan.rows)
    return [people[each.index]["name"] if each else None for each in found]


Q1, Q2 = date(2025, 1, 1), date(2025, 4, 1)
MIA = [("Mia Orr", Q1, "quarter", 500), ("Mia Orr", Q2, "quarter", 600)]


@pytest.mark.parametrize(
    "text",
    [
        "Rep,2025,\n,Q1,Q2\nMia Orr,500,600\n",
        "Plan,,\nRep,2025,2025\n,Q1,Q2\nMia Orr,500,600\n",
        "Rep,Q1 2025,,Q2 2025,\n,Quota,Actual,Quota,Actual\nMia Orr,500,1,600,2\n",
        "Verkäufer;1. Quartal 2025;;2. Quartal 2025;\n;Ziel;Ist;Ziel;Ist\nMia Orr;500;1;600;2\n",
        ",2025,\nRep,Q1,Q2\nMia Orr,500,600\n",
    ],
)
def test_that_names_in_two_rows_are_read_together(preview, text: str) -> None:
    assert quotas(preview(text, "quotas")) == MIA


def test_that_a_row_of_groups_above_the_names_of_deals_is_part_of_them(preview) -> None:
    text = (
        "Weekly report,,,,\n,Owner,,Deal,\nDeal ID,Name,Region,Stage,Amount\n"
        "1,Mia Orr,North,Won,5\n2,Jo Fox,South,Lost,7\n"
    )
    found = preview(text)
    assert owners(found) == ["Mia Orr", "Jo Fox"]
    assert (found.plan.totals.won, found.plan.totals.lost) == (1, 1)


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        (
            "Opportunity,,Owner,Amount,Close Date,Stage,Currency\nName,ID,,,,,",
            "Crane,7,Mia Orr,100,2026-01-02,Won,EUR",
        ),
        ("Opportunity,Close,Stage,Amount,Owner\nName,Date,,(EUR),Name", "Crane,2026-01-02,Won,100,Mia Orr"),
        (",Close,,Amount,Owner\nDeal,Date,Stage,EUR,Name", "Crane,2026-01-02,Won,100,Mia Orr"),
        ("Deal,Close,,Money,,Rep\n,Date,Stage,Amount,Currency,", "Crane,2026-01-02,Won,100,EUR,Mia Orr"),
        (
            "Our deals\nVerkaufschance,Abschluss,Betrag,Verkäufer,Status\nName,Datum,in EUR,,",
            "Crane,2026-01-02,100,Mia Orr,Won",
        ),
        (
            "Deal,Close,Money,,Owner,Stage\nDeal,Date,Amount,Currency,Owner,Stage",
            "Crane,2026-01-02,100,EUR,Mia Orr,Won",
        ),
    ],
)
def test_that_names_which_go_on_in_the_row_below_are_read_whole(preview, heads: str, row: str) -> None:
    found = preview(
        f"{heads}\n{row}\n{row.replace('Won', 'Lost').replace('Crane', 'Winch').replace('7', '8')}\n"
    )
    assert [row.values["name"] for row in found.plan.rows] == ["Crane", "Winch"]
    assert owners(found) == ["Mia Orr", "Mia Orr"]
    assert found.plan.totals.won_amount == {"EUR": 100}
    assert found.plan.rows[0].values["closed_on"] == date(2026, 1, 2)


@pytest.mark.parametrize(
    "text",
    [
        "Owner,Deal,Stage,Close date,Notes\nMia Orr,Name card,Won,,Date agreed\n",
        "Exported by,Mia Orr,,\nDeal ID,Owner,Stage,Amount\n1,Jo Fox,Won,5\n",
        "All deals,,,\nDeal ID,Owner,Stage,Amount\n1,Jo Fox,Won,5\n",
        "Owner,Deal name,Stage,Notes\n,Crane,Won,called\nJo Fox,Winch,Won,\n",
    ],
)
def test_that_a_title_or_a_row_of_words_is_no_part_of_the_names(preview, text: str) -> None:
    headers = preview(text).source.table.headers
    assert "Owner" in headers
    assert "Stage" in headers


@pytest.mark.parametrize(
    ("heads", "starts", "kind"),
    [
        ([2025, 2026], [date(2025, 1, 1), date(2026, 1, 1)], "year"),
        ([datetime(2025, 1, 1), datetime(2025, 2, 1)], [date(2025, 1, 1), date(2025, 2, 1)], "month"),
        ([datetime(2025, 3, 31), datetime(2025, 6, 30)], [Q1, Q2], "quarter"),
        (["1/1/2025", "4/1/2025"], [Q1, Q2], "quarter"),
        (["FY25", "FY26"], [date(2025, 1, 1), date(2026, 1, 1)], "year"),
    ],
)
def test_that_years_and_days_head_the_columns_of_quotas(preview, heads, starts, kind: str) -> None:
    found = quotas(preview([["Rep", *heads], ["Mia Orr", 500, 600]], "quotas"))
    assert found == [("Mia Orr", starts[0], kind, 500), ("Mia Orr", starts[1], kind, 600)]


GROUPED = "Deal ID,Deal name,Stage,Amount\n{0}\n1,Crane,Won,5\n2,Winch,Lost,7\n{1}\n3,Rope,Won,9\n"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Owner: Mia Orr (2),,,", "Owner: Jo Fox (1),,,"),
        ("Verkäufer： Mia Orr,,,", "Verkäufer： Jo Fox,,,"),
        ("Owner:,Mia Orr,,", "Owner:,Jo Fox,,"),
        ("Sales rep = Mia Orr,,,", "Sales rep = Jo Fox,,,"),
    ],
)
def test_that_headings_above_groups_become_a_column_and_this_is_told(
    preview, first: str, second: str
) -> None:
    found = preview(GROUPED.format(first, second))
    assert owners(found) == ["Mia Orr", "Mia Orr", "Jo Fox"]
    assert any("headings above the rows, such as “Mia Orr”" in words for words in found.assumed)


def test_that_headings_can_tell_the_stage_and_a_label_that_is_unknown_tells_nothing(preview) -> None:
    text = "Deal ID,Owner,Amount\nStage: Won,,\n1,Mia Orr,5\nStage: Closed lost,,\n2,Mia Orr,7\n"
    totals = preview(text).plan.totals
    assert (totals.won, totals.lost) == (1, 1)
    assert (
        "Weather" not in preview(GROUPED.format("Weather: fine,,,", "Weather: rain,,,")).source.table.headers
    )


def test_that_a_label_above_the_first_header_names_the_first_group(preview) -> None:
    header = "Deal ID,Deal name,Stage,Amount\n"
    text = f"Owner: Mia Orr,,,\n{header}1,Crane,Won,5\nOwner: Jo Fox,,,\n{header}2,Rope,Won,9\n"
    assert owners(preview(text)) == ["Mia Orr", "Jo Fox"]


def test_that_bare_names_above_groups_are_asked_about(preview) -> None:
    text = GROUPED.format("Mia Orr,,,", "Jo Fox,,,")
    with pytest.raises(OpenQuestionError) as asked:
        preview(text)
    assert asked.value.question.option == "--headings"
    assert owners(preview(text, headings="owner")) == ["Mia Orr", "Mia Orr", "Jo Fox"]
    assert owners(preview(text, headings="none")) == [None, None, None]


@pytest.mark.parametrize("pair", [("Active deals,,,", "Closed won,,,"), ("North,,,", "South,,,")])
def test_that_headings_which_are_no_names_of_people_are_passed_over(preview, pair: tuple[str, str]) -> None:
    assert owners(preview(GROUPED.format(*pair))) == [None, None, None]


@pytest.mark.parametrize(
    "total",
    [
        "Mia Orr (2 records),,,12",
        "Mia Orr (2 Datensätze),,,12",
        "Сумма,,,12",
        "Genel Toplam,,,12",
        "東京合計,,,12",
    ],
)
def test_that_a_total_is_told_by_its_words_in_any_language(preview, total: str) -> None:
    found = preview(
        f"Owner,Deal ID,Stage,Amount\nMia Orr,1,Won,5\nMia Orr,2,Won,8\n{total}\nJo Fox,3,Won,9\n"
    )
    assert owners(found) == ["Mia Orr", "Mia Orr", "Jo Fox"]


@pytest.mark.parametrize(
    ("text", "starts", "kind"),
    [
        ("Month,Mia Orr,Jo Fox\nJan 2025,5,6\nFeb 2025,7,8\n", [date(2025, 1, 1), date(2025, 2, 1)], "month"),
        ("Quartal;Mia Orr;Jo Fox;Summe\nQ1 2025;5;6;11\nQ2 2025;7;8;15\n", [Q1, Q2], "quarter"),
    ],
)
def test_that_a_column_a_salesperson_is_read_and_told(
    preview, text: str, starts: list[date], kind: str
) -> None:
    found = preview(text, "quotas")
    assert quotas(found) == [
        ("Mia Orr", starts[0], kind, 5), ("Jo Fox", starts[0], kind, 6),
        ("Mia Orr", starts[1], kind, 7), ("Jo Fox", starts[1], kind, 8),
    ]  # fmt: skip
    assert any("“Mia Orr” to “Jo Fox” is read as a salesperson" in words for words in found.assumed)


def test_that_two_people_with_equal_quotas_are_two(preview) -> None:
    found = quotas(preview("Month,Mia Orr,Jo Fox\nJan 2025,5,5\nFeb 2025,7,7\n", "quotas"))
    assert [(name, amount) for name, _start, _kind, amount in found] == [
        ("Mia Orr", 5), ("Jo Fox", 5), ("Mia Orr", 7), ("Jo Fox", 7),
    ]  # fmt: skip


def test_that_signs_head_columns_and_units_stand_in_brackets(preview) -> None:
    rows = [
        ["Rep", "Q1 2025", None, "Q2 2025", None],
        [None, "Quota", "%", "Quota", "%"],
        ["Mia Orr", 500, 0.9, 600, 1],
    ]
    assert quotas(preview(rows, "quotas")) == MIA
    assert quotas(preview("Rep,Q1 2025 (EUR),Q2 2025 (EUR)\nMia Orr,500,600\n", "quotas")) == MIA
