-- Version 4: a queue of texts to index and compare, so that a refresh does not wait for that.

CREATE TABLE waiting (
  entry INTEGER PRIMARY KEY REFERENCES entry (id) ON DELETE CASCADE,
  -- 1 if near-duplicates are to be looked for, too.
  is_compared INTEGER NOT NULL
) STRICT;

-- Marks of deleted entries are harmless: each candidate is compared word by word.
DROP TABLE mark;
CREATE TABLE mark (
  mark INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  PRIMARY KEY (mark, entry)
) STRICT, WITHOUT ROWID;

-- Entries that have left their feed, for expiring them.
CREATE INDEX entry_dropped ON entry (feed, dropped) WHERE dropped IS NOT NULL;

-- Counted once per ingest instead of once per entry.
DROP TRIGGER entry_inserted;

-- With FTS5 prefix indexes. Everything is indexed again.
DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5 (
  title, text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4'
);
INSERT INTO search (search, rank) VALUES ('rank', 'bm25(4.0, 1.0)');
-- Bytes buffered before a segment is written: larger segments need less merging.
INSERT INTO search (search, rank) VALUES ('hashsize', 16777216);
INSERT INTO waiting (entry, is_compared) SELECT id, 0 FROM entry;
