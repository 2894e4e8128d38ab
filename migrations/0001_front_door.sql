-- One set for SQLite and PostgreSQL: BIGINT and TEXT only. Booleans are 0/1, times ms since the epoch UTC,
-- 0 or '' stand for "none" where a column is part of a key or an index. Sealed columns end in _sealed.
-- SQLite uses a partial index only where a query repeats its condition word for word.

-- The way ---------------------------------------------------------------------------------------------------

-- Every update as it came, before it is confirmed. state: 0 pending, 1 done, 2 quarantined.
-- rank: 1 danger words, 0 as it came, -1 over the person's quota, -2 the first such of its minute.
CREATE TABLE inbox (
    update_id BIGINT NOT NULL PRIMARY KEY,
    lane BIGINT NOT NULL,
    rank BIGINT NOT NULL,
    state BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    stored_at BIGINT NOT NULL,
    body_sealed TEXT NOT NULL
);
CREATE INDEX inbox_pending ON inbox (lane, update_id, rank) WHERE state = 0;
CREATE INDEX inbox_done ON inbox (stored_at) WHERE state <> 0;
CREATE INDEX inbox_said ON inbox (lane) WHERE state <> 0;
CREATE INDEX inbox_quarantined ON inbox (update_id) WHERE state = 2;

-- Calls to Telegram. state: 0 queued, 1 sending, 2 sent, 3 failed, 4 replaced. pace as conversation::screen::Pace.
-- edits: '' a new message, 'screen' the person's screen, 'card:NUMBER' that card, 'message' the one in target_message.
CREATE TABLE outbox (
    id BIGINT NOT NULL PRIMARY KEY,
    chat BIGINT NOT NULL,
    pace BIGINT NOT NULL,
    state BIGINT NOT NULL DEFAULT 0,
    method TEXT NOT NULL,
    body_sealed TEXT NOT NULL,
    edits TEXT NOT NULL,
    target_message BIGINT NOT NULL,
    under_card BIGINT NOT NULL,
    role TEXT NOT NULL,
    ticket BIGINT NOT NULL,
    person BIGINT NOT NULL,
    prompt TEXT NOT NULL,
    tick_chat BIGINT NOT NULL,
    tick_message BIGINT NOT NULL,
    repeatable BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    epoch BIGINT NOT NULL DEFAULT 0,
    not_before BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    finished_at BIGINT NOT NULL DEFAULT 0,
    error TEXT NOT NULL DEFAULT ''
);
CREATE INDEX outbox_queued ON outbox (id) WHERE state = 0;
CREATE INDEX outbox_sending ON outbox (id) WHERE state = 1;
CREATE INDEX outbox_failed ON outbox (id) WHERE state = 3;
CREATE INDEX outbox_done ON outbox (finished_at) WHERE state >= 2;

CREATE TABLE sessions (
    person BIGINT NOT NULL PRIMARY KEY,
    body_sealed TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);

-- kind as domain::clocks::Timer; object is a ticket's number, a person's or a file's id.
CREATE TABLE timers (
    kind TEXT NOT NULL,
    object BIGINT NOT NULL,
    due BIGINT NOT NULL,
    PRIMARY KEY (kind, object)
);
CREATE INDEX timers_due ON timers (kind, due);

-- counters: ticket_number, epoch (of the sender), places (version).
CREATE TABLE counters (name TEXT NOT NULL PRIMARY KEY, value BIGINT NOT NULL);

-- key fingerprint, seed of the bot's own name: facts about this database.
CREATE TABLE settings (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);

-- People ----------------------------------------------------------------------------------------------------

