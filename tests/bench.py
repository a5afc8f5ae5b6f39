"""The benchmark: times what the project claims to do fast, beside a peer in the same run; writes build/bench.csv.

    python tests/bench.py

A benchmark is a function without arguments that returns rows of COLUMNS; add it to BENCHES. A time is the best of
some rounds. Ours and the peer's alternate, so that other work on the machine slows both.
"""

import re
import shutil
import sys
import tempfile
import time
import tracemalloc
from functools import partial
from pathlib import Path

import krippendorff
import numpy as np
import pandas as pd
import yaml
from markupsafe import Markup
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from stancebook.agreement import bootstrap, counts, registry
from stancebook.analysis import findings, robustness
from stancebook.brief import passages
from stancebook.brief.text import parse
from stancebook.core import files, paths, schema, tables
from stancebook.desk import selection
from stancebook.desk.study_reader import Texts, draw_sample
from stancebook.export import evidence_page, html
from stancebook.networks import congruence
from stancebook.networks.activity import activity
from stancebook.study.statements import statement_id
from stancebook.study.study import Study
from stancebook.texts import cleaning, corpus, near_duplicates, spans
from stancebook.texts.sentences import split
from stancebook.texts.spans import Span

sys.path.insert(0, str(Path(__file__).resolve().parent / "support"))

import bench_runs
import bench_size
import desk_kernel
import torture
from desk_at import At
from project import PROJECT, TOY, remove_codes
from under_make import end_with_make

COLUMNS = ["name", "size", "ours_s", "peer", "peer_s", "ratio", "peak_mb", "note"]
RESAMPLES, ROUNDS, SIZES, ONE_BY_ONE = 10_000, 3, (1_000, 10_000, 100_000), 100
STATEMENTS, ACTORS, ISSUES, POSITIONS, SLAB = 1_000_000, 2_000, 500, 5, 50


def in_turn(rounds, *works):
    """Return the shortest time of each function in seconds; each round calls every function once."""
    times = [[seconds(work) for work in works] for _ in range(rounds)]
    return [min(each) for each in zip(*times, strict=True)]


def seconds(work):
    """Return how long a function takes, in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def peak_mb(work):
    """Return the peak memory of a function in megabytes; measured in a run of its own, because measuring slows it."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def row(name, size, ours, peer, peers, memory, note=""):
    """Return one row of the benchmark."""
    measured = {"ours_s": ours, "peer": peer, "peer_s": peers, "ratio": peers / ours, "peak_mb": memory}
    return {"name": name, "size": size, **measured, "note": note}


def codes(units):
    """Return codes 0 to 4 by three coders, who code the same latent value with some error: units x 3."""
    random = np.random.default_rng(2025)
    latent = random.normal(size=(units, 1)) + 0.6 * random.normal(size=(units, 3))
    return np.digitize(latent, [-1.5, -0.5, 0.5, 1.5])


def ours(table):
    """Return the interval of ordinal alpha over resampled units, starting from the table of codes."""
    return bootstrap.stability(registry.COEFFICIENTS["alpha"], counts.count_patterns(table), "ordinal", RESAMPLES)


def theirs(table, random):
    """Compute alpha of one resample with the peer."""
    drawn = table[random.integers(0, len(table), len(table))]
    return krippendorff.alpha(reliability_data=drawn.T, level_of_measurement="ordinal")


def alpha_resampled():
    """10,000 resamples of ordinal alpha, three coders: the time hardly depends on the number of units."""
    rows = []
    for units in SIZES:
        table, random = codes(units), np.random.default_rng(1)
        best, one = in_turn(ROUNDS, partial(ours, table), partial(theirs, table, random))
        times = f"; ours takes {best / rows[0]['ours_s']:.2f} times as long as at {SIZES[0]:,}" if rows else ""
        note = f"ordinal, 3 coders; peer extrapolated from {ROUNDS} resamples{times}"
        peers = "krippendorff", one * RESAMPLES
        rows.append(row("alpha, 10,000 resamples", units, best, *peers, peak_mb(partial(ours, table)), note))
    return rows


