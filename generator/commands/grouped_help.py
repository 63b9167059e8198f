"""Help in groups: what a command has many options for is easier to find under a heading."""

from collections.abc import Mapping, Sequence

import click

TEXT = "The text"
WORDS = "What you know, and which words you want"
CARDS = "How cards look and sound"
SHEETS = "What is on the sheets"
OUTPUT = "What is written, and where"
GROUP_OF = {
    **dict.fromkeys(("zh", "en", "beads", "format", "title", "include_unsure"), TEXT),
    **dict.fromkeys(("known", "known_days", "known_from_anki", "anki_url", "anki_key"), WORDS),
    **dict.fromkeys(("hsk", "hsk_standard", "top", "stop", "names", "skip_guessable"), WORDS),
    **dict.fromkeys(("max_words", "coverage", "order", "more_contexts"), WORDS),
    **dict.fromkeys(("cards", "tones", "phonetic", "speech", "script", "size"), CARDS),
    **dict.fromkeys(("strokes", "audio", "ruby"), CARDS),
    **dict.fromkeys(("sheets", "kinds", "paper", "translation", "gloss", "lines"), SHEETS),
    **dict.fromkeys(("exercises", "items", "versions", "seed", "boxes", "characters"), SHEETS),
    **dict.fromkeys(("is_test", "without", "students", "lessons", "hide"), SHEETS),
}
"""Name of a parameter -> the heading that it stands under; all others say what is written."""
HEADINGS = (WORDS, CARDS, SHEETS, TEXT, OUTPUT)
MIN_OPTIONS = 12
"""Options from which a list is too long to be read as one."""

Lines = list[tuple[str, str]]
"""What help shows of options: their names, and what they mean."""


class GroupedCommand(click.Command):
    """A command whose help has its options under headings."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, a heading for each group."""
        groups: dict[str, Lines] = {heading: [] for heading in HEADINGS}
        count = 0
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None:
                groups[GROUP_OF.get(parameter.name or "", OUTPUT)].append(record)
                count += 1
        if count < MIN_OPTIONS:
            super().format_options(ctx, formatter)
            return
        for heading, lines in groups.items():
            write_list(formatter, heading, lines)


def write_list(formatter: click.HelpFormatter, heading: str, lines: Lines) -> None:
    """Write names and what they mean under a heading; nothing where there are none."""
    if lines:
        with formatter.section(heading):
            formatter.write_dl(lines)


def command_lines(commands: Mapping[str, click.Command], names: Sequence[str], width: int) -> Lines:
    """Return what help shows of commands."""
    return [(name, commands[name].get_short_help_str(width)) for name in names]
