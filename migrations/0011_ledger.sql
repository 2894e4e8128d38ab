-- The ledger, see 0001 for the rules of these files. Amounts are fen. What stands in ledger_entries, ledger_lines and
-- ledger_receipts is never changed and never removed; only ledger_words may be erased.

-- One book a kind of money and place. nr is how many entries it has and head the hash of the last: who appends names the
-- nr they saw, so that of two at once one wins.
CREATE TABLE ledger_books (
    id BIGINT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    place BIGINT NOT NULL,
    holder_sealed TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    opened_by BIGINT NOT NULL,
    nr BIGINT NOT NULL,
    head TEXT NOT NULL
);
CREATE UNIQUE INDEX ledger_books_one ON ledger_books (kind, place);
CREATE INDEX ledger_books_place ON ledger_books (place);

-- What folding a book's lines gives. project is 0 where an account is no project's.
CREATE TABLE ledger_accounts (
    book BIGINT NOT NULL,
    slot TEXT NOT NULL,
    project BIGINT NOT NULL,
    fen BIGINT NOT NULL,
    PRIMARY KEY (book, slot, project)
);
CREATE INDEX ledger_accounts_project ON ledger_accounts (project) WHERE project <> 0;

-- counters is the number of the entry that this one undoes, payout what it was paid for; 0 where there is none.
-- words_hash is SHA-256(salt, words), '' where there are none; it stays when the words are erased.
CREATE TABLE ledger_entries (
    id BIGINT NOT NULL PRIMARY KEY,
    book BIGINT NOT NULL,
    nr BIGINT NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    counters BIGINT NOT NULL,
    payout BIGINT NOT NULL,
    asked_by BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    words_hash TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE UNIQUE INDEX ledger_entries_nr ON ledger_entries (book, nr);
CREATE UNIQUE INDEX ledger_entries_counters ON ledger_entries (book, counters) WHERE counters <> 0;
CREATE UNIQUE INDEX ledger_entries_payout ON ledger_entries (payout) WHERE payout <> 0;
CREATE INDEX ledger_entries_at ON ledger_entries (book, at);

CREATE TABLE ledger_lines (
    entry BIGINT NOT NULL,
    place_in_entry BIGINT NOT NULL,
    slot TEXT NOT NULL,
    project BIGINT NOT NULL,
    fen BIGINT NOT NULL,
    PRIMARY KEY (entry, place_in_entry)
);

CREATE TABLE ledger_receipts (
    entry BIGINT NOT NULL,
    place_in_entry BIGINT NOT NULL,
    media BIGINT NOT NULL,
    PRIMARY KEY (entry, place_in_entry)
);

-- Words and their salt are erased together.
CREATE TABLE ledger_words (entry BIGINT NOT NULL PRIMARY KEY, salt_sealed TEXT NOT NULL, words_sealed TEXT NOT NULL);

-- Payouts that one person asks for and another decides on. media is a JSON list of ids; decided_by and decided_at are 0
-- while it waits.
CREATE TABLE ledger_payouts (
    id BIGINT NOT NULL PRIMARY KEY,
    book BIGINT NOT NULL,
    project BIGINT NOT NULL,
    fen BIGINT NOT NULL,
    state TEXT NOT NULL,
    asked_by BIGINT NOT NULL,
    asked_at BIGINT NOT NULL,
    decided_by BIGINT NOT NULL,
    decided_at BIGINT NOT NULL,
    media TEXT NOT NULL,
    words_sealed TEXT NOT NULL,
    reason_sealed TEXT NOT NULL
);
CREATE INDEX ledger_payouts_waiting ON ledger_payouts (book, id) WHERE state = 'waiting';

-- Quarters as they were posted (公示), with what moved in them; before is what was there when the quarter began.
CREATE TABLE ledger_quarters (
    book BIGINT NOT NULL,
    quarter TEXT NOT NULL,
    before_fen BIGINT NOT NULL,
    came_in BIGINT NOT NULL,
    spent BIGINT NOT NULL,
    posted_at BIGINT NOT NULL,
    until BIGINT NOT NULL,
    posted_by BIGINT NOT NULL,
    PRIMARY KEY (book, quarter)
);
