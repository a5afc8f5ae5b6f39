"""Duplicates: paragraphs that two texts have in common, word for word or nearly so.

>>> closed = "The bridge over the river will be closed on Monday"
>>> texts = {"1": f"We met.\\n{closed}.", "2": f"{closed.replace('Monday', 'Friday')}.\\n{closed.upper()}!"}
>>> near_duplicates(texts)[["start_a", "start_b", "likeness", "how"]].values.tolist()
[[8, 0, 0.9, 'near'], [8, 52, 1.0, 'same']]
"""

from collections import defaultdict
from functools import cache
from itertools import chain, product

import numpy as np
import pandas as pd
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from stancebook.core.schema import DUPLICATES
from stancebook.texts.minhash import SHINGLE, candidates
from stancebook.texts.word_diff import WORD, fold, paragraphs

ALIKE, LEAST_WORDS, SEED = 0.8, 8, 2025
FEW = 2000  # distinct paragraphs, up to which each is compared with each
SIGNS = 0x110000  # code points
SLIVER = 1e-9  # as 1 - 0.2 is a sliver more than 0.8


def near_duplicates(texts, alike=ALIKE, least_words=LEAST_WORDS, seed=SEED, most=50, num_perm=256):
    """A DataFrame with the columns of the schema's DUPLICATES: pairs of paragraphs of different texts that are alike, by place, a before b.

    `texts`: a dict from article to raw text. Words are compared as `wordings` folds them; `likeness` is 1 less the
    words inserted, deleted or replaced over the words of the longer paragraph; `how`: "same" where none differs, else
    "near". Paragraphs of fewer words are passed over.

    A paragraph that stands in more than `most` texts is paired with its first place alone, so that a notice in all
    texts gives a row a text and not a row for each two; and what is near to it is paired with that place alone.
    Up to FEW distinct paragraphs each is compared with each and nothing is missed. Beyond, only the pairs that
    `sketches.candidates` finds are (`num_perm` hash functions, seeded; in a crowd of more than `most` like
    paragraphs each with the first): a pair just `alike` is then found 19 times in 20, a nearer one nearly always.
    """
    if not (0 < alike <= 1 and least_words >= SHINGLE and most >= 1):
        told = f"alike is a share above 0 and up to 1, least_words {SHINGLE} or more, most 1 or more"
        raise ValueError(f"{told}; give others")
    places, distinct = _places(texts, least_words)
    pairs = _all_pairs(distinct, alike) if len(distinct) <= FEW else _sketched(distinct, alike, seed, most, num_perm)
    rows = chain(_same(places, most), _near(places, pairs, most))
    return pd.DataFrame(rows, columns=DUPLICATES.names).sort_values(list(DUPLICATES.names), ignore_index=True)


def _places(texts, least_words):
    """The places (article, start, end) of each distinct paragraph, in order, and its words, each as one sign.

    A paragraph as a string of signs takes a tenth of a list of words, and is compared at once. Beyond 1.1 million
    different words two rare ones may share a sign.
    """
    numbers, found = {}, defaultdict(list)
    sign = cache(lambda word: chr(numbers.setdefault(fold(word), len(numbers)) % SIGNS))
    for article in sorted(texts):
        raw = texts[article]
        for span in paragraphs(raw):
            signs = "".join(map(sign, WORD.findall(raw, *span)))
            if len(signs) >= least_words:
                found[signs].append((article, *span))
    return list(found.values()), list(found)


def _all_pairs(distinct, alike):
    """The pairs of distinct paragraphs that are alike, (one, other, likeness), each compared with each."""
    if not distinct:
        return []
    likeness = np.triu(process.cdist(distinct, distinct, **_scored(alike)), 1)
    return [(one, other, likeness[one, other]) for one, other in zip(*np.nonzero(likeness >= alike - SLIVER))]


def _sketched(distinct, alike, seed, most, num_perm):
    """The same of those pairs that sketches bring together."""
    tried = np.empty(0, np.int64)
    for pairs in candidates(distinct, alike, seed, most, num_perm):
        new = np.setdiff1d(pairs, tried, assume_unique=True)
        tried = np.union1d(tried, new)
        ones, others = np.divmod(new, len(distinct))
        sides = ([distinct[place] for place in places] for places in (ones, others))
        likeness = process.cpdist(*sides, **_scored(alike))
        near = likeness >= alike - SLIVER
        yield from zip(ones[near], others[near], likeness[near])


def _scored(alike):
    """How pairs are scored. The cut is well below alike, as rapidfuzz may cut what is just alike."""
    return {"scorer": Levenshtein.normalized_similarity, "score_cutoff": alike * 0.999, "dtype": np.float64}


def _same(places, most):
    """The rows of each paragraph with itself in another text."""
    for held in places:
        firsts = held[:1] if _common(held, most) else held
        for number, one in enumerate(firsts):
            yield from ((*one, *other, 1.0, "same") for other in held[number + 1 :] if one[0] != other[0])


def _near(places, pairs, most):
    """The rows of paragraphs that are nearly alike."""
    kept = lambda held: held[:1] if _common(held, most) else held
    for one, other, likeness in pairs:
        for a, b in map(sorted, product(kept(places[one]), kept(places[other]))):
            if a[0] != b[0]:
                yield *a, *b, float(likeness), "near"


def _common(held, most):
    """Whether a paragraph stands in more than so many texts."""
    return len({article for article, *_ in held}) > most
