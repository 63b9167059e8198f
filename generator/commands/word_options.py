"""Options that say what the learner knows and which words are wanted."""

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from generator.base.choices import HSK_SYLLABUSES, MATURE_DAYS
from generator.commands.options import A_FILE, WholeNumber, with_options

if TYPE_CHECKING:
    from generator.anki.studied_notes import AnkiHolding
    from generator.lexicon.dictionary import Dictionary
    from generator.pipeline.known_words import Knowledge
    from generator.study import WordSelection

EVERYTHING = "deck:*"
"""Anki's search for all cards."""
SHARE = re.compile(r"(\d+(?:\.\d+)?|\.\d+)\s*(%?)")


def _share(
    context: click.Context, option: click.Parameter, value: str | float | None
) -> float | None:
    """Read a share of the running words, over 0 and up to 1: ``95%``, ``95`` and ``0.95`` are the
    same."""
    if value is None:
        return None
    found = SHARE.fullmatch(str(value).strip())
    share = _as_share(float(found[1]), is_percent=bool(found[2])) if found else None
    if share is None:
        raise click.BadParameter(
            f"{value!r} is no share of the running words. Write it as 95%, or as 0.95.",
            context,
            option,
        )
    return share


def _as_share(number: float, *, is_percent: bool) -> float | None:
    """Return a number as a share; None where it is none, or where 1 may mean 1 % or all."""
    if number == 1 and not is_percent:
        return None
    share = number / 100 if is_percent or number > 1 else number
    return share if 0 < share <= 1 else None


# -- what is known

KNOWN_OPTION = click.option(
    "--known",
    multiple=True,
    metavar="FILE",
    type=A_FILE,
    help=(
        "Words that you know: they get no card. A list (one word a line, CSV, XLSX, Pleco,"
        " Anki's text export), or what Anki exported (.apkg, .colpkg, collection.anki2). May be"
        " given several times."
    ),
)
KNOWN_DAYS_OPTION = click.option(
    "--known-days",
    type=WholeNumber(min=0),
    default=MATURE_DAYS,
    show_default=True,
    metavar="N",
    help="Interval of an Anki card from which its word counts as known.",
)
KNOWN_FROM_ANKI_OPTION = click.option(
    "--known-from-anki",
    metavar="SEARCH",
    help=(
        "Ask the Anki that is running (with AnkiConnect) which words you know, among the cards"
        " that this search of Anki's browser finds: 'deck:Chinese'; or all."
    ),
)
ANKI_URL_OPTION = click.option(
    "--anki-url", default="", help="Address of AnkiConnect; http://127.0.0.1:8765 unless given."
)
ANKI_KEY_OPTION = click.option(
    "--anki-key",
    default="",
    envvar="ANKICONNECT_KEY",
    help="Its apiKey, where one is set; or set ANKICONNECT_KEY.",
)
HSK_OPTION = click.option(
    "--hsk",
    type=WholeNumber(1, 9),
    metavar="N",
    help="Words of HSK 1 to N count as known (7, 8 and 9 are one list).",
)
HSK_STANDARD_OPTION = click.option(
    "--hsk-standard",
    type=click.Choice(tuple(HSK_SYLLABUSES)),
    default="2025",
    show_default=True,
    help="Which HSK --hsk means.",
)
TOP_OPTION = click.option(
    "--top",
    type=WholeNumber(min=1),
    metavar="N",
    help="The N most frequent words of Chinese count as known.",
)

# -- which of the others are wanted

STOP_OPTION = click.option(
    "--stop",
    multiple=True,
    metavar="FILE",
    type=A_FILE,
    help=(
        "Words that get no card although you do not know them. Files as for --known; may be"
        " given several times."
    ),
)
NAMES_OPTION = click.option(
    "--names/--no-names", default=False, help="Make cards of names, too.  [default: no-names]"
)
GUESSABLE_OPTION = click.option(
    "--skip-guessable",
    is_flag=True,
    help="No cards of words whose characters are all in words that you know.",
)
MAX_WORDS_OPTION = click.option(
    "--max-words",
    type=WholeNumber(min=1),
    metavar="N",
    help="At most N words of a text, those that give most.",
)
COVERAGE_OPTION = click.option(
    "--coverage",
    metavar="SHARE",
    callback=_share,
    help="No more words than take you to this share of the running words: 95%.",
)
word_selection_options = with_options(
    KNOWN_OPTION,
    KNOWN_DAYS_OPTION,
    KNOWN_FROM_ANKI_OPTION,
    ANKI_URL_OPTION,
    ANKI_KEY_OPTION,
    HSK_OPTION,
    HSK_STANDARD_OPTION,
    TOP_OPTION,
    STOP_OPTION,
    NAMES_OPTION,
    GUESSABLE_OPTION,
    MAX_WORDS_OPTION,
    COVERAGE_OPTION,
)
"""Adds the options that say which words are to be learnt; ``word_selection_of`` reads them."""
CHOOSING = {
    *("known", "known_from_anki", "hsk", "top", "stop", "names"),
    *("skip_guessable", "max_words", "coverage"),
}
"""Parameters that choose words; the others say how they are meant."""
BLANK: Mapping[type, Any] = {tuple: (), bool: False}
"""Values of options that were not given, where they are not None."""


