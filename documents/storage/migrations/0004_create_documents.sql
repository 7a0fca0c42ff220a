-- SPDX-FileCopyrightText: 2026 The Möhür contributors
-- SPDX-License-Identifier: Apache-2.0
--
-- Documents, their versions and files. Versions and files are facts: inserted, never changed.

CREATE TABLE content (
    agency_id uuid        NOT NULL REFERENCES agency,
    algorithm text        NOT NULL CHECK (algorithm IN ('sha-256', 'sha-384', 'sha-512')),
    digest    bytea       NOT NULL,
    size      bigint      NOT NULL CHECK (size >= 0),
    stored_at timestamptz NOT NULL,
    PRIMARY KEY (agency_id, algorithm, digest)
);
CALL wall('content');
GRANT SELECT, INSERT ON content TO mohur_app;

CREATE TABLE correspondent (
    agency_id  uuid        NOT NULL REFERENCES agency,
    id         uuid        NOT NULL,
    name       text        NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
    kind       text        NOT NULL CHECK (kind IN ('organisation', 'person')),
    voen       text        CHECK (voen ~ '^[0-9]{10}$'),
    peer_code  text,                  -- where electronic exchange reaches it
    created_at timestamptz NOT NULL,
    PRIMARY KEY (agency_id, id)
);
CREATE INDEX ON correspondent (agency_id, az_fold(name) text_pattern_ops);
CALL wall('correspondent');
GRANT SELECT, INSERT, UPDATE (name, voen, peer_code) ON correspondent TO mohur_app;

CREATE TABLE document (
    agency_id        uuid        NOT NULL REFERENCES agency,
    id               uuid        NOT NULL,
    row_version      bigint      NOT NULL DEFAULT 1,
    state            text        NOT NULL
        CHECK (state IN ('draft', 'in_approval', 'at_signing', 'returned', 'registered',
                         'in_execution', 'executed', 'filed', 'cancelled')),
    direction        text        NOT NULL
        CHECK (direction IN ('incoming', 'outgoing', 'internal', 'certificate')),
    kind             text        NOT NULL CHECK (kind ~ '^[a-z_]{2,40}$'),
    title            text        NOT NULL CHECK (length(title) BETWEEN 1 AND 1000),
    summary          text        NOT NULL CHECK (length(summary) <= 10000),
    access_mark      text        NOT NULL CHECK (access_mark IN ('open', 'service_use')),
    correspondent_id uuid,
    their_number     text        NOT NULL DEFAULT '' CHECK (length(their_number) <= 100),
    their_date       date,
    sheets           integer     NOT NULL DEFAULT 0 CHECK (sheets BETWEEN 0 AND 100000),
    current_version  integer     NOT NULL DEFAULT 0 CHECK (current_version >= 0),
    registration_id  uuid,
    case_file_id     uuid,
    author_id        uuid,
    created_at       timestamptz NOT NULL,
    changed_at       timestamptz NOT NULL,
    words            tsvector    NOT NULL GENERATED ALWAYS AS
        (to_tsvector('simple', az_fold(title || ' ' || summary))) STORED,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, correspondent_id) REFERENCES correspondent,
    FOREIGN KEY (agency_id, author_id) REFERENCES assignment
);
CREATE INDEX ON document (agency_id, state, id DESC);
CREATE INDEX ON document USING gin (words);
CALL wall('document');
GRANT SELECT, INSERT, UPDATE ON document TO mohur_app;

CREATE TABLE document_version (
    agency_id   uuid        NOT NULL,
    document_id uuid        NOT NULL,
    no          integer     NOT NULL CHECK (no > 0),
    note        text        NOT NULL CHECK (length(note) <= 1000),
    created_by  uuid,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (agency_id, document_id, no),
    FOREIGN KEY (agency_id, document_id) REFERENCES document
);
CALL wall('document_version');
GRANT SELECT, INSERT ON document_version TO mohur_app;

CREATE TABLE document_file (
    agency_id   uuid    NOT NULL,
    document_id uuid    NOT NULL,
    version_no  integer NOT NULL,
    no          integer NOT NULL CHECK (no > 0),
    role        text    NOT NULL
        CHECK (role IN ('main', 'annex', 'signed', 'rendition', 'facts', 'package',
                        'verification_report', 'evidence', 'receipt')),
    name        text    NOT NULL CHECK (length(name) BETWEEN 1 AND 255 AND name !~ '[/\\\x01-\x1f]'),
    media_type  text    NOT NULL CHECK (media_type ~ '^[a-z0-9.+-]+/[a-z0-9.+-]+$'),
    algorithm   text    NOT NULL,
    digest      bytea   NOT NULL,
    size        bigint  NOT NULL,
    PRIMARY KEY (agency_id, document_id, version_no, no),
    FOREIGN KEY (agency_id, document_id, version_no) REFERENCES document_version,
    FOREIGN KEY (agency_id, algorithm, digest) REFERENCES content
);
CREATE INDEX ON document_file (agency_id, algorithm, digest);
CALL wall('document_file');
GRANT SELECT, INSERT ON document_file TO mohur_app;

-- Need to know: who takes part in a document may see it.
CREATE TABLE document_participant (
    agency_id     uuid        NOT NULL,
    document_id   uuid        NOT NULL,
    assignment_id uuid        NOT NULL,
    ground        text        NOT NULL CHECK (ground IN ('author', 'route', 'resolution', 'executor', 'control')),
    since         timestamptz NOT NULL,
    PRIMARY KEY (agency_id, assignment_id, document_id, ground),
    FOREIGN KEY (agency_id, document_id) REFERENCES document,
    FOREIGN KEY (agency_id, assignment_id) REFERENCES assignment
);
CREATE INDEX ON document_participant (agency_id, document_id);
CALL wall('document_participant');
GRANT SELECT, INSERT ON document_participant TO mohur_app;

CREATE TABLE document_link (
    agency_id  uuid        NOT NULL,
    from_id    uuid        NOT NULL,
    to_id      uuid        NOT NULL,
    type       text        NOT NULL CHECK (type IN ('reply_to', 'annex', 'supersedes', 'amends', 'related')),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (agency_id, from_id, to_id, type),
    FOREIGN KEY (agency_id, from_id) REFERENCES document,
    FOREIGN KEY (agency_id, to_id) REFERENCES document,
    CHECK (from_id <> to_id)
);
CREATE INDEX ON document_link (agency_id, to_id);
CALL wall('document_link');
GRANT SELECT, INSERT ON document_link TO mohur_app;
