"""Read what a user asked make for, and check that it can be run.

make passes the user's settings through the environment, as text that nothing has checked yet.

>>> values, problems = parameters({"STANCEBOOK_CODING": "coder_a", "STANCEBOOK_MIN_CONFIDENCE": "three"})
>>> values["coding"], values["min_confidence"]
('coder_a', 1)
>>> print(*problems)
min_confidence: 'three' is not a whole number; use 1, 2 or 3
"""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from stancebook.core import notebooks, paths
from stancebook.core.bounds import values as value_bounds
from stancebook.core.english import one_of
from stancebook.core.notebooks import Notebook
from stancebook.core.problems import UserError, WrongArgument, one_line

if TYPE_CHECKING:
    from stancebook.study.study import Study


class RunConfig(NamedTuple):
    """One run: its folders, its parameters and the notebooks of the project."""

    paths: paths.RunPaths
    parameters: dict[str, Any]
    notebooks: list[Notebook]

    @property
    def variant(self) -> str:
        """Return the name of the run's folder under build/."""
        return "default" if self.paths.out == self.paths.project else self.paths.out.name

    @property
    def study(self) -> Study:
        """Return the study of this run; it has read nothing yet."""
        from stancebook.study.study import Study  # here, because a single notebook's run does not need it

        return Study(self.paths, self.parameters)

    @property
    def folder(self) -> Path:
        """Return the folder of the run's executed copies and stamps."""
        return paths.run_folder(self.paths.project, self.variant)

    @property
    def study_option(self) -> str:
        """Return what --study says in a command typed in the working folder; "" if that folder is in the study."""
        with contextlib.suppress(paths.NoStudy):
            if paths.project() == self.paths.study:
                return ""
        return paths.shown(self.paths.study)

    def notebook(self, number: str) -> Notebook:
        """Return the notebook with this number; raise UserError unless there is exactly one."""
        matching = [notebook for notebook in self.notebooks if notebook.number == number]
        if len(matching) != 1:
            numbers, shown = sorted({notebook.number for notebook in self.notebooks}), one_line(number, 100)
            if matching or not numbers:
                raise UserError(f"notebooks/ holds {len(matching)} notebooks with the number {shown}, not one")
            fix = f"do you mean {number.zfill(2)}?" if number.zfill(2) in numbers else f"use {one_of(numbers)}"
            raise WrongArgument(f"there is no notebook {shown}; {fix}")
        return matching[0]

    def copy(self, notebook: Notebook) -> Path:
        """Return the path of a notebook's executed copy."""
        return self.folder / notebook.path.name

    def stamp(self, notebook: Notebook) -> Path:
        """Return the path of a notebook's stamp."""
        return self.folder / f"{notebook.number}.done"


def parameters(environment: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """Return the parameters of a run, by default those of core.paths, and the problems with them."""
    given = {name: environment.get(f"STANCEBOOK_{name.upper()}", "").strip() for name in paths.PARAMETERS}
    values: dict[str, Any] = {name: given[name] or default for name, default in paths.PARAMETERS.items()}
    problems = value_bounds.faults(values)
    for name in [problem.partition(":")[0] for problem in problems]:
        values[name] = paths.PARAMETERS[name]
    jobs = environment.get("STANCEBOOK_JOBS", "1")
    if not value_bounds.is_whole(jobs) or int(jobs) == 0:
        number = one_line(jobs, 100)
        problems.append(f"jobs: '{number}' is not a number of notebooks to run side by side; use 1, 2 or more")
    values["min_confidence"] = int(values["min_confidence"])
    values["exclude_articles"] = " ".join(values["exclude_articles"].split())
    return values, problems


def parse(environment: Mapping[str, str]) -> tuple[RunConfig, list[str]]:
    """Return the RunConfig that the environment asks for, and the problems with it."""
    values, problems = parameters(environment)
    home, study = paths.places(study=values["study"])
    if not (study / "data" / "coded").is_dir():
        problems.append(f"study: '{values['study']}' holds no data/coded; give the folder of a study")
    values["study"] = "" if study == home else paths.relative(study, home)
    config = RunConfig(paths.run_paths(home, **values), values, notebooks.find_notebooks(home))
    return config, problems + missing_parameters(config.notebooks, values)


def missing_parameters(books: Iterable[Notebook], values: Mapping[str, Any]) -> list[str]:
    """Return a problem for each notebook without a parameter that this run sets: it would write to a wrong folder."""
    changed = {name for name, value in values.items() if value != paths.PARAMETERS[name]}
    missing = {book.path.name: sorted(changed.difference(book.parameters)) for book in books}
    return [
        f"{file}: its parameters cell lacks {' and '.join(names)}; add them" for file, names in missing.items() if names
    ]


def missing_inputs(config: RunConfig) -> list[str]:
    """Return a problem for each generated file that a notebook reads and no earlier notebook writes."""
    problems: list[str] = []
    written: list[str] = []
    apart = dataclasses.replace(config.paths, study=Path("authored"), out=Path("generated"))
    for book in config.notebooks:
        generated = [name for name in book.reads if notebooks.resolve(apart, name).is_relative_to("generated")]
        lacking = [name for name in generated if not any(notebooks.may_overlap(name, other) for other in written)]
        problems += [f"{book.path.name}: no earlier notebook writes {name}, which it reads" for name in lacking]
        written += book.writes
    return problems


def requested(environment: Mapping[str, str]) -> RunConfig:
    """Return the RunConfig that the environment asks for; raise UserError with all problems in it."""
    config, problems = parse(environment)
    if problems:
        refuse(problems)
    return config


def refuse(problems: list[str]) -> NoReturn:
    """Raise UserError with each problem on a line, and their number."""
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    raise UserError("\n".join([*problems, count]))
