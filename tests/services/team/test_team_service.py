from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from salesdesk.env.errors import UserError
from salesdesk.model.coaching import Assignment, Note, OneOnOne
from salesdesk.model.competencies import Competency, CompetencyNumber
from salesdesk.model.deals import ImportBatch, Opportunity
from salesdesk.model.plans import Quota
from salesdesk.model.team import Salesperson, Strength
from salesdesk.services.records import RecordsService
from salesdesk.services.team.service import TeamService

TODAY = date(2026, 11, 11)
ANNA, BEN = 1, 2


@pytest.fixture
def team(desk, clock):
    with desk.change("Fill", undoable=False) as work:
        work.session.add_all(
            [
                Salesperson(name="Anna Ott", level="5"),
                Salesperson(name="Ben Roe", outside_profile=True, product_issue_open=True),
                Salesperson(name="Cleo Mba", status="candidate"),
            ]
        )
        work.session.flush()
        work.session.add(Quota(salesperson_id=ANNA, starts_on=date(2026, 10, 1), amount=Decimal(90_000)))
        work.session.add_all(deals())
        work.session.add_all(meetings())
    return TeamService(desk, clock)


def deals():
    days = {"started_on": date(2026, 9, 1), "closed_on": date(2026, 10, 1)}
    won = {"outcome": "won", "amount": Decimal(10_000), **days}
    return [
        *(Opportunity(name=f"Won {n}", salesperson_id=ANNA, **won) for n in range(3)),
        Opportunity(
            name="Lost", salesperson_id=ANNA, outcome="lost", closed_on=date(2026, 10, 2), lost_reason="Price"
        ),
        Opportunity(name="Open", salesperson_id=ANNA, amount=Decimal(500)),
        *(
            Opportunity(name="B", salesperson_id=BEN, outcome="lost", closed_on=date(2026, 10, 3))
            for _ in range(6)
        ),
    ]


def meetings():
    return [
        OneOnOne(salesperson_id=ANNA, state="held", starts_at=datetime(2026, 11, 4, 10), minutes=30),
        OneOnOne(salesperson_id=ANNA, state="held", starts_at=datetime(2026, 10, 4, 10)),
        OneOnOne(salesperson_id=ANNA, state="planned", starts_at=datetime(2026, 11, 18, 10)),
        OneOnOne(salesperson_id=ANNA, state="planned", starts_at=datetime(2026, 11, 1, 10)),
    ]


def development(desk, **values):
    given = {
        "salesperson_id": ANNA,
        "kind": "development",
        "axis": "skill",
        "what": "Ask first",
        "assigned_on": TODAY,
    }
    with desk.change("Assign", undoable=False) as work:
        work.session.add(Assignment(**given | values))


def test_that_the_table_knows_the_meetings_the_attainment_and_the_win_rate_with_n(team):
    anna = team.figures()[ANNA]
    assert anna.last_one_on_one == datetime(2026, 11, 4, 10)
    assert anna.next_one_on_one == datetime(2026, 11, 18, 10)
    assert anna.attainment.share == pytest.approx(1 / 3)
    assert (anna.win_rate.successes, anna.win_rate.trials) == (3, 4)


def test_that_of_few_own_deals_the_plain_ratio_stands_and_the_likely_range_leans_on_the_team(team):
    rate = team.figures()[ANNA].win_rate
    assert rate.share == 0.75
    assert rate.pulled.centre < 0.75


def test_that_a_salesperson_without_deals_has_no_win_rate_and_no_attainment(team):
    cleo = team.figures()[3]
    assert cleo.win_rate.share is None
    assert cleo.attainment.share is None


def test_that_open_assignments_are_counted_by_kind(team, desk):
    development(desk)
    development(desk, kind="sales")
    development(desk, state="done", done_on=TODAY)
    assert (team.figures()[ANNA].open_development, team.figures()[ANNA].open_sales) == (1, 1)


def test_that_a_new_salesperson_is_one_step_of_undo(team, desk):
    changes = team.add_person()
    assert RecordsService(desk).one("salesperson", changes.new_id("salesperson")).values["joined_on"] == TODAY
    assert desk.undo_name() == "Add salesperson “New salesperson”"
    assert team.counts() == {"active": 3, "candidate": 1, "archived": 0, "outside": 0}


def test_that_the_page_says_which_premise_of_coaching_fails(team):
    assert team.page(ANNA).caution is None
    assert team.page(BEN).caution == (
        "Not a coaching problem first: hired despite doubts and held back by a product problem."
    )


