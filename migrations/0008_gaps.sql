-- Outages, see 0001 for the rules of these files. counters: polled, when Telegram was last asked, by its own clock.

-- An outage that outlasted what Telegram keeps, by when it was found over. since: when Telegram was last asked before.
-- told_to: the last person who was told of it, so that telling goes on where it stopped; 0: nobody yet.
CREATE TABLE gaps (
    found_at BIGINT NOT NULL PRIMARY KEY,
    since BIGINT NOT NULL,
    told_to BIGINT NOT NULL
);
