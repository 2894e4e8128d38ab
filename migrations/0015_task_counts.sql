-- How many tasks stand where, a row a compound: a row for each stage and colour made 4,000 for the 200 compounds of one
-- map, and walking them took most of its time. A column for each stage and colour, see store::tasks::counts.
DROP TABLE task_counts;
CREATE TABLE task_counts (
    compound BIGINT NOT NULL PRIMARY KEY,
    proposed_green BIGINT NOT NULL,
    proposed_yellow BIGINT NOT NULL,
    proposed_red BIGINT NOT NULL,
    decided_green BIGINT NOT NULL,
    decided_yellow BIGINT NOT NULL,
    decided_red BIGINT NOT NULL,
    published_green BIGINT NOT NULL,
    published_yellow BIGINT NOT NULL,
    published_red BIGINT NOT NULL,
    scheduled_green BIGINT NOT NULL,
    scheduled_yellow BIGINT NOT NULL,
    scheduled_red BIGINT NOT NULL,
    under_way_green BIGINT NOT NULL,
    under_way_yellow BIGINT NOT NULL,
    under_way_red BIGINT NOT NULL,
    acceptance_green BIGINT NOT NULL,
    acceptance_yellow BIGINT NOT NULL,
    acceptance_red BIGINT NOT NULL,
    struck_off_green BIGINT NOT NULL,
    struck_off_yellow BIGINT NOT NULL,
    struck_off_red BIGINT NOT NULL,
    dropped_green BIGINT NOT NULL,
    dropped_yellow BIGINT NOT NULL,
    dropped_red BIGINT NOT NULL
);
INSERT INTO task_counts
SELECT
    compound,
    COUNT(*) FILTER (WHERE stage = 'proposed' AND colour = 'green'),
    COUNT(*) FILTER (WHERE stage = 'proposed' AND colour = 'yellow'),
    COUNT(*) FILTER (WHERE stage = 'proposed' AND colour = 'red'),
    COUNT(*) FILTER (WHERE stage = 'decided' AND colour = 'green'),
    COUNT(*) FILTER (WHERE stage = 'decided' AND colour = 'yellow'),
    COUNT(*) FILTER (WHERE stage = 'decided' AND colour = 'red'),
    COUNT(*) FILTER (WHERE stage = 'published' AND colour = 'green'),
    COUNT(*) FILTER (WHERE stage = 'published' AND colour = 'yellow'),
    COUNT(*) FILTER (WHERE stage = 'published' AND colour = 'red'),
    COUNT(*) FILTER (WHERE stage = 'scheduled' AND colour = 'green'),
    COUNT(*) FILTER (WHERE stage = 'scheduled' AND colour = 'yellow'),
    COUNT(*) FILTER (WHERE stage = 'scheduled' AND colour = 'red'),
    COUNT(*) FILTER (WHERE stage = 'under_way' AND colour = 'green'),
    COUNT(*) FILTER (WHERE stage = 'under_way' AND colour = 'yellow'),
    COUNT(*) FILTER (WHERE stage = 'under_way' AND colour = 'red'),
    COUNT(*) FILTER (WHERE stage = 'acceptance' AND colour = 'green'),
    COUNT(*) FILTER (WHERE stage = 'acceptance' AND colour = 'yellow'),
    COUNT(*) FILTER (WHERE stage = 'acceptance' AND colour = 'red'),
    COUNT(*) FILTER (WHERE stage = 'struck_off' AND colour = 'green'),
    COUNT(*) FILTER (WHERE stage = 'struck_off' AND colour = 'yellow'),
    COUNT(*) FILTER (WHERE stage = 'struck_off' AND colour = 'red'),
    COUNT(*) FILTER (WHERE stage = 'dropped' AND colour = 'green'),
    COUNT(*) FILTER (WHERE stage = 'dropped' AND colour = 'yellow'),
    COUNT(*) FILTER (WHERE stage = 'dropped' AND colour = 'red')
FROM tasks
GROUP BY compound;
