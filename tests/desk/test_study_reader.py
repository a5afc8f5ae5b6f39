"""The study's reader: texts cleaned when asked for, filtered lists, and samples that can be drawn again."""

import hashlib
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.core import files, paths, schema
from stancebook.core.tables import UnreadableFile
from stancebook.desk import study_reader
from stancebook.desk.study_reader import Texts, draw_sample
from stancebook.study.validation import coded_rows
from stancebook.texts import cleaning

ROWS = [
    {"article": "010", "outlet": "Courier", "headline": "Arland will build the bridge", "state": "begun", "sampled": True},
    {"article": "020", "outlet": "Strait Wire", "headline": "A toll? No\u0308rd says no", "state": "untouched", "sampled": False},
    {"article": "030", "outlet": "Gazette", "headline": "", "state": "finished", "sampled": True},
]  # fmt: skip


@pytest.fixture
def texts(run_paths, authored):
    """The texts of a copy of the toy study."""
    return Texts(run_paths, authored.sources, authored.cleaning_rules)


def ids(rows):
    return [row["article"] for row in rows]


# Texts


def test_a_text_is_the_one_that_the_pipeline_reads(texts, authored):
    assert dict(texts) == authored.articles and len(texts) == 3
    assert texts.article("020") == authored.articles["020"] == texts["020"]


def test_a_text_is_cleaned_when_it_is_asked_for_and_once(run_paths, authored, monkeypatch):
    cleaned = []
    monkeypatch.setattr(cleaning, "clean_article", lambda id, *rest: (cleaned.append(id) or id, []))
    texts = Texts(run_paths, authored.sources, authored.cleaning_rules)
    assert cleaned == []
    assert [texts.article(id) for id in ("020", "010", "020", "020")] == ["020", "010", "020", "020"]
    assert "020" in texts and cleaned == ["020", "010"]


def test_a_text_that_is_edited_while_it_is_open_is_refused_at_once(run_paths, texts):
    path = run_paths.raw / texts.sources["020"]["file"]
    before, known = path.read_bytes(), texts.article("020")
    path.write_bytes(before.replace(b"Cordovia", b"Syldavia"))
    with pytest.raises(UnreadableFile, match="is not the file received"):
        texts.article("020")
    assert "020" not in texts
    path.write_bytes(before)
    assert texts.article("020") == known


def test_a_few_cleaned_texts_are_kept(run_paths, authored, monkeypatch):
    monkeypatch.setattr(study_reader, "KEPT_TEXTS", 2)
    cleaned = []
    monkeypatch.setattr(cleaning, "clean_article", lambda id, *rest: (cleaned.append(id) or id, []))
    texts = Texts(run_paths, authored.sources, authored.cleaning_rules)
    for id in ("010", "020", "010", "030", "010", "020"):
        texts.article(id)
    assert cleaned == ["010", "020", "030", "020"]


def test_a_coding_of_one_text_is_checked_with_that_text_alone(run_paths, authored, monkeypatch):
    cleaned, real = [], cleaning.clean_article
    monkeypatch.setattr(cleaning, "clean_article", lambda id, *rest: (cleaned.append(id), real(id, *rest))[1])
    texts = Texts(run_paths, authored.sources, authored.cleaning_rules)
    own = [row for row in authored.rows["coder_a.csv"] if row["article"] == "020"]
    known = authored._replace(articles=texts, rows={"coder_a.csv": own})
    placed, wrong = coded_rows.check_coding("coder_a.csv", "coder_a", known)
    assert not wrong and len(placed) == 4 and cleaned == ["020"]


def spoilt(run_paths, authored, **cells):
    """The Texts with other cells in the row of 020."""
    sources = [row | (cells if row["article"] == "020" else {}) for row in authored.sources]
    return Texts(run_paths, sources, authored.cleaning_rules)


