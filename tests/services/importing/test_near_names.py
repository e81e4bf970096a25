"""A name in another spelling is found where that is sure, asked about where it is likely, and the answer remembered."""

from datetime import date
from typing import Any

import pytest

from salesdesk.services.importing.import_plan import ImportPlan
from salesdesk.services.importing.likeness import Likeness, like_accounts, like_people
from salesdesk.services.importing.names import spelling_key
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.team import new_people, with_team
from salesdesk.services.importing.values import IncomingRow
from salesdesk.services.trash import move_to_trash
from salesdesk.store.desk_file import DeskFile

MAPPED = frozenset({"external_id", "name", "salesperson_id", "account_id", "stage_id"})
SURE, PERHAPS = Likeness.SURE, Likeness.PERHAPS


@pytest.mark.parametrize(("one", "other", "expected"), [
    ("Lind, Ada", "Ada Lind", SURE),
    ("José García", "Jose Garcia", SURE),
    ("Jörg Müller", "Joerg Mueller", SURE),
    ("Łukasz Żak", "Lukasz Zak", SURE),
    ("Müller, Jörg", "Joerg Mueller", SURE),
    ("joerg.mueller@nord.example", "Jörg Müller", SURE),
    ("Dr. Ada Lind", "Ada Lind", SURE),
    ("ada.lind@nord.example", "Ada Lind", SURE),
    ("lind_ada@nord.example", "Ada Lind", SURE),
    ("Anne-Marie Roy", "Anne Marie Roy", SURE),
    ("alind@nord.example", "Ada Lind", PERHAPS),
    ("alind", "Ada Lind", PERHAPS),
    ("NORD\\alind", "Ada Lind", PERHAPS),
    ("ada.lind", "Ada Lind", SURE),
    ("v.meer", "Jan van der Meer", PERHAPS),
    ("j.vandermeer", "Jan van der Meer", PERHAPS),
    ("NORD\\vandermeerj", "Jan van der Meer", PERHAPS),
    ("jmeer@nord.example", "Jan van der Meer", PERHAPS),
    ("mvdberg", "M. van den Berg", PERHAPS),
    ("mvdberg@nord.example", "Maud van den Berg", PERHAPS),
    ("delacruz.ana", "Ana de la Cruz", PERHAPS),
    ("adelacruz", "Ana María de la Cruz", PERHAPS),
    ("joneil", "John O’Neil", PERHAPS),
    ("v.meer", "Ada Vera Meer", None),
    ("j.vandermeer", "Bo van der Meer", None),
    ("mvdberg", "Maud van Dyk", None),
    ("delacruz.ana", "Eva de la Cruz", None),
    ("V. Meer", "Jan van der Meer", None),
    ("Lind Ada", "Ada Lind", PERHAPS),
    ("A. Lind", "Ada Lind", PERHAPS),
    ("Lind A.", "Ada Lind", PERHAPS),
    ("Lind B.", "Ada Lind", None),
    ("van der Meer J.", "Jan van der Meer", PERHAPS),
    ("Ada M. Lind", "Ada Lind", PERHAPS),
    ("Ada Maria Lind", "Ada Lind", PERHAPS),
    ("Bob Tarn", "Robert Tarn", PERHAPS),
    ("Саша Орлов", "Александр Орлов", PERHAPS),
    ("Jon Tarnow", "John Tarnow", PERHAPS),
    ("Ada Lnid", "Ada Lind", PERHAPS),
    ("Ada Lind", "Bo Ek", None),
    ("Ada Lind", "Ada Berg", None),
    ("Bo Ek", "Bo Eg", None),
    ("Robert Tarn", "Richard Tarn", None),
    ("B. Lind", "Ada Lind", None),
    ("Ada", "Ada Lind", None),
    ("佐藤 花子", "佐藤花子", SURE),
    ("佐藤 花子", "佐藤 太郎", None),
])  # fmt: skip
def test_that_names_of_people_are_as_alike_as_they_are(
    one: str, other: str, expected: Likeness | None
) -> None:
    assert (like_people(one, other), like_people(other, one)) == (expected, expected)


