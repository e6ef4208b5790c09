"""The office as people meet it: `dibao serve` in a process of its own, and a real Chromium before it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from support import commands
from support.databases import own_database

PASSWORD = "anlan-0203-brief"
PATIENCE = 30_000
"""Milliseconds for what a page must show: a machine that is busy shows it late, and late is not wrong."""

expect.set_options(timeout=PATIENCE)


@dataclass
class Site:
    """A served workspace. `errors`: what the pages' consoles have said, CSP's refusals among it."""

    root: Path
    base: str
    environment: dict[str, str]
    browser: Browser
    errors: list[str] = field(default_factory=list)
    people: dict[str, object] = field(default_factory=dict)

    def dibao(self, *arguments: str | Path) -> str:
        """Run a command on the workspace; what it printed."""
        command = ["-w", str(self.root), *map(str, arguments)]
        done = commands.run(command, cwd=self.root, env=self.environment)
        assert done.returncode in (0, 1), done.stderr.decode()
        return done.stdout.decode()

    def context(self, *, width: int = 1440, height: int = 900, dark: bool = False, **options: object) -> BrowserContext:
        """A browser of somebody's own, in Chinese unless told otherwise. Everything a page complains of is kept."""
        given: dict[str, object] = {"locale": "zh-CN", "viewport": {"width": width, "height": height}} | options
        context = self.browser.new_context(color_scheme="dark" if dark else "light", **given)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        return context

    def sign_in(self, role: str, unit: str = "", who: str = "", **options: object) -> BrowserContext:
        """Somebody in this role, signed in; who comes back is the same person and signed in still."""
        name = who or (f"{role}-{unit}" if unit else role)
        if name not in self.people:
            link = self.dibao("invite", role, *(["--unit", unit] if unit else []), "--base", self.base).strip()
            with closing(self.context()) as context:
                page = context.new_page()
                page.goto(link)
                page.fill("#username", name)
                page.fill("#password", PASSWORD)
                page.click("button.primary.big")
                page.wait_for_url(lambda url: "/join/" not in url)
                self.people[name] = context.storage_state()
        return self.context(storage_state=self.people[name], **options)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert program, "install chromium (.ci/run does)"
    with (
        sync_playwright() as playwright,
        # Where tests run as root there is no sandbox for it; it sees this machine alone.
        closing(playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])) as running,
    ):
        yield running


@contextmanager
def served(root: Path, environment: dict[str, str], browser: Browser) -> Iterator[Site]:
    """`dibao serve` on the workspace until the end of the block."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = root.with_name(f"{root.name}-serve.log")
    command = [sys.executable, "-m", "dibao", "-w", str(root), "serve", "--port", str(port)]
    # No proxy between the test and its own machine.
    environment = {key: value for key, value in environment.items() if "proxy" not in key.lower()}
    with log.open("wb") as out, subprocess.Popen(command, env=environment, stdout=out, stderr=out) as server:
        try:
            base = f"http://127.0.0.1:{port}"
            _wait(f"{base}/health/", server, log)
            yield Site(root, base, environment, browser)
        finally:
            server.terminate()
            server.wait(timeout=60)
    assert "Traceback" not in log.read_text("utf-8"), log.read_text("utf-8")


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(300):
        assert server.poll() is None, log.read_text("utf-8")
        try:
            with opener.open(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(log.read_text("utf-8"))


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Site]:
    """The example city with its three days received, its last brief drafted and issued."""
    folder = tmp_path_factory.mktemp("example")
    with own_database() as environment:
        environment.pop("DIBAO_WORKSPACE", None)
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        commands.run(["demo", str(folder / "city")], cwd=folder, env=environment).check_returncode()
        with served(folder / "city", environment, browser) as site:
            yield site


@pytest.fixture
def fresh(tmp_path: Path, browser: Browser) -> Iterator[Site]:
    """The example city before its first report came."""
    with own_database() as environment:
        environment.pop("DIBAO_WORKSPACE", None)
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        commands.run(["init", str(tmp_path / "city"), "--example"], cwd=tmp_path, env=environment).check_returncode()
        with served(tmp_path / "city", environment, browser) as site:
            yield site


SCREENS = os.environ.get("DIBAO_SCREENS")
"""A folder to be filled with a picture of every page (make screens)."""
