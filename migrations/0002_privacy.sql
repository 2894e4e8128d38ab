-- Whom a complaint is about, so that the queue leaves out by a condition what rights keep from its reader.
ALTER TABLE tickets ADD COLUMN against TEXT NOT NULL DEFAULT '';
UPDATE tickets SET against = COALESCE(json(fold) ->> 'against', '');

-- What a person did on a day, for the limits of 3.4. counter is an HMAC of person, limit and day: it is found again by
-- whoever knows the person, but nobody reads from it who filed, nor how often.
CREATE TABLE quotas (counter TEXT NOT NULL PRIMARY KEY, until BIGINT NOT NULL, used BIGINT NOT NULL);
CREATE INDEX quotas_until ON quotas (until);
