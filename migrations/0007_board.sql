-- Open tickets by age, counted for the public board along this index alone.
CREATE INDEX tickets_age ON tickets (filed_at) WHERE is_open = 1;
