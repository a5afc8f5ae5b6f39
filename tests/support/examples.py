"""How many examples a property test tries, in proportion to the profile: few in make test, many in make test-slow."""

from hypothesis import settings


def examples(times: float, **more) -> settings:
    """Return hypothesis' settings with `times` the examples of the loaded profile, and more settings."""
    return settings(max_examples=round(times * settings().max_examples), **more)
