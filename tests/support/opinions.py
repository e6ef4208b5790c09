"""Labelled figures as the second opinion sees them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from dibao.catalogue import default_catalogue
from dibao.catalogue.link_lexicon import build
from dibao.catalogue.link_places import places
from dibao.catalogue.link_text import Vocabulary, lex
from dibao.catalogue.second_opinion import see
from dibao.documents.blocks import Document
from dibao.figures import Figure
from dibao.reading import read
from support.phrasings import ROWS, marked
from support.scoring import CORPUS, Labelled, document, load, paired

Example = tuple[set[str], list[str]]
SETS = tuple(sorted(folder.name for folder in CORPUS.iterdir() if folder.is_dir() and any(folder.glob("*.txt"))))


def examples(texts: Iterable[Labelled]) -> list[Example]:
    """Of the labelled figures that were read in these texts, and of the table of phrasings: signs and right names."""
    found: list[Example] = []
    for text in texts:
        opened = document(text)
        figures = read(opened, date=text.day)
        seen = _seen(opened, figures)
        found += [(seen[at], [label["code"], *label.get("code_alt", [])]) for label, at in paired(text.labels, figures)]
    for row in ROWS:
        opened, figures = marked(row["text"] + "。")
        codes = [[code for code in cell.split("|") if code != "none"] for cell in row["codes"].split(";")]
        found += [(told, right) for told, right in zip(_seen(opened, figures), codes, strict=True) if right]
    return found


def _seen(document: Document, figures: Sequence[Figure]) -> list[set[str]]:
    lexed = lex(document, _words(), figures)
    return [
        see(lexed.text, place.start, place.after, place.left, place.right, figure.unit).signs()
        for place, figure in zip(places(lexed), figures, strict=True)
    ]


@cache
def _words() -> Vocabulary:
    return build(default_catalogue(), None).words


def labelled(names: Iterable[str] = SETS) -> list[Labelled]:
    """The texts of these sets."""
    return [text for name in names for text in load(CORPUS / name)]
