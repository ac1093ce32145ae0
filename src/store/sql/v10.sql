-- Version 10: who is who across articles, what the user decided about it, and packed texts.

-- Texts are compressed. `plain_text` reads them in queries.
ALTER TABLE body RENAME TO plain_body;
CREATE TABLE body (
  id INTEGER PRIMARY KEY,
  shape BLOB NOT NULL,
  text BLOB NOT NULL
) STRICT;
INSERT INTO body (id, shape, text) SELECT id, shape, packed_text(text) FROM plain_body ORDER BY id;
DROP TABLE plain_body;

-- A row of `entity` is a sense: an entity in one use. The senses of one entity of the library have the same `identity`,
-- which is the lowest of their ids. Everything is annotated again, since the keys have changed.
DELETE FROM mention;
DELETE FROM mentioned;
DELETE FROM together;
DELETE FROM quote;
DELETE FROM figure;
DELETE FROM date;
DELETE FROM name;
INSERT INTO name_search (name_search) VALUES ('delete-all');
DELETE FROM entity;
UPDATE entry SET engine = 0;
ALTER TABLE entity ADD COLUMN identity INTEGER NOT NULL DEFAULT 0;
-- The fuller sense that it is a short form of.
ALTER TABLE entity ADD COLUMN parent INTEGER;
ALTER TABLE entity ADD COLUMN n_entries INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entity ADD COLUMN n_mentions INTEGER NOT NULL DEFAULT 0;
CREATE INDEX entity_identity ON entity (identity);
CREATE INDEX entity_parent ON entity (parent) WHERE parent IS NOT NULL;
CREATE INDEX entity_entries ON entity (n_entries);

-- Short keys under which senses that could be one are found. `looks`: 1 if the sense looks for its parent there, 0 if
-- it is found there.
CREATE TABLE block (
  block TEXT NOT NULL,
  looks INTEGER NOT NULL,
  entity INTEGER NOT NULL,
  PRIMARY KEY (block, looks, entity)
) STRICT, WITHOUT ROWID;

-- Roles as texts give them, by sort key of the entry.
CREATE TABLE role (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE had_role (
  entity INTEGER NOT NULL,
  place INTEGER NOT NULL,
  role INTEGER NOT NULL,
  PRIMARY KEY (entity, place, role)
) STRICT, WITHOUT ROWID;

-- What the user decided about entities. Senses are named by their keys, so that no annotating touches it.
CREATE TABLE decision (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- merge, split, rename, forget or kind.
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  -- merge: the key of the other sense; rename: the name; kind: the kind.
  value TEXT NOT NULL DEFAULT '',
  made INTEGER NOT NULL,
  -- When it was undone.
  undone INTEGER
) STRICT;
CREATE INDEX decision_key ON decision (key) WHERE undone IS NULL;
CREATE INDEX decision_value ON decision (value) WHERE undone IS NULL AND kind = 'merge';
