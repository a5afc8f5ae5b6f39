"""A kernel for the tests of the desk's page: it answers like the dispatcher, from memory, and can be made to fail.

The page is the desk's script as the widget serves it, with a model whose messages come here.
"""

import copy
import hashlib
import json
from itertools import pairwise

from stancebook.desk import widget
from stancebook.export.html import hash_source

MODEL = """
const ears = new Set();
const model = {
  send: (message) => window.kernel(message).then((reply) => reply && [...ears].forEach((ear) => ear(reply))),
  on: (event, ear) => event === "msg:custom" && ears.add(ear),
  off: (event, ear) => ears.delete(ear),
};
window.said = (message) => [...ears].forEach((ear) => ear(message));
window.leaked = [];
document.addEventListener("keydown", (event) => {
  if (!event.target.hasAttribute("data-lm-suppress-shortcuts")) window.leaked.push(event.key); // as a command on :focus
}, true);
document.addEventListener("keydown", (event) => window.leaked.push(`bubbled ${event.key}`));
desk_default.render({ model, el: document.getElementById("cell") });
"""
VALUES = {
    "via": {"self": "The actor is the source.", "other": "Somebody else is.", "article": "The article says so itself."},
    "voice": {"direct": "Quoted words.", "anonymous": "An unnamed person.", "narration": "The article's own voice."},
    "position": {"-2": "Rejects.", "-1": "Is reluctant.", "0": "Is balanced.", "1": "Supports with a hedge.", "2": "Supports."},
    "condition": {"none": "No condition stated.", "half_paid": "Only if half is paid.", "other": "Any other; say which."},
    "confidence": {"1": "guess", "2": "fairly sure", "3": "certain"},
}  # fmt: skip
CODEBOOK = {
    "version": 1,
    "variables": {
        "speaker": {"type": "text", "rule": 'The named person; "-" where nobody speaks.', "values": []},
        "actor": {"type": "nominal", "rule": "On whose behalf the position is held.", "values": []},
        "issue": {"type": "nominal", "rule": "The most specific that fits.", "values": []},
        "note": {"type": "text", "values": []},
    }
    | {
        name: {
            "type": {"condition": "set", "position": "ordinal", "confidence": "ordinal"}.get(name, "nominal"),
            "rule": f"How {name} is coded.",
            "values": [{"value": value, "meaning": meaning} for value, meaning in values.items()],
        }
        for name, values in VALUES.items()
    },
    "actors": [
        {"id": "arland", "name": "Arland", "type": "state", "aliases": ["the Arlish"]},
        {"id": "borduria", "name": "Borduria", "type": "state", "aliases": []},
        {"id": "towns", "name": "Towns on the strait", "type": "group", "aliases": []},
    ],
    "issues": [
        {"id": "bridge", "text": "A bridge is built over the strait."},
        {"id": "toll", "text": "Whoever crosses the bridge pays a toll."},
        {"id": "own_workers", "text": "The actor's own workers help to build the bridge."},
    ],
    "facts": {
        "unit": "One fact a row.",
        "attributes": [{"id": "workforce", "text": "Number of workers."}, {"id": "other", "text": "Any other."}],
        "status": ["planned", "reported"],
        "plans": [{"id": "strait_bridge", "text": "The bridge."}, {"id": "none", "text": "No plan."}],
    },
    "kinds": ["boilerplate", "dating", "other"],
    "unit": "One row per sentence, actor and issue.",
    "include": "",
    "exclude": "",
    "speakers": ["Ann Arl"],
    "refusals": [
        {"when": {"via": "article", "voice": ["direct", "anonymous"]}, "reason": "the article's own voice is narration"}
    ],
}
SENTENCES = [
    "Bridge over the strait divides its towns",
    "Arland would build the bridge, its minister Ann Arl said on Monday.",
    "“We never pay a toll,” Borduria answered.",
    "Some 300 workers would come, if the others pay half.",
    "It rained.",
]


CUT = "the text is cut into sentences otherwise now; choose the words again"


def article(id="010", sentences=SENTENCES):
    """An article as the kernel opens it."""
    about = {
        "article": id,
        "outlet": "The Courier",
        "headline": f"Text {id}: {sentences[0][:50]}",
    }
    cut = [{"n": n, "text": text, "block": n in (1, 2)} for n, text in enumerate(sentences, 1)]
    return {"article": {**about, "dates": ["2025-01-02"]}, "sentences": cut}


def digest(sentences):
    """A hash of how a text is cut into sentences."""
    return hashlib.sha256("\n".join(each["text"] for each in sentences).encode()).hexdigest()[:12]