def default_study():
    """Return the codings, findings, codebook and dates of the default study."""
    study = Study(paths.run_paths(PROJECT), {})
    sentences = parse(study.text).sentences
    declared, _ = findings.read(study.settings["analysis"], sentences, study.codebook, study.listed_articles)
    return study.readings, declared, study.codebook, study.dates


def universes_varied():
    """All universes of the default study with its findings, beside one pandas table of stances for each universe."""
    study = default_study()
    varied, (codings, *_) = robustness.run_multiverse(*study), study
    chosen = (
        varied.universes[varied.universes["articles"] == "all"].sample(ONE_BY_ONE, random_state=1).to_dict("records")
    )

    def alone():
        return [one_by_one(codings[universe["coding"]], universe) for universe in chosen]

    best, some = in_turn(ROUNDS, lambda: robustness.run_multiverse(*study), alone)
    note = f"{len(varied.universes):,} of them distinct; the peer's tables extrapolated from {ONE_BY_ONE}, without findings"
    peers = "pandas, one by one", some / ONE_BY_ONE * varied.tried
    return [row("universes", varied.tried, best, *peers, peak_mb(lambda: robustness.run_multiverse(*study)), note)]


def one_by_one(said, universe):
    """Return the median of each stance in one universe, with statements filtered by pandas."""
    kept = said[said["confidence"] >= int(universe["confidence"])]
    kept = kept[kept["via"] == "self"] if universe["via"] == "self" else kept
    kept = kept[kept["voice"] == "direct"] if universe["voice"] == "direct" else kept
    return kept.groupby(["actor", "issue"])["position"].agg(["median", "size"])


def statements():
    """Return uniformly random statements: STATEMENTS rows, ACTORS, ISSUES, and POSITIONS around zero."""
    random = np.random.default_rng(2025)

    def names(letter, many):
        return np.array([f"{letter}{number:05}" for number in range(many)])

    def named(letter, many):
        return names(letter, many)[random.integers(many, size=STATEMENTS)]

    positions = random.integers(POSITIONS, size=STATEMENTS) - POSITIONS // 2
    said = {"actor": named("a", ACTORS), "issue": named("i", ISSUES), "position": positions}
    return pd.DataFrame(said | {"article": named("t", 10_000)})


def pair_by_pair():
    """Return a compiled function with the definition of congruence and conflict as loops: some first actors with all later."""
    from numba import njit

    @njit
    def loops(counts, distance, first):
        actors, issues, positions = counts.shape
        congruence, conflict = np.zeros((first, actors)), np.zeros((first, actors))
        for a in range(first):
            for b in range(a + 1, actors):
                agreed = apart = 0.0
                for issue in range(issues):
                    for one in range(positions):
                        for other in range(positions):
                            both = counts[a, issue, one] * counts[b, issue, other]
                            agreed += both * (1 - distance[one, other])
                            apart += both * distance[one, other]
                congruence[a, b], conflict[a, b] = agreed, apart
        return congruence, conflict

    return loops


def slab(counted, loops):
    """Compute congruence and conflict of the first SLAB actors with all later ones, with the peer."""
    positions, first = np.array(counted.positions), min(SLAB, len(counted.actors))
    return loops(counted.counts, np.abs(positions[:, None] - positions) / counted.range, first)


def congruence_of_statements():
    """The network of a million statements, beside its definition as compiled loops."""
    said, loops = statements(), pair_by_pair()
    counted, counting = activity(said), seconds(lambda: activity(said))
    loops(np.ones((2, 1, 2)), np.eye(2), 1)  # compiled before it is timed

    def ours():
        return congruence.one_mode(counted)

    best, some = in_turn(2 * ROUNDS, ours, lambda: slab(counted, loops))
    actors, first = len(counted.actors), min(SLAB, len(counted.actors))
    share = 1 - (actors - first) * (actors - first - 1) / (actors * (actors - 1))
    note = f"{actors:,} actors, {len(counted.issues)} issues, {len(counted.positions)} positions, ordinal"
    note += f"; counting the statements takes {counting:.2f} s before; peer extrapolated from {share:.1%} of pairs"
    return [row("congruence", len(said), best, "loops, numba", some / share, peak_mb(ours), note)]


