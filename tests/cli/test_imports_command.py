"""The list of imports in a shell, and one of them taken back."""

import json
from pathlib import Path

import pytest

from salesdesk.cli import run as cli
from salesdesk.store.desk_file import DeskFile

DEALS = (
    "Deal ID,Deal Name,Stage,Amount,Owner\nA1,Pumps,Proposal,{},Ada Byron\nA2,Dams,Proposal,200,Ada Byron\n"
)


@pytest.fixture
def imported(tmp_path: Path) -> str:
    """A desk with two imports: the second changes an amount."""
    desk = tmp_path / "team.salesdesk"
    for name, amount in (("may.csv", 100), ("june.csv", 150)):
        (tmp_path / name).write_text(DEALS.format(amount))
        assert cli.run(["import", "deals", str(tmp_path / name), "--desk", str(desk), "--apply"]) == 0
    return str(desk)


def amount(path: str) -> int:
    desk = DeskFile.open(Path(path))
    found = desk.rows("SELECT amount / 10000 FROM opportunity WHERE external_id = 'A1'")[0][0]
    desk.close()
    return found


def test_that_the_imports_are_listed_and_one_is_taken_back_once(
    imported: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert cli.run(["imports", imported]) == 0
    june, may = capsys.readouterr().out.splitlines()
    assert "june.csv: deals, 2 rows, 0 new, 1 changed, 0 rejected. On the desk." in june
    assert "may.csv: deals, 2 rows, 2 new" in may
    assert amount(imported) == 150
    assert cli.run(["imports", imported, "--take-back", "2"]) == 0
    assert "Done: Take back the import of june.csv." in capsys.readouterr().out
    assert amount(imported) == 100
    assert cli.run(["imports", imported, "--take-back", "2"]) == 1
    assert "already; nothing was changed" in capsys.readouterr().err
    assert cli.run(["imports", imported, "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [(each["id"], each["standing"], each["new"]) for each in listed] == [
        (2, "taken back", 0),
        (1, "stands", 2),
    ]


def test_that_what_was_changed_since_is_told(imported: str, capsys: pytest.CaptureFixture[str]) -> None:
    desk = DeskFile.open(Path(imported))
    with desk.change("Edit") as work:
        work.session.connection().exec_driver_sql(
            "UPDATE opportunity SET amount = 1750000 WHERE external_id = 'A1'"
        )
    desk.close()
    capsys.readouterr()
    assert cli.run(["imports", imported, "--take-back", "2", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["kept"] == [{"record": "Deal: Pumps", "field": "Amount", "imported": "$150", "now": "$175"}]
    assert amount(imported) == 175
