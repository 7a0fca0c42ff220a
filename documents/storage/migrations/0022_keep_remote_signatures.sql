-- SPDX-FileCopyrightText: 2026 The Möhür contributors
-- SPDX-License-Identifier: Apache-2.0
--
-- Keys that are not at the server: which means a session was prepared for, what an outsider must show
-- to hand its value in, and what was asked of a remote signer, so that a restart between question and
-- answer loses nothing.

ALTER TABLE signing_session
    ADD COLUMN means        text  NOT NULL DEFAULT '' CHECK (length(means) <= 64),
    ADD COLUMN signer_kind  text  NOT NULL DEFAULT '' CHECK (length(signer_kind) <= 32),
    ADD COLUMN format       text  NOT NULL DEFAULT '' CHECK (length(format) <= 64),
    ADD COLUMN content      text  NOT NULL DEFAULT '',     -- digest of the file that is signed
    ADD COLUMN to_be_signed text  NOT NULL DEFAULT '',     -- DTBSR: algorithm and digest
    ADD COLUMN nonce        bytea CHECK (octet_length(nonce) = 32),
    ADD COLUMN value_key    bytea CHECK (octet_length(value_key) = 32);  -- of the Idempotency-Key
GRANT UPDATE (means, signer_kind, format, content, to_be_signed, nonce, value_key)
    ON signing_session TO mohur_app;

-- The telephone number is kept while the answer is waited for and no longer.
CREATE TABLE remote_signature (
    agency_id  uuid        NOT NULL,
    session_id uuid        NOT NULL,
    means      text        NOT NULL CHECK (length(means) BETWEEN 1 AND 64),
    recipient  json,
    state      text        NOT NULL
        CHECK (state IN ('chosen', 'wanted', 'asked', 'waiting', 'ended')),
    remote_id  text        NOT NULL DEFAULT '' CHECK (length(remote_id) <= 200),
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (agency_id, session_id),
    FOREIGN KEY (agency_id, session_id) REFERENCES signing_session,
    CHECK ((state = 'ended') = (recipient IS NULL)),
    CHECK (state <> 'waiting' OR remote_id <> '')
);
CALL wall('remote_signature');
GRANT SELECT, INSERT, UPDATE (means, recipient, state, remote_id, changed_at)
    ON remote_signature TO mohur_app;
