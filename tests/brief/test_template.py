"""The static checks of a template: every planted fault is found with its line, and no other."""

from types import SimpleNamespace

import pytest

from stancebook.brief.template import check_template, faults, plain_texts

CHOICES = {"actor": ("arland", "borduria"), "issue": ("bridge",), "via": ("self", "other"), "article": ("000", "001")}
NAMES = ["Arland", "Borduria (south)", "Ann Bell", "The Daily Caller", "officials", "-"]
SOUND = """\
{# a comment may say 30, Arland and twelve #}
{% call plain() %}
# What Arland and 2 others hold

| Who | Since 2025 |
| --- | --- |
{% endcall %}
{% set ready = statements(issue="bridge", at_least=1, at_most=-1, actor=["arland", "borduria"]) %}
{% for actor in actors_where(issue=run.issue, at_least=1) %}
{% call(e) claim("ready-" ~ actor, statements(actor=actor), facts(plan="none")) %}
| {{ name(actor) }} | {{ "statement" if e.n == 1 else "statements" }} {{ number(e.n - 1) }} {{ e.marks }} |
{% endcall %}
{% else %}
{% call plain() %}Nobody is, of the 3.{% endcall %}

{% endfor %}
{{ figure("heatmap", "Who is ready") }}

{% if counts.statements > 12 and ready %}
{% call(e) claim("many", ready) %}Most {% if e.articles|length > 1 %}agree{% else %}say so{% endif %}.{% endcall %}
{% endif %}
"""


def found(source, names=NAMES):
    """Each problem as its line and its message."""
    return [(problem.column, problem.message) for problem in faults(source, CHOICES, names)]


def in_claim(body):
    """A template with this body, from line 2 on, in a claim."""
    return "{% call(e) claim('a', notes()) %}\n" + body + "\n{% endcall %}\n"


def test_a_sound_template_has_no_fault():
    assert found(SOUND) == []


