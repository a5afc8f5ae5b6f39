"""The figures that a report may show: those of its notebooks, whatever else lies in their folder."""

import json

import pytest

from stancebook.brief.report_figures import read_figures
from stancebook.core import paths
from stancebook.core.problems import UserError

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><title>Arland leads</title></svg>'


@pytest.fixture
def run(tmp_path):
    """A run of a project whose notebook draws a ladder, beside a drawing of somebody's own that is none."""
    book = {"cells": [], "metadata": {"stancebook": {"reads": [], "writes": ["report/figures/ladder.svg"]}}}
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks/04-stances.ipynb").write_text(json.dumps(book), encoding="utf-8")
    run = paths.RunPaths(tmp_path, tmp_path, tmp_path)
    run.figures.mkdir(parents=True)
    (run.figures / "ladder.svg").write_text(SVG, encoding="utf-8")
    (run.figures / "own.svg").write_bytes(b"not \xff drawn")
    return run


def test_a_drawing_of_ones_own_is_not_read(run):
    figures = read_figures(run)
    assert list(figures) == ["ladder"] and figures["ladder"].title == "Arland leads"


@pytest.mark.parametrize("content", [b"", b"<svg", b"\xff"])
def test_a_figure_that_cannot_be_read_is_named_with_the_cure(run, content):
    (run.figures / "ladder.svg").write_bytes(content)
    with pytest.raises(UserError, match=r"ladder\.svg: it cannot be read as SVG; delete it, and a run draws it again"):
        read_figures(run)
