-- Projects of the Good-Home Fund, see 0001 for the rules of these files.

-- State columns are what folding the project's events gives, fold holds that whole. author is 0 where staff proposed it,
-- ticket 0 where it came from none; cost and granted are fen, 0 until it is vetted and until a vote gave it its money.
CREATE TABLE projects (
    id BIGINT NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    version BIGINT NOT NULL,
    compound BIGINT NOT NULL,
    author BIGINT NOT NULL,
    ticket BIGINT NOT NULL,
    stage TEXT NOT NULL,
    cost BIGINT NOT NULL,
    granted BIGINT NOT NULL,
    fold TEXT NOT NULL,
    words_sealed TEXT NOT NULL
);
CREATE INDEX projects_stage ON projects (compound, stage, number);
CREATE INDEX projects_ticket ON projects (ticket) WHERE ticket <> 0;
CREATE INDEX projects_waiting ON projects (author) WHERE stage = 'proposed';

CREATE TABLE project_events (
    id BIGINT NOT NULL PRIMARY KEY,
    project BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    person BIGINT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX project_events_of ON project_events (project, id);

CREATE TABLE project_bodies (event BIGINT NOT NULL PRIMARY KEY, project BIGINT NOT NULL, words_sealed TEXT NOT NULL);
CREATE INDEX project_bodies_of ON project_bodies (project);

CREATE TABLE project_media (
    event BIGINT NOT NULL,
    media BIGINT NOT NULL,
    project BIGINT NOT NULL,
    PRIMARY KEY (event, media)
);
CREATE INDEX project_media_of ON project_media (project);