@pytest.mark.parametrize(("one", "other", "expected"), [
    ("Nordfeld Inc.", "Nordfeld", SURE),
    ("NORDFELD, INC", "Nordfeld Incorporated", SURE),
    ("Nordfeld GmbH", "Nordfeld", SURE),
    ("Nordfeld s.r.o.", "Nordfeld", SURE),
    ("株式会社ミドリ", "株式会社 ミドリ", SURE),
    ("ООО «Север»", "Север", SURE),
    ("Café Sund", "Cafe Sund", SURE),
    ("Nordfeld GmbH", "Nordfeld Inc", PERHAPS),
    ("Nordfeldt", "Nordfeld", PERHAPS),
    ("Store 12 Nord", "Store 13 Nord", None),
    ("Plant A Nord", "Plant B Nord", None),
    ("ハナ商店", "バナ商店", None),
    ("Nordfeld", "Sundfeld", None),
    ("Inc", "Ltd", None),
])  # fmt: skip
def test_that_names_of_accounts_are_as_alike_as_they_are(
    one: str, other: str, expected: Likeness | None
) -> None:
    assert (like_accounts(one, other), like_accounts(other, one)) == (expected, expected)


def rows(*owners: str, accounts: tuple[str, ...] = (), **more: Any) -> list[IncomingRow]:
    return [
        IncomingRow(
            place + 2,
            {
                "external_id": f"N{place}",
                "name": f"Deal {place}",
                "salesperson_id": owner,
                "stage_id": "Talks",
            }
            | ({"account_id": accounts[place]} if accounts else {})
            | more,
        )
        for place, owner in enumerate(owners)
    ]


def planned(
    desk: DeskFile, found: list[IncomingRow], same: dict[tuple[str, str], bool] | None = None
) -> ImportPlan:
    keys = {(spelling_key(a), spelling_key(b)): told for (a, b), told in (same or {}).items()}
    return ImportService(desk).plan("deals", MAPPED, found, names=keys)


def applied(desk: DeskFile, *arguments: Any) -> ImportPlan:
    plan = planned(desk, *arguments)
    ImportService(desk).apply(plan, "x.csv", as_of=date(2024, 1, 31))
    return plan


def names(desk: DeskFile, kind: str = "salesperson") -> list[str]:
    return [row["name"] for row in desk.rows(f"SELECT name FROM {kind} WHERE deleted_at IS NULL ORDER BY id")]


def test_that_a_sure_spelling_is_no_new_person_and_is_told(desk: DeskFile) -> None:
    applied(desk, rows("Ada Lind", "José García"))
    plan = applied(desk, rows("Lind, Ada", "Jose Garcia", "ada.lind@nord.example"))
    assert names(desk) == ["Ada Lind", "José García"]
    assert plan.pairs == ()
    assert "".join(plan.assumed) == (
        "Taken for the same name: “Lind, Ada” = “Ada Lind”, “Jose Garcia” = “José García”, "
        "“ada.lind@nord.example” = “Ada Lind”."
    )


def test_that_logins_of_surnames_with_a_particle_are_asked_about_and_no_new_people_by_themselves(
    desk: DeskFile,
) -> None:
    applied(desk, rows("Jan van der Meer", "M. van den Berg", "Ana de la Cruz", "John O’Neil"))
    plan = planned(desk, rows("v.meer", "mvdberg", "delacruz.ana", "joneil"))
    assert {(pair.name, pair.other) for pair in plan.pairs} == {
        ("v.meer", "Jan van der Meer"), ("mvdberg", "M. van den Berg"), ("delacruz.ana", "Ana de la Cruz"),
        ("joneil", "John O’Neil"),
    }  # fmt: skip
    same = {(pair.name, pair.other): True for pair in plan.pairs}
    assert (
        "salesperson" not in planned(desk, rows("v.meer", "mvdberg", "delacruz.ana", "joneil"), same).creates
    )
    (pair,) = planned(desk, rows("j.vandermeer")).pairs
    assert pair.other == "Jan van der Meer"


def test_that_one_person_under_two_names_of_one_file_is_one(desk: DeskFile) -> None:
    applied(desk, rows("Lind, Ada", "Ada Lind", "LIND, ADA", "Ek, Bo"))
    assert names(desk) == ["Ada Lind", "Bo Ek"]


