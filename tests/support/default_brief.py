"""The brief of the shipped study, made from the committed tables."""

from functools import cache

from project import PROJECT
from stancebook.brief import render
from stancebook.brief.inputs import brief_inputs
from stancebook.core import paths
from stancebook.study.study import Study


@cache
def study():
    """Return the default run of the shipped study."""
    return Study(paths.run_paths(PROJECT), {})


@cache
def inputs():
    """Return the BriefInputs of the default run, from the committed tables."""
    return brief_inputs(study())


@cache
def made():
    """Return the Brief of the default run."""
    return render.write_brief(study().text, inputs())
