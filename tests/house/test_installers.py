"""Holds that the installers of the three systems say the same of the program, and what the program itself says."""

import ast
import configparser
import re
import subprocess
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import salesdesk
from salesdesk.env.paths import DESK_SUFFIX
from salesdesk.model.kinds import KINDS, link_to, linked_record
from salesdesk.store.seal import SALT

ROOT = Path(salesdesk.__file__).parent.parent
PACKAGING = ROOT / "packaging"
WINDOWS = (PACKAGING / "windows/salesdesk.nsi").read_text(encoding="utf-8")
SPEC = (ROOT / "build.spec").read_text(encoding="utf-8")
WORKFLOW = (ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8")
MIME = "application/x-salesdesk"
KIND = next(iter(KINDS))
LINK = link_to(KIND, 1).partition(":")[0]


def desktop_entry(name: str) -> configparser.SectionProxy:
    """Gives what a desktop entry says."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(PACKAGING / f"linux/{name}.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


def defined(name: str) -> str:
    """Gives a word that the script of the setup defines."""
    found = re.search(rf'^!define {name} "(.*)"$', WINDOWS, re.MULTILINE)
    assert found, name
    return found[1]


def of_spec(name: str) -> object:
    """Gives a value that build.spec declares by itself."""
    values: dict[str, ast.expr] = {
        target.id: node.value
        for node in ast.parse(SPEC).body
        if isinstance(node, ast.Assign) and isinstance(target := node.targets[0], ast.Name)
    }

    class Named(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return values[node.id]

    return ast.literal_eval(Named().visit(values[name]))


def test_that_all_systems_know_the_same_file() -> None:
    mime = ET.parse(PACKAGING / "linux/salesdesk.xml").getroot()
    (kind,) = mime.findall("{*}mime-type")
    assert kind.get("type") == MIME
    assert [glob.get("pattern") for glob in kind.findall("{*}glob")] == [f"*{DESK_SUFFIX}"]
    assert SALT.decode() in [match.get("value") for match in kind.iter() if match.tag.endswith("}match")]
    assert desktop_entry("salesdesk")["MimeType"] == f"{MIME};"
    assert (defined("FILE_SUFFIX"), defined("MIME_TYPE")) == (DESK_SUFFIX, MIME)
    tags = of_spec("FILE_TYPE")["UTTypeTagSpecification"]  # type: ignore[index]
    assert tags == {"public.filename-extension": [DESK_SUFFIX[1:]], "public.mime-type": MIME}
    assert of_spec("DOCUMENT")["LSItemContentTypes"] == [of_spec("DESK_TYPE")]  # type: ignore[index]


def test_that_all_systems_know_the_link_of_a_printed_sheet() -> None:
    assert linked_record(f"{LINK}:{KIND}/1") == (KIND, 1)
    assert desktop_entry("salesdesk-link")["MimeType"] == f"x-scheme-handler/{LINK};"
    assert defined("LINK") == LINK
    assert of_spec("LINK")["CFBundleURLSchemes"] == [LINK]  # type: ignore[index]


def test_that_the_version_has_one_source() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["hatch"]["version"]["path"] == "salesdesk/__init__.py"
    version = re.compile(r"(?<![\d.])" + re.escape(salesdesk.__version__) + r"(?![\d.])")
    named = [path for path in PACKAGING.rglob("*") if path.is_file() and version.search(_text(path))]
    assert not named
    assert not version.search(SPEC)
    # Windows' own version is four numbers, made of these three.
    assert re.fullmatch(r"\d+\.\d+\.\d+", salesdesk.__version__)


def test_that_setup_and_removal_touch_nothing_that_the_manager_wrote() -> None:
    removed = re.findall(r'^\s*(?:RMDir /r|Delete) "(.*)"$', WINDOWS, re.MULTILINE)
    names = ("coming", "going", "_internal", "SalesDesk.exe", "SalesDesk.com", "Uninstall.exe")
    own = {rf"$INSTDIR\{name}" for name in names}
    assert set(removed) == own | {r"$SMPROGRAMS\SalesDesk.lnk", r"$LOCALAPPDATA\SalesDesk\Cache"}
    assert set(re.findall(r"\b(HKLM|HKCR|HKCU)\b", WINDOWS)) == {"HKCU"}
    assert "RequestExecutionLevel user" in WINDOWS


def test_that_the_release_is_built_by_pinned_actions_with_least_rights() -> None:
    uses = re.findall(r"uses: (.*)", WORKFLOW)
    assert uses
    assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v[\d.]+", each) for each in uses)
    assert re.search(r"^permissions: \{\}$", WORKFLOW, re.MULTILINE)
    jobs = re.split(r"^  (?=[\w-]+:$)", WORKFLOW.partition("\njobs:\n")[2], flags=re.MULTILINE)[1:]
    rights = {job.partition(":")[0]: re.search(r"^    permissions: (.*)$", job, re.MULTILINE) for job in jobs}
    assert [name for name, right in rights.items() if right is None] == []
    assert [name for name, right in rights.items() if right and "write" in right[1]] == ["release"]


def test_that_the_release_has_its_version_and_its_tools_from_where_the_project_has_them() -> None:
    prepare = (ROOT / ".ci/prepare").read_text(encoding="utf-8")
    tool = re.search(r"^UV_VERSION=(.*)$", prepare, re.MULTILINE)
    assert tool
    assert f'UV_VERSION: "{tool[1]}"' in WORKFLOW
    # One check a system: no tag goes out with another version inside.
    assert WORKFLOW.count('[ "v$version" = "$GITHUB_REF_NAME" ]') == len(("windows-setup", "macos", "linux"))


def test_that_what_stands_in_for_windows_under_wine_is_never_packed(tmp_path: Path) -> None:
    program = tmp_path / "SalesDesk"
    (program / "_internal").mkdir(parents=True)
    for start in ("SalesDesk.exe", "SalesDesk.com"):
        (program / start).touch()
    (program / "_internal/icuuc.dll").touch()
    packed = subprocess.run(
        ["sh", PACKAGING / "windows/pack_setup", "1.0.0", program, tmp_path / "setup.exe"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert packed.returncode == 1
    assert "must not be shipped" in packed.stderr
    assert "icuuc.dll" in packed.stderr


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