def test_that_a_likely_spelling_stays_apart_until_somebody_says_that_it_is_the_same(desk: DeskFile) -> None:
    applied(desk, rows("Robert Tarn"))
    plan = planned(desk, rows("Bob Tarn"))
    assert [(pair.name, pair.other, pair.count, pair.same) for pair in plan.pairs] == [
        ("Bob Tarn", "Robert Tarn", 1, None)
    ]
    assert plan.assumed == ("Perhaps the same, but kept apart: “Bob Tarn” and “Robert Tarn”.",)
    assert len(plan.creates["salesperson"]) == 1


def test_that_the_same_is_remembered_and_taken_back_by_undo(desk: DeskFile) -> None:
    applied(desk, rows("Robert Tarn"))
    applied(desk, rows("Bob Tarn"), {("Bob Tarn", "Robert Tarn"): True})
    assert names(desk) == ["Robert Tarn"]
    assert planned(desk, rows("Bob Tarn")).pairs == ()
    assert "salesperson" not in planned(desk, rows("Bob Tarn")).creates
    desk.undo()
    assert len(planned(desk, rows("Bob Tarn")).pairs) == 1


def test_that_not_the_same_is_remembered_until_the_answer_is_deleted(desk: DeskFile) -> None:
    applied(desk, rows("Robert Tarn"))
    applied(desk, rows("Bob Tarn"), {("Robert Tarn", "Bob Tarn"): False})
    assert names(desk) == ["Robert Tarn", "Bob Tarn"]
    move_to_trash(desk, "salesperson", [2])
    desk.rows("SELECT 1")
    with desk.change("Forget Bob") as work:
        work.session.execute(_renamed())
    assert planned(desk, rows("Bob Tarn")).pairs == (), "who was told apart is not asked about again"
    answer = desk.rows("SELECT id FROM name_in_files")[0]["id"]
    move_to_trash(desk, "name_in_files", [answer])
    assert len(planned(desk, rows("Bob Tarn")).pairs) == 1


def _renamed() -> Any:
    from sqlalchemy import text

    return text("UPDATE salesperson SET name = 'Somebody Else' WHERE id = 2")


def test_that_two_new_names_said_to_be_the_same_are_one_person_ever_after(desk: DeskFile) -> None:
    both = rows("John Tarnow", "John Tarnow", "Jon Tarnow")
    assert [(pair.name, pair.other) for pair in planned(desk, both).pairs] == [("Jon Tarnow", "John Tarnow")]
    applied(desk, both, {("Jon Tarnow", "John Tarnow"): True})
    assert names(desk) == ["John Tarnow"]
    assert planned(desk, both).pairs == ()


def test_that_different_numbers_are_different_people(desk: DeskFile) -> None:
    applied(
        desk,
        [
            IncomingRow(
                2, {"external_id": "1", "salesperson_id": "Ada Lind", "salesperson_id.external_id": "7"}
            )
        ],
    )
    other = [
        IncomingRow(
            2, {"external_id": "2", "salesperson_id": "Ada M. Lind", "salesperson_id.external_id": "8"}
        )
    ]
    assert planned(desk, other).pairs == ()


def test_that_accounts_are_matched_without_their_legal_form(desk: DeskFile) -> None:
    applied(desk, rows("Ada Lind", "Ada Lind", accounts=("Nordfeld Inc.", "Sund GmbH")))
    applied(desk, rows("Ada Lind", "Ada Lind", "Ada Lind", accounts=("Nordfeld", "SUND", "Sund Ltd")))
    assert names(desk, "account") == ["Nordfeld Inc.", "Sund GmbH", "Sund Ltd"]


def test_that_a_spelling_of_somebody_on_the_desk_changes_no_name(desk: DeskFile) -> None:
    ImportService(desk).apply(
        ImportService(desk).plan(
            "people", frozenset({"name", "role"}), [IncomingRow(2, {"name": "Ada Lind"})]
        ),
        "p.csv",
    )
    plan = ImportService(desk).plan(
        "people", frozenset({"name", "role"}), [IncomingRow(2, {"name": "Lind, Ada", "role": "Hunter"})]
    )
    assert [[change.field for change in row.changes] for row in plan.rows] == [["role"]]


