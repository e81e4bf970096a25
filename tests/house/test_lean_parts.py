"""What building leaves out of ICU and Babel is never asked for: what is left tells the same."""

import ctypes
import json
import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

PACKAGING = Path(__file__).parents[2] / "packaging"
LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pl", "cs", "pt", "ru", "tr", "ja", "zh")
WRITTEN = """
import datetime, json, sys
from babel import Locale, dates, localedata, numbers
if len(sys.argv) > 1:
    localedata._dirname = sys.argv[1]
said = {}
for name in ("en_GB", "de_AT", "sv_SE", "ar_EG", "hi", "zh_Hant", "pt_BR", "ko", "nb"):
    here = Locale.parse(name)
    said[name] = [
        numbers.format_decimal("-1234567.5", locale=here), numbers.format_percent(0.123, locale=here),
        numbers.get_currency_symbol("EUR", here), here.currency_formats["standard"].pattern,
        *(dates.format_date(datetime.date(2026, 3, 4), form, here) for form in ("short", "medium", "full", "d MMM")),
        dates.format_skeleton("yMMMd", datetime.date(2026, 3, 4), locale=here),
    ]
for name in %r:
    here = Locale.parse(name)
    said[name] = [numbers.get_currency_name(code, count, here) for code in here.currencies for count in (None, 1, 2, 5)]
print(json.dumps(said))
""" % (LANGUAGES,)  # noqa: UP031
SUMS = """
import numpy as np
from numpy import linalg
print(np.__file__)
dice = np.random.default_rng(1)
for kind in (np.float32, np.float64, np.complex64, np.complex128):
    for size in (1, 3, 60):
        a = dice.normal(size=(size, size)) + size * np.eye(size)
        a = (a + 1j * dice.normal(size=(size, size)) if np.issubdtype(kind, np.complexfloating) else a).astype(kind)
        near = dict(atol=1e-2 if a.real.dtype == np.float32 else 1e-8)
        both = a @ a.conj().T
        assert np.allclose(a @ a, np.einsum("ij,jk->ik", a, a), **near)
        assert np.allclose(a @ a[0], np.einsum("ij,j->i", a, a[0]), **near)
        assert np.allclose(np.vdot(a[0], a[-1]), (a[0].conj() * a[-1]).sum(), **near)
        assert np.allclose(linalg.inv(a) @ a, np.eye(size), **near)
        assert np.allclose(a @ linalg.solve(a, a[0]), a[0], **near)
        assert np.allclose(a @ linalg.lstsq(a, a[0], rcond=None)[0], a[0], **near)
        assert np.allclose(np.matmul(*linalg.qr(a)), a, **near)
        u, s, v = linalg.svd(a)
        assert np.allclose(u * s @ v, a, **near)
        w, v = linalg.eigh(both)
        assert np.allclose(both @ v / abs(both).max(), v * w / abs(both).max(), **near)
        c = linalg.cholesky(both)
        assert np.allclose(c @ c.conj().T / abs(both).max(), both / abs(both).max(), **near)
        w, v = linalg.eig(a)
        assert np.allclose(a @ v, v * w, **near)
try:
    linalg.inv(np.zeros((3, 3)))
except linalg.LinAlgError:
    print("right")
"""


def test_that_numbers_dates_and_names_of_currencies_are_written_as_before(tmp_path: Path) -> None:
    import babel

    lean = runpy.run_path(str(PACKAGING / "lean_babel.py"))["make_lean"]
    whole = Path(babel.__file__).parent / "locale-data"
    for file in whole.glob("*.dat"):
        if file.stem.partition("_")[0] in {*LANGUAGES, "root", "sv", "ar", "hi", "ko", "nb", "no"}:
            lean(file, tmp_path, set(LANGUAGES))
    said = [_said(), _said(str(tmp_path))]
    assert json.loads(said[0]) == json.loads(said[1])
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 4_000_000


def _said(*folder: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", WRITTEN, *folder], capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("objcopy"), reason="a library is put together with binutils"
)
def test_that_qt_sorts_and_writes_in_capitals_as_before(tmp_path: Path) -> None:
    lean = runpy.run_path(str(PACKAGING / "lean_icu.py"))["make_lean"]
    qt = Path(PySide6.__file__).parent / "Qt/lib"
    (data,) = qt.glob("libicudata.so.*")
    made = lean(data, tmp_path)
    assert made.stat().st_size < data.stat().st_size / 3
    for library in qt.glob("libicu[ui]*"):
        shutil.copy(library, tmp_path)
    assert _sorted_by(tmp_path) == _sorted_by(qt)


def test_that_numpy_does_its_sums_with_the_reference_as_with_its_own(tmp_path: Path) -> None:
    import numpy as np

    parts = runpy.run_path(str(PACKAGING / "lean_blas.py"))
    if parts["sources"]() is None:
        pytest.skip("libblas64-dev and liblapack64-dev are not installed")
    whole = Path(np.__file__).parent
    # The libraries are found beside the links, not beside what these lead to.
    shutil.copytree(
        whole, tmp_path / "numpy", copy_function=os.symlink, ignore=shutil.ignore_patterns("tests")
    )
    shutil.copytree(whole.parent / "numpy.libs", tmp_path / "numpy.libs", copy_function=os.symlink)
    (own,) = (tmp_path / "numpy.libs").glob("libscipy_openblas*")
    made = parts["make_lean"](own, whole.rglob("*.so"), tmp_path / "made")
    assert made.stat().st_size < own.stat().st_size / 10
    own.unlink()
    shutil.copy(made, own)
    done = subprocess.run(
        [sys.executable, "-c", SUMS],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(tmp_path)},
    )
    assert done.stdout.split() == [str(tmp_path / "numpy/__init__.py"), "right"]


def _sorted_by(folder: Path) -> str:
    script = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import test_lean_parts as t; t.tell()"
    return subprocess.run(
        [sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=True
    ).stdout


def tell() -> None:
    """Tells keys to sort words by, and words in capitals, with the ICU of a folder; run in a program of its own."""
    folder = Path(sys.argv[1])
    loaded = [
        ctypes.CDLL(str(next(folder.glob(f"libicu{part}.so.*"))), ctypes.RTLD_GLOBAL)
        for part in ("data", "uc", "i18n")
    ]
    number = next(folder.glob("libicudata.so.*")).name.rpartition(".")[2]
    for language in (*LANGUAGES, "sv", "ko", "xx"):
        fault, room = ctypes.c_int(0), ctypes.create_string_buffer(400)
        opened = getattr(loaded[2], f"ucol_open_{number}")
        opened.restype = ctypes.c_void_p
        order = ctypes.c_void_p(opened(language.encode(), ctypes.byref(fault)))
        for word in ("Äpfel", "zebra", "ångström", "łódź", "chata", "東京", "дом", "ı", "İ", "가"):
            letters = word.encode("utf-16-le")
            size = getattr(loaded[2], f"ucol_getSortKey_{number}")(order, letters, len(word), room, 400)
            sys.stdout.write(f"{language} {room.raw[:size].hex()} {fault.value > 0}\n")
        letters = "straße iıß ŉ".encode("utf-16-le")
        size = getattr(loaded[1], f"u_strToUpper_{number}")(
            room, 200, letters, len(letters) // 2, language.encode(), ctypes.byref(fault)
        )
        sys.stdout.write(f"{room.raw[: size * 2]!r} {fault.value > 0}\n")
