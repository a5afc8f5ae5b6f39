"""A small study for archives, by hand: two texts of a few sentences, one coder's file, a table and a brief."""

import json

from stancebook.core.files import digest
from stancebook.exchange.archive import assembly, run_record
from stancebook.exchange.archive.about import describe
from stancebook.exchange.archive.contents import Contents

RAW = {
    "010": "The council met on Monday. “We will pay nearly half of the bridge if the other town pays the rest,” said "
    "Ann Bell. Nobody else spoke.\n",
    "020": "Ben Hall said that his town has no money for a bridge. He would talk again in May.\n",
}
QUOTE = "We will pay nearly half of the bridge if the other town pays the rest"
LIMIT = 12  # words of a quotation
BRIEF = "# Who pays?\n\nAnn Bell says “we will pay nearly half of the bridge”.\n"
SETTINGS = {
    "title": "Who pays for the bridge?",
    "question": "Which town pays?",
    "quotation_limit": LIMIT,
    "archive": {"authors": [{"name": "Lund, Ada"}], "licence": "CC-BY-4.0", "published": "2031-05-01"},
}
SOURCES = [
    {"article": id, "file": f"{id}.txt", "sha256": digest(text.encode()), "rights": f"of the {id} paper"}
    for id, text in RAW.items()
]


def contents(**changed):
    """Return the Contents of the study; `changed` are parts of it by name."""
    raw = {f"data/raw/{id}.txt": text.encode() for id, text in RAW.items()}
    coder = f"article,quote,occurrence,speaker\n010,{QUOTE},,Ann Bell\n020,his town has no money,,Ben Hall\n"
    parts = {
        "authored": {
            **raw,
            "data/coded/coder_a.csv": coder.encode(),
            "data/coded/notes.csv": b'note\n"says ""We will pay NEARLY half - of the bridge"", which I doubt"\n',
            "report/text.md": BRIEF.encode(),
        },
        "generated": {
            "data/processed/clean/010.txt": RAW["010"].encode(),
            "data/processed/sentences.csv": RAW["010"].encode(),
            "data/processed/stances.csv": b"actor,median\narland,1\n",
            "report/brief.md": BRIEF.encode(),
            "report/brief.pdf": b"%PDF",
        },
        "notebooks": {"notebooks/01-clean.ipynb": notebook(RAW["010"])},
        "environment": {
            "requirements.lock": b"click==8.2 \\\n    --hash=sha256:00\nzipp==3.1 ; python_version < '3.12'\n"
        },
        "package": {"src/stancebook/__main__.py": b"1\n", "src/stancebook/core/paths.py": b"2\n"},
    }
    return Contents(**(parts | changed))


def notebook(shown):
    """Return the bytes of a notebook that showed something."""
    output = {"output_type": "stream", "name": "stdout", "text": shown}
    cell = {"cell_type": "code", "metadata": {}, "source": "show()", "execution_count": 1, "outputs": [output]}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def files(without_texts=False, study=None, raw=RAW, sources=SOURCES, **parts):
    """Return the files of the study's archive, by name; `parts` are others of its Texts."""
    found = study or contents()
    run = run_record.of_run(found, {"coding": "adjudicated"}, [])
    texts = assembly.Texts(sources, raw, LIMIT, **parts)
    form = assembly.without_texts if without_texts else assembly.whole
    return form(found, describe(SETTINGS), run, texts)
