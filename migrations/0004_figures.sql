-- Figures and the weekly digest.

-- Counts of tickets by compound and day (as domain::figures), kept by the transaction that changes a ticket. category
-- is '' but for what was filed.
CREATE TABLE tallies (
    place BIGINT NOT NULL,
    day BIGINT NOT NULL,
    counted TEXT NOT NULL,
    category TEXT NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (place, day, counted, category)
);
CREATE INDEX tallies_standing ON tallies (place, day) WHERE n <> 0 AND counted IN ('open', 'parked');

-- A compound's week that was posted, or said to be missed: at most one row, written with the calls that say it.
CREATE TABLE digests (
    place BIGINT NOT NULL,
    week TEXT NOT NULL,
    posted_at BIGINT NOT NULL,
    PRIMARY KEY (place, week)
);

-- Who gets a compound's digest in their private chat.
CREATE TABLE subscribers (
    place BIGINT NOT NULL,
    person BIGINT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (place, person)
);
CREATE INDEX subscribers_person ON subscribers (person);

-- What was filed in a compound within a period.
CREATE INDEX tickets_filed ON tickets (compound, filed_at);
