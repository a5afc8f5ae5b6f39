"""Tables of agreement that notebook 03 shows and does not write, see `core.schema`."""

# fmt: off
from stancebook.core.columns import Table, decimal, text, whole
from stancebook.core.schemas.shared_columns import VARIABLE

CODER = text("coder", "the coder", "an id of study.yaml")
TEXTS = whole("texts", "texts that both coders read")
FOUND = decimal(
    "same_pairs", "share of the actor-issue pairs of one that the other found (positive agreement)", "0 to 1")
COMPARED = whole("compared", "actor-issue pairs that both found")
ALPHA = decimal(
    "position_alpha", "Krippendorff's alpha of positions on these, ordinal", "up to 1; empty if undefined")

CONFUSED = Table("confused", "two codes that coders have on the same place", columns=(
    VARIABLE, text("one", "the one code"), text("other", "the other code"),
    whole("pairs", "pairs of coders that have one and the other")))
BY_PAIR = Table("by_pair", "two coders", columns=(
    CODER, text("other", "the other coder", "an id of study.yaml"), TEXTS,
    decimal("finding_alpha", "Krippendorff's alpha of finding a position in a sentence", "up to 1; empty if undefined"),
    FOUND, COMPARED,
    decimal("same_position", "share of these with the same position", "0 to 1"), ALPHA))
BY_CODER = Table("by_coder", "a coder beside all others", columns=(
    CODER, whole("texts", "texts that it and another coder read"),
    whole("pairs", "actor-issue pairs that it found there"),
    decimal("confirmed", "share of these that another reader of the text found, on average of the others", "0 to 1"),
    decimal("missed", "share of what the others found there that it did not find, on average of the others", "0 to 1"),
    decimal("same_position", "share of positions that are the same as another coder's", "0 to 1"),
    decimal("alpha_without", "ordinal alpha of the positions of all other coders", "up to 1; empty if undefined"),
    text("differs_most", "the codes that it has most often where others have another", "empty if none")))
DRIFT = Table("drift", "a part of what a coder coded, in order", columns=(
    CODER, whole("part", "the part of its coding", "1 is the first"),
    text("articles", "the texts of the part, in the order in which it coded them", "ids, separated by spaces"),
    text("order", "where that order comes from", "journal; rows"),
    whole("pairs", "actor-issue pairs that it found there"),
    decimal("confirmed", "share of these that another reader of the text found, on average of the others", "0 to 1"),
    decimal("same_position", "share of positions that are the same as another coder's", "0 to 1")))
SPANS = Table("spans", "agreement on spans, character by character", columns=(
    text("tolerance", "what is left out", "none; a word"),
    whole("characters", "characters of texts that two coders read, less those left out"),
    decimal("coded", "share of these that a coder has in a quotation, on average of the coders", "0 to 1"),
    decimal("alpha", "Krippendorff's alpha, nominal", "up to 1; empty if undefined"),
    decimal("low", "lower end of its range over resampled sentences"),
    decimal("high", "upper end of its range")))
