-- Version 5: authors and categories in their own tables, so that a search need not scan the entries.

CREATE TABLE label (
  id INTEGER PRIMARY KEY,
  -- 0 author, 1 category.
  kind INTEGER NOT NULL,
  folded TEXT NOT NULL,
  UNIQUE (kind, folded)
) STRICT;

CREATE TABLE labelled (
  place INTEGER NOT NULL,
  label INTEGER NOT NULL REFERENCES label (id),
  PRIMARY KEY (place, label)
) STRICT, WITHOUT ROWID;
CREATE INDEX labelled_label ON labelled (label, place);

INSERT OR IGNORE INTO waiting (entry, is_compared)
  SELECT id, 0 FROM entry WHERE author IS NOT NULL OR categories <> '';
