"""What files of settings (``cika.toml``) say of a build: our own command line knows."""

from generator.pipeline import Source
from generator.studio.build_choices import OPTIONS, Values
from generator.studio.jobs import Jobs
from generator.studio.workspace import Workspace


def settings_for(here: Workspace, jobs: Jobs, source: Source) -> Values:
    """Return the options of a build that files of settings set for a text, with their values.
    Raises InputError where such a file cannot be read."""
    rows = jobs.result_of("settings", here.typed(source.path), "--json")
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if row["command"] == "build" and row["option"] in OPTIONS:
            found[row["option"]] = _values(row["shown"])
    return found


def _values(written: str) -> tuple[str, ...]:
    """Return what stands in TOML, as options take it."""
    import tomllib

    value = tomllib.loads(f"value = {written}")["value"]
    if value is False:
        return ()
    values = value if isinstance(value, list) else [value]
    return tuple("yes" if one is True else str(one) for one in values)
