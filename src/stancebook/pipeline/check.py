"""Check a study: find every problem in the authored files and in the parameters of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stancebook.analysis import findings
from stancebook.brief.inline import TEXT, BriefError
from stancebook.brief.text import Sentence, parse
from stancebook.core.english import enumerate_words
from stancebook.core.paths import RunPaths
from stancebook.core.problems import Problem, check_ids, merged, renumbered
from stancebook.core.tables import Rows
from stancebook.study import adjudication, due, fact_decisions, freeze, loader, marks
from stancebook.study.study import Study
from stancebook.study.validation import coded_rows, decisions, parameters, settings_files

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
        problems += _check_codings(run.paths, study, readable)
        if FACTS.isdisjoint(problem.file for problem in problems):
            placed = fact_decisions.place_all(study.rows, study.articles)
            problems += _check_fact_decisions(run.paths, study.rows["fact_decisions.csv"], placed)
        problems += check_text(run.paths, study)
        problems += marks.check_marks(run.paths.coded, study.articles, settings_files.article_ids(study))
    problems += in_codebook + coded_rows.check_freeze(run.paths, study.rows)
    return merged(renumbered(problem, study.numbers.get(problem.file, ())) for problem in problems)


def hints(run: Study) -> list[str]:
    """Return what is worth knowing and no problem: how a spreadsheet's files were read, and who has not coded yet."""
    study = run.authored[0]
    read = {file: enumerate_words(_cut(how), "and") for file, how in study.how.items() if how}
    coded = any(study.rows[name] for name in study.rows.keys() & COMPARED)
    empty = [name for name in freeze.FILES if coded and not study.rows[name] and (run.paths.coded / name).exists()]
    return [f"{file}: read {how}, as a spreadsheet saved it" for file, how in read.items()] + [
        f"{file}: it has a header and no rows yet" for file in empty
    ]


def _cut(how: Sequence[str], most: int = 4) -> list[str]:
    """Return the first of many changes, and how many more there are."""
    return [*how] if len(how) <= most else [*how[: most - 1], f"{len(how) - most + 1} more cells likewise"]


def _check_codings(paths: RunPaths, study: loader.Authored, readable: bool) -> list[Problem]:
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
        problems += _check_adjudication(paths, rows[adjudication.FILE], *codings)
    return problems


def _check_adjudication(paths: RunPaths, taken: Rows, coding_a: Rows, coding_b: Rows) -> list[Problem]:
    """Return the problems of decisions beside the codings, and of those that are due and not taken."""
    differences = adjudication.decisions_due(coding_a, coding_b)
    to_take = due.decisions_to_take(taken, coding_a, coding_b, differences)
    there = None if loader.is_absent(paths.coded, adjudication.FILE) else taken
    return adjudication.check_due(taken, differences, coding_a + coding_b) + decisions.check_taken(to_take, there)


def _check_fact_decisions(paths: RunPaths, taken: Rows, placed: Mapping[str, Rows]) -> list[Problem]:
    """Return the problems of decisions on facts, and of those that are due and not taken."""
    problems = fact_decisions.check_due(taken, placed)
    wrong = fact_decisions.questions(taken, problems)  # once they are right, fewer decisions may be due
    to_take = due.fact_decisions_to_take(taken, placed)
    asked = [row for row in to_take if (row["article"], row["attribute"]) not in wrong]
    there = None if loader.is_absent(paths.coded, fact_decisions.FILE) else taken
    return problems + decisions.check_facts_taken(asked, there)


def check_text(paths: RunPaths, study: loader.Authored) -> list[Problem]:
    """Return the problems for which the text of the brief cannot be read, and those of its predicates.

    Sentences are verified when the brief is built.
    """
    sentences: tuple[Sentence, ...] = ()
    problems = []
    try:
        sentences = parse(paths.text.read_text(encoding="utf-8")).sentences
    except FileNotFoundError:
        problems = [Problem(TEXT, None, "", loader.MISSING, "write it")]
    except UnicodeDecodeError as error:
        problems = [Problem(TEXT, None, "", f"byte {error.start} is not UTF-8", "save the file as UTF-8")]
    except BriefError as error:
        problems = [_problem(*line.partition(": ")[::2]) for line in str(error).splitlines()]
    ids = settings_files.article_ids(study)
    return problems + findings.read(study.settings.get("analysis"), sentences, study.codebook, ids)[1]


def _problem(place: str, said: str) -> Problem:
    message, _, fix = said.rpartition("; ")
    return Problem(place, None, "", message, fix)
