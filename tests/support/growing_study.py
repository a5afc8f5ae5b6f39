"""The toy study at each stage of its growth: the files of data/coded that are there, and whether there is a text."""

import shutil

from project import PROJECT, TOY

TEXTS = ("sources.csv",)
CODEBOOK = (*TEXTS, "study.yaml", "codebook.yaml", "cleaning.yaml")
ONE_CODER = (*CODEBOOK, "coder_a.csv", "coder_a_facts.csv")
TWO_CODERS = (*ONE_CODER, "coder_b.csv", "coder_b_facts.csv")
FROZEN = (*TWO_CODERS, "frozen.json")
ADJUDICATED = (*FROZEN, "adjudication.csv", "facts.csv", "fact_decisions.csv", "provenance.csv", "source_notes.csv")


def lay_out(home):
    """Write the toy study into a folder as a project of its own, with the notebooks; return the folder."""
    for name in ("data", "report"):
        shutil.copytree(TOY / name, home / name)
    shutil.copytree(PROJECT / "notebooks", home / "notebooks", ignore=shutil.ignore_patterns("pictures"))
    return home


def keep(home, names, text=False):
    """Cut a study back to these files of data/coded, without a text of the brief unless it is asked for."""
    for path in (home / "data/coded").iterdir():
        if path.name not in names:
            path.unlink()
    if not text:
        (home / "report/text.md").unlink()


def cut_rows(path, rows):
    """Cut a CSV file to its header and its first rows."""
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(True)[: rows + 1]), encoding="utf-8")
