"""The command line: one thin module a command, loaded only when that command runs."""

from dibao.cli.main import main

__all__ = ["main"]
