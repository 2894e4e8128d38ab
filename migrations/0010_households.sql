-- Households and who belongs to them, see 0001 for the rules of these files.

-- The owners (业主) of one or more dwellings: one head in owners' decisions. Who they are stands nowhere. code is the
-- operator's, or empty for the owners of a dwelling that was imported without one.
CREATE TABLE owner_groups (
    id BIGINT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL,
    compound BIGINT NOT NULL
);
CREATE UNIQUE INDEX owner_groups_code ON owner_groups (compound, code) WHERE code <> '';

-- One dwelling (户). building and unit are normalised as a ticket's are ('' where there is none); room_mark is the room's
-- HMAC, by which a dwelling is found; area is the exclusive area in 0.01 m²; owners: its owner group.
CREATE TABLE households (
    id BIGINT NOT NULL PRIMARY KEY,
    compound BIGINT NOT NULL,
    building TEXT NOT NULL,
    unit TEXT NOT NULL,
    room_mark TEXT NOT NULL,
    room_sealed TEXT NOT NULL,
    area BIGINT NOT NULL,
    owners BIGINT NOT NULL
);
CREATE UNIQUE INDEX households_door ON households (compound, building, unit, room_mark);
CREATE INDEX households_owners ON households (owners);

-- Who belongs to which household: tie is owner, family or tenant; proxy is 1 where the owners let family vote for them;
-- confirmed_by is the person (staff) who confirmed it, 0 for a code. Ended ties stay with their end; ended_at is 0 while
-- they hold.
CREATE TABLE occupancies (
    id BIGINT NOT NULL PRIMARY KEY,
    household BIGINT NOT NULL,
    person BIGINT NOT NULL,
    tie TEXT NOT NULL,
    proxy BIGINT NOT NULL,
    confirmed_by BIGINT NOT NULL,
    since BIGINT NOT NULL,
    ended_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX occupancies_held ON occupancies (household, person) WHERE ended_at = 0;
CREATE INDEX occupancies_person ON occupancies (person) WHERE ended_at = 0;

-- One-time codes by which residents bind, as HMACs; used_at is 0 while they may be used.
CREATE TABLE household_codes (
    code_mark TEXT NOT NULL PRIMARY KEY,
    household BIGINT NOT NULL,
    tie TEXT NOT NULL,
    until BIGINT NOT NULL,
    used_at BIGINT NOT NULL
);
CREATE INDEX household_codes_household ON household_codes (household);

-- Residents who ask staff to tie them to a household; decided_at is 0 while nobody answered.
CREATE TABLE household_requests (
    id BIGINT NOT NULL PRIMARY KEY,
    household BIGINT NOT NULL,
    person BIGINT NOT NULL,
    tie TEXT NOT NULL,
    decided_at BIGINT NOT NULL,
    decided_by BIGINT NOT NULL,
    granted BIGINT NOT NULL
);
CREATE UNIQUE INDEX household_requests_open ON household_requests (household, person) WHERE decided_at = 0;
CREATE INDEX household_requests_person ON household_requests (person) WHERE decided_at = 0;
