"""Class sets: lessons in order, each word new in the first that has it, one package for all."""

from generator.lessons.study import sources_of, study_set

__all__ = ["sources_of", "study_set"]
