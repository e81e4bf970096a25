"""Says which records stand behind a figure, so that every figure can open its rows and explain itself."""

from dataclasses import dataclass

from salesdesk.practice.explain import Explanation


@dataclass(frozen=True)
class RowsBehind:
    """The records of one kind behind a figure, and the plain account of how it is computed."""

    title: str
    kind: str
    ids: tuple[int, ...]
    explanation: Explanation
