"""Deals of another program that happen to have the numbers of deals on the desk change none of those unasked."""

from pathlib import Path

import pytest

from salesdesk.exchange.import_file import (
    ImportChoices,
    ImportPreview,
    apply_import,
    preview_import,
    read_source,
)
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.taken_numbers import AS_OTHERS, AS_SAME, NUMBERS
from salesdesk.services.importing.values import OpenQuestionError, Verdict
from salesdesk.store.desk_file import DeskFile

HEAD = "Deal ID,Deal,Owner,Account,Amount,Close date,Created,Stage"
FIRST = (
    "101,Mast,Mia Orr,Aldwyn,100,2026-03-01,2026-01-01,Won",
    "104,Sail,Jon Ek,Brandt,200,2026-04-01,2026-01-02,Lost",
)
OTHERS = (
    "101,Lathe,Cora Ede,Corvin,1000,2026-05-01,2026-02-01,Won",
    "104,Drill,Dan Fox,Delft,2000,2026-06-01,2026-02-02,Lost",
    "105,Press,Dan Fox,Delft,2000,2026-06-01,2026-02-02,Lost",
)


@pytest.fixture
def preview(tmp_path: Path, desk: DeskFile):
    """Previews rows of deals on a desk that has two of the numbers 101 and 104."""
    service = ImportService(desk)

    def previewed(*rows: str, **answers: str) -> ImportPreview:
        path = tmp_path / "crm.csv"
        path.write_text("\n".join((HEAD, *rows)), encoding="utf-8")
        return preview_import(service, read_source(path, "deals"), ImportChoices(answers=answers))

    apply_import(service, previewed(*FIRST))
    return previewed


def verdicts(found: ImportPreview) -> list[Verdict]:
    return [row.verdict for row in found.plan.rows]


def test_that_it_is_asked_whether_they_are_the_same(preview) -> None:
    with pytest.raises(OpenQuestionError, match="2 of 2 deals of the file whose numbers") as asked:
        preview(*OTHERS)
    question = asked.value.question
    assert (question.key, question.option, [*question.answers]) == (
        NUMBERS,
        "--numbers",
        [AS_SAME, AS_OTHERS],
    )
    assert question.examples[0] == (
        "Row 2: Lathe, Cora Ede, 1,000.00, Won; on the desk “Mast” has the number 101"
    )


def test_that_those_of_another_program_are_new(preview) -> None:
    found = preview(*OTHERS, **{NUMBERS: AS_OTHERS})
    assert verdicts(found) == [Verdict.NEW] * 3
    assert "The numbers of the file are those of another program and are left out." in found.assumed


def test_that_the_same_ones_are_changed(preview) -> None:
    assert verdicts(preview(*OTHERS, **{NUMBERS: AS_SAME})) == [Verdict.CHANGED, Verdict.CHANGED, Verdict.NEW]


@pytest.mark.parametrize(
    "later",
    [
        "101,Mast for two boats,Cora Ede,Aldwyn,100,2026-03-01,2026-01-01,Won",
        "101,Mast,Cora Ede,Aldwyn Ltd,300,2026-07-01,2026-02-01,Won",
        "101,Other name,Cora Ede,,300,2026-07-01,2026-01-01,Lost",
        "101,Other name,,,300,,,Lost",
    ],
)
def test_that_a_later_export_has_something_in_common(preview, later: str) -> None:
    assert verdicts(preview(later)) == [Verdict.CHANGED]


def test_that_a_few_of_many_are_no_question(preview) -> None:
    later = "101,Lathe,Cora Ede,Corvin,1000,2026-05-01,2026-02-01,Won"
    assert verdicts(preview(later, FIRST[1])) == [Verdict.CHANGED, Verdict.SAME]
