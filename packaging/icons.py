"""Makes the icons of every size and system out of the one drawing: `python packaging/icons.py FOLDER`.

`FOLDER/salesdesk-16.png` and so on are for Linux, `salesdesk.ico` is for Windows, `salesdesk.icns` for macOS.
"""

import io
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).parent.parent / "resources/icons/salesdesk.svg"
PNG_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
# What the Explorer asks for at 100 to 250 percent, and for its large tiles.
ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
ICNS_SIZES = (16, 32, 64, 128, 256, 512, 1024)


def drawn(size: int) -> bytes:
    """Gives the drawing in one size, as the bytes of a PNG."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def save_in_one(path: Path, sizes: tuple[int, ...]) -> None:
    """Writes a file that holds the drawing in several sizes, each drawn and none shrunk."""
    largest, *others = (Image.open(io.BytesIO(drawn(size))) for size in reversed(sizes))
    # Only Windows' own icons know the words for sizes; Apple's have fixed ones.
    largest.save(path, append_images=others, sizes=[(size, size) for size in sizes])


def make_icons(folder: Path) -> None:
    """Writes all icons into a folder, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for size in PNG_SIZES:
        (folder / f"salesdesk-{size}.png").write_bytes(drawn(size))
    save_in_one(folder / "salesdesk.ico", ICO_SIZES)
    save_in_one(folder / "salesdesk.icns", ICNS_SIZES)


if __name__ == "__main__":
    make_icons(Path(sys.argv[1]))
