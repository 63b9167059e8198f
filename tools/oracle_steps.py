"""The steps of the oracle: commands as a person would give them, and what is done between them."""

from prelude import ROOT

import itertools
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

LETTER = "seeds/1953-12-19-letter-to-the-spark-collective-farm.txt"
LESSONS = "seeds/first-steps"
CLOCK = 1_700_000_000
LATER = CLOCK + 86_400
EXPORTS = ("anki", "csv", "quizlet", "pleco", "pleco-xml", "jsonl", "html", "epub", "tmx")


@dataclass(frozen=True)
class Step:
    """One command; ``{out}`` in it is the folder of its chain, ``{in}`` that of inputs."""

    name: str
    command: tuple[str, ...]
    prints: bool = False
    """Whether its standard output is for programs."""
    clock: int = CLOCK
    before: Callable[[Path], None] | None = None
    """What is done to the folder first."""


Chain = tuple[Step, ...]
"""Steps in one folder, one after the other."""


def build(name: str, source: str, *options: str, clock: int = CLOCK) -> Step:
    """Make the step that builds a source."""
    return Step(name, ("build", source, "-o", "{out}", "--jobs", "1", *options), clock=clock)


def printing(name: str, *command: str) -> Step:
    """Make a step whose standard output is for programs."""
    return Step(name, command, prints=True)


def chains(*, with_pairs: bool) -> list[Chain]:
    """List all chains, those that take long first."""
    found = [*pair_chains()] if with_pairs else []
    return [
        *found,
        *deck_chains(),
        corrected_chain(),
        *sheet_chains(),
        *table_chains(),
        *odd_chains(),
    ]


def pair_chains() -> Iterator[Chain]:
    """List what is made from Tatoeba's pairs."""
    articles = "{in}/articles"
    yield (build("tatoeba-build", articles),)
    yield (build("tatoeba-order", articles, "--order", "reading", "--hsk", "2", "--names"),)
    yield (build("tatoeba-formats", "{in}/formats"),)
    yield (printing("tatoeba-annotate", "annotate", "{in}/lines.tsv"),)
    files = ("{in}/lines.zh", "{in}/lines.en")
    yield (printing("tatoeba-align", "align", *files, "--sentences"),)
    yield (printing("tatoeba-align-plain", "align", *files, "--sentences", "--without-embeddings"),)
    yield (printing("tatoeba-report", "report", articles, "--hsk", "3", "--json"),)
    two = ("--zh", "{in}/lines.zh", "--en", "{in}/lines.en", "--title", "Lines")
    yield (Step("tatoeba-two-files", ("build", *two, "-o", "{out}", "--jobs", "1")),)


def deck_chains() -> Iterator[Chain]:
    """List the builds of the letter and of the lessons."""
    yield (
        build("seeds", "seeds"),
        build("seeds-again", "seeds"),
        build("seeds-forced", "seeds", "--force", clock=LATER),
        build("seeds-changed", "seeds", "--cards", "cloze", "--tones", "mdbg", clock=LATER),
        Step("ledger", ("ledger", "{out}"), before=lose_tables),
        build("ledger-build", "seeds", clock=LATER),
    )
    yield (build("seeds-json", "seeds", "--json"),)
    for name, options in LETTERS.items():
        yield (build(f"letter-{name}", LETTER, *options.split()),)
    for name, options in SETS.items():
        yield (build(f"set-{name}", LESSONS, *options.split()),)


LETTERS = {
    "cards-all": "--cards all",
    "strokes": "--strokes all --cards writing",
    "traditional": "--script traditional",
    "both-scripts": "--script both --size large",
    "zhuyin": "--phonetic zhuyin",
    "spoken": "--speech spoken --tones pleco --phonetic both",
    "order-reading": "--order reading",
    "order-frequency": "--order frequency --cards production,order",
    "order-level": "--order level --max-words 40",
    "hsk": "--hsk 3",
    "hsk-old": "--hsk 4 --hsk-standard 2.0 --coverage 95%",
    "top": "--top 1000 --tones hanping",
    "known": "--known {in}/known.txt --stop {in}/stop.txt",
    "names": "--names --include-unsure",
    "title": "--title Letter --from article",
}
"""Options of builds of the letter."""
SETS = {
    "cards-all": "--cards all --phonetic both --tones pleco --script both",
    "order": "--order reading --strokes all --speech spoken --names",
    "wishes": "--include-unsure --size small --more-contexts",
}
"""Options of builds of the lessons."""


def corrected_chain() -> Chain:
    """List the steps of a person who corrects a text."""
    text = "{out}/letter.txt"
    decks = ("-o", "{out}/decks", "--jobs", "1")
    return (
        Step("correct-build", ("build", text, *decks), before=copy_letter),
        Step("correct-words", ("words", text, "--write", "--decks", "{out}/decks")),
        Step("correct-align", ("align", text)),
        Step("correct-built", ("build", text, *decks), clock=LATER, before=correct),
        Step("correct-words-again", ("words", text, "--write", "--decks", "{out}/decks")),
        Step("correct-export", ("export", text, "--to", "jsonl", "-o", "{out}/exports")),
    )


