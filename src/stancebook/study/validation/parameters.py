"""The check of a run's parameters.

>>> from stancebook.study.loader import Authored
>>> authored = Authored({}, None, None, [{"article": "010"}], {}, {})
>>> print(*check_parameters(authored, exclude_articles="010", min_confidence=4), sep="\\n")
parameters, min_confidence: '4' is no confidence; use 1, 2 or 3
parameters, exclude_articles: no article is left; leave one in
"""

from __future__ import annotations

from functools import partial

from stancebook.core.authored.cell_checks import check_article
from stancebook.core.english import one_of
from stancebook.core.paths import ADJUDICATED
from stancebook.core.problems import Problem, suggestion
from stancebook.study.coders import MANY
from stancebook.study.loader import Authored
from stancebook.study.validation.settings_files import article_ids


def check_parameters(
    authored: Authored,
    coding: str = ADJUDICATED,
    min_confidence: int | str = 1,
    exclude_articles: str = "",
    issue: str = "",
    **_: str,
) -> list[Problem]:
    """Return the problems of a run's parameters."""
    problem = partial(Problem, "parameters", None)
    articles, excluded, problems = article_ids(authored), exclude_articles.split(), []
    codings = (ADJUDICATED, *authored.people.coders)
    if coding not in codings:
        use = f"use {one_of(codings)}"
        fix = use if len(codings) <= MANY else suggestion(coding, codings, use)
        problems.append(problem("coding", f"'{coding}' is no coding", fix))
    if str(min_confidence) not in ("1", "2", "3"):
        problems.append(problem("min_confidence", f"'{min_confidence}' is no confidence", "use 1, 2 or 3"))
    for article in excluded if articles else ():  # without sources, that is the problem
        problems += check_article("parameters", None, {"exclude_articles": article}, articles, "exclude_articles")
    if articles and not set(articles) - set(excluded):
        problems.append(problem("exclude_articles", "no article is left", "leave one in"))
    if issue and authored.codebook and issue not in authored.codebook.issues:
        fix = suggestion(issue, authored.codebook.issues, "use an id of its issues")
        problems.append(problem("issue", f"'{issue}' is not in the codebook", fix))
    return problems
