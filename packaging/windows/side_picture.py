"""Draws the picture at the side of the setup out of the icon: `python packaging/windows/side_picture.py FILE.bmp`."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).parent.parent.parent / "resources/icons/salesdesk.svg"
WIDTH, HEIGHT = 328, 628
"""Twice what the setup asks for, so that it stays sharp where Windows enlarges everything."""

ICON = 200
GROUND = QColor("#0f766e")


def draw_side(path: Path) -> None:
    """Writes the picture: the icon on its own colour."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(GROUND)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter, QRectF((WIDTH - ICON) / 2, (HEIGHT - ICON) / 3, ICON, ICON))
    painter.end()
    path.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(path), "BMP"):
        sys.exit(f"{path} could not be written.")


if __name__ == "__main__":
    draw_side(Path(sys.argv[1]))