def sheet_chains() -> Iterator[Chain]:
    """List handouts, exports and pages."""
    for name, source in (("letter", LETTER), ("lessons", LESSONS)):
        to = itertools.chain.from_iterable(("--to", kind) for kind in EXPORTS)
        yield (Step(f"export-{name}", ("export", source, *to, "-o", "{out}")),)
        handout = ("handout", source, "--kinds", "all", "-o", "{out}", "--decks", "{out}/decks")
        yield (Step(f"handout-{name}", handout),)
        for kind, options in HANDOUTS.items():
            yield (Step(f"handout-{name}-{kind}", (*handout, *options.split())),)
        page = ("--html", "{out}/page.html", "--no-open")
        yield (Step(f"report-{name}-html", ("report", source, *page)),)
    few = "--to anki --to csv --to quizlet --sentences --bom -o {out}"
    yield (Step("export-sentences", ("export", LETTER, *few.split())),)
    many = "--to html --to epub --ruby new --tones pleco --phonetic both --script traditional"
    yield (Step("export-looks", ("export", LETTER, *many.split(), "-o", "{out}")),)
    known = "--to csv --to pleco --hsk 3 --names --order reading --include-unsure -o {out}"
    yield (Step("export-wishes", ("export", LETTER, *known.split())),)
    preview = ("preview", LETTER, "--no-open", "--decks", "{out}/decks", "-o", "{out}/page.html")
    yield (Step("preview", preview),)
    yield (Step("preview-all", (*preview, "--cards", "all", "--tones", "mdbg")),)
    yield (
        build("preview-deck-build", LESSONS),
        Step("preview-deck", ("preview", "{out}/first-steps/first-steps.apkg", "--no-open")),
    )


HANDOUTS = {
    "facing": "--translation facing --paper letter --ruby all --gloss below --phonetic zhuyin",
    "versions": "--versions 3 --seed TERM1 --items 4 --script traditional --size large",
    "plain": "--translation none --ruby none --gloss none --lines paragraphs --hsk 2 --names",
}
"""Options of handouts."""


def table_chains() -> Iterator[Chain]:
    """List what is printed."""
    for name, source in (("letter", LETTER), ("lessons", LESSONS), ("seeds", "seeds")):
        yield (Step(f"report-{name}", ("report", source)),)
        yield (printing(f"report-{name}-json", "report", source, "--hsk", "3", "--json"),)
    yield (printing("report-quick", "report", LETTER, "--quick", "--json"),)
    words = ("words", LETTER, "--decks", "{out}/decks")
    yield (printing("words", *words),)
    yield (printing("words-json", *words, "--json", "--hsk", "2", "--names"),)
    yield (printing("align-print", "align", LETTER, "--print"),)
    yield (printing("align-json", "align", LETTER, "--json"),)
    yield (Step("align-tmx", ("align", LETTER, "--tmx", "{out}/letter.tmx")),)
    yield (Step("set-show", ("set", "show", LESSONS)),)
    yield (printing("set-show-table", "set", "show", LESSONS, "--table"),)
    yield (printing("set-show-json", "set", "show", LESSONS, "--json"),)
    yield (
        Step("set-new", ("set", "new", "{out}"), before=copy_lessons),
        build("set-built", "{out}"),
    )
    yield (Step("settings", ("settings", "seeds")),)
    yield (Step("settings-new", ("settings", "--new")),)
    yield (Step("settings-all", ("settings", "seeds", "--all")),)
    yield (printing("settings-json", "settings", "seeds", "--all", "--json"),)


def odd_chains() -> Iterator[Chain]:
    """List help and mistakes."""
    commands = "build report preview push words align set handout export settings ledger annotate"
    for command in ("", *commands.split(), "set new", "set show"):
        yield (Step("-".join(("help", *command.split())), (*command.split(), "--help")),)
    yield (build("mistake-missing", "{in}/nothing.txt"),)
    yield (build("mistake-empty", "{in}/empty.txt"),)
    yield (build("mistake-cards", LETTER, "--cards", "nonsense"),)
    yield (build("mistake-known", LETTER, "--known", "{in}/nothing.txt"),)
    yield (build("mistake-format", LETTER, "--from", "tmx"),)
    yield (Step("mistake-set", ("set", "show", "{in}")),)
    yield (Step("mistake-ledger", ("ledger", "{in}/nothing")),)


# -- what is done between steps


def copy_letter(folder: Path) -> None:
    """Copy the letter, so that tables can be written beside it."""
    shutil.copy(ROOT / LETTER, folder / "letter.txt")


def copy_lessons(folder: Path) -> None:
    """Copy the lessons without what makes them a set."""
    for path in sorted((ROOT / LESSONS).glob("*.txt")):
        shutil.copy(path, folder / path.name)


def lose_tables(folder: Path) -> None:
    """Remove the tables of notes."""
    for path in folder.rglob("*.tsv"):
        path.unlink()


def correct(folder: Path) -> None:
    """Add words of a person's own, and take one out."""
    lines = "汽机场\t\tsteam-turbine workshop\n更加|劲\n劳动+模范\t\tmodel worker\n我们\t\t\tx\n"
    path = folder / "letter.words.tsv"
    text = path.read_text("utf-8")
    path.write_text(text.rstrip("\n") + "\n" + lines, "utf-8")