@pytest.mark.parametrize(
    ("content", "cells", "sentence"),
    [
        (None, {}, "data/raw/020_wire.txt is missing; restore it or correct the name"),
        (None, {"file": "../coded/study.yaml"}, "data/raw/../coded/study.yaml is missing; restore it or correct the name"),
        (None, {"file": "a\0b"}, "data/raw/a\0b is missing; restore it or correct the name"),
        (b"altered", {}, "data/raw/020_wire.txt is not the file received (its SHA-256 differs); restore it; raw texts are never edited"),
        (b"ab\xff", {"sha256": hashlib.sha256(b"ab\xff").hexdigest()}, "data/raw/020_wire.txt: byte 2 is not UTF-8; ask for the file again or save it as UTF-8 before its hash is taken"),
    ],
)  # fmt: skip
def test_a_text_that_cannot_be_read_is_told_and_is_not_there(run_paths, authored, content, cells, sentence):
    path = run_paths.raw / "020_wire.txt"
    path.unlink() if content is None else path.write_bytes(content)
    texts = spoilt(run_paths, authored, **cells)
    with pytest.raises(UnreadableFile) as raised:
        texts.article("020")
    assert str(raised.value) == sentence
    assert "020" not in texts and texts.get("020") is None and list(texts) == ["010", "030"]
    assert ids(texts.filtered(ROWS, keyword="bridge")) == ["010", "030"]


def test_a_text_mended_is_there_again(run_paths, authored):
    path = run_paths.raw / "020_wire.txt"
    content = path.read_bytes()
    path.unlink()
    texts = Texts(run_paths, authored.sources, authored.cleaning_rules)
    assert "020" not in texts
    path.write_bytes(content)
    assert "020" in texts


def test_an_id_of_no_text(texts):
    assert "999" not in texts
    with pytest.raises(KeyError):
        texts.article("999")


# Lists


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["010", "020", "030"]),
        ({"find": "WIRE"}, ["020"]),
        ({"find": "030"}, ["030"]),
        ({"find": "bridge courier"}, ["010"]),
        ({"find": "bridge wire"}, []),
        ({"find": "n\u00f6rd"}, ["020"]),
        ({"find": "  "}, ["010", "020", "030"]),
        ({"find": ".*"}, []),
        ({"outlet": "strait  wire"}, ["020"]),
        ({"outlet": "Wire"}, []),
        ({"keyword": "THE BRIDGE"}, ["010", "020", "030"]),
        ({"keyword": "200 workers"}, ["020"]),  # with a space that does not break
        ({"keyword": "by ada quill"}, ["010"]),  # which cleaning takes out
        ({"keyword": "a speech. … arland and"}, ["030"]),  # over a line's end
        ({"keyword": "swim"}, ["020", "030"]),
        ({"keyword": "swim", "find": "gazette"}, ["030"]),
        ({"keyword": "nothing like it"}, []),
        ({"state": "begun"}, ["010"]),
        ({"state": "untouched", "sampled": True}, []),
        ({"sampled": True}, ["010", "030"]),
        ({"sampled": False}, ["010", "020", "030"]),
    ],
)
def test_a_list_is_what_fits(texts, wanted, found):
    assert ids(texts.filtered(ROWS, **wanted)) == found
    assert ids(texts.filtered(ROWS[::-1], **wanted)) == found[::-1]


def test_an_article_without_a_source_has_no_keyword(texts):
    assert texts.filtered([{**ROWS[0], "article": "999"}], keyword="bridge") == []


def test_texts_are_read_for_a_keyword_alone_and_once(run_paths, authored):
    shutil.move(run_paths.raw, run_paths.raw.with_name("away"))
    texts = Texts(run_paths, authored.sources, authored.cleaning_rules)
    assert ids(texts.filtered(ROWS, find="bridge", sampled=True)) == ["010"]
    shutil.move(run_paths.raw.with_name("away"), run_paths.raw)
    assert len(texts.filtered(ROWS, keyword="bridge")) == 3
    shutil.move(run_paths.raw, run_paths.raw.with_name("away"))
    assert len(texts.filtered(ROWS, keyword="toll")) == 3


