"""HTML pages from the templates beside this module: a page needs no other file, and text stays text in it.

>>> print(as_html('<b> "quoted"'), as_html(Markup("<b>bold</b>")))
&lt;b&gt; &quot;quoted&quot; <b>bold</b>
>>> exact("first line\\r\\n<second>")
Markup('first line&#13;\\n&lt;second&gt;')
"""

from __future__ import annotations

import html
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from stancebook.core.markdown import visible


def page(template: str, kind: str, title: str, script: str = "", style: str = "", **values: object) -> str:
    """One HTML file that loads nothing: `template` filled with `values`, a script, `style`, page.css and <kind>.css.

    Its Content-Security-Policy allows this style and this script by their hashes, and nothing else.
    """
    style = Markup(style + static_text("page.css") + static_text(f"{kind}.css"))
    return render(template, kind=kind, title=title, script=Markup(script), style=style, **values)


def render(template: str, **values: object) -> str:
    """The HTML of a template filled with values."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    """The environment of our own templates: an unknown name is an error, and each printed text is escaped."""
    made = Environment(
        loader=PackageLoader("stancebook.export"), autoescape=True, finalize=as_html, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    made.filters |= {"exact": exact, "hash": hash_source}
    return made


def hash_source(content: str) -> Markup:
    """The words by which a Content-Security-Policy allows a style or a script with this content.

    >>> print(hash_source("go()"), hash_source(""))
    'sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw=' 'none'
    """
    digest = b64encode(sha256(content.encode()).digest()).decode()
    return Markup(f"'sha256-{digest}'" if content else "'none'")


def static_text(name: str) -> str:
    """The text of a file in the folder static."""
    return files("stancebook.export").joinpath("static", name).read_text(encoding="utf-8")


def as_html(value: object) -> Markup:
    """Markup as it is; any other value as escaped text, with invisible controls shown by their code points."""
    return value if isinstance(value, Markup) else exact(visible(str(value)))


def exact(text: str) -> Markup:
    """HTML whose text is this one to the character; only NUL, which HTML cannot hold, is shown as U+FFFD.

    A bare CR would be read as a line's end, so it is written as a reference.
    """
    return Markup(html.escape(text).replace("\r", "&#13;").replace("\0", "\ufffd"))
