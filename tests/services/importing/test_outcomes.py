"""The words of stages and statuses are understood in several languages, and unknown ones are open stages."""

from datetime import date

import pytest

from salesdesk.exchange.period_gaps import period_of
from salesdesk.services.importing.deal_rules import told_outcome
from salesdesk.services.importing.names import is_unclear, outcome_of, spelling_key, stage_outcome


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("Won", "won"), ("Closed Won", "won"), ("closedwon", "won"), ("Gewonnen", "won"), ("Gagnée", "won"),
        ("Closed won (Sales pipeline)", "won"), ("Lost", "lost"), ("Closed Lost", "lost"), ("Verloren", "lost"),
        ("Perdida", "lost"), ("Open", "open"), ("In progress", "open"), ("Offen", "open"),
        ("Closed - Not Won", "lost"), ("Won't buy", "lost"), ("Not yet won", "open"), ("Noch nicht gewonnen", "open"),
        ("Nicht gewonnen", "lost"), ("Closed (Loss)", "lost"), ("Win", "won"), ("Win plan agreed", None),
        ("Dead", "lost"), ("On hold", "open"), ("未受注", "open"), ("C2:WON", "won"), ("Tot", "lost"),
        ("Proposal", None), ("5", None), ("", None), ("We won them over but they still have to sign", None),
    ],
)  # fmt: skip
def test_that_words_tell_the_outcome(words: str, outcome: str | None) -> None:
    assert outcome_of(words) == outcome


def test_that_a_stage_that_is_neither_won_nor_lost_is_open() -> None:
    assert [stage_outcome(name) for name in ("Demo", "Won", "Verloren")] == ["open", "won", "lost"]


def test_that_a_spelling_ignores_case_spaces_and_signs_but_not_letters() -> None:
    assert spelling_key("TurboPro 5") == spelling_key("turbo-pro5")
    assert spelling_key("Müller") != spelling_key("Muller")
    assert spelling_key("–") == "–"


def test_that_the_period_of_quotas_is_told_by_the_gaps_between_them() -> None:
    def rows(*months: int) -> list[dict[str, object]]:
        return [{"salesperson_id": "Ada", "starts_on": date(2024 + m // 12, m % 12 + 1, 1)} for m in months]

    assert [period_of(rows(*m)) for m in ((0, 1, 2), (0, 3, 6), (0, 6, 12), (0, 12), (0,))] == [
        "month", "quarter", "half", "year", None,
    ]  # fmt: skip


def test_that_a_deal_with_a_reason_for_its_loss_is_lost_where_nothing_else_tells() -> None:
    mapped = frozenset({"external_id", "closed_on", "lost_reason"})
    day = {"closed_on": date(2026, 3, 4)}
    assert told_outcome({**day, "lost_reason": "Price"}, mapped) == "lost"
    assert told_outcome({**day}, mapped) == "won"
    assert told_outcome({**day, "stage_id": "Won", "lost_reason": "Price"}, mapped | {"stage_id"}) == "won"


@pytest.mark.parametrize(
    "name",
    [
        "Recover lost - Contacted", "Recover lost", "Win back lost", "Re-engage lost customers", "Won back?",
        "Won back", "Lost deal follow-up", "Lost recovery", "Lost lead recovery", "Call lost customers",
        "Prevent loss", "Won/Lost", "Verlorene Kunden zurückgewinnen", "Rückgewinnung verlorener", "Relancer perdus",
        "Recuperar perdida - Contactado", "Recuperare perso", "Terugwinnen verloren", "Odzyskać stracone",
        "Kayıp geri kazanma", "挽回丢单", "失注掘り起こし",
    ],
)  # fmt: skip
def test_that_a_loss_something_is_done_about_is_asked_and_never_lost_in_silence(name: str) -> None:
    assert outcome_of(name) is None
    assert is_unclear(name)


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("Lost - re-engage later", "lost"), ("Lost after review", "lost"), ("Deal lost to competitor", "lost"),
        ("Kunde verloren", "lost"), ("Tender lost", "lost"), ("Almost lost", "open"), ("Not lost", "open"),
        ("Recovered - won", "won"), ("Nurture", None), ("nicht beauftragt", "lost"),
    ],
)  # fmt: skip
def test_that_words_beside_a_loss_leave_it_one(name: str, outcome: str | None) -> None:
    assert outcome_of(name) == outcome
