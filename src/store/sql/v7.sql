-- Version 7: how many entries of a feed are kept, where the user set it for this feed; 0 is all.
ALTER TABLE feed ADD COLUMN keep_entries INTEGER;
