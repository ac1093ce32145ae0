-- Version 2: annotations of all entries.

-- Engines in the order of their first use; the last one is current.
CREATE TABLE engine (
  id INTEGER PRIMARY KEY,
  version TEXT NOT NULL
) STRICT;

CREATE TABLE entity (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  name TEXT NOT NULL
) STRICT;

-- All names of entities, and an index of the words in them.
CREATE TABLE name (
  id INTEGER PRIMARY KEY,
  entity INTEGER NOT NULL REFERENCES entity (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  UNIQUE (entity, name)
) STRICT;
CREATE VIRTUAL TABLE name_search USING fts5 (
  name, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

-- Offsets are in bytes of the entry's current text; ends are exclusive.
CREATE TABLE mention (
  entry INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  entity INTEGER NOT NULL,
  form TEXT NOT NULL,
  PRIMARY KEY (entry, start, end, entity)
) STRICT, WITHOUT ROWID;

-- Which entries mention an entity, and how often, by sort key.
CREATE TABLE mentioned (
  entity INTEGER NOT NULL,
  place INTEGER NOT NULL,
  n_mentions INTEGER NOT NULL,
  PRIMARY KEY (entity, place)
) STRICT, WITHOUT ROWID;

-- Number of entries in which two entities are among the most mentioned, both ways round. Stored: counting takes seconds.
CREATE TABLE together (
  entity INTEGER NOT NULL,
  other INTEGER NOT NULL,
  n_entries INTEGER NOT NULL,
  PRIMARY KEY (entity, other)
) STRICT, WITHOUT ROWID;

CREATE TABLE quote (
  id INTEGER PRIMARY KEY,
  entry INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  speech TEXT NOT NULL,
  -- Starts and ends of its pieces, if there are several.
  pieces TEXT,
  speaker INTEGER,
  -- The words for a speaker that is not an entity, normalized.
  speaker_words TEXT,
  speaker_start INTEGER,
  speaker_end INTEGER,
  cue_start INTEGER,
  cue_end INTEGER
) STRICT;
CREATE INDEX quote_entry ON quote (entry);
CREATE INDEX quote_speaker ON quote (speaker, place) WHERE speaker IS NOT NULL;
CREATE INDEX quote_words ON quote (speaker_words, place) WHERE speaker_words IS NOT NULL;

CREATE TABLE figure (
  entry INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  kind TEXT NOT NULL,
  -- Exact decimals; equal for a single value.
  low TEXT NOT NULL,
  high TEXT NOT NULL,
  modifier TEXT,
  unit TEXT,
  per TEXT,
  change TEXT,
  of_start INTEGER,
  of_end INTEGER,
  PRIMARY KEY (entry, start, end)
) STRICT, WITHOUT ROWID;

CREATE TABLE date (
  entry INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  modifier TEXT,
  PRIMARY KEY (entry, start, end)
) STRICT, WITHOUT ROWID;
