"""A span of days that makes no period is told with its row and value, and what a file lacks in its own words."""

from collections.abc import Callable
from pathlib import Path

import pytest

from salesdesk.env.errors import UserError
from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import Verdict

Preview = Callable[..., ImportPreview]


@pytest.fixture
def preview(tmp_path: Path) -> Preview:
    """Previews some rows as quotas, or another kind."""

    def previewed(*rows: str, kind: str = "quotas") -> ImportPreview:
        (path := tmp_path / "plan.csv").write_text("\n".join((*rows, "")), encoding="utf-8")
        return preview_import(ImportService(None), read_source(path, kind), ImportChoices())

    return previewed


@pytest.mark.parametrize(
    ("odd", "fault"),
    [
        ("1 Jan 2026 – 14 Feb 2026", "“1 Jan 2026 – 14 Feb 2026” under “Period” are 45 days"),
        ("2026-01-01 - 2026-02-14", "“2026-01-01 - 2026-02-14” under “Period” are 45 days"),
        ("Jan-Feb 2026", "“Jan-Feb 2026” under “Period” are 59 days"),
        ("14 Feb 2026 – 1 Jan 2026", "“14 Feb 2026 – 1 Jan 2026” under “Period” ends before it begins"),
        ("Q5 2026", "“Q5 2026” under “Period” is no month, quarter, half year or year"),
        ("Spring 2026", "“Spring 2026” under “Period” is no month, quarter, half year or year"),
    ],
)
def test_that_an_odd_period_is_told_with_its_row_and_value(preview: Preview, odd: str, fault: str) -> None:
    with pytest.raises(UserError) as refused:
        preview("Rep,Period,Quota", f"Ada Lind,{odd},100")
    assert f"row 2: {fault}" in str(refused.value)
    found = preview("Rep,Period,Quota", f"Ada Lind,{odd},100", "Jo Fox,1 Jan 2026 – 31 Mar 2026,200")
    assert [row.verdict for row in found.plan.rows] == [Verdict.REJECTED, Verdict.NEW]
    assert fault in found.plan.rows[0].why


def test_that_two_days_which_make_no_period_leave_only_their_row(preview: Preview) -> None:
    found = preview(
        "Rep,Start,End,Quota", "Ada Lind,2026-01-01,2026-02-14,100", "Jo Fox,2026-01-01,2026-03-31,200"
    )
    assert [row.verdict for row in found.plan.rows] == [Verdict.REJECTED, Verdict.NEW]
    assert "“2026-01-01 – 2026-02-14” under “Start”, “End” are 45 days" in found.plan.rows[0].why


def test_that_a_column_of_an_odd_span_is_told(preview: Preview) -> None:
    with pytest.raises(UserError, match="column “1 Jan 2026 – 14 Feb 2026” is for 45 days"):
        preview("Rep,1 Jan 2026 – 14 Feb 2026,15 Feb 2026 – 31 Mar 2026", "Ada Lind,100,200")


@pytest.mark.parametrize(
    ("kind", "rows", "lacks", "has"),
    [
        ("numbers", ("Rep,Competency,Out of,Became", "Ada Lind,Calls to meetings,10,3"), "the week or the day",
         "Rep, Competency, Out of, Became"),
        ("quotas", ("Rep,Quota", "Ada Lind,100"), "the period (a month or a quarter)", "Rep, Quota"),
    ],
)  # fmt: skip
def test_that_a_refusal_names_the_columns_of_the_file_and_says_what_they_lack(
    preview: Preview, kind: str, rows: tuple[str, ...], lacks: str, has: str
) -> None:
    with pytest.raises(UserError) as refused:
        preview(*rows, kind=kind)
    assert f"has no column for {lacks}, so" in str(refused.value)
    assert str(refused.value).endswith(f"its columns are: {has}.")
    assert not any(label in str(refused.value) for label in ("Period starts", "Week of"))
