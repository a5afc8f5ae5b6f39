"""Many plain texts: nothing is lost, nothing depends on who does the work, and few texts are in memory at a time."""

import os
import signal
from concurrent.futures import Future

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyarrow import parquet

from news import News
from stancebook.core import files, schema
from stancebook.intake import many
from stancebook.pipeline import cli, executors
from stancebook.texts import cleaning
from stancebook.texts.cleaning import Removed, Rule
from stancebook.texts.spans import Span

RULES = cleaning.read_rules({})
OWN = (Rule("dash", "furniture", "-", "--", "–", ()), Rule("zoë", "furniture", "-", "Zoë|ë w", "", ("1", "3")))
PIECES = [
    "\r\n", "\r", "\n", "\n", " ", "\t", " \n", "\t\n", "\u00a0", "\u202f", "\ufeff", "👩‍🔧", "Zoë waits", "łódź", "한국", "--",
    "Arland.", "“Yes.”", "By Ada Quill", "\nShare this story\n", "Photo: Ada Quill / Reuters", "© 2025 The Courier.",
]  # fmt: skip
TEXT = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@pytest.fixture
def paths(tmp_path):
    """The paths of 40 texts, and of four files that are none."""
    found = News().write(tmp_path / "texts", 40)
    for name, content in (("a.pdf", b"%PDF-1.7"), ("b.txt", b""), ("c.txt", b"a\0b c\0d"), ("d.html", b"<html>")):
        (tmp_path / "texts" / name).write_bytes(content)
        found.append(tmp_path / "texts" / name)
    return found


def at_once(batch):
    """Return a future that is done."""
    done = Future()
    done.set_result(many.clean_batch(batch, RULES))
    return done


def written(folder, paths, submit=at_once):
    """Write the tables with eight texts in a batch; return their bytes by name."""
    many.write(folder, many.in_order(submit, many.batches(paths, 8), 3))
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def raw_of(tables):
    """The raw text of a batch of one text, from its clean text and its removed places."""
    cells = ("rule", "zone", "before", "after")
    removed = [
        Removed(Span(gone["start"], gone["end"]), *map(gone.get, cells)) for gone in tables["removed"].to_pylist()
    ]
    return cleaning.restore(tables["texts"]["clean"][0].as_py(), removed)


def rows(folder, name):
    return parquet.read_table(folder / f"{name}.parquet").to_pylist()


def test_clean_text_and_removed_places_give_each_raw_text_again(paths, tmp_path):
    written(tmp_path / "out", paths)
    texts, removed = rows(tmp_path / "out", "texts"), rows(tmp_path / "out", "removed")
    assert [row["article"] for row in texts] == [f"{number:03}" for number in range(44)]
    for row, path in zip(texts[:40], paths, strict=False):
        places = [
            Removed(Span(gone["start"], gone["end"]), *(gone[cell] for cell in ("rule", "zone", "before", "after")))
            for gone in removed
            if gone["article"] == row["article"]
        ]
        raw = path.read_text(encoding="utf-8")
        assert cleaning.restore(row["clean"], places) == raw and len(places) >= 2
        assert row["sha256"] == files.digest(raw.encode()) and row["problem"] == ""
        assert row["clean"] == cleaning.apply_rules(raw, RULES.rules)[0]
    runs = [run for run in rows(tmp_path / "out", "origins") if run["article"] == "007"]
    raw, clean = paths[7].read_text(encoding="utf-8"), texts[7]["clean"]
    assert all(raw[run["start"] : run["end"]] == clean[run["clean_start"] : run["clean_end"]] for run in runs)


def test_what_is_no_text_has_a_problem_and_the_others_are_cleaned_all_the_same(paths, tmp_path):
    assert many.write(tmp_path / "out", many.in_order(at_once, many.batches(paths), 1))[::3] == (40, 4)
    problems = [(row["file"], row["problem"]) for row in rows(tmp_path / "out", "texts") if row["problem"]]
    assert problems == [
        ("a.pdf", "it is pdf, no plain text; take it into a study with add"),
        ("b.txt", "the file is empty; give a file with text"),
        ("c.txt", "it has NUL characters, so it is no text file; save it as text, or give --encoding"),
        ("d.html", "it is html, no plain text; take it into a study with add"),
    ]


