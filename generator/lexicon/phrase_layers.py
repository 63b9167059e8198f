"""Where phrases of the senses stand in the English of a passage."""

from generator.lexicon.passage_english import Match
from generator.lexicon.search_terms import kin
from generator.lexicon.sensed_passage import SensedPassage

Layer = list[list[float]]
"""A value for each word of the Chinese and each word of the English."""
LAYERS = 6


def phrase_layers(passage: SensedPassage) -> list[Layer]:
    """Return for each pair of words: how long a phrase of the first sense is that stands there, how
    much of it is content, how much of one of another sense, whether a word of its family stands
    there, how early the sense has the phrase, in how many places it stands.

    They are lists: most cells stay 0, and to set one in an array costs more.
    """
    english = passage.english
    layers: list[Layer] = []
    for _ in range(LAYERS):
        layers.append([[0.0] * len(english.words) for _ in passage.tokens])
    phrase, content, other, family, rank, places = layers
    stems = english.content_stems
    for index, one in enumerate(passage.tokens):
        for sense in one.senses[1:]:
            for _, _, matches in english.said(sense.phrases):
                for match in matches:
                    _raise(other[index], match, match.content)
        phrases = one.senses[0].phrases if one.senses else ()
        for order, _, matches in english.said(phrases):
            for match in matches:
                _raise(phrase[index], match, match.words)
                _raise(content[index], match, match.content / match.words)
                _raise(rank[index], match, 1 / (1 + order))
                _raise(places[index], match, len(matches))
        for said in phrases:
            if len(said.stems) == 1 and said.content[0]:
                for stem in kin(said.stems[0], stems):
                    for place in english.places(stem):
                        family[index][place] = 1.0
    return layers


def _raise(row: list[float], match: Match, value: float) -> None:
    for place in match.at:
        row[place] = max(row[place], value)
