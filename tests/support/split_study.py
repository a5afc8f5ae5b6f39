"""The evidence of the study of reader_study in many files, as where it is too long for one."""

from reader_study import coded_study
from stancebook.export import evidence_page, evidence_split


def contents(toy):
    """Return what the evidence page of a coded study shows."""
    known = {name: getattr(toy, name) for name in ("codings", "adjudication", "removed", "names")}
    return evidence_page.contents(toy.texts, toy.sources, toy.passages, toy.claims, toy.title, **known)


def split_pages(monkeypatch, payload=""):
    """Return the study, and its evidence as files by name, with the limit of one page at nothing."""
    toy = coded_study(payload)
    monkeypatch.setattr(evidence_split, "MOST", 0)
    return toy, dict(evidence_split.pages(contents(toy), toy.texts))
