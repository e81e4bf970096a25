"""Quotas in blocks, the person above the rows of what is measured, are that person's; who it is is never guessed."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from salesdesk.env.errors import UserError
from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import OpenQuestionError

MONTHS = "Jan 2026,Feb 2026,Mar 2026"
MIA, JON = "Quota,100,110,120\nActual,90,80,70\n", "Quota,200,210,220\nActual,150,160,170\n"
BELOW_THE_NAMES = f",{MONTHS}\nMia Orr,,,\n{MIA}Jon Ek,,,\n{JON}"
NAMES_AGAIN = f"Mia Orr,,,\n,{MONTHS}\n{MIA},,,\nJon Ek,,,\n,{MONTHS}\n{JON}"
IN_THE_CORNER = f"Mia Orr,{MONTHS}\n{MIA},,,\nJon Ek,{MONTHS}\n{JON}"
CALLED = f"Salesperson,{MONTHS}\nMia Orr,,,\n{MIA}Jon Ek,,,\n{JON}"


@pytest.fixture
def preview(tmp_path: Path):
    """Previews a text as a file of some kind, with answers."""

    def previewed(text: str, kind: str = "quotas", **answers: str) -> ImportPreview:
        path = tmp_path / "blocks.csv"
        path.write_text(text, encoding="utf-8")
        return preview_import(ImportService(None), read_source(path, kind), ImportChoices(answers=answers))

    return previewed


def quotas(found: ImportPreview) -> dict[str, list[Decimal]]:
    people = [each["name"] for each in found.plan.creates["salesperson"]]
    told: dict[str, list[Decimal]] = {}
    for row in found.plan.rows:
        told.setdefault(people[row.values["salesperson_id"].index], []).append(row.values["amount"])
    return told


WHOLE = {"Mia Orr": [100, 110, 120], "Jon Ek": [200, 210, 220]}


@pytest.mark.parametrize("text", [BELOW_THE_NAMES, NAMES_AGAIN, IN_THE_CORNER])
def test_that_names_above_blocks_of_measures_are_asked_about(preview, text: str) -> None:
    with pytest.raises(OpenQuestionError) as asked:
        preview(text)
    assert "“Mia Orr” and “Jon Ek” stand above the quotas" in asked.value.question.sentence
    assert asked.value.question.option == "--headings"
    found = preview(text, headings="owner")
    assert quotas(found) == WHOLE
    assert [row.values["starts_on"] for row in found.plan.rows][:3] == [date(2026, m, 1) for m in (1, 2, 3)]
    assert any(
        "rows under “Column 1” are no quotas and are left out: “Actual”" in words for words in found.notes
    )
    with pytest.raises(UserError, match="no column for the salesperson"):
        preview(text, headings="none")


@pytest.mark.parametrize(
    "text", [CALLED, CALLED.replace("Actual,", "Attainment,"), CALLED.replace("Mia Orr", "Mia")]
)
def test_that_names_in_a_column_of_salespeople_are_taken_and_told(preview, text: str) -> None:
    found = preview(text)
    assert [*quotas(found).values()] == [*WHOLE.values()]
    assert any(
        "“Salesperson” is taken from the headings above the rows, such as “Mia" in words
        for words in found.assumed
    )


def test_that_blocks_with_nothing_but_quotas_are_read_too(preview) -> None:
    rows = [line for line in CALLED.splitlines(keepends=True) if not line.startswith("Actual")]
    assert quotas(preview("".join(rows))) == WHOLE


def test_that_a_first_block_without_a_name_is_nobodys(preview) -> None:
    text = f"Sales targets,,,\nSalesperson,{MONTHS}\n{MIA}Jon Ek,{MONTHS}\n{JON}"
    with pytest.raises(UserError):
        preview(text)


def test_that_a_name_beside_the_names_of_columns_heads_deals_as_well(preview) -> None:
    names = "Stage,Close date,Amount"
    text = f"Mia Orr,{names}\nMast,Won,2026-01-05,10\nSail,Won,2026-01-06,7\nJon Ek,{names}\nKeel,Lost,2026-02-03,5\n"
    with pytest.raises(OpenQuestionError):
        preview(text, "deals")
    found = preview(text, "deals", headings="owner")
    assert [each["name"] for each in found.plan.creates["salesperson"]] == ["Mia Orr", "Jon Ek"]
    assert [row.values["salesperson_id"].index for row in found.plan.rows] == [0, 0, 1]
