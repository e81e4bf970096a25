"""The import command prints what scripts rely on, writes only with --apply, and refuses in one sentence."""

import argparse
import io
import json
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from salesdesk.cli.import_command import add_arguments, run
from salesdesk.cli.run import carry_out
from salesdesk.model.competencies import Competency
from salesdesk.store.desk_file import DeskFile

DEALS = "Deal ID,Owner,Stage,Close date,Amount\n1,Ada,Won,2024-02-01,10.50\n2,Bo,Lost,2024-02-02,5\n3,Bo,Talks,,x\n"


def called(*arguments: str) -> tuple[int, str, str]:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    out, err = io.StringIO(), io.StringIO()
    code = carry_out(run, parser.parse_args(arguments), out, err)
    return code, out.getvalue(), err.getvalue()


@pytest.fixture
def deals(tmp_path: Path) -> str:
    path = tmp_path / "deals.csv"
    path.write_text(DEALS)
    return str(path)


def test_that_the_json_has_exactly_the_promised_keys(deals: str, desk_path: Path) -> None:
    code, out, err = called("deals", deals, "--desk", str(desk_path), "--json")
    result: dict[str, Any] = json.loads(out)
    assert (code, err) == (0, "")
    assert result == {
        "file": "deals.csv", "encoding": "utf-8", "delimiter": ",", "sheet": None, "header_row": 1, "skipped_rows": 0,
        "rows": 3, "new": 2, "changed": 0, "same": 0,
        "rejected": [{"row": 4, "why": "“x” under “Amount” is not a number."}],
        "waiting": [],
        "won": 1, "lost": 1, "open": 0, "won_amount": {"USD": 10.5}, "applied": False,
        "team": {"in": ["Ada", "Bo"], "not_in": []}, "notes": ["New with this file: 2 salespeople, 2 stages."],
        "assumed": [], "left_out": [], "missing": [],
    }  # fmt: skip


def test_that_other_kinds_have_no_won_amount(tmp_path: Path) -> None:
    path = tmp_path / "products.csv"
    path.write_text("Product,Sales price\nAlpha,5\n")
    result = json.loads(called("products", str(path), "--desk", str(tmp_path / "d.salesdesk"), "--json")[1])
    assert (result["new"], result["won"], result["lost"], result["open"], result["won_amount"]) == (
        1,
        0,
        0,
        0,
        {},
    )


def test_that_a_preview_makes_no_desk_and_apply_makes_one(deals: str, tmp_path: Path) -> None:
    desk = tmp_path / "new.salesdesk"
    assert called("deals", deals, "--desk", str(desk))[0] == 0
    assert not desk.exists()
    code, out, _ = called("deals", deals, "--desk", str(desk), "--apply", "--json")
    assert code == 0
    assert json.loads(out)["applied"] is True
    opened = DeskFile.open(desk)
    assert opened.rows("SELECT count(*) FROM opportunity")[0][0] == 2
    opened.close()


def test_that_a_refused_file_leaves_no_desk_and_prints_one_sentence(tmp_path: Path) -> None:
    path, desk = tmp_path / "list.csv", tmp_path / "new.salesdesk"
    path.write_text("Colour,Size\nred,5\n")
    code, out, err = called("deals", str(path), "--desk", str(desk), "--apply", "--json")
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert "list.csv" in err
    assert not desk.exists()


