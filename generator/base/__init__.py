"""The ground floor: records, errors and small helpers that every stage may use.

It needs the standard library only.
"""
