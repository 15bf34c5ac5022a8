"""Two Hypothesis profiles: the same examples at every run, or many new ones when somebody goes looking."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "winset", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True, derandomize=True
)
settings.register_profile("explore", settings.get_profile("winset"), derandomize=False, database=None)
settings.load_profile(os.environ.get("WINSET_TESTS", "winset"))