@pytest.mark.parametrize(
    ("source", "line", "wrong"),
    [
        ("\n\nThey agree.\n", 3, "text stands outside claim and plain: 'They agree.'"),
        ("{% call plain() %}x{% endcall %}\n| a | b |\n", 2, "text stands outside claim and plain: '| a | b |'"),
        ("{% for a in names([]) %}\n\n  loose\n{% endfor %}", 3, "text stands outside claim and plain: 'loose'"),
        ("{% if counts %}\n{% elif run %}\nloose\n{% endif %}", 3, "text stands outside claim and plain: 'loose'"),
        ("{% if counts %}\n{% else %}\nloose\n{% endif %}", 3, "text stands outside claim and plain: 'loose'"),
        ("{% for a in run %}\n{% else %}\nloose\n{% endfor %}", 3, "text stands outside claim and plain: 'loose'"),
        ("{# c\n\n#}\n{%- if run -%}\n\n loose{% endif %}", 6, "text stands outside claim and plain: 'loose'"),
        ("{% raw %}\nloose{% endraw %}", 2, "text stands outside claim and plain: 'loose'"),
        ("\n{{ name('arland') }}", 2, "an expression is printed outside claim and plain"),
        ("\n{{ 'They agree.' }}", 2, "an expression is printed outside claim and plain"),
        ("{% set x %}\nloose\n{% endset %}", 1, "a template does not use 'assign block'"),
        ("\n{% macro m() %}loose{% endmacro %}", 2, "a template does not use 'macro'"),
        ("\n{% include 'x' %}", 2, "a template does not use 'include'"),
        ("{% filter upper %}loose{% endfilter %}", 1, "a template does not use 'filter block'"),
        ("\n{% call other() %}x{% endcall %}", 2, "'other' is no block of a template"),
        ("{% call plain(1) %}x{% endcall %}", 1, "plain is given something"),
        (in_claim("\nIt is 30."), 3, "the digits '30.' are typed"),
        (
            in_claim("{% if e.n %}\n  {% for a in e.articles %}\n20 km{% endfor %}{% endif %}"),
            4,
            "the digits '20' are typed",
        ),
        (in_claim("Every {% if e.n %}3rd{% endif %}."), 2, "the digits '3rd' are typed"),
        (in_claim("It is ½ or ² or ٣."), 2, "the digits '½' are typed"),
        (in_claim("It is &#51; of them."), 2, "the digits '3' are typed"),
        (in_claim("No-one, no\nOne at all"), 3, "the number word 'One' is typed"),
        (in_claim("about two-thirds"), 2, "the number word 'thirds' is typed"),
        (in_claim("Tens of thousands"), 2, "the number word 'Tens' is typed"),
        (in_claim("it doubled"), 2, "the number word 'doubled' is typed"),
        (in_claim("so **Arland** says"), 2, "the name 'Arland' is typed"),
        (in_claim("so Arland’s men"), 2, "the name 'Arland' is typed"),
        (in_claim("so says Bell"), 2, "the name 'Bell' is typed"),
        (in_claim("so says Ann\nBell"), 2, "the name 'Ann Bell' is typed"),
        (in_claim("in Borduria"), 2, "the name 'Borduria' is typed"),
        (in_claim("in the Caller"), 2, "the name 'Caller' is typed"),
        (in_claim("it “sent Bell”"), 2, "the name 'Bell' is typed"),
        (in_claim("it ‘goes’"), 2, "what ‘ marks is not compared with the passages"),
        (in_claim("\n{{ 'Arland' }}"), 3, "the name 'Arland' is typed"),
        (in_claim("{{ e.n if e.n else 'twelve' }}"), 2, "the number word 'twelve' is typed"),
        (in_claim("{{ 12 }}"), 2, "the number 12 is typed in an expression"),
        (in_claim("{{ -12.5 }}"), 2, "the number 12.5 is typed in an expression"),
        (in_claim("{{ 10 + 2 }}"), 2, "the number 10 is typed in an expression"),
        (in_claim("{{ number(12) }}"), 2, "the number 12 is typed in an expression"),
        (in_claim("{{ words(2) }}"), 2, "the number 2 is typed in an expression"),
        (in_claim("{{ e.n or 5 }}"), 2, "the number 5 is typed in an expression"),
        (in_claim("{{ e.x|default('Bell') }}"), 2, "the name 'Bell' is typed"),
        (in_claim("{{ e.x|default(5) }}"), 2, "the number 5 is typed in an expression"),
        (in_claim("{{ ', 5 '.join(e.articles) }}"), 2, "the digits '5' are typed"),
        (in_claim("{{ 'x ' ~ 'Bell' }}"), 2, "the name 'Bell' is typed"),
        (in_claim("{{ {'a': 'Bell'}['a'] }}"), 2, "the name 'Bell' is typed"),
        (in_claim("{{ listed(['Arland']) }}"), 2, "the name 'Arland' is typed"),
        (in_claim("{% for a in ['Arland'] %}{{ a }}{% endfor %}"), 2, "the name 'Arland' is typed"),
        ("{% set men = 500 %}", 1, "the number 500 is typed in an expression"),
        ("\n{{ figure('map', 'Of 5') }}", 2, "the digits '5' are typed"),
        ("\n{{ figure('map', alt='Of 5') }}", 2, "the digits '5' are typed"),
        (
            "{% call plain() %}\n{% call(e) claim('a', notes()) %}x{% endcall %}{% endcall %}",
            2,
            "a claim stands in a plain",
        ),
        (in_claim("{% call plain() %}x{% endcall %}"), 2, "a plain stands in a claim"),
        (in_claim("x") + in_claim("y"), 4, "claim 'a' stands in line 1 too"),
        ("{% for a in run %}\n" + in_claim("x") + "{% endfor %}", 2, "claim 'a' stands in a loop"),
        ("{% call(e) claim('a b', notes()) %}x{% endcall %}", 1, "'a b' is no id of a claim"),
        ("\n{% call(e) claim('a') %}x{% endcall %}", 2, "claim 'a' selects no evidence"),
        ("\n{% call(e) claim('a' ~ run.issue) %}x{% endcall %}", 2, "a claim selects no evidence"),
        ("{% set s = statements(\n  actr='arland') %}", 2, "statements cannot be selected by 'actr'"),
        ("{% set s = statements('arland') %}", 1, "statements is given a value without a keyword"),
        ("{% set s = statements(actor=['arland', 'arlnd']) %}", 1, "'arlnd' is no actor"),
        ("{% set s = notes(article='002') %}", 1, "'002' is no article"),
        ("{% set s = facts(via='self') %}", 1, "facts cannot be selected by 'via'"),
        ("\n{% set s = statments() %}", 2, "the word 'statments' is not known"),
        (in_claim("{{ range(3) }}"), 2, "the word 'range' is not known"),
        ("\n{% if run %}", 2, "it is no readable template (Unexpected end of template"),
        ("\n{% set x = run|nothing %}", 2, "it is no readable template (No filter named 'nothing'"),
        ("{% set x = run is nothing %}", 1, "it is no readable template (No test named 'nothing'"),
        ("\n{% for loop in run %}{% endfor %}", 2, "it is no readable template (Can't assign to special loop variable"),
        (
            "{% for a in run %}\n{% set loop = a %}{% endfor %}",
            2,
            "it is no readable template (Can't assign to special",
        ),
        (
            "{% call(caller) claim('a', notes()) %}{{ caller() }}{% endcall %}",
            1,
            "it is no readable template (When defin",
        ),
        (
            "{% block a %}{% endblock %}\n{% block a %}{% endblock %}",
            2,
            "it is no readable template (block 'a' defined",
        ),
        ("{% set x = run|random %}", 1, "it is no readable template (No filter named 'random'"),
    ],
)
def test_a_planted_fault_is_found_in_its_line(source, line, wrong):
    assert any(column == f"line {line}" and said.startswith(wrong) for column, said in found(source)), found(source)


