"""Where a flag says only which deals are lost, or only which are won, nothing is made of the others in silence."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from salesdesk.exchange.evidence import OUTCOME_COLUMN
from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.services.importing.past_close import PAST_CLOSE
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import OpenQuestionError

LATER = (date.today() + timedelta(days=40)).isoformat()


@pytest.fixture
def preview(tmp_path: Path):
    """Previews four deals under a flag: one with a yes, and with a no one past its close date and two that are not."""

    def previewed(header: str, yes: str, no: str, **answers: str) -> ImportPreview:
        path = tmp_path / "crm.csv"
        rows = (
            f"N1,Mast,2025-01-02,{yes}",
            f"N2,Sail,2025-02-03,{no}",
            f"N3,Rope,{LATER},{no}",
            f"N4,Oar,,{no}",
        )
        path.write_text("\n".join((f"Deal ID,Deal,Close date,{header}", *rows)), encoding="utf-8")
        return preview_import(ImportService(None), read_source(path, "deals"), ImportChoices(answers=answers))

    return previewed


def told(preview: ImportPreview) -> tuple[int, int, int]:
    totals = preview.plan.totals
    return totals.won, totals.lost, totals.open


LOST = [
    ("Lost? yes/no", "yes", "no"),
    ("Is Lost", "Yes", "No"),
    ("Verloren ja/nein", "ja", "nein"),
    ("Lost?", "Y", ""),
]
WON = [
    ("Won? yes/no", "yes", "no"),
    ("Is Won", "1", "0"),
    ("Gewonnen (ja/nein)", "ja", "nein"),
    ("Won", "x", ""),
]


@pytest.mark.parametrize(("header", "yes", "no"), LOST)
def test_that_what_is_not_lost_and_past_its_close_date_is_asked_about(
    preview, header: str, yes: str, no: str
) -> None:
    with pytest.raises(OpenQuestionError, match="--past-close won, --past-close open") as asked:
        preview(header, yes, no)
    assert asked.value.question.examples == ("Row 3: Sail, 2025-02-03",)
    won = preview(header, yes, no, past_close="won")
    assert told(won) == (1, 1, 2)
    assert "1 deal that is not lost and past its close date is taken for won." in won.assumed
    assert not any("none is taken for won" in words for words in won.notes)
    assert told(preview(header, yes, no, past_close="open")) == (0, 1, 3)
    with pytest.raises(OpenQuestionError):
        preview(header, yes, no, past_close="lost")


@pytest.mark.parametrize(("header", "yes", "no"), WON)
def test_that_what_is_not_won_and_past_its_close_date_is_asked_about(
    preview, header: str, yes: str, no: str
) -> None:
    with pytest.raises(OpenQuestionError, match="--past-close lost, --past-close open"):
        preview(header, yes, no)
    assert told(preview(header, yes, no, past_close="lost")) == (1, 1, 2)
    assert told(preview(header, yes, no, past_close="open")) == (1, 0, 3)


def test_that_a_flag_called_lost_that_was_named_as_the_column_of_outcomes_is_not_read_as_won(preview) -> None:
    answers = {OUTCOME_COLUMN: "失注", PAST_CLOSE: "won"}
    assert told(preview("失注", "はい", "いいえ", **answers)) == (1, 1, 2)


def test_that_a_reason_for_a_loss_tells_that_a_deal_that_is_not_won_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "crm.csv"
    header = "Deal ID,Deal,Close date,Won,Loss reason"
    path.write_text(f"{header}\nN1,Mast,2025-01-02,yes,\nN2,Sail,2025-02-03,no,Price\n", encoding="utf-8")
    assert told(preview_import(ImportService(None), read_source(path, "deals"))) == (1, 1, 0)


def test_that_nothing_is_asked_where_a_stage_says_it_too(tmp_path: Path) -> None:
    path = tmp_path / "crm.csv"
    rows = "N1,Mast,2025-01-02,yes,Closed\nN2,Sail,2025-02-03,no,Talks\n"
    path.write_text(f"Deal ID,Deal,Close date,Won,Stage\n{rows}", encoding="utf-8")
    assert told(preview_import(ImportService(None), read_source(path, "deals"))) == (1, 0, 1)


@pytest.mark.parametrize(
    ("header", "yes", "no"),
    [("Closed?", "yes", "no"), ("Is Closed", "TRUE", "FALSE"), ("Abgeschlossen", "ja", "nein")],
)
@pytest.mark.parametrize(
    ("answer", "expected"), [("won", (1, 0, 3)), ("lost", (0, 1, 3)), ("open", (0, 0, 4))]
)
def test_that_what_is_only_closed_is_asked_about(
    preview, header: str, yes: str, no: str, answer: str, expected: tuple[int, int, int]
) -> None:
    with pytest.raises(OpenQuestionError, match="only that it is closed: is it won or lost") as asked:
        preview(header, yes, no)
    assert asked.value.question.examples == ("Row 2: Mast, 2025-01-02",)
    assert [*asked.value.question.answers] == ["won", "lost", "open"]
    assert told(preview(header, yes, no, **{PAST_CLOSE: answer})) == expected
