-- Votes (投票), see 0001 for the rules of these files.

-- id is the number people read. State columns are what folding the vote's events gives; fold holds the rest of it.
-- heads and area are the voters whose ballot lies in the box, never for what. key_sealed makes the tags of ballots and is
-- emptied when the vote is certified; seed_sealed is the lot's, until it closes.
CREATE TABLE polls (
    id BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    compound BIGINT NOT NULL,
    phase TEXT NOT NULL,
    closes_at BIGINT NOT NULL,
    heads BIGINT NOT NULL,
    area BIGINT NOT NULL,
    fold TEXT NOT NULL,
    words_sealed TEXT NOT NULL,
    key_sealed TEXT NOT NULL,
    seed_sealed TEXT NOT NULL
);
CREATE INDEX polls_compound ON polls (compound, id);

CREATE TABLE poll_events (
    id BIGINT NOT NULL PRIMARY KEY,
    poll BIGINT NOT NULL,
    at BIGINT NOT NULL,
    person BIGINT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX poll_events_of ON poll_events (poll, id);

-- Who may vote, frozen at the opening: households in a fund vote, owner groups in owners' decisions.
CREATE TABLE poll_roll (
    poll BIGINT NOT NULL,
    voter BIGINT NOT NULL,
    area BIGINT NOT NULL,
    PRIMARY KEY (poll, voter)
);

-- tag is HMAC(the vote's key, voter): without the key nobody can tell whose ballot it is. No time and no person. When the
-- vote is certified the rows are written anew in the order of their receipts, which take the tags' place.
CREATE TABLE ballots (
    poll BIGINT NOT NULL,
    tag TEXT NOT NULL,
    version BIGINT NOT NULL,
    receipt TEXT NOT NULL,
    body_sealed TEXT NOT NULL,
    PRIMARY KEY (poll, tag)
);
CREATE UNIQUE INDEX ballots_receipt ON ballots (receipt);

-- Receipts of ballots in whose place another lies.
CREATE TABLE replaced_ballots (receipt TEXT NOT NULL PRIMARY KEY, poll BIGINT NOT NULL);

-- A paper ballot as a teller read it; it waits for what another teller reads on the same sheet.
CREATE TABLE paper_ballots (
    poll BIGINT NOT NULL,
    tag TEXT NOT NULL,
    teller BIGINT NOT NULL,
    body_sealed TEXT NOT NULL,
    PRIMARY KEY (poll, tag)
);

-- The body of a call that says how somebody votes is emptied once it was made.
ALTER TABLE outbox ADD COLUMN secret BIGINT NOT NULL DEFAULT 0;