def test_all_faults_come_at_once_and_in_order():
    source = in_claim("Arland sent 30.") + "loose\n" + in_claim("x")
    assert [line for line, _ in found(source)] == ["line 2", "line 2", "line 4", "line 5"]
    assert str(faults(source, CHOICES, NAMES)[0]) == (
        "report/template.md, line 2: the digits '30.' are typed; take it from a table, in an expression"
    )


def test_words_that_only_look_like_a_fault_pass():
    assert (
        found(in_claim("Someone of the officials weighs headquarters, money, seconds and bell-like Arlandish tones."))
        == []
    )


def test_calculations_and_selections_may_hold_numbers():
    body = "{{ number(e.n - 1) }} {{ (e.n * 100 / counts.statements)|round(1) }} {{ e.statements[0].quote }}"
    assert found(in_claim(body + "{% if e.n > 5 %}x{% endif %}{{ 'a' if e.n == 2 else 'b' }}")) == []


def test_plain_texts_lists_them_all():
    assert plain_texts(SOUND) == [
        (2, "# What Arland and 2 others hold | Who | Since 2025 | | --- | --- |"),
        (14, "Nobody is, of the 3."),
    ]


def test_the_template_of_a_study_is_checked_against_its_names(tmp_path):
    authored = SimpleNamespace(
        codebook=SimpleNamespace(names={"arland": "Arland"}, choices=CHOICES),
        sources=[{"article": "000", "outlet": "Daily Caller", "cited_outlets": "Morning Star; Herald"}],
        rows={"coder_a.csv": [{"speaker": "Ann Bell"}], "coder_b.csv": [{"speaker": "Carl Dorn"}]},
    )
    run_paths = SimpleNamespace(template=tmp_path / "template.md")
    assert [problem.message for problem in check_template(run_paths, authored)] == ["the file is missing"]
    run_paths.template.write_bytes(b"\xff")
    assert [problem.message for problem in check_template(run_paths, authored)] == ["byte 0 is not UTF-8"]
    run_paths.template.write_text(in_claim("Arland, Bell, Dorn, Caller, Star and Herald"), encoding="utf-8")
    named = sorted(problem.message.split("'")[1] for problem in check_template(run_paths, authored))
    assert named == ["Arland", "Bell", "Caller", "Dorn", "Herald", "Star"]


def test_a_check_does_not_wait_for_pandas():
    import subprocess
    import sys

    code = "import sys, stancebook.brief.template; assert not {'pandas', 'matplotlib'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
