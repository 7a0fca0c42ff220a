-- SPDX-FileCopyrightText: 2026 The Möhür contributors
-- SPDX-License-Identifier: Apache-2.0
--
-- Exchange between agencies: whom we know, what goes out, what came in. A consignment is one
-- sealed package; its id is the sender's and stays the same on every attempt.

CREATE TABLE peer (
    agency_id  uuid        NOT NULL REFERENCES agency,
    id         uuid        NOT NULL,
    code       text        NOT NULL CHECK (code ~ '^[a-z0-9-]{2,32}$'),
    name       text        NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
    voen       text        NOT NULL CHECK (voen ~ '^[0-9]{10}$'),  -- that its seal must carry
    endpoint   text        NOT NULL CHECK (endpoint ~ '^https?://'),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (agency_id, id),
    UNIQUE (agency_id, code)
);
CALL wall('peer');
GRANT SELECT, INSERT, UPDATE (name, voen, endpoint) ON peer TO mohur_app;

CREATE TABLE outgoing_consignment (
    agency_id   uuid        NOT NULL REFERENCES agency,
    id          uuid        NOT NULL,
    peer_id     uuid        NOT NULL,
    document_id uuid        NOT NULL,
    kind        text        NOT NULL CHECK (kind IN ('letter', 'receipt')),
    answers     uuid,                   -- of a receipt: the consignment that it confirms
    algorithm   text        NOT NULL,
    digest      bytea       NOT NULL,
    state       text        NOT NULL
        CHECK (state IN ('signed', 'delivered', 'registered', 'refused', 'failed')),
    attempt     integer     NOT NULL DEFAULT 0,
    next_at     timestamptz NOT NULL,
    their_index text        NOT NULL DEFAULT '' CHECK (length(their_index) <= 100),
    their_date  date,
    refusal     text        NOT NULL DEFAULT '' CHECK (length(refusal) <= 200),
    created_at  timestamptz NOT NULL,
    changed_at  timestamptz NOT NULL,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, peer_id) REFERENCES peer,
    FOREIGN KEY (agency_id, document_id) REFERENCES document,
    FOREIGN KEY (agency_id, algorithm, digest) REFERENCES content,
    CHECK ((kind = 'receipt') = (answers IS NOT NULL))
);
CREATE INDEX ON outgoing_consignment (agency_id, next_at) WHERE state = 'signed';
CREATE INDEX ON outgoing_consignment (agency_id, document_id);
CALL wall('outgoing_consignment');
GRANT SELECT, INSERT, UPDATE (state, attempt, next_at, their_index, their_date, refusal, changed_at)
    ON outgoing_consignment TO mohur_app;

CREATE TABLE incoming_consignment (
    agency_id   uuid        NOT NULL REFERENCES agency,
    peer_id     uuid        NOT NULL,
    id          uuid        NOT NULL,   -- the sender's
    kind        text        NOT NULL CHECK (kind IN ('letter', 'receipt')),
    algorithm   text        NOT NULL,
    digest      bytea       NOT NULL,
    state       text        NOT NULL CHECK (state IN ('verified', 'captured', 'refused')),
    refusal     text        NOT NULL DEFAULT '' CHECK (length(refusal) <= 200),
    document_id uuid,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (agency_id, peer_id, id),
    FOREIGN KEY (agency_id, peer_id) REFERENCES peer,
    FOREIGN KEY (agency_id, document_id) REFERENCES document,
    FOREIGN KEY (agency_id, algorithm, digest) REFERENCES content
);
CREATE INDEX ON incoming_consignment (agency_id, document_id);
CALL wall('incoming_consignment');
GRANT SELECT, INSERT, UPDATE (state, document_id) ON incoming_consignment TO mohur_app;
