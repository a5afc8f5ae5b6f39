"""A study with a hostile text in every text of others: raw texts, codings, facts, notes, sources, names, settings."""

import csv
import hashlib
import io
import re
import sys
from functools import partial

import yaml

from stancebook.study import freeze

TOLD = ("byline", "kind", "date_basis", "outlet", "cited_outlets", "rights")


def altered(path, change):
    """Rewrite a CSV file with its rows as `change` leaves them."""
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    told = [dict(zip(header, row, strict=True)) for row in rows]
    change(told)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(told)
    path.write_text(out.getvalue(), encoding="utf-8", newline="")


def quoted(text):
    """A text as YAML has it between quotation marks, with signs that YAML cannot hold escaped."""
    return yaml.safe_dump(text, allow_unicode=True, default_style='"', width=sys.maxsize).strip()


def said_with(hostile):
    """What the towns say in a text and in a statement."""
    return f"The towns would add: {hostile} and nothing else"


def _append(hostile, column, rows):
    """Append a text to a column of each row."""
    for row in rows:
        row[column] += hostile


def _with_payload(path, old, claimed):
    """Put the payload behind the value of an entry that a YAML file holds once."""
    text = path.read_text(encoding="utf-8")
    key, _, value = old.partition(": ")
    assert text.count(old) == 1
    new = f"{key}: {quoted(f'{value} {claimed}')}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def plant(study, hostile, claimed=None):
    """Put a text into the texts, codings, facts, notes, sources, names and settings of a copy of the toy.

    `claimed` is what stands where a claim says it between marks, if that differs.
    """
    claimed, said = claimed or hostile, said_with(hostile)
    coded = study / "data" / "coded"
    raw = study / "data" / "raw" / "010_courier.txt"
    raw.write_bytes(raw.read_bytes() + f"\n{said}.\n".encode())
    digest = hashlib.sha256(raw.read_bytes()).hexdigest()

    def sources(rows):
        rows[0].update(
            {name: f"{rows[0][name]} {claimed if name == 'outlet' else hostile}" for name in TOLD}, sha256=digest
        )

    def codings(rows):
        row = {**rows[-1], "article": "010", "quote": said, "actor": "towns", "issue": "bridge", "position": "2"}
        rows.append(
            row | {"speaker": f"Ulf {claimed}", "occurrence": "", "note": hostile, "condition": "none", "via": "self"}
        )

    def facts(rows):
        for row in rows:
            row.update(value=f"some {claimed}", said_by=f"somebody {claimed}", note=hostile)

    altered(coded / "sources.csv", sources)
    for coder in ("coder_a", "coder_b"):
        altered(coded / f"{coder}.csv", codings)
    altered(coded / "adjudication.csv", partial(_append, hostile, "reason"))
    for name in ("facts", "coder_a_facts", "coder_b_facts"):
        altered(coded / f"{name}.csv", facts)
    altered(coded / "source_notes.csv", partial(_append, hostile, "note"))
    for name, old in (("codebook.yaml", "name: Borduria"), ("study.yaml", "towns: the towns on the strait")):
        _with_payload(coded / name, old, claimed)
    _retitled(study, hostile)
    freezes, contents = freeze.read_freezes(coded)
    (coded / "frozen.json").write_text(freeze.as_text(freeze.with_freeze(freezes, hostile, contents)), encoding="utf-8")


TABLES = """
```table statements
speaker: Who
actor: For whom
quote: What
```

```table facts
value: What
said_by: By whom
```

```table sources
headline: Headline
kind: Made how
date_basis: Dated how
```
"""


def _retitled(study, hostile):
    """Put the payloads into the study's title, and tables of all values with a payload into the text of the brief."""
    coded = study / "data" / "coded"
    settings = (coded / "study.yaml").read_text(encoding="utf-8")
    title = re.search(r"(?m)^title: .*$", settings)[0]
    (coded / "study.yaml").write_text(
        settings.replace(title, f"title: {quoted(f'{title[7:]} {hostile}')}"), encoding="utf-8"
    )
    text = study / "report" / "text.md"
    own = text.read_text(encoding="utf-8").replace("- {said_by}: “{quote}”", "- “{quote}”").replace("[13]", "[14]")
    text.write_text(own + TABLES, encoding="utf-8")
