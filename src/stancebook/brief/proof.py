"""The proof of a text: each sentence with its evidence in a run, and the faults that verification finds.

>>> in_same_form("Two", 3), in_same_form("25", 1200), in_same_form("two", 0)
('Three', '1,200', 'no')
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from stancebook.brief.citations import Citables, Evidence, NoRow, NoSelection, count, evidence, select
from stancebook.brief.from_tables import NoColumn, bullets
from stancebook.brief.inline import SAYS, BriefError, fault
from stancebook.brief.rules.case import shortened
from stancebook.brief.rules.language import Language
from stancebook.brief.text import Block, Sentence, Text, parse
from stancebook.brief.verification import Fault, verify
from stancebook.core.english import capital, number

IN_OTHER_RUNS = ("holds", "allow")  # rules that drop no sentence of another run
ABSENT = "nothing-cited"


class Proof(NamedTuple):
    """A sentence with its evidence in a run, and its faults; warnings and overruled faults among them."""

    sentence: Sentence
    evidence: Evidence
    faults: Sequence[Fault]

    @property
    def errors(self) -> list[Fault]:
        """The errors that are not overruled."""
        return [each for each in self.faults if each.level == "error" and not each.overruled]

    @property
    def rests(self) -> bool:
        """Whether there is anything in this run that the sentence rests on."""
        return bool(self.evidence.passages or self.evidence.tables or self.evidence.study)

    @property
    def claims(self) -> bool:
        """Whether the sentence is a claim: it rests on passages, or has a predicate."""
        return bool(self.evidence.passages or self.sentence.holds)

    @property
    def fallen(self) -> str:
        """Why the sentence cannot stand in a run that is not the default one; empty if it can."""
        if not self.rests and self.sentence.keys:
            reasons = [reason.rpartition("; ")[0] for _, reason in self.evidence.nothing]
        else:
            said = f"“{shortened(self.sentence.words)}” "
            kept = (*IN_OTHER_RUNS, ABSENT)
            reasons = [each.message.removeprefix(said) for each in self.errors if each.rule not in kept]
        return "; ".join(dict.fromkeys(reasons))


def prove(text: Text, tables: Citables, language: Language, default: bool = True) -> dict[str, Proof]:
    """Return the Proof of each sentence of a text by its id.

    Words of the study's state are as it is now; in a run that is not the `default` one, counts are the run's own.
    Raises BriefError if a predicate cannot be read.
    """
    proofs, faults = {}, []
    for written in text.sentences:
        sentence = written.counted([tables.says.get(what, words) for words, what in written.counts])
        try:
            proofs[sentence.id] = _proof(sentence if default else recounted(sentence, tables), tables, language)
        except ValueError as error:  # of the predicate
            message, _, fix = str(error).rpartition("; ")
            faults.append(str(fault(sentence.line, f"holds of {sentence.id}: {message}", fix)))
    if faults:
        raise BriefError("\n".join(faults))
    return proofs


def _proof(sentence: Sentence, tables: Citables, language: Language) -> Proof:
    found = evidence(sentence, tables)
    return Proof(sentence, found, verify(sentence, found, language))


def recounted(sentence: Sentence, tables: Citables) -> Sentence:
    """Return a sentence with the counts of this run, in the form of those that are written."""
    return sentence.counted([
        words if what in SAYS else in_same_form(words, count(what, tables)) for words, what in sentence.counts
    ])  # fmt: skip


def in_same_form(written: str, amount: int) -> str:
    """Return a number in figures or in words, with a capital or not, as another one is written."""
    if any(sign.isdigit() for sign in written):
        return number(amount)
    spelled = number(amount, spell=True)
    return capital(spelled) if written[:1].isupper() else spelled


def with_bullets(text: Text, tables: Citables, names: dict[str, str]) -> Text:
    """Return a text with a bullet for each row in the place of each block that asks for them.

    Raises BriefError if such a block has not one line with fields that the rows have.
    """
    blocks: list[Block] = []
    for block in text.blocks:
        blocks += _bullets(block, tables, names) if block.kind == "each" else [block]
    return text._replace(blocks=tuple(blocks))


def _bullets(block: Block, tables: Citables, names: dict[str, str]) -> Iterable[Block]:
    """A block for each row that a key selects; none if it selects none."""
    line = block.start + 2
    try:
        items = bullets(block.body, select(block.name, tables), names)
    except NoRow:
        items = []
    except NoSelection as error:
        message, _, fix = str(error).rpartition("; ")
        raise fault(block.start + 1, message, fix) from None
    except NoColumn as error:
        message, _, fix = str(error).rpartition("; ")
        raise fault(line, message, fix) from None
    shown = [made for item in items for made in parse(item, line).blocks]  # a cell without words makes no bullet
    number = 0
    for made in shown:
        named = []
        for sentence in made.sentences:
            number += 1
            named.append(sentence._replace(id=f"s{line}-{number}"))
        start = block.start if number == len(named) else block.end
        yield made._replace(sentences=tuple(named), start=start, end=block.end)
    if not shown:
        yield block._replace(kind="prose", prefix="")
