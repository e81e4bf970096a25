"""Tells how far a new desk has come, from facts alone: five ticks, each with the act that sets it."""

from datetime import date

from salesdesk.frozen import frozen
from salesdesk.model.words import REVIEW_KINDS
from salesdesk.practice.periods import Period
from salesdesk.services.attention import QUIET_DAYS
from salesdesk.services.people import IN_TEAM
from salesdesk.store.desk_file import DeskFile

PUT_AWAY = "first_week"
"""The name under which the list is put away, among the nudges that were answered with "not now"."""


@frozen
class Tick:
    """One of the five: whether it is done, what it is, how it stands, and the act that moves it on."""

    done: bool
    title: str
    words: str
    action: str
    action_label: str
    person_id: int = 0


def first_week(desk: DeskFile, quarter: Period, begun: date | None, today: date) -> tuple[Tick, ...]:
    """Gives the five ticks of a desk begun then, or none where all are set, they were put away or work has begun."""
    (facts,) = desk.rows(_FACTS, {"quarter": quarter.end.isoformat()})
    old = begun is not None and (today - begun).days >= QUIET_DAYS
    if facts["put_away"] or (old and facts["held"]):
        return ()
    team, person = int(facts["team"]), int(facts["without_talk"] or 0)
    ticks = (
        _team(team, int(facts["outside"])),
        Tick(
            0 < team <= facts["with_quota"], _("Quotas"),
            _("{count} of {team} have a quota this year", count=facts["with_quota"], team=team),
            "write_quotas", _("Write them down"),
        ),
        Tick(
            facts["stages"] > 0 and facts["gates"] > 0, _("Stages and gates"),
            _(
                "{stages}, {gates}: what the buyer has done at each",
                stages=n_("1 stage", "{number} stages", facts["stages"]),
                gates=n_("1 gate", "{number} gates", facts["gates"]),
            ),
            "gates", _("Look at them"),
        ),
        Tick(
            0 < team <= facts["with_talk"], _("First talks planned"),
            _("{count} of {team} have a date", count=facts["with_talk"], team=team),
            "plan_one_on_one", _("Plan {name}'s", name=facts["next_name"]) if person else _("Plan them"), person,
        ),
        Tick(
            facts["mappings"] > 0, _("Import remembered"),
            _("Next month's file is read as this one was") if facts["mappings"] else _("Once, for every month to come"),
            "import", _("Import…"),
        ),
    )  # fmt: skip
    return () if all(tick.done for tick in ticks) else ticks


def _team(team: int, outside: int) -> Tick:
    """Gives the first tick; where an import has left everybody outside, the way is to choose among them."""
    if not team and outside:
        words = n_(
            "Nobody yet; {people} is not in it",
            "Nobody yet; {people} are not in it",
            outside,
            people=_people(outside),
        )
        return Tick(False, _("Your team"), words, "people_outside", _("Choose your team"))
    return Tick(team > 0, _("Your team"), _people(team), "import", _("Import from your CRM"))


def _people(count: int) -> str:
    return n_("1 salesperson", "{number} salespeople", count) if count else _("Nobody yet")


_IN_TEAM = f"FROM salesperson p WHERE p.id IN ({IN_TEAM})"
_TALK = f"""EXISTS (SELECT 1 FROM one_on_one o WHERE o.salesperson_id = p.id AND o.deleted_at IS NULL
  AND o.state IN ('planned', 'running', 'held') AND o.kind IN {REVIEW_KINDS})"""
_WITHOUT = f"{_IN_TEAM} AND NOT {_TALK} ORDER BY p.name COLLATE names LIMIT 1"
_FACTS = f"""
SELECT
  (SELECT count(*) {_IN_TEAM}) AS team,
  (SELECT count(*) FROM salesperson WHERE status = 'outside' AND deleted_at IS NULL) AS outside,
  (SELECT count(*) {_IN_TEAM} AND EXISTS (SELECT 1 FROM quota q WHERE q.salesperson_id = p.id
     AND q.deleted_at IS NULL AND q.starts_on <= :quarter
     AND q.starts_on > date(:quarter, '-12 months'))) AS with_quota,
  (SELECT count(*) {_IN_TEAM} AND {_TALK}) AS with_talk,
  (SELECT p.id {_WITHOUT}) AS without_talk,
  (SELECT p.name {_WITHOUT}) AS next_name,
  (SELECT count(*) FROM stage WHERE deleted_at IS NULL) AS stages,
  (SELECT count(*) FROM gate WHERE deleted_at IS NULL) AS gates,
  (SELECT count(*) FROM import_mapping WHERE deleted_at IS NULL) AS mappings,
  EXISTS (SELECT 1 FROM one_on_one WHERE state = 'held' AND +deleted_at IS NULL) AS held,
  (SELECT count(*) FROM postponement WHERE nudge = '{PUT_AWAY}' AND deleted_at IS NULL) AS put_away
"""
