-- SPDX-FileCopyrightText: 2026 The Möhür contributors
-- SPDX-License-Identifier: Apache-2.0
--
-- Signing sessions: the intent is stored before the key is used, and a session signs once.

CREATE TABLE signing_session (
    agency_id       uuid        NOT NULL,
    id              uuid        NOT NULL,
    document_id     uuid        NOT NULL,
    round           integer     NOT NULL,
    step_no         integer     NOT NULL,
    version_no      integer     NOT NULL,           -- whose main file is signed
    registration_id uuid,                           -- set for the last signature
    person_id       uuid        NOT NULL REFERENCES person,
    assignment_id   uuid        NOT NULL,
    on_behalf_of    uuid,
    state           text        NOT NULL
        CHECK (state IN ('opened', 'prepared', 'redeemed', 'completed', 'failed', 'abandoned',
                         'expired')),
    intent          json,
    prepared        bytea,
    opened_at       timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    ended_at        timestamptz,
    reason          text        NOT NULL DEFAULT '' CHECK (length(reason) <= 1000),
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, document_id, round, step_no) REFERENCES route_step,
    FOREIGN KEY (agency_id, document_id, version_no) REFERENCES document_version,
    FOREIGN KEY (agency_id, registration_id) REFERENCES registration,
    FOREIGN KEY (agency_id, assignment_id) REFERENCES assignment,
    CHECK (state NOT IN ('prepared', 'redeemed', 'completed')
           OR (intent IS NOT NULL AND prepared IS NOT NULL)),
    CHECK ((state IN ('opened', 'prepared', 'redeemed')) = (ended_at IS NULL))
);
CREATE UNIQUE INDEX signing_session_one_live
    ON signing_session (agency_id, document_id) WHERE state IN ('opened', 'prepared', 'redeemed');
CREATE INDEX ON signing_session (agency_id, expires_at)
    WHERE state IN ('opened', 'prepared', 'redeemed');
CALL wall('signing_session');
GRANT SELECT, INSERT, UPDATE (version_no, state, intent, prepared, ended_at, reason)
    ON signing_session TO mohur_app;

CREATE TABLE signature (
    agency_id           uuid        NOT NULL,
    session_id          uuid        NOT NULL,
    document_id         uuid        NOT NULL,
    version_no          integer     NOT NULL,        -- that holds the signed paper
    action              text        NOT NULL CHECK (action IN ('sign', 'seal')),
    format              text        NOT NULL,
    signer_name         text        NOT NULL,
    post                text        NOT NULL,
    on_behalf_of        uuid,
    certificate         bytea       NOT NULL,
    indication          text        NOT NULL,
    best_signature_time timestamptz,
    verdict             json        NOT NULL,
    signed_at           timestamptz NOT NULL,
    PRIMARY KEY (agency_id, session_id),
    FOREIGN KEY (agency_id, session_id) REFERENCES signing_session,
    FOREIGN KEY (agency_id, document_id, version_no) REFERENCES document_version
);
CREATE INDEX ON signature (agency_id, document_id);
CALL wall('signature');
GRANT SELECT, INSERT ON signature TO mohur_app;

-- Printed on the paper; who holds it may ask whether the paper stands.
CREATE TABLE verification_code (
    agency_id   uuid        NOT NULL,
    code        text        NOT NULL UNIQUE CHECK (code ~ '^[0-9A-HJKMNP-TV-Z]{20}$'),
    document_id uuid        NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (agency_id, document_id),
    FOREIGN KEY (agency_id, document_id) REFERENCES document
);
CALL wall('verification_code');
GRANT SELECT, INSERT ON verification_code TO mohur_app;

-- What a certificate-of-fact says and of whom.
CREATE TABLE certificate_request (
    agency_id    uuid        NOT NULL,
    document_id  uuid        NOT NULL,
    template     text        NOT NULL CHECK (template ~ '^[a-z0-9_-]{2,64}$'),
    subject_name text        NOT NULL CHECK (length(subject_name) BETWEEN 1 AND 300),
    subject_fin  text        CHECK (subject_fin ~ '^[0-9A-HJ-NP-Z]{7}$'),
    presented_to text        NOT NULL DEFAULT '' CHECK (length(presented_to) <= 300),
    facts        json        NOT NULL,
    valid_until  date,
    requested_at timestamptz NOT NULL,
    PRIMARY KEY (agency_id, document_id),
    FOREIGN KEY (agency_id, document_id) REFERENCES document
);
CALL wall('certificate_request');
GRANT SELECT, INSERT ON certificate_request TO mohur_app;

-- Public verification: no agency is set, and only what the paper's holder may know comes out.
CREATE INDEX ON document_file (digest) WHERE role = 'signed';
CALL let_search_see('verification_code');
CALL let_search_see('certificate_request');
CALL let_search_see('registration_step');
CALL let_search_see('document_file');
GRANT SELECT ON registration_line TO mohur_search;

-- "Məmmədov Elçin" -> "M*** E***".
CREATE FUNCTION masked(name text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
    SELECT string_agg(left(word, 1) || '***', ' ' ORDER BY place)
      FROM regexp_split_to_table(name, '\s+') WITH ORDINALITY AS part(word, place)
     WHERE word <> ''
$$;

CREATE FUNCTION public_check(wanted_code text, wanted_digest bytea)
    RETURNS TABLE (agency_name text, direction text, kind text, index_text text, on_date date,
                   registration_state text, valid_until date, subject text, algorithm text,
                   digest bytea)
    LANGUAGE sql STABLE
    AS $$
    WITH paper AS (
        SELECT verification_code.agency_id, verification_code.document_id
          FROM verification_code
         WHERE code = wanted_code
        UNION
        SELECT document_file.agency_id, document_file.document_id
          FROM document_file
         WHERE document_file.digest = wanted_digest AND role = 'signed'
         LIMIT 1)
    SELECT agency.name, document.direction, document.kind, line.index_text, line.on_date,
           line.state, certificate_request.valid_until, masked(certificate_request.subject_name),
           file.algorithm, file.digest
      FROM paper
      JOIN agency ON agency.id = paper.agency_id
      JOIN document ON document.agency_id = paper.agency_id AND document.id = paper.document_id
      JOIN registration_line AS line ON line.agency_id = document.agency_id
                                    AND line.id = document.registration_id
      LEFT JOIN certificate_request ON certificate_request.agency_id = document.agency_id
                                   AND certificate_request.document_id = document.id
      JOIN LATERAL (
          SELECT document_file.algorithm, document_file.digest
            FROM document_file
           WHERE document_file.agency_id = document.agency_id
             AND document_file.document_id = document.id AND document_file.role = 'signed'
           ORDER BY document_file.version_no DESC, document_file.no
           LIMIT 1) AS file ON true
     WHERE line.state <> 'numbered' AND document.direction IN ('outgoing', 'certificate')
$$;
CALL give_to_search('public_check(text, bytea)');
