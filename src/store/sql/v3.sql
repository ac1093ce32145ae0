-- Version 3: near-duplicates in several feeds.

-- Marks (hashes) of recent texts: texts that share many words share some of these.
CREATE TABLE mark (
  mark INTEGER NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  since INTEGER NOT NULL,
  PRIMARY KEY (mark, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX mark_since ON mark (since);
CREATE INDEX mark_entry ON mark (entry);
