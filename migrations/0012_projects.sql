-- Stands in for the fund projects until they come.
CREATE TABLE projects (
    id BIGINT NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    compound BIGINT NOT NULL,
    stage TEXT NOT NULL,
    granted BIGINT NOT NULL
);