# Near-duplicates: texts of 5 kB; one in a hundred paragraphs is another one with a tenth of its words changed

ARTICLES, PARAGRAPHS, WORDS, VOCABULARY, COMPARED = 100_000, 9, 60, 5_000, 500


def news(articles, planted=0.01, changed=0.1, seed=2025):
    """Return texts by article, with Zipf-like word frequencies, and the planted pairs of paragraphs."""
    random = np.random.default_rng(seed)

    def drawn(letters):
        return random.choice([*letters], (VOCABULARY, 4)).astype(object)

    vocabulary, count = (drawn("bdfgklmnprst") + drawn("aeiou")).sum(1), articles * PARAGRAPHS
    words = vocabulary[(VOCABULARY ** random.random((count, WORDS))).astype(int) - 1]
    ones, others = random.permutation(count)[: 2 * int(count * planted)].reshape(2, -1)
    words[others] = words[ones]
    for other in others:
        places = random.permutation(WORDS)[: int(WORDS * changed)]
        words[other, places] = vocabulary[random.integers(0, VOCABULARY, len(places))]
    lines = [" ".join(line) for line in words]
    texts = {f"{at:06}": "\n".join(lines[at * PARAGRAPHS : (at + 1) * PARAGRAPHS]) for at in range(articles)}
    return texts, _planted(texts, ones, others)


def _planted(texts, ones, others):
    """Return the places of the planted pairs of different texts, as near_duplicates returns them."""
    line = (len(texts["000000"]) + 1) // PARAGRAPHS  # words are of one length

    def place(number):
        return (f"{number // PARAGRAPHS:06}", number % PARAGRAPHS * line)

    pairs = [tuple(sorted(map(place, pair))) for pair in zip(ones.tolist(), others.tolist(), strict=True)]
    return {one + other for one, other in pairs if one[0] != other[0]}


def recalled(table, planted):
    """Return the share of planted pairs in a table of duplicates."""
    found = set(zip(*(table[column] for column in ("article_a", "start_a", "article_b", "start_b")), strict=True))
    return len(found & planted) / len(planted)


def all_pairs(distinct):
    """Compare each two paragraphs with rapidfuzz alone; each paragraph is a string with one character per word."""
    score = Levenshtein.normalized_similarity
    return process.cdist(distinct, distinct, scorer=score, score_cutoff=0.8, dtype=np.float32, workers=1)


def duplicates_found():
    """Near-duplicates among the paragraphs of many articles, beside comparing every pair."""
    (texts, planted), found = news(ARTICLES), []
    _, some = near_duplicates._places(dict(list(texts.items())[:COMPARED]), 8)

    def ours():
        return found.append(near_duplicates.near_duplicates(texts))

    best, one = in_turn(1, ours, lambda: all_pairs(some))
    share = recalled(found.pop(), planted)
    note = f"{PARAGRAPHS} paragraphs each, {share:.2%} of {len(planted):,} planted pairs found"
    note += f"; peer extrapolated from {len(some):,} paragraphs"
    peers = "rapidfuzz, all pairs", one * (ARTICLES * PARAGRAPHS / len(some)) ** 2
    return [row("near-duplicates", ARTICLES, best, *peers, peak_mb(ours), note)]


# The evidence reader: many texts with many statements by two coders, opened in Chromium at a passage of the last text

