"""The icons for the three systems are made from the one drawing, in every size, and the same each time."""

import io
import runpy
from pathlib import Path

from PIL import Image

SCRIPT = Path(__file__).parents[2] / "packaging/icons.py"


def opened(file: Path) -> Image.Image:
    return Image.open(io.BytesIO(file.read_bytes()))


def test_every_size_is_drawn_for_each_system(tmp_path: Path) -> None:
    parts = runpy.run_path(str(SCRIPT))
    for folder in ("one", "two"):
        parts["make_icons"](tmp_path / folder)
    for size in parts["PNG_SIZES"]:
        assert opened(tmp_path / f"one/salesdesk-{size}.png").size == (size, size)
    assert opened(tmp_path / "one/salesdesk.ico").info["sizes"] == {(s, s) for s in parts["ICO_SIZES"]}
    assert (512, 512, 2) in opened(tmp_path / "one/salesdesk.icns").info["sizes"]
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()
