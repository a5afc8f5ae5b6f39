"""Statements: coders' rows joined to their places, where the coders differ, and what adjudication made of it.

A unit is an article, a sentence (by its start), an actor and an issue; a coding is a coder's row of one unit.

>>> a = {"article": "000", "sentence_start": "0", "actor": "arland", "issue": "bridge", "position": "2"}
>>> b = dict(a, position="1")
>>> [(row["variable"], row["coder_a"], row["coder_b"]) for row in differences([a], [b], ("position",))]
[('position', '2', '1')]
"""

import hashlib

UNIT = ("article", "sentence_start", "actor", "issue")
COMPARED = ("speaker", "via", "voice", "position", "condition")
CODING = (
    "coder", "article", "sentence", "sentence_start", "start", "end", "quote", "speaker", "actor", "via", "voice",
    "issue", "position", "condition", "confidence", "note",
)  # fmt: skip
STATEMENT = (
    "statement", "article", "sentence", "start", "end", "quote", "speaker", "actor", "via", "voice", "issue",
    "position", "condition", "confidence", "origin",
)  # fmt: skip
NOTE = (
    "source_note", "article", "start", "end", "quote", "kind", "article_b", "start_b", "end_b", "quote_b", "note",
)  # fmt: skip
CODING_ORDER = ("coder", "article", "sentence", "start", "actor", "issue")
STATEMENT_ORDER = ("article", "sentence", "start", "actor", "issue")
PRESENT, ABSENT, UPHELD = "present", "absent", "upheld"


def locate(quote, occurrence, article):
    """The raw Span of a quotation; raises LookupError, in words, where it is not found or not only once."""
    places = article.places(quote)
    if not places:
        raise LookupError(_missing(quote, article))
    if occurrence:
        if occurrence not in map(str, range(1, len(places) + 1)):
            times = "once; leave it empty" if len(places) == 1 else f"{len(places)} times; write 1 to {len(places)}"
            raise LookupError(f"occurrence '{shortened(occurrence)}' does not exist: the quote stands there {times}")
        return places[int(occurrence) - 1]
    if len(places) > 1:
        raise LookupError(f"the quote stands there {len(places)} times; say which in occurrence (1 to {len(places)})")
    return places[0]


def _missing(quote, article):
    plain = str.maketrans("“”„«»‘’‚–—\u00a0\u202f", '"""""\'\'\'--  ')
    like = quote.strip() and quote.translate(plain) in article.raw.translate(plain)
    why = "its quotation marks, dashes or spaces were changed" if like else "it is not in the text"
    return f"the quote “{shortened(quote)}” was not found: {why}; copy it from the raw text character by character"


def shortened(text, most=60):
    """A text cut to at most so many characters, for messages."""
    return text if len(text) <= most else text[: most - 1] + "…"


def placed(row, article):
    """A coder's row with its sentence and raw span; raises LookupError where its quote has no single place."""
    span = locate(row["quote"], row["occurrence"], article)
    sentence = article.sentence_of(span)
    if sentence is None:
        whole = any(span.meets(other.span) for other in article.sentences)
        why = "it runs over the end of a sentence" if whole else "it lies in a part that cleaning takes out"
        raise LookupError(
            f"the quote “{shortened(row['quote'])}” lies within no sentence: {why}; quote one sentence's clause"
        )
    where = {"sentence": str(sentence.number), "sentence_start": str(sentence.span.start)}
    return {**row, **where, **_place(span, article), "condition": _set(row["condition"])}


def _set(cell):
    """A cell that holds a set, each member once, sorted."""
    return " ".join(sorted(set(cell.split())))


def _place(span, article, mark=""):
    """The cells of a span: start, end and the very words, with a suffix to their names."""
    return {f"start{mark}": str(span.start), f"end{mark}": str(span.end), f"quote{mark}": span.of(article.raw)}


def coding(rows, coder, articles):
    """A coder's rows with their places, for the articles at hand, in order of place."""
    placed_rows = [placed(row, articles[row["article"]]) for row in rows if row["article"] in articles]
    return [{**row, "coder": coder} for row in sorted(placed_rows, key=lambda row: _order(unit(row)))]


def placed_span(row, article):
    """A fact or note with its raw span, which may lie anywhere in the text."""
    return {**row, **_place(locate(row["quote"], row["occurrence"], article), article)}


def notes_on(articles, rows):
    """The source notes that speak of these articles alone: one that compares with an absent text says nothing here."""
    return [row for row in rows if {row["article"], row["article_b"] or row["article"]} <= articles.keys()]


def note_placed(row, articles):
    """A source note with its raw span, and the span of the other text's quote where it has one."""
    other = {"article_b": "", "start_b": "", "end_b": "", "quote_b": ""}
    if second := articles.get(row["article_b"]):
        other |= {"article_b": second.id, **_place(locate(row["quote_b"], "", second), second, "_b")}
    return placed_span(row, articles[row["article"]]) | other