TEXTS, MARKS, SENTENCE, CLAIMS = 300, 10_000, 90, 60
OPENED = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
  const lit = document.querySelector("mark.on");
  const [opened, spot] = [performance.getEntriesByType("navigation")[0], lit && lit.getBoundingClientRect()];
  done([opened.loadEventEnd / 1000, Boolean(spot) && spot.top > 0 && spot.bottom < innerHeight]);
})))"""


def marked_texts():
    """Return the parts of an evidence page: MARKS statements in TEXTS texts; the coders differ in every tenth."""
    random, (drawn, _) = np.random.default_rng(2025), news(TEXTS)
    texts = {article: text.replace("\n", " ") for article, text in drawn.items()}
    codings, decisions = [], []
    for number in range(MARKS):
        article, place = f"{number % TEXTS:06}", number // TEXTS * SENTENCE
        start, end = place + int(random.integers(20)), place + SENTENCE + int(random.integers(40))  # into the next one
        unit = {"article": article, "sentence_start": place, "actor": f"a{random.integers(40)}"}
        unit |= {"issue": f"i{random.integers(25)}", "sentence": 1 + number // TEXTS, "start": start, "end": end}
        given = {"speaker": "the speaker", "via": "self", "voice": "direct", "condition": "none", "confidence": 3}
        given |= {"position": int(random.integers(-2, 3)), "quote": texts[article][start:end], "note": "as it is told"}
        codings += [{**unit, **given, "coder": coder} for coder in ("coder_a", "coder_b")]
        if number % 10 == 0:
            codings[-1]["voice"] = "indirect"
            reason = "The words stand in quotation marks, and so they are the speaker's own."
            decisions.append({**unit, "variable": "voice", "decision": "direct", "reason": reason})
    return texts, tables.frame(codings, schema.CODINGS), decisions


def reader_pages():
    """Return the evidence page of many texts, the same texts without marks, and the id of a passage in the last text."""
    texts, codings, decisions = marked_texts()
    one = codings[codings["coder"] == "coder_a"]
    said = one.assign(statement=[statement_id(row) for row in tables.records(one)])
    none = tables.frame([], schema.STATEMENTS)
    cited = passages.passages(said, none, none, {})
    told = {"file": "text.txt", **dict.fromkeys(evidence_page.SOURCE, "")}
    sources = tables.frame([{**told, "article": article} for article in texts], schema.SOURCES)
    rows = [
        {"claim": f"c{number}", "sentence": "It is told.", "passages": " ".join(cited["id"][number :: CLAIMS * 10])}
        for number in range(CLAIMS)
    ]
    claims = tables.frame(rows, schema.CLAIMS)

    def made():
        return evidence_page.evidence_page(
            texts, sources, cited, claims, "Bench", codings=codings, adjudication=decisions, removed=none
        )

    bare = "".join(f'<article><div class="raw">{html.exact(text)}</div></article>' for text in texts.values())
    return made, html.page("page.html.j2", "reader", "Bench", body=Markup(f"<main>{bare}</main>")), cited["id"].iloc[-5]


def opened(browser, folder, name, passage=""):
    """Return how long a new window takes to load a page, and whether the passage is highlighted and visible."""
    window = browser.new_context()
    tab = window.new_page()
    tab.goto(f"{folder.as_uri()}/{name}{passage and '#' + passage}")
    told = tab.evaluate(OPENED)
    window.close()
    return told


def reader_opened():
    """The evidence page opened at a passage of its last text, beside the same texts without marks."""
    made, bare, passage = reader_pages()
    name, peer, memory = "evidence reader, Chromium", "the bare texts", peak_mb(made)
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not chromium:
        return [row(name, MARKS, np.nan, peer, np.nan, memory, "not opened: there is no Chromium here")]
    from playwright.sync_api import sync_playwright

    page = made()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        for file, text in (("evidence.html", page), ("bare.html", bare)):
            files.write_text(Path(folder) / file, text)
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        asked = [("evidence.html", passage), ("bare.html", "")] * ROUNDS
        times = [opened(browser, Path(folder), *each) for each in asked]
        browser.close()
    lit = all(seen for _, seen in times[::2])
    best, other = (min(time for time, _ in times[at::2]) for at in (0, 1))
    note = f"{TEXTS} texts, {len(page) / 1e6:.1f} MB; to the load, the passage of the last text "
    return [row(name, MARKS, best, peer, other, memory, note + ("lit in view" if lit else "NOT lit in view"))]


# The coding desk: a study with many texts, and one long text

LISTED, CLEANED, CHARACTERS, SELECTED, SCANNED = 10_000, 300, 600_000, 1_000, 50


def study_of(folder, articles):
    """Return the RunPaths and sources of a study of many news texts, a twentieth of them about an eclipse."""
    run_paths, sources = paths.RunPaths(folder, folder, folder), []
    run_paths.raw.mkdir(parents=True)
    for number, (article, text) in enumerate(news(articles)[0].items()):
        content = (f"Report {number}.\n{text}\n" + "The eclipse is near.\n" * (number % 20 == 0)).encode()
        (run_paths.raw / f"{article}.txt").write_bytes(content)
        row = {"article": article, "file": f"{article}.txt", "sha256": files.digest(content)}
        sources.append({**row, "headline": f"Report {number}.", "outlet": f"Paper {number % 9}"})
    return run_paths, sources


def worklist(run_paths, sources, rules):
    """Return how many texts a new Texts lists: all, those of one outlet, those with a word, and a sample of these."""
    texts = Texts(run_paths, sources, rules)
    rows = [{**row, "state": "untouched", "sampled": False} for row in sources]
    found = [
        texts.filtered(rows, **wanted) for wanted in ({"find": "report"}, {"outlet": "paper 3"}, {"keyword": "eclipse"})
    ]
    return [*map(len, found), len(draw_sample([row["article"] for row in found[-1]], 100, 7))]


def texts_listed():
    """Many texts listed, filtered, searched and sampled, beside cleaning all of them first, as a check does."""
    with tempfile.TemporaryDirectory() as folder:
        run_paths, sources = study_of(Path(folder), LISTED)
        rules, first = cleaning.read_rules({}), sources[:CLEANED]

        def ours():
            return worklist(run_paths, sources, rules)

        def cleaned():
            return cleaning.clean_articles(corpus.raw_texts(run_paths, first), rules)

        best, some = in_turn(ROUNDS, ours, cleaned)
        listed, of_paper, with_word, sampled = ours()
        note = f"{listed:,} listed, {of_paper:,} of one paper, {with_word:,} with a word in the text, {sampled} of these drawn"
        note += f"; peer extrapolated from {len(first):,}, without the list"
        return [
            row(
                "desk, texts listed", LISTED, best, "all cleaned first", some * LISTED / len(first), peak_mb(ours), note
            )
        ]


def long_text(characters):
    """Return a text of this length with everything that the desk may meet: line ends of two characters, no-break
    spaces, joined characters, and advertisements that cleaning removes."""
    texts, pieces, size = news(characters // 1_000)[0], [], 0
    words = iter(" ".join(texts.values()).split())
    while size < characters:
        told = [next(words) for _ in range(20)]
        told[7:7] = ["[advertisement]"] * (len(pieces) % 4 == 1) + ["👩‍🔧 “200\u00a0crowns”"] * (len(pieces) % 7 == 1)
        pieces.append(" ".join(told).capitalize() + (". " if len(pieces) % 5 else ".\r\n"))
        size += len(pieces[-1])
    return "".join(pieces)[:characters]


def places_in(article, many):
    """Return spans of a few words each, spread evenly over an article's sentences."""
    random, places = np.random.default_rng(2025), []
    for number in random.integers(1, len(article.sentences) + 1, many).tolist():
        words = [found.span() for found in re.finditer(r"\S+", article.sentences[number - 1].text)]
        first, last = sorted(random.integers(0, len(words), 2).tolist())
        places.append({"first": number, "from": words[first][0], "last": number, "to": words[last][1]})
    return places


