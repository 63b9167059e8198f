"""What is said of a build, of words and of tokens: as lines for people, as plain values for
programs."""

from collections.abc import Iterable, Sized
from dataclasses import asdict
from itertools import groupby
from typing import Any

from generator.anki import Written, browser_search
from generator.annotation.corrections import word_and_reading
from generator.base.records import Issue, Token, Word
from generator.pipeline.stages import UNSURE, Built, Study
from generator.texts import machine_cell, written

HELD = "taught by other decks of the folder"
SHOWN = 8
"""Items of a list that the report prints before it says how many there are."""
SHOWN_ISSUES = 3
"""Issues of one kind that the report prints."""


def built_text(built: Built) -> str:
    """Say in a few lines what a build made of a text, and what a person should look at."""
    if built.written is None or built.study is None or built.deck is None:
        return f"{built.package}: up to date."
    study = built.study
    beads = study.aligned.beads
    unsure = sum(bead.confidence < UNSURE for bead in beads)
    left_out: dict[str, Sized] = {
        HELD: study.chosen.held,
        "skipped as you wished": study.chosen.skipped,
        "left out as names (--names)": study.chosen.names,
    }
    lines = [
        f"{built.package}",
        f"  text: {_count(study.aligned.zh, 'Chinese sentence')}, "
        + (
            f"{len(study.aligned.en)} English; {_count(beads, 'pair')}, {unsure} of them unsure"
            if study.aligned.en
            else "no translation"
        ),
        f"  to learn: {_count(study.words, 'word')}, {_count(built.deck.sentences, 'sentence')}"
        + "".join(f"; {_count(words, 'word')} {why}" for why, words in left_out.items() if words)
        + (f"; {_count(built.held_sentences, 'sentence')} {HELD}" if built.held_sentences else ""),
        *_known_lines(study),
        *_limit_lines(study),
        f"  notes: {changes(built.written)}",
        *gone_lines(built.written),
    ]
    if study.chosen.held and not built.written.brought:
        lines.append(
            "  --more-contexts would show sentences of this text on the cards of such words, too"
        )
    if built.written.brought:
        lines.append(
            f"  cards of other decks with a sentence of this text added: {built.written.brought}"
        )
    if study.corrections:
        lines.append(f"  corrections applied: {len(study.corrections)}")
    if missing := [w.token.text for w in study.words if w.token.entry is None]:
        lines.append(f"  not in the dictionary: {_some(missing)}")
    if doubtful := [
        w.token.text for w in study.words if w.token.doubts and w.token.entry is not None
    ]:
        lines.append(
            f"  unsure of reading or sense, worth a look: {_some(doubtful)} (correct them: cli.py"
            " words --help)"
        )
    return "\n".join([*lines, *issue_lines(built.issues, str(built.source.path))])


def _count(things: Sized, name: str) -> str:
    return f"{len(things)} {name}" if len(things) == 1 else f"{len(things)} {name}s"


def _known_lines(study: Study) -> list[str]:
    """What of the text is known already, and how many of the words to learn a reader can guess from
    known characters."""
    lines = [f"  {known_text(study)}"] if study.chosen.known else []
    if guessable := [word.token.headword for word in study.words if word.guessable]:
        lines.append(f"  guessable, made of characters that you know: {_some(guessable)}")
    return lines


def known_text(study: Study) -> str:
    """Say how many words of a text are known already."""
    return (
        f"known: {_count(study.chosen.known, 'word')} of this text (by your lists, levels and Anki)"
    )


def _limit_lines(study: Study) -> list[str]:
    """What was left out to learn only the words that give most, and what these give."""
    if not study.chosen.left_out:
        return []
    after, before = (
        study.chosen.coverage.share(known)
        for known in (study.chosen.coverage.after, study.chosen.coverage.before)
    )
    beyond = (
        f"; {_count(study.chosen.beyond, 'sentence')} with too many of them"
        if study.chosen.beyond
        else ""
    )
    learnt = (
        f"with the words to learn you know {after:.1%} of the running words, without them"
        f" {before:.1%}"
    )
    return [
        f"  left out: {_count(study.chosen.left_out, 'word')} that would give less{beyond}",
        f"  {learnt if study.words else f'you know {before:.1%} of the running words already'}",
    ]


def changes(written: Written) -> str:
    """How many notes are new, changed, unchanged, and no longer made."""
    counts = {
        "new": written.new,
        "changed": written.changed,
        "unchanged": written.unchanged,
        "no longer made (Anki keeps them)": len(written.dropped),
    }
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count)


def gone_lines(written: Written) -> list[str]:
    """How to find the notes that Anki keeps although the deck has them no more."""
    if not written.dropped:
        return []
    shown, rest = written.dropped[:SHOWN], len(written.dropped) - SHOWN
    more = f" … and {rest} more (--json has all)" if rest > 0 else ""
    return [f"    to delete them, search in Anki's browser: {browser_search(shown)}{more}"]


def issue_lines(found: Iterable[Issue], own: str) -> list[str]:
    """Issues, those of one kind together, a few of each; ``own`` is the file that the report is
    about."""
    lines: list[str] = []
    for _, group in groupby(
        sorted(found, key=lambda issue: issue.kind), key=lambda issue: issue.kind
    ):
        issues = list(group)
        for issue in issues[:SHOWN_ISSUES]:
            lines.append(
                f"  note: {issue.detail}"
                if issue.where == own
                else f"  note: {issue.where}: {issue.detail}"
            )
        if len(issues) > SHOWN_ISSUES:
            lines.append(f"  … and {len(issues) - SHOWN_ISSUES} more like this (--json has all)")
    return lines


