from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from salesdesk.practice.periods import periods_between
from salesdesk.practice.quotas import amounts_by_month, quota_in, quota_spans
from salesdesk.services.plans.quota_edits import edits_for

KINDS = ("month", "quarter", "half", "year")
START, END = date(2026, 1, 1), date(2026, 12, 31)
MONEY = st.decimals(min_value=0, max_value=100_000, places=2)


@st.composite
def cells(draw):
    period = draw(st.sampled_from(periods_between(START, END, draw(st.sampled_from(KINDS)))))
    return period, draw(st.none() | MONEY)


def after(stored, edits):
    kept = {quota_id: (start, kind, amount) for quota_id, start, kind, amount in stored}
    for number, edit in enumerate(edits):
        if edit.quota_id is None:
            kept[1000 + len(kept) + number] = (edit.start, edit.kind, edit.amount)
        elif edit.amount is None:
            del kept[edit.quota_id]
        else:
            kept[edit.quota_id] = (edit.start, edit.kind, edit.amount)
    return [(quota_id, *rest) for quota_id, rest in kept.items()]


@given(st.lists(cells(), min_size=1, max_size=8))
def test_that_any_run_of_edits_leaves_each_cell_at_what_was_typed_and_no_month_covered_twice(typed):
    stored = []
    for period, amount in typed:
        stored = after(stored, edits_for(quota_spans(stored), period, amount))
        stored = [(n + 1, *rest) for n, (_, *rest) in enumerate(stored)]
        spans = quota_spans(stored)
        assert quota_in(amounts_by_month(spans), period) == amount
        months = [month for span in spans for month in span.months]
        assert len(months) == len(set(months))


def test_that_a_new_year_total_keeps_the_proportions_of_the_quarters():
    stored = [(1, date(2026, 1, 1), "quarter", Decimal(100)), (2, date(2026, 4, 1), "quarter", Decimal(300))]
    year = periods_between(START, END, "year")[0]
    assert [e.amount for e in edits_for(quota_spans(stored), year, Decimal(800))] == [200, 600]


def test_that_one_quarter_typed_into_a_year_leaves_the_other_three_their_share():
    stored = [(7, date(2026, 1, 1), "year", Decimal(400))]
    quarter = periods_between(START, END, "quarter")[1]
    edits = edits_for(quota_spans(stored), quarter, Decimal(150))
    assert [(e.quota_id, e.amount) for e in edits] == [
        (7, None),
        (None, 100),
        (None, 150),
        (None, 100),
        (None, 100),
    ]
