"""“Bo Ek, Ada Lind” under the owners is never made one person in silence."""

from pathlib import Path

import pytest

from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.model.team import Salesperson
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.team import new_people
from salesdesk.services.importing.values import OpenQuestionError
from salesdesk.store.desk_file import DeskFile


def previewed(tmp_path: Path, *owners: str, desk: DeskFile | None = None, **answers: str) -> ImportPreview:
    path = tmp_path / "deals.csv"
    rows = (f'D{number},"{owner}",100,Won,2024-02-03' for number, owner in enumerate(owners))
    path.write_text("\n".join(("Deal,Owner,Amount,Stage,Closed on", *rows)), encoding="utf-8")
    return preview_import(ImportService(desk), read_source(path, "deals"), ImportChoices(answers=answers))


def people(preview: ImportPreview) -> set[str]:
    return {person.name for person in new_people(preview.plan)}


def test_that_two_full_names_in_a_cell_are_asked_about(tmp_path: Path) -> None:
    cells = ("Bo Ek, Ada Lind", "Cy Dahl")
    with pytest.raises(OpenQuestionError, match="--people-listed one, --people-listed several") as asked:
        previewed(tmp_path, *cells)
    assert asked.value.question.examples == ("Row 2: D0, Bo Ek, Ada Lind, 100.00, Won",)
    several = previewed(tmp_path, *cells, people_listed="several")
    assert people(several) == {"Bo Ek", "Cy Dahl"}
    assert any("the deal goes to the first, Bo Ek" in note for note in several.assumed)
    assert people(previewed(tmp_path, *cells, people_listed="one")) == {"Ada Lind Bo Ek", "Cy Dahl"}


def test_that_surnames_of_two_words_are_no_question_where_others_stand_first_too(tmp_path: Path) -> None:
    found = previewed(tmp_path, "García López, Ana María", "Paz, Luis")
    assert people(found) == {"Ana María García López", "Luis Paz"}


def test_that_three_or_somebody_of_the_desk_are_several(tmp_path: Path, desk: DeskFile) -> None:
    assert people(previewed(tmp_path, "Bo Ek, Ada Lind, Cy Dahl")) == {"Bo Ek"}
    with desk.change("Add Ada") as work:
        work.session.add(Salesperson(name="Ada Lind"))
    assert people(previewed(tmp_path, "Bo Ek, Ada Lind", desk=desk)) == {"Bo Ek"}
