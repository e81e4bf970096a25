"""Says which records stand behind a figure, so that every figure can open its rows and explain itself."""

from salesdesk.frozen import frozen
from salesdesk.practice.explain import Explanation


@frozen
class RowsBehind:
    """The records of one kind behind a figure, and the plain account of how it is computed."""

    title: str
    kind: str
    ids: tuple[int, ...]
    explanation: Explanation
