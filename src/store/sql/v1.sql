-- Version 1: feeds, entries, their texts, the full-text index, and the user's own data.

CREATE TABLE feed (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  address TEXT NOT NULL UNIQUE,
  -- Set by the user.
  own_title TEXT,
  folder TEXT NOT NULL DEFAULT '',
  interval INTEGER,
  headers TEXT NOT NULL DEFAULT '',
  credentials_kind TEXT,
  credentials TEXT,
  is_full_text INTEGER NOT NULL DEFAULT 0,
  keep INTEGER,
  is_subscribed INTEGER NOT NULL DEFAULT 1,
  -- Set by the feed.
  title TEXT NOT NULL DEFAULT '',
  link TEXT,
  language TEXT,
  -- State of fetching. Times are seconds since 1970.
  etag TEXT,
  last_modified TEXT,
  checked INTEGER,
  succeeded INTEGER,
  error TEXT,
  n_failures INTEGER NOT NULL DEFAULT 0,
  due INTEGER,
  remarks TEXT NOT NULL DEFAULT ''
) STRICT;

-- Kept up to date by the triggers below, so that starting the program needs no count.
CREATE TABLE counter (
  feed INTEGER PRIMARY KEY REFERENCES feed (id) ON DELETE CASCADE,
  n_entries INTEGER NOT NULL DEFAULT 0,
  n_unread INTEGER NOT NULL DEFAULT 0,
  n_starred INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE host (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE entry (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  feed INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
  -- Hash of the item's id in its feed.
  key INTEGER NOT NULL,
  -- Sort key: sixteen per second, unique. Also the row id in `search`.
  place INTEGER NOT NULL UNIQUE,
  published INTEGER NOT NULL,
  arrived INTEGER NOT NULL,
  -- When the entry left its feed.
  dropped INTEGER,
  hash INTEGER NOT NULL,
  is_read INTEGER NOT NULL DEFAULT 0,
  is_starred INTEGER NOT NULL DEFAULT 0,
  -- 0 visible, 1 deleted by the user, 2 unsubscribed with its feed.
  hidden INTEGER NOT NULL DEFAULT 0,
  hidden_since INTEGER,
  has_page INTEGER NOT NULL DEFAULT 0,
  host INTEGER REFERENCES host (id),
  story INTEGER,
  -- The engine that annotated it; 0: none yet.
  engine INTEGER NOT NULL DEFAULT 0,
  n_quotes INTEGER,
  n_figures INTEGER,
  title TEXT NOT NULL,
  author TEXT,
  link TEXT,
  entities TEXT NOT NULL DEFAULT '',
  categories TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE UNIQUE INDEX entry_key ON entry (feed, key);
CREATE INDEX entry_shown ON entry (place, story) WHERE hidden = 0;
CREATE INDEX entry_unread ON entry (place, story) WHERE hidden = 0 AND is_read = 0;
CREATE INDEX entry_starred ON entry (place, story) WHERE hidden = 0 AND is_starred = 1;
CREATE INDEX entry_feed ON entry (feed, place, story, is_read) WHERE hidden = 0;
CREATE INDEX entry_host ON entry (host, place) WHERE hidden = 0;
CREATE INDEX entry_present ON entry (feed, key) WHERE dropped IS NULL;
CREATE INDEX entry_engine ON entry (engine, place DESC) WHERE hidden = 0;
CREATE INDEX entry_story ON entry (story, place) WHERE story IS NOT NULL;
CREATE INDEX entry_hidden ON entry (hidden, hidden_since) WHERE hidden > 0;

-- Texts of entries: row 2 * entry for the feed's text, row 2 * entry + 1 for the page's.
CREATE TABLE body (
  id INTEGER PRIMARY KEY,
  shape BLOB NOT NULL,
  text TEXT NOT NULL
) STRICT;

-- Earlier texts of entries that their feed has changed.
CREATE TABLE version (
  id INTEGER PRIMARY KEY,
  entry INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  until INTEGER NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX version_entry ON version (entry);

CREATE TABLE enclosure (
  entry INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  address TEXT NOT NULL,
  media_type TEXT,
  n_bytes INTEGER,
  PRIMARY KEY (entry, n)
) STRICT, WITHOUT ROWID;

-- Entries that were deleted for good, so that a refresh does not bring them back.
CREATE TABLE tombstone (
  feed INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
  key INTEGER NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (feed, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE tag (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  folded TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE entry_tag (
  entry INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  tag INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
  PRIMARY KEY (entry, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_tag_tag ON entry_tag (tag, entry);

CREATE TABLE saved (
  name TEXT PRIMARY KEY,
  position INTEGER NOT NULL,
  query TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE state (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Title and text, with spaces around each character of a script without spaces. The row id is the entry's sort key, so
-- the index yields the newest entries first, and a search can stop when it has enough.
CREATE VIRTUAL TABLE search USING fts5 (
  title, text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO search (search, rank) VALUES ('rank', 'bm25(4.0, 1.0)');

CREATE TRIGGER feed_inserted AFTER INSERT ON feed BEGIN
  INSERT INTO counter (feed) VALUES (NEW.id);
END;
CREATE TRIGGER entry_inserted AFTER INSERT ON entry WHEN NEW.hidden = 0 BEGIN
  UPDATE counter SET n_entries = n_entries + 1, n_unread = n_unread + (NEW.is_read = 0),
    n_starred = n_starred + NEW.is_starred WHERE feed = NEW.feed;
END;
CREATE TRIGGER entry_deleted AFTER DELETE ON entry WHEN OLD.hidden = 0 BEGIN
  UPDATE counter SET n_entries = n_entries - 1, n_unread = n_unread - (OLD.is_read = 0),
    n_starred = n_starred - OLD.is_starred WHERE feed = OLD.feed;
END;
CREATE TRIGGER entry_marked AFTER UPDATE OF is_read, is_starred, hidden ON entry BEGIN
  UPDATE counter SET
    n_entries = n_entries + (NEW.hidden = 0) - (OLD.hidden = 0),
    n_unread = n_unread + (NEW.hidden = 0 AND NEW.is_read = 0) - (OLD.hidden = 0 AND OLD.is_read = 0),
    n_starred = n_starred + (NEW.hidden = 0 AND NEW.is_starred = 1) - (OLD.hidden = 0 AND OLD.is_starred = 1)
    WHERE feed = NEW.feed;
END;
