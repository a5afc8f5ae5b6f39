"""The brief of the study that ships, and the tables it is made of as they are committed."""

from functools import cache

from project import PROJECT
from stancebook import brief, certainty, codebook, corpus, exhibits, facts, passages, paths, provenance, tables

TEMPLATE = (PROJECT / "report/template.md").read_text(encoding="utf-8")


@cache
def ledger():
    """The Ledger of the default run, from the tables as they are committed."""
    rooms = paths.rooms(PROJECT)
    book = codebook.from_yaml(tables.read_yaml(rooms.coded / "codebook.yaml"))
    listed = tables.read(rooms.coded / "sources.csv")
    texts = corpus.raw_texts(rooms, listed)
    told = {
        name: tables.frame(rooms.processed / f"{name}.csv", as_text=brief.AS_TEXT.get(name, ()))
        for name in brief.TABLES
    }
    coders = ("coder_a", "coder_b")
    rows = {f"{coder}_facts": tables.read(rooms.coded / f"{coder}_facts.csv") for coder in coders}
    articles = corpus.restored(rooms, texts)
    noted = [tables.frame(facts.of_run(rows, articles, coder), facts.FACT, ["value"]) for coder in coders]
    return brief.Ledger(
        **told,
        passages=passages.passages(told["statements"], told["facts"], told["notes"], book.names),
        sources=tables.frame(listed, list(listed[0])),
        codebook=book,
        study=tables.read_yaml(rooms.coded / "study.yaml"),
        texts=texts,
        run={name: value for name, value in paths.PARAMETERS.items() if name != "study"},
        exhibits=exhibits.read(rooms),
        provenance=provenance.read(tables.read(rooms.coded / provenance.FILE)),
        agreed=certainty.agreed(
            tables.read(rooms.processed / "codings.csv"), tables.records(told["facts"]), map(tables.records, noted)
        ),
    )


@cache
def made():
    return brief.brief(TEMPLATE, ledger())
