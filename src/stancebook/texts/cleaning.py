"""Cleaning with nothing lost: rules as data, what they struck out, and the way back.

>>> rules = [Rule("loading", "furniture", "not text", r"^Loading\\n", "", ())]
>>> clean, runs, removed = apply_rules("One.\\nLoading\\nTwo.", rules)
>>> clean
'One.\\nTwo.'
>>> restore(clean, removed)
'One.\\nLoading\\nTwo.'
"""

import re
from bisect import bisect_left
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from stancebook.core import yaml_files
from stancebook.texts.corpus import Article, Run, Sentence
from stancebook.texts.sentences import split
from stancebook.texts.spans import Span

ZONES = ("headline", "body", "byline", "credit", "caption", "furniture", "elision")
RULE = {"id": str, "zone": ZONES, "reason": str, "pattern": str, "after?": str, "articles?": [str]}
SHAPE = {"rules?": [RULE], "abbreviations?": [str]}


class Rule(NamedTuple):
    """A rule of cleaning: what to find, what to put in its place, where, and why."""

    id: str
    zone: str
    reason: str
    pattern: str
    after: str
    articles: tuple


class Removed(NamedTuple):
    """A struck-out place: its raw span, the rule and zone, what stood there and what stands there now."""

    span: Span
    rule: str
    zone: str
    before: str
    after: str


class CleaningRules(NamedTuple):
    """How a study's texts are cleaned and cut: the rules in order, and the abbreviations that end no sentence."""

    rules: tuple
    abbreviations: tuple

    @property
    def reasons(self):
        """The reason of each rule by its id."""
        return {rule.id: rule.reason for rule in self.rules}


def read_rules(own: dict[str, Any] | None) -> CleaningRules:
    """The rules of a study (its parsed cleaning.yaml) before those of the package; raises WrongShape."""
    general = yaml.safe_load(files("stancebook.texts").joinpath("cleaning.yaml").read_text(encoding="utf-8"))
    own = own or {}
    yaml_files.expect(own, SHAPE)
    faults = [fault for entry in own.get("rules", ()) for fault in _pattern_faults(entry)]
    if faults:
        raise yaml_files.WrongShape(faults)
    rules = [*(own.get("rules", ())), *general["rules"]]
    return CleaningRules(tuple(map(_rule, rules)), tuple(own.get("abbreviations", ())))


def _pattern_faults(entry: dict[str, Any]) -> list[yaml_files.Fault]:
    """A Fault if the pattern of a rule cannot be compiled."""
    try:
        re.compile(entry["pattern"])
    except (re.error, OverflowError) as error:
        return [yaml_files.Fault(f"rules, {entry['id']}, pattern", str(error), "write a regular expression")]
    return []


def _rule(entry: dict[str, Any]) -> Rule:
    required = (entry[key] for key in ("id", "zone", "reason", "pattern"))
    return Rule(*required, entry.get("after", ""), tuple(entry.get("articles", ())))


def apply_rules(raw, rules, article=""):
    """The clean text, the runs that lead back, and the list of Removed, in order of place."""
    removed = []
    for rule in rules:
        if not rule.articles or article in rule.articles:
            removed += _found(rule, raw, removed)
    removed.sort()
    clean, runs, at = "", [], 0
    for place in [*removed, Removed(Span(len(raw), len(raw)), "", "", "", "")]:
        for piece, start, end in ((raw[at : place.span.start], at, place.span.start), (place.after, *place.span)):
            if piece:
                runs.append(Run(len(clean), len(clean) + len(piece), start, end))
                clean += piece
        at = place.span.end
    return clean, tuple(runs), removed


def _found(rule, raw, taken):
    """The places of one rule that no earlier rule has taken."""
    others = sorted(place.span for place in taken)
    spans = (Span(*match.span()) for match in re.finditer(rule.pattern, raw, re.MULTILINE))
    free = [span for span in spans if span.start < span.end and not _taken(span, others)]
    return [Removed(span, rule.id, rule.zone, span.of(raw), rule.after) for span in free]


def _taken(span, others):
    """Whether a span meets one of others that are sorted and apart from each other."""
    before = bisect_left(others, (span.end,))  # the last of these alone can reach it
    return before > 0 and others[before - 1].overlaps(span)


def restore(clean, removed):
    """The raw text again, from the clean one and what was removed."""
    raw, at = "", 0
    for place in removed:
        kept = place.span.start - len(raw)
        raw += clean[at : at + kept] + place.before
        at += kept + len(place.after)
    return raw + clean[at:]


def clean_article(id, raw, handbook):
    """The Article of a raw text, and the list of what was struck out of it."""
    clean, runs, removed = apply_rules(raw, handbook.rules, id)
    whole = Article(id, raw, clean, runs, ())
    spans = split(clean, handbook.abbreviations)
    sentences = (Sentence(number, whole.to_raw(span), span.of(clean)) for number, span in enumerate(spans, 1))
    return whole._replace(sentences=tuple(sentences)), removed


def clean_articles(raw, handbook):
    """The Articles of raw texts by id, and a row of removed.csv for each place struck out, in order of place."""
    cleaned = {id: clean_article(id, text, handbook) for id, text in sorted(raw.items())}
    removed = [
        {"article": id, "start": place.span.start, "end": place.span.end, **place._asdict()}
        for id, (_, places) in cleaned.items()
        for place in places
    ]
    return {id: whole for id, (whole, _) in cleaned.items()}, removed


def origins(articles):
    """The rows of origins.csv: each run of clean text with the raw stretch behind it."""
    return [{"article": article.id, **run._asdict()} for article in articles.values() for run in article.runs]


def sentences(articles):
    """The rows of sentences.csv: number, raw span and clean text of each sentence."""
    return [
        {"article": article.id, "sentence": sentence.number, **sentence.span._asdict(), "text": sentence.text}
        for article in articles.values()
        for sentence in article.sentences
    ]


def zones(articles, removed, headlines):
    """Characters of each zone in each text, a row an article; together they are the raw text."""
    rows = []
    for article in articles.values():
        row = {"article": article.id, **dict.fromkeys(ZONES, 0), "headline": len(headlines.get(article.id, ""))}
        for place in removed:
            if place["article"] == article.id:
                row[place["zone"]] += len(place["before"])
        row["body"] += len(article.raw) - sum(row[zone] for zone in ZONES)
        rows.append(row)
    return rows


def in_context(removed, articles, reasons, around=40):
    """What was struck out, between the words before and after it, with the rule and its reason."""
    return [
        {
            "article": place["article"],
            "before it": articles[place["article"]].raw[max(0, place["start"] - around) : place["start"]],
            "struck out": place["before"],
            "after it": articles[place["article"]].raw[place["end"] : place["end"] + around],
            "why": f"{place['rule']}: {reasons[place['rule']]}",
        }
        for place in removed
    ]
