"""Deals that their program has put away are no open ones: they are lost, left out, or somebody is asked."""

from pathlib import Path

import pytest

from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.services.importing.archived import ARCHIVED
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import OpenQuestionError, Verdict


@pytest.fixture
def preview(tmp_path: Path):
    """Previews a text as a file of deals, with an answer to what archived ones are."""

    def previewed(text: str, answer: str | None = None) -> ImportPreview:
        path = tmp_path / "crm.csv"
        path.write_text(text, encoding="utf-8")
        choices = ImportChoices(answers={ARCHIVED: answer} if answer else {})
        return preview_import(ImportService(None), read_source(path, "deals"), choices)

    return previewed


def counts(preview: ImportPreview) -> tuple[int, int, int, int]:
    totals = preview.plan.totals
    return totals.won, totals.lost, totals.open, preview.plan.count(Verdict.REJECTED)


@pytest.mark.parametrize(
    "text",
    [
        "id,stage,probability,closed,active\n1,Won,100,2025-03-01,True\n2,Offer,0,2025-03-02,False\n3,Offer,30,,True\n",
        "id;phase;verlustgrund;aktiv\n1;Gewonnen;;Nein\n2;Angebot;zu teuer;Nein\n3;Angebot;;Ja\n",
        "ID,Stage,Probability,Archive time\n1,Won,,2025-03-01\n2,Talks,0 %,2025-03-02 10:00\n3,Talks,0 %,\n",
        "ID,Stage,Status,Lost reason\n1,Won,Active,\n2,Talks,Archived,No money\n3,Talks,Active,\n",
    ],
)
def test_that_an_archived_deal_that_was_lost_is_lost(preview, text: str) -> None:
    found = preview(text)
    assert counts(found) == (1, 1, 1, 0)
    assert any("taken for lost" in words for words in found.assumed)


_DOUBTFUL = "ID,Deal,Stage,Archived\n1,Mast,Won,yes\n2,Sail,Talks,yes\n3,Rope,Talks,no\n"


def test_that_what_an_archived_deal_is_gets_asked_where_nothing_says_so(preview) -> None:
    with pytest.raises(OpenQuestionError) as asked:
        preview(_DOUBTFUL)
    question = asked.value.question
    assert "1 deal is archived" in question.sentence
    assert question.examples == ("Row 3: Sail, Talks",)
    answered = {answer: counts(preview(_DOUBTFUL, answer)) for answer in question.answers}
    assert answered == {"lost": (1, 1, 1, 0), "open": (1, 0, 2, 0), "out": (1, 0, 1, 1)}


@pytest.mark.parametrize(
    "text",
    [
        "ID,Deal,Stage,Deleted\n1,Mast,Won,0\n2,Sail,Won,1\n3,Rope,Talks,0\n",
        "ID,Deal,Stage,Deleted at\n1,Mast,Won,\n2,Sail,Won,2025-03-01\n3,Rope,Talks,0000-00-00\n",
        "ID,Deal,Stage,Merged into\n1,Mast,Won,\n2,Sail,Won,1\n3,Rope,Talks,\n",
        "ID;Deal;Phase;Status\n1;Mast;Gewonnen;Aktiv\n2;Segel;Angebot;Gelöscht\n3;Tau;Angebot;Aktiv\n",
    ],
)
def test_that_a_deleted_or_merged_deal_is_left_out_and_told(preview, text: str) -> None:
    found = preview(text)
    assert counts(found) == (1, 0, 1, 1)
    [row] = found.plan.of(Verdict.REJECTED)
    assert "deleted" in row.why


def test_that_the_rows_asked_about_tell_whose_they_are_their_amount_and_their_stage(preview) -> None:
    with pytest.raises(OpenQuestionError) as asked:
        preview(
            "ID,Deal,Owner,Amount,Stage,Archived,Probability\n1,Sail,Ida Ek,1200,Talks,Yes,40\n"
            "2,Mast,Ida Ek,5,Won,No,100\n"
        )
    assert asked.value.question.examples == ("Row 2: Sail, Ida Ek, 1,200.00, Talks",)


def test_that_words_of_deals_put_away_are_not_said_to_be_rejected(preview) -> None:
    found = preview(
        "ID,Deal,Status,Lost on\n1,Sail,Archived,\n2,Mast,Merged,\n3,Oar,Won,\n4,Dock,Open,\n", "lost"
    )
    assert not any("says neither" in words for words in found.assumed)
    assert counts(found) == (1, 1, 1, 1)
