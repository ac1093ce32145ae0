-- Version 6: prefixes are expanded from a vocabulary. The prefix indexes were larger than the rest of the full-text
-- index, and long prefixes still had to be merged from all of their words.

-- All words of the index, normalized. A word that no text has any more matches nothing and is kept.
CREATE TABLE word (
  word TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Without prefix indexes. Everything is indexed again.
DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5 (
  title, text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
-- Bytes buffered before a segment is written: larger segments need less merging.
INSERT INTO search (search, rank) VALUES ('hashsize', 16777216);
INSERT OR IGNORE INTO waiting (entry, is_compared) SELECT id, 0 FROM entry;
