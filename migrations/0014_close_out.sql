-- What a month's close-out counts is read from indexes alone: the table was opened for every task that ended in the month.
DROP INDEX tasks_ended;
CREATE INDEX tasks_struck_off ON tasks (compound, ended_at) WHERE is_open = 0 AND stage = 'struck_off';
DROP INDEX tasks_carried;
CREATE INDEX tasks_carried ON tasks (compound, carried_month, deadline) WHERE carried_month <> 0 AND is_open = 1;
