-- Version 4: texts that wait to be indexed and compared with others, so that no refresh waits for that.

CREATE TABLE waiting (
  entry INTEGER PRIMARY KEY REFERENCES entry (id) ON DELETE CASCADE,
  -- Whether copies of it are to be looked for, too.
  is_compared INTEGER NOT NULL
) STRICT;

-- Marks that stay behind when their entry goes do no harm: whoever is found by one is compared word by word.
DROP TABLE mark;
CREATE TABLE mark (
  mark INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  PRIMARY KEY (mark, entry)
) STRICT, WITHOUT ROWID;

-- What left its feed, for throwing it away when its time is over.
CREATE INDEX entry_dropped ON entry (feed, dropped) WHERE dropped IS NOT NULL;

-- Counted once for all that a feed brings.
DROP TRIGGER entry_inserted;

-- With lists of its own for the beginnings of words. All is indexed anew.
DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5 (
  title, text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4'
);
INSERT INTO search (search, rank) VALUES ('rank', 'bm25(4.0, 1.0)');
-- Bytes that are gathered before they are written: what is written at once need not be merged.
INSERT INTO search (search, rank) VALUES ('hashsize', 16777216);
INSERT INTO waiting (entry, is_compared) SELECT id, 0 FROM entry;
