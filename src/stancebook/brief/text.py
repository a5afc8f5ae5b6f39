"""The text of the brief: Markdown that a person writes, read as sentences with their citations.

>>> text = parse('# The strait\\n\\nArland pays [@arland/toll]{#pays holds="stance(arland, toll) > 0"}. “No.”\\n')
>>> for sentence in text.sentences:
...     print(sentence.line, sentence.id, sentence.kind, sentence.words, sentence.keys)
1 s1 heading The strait ()
3 pays sentence Arland pays. ('arland/toll',)
3 s3 sentence “No.” ()
>>> parse("Arland pays [@].")
Traceback (most recent call last):
stancebook.brief.inline.BriefError: report/text.md, line 1: “[@]” names no key; write one, as in [@F001]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from markdown_it.token import Token

from stancebook.brief.inline import BriefError, Citation, citations, fault, keys, plain, reader, row_words
from stancebook.core.bounds.limits import BLOCK_CHARACTERS, BRIEF_CHARACTERS
from stancebook.core.english import one_of
from stancebook.core.markdown import SPACE
from stancebook.texts import quotation_marks, sentences

STRAY = re.compile(r"(?<!\\)\{\s*(?:#|holds=|allow-|count=|says=)")
ENDED = re.compile(rf"[.!?…][{quotation_marks.ANY})*_]*$")
# a full stop with a citation before or behind it ends a sentence before a capital, whatever the word; \0 is a citation
CITED_END = re.compile(
    rf"(?:\0\s*\.[{quotation_marks.ANY})]*|\.[{quotation_marks.ANY})]*\s*\0)[\s\0]*\s"
    rf"(?=[{quotation_marks.ANY}(]*([^\W\d_]))"
)
MARKUP = re.compile(r"(?<!\\)(?:\*+|(?<!\w)_+|_+(?!\w))")
FIGURE = re.compile(r"figures/([\w-]+)\.svg")
BLOCKS = ("table", "each")
Counts = tuple[tuple[str, str], ...]


class Sentence(NamedTuple):
    """A sentence, a heading or a row of a table, with what it cites.

    `words` are plain, without Markdown and citations; the cells of a row have bars between them. `citation` is as
    written, `keys` are those of all its citations, `allow` leads from a rule to the reason why it does not count here,
    `counts` are pairs of the words printed and what is counted or told. `parts` is the Markdown without citations, cut
    where the counts stand.
    """

    id: str
    line: int
    kind: str
    words: str
    citation: str = ""
    keys: tuple[str, ...] = ()
    holds: str = ""
    allow: Mapping[str, str] = {}
    counts: Counts = ()
    parts: tuple[str, ...] = ()

    @property
    def markdown(self) -> str:
        """The Markdown of the sentence without its citations."""
        return interleaved(self.parts, [words for words, _ in self.counts])

    def counted(self, printed: Sequence[str]) -> Sentence:
        """The sentence with other words for its counts."""
        counts = tuple((words, what) for words, (_, what) in zip(printed, self.counts, strict=True))
        made = self._replace(counts=counts)
        return made._replace(words=row_words(made.markdown) if self.kind == "row" else plain(made.markdown))


class Block(NamedTuple):
    """A part of the text with its first line and the line after it, from 0: what renders as one.

    `kind` is prose (with the `prefix` of its line, such as "- "), row, figure, table, each or break; `name` is that of
    the figure or table, or the key of each; `body` the alternative text of a figure, or the lines of a fenced block.
    """

    kind: str
    start: int
    end: int
    sentences: tuple[Sentence, ...] = ()
    prefix: str = ""
    name: str = ""
    body: str = ""


class Text(NamedTuple):
    """A text as read: its lines and its blocks, in order; other lines are printed as they are."""

    lines: tuple[str, ...]
    blocks: tuple[Block, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences, in order."""
        return tuple(chain.from_iterable(block.sentences for block in self.blocks))


