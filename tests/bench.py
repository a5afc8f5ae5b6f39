"""The bench: what the project claims to be quick at, beside a peer in the same run; writes build/bench.csv.

    python tests/bench.py

A benchmark is a function without arguments that gives rows of COLUMNS; add it to BENCHES. Times are the best of
some rounds, ours and the peer's in turn, so that what else the machine does strikes both.
"""

import time
import tracemalloc
from pathlib import Path

import krippendorff
import numpy as np

from stancebook import codebook, findings, measures, paths, resampling, robustness, tables, tallies

PROJECT = Path(__file__).resolve().parents[1]
COLUMNS = ["name", "size", "ours_s", "peer", "peer_s", "ratio", "peak_mb", "note"]
RESAMPLES, ROUNDS, SIZES, ONE_BY_ONE = 10_000, 3, (1_000, 10_000, 100_000), 100


def in_turn(rounds, *works):
    """The shortest time of each work in seconds; in each round every one is done once."""
    times = [[seconds(work) for work in works] for _ in range(rounds)]
    return [min(each) for each in zip(*times)]


def seconds(work):
    """How long a work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def peak_mb(work):
    """The most memory that a work holds, in megabytes; measured in a run of its own, as it slows the work."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def row(name, size, ours, peer, peers, memory, note=""):
    """One row of the bench."""
    measured = {"ours_s": ours, "peer": peer, "peer_s": peers, "ratio": peers / ours, "peak_mb": memory}
    return {"name": name, "size": size, **measured, "note": note}


def codes(units):
    """Codes of 0 to 4 by three coders who see the same latent value with some error: units x 3."""
    random = np.random.default_rng(2025)
    latent = random.normal(size=(units, 1)) + 0.6 * random.normal(size=(units, 3))
    return np.digitize(latent, [-1.5, -0.5, 0.5, 1.5])


def ours(table):
    """The range of ordinal alpha over resampled units, from the bare table on."""
    return resampling.stability(measures.MEASURES["alpha"], tallies.tally(table), "ordinal", RESAMPLES)


def theirs(table, random):
    """One resample of the same by the peer."""
    drawn = table[random.integers(0, len(table), len(table))]
    return krippendorff.alpha(reliability_data=drawn.T, level_of_measurement="ordinal")


def alpha_resampled():
    """10,000 resamples of ordinal alpha, three coders: the time hardly hangs on the number of units."""
    rows = []
    for units in SIZES:
        table, random = codes(units), np.random.default_rng(1)
        best, one = in_turn(ROUNDS, lambda: ours(table), lambda: theirs(table, random))
        times = f"; ours takes {best / rows[0]['ours_s']:.2f} times as long as at {SIZES[0]:,}" if rows else ""
        note = f"ordinal, 3 coders; peer extrapolated from {ROUNDS} resamples{times}"
        peers = "krippendorff", one * RESAMPLES
        rows.append(row("alpha, 10,000 resamples", units, best, *peers, peak_mb(lambda: ours(table)), note))
    return rows


def default_study():
    """What the default study is varied by: its codings, findings, codebook and dates."""
    rooms = paths.rooms(PROJECT)
    book = codebook.from_yaml(tables.read_yaml(rooms.coded / "codebook.yaml"))
    dates = {row["article"]: row["date_latest"] for row in tables.read(rooms.coded / "sources.csv")}
    declared, _ = findings.read(tables.read_yaml(rooms.coded / "findings.yaml"), book, list(dates))
    decided = tables.read(rooms.coded / "adjudication.csv")
    codings = robustness.codings_of(tables.frame(rooms.processed / "codings.csv"), decided)
    return codings, declared, book, dates


def universes_varied():
    """All universes of the default study with its findings, beside tables of stances made one by one with pandas."""
    study = default_study()
    varied, (codings, *_) = robustness.vary(*study), study
    chosen = (
        varied.universes[varied.universes["articles"] == "all"].sample(ONE_BY_ONE, random_state=1).to_dict("records")
    )
    alone = lambda: [one_by_one(codings[universe["coding"]], universe) for universe in chosen]
    best, some = in_turn(ROUNDS, lambda: robustness.vary(*study), alone)
    note = f"{len(varied.universes):,} of them distinct; the peer's tables extrapolated from {ONE_BY_ONE}, without findings"
    peers = "pandas, one by one", some / ONE_BY_ONE * varied.tried
    return [row("universes", varied.tried, best, *peers, peak_mb(lambda: robustness.vary(*study)), note)]


def one_by_one(said, universe):
    """The median of each stance in one universe, statements filtered with pandas."""
    kept = said[said["confidence"] >= int(universe["confidence"])]
    kept = kept[kept["via"] == "self"] if universe["via"] == "self" else kept
    kept = kept[kept["voice"] == "direct"] if universe["voice"] == "direct" else kept
    return kept.groupby(["actor", "issue"])["position"].agg(["median", "size"])


BENCHES = [alpha_resampled, universes_varied]


def shown(rows):
    """The rows as aligned text."""
    lines = [f"{'':28} {'size':>9} {'ours, s':>9} {'peer, s':>11} {'ratio':>9} {'peak, MB':>9}"]
    for each in rows:
        numbers = f"{each['ours_s']:9.3f} {each['peer_s']:11.1f} {each['ratio']:9,.0f} {each['peak_mb']:9.1f}"
        lines.append(f"{each['name']:28} {each['size']:9,} {numbers}  {each['peer']}; {each['note']}")
    return "\n".join(lines)


if __name__ == "__main__":
    measured = [each for bench in BENCHES for each in bench()]
    tables.write(PROJECT / "build" / "bench.csv", measured, COLUMNS)
    print(shown(measured))
