"""What the rest of a file shows plainly is no question, and never another figure in silence."""

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from salesdesk.exchange.file_tables import ALL_SHEETS
from salesdesk.exchange.import_file import (
    ImportChoices,
    ImportPreview,
    laid_out,
    preview_import,
    read_source,
)
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.team import new_people
from salesdesk.services.importing.values import OpenQuestionError, Verdict


def previewed(
    tmp_path: Path, *lines: str, kind: str = "deals", name: str = "deals.csv", **answers: str
) -> ImportPreview:
    path = tmp_path / name
    path.write_text("\n".join(lines), encoding="utf-8")
    service = ImportService(None)
    return preview_import(service, laid_out(service, read_source(path, kind)), ImportChoices(answers=answers))


def told(preview: ImportPreview) -> tuple[int, int, int]:
    totals = preview.plan.totals
    return totals.won, totals.lost, totals.open


def test_that_an_open_deal_has_its_estimate_where_the_actual_amount_is_empty(tmp_path: Path) -> None:
    found = previewed(
        tmp_path, "Thema;Gesch. Umsatz;Tats. Umsatz;Status", "Pumpe;100;95;Gewonnen", "Filter;80;;Offen"
    )
    assert sorted(row.values["amount"] for row in found.plan.of(Verdict.NEW)) == [80, 95]
    assert "“Tats. Umsatz” is empty for 1 deal, which has what stands under “Gesch. Umsatz”." in found.assumed


def test_that_ticks_and_crosses_are_yes_and_no(tmp_path: Path) -> None:
    lines = ("Client,Rep,Value,Date signed,Won?", "Nord,Ada,5,2024-03-05,✓", "Sud,Bo,7,2024-03-06,✗")
    assert told(previewed(tmp_path, *lines, past_close="lost")) == (1, 1, 0)


@pytest.mark.parametrize(
    "title",
    ["Pipeline report - all amounts in CHF", "Currency: CHF", "Umsätze (CHF)", "Währung: Schweizer Franken"],
)
def test_that_a_title_names_the_currency_of_amounts_without_one(tmp_path: Path, title: str) -> None:
    found = previewed(
        tmp_path, title, "Deal,Owner,Stage,Amount", "Pump,Ada Lind,Won,5", "Valve,Bo Ek,Won,€ 7"
    )
    assert found.plan.totals.won_amount == {"CHF": Decimal(5), "EUR": Decimal(7)}
    assert f"Amounts that name no currency are in CHF, as “{title}” says." in found.assumed


@pytest.mark.parametrize(
    "title", ["Report (ALL)", "Deals in try", "Amounts in EUR and in USD", "Won in Real"]
)
def test_that_a_title_that_names_none_says_nothing_of_it(tmp_path: Path, title: str) -> None:
    found = previewed(tmp_path, title, "Deal,Owner,Stage,Amount", "Pump,Ada Lind,Won,5", "Valve,Bo Ek,Lost,7")
    assert found.plan.totals.won_amount == {"USD": Decimal(5)}


def test_that_invoices_and_credit_notes_alone_are_no_question(tmp_path: Path) -> None:
    found = previewed(
        tmp_path, "Belegnr;Belegart;Belegdatum;Debitor;Verkäufer;Nettobetrag", "1;Rechnung;03.02.2024;N;Ada Lind;50",
        "2;Gutschrift;09.02.2024;S;Bo Ek;10",
    )  # fmt: skip
    assert found.plan.totals.won_amount == {"USD": Decimal(40)}


def test_that_closed_and_not_won_by_two_flags_needs_no_word(tmp_path: Path) -> None:
    found = previewed(
        tmp_path, "Deal,Owner,Stage,Closed,Won,Amount,Close Date", "Pump,Ada Lind,9 Handover,1,1,5,2024-02-23",
        "Valve,Bo Ek,10 Gone,1,0,7,2024-02-13", "Filter,Bo Ek,4 Talks,0,0,9,2024-02-13",
    )  # fmt: skip
    assert told(found) == (1, 1, 1)


