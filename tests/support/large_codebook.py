"""The actors, issues, codebook, settings and text of the study that `large_study` invents."""

from itertools import product

STEMS = ("Ar", "Bel", "Cor", "Dal", "Em", "Fen", "Gar", "Hos", "Ist", "Jor", "Kal", "Lor", "Mar", "Nor", "Os")
ACTORS = {name.lower(): name for name in map("".join, product(STEMS, ("land", "mark", "stan", "via")))}
ISSUES = (  # the first ones are spoken of most
    "bridge",
    "toll",
    "tunnel",
    "ferry",
    "own_workers",
    "night_work",
    "joint_fund",
    "lighthouse",
    "border_post",
    "fishing_ban",
)
PLANS = ("north_plan", "middle_plan", "south_plan")
CONDITIONS = {
    "none": "", "if_asked": " if asked", "half_paid": " once half is paid", "treaty": " after a treaty",
    "guard": " with a guard",
}  # fmt: skip
SAID = {
    -2: ("reject", "rejects"), -1: ("doubt", "doubts"), 0: ("leave open", "leaves open"),
    1: ("are open to", "is open to"), 2: ("back", "backs"),
}  # fmt: skip


def types():
    """Return the type of each actor: state, group or individual."""
    kinds = ("state", "state", "state", "group", "state", "state", "individual", "state")
    return {actor: kinds[number % len(kinds)] for number, actor in enumerate(ACTORS)}


def codebook():
    """Return the codebook as it stands in YAML."""
    kinds, scale = types(), {-2: "Rejects.", -1: "Doubts.", 0: "Leaves open.", 1: "Is open to it.", 2: "Backs."}
    return {
        "version": 1, "changes": [], "question": "Who backs what on the strait?",
        "unit": "One row per sentence, actor and issue.",
        "variables": {
            "speaker": {"type": "text", "rule": "The person or role."},
            "actor": {"type": "nominal", "rule": "An id."},
            "via": {"type": "nominal", "values": {"self": "Itself.", "other": "Another.", "article": "Nobody."}},
            "voice": {"type": "nominal", "values": {
                "direct": "Quoted.", "anonymous": "Unnamed.", "indirect": "Reported.", "narration": "Narrated.",
            }},
            "issue": {"type": "nominal", "rule": "An id."},
            "position": {"type": "ordinal", "values": scale},
            "condition": {
                "type": "set",
                "values": {id: words.strip() or "None." for id, words in CONDITIONS.items()},
                "mentions": {id: [words.strip()] for id, words in CONDITIONS.items() if words.strip()},
            },
            "confidence": {"type": "ordinal", "values": {1: "guess", 2: "fairly sure", 3: "certain"}},
        },
        "issues": {issue: f"The {issue.replace('_', ' ')} comes." for issue in ISSUES},
        "actors": {id: {"name": name, "type": kinds[id]} for id, name in ACTORS.items()},
        "facts": {
            "attributes": {"workforce": "Workers sent.", "place": "Place of the works."},
            "status": ["planned", "proposed", "reported"],
            "plans": {plan: plan.replace("_", " ") for plan in (*PLANS, "none")},
        },
    }  # fmt: skip


def settings():
    """Return study.yaml as it stands in YAML."""
    return {
        "title": "Who backs the bridge over the strait?", "question": "Who backs what on the strait?",
        "issue": "bridge", "facts": ["workforce", "place"], "asked": {"actor": next(iter(ACTORS)), "issues": {"bridge": "a bridge", "toll": "a toll"}}, "quotation_limit": 40,
        "coalitions": {"issues": list(ISSUES[:8]), "shared": 2, "without": ["group", "individual"]},
    }  # fmt: skip


TEXT = """# Who backs the bridge over the strait?

Everything in this brief is invented [@study].

![](figures/ladder.svg)

![](figures/heatmap.svg)

{findings}

---

## Stances

```table stances
actor: Who
issue: On what
median: Median
n: Statements
```
"""
