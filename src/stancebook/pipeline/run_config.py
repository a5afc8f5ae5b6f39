"""A walk: what is asked of the street, with which parameters, for which study, and whether it can be granted.

What a user sets for make comes in by the environment, as text that nobody has looked at yet.

>>> values, wrong = parameters({"STANCEBOOK_CODING": "coder_a", "STANCEBOOK_MIN_CONFIDENCE": "three"})
>>> values["coding"], values["min_confidence"]
('coder_a', 1)
>>> print(*wrong)
MIN_CONFIDENCE: 'three' is not a whole number; use 1, 2 or 3
"""

import os
from typing import NamedTuple

from stancebook.core import notebooks, paths
from stancebook.core.problems import UserError


class RunConfig(NamedTuple):
    """One walk of the street: its rooms, its parameters and the notebooks."""

    rooms: paths.RunPaths
    parameters: dict
    notebooks: list

    @property
    def variant(self):
        return "default" if self.rooms.out == self.rooms.project else self.rooms.out.name

    @property
    def folder(self):
        return paths.run_folder(self.rooms.project, self.variant)

    def notebook(self, number):
        """The notebook with this number; raises UserError where there is not exactly one."""
        matching = [notebook for notebook in self.notebooks if notebook.number == number]
        if len(matching) != 1:
            raise UserError(f"notebooks/ holds {len(matching)} notebooks with the number {number}, not one")
        return matching[0]

    def copy(self, notebook):
        """Where a notebook's executed copy lies."""
        return self.folder / notebook.path.name

    def stamp(self, notebook, kind="done"):
        """Where a notebook's stamp lies: done, or stale."""
        return self.folder / f"{notebook.number}.{kind}"


def parameters(environment):
    """The parameters of a run, defaults where the environment says nothing, and the complaints about them."""
    said = {name: environment.get(f"STANCEBOOK_{name.upper()}", "").strip() for name in paths.PARAMETERS}
    values, wrong = {name: said[name] or default for name, default in paths.PARAMETERS.items()}, []
    if not str(values["min_confidence"]).isdecimal():
        wrong.append(f"MIN_CONFIDENCE: '{values['min_confidence']}' is not a whole number; use 1, 2 or 3")
    jobs = environment.get("STANCEBOOK_JOBS", "1")
    if not jobs.isdecimal() or int(jobs) == 0:
        wrong.append(f"JOBS: '{jobs}' is not a number of notebooks to run side by side; use 1, 2 or more")
    values["min_confidence"] = 1 if wrong else int(values["min_confidence"])
    values["exclude_articles"] = " ".join(values["exclude_articles"].split())
    return values, wrong


def parse(environment):
    """The RunConfig that the environment asks for, and the complaints about what it asks."""
    values, wrong = parameters(environment)
    home = paths.project()
    study = (home / os.path.expanduser(values["study"])).resolve()
    if not (study / "data" / "coded").is_dir():
        wrong.append(f"STUDY: '{values['study']}' holds no data/coded; give the folder of a study")
    values["study"] = "" if study == home else os.path.relpath(study, home)
    walk = RunConfig(paths.run_paths(home, **values), values, notebooks.find_notebooks(home))
    return walk, wrong + missing_parameters(walk)


def missing_parameters(walk):
    """A complaint for each notebook that this run cannot tell a parameter: it would write into another's folder."""
    set_here = [name for name, value in walk.parameters.items() if value != paths.PARAMETERS[name]]
    lacking = {notebook.path.name: sorted(set(set_here).difference(notebook.parameters)) for notebook in walk.notebooks}
    complaint = "{}: its parameters cell lacks {}; add them"
    return [complaint.format(file, " and ".join(names)) for file, names in lacking.items() if names]


def requested(environment):
    """The RunConfig that the environment asks for; raises UserError with the complaints about what it asks."""
    walk, wrong = parse(environment)
    if wrong:
        raise UserError("\n".join(wrong))
    return walk


def validated(environment):
    """The RunConfig asked for; raises UserError with all complaints about it and about what was authored."""
    from stancebook.pipeline.check import check_study  # here, because a run needs no check of its own

    walk, wrong = parse(environment)
    if not any(sentence.startswith("STUDY") for sentence in wrong):
        wrong += [str(complaint) for complaint in check_study(walk.rooms, **walk.parameters)]
    if wrong:
        count = "1 complaint" if len(wrong) == 1 else f"{len(wrong)} complaints"
        raise UserError("\n".join([*wrong, count]))
    return walk
