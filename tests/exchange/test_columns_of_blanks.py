"""Lists whose columns only blanks part are cut where a person sees the columns; other text stays as it is."""

from pathlib import Path

import pytest

from salesdesk.exchange.import_file import ImportPreview, preview_import, read_source
from salesdesk.exchange.read_file import find_delimiter
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import Verdict

RULED = """\
SQL> select * from crm_deals;

DEAL_NO DEAL_NAME     SALES_REP STAGE       CLOSE_DATE     AMOUNT
------- ------------- --------- ----------- ---------- ----------
     11 Mast          Mia Orr   Closed Won  2025-02-03    1200.00
     12 Sail, striped Jon Ek    Closed Lost 2025-02-04     700.00
     13 Keel          Jon Ek    Closed Won  2025-02-05      50.50

3 rows selected.
"""
BARE = """\
HARBOUR GOODS LTD          Pipeline        Page 1
Sorted by closing

Deal           Owner    Status  Closed on   Amount (EUR)
Mast           Mia Orr  Won     2025-02-03      1,200.00
Sail, striped  Jon Ek   Lost    2025-02-04        700.00
Keel           Jon Ek   Won     2025-02-05         50.50
Helm           Mia Orr  Open    2027-02-06          5.00
"""


def previewed(folder: Path, text: str) -> ImportPreview:
    path = folder / "list.txt"
    path.write_text(text, encoding="utf-8")
    return preview_import(ImportService(None), read_source(path, "deals"))


@pytest.mark.parametrize(("text", "currency"), [(RULED, "USD"), (BARE, "EUR")], ids=["ruled", "bare"])
def test_that_columns_of_blanks_are_read(tmp_path: Path, text: str, currency: str) -> None:
    found = previewed(tmp_path, text)
    assert found.source.delimiter == " "
    assert found.plan.totals.won_amount == {currency: 1250.5}
    assert [row.values["name"] for row in found.plan.rows][:3] == ["Mast", "Sail, striped", "Keel"]
    assert not found.plan.of(Verdict.REJECTED)
    assert {person["name"] for person in found.plan.creates["salesperson"]} == {"Mia Orr", "Jon Ek"}


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        (" deal  | rep | amount\n-------+-----+-------\n Mast  | Mia |   1\n Sail  | Jon |   2\n(2)\n", "|"),
        ("Deal     ,Owner    ,Amount\nMast     ,Mia Orr  ,1\nSail     ,Jon Ek   ,2\nKeel     ,Jon Ek   ,3\n", ","),
        ("Deal;Remark\nMast;a  b  c\nSail;d  e  f\nKeel;g  h  i\nHelm;k  l  m\n", ";"),
        ("Deal\tOwner   here\nMast\tMia     Orr\nSail\tJon     Ek\nKeel\tJon     Ek\n", "\t"),
    ],
)  # fmt: skip
def test_that_blanks_beside_a_delimiter_part_nothing(text: str, delimiter: str) -> None:
    assert find_delimiter(text) == delimiter
