"""How many examples a property test tries, in proportion to the profile: few in make test, many in make test-slow."""

from collections.abc import Callable

import pytest
from hypothesis import settings

from counts import count


def examples(times: float, **more) -> settings:
    """Return hypothesis' settings with `times` the examples of the loaded profile, and more settings."""
    return settings(max_examples=round(times * settings().max_examples), **more)


def counted(part: str, full: int) -> Callable:
    """Return a decorator that makes a property test one of the matrix: `full` examples there, else the profile's."""
    number = count(part, full=full, small=settings().max_examples)
    return lambda test: pytest.mark.matrix(part, cases=number)(settings(max_examples=number)(test))