def test_that_doubtful_dates_are_refused_by_naming_the_option(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text("Deal ID,Stage,Close date\n1,Won,3/4/2024\n")
    desk = str(tmp_path / "d.salesdesk")
    code, _, err = called("deals", str(path), "--desk", desk)
    assert code == 1
    assert "--date-order" in err
    assert called("deals", str(path), "--desk", desk, "--date-order", "dmy")[0] == 0


def test_that_a_foreign_desk_is_refused(deals: str, tmp_path: Path) -> None:
    foreign = tmp_path / "notes.salesdesk"
    foreign.write_text("not a desk")
    code, out, err = called("deals", deals, "--desk", str(foreign), "--apply")
    assert (code, out) == (1, "")
    assert "not a SalesDesk file" in err


@pytest.mark.parametrize("wrong", [["gifts", "x.csv", "--desk", "d"], ["deals", "x.csv"], ["deals"]])
def test_that_wrong_use_ends_with_two(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        called(*wrong)
    assert ended.value.code == 2
    assert capsys.readouterr().out == ""


def test_that_the_summary_names_what_was_done_and_what_was_left_out(deals: str, tmp_path: Path) -> None:
    _, out, _ = called("deals", deals, "--desk", str(tmp_path / "d.salesdesk"), "--apply")
    assert "3 rows of deals: 2 new, 0 changed, 0 same, 1 rejected." in out
    assert "Won 1 (10.50 USD), lost 1, open 0." in out
    assert "Row 4 is left out" in out
    assert "Done: Import 2 deals from deals.csv." in out


PEOPLE = "Name,Manager\nAda,Kit\nBo,Lou\nCem,Kit\n"


@pytest.mark.parametrize(
    ("wish", "members"),
    [
        (("--team", "ada, Bo"), ["Ada", "Bo"]), (("--team-of", "kit"), ["Ada", "Cem"]),
        (("--everybody",), ["Ada", "Bo", "Cem"]), ((), ["Ada", "Bo", "Cem"]), (("--team", ""), []),
    ],
)  # fmt: skip
def test_that_a_script_says_who_is_in_the_team(
    tmp_path: Path, desk_path: Path, wish: tuple[str, ...], members: list[str]
) -> None:
    file = tmp_path / "people.csv"
    file.write_text(PEOPLE)
    code, out, err = called("people", str(file), "--desk", str(desk_path), "--apply", "--json", *wish)
    assert (code, err) == (0, "")
    team = json.loads(out)["team"]
    assert team["in"] == members
    assert sorted([*team["in"], *team["not_in"]]) == ["Ada", "Bo", "Cem"]
    desk = DeskFile.open(desk_path)
    rows = desk.rows("SELECT name FROM salesperson WHERE status = 'active' ORDER BY name")
    assert [row["name"] for row in rows] == members
    desk.close()


def test_that_a_name_the_file_lacks_is_refused_and_no_desk_is_made(tmp_path: Path) -> None:
    file, desk = tmp_path / "people.csv", tmp_path / "new.salesdesk"
    file.write_text(PEOPLE)
    code, _, err = called("people", str(file), "--desk", str(desk), "--apply", "--team", "Ada,Dan")
    assert code == 1
    assert "names no “Dan”" in err
    assert list(tmp_path.iterdir()) == [file]


def test_that_wins_still_to_come_are_in_the_json(tmp_path: Path, desk_path: Path) -> None:
    file = tmp_path / "deals.csv"
    file.write_text("Deal ID,Owner,Stage,Close date,Amount\n1,Ada,Won,2062-02-01,10.50\n")
    _, out, _ = called("deals", str(file), "--desk", str(desk_path), "--json")
    assert "1 deal is won on a day still to come; it counts from that day." in json.loads(out)["notes"]


def test_that_a_new_desk_counts_in_the_one_currency_of_its_file(tmp_path: Path) -> None:
    def currency(name: str, *currencies: str) -> str:
        path, desk = tmp_path / f"{name}.csv", tmp_path / f"{name}.salesdesk"
        lines = (f"{n},Won,2024-02-01,10,{each}" for n, each in enumerate(currencies))
        path.write_text("\n".join(["Deal ID,Stage,Close date,Amount,Currency", *lines]))
        assert called("deals", str(path), "--desk", str(desk), "--apply")[0] == 0
        with closing(DeskFile.open(desk)) as opened:
            return str(opened.rows("SELECT currency FROM team_settings")[0][0])

    assert currency("one", "eur", "EUR") == "EUR"
    assert currency("two", "EUR", "GBP") == "USD"


def test_that_dates_far_off_are_shown_and_taken_only_when_they_are_said_to_be_meant(tmp_path: Path) -> None:
    path, desk = tmp_path / "deals.csv", str(tmp_path / "d.salesdesk")
    path.write_text(
        "Deal ID,Owner,Stage,Close date,Amount\n1,Ada,Won,1926-02-01,10\n2,Ada,Won,2126-02-02,5\n"
    )
    far = "2 dates lie far off, such as 1926-02-01 in row 2, 2126-02-02 in row 3."
    assert far in called("deals", str(path), "--desk", desk)[1]
    code, out, err = called("deals", str(path), "--desk", desk, "--apply")
    assert (code, out) == (1, "")
    assert far in err
    assert "--far-dates" in err
    assert not Path(desk).exists()
    assert called("deals", str(path), "--desk", desk, "--apply", "--far-dates")[0] == 0
    with closing(DeskFile.open(Path(desk))) as opened:
        assert opened.rows("SELECT count(*) FROM opportunity")[0][0] == 2


def test_that_swapped_days_are_taken_only_when_they_are_said_to_be_meant(tmp_path: Path) -> None:
    path, desk = tmp_path / "deals.csv", str(tmp_path / "d.salesdesk")
    rows = "".join(f"{place},Ada,Won,2026-03-04,2026-01-05\n" for place in range(1, 4))
    path.write_text("Deal ID,Owner,Stage,Created date,Close date\n" + rows)
    doubt = "3 of 3 deals with both days closed before they started; perhaps two columns are swapped."
    assert doubt in called("deals", str(path), "--desk", desk)[1]
    code, out, err = called("deals", str(path), "--desk", desk, "--apply")
    assert (code, out) == (1, "")
    assert f"{doubt} Nothing was written; --closed-before-start takes them as they are." in err
    assert not Path(desk).exists()
    code, out, _err = called("deals", str(path), "--desk", desk, "--apply", "--closed-before-start", "--json")
    assert (code, json.loads(out)["new"]) == (0, 3)
    assert doubt in json.loads(out)["notes"]


def test_that_deals_that_would_be_there_twice_are_taken_only_when_they_are_said_to_be_meant(
    tmp_path: Path,
) -> None:
    path, desk = tmp_path / "deals.csv", str(tmp_path / "d.salesdesk")
    rows = "\n1007,Ada,Mast,Talks,2024-03-01\n1009,Ada,Mast,Talks,2024-03-02\n"
    path.write_text("Deal ID,Owner,Product,Stage,Created date" + rows)
    assert called("deals", str(path), "--desk", desk, "--apply")[0] == 0
    path.write_text(rows.lstrip())
    command = (
        "deals",
        str(path),
        "--desk",
        desk,
        "--apply",
        "--columns",
        "none,Salesperson,Product,Stage,Started",
    )
    code, out, err = called(*command)
    assert (code, out) == (1, "")
    assert "by it 2 of 2 new deals are on the desk already" in err
    assert "--doubles takes them as they are." in err
    assert called(*command, "--doubles")[0] == 0


def test_that_one_date_far_off_among_others_leaves_its_row_out(tmp_path: Path) -> None:
    path, desk = tmp_path / "deals.csv", str(tmp_path / "d.salesdesk")
    path.write_text(
        "Deal ID,Owner,Stage,Close date,Amount\n1,Ada,Won,2025-02-01,10\n2,Ada,Won,2071-02-02,5\n"
    )
    told = json.loads(called("deals", str(path), "--desk", desk, "--apply", "--json")[1])
    assert told["rejected"] == [{"row": 3, "why": "2071-02-02 lies far off."}]
    assert told["won_amount"] == {"USD": 10}
    told = json.loads(called("deals", str(path), "--desk", desk, "--apply", "--json", "--far-dates")[1])
    assert (told["new"], told["rejected"]) == (1, [])


def test_that_the_sign_of_the_decimals_is_asked_for_where_nothing_tells_it(tmp_path: Path) -> None:
    path, desk = tmp_path / "deals.csv", str(tmp_path / "d.salesdesk")
    path.write_text(
        "Deal ID,Owner,Stage,Close date,Amount\n1,Ada,Won,2025-02-01,1.250\n2,Ada,Won,2025-02-02,14.000\n"
    )
    code, out, err = called("deals", str(path), "--desk", desk, "--apply")
    assert (code, out) == (1, "")
    assert "1.250 → 1.25 or 1,250.00. 14.000 → 14.00 or 14,000.00." in err
    assert "--decimal comma" in err
    assert not Path(desk).exists()
    for answer, won in (("comma", 15250), ("point", 15.25)):
        told = json.loads(called("deals", str(path), "--desk", desk, "--json", "--decimal", answer)[1])
        assert told["won_amount"] == {"USD": won}


def test_that_what_was_taken_to_be_likely_is_told(tmp_path: Path) -> None:
    path, desk = tmp_path / "deals.csv", str(tmp_path / "d.salesdesk")
    path.write_text(
        "Deal ID,Owner,Stage,Close date,Amount\n1,Ada,Won,2025-02-01,1.250 €\n2,Ada,Won,2025-02-02,980 €\n"
    )
    told = json.loads(called("deals", str(path), "--desk", desk, "--json")[1])
    assert told["won_amount"] == {"EUR": 2230}
    assert told["assumed"] == ["1.250 € is read as 1,250."]
    assert told["assumed"][0] in told["notes"]


def test_that_amounts_that_look_like_days_of_a_spreadsheet_are_amounts(tmp_path: Path) -> None:
    path, desk = tmp_path / "deals.csv", str(tmp_path / "d.salesdesk")
    path.write_text(
        "Deal ID,Owner,Stage,Close date,Amount\n1,Ada,Won,2025-02-01,51756.00\n2,Ada,Won,2025-02-02,44010.50\n"
    )
    told = json.loads(called("deals", str(path), "--desk", desk, "--json")[1])
    assert told["won_amount"] == {"USD": 95766.5}


def test_that_a_desk_that_exists_is_asked_for_too(tmp_path: Path, desk_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text("Deal ID,Owner,Stage,Close date,Amount\n1,Ada,Won,2126-02-02,5\n")
    assert called("deals", str(path), "--desk", str(desk_path), "--apply")[0] == 1
    assert called("deals", str(path), "--desk", str(desk_path), "--apply", "--far-dates")[0] == 0


def test_that_a_file_that_leaves_the_outcome_open_is_refused_until_it_is_told(
    tmp_path: Path, desk_path: Path
) -> None:
    path = tmp_path / "numbered.csv"
    path.write_text("Deal ID,Deal Stage,Close date\n1,8812,2024-03-20\n2,8813,2024-03-21\n", encoding="utf-8")
    code, _, err = called("deals", str(path), "--desk", str(desk_path), "--apply", "--json")
    assert code == 1
    assert '--outcome-column "Deal Stage", --outcome-column none' in err
    code, out, _ = called("deals", str(path), "--desk", str(desk_path), "--json", "--outcome-column", "none")
    result = json.loads(out)
    assert (code, result["won"], result["left_out"][0]["column"]) == (0, 2, "Deal Stage")
    assert result["assumed"] == result["notes"][:1]


def test_that_the_period_of_a_quota_is_asked_for_where_nothing_tells_it(tmp_path: Path) -> None:
    path = tmp_path / "quotas.csv"
    path.write_text("Rep,Start date,Quota\nMia Orr,2024-01-01,12000\nJon Ek,2024-01-01,24000\n")
    code, out, err = called("quotas", str(path), "--desk", str(tmp_path / "Team.salesdesk"), "--json")
    assert (code, out) == (1, "")
    assert "--period year" in err
    told = (
        "quotas",
        str(path),
        "--desk",
        str(tmp_path / "Team.salesdesk"),
        "--json",
        "--apply",
        "--period",
        "year",
    )
    assert called(*told)[0] == 0
    desk = DeskFile.open(tmp_path / "Team.salesdesk")
    assert {row["period"] for row in desk.rows("SELECT period FROM quota")} == {"year"}
    desk.close()


def test_that_rejected_rows_are_mended_in_a_file_of_their_own_and_imported(
    deals: str, desk_path: Path, tmp_path: Path
) -> None:
    rejected = tmp_path / "rejected.csv"
    code, _, err = called("deals", deals, "--desk", str(desk_path), "--apply", "--rejected", str(rejected))
    assert (code, err) == (0, "")
    header, row = rejected.read_text("utf-8-sig").splitlines()
    assert header.endswith(",Row in the file,Why it was left out")
    assert row == "3,Bo,Talks,,x,4,“x” under “Amount” is not a number."
    rejected.write_text(f"{header}\n{row.replace('x,4', '7,4')}\n", "utf-8-sig")
    result = json.loads(called("deals", str(rejected), "--desk", str(desk_path), "--apply", "--json")[1])
    assert (result["new"], result["rejected"], result["left_out"]) == (1, [], []), (
        "the reasons are no columns"
    )


def test_that_a_folder_that_refuses_the_rejected_rows_refuses_the_import(deals: str, tmp_path: Path) -> None:
    desk_path = tmp_path / "new.salesdesk"
    target = str(tmp_path / "none" / "rejected.csv")
    code, _, err = called("deals", deals, "--desk", str(desk_path), "--apply", "--rejected", target)
    assert (code, desk_path.exists()) == (1, False)
    assert "could not be written" in err


def test_that_two_names_are_the_same_where_an_option_says_so_and_it_is_remembered(tmp_path: Path) -> None:
    path, later = tmp_path / "deals.csv", tmp_path / "later.csv"
    path.write_text("Deal ID,Owner,Stage\n1,Robert Tarn,Open\n2,Ida Roy,Open\n")
    later.write_text("Deal ID,Owner,Stage\n1,Bob Tarn,Open\n3,I. Roy,Open\n")
    desk = str(tmp_path / "new.salesdesk")
    called("deals", str(path), "--desk", desk, "--apply")
    told = ("--same", "bob tarn = Robert Tarn", "--not-same", "I. Roy=Ida Roy")
    result = json.loads(called("deals", str(later), "--desk", desk, "--json")[1])
    apart = "Perhaps the same, but kept apart: “Bob Tarn” and “Robert Tarn”, “I. Roy” and “Ida Roy”."
    assert result["assumed"][-1] == apart
    result = json.loads(called("deals", str(later), "--desk", desk, "--json", "--apply", *told)[1])
    assert (result["team"]["in"], len(result["assumed"])) == (["I. Roy"], 1)
    result = json.loads(called("deals", str(later), "--desk", desk, "--json")[1])
    assert (result["same"], result["team"]["in"], len(result["assumed"])) == (2, [], 1)
    with pytest.raises(SystemExit):
        called("deals", str(later), "--desk", desk, "--same", "Bob")
    assert called("deals", str(later), "--desk", desk, *told)[0] == 0, "what is remembered may be said again"


@pytest.mark.parametrize("option", ["--same", "--not-same"])
@pytest.mark.parametrize("names", ["Bob Trn=Robert Tarn", "Robert Tarn=Bob Trn"])
def test_that_a_name_that_nobody_has_is_refused_where_an_option_is_about_it(
    option: str, names: str, deals: str, tmp_path: Path
) -> None:
    path, later = tmp_path / "deals.csv", tmp_path / "later.csv"
    path.write_text("Deal ID,Owner,Stage\n1,Robert Tarn,Open\n")
    later.write_text("Deal ID,Owner,Stage\n1,Bob Tarn,Open\n")
    desk = tmp_path / "new.salesdesk"
    called("deals", str(path), "--desk", str(desk), "--apply")
    before = desk.read_bytes()
    code, out, err = called("deals", str(later), "--desk", str(desk), "--apply", option, names)
    assert (code, out, desk.read_bytes() == before) == (1, "", True)
    assert err == (
        f"Neither the file nor the desk has the name “Bob Trn”, which {option} is about; nothing was written.\n"
    )


def test_that_what_was_answered_is_remembered_with_the_columns(tmp_path: Path) -> None:
    path, desk = tmp_path / "numbered.csv", str(tmp_path / "new.salesdesk")
    path.write_text("Deal ID,Deal Stage,Close date\n1,8812,2024-03-20\n2,8813,2024-03-21\n", encoding="utf-8")
    told = ("deals", str(path), "--desk", desk, "--json", "--apply", "--mapping", "Friday list")
    assert called(*told)[0] == 1
    assert called(*told, "--outcome-column", "none")[0] == 0
    path.write_text("Deal ID,Deal Stage,Close date\n8,8812,2024-03-20\n9,8813,2024-03-21\n", encoding="utf-8")
    code, out, err = called("deals", str(path), "--desk", desk, "--json")
    assert (code, err, json.loads(out)["won"]) == (0, "", 2), "the very same columns need no answer again"


def test_that_what_no_competency_counts_and_one_bad_count_are_told_to_scripts(
    tmp_path: Path, desk_path: Path
) -> None:
    with closing(DeskFile.open(desk_path)) as desk, desk.change("Competencies") as work:
        work.session.add(Competency(name="Opening", of_what="conversations", into_what="meetings"))
    rows = [f"Rep {place},2026-W45,40,12,{count}" for place, count in enumerate((6, 5, "abc", 4))]
    path = tmp_path / "numbers.csv"
    path.write_text("\n".join(("Rep,Week,Calls,Conversation,Meetings", *rows)) + "\n")
    code, out, _err = called("numbers", str(path), "--desk", str(desk_path), "--json")
    result = json.loads(out)
    assert (code, result["new"]) == (0, 3)
    assert result["rejected"] == [{"row": 4, "why": "“abc” under “Meetings” is not a number."}]
    assert "No competency counts “Calls” here, so this is left out." in result["notes"]
    assert result["left_out"] == [{"column": "Calls", "why": "No competency counts it here."}]
    assert result["assumed"] == ["Counted by another name: “Conversation” as “conversations”."]


def test_that_a_log_nothing_counts_is_refused_to_scripts_with_what_to_do(
    tmp_path: Path, desk_path: Path
) -> None:
    path = tmp_path / "log.csv"
    path.write_text("Activity type,Owner,Date\nCall,Ada,2026-11-03\n")
    code, out, err = called("numbers", str(path), "--desk", str(desk_path), "--json")
    assert (code, out) == (1, "")
    assert "(Call)" in err
    assert "Lists in the Tools menu adds a competency." in err


def test_that_what_an_unknown_word_means_is_told_by_options(tmp_path: Path) -> None:
    path, desk = tmp_path / "deals.csv", str(tmp_path / "new.salesdesk")
    path.write_text(
        "Deal ID,Stage,Close date\n1,Won,2024-03-20\n2,Lost,2024-03-28\n3,Zapped,2024-03-21\n",
        encoding="utf-8",
    )
    told = ("deals", str(path), "--desk", desk, "--json", "--apply")
    code, _out, err = called(*told)
    assert code == 1
    assert "say of “Zapped” what it means, with --won WORD or --lost WORD or --open WORD." in err
    code, _out, err = called(*told, "--won", "Zapped", "--lost", "zapped")
    assert (code, "two of --won, --lost and --open" in err) == (1, True)
    result = json.loads(called(*told, "--lost", "zapped")[1])
    assert (result["won"], result["lost"], result["open"]) == (1, 2, 0)


@pytest.mark.parametrize("applied", [[], ["--apply"]], ids=["looked at", "applied"])
def test_that_rejected_rows_take_the_place_of_older_ones_and_a_folder_of_their_name_refuses_the_import(
    tmp_path: Path, applied: list[str]
) -> None:
    export, rejected, desk = tmp_path / "deals.csv", tmp_path / "rejected.csv", tmp_path / "new.salesdesk"
    export.write_text(
        "Deal ID,Owner,Stage,Close date,Amount\n1,Ada,Won,2126-02-01,10\n2,Ada,Won,2026-02-01,x\n"
    )
    rejected.write_text("OLDER")
    given = ("deals", str(export), "--desk", str(desk), "--rejected", str(rejected), "--far-dates", *applied)
    code, _, err = called(*given)
    assert (code, rejected.read_text() == "OLDER") == (0, False), err
    rejected.unlink()
    rejected.mkdir()
    code, _, err = called(*given)
    assert (code, "rejected.csv” could not be written" in err) == (1, True), err


def test_that_all_sheets_with_the_same_columns_are_read_where_that_is_said(tmp_path: Path) -> None:
    book, path = openpyxl.Workbook(), tmp_path / "book.xlsx"
    for title, row in (
        ("Jan", ("1", "Ada", "Won", "2024-01-31", 5)),
        ("Feb", ("2", "Bo", "Lost", "2024-02-01", 7)),
    ):
        sheet = book.create_sheet(title)
        sheet.append(("Opp ID", "Owner", "Stage", "Close date", "Amount"))
        sheet.append(row)
    del book["Sheet"]
    book.save(path)
    desk = ("--desk", str(tmp_path / "d.desk"), "--json")
    one = json.loads(called("deals", str(path), *desk)[1])
    assert (one["new"], one["sheet"]) == (1, "Jan")
    assert any("“Feb” (1 row)" in note for note in one["notes"])
    code, out, _err = called("deals", str(path), *desk, "--sheet", "all", "--apply")
    every = json.loads(out)
    assert (code, every["new"], every["won"], every["lost"]) == (0, 2, 1, 1)
