-- SPDX-FileCopyrightText: 2026 The Möhür contributors
-- SPDX-License-Identifier: Apache-2.0
--
-- Files that were sent and are not yet part of a document. What nothing refers to is swept by age.

CREATE TABLE upload (
    agency_id   uuid        NOT NULL REFERENCES agency,
    id          uuid        NOT NULL,
    person_id   uuid        NOT NULL REFERENCES person,
    name        text        NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
    media_type  text        NOT NULL,
    algorithm   text        NOT NULL,
    digest      bytea       NOT NULL,
    pages       integer     NOT NULL CHECK (pages >= 0),
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, algorithm, digest) REFERENCES content
);
CREATE INDEX ON upload (agency_id, created_at);
CALL wall('upload');
GRANT SELECT, INSERT, DELETE ON upload TO mohur_app;
