"""What the name of a column says of how long its quotas hold counts: an annual quota is no quarter's."""

from datetime import date
from pathlib import Path

import pytest

from salesdesk.env.errors import UserError
from salesdesk.exchange.import_file import ImportPreview, preview_import, read_source
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import Verdict


def previewed(tmp_path: Path, *lines: str) -> ImportPreview:
    path = tmp_path / "quotas.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return preview_import(ImportService(None), read_source(path, "quotas"))


def quotas(preview: ImportPreview) -> list[tuple[date, str, int]]:
    rows = preview.plan.of(Verdict.NEW)
    return [(row.values["starts_on"], row.values["period"], int(row.values["amount"])) for row in rows]


@pytest.mark.parametrize(
    "lines",
    [
        ("Rep,Quarter,Annual quota", "Mia Orr,Q1 2025,1200", "Mia Orr,Q2 2025,1200"),
        ("Verkäufer;Monat;Jahresziel", "Mia Orr;Jan 2025;1200", "Mia Orr;Feb 2025;1200"),
        ("Rep,Start date,Yearly target", "Mia Orr,2025-01-01,1200", "Mia Orr,2025-04-01,1200"),
    ],
)
def test_that_an_annual_quota_on_rows_of_shorter_periods_is_refused(
    tmp_path: Path, lines: tuple[str, ...]
) -> None:
    with pytest.raises(UserError, match="is for a year"):
        previewed(tmp_path, *lines)


@pytest.mark.parametrize("headers", ["Annual quota,Quarterly quota", "Yearly target,Target"])
def test_that_of_two_lengths_that_of_the_rows_counts_and_the_other_is_told(
    tmp_path: Path, headers: str
) -> None:
    found = previewed(
        tmp_path, f"Rep,Quarter,{headers}", "Mia Orr,Q1 2025,1200,300", "Jon Fay,Q1 2025,600,150"
    )
    assert quotas(found) == [(date(2025, 1, 1), "quarter", 300), (date(2025, 1, 1), "quarter", 150)]
    assert any("is for a year" in words for words in found.assumed)


@pytest.mark.parametrize(
    ("header", "length"),
    [("Monthly quota", "month"), ("Quarterly quota", "quarter"), ("Quota per year", "year"), ("Jahresziel", "year"),
     ("Objectif mensuel", "month"), ("年間目標", "year")],
)  # fmt: skip
def test_that_the_name_of_the_quotas_tells_for_how_long_they_hold(
    tmp_path: Path, header: str, length: str
) -> None:
    found = previewed(tmp_path, f"Rep,Start,{header}", "Mia Orr,2025-01-01,1200", "Jon Fay,2025-04-01,600")
    assert quotas(found) == [(date(2025, 1, 1), length, 1200), (date(2025, 4, 1), length, 600)]
    assert any(header in words for words in found.assumed)


def test_that_a_share_is_no_quota(tmp_path: Path) -> None:
    found = previewed(tmp_path, "Rep,Jan 2025,Feb 2025", "Mia Orr,100%,80%", "Jon Fay,50%,60%")
    assert quotas(found) == []
    assert found.plan.of(Verdict.REJECTED)[0].why == "“100%” under “Jan 2025” is not a number."
