"""Who has left is kept out of the team, a number beside a name is read, and deals an export no longer has are told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from salesdesk.exchange.import_file import ImportPreview, apply_import, preview_import, read_source
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.team import new_people
from salesdesk.store.desk_file import DeskFile

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file and gives its path."""

    def written(*rows: str) -> Path:
        path = tmp_path / "rows.csv"
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
        return path

    return written


def applied(path: Path, desk: DeskFile, kind: str = "deals") -> ImportPreview:
    service = ImportService(desk)
    return apply_import(service, preview_import(service, read_source(path, kind)))[0]


def states(desk: DeskFile) -> dict[str, str]:
    return {row["name"]: row["status"] for row in desk.rows("SELECT name, status FROM salesperson")}


def test_that_a_deactivated_owner_is_kept_out_of_the_team(write: Write, desk: DeskFile) -> None:
    preview = applied(
        write(
            "Deal ID,Owner,Stage",
            "1,Ada Lind,Won",
            "2,Bo Ek (Deactivated User),Won",
            "3,Bo Ek (Deactivated User),Lost",
        ),
        desk,
    )
    assert states(desk) == {"Ada Lind": "active", "Bo Ek": "outside"}
    assert [(person.name, person.in_team) for person in new_people(preview.plan)] == [
        ("Ada Lind", True),
        ("Bo Ek", False),
    ]
    assert "1 new person is marked as having left, and is kept as not in your team." in preview.notes


def test_that_somebody_in_the_team_who_is_marked_stays_and_is_told(write: Write, desk: DeskFile) -> None:
    applied(write("Deal ID,Owner,Stage", "1,Ada Lind,Won"), desk)
    preview = applied(write("Deal ID,Owner,Stage", "1,Ada Lind [inactive],Won"), desk)
    assert states(desk) == {"Ada Lind": "active"}
    assert "Marked as having left, but still in your team: “Ada Lind”. Team moves them." in preview.notes


@pytest.mark.parametrize(("header", "there", "gone"), [
    ("Active", "Yes", "No"), ("Is active", "TRUE", "FALSE"), ("Status", "Active", "Inactive"), ("Aktiv", "ja", "nein"),
    ("User status", "Active", "Deactivated"), ("Actif", "oui", "non"), ("在职", "是", "否"),
])  # fmt: skip
def test_that_a_list_of_people_says_who_has_left(
    write: Write, desk: DeskFile, header: str, there: str, gone: str
) -> None:
    applied(
        write(f"Name,E-mail,{header}", f"Ada Lind,a@nord.example,{there}", f"Bo Ek,b@nord.example,{gone}"),
        desk,
        "people",
    )
    assert states(desk) == {"Ada Lind": "active", "Bo Ek": "outside"}


@pytest.mark.parametrize(("one", "other"), [
    ("53 - Ada Lind", "49 - Bo Ek"), ("Ada Lind (53)", "Bo Ek (49)"), ("53 Ada Lind", "49 Bo Ek"),
    ("Ada Lind #53", "Bo Ek #49"), ("Ada Lind [53]", "Bo Ek [49]"), ("53: Ada Lind", "49: Bo Ek"),
    ("53 | Lind, Ada", "49 | Ek, Bo"),
])  # fmt: skip
def test_that_number_and_name_in_one_cell_are_both_read(
    write: Write, desk: DeskFile, one: str, other: str
) -> None:
    applied(write("Deal ID;Owner;Stage", f"1;{one};Won", f"2;{other};Won", f"3;{one};Lost"), desk)
    rows = desk.rows("SELECT name, external_id FROM salesperson ORDER BY id")
    assert [tuple(row) for row in rows] == [("Ada Lind", "53"), ("Bo Ek", "49")]


def test_that_a_figure_in_one_name_among_many_stays_in_it(write: Write, desk: DeskFile) -> None:
    applied(write("Deal ID;Owner;Stage", "1;Ada Lind;Won", "2;Partner 7;Won", "3;Bo Ek;Lost"), desk)
    assert set(states(desk)) == {"Ada Lind", "Partner 7", "Bo Ek"}


FIRST = (
    "Deal ID,Deal name,Owner,Stage,Close date", "1,Pump,Ada Lind,Open,", "2,Valve,Ada Lind,Open,", "3,Pipe,Bo Ek,Open,",
    "4,Hose,Ada Lind,Won,2024-02-01", "5,Mast,Ada Lind,Won,2023-02-01", "6,Boom,Ada Lind,Lost,2024-02-01",
)  # fmt: skip


