"""Hypertext: a page that needs nothing beside itself, and text that stays text in it.

>>> print(as_text('<b> "quoted"'))
&lt;b&gt; &quot;quoted&quot;
>>> exact("first line\\r\\n<second>")
'first line&#13;\\n&lt;second&gt;'
"""

import html
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from stancebook.core.markdown import visible

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}</style>
</head>
<body class="{kind}">
<a class="skip" href="#main">Skip to the text</a>
{body}
{script}</body>
</html>
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src {script}; {rest}"
REST = "base-uri 'none'; form-action 'none'"
SCROLL = '<div class="scroll" role="group" tabindex="0" aria-label="Table"><table>'


def page(kind, title, body, script="", style=""):
    """One HTML file with page.css, its kind's sheet, more style before both, and script; it loads nothing else."""
    known = f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" if script else "'none'"
    element = f"<script>{script}</script>\n" if script else ""
    policy = POLICY.format(script=known, rest=REST)
    style = style + static_text("page.css") + static_text(f"{kind}.css")
    return PAGE.format(policy=policy, title=as_text(title), style=style, kind=kind, body=body, script=element)


def static_text(name):
    """The text of a file that lies beside this module."""
    return files("stancebook.export").joinpath("static", name).read_text(encoding="utf-8")


def as_text(text):
    """HTML that shows this text, in an attribute too; controls that one cannot see by their code points."""
    return exact(visible(str(text)))


def exact(text):
    """HTML whose text is this one to the character; only NUL, which HTML cannot hold, is shown as U+FFFD.

    A bare CR would be read as a line's end, so it is written as a reference.
    """
    return html.escape(text).replace("\r", "&#13;").replace("\0", "\ufffd")
