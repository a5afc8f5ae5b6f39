"""Cleaning by rules that are data, with nothing lost: each removed place leads back to the raw text.

>>> rules = [Rule("loading", "furniture", "not text", r"^Loading\\n", "", ())]
>>> clean, runs, removed = apply_rules("One.\\nLoading\\nTwo.", rules)
>>> clean
'One.\\nTwo.'
>>> restore(clean, removed)
'One.\\nLoading\\nTwo.'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, NamedTuple

from stancebook.core import yaml_files
from stancebook.core.tables import Rows, grouped
from stancebook.texts import furniture, study_rules
from stancebook.texts.corpus import Article, Run, Sentence
from stancebook.texts.languages import LANGUAGES
from stancebook.texts.patterns.furniture import rules as furniture_rules
from stancebook.texts.sentences import split
from stancebook.texts.spans import Span, find, has_old_ends, lines, overlaps_any
from stancebook.texts.wrapping import Wrap, wraps

Place = tuple[Span, str]  # a place in a raw text, and the text that stands there after cleaning
ZONES = ("headline", "body", "byline", "credit", "caption", "furniture", "elision")
RULE = {"id": str, "zone": ZONES, "reason": str, "pattern": str, "after?": str, "articles?": [str]}
SPACED = re.compile(r"\n(?:(?<=[ \t]\n)|(?<=[ \t]\r\n))")  # a line's end with space before it
SPACES = (" \n", "\t\n", "\r")  # one is in a text, with a line end after it, if a line ends with space
SHAPE = {
    "rules?": [RULE],
    "kept?": [str],
    "abbreviations?": [str],
    "language?": LANGUAGES,
    "languages?": {...: LANGUAGES},
}


class Found(NamedTuple):
    """What is found in a raw text before its rules are asked: its furniture by rule, and its wraps."""

    furniture: Mapping[str, Sequence[Span]]
    wraps: Sequence[Wrap]


class Rule(NamedTuple):
    """A cleaning rule: id, zone, reason, the pattern it removes, the text it puts there, its articles (none: all).

    `kept` are texts that stay, whatever a rule of the package says; `needs` are characters, or some in a row, without
    one of which in a text that ends with a line end the pattern finds nothing; none if that is not known.
    """

    id: str
    zone: str
    reason: str
    pattern: str
    after: str
    articles: tuple[str, ...]
    kept: tuple[str, ...] = ()
    needs: Sequence[str] = ""

    def places(self, raw: str, found: Found) -> list[Place]:
        """The places that the pattern finds in a raw text, some of them empty."""
        if self.needs and not any(map(raw.__contains__, self.needs)):
            return []
        return [(Span(*match.span()), self.after) for match in re.finditer(self.pattern, raw, re.MULTILINE)]


class StudyRule(Rule):
    """A rule of a study; `study_rules` looks for its pattern, which may be anything."""


class WrapRule(Rule):
    """The rule of the package that joins wrapped lines."""

    def places(self, raw: str, found: Found) -> list[Place]:
        """The line ends that only wrap a line, with what stands there instead; `pattern` says which of them."""
        return [wrap for wrap in found.wraps if re.match(self.pattern, wrap.span.of(raw))]


class FurnitureRule(Rule):
    """A rule of the package for what is not the article's; its pattern is an entry of furniture.yaml."""

    def places(self, raw: str, found: Found) -> list[Place]:
        """The places of this rule's furniture, without those that a person keeps."""
        spans = found.furniture.get(self.id, ())
        if not self.kept:
            return [(span, "") for span in spans]
        kept = [span for text in self.kept for span in find(text, raw)]
        return [(span, "") for span in spans if not any(span.overlaps(each) for each in kept)]


class SpaceRule(Rule):
    """The rule of the package that removes space at line ends."""

    def places(self, raw: str, found: Found) -> list[Place]:
        """The spaces and tabs before each line's end."""
        if not (raw.endswith((" ", "\t")) or SPACED.search(raw) or has_old_ends(raw)):
            return []
        bare = ((start, line, len(line.rstrip(" \t"))) for start, line in lines(raw))
        return [(Span(start + size, start + len(line)), "") for start, line, size in bare if size < len(line)]