@pytest.mark.parametrize(
    ("content", "raw"),
    [
        ("Zoë waits.\nShare this story\n".encode(), "Zoë waits.\nShare this story\n"),
        ("Zoë waits.".encode("utf-8-sig"), "Zoë waits."),
        ("Zoë waits.".encode("utf-16"), "Zoë waits."),
        ("Zoë hat die Brücke für schön erklärt.".encode("cp1252"), "Zoë hat die Brücke für schön erklärt."),
        (b"Arland \x1b[1mwaits.", "Arland [1mwaits."),
        ("\ufffeArland（한국）waits.".encode(), "Arland（한국）waits."),
    ],
)
def test_the_checksum_is_that_of_the_raw_text_in_utf_8(content, raw):
    tables = many.clean_batch([("000", "a.txt", content)], RULES)
    assert raw_of(tables) == raw
    assert tables["texts"]["sha256"].to_pylist() == [files.digest(raw.encode())]


@given(st.lists(TEXT, max_size=3), st.sampled_from([1, 33]))
@example([" ", "\ufeff"], 1)
@example([], 1)
@example(["Zoë waits. \nA"], 40)
@example(["Zoë waits. "], 3)
@example(["Zoë waits.\t\nArland."], 3)
@example(["Zoë waits.\u00a0"], 3)
def test_a_batch_has_the_rows_of_each_text_cleaned_alone(texts, times):
    rules, rows = RULES._replace(rules=(*OWN, *RULES.rules)), {name: [] for name in many.COLUMNS}
    batch = [(str(number), "a.txt", text.encode()) for number, text in enumerate(texts * times)]
    for id, name, content in batch:
        raw = content.decode("utf-8-sig")
        blank = not raw.strip()
        clean, runs, removed = cleaning.apply_rules("" if blank else raw, rules.rules, id)
        problem = "it holds no text; give a file with text" if blank else ""
        rows["texts"].append((id, name, "" if blank else files.digest(raw.encode()), clean, problem))
        rows["origins"] += [(id, *run) for run in runs]
        rows["removed"] += [(id, *place.span, *place[1:]) for place in removed]
    for name, table in many.clean_batch(batch, rules).items():
        assert [tuple(row.values()) for row in table.to_pylist()] == rows[name]


def test_the_columns_are_those_of_the_schema():
    for table in (schema.ORIGINS, schema.REMOVED):
        assert many.COLUMNS[table.name] == tuple(table.names)


def test_few_batches_are_in_memory_at_a_time(paths):
    given = []

    def submit(batch):
        given.append(batch)
        return at_once(batch)

    asked = [len(given) for _ in many.in_order(submit, many.batches(paths * 20, 4), 3)]
    assert len(asked) == 220 and all(ahead - number <= 4 for number, ahead in enumerate(asked))


def test_a_run_that_breaks_off_leaves_the_former_tables(paths, tmp_path):
    before = written(tmp_path / "out", paths)

    def breaking(batch):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        many.write(tmp_path / "out", many.in_order(breaking, many.batches(paths), 0))
    assert {name: (tmp_path / "out" / name).read_bytes() for name in before} == before


def test_the_command_says_what_it_did_and_what_is_wrong(paths, tmp_path, capsys):
    assert cli.main(["clean", str(tmp_path / "texts"), "--out", str(tmp_path / "out")]) == 1
    told, wrong = capsys.readouterr()
    assert "out: 40 texts, " in told and told.endswith("4 files with a problem\n")
    assert [line.partition(":")[0] for line in wrong.splitlines()] == ["a.pdf", "b.txt", "c.txt", "d.html"]
    for name in ("a.pdf", "b.txt", "c.txt", "d.html"):
        (tmp_path / "texts" / name).unlink()
    assert cli.main(["clean", str(tmp_path / "texts"), "--out", str(tmp_path / "out")]) == 0
    assert capsys.readouterr().out.endswith("0 files with a problem\n")
    assert cli.main(["clean", str(tmp_path / "none"), "--out", str(tmp_path / "out")]) == 1
    assert "is no folder; give the folder that holds the texts" in capsys.readouterr().err
    asked = ["clean", str(tmp_path / "texts"), "--out", str(tmp_path / "out"), "--cluster", "http://127.0.0.1:1"]
    assert cli.main(asked) == 1 and "is no address of a Dask scheduler" in capsys.readouterr().err


@pytest.mark.slow
def test_a_cluster_gives_the_same_bytes_though_a_worker_is_killed(paths, tmp_path):
    distributed = pytest.importorskip("distributed")
    alone, killed = written(tmp_path / "alone", paths * 5), []
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None, "silence_logs": 50}
    with distributed.LocalCluster(**options) as cluster, executors.client(cluster.scheduler_address) as client:

        def submit(batch):
            if len(killed) == 0 and batch[0][0] >= "060":
                killed.extend(client.run(os.getpid).values())
                os.kill(killed[0], signal.SIGKILL)
            return client.submit(many.clean_batch, batch, RULES, pure=False)

        assert written(tmp_path / "cluster", paths * 5, submit) == alone
        assert len(killed) == 2
