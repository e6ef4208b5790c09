"""Whether a file is a brief as it was issued."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dibao.composing import carried
from dibao.composing.issued import ISSUED, told
from dibao.composing.verify import Difference, Kind, against
from dibao.language import say
from dibao.office.briefs import register
from dibao.office.briefs.models import Issue
from dibao.office.shared.office import Office
from dibao.office.shared.vault import digest_of


@dataclass(frozen=True, slots=True)
class Original:
    """What the register says of a file, in a sentence; `differences` from the file as it was issued."""

    sentence: str
    differences: tuple[Difference, ...] = ()


def original(office: Office, path: Path) -> Original | None:
    """What the register knows of a file; None for a draft that was never issued."""
    digest = digest_of(path.read_bytes())
    row = register.of_file(digest)
    if row is not None:
        return Original(_is_it(office, row, digest))
    payload = carried.read(path).payload
    if payload.get(ISSUED):
        return _claims(office, path)
    row = Issue.objects.filter(draft=digest).first()
    if row is None:
        return None
    name = register.called(office, row)
    return Original(say(f"这是{name}的草稿，不是签发件。", f"This is the draft of {name}, not the issued file."))


_FORMS = {".pdf": (" PDF", " PDF of"), ".html": ("网页", " page of")}


def _is_it(office: Office, row: Issue, digest: str) -> str:
    suffix = next(suffix for suffix, kept in register.files_of(row).items() if kept == digest)
    form, of = _FORMS.get(suffix, ("", ""))
    name, at = register.called(office, row), office.local(row.at)
    slips = row.slips.count()
    corrected = say(f"，此后有{slips}份更正", f"; {slips} slips have corrected it since") if slips else ""
    return say(
        f"这就是{name}的签发件{form}（{at:%Y-%m-%d %H:%M} 签发），一字未动{corrected}。",
        f"This is{' the' if of else ''}{of} {name} exactly as issued on {at:%Y-%m-%d %H:%M}{corrected}.",
    )


def _issued_as(office: Office, row: Issue, suffix: str) -> Mapping[str, Any]:
    """What the issued file of the same format says; where there is none, the Word file: each has lines of its own."""
    files = register.files_of(row)
    suffix = suffix if suffix in files else register.WORD
    payload = carried.payload_in(register.read_kept(office.root, files[suffix], suffix), suffix)
    assert payload is not None  # the register vouches for these bytes
    return payload


def _claims(office: Office, path: Path) -> Original:
    """A file that says it was issued, and is not the issued file byte by byte."""
    payload = carried.read(path).payload
    about = told(payload, path.name)
    year, number = int(payload[ISSUED].get("year") or 0), int(payload[ISSUED].get("number") or 0)
    row = register.by_number(about.series, year, number)
    slip = payload[ISSUED].get("corrects")
    if row is not None and slip:
        row = row.slips.filter(number=int(payload[ISSUED].get("slip") or 0)).first()
    if row is None:
        borne = register.printed_number(payload) or str(number)
        unknown = Difference(ISSUED, "", f"{about.series} {borne}", "", "", Kind.ADDED)
        return Original(
            say(
                f"文件自称第{borne}期，签发登记里没有这一期：不是这里签发的。",
                f"The file calls itself No. {borne}, which the register lacks: it was not issued here.",
            ),
            (unknown,),
        )
    name = register.called(office, row)
    found = against(path, _issued_as(office, row, path.suffix.lower()))
    if found:
        return Original(
            say(
                f"这不是{name}的签发件：有 {len(found)} 处与签发时不同。",
                f"This is not {name} as issued: it differs in {len(found)} places.",
            ),
            tuple(found),
        )
    return Original(
        say(
            f"这份文件的数字与{name}签发时相同，但不是签发件本身（另存过）。",
            f"Its figures are those of {name} as issued, but the file itself is another (it was saved again).",
        )
    )