WRAPPED = "Lines that break at a fixed width are one paragraph."
WRAP_RULES = (
    WrapRule("wrapped-word", "body", "The word stands elsewhere in the text in one piece.", r"\S", "", ()),
    WrapRule("wrapped-line", "body", WRAPPED, r"\s", " ", ()),
    SpaceRule("space-at-line-end", "body", "Space before a line's end says nothing.", "", "", (), (), SPACES),
)


class Removed(NamedTuple):
    """A removed place: its raw span, the rule and its zone, and the texts before and after cleaning."""

    span: Span
    rule: str
    zone: str
    before: str
    after: str


Cleaned = tuple[str, tuple[Run, ...], list[Removed]]


class CleaningRules(NamedTuple):
    """The rules of a study in the order in which they apply, and what its sentences are split by.

    `abbreviations` do not end a sentence. `language` is that of its texts ("" if it says none), but for the pairs of
    article and language in `languages`. `kept` are texts that look like furniture and are none, as a person decided.
    """

    rules: tuple[Rule, ...]
    abbreviations: tuple[str, ...]
    language: str = ""
    languages: tuple[tuple[str, str], ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def reasons(self) -> dict[str, str]:
        """The reason of each rule by its id."""
        return {rule.id: rule.reason for rule in self.rules}

    def sentences(self, clean: str, article: str = "") -> list[Span]:
        """The spans of the sentences of an article's clean text."""
        return split(clean, self.abbreviations, dict(self.languages).get(article, self.language))


def read_rules(own: dict[str, Any] | None) -> CleaningRules:
    """The rules of a study (its parsed cleaning.yaml) before those of the package; raises WrongShape."""
    general = yaml_files.read_yaml(Path(__file__).with_name("cleaning.yaml"))
    own = own or {}
    yaml_files.expect(own, SHAPE)
    entries = own.get("rules", [])
    if faults := study_rules.faults(entries):
        raise yaml_files.WrongShape(faults)
    kept = tuple(own.get("kept", ()))
    whole = [FurnitureRule(each["id"], each["zone"], each["reason"], "", "", (), kept) for each in furniture_rules()]
    rules = (*(_rule(entry, StudyRule) for entry in entries), *whole, *WRAP_RULES, *map(_rule, general["rules"]))
    languages = tuple((str(article), language) for article, language in own.get("languages", {}).items())
    return CleaningRules(rules, tuple(own.get("abbreviations", ())), own.get("language", ""), languages, kept)


def _rule(entry: dict[str, Any], kind: type[Rule] = Rule) -> Rule:
    return kind(**{"after": "", **entry, "articles": tuple(entry.get("articles", ()))})


def apply_rules(raw: str, rules: Iterable[Rule], article: str = "", found: Found | None = None) -> Cleaned:
    """The clean text, its runs with their raw spans, and the removed places in order of place.

    `found` is what is found in the text before, if it is known.
    """
    found = Found(furniture.by_rule(raw), wraps(raw)) if found is None else found
    removed = removals(raw, rules, article, found)
    pieces: list[str] = []
    runs: list[Run] = []
    at = size = 0
    for (start, end), _, _, _, after in [*removed, Removed(Span(len(raw), len(raw)), "", "", "", "")]:
        if at < start:
            runs.append(Run(size, size + start - at, at, start))
            pieces.append(raw[at:start])
            size += start - at
        if after:
            runs.append(Run(size, size + len(after), start, end))
            pieces.append(after)
            size += len(after)
        at = end
    return "".join(pieces), tuple(runs), removed


def removals(raw: str, rules: Iterable[Rule], article: str, found: Found) -> list[Removed]:
    """The places that rules remove, in order of place; a rule removes none that overlaps a place of an earlier one."""
    rules = [rule for rule in rules if rule.id in found.furniture or not isinstance(rule, FurnitureRule)]
    rules = [rule for rule in rules if not rule.articles or article in rule.articles]
    own = study_rules.places([rule for rule in rules if isinstance(rule, StudyRule)], raw, article)
    places = [(rule, own[rule] if isinstance(rule, StudyRule) else rule.places(raw, found)) for rule in rules]
    by_rule = [
        [Removed(span, rule.id, rule.zone, span.of(raw), after) for span, after in of_rule if span.start < span.end]
        for rule, of_rule in places
    ]
    every = sorted(chain.from_iterable(by_rule))
    if all(place.span.end <= following.span.start for place, following in pairwise(every)):
        return every
    removed: list[Removed] = []
    for of_one in by_rule:
        taken = sorted(place.span for place in removed)
        removed += [place for place in of_one if not overlaps_any(place.span, taken)]
    return sorted(removed)


def restore(clean: str, removed: Iterable[Removed]) -> str:
    """The raw text, rebuilt from the clean text and the removed places."""
    raw, at = "", 0
    for place in removed:
        kept = place.span.start - len(raw)
        raw += clean[at : at + kept] + place.before
        at += kept + len(place.after)
    return raw + clean[at:]


def clean_article(id: str, raw: str, rules: CleaningRules) -> tuple[Article, list[Removed]]:
    """The Article of a raw text, and its removed places."""
    clean, runs, removed = apply_rules(raw, rules.rules, id)
    article = Article(id, raw, clean, runs, ())
    spans = rules.sentences(clean, id)
    places = zip(article.all_to_raw(spans), spans, strict=True)
    sentences = (Sentence(number, place, span.of(clean)) for number, (place, span) in enumerate(places, 1))
    return article._replace(sentences=tuple(sentences)), removed


def clean_articles(raw: Mapping[str, str], rules: CleaningRules) -> tuple[dict[str, Article], Rows]:
    """The Articles of raw texts by id, and the rows of removed.csv in order of place."""
    cleaned = {id: clean_article(id, text, rules) for id, text in sorted(raw.items())}
    removed = [
        {"article": id, "start": place.span.start, "end": place.span.end, **place._asdict()}
        for id, (_, places) in cleaned.items()
        for place in places
    ]
    return {id: article for id, (article, _) in cleaned.items()}, removed


def doubtful(articles: Mapping[str, Article], rules: CleaningRules) -> Rows:
    """The places that may be no text of the article: article, start, end, text, and the rule that they look like.

    They stay until a rule of the study takes them; a text under `kept` in cleaning.yaml is no doubt any more.
    """
    return [
        {"article": article.id, **hit.span._asdict(), "text": hit.span.of(article.raw), "rule": hit.rule}
        for article in articles.values()
        for hit in furniture.doubts(article.raw)
        if hit.span.of(article.raw) not in rules.kept and article.to_clean(hit.span)
    ]


def origins(articles: Mapping[str, Article]) -> Rows:
    """The rows of origins.csv: each run of clean text with its raw span."""
    return [{"article": article.id, **run._asdict()} for article in articles.values() for run in article.runs]


def sentences(articles: Mapping[str, Article]) -> Rows:
    """The rows of sentences.csv: number, raw span and clean text of each sentence."""
    return [
        {"article": article.id, "sentence": sentence.number, **sentence.span._asdict(), "text": sentence.text}
        for article in articles.values()
        for sentence in article.sentences
    ]


def zones(texts: Mapping[str, str], removed: Rows, headlines: Mapping[str, str]) -> Rows:
    """The characters of each zone of raw texts, one row an article; they add up to the length of its text."""
    rows, by_article = [], grouped(removed, "article")
    for id, raw in texts.items():
        row: dict[str, Any] = {"article": id, **dict.fromkeys(ZONES, 0)}
        row["headline"] = len(headlines.get(id, ""))
        for place in by_article[id]:
            row[place["zone"]] += len(place["before"])
        row["body"] += len(raw) - sum(row[zone] for zone in ZONES)
        rows.append(row)
    return rows


def in_context(removed: Rows, texts: Mapping[str, str], reasons: Mapping[str, str], around: int = 40) -> Rows:
    """The removed places with whole words of the raw text around them, the rule and its reason."""
    rows = []
    for place in removed:
        raw, start, end = texts[place["article"]], place["start"], place["end"]
        before, after = raw[max(0, start - around) : start], raw[end : end + around]
        rows.append({  # a script without spaces is cut anywhere
            "article": place["article"],
            "before it": before if start <= around else f"… {before.partition(' ')[2] or before}",
            "struck out": place["before"],
            "after it": after if len(raw) - end <= around else f"{after.rpartition(' ')[0] or after} …",
            "why": f"{place['rule']}: {reasons[place['rule']]}",
        })  # fmt: skip
    return rows
