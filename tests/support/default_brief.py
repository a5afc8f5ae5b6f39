"""The brief of the shipped study, made from the committed tables."""

from functools import cache

from project import PROJECT
from stancebook.brief import render
from stancebook.brief.inputs import brief_inputs
from stancebook.core import paths
from stancebook.study.study import Study

TEMPLATE = (PROJECT / "report/template.md").read_text(encoding="utf-8")


@cache
def inputs():
    """Return the BriefInputs of the default run, from the committed tables."""
    return brief_inputs(Study(paths.run_paths(PROJECT), {}))


@cache
def made():
    return render.write_brief(TEMPLATE, inputs())
