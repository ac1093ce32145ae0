-- Version 8: addresses without credentials; feeds that are gone for good; private networks; undated entries.

-- Whether the user allows links of the feed to private addresses; whether the feed itself was served from one.
ALTER TABLE feed ADD COLUMN is_private_pages INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feed ADD COLUMN is_private INTEGER NOT NULL DEFAULT 0;
-- Since when the server has answered that the feed is gone for good.
ALTER TABLE feed ADD COLUMN gone INTEGER;

-- Whether the feed dates the entry. If not, `published` is the time of arrival.
ALTER TABLE entry ADD COLUMN is_dated INTEGER NOT NULL DEFAULT 1;
UPDATE entry SET is_dated = 0 WHERE published = arrived;

UPDATE feed SET remarks = 'the user name and password in the address are no longer stored; set where they come from with `pullquote feeds --set '
    || id || ' --credentials-command COMMAND`' || char(10) || remarks
  WHERE without_user(address) <> address;
UPDATE OR IGNORE feed SET address = without_user(address) WHERE without_user(address) <> address;
-- If another feed already has that address, a fragment keeps them apart: the part after # is never sent.
UPDATE feed SET address = without_user(address) || '#' || id WHERE without_user(address) <> address;
UPDATE feed SET link = without_user(link) WHERE without_user(link) <> link;
UPDATE enclosure SET address = without_user(address) WHERE address LIKE '%@%';
-- Items identified by their link get the new key, so that they do not arrive again.
UPDATE OR IGNORE entry SET key = key_of(without_user(link)) WHERE link LIKE '%@%' AND key = key_of(link);
UPDATE entry SET link = without_user(link) WHERE link LIKE '%@%';
