"""What can go wrong, in sentences that say where, what was found, and what to do."""


class CikaError(Exception):
    """An error a person can act on. The message is shown as it is, without a traceback."""


class InputError(CikaError):
    """A text, a correction file or a word list cannot be used as it is."""


class OutputError(CikaError):
    """A deck cannot be written. Whatever was there before is still whole."""


class DataError(CikaError):
    """A data file that comes with Cika is missing or damaged."""
