-- SPDX-FileCopyrightText: 2026 The Möhür contributors
-- SPDX-License-Identifier: Apache-2.0
--
-- Answers of requests that may be repeated: written in the transaction of their effect, so that
-- either both are there or neither.

CREATE TABLE request (
    agency_id   uuid        NOT NULL REFERENCES agency,
    person_id   uuid        NOT NULL REFERENCES person,
    key         text        NOT NULL CHECK (length(key) BETWEEN 8 AND 128),
    body_digest bytea       NOT NULL CHECK (length(body_digest) = 32),
    answer      json,       -- null while the request is being done by another transaction
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (agency_id, person_id, key)
);
CREATE INDEX ON request (agency_id, created_at);
CALL wall('request');
GRANT SELECT, INSERT, UPDATE (answer), DELETE ON request TO mohur_app;
