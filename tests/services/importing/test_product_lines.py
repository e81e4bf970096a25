"""Rows of one deal with another product each are its lines, if somebody says so."""

from decimal import Decimal
from pathlib import Path

import pytest

from salesdesk.cli.import_command import as_json, summary
from salesdesk.exchange.export_rows import write_rejected_rows
from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.services.importing.product_lines import LINES, SUM, VERSIONS
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import OpenQuestionError, Verdict

_HEADER = "Deal ID,Deal,Stage,Close date,Product,Amount\n"
_LINES = (
    f"{_HEADER}N1,Fit-out,Won,2025-02-03,Mast,800\nN1,Fit-out,Won,2025-02-03,Sail,200\n"
    "N2,Refit,Lost,2025-02-03,Rope,5\n"
)


@pytest.fixture
def preview(tmp_path: Path):
    """Previews a text as a file of deals, with an answer to what rows of one number are."""

    def previewed(text: str, answer: str | None = None) -> ImportPreview:
        path = tmp_path / "crm.csv"
        path.write_text(text, encoding="utf-8")
        choices = ImportChoices(answers={LINES: answer} if answer else {})
        return preview_import(ImportService(None), read_source(path, "deals"), choices)

    return previewed


def test_that_it_is_asked_whether_they_are_lines(preview) -> None:
    with pytest.raises(OpenQuestionError) as asked:
        preview(_LINES)
    assert asked.value.question.examples == ("Row 2: N1, Mast, 800.00", "Row 3: N1, Sail, 200.00")


def test_that_lines_are_added_up_under_the_product_of_the_largest(preview) -> None:
    found = preview(_LINES, SUM)
    assert found.plan.totals.won_amount == {"USD": Decimal(1000)}
    [line] = found.plan.of(Verdict.REJECTED)
    assert line.why == "It is a line of the deal of row 2, which has the sum."
    assert any("has their sum" in words for words in found.assumed)


def test_that_of_versions_one_counts(preview) -> None:
    assert preview(_LINES, VERSIONS).plan.totals.won_amount == {"USD": Decimal(200)}


def test_that_an_amount_that_stands_on_every_line_of_all_deals_is_not_added_up(preview) -> None:
    found = preview(
        f"{_HEADER}N1,Fit-out,Won,2025-02-03,Mast,800\nN1,Fit-out,Won,2025-02-03,Sail,800\n"
        "N2,Refit,Won,2025-02-03,Rope,50\nN2,Refit,Won,2025-02-03,Keel,50\n"
    )
    assert found.plan.totals.won_amount == {"USD": Decimal(850)}


def test_that_rows_that_differ_in_more_are_versions_without_a_question(preview) -> None:
    found = preview(f"{_HEADER}N1,Fit-out,Proposal,2025-02-03,Mast,800\nN1,Fit-out,Won,2025-02-03,Sail,200\n")
    assert found.plan.totals.won_amount == {"USD": Decimal(200)}


def test_that_whoever_says_sum_has_blank_amounts_and_one_product_twice_added_up(preview) -> None:
    found = preview(
        f"{_HEADER}N1,Fit-out,Won,2025-02-03,Mast,100\nN1,Fit-out,Won,2025-02-03,Sail,\n"
        "N2,Refit,Won,2025-02-03,Rope,100\nN2,Refit,Won,2025-02-03,Rope,300\nN2,Refit,Won,2025-02-03,Keel,300\n",
        SUM,
    )
    assert found.plan.totals.won_amount == {"USD": Decimal(800)}
    assert found.plan.totals.won == 2


def test_that_a_row_that_stands_twice_is_no_line(preview) -> None:
    found = preview(_LINES + "N3,Dock,Won,2025-02-03,Rope,7\nN3,Dock,Won,2025-02-03,Rope,7\n", SUM)
    assert found.plan.totals.won_amount == {"USD": Decimal(1007)}


def test_that_currencies_are_never_added_up(preview) -> None:
    text = f"{_HEADER}N1,Fit-out,Won,2025-02-03,Mast,800 USD\nN1,Fit-out,Won,2025-02-03,Sail,200 EUR\n"
    assert preview(text).plan.totals.won_amount == {"EUR": Decimal(200)}
    assert preview(text, SUM).plan.totals.won_amount == {"EUR": Decimal(200)}


def test_that_a_deal_with_a_line_that_cannot_be_read_waits_for_it_and_is_whole_once_mended(
    preview, tmp_path: Path
) -> None:
    broken = _LINES + "N1,Fit-out,Won,2025-02-03,Oar,5x\n"
    found = preview(broken, SUM)
    assert found.plan.totals.won_amount == {}
    assert [row.number for row in found.plan.left_out] == [2, 3, 5]
    rejected = tmp_path / "rejected.csv"
    write_rejected_rows(found, rejected)
    mended = preview(rejected.read_text("utf-8-sig").replace("5x", "5"), SUM)
    assert mended.plan.totals.won_amount == {"USD": Decimal(1005)}


def test_that_deals_whose_lines_are_in_several_currencies_are_told_when_lines_are_added_up(preview) -> None:
    mixed = "N3,Dock,Won,2025-02-03,Mast,800 USD\nN3,Dock,Won,2025-02-03,Sail,200 EUR\n"
    found = preview(
        _LINES.replace("800", "800 USD").replace("200", "200 USD").replace("Rope,5", "Rope,5 USD") + mixed,
        SUM,
    )
    assert found.plan.totals.won_amount == {"USD": Decimal(1000), "EUR": Decimal(200)}
    assert any(
        "1 deal has lines in several currencies, which are not added up" in words for words in found.assumed
    )


def test_that_an_amount_without_a_currency_is_in_that_of_the_desk_beside_lines_that_name_it(preview) -> None:
    text = f"{_HEADER}N1,Fit-out,Won,2025-02-03,Mast,$800\nN1,Fit-out,Won,2025-02-03,Sail,200\n"
    found = preview(text, SUM)
    assert found.plan.totals.won_amount == {"USD": Decimal(1000)}
    assert not any("several currencies" in words for words in found.assumed)
    other = preview(text.replace("$800", "800 EUR"), SUM)
    assert any("1 deal has lines in several currencies" in words for words in other.assumed)


def test_that_a_line_that_stands_twice_once_with_the_sign_of_the_desk_is_one(preview) -> None:
    found = preview(f"{_LINES}N3,Dock,Won,2025-02-03,Rope,$7\nN3,Dock,Won,2025-02-03,Rope,7\n", SUM)
    assert found.plan.totals.won_amount == {"USD": Decimal(1007)}


def test_that_good_lines_that_wait_for_a_bad_one_are_counted_and_said_to_be_good(preview) -> None:
    found = preview(_LINES + "N1,Fit-out,Won,2025-02-03,Oar,5x\n", SUM)
    assert any(words.startswith("2 rows that are good wait") for words in found.assumed)
    waiting, rejected = found.plan.of(Verdict.WAITING), found.plan.of(Verdict.REJECTED)
    assert [row.number for row in waiting] == [2, 3]
    assert [row.number for row in rejected] == [5]
    assert as_json(found)["rejected"] == [{"row": 5, "why": rejected[0].why}]
    assert [each["row"] for each in as_json(found)["waiting"]] == [2, 3]
    assert "1 new, 0 changed, 0 same, 1 rejected, 2 waiting." in summary(found)
    whole = preview(_LINES, SUM)
    assert not any("are good" in words for words in whole.assumed)
    assert "waiting" not in summary(whole)
