"""Guards against a release of the Qt binding that cannot run on the oldest Python we support."""

import sys

from PySide6.QtCore import QObject, Signal

EMITTED = 100


class Speaker(QObject):
    """Something that says something."""

    said = Signal()


def test_that_emitting_a_signal_costs_no_reference() -> None:
    speaker = Speaker()
    before = sys.getrefcount(True)
    for _ in range(EMITTED):
        speaker.said.emit()
    assert sys.getrefcount(True) > before - EMITTED // 2