CREATE TABLE persons (
    id BIGINT NOT NULL PRIMARY KEY,
    telegram BIGINT NOT NULL UNIQUE,
    chat BIGINT NOT NULL,
    language TEXT NOT NULL,
    language_chosen BIGINT NOT NULL,
    care BIGINT NOT NULL,
    compound BIGINT NOT NULL,
    consent_processing BIGINT NOT NULL,
    consent_abroad BIGINT NOT NULL,
    contact_sealed TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- kind: private, group, channel. used: '', residents, staff.
CREATE TABLE chats (
    id BIGINT NOT NULL PRIMARY KEY,
    telegram BIGINT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    person BIGINT NOT NULL,
    place BIGINT NOT NULL,
    used TEXT NOT NULL,
    language TEXT NOT NULL,
    reachable BIGINT NOT NULL,
    joined_at BIGINT NOT NULL
);
CREATE INDEX chats_place ON chats (place) WHERE used <> '';

CREATE TABLE grants (
    person BIGINT NOT NULL,
    role TEXT NOT NULL,
    scope BIGINT NOT NULL,
    name_sealed TEXT NOT NULL,
    granted_at BIGINT NOT NULL,
    PRIMARY KEY (person, role, scope)
);
CREATE INDEX grants_scope ON grants (scope);

CREATE TABLE invites (
    id BIGINT NOT NULL PRIMARY KEY,
    token_mac TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    scope BIGINT NOT NULL,
    inviter_sealed TEXT NOT NULL,
    until BIGINT NOT NULL,
    used_by BIGINT NOT NULL
);

CREATE TABLE consents (
    person BIGINT NOT NULL,
    kind TEXT NOT NULL,
    version BIGINT NOT NULL,
    given BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (person, kind, at)
);

CREATE TABLE audit (
    id BIGINT NOT NULL PRIMARY KEY,
    person BIGINT NOT NULL,
    what TEXT NOT NULL,
    object TEXT NOT NULL,
    hour BIGINT NOT NULL,
    times BIGINT NOT NULL
);
CREATE UNIQUE INDEX audit_sum ON audit (person, what, object, hour);

-- Places ----------------------------------------------------------------------------------------------------

CREATE TABLE places (
    id BIGINT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    parent BIGINT NOT NULL,
    body TEXT NOT NULL
);

CREATE TABLE holidays (day TEXT NOT NULL PRIMARY KEY, working BIGINT NOT NULL);

-- Desk ------------------------------------------------------------------------------------------------------

-- State columns are what folding the ticket's events gives; `state_json` holds the rest of that fold.
CREATE TABLE tickets (
    id BIGINT NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    version BIGINT NOT NULL,
    reporter BIGINT NOT NULL,
    compound BIGINT NOT NULL,
    building TEXT NOT NULL,
    category TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    is_open BIGINT NOT NULL,
    level TEXT NOT NULL,
    urgent BIGINT NOT NULL,
    public BIGINT NOT NULL,
    lead BIGINT NOT NULL,
    waits_for_resident BIGINT NOT NULL,
    filed_at BIGINT NOT NULL,
    next_due BIGINT NOT NULL,
    done_due BIGINT NOT NULL,
    resolved_at BIGINT NOT NULL,
    fold TEXT NOT NULL,
    private_sealed TEXT NOT NULL,
    claim_mac TEXT NOT NULL
);
CREATE INDEX tickets_reporter ON tickets (reporter, id);
CREATE INDEX tickets_open ON tickets (compound, next_due) WHERE is_open = 1;
CREATE INDEX tickets_category ON tickets (compound, category, filed_at);
CREATE INDEX tickets_claim ON tickets (claim_mac) WHERE claim_mac <> '';

CREATE TABLE events (
    id BIGINT NOT NULL PRIMARY KEY,
    ticket BIGINT NOT NULL,
    version BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    person BIGINT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX events_ticket ON events (ticket, id);

CREATE TABLE bodies (event BIGINT NOT NULL PRIMARY KEY, ticket BIGINT NOT NULL, words_sealed TEXT NOT NULL);
CREATE INDEX bodies_ticket ON bodies (ticket);

-- fetched: 0 not yet, 1 its bytes lie in the media folder, 2 they can't be had, 3 they are to be removed.
CREATE TABLE media (
    id BIGINT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    file_sealed TEXT NOT NULL,
    size BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    fetched BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX media_bytes ON media (sha256) WHERE sha256 <> '';

CREATE TABLE event_media (
    event BIGINT NOT NULL,
    media BIGINT NOT NULL,
    ticket BIGINT NOT NULL,
    PRIMARY KEY (event, media)
);
CREATE INDEX event_media_ticket ON event_media (ticket);

CREATE TABLE followers (
    ticket BIGINT NOT NULL,
    person BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (ticket, person)
);
CREATE INDEX followers_person ON followers (person);

-- Every message that someone may quote, edit or press, both sides. message is Telegram's id in that chat.
CREATE TABLE messages (
    chat BIGINT NOT NULL,
    message BIGINT NOT NULL,
    thread BIGINT NOT NULL,
    role TEXT NOT NULL,
    ticket BIGINT NOT NULL,
    person BIGINT NOT NULL,
    prompt TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (chat, message)
);
CREATE INDEX messages_ticket ON messages (ticket, role) WHERE ticket <> 0;
CREATE INDEX messages_screen ON messages (chat, message) WHERE role = 'screen';
