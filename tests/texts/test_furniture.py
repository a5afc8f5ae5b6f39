"""Furniture goes, and nothing beside it: lines with positions stay as they are, lines of pure furniture leave."""

import re
from pathlib import Path
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stancebook.texts import cleaning, furniture
from stancebook.texts.patterns import many_lines
from stancebook.texts.patterns.lines import Chosen
from stancebook.texts.wrapping import lines_read

LINES = Path(__file__).parent / "lines"
RULES = cleaning.read_rules({})
POSITIONS, FURNITURE, MIXED = (
    (LINES / f"{name}.txt").read_text(encoding="utf-8").splitlines() for name in ("positions", "furniture", "mixed")
)
BODY = "The government of Arland met on Monday and spoke about the bridge over the strait for nine hours, it is said."


def clean_of(raw, own=None):
    return cleaning.apply_rules(raw, cleaning.read_rules(own).rules)[0]


def test_there_are_lines_enough():
    assert len(set(POSITIONS)) + len(set(MIXED)) >= 300 and len(set(FURNITURE)) >= 150


@pytest.mark.parametrize("line", POSITIONS)
def test_a_line_with_a_position_stays_as_it_is(line):
    for raw in (line, f"{BODY}\n{line}\n{BODY}", f"{line}\n{BODY}\n", f"{BODY}\n{line}"):
        assert clean_of(raw) == raw


@pytest.mark.parametrize("line", FURNITURE)
def test_a_line_of_furniture_goes(line):
    assert clean_of(f"{BODY}\n{line}\n{BODY}\n") == f"{BODY}\n{BODY}\n"
    assert clean_of(f"{BODY}\r\n  {line} \r\n{BODY}\r\n") == f"{BODY}\n{BODY}\n"


@pytest.mark.parametrize("line", MIXED)
def test_furniture_beside_a_position_goes_alone(line):
    parts = line.split(" ||| ")
    is_furniture = [
        not any(
            word in part
            for word in (
                "Arl",
                "Bord",
                "Cord",
                "Poland will",
                "“",
                "Soldiers of",
                "A bridge",
                "A soldier",
                "Ministers who",
                "Lind, who",
                "L’Arl",
                "La Bord",
                "Арл",
                "Борд",
            )
        )
        for part in parts
    ]
    kept = " ".join(part for part, gone in zip(parts, is_furniture, strict=True) if not gone)
    assert any(is_furniture) and not all(is_furniture)
    raw = " ".join(parts)
    assert clean_of(f"{BODY}\n{raw}\n{BODY}") == f"{BODY}\n{kept}\n{BODY}"


def test_all_lines_together():
    order = [line for pair in zip(POSITIONS, FURNITURE * 2, strict=False) for line in pair]
    clean = clean_of("\n".join([BODY, *order]))
    assert clean.splitlines() == [BODY, *POSITIONS]


PARTS = [
    *FURNITURE, *POSITIONS, *(line.replace(" ||| ", " ") for line in MIXED), BODY, "“We go,” said Lind.", "", " ", "\t", "\u2028",
    "Tous droits RÉSERVÉS. Arland.", "We use coo\u212aies to see", "KYIV (Reuters) - It rains.", "Arland waits – (dpa)", "Editing", "by Ada Quill",
    "Ser\u0130es", "Sign up for our", "Photo", "x" * 170, "x" * 171, f"{'Бо' * 80} (ТАСС)", "КИЇВ (Укрінформ) - Дощить.", "アーランド（ロイター）橋を造らない。", "أرلاند (AFP) لا ترسل جنودا",
    "The plan of Arland was read out by Ada Quill in nine long hours", f"{BODY} Photo: Bo Lind / AFP", f"{BODY} (dpa).", "that it will\npay for it",
    "By\tAda Quill", "Bo Lind, Al\u00a0Jazeera", "“By Ada Quill", "The Bo Lind/Press\u202fAssociation", "Bo Lind/РБК‐Україна", "“Share this story",
]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=8), st.sampled_from(["\n", "\r\n", "\n\n", " ", "\r"]), st.booleans())
@example(["We use coo\u212aies to see", BODY], "\n", True)
@example([BODY, "Tous droits RÉSERVÉS. Arland."], "\r\n", False)
@example([BODY, f"{BODY} {BODY} (dpa)."], "\r\n", True)
@example([BODY, f"Port Arland (Reuters) - {BODY} {BODY}"], "\n\n", False)
@example([BODY, f"Port-au-Prince-sur-Mer, Borduria, 12 September 2025 (AFP) - {BODY} {BODY}"], "\n", False)
@example([BODY, f"ARLAND, Borduria - {BODY} {BODY}"], "\n", False)
@example([BODY, f"Arland. Reuters - {BODY} {BODY}"], "\n", False)
def test_the_lines_that_are_not_read_hold_no_furniture(parts, end, ended):
    raw = end.join(parts) + end * ended
    slow = furniture.find(raw, [Chosen.of(line) for line in lines_read(raw) if not line.text.isspace()])
    assert furniture.find(raw) == slow
    assert furniture.find(raw, list(many_lines.of_texts([BODY, raw, f"{raw}\n{BODY}"]))[1].lines) == slow


