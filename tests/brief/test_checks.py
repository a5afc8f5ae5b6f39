"""What was checked: lines for a terminal, report/checks.md, and the rules as the documentation has them."""

from brief_study import inputs
from project import PROJECT, TOY
from stancebook.brief import checks
from stancebook.brief.render import write_brief
from stancebook.brief.text import parse
from stancebook.brief.verification import RULES

TEXT = (
    "# Who goes?\n\nArland “sends men” [@F002].\n\n"
    '| A | B |\n| - | - |\n| x | 30 men [@F002]{allow-number="a sum of *two*"} |\n\n'
    "Arland needs men [@arland/troops article=001]."
)


def proofs():
    hedged = {"statement": "001-22-arland-troops", "article": "001", "start": "22", "end": "58", "speaker": "-"}
    hedged |= {"quote": "Arland may need 20,000 to 30,000 men", "actor": "arland", "issue": "troops", "position": "1"}
    hedged |= {"via": "article", "voice": "narration", "condition": "none"}
    return list(write_brief(TEXT, inputs(statements=[hedged])).proofs.values())


def test_lines_have_place_fault_fix_and_rule():
    assert checks.lines(proofs()) == [
        "report/text.md, line 9: “Arland needs men.” does not say the “may” of its passage; say it "
        "as carefully as the source (hedge)"
    ]
    assert checks.summary(proofs()) == (
        "4 sentences, 3 of them with a citation: no errors, one warning, one fault overruled."
    )


def test_the_list_of_checks_has_rules_reasons_warnings_and_every_sentence():
    listed = checks.as_markdown(proofs())
    assert checks.rules_table() in listed
    overruled, warned, table = (listed.partition(f"## {name}")[2] for name in ("Overruled", "Warnings", "Sentence by"))
    assert r"- Line 7, number: “x \| 30 men” says “30”" in overruled and r"The reason: a sum of \*two\*." in overruled
    assert "- Line 9, hedge: “Arland needs men.” does not say the “may” of its passage." in warned
    assert table.partition("| --- | --- | --- | --- |\n")[2].splitlines() == [
        "| 1 | Who goes? | nothing | cites nothing, and says nothing that needs it |",
        "| 3 | Arland “sends men”. | F002 | passed |",
        r"| 7 | x \| 30 men | F002 | overruled: number |",
        "| 9 | Arland needs men. | arland/troops article=001 | warning: hedge |",
    ]


def test_the_tables_of_the_notebook():
    (overruled,), (warning,) = checks.overruled(proofs()), checks.warnings(proofs())
    assert (overruled["line"], overruled["rule"], overruled["reason"]) == (7, "number", "a sum of *two*")
    assert (warning["line"], warning["rule"]) == (9, "hedge")


def test_the_documentation_has_the_rules():
    assert checks.rules_table() in (PROJECT / "data/README.md").read_text(encoding="utf-8")
    assert len(RULES) == len(checks.rules_table().splitlines()) - 2


def test_the_text_of_the_toy_uses_every_feature():
    text = parse((TOY / "report/text.md").read_text(encoding="utf-8"))
    assert {block.kind for block in text.blocks} == {"prose", "row", "figure", "table", "each", "break"}
    assert any(each.holds for each in text.sentences) and any(each.allow for each in text.sentences)
    keys = [key for each in text.sentences for key in each.keys]
    assert {"study", "stances.csv", "N001"} <= set(keys) and any(key.endswith(" quoted") for key in keys)
    assert sum(len(each.counts) for each in text.sentences) == 3
