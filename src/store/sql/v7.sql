-- Version 7: how many entries to keep, as set for a single feed; 0 means all.
ALTER TABLE feed ADD COLUMN keep_entries INTEGER;
