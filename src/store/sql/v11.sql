-- Version 11: saved articles, which come from no feed.

-- The outlet of a saved article.
ALTER TABLE entry ADD COLUMN outlet TEXT;
