"""Proposes what the buyer has done at each stage, for a desk that has no gates yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from salesdesk.model.deals import Gate
from salesdesk.services.changes import Changes
from salesdesk.services.importing.outcomes import is_proposal, stage_rank
from salesdesk.store.desk_file import DeskFile

USUAL_GATES = (
    "They said in their own words what they want to change",
    "They named who decides and agreed to a next step with a date",
    "They said what they will sign, and by when",
)
"""Of early, middle and late stages."""
OF_A_PROPOSAL = "They have gone through the proposal with whoever decides"


@dataclass(frozen=True)
class ProposedGate:
    """A gate that could be taken, with the stage it would belong to."""

    stage_id: int
    stage: str
    words: str


def proposed_gates(desk: DeskFile) -> tuple[ProposedGate, ...]:
    """Gives a gate for each open stage in their order; none where somebody has written gates already."""
    if desk.rows("SELECT 1 FROM gate WHERE deleted_at IS NULL LIMIT 1"):
        return ()
    rows = desk.rows(
        "SELECT id, name FROM stage WHERE outcome = 'open' AND deleted_at IS NULL ORDER BY position, id"
    )
    return tuple(ProposedGate(row["id"], row["name"], _gate_of(row["name"])) for row in rows)


def take_gates(desk: DeskFile, gates: Sequence[ProposedGate]) -> Changes:
    """Takes proposed gates as one step of undo."""
    with desk.change("Take the proposed gates") as work:
        work.session.add_all(Gate(stage_id=gate.stage_id, name=gate.words, position=1) for gate in gates)
    return work.changes


def _gate_of(name: str) -> str:
    rank = stage_rank(name, "open")
    return OF_A_PROPOSAL if rank == 1 and is_proposal(name) else USUAL_GATES[rank]
