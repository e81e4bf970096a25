"""Numbers of deals that stand on many rows: one deal each, unless they are the numbers of something else."""

from decimal import Decimal
from pathlib import Path

import pytest

from salesdesk.exchange.deal_numbers import REPEATED
from salesdesk.exchange.import_file import ImportPreview
from salesdesk.services.importing.values import OpenQuestionError
from tests.exchange.test_asked_columns import previewed

_HEAD = "{id},Name,Account,Owner,Amount,Close date,Stage"
_DEAL = "D{deal},Deal {deal},Firm {deal},Mia Orr,800,2026-03-01,Closed Won"


def _file(header: str, rows: int, line: str, deals: int = 4) -> str:
    lines = [line.format(deal=deal, row=row) for deal in range(deals) for row in range(rows)]
    return "\n".join([header, *lines]) + "\n"


def _won(found: ImportPreview) -> tuple[int, Decimal]:
    return found.plan.totals.won, sum(found.plan.totals.won_amount.values(), Decimal(0))


@pytest.mark.parametrize("rows", [2, 8, 60])
@pytest.mark.parametrize("name", ["Opportunity ID", "ID", "Deal number", "Vorgangsnummer", "商机编号"])
def test_that_a_deal_may_have_any_number_of_rows(tmp_path: Path, name: str, rows: int) -> None:
    head = _HEAD.format(id=name)
    contacts = previewed(tmp_path, _file(head + ",Contact", rows, _DEAL + ",Contact {row}"))
    assert _won(contacts) == (4, Decimal(3200))
    products = previewed(tmp_path, _file(head + ",Product", rows, _DEAL + ",Product {row}"))
    assert _won(products) == (4, Decimal(3200))


def test_that_the_many_lines_of_a_deal_are_asked_about_and_added_up(tmp_path: Path) -> None:
    lines = "D{deal},Deal {deal},Firm {deal},Mia Orr,1{row},2026-03-01,Closed Won,Product {row}"
    text = _file(_HEAD.format(id="ID") + ",Product", 9, lines)
    with pytest.raises(OpenQuestionError, match="--lines"):
        previewed(tmp_path, text)
    assert _won(previewed(tmp_path, text, lines="sum")) == (4, Decimal(4 * sum(range(10, 19))))


def test_that_the_weeks_of_a_deal_are_its_versions(tmp_path: Path) -> None:
    weeks = "D{deal},Deal {deal},Firm {deal},Mia Orr,80{row},2026-03-0{row},Closed Won"
    assert _won(previewed(tmp_path, _file(_HEAD.format(id="ID"), 9, weeks))) == (4, Decimal(4 * 808))


_OWNERS = _file(
    _HEAD.format(id="ID"), 9, "U{deal},Deal {deal}-{row},Firm {row},Mia Orr,800,2026-03-01,Closed Won"
)


def test_that_numbers_of_rows_that_are_not_alike_are_asked_about(tmp_path: Path) -> None:
    with pytest.raises(OpenQuestionError) as stopped:
        previewed(tmp_path, _OWNERS)
    question = stopped.value.question
    assert (question.key, question.option, len(question.examples)) == (REPEATED, "--repeated-number", 2)
    assert _won(previewed(tmp_path, _OWNERS, **{REPEATED: "several"})) == (36, Decimal(28800))
    assert previewed(tmp_path, _OWNERS, **{REPEATED: "one"}).mapping.column_of("external_id") == 0


def test_that_one_number_on_all_rows_that_are_not_alike_is_none_of_a_deal(tmp_path: Path) -> None:
    text = _file(_HEAD.format(id="ID"), 1, "T1,Deal {deal},Firm {deal},Mia Orr,800,2026-03-01,Closed Won", 12)
    assert _won(previewed(tmp_path, text)) == (12, Decimal(9600))
