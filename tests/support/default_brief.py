"""The brief of the study that ships, and the tables it is made of as they are committed."""

from functools import cache

from project import PROJECT
from stancebook.brief import certainty, passages, render, report_figures
from stancebook.core import paths, schema, tables, yaml_files
from stancebook.study import codebook, facts, provenance
from stancebook.texts import corpus

TEMPLATE = (PROJECT / "report/template.md").read_text(encoding="utf-8")


@cache
def ledger():
    """The BriefInputs of the default run, from the tables as they are committed."""
    rooms = paths.run_paths(PROJECT)
    book = codebook.from_yaml(yaml_files.read_yaml(rooms.coded / "codebook.yaml"))
    listed = tables.read(rooms.coded / "sources.csv")
    texts = corpus.raw_texts(rooms, listed)
    told = {name: tables.read_frame(rooms.processed / f"{name}.csv", schema.TABLES[name]) for name in render.TABLES}
    coders = ("coder_a", "coder_b")
    rows = {f"{coder}_facts": tables.read(rooms.coded / f"{coder}_facts.csv") for coder in coders}
    articles = corpus.load_articles(rooms, texts)
    noted = [tables.frame(facts.facts_of_run(rows, articles, coder), schema.FACTS) for coder in coders]
    return render.BriefInputs(
        **told,
        passages=passages.passages(told["statements"], told["facts"], told["notes"], book.names),
        sources=tables.frame(listed, schema.SOURCES),
        codebook=book,
        study=yaml_files.read_yaml(rooms.coded / "study.yaml"),
        texts=texts,
        run={name: value for name, value in paths.PARAMETERS.items() if name != "study"},
        exhibits=report_figures.read_figures(rooms),
        provenance=provenance.read(tables.read(rooms.coded / provenance.FILE)),
        agreed=certainty.agreed(
            tables.read(rooms.processed / "codings.csv"), tables.records(told["facts"]), map(tables.records, noted)
        ),
    )


@cache
def made():
    return render.write_brief(TEMPLATE, ledger())
