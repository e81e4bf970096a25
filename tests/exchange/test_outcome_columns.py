"""What became of a deal is read under whatever name and in whatever form a program writes it."""

from pathlib import Path

import pytest

from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.services.importing.service import ImportService


def previewed(folder: Path, text: str, encoding: str = "utf-8") -> ImportPreview:
    path = folder / "crm.csv"
    path.write_bytes(text.encode(encoding))
    return preview_import(ImportService(None), read_source(path, "deals"), ImportChoices())


def outcomes(preview: ImportPreview) -> tuple[int, int, int]:
    totals = preview.plan.totals
    return totals.won, totals.lost, totals.open


@pytest.mark.parametrize(
    "text",
    [
        "Id,Name,IsClosed,IsWon,CloseDate\n1,Mast,1,1,2024-03-01\n2,Sail,1,0,2024-03-02\n3,Rope,0,0,2024-03-20\n",
        (
            "Deal ID,Deal Stage,Is closed won,Is closed lost,Close date\n"
            "1,8812,Yes,No,2024-03-01\n2,8813,No,Yes,2024-03-02\n3,8814,No,No,2024-03-20\n"
        ),
        "ID,STAGE_ID,CLOSED,CLOSEDATE\n1,C3:WON,Y,2024-03-01\n2,C3:LOSE,Y,2024-03-02\n3,C3:PREPARATION,N,2024-03-20\n",
        "id,status_label,status_type,date_won\n1,Papers in,won,2024-03-01\n2,Too dear,lost,\n3,Demo,active,\n",
        "Deal ID,Probability,Close date\n1,100%,2024-03-01\n2,0%,2024-03-02\n3,40%,2024-03-20\n",
        (
            "Deal ID,Stage,Deal status,Close date\n"
            "1,Invoice out,Won,2024-03-01\n2,Irrelevant,Dead,2024-03-02\n3,Talks,Parked,2024-03-20\n"
        ),
        (
            "Deal ID,Status,Stage,Close date\n1,Active,Closed won,2024-03-01\n2,Active,Closed lost,2024-03-02\n"
            "3,Active,Talks,2024-03-20\n"
        ),
        "Deal ID,How it went,Close date\n1,Won,2024-03-01\n2,Not won,2024-03-02\n3,Open,2024-03-20\n",
        (
            "Opportunity: Opportunity ID,Opportunity: Stage,Opportunity: Close Date\n"
            "1,Closed Won (Renewals – the mid market team),2024-03-01\n2,Not Won,2024-03-02\n3,Talks,2024-03-20\n"
        ),
        "Deal ID;Phase;Abschlussdatum\n1;Gewonnen;01.03.2024\n2;Nicht gewonnen;02.03.2024\n3;Angebot;20.03.2024\n",
        "Número de pedido;Etapa;Fecha de cierre\n1;Ganada;01/03/2024\n2;No ganada;02/03/2024\n3;Oferta;20/03/2024\n",
        "Číslo obchodu;Stav;Datum uzavření\n1;Vyhráno;01.03.2024\n2;Ztraceno;02.03.2024\n3;Otevřeno;20.03.2024\n",
        "Fırsat no;Aşama;Kapanış tarihi\n1;KAZANILDI;01.03.2024\n2;Kaybedildi;02.03.2024\n3;Teklif;20.03.2024\n",
        "商机编号,销售阶段,成交日期\n1,赢单,2024-03-01\n2,输单,2024-03-02\n3,报价,2024-03-20\n",
        "Номер заказа;Этап;Дата закрытия\n1;Успешно;01.03.2024\n2;Отказ;02.03.2024\n3;Переговоры;20.03.2024\n",
    ],
)
def test_that_won_lost_and_open_are_told_apart(tmp_path: Path, text: str) -> None:
    assert outcomes(previewed(tmp_path, text)) == (1, 1, 1)


def test_that_a_currency_in_the_name_of_a_column_is_that_of_its_amounts(tmp_path: Path) -> None:
    for header, currency in (("value_eur", "EUR"), ("Amount (£)", "GBP"), ("Umsatz CHF", "CHF")):
        found = previewed(tmp_path, f"Deal ID,Stage,{header},Close date\n1,Won,12.5,2024-03-20\n")
        assert list(found.plan.totals.won_amount) == [currency]


def test_that_names_of_joined_tables_are_understood(tmp_path: Path) -> None:
    found = previewed(
        tmp_path,
        "Opportunity Owner: Full Name,Account.Name,Opportunity: Opportunity Name,Segment__c,Stage\n"
        "Ina Moor,Delta,Mast,Small,Won\nUwe Ried,Gamma,Sail,Large,Lost\n",
    )
    assert list(found.mapping.columns.values()) == ["salesperson_id", "account_id", "name", "stage_id"]


def test_that_a_person_is_called_by_the_name_beside_the_number(tmp_path: Path) -> None:
    path = tmp_path / "team.csv"
    path.write_text("seller_id,seller_name,role\nS7,Ina Moor,Hunter\nS8,Uwe Ried,Farmer\n")
    found = preview_import(ImportService(None), read_source(path, "people"))
    assert [row.title for row in found.plan.rows] == ["Ina Moor", "Uwe Ried"]


def test_that_the_day_of_a_loss_tells_it_and_is_the_day_it_closed(tmp_path: Path) -> None:
    found = previewed(tmp_path, "Deal ID,Won time,Lost time\n1,2024-03-20,\n2,,2024-03-21\n3,,\n")
    assert outcomes(found) == (1, 1, 1)
    assert found.plan.rows[1].values["closed_on"].isoformat() == "2024-03-21"


def test_that_a_column_named_for_outcomes_is_read_though_some_of_its_words_are_stages(tmp_path: Path) -> None:
    path = tmp_path / "crm.csv"
    path.write_text(
        "N. offerta;Ejecutivo;Esito;Data ordine;Valore offerta\n1;Ada;Acquisita;13/02/2024;1.000,00 €\n"
        "2;Bo;Persa;25/02/2024;250,00 €\n3;House account;In trattativa;;500,00 €\n",
        encoding="utf-8",
    )
    plan = preview_import(ImportService(None), read_source(path, "deals")).plan
    totals = plan.totals
    assert (totals.won, totals.lost, totals.open) == (1, 1, 1)
    assert dict(totals.won_amount) == {"EUR": 1000}
