"""The ground floor: records, errors and small helpers that every stage may use; standard library only."""
