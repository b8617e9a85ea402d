"""How hypothesis tries examples here."""

from hypothesis import settings

# A busy machine makes nothing wrong: how long an example takes is for the benchmark to say.
settings.register_profile("portal", deadline=None)
settings.load_profile("portal")
