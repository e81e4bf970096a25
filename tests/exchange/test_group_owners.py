"""Names of teams, totals and everybody in a file become no person."""

from collections.abc import Callable
from pathlib import Path

import pytest

from salesdesk.exchange.group_owners import is_group
from salesdesk.exchange.import_file import ImportPreview, preview_import, read_source
from salesdesk.model.team import Salesperson
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import Verdict
from salesdesk.services.importing.words import words_for
from salesdesk.store.desk_file import DeskFile

FILES = {
    "people": "Name,E-mail\n{0},\nMia Orr,m@x.example\nBo Berg,b@x.example\n",
    "quotas": "Salesperson,Period,Quota\n{0},2026 Q1,9\nMia Orr,2026 Q1,10\nBo Berg,2026 Q1,12\n",
    "numbers": (
        "Rep,Week,Competency,Out of,Became\n"
        "{0},2026-W01,Calls,9,4\nMia Orr,2026-W01,Calls,10,4\nBo Berg,2026-W01,Calls,8,4\n"
    ),
}
NAMES = ("Everybody", "Sales team", "Team", "Vertriebsteam", "Tous", "Все", "全員")

Preview = Callable[[str, str], ImportPreview]


@pytest.fixture
def preview(tmp_path: Path, desk: DeskFile) -> Preview:
    def previewed(kind: str, text: str) -> ImportPreview:
        path = tmp_path / "crm.csv"
        path.write_text(text, encoding="utf-8")
        return preview_import(ImportService(desk), read_source(path, kind))

    return previewed


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", FILES)
def test_that_a_row_of_a_group_is_rejected_and_says_why(preview: Preview, kind: str, name: str) -> None:
    plan = preview(kind, FILES[kind].format(name)).plan
    assert plan.count(Verdict.NEW) == 2
    assert [row.why for row in plan.of(Verdict.REJECTED)] == [
        f"“{name}” is a team, a total or nobody, and no person."
    ]
    assert len(plan.creates.get("salesperson", ())) in (0, 2)


def test_that_deals_of_a_group_are_nobodys_and_it_is_said(preview: Preview) -> None:
    rows = (
        "1,Pump,Everybody,Won,2024-01-05,5\n2,Hose,Mia Orr,Won,2024-01-06,7\n3,Nut,Team,Lost,2024-01-06,7\n"
    )
    found = preview("deals", f"Deal ID,Deal,Owner,Stage,Close date,Amount\n{rows}")
    assert [each["name"] for each in found.plan.creates["salesperson"]] == ["Mia Orr"]
    words = "2 deals are nobody’s, as their owner is a team, a total or nobody: “Everybody”, “Team”."
    assert words in found.notes


def test_that_one_who_is_on_the_desk_under_such_a_name_is_a_person(preview: Preview, desk: DeskFile) -> None:
    with desk.change("People") as work:
        work.session.add(Salesperson(name="Squad"))
    assert preview("quotas", FILES["quotas"].format("Squad")).plan.count(Verdict.NEW) == 3


def test_that_names_of_people_and_of_one_team_among_others_are_no_groups() -> None:
    assert not any(map(is_group, ("Mia Orr", "Team East", "Alan Branch", "Tous Lesage", "")))
    assert all(map(is_group, words_for("row", "everybody")))