@pytest.mark.parametrize("owners", [
    ("Ada Lind (2)", "Ada Lind (2)", "Bo Ek (2)", "Bo Ek (2)"),
    ("Ada Lind (2)", "Ada Lind (2)", "Bo Ek (1)"),
    ("Ada Lind [3]", "Bo Ek [3]"),
])  # fmt: skip
def test_that_a_count_behind_a_name_is_no_number(desk: DeskFile, owners: tuple[str, ...]) -> None:
    people = planned(desk, rows(*owners)).creates["salesperson"]
    assert [(each["name"], each.get("external_id")) for each in people] == [
        ("Ada Lind", None),
        ("Bo Ek", None),
    ]


def test_that_a_number_behind_a_name_stays_the_persons(desk: DeskFile) -> None:
    people = planned(desk, rows("Ada Lind (71)", "Ada Lind (71)", "Bo Ek (72)")).creates["salesperson"]
    assert [(each["name"], each.get("external_id")) for each in people] == [
        ("Ada Lind", "71"),
        ("Bo Ek", "72"),
    ]


def as_outsider(desk: DeskFile, owner: str) -> None:
    """Brings somebody in who is kept outside the team."""
    ImportService(desk).apply(with_team(planned(desk, rows(owner)), ()), "x.csv")


def asked(desk: DeskFile, *owners: str) -> list[tuple[str, str]]:
    return [(pair.name, pair.other) for pair in planned(desk, rows(*owners)).pairs]


def test_that_what_was_left_open_is_asked_again_until_it_is_answered(desk: DeskFile) -> None:
    applied(desk, rows("Robert Tarn"))
    as_outsider(desk, "Bob Tarn")
    assert asked(desk, "bob tarn", "Robert Tarn") == [("bob tarn", "Robert Tarn")]
    assert asked(desk, "Robert Tarn") == [], "it is asked about in files that name it"
    applied(desk, rows("Bob Tarn"), {("Bob Tarn", "Robert Tarn"): True})
    plan = planned(desk, rows("Bob Tarn"))
    assert (plan.pairs, plan.rows[0].values.get("salesperson_id", 1)) == ((), 1), "the answer holds"


def of_accounts(desk: DeskFile, *accounts: str) -> list[tuple[str, str]]:
    owners = ("Ada Lind",) * len(accounts)
    return [(pair.name, pair.other) for pair in planned(desk, rows(*owners, accounts=accounts)).pairs]


def test_that_an_account_left_open_is_asked_again_until_it_is_answered(desk: DeskFile) -> None:
    applied(desk, rows("Ada Lind", accounts=("Nordfeld Marine",)))
    applied(desk, rows("Ada Lind", accounts=("Nordfeld Marin",)))
    assert names(desk, "account") == ["Nordfeld Marine", "Nordfeld Marin"]
    assert of_accounts(desk, "Nordfeld Marin", "Nordfeld Marine") == [("Nordfeld Marin", "Nordfeld Marine")]
    assert of_accounts(desk, "Nordfeld Marine") == [], "it is asked about in files that name it"
    apart = {("Nordfeld Marin", "Nordfeld Marine"): False}
    applied(desk, rows("Ada Lind", accounts=("Nordfeld Marin",)), apart)
    assert of_accounts(desk, "Nordfeld Marin", "Nordfeld Marine") == []


def test_that_an_account_left_open_and_then_said_to_be_another_is_that_one_ever_after(desk: DeskFile) -> None:
    applied(desk, rows("Ada Lind", accounts=("Nordfeld Marine",)))
    applied(desk, rows("Ada Lind", accounts=("Nordfeld Marin",)))
    same = {("Nordfeld Marin", "Nordfeld Marine"): True}
    applied(desk, rows("Ada Lind", accounts=("Nordfeld Marin",)), same)
    plan = planned(desk, rows("Ada Lind", accounts=("Nordfeld Marin",)))
    older = desk.rows("SELECT id FROM account WHERE name = 'Nordfeld Marine'")[0]["id"]
    assert (plan.pairs, {row.values.get("account_id", older) for row in plan.rows}) == ((), {older})


