"""Puts the stages an import brings in their place, and proposes what the buyer has done at each."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import mean
from typing import Any

from salesdesk.frozen import frozen
from salesdesk.model.coaching import Postponement
from salesdesk.model.deals import Gate
from salesdesk.services.changes import Changes
from salesdesk.services.importing.names import stage_outcome
from salesdesk.services.importing.stage_names import is_proposal, stage_rank
from salesdesk.services.importing.values import Pending, Stored
from salesdesk.services.new_desk import STAGES
from salesdesk.store.desk_file import DeskFile

Placed = dict[str, Any]
PUT_AWAY = "proposed_gates"
"""The name under which the question is put away, among the nudges that were answered with "not now"."""


def first_stages(desk: DeskFile) -> frozenset[int]:
    """Gives the stages a desk is made with, as long as nobody has changed them and nothing stands in them."""
    rows = desk.rows("SELECT id, name, outcome, proposal FROM stage ORDER BY position, id")
    untouched = [(row["name"], row["outcome"], bool(row["proposal"])) for row in rows] == list(STAGES)
    used = "SELECT 1 FROM gate UNION ALL SELECT 1 FROM opportunity WHERE stage_id IS NOT NULL LIMIT 1"
    return frozenset(row["id"] for row in rows) if untouched and not desk.rows(used) else frozenset()


def replaced_stages(new: Sequence[Placed], stored: Mapping[int, Stored], met: set[int]) -> tuple[int, ...]:
    """Gives the first stages whose place is taken; the end of a kind, won or lost, that the file lacks stays."""
    if not new:
        return ()
    ends = {stage["outcome"] for stage in new} | {stored[each]["outcome"] for each in met}
    return tuple(
        number
        for number, stage in stored.items()
        if number not in met and (stage["outcome"] == "open" or stage["outcome"] in ends)
    )


def in_order(new: Iterable[Placed], deals: Iterable[Mapping[str, Any]]) -> list[Placed]:
    """Orders new stages by what the file shows: the probability of their deals, else how many have started.

    Where the deals tell neither, they stand as the file names them; early and late names come first and last.
    """
    chances: dict[int, list[float]] = {}
    started: dict[int, list[bool]] = {}
    for deal in deals:
        stage = deal.get("stage_id")
        if isinstance(stage, Pending):
            started.setdefault(stage.index, []).append(bool(deal.get("started_on")))
            if deal.get("probability") is not None:
                chances.setdefault(stage.index, []).append(deal["probability"])
    stages = list(enumerate(new))
    told = all(index in chances for index, stage in stages if stage["outcome"] == "open")

    def _place(item: tuple[int, Placed]) -> tuple[float, ...]:
        index, stage = item
        rank = _rank(stage)
        if told and index in chances and rank < _ENDS:
            return (0, mean(chances[index]), rank)
        return (rank, mean(started.get(index, [False])), 0)

    return [stage for _, stage in sorted(stages, key=_place)]


def place_stages(new: Sequence[Placed], stored: Mapping[int, Stored]) -> dict[int, Mapping[str, Any]]:
    """Gives each new stage what it means and its place; gives the stored ones that have to move, by id.

    Stored stages keep their order. A new one stands before the first stored one that by its name comes later:
    early stages, others, late ones, won, lost. Among new ones alike the order given decides.
    """
    line: list[tuple[int, Placed | int]] = [
        (_rank(stage), number)
        for number, stage in sorted(stored.items(), key=lambda item: item[1]["position"])
    ]
    least = 0
    for stage in new:
        least = max(least, _rank(stage)) if _rank(stage) < _ENDS else _rank(stage)
        place = next((i for i, (other, _) in enumerate(line) if other > least), len(line))
        line.insert(place, (least, stage))
    moved: dict[int, Mapping[str, Any]] = {}
    for position, (_, item) in enumerate(line, start=1):
        if isinstance(item, dict):
            item["position"] = position
        elif stored[item]["position"] != position:
            moved[item] = {"position": position}
    return moved


def give_meaning(new: Iterable[Placed], told: Mapping[str, str]) -> None:
    """Says of each new stage whether it is won, lost or open, as it was told or as its name says."""
    for stage in new:
        stage["outcome"] = told.get(stage["name"]) or stage_outcome(stage["name"])


def mark_proposals(new: Sequence[Placed]) -> None:
    """Says from which stage a proposal is out, as far as the names in their order tell; a win was one anyway."""
    out = False
    for stage in new:
        out = out or is_proposal(stage["name"])
        stage["proposal"] = stage["outcome"] == "won" or (out and stage["outcome"] == "open")


_ENDS = 3


def _rank(stage: Stored) -> int:
    return stage_rank(stage["name"], stage["outcome"])


USUAL_GATES = (
    _("They said in their own words what they want to change"),
    _("They named who decides and agreed to a next step with a date"),
    _("They said what they will sign, and by when"),
)
"""Of early, middle and late stages."""
OF_A_PROPOSAL = _("They have gone through the proposal with whoever decides")


@frozen
class ProposedGate:
    """A gate that could be taken, with the stage it would belong to."""

    stage_id: int
    stage: str
    words: str


def proposed_gates(desk: DeskFile) -> tuple[ProposedGate, ...]:
    """Gives a gate for each open stage in their order; none where there are gates, or the question was put away."""
    settled = (
        "SELECT 1 FROM gate WHERE deleted_at IS NULL UNION ALL "
        "SELECT 1 FROM postponement WHERE nudge = :away AND deleted_at IS NULL LIMIT 1"
    )
    if desk.rows(settled, {"away": PUT_AWAY}):
        return ()
    rows = desk.rows(
        "SELECT id, name FROM stage WHERE outcome = 'open' AND deleted_at IS NULL ORDER BY position, id"
    )
    return tuple(ProposedGate(row["id"], row["name"], _gate_of(row["name"])) for row in rows)


def take_gates(desk: DeskFile, gates: Sequence[ProposedGate]) -> Changes:
    """Takes proposed gates as one step of undo."""
    with desk.change(_("Take the proposed gates")) as work:
        work.session.add_all(Gate(stage_id=gate.stage_id, name=gate.words, position=1) for gate in gates)
    return work.changes


def put_gates_away(desk: DeskFile) -> None:
    """Asks no more about gates after an import; that is no step, so that undo still means the import."""
    with desk.change(_("Put the question about gates away"), undoable=False) as work:
        work.session.add(Postponement(nudge=PUT_AWAY, until=date.max))


def _gate_of(name: str) -> str:
    rank = stage_rank(name, "open")
    return OF_A_PROPOSAL if rank == 1 and is_proposal(name) else USUAL_GATES[rank]
