"""A deal that several people share counts once, and whoever gets it is told."""

from decimal import Decimal
from pathlib import Path

import pytest

from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.team import new_people
from salesdesk.services.importing.values import Verdict


def previewed(tmp_path: Path, *lines: str, **answers: str) -> ImportPreview:
    path = tmp_path / "deals.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return preview_import(ImportService(None), read_source(path, "deals"), ImportChoices(answers=answers))


def brought(preview: ImportPreview) -> dict[str, int]:
    return {currency: int(amount) for currency, amount in preview.plan.totals.won_amount.items()}


@pytest.mark.parametrize(
    "lines",
    [
        ("Deal ID,Deal,Owner,Split %,Amount,Stage", "1,Pump,Mia Orr,50%,1000,Won", "1,Pump,Jon Fay,50%,1000,Won",
         "2,Valve,Jon Fay,100%,300,Won"),
        ("Deal,Owner,Split %,Amount,Stage,Close date", "Pump,Mia Orr,70,1000,Won,2025-03-14",
         "Pump,Jon Fay,30,1000,Won,2025-03-14", "Valve,Jon Fay,100,300,Won,2025-03-14"),
        ("Deal;Betreuer;Anteil;Betrag;Phase", "Pump;Mia Orr;0,6;600;Gewonnen", "Pump;Jon Fay;0,4;400;Gewonnen",
         "Valve;Jon Fay;1;300;Gewonnen"),
    ],
)  # fmt: skip
def test_that_a_shared_deal_counts_once_for_the_largest_share(tmp_path: Path, lines: tuple[str, ...]) -> None:
    found = previewed(tmp_path, *lines)
    assert brought(found) == {"USD": 1300}
    assert found.plan.totals.won == 2
    assert [row.why for row in found.plan.of(Verdict.REJECTED)] == [
        "The deal is shared with others; it counts in row 2."
    ]
    assert any(words.startswith("1 deal is shared under") for words in found.assumed)


def test_that_amounts_of_shares_are_added_up_in_their_currency(tmp_path: Path) -> None:
    found = previewed(
        tmp_path, "Deal ID,Deal,Owner,Split %,Split Amount,Stage", '1,Pump,Mia Orr,50%,"€ 1.500,50",Won',
        '1,Pump,Jon Fay,50%,"€ 1.500,50",Won', '2,Valve,Jon Fay,100%,"€ 300,00",Won', amount_column="Split Amount",
    )  # fmt: skip
    assert found.plan.totals.won_amount == {"EUR": Decimal(3301)}


def test_that_deals_of_one_name_with_other_percents_stay_apart(tmp_path: Path) -> None:
    found = previewed(
        tmp_path, "Deal,Owner,Win %,Amount,Stage", "Pump,Mia Orr,50%,1000,Open", "Pump,Jon Fay,50%,1000,Open",
    )  # fmt: skip
    assert found.plan.totals.open == 2


@pytest.mark.parametrize(
    "cell", ["Mia Orr / Jon Fay", "Mia Orr; Jon Fay", "Mia Orr & Jon Fay", "Mia Orr und Jon Fay"]
)
def test_that_of_two_people_in_a_cell_the_first_gets_the_deal_and_it_is_told(
    tmp_path: Path, cell: str
) -> None:
    found = previewed(tmp_path, "Deal,Owner,Amount,Stage", f"Pump,{cell},1000,Won", "Valve,Jon Fay,300,Won")
    assert {person.name for person in new_people(found.plan)} == {"Mia Orr", "Jon Fay"}
    assert f"“{cell}” under “Owner” are several people; the deal goes to the first, Mia Orr." in found.assumed


def test_that_a_firm_of_two_names_is_one(tmp_path: Path) -> None:
    found = previewed(
        tmp_path, "Deal,Owner,Amount,Stage", "Pump,Orr & Sons,1000,Won", "Valve,Jon Fay,300,Won"
    )
    assert "Orr & Sons" in {person.name for person in new_people(found.plan)}


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ("@Mia Orr", "@Jon Fay", "@Mia Orr, @Jon Fay"),
        ("Mia Orr", "Jon Fay", "Mia Orr, Jon Fay"),
        ("Mia Orr", "Jon Fay", "@Mia Orr; @Jon Fay"),
    ],
)
def test_that_somebody_mentioned_and_the_first_of_a_list_are_who_they_are(
    tmp_path: Path, first: str, second: str, third: str
) -> None:
    rows = (f'{n},Pump {n},"{name}",100,Won,2025-03-1{n}' for n, name in enumerate((first, second, third), 1))
    found = previewed(tmp_path, "Deal ID,Deal,Owner,Amount,Stage,Close date", *rows)
    assert {person.name for person in new_people(found.plan)} == {"Mia Orr", "Jon Fay"}
    assert any(f"“{third}” under “Owner” are several people" in words for words in found.assumed)


def test_that_a_family_name_before_the_given_ones_stays_one_person(tmp_path: Path) -> None:
    rows = ('1,Pump,"van der Berg, Anna Maria",1,Won', "2,Valve,Mia Orr,1,Won")
    found = previewed(tmp_path, "Deal ID,Deal,Owner,Amount,Stage", *rows)
    assert {person.name for person in new_people(found.plan)} == {"Anna Maria van der Berg", "Mia Orr"}
