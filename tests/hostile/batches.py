"""The batch of broken and hostile files, and the way of each through the readers."""

from __future__ import annotations

import resource
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

import wholeness

from dibao import documents, language, reading
from dibao.catalogue import default_catalogue, link
from dibao.documents import unreadable
from dibao.documents.isolation import Limits, Pool
from dibao.errors import DibaoError
from hostile import packages, samples, texts
from hostile.mutations import Broken, broken
from support.processes import unharmed

SEED = 20260203
EACH = 36
GOOD_EVERY = 25
SHORT = Limits(seconds=2)
"""What never ends, ends sooner here."""

Told = tuple[list[str], list[tuple[int, str]], str]
"""The sentences of what was refused, the figures of what was read, and what went wrong in us."""


def by_hand(url: str) -> Iterator[Broken]:
    yield from chain(packages.bombs(), packages.paths(), packages.entities(url), packages.shapes())
    yield from chain(packages.elsewhere(url), texts.lines(), texts.pages(url), texts.rich(url), texts.mails(url))
    yield from texts.portable(url)


def good() -> Iterator[Broken]:
    while True:
        for kind in ("docx", "pdf", "txt"):
            suffix, data = samples.good()[kind]
            yield f"good-{kind}{suffix}", data


def batch(url: str) -> Iterator[Broken]:
    whole = good()
    for number, each in enumerate(chain(broken(SEED, EACH), by_hand(url))):
        if number % GOOD_EVERY == 0:
            yield next(whole)
        yield each


def taken(item: Broken) -> Told:
    """The whole way of a file. Whatever we let through but a sentence is told as it is."""
    name, data = item
    refused: list[str] = []
    figures: list[tuple[int, str]] = []
    try:
        inside = documents.unpack(data, name, near=date(2026, 2, 3))
        refused += inside.refused
        for one in inside.files:
            try:
                document = documents.from_bytes(one.data, one.name)
            except DibaoError as error:
                if not _expected(error):
                    return [], [], traceback.format_exc()
                refused.append(str(error))
                continue
            wholeness.check(document)
            document.text.encode()
            found = link(document, reading.read(document, date=date(2026, 2, 3)), default_catalogue())
            reading.masked(document)
            figures += [(int(figure.value), figure.unit) for figure in found[:50]]
    except MemoryError:
        raise
    except DibaoError as error:
        if not _expected(error):
            return [], [], traceback.format_exc()
        refused.append(str(error))
    except Exception:
        return [], [], traceback.format_exc()
    return refused, figures, ""


def _expected(error: DibaoError) -> bool:
    """A refusal, or the question whether LibreOffice can help."""
    return error.code == unreadable.CODE or bool(unreadable.wanted(error))


@dataclass
class Counts:
    """`most`: the memory of the largest worker, in bytes."""

    good: int = 0
    bad: int = 0
    refused: int = 0
    read: int = 0
    most: int = 0
    wrong: list[str] = field(default_factory=list)


def run(url: str) -> Counts:
    """Every file of the batch once, by workers."""
    counts = Counts()
    language.use("zh")
    with unharmed():
        for (name, _), told in Pool(2, limits=SHORT).run(taken, batch(url), name=lambda item: item[0]):
            if isinstance(told, DibaoError):
                told = ([str(told)], [], "" if _expected(told) else repr(told))
            refused, figures, ours = told
            if ours:
                counts.wrong.append(f"{name}: {ours}")
            if name.startswith("good"):
                counts.good += 1
                if (1200, "份") not in figures:
                    counts.wrong.append(f"{name}: {told}")
            else:
                counts.bad += 1
            counts.refused += bool(refused)
            counts.read += not refused
            counts.wrong += [f"{name}: {sentence!r}" for sentence in refused if not is_sentence(sentence)]
    counts.most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    return counts


def is_sentence(sentence: str) -> bool:
    return sentence.isprintable() and len(sentence) < 400 and sentence.endswith("。")