def quotes(places, article):
    """Return the quotation cells for spans."""
    cut = selection.clean_spans(article)
    return [selection.quoted(selection.raw_span(place, article, cut), article) for place in places]


def quote_by_scanning(place, article, rules):
    """Return the same for one span without any cache: split the sentences again and scan the runs from the first one."""
    cut = split(article.clean, rules.abbreviations)
    start, end = cut[place["first"] - 1].start + place["from"], cut[place["last"] - 1].start + place["to"]
    first, last = (
        behind(next(run for run in article.runs if at < run.clean_end), at, article) for at in (start, end - 1)
    )
    return selection.quoted(Span(first.start, last.end), article)


def behind(run, at, article):
    """Return the raw span of one clean character of a run: that character, or the whole replaced stretch."""
    kept = run.clean.of(article.clean) == run.raw.of(article.raw)
    return Span(*(place - run.clean_start + run.start for place in (at, at + 1))) if kept else run.raw


def forgetting(work):
    """Return a function that first clears the cache of found quotations."""
    return lambda: (spans._places.cache_clear(), work())


def words_selected():
    """Selections in a long clean text mapped to quotations of the raw text, beside the same by scanning."""
    raw, rules = long_text(CHARACTERS), torture.CLEANING_RULES

    def read():
        return cleaning.clean_article("000", raw, rules)[0]

    article, cleaned = read(), seconds(read)
    places = places_in(article, SELECTED)

    def ours():
        return quotes(places, article)

    def scanned():
        return [quote_by_scanning(place, article, rules) for place in places[:SCANNED]]

    best, some = in_turn(ROUNDS, forgetting(ours), forgetting(scanned))
    note = (
        f"of {len(raw):,} characters in {len(article.sentences):,} sentences, cleaned and cut in {cleaned:.2f} s before"
    )
    note += f"; peer extrapolated from {SCANNED}"
    peers = "cut and walked anew", some * SELECTED / SCANNED
    return [row("desk, words selected", SELECTED, best, *peers, peak_mb(ours), note)]


