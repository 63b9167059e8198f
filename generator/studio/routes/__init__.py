"""The pages, one blueprint each: parse, call, render."""

from generator.studio.routes.build import build
from generator.studio.routes.card_answers import card_answers
from generator.studio.routes.home import home
from generator.studio.routes.pair_answers import pair_answers
from generator.studio.routes.prints import prints
from generator.studio.routes.sets import sets
from generator.studio.routes.text_pages import text_pages
from generator.studio.routes.word_answers import word_answers
from generator.studio.routes.works import works

BLUEPRINTS = (
    home,
    text_pages,
    pair_answers,
    word_answers,
    card_answers,
    build,
    sets,
    prints,
    works,
)

__all__ = ["BLUEPRINTS"]
