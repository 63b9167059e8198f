"""The report before one decides: what texts ask of their reader, as lines for people, as plain
values, and as a page with plots."""
