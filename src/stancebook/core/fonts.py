"""The fonts of print and of figures: files of packages, and a study's own in data/fonts; never the machine's.

>>> print(no_font("\\u1830", "Land of \\u1830", "brief.pdf"))
brief.pdf: no font has ᠰ (U+1830 MONGOLIAN LETTER SA) in “Land of ᠰ”; put a font that has it into the study's \
data/fonts, as a file .ttf or .otf, or write it in other letters
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from stancebook.core.bounds.reading import regular
from stancebook.core.english import listed
from stancebook.core.markdown import visible

# modules and the packages that bring them: the scripts that Latin faces lack, and Chinese, Japanese and Korean
PACKAGED = {"manimgx_fonts": "manimgx-fonts", "noto_cjk_sans_jp_regular": "noto-cjk-sans-jp-regular"}
SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
NAMED, AROUND = 8, 24  # characters named in a message, and shown before and after the first of them

_own: list[Path] = []


class NoFont(ValueError):
    """A text has characters that no font has: which, where, and what to do, in a sentence."""


def use(folder: Path) -> None:
    """From now on use the fonts in a folder too, in place of another study's."""
    found = folder.iterdir() if folder.is_dir() else ()
    _own[:] = sorted(
        regular(path) for path in found if path.suffix.lower() in SUFFIXES and not path.name.startswith(".")
    )


def matplotlib_folder() -> Path:
    """The folder of the fonts that matplotlib brings; DejaVu Sans is the first font of every figure."""
    return _home("matplotlib") / "mpl-data" / "fonts" / "ttf"


def own() -> list[Path]:
    """The study's own font files, in the order of their names."""
    return list(_own)


@cache
def packaged() -> tuple[Path, ...]:
    """The upright fonts of the installed packages, each package's in the order of their names; emoji come last."""
    homes = [_home(module) for module in PACKAGED if find_spec(module)]
    files = [path for home in homes for path in sorted(home.iterdir()) if path.suffix in SUFFIXES]
    return tuple(sorted((path for path in files if "Italic" not in path.name), key=lambda path: "Emoji" in path.name))


def _home(module: str) -> Path:
    """The folder of an installed module, without importing it."""
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise NoFont(f"the package {PACKAGED.get(module, module)} is not installed; install what requirements.lock has")
    return Path(spec.origin).parent


def no_font(missing: Collection[str], text: str, place: str) -> str:
    """A sentence about characters of a text that no font has, in the order of the text."""
    signs = sorted(set(missing), key=text.find)
    at = text.find(signs[0])
    start = max(0, at - AROUND)
    piece = " ".join(visible(text[start : at + AROUND]).split())
    shown = f"{'…' * (start > 0)}{piece}{'…' * (at + AROUND < len(text))}"
    return f"{place}: no font has {_named(signs)} in “{shown}”; {_fix(len(signs) > 1)}"


def _named(signs: list[str]) -> str:
    """The first of these characters, each with its code point and its name."""
    shown = [f"{sign} (U+{ord(sign):04X} {unicodedata.name(sign, '')}".rstrip() + ")" for sign in signs[:NAMED]]
    return listed([*shown, f"{len(signs) - NAMED} others"] if len(signs) > NAMED else shown)


def _fix(several: bool) -> str:
    """What to do about missing fonts."""
    it = "them" if several else "it"
    absent = [package for module, package in PACKAGED.items() if not find_spec(module)]
    if absent:
        return f"install {listed(absent)} as requirements.lock has it, or put a font that has {it} into data/fonts"
    put = f"put a font that has {it} into the study's data/fonts, as a file .ttf or .otf"
    return f"{put}, or write {it} in other letters"
