"""Tests of values: they are made, compared, shown and kept as those of `dataclass(frozen=True)` are."""

import copy
import pickle
import re
from collections.abc import Callable
from dataclasses import Field, FrozenInstanceError, asdict, dataclass, field, fields, replace
from typing import Any

import pytest

from salesdesk import frozen as making
from salesdesk.frozen import frozen


@frozen
class Stop:
    """A stop on a way, with what was seen there."""

    place: str
    day: int = 1
    seen: dict[str, int] = field(default_factory=dict[str, int])
    seat: object = field(default=None, compare=False, repr=False)

    @property
    def words(self) -> str:
        """Says the stop."""
        return f"{self.place} {self.day}"


@frozen
class LongStop(Stop):
    """A stop of more than a day."""

    nights: int = 2


@frozen(kw_only=True)
class Way:
    """What is given by name only."""

    start: str
    end: str = "home"


@frozen(order=True)
class Mile:
    """What stands in a row."""

    number: int
    way: str = ""


@frozen(eq=False)
class Guest:
    """Somebody who is like nobody else."""

    name: str


@dataclass(frozen=True)
class Plain:
    """The same as a stop, as Python makes it."""

    place: str
    day: int = 1
    seen: dict[str, int] = field(default_factory=dict[str, int])
    seat: object = field(default=None, compare=False, repr=False)


def test_that_a_value_is_what_it_was_made_of() -> None:
    stop = Stop("Ulm", seen={"tower": 1})
    assert (stop.place, stop.day, stop.seen, stop.words) == ("Ulm", 1, {"tower": 1}, "Ulm 1")
    assert Stop("Ulm").seen is not Stop("Ulm").seen
    assert LongStop("Ulm", 3).nights == 2
    assert LongStop("Ulm", nights=5) != LongStop("Ulm")
    assert Way(start="Ulm").end == "home"


@pytest.mark.parametrize("given", [(), ("Ulm", 1, {}, None, 5)])
def test_that_too_little_and_too_much_are_refused_as_by_any_function(given: tuple[object, ...]) -> None:
    with pytest.raises(TypeError) as ours:
        Stop(*given)  # pyright: ignore[reportArgumentType, reportCallIssue]
    with pytest.raises(TypeError) as theirs:
        Plain(*given)  # pyright: ignore[reportArgumentType, reportCallIssue]
    assert str(ours.value) == str(theirs.value).replace("Plain", "Stop")
    with pytest.raises(TypeError):
        Way("Ulm")  # pyright: ignore[reportCallIssue]


def test_that_values_are_compared_and_shown_as_python_does() -> None:
    assert Stop("Ulm", seat=1) == Stop("Ulm", seat=2) != Stop("Ulm", 2)
    assert Stop("Ulm") != LongStop("Ulm")
    assert Stop("Ulm") != "Ulm"
    assert repr(Stop("Ulm", seat=1)) == repr(Plain("Ulm", seat=1)).replace("Plain", "Stop")
    assert len({Way(start="a"), Way(start="a"), Way(start="b")}) == 2
    assert Guest("Ann") != Guest("Ann")
    assert sorted([Mile(2), Mile(1, "b"), Mile(1)]) == [Mile(1), Mile(1, "b"), Mile(2)]
    assert Mile(1) <= Mile(1) >= Mile(0) < Mile(2) > Mile(1)
    with pytest.raises(TypeError, match="not supported"):
        assert Mile(1) < Stop("Ulm")  # pyright: ignore[reportOperatorIssue]
    with pytest.raises(TypeError, match="unhashable"):
        hash(Stop("Ulm"))


def test_that_a_value_may_look_at_itself_once_it_is_made() -> None:
    @frozen
    class Span:
        first: int
        last: int

        def __post_init__(self) -> None:
            if self.last < self.first:
                raise ValueError("ends before it begins")

    assert Span(1, 2).last == 2
    with pytest.raises(ValueError, match="before it begins"):
        Span(2, 1)


@pytest.mark.parametrize(
    ("given", "unknown"),
    [({}, field(init=False)), ({}, field(hash=False)), ({"eq": False, "order": True}, field())],
)
def test_that_what_would_be_passed_over_is_refused(given: dict[str, bool], unknown: object) -> None:
    made = type("Made", (), {"__annotations__": {"number": int}, "number": unknown})
    with pytest.raises(TypeError, match="Made"):
        frozen(**given)(made)


def test_that_a_value_never_changes() -> None:
    stop = Stop("Ulm")
    with pytest.raises(FrozenInstanceError, match="place"):
        stop.place = "Bonn"  # pyright: ignore[reportAttributeAccessIssue]
    with pytest.raises(FrozenInstanceError):
        del stop.day
    assert stop == Stop("Ulm")


def test_that_what_python_does_with_dataclasses_is_done_with_values() -> None:
    stop = Stop("Ulm", seen={"tower": 1})
    assert replace(stop, day=4) == Stop("Ulm", 4, {"tower": 1})
    assert asdict(Way(start="Ulm")) == {"start": "Ulm", "end": "home"}
    assert [each.name for each in fields(LongStop)] == ["place", "day", "seen", "seat", "nights"]
    assert copy.deepcopy(stop) == pickle.loads(pickle.dumps(stop)) == stop
    match stop:
        case Stop(place, day):
            assert (place, day) == ("Ulm", 1)
        case _:
            pytest.fail("a value is not told by its fields")


def test_that_what_a_class_says_of_itself_stands() -> None:
    @frozen
    class Own:
        number: int

        def __repr__(self) -> str:
            return "own"

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 7

    assert (repr(Own(1)), Own(1) == Own(2), hash(Own(1))) == ("own", True, 7)
    assert re.fullmatch(r".*Own\.__init__", Own.__init__.__qualname__)


def test_that_a_class_is_compiled_when_its_first_value_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled, own = list[str](), making._init

    def noting(owner: type, declared: tuple[Field[Any], ...]) -> Callable[..., None]:
        compiled.append(owner.__name__)
        return own(owner, declared)

    monkeypatch.setattr(making, "_init", noting)

    @frozen
    class Late:
        number: int

    class Later(Late):
        """Takes its making from another."""

    assert compiled == []
    assert [Later(1).number, Late(2).number, Later(3).number] == [1, 2, 3]
    assert compiled == ["Late"]
