-- Version 6: the beginnings of words are looked for in a list of all words, not in the index: its lists of beginnings
-- were longer than the rest of it, and those of long beginnings had to be gathered from all of their words.

-- All words of the index, folded. One that no text has any more finds nothing and stays.
CREATE TABLE word (
  word TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Without the lists. All is indexed anew.
DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5 (
  title, text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
-- Bytes that are gathered before they are written: what is written at once need not be merged.
INSERT INTO search (search, rank) VALUES ('hashsize', 16777216);
INSERT OR IGNORE INTO waiting (entry, is_compared) SELECT id, 0 FROM entry;
