"""Undo and redo of chosen steps only: past others that stand above, and never against one that builds on them."""

from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesdesk.model.coaching import Note
from salesdesk.model.team import Salesperson
from salesdesk.store.desk_file import DeskFile

RECORDS = 3


@dataclass
class Told:
    """One step as the test knows it: what it wrote, and whether it stands."""

    id: int
    wrote: dict[int, str]
    shared: bool
    done: bool = True


@dataclass
class Model:
    """What must stand in the desk: of each record the value of the last step that stands."""

    steps: list[Told] = field(default_factory=list)

    def value(self, record: int) -> str:
        written = [step.wrote[record] for step in self.steps if step.done and record in step.wrote]
        return written[-1] if written else "begun"

    def next(self, way: str, allowed: set[int]) -> Told | None:
        """The newest that stands and nothing later builds on; again the oldest that waits for nothing before it."""
        ordered = self.steps[::-1] if way == "undo" else self.steps
        for place, step in enumerate(ordered):
            if step.done is not (way == "undo") or step.id not in allowed:
                continue
            passed = [one for one in ordered[:place] if one.done == step.done]
            if not any(one.wrote.keys() & step.wrote.keys() for one in passed):
                return step
        return None


WRITE = st.tuples(st.just("write"), st.sets(st.integers(1, RECORDS), min_size=1), st.booleans())
TURN = st.tuples(st.sampled_from(["undo", "redo"]), st.sampled_from(["shared", "all"]), st.none())


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(doings=st.lists(WRITE | TURN, min_size=3, max_size=14))
def test_that_chosen_steps_turn_round_and_leave_all_others_as_they_are(
    desk: DeskFile, doings: list[tuple[str, Any, Any]]
) -> None:
    with desk.change("Begin", undoable=False) as work:
        for number in range(1, RECORDS + 1):
            work.session.merge(Salesperson(id=number, name="begun"))
    _act(desk, doings)


def _act(desk: DeskFile, doings: list[tuple[str, Any, Any]]) -> None:
    model = Model()
    for place, (what, which, shared) in enumerate(doings):
        if what == "write":
            with desk.change(f"Step {place}") as work:
                for number in which:
                    work.session.get_one(Salesperson, number).name = f"{place}"
            model.steps = [step for step in model.steps if step.done]
            model.steps.append(Told(work.changes.step_id, dict.fromkeys(which, f"{place}"), shared))
        else:
            allowed = {step.id for step in model.steps if which == "all" or step.shared}
            wanted = model.next(what, allowed)
            found = desk.undo(allowed) if what == "undo" else desk.redo(allowed)
            assert (found.step_id if found else None) == (wanted.id if wanted else None)
            if wanted is not None:
                wanted.done = not wanted.done
        names = [row["name"] for row in desk.rows("SELECT name FROM salesperson ORDER BY id")]
        assert names == [model.value(number) for number in range(1, RECORDS + 1)]


def test_that_what_a_later_step_refers_to_stays(desk: DeskFile) -> None:
    with desk.change("Add Ada") as first:
        first.session.add(Salesperson(name="Ada"))
    number = first.changes.new_id("salesperson")
    with desk.change("Write about Ada") as second:
        second.session.add(Note(salesperson_id=number, text="Quitte", written_at=desk.now()))
    assert desk.undo({first.changes.step_id}) is None
    assert desk.rows("SELECT count(*) FROM salesperson")[0][0] == 1
    assert desk.undo({second.changes.step_id}) is not None
    assert desk.undo({first.changes.step_id}) is not None
    assert desk.redo({second.changes.step_id}) is None
    assert desk.redo({first.changes.step_id}) is not None
    assert desk.redo({second.changes.step_id}) is not None
