"""Where only the category of a forecast says what became of the deals, closed is won and omitted is asked about."""

from pathlib import Path

import pytest

from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.services.importing.outcome_words import word_key
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import OpenQuestionError


def previewed(tmp_path: Path, heads: str, *rows: str, **answers: str) -> ImportPreview:
    path = tmp_path / "deals.csv"
    path.write_text("\n".join((heads, *rows)), encoding="utf-8")
    choices = ImportChoices(answers={word_key(word): outcome for word, outcome in answers.items()})
    return preview_import(ImportService(None), read_source(path, "deals"), choices)


def told(preview: ImportPreview) -> tuple[int, int, int]:
    totals = preview.plan.totals
    return totals.won, totals.lost, totals.open


@pytest.mark.parametrize("day", ["Expected close", "Close Date"])
@pytest.mark.parametrize(
    ("head", "closed", "omitted", "best"),
    [
        ("Forecast Category", "Closed", "Omitted", "Best Case"),
        ("Prognosekategorie", "Abgeschlossen", "Ausgelassen", "Commit"),
        ("Категория прогноза", "Закрыто", "Исключено", "Лучший случай"),
        ("売上予測分類", "完了", "除外", "達成予測"),
    ],
)
def test_that_closed_is_won_and_omitted_is_asked(
    tmp_path: Path, day: str, head: str, closed: str, omitted: str, best: str
) -> None:
    rows = (
        f"Pump,Ada Lind,500,2024-02-03,{closed}", f"Valve,Bo Ek,70,2024-03-03,{omitted}",
        f"Filter,Bo Ek,90,2199-12-13,{best}", "Hose,Bo Ek,95,2199-12-18,Pipeline",
    )  # fmt: skip
    heads = f"Deal,Owner,Amount,{day},{head}"
    with pytest.raises(OpenQuestionError, match=omitted):
        previewed(tmp_path, heads, *rows)
    assert told(previewed(tmp_path, heads, *rows, **{omitted: "lost"})) == (1, 1, 2)


def test_that_a_stage_that_says_it_counts_before(tmp_path: Path) -> None:
    found = previewed(
        tmp_path, "Deal,Owner,Amount,Close Date,Forecast Category,Stage",
        "Pump,Ada Lind,500,2024-02-03,Omitted,Closed Lost", "Valve,Bo Ek,70,2024-03-03,Closed,Closed Won",
        "Filter,Bo Ek,90,2199-12-13,Omitted,Negotiation",
    )  # fmt: skip
    assert told(found) == (1, 1, 1)
    assert [column.column for column in found.left_out] == ["Forecast Category"]


def test_that_it_tells_beside_stages_that_do_not(tmp_path: Path) -> None:
    found = previewed(
        tmp_path, "Deal,Owner,Amount,Close Date,Forecast Category,Stage",
        "Pump,Ada Lind,500,2024-02-03,Closed,6 - Handover", "Filter,Bo Ek,90,2199-12-13,Commit,Negotiation",
    )  # fmt: skip
    assert told(found) == (1, 0, 1)