def word_lists_of(options: Mapping[str, Any]) -> tuple[Path, ...]:
    """Return the files that were named as lists of words."""
    return (*options["known"], *options["stop"])


def without_word_selection(options: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    """Return the same options as if those of ``names`` that choose words had not been given."""
    kept = dict(options)
    for name in CHOOSING.intersection(names):
        kept[name] = BLANK.get(type(options[name]))
    return kept


def choices_of(options: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the options that a deck remembers, as far as they were named, with their values as
    typed; paths absolute."""
    from generator.pipeline.remembered import PATHS, REMEMBERED

    given = click.get_current_context().get_parameter_source
    choices: dict[str, tuple[str, ...]] = {}
    for option in REMEMBERED:
        name = option.replace("-", "_")
        value = options.get(name)
        if given(name) is ParameterSource.DEFAULT or value is None:
            continue
        values = value if isinstance(value, tuple) else (value,)
        if option in PATHS:
            values = tuple(path.absolute() for path in values)
        choices[option] = tuple("yes" if one is True else str(one) for one in values)
    return choices


def word_selection_of(options: Mapping[str, Any]) -> "WordSelection":
    """Read all that was named, and make one record of all choices; say on standard error what each
    list holds."""
    from generator.pipeline import known_words
    from generator.study import WordSelection

    lexicon = known_words.open_dictionary()
    sources = _known(options, lexicon)
    stops = [known_words.of_file(path, 0, lexicon) for path in options["stop"]]
    for source in sources:
        click.echo(f"known: {source.where}: {source.remark}", err=True)
    for source in stops:
        click.echo(f"no cards: {source.where}: {source.remark}", err=True)
    return WordSelection(
        known=known_words.together(sources),
        stop=known_words.all_of(stops),
        names=options["names"],
        max_words=options["max_words"],
        coverage=options["coverage"],
        skip_guessable=options["skip_guessable"],
    )


def _known(options: Mapping[str, Any], lexicon: "Dictionary") -> "list[Knowledge]":
    """Read what the learner knows, from each place that was named."""
    from generator.pipeline import known_words

    days = options["known_days"]
    sources = [known_words.of_file(path, days, lexicon) for path in options["known"]]
    search = options["known_from_anki"]
    if search is not None:
        holding = _from_anki(search, options)
        sources.append(known_words.of_anki(holding, days, f"Anki, {search}", lexicon))
    if options["hsk"]:
        level = _checked_level(options["hsk"], options["hsk_standard"])
        sources.append(known_words.of_level(level, options["hsk_standard"], lexicon))
    if options["top"]:
        sources.append(known_words.of_frequency(options["top"], lexicon))
    return sources


def _checked_level(level: int, standard: str) -> int:
    """Return a level that the syllabus has."""
    from generator.pipeline import known_words

    highest = known_words.highest_level(standard)
    if level > highest:
        raise click.UsageError(
            f"HSK {standard} has the levels 1 to {highest}. Name another standard: --hsk-standard."
        )
    return level


def _from_anki(search: str, options: Mapping[str, Any]) -> "AnkiHolding":
    """Ask the Anki that is running: the one thing here that needs it."""
    from generator.anki.connect import EXPORTED, URL, Anki

    if not search.strip():
        raise click.UsageError(
            "--known-from-anki takes a search of Anki's browser, such as deck:Chinese, or all."
        )
    if search.strip().lower() == "all":
        search = EVERYTHING
    anki = Anki(options["anki_url"] or URL, options["anki_key"], "--anki-", EXPORTED)
    return anki.holding(search, options["known_days"])
