-- SPDX-FileCopyrightText: 2026 The Möhür contributors
-- SPDX-License-Identifier: Apache-2.0
--
-- The nomenclature of files (işlərin nomenklaturası) and the case files of a year.

CREATE TABLE file_class (
    agency_id  uuid        NOT NULL REFERENCES agency,
    id         uuid        NOT NULL,
    index_text text        NOT NULL CHECK (length(index_text) BETWEEN 1 AND 16),
    title      text        NOT NULL CHECK (length(title) BETWEEN 1 AND 300),
    retention  text        NOT NULL CHECK (length(retention) BETWEEN 1 AND 100),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (agency_id, id),
    UNIQUE (agency_id, index_text)
);
CALL wall('file_class');
GRANT SELECT, INSERT ON file_class TO mohur_app;

CREATE TABLE case_file (
    agency_id uuid        NOT NULL,
    id        uuid        NOT NULL,
    class_id  uuid        NOT NULL,
    year      smallint    NOT NULL,
    volume    smallint    NOT NULL CHECK (volume > 0),
    title     text        NOT NULL CHECK (length(title) BETWEEN 1 AND 300),
    opened_at timestamptz NOT NULL,
    closed_at timestamptz,
    PRIMARY KEY (agency_id, id),
    UNIQUE (agency_id, class_id, year, volume),
    FOREIGN KEY (agency_id, class_id) REFERENCES file_class
);
CALL wall('case_file');
GRANT SELECT, INSERT, UPDATE (closed_at) ON case_file TO mohur_app;

ALTER TABLE document ADD FOREIGN KEY (agency_id, case_file_id) REFERENCES case_file;
CREATE INDEX ON document (agency_id, case_file_id) WHERE case_file_id IS NOT NULL;
