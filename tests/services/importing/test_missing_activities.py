"""Activities that stand nowhere in a file are no tries without a success until somebody has said so."""

from pathlib import Path

import pytest

from salesdesk.exchange.import_file import ImportChoices, ImportPreview, laid_out, preview_import, read_source
from salesdesk.model.competencies import Competency
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import OpenQuestionError, Verdict
from salesdesk.store.desk_file import DeskFile


@pytest.fixture
def counting(desk: DeskFile) -> ImportService:
    with desk.change("Count") as work:
        work.session.add_all(
            [
                Competency(name="Opening", of_what="calls", into_what="meetings"),
                Competency(name="Offering", of_what="meetings", into_what="proposals"),
            ]
        )
    return ImportService(desk)


def previewed(service: ImportService, tmp_path: Path, *kinds: str, **answers: str) -> ImportPreview:
    path = tmp_path / "log.csv"
    rows = (f"2024-03-0{day},Ada Lind,{kind}" for day, kind in enumerate(kinds, 4))
    path.write_text("\n".join(("Activity date,Assigned to,Activity type", *rows)), encoding="utf-8")
    source = laid_out(service, read_source(path, "numbers"))
    return preview_import(service, source, ImportChoices(answers=answers))


def test_that_proposals_that_are_nowhere_are_asked_about(counting: ImportService, tmp_path: Path) -> None:
    kinds = ("Call", "Call", "Meeting")
    with pytest.raises(OpenQuestionError, match="No row of the file is one of “proposals”"):
        previewed(counting, tmp_path, *kinds)
    none = previewed(counting, tmp_path, *kinds, missing_activities="none")
    assert sorted((r.values["trials"], r.values["successes"]) for r in none.plan.of(Verdict.NEW)) == [
        (1, 0),
        (2, 1),
    ]
    without = previewed(counting, tmp_path, *kinds, missing_activities="left-out")
    assert [(r.values["trials"], r.values["successes"]) for r in without.plan.of(Verdict.NEW)] == [(2, 1)]
    assert any("“Offering”" in note for note in without.assumed)


def test_that_nothing_is_asked_where_each_activity_stands_somewhere(
    counting: ImportService, tmp_path: Path
) -> None:
    found = previewed(counting, tmp_path, "Call", "Meeting", "Proposal")
    assert found.plan.count(Verdict.NEW) == 2
