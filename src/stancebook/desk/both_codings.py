"""Both codings side by side, as adjudication reads them: their rows with places, what is due, and what stands in the way.

All of it is computed anew only where a coder's file or the codebook has become another.

>>> here = Pair([], [], [])
>>> here.a + here.b
[]
"""

from collections import defaultdict
from typing import NamedTuple

from stancebook.core.files import digest
from stancebook.core.problems import Problem
from stancebook.desk.blinding import CODERS
from stancebook.study import adjudication, aliases, freeze, loader, validate_rows, validate_settings

FACTS = tuple(f"{coder}_facts.csv" for coder in CODERS)


class Pair(NamedTuple):
    """Both codings of one article and what is due on it."""

    a: list
    b: list
    due: list


class Codings(NamedTuple):
    """Both codings of a study, by article, and the complaints about the coders' files; `basis`: what they rest on."""

    basis: tuple
    pairs: dict
    complaints: list
    rows: dict

    def of(self, article):
        """The Pair of an article."""
        return self.pairs.get(article) or Pair([], [], [])

    def veiled(self, seen):
        """The complaints, without what is coded in articles that may not be `seen`, a function of their ids."""
        return [self._veiled(complaint, seen) for complaint in self.complaints]

    def _veiled(self, complaint, seen):
        at = (complaint.row or 1) - 2  # what is wrong with a file as a whole, or its header, tells of no article
        coded = self.rows[complaint.file][at : at + 1] if at >= 0 else []
        if all(seen(row["article"]) for row in coded):
            return complaint
        hidden = ("", "is not in order", "its coder sees at the desk what is wrong")
        return Problem(complaint.file, complaint.row, *hidden)


def reloaded(known, rooms, authored):
    """The Codings of a study, `known` itself where nothing is new; `authored` is the Study, whatever rows it holds."""
    contents = freeze.read_freezes(rooms.coded)[1]
    basis = (authored.codebook, *((name, digest(content)) for name, content in sorted(contents.items())))
    return known if known and known.basis == basis else both_codings(basis, rooms, authored)


def both_codings(basis, rooms, authored):
    """The Codings of a study, computed."""
    complaints, pairs, placed = [], defaultdict(lambda: Pair([], [], [])), []
    rows = {name: loader.read_table(rooms.coded, name, loader.COLUMNS[name], complaints) for name in freeze.FILES}
    lacking = validate_settings.check_codebook(authored.codebook)
    if lacking:
        return Codings(basis, {}, complaints + lacking, rows)
    named = {name: aliases.as_ids(rows[name], authored.codebook) for name in rows.keys() & {*loader.NAMING}}
    authored = authored._replace(rows=rows | named)
    for coder in CODERS:
        found, wrong = validate_rows.check_coding(f"{coder}.csv", coder, authored)
        placed, complaints = [*placed, sorted(found, key=_place)], complaints + wrong
    for file in FACTS:
        complaints += validate_rows.check_facts(file, authored)
    for at, found in enumerate((*placed, adjudication.decisions_due(*placed))):
        for row in found:
            pairs[row["article"]][at].append(row)
    return Codings(basis, dict(pairs), complaints, rows)


def _place(row):
    return row["article"], int(row["sentence_start"]), int(row["start"])
