"""Hostile texts that would act if they were not escaped: PAYLOADS anywhere, OFFICE in PDF and Word."""

import pytest

PAYLOADS = (
    "<script>steal()</script>",
    '"><img src=x onerror=steal()>',
    "'><svg onload=steal()>",
    "</mark></div></style></title><h1>x",
    "[click](javascript:steal())",
    "![x](https://evil.example/x.png)",
    '](evidence.md#x "answer")[',
    "<https://evil.example>",
    "javascript:steal()",
    "`x` *y* **z** _v_ ~~w~~ | cell | $x$",
    "\n\n# heading\n\n- item\n\n<div>\n",
    "&lt;script&gt; &#60;b&#62;",
    "{{ 7 * 7 }} {% raw %}",
    "[S1]: javascript:steal()",
    "a\u202egnp.exe\u202c\u2066b\u2069",
    "]]> --> <!-- <![CDATA[",
    "\\<b\\> \\",
    # what our own Markdown may hold, from a stranger
    '<a id="note-1"></a><b>bold</b>',
    "</a></b></section></main>",
    '[1](evidence.md#claim-answer "answer")',
    # links by other schemes, spelled in other ways
    "<a href='vbscript:steal()'>x</a>",
    "[x](data:text/html,<script>steal()</script>)",
    "[x](JaVaScRiPt&#58;steal()) [y](&#x6A;avascript:steal())",
    "http://evil.example www.evil.example evil@example.org",
    # drawings, formulas, sheets of style
    "<svg><script>steal()</script><foreignObject><body onload=steal()></foreignObject></svg>",
    '<math><mi xlink:href="javascript:steal()">x</mi></math>',
    "<style>*{display:none}</style> background:url(//evil.example)",
    '" autofocus onfocus="steal()" style="position:fixed',
    # left open
    "<script",
    "<!--",
    "<b ",
    "&amp",
    # Markdown by more than one line
    "x[^1]\n\n[^1]: steal",
    "\n| a | b |\n| --- | --- |\n| steal | x |\n",
    "\n```\nsteal\n~~~\n",
    "Setext\n===\n\n***\n\n1. x\n    code",
    # other tools' commands
    '#import "x": *',
    '#eval("1") #link("https://evil.example")[x]',
    "$x^2$ @ref <label> // /*",
    "{{ 7*7 }}{% endraw %}{# x #}",
    '=HYPERLINK("https://evil.example","x")',
    "+cmd|' /C calc'!A1",
    "\\input{x} \\def\\x{\\x}",
    # what one cannot see
    "\x00\x01\x08\x1b[31mred\x7f",
    "\u2067isolate\u2069 \u202dover\u202c \u200eltr\u200f \u061c",
    "zero\u200bwidth\u200cnon\u200djoin\ufeff",
    "line\x85next\u2028line\u2029paragraph\x0bv\x0cf",
    "\r\n\tindented",
)
OFFICE = (
    '#import "x"', '#eval("1")', "#set page(width: 1pt)", '#read("/etc/passwd")', "$x$ #sym.arrow", "@ref <label>",
    "*_\\`", "``` x", "= Heading", "{{ 7*7 }}", "{% raw %}",
    '=HYPERLINK("https://evil.example")', "{ PAGE \\* MERGEFORMAT }",
    "</w:t></w:r><w:fldSimple/>", '<w:sectPr></w:sectPr></w:body> descr="x"',
    "file:///etc/passwd", "#" + "x" * 90, "\ue000\ufeff",
)  # fmt: skip


def one_in_four_quick(values):
    """Return parameters for a test: the first of each four runs in make test, the others in make test-slow."""
    return [value if n % 4 == 0 else pytest.param(value, marks=pytest.mark.slow) for n, value in enumerate(values)]
