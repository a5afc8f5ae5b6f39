"""Quotations: from the words that a coder pasted to their span in the raw text."""

from stancebook.study import statements


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


def place_row(row, article):
    """A coder's row with its sentence and raw span; raises LookupError where its quote has no single place."""
    span = locate(row["quote"], row["occurrence"], article)
    sentence = article.sentence_of(span)
    if sentence is None:
        whole = any(span.overlaps(other.span) for other in article.sentences)
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


def place_coding(rows, coder, articles):
    """A coder's rows with their places, for the articles at hand, in order of place."""
    placed_rows = [place_row(row, articles[row["article"]]) for row in rows if row["article"] in articles]
    return [
        {**row, "coder": coder}
        for row in sorted(placed_rows, key=lambda row: statements.place_order(statements.unit_key(row)))
    ]


def place_quote(row, article):
    """A fact or note with its raw span, which may lie anywhere in the text."""
    return {**row, **_place(locate(row["quote"], row["occurrence"], article), article)}
