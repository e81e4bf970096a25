"""What a number of a table of quotas is, is asked where the file leaves it open, as with deals."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from salesdesk.exchange.decimal_marks import DECIMAL, decimal_mark, mark_evidence
from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import OpenQuestionError, Verdict
from salesdesk.store.desk_file import DeskFile
from tests.cli.test_import_command import called

MIXED = "10.000\t12,500\t1.200,50\t1,000"
"""Three of four have three digits behind their sign, and the one that leaves no doubt speaks against two of them."""


def preview(desk: DeskFile, tmp_path: Path, line: str, **answers: str) -> ImportPreview:
    path = tmp_path / "quotas.tsv"
    path.write_text(f"Rep\tJan 2026\tFeb 2026\tMar 2026\tApr 2026\nMia Orr\t{line}\n", encoding="utf-8")
    return preview_import(ImportService(desk), read_source(path, "quotas"), ImportChoices(answers=answers))


def amounts(found: ImportPreview) -> list[Decimal]:
    return [row.values["amount"] for row in found.plan.of(Verdict.NEW)]


@pytest.mark.parametrize("line", [MIXED, "10.000\t12.500\t9.500\t1.000", "1,000\t10.000\t300\t400"])
def test_that_amounts_that_can_be_thousands_or_decimals_are_asked_about(
    desk: DeskFile, tmp_path: Path, line: str
) -> None:
    with pytest.raises(OpenQuestionError) as asked:
        preview(desk, tmp_path, line)
    assert asked.value.question.key == DECIMAL
    told = amounts(preview(desk, tmp_path, "10.000\t20.000\t30.000\t40.000", decimal="comma"))
    assert told == [10_000, 20_000, 30_000, 40_000]


def test_that_a_slip_among_many_plain_amounts_is_no_question() -> None:
    few, many = (mark_evidence([*["10.50"] * times, "1.255"]) for times in (2, 40))
    fewer = mark_evidence([*["10.50"] * 40, *(f"{number}.255" for number in range(1, 60))])
    assert decimal_mark(few, amounts=few.doubtful) == (".", "open")
    assert decimal_mark(many, amounts=many.doubtful) == (".", "sure")
    assert decimal_mark(fewer, amounts=fewer.doubtful) == (".", "open")


def test_that_the_command_refuses_amounts_that_can_be_read_in_two_ways(tmp_path: Path) -> None:
    path, desk = tmp_path / "quotas.tsv", str(tmp_path / "d.salesdesk")
    path.write_text(f"Rep\tJan 2026\tFeb 2026\tMar 2026\tApr 2026\nMia Orr\t{MIXED}\n")
    code, out, err = called("quotas", str(path), "--desk", desk, "--apply")
    assert (code, out) == (1, "")
    assert "--decimal comma" in err
    assert not Path(desk).exists()


def test_that_one_quota_in_another_currency_is_not_said_of_all(desk: DeskFile, tmp_path: Path) -> None:
    first = preview(desk, tmp_path, "10000\t20000\t30000\t40000 €")
    rejected = first.plan.of(Verdict.REJECTED)
    assert [row.why for row in rejected] == [
        "It is in EUR, and quotas count in USD, the currency of the desk."
    ]
    assert amounts(first) == [10_000, 20_000, 30_000]
    assert not any("All quotas" in note for note in first.notes)
    assert first.plan.rows[0].values["starts_on"] == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        (("Rep,Period,Quota,Currency", "Mia Orr,Q1 2026,100,USD", "Jon Fay,Q1 2026,5000000,JPY"), 1),
        (("Rep,Currency,Q1 2026,Q2 2026", "Mia Orr,USD,100,200", "Jon Fay,JPY,5000000,6000000"), 2),
        (("Verkäufer,Währung,Q1 2026,Q2 2026", "Mia Orr,USD,100,200", "Jon Fay,Euro,5000000,6000000"), 2),
    ],
)
def test_that_the_currency_in_a_column_beside_a_quota_is_the_quotas(
    desk: DeskFile, tmp_path: Path, lines: tuple[str, ...], left: int
) -> None:
    path = tmp_path / "quotas.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = preview_import(ImportService(desk), read_source(path, "quotas"))
    assert sum(amounts(found)) == 100 * (left if left == 1 else 3)
    assert len(found.plan.of(Verdict.REJECTED)) == left
    assert all("quotas count in USD" in row.why for row in found.plan.of(Verdict.REJECTED))
    assert not found.left_out


def test_that_quotas_all_in_another_currency_by_their_column_are_doubted(
    desk: DeskFile, tmp_path: Path
) -> None:
    path = tmp_path / "quotas.csv"
    path.write_text("Rep,Currency,Q1 2026\nMia Orr,EUR,100\nJon Fay,EUR,200\n", encoding="utf-8")
    found = preview_import(ImportService(desk), read_source(path, "quotas"))
    assert amounts(found) == [100, 200]
    assert [doubt.option for doubt in found.plan.doubts] == ["--other-currency"]
