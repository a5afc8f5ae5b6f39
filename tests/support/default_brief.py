"""The brief of the study that ships, and the tables it is made of as they are committed."""

from functools import cache

from project import PROJECT
from stancebook.brief import render
from stancebook.brief.inputs import brief_inputs
from stancebook.core import paths
from stancebook.study.study import Study

TEMPLATE = (PROJECT / "report/template.md").read_text(encoding="utf-8")


@cache
def ledger():
    """The BriefInputs of the default run, from the tables as they are committed."""
    return brief_inputs(Study(paths.run_paths(PROJECT), {}))


@cache
def made():
    return render.write_brief(TEMPLATE, ledger())