def test_many_texts_at_once_have_the_same_furniture_as_each_alone():
    lines = [form for part in dict.fromkeys(PARTS) for form in (part, part.upper(), f"» {part} «", f"({part})")]
    raws = [
        raw for line in lines for raw in (line, f"\n{BODY}\n{line}\n\n{BODY}\n", f"{line}\r\n{BODY}\r\n", "", " \n")
    ]
    alone = [furniture.find(raw) for raw in raws]
    assert [
        furniture.find(raw, known.lines) for raw, known in zip(raws, many_lines.of_texts(raws), strict=True)
    ] == alone


@given(st.text(st.sampled_from([*furniture.PLAIN, *"a b-é"])) | st.text())
def test_a_plain_text_has_one_plain_sign_for_each_other_one(text):
    assert furniture._plain(text) == text.translate(str.maketrans(furniture.PLAIN))


def doubts_of(raw, own=None):
    rules = cleaning.read_rules(own)
    article, _ = cleaning.clean_article("010", raw, rules)
    return [(row["rule"], row["text"]) for row in cleaning.doubtful({"010": article}, rules)]


DOUBTFUL = {
    "By Christmas Borduria Says No": "byline",
    "Credit: Borduria Says No": "credit",
    "Sign up for this war? Never, said Lind in his newsletter.": "newsletter",
    "Read more: Arland rules out soldiers": "more",
    "Related: Poland said it will not send troops.": "more",
    "Previously: Arland had refused.": "more",
    "1 of 18 states will send soldiers.": "gallery",
    "© is no reason to refuse, said Mor.": "copyright",
    "Follow us on this path, the premier of Arland urged.": "follow",
    "Share this burden, Lind told the allies.": "share",
    "POLAND — No soldiers, says the premier.": "dateline",
    "Image caption: Soldiers of Arland stay at home": "caption",
    "Bildunterschrift: Soldaten von Arland": "caption",
    "Leia também: Arland diz não": "more",
    "Leggi anche: Arland dice no": "more",
    "À lire également : Arland refuse": "more",
    "Topics: Arland, the toll": "more",
    "Reporting by the Courier shows that Arland will not send troops.": "reporting",
}


@pytest.mark.parametrize("line", DOUBTFUL)
def test_what_is_in_doubt_stays_and_is_listed_until_a_person_decides(line):
    raw = f"{BODY}\n{line}\n{BODY}"
    assert doubts_of(raw) == [(DOUBTFUL[line], line)]
    assert doubts_of(raw, {"kept": [line]}) == []
    rule = {"id": "teaser", "zone": "furniture", "reason": "-", "pattern": f"^{re.escape(line)}\\n"}
    assert doubts_of(raw, {"rules": [rule]}) == [] and clean_of(raw, {"rules": [rule]}) == f"{BODY}\n{BODY}"


def test_prose_and_furniture_are_no_doubt():
    assert doubts_of("\n".join([BODY, *FURNITURE, BODY])) == []
    assert doubts_of("Arland refuses.\nBorduria will pay, says Lind.\n“By then it is late,” he said.") == []


def test_what_a_person_keeps_stays():
    raw = f"{BODY}\nShare this\nBy Ada Quill\n"
    assert clean_of(raw, {"kept": ["Share this"]}) == f"{BODY}\nShare this\n"
    assert clean_of(raw, {"kept": ["Share"]}) == f"{BODY}\nShare this\n"


def test_furniture_over_a_wrap_goes_as_a_whole():
    raw = "The government of Arland met on Monday and\nspoke of the bridge for nine hours. Sign up for\nour free newsletter. It will meet again when\nthe spring has come.\n"
    assert (
        clean_of(raw)
        == "The government of Arland met on Monday and spoke of the bridge for nine hours. It will meet again when the spring has come.\n"
    )


def test_a_sentence_within_a_quotation_is_the_speaker_s():
    raw = "“We will not go. Follow us on Facebook. Or else,” he said."
    assert clean_of(raw) == raw


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("THE COURIER\n12 March 2025\nArland refuses.", "Arland refuses."),
        ("The Strait Herald\nArland Refuses To Go", "Arland Refuses To Go"),
        ("Frankfurter Zeitung\n3. März 2025\nArland sagt nein", "Arland sagt nein"),
        ("Arland Times\nArland Refuses", "Arland Times\nArland Refuses"),  # it may be a headline
        ("The Post Says No\nArland refuses.", "The Post Says No\nArland refuses."),
        (f"{BODY}\nThe Courier\n{BODY}", f"{BODY}\nThe Courier\n{BODY}"),
    ],
)
def test_a_paper_s_name_above_the_headline_goes(raw, clean):
    assert clean_of(raw) == clean


@given(
    st.lists(st.sampled_from([*POSITIONS[:40], *FURNITURE, "\n", " ", "“", "e\u0301", "👩‍🔧"]), max_size=8).map(
        "\n".join
    )
    | st.text()
)
def test_places_are_apart_in_order_and_within_the_text(raw):
    for found in (furniture.find(raw), furniture.doubts(raw)):
        edges = [edge for hit in found for edge in hit.span]
        assert edges == sorted(edges) and all(0 <= edge <= len(raw) for edge in edges)
        assert all(hit.span.start < hit.span.end for hit in found)


@pytest.mark.parametrize(
    "part", ["Advertisement\nRead more: Arland refuses\n", "“We go,” said Lind. Sign up for our newsletter. "]
)
def test_the_time_to_find_furniture_and_doubts_grows_no_faster_than_the_text(part):
    def seconds(number):
        start = process_time()
        furniture.doubts(part * number)
        return process_time() - start

    seconds(1)
    assert seconds(5_000) < 25 * max(seconds(500), 0.02)
