-- Version 9: questions about figures, and the ids of a corpus.

-- The id of the entry in the corpus that it was saved from.
ALTER TABLE entry ADD COLUMN source_id TEXT;

-- What figures count or measure: words without the ending of the plural, with a space before and after each.
CREATE TABLE thing (
  id INTEGER PRIMARY KEY,
  words TEXT NOT NULL UNIQUE
) STRICT;

-- The upper bound as a number; how many bytes of its sentence are before and after the figure.
ALTER TABLE figure ADD COLUMN size REAL;
ALTER TABLE figure ADD COLUMN thing INTEGER REFERENCES thing (id);
ALTER TABLE figure ADD COLUMN n_before INTEGER NOT NULL DEFAULT 0;
ALTER TABLE figure ADD COLUMN n_after INTEGER NOT NULL DEFAULT 0;
CREATE INDEX figure_thing ON figure (thing, size) WHERE thing IS NOT NULL;
CREATE INDEX figure_size ON figure (size);

-- Every text is annotated again, which fills the new columns.
UPDATE figure SET size = CAST(high AS REAL);
UPDATE entry SET engine = 0;
