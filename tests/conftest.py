"""One Hypothesis profile for every test: no clock decides whether a test passes."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "winset", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("winset")