def test_that_deals_a_newer_export_has_no_more_are_told_and_stay(write: Write, desk: DeskFile) -> None:
    applied(write(*FIRST), desk)
    preview = applied(
        write(
            FIRST[0],
            "1,Pump,Ada Lind,Open,",
            "8,Reel,Ada Lind,Won,2024-01-15",
            "9,Cask,Ada Lind,Won,2024-03-15",
        ),
        desk,
    )
    missing = [(deal.number, deal.name, deal.salesperson) for deal in preview.plan.missing]
    assert missing == [("2", "Valve", "Ada Lind"), ("4", "Hose", "Ada Lind")], (
        "another's, those before its days and lost ones, of which it has none, it need not have"
    )
    assert "2 deals of earlier imports are not in this file; they stay as they are." in preview.notes
    assert desk.rows("SELECT count(*) FROM opportunity WHERE deleted_at IS NULL")[0][0] == 8


def test_that_a_file_that_knows_none_of_the_deals_misses_none(write: Write, desk: DeskFile) -> None:
    applied(write(*FIRST), desk)
    assert applied(write(FIRST[0], "11,Nut,Ada Lind,Open,"), desk).plan.missing == ()


def test_that_a_rejected_row_is_not_missing(write: Write, desk: DeskFile) -> None:
    other = "7,Gaff,Ada Lind,Lost,2024-01-20"  # so the file has lost deals, and should have this one too
    applied(write(*FIRST, other), desk)
    preview = applied(write(*FIRST[:6], "6,Boom,Ada Lind,Lost,2024-02-31", other), desk)
    assert preview.plan.missing == ()


@pytest.mark.parametrize("left", ["Jon Fay (Deactivated User)", "Jon Fay - former", "Jon Fay – inactive"])
def test_that_the_mark_of_who_has_left_may_stand_behind_a_dash(
    write: Write, desk: DeskFile, left: str
) -> None:
    applied(write("Deal ID,Owner,Stage", f"1,{left},Won", "2,Mia Orr,Won"), desk)
    assert set(states(desk)) == {"Jon Fay", "Mia Orr"}


@pytest.mark.parametrize(
    "cell",
    [
        "Mia Orr <mia.orr@nord.example>", "Mia Orr (mia.orr@nord.example)", "mia.orr@nord.example (Mia Orr)",
        "Orr M. [mia.orr@nord.example]",
    ],
)  # fmt: skip
def test_that_an_address_beside_a_name_finds_its_bearer(write: Write, desk: DeskFile, cell: str) -> None:
    applied(write("Name,Email", "Mia Orr,mia.orr@nord.example"), desk, "people")
    applied(
        write("Deal ID,Owner,Stage", f"1,{cell},Won", "2,Mia Orr,Won", "3,Jon Fay <jon@nord.example>,Won"),
        desk,
    )
    assert set(states(desk)) == {"Jon Fay", "Mia Orr"}


@pytest.mark.parametrize(
    "mark",
    [
        "（無効化されたユーザー）", "【已离职】", "(Removed)", "(left company)", "(left the company in 2024)",
        "[user deactivated]",
        "(Ehemaliger Mitarbeiter)", "(a quitté l’entreprise)", "(utilisatrice désactivée)", "(usuario eliminado)",
        "(уволен)", "(niet meer in dienst)", "- terminated",
    ],
)  # fmt: skip
def test_that_the_mark_of_who_has_left_may_be_in_any_brackets_and_words(
    write: Write, desk: DeskFile, mark: str
) -> None:
    applied(write("Deal ID,Owner,Stage", "1,Jon Fay,Won", f"2,Jon Fay {mark},Won", "3,Mia Orr,Won"), desk)
    assert set(states(desk)) == {"Jon Fay", "Mia Orr"}


@pytest.mark.parametrize("mark", ["(North)", "(Left Bank)", "(New Company)", "（東京）"])
def test_that_other_words_behind_a_name_are_no_mark(write: Write, desk: DeskFile, mark: str) -> None:
    applied(write("Deal ID,Owner,Stage", f"1,Jon Fay {mark},Won", "2,Mia Orr,Won"), desk)
    assert set(states(desk)) == {f"Jon Fay {mark}", "Mia Orr"}
