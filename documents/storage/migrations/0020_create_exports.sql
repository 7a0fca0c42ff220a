-- SPDX-FileCopyrightText: 2026 The Möhür contributors
-- SPDX-License-Identifier: Apache-2.0
--
-- Packages of case files that were asked for. The package lies in the content store, encrypted as
-- everything there; this row says what became of the request.

CREATE TABLE case_file_export (
    agency_id     uuid        NOT NULL,
    id            uuid        NOT NULL,
    case_file_id  uuid        NOT NULL,
    person_id     uuid        NOT NULL REFERENCES person,
    assignment_id uuid        NOT NULL,
    on_behalf_of  uuid,
    state         text        NOT NULL CHECK (state IN ('waiting', 'ready', 'failed')),
    algorithm     text,
    digest        bytea,
    size          bigint      NOT NULL DEFAULT 0 CHECK (size >= 0),
    manifest      bytea       CHECK (octet_length(manifest) = 32),  -- SHA-256 of manifest-sha256.txt
    documents     integer     NOT NULL DEFAULT 0 CHECK (documents >= 0),
    files         integer     NOT NULL DEFAULT 0 CHECK (files >= 0),
    signed_files  integer     NOT NULL DEFAULT 0 CHECK (signed_files >= 0),
    reason        text        NOT NULL DEFAULT '' CHECK (length(reason) <= 200),
    requested_at  timestamptz NOT NULL,
    changed_at    timestamptz NOT NULL,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, case_file_id) REFERENCES case_file,
    FOREIGN KEY (agency_id, assignment_id) REFERENCES assignment,
    FOREIGN KEY (agency_id, algorithm, digest) REFERENCES content,
    CHECK ((state = 'ready') = (digest IS NOT NULL AND manifest IS NOT NULL)),
    CHECK ((state = 'failed') = (reason <> ''))
);
CREATE INDEX ON case_file_export (agency_id, case_file_id, id DESC);
CALL wall('case_file_export');
GRANT SELECT, INSERT, UPDATE (state, algorithm, digest, size, manifest, documents, files,
                              signed_files, reason, changed_at) ON case_file_export TO mohur_app;
