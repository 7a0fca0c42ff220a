-- SPDX-FileCopyrightText: 2026 The Möhür contributors
-- SPDX-License-Identifier: Apache-2.0
--
-- Background work. Claimed by a lease; `attempt` fences a worker whose lease ran out.
CREATE TABLE job (
    agency_id   uuid        NOT NULL REFERENCES agency,
    id          uuid        NOT NULL,
    kind        text        NOT NULL CHECK (kind ~ '^[a-z_]{2,40}$'),
    subject     text        NOT NULL CHECK (length(subject) <= 100),  -- what it is about
    payload     json        NOT NULL,
    state       text        NOT NULL CHECK (state IN ('ready', 'leased', 'done', 'dead')),
    run_at      timestamptz NOT NULL,
    attempt     integer     NOT NULL DEFAULT 0,
    worker      text        NOT NULL DEFAULT '' CHECK (length(worker) <= 100),
    lease_until timestamptz,
    error       text        NOT NULL DEFAULT '' CHECK (length(error) <= 1000),
    created_at  timestamptz NOT NULL,
    changed_at  timestamptz NOT NULL,
    PRIMARY KEY (agency_id, id),
    CHECK ((state = 'leased') = (lease_until IS NOT NULL))
);
-- At most one job of a kind waits or runs for a subject.
CREATE UNIQUE INDEX job_once ON job (agency_id, kind, subject) WHERE state IN ('ready', 'leased');
CREATE INDEX ON job (agency_id, kind, run_at) WHERE state = 'ready';
CREATE INDEX ON job (agency_id, lease_until) WHERE state = 'leased';
CALL wall('job');
GRANT SELECT, INSERT, UPDATE (state, run_at, attempt, worker, lease_until, error, changed_at), DELETE
    ON job TO mohur_app;
