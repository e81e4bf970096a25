"""Makes the library of linear algebra that NumPy loads out of the reference one, with just the functions it calls.

NumPy brings OpenBLAS, 25 MB of one routine for each processor, for matrices of thousands of rows. SalesDesk has
matplotlib turn matrices of three. Debian's BLAS and LAPACK with 64 bit numbers do the same sums in a twentieth of the
room; `objcopy` gives their functions the names by which NumPy asks for them, and `ld` puts them together.
"""

import subprocess
from collections.abc import Iterable
from pathlib import Path

PREFIX, SUFFIX = "scipy_", "64_"
BLAS, LAPACK = "*/blas64/libblas64.a", "*/liblapack64_pic.a"
# Those of BLAS that tell of wrong arguments are not made for a library; LAPACK's takes their place.
TELLERS = ("xerbla.o", "cblas_xerbla.o")


def sources() -> tuple[Path, Path] | None:
    """Gives Debian's BLAS and LAPACK, of libblas64-dev and liblapack64-dev; None where they are not installed."""
    found = [next(iter(Path("/usr/lib").glob(pattern)), None) for pattern in (BLAS, LAPACK)]
    return (found[0], found[1]) if found[0] and found[1] else None


def make_lean(library: Path, asking: Iterable[Path], into: Path) -> Path:
    """Writes a library that takes the place of OpenBLAS for those that ask it, and gives its file."""
    archives = sources()
    fortran = next(library.parent.glob("libgfortran-*"), None)
    if archives is None or fortran is None:
        return library
    into.mkdir(parents=True, exist_ok=True)
    names = sorted({name for extension in asking for name in asked_of(extension)})
    renamed = "".join(f"{name.removeprefix(PREFIX).removesuffix(SUFFIX)} {name}\n" for name in names)
    (into / "names").write_text(renamed)
    (into / "shown").write_text("{ global: " + "".join(f"{name};" for name in names) + " local: *; };")
    for archive, own in zip(archives, ("blas.a", "lapack.a"), strict=True):
        subprocess.run(["objcopy", "--redefine-syms=names", archive, own], cwd=into, check=True)
    subprocess.run(["ar", "d", "blas.a", *TELLERS], cwd=into, check=True)
    subprocess.run(
        ["ld", "-shared", f"-soname={library.name}", "-rpath=$ORIGIN", "-z", "noexecstack", "--build-id=none",
         "--gc-sections", "--no-undefined", "-u", "xerbla_", "--defsym=cblas_xerbla=xerbla_",
         *(f"--undefined={name}" for name in names), "--version-script=shown", "-o", library.name,
         "--start-group", "lapack.a", "blas.a", "--end-group", fortran,
         *(f"-L{folder}" for folder in ("/lib", "/usr/lib", archives[1].parent)), "-l:libm.so.6", "-l:libc.so.6"],
        cwd=into, check=True,
    )  # fmt: skip
    subprocess.run(["strip", "--strip-unneeded", library.name], cwd=into, check=True)
    return into / library.name


def asked_of(extension: Path) -> list[str]:
    """Gives the functions of linear algebra that an extension of NumPy calls."""
    said = subprocess.run(
        ["nm", "-D", "--undefined-only", extension], capture_output=True, text=True, check=True
    ).stdout
    return [name for name in said.split() if name.startswith(PREFIX) and name.endswith(SUFFIX)]