def _some(items: list[str]) -> str:
    return "、".join(items[:SHOWN]) + (f" … {len(items)} in all" if len(items) > SHOWN else "")


def built_json(built: Built) -> dict[str, Any]:
    """Return the report of a build for programs."""
    report: dict[str, Any] = {
        "text": str(built.source.path),
        "package": str(built.package),
        "up_to_date": built.written is None,
    }
    if built.written is None or built.study is None or built.deck is None:
        return report
    study, written = built.study, built.written
    return report | {
        "twin": str(written.twin),
        "sentences": {"zh": len(study.aligned.zh), "en": len(study.aligned.en)},
        "beads": [
            {"zh": len(b.zh), "en": len(b.en), "confidence": round(b.confidence, 3)}
            for b in study.aligned.beads
        ],
        "words": len(study.words),
        "held": [w.token.headword for w in study.chosen.held],
        "held_sentences": list(built.held_sentences),
        "skipped": [w.token.headword for w in study.chosen.skipped],
        "known": [w.token.headword for w in study.chosen.known],
        "guessable": [w.token.headword for w in study.words if w.guessable],
        "names": [w.token.headword for w in study.chosen.names],
        "left_out": [w.token.headword for w in study.chosen.left_out],
        "sentences_left_out": [study.passages[i].zh for i in sorted(study.chosen.beyond)],
        "coverage": asdict(study.chosen.coverage),
        "corrections": len(study.corrections),
        "sentence_cards": len(built.deck.sentences),
        "notes": {
            "new": written.new,
            "changed": written.changed,
            "unchanged": written.unchanged,
            "gone": len(written.dropped),
        },
        "gone": list(written.dropped),
        "brought": written.brought,
        "not_in_dictionary": [w.token.text for w in study.words if w.token.entry is None],
        "doubtful": [
            {"word": w.token.text, "doubts": w.token.doubts} for w in study.words if w.token.doubts
        ],
        "issues": [{"kind": i.kind, "where": i.where, "detail": i.detail} for i in built.issues],
    }


def token_json(token: Token) -> dict[str, Any]:
    """Return a token as ``annotate`` prints it; the order of the keys is part of that interface."""
    named = (
        "start",
        "end",
        "text",
        "kind",
        "pinyin",
        "headword",
        "reading",
        "gloss",
        "senses",
        "sense_confidence",
        "english",
        "link_confidence",
    )
    found = {name: getattr(token, name) for name in named}
    return {
        name: round(value, 3) if isinstance(value, float) else value
        for name, value in found.items()
    }


def word_rows(study: Study) -> list[dict[str, Any]]:
    """Return the words of a text, to learn or skipped, as rows of the table that a person corrects:
    what is doubted first.

    Words that get no card are left out unless the person's table speaks of them: such lists change.
    The lines of that table that speak of no word come last, so that a table written anew loses
    nothing.
    """
    others = (
        *study.chosen.skipped,
        *study.chosen.known,
        *study.chosen.held,
        *study.chosen.names,
        *study.chosen.left_out,
    )
    spoken_of = [word for word in others if word_and_reading(word.token) in study.corrected.touched]
    words = sorted((*study.words, *spoken_of), key=lambda word: (not word.token.doubts, word.place))
    kept = [
        {
            "word": written(line),
            "reading": line.reading,
            "gloss": line.gloss,
            "skip": "x" * line.skip,
        }
        for line in study.corrected.kept
    ]
    empty = dict.fromkeys(WORD_COLUMNS)
    return [_word_row(word, study) for word in words] + [empty | row for row in kept]


WORD_COLUMNS = (
    "word",
    "reading",
    "gloss",
    "skip",
    "doubts",
    "hsk",
    "zipf",
    "guessable",
    "senses",
    "sentence",
    "english",
    "machine",
)
"""The columns of the table that a person corrects."""


def _word_row(word: Word, study: Study) -> dict[str, Any]:
    token, passage = word.token, study.passages[word.passage]
    joined = next(
        (written(line) for line in study.corrections if line.joined and line.word == token.text), ""
    )
    values = (
        joined or token.headword,
        token.reading,
        token.gloss,
        "x" * study.corrected.is_skipped(token),
        " ".join(token.doubts),
        word.levels.hsk2025,
        word.zipf or None,
        "x" * word.guessable,
        " / ".join(s for s in token.senses if s != token.gloss),
        passage.zh,
        passage.en,
        (
            ""
            if word_and_reading(token) in study.corrected.touched
            else machine_cell(token.reading, token.gloss)
        ),
    )
    return dict(zip(WORD_COLUMNS, values, strict=True))


def words_table(study: Study) -> str:
    """Return ``word_rows`` as a table with tabs that a spreadsheet opens."""
    lines = [
        "\t".join(WORD_COLUMNS),
        *("\t".join(map(cell, row.values())) for row in word_rows(study)),
    ]
    return "\n".join(lines) + "\n"


def cell(value: object) -> str:
    """A cell of a table with tabs: on one line, and quoted where a spreadsheet would take a
    quotation mark for its own."""
    text = " ".join(str(value).split()) if value is not None else ""
    return '"' + text.replace('"', '""') + '"' if text.startswith('"') else text
