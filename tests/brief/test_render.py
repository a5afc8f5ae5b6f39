"""The brief that a text makes: marks, rows, notes, blocks, and what another run changes."""

from dataclasses import replace

import pytest

from brief_study import STATEMENTS, altered, inputs
from stancebook.brief.inline import BriefError
from stancebook.brief.render import write_brief


def brief(markdown, **parts):
    return write_brief(markdown, inputs(**parts))


def body(markdown, **parts):
    """Return what is printed before the annex."""
    return brief(markdown, **parts).markdown.partition("\n\n---")[0]


# Marks, rows and notes


def test_a_mark_stands_behind_the_last_sign_of_each_claim():
    printed = body(
        "# Who goes?\n\nArland “sends men” [@arland/troops article=000]{#goes}. It is small. “Ruled it out” [@cadonia/*]."
    )
    assert printed == (
        '# Who goes?\n\nArland “sends men”. [1](evidence.md#000-0-arland-troops "goes") It is small. '
        '“Ruled it out”. [2](evidence.md#001-0-cadonia-troops "s4")'
    )


def test_marks_stand_in_headings_items_quotes_and_the_last_cell_of_a_row():
    citation = "[@F002]{#%s}"
    markdown = f"# Arland {citation % 'a'}\n\n- Arland {citation % 'b'}\n\n> Arland\n> goes {citation % 'c'}.\n\n"
    markdown += f"| Who | Goes |\n| --- | --- |\n| Arland {citation % 'd'} | a bridge |\n"
    marks = [f'[{number}](evidence.md#F002 "{id}")' for number, id in enumerate("abcd", 1)]
    assert body(markdown) == (
        f"# Arland {marks[0]}\n\n- Arland {marks[1]}\n\n> Arland goes. {marks[2]}\n\n"
        f"| Who | Goes |\n| --- | --- |\n| Arland | a bridge {marks[3]} |"
    )


def test_a_sentence_of_the_study_or_of_a_table_alone_has_no_mark():
    made = brief('[Two]{count="articles"} texts are no sample [@study]. Arland’s median is 1.5 [@stances.csv].')
    assert made.markdown == "Two texts are no sample. Arland’s median is 1.5.\n\n---\n"
    assert made.claims.empty and list(made.proofs) == ["s1", "s2"]


def test_words_of_the_studys_state_are_those_of_now_in_every_run():
    text = 'A model classified them; [no person has checked them]{says="validation"} [@study].'
    assert brief(text).markdown.startswith("A model classified them; no person has checked them.\n")
    said = {"validation": "two people coded 60 sentences anew: pairs agree at 82 %, positions at alpha 0.66"}
    for run in ({}, {"min_confidence": 2}):
        made = write_brief(text, replace(inputs(**run), says=said))
        assert f"A model classified them; {said['validation']}.\n" in made.markdown and made.faults == []
    with pytest.raises(BriefError, match="says “60”, which its evidence does not have"):  # only the state may say so
        brief("A model classified them; two people coded 60 sentences anew [@study].")


def test_the_table_of_claims():
    text = 'X.\n\nArland “sends\nmen” [@arland/troops article=000]{#goes holds="stance(arland, troops) > 0"}.'
    made = brief(text)
    (row,) = made.claims.to_dict("records")
    rules = row.pop("passed").split()
    assert row == {
        "claim": "goes", "line": 3, "sentence": "Arland “sends men”.", "passages": "000-0-arland-troops",
        "citation": '[@arland/troops article=000]{#goes holds="stance(arland, troops) > 0"}',
        "account": "reported", "texts": 1, "independent": 1, "holds": "yes", "overruled": "", "warnings": "",
    }  # fmt: skip
    assert {"holds", "quotation", "name", "number"} <= set(rules) and "allow" not in rules


def test_an_overruled_rule_and_a_warning_stand_in_the_table_of_claims():
    (row,) = brief(
        'Borduria goes with a treaty, if necessary 30 men [@borduria/*]{allow-number="a sum"}.'
    ).claims.to_dict("records")
    assert row["overruled"] == "number: a sum" and "number" not in row["passed"].split()
    hedged = altered(STATEMENTS, 4, quote="Arland may need 20,000 to 30,000 men", end=str(22 + 37))
    (row,) = brief("Arland needs men [@arland/troops article=001].", statements=hedged).claims.to_dict("records")
    assert row["warnings"] == "hedge" and "hedge" not in row["passed"].split()


def test_the_notes_stand_at_the_end_and_are_numbered_as_the_claims():
    made = brief("“Ready and willing” [@arland/talks]{#a}. Cadonia “ruled it out” [@cadonia/*]{#b}.")
    notes = made.markdown.partition("## The cited passages\n\n")[2].splitlines()
    assert notes == [
        '1. <a id="note-1"></a>Quoted. One text. Arland: “We are ready and willing” '
        "([text 000](evidence.md#000-19-arland-talks)).",
        '2. <a id="note-2"></a>Reported. One text. Cadonia: “Cadonia ruled it out” '
        "([text 001](evidence.md#001-0-cadonia-troops)).",
    ]


