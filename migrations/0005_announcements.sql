-- Announcements, emergency mode, and what people wish to be told unasked.

-- state as domain::announcement::State; preset '' for what is no emergency mode. `fold` is what folding the events
-- gives. posted_to: the last person to whom it was posted, so that posting goes on where it stopped.
CREATE TABLE announcements (
    id BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    place BIGINT NOT NULL,
    category TEXT NOT NULL,
    preset TEXT NOT NULL,
    state TEXT NOT NULL,
    ends_at BIGINT NOT NULL,
    posted_to BIGINT NOT NULL,
    fold TEXT NOT NULL,
    private_sealed TEXT NOT NULL
);
CREATE INDEX announcements_place ON announcements (place, ends_at);
CREATE INDEX announcements_emergency ON announcements (ends_at) WHERE preset <> '';

CREATE TABLE announcement_events (
    id BIGINT NOT NULL PRIMARY KEY,
    announcement BIGINT NOT NULL,
    version BIGINT NOT NULL,
    at BIGINT NOT NULL,
    person BIGINT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    words_sealed TEXT NOT NULL
);
CREATE INDEX announcement_events_of ON announcement_events (announcement, id);

-- To whom an announcement went. way as domain::announcement::Way; revision: which one they have; follows: they asked
-- to hear how it goes on.
CREATE TABLE deliveries (
    announcement BIGINT NOT NULL,
    chat BIGINT NOT NULL,
    way TEXT NOT NULL,
    revision BIGINT NOT NULL,
    follows BIGINT NOT NULL,
    PRIMARY KEY (announcement, chat)
);
-- A posting's messages and calls are found by what they are of, `post:ANNOUNCEMENT`.
CREATE INDEX messages_post ON messages (prompt, chat) WHERE role = 'post';
CREATE INDEX outbox_post ON outbox (prompt, chat) WHERE role = 'post';

-- "Are you safe?" as it was answered last.
CREATE TABLE safety (
    announcement BIGINT NOT NULL,
    person BIGINT NOT NULL,
    answer TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (announcement, person)
);

-- What a person wishes otherwise than is usual to be told unasked (codes of domain::unasked::Unasked, a blank
-- between), when they were told last, and in which building they live, if they said so.
CREATE TABLE switches (
    person BIGINT NOT NULL PRIMARY KEY,
    changed TEXT NOT NULL,
    told_at BIGINT NOT NULL,
    building TEXT NOT NULL
);

-- What waits for a person's one unasked message of the next day.
CREATE TABLE gathered (
    person BIGINT NOT NULL,
    kind TEXT NOT NULL,
    object BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (person, kind, object)
);

CREATE INDEX persons_compound ON persons (compound, id);
