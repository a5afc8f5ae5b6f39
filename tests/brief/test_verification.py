"""The rules of the brief on sentences about an invented dam: planted faults, sound look-alikes, and honest prose."""

from itertools import chain
from time import process_time

import pytest

from dam_study import LANGUAGE, citables, faults, rules
from project import PROJECT
from stancebook.brief.citations import evidence
from stancebook.brief.rules.comparison import find_quotations
from stancebook.brief.text import parse
from stancebook.brief.verification import RULES, verify
from stancebook.core.yaml_files import read_yaml

BRIEF = PROJECT / "tests" / "brief"
PLANTED = read_yaml(BRIEF / "planted_faults.yaml")
HONEST = (BRIEF / "honest_sentences.md").read_text(encoding="utf-8")


def text(line):
    """The Markdown of a line, which is a table's row if it has bars."""
    return f"| a | b | c |\n| --- | --- | --- |\n| {line} |" if "|" in line else line


def lines(kind):
    return [pytest.param(rule, line, id=f"{rule}: {line}") for rule, entry in PLANTED.items() for line in entry[kind]]


def test_every_rule_has_three_planted_faults_and_three_sound_sentences():
    assert list(PLANTED) == list(RULES)
    assert all(len(entry["faults"]) >= 3 and len(entry["sound"]) >= 3 for entry in PLANTED.values())


@pytest.mark.parametrize(("rule", "line"), lines("faults"))
def test_a_planted_fault_is_found(rule, line):
    assert rule in rules(text(line))


@pytest.mark.parametrize(("rule", "line"), lines("sound"))
def test_a_sound_sentence_that_looks_like_it_passes(rule, line):
    assert [fault for fault in faults(text(line)) if not fault.overruled] == []


def test_less_than_one_honest_sentence_in_twenty_is_alarmed():
    sentences = parse(HONEST).sentences
    alarmed = {fault.claim: fault.message for fault in faults(HONEST) if fault.level == "error"}
    assert len(sentences) >= 60
    assert len(alarmed) < len(sentences) / 20, alarmed


def test_a_hundred_and_twenty_sentences_take_less_than_a_second():
    found = [(sentence, evidence(sentence, citables())) for sentence in parse(HONEST).sentences]
    start = process_time()
    for sentence, cited in (found * 2)[:120]:
        verify(sentence, cited, LANGUAGE)
    assert process_time() - start < 1


def test_a_fault_quotes_its_sentence_and_has_line_claim_level_and_fix():
    fault, warning = faults("Fine.\n\nThe mission requires its own headquarters in Karsk [@f8]{#needs}.")
    assert fault[:4] == ("name", "error", 3, "needs")
    assert fault.message.startswith("“The mission requires its own headquarters in Karsk.” names “Karsk”")
    assert fault.fix and not fault.overruled
    assert (warning.rule, warning.level) == ("hedge", "warning")


def test_an_overruled_fault_stays_with_its_reason():
    (fault,) = faults('Borduria sends 300 men [@s2]{allow-number="heard elsewhere"}.')
    assert (fault.rule, fault.level, fault.overruled) == ("number", "error", "heard elsewhere")


@pytest.mark.parametrize(
    ("allowed", "message"),
    [
        ('allow-wording="so"', "overrules “wording”, which is no rule"),
        ('allow-allow="so"', "overrules “allow”, which is no rule"),
        ('allow-number=" "', "overrules “number” without a reason"),
        ('allow-number="so"', "overrules “number”, which finds no fault in it"),
    ],
)
def test_what_is_overruled_in_vain_is_told(allowed, message):
    (fault,) = faults(f"Borduria refuses [@s2]{{{allowed}}}.")
    assert (fault.rule, fault.overruled) == ("allow", "") and fault.message.endswith(message)


def test_faults_come_in_the_order_of_the_rules():
    found = [fault.rule for fault in faults("Only Cadonia sends “300 men” to Ostrov on 2 May, or 40 [@s2].")]
    assert found == sorted(found, key=list(RULES).index)
    assert {"quotation", "number", "name", "quantifier"} <= set(found)


def test_a_quotation_may_run_over_two_sentences_only_if_they_follow_each_other():
    following = (
        "Orlo: “enough of a guarantee; Borduria and the lower towns disagree. Most villages support the mission”"
    )
    assert rules(f"{following} [@s20; @f11].") == []
    apart = "Orlo: “enough of a guarantee; Borduria and the lower towns disagree. Cadonia has opposed a toll”"
    assert "quotation" in rules(f"{apart} [@s20; @s24].")


