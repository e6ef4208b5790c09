"""Saving a rule: checked as a whole first, the file before it is kept, and two people never overwrite each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dibao.composing import save
from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.rules.files import NAMES, checked, content
from dibao.office.shared import vault
from dibao.office.shared.actions import Action, Done
from dibao.office.shared.office import Office

FOLDER = "history"
"""Where the files before lie, each under the hash of its content."""


@dataclass(frozen=True)
class SaveRule(Action[None, bool]):
    """Put `text` in the place of the file; whether anything changed. `before`: the digest of the text that was edited.

    DibaoError: `bad_settings` names the line that is wrong, `stale` where somebody else has saved meanwhile.
    """

    verb: ClassVar[str] = "rules.save"
    name: str
    text: str
    before: str

    def prepare(self, office: Office) -> None:
        if self.name not in NAMES:
            raise DibaoError(say(f"没有 {self.name} 这个文件。", f"There is no file {self.name}."), code="absent")
        checked(office.root, self.name, self.text)

    def write(self, office: Office, prepared: None) -> Done[bool]:
        now = content(office.root, self.name)
        if digest(now) != self.before:
            raise DibaoError(
                say(
                    f"您改的时候，{self.name} 被别人改过了。您写的没有存，也没有丢：请对照新的内容再改一次。",
                    f"{self.name} was changed by somebody else meanwhile. Yours was not saved, and is not lost: "
                    "compare it with the new text and edit again.",
                ),
                code="stale",
            )
        if now == self.text:
            return Done(False)
        path = office.root / self.name
        if path.is_file():
            kept = path.read_bytes()
            vault.keep(office.root / FOLDER, [(kept, vault.digest_of(kept), self.name)])
        data = self.text.encode()
        save(path, data)
        return Done(True, f"rule:{self.name}", {"before": self.before, "after": vault.digest_of(data)})


def digest(text: str) -> str:
    """What a form remembers of the text that it shows."""
    return vault.digest_of(text.encode())
