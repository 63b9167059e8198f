"""A report as plain values, for programs. The keys are an interface: they are added to, not
changed."""

from typing import Any

from generator.reports.survey import Report, ReportOptions
from generator.study.measure import Compared, Comparison
from generator.study.text_profile import CountedWord, Profile, days


def report_json(report: Report) -> dict[str, Any]:
    """Return a whole report; ``texts`` come easiest first. Shares are between 0 and 1."""
    terms, comparison = report.terms, report.comparison
    return {
        "hsk_standard": terms.standard,
        "per_day": terms.per_day,
        "knowledge_given": terms.knows,
        "easiest_first_by": comparison.by,
        "total": _profile(report.whole, terms),
        "texts": [_compared(text, comparison, terms) for text in comparison.texts],
        "shared_words": [_word(met, terms) | {"texts": met.texts} for met in comparison.shared],
        "issues": [{"kind": i.kind, "where": i.where, "detail": i.detail} for i in report.issues],
        "failed": [{"text": str(path), "error": str(error)} for path, error in report.failed],
    }


def _compared(text: Compared, comparison: Comparison, terms: ReportOptions) -> dict[str, Any]:
    return _profile(text.profile, terms) | {
        "new_words": text.new,
        "reason": reason(text.profile, comparison.by, terms),
    }


def reason(profile: Profile, by: str, terms: ReportOptions) -> str:
    """Why a text stands where it does."""
    if by == "known":
        return f"{100 * profile.coverage:.1f} % of its running words are known"
    return f"its words are of HSK level {profile.mean_level(terms.standard):.1f} on average"


def _profile(profile: Profile, terms: ReportOptions) -> dict[str, Any]:
    aside = profile.aside
    return {
        "name": profile.name,
        "title": profile.title,
        "sentences": profile.sentences,
        "sentence_length": round(profile.sentence_length, 2),
        "running_words": {
            "all": profile.running,
            "known": profile.known_running,
            "unknown": profile.running - profile.known_running,
            "guessable": profile.guessable_running,
            "names": aside.names,
            "numbers": aside.numbers,
            "left_out": aside.left_out,
            "stopped": profile.stopped_running,
        },
        "words": {
            "all": len(profile.words),
            "known": sum(met.known for met in profile.words),
            "unknown": len(profile.unknown),
            "stopped": sum(met.stopped for met in profile.words),
            "guessable": len(profile.guessable),
        },
        "characters": {"all": len(profile.characters), "known": len(profile.known_characters)},
        "coverage": round(profile.coverage, 4),
        "coverage_with_guesses": round(profile.guessed.coverage, 4),
        "targets": [_target(profile, target, terms) for target in (*terms.targets, 1.0)],
        "mean_level": round(profile.mean_level(terms.standard), 2),
        "levels": [
            {
                "level": row.level,
                "running": row.running,
                "known_running": row.known_running,
                "words": row.distinct,
                "known_words": row.known_distinct,
                "coverage": round(row.coverage, 4),
            }
            for row in profile.levels(terms.standard)
        ],
        "sentences_by_unknown_words": dict(
            zip(("0", "1", "2-3", "4+"), profile.by_unknown, strict=True)
        ),
        "curve": [
            _word(step.met, terms) | {"coverage": round(step.coverage, 4)} for step in profile.curve
        ],
        "hardest_sentences": [
            {
                "text": one.text,
                "number": one.number,
                "zh": one.zh,
                "running": one.running,
                "unknown": list(one.unknown),
                "spans": [list(span) for span in one.spans],
            }
            for one in profile.hardest
        ],
    }


def _target(profile: Profile, target: float, terms: ReportOptions) -> dict[str, Any]:
    words = profile.words_for(target)
    level = profile.level_for(target, terms.standard)
    took = None if words is None else days(words, terms.per_day)
    guessing = profile.guessed.words_for(target)
    return {
        "coverage": target,
        "words": words,
        "words_with_guesses": guessing,
        "days": took,
        "level": level,
    }


def _word(met: CountedWord, terms: ReportOptions) -> dict[str, Any]:
    token = met.word.token
    return {
        "word": token.headword,
        "reading": token.reading,
        "gloss": token.gloss,
        "level": met.level(terms.standard),
        "zipf": met.word.zipf or None,
        "count": met.count,
        "guessable": met.guessable,
    }
