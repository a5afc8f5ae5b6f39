"""Check a study: find every problem in the authored files and in the parameters of a run."""

from __future__ import annotations

from stancebook.analysis import findings
from stancebook.brief.inline import TEXT, BriefError
from stancebook.brief.text import Sentence, parse
from stancebook.core.paths import RunPaths
from stancebook.core.problems import Problem, check_ids
from stancebook.study import adjudication, fact_decisions, loader, marks
from stancebook.study.study import Study
from stancebook.study.validation import coded_rows, parameters, settings_files

TEXTS = {"sources.csv", "cleaning.yaml"}
COMPARED = TEXTS | {"coder_a.csv", "coder_b.csv", "adjudication.csv"}  # decisions on statements rest on these
FACTS = TEXTS | {
    "coder_a_facts.csv",
    "coder_b_facts.csv",
    "facts.csv",
    "fact_decisions.csv",
}  # those on facts, on these


def check_study(run: Study) -> list[Problem]:
    """Return all problems in the authored files and in a run's parameters; if there are none, the run may start."""
    study, found = run.authored
    problems = list(found)
    readable = COMPARED.isdisjoint(problem.file for problem in problems)
    problems += parameters.check_parameters(study, **run.parameters)
    problems += settings_files.check_settings(study)
    problems += settings_files.check_sources(study)
    problems += settings_files.check_map(study)
    problems += settings_files.check_provenance_table(study, problems)
    problems += settings_files.check_mentions(study.codebook)
    in_codebook = settings_files.check_codebook(study.codebook)
    if study.codebook and study.articles and not in_codebook:
        problems += _check_codings(study, readable)
        if FACTS.isdisjoint(problem.file for problem in problems):
            placed = fact_decisions.place_all(study.rows, study.articles)
            problems += fact_decisions.check_due(study.rows["fact_decisions.csv"], placed)
        problems += check_text(run.paths, study)
        problems += marks.check_marks(run.paths.coded, study.articles, settings_files.article_ids(study))
    return problems + in_codebook + coded_rows.check_freeze(run.paths, study.rows)


def _check_codings(study: loader.Authored, readable: bool) -> list[Problem]:
    """Return the problems in the rows of both coders and in what was decided and added after them."""
    problems, codings, rows = [], [], study.rows
    for coder in ("coder_a", "coder_b"):
        coding, in_coding = coded_rows.check_coding(f"{coder}.csv", coder, study)
        codings.append(coding)
        readable = readable and not in_coding
        problems += in_coding + coded_rows.check_facts(f"{coder}_facts.csv", study)
    problems += coded_rows.check_facts("facts.csv", study) + check_ids("facts.csv", rows["facts.csv"], "fact")
    problems += coded_rows.check_notes(study)
    problems += adjudication.check_decisions(rows["adjudication.csv"], study.codebook)
    if readable:  # otherwise each row that is missing from a coding would be a difference without a decision
        problems += adjudication.check_adjudication(rows["adjudication.csv"], *codings)
    return problems


def check_text(paths: RunPaths, study: loader.Authored) -> list[Problem]:
    """Return the problems for which the text of the brief cannot be read, and those of its predicates.

    Sentences are verified when the brief is built.
    """
    sentences: tuple[Sentence, ...] = ()
    problems = []
    try:
        sentences = parse(paths.text.read_text(encoding="utf-8")).sentences
    except FileNotFoundError:
        problems = [Problem(TEXT, None, "", "the file is missing", "write it")]
    except UnicodeDecodeError as error:
        problems = [Problem(TEXT, None, "", f"byte {error.start} is not UTF-8", "save the file as UTF-8")]
    except BriefError as error:
        problems = [_problem(*line.partition(": ")[::2]) for line in str(error).splitlines()]
    ids = settings_files.article_ids(study)
    return problems + findings.read(study.settings.get("analysis"), sentences, study.codebook, ids)[1]


def _problem(place: str, said: str) -> Problem:
    message, _, fix = said.rpartition("; ")
    return Problem(place, None, "", message, fix)
