"""The toy study cut down: without its optional files, and with a brief that cites none of them."""

import json

from stancebook.study import freeze, loader
from stancebook.study.coders import UNNAMED

BRIEF = """# A bridge over the strait

“We will build the bridge,” said Bo Lind, a minister of Arland [@arland/bridge quoted].
"""
FACTS = ("coder_a_facts.csv", "coder_b_facts.csv", "facts.csv", "fact_decisions.csv")
WITHOUT_DECISIONS = ("cleaning.yaml", "provenance.csv", "source_notes.csv", "map.csv", *FACTS)
OF_TWO_READERS = (*(f"{coder}_source_notes.csv" for coder in UNNAMED), "source_note_decisions.csv")  # the toy has none


def without_files(study, *names):
    """Remove these files of data/coded, and what rests on them; return the study."""
    coded = study / "data/coded"
    for name in names:
        (coded / name).unlink(missing_ok=name in OF_TWO_READERS)
    (study / "report/text.md").write_text(BRIEF, encoding="utf-8")
    settings = coded / "study.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("facts: [workforce]\n", ""), encoding="utf-8")
    return freeze_again(study) if (coded / freeze.RECORD).exists() else study


def freeze_again(study):
    """Freeze the coders' files of a study as they are, after an edit; return the study."""
    coded = study / "data/coded"
    freezes, contents = freeze.read_freezes(coded)
    again = freeze.as_text(freeze.with_freeze(freezes, "edited in a test", contents))
    (coded / freeze.RECORD).write_text(again, encoding="utf-8")
    return study


def least(study):
    """Leave a study its texts, five files of data/coded and its brief; one coder has not begun. Return the study."""
    without_files(
        study, *(name for name in loader.optional_files(UNNAMED) if name not in ("coder_a.csv", "coder_b.csv"))
    )
    coder_b = study / "data/coded/coder_b.csv"
    coder_b.write_text(coder_b.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    return study


def shown(copy):
    """Return the paragraphs of all outputs of an executed notebook."""
    outputs = [
        output for cell in json.loads(copy.read_text(encoding="utf-8"))["cells"] for output in cell.get("outputs", ())
    ]
    texts = ["".join(output.get("data", {}).get("text/markdown", "")).replace("\\", "") for output in outputs]
    return [paragraph for text in texts for paragraph in text.split("\n\n")]
