-- Who of the owners was reached with a vote's papers, by a proof that holds: what becomes of their silence hangs on it, where
-- the rules of procedure say so. voter is an owner group, person whoever entered it.
CREATE TABLE poll_deliveries (
    poll BIGINT NOT NULL,
    voter BIGINT NOT NULL,
    proof TEXT NOT NULL,
    person BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (poll, voter)
);
