from __future__ import annotations

from pathlib import Path

import pytest

from dibao.office.shared.office import Office
from support import plain_reading
from support.offices import office_in


@pytest.fixture
def office(db: None, tmp_path: Path) -> Office:
    """A small office at 10:30 on 3 February 2026, in the test database."""
    return office_in(tmp_path)


@pytest.fixture(autouse=True)
def _plain_reading(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """What is tested here comes after reading; tests marked by the fixture `real_reading` keep the real one."""
    if "real_reading" not in request.fixturenames:
        plain_reading.install(lambda thing, name, value: monkeypatch.setattr(thing, name, value, raising=False))


@pytest.fixture
def real_reading() -> None:
    """Asks for the real reader."""
