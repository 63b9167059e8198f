"""Options that say what the learner knows and which words are wanted."""

import re
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from generator.anki.studied_notes import AnkiHolding
    from generator.study import WordSelection

EVERYTHING = "deck:*"
"""Anki's search for all cards."""
PERCENT = re.compile(r"(\d+(?:\.\d+)?|\.\d+)\s*(%?)")


def _share(
    context: click.Context, option: click.Parameter, value: str | float | None
) -> float | None:
    """A share of the running words, over 0 and up to 1: ``95%``, ``95`` and ``0.95`` are the
    same."""
    if value is None:
        return None
    found = PERCENT.fullmatch(str(value).strip())
    number = float(found[1]) if found else 0.0
    share = number / 100 if found and (found[2] or number > 1) else number
    if found is None or not 0 < share <= 1 or (number == 1 and not found[2]):
        raise click.BadParameter(
            f"{value!r} is no share of the running words. Write it as 95%, or as 0.95.",
            context,
            option,
        )
    return share


WISHED = {"known", "known_from_anki", "hsk", "top", "stop", "names", "max_words", "coverage"}
"""Options that wish something; the others say how they are meant."""
WISH_OPTIONS = (
    click.option(
        "--known",
        multiple=True,
        metavar="FILE",
        type=click.Path(path_type=Path),
        help=(
            "Words that you know: they get no card. A list (one word a line, CSV, XLSX, Pleco,"
            " Anki's text export), or what Anki exported (.apkg, .colpkg, collection.anki2). May be"
            " given several times."
        ),
    ),
    click.option(
        "--known-days",
        type=click.IntRange(min=0),
        default=21,
        show_default=True,
        metavar="N",
        help="Interval of an Anki card from which its word counts as known.",
    ),
    click.option(
        "--known-from-anki",
        metavar="SEARCH",
        help=(
            "Ask the Anki that is running (with AnkiConnect) which words you know, among the cards"
            " that this search of Anki's browser finds: 'deck:Chinese'; or all."
        ),
    ),
    click.option(
        "--anki-url", default="", help="Address of AnkiConnect; http://127.0.0.1:8765 unless given."
    ),
    click.option(
        "--anki-key",
        default="",
        envvar="ANKICONNECT_KEY",
        help="Its apiKey, where one is set; or set ANKICONNECT_KEY.",
    ),
    click.option(
        "--hsk",
        type=click.IntRange(1, 9),
        metavar="N",
        help="Words of HSK 1 to N count as known (7, 8 and 9 are one list).",
    ),
    click.option(
        "--hsk-standard",
        type=click.Choice(("2.0", "2021", "2025")),
        default="2025",
        show_default=True,
        help="Which HSK --hsk means.",
    ),
    click.option(
        "--top",
        type=click.IntRange(min=1),
        metavar="N",
        help="The N most frequent words of Chinese count as known.",
    ),
    click.option(
        "--stop",
        multiple=True,
        metavar="FILE",
        type=click.Path(path_type=Path),
        help=(
            "Words that get no card although you do not know them. Files as for --known; may be"
            " given several times."
        ),
    ),
    click.option(
        "--names/--no-names", default=False, help="Make cards of names, too.  [default: no-names]"
    ),
    click.option(
        "--max-words",
        type=click.IntRange(min=1),
        metavar="N",
        help="At most N words of a text, those that give most.",
    ),
    click.option(
        "--coverage",
        metavar="SHARE",
        callback=_share,
        help="No more words than take you to this share of the running words: 95%.",
    ),
)


def wish_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say which words are to be learnt; ``wishes_of`` reads them."""
    for option in reversed(WISH_OPTIONS):
        command = option(command)
    return command


def lists_of(options: Mapping[str, Any]) -> tuple[Path, ...]:
    """The files that were named as lists of words."""
    return (*options["known"], *options["stop"])


def without(options: Mapping[str, Any], settled: Collection[str]) -> dict[str, Any]:
    """The same options as if no file of settings spoke of knowledge: a class set says itself what
    its students know."""
    blank: Mapping[type, Any] = {tuple: (), bool: False}
    return {
        name: blank.get(type(value)) if name in WISHED and name in settled else value
        for name, value in options.items()
    }


def wishes_of(options: Mapping[str, Any]) -> "WordSelection":
    """Read all that was named, and make one record of all wishes; says on standard error what each
    list holds."""
    from generator.pipeline import known_words
    from generator.study import WordSelection

    lexicon = known_words.open_dictionary()
    days = options["known_days"]
    sources = [known_words.of_file(path, days, lexicon) for path in options["known"]]
    if (search := options["known_from_anki"]) is not None:
        if not search.strip():
            raise click.UsageError(
                "--known-from-anki takes a search of Anki's browser, such as deck:Chinese, or all."
            )
        sources.append(
            known_words.of_anki(_from_anki(search, days, options), days, f"Anki, {search}", lexicon)
        )
    if level := options["hsk"]:
        highest = known_words.highest_level(options["hsk_standard"])
        if level > highest:
            raise click.UsageError(
                f"HSK {options['hsk_standard']} has the levels 1 to {highest}. Name another"
                " standard: --hsk-standard."
            )
        sources.append(known_words.of_level(level, options["hsk_standard"], lexicon))
    if count := options["top"]:
        sources.append(known_words.of_frequency(count, lexicon))
    stops = [known_words.of_file(path, 0, lexicon) for path in options["stop"]]
    for source in sources:
        click.echo(f"known: {source.where}: {source.remark}", err=True)
    for source in stops:
        click.echo(f"no cards: {source.where}: {source.remark}", err=True)
    return WordSelection(
        known_words.together(sources),
        known_words.all_of(stops),
        options["names"],
        options["max_words"],
        options["coverage"],
    )


def _from_anki(search: str, days: int, options: Mapping[str, Any]) -> "AnkiHolding":
    """What the Anki that is running says: the one thing here that needs it."""
    from generator.anki.connect import EXPORTED, URL, Anki

    anki = Anki(options["anki_url"] or URL, options["anki_key"], "--anki-", EXPORTED)
    return anki.holding(EVERYTHING if search.strip().lower() == "all" else search, days)
