-- Lists and counts that cost the same however many tickets and tasks there are, see 0001 for the rules of these files.

-- The queue walks one of these to the end of its page: of one compound, of many, of one person.
CREATE INDEX tickets_queue ON tickets (compound, urgent DESC, next_due, id) WHERE is_open = 1;
CREATE INDEX tickets_next ON tickets (urgent DESC, next_due, id) WHERE is_open = 1;
CREATE INDEX tickets_led ON tickets (lead, urgent DESC, next_due, id) WHERE is_open = 1;

-- What is open for everyone to see in a compound.
CREATE INDEX tickets_public ON tickets (compound, id) WHERE is_open = 1 AND public = 1;

-- How long such matters take and how many lie nearby is read from the index alone, and so is what was filed in a period
-- from tickets_alike.
DROP INDEX tickets_category;
CREATE INDEX tickets_category ON tickets (compound, category, filed_at, building, resolved_at, id);
DROP INDEX tickets_filed;

-- What stands open, and what a month struck off, from the index alone.
DROP INDEX tallies_standing;
CREATE INDEX tallies_standing ON tallies (place, day, counted, n) WHERE n <> 0 AND counted IN ('open', 'parked');
DROP INDEX tasks_ended;
CREATE INDEX tasks_ended ON tasks (compound, ended_at, stage) WHERE is_open = 0;

-- What is counted of each compound is counted of all together, as place 0.
INSERT INTO tallies (place, day, counted, category, n)
SELECT 0, day, counted, category, CAST(SUM(n) AS BIGINT) FROM tallies GROUP BY day, counted, category;
