"""The built dictionary is what its table says."""

from generator.lexicon.english_phrases import phrase
from generator.lexicon.learner import DATA, LearnerDictionary


def test_built_dictionary_says_what_the_table_says() -> None:
    learner = LearnerDictionary()
    said: dict[str, list[tuple[str, str, str, list[str]]]] = {}
    for line in DATA.with_suffix(".tsv").read_text("utf-8").splitlines():
        word, reading, pos, _, gloss, english, *_ = line.split("\t")
        said.setdefault(word, []).append(
            (reading, pos, gloss, list(filter(None, english.split("|"))))
        )
    other = []
    for word, rows in list(said.items())[::7]:
        built = [
            (one.reading, one.pos, one.gloss, list(one.phrases)) for one in learner.senses(word)
        ]
        if built != [(*cells, list(map(phrase, english))) for *cells, english in rows]:
            other.append(word)
    assert not other
