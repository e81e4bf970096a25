"""Explains every figure in plain words: the "How is this computed?" of the screen."""

from salesdesk.frozen import frozen


@frozen
class Explanation:
    """The plain account of one figure: a title and a few sentences."""

    title: str
    text: str


_RANGE = _(
    "The own range is where these cases alone put the true ratio, 90% certain (Jeffreys interval). Few cases "
    "give a wide range: about 31 are needed for ±15 points, about 68 for ±10."
)
_LIKELY = _(
    "“Likely” is where the true ratio probably lies, at least 90% certain: own cases plus some at the ratio of the "
    "rest of the team, so of few cases it may leave the plain ratio outside. How many is taken from how much people "
    "differ, starting from the team setting “How strongly few cases lean on the team”; because that is never known "
    "for sure, the range is wider by it."
)

EXPLANATIONS: dict[str, Explanation] = {
    "win_rate": Explanation(
        _("Win rate"),
        _(
            "Deals won divided by deals decided, won or lost, in the days looked at. A file of won deals alone "
            "has no win rate. {range}",
            range=_RANGE,
        ),
    ),
    "closing_ratio": Explanation(
        _("Closing ratios"),
        _(
            "Deals won divided by deals decided, and deals won divided by proposals submitted. {likely}",
            likely=_LIKELY,
        ),
    ),
    "ratio": Explanation(
        _("Ratio with its range"),
        _("Successes divided by tries. {range}", range=_RANGE),
    ),
    "shrunk_ratio": Explanation(
        _("Ratio and likely range"),
        _(
            "The ratio is the plain count, nothing added: 1 of 7 is 14%. {likely} The "
            "thin line is the own range, that of the own cases alone; a goal is judged by it, from 10 cases on.",
            likely=_LIKELY,
        ),
    ),
    "ratio_at_the_table": Explanation(
        _("Ratio and likely range"),
        _(
            "The ratio is what was counted, nothing added: 1 of 7 is 14%. “Likely” is where the true ratio probably "
            "lies; of few cases that is wide, and every further case makes it narrower."
        ),
    ),
    "period_ratio": Explanation(
        _("Period ratio"),
        _(
            "Two counts of the same days divided by each other. They need not belong to each other: what came "
            "in last month may be counted this month, so it may exceed 100% and has no range."
        ),
    ),
    "compare": Explanation(
        _("Who is ahead"),
        _(
            "First the whole list is tested: where its differences are no larger than chance would make them, "
            "nobody is named. Else each is held against all others, allowing for how many are compared. Of "
            "people who are equal, at most one list in ten names anybody."
        ),
    ),
    "trials_needed": Explanation(
        _("How much more evidence?"),
        _(
            "How many cases bring the own range to ±15 points at 90%, less those there are; said only where the "
            "range is wider. Of two numbers the first holds where the ratio stays as it is, the second near one half, "
            "where most are needed."
        ),
    ),
    "trend": Explanation(
        _("Trend"),
        _(
            "The days looked at are compared with as many days before. “Up” and “down” are said only when "
            "equal ratios would differ as much in fewer than one comparison in ten (exact test of both counts)."
        ),
    ),
    "control_limits": Explanation(
        _("Control limits"),
        _(
            "The band is where a period falls by chance alone when nothing has changed: the ratio of all "
            "periods ± 3 standard deviations. Periods with fewer than 10 cases have no band."
        ),
    ),
    "sales_cycle": Explanation(
        _("Sales cycle"),
        _(
            "Days from the start of an opportunity to its decision. The mean is shown with the median (half "
            "are shorter), the 80th percentile (four of five are shorter) and the spread. Won and lost deals "
            "are kept apart. Deals without both dates are left out and counted."
        ),
    ),
    "horizon": Explanation(
        _("Forecast horizon"),
        _(
            "The mean sales cycle of won deals, rounded up to the next five days: 27 days give 30. Beyond it "
            "a forecast of single deals is a guess."
        ),
    ),
    "attainment": Explanation(
        _("Attainment against pace"),
        _(
            "Won amount divided by quota. The pace is the quota times the share of working days, Monday to "
            "Friday, that are over with today. A quota that starts on a day of its own, such as 31 "
            "May, is held against "
            "what was won over its own days. Only deals in the currency of the desk count, each from the day it closes."
        ),
    ),
    "coverage": Explanation(
        _("Coverage"),
        _(
            "The value of open deals divided by what remains of the quota. Deals without an amount stand at "
            "the list price of their product. When the quota is reached there is no coverage to show."
        ),
    ),
    "average_sale": Explanation(
        _("Average sale"),
        _(
            "The amounts of the deals won in the days looked at, in the currency of the desk, divided by how many they "
            "are. Deals without an amount are left out."
        ),
    ),
    "quota": Explanation(
        _("Quotas by period"),
        _(
            "A quota counts for the months it was made for. Seen by other periods it is spread evenly over its months; "
            "where two cover a month, the shorter one counts. The team total is the sum of those who are in it now."
        ),
    ),
    "pipeline": Explanation(
        _("Pipeline by stage and age"),
        _(
            "Open deals counted by stage and by days since they started. The bands come from the 80th "
            "percentile of won deals: older than that, four of five won deals were already decided."
        ),
    ),
    "stage_ratio": Explanation(
        _("Stage ratios"),
        _(
            "Of the deals that reached a stage and left it, the share that went on to the next or were won. "
            "Deals that still stand in the stage are not counted, because they are not decided. {range} {likely}",
            range=_RANGE,
            likely=_LIKELY,
        ),
    ),
    "won_by_month": Explanation(
        _("Won by month"),
        _(
            "The amounts of deals won, by the month they closed in, beside the quota of that month. "
            "The quota of the days "
            "looked at takes of a month that lies in them in part the same part of its quota."
        ),
    ),
    "assignment_mix": Explanation(
        _("Balance of assignments"),
        _(
            "Development assignments divided by development and sales assignments. Comparisons with "
            "a colleague are not counted."
        ),
    ),
    "development_streak": Explanation(
        _("Weeks in a row"),
        _(
            "The number of weeks in a row with an active development assignment. This week counts as soon as "
            "there is one, and does not break the row before it is over."
        ),
    ),
    "strength_balance": Explanation(
        _("Strengths and gaps"),
        _("Notes that build on a strength divided by notes that name a strength or a gap."),
    ),
    "kept_on_time": Explanation(
        _("Kept on time"),
        _(
            "Assignments done on or before their day, divided by those done or past it. Ones without a day do "
            "not count."
        ),
    ),
    "coaching_share": Explanation(
        _("Coaching share"),
        _(
            "Lines of a session in which something was asked, shown or practised, divided by all lines whose "
            "way was noted."
        ),
    ),
    "holes": Explanation(
        _("What to look at"),
        _(
            "A ratio that fell by more than chance since the days before, from 10 cases on and allowing for how many "
            "ratios are looked at; a deal with a gate or the buyer's next step missing, older in "
            "its stage than four of five, moved more than once, something carried over twice or more, or thin "
            "coverage. At most five are shown; a further one of the same sort counts less."
        ),
    ),
    "checklist": Explanation(
        _("Since last time"),
        _(
            "What happened since the last session. Beside each stands what it was in as many days before it, "
            "for weekly numbers in as many weeks."
        ),
    ),
    "reviews_on_time": Explanation(
        _("Reviews held on time"),
        _(
            "Salespeople whose last one-on-one or review is no longer ago than the team settings allow. The days of "
            "somebody new run from the day they joined."
        ),
    ),
    "reviews": Explanation(
        _("Reviews"),
        _(
            "A review is late when the last one of any kind is more than 35 days ago, a quarterly review when the "
            "last quarterly one is more than 95 days ago, unless set otherwise."
        ),
    ),
}


def explain(key: str) -> Explanation:
    """Gives the explanation of a figure by its key; raises KeyError for a figure that has none."""
    return EXPLANATIONS[key]