def words(place, sentences):
    """The words at a place, as the kernel would cut them: code points of the sentences."""
    numbers = range(place["first"], place["last"] + 1)
    texts = [sentences[number - 1] for number in numbers]
    texts[-1] = texts[-1][: place["to"]]
    texts[0] = texts[0][place["from"] :]
    return " ".join(texts)


class Kernel:
    """One user's rows in memory. `dead`: it does nothing; `deaf`: it does not answer; `refuse`: its next answer.

    What is asked with a verb of `late` is answered when the kernel is made to `tell` it.
    """

    def __init__(self, articles=None):
        self.articles = articles or {id: article(id) for id in ("010", "020", "030")}
        self.entries = {id: [] for id in self.articles}
        self.others, self.nothing, self.finished = {}, {id: [] for id in self.articles}, set()
        self.opened, self.past, self.future, self.seen_ids = {}, [], [], {}
        self.pings, self.slow, self.late, self.waiting = [], False, set(), []
        self.version, self.dead, self.deaf, self.refuse, self.changes = 1, False, False, None, []
        self.asked, self.codebook, self.outside, self.wrong, self.frozen = [], copy.deepcopy(CODEBOOK), [], [], ""
        self.order, self.memos, self.comments, self.notices = [], {}, {}, []

    def __call__(self, message):
        (self.pings if message["ask"] == "ping" else self.asked).append(message)
        if self.dead or (self.slow and message["ask"] == "ping"):
            return None
        if message["id"] in self.seen_ids:
            return None if self.deaf else self.seen_ids[message["id"]]
        if self.refuse and message["ask"] not in ("ping", "open"):
            said, self.refuse = self.refuse, None
            return {"id": message["id"], "ok": False, **said}
        if message.get("cut") and message["cut"] != digest(self.articles[message["article"]]["sentences"]):
            return {"id": message["id"], "ok": False, "kind": "refused", "why": CUT}
        reply = {"id": message["id"], "ok": True, **getattr(self, "_" + message["ask"])(message)}
        if message["ask"] not in ("ping", "start", "articles"):
            self.seen_ids[message["id"]] = reply
        if message["ask"] in self.late:
            return self.waiting.append(reply)
        return None if self.deaf and message["ask"] != "ping" else reply

    def tell(self, tab):
        """Send a tab the answers that were held back."""
        replies, self.waiting = self.waiting, []
        for reply in replies:
            tab.evaluate("reply => window.said(reply)", reply)

    def last(self, verb):
        return [message for message in self.asked if message["ask"] == verb][-1]

    def coding(self, id):
        statements = {
            entry["place"]["first"] for entry in self.entries[id] if entry["kind"] == "statement" and entry["place"]
        }
        return {
            "article": id,
            "version": str(self.version),
            "entries": copy.deepcopy(self.entries[id]),
            "others": self.others.get(id, []) if id in self.opened else [],
            "nothing": list(self.nothing[id]),
            "finished": id in self.finished,
            "waiting": ["coder_b"],
            "opened": id in self.opened,
            "decided": len(statements | set(self.nothing[id])),
            "of": len(self.articles[id]["sentences"]),
            "undo": next((what for what, on, _ in reversed(self.past) if on == id), ""),
            "redo": next((what for what, on, _ in reversed(self.future) if on == id), ""),
            "memo": self.memos.get(("article", id), ""),
            "comments": self.comments.get(id, []) if id in self.opened else [],
            **self._used(id),
        }

    def _used(self, id):
        """What was used last: values, latest first, and the last entry of each kind."""
        used = [entry for kept in self.order for entry in self._own() if entry["number"] == kept]
        recent = {
            name: list(
                dict.fromkeys(entry["row"][name] for entry in reversed(used) if entry["row"].get(name, "-") != "-")
            )
            for name in ("actor", "issue", "speaker")
        }
        last = {
            entry["kind"]: {**entry, "place": entry["place"] if entry["row"]["article"] == id else None}
            for entry in used
        }
        return {"recent": recent, "last": last}

    def _own(self):
        return [entry for entries in self.entries.values() for entry in entries]

    def _state(self):
        return copy.deepcopy((self.entries, self.nothing, self.finished))

    def _act(self, what, id):
        self.past.append((what, id, self._state()))
        self.future.clear()
        self.version += 1

    def _start(self, _):
        users = [
            {"user": user, "articles": 3, "finished": 0, "statements": 0}
            for user in ("coder_a", "coder_b", "adjudication")
        ]
        return {
            "study": {"title": "Who wants the bridge?", "question": "Which towns would pay?", "id": "toy"},
            "users": users,
        }

    def _begin(self, message):
        state = {"outside": self.outside, "wrong": self.wrong, "undo": "", "redo": "", "frozen": self.frozen}
        return {"user": message["user"], "version": str(self.version), "codebook": self.codebook, **state}

    def _articles(self, message):
        rows = []
        for id, opened in self.articles.items():
            count = len(self.entries[id])
            state = "finished" if id in self.finished else "begun" if count else "untouched"
            row = {**opened["article"], "statements": count, "state": state, "sampled": False}
            text = f"{id} {row['outlet']} {row['headline']}".casefold()
            if message["find"].casefold() in text and message["state"] in ("", state) and not message["sampled"]:
                rows.append(row)
        cut = rows[message["from"] : message["from"] + message["most"]]
        return {"total": len(rows), "rows": cut, "outlets": ["The Courier"], "sample": {"n": 0, "draws": ""}}

    def _draw(self, message):
        return {"drawn": message["random"] or len(self.articles)}

    def _open(self, message):
        opened = self.articles[message["article"]]
        return {**opened, "cut": digest(opened["sentences"]), "coding": self.coding(message["article"])}

    def _save(self, message):
        id, sentences = message["article"], [each["text"] for each in self.articles[message["article"]]["sentences"]]
        old = next((entry for entry in self.entries[id] if message["was"] and entry["row"] == message["was"]), None)
        place = message["place"] or old["place"]
        self._act(f"{id}, a {message['kind']}", id)
        row = {
            "article": id,
            "quote": words(place, sentences) if place else old["row"]["quote"],
            "occurrence": "",
            **message["row"],
        }
        new = {
            "kind": message["kind"],
            "row": row,
            "number": old["number"] if old else 100 + len(self.past),
            "place": place,
            "wrong": [],
        }
        self.entries[id] = [entry for entry in self.entries[id] if entry is not old] + [new]
        self.order.append(new["number"])
        return {"coding": self.coding(id)}

    def _delete(self, message):
        id = message["article"]
        self._act(f"{id}, a deletion", id)
        self.entries[id] = [entry for entry in self.entries[id] if entry["row"] != message["was"]]
        return {"coding": self.coding(id)}

    def _nothing(self, message):
        id, given = message["article"], set(message["sentences"])
        self._act(f"{id}, nothing here", id)
        now = set(self.nothing[id])
        self.nothing[id] = sorted(now - given if message.get("undo") else now | given)
        return {"coding": self.coding(id)}

    def _finish(self, message):
        self._act("finished", message["article"])
        self.finished.add(message["article"])
        return {"coding": self.coding(message["article"])}

    def _reopen(self, message):
        self._act("reopened", message["article"])
        self.finished.discard(message["article"])
        return {"coding": self.coding(message["article"])}

    def _step(self, message, taken, given):
        at = max(at for at, (_, on, _) in enumerate(taken) if on == message["article"])
        what, id, state = taken.pop(at)
        given.append((what, id, self._state()))
        self.entries, self.nothing, self.finished = state
        self.version += 1
        return {"coding": self.coding(id), "article": id, "what": what}

    def _undo(self, message):
        return self._step(message, self.past, self.future)

    def _redo(self, message):
        return self._step(message, self.future, self.past)

    def _propose(self, message):
        kind, name = message["kind"], message["name"]
        id = name.lower().replace(" ", "_")
        part = {"actor": self.codebook["actors"], "issue": self.codebook["issues"]}.get(kind)
        if kind == "condition":
            self.codebook["variables"]["condition"]["values"].append(
                {"value": id, "meaning": message["definition"], "proposed": True}
            )
        elif any(entry.get("name", entry["id"]) == name for entry in part):
            return {"ok": False, "kind": "refused", "why": f"{name} is in the codebook", "known": id}
        else:
            words = (
                {"name": name, "type": message.get("type", "")} if kind == "actor" else {"text": message["definition"]}
            )
            part.append({"id": id, **words, "definition": message["definition"], "proposed": True})
        return {"proposed": id, "codebook": self.codebook, "version": str(self.version)}

    def _memo(self, message):
        self.memos[message["on"], message["about"]] = message["text"]
        memos = [{"on": on, "about": about, "text": text} for (on, about), text in self.memos.items()]
        return {"coding": self.coding(message["article"]), "memos": memos}

    def _statements(self, message):
        wanted = [name for name in ("actor", "issue", "confidence") if message.get(name)]
        fitting = [
            {**entry, "article": id, "headline": "", "sentence": entry["place"] and entry["place"]["first"]}
            for id, entries in self.entries.items()
            for entry in sorted(entries, key=lambda entry: entry["place"]["first"])
            if entry["kind"] == message.get("kind", "statement")
            and all(entry["row"][name] in message[name].split() for name in wanted)
            and message.get("note", "") in entry["row"]["note"]
        ]
        return {"total": len(fitting), "rows": fitting[message.get("from", 0) :][: message.get("most", 50)]}

    def _next(self, message):
        rows = self._statements(message)["rows"]
        here = (message["article"], message["sentence"])
        keys = [(row["article"], row["sentence"]) for row in rows]
        if message.get("back"):
            rows, keys = rows[::-1], keys[::-1]
            later = [row for row, key in zip(rows, keys, strict=True) if key < here]
        else:
            later = [row for row, key in zip(rows, keys, strict=True) if key > here]
        return {"total": len(rows), "hit": (later or rows or [None])[0]}

    def _search(self, message):
        rows = []
        for id, opened in self.articles.items():
            for sentence in opened["sentences"]:
                at = sentence["text"].casefold().find(message["words"].casefold())
                if at >= 0:
                    end = at + len(message["words"])
                    place = {"first": sentence["n"], "from": at, "last": sentence["n"], "to": end}
                    words = {
                        "before": sentence["text"][:at],
                        "hit": sentence["text"][at:end],
                        "after": sentence["text"][end:],
                    }
                    rows.append({"article": id, "headline": "", "sentence": sentence["n"], "place": place, **words})
        return {"articles": len({row["article"] for row in rows}), "rows": rows, "more": False}

    def _progress(self, _):
        left = {"low": 150, "high": 210, "text": "about 3 hours left"}
        return {
            "articles": len(self.articles),
            "finished": len(self.finished),
            "statements": len(self._own()),
            "minutes": 41,
            "left": left,
        }

    def _comment(self, message):
        comment = {"at": "2031", "by": "coder_a", **{name: message[name] for name in ("sentence", "text")}}
        self.comments.setdefault(message["article"], []).append(comment)
        return {"coding": self.coding(message["article"])}

    def _alias(self, message):
        next(actor for actor in self.codebook["actors"] if actor["id"] == message["actor"])["aliases"].append(
            message["alias"]
        )
        return {"codebook": self.codebook, "version": str(self.version)}

    def _look(self, message):
        self.opened[message["article"]] = message["reason"]
        return {"coding": self.coding(message["article"])}

    def _ping(self, message):
        changes, self.changes = self.changes, []
        if changes:
            self.version += 1
        notices, self.notices = self.notices, []
        return {"version": str(self.version), "changes": changes, "notices": notices}


