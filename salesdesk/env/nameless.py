"""Tells of an error without a word that anybody typed: its kind, where in the program it came from, and no more.

What an error says of itself may hold anything: a name, the path of a file, the values of a statement, a cell of an
import. So its own words are left out altogether, and of its places only module, line and function are told, which are
the same on every machine. What the system or SQLite calls it is kept, such as ENOSPC.
"""

import errno
import sys
from collections.abc import Iterator
from types import TracebackType
from typing import Final

_ENDS: Final = 25
"""So many places are told from either end of a way that is longer than both, as where something calls itself."""


def told_nameless(error: BaseException) -> list[str]:
    """Gives the lines that tell of an error, and of what led to it, from the first on."""
    chain: list[BaseException] = []
    found: BaseException | None = error
    while found is not None and found not in chain:
        chain.append(found)
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)
    lines: list[str] = []
    for each in reversed(chain):
        lines += [*(["which led to"] if lines else []), kind_of(each), *_places(each.__traceback__)]
        for one in getattr(each, "exceptions", ()):  # of a group
            lines += [f"  {line}" for line in told_nameless(one)]
    return lines


def kind_of(error: BaseException) -> str:
    """Names the class of an error, and what the system or the program calls it where that is a word of theirs."""
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    called = _called(error)
    return f"{name} ({called})" if called else name


def place_of(error: BaseException) -> str:
    """Gives the last place of an error, by which one is known again."""
    return next(iter(_places(error.__traceback__)[-1:]), "").strip()


def report_of(error: BaseException, *versions: str) -> str:
    """Writes the report of a bug: the versions, the system and where in the program it happened."""
    import platform

    import salesdesk

    about = ", ".join((f"Python {platform.python_version()}", *versions, platform.platform()))
    return "\n".join((f"SalesDesk {salesdesk.__version__}", about, "", *told_nameless(error)))


def tell_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Writes the report to the error stream, as the exception hook of the program until a window takes its place."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    elif sys.stderr is not None:  # pyright: ignore[reportUnnecessaryComparison]  # a window without a console
        sys.stderr.write(f"{report_of(error.with_traceback(trace))}\n")


def _called(error: BaseException) -> str:
    """Gives the name of a number of the system, of a code of SQLite, or of what a module or a value lacks."""
    if isinstance(error, OSError):
        return errno.errorcode.get(error.errno or 0, "")
    code = getattr(error, "sqlite_errorname", "")
    if isinstance(code, str) and code.startswith("SQLITE_") and code.isupper():
        return code
    missing = error.name if isinstance(error, NameError | AttributeError) else None
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    # A name that the program itself writes there, and so no value.
    return missing if missing and last is not None and missing in last.tb_frame.f_code.co_names else ""


def _places(trace: TracebackType | None) -> list[str]:
    lines = list(_lines(trace))
    if len(lines) > 2 * _ENDS:
        lines[_ENDS:-_ENDS] = [f"  and {len(lines) - 2 * _ENDS} more"]
    return lines


def _lines(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        frame = trace.tb_frame
        yield f"  {frame.f_globals.get('__name__', '?')}:{trace.tb_lineno} in {frame.f_code.co_name}"
        trace = trace.tb_next