# Samples


IDS = [f"{number:03}" for number in range(100)]


def test_a_sample_is_drawn_by_the_hash_of_seed_and_id():
    first = min(IDS, key=lambda id: hashlib.sha256(f"7:{id}".encode()).hexdigest())
    assert draw_sample(IDS, 1, 7) == [first] == draw_sample(IDS[::-1], "1", "7")
    assert draw_sample(IDS, 5, 1) == ["014", "025", "089", "092", "095"], "other samples would be drawn than before"


def test_nothing_asked_for_draws_all_and_too_much_what_there_is():
    assert (
        draw_sample(IDS[::-1])
        == draw_sample(IDS, None, 3)
        == draw_sample(IDS, "", "3")
        == draw_sample(IDS, 1000, 3)
        == IDS
    )
    assert draw_sample(IDS, 0, 3) == draw_sample([], 5, 3) == []


def test_no_seed_is_seed_zero():
    assert (
        draw_sample(IDS, 5)
        == draw_sample(IDS, 5, "")
        == draw_sample(IDS, 5, 0)
        == draw_sample(IDS, 5, "00")
        != draw_sample(IDS, 5, 1)
    )


@given(st.sets(st.text(max_size=5), max_size=30), st.integers(0, 30), st.integers(0, 30), st.integers(0, 10**9))
def test_a_larger_sample_holds_a_smaller_one(ids, few, more, seed):
    smaller, larger = draw_sample(ids, few, seed), draw_sample(list(ids)[::-1], few + more, seed)
    assert set(smaller) <= set(larger) <= ids and smaller == sorted(smaller)
    assert len(smaller) == min(few, len(ids)) and len(larger) == min(few + more, len(ids))


def test_every_article_is_drawn_as_often_as_others():
    samples = [set(draw_sample(IDS, 20, seed)) for seed in range(200)]
    times = [sum(id in sample for sample in samples) for id in IDS]
    assert sum(times) == 4000 and min(times) > 20 and max(times) < 62  # 40 expected, 5.7 the deviation


# Ten thousand texts


def many(folder, articles, paragraphs=20):
    """The RunPaths of a study of so many invented texts, and their rows of sources.csv."""
    run_paths = paths.RunPaths(folder, folder, folder)
    run_paths.raw.mkdir(parents=True)
    sources = []
    for number in range(articles):
        id = f"{number:05}"
        text = f"Arland builds bridge {number}.\n" + f"The towns of {id} wait for it, and pay nothing.\n" * paragraphs
        (run_paths.raw / f"{id}.txt").write_bytes(text.encode())
        row = {
            "article": id,
            "file": f"{id}.txt",
            "sha256": files.digest(text.encode()),
            "outlet": f"Paper {number % 7}",
        }
        sources.append(
            {**dict.fromkeys(schema.SOURCES.names, ""), **row, "headline": f"Arland builds bridge {number}."}
        )
    return run_paths, sources


def test_ten_thousand_texts_are_listed_searched_and_drawn(tmp_path, authored):
    run_paths, sources = many(tmp_path, 10_000)
    known = Texts(run_paths, sources, authored.cleaning_rules)
    rows = [
        {name: row[name] for name in ("article", "outlet", "headline")} | {"state": "untouched", "sampled": False}
        for row in sources
    ]
    assert len(known.filtered(rows, outlet="paper 3")) == 1429
    assert (
        ids(known.filtered(rows, find="bridge 4711."))
        == ["04711"]
        == ids(known.filtered(rows, keyword="towns of 04711 wait"))
    )
    assert len(draw_sample(ids(known.filtered(rows, keyword="bridge 9")), 50, 7)) == 50
    assert known.article("09999").sentences[-1].number == 21
