"""One word where a number or a day belongs rejects its cell by a sentence and never a column, in a short file too."""

from pathlib import Path

import pytest

from salesdesk.exchange.import_file import ImportPreview, laid_out, preview_import, read_source
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import Verdict

TABLES = {
    "three people": ("Rep,Q1 2026,Q2 2026\nIda,100,200\nBo,15,vague\nUlf,5,6\n", 5),
    "two people": ("Rep,Q1 2026,Q2 2026\nIda,100,200\nBo,15,vague\n", 3),
    "with a sum": ("Rep,Q1 2026,Q2 2026,Total\nIda,100,200,300\nBo,15,vague,15\nUlf,5,6,11\n", 5),
    "parts and a year": ("Rep,Year,Q1,Q2\nIda,2026,100,200\nBo,2026,15,vague\nUlf,2026,5,6\n", 5),
    "headed by days": ("Rep,2026-01-01,2026-04-01\nIda,100,200\nBo,15,vague\nUlf,5,6\n", 5),
    "a column a salesperson": ("Quarter,Ida Lo,Bo Ek\nQ1 2026,100,15\nQ2 2026,200,vague\nQ3 2026,1,2\n", 5),
    "a row a quota": ("Rep,Period,Quota\nIda,Q1 2026,100\nBo,Q1 2026,vague\nUlf,Q1 2026,5\n", 2),
    "a word for a period": ("Rep,Period,Quota\nIda,Q1 2026,100\nBo,vague,4\nUlf,Q1 2026,5\n", 2),
}


def previewed(folder: Path, text: str, kind: str) -> ImportPreview:
    path = folder / "rows.csv"
    path.write_text(text, encoding="utf-8")
    service = ImportService(None)
    return preview_import(service, laid_out(service, read_source(path, kind)))


@pytest.mark.parametrize(("text", "read"), TABLES.values(), ids=TABLES)
def test_that_one_word_in_a_table_of_quotas_rejects_one_quota(tmp_path: Path, text: str, read: int) -> None:
    plan = previewed(tmp_path, text, "quotas").plan
    assert plan.count(Verdict.NEW) == read
    (rejected,) = plan.of(Verdict.REJECTED)
    assert "“vague”" in rejected.why
    assert (
        any(f"“{name}”" in rejected.why for name in ("Q2 2026", "Q2", "2026-04-01", "Bo Ek"))
        or "Quota" in text
    )


@pytest.mark.parametrize(
    "row", ["3,Open,vague,2024-03-01", "3,Open,9,vague", "3,Open,99999999999999999999,2024-03-01"]
)
def test_that_one_word_in_a_short_list_of_deals_rejects_one_deal(tmp_path: Path, row: str) -> None:
    text = f"Deal ID,Stage,Amount,Close date\n1,Won,5,2024-02-17\n2,Won,6,2024-02-18\n{row}\n"
    preview = previewed(tmp_path, text, "deals")
    assert [each.verdict for each in preview.plan.rows] == [Verdict.NEW, Verdict.NEW, Verdict.REJECTED]
    assert preview.left_out == ()


def test_that_a_column_of_words_is_no_column_of_numbers(tmp_path: Path) -> None:
    text = "Deal ID,Stage,Amount\n1,Won,much\n2,Won,little\n3,Open,9\n"
    assert [each.column for each in previewed(tmp_path, text, "deals").left_out] == ["Amount"]
