"""The desk's widget and its notebook: their parts, and that neither holds codes."""

import json
import re

import nbformat
import pytest

from project import PROJECT
from stancebook.core.paths import NoStudy
from stancebook.desk import widget

NOTEBOOK = PROJECT / "notebooks" / "desk.ipynb"


@pytest.fixture
def sent(toy, monkeypatch):
    """A desk on the toy study, and the list of its messages."""
    monkeypatch.chdir(PROJECT / "notebooks")
    made, out = widget.Desk(str(toy)), []
    monkeypatch.setattr(made, "send", out.append)
    return made, out


def ask(made, out, **request):
    made._receive(made, request, [])
    return out[-1]


def test_a_message_is_answered_by_the_dispatcher(sent):
    made, out = sent
    assert ask(made, out, id="1", ask="start")["users"][0]["statements"] == 12
    assert ask(made, out, id="2", ask="open", user="coder_a", article="010")["kind"] == "gone"
    assert ask(made, out, id="3", ask="begin", user="coder_a")["ok"]
    assert ask(made, out, id="4", ask="open", user="coder_a", article="010")["coding"]["entries"]


def test_what_a_notebook_could_save_holds_nothing_coded(sent):
    made, out = sent
    ask(made, out, id="1", ask="begin", user="coder_a")
    ask(made, out, id="2", ask="open", user="coder_a", article="010")
    state = {name: value for name, value in made.get_state().items() if name not in ("_esm", "_css", "layout")}
    assert "Bo Lind" in json.dumps(out) and "Bo Lind" not in json.dumps(state, default=str)
    assert all(name.startswith("_") or name in ("tabbable", "tooltip") for name in state)


def test_no_study_no_desk(toy, monkeypatch, tmp_path):
    monkeypatch.chdir(PROJECT / "notebooks")
    with pytest.raises(NoStudy, match="no study in nowhere: name a folder that holds data/raw and data/coded"):
        widget.Desk("nowhere")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NoStudy, match="no study at or above"):
        widget.Desk()


PAGE = PROJECT / "src" / "stancebook" / "desk" / "page"
MODULES = sorted(path for path in PAGE.rglob("*.js") if path.name != "desk.bundle.js")


def test_the_page_is_one_module_and_asks_for_nothing_else():
    bundle, css = widget.Desk._esm, widget.Desk._css
    assert bundle == (PAGE / "desk.bundle.js").read_text(encoding="utf-8")
    assert {path.name for path in PAGE.rglob("*.css")} == set(widget.STYLES)
    assert len(re.findall(r"^export ", bundle, re.MULTILINE)) == 1
    assert not re.search(r"^import |import\(", bundle, re.MULTILINE)
    own = css + "".join(path.read_text(encoding="utf-8") for path in MODULES)
    assert not re.search(r"https?://|url\(|@import|fetch\(|XMLHttpRequest|WebSocket", own)
    assert not re.search(
        r"inner.?HTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", own, re.IGNORECASE
    )
    assert 'dataset.lmSuppressShortcuts = "true"' in own


def test_the_notebook_is_committed_without_outputs_and_outside_the_pipeline():
    cells = nbformat.read(NOTEBOOK, 4).cells
    assert [cell.source for cell in cells if cell.cell_type == "code"][-1].endswith("Desk(study)")
    assert not [cell for cell in cells if cell.cell_type == "code" and (cell.outputs or cell.execution_count)]
    assert "widgets" not in nbformat.read(NOTEBOOK, 4).metadata
