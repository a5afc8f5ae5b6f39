"""Invented statements and facts for the figures: a few rows to check by eye, many rows, long names, hostile names."""

import hashlib

from stancebook.analysis.stances import stances
from stancebook.core import schema
from stancebook.core.tables import frame
from stancebook.figures import heatmap, ladder, plans

NAMES = {"arland": "Arland", "borduria": "Borduria", "cadia": "Cadia", "bridge": "Bridge", "toll": "Toll"}
LANDS = [
    "Arland", "Borduria", "Cadia", "Dorne", "Evallon", "Freedonia", "Graustark", "Hav", "Illyria", "Jumelle",
    "Klopstokia", "Lutha", "The Mountain Republics (collective)", "Some of the republics (unnamed part)", "Norland",
    "Orsinia", "Pontevedro", "United Principalities",
]  # fmt: skip
HOSTILE = "<script>alert(1)</script> $\\frac$ & \u202egnp.exe\u2066 ]]> --> " + "w" * 300 + " 橋"


def statements_of(rows):
    """Return statements from rows of (article, actor, issue, position, via, voice, condition)."""
    columns = ("article", "actor", "issue", "position", "via", "voice", "condition")
    made = [dict(zip(columns, row, strict=True)) for row in rows]
    return frame(
        [{"statement": f"{row['article']}-{n}-{row['actor']}", **row} for n, row in enumerate(made)], schema.STATEMENTS
    )


MINI = statements_of([
    ("000", "arland", "bridge", "2", "self", "direct", "toll"),
    ("010", "arland", "bridge", "1", "self", "indirect", "none"),
    ("010", "borduria", "bridge", "-2", "other", "direct", "none"),
    ("010", "cadia", "bridge", "-1", "self", "direct", "toll peace"),
    ("010", "arland", "toll", "-1", "self", "direct", "none"),
])  # fmt: skip
FACTS = frame(
    [
        {"fact": f"F{n}", "article": article, "plan": plan, "attribute": "workforce", "value": value, "value_low": low,
         "value_high": high, "unit": "masons", "subject": "work", "status": "planned", "said_by": said_by}
        for n, (article, plan, value, low, high, said_by) in enumerate([
            ("000", "new_bridge", "", "25000", "30000", "the mayor"),
            ("010", "new_bridge", "", "25000", "30000", "the mayor"),
            ("010", "new_bridge", "", "", "30000", "people who know the river well and would rather not be named"),
            ("010", "old_bridge", "", "1200", "1200", "the article"),
            ("000", "old_bridge", "", "900", "", "the article"),
            ("000", "old_bridge", "a handful", "", "", "the article"),
        ])
    ],
    schema.FACTS,
)  # fmt: skip


def large():
    """Return statements of 18 actors on 26 issues: a third of the cells have statements, at most twelve each."""
    rows = []
    for a, land in enumerate(LANDS):
        for i in range(26):
            dice = hashlib.sha256(f"{land}{i}".encode()).digest()
            for n in range((dice[0] < 95) * (1, 1, 2, 3, 12)[dice[1] % 5]):
                position = max(-2, min(2, a % 5 - 2 + dice[2 + n] % 3 - 1))
                rows.append((f"00{n % 5}", land, f"question number {i:02}", str(position), "self", "direct", "none"))
    return statements_of(rows)


def all_three(rows, facts, names=NAMES, title="A finding"):
    one_issue = rows[rows["issue"] == rows["issue"].min()]
    return [
        heatmap.draw(stances(rows), names, title),
        ladder.draw(one_issue, names, title),
        plans.draw(facts, names, title, {"000": "The Herald", "010": "The Bugle"}),
    ]