CODED, FEW, NEW_ACTORS, NEW_ISSUES, LONG = 300, 30, 150, 60, 20_000


def with_codes(home, actors, issues, text):
    """Return the RunPaths of a copy of the toy study in a folder, uncoded, with more codes and with a text 040."""
    run_paths, content = paths.RunPaths(home, home, shutil.copytree(TOY, home)), text.encode()
    remove_codes(run_paths.coded)
    book = yaml.safe_load((run_paths.coded / "codebook.yaml").read_text(encoding="utf-8"))
    book["actors"] |= {
        f"actor_{n}": {"name": f"Actor {n}", "type": "state", "aliases": [f"No {n}"]} for n in range(actors)
    }
    book["issues"] |= {f"issue_{n}": f"Plan {n} is carried out." for n in range(issues)}
    files.write_text(run_paths.coded / "codebook.yaml", yaml.safe_dump(book, sort_keys=False))
    (run_paths.raw / "040.txt").write_bytes(content)
    sources = tables.read(run_paths.coded / "sources.csv")
    new = {"article": "040", "file": "040.txt", "sha256": files.digest(content), "headline": ""}
    tables.write(run_paths.coded / "sources.csv", [*sources, sources[0] | new], schema.SOURCES)
    return run_paths


def saving(run_paths, many):
    """Return the median seconds of the last ten of many statements that are saved in the text 040."""
    page, times = At(run_paths, "coder_a"), []
    number_of, book = len(page("open", article="040")["sentences"]), page.begun["codebook"]
    for number in range(many):
        turn, at = divmod(number, number_of)
        actor = book["actors"][(turn + at) % len(book["actors"])]["id"]
        issue = book["issues"][turn // len(book["actors"])]["id"]
        place = {"first": at + 1, "from": 0, "last": at + 1, "to": 4}
        times.append(seconds(partial(page.codes, place, "040", actor=actor, issue=issue)))
    return float(np.median(times[-10:]))


def statement_saved():
    """A statement saved in a long text with many codes and statements, beside one in three sentences with few."""
    text = " ".join(long_text(LONG * 10).split()[:LONG])
    with tempfile.TemporaryDirectory() as folder:
        ours = saving(with_codes(Path(folder) / "large", NEW_ACTORS, NEW_ISSUES, text), CODED)
        short = "Arland will build. Borduria rejects a toll. Cordovia waits."
        peer = saving(with_codes(Path(folder) / "small", 0, 0, short), FEW)
    note = f"the last of {CODED} in {LONG:,} words, with {NEW_ACTORS} more actors and {NEW_ISSUES} more issues; "
    note += f"peer: the last of {FEW} in three sentences"
    return [row("desk, a statement saved", LONG, ours, "in a short text", peer, np.nan, note)]


# What a browser takes to draw a page of plain paragraphs for the first time.
DRAWN = "addEventListener('load', () => requestAnimationFrame(() => setTimeout(() => (window.took = performance.now() / 1000))))"
PRESSED = ["j", "ArrowRight", "Shift+ArrowRight", "n", "x", "w", "PageDown", "N"]


def desk_opened():
    """A long text opened on the desk's page and answering keys, beside the same sentences as plain paragraphs."""
    name, peer = f"desk, {CHARACTERS:,} characters in Chromium", "bare paragraphs"
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not chromium:
        return [row(name, CHARACTERS, np.nan, peer, np.nan, np.nan, "not opened: there is no Chromium here")]
    from playwright.sync_api import sync_playwright

    read = cleaning.clean_article("000", long_text(CHARACTERS), torture.CLEANING_RULES)[0]
    sentences = [sentence.text for sentence in read.sentences]
    paragraphs = "".join(f"<p>{html.exact(sentence)}</p>" for sentence in sentences)
    bare = f"<!doctype html><meta charset='utf-8'><title>Bench</title><script>{DRAWN}</script>{paragraphs}"
    opened, plain, keys = [], [], []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        files.write_text(Path(folder) / "bare.html", bare)
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(ROUNDS):
            kernel = desk_kernel.Kernel({"000": desk_kernel.article("000", sentences)})
            tab = desk_kernel.opened(browser.new_page(), kernel, Path(folder))
            tab.evaluate(desk_kernel.TIMED)
            tab.keyboard.press("Tab")
            opened += desk_kernel.timed(tab, ["1"])
            keys += desk_kernel.timed(tab, PRESSED)
            tab.close()
            tab = browser.new_page()
            tab.goto(f"{Path(folder).as_uri()}/bare.html")
            tab.wait_for_function("() => window.took")
            plain.append(tab.evaluate("window.took"))
            tab.close()
        browser.close()
    note = f"{len(sentences):,} sentences; a key is answered in {np.median(keys) * 1000:.0f} ms, the slowest of {len(keys)} in "
    return [row(name, CHARACTERS, min(opened), peer, min(plain), np.nan, note + f"{max(keys) * 1000:.0f} ms")]


def runs():
    """The rows of whole runs and of cleaning."""
    sizes = (bench_size.texts_in_number, bench_size.studies_in_number)
    of_runs = (bench_runs.pipeline_runs, bench_runs.nothing_to_do, bench_runs.texts_cleaned, *sizes)
    return [each for bench in of_runs for each in bench(row, ROUNDS)]


BENCHES = [
    alpha_resampled, universes_varied, congruence_of_statements, duplicates_found, reader_opened, texts_listed,
    words_selected, statement_saved, desk_opened, runs,
]  # fmt: skip


def shown(rows):
    """Return the rows as aligned text."""
    lines = [f"{'':28} {'size':>9} {'ours, s':>9} {'peer, s':>11} {'ratio':>9} {'peak, MB':>9}"]
    for each in rows:
        numbers = f"{each['ours_s']:9.3f} {each['peer_s']:11.1f} {each['ratio']:9,.0f} {each['peak_mb']:9.1f}"
        lines.append(f"{each['name']:28} {each['size']:9,} {numbers}  {each['peer']}; {each['note']}")
    return "\n".join(lines)


if __name__ == "__main__":
    end_with_make()
    measured = [each for bench in BENCHES for each in bench()]
    files.write_text(PROJECT / "build" / "bench.csv", tables.text(measured, COLUMNS))
    print(shown(measured))
