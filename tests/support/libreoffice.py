"""LibreOffice as the program that saved a file."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from support.absent import absent


def by_office(files: dict[str, bytes], folder: Path, target: str = "pdf") -> dict[str, bytes]:
    """The files (by name) converted by LibreOffice, in one go; the results by their names without suffix.

    Skips the test where it is not installed.
    """
    office = shutil.which("soffice") or absent("LibreOffice is not installed")
    given, made = folder / "given", folder / "made"
    given.mkdir(parents=True)
    for name, data in files.items():
        (given / name).write_bytes(data)
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            target,
            "--outdir",
            str(made),
            *(str(given / name) for name in files),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {path.stem: path.read_bytes() for path in made.iterdir()}
