-- Four-party meetings: rounds with their agenda, what was resolved, what residents propose.

-- One row a place and round, whatever happens. agenda is ids, codes and times only.
CREATE TABLE meetings (
    id BIGINT NOT NULL PRIMARY KEY,
    place BIGINT NOT NULL,
    period TEXT NOT NULL,
    at BIGINT NOT NULL,
    agenda TEXT NOT NULL,
    minuted_at BIGINT NOT NULL DEFAULT 0,
    minuted_by BIGINT NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX meetings_round ON meetings (place, period);
CREATE INDEX meetings_latest ON meetings (place, at);

-- State columns are what folding the resolution's events gives; fold holds the rest of it.
CREATE TABLE resolutions (
    id BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    place BIGINT NOT NULL,
    state TEXT NOT NULL,
    public BIGINT NOT NULL,
    fold TEXT NOT NULL,
    words_sealed TEXT NOT NULL
);
CREATE INDEX resolutions_place ON resolutions (place, id);
CREATE INDEX resolutions_late ON resolutions (place, id) WHERE state = 'late';

CREATE TABLE resolution_events (
    id BIGINT NOT NULL PRIMARY KEY,
    resolution BIGINT NOT NULL,
    at BIGINT NOT NULL,
    person BIGINT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX resolution_events_of ON resolution_events (resolution, id);

-- meeting: the one that talked it over, 0 while it waits.
CREATE TABLE proposals (
    id BIGINT NOT NULL PRIMARY KEY,
    place BIGINT NOT NULL,
    person BIGINT NOT NULL,
    filed_at BIGINT NOT NULL,
    meeting BIGINT NOT NULL,
    words_sealed TEXT NOT NULL
);
CREATE INDEX proposals_waiting ON proposals (place, id) WHERE meeting = 0;
CREATE INDEX proposals_person ON proposals (person) WHERE meeting = 0;

-- How often a ticket was reopened, so that those of a compound are found without reading all that are open.
ALTER TABLE tickets ADD COLUMN reopened BIGINT NOT NULL DEFAULT 0;
UPDATE tickets SET reopened = (
    SELECT COUNT(*) FROM events WHERE events.ticket = tickets.id AND events.kind = 'reopened'
);
CREATE INDEX tickets_reopened ON tickets (compound, reopened, id) WHERE is_open = 1 AND reopened > 0;

-- Alike reports of a window are read from the index alone.
CREATE INDEX tickets_alike ON tickets (compound, filed_at, category, building);