def test_that_somebody_outside_told_apart_or_let_in_is_not_asked_about_again(desk: DeskFile) -> None:
    applied(desk, rows("Robert Tarn", "Jon Tarnow"))
    as_outsider(desk, "Bob Tarn")
    applied(desk, rows("Bob Tarn"), {("Bob Tarn", "Robert Tarn"): False})
    assert asked(desk, "Bob Tarn") == []
    applied(desk, rows("John Tarnow"))
    assert asked(desk, "John Tarnow") == [], "who was let in is somebody else"


def test_that_two_of_one_file_told_apart_are_not_asked_about_again_the_other_way_round(
    desk: DeskFile,
) -> None:
    plan = planned(desk, rows("Bob Tarn", "Bob Tarn", "Robert Tarn"), {("Bob Tarn", "Robert Tarn"): False})
    keys = [person.key for person in new_people(plan) if person.name == "Robert Tarn"]
    ImportService(desk).apply(with_team(plan, keys), "x.csv")
    assert asked(desk, "Bob Tarn", "Robert Tarn") == []


def test_that_new_rows_of_people_outside_the_team_are_told_with_their_names(desk: DeskFile) -> None:
    applied(desk, rows("Ada Lind"))
    as_outsider(desk, "Bo Ek")
    found = [
        IncomingRow(
            n, {"salesperson_id": who, "starts_on": date(2026, n, 1), "period": "month", "amount": 10}
        )
        for n, who in enumerate(("Ada Lind", "Bo Ek", "Bo Ek", "Cem Ay"), start=2)
    ]
    service = ImportService(desk)
    plan = service.plan("quotas", frozenset({"salesperson_id", "starts_on", "period", "amount"}), found)
    assert service.of_outsiders(with_team(plan, ())) == {"Bo Ek": 2, "Cem Ay": 1}


@pytest.mark.parametrize(
    "written", ["Tarn, Bob", "BOB TARN", "Bób Tarn", "bob.tarn@nord.example", "Bob Tarn (Inactive)"]
)
def test_that_an_answer_holds_for_a_name_however_the_next_file_writes_it(
    desk: DeskFile, written: str
) -> None:
    applied(desk, rows("Robert Tarn"))
    applied(desk, rows("Bob Tarn"), {("Bob Tarn", "Robert Tarn"): True})
    plan = planned(desk, rows(written))
    assert (plan.pairs, plan.creates.get("salesperson", ())) == ((), ())


@pytest.mark.parametrize("written", ["Tarn, Bob", "Bób Tarn", "bob.tarn@nord.example", "Bob Tarn (Inactive)"])
def test_that_what_was_left_open_is_asked_again_however_it_is_written(desk: DeskFile, written: str) -> None:
    applied(desk, rows("Robert Tarn"))
    as_outsider(desk, "Bob Tarn")
    assert asked(desk, written, "Robert Tarn") == [(written, "Robert Tarn")]
    applied(desk, rows(written), {(written, "Robert Tarn"): False})
    assert asked(desk, written, "Bob Tarn", "Robert Tarn") == []


def test_that_two_spellings_of_one_left_open_are_asked_about_once(desk: DeskFile) -> None:
    applied(desk, rows("Robert Tarn"))
    as_outsider(desk, "Bob Tarn")
    (pair,) = planned(desk, rows("Tarn, Bob", "Bob Tarn", "Tarn, Bob")).pairs
    assert (pair.name, pair.other, pair.count) == ("Tarn, Bob", "Robert Tarn", 3)


def test_that_an_answer_about_an_account_holds_without_its_accents(desk: DeskFile) -> None:
    applied(desk, rows("Ada Lind", accounts=("Café Sundvall",)))
    applied(desk, rows("Ada Lind", accounts=("Café Sundval",)), {("Café Sundval", "Café Sundvall"): True})
    assert of_accounts(desk, "CAFE SUNDVAL") == []
    assert "account" not in planned(desk, rows("Ada Lind", accounts=("Cafe-Sundval",))).creates
