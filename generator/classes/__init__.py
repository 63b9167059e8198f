"""Class sets: lessons in order, each word new in the first that has it, one package for all."""

from generator.classes.lesson_lists import lessons_table
from generator.classes.new_set import new_set
from generator.classes.set_build import BuiltSet, build_set
from generator.classes.set_plan import sources_of
from generator.classes.set_study import study_set

__all__ = [
    "BuiltSet",
    "build_set",
    "lessons_table",
    "new_set",
    "sources_of",
    "study_set",
]
