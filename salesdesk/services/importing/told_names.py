"""Knows names again that somebody has said something about, however the next file writes them."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from salesdesk.services.importing.names import spelling_key


class ToldNames:
    """Names of one kind with the records they were said to be, or not to be.

    A name is found by its spelling, else by whatever tells for sure that it is the same one: “Cres, Cassey” by
    “Cassey Cres”. `same` tells that of two names, and names that share none of their `keys` are not compared.
    """

    def __init__(
        self,
        told: Iterable[tuple[str, int]],
        same: Callable[[str, str], bool],
        keys: Callable[[str], Iterable[str]],
    ) -> None:
        self._same, self._keys = same, keys
        self._by_spelling: defaultdict[str, set[int]] = defaultdict(set)
        self._sharing: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for name, record_id in told:
            self._enter(name, record_id)

    def records_of(self, name: str) -> frozenset[int]:
        """Gives the records that something was said of under a name."""
        if not self._sharing:
            return frozenset()
        spelled = self._by_spelling.get(spelling_key(name))
        return frozenset(spelled or self._likely(name))

    def _enter(self, name: str, record_id: int) -> None:
        self._by_spelling[spelling_key(name)].add(record_id)
        for word in set(self._keys(name)):
            self._sharing[word].append((name, record_id))

    def _likely(self, name: str) -> Iterable[int]:
        shared = (self._sharing.get(word, ()) for word in set(self._keys(name)))
        near = {each for some in shared for each in some}
        return {record_id for told, record_id in near if self._same(name, told)}
