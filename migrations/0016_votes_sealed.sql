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

-- The receipt of a ballot can be computed from the exported choices and nonces, and rows lie in the order in which they
-- came: what is stored is a receipt's mark under the seal, by which it is known again and not told. Receipts of votes before
-- this step are known no more.
ALTER TABLE ballots RENAME COLUMN receipt TO receipt_mark;
ALTER TABLE replaced_ballots RENAME COLUMN receipt TO receipt_mark;

-- What was said on the way to a ballot is deleted once it was sent.
CREATE INDEX outbox_secret ON outbox (id) WHERE secret = 1;

-- The doors of a voter when the roll was frozen, for the list that filing needs.
ALTER TABLE poll_roll ADD COLUMN doors_sealed TEXT NOT NULL DEFAULT '';

-- Who decides on a project by law, for the lists of what may be put to which vote.
ALTER TABLE projects ADD COLUMN class TEXT NOT NULL DEFAULT 'fund';
