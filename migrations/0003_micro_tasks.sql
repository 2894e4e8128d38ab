-- Micro-tasks (微实事), see 0001 for the rules of these files.

-- State columns are what folding the task's events gives, `fold` holds that whole. ended_at is when it was struck off or
-- dropped, 0 while it is open. carried_month is the month (202611) it was carried over from last. colour turns with the
-- clock: a timer a task.
CREATE TABLE tasks (
    id BIGINT NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    version BIGINT NOT NULL,
    compound BIGINT NOT NULL,
    category TEXT NOT NULL,
    stage TEXT NOT NULL,
    is_open BIGINT NOT NULL,
    colour TEXT NOT NULL,
    responsible BIGINT NOT NULL,
    deadline BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    ended_at BIGINT NOT NULL,
    carried_month BIGINT NOT NULL,
    fold TEXT NOT NULL,
    private_sealed TEXT NOT NULL
);
-- Lists walk one of these in order and stop at the end of their page, however many tasks there are.
CREATE INDEX tasks_open ON tasks (compound, deadline, id) WHERE is_open = 1;
CREATE INDEX tasks_red ON tasks (compound, deadline, id) WHERE colour = 'red';
CREATE INDEX tasks_stage ON tasks (compound, stage, deadline, id);
CREATE INDEX tasks_category ON tasks (compound, category, deadline, id) WHERE is_open = 1;
CREATE INDEX tasks_responsible ON tasks (responsible, deadline, id) WHERE is_open = 1;
CREATE INDEX tasks_due ON tasks (deadline, id) WHERE is_open = 1;
CREATE INDEX tasks_ended ON tasks (compound, ended_at) WHERE is_open = 0;
CREATE INDEX tasks_carried ON tasks (compound, carried_month) WHERE carried_month <> 0;

-- How many tasks stand where, kept with every change of a task: the map and the board read nothing else.
CREATE TABLE task_counts (
    compound BIGINT NOT NULL,
    stage TEXT NOT NULL,
    colour TEXT NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (compound, stage, colour)
);

-- stage is the stage that the event brought, '' where it brought none.
CREATE TABLE task_events (
    id BIGINT NOT NULL PRIMARY KEY,
    task BIGINT NOT NULL,
    version BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    person BIGINT NOT NULL,
    kind TEXT NOT NULL,
    compound BIGINT NOT NULL,
    stage TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX task_events_task ON task_events (task, id);
CREATE INDEX task_events_moved ON task_events (compound, at) WHERE stage <> '';

CREATE TABLE task_bodies (event BIGINT NOT NULL PRIMARY KEY, task BIGINT NOT NULL, words_sealed TEXT NOT NULL);
CREATE INDEX task_bodies_task ON task_bodies (task);

CREATE TABLE task_media (
    event BIGINT NOT NULL,
    media BIGINT NOT NULL,
    task BIGINT NOT NULL,
    PRIMARY KEY (event, media)
);
CREATE INDEX task_media_task ON task_media (task);

CREATE TABLE task_followers (
    task BIGINT NOT NULL,
    person BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (task, person)
);
CREATE INDEX task_followers_person ON task_followers (person);

-- A ticket follows one task; the number is the ticket's.
CREATE TABLE task_tickets (ticket BIGINT NOT NULL PRIMARY KEY, task BIGINT NOT NULL);
CREATE INDEX task_tickets_task ON task_tickets (task);

-- 月度销号: a closed month of a compound, once, and what became of each task due in it.
CREATE TABLE close_outs (
    compound BIGINT NOT NULL,
    month BIGINT NOT NULL,
    at BIGINT NOT NULL,
    struck_off BIGINT NOT NULL,
    carried BIGINT NOT NULL,
    PRIMARY KEY (compound, month)
);
-- reason is '' where it was struck off or nobody gave one; until is 0 where nobody gave a date.
CREATE TABLE close_out_rows (
    compound BIGINT NOT NULL,
    month BIGINT NOT NULL,
    task BIGINT NOT NULL,
    struck_off BIGINT NOT NULL,
    reason TEXT NOT NULL,
    until BIGINT NOT NULL,
    times BIGINT NOT NULL,
    PRIMARY KEY (compound, month, task)
);