def test_a_finding_says_what_reverses_it():
    finding = {"finding": "a", "turns_if": "the mean is taken", "reversed_by": "centre=mean"}
    made = brief("“Ready and willing” [@arland/talks]{#a}.", contested=[finding])
    assert "Reversed if the mean is taken. Arland: " in made.markdown


# Blocks


def test_the_annex_follows_the_break_and_the_notes_follow_the_annex():
    made = brief("Yes.\n\n---\n\n## Annex\n\nArland “sends men” [@F002]{#a}.")
    headings = [line for line in made.markdown.splitlines() if line.startswith(("#", "---"))]
    assert headings == ["---", "## Annex", "## The cited passages"]


def test_a_figure_has_a_caption_and_the_alternative_text_of_its_drawing():
    caption = '<a id="figure-1"></a>Figure 1. Drawn by [04.ipynb](../04.ipynb).'
    assert body("![](figures/ladder.svg)") == f"![A \\*ladder\\*.](figures/ladder.svg)\n\n{caption}"
    assert body("![Steps](figures/ladder.svg)") == f"![Steps](figures/ladder.svg)\n\n{caption}"


def test_a_table_has_the_rows_of_its_file():
    assert body("```table stances\nactor: Who\nmedian: Stance\n```") == (
        "| Who | Stance |\n| --- | --- |\n| Arland | 1.5 |\n| Cadonia | −2 |"
    )


def test_bullets_for_rows_are_proved_as_any_sentence():
    made = brief("So.\n\n```each */place\n- {value}: “{quote}” [@{id}].\n```\n\nYes.")
    assert made.markdown.partition("\n\n---")[0] == (
        'So.\n\n- A bridge: “Arland sends men”. [1](evidence.md#F002 "s4-1")\n\nYes.'
    )
    with pytest.raises(BriefError, match=r"line 2: “Cadonia: “Arland sends men”\.” names “Cadonia”"):
        brief("```each */place\n- Cadonia: “{quote}” [@{id}].\n```")


def test_bullets_without_rows_leave_nothing():
    assert body("So.\n\n```each */place article=001\n- {subject} [@{id}].\n```\n\nYes.") == "So.\n\nYes."


def test_a_bullet_whose_cell_is_empty_is_left_out():
    assert body("So.\n\n```each */place\n- {unit}\n```\n\nYes.") == "So.\n\nYes."


@pytest.mark.parametrize(
    ("markdown", "message"),
    [
        ("![](figures/map.svg)", "line 1: the figure 'map' is not drawn in this run; use ladder"),
        ("![](figures/lader.svg)", "line 1: the figure 'lader' is not drawn in this run; do you mean ladder?"),
        (
            "![](figures/ladder.svg)\n\n![](figures/ladder.svg)",
            "line 3: the figure 'ladder' stands in the brief twice; take it out",
        ),
        ("```table stances\nwho: Who\n```", "line 1: the rows have no column 'who'; use actor, issue or median"),
        ("```table stance\nactor: Who\n```", "line 1: there is no table 'stance'; do you mean stances?"),
        ("```table stances.csv\nactor: Who\n```", "line 1: there is no table 'stances.csv'; do you mean stances?"),
        ("```table who\nactor: Who\n```", "line 1: there is no table 'who'; use camps, "),
        ("```each */size\n- {who} [@{id}]\n```", "line 2: the rows have no column 'who'"),
        ("```each */sizes\n- {quote} [@{id}]\n```", "line 1: 'sizes' is no issue of the codebook; do you mean size?"),
        (
            "```each force/sizes\n- {quote} [@{id}]\n```",
            "line 1: 'sizes' is no attribute of the codebook; do you mean size?",
        ),
    ],
)
def test_a_block_that_cannot_be_shown_is_named_with_its_line(markdown, message):
    with pytest.raises(BriefError) as caught:
        brief(markdown)
    assert message in str(caught.value)


# Faults in the default run


def test_all_errors_stop_the_default_run_in_one_message():
    with pytest.raises(BriefError) as caught:
        brief("Arland “sends ships” [@F002].\n\nCadonia has 70 men.\n\nGone [@F009].")
    lines = str(caught.value).splitlines()
    assert [line.partition(": ")[0] for line in lines] == [f"report/text.md, line {line}" for line in (1, 3, 5)]
    assert [line.rpartition(" (")[2] for line in lines] == ["quotation)", "no-citation)", "nothing-cited)"]


def test_a_predicate_that_does_not_hold_stops_the_default_run():
    markdown = 'Arland “sends men” [@F002]{#a holds="stance(arland, troops) > 0"}.'
    with pytest.raises(BriefError, match=r"which does not hold in this run.*\(holds\)"):
        brief(markdown, holds={"stance(arland, troops) > 0": "no"})


def test_a_predicate_that_cannot_be_read_names_its_sentence():
    def refuse(asked):
        raise ValueError("'tunnel' is not in the codebook; use an id of its issues")

    parts = inputs()
    object.__setattr__(parts, "holds", refuse)
    with pytest.raises(BriefError, match="line 1: holds of a: 'tunnel' is not in the codebook; use an id"):
        write_brief('Arland “sends men” [@F002]{#a holds="stance(arland, tunnel) > 0"}.', parts)