def unit(row):
    """The unit of a coding: article, start of its sentence, actor, issue."""
    return tuple(row[field] for field in UNIT)


def statement_id(row):
    """The stable id of a statement: <article>-<start of its sentence>-<actor>-<issue>."""
    return "-".join(map(str, unit(row)))


def _order(key):
    return (key[0], int(key[1]), *key[2:])


def differences(coding_a, coding_b, compared=COMPARED):
    """A row for each variable of a unit that differs, `presence` where one coder alone has the unit; in order of place."""
    ours, theirs = ({unit(row): row for row in coding} for coding in (coding_a, coding_b))
    rows = []
    for key in sorted(ours.keys() | theirs.keys(), key=_order):
        pairs = [("presence", *(PRESENT if key in coding else "" for coding in (ours, theirs)))]
        if key in ours and key in theirs:
            pairs = [(variable, ours[key][variable], theirs[key][variable]) for variable in compared]
        rows += [_difference(key, *pair) for pair in pairs if pair[1] != pair[2]]
    return rows


def _difference(key, variable, a, b):
    return {**dict(zip(UNIT, key)), "variable": variable, "coder_a": a, "coder_b": b}


def reread(coding_a, coding_b):
    """The fifth of the agreed units that adjudication reads again, drawn by the hash of their ids."""
    found = {unit(row) for row in coding_a} & {unit(row) for row in coding_b}
    agreed = found - {unit(row) for row in differences(coding_a, coding_b)}
    drawn = sorted(agreed, key=lambda key: hashlib.sha256("-".join(key).encode()).hexdigest())
    return [_difference(key, "all", PRESENT, PRESENT) for key in sorted(drawn[: -(-len(drawn) // 5)], key=_order)]


def adjudicated(coding_a, coding_b, decisions):
    """The statements that adjudication leaves, each with its origin, in order of place.

    `decisions` are rows of adjudication.csv. Where both coders have a unit, the statement takes the longer quotation
    (the fuller evidence), the decided values, and the lower confidence.
    """
    ours, theirs = ({unit(row): row for row in coding} for coding in (coding_a, coding_b))
    decided = {(*unit(row), row["variable"]): _decision(row) for row in decisions}
    kept = []
    for key in sorted(ours.keys() | theirs.keys(), key=_order):
        if decided.get((*key, "presence"), PRESENT) == PRESENT:
            kept.append(_joined([coding[key] for coding in (ours, theirs) if key in coding], key, decided))
    return kept


def _decision(row):
    """What was decided, a set in its one form."""
    return _set(row["decision"]) if row["variable"] == "condition" else row["decision"]


def _joined(found, key, decided):
    """One statement of the one or two codings of a unit, with what was decided on it."""
    new = {variable: decided[*key, variable] for variable in COMPARED if (*key, variable) in decided}
    longest = max(found, key=lambda row: len(row["quote"]))
    confidence = min(row["confidence"] for row in found)
    origin = found[0]["coder"] if len(found) == 1 else "adjudicated" if new else "both"
    return {**longest, **new, "confidence": confidence, "origin": origin, "statement": "-".join(key)}


def of_run(coding_a, coding_b, decisions, coding="adjudicated", min_confidence=1):
    """The statements of a run: adjudicated ones or one coder's own, with at least this confidence."""
    if coding == "adjudicated":
        rows = adjudicated(coding_a, coding_b, decisions)
    else:
        rows = alone({"coder_a": coding_a, "coder_b": coding_b}[coding])
    return [row for row in rows if int(row["confidence"]) >= min_confidence]


def alone(coding):
    """One coder's rows as statements."""
    return [{**row, "origin": row["coder"], "statement": statement_id(row)} for row in coding]


def texts(codings, coder):
    """A coder's rows of a codings frame as rows of text, as `unit` wants them."""
    own = codings[codings["coder"] == coder]
    return own.astype(str).to_dict("records")


def fates(decisions):
    """A row a variable: how many of its differences were decided, whose value was taken, or a third, and what was amended.

    Of a statement that both coders have and that is taken out, `presence` is amended; its values need no decision.
    """
    rows = []
    for variable in ("presence", *COMPARED):
        own = [row for row in decisions if row["variable"] == variable]
        amended = sum(row["coder_a"] == row["coder_b"] for row in own)
        taken = {coder: sum(_taken(row, coder) for row in own) for coder in ("coder_a", "coder_b")}
        differed = len(own) - amended
        rows.append(
            {
                "variable": variable,
                "differed": differed,
                **taken,
                "third value": differed - sum(taken.values()),
                "amended": amended,
            }
        )
    return rows


def _taken(row, coder):
    """Whether a decision took what this coder had (or had not) where the two differed."""
    decided = "" if row["decision"] == ABSENT else row["decision"]
    return row["coder_a"] != row["coder_b"] and decided == row[coder]


def own_words(statements):
    """Whether each statement is in the actor's own words: via self and voice direct."""
    return (statements["via"] == "self") & (statements["voice"] == "direct")
