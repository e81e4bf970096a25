"""Says in plain sentences what comes onto the desk with the rows of a file, and what stays away."""

from collections.abc import Collection, Mapping

from salesdesk.model import kind_of
from salesdesk.services.importing.directory import Directory

_CREATED = ("salesperson", "account", "product", "stage")


def notes_on_records(
    kind: str, directories: Mapping[str, Directory], left_in_trash: int, replaced: Collection[int]
) -> list[str]:
    """Gives a sentence each on what is new with the file, on stages whose place is taken, and on the Trash."""
    notes: list[str] = []
    created = [
        _counted(len(directories[each].creates), each)
        for each in _CREATED
        if each in directories and directories[each].creates
    ]
    if created:
        notes.append(f"New with this file: {', '.join(created)}.")
    if replaced:
        stages = sorted(directories["stage"].creates, key=lambda stage: stage["position"])
        names = ", ".join(stage["name"] for stage in stages)
        notes.append(
            f"The stages of the file take the place of the usual ones: {names}. "
            "Lists in the Tools menu changes their order, and from which one a proposal is out."
        )
    trashed = {kind: left_in_trash} | {of: found.met_in_trash for of, found in directories.items()}
    left = [_counted(count, of) for of, count in trashed.items() if count]
    if left:
        notes.append(f"{' and '.join(left)} in the Trash, left there.")
    return notes


def _counted(count: int, kind: str) -> str:
    return f"{count:,} {kind_of(kind).called(count)}"