def parse(markdown: str, first: int = 1) -> Text:
    """Return the Text of a Markdown text whose first line has the number `first`.

    Raises BriefError, with a line for each fault, if a citation, an attribute or a block cannot be read.
    """
    if len(markdown) > BRIEF_CHARACTERS:
        raise fault(first, f"the text has more than {BRIEF_CHARACTERS:,} characters", "shorten it")
    lines = tuple(re.split("\r\n|\r|\n", markdown.removeprefix("\ufeff")))
    blocks: list[Block] = []
    faults: list[str] = []
    for tokens in _groups(reader().parse("\n".join(lines))):
        try:
            blocks.append(_block(tokens, lines, first))
        except BriefError as error:
            faults.append(str(error))
    text = Text(lines, tuple(_numbered(blocks)))
    faults += _repeated(text.sentences)
    if faults:
        raise BriefError("\n".join(faults))
    return text


def interleaved(parts: Sequence[str], between: Sequence[str]) -> str:
    """Return parts joined by what stands between them.

    >>> interleaved(("of ", " texts"), ["five"])
    'of five texts'
    """
    return "".join(chain.from_iterable(zip(parts, [*between, ""], strict=True)))


def _groups(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens of each block: an opening token with its inlines, or one token alone."""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type in ("paragraph_open", "heading_open", "tr_open"):
            end = next(n for n in range(at, len(tokens)) if tokens[n].type == token.type.replace("open", "close"))
            yield [token, *(inner for inner in tokens[at:end] if inner.type == "inline"), tokens[at + 1]]
            at = end
        elif token.type in ("fence", "hr"):
            yield [token]
        at += 1


def _block(tokens: Sequence[Token], lines: Sequence[str], first: int) -> Block:
    """The Block of a group of tokens."""
    token, (start, end) = tokens[0], tokens[0].map or tokens[1].map or [0, 0]
    if sum(map(len, lines[start:end])) > BLOCK_CHARACTERS:
        raise fault(start + first, f"a paragraph or a row has more than {BLOCK_CHARACTERS:,} characters", "divide it")
    if token.type == "hr":
        return Block("break" if token.level == 0 else "prose", start, end, prefix=lines[start])
    if token.type == "fence":
        return _fence(token, start, end, first)
    if token.type == "tr_open":
        return _row(lines[start], start, tokens[-1].type == "th_open", first)
    inline = tokens[1]
    figure = _figure(inline, start + first)
    if figure:
        return Block("figure", start, end, name=figure[0], body=figure[1])
    if token.type == "heading_open" and token.markup == "-":
        raise fault(start + first, "the line of dashes below makes this a heading", "put an empty line between them")
    kind = "heading" if token.type == "heading_open" else "sentence"
    found = tuple(_sentences(inline.content, start + first, kind))
    if kind == "heading" and not any(each.words.strip() for each in found):
        raise fault(start + first, "a heading without words", "give it words, or delete it")
    return Block("prose", start, end, found, _prefix(tokens, lines))


def _row(line: str, start: int, head: bool, first: int) -> Block:
    """The Block of a row of a table; its head is no sentence."""
    row = _sentence(line, start + first, "row")
    if head and row.keys:
        raise fault(start + first, "the head of a table has a citation", "cite in the rows below it")
    return Block("row", start, start + 1, () if head else (row,))


def _fence(token: Token, start: int, end: int, first: int) -> Block:
    """The Block of a fenced block."""
    kind, _, name = token.info.strip().partition(" ")
    if kind not in BLOCKS or not name.strip():
        known = one_of([f"“{block} …”" for block in BLOCKS])
        raise fault(start + first, f"a fenced block says “{token.info.strip()}”", f"begin it with {known}")
    return Block(kind, start, end, name=name.strip(), body=token.content, prefix=token.markup)


def _figure(inline: Token, line: int) -> tuple[str, str] | None:
    """The name and the alternative text of a figure that stands alone; None if there is no image."""
    images = [piece for piece in inline.children or () if piece.type == "image"]
    if not images:
        return None
    found = FIGURE.fullmatch(str(images[0].attrs.get("src", "")))
    if len(inline.children or ()) > 1 or not found:
        raise fault(line, "an image stands among words or is no figure", "write ![](figures/name.svg) on its own line")
    return found[1], images[0].content


def _prefix(tokens: Sequence[Token], lines: Sequence[str]) -> str:
    """What stands before the words of a block on its first line."""
    source, words = lines[(tokens[0].map or [0])[0]], tokens[1].content.partition("\n")[0]
    before = source[: source.rindex(words)] if words in source else ""
    if tokens[0].type == "heading_open" and tokens[0].markup == "=":
        return f"{before}# "
    return before


def _sentences(content: str, line: int, kind: str) -> list[Sentence]:
    """The sentences of the words of a block that begins at a line; a heading is one sentence."""
    masked = _masked(content, line)
    starts = {span.start for span in sentences.split(masked.replace("\0", " "), language="en")[1:]}
    starts |= {end.end() for end in CITED_END.finditer(masked) if end[1].isupper()}
    cuts = [0, *(sorted(starts) if kind == "sentence" else ()), len(content)]
    found = []
    for start, end in pairwise(cuts):
        piece = content[start:end]
        lead = len(piece) - len(piece.lstrip())
        found.append(_sentence(piece.strip(), line + content.count("\n", 0, start + lead), kind))
    whole = _sentence(content.strip(), line, kind, check=False)
    if " ".join(each.words for each in found) != whole.words:
        raise fault(line, "emphasis or a link goes on over the end of a sentence", "end it where the sentence ends")
    return found


def _masked(content: str, line: int) -> str:
    """The words with all that must not end a sentence masked: citations (\\0), emphasis, stops in a quotation."""
    chars = list(content.replace("\n", " "))
    cited = [place for each in citations(content, line) if not each.counts for place in range(each.start, each.end)]
    for place in cited:
        chars[place] = " "
    for marks in MARKUP.finditer("".join(chars)):
        opening = marks.end() < len(chars) and not chars[marks.end()].isspace()
        chars[marks.start() : marks.end()] = ("(" if opening else ")") * len(marks[0])
    words = "".join(chars)
    for quoted in quotation_marks.find(words):
        inner = quoted.inner.of(words).rstrip(".!?…") if quoted.closed else ""
        chars[quoted.inner.start : quoted.inner.start + len(inner)] = re.sub(r"[.!?…]", ",", inner)
    for place in cited:
        chars[place] = "\0"
    return "".join(chars)


def _sentence(source: str, line: int, kind: str, check: bool = True) -> Sentence:
    """The Sentence of a piece of Markdown; without `check` it may have several ids and predicates."""
    found = list(citations(source, line))
    parts = tuple(SPACE.sub(" ", part) for part in _parts(source, found))
    counts = tuple((each.brackets[1:-1], *each.attributes.values()) for each in found if each.counts)
    cited = [each for each in found if not each.counts]
    attributes = [pair for each in cited for pair in each.attributes.items()]
    allow = {name.removeprefix("allow-"): why for name, why in attributes if name.startswith("allow-")}
    own = dict(attributes)
    if check and len(own) < len(attributes):
        raise fault(line, "a sentence has an attribute twice", "give it once, behind one of its citations")
    if check and STRAY.search("".join(parts)):
        raise fault(line, "attributes in braces stand alone", "put them directly behind a citation or a count")
    written = SPACE.sub(" ", " ".join(source[each.start : each.end] for each in cited))
    named = tuple(key for each in cited for key in keys(each))
    made = Sentence(own.get("id", ""), line, kind, "", written, named, own.get("holds", ""), allow, counts, parts)
    return made.counted([words for words, _ in counts])


def _parts(source: str, found: Iterable[Citation]) -> list[str]:
    """The Markdown without citations, cut where the counts stand; no second full stop where a quotation has one."""
    parts, at = [""], 0
    for each in found:
        before = source[at : each.start]
        parts[-1] += before if each.counts else before.rstrip()
        at = each.end
        if each.counts:
            parts.append("")
        elif ENDED.search(parts[-1]) and source.startswith(".", at):
            at += 1
    parts[-1] += source[at:]
    return parts


def _numbered(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks whose sentences all have an id: their own, else s and their number."""
    number = 0
    for block in blocks:
        named = []
        for sentence in block.sentences:
            number += 1
            named.append(sentence._replace(id=sentence.id or f"s{number}"))
        yield block._replace(sentences=tuple(named))


def _repeated(found: Sequence[Sentence]) -> list[str]:
    """A fault for each id that another sentence has before."""
    lines: dict[str, int] = {}
    faults = []
    for each in found:
        if each.id in lines:
            message = f"the id {each.id} stands in line {lines[each.id]} too"
            faults.append(str(fault(each.line, message, "give each sentence its own")))
        lines.setdefault(each.id, each.line)
    return faults