# Another run


def test_another_run_has_a_banner_and_its_own_counts():
    made = brief(
        '[Five]{count="statements"} and [5]{count="statements"} [@study].', statements=STATEMENTS[:3], coding="coder_a"
    )
    assert made.markdown.startswith(
        "> **This is not the default run.** Its parameters are coding: coder\\_a; least confidence: 1.\n\nThree and 3."
    )


def test_the_banner_keeps_a_coders_name_whole_and_says_what_that_coder_did_not_read():
    parts = inputs(statements=STATEMENTS[:3], coding="ada")
    unread = "Ada Lund did not read text 002."
    made = write_brief("Arland.", replace(parts, coded_by="Ada Lund alone", unread=unread))
    assert "Its parameters are coding: Ada Lund alone; least confidence: 1." in made.markdown
    assert "these codes are one reading. Ada Lund did not read text 002.\n" in made.markdown


def test_who_coded_stands_before_the_notes_and_not_in_the_main_text():
    parts = replace(inputs(), who_coded="Coded by Ada *Lund*.\nEva decided.")
    main, _, annex = write_brief("Arland “sends men” [@F002].", parts).markdown.partition("---\n\n")
    assert annex.startswith("## Who coded the texts\n\nCoded by Ada \\*Lund\\*. Eva decided.\n\n## The cited passages")
    assert "Eva" not in main and "Who coded" not in write_brief("Arland “sends men” [@F002].", inputs()).markdown


def test_another_run_drops_what_it_cannot_bear_and_lists_it():
    text = (
        "# Arland “sends men” [@arland/troops article=000]\n\n- Cadonia “ruled it out” [@cadonia/*]{#gone}.\n"
        "- Borduria would, “with a treaty”, if necessary [@borduria/*]{#stays}.\n\n![](figures/map.svg)\n"
    )
    made = brief(text, statements=STATEMENTS[2:3], exclude_articles="001")
    assert made.markdown.partition("---\n\n")[0].rstrip() == (
        "> **This is not the default run.** Its parameters are coding: adjudicated; least confidence: 1; articles left "
        "out: 001.\n\n# Who \\*sends\\* men?\n\n"
        '- Borduria would, “with a treaty”, if necessary. [1](evidence.md#000-61-borduria-troops "stays")'
    )
    assert made.dropped == [
        ("s1", "no statement of this run is selected by arland/troops article=000"),
        ("gone", "no statement of this run is selected by cadonia/*"),
    ]
    assert "## Sentences that fall away in this run\n\n- Arland “sends men” – no statement" in made.markdown
    assert list(made.claims["claim"]) == ["stays"]


def test_a_sentence_keeps_what_is_left_of_its_evidence_and_falls_without_its_quotation():
    text = "“Sends men” [@F002; @arland/troops]{#a}. Arland would [@arland/troops; @F009]{#b}."
    made = brief(text, facts=[], coding="coder_a")
    assert made.dropped == [] and list(made.claims["claim"]) == ["a", "b"]
    made = brief(text, facts=[], statements=STATEMENTS[4:], coding="coder_a")
    assert [id for id, _ in made.dropped] == ["a"]
    assert made.dropped[0][1].startswith("quotes “Sends men”")


@pytest.mark.parametrize(
    ("holds", "said"),
    [
        ("no", " (This no longer holds in this run.)"),
        ("untestable", " (This cannot be tested in this run.)"),
        ("yes", ""),
    ],
)
def test_a_sentence_that_no_longer_holds_says_so(holds, said):
    markdown = '| A | B |\n| - | - |\n| x | Arland “sends men” [@F002]{#a holds="n(arland, troops) > 1"} |\n'
    made = brief(markdown, holds={"n(arland, troops) > 1": holds}, min_confidence=3)
    assert f'| x | Arland “sends men”{said} [1](evidence.md#F002 "a") |' in made.markdown
    assert made.claims["holds"][0] == {"no": "no", "yes": "yes"}.get(holds, "")


def test_a_paragraph_that_loses_all_its_sentences_leaves_no_line():
    made = brief("So.\n\nGone [@F001]. And gone [@F001].\n\nYes.", facts=[], coding="coder_a")
    assert "So.\n\nYes." in made.markdown


def test_a_section_that_loses_all_its_content_loses_its_heading_and_a_table_without_rows_its_head():
    text = "# Title\n\n## Gone\n\n| A |\n| - |\n| x [@F001] |\n\n### So\n\n- Gone [@F001].\n\n## Left\n\nYes.\n\n---\n\n## Gone\n\nGone [@F001]."
    made = brief(text, facts=[], coding="coder_a")
    headings = [line for line in made.markdown.splitlines() if line.startswith(("#", "|", "---"))]
    assert headings == ["# Title", "## Left", "---", "## Sentences that fall away in this run"]
    assert brief("# Title\n\n## Bare\n\n## Left\n\nYes.").markdown.startswith("# Title\n\n## Bare\n\n## Left")