def page(style=""):
    """The page of the desk alone, under a policy that takes its style and its script and nothing else.

    Playwright waits by eval, which the policy therefore allows.
    """
    script, css = f"{widget.script()}\n{MODEL}", widget.style() + style
    assert "</script" not in script
    policy = f"default-src 'none'; style-src {hash_source(css)}; script-src {hash_source(script)} 'unsafe-eval'"
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Desk</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<style>{css}</style><body><main id='cell'></main><script type='module'>{script}</script></body></html>"
    )


def opened(tab, kernel, folder, style=""):
    """The desk in a tab, its messages answered by a kernel."""
    path = folder / "desk.html"
    path.write_text(page(style), encoding="utf-8")
    tab.expose_function("kernel", lambda message: (reply := kernel(message)) and json.dumps(reply))
    tab.goto(path.as_uri())
    tab.wait_for_selector(".sb-user")
    return tab


# At each change of the page: where the focus is if it has left the desk.
WATCHED = """() => {
  window.fallen = [];
  const root = document.querySelector('.sb-desk');
  const look = () => {
    const { activeElement: active } = document;
    if (!root.contains(active) || !active.checkVisibility()) window.fallen.push(active.outerHTML.slice(0, 90));
  };
  new MutationObserver(look).observe(root, { subtree: true, childList: true, attributes: true });
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = look;
  root.addEventListener("focusout", () => port2.postMessage("")); // when it has arrived
}"""


# The time from a key to the frame that shows its effect; the first key opens the article.
TIMED = """() => {
  window.took = [];
  document.addEventListener("keydown", () => {
    const at = performance.now();
    const seen = () => document.querySelector(".sb-current")
      ? requestAnimationFrame(() => setTimeout(() => window.took.push((performance.now() - at) / 1000)))
      : setTimeout(seen, 4);
    seen();
  }, true);
}"""


def timed(tab, keys):
    """The seconds from each key until its effect is drawn; each key waits for the one before."""
    for key in keys:
        before = tab.evaluate("window.took.length")
        tab.keyboard.press(key)
        tab.wait_for_function("before => window.took.length > before", arg=before)
    return tab.evaluate("window.took")[-len(keys) :]


def processor_times(tab, keys):
    """The seconds of the page's processor time for each key until its effect is drawn, however busy the machine is."""
    session = tab.context.new_cdp_session(tab)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    times = [_processor_time(session)]
    for key in keys:
        timed(tab, [key])
        times.append(_processor_time(session))
    session.detach()
    return [after - before for before, after in pairwise(times)]


def _processor_time(session):
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")