def test_that_the_page_of_a_person_in_the_trash_says_so(team, desk):
    RecordsService(desk).trash("salesperson", [ANNA])
    with pytest.raises(UserError, match="no longer there"):
        team.page(ANNA)


def test_that_level_five_is_a_self_starter(team):
    assert team.page(ANNA).self_starter
    assert not team.page(BEN).self_starter


def test_that_results_rest_on_the_rows_they_open(team):
    results = team.results(ANNA)
    assert results.pace.team.attainment.won == 30_000
    assert (results.average_sale, results.average_of) == (10_000, 3)
    assert results.cycle.median == 30
    assert len(team.rows_behind(ANNA, "won").ids) == results.pace.team.won_deals == 3
    assert len(team.rows_behind(ANNA, "win_rate").ids) == results.win_rate.trials == 4
    assert len(team.rows_behind(ANNA, "open").ids) == results.pace.team.open_deals == 1
    assert team.rows_behind(ANNA, "average_sale").explanation.title == "Average sale"


def test_that_competencies_come_with_their_range_and_their_weekly_numbers(team, desk):
    with desk.change("Numbers", undoable=False) as work:
        work.session.add(Competency(name="To meeting", of_what="talks", into_what="meetings", goal=0.6))
        work.session.flush()
        for week in range(3):
            work.session.add(
                CompetencyNumber(
                    salesperson_id=ANNA, competency_id=1, trials=10, successes=5,
                    week_start=date(2026, 10, 5) + timedelta(weeks=week),
                )
            )  # fmt: skip
    row = team.competencies(ANNA).rows[0]
    assert (row.estimate.trials, row.goal) == (30, 0.6)
    assert row.estimate.low < 0.5 < row.estimate.high
    assert len(team.numbers_behind(row.behind).ids) == 3


def test_that_the_board_sorts_development_by_axis_and_counts_the_weeks_in_a_row(team, desk):
    development(
        desk, axis="knowledge", assigned_on=TODAY - timedelta(days=20), due_on=TODAY - timedelta(days=1)
    )
    development(
        desk, state="done", assigned_on=TODAY - timedelta(days=40), done_on=TODAY - timedelta(days=21)
    )
    board = team.board(ANNA)
    knowledge, skill, *_ = board.lanes
    assert knowledge.open[0].late
    assert [item.state for item in skill.done] == ["done"]
    assert board.streak_weeks == 7
    assert team.board(BEN).empty


def test_that_thin_development_is_said_in_the_head(team, desk):
    assert team.page(ANNA).mix_alert == "There has been no development assignment yet."
    development(desk)
    assert team.page(ANNA).mix_alert is None


def test_that_the_timeline_tells_everything_newest_first(team, desk):
    records = RecordsService(desk)
    records.edit("salesperson", ANNA, "level", "4")
    records.edit("opportunity", 5, "amount", Decimal(700))
    with desk.change("More", undoable=False) as work:
        work.session.add_all(
            [
                Note(salesperson_id=ANNA, text="Shy\nat first", written_at=datetime(2026, 11, 5, 9)),
                Strength(salesperson_id=ANNA, name="Listens", seen_on=date(2026, 11, 3)),
                ImportBatch(file_name="deals.csv", applied_at=datetime(2026, 11, 2, 8)),
            ]
        )
        work.session.flush()
        work.session.get_one(Opportunity, 1).batch_id = 1
    development(desk, state="done", done_on=TODAY)
    lines = team.timeline(ANNA).lines
    assert [line.at for line in lines] == sorted((line.at for line in lines), reverse=True)
    assert {line.group for line in lines} == {
        "meeting", "note", "assignment", "deal", "strength", "import", "change"
    }  # fmt: skip
    note = next(line for line in lines if line.group == "note")
    assert (note.detail, note.private) == ("Shy at first", True)
    moves = {(m.field.name, m.before, m.after) for m in (line.move for line in lines) if m}
    assert moves == {("level", "5", "4"), ("amount", 500, 700)}


def test_that_the_timeline_is_filtered_and_ends_where_it_is_told(team):
    found = team.timeline(ANNA, groups=("deal",), limit=2)
    assert [line.group for line in found.lines] == ["deal", "deal"]
    assert found.more
    assert not team.timeline(BEN, groups=("note",)).lines


def test_that_the_assignments_behind_the_balance_are_listed(team, desk):
    development(desk)
    assert team.assignments_behind(ANNA).ids == (1,)
