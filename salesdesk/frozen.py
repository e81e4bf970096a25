"""Makes classes of values that never change, ten times as quickly as `dataclass(frozen=True)` makes them.

That writes and compiles six methods for each class, which for the hundred classes the window is made of was a sixth
of its start. Here only `__init__` is compiled, and that of a class of which nothing is made yet waits until something
is; the rest is the same for all. `fields`, `replace` and `asdict` of `dataclasses` work as ever, and what is not known
here is refused. Every class whose values never change is one of these, wherever it stands; a `dataclass` is what may
change, or has slots since there are very many of it.
"""

import operator
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from typing import Any, Final, TypeVar, dataclass_transform, overload

Made = TypeVar("Made")
_ORDER: Final = (operator.lt, operator.le, operator.gt, operator.ge)
_GIVEN_LATER: Final = object()
"""Stands for what a `default_factory` makes when nothing is given."""


@overload
def frozen(cls: type[Made], /) -> type[Made]:
    """Makes a class one of values."""


@overload
def frozen(
    *, kw_only: bool = False, eq: bool = True, order: bool = False
) -> Callable[[type[Made]], type[Made]]:
    """Says more of the values of a class."""


@dataclass_transform(frozen_default=True, field_specifiers=(Field, field))
def frozen(
    cls: type[Made] | None = None, /, *, kw_only: bool = False, eq: bool = True, order: bool = False
) -> type[Made] | Callable[[type[Made]], type[Made]]:
    """Makes a class one of values: made by its fields, compared, shown and kept by them, and never changed."""

    def finish(cls: type[Made]) -> type[Made]:
        """Gives a class its methods."""
        dataclass(init=False, repr=False, eq=False, kw_only=kw_only)(cls)
        declared = fields(cls)  # pyright: ignore[reportArgumentType]
        if (order and not eq) or not all(each.init and each.hash is None for each in declared):
            raise TypeError(
                f"{cls.__name__}: neither order without eq nor fields with init or hash of their own"
            )
        methods: dict[str, Any] = {
            "__init__": _init_when_made(cls, declared),
            "__repr__": _repr([each.name for each in declared if each.repr]),
            "__setattr__": _refuse,
            "__delattr__": _refuse,
        }
        compared = _values_of([each.name for each in declared if each.compare])
        if eq:
            methods |= {"__eq__": _by(operator.eq, compared), "__hash__": _hash(compared)}
        if order:
            methods |= {f"__{each.__name__}__": _by(each, compared) for each in _ORDER}
        for name, method in methods.items():
            if name not in cls.__dict__ or cls.__dict__[name] is None:
                setattr(cls, name, method)
        return cls

    return finish if cls is None else finish(cls)


def _init_when_made(cls: type[Any], declared: tuple[Field[Any], ...]) -> Callable[..., None]:
    """Gives what stands for `__init__` until the first value is made, of most classes long after the start."""

    def make_first(self: object, *given: Any, **named: Any) -> None:
        """Compiles what takes its place, and makes the first value by it."""
        made = _init(cls, declared)
        if cls.__init__ is make_first:
            cls.__init__ = made
        made(self, *given, **named)

    return make_first


def _init(owner: type, declared: tuple[Field[Any], ...]) -> Callable[..., None]:
    known: dict[str, Any] = {"__keep": object.__setattr__, "__later": _GIVEN_LATER}
    places, named, body = ["self"], ["*"], list[str]()
    for each in declared:
        name, default = each.name, ""
        if each.default is not MISSING or each.default_factory is not MISSING:
            known[f"__{name}"] = each.default if each.default_factory is MISSING else _GIVEN_LATER
            default = f"=__{name}"
        given = name
        if each.default_factory is not MISSING:
            known[f"__make_{name}"] = each.default_factory
            given = f"__make_{name}() if {name} is __later else {name}"
        (named if each.kw_only else places).append(name + default)
        body.append(f" __keep(self, {name!r}, {given})")
    if hasattr(owner, "__post_init__"):
        body.append(" self.__post_init__()")
    head = ", ".join(places + (named if len(named) > 1 else []))
    exec("\n".join((f"def __init__({head}):", *body)), known)
    made = known.pop("__init__")
    made.__qualname__ = f"{owner.__qualname__}.__init__"
    return made


def _values_of(names: list[str]) -> Callable[[object], Any]:
    """Gives what reads the fields of a value in one go."""
    return operator.attrgetter(*names) if names else lambda _self: ()


def _by(
    how: Callable[[Any, Any], bool], compared: Callable[[object], Any]
) -> Callable[[object, object], Any]:
    def holds(self: object, other: object) -> Any:
        """Compares two values of one class."""
        return how(compared(self), compared(other)) if other.__class__ is self.__class__ else NotImplemented

    return holds


def _hash(compared: Callable[[object], Any]) -> Callable[[object], int]:
    return lambda self: hash(compared(self))


def _repr(names: list[str]) -> Callable[[object], str]:
    def shown(self: object) -> str:
        """Writes a value as it could be made again."""
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    return shown


def _refuse(_self: object, name: str, *_value: object) -> None:
    raise FrozenInstanceError(f"a value never changes: {name}")
