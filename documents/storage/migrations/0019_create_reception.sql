-- SPDX-FileCopyrightText: 2026 The Möhür contributors
-- SPDX-License-Identifier: Apache-2.0
--
-- What was found when a file came in, and the proof of when: written once, never changed.

CREATE TABLE reception (
    agency_id   uuid        NOT NULL,
    document_id uuid        NOT NULL,
    version_no  integer     NOT NULL,
    file_no     integer     NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (agency_id, document_id, version_no, file_no),
    FOREIGN KEY (agency_id, document_id, version_no, file_no) REFERENCES document_file
);
CALL wall('reception');
GRANT SELECT, INSERT ON reception TO mohur_app;

-- `json` keeps the text as it was given, and the digests are over that text.
CREATE TABLE reception_verdict (
    agency_id     uuid        NOT NULL,
    document_id   uuid        NOT NULL,
    version_no    integer     NOT NULL,
    file_no       integer     NOT NULL,
    mark          text        NOT NULL CHECK (mark IN ('valid', 'not_valid', 'unknown', 'unsigned')),
    verdict       json        NOT NULL,           -- docs/verdict.schema.json
    record        json        NOT NULL,           -- what the time-stamp covers (docs/reception.md)
    record_digest bytea       NOT NULL CHECK (octet_length(record_digest) = 32),  -- SHA-256
    judged_at     timestamptz NOT NULL,
    PRIMARY KEY (agency_id, document_id, version_no, file_no),
    FOREIGN KEY (agency_id, document_id, version_no, file_no) REFERENCES reception
);
CALL wall('reception_verdict');
GRANT SELECT, INSERT ON reception_verdict TO mohur_app;

-- Certificates and revocation answers that the verdict rests on, as content.
CREATE TABLE reception_material (
    agency_id   uuid    NOT NULL,
    document_id uuid    NOT NULL,
    version_no  integer NOT NULL,
    file_no     integer NOT NULL,
    kind        text    NOT NULL CHECK (kind IN ('certificate', 'ocsp_response', 'crl')),
    algorithm   text    NOT NULL,
    digest      bytea   NOT NULL,
    PRIMARY KEY (agency_id, document_id, version_no, file_no, kind, algorithm, digest),
    FOREIGN KEY (agency_id, document_id, version_no, file_no) REFERENCES reception_verdict,
    FOREIGN KEY (agency_id, algorithm, digest) REFERENCES content
);
CALL wall('reception_material');
GRANT SELECT, INSERT ON reception_material TO mohur_app;

CREATE TABLE reception_timestamp (
    agency_id   uuid        NOT NULL,
    document_id uuid        NOT NULL,
    version_no  integer     NOT NULL,
    file_no     integer     NOT NULL,
    token       bytea       NOT NULL,             -- RFC 3161, over record_digest
    time        timestamptz NOT NULL,             -- its genTime
    material    json        NOT NULL,             -- by which it was judged
    stored_at   timestamptz NOT NULL,
    PRIMARY KEY (agency_id, document_id, version_no, file_no),
    FOREIGN KEY (agency_id, document_id, version_no, file_no) REFERENCES reception_verdict
);
CALL wall('reception_timestamp');
GRANT SELECT, INSERT ON reception_timestamp TO mohur_app;
