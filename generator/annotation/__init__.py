"""Tokens: cut, reading, sense and counterpart of each word, and what a person corrected."""
