"""What is not documented, or documented and not there, fails here."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TRACKED = subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=True
)
FILES = [ROOT / name for name in TRACKED.stdout.decode().split("\0") if name and (ROOT / name).is_file()]
PAGES = [path for path in FILES if path.suffix == ".md"]
CODE = [path for path in FILES if path.suffix == ".py" and "migrations" not in path.parts]
TEXT = [
    path
    for path in FILES
    if path.suffix in {".py", ".md", ".toml", ".txt", ".in", ".sh", ".html", ".css", ".typ", ".csv"}
]


def test_generated_pages_are_as_the_code_says() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "dibao.cli.reference", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_both_readmes_name_the_two_commands() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text("utf-8")
        assert "make demo" in text and "make test" in text


def test_every_setting_is_documented() -> None:
    from dataclasses import fields

    from dibao.catalogue import Settings

    page = (ROOT / "docs" / "operations.md").read_text("utf-8")
    told = {"office": "name", "windows": "[windows]", "cutoffs": "[cutoffs]", "expect": "[expect]"}
    assert [field.name for field in fields(Settings) if told.get(field.name, field.name) not in page] == []


def test_every_variable_of_the_environment_is_documented() -> None:
    page = (ROOT / "docs" / "operations.md").read_text("utf-8")
    used = {
        name
        for path in CODE
        if "src" in path.parts
        for name in re.findall(r"\"(DIBAO_[A-Z_]+)\"", path.read_text("utf-8"))
    }
    assert used and [name for name in used if name not in page] == []


def test_every_format_is_documented() -> None:
    from dibao.documents import registry

    page = (ROOT / "docs" / "operations.md").read_text("utf-8")
    kinds = (*registry.formats(), *registry.containers())
    assert [suffix for kind in kinds for suffix in kind.suffixes if f"`{suffix}`" not in page] == []


def test_fragments_are_one_sentence_of_a_known_kind() -> None:
    for path in (ROOT / "newsfragments").glob("*.md"):
        assert re.fullmatch(r"[\w.+-]+\.(feature|fix)\.md", path.name), path.name
        assert len(path.read_text("utf-8").strip().splitlines()) == 1, path.name


def test_no_host_of_a_registry_and_no_remote_asset() -> None:
    """The words are put together here so that this file does not find itself."""
    hosts = re.compile(
        "|".join(["py" + "pi[.]org", "python" + "hosted[.]", "registry[.]" + "npm", "deb[.]" + "debian[.]"])
    )
    assets = re.compile("https?://" + "(cdn|unpkg|fonts[.]g|ajax[.]g)")
    found = [
        path.name for path in TEXT if hosts.search(text := path.read_text("utf-8", "ignore")) or assets.search(text)
    ]
    assert found == []


def test_no_file_over_400_lines_and_no_function_over_60() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {lines}"
        for path in CODE
        if (lines := len(path.read_text("utf-8").splitlines())) > 400
    ]
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
                and (node.end_lineno or 0) - node.lineno + 1 > 60
            ):
                long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert long == []