def test_that_stages_of_an_unknown_language_are_asked_about(tmp_path: Path) -> None:
    lines = (
        "Deal,Owner,Amount,Stage",
        "Pumpe,Ada Lind,5,Vundet",
        "Ventil,Bo Ek,7,Tabt",
        "Filter,Bo Ek,9,Tilbud",
    )
    with pytest.raises(OpenQuestionError, match="“Vundet”, “Tabt”, “Tilbud”"):
        previewed(tmp_path, *lines)


def test_that_the_language_of_the_columns_tells_that_days_stand_first(tmp_path: Path) -> None:
    found = previewed(
        tmp_path, "Affaire,Commercial,Montant,Étape,Date de clôture", "Pompe,Zoé Roy,5,Gagné,02/03/2024"
    )
    assert [str(row.values["closed_on"]) for row in found.plan.of(Verdict.NEW)] == ["2024-03-02"]
    assert any("writes the day first, so 02/03/2024" in note for note in found.assumed)
    with pytest.raises(Exception, match="day first or month first"):
        previewed(tmp_path, "Deal,Owner,Amount,Stage,Close date", "Pump,Ada Lind,5,Won,02/03/2024")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Monat;Ada Lind;Bo Ek;Summe", "Januar;10;9;19", "Februar;11;9;20"), {"10", "11", "9"}),
        (("担当者,2024年度上期,2024年度下期", "佐藤 花子,12,13"), {"12", "13"}),
        (("Rep,Q1 2024,Q2 2024", '@Ada Lind,"@12,000","@13,000"'), {"12000", "13000"}),
        (("Rep,Quarter,Revenue target,Calls target", "Ada Lind,Q1 2024,100,4"), {"100"}),
    ],
)
def test_that_quotas_are_read_however_they_stand(
    tmp_path: Path, lines: tuple[str, ...], expected: set[str]
) -> None:
    found = previewed(tmp_path, *lines, kind="quotas", name="plan 2024.csv")
    assert {f"{row.values['amount']:f}".split(".")[0] for row in found.plan.of(Verdict.NEW)} == expected
    assert not any(person.name.startswith("@") for person in new_people(found.plan))


def test_that_thousands_of_euros_in_a_title_are_euros(tmp_path: Path) -> None:
    found = previewed(tmp_path, "Ziele 2024 in T€", "Mitarbeiter;Jan;Feb", "Ada Lind;10;11", kind="quotas")
    assert found.plan.currencies == {"EUR"}


def test_that_sheets_called_by_people_are_asked_about(tmp_path: Path) -> None:
    book = Workbook()
    for name in ("Ada Lind", "Bo Ek"):
        sheet = book.create_sheet(name)
        for row in (("Deal", "Amount", "Stage"), (f"Pump of {name}", 5, "Won")):
            sheet.append(row)
    del book["Sheet"]
    book.save(tmp_path / "team.xlsx")
    source, service = read_source(tmp_path / "team.xlsx", "deals", ALL_SHEETS), ImportService(None)
    with pytest.raises(OpenQuestionError, match="sheets are called “Ada Lind” and “Bo Ek”"):
        preview_import(service, source)
    found = preview_import(service, source, ImportChoices(answers={"headings": "owner"}))
    assert {person.name for person in new_people(found.plan)} == {"Ada Lind", "Bo Ek"}


def test_that_deals_that_are_not_won_by_a_flag_are_asked_about_where_there_are_no_days(
    tmp_path: Path,
) -> None:
    lines = ("Kunde;Verkäufer;Summe;Gewonnen (Ja/Nein)", "Nord;Ada Lind;5;Ja", "Süd;Bo Ek;7;Nein")
    with pytest.raises(OpenQuestionError, match=r"has no days\. Is the other 1 lost"):
        previewed(tmp_path, *lines)
    assert told(previewed(tmp_path, *lines, past_close="lost")) == (1, 1, 0)


def test_that_a_week_stands_for_the_day_of_closing_and_mil_for_thousands_of_reais(tmp_path: Path) -> None:
    found = previewed(
        tmp_path, "Deal,Owner,Amount,Stage,Close week", 'Pump,Ada Lind,"R$ 12,5 mil",Won,2024-W10'
    )
    assert [str(row.values["closed_on"]) for row in found.plan.of(Verdict.NEW)] == ["2024-03-04"]
    assert found.plan.totals.won_amount == {"BRL": Decimal(12500)}
