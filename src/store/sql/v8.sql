-- Version 8: no address carries a user name or password; feeds that are gone for good; private networks; undated entries.

-- Whether links of the feed may lead to private addresses, by the user; whether the feed itself came from one.
ALTER TABLE feed ADD COLUMN is_private_pages INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feed ADD COLUMN is_private INTEGER NOT NULL DEFAULT 0;
-- Since when its server answers that it is gone for good.
ALTER TABLE feed ADD COLUMN gone INTEGER;

-- Whether the feed gives the entry a date: `published`. Without one that is when it arrived.
ALTER TABLE entry ADD COLUMN is_dated INTEGER NOT NULL DEFAULT 1;
UPDATE entry SET is_dated = 0 WHERE published = arrived;

UPDATE feed SET remarks = 'the user name or password in its address is no longer kept; `pullquote feeds --set ' || id
    || ' --credentials-command COMMAND` says where they come from' || char(10) || remarks
  WHERE without_user(address) <> address;
UPDATE OR IGNORE feed SET address = without_user(address) WHERE without_user(address) <> address;
-- Where another feed has that address already: the part behind # is never sent.
UPDATE feed SET address = without_user(address) || '#' || id WHERE without_user(address) <> address;
UPDATE feed SET link = without_user(link) WHERE without_user(link) <> link;
UPDATE enclosure SET address = without_user(address) WHERE address LIKE '%@%';
-- Those known by their link are known by the new one, so that none comes again.
UPDATE OR IGNORE entry SET key = key_of(without_user(link)) WHERE link LIKE '%@%' AND key = key_of(link);
UPDATE entry SET link = without_user(link) WHERE link LIKE '%@%';
