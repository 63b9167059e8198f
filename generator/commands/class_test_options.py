"""Options of tests: whether one is made, of which lessons, for whom."""

import re

import click

from generator.commands.options import A_FILE, with_options

RANGE = re.compile(r"(\d+)(?:\s*[-–]\s*(\d+))?")
MAX_LESSON = 999


def _lessons(
    context: click.Context, option: click.Parameter, values: tuple[str, ...]
) -> frozenset[int]:
    """Read numbers and ranges of lessons."""
    found: set[int] = set()
    for part in ",".join(values).split(",") if values else ():
        match = RANGE.fullmatch(part.strip())
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last <= MAX_LESSON:
            raise click.BadParameter(
                f"expected the number of a lesson, or several as 4-6 or 1,3, found {part!r}.",
                context,
                option,
            )
        found.update(range(first, last + 1))
    return frozenset(found)


with_lessons = click.option(
    "--lesson",
    "--lessons",
    "lessons",
    multiple=True,
    callback=_lessons,
    metavar="N|N-M",
    help="Only this lesson of a SET, or these: 3, 4-6, or 1,4-6; may be repeated.",
)
"""Adds the option that chooses lessons."""
TEST_OPTION = click.option(
    "--test",
    "is_test",
    is_flag=True,
    is_eager=True,
    help=(
        "Make a test instead: all lessons on one sheet, with points, in --versions that ask equally"
        " much, and its key. --kinds and --exercises choose the exercises."
    ),
)
CLASS_OPTION = click.option(
    "--class",
    "students",
    type=A_FILE,
    metavar="FILE",
    help=(
        "Test: a list of names, one a line; each student gets a sheet, the versions in turn. With a"
        " column 'group', that of her group in a SET with groups."
    ),
)
WRITE_OPTION = click.option(
    "--write",
    is_flag=True,
    help=(
        "Test: write its items as a table beside SET or TEXT, NAME.test.tsv, instead of sheets;"
        " edit it, and make the test without --write."
    ),
)
DOCX_OPTION = click.option(
    "--docx", is_flag=True, help="Test: write Word documents, to edit, instead of HTML."
)
AUDIO_OPTION = click.option(
    "--audio",
    default="",
    metavar="ENGINE",
    help=(
        "Test: a sound file for each version of what is read aloud: espeak (offline), edge or"
        " edge:VOICE (Microsoft's voices, needs a network), or folder:PATH (your recordings)."
    ),
)
GROUP_OPTION = click.option(
    "--group", metavar="NAME", help="Only this group of the students of a SET."
)
with_test = with_options(
    TEST_OPTION, CLASS_OPTION, GROUP_OPTION, WRITE_OPTION, DOCX_OPTION, AUDIO_OPTION
)
"""Adds the options of a test."""
