"""A file travels from its bytes to the desk: previews tell the truth, and what is applied can be undone."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from salesdesk.env.errors import UserError
from salesdesk.exchange.import_file import (
    ImportChoices,
    ImportPreview,
    apply_import,
    day_in_name,
    preview_import,
    read_source,
)
from salesdesk.exchange.parse_dates import DateOrderUnclearError
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import Verdict
from salesdesk.services.trash import move_to_trash
from salesdesk.store.desk_file import DeskFile

HEADER = "Deal ID,Owner,Account,Product,Stage,Created date,Close date,Amount\n"


@pytest.fixture
def write(tmp_path: Path):
    """Writes a CSV file of deals and gives its path."""

    def written(text: str, name: str = "deals.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return written


def previewed(path: Path, kind: str = "deals", desk: DeskFile | None = None, **choices) -> ImportPreview:
    return preview_import(ImportService(desk), read_source(path, kind), ImportChoices(**choices))


def applied(path: Path, desk: DeskFile, kind: str = "deals", **choices) -> ImportPreview:
    return apply_import(ImportService(desk), previewed(path, kind, desk, **choices))[0]


def counts(preview: ImportPreview) -> tuple[int, int, int, int]:
    new, changed, same, rejected = (preview.plan.count(verdict) for verdict in preview.plan.verdicts)
    return new, changed, same, rejected


def test_that_an_import_fills_the_desk_and_is_one_step_of_undo(write, desk: DeskFile) -> None:
    path = write(HEADER + "1,Ada Lind,Nordfeld,Alpha,Won,2024-01-01,2024-02-01,100\n"
                          "2,Bo Ek,Nordfeld,Beta,Proposal,2024-01-05,2024-09-01,\n")  # fmt: skip
    applied(path, desk)
    assert [tuple(r) for r in desk.rows("SELECT outcome, closed_on, expected_on, amount FROM opportunity")] == [
        ("won", "2024-02-01", None, 1_000_000), ("open", None, "2024-09-01", None),
    ]  # fmt: skip
    assert desk.rows("SELECT count(*) FROM salesperson")[0][0] == 2
    assert desk.undo_name() == "Import 2 deals from deals.csv"
    desk.undo()
    for kind in ("opportunity", "salesperson", "account", "product", "stage", "import_batch"):
        assert desk.rows(f"SELECT count(*) FROM {kind}")[0][0] == 0


def test_that_a_preview_writes_nothing(write, desk: DeskFile) -> None:
    preview = previewed(write(HEADER + "1,Ada,Nordfeld,Alpha,Won,2024-01-01,2024-02-01,5\n"), desk=desk)
    assert counts(preview) == (1, 0, 0, 0)
    assert not preview.applied
    assert desk.rows("SELECT count(*) FROM opportunity")[0][0] == 0


def test_that_the_same_file_again_changes_nothing(write, desk: DeskFile) -> None:
    path = write(
        HEADER + "1,Ada,Nordfeld,Alpha,Won,2024-01-01,2024-02-01,100.5\n2,Ada,,,Talks,,2024-09-01,\n"
    )
    applied(path, desk)
    assert counts(previewed(path, desk=desk)) == (0, 0, 2, 0)


def test_that_a_later_export_shows_each_changed_field_before_and_after(write, desk: DeskFile) -> None:
    applied(write(HEADER + "1,Ada,Nordfeld,Alpha,Proposal,2024-01-01,,\n"), desk)
    preview = applied(write(HEADER + "1,Bo,Nordfeld,Alpha,Won,2024-01-01,2024-02-01,80\n"), desk)
    changes = {c.field: (c.before, c.after) for c in preview.plan.rows[0].changes}
    assert changes == {
        "salesperson_id": ("Ada", "Bo"), "stage_id": ("Proposal", "Won"), "outcome": ("Open", "Won"),
        "amount": (None, Decimal(80)), "currency": (None, "USD"), "closed_on": (None, date(2024, 2, 1)),
    }  # fmt: skip
    logged = {row["field"] for row in desk.rows("SELECT field FROM opportunity_change WHERE batch_id = 2")}
    assert {"stage_id", "outcome", "amount", "closed_on", "salesperson_id"} <= logged


def test_that_empty_cells_never_wipe_what_is_stored(write, desk: DeskFile) -> None:
    applied(write(HEADER + "1,Ada,Nordfeld,Alpha,Won,2024-01-01,2024-02-01,80\n"), desk)
    preview = previewed(
        write(HEADER + "1,,n/a,,,,-,\n2,Ada,Nordfeld,Alpha,Won,2024-01-01,2024-02-01,80\n"), desk=desk
    )
    assert counts(preview) == (1, 0, 1, 0)


def test_that_a_deal_that_is_open_again_loses_its_close_date(write, desk: DeskFile) -> None:
    applied(write(HEADER + "1,Ada,Nordfeld,Alpha,Lost,2024-01-01,2024-02-01,80\n"), desk)
    applied(write(HEADER + "1,Ada,Nordfeld,Alpha,Talks,2024-01-01,,80\n"), desk)
    assert tuple(desk.rows("SELECT outcome, closed_on FROM opportunity")[0]) == ("open", None)


def test_that_rows_are_rejected_with_their_number_and_reason(write) -> None:
    preview = previewed(write(
        HEADER + "1,Ada,Nordfeld,Alpha,Won,2024-01-01,2024-02-30,5\n"
        "2,Ada,Nordfeld,Alpha,Won,2024-01-01,2024-02-01,much\n"
        "3,Ada,Nordfeld,Alpha,Won,2024-01-01,2024-02-01,7\n3,Bo,Nordfeld,Alpha,Won,2024-01-01,2024-02-01,7\n"
        "4,Ada,Nordfeld,Alpha,Won,2024-01-01,2024-02-01,9\n5,Ada,Nordfeld,Alpha,Won,2024-01-01,2024-02-01,11\n"
    ))  # fmt: skip
    rejected = {row.number: row.why for row in preview.plan.of(Verdict.REJECTED)}
    assert rejected == {
        2: "“2024-02-30” under “Close date” is not a date.",
        3: "“much” under “Amount” is not a number.",
        4: "Row 5 is a later version of it.",
    }
    assert len(preview.plan.rows) == 6
    assert preview.plan.totals.won_amount == {"USD": Decimal(27)}


def test_that_lost_amounts_do_not_count_and_currencies_are_never_added(write) -> None:
    preview = previewed(write(
        "Deal ID;Stage;Amount\n1;Won;1.250,50 €\n2;Won;$100\n3;Lost;999 €\n4;Won;2.000 €\n5;Talks;5 €\n"
    ))  # fmt: skip
    assert preview.plan.totals.won_amount == {"EUR": Decimal("3250.5"), "USD": Decimal(100)}
    assert any("EUR and USD" in note for note in preview.notes)


def test_that_orders_without_stage_or_status_are_closed_sales(write, desk: DeskFile) -> None:
    path = write(
        "SalesOrderID,OrderDate,Status,Store,SalesPersonID,SubTotal\n9,2024-01-31,5,Nordfeld,274,10.1234\n"
    )
    preview = applied(path, desk)
    assert preview.plan.totals.won == 1
    assert any("closed sale" in note for note in preview.notes)
    assert tuple(desk.rows("SELECT name, external_id FROM salesperson")[0]) == ("274", "274")
    assert desk.rows("SELECT amount FROM opportunity")[0][0] == 101_234


def test_that_people_known_by_number_get_their_names_later(write, desk: DeskFile) -> None:
    applied(write("Deal ID,Sales person ID,Stage\n1,274,Won\n2,275,Won\n"), desk)
    applied(
        write("BusinessEntityID,Rep,JobTitle\n274,Ada Lind,Rep\n275,Bo Ek,Rep\n", "people.csv"),
        desk,
        "people",
    )
    assert [tuple(r) for r in desk.rows("SELECT name, external_id, role FROM salesperson ORDER BY id")] == [
        ("Ada Lind", "274", "Rep"), ("Bo Ek", "275", "Rep"),
    ]  # fmt: skip


def test_that_people_known_by_name_get_their_number_from_a_later_file(write, desk: DeskFile) -> None:
    applied(write("Name,Region\nAda Lind,North\n", "people.csv"), desk, "people")
    applied(
        write(
            "BusinessEntityID,Rep,QuotaDate,SalesQuota\n274,Ada Lind,2024-01-01,5000\n274,Ada Lind,2024-04-01,5000\n",
            "q.csv",
        ),
        desk,
        "quotas",
    )
    assert [tuple(r) for r in desk.rows("SELECT name, external_id FROM salesperson")] == [("Ada Lind", "274")]


def test_that_quotas_match_on_person_and_start_and_know_their_period(write, desk: DeskFile) -> None:
    text = "Rep,Quota date,Quota\nAda,2024-01-01,100\nAda,2024-02-01,110\nAda,2024-03-01,120\n"
    applied(write(text, "q.csv"), desk, "quotas")
    preview = previewed(write(text.replace("120", "150"), "q.csv"), "quotas", desk)
    assert counts(preview) == (0, 1, 2, 0)
    assert {row["period"] for row in desk.rows("SELECT period FROM quota")} == {"month"}


def test_that_product_and_account_spellings_match_without_case_spaces_and_signs(
    write, desk: DeskFile
) -> None:
    applied(write("Product,Sales price\nTurbo Pro,480\n", "products.csv"), desk, "products")
    applied(write(HEADER + "1,Ada,Nord-Feld,TurboPro,Won,2024-01-01,2024-02-01,5\n"
                           "2,Ada,NORD FELD,turbo pro,Won,2024-01-01,2024-02-01,5\n"
                           "3,Ada,Nordfelt,Turbo Pro,Won,2024-01-01,2024-02-01,5\n"), desk)  # fmt: skip
    assert desk.rows("SELECT count(*) FROM product")[0][0] == 1
    assert desk.rows("SELECT count(*) FROM account")[0][0] == 2


def test_that_deals_without_a_number_are_recognised_one_by_one(write, desk: DeskFile) -> None:
    path = write(
        "Owner,Account,Product,Stage,Created date,Amount\n" + "Ada,Nordfeld,Alpha,Talks,2024-01-01,5\n" * 3
    )
    applied(path, desk)
    assert counts(previewed(path, desk=desk)) == (0, 0, 3, 0)


def test_that_a_deal_in_the_trash_is_not_imported_behind_ones_back(write, desk: DeskFile) -> None:
    path = write(HEADER + "1,Ada,Nordfeld,Alpha,Won,2024-01-01,2024-02-01,5\n")
    applied(path, desk)
    move_to_trash(desk, "opportunity", [1])
    preview = previewed(path, desk=desk)
    assert "in the Trash" in preview.plan.rows[0].why


def test_that_doubtful_dates_are_asked_for_and_then_read_as_told(write) -> None:
    path = write("Deal ID,Stage,Close date\n1,Won,3/4/2024\n2,Won,5/6/2024\n")
    with pytest.raises(DateOrderUnclearError, match="--date-order") as asked:
        previewed(path)
    assert asked.value.column == "Close date"
    assert previewed(path, date_order="dmy").plan.rows[0].values["closed_on"] == date(2024, 4, 3)
    assert previewed(path, date_order="mdy").plan.rows[0].values["closed_on"] == date(2024, 3, 4)


def test_that_one_column_settles_the_date_order_of_the_others(write) -> None:
    path = write("Deal ID,Stage,Created date,Close date\n1,Won,1/31/2024,3/4/2024\n")
    assert previewed(path).plan.rows[0].values["closed_on"] == date(2024, 3, 4)


def test_that_a_named_mapping_is_remembered_and_found_again_by_the_header(write, desk: DeskFile) -> None:
    columns = {0: "external_id", 1: "stage_id", 2: "amount", 3: "closed_on"}
    first = write("Key,Where,How much,On\n1,Won,5,3/4/2024\n", "may.csv")
    applied(first, desk, mapping_name="Our CRM", columns=columns, date_order="dmy")
    later = previewed(write("Where,Key,On,How much\nWon,2,5/6/2024,7\n", "june.csv"), desk=desk)
    assert later.mapping.remembered == "Our CRM"
    assert later.plan.rows[0].values["closed_on"] == date(2024, 6, 5)
    assert later.plan.rows[0].values["external_id"] == "2"


def test_that_new_stages_take_their_place_and_mean_what_they_say(write, desk: DeskFile) -> None:
    applied(write("Nr,Phase\n1,Gewonnen\n2,In Verhandlung\n3,Verloren\n".replace("Nr", "Deal ID")), desk)
    applied(write("Deal ID,Phase\n4,Angebot\n5,Akquise\n"), desk)
    stages = [tuple(r) for r in desk.rows("SELECT name, outcome FROM stage ORDER BY position")]
    assert stages == [
        ("Akquise", "open"), ("Angebot", "open"), ("In Verhandlung", "open"), ("Gewonnen", "won"), ("Verloren", "lost"),
    ]  # fmt: skip


def test_that_a_list_of_deals_is_not_taken_for_a_list_of_people(write) -> None:
    path = write(HEADER + "".join(f"{i},Ada,Nordfeld,Alpha,Won,2024-01-01,2024-02-01,5\n" for i in range(30)))
    with pytest.raises(UserError, match="does not look like a list of people"):
        previewed(path, "people")


def test_that_a_file_with_only_column_names_is_refused(write) -> None:
    with pytest.raises(UserError, match="column names but no rows"):
        read_source(write(HEADER), "deals")


def test_that_an_open_quotation_mark_is_explained(write) -> None:
    path = write(HEADER + '1,"Ada' + ",x" * 600_000)
    with pytest.raises(UserError, match="quotation mark"):
        read_source(path, "deals")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_that_names_survive_every_encoding(write, encoding: str) -> None:
    path = write("Deal ID;Owner;Stage\n1;Zoë Müller – Süd;Won\n2;Ada;Lost\n", encoding=encoding)
    preview = previewed(path)
    assert preview.source.encoding == encoding
    assert preview.plan.creates["salesperson"][0]["name"] == "Zoë Müller – Süd"


def test_that_the_day_of_an_export_is_read_from_its_name() -> None:
    assert day_in_name("export_2024-09-30.csv") == date(2024, 9, 30)
    assert day_in_name("deals 20240930 final.xlsx") == date(2024, 9, 30)
    assert day_in_name("deals 20241399.csv") is None
    assert day_in_name("deals.csv") is None


def test_that_an_owner_is_known_by_the_address_and_by_the_name_with_the_mark_of_one_who_left(
    write, desk: DeskFile
) -> None:
    applied(write("Name,E-mail\nMia Orr,mia.orr@firm.example\n", "people.csv"), desk, "people")
    deals = (
        "Deal ID,Owner,Stage,Close date,Amount\n1,Mia.Orr@firm.example,Won,2024-02-03,100\n"
        "2,Mia Orr (Deactivated User),Won,2024-02-04,200\n3,Mia Orr [inaktiv],Lost,2024-02-05,50\n"
        "4,Mia Orr (North),Lost,2024-02-06,70\n"
    )
    applied(write(deals, "deals.csv"), desk, "deals")
    owners = desk.rows(
        "SELECT p.name, count(*) AS n FROM opportunity d JOIN salesperson p ON p.id = d.salesperson_id GROUP BY p.id"
    )
    assert {row["name"]: row["n"] for row in owners} == {"Mia Orr": 3, "Mia Orr (North)": 1}


def test_that_somebody_called_by_their_address_is_one_person(write, desk: DeskFile) -> None:
    people = "Name,E-mail\nmia.orr@firm.example,mia.orr@firm.example\n"
    applied(write(people, "people.csv"), desk, "people")
    deals = "Deal ID,Owner,Stage,Close date,Amount\n1,mia.orr@firm.example,Won,2024-02-03,100\n"
    applied(write(deals, "deals.csv"), desk, "deals")
    assert desk.rows("SELECT count(*) AS n FROM opportunity WHERE salesperson_id IS NOT NULL")[0]["n"] == 1