def test_what_is_false_or_cannot_be_tested_is_told_apart():
    (sentence,) = parse('Borduria refuses [@s2]{#refuses holds="false"}.').sentences
    cited = evidence(sentence, citables())
    outcomes = [verify(sentence, cited._replace(holds=holds), LANGUAGE) for holds in ("yes", "no", "untestable")]
    messages = [fault.message for fault in chain(*outcomes)]
    assert len(messages) == 2
    assert "does not hold" in messages[0] and "cannot be tested" in messages[1]


def test_a_condition_is_told_once():
    assert [fault.rule for fault in faults("Borduria refuses without a mandate, or with a mandate [@s2].")] == [
        "condition-added"
    ]
    lost = faults("Arland and Cadonia go [@s1; @s26; @arland/engineers].")
    assert [(fault.rule, fault.fix.partition(",")[0]) for fault in lost if fault.level == "error"] == [
        ("condition-lost", "mention it (if asked …)"),
        ("condition-lost", "mention it (a word such as if"),
    ]


@pytest.mark.parametrize(("key", "account"), [("s3", "the text’s own account"), ("s6", "the account of others"),
                                              ("f14", "the text’s own account"), ("f3", "the account of others")])  # fmt: skip
def test_words_in_a_wrong_mouth_are_told_with_the_account_that_they_are_from(key, account):
    messages = [fault.message for fault in faults(f"It said so [@{key}].") if fault.rule == "speaker"]
    assert len(messages) == 1 and messages[0].endswith(f"puts “said” into a mouth, but what it cites is {account}")


def test_a_quotation_that_stays_open_is_told_once():
    (fault,) = faults("Mor called it “entirely immature [@s8].")
    assert "does not close it" in fault.message


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ('a 5" gun and a 3" one', []),
        ("O‘Neil and ‘he’s here’", ["he’s here"]),
        ("“a “b” c” and ‘d’", ["a “b” c", "d"]),
        ('the allies’ “plan ‘B’”, and "so" on', ["plan ‘B’", "so"]),
    ],
)
def test_quotations_are_found_by_their_marks(words, quoted):
    assert [found.text for found in find_quotations(words) if found.closed] == quoted


@pytest.mark.parametrize(
    ("contexts", "rules"),
    [
        (("“We go there now, if asked,” said Lind.",), ["quotation-goes-on"]),
        (("“We go there now, if asked,” said Lind.", "Borduria: “We go there now.”"), []),
        (("“We go there now. If asked, we pay,” said Lind.",), []),
        (("Lind: we do not “go there now”.", "Lind: “We go there now.”"), []),
    ],
)
def test_a_source_goes_on_within_its_sentence_and_in_each_sentence(contexts, rules):
    (sentence,) = parse("Lind of Borduria: “we go there now” [@s2].").sentences
    cited = evidence(sentence, citables())._replace(contexts=contexts)
    assert [fault.rule for fault in verify(sentence, cited, LANGUAGE)] == rules


def test_a_hedge_of_a_vague_number_is_no_part_of_the_number():
    assert rules("The mission lasts for decades, officials in Borduria say [@f2].") == ["hedge"]


def test_a_number_is_as_firm_as_its_firmest_source():
    (sentence,) = parse("Borduria keeps 500 men [@s2].").sentences
    cited = evidence(sentence, citables())
    for contexts, found in (
        (("It has nearly 500 men.",), ["number-stripped"]),
        (("It has nearly 500.", "It has 500."), []),
    ):
        assert [fault.rule for fault in verify(sentence, cited._replace(contexts=contexts), LANGUAGE)] == found


def test_accents_may_be_composed_or_not():
    assert rules("Bo Lind’s “prime ministe\u0301r” [@s2].") == ["quotation"]
    assert "name" in rules("A No\u0308rd of Borduria refuses [@s2].")
    sentence = parse("Nörd is “réady” [@s1].").sentences[0]
    cited = evidence(sentence, citables())._replace(contexts=("No\u0308rd is re\u0301ady, if asked.",))
    assert {fault.rule for fault in verify(sentence, cited, LANGUAGE)} == {"condition-lost"}
