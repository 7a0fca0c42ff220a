-- SPDX-FileCopyrightText: 2026 The Möhür contributors
-- SPDX-License-Identifier: Apache-2.0
--
-- Event streams, chained by hash, and the Merkle log over them (RFC 6962 section 2.1).
-- Who acts, for whom, and when: one argument of every function that changes records.

CREATE TYPE acting AS (
    person       uuid,         -- NULL: the system itself
    assignment   uuid,
    on_behalf_of uuid,         -- the assignment whose substitute acts
    at           timestamptz,
    day          date          -- of `at` in the agency's time zone
);

CREATE TABLE event (
    agency_id        uuid        NOT NULL REFERENCES agency,
    stream           text        NOT NULL CHECK (stream ~ '^(agency|person|journal|document|case_file):[0-9a-f-]{36}$'),
    no               bigint      NOT NULL CHECK (no > 0),
    type             text        NOT NULL CHECK (type ~ '^[a-z_]+[.][a-z_]+$'),
    actor_person     uuid,
    actor_assignment uuid,
    on_behalf_of     uuid,
    recorded_at      timestamptz NOT NULL,
    payload_digest   bytea       NOT NULL CHECK (octet_length(payload_digest) = 32),
    prev_hash        bytea       NOT NULL CHECK (octet_length(prev_hash) = 32),
    hash             bytea       NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (agency_id, stream, no)
);
CALL wall('event');
GRANT SELECT, INSERT ON event TO mohur_app;

-- Apart from the event, so that lawful disposal can empty it without breaking the chain.
CREATE TABLE event_payload (
    agency_id uuid   NOT NULL,
    stream    text   NOT NULL,
    no        bigint NOT NULL,
    salt      bytea  NOT NULL CHECK (octet_length(salt) = 16),
    payload   json   NOT NULL,
    PRIMARY KEY (agency_id, stream, no),
    FOREIGN KEY (agency_id, stream, no) REFERENCES event
);
CALL wall('event_payload');
GRANT SELECT, INSERT ON event_payload TO mohur_app;

-- Committed events that the sealer has not yet put into the log.
CREATE TABLE unsealed_event (
    agency_id uuid   NOT NULL,
    stream    text   NOT NULL,
    no        bigint NOT NULL,
    PRIMARY KEY (agency_id, stream, no),
    FOREIGN KEY (agency_id, stream, no) REFERENCES event
);
CALL wall('unsealed_event');
GRANT SELECT, INSERT, DELETE ON unsealed_event TO mohur_app;

CREATE TABLE log_entry (
    agency_id  uuid   NOT NULL,
    leaf_index bigint NOT NULL CHECK (leaf_index >= 0),
    stream     text   NOT NULL,
    no         bigint NOT NULL,
    PRIMARY KEY (agency_id, leaf_index),
    UNIQUE (agency_id, stream, no),
    FOREIGN KEY (agency_id, stream, no) REFERENCES event
);
CALL wall('log_entry');
GRANT SELECT, INSERT ON log_entry TO mohur_app;

-- One row per sealed batch. `frontier` holds the roots of the perfect subtrees, largest first, so
-- that the next batch costs log(n) hashes.
CREATE TABLE log_head (
    agency_id uuid        NOT NULL REFERENCES agency,
    tree_size bigint      NOT NULL CHECK (tree_size > 0),
    root_hash bytea       NOT NULL CHECK (octet_length(root_hash) = 32),
    frontier  bytea       NOT NULL CHECK (octet_length(frontier) % 32 = 0),
    sealed_at timestamptz NOT NULL,
    PRIMARY KEY (agency_id, tree_size)
);
CALL wall('log_head');
GRANT SELECT, INSERT ON log_head TO mohur_app;

-- RFC 3161 tokens over root_hash.
CREATE TABLE log_timestamp (
    agency_id uuid        NOT NULL,
    tree_size bigint      NOT NULL,
    token     bytea       NOT NULL,
    stored_at timestamptz NOT NULL,
    PRIMARY KEY (agency_id, tree_size),
    FOREIGN KEY (agency_id, tree_size) REFERENCES log_head
);
CALL wall('log_timestamp');
GRANT SELECT, INSERT ON log_timestamp TO mohur_app;

-- A field with its length before it; NULL is the length -1.
CREATE FUNCTION framed(field bytea) RETURNS bytea
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT int4send(coalesce(octet_length(field), -1)) || coalesce(field, '') $$;

-- The hash of an event. documents/audit/event_hash.cpp computes the same for `mohur fsck`.
CREATE FUNCTION event_hash(agency uuid, stream text, no bigint, type text, act acting,
                           payload_digest bytea, prev_hash bytea) RETURNS bytea
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT sha256(convert_to('mohur.event.1', 'UTF8') || uuid_send(agency)
                  || framed(convert_to(stream, 'UTF8')) || int8send(no)
                  || framed(convert_to(type, 'UTF8'))
                  || framed(uuid_send((act).person)) || framed(uuid_send((act).assignment))
                  || framed(uuid_send((act).on_behalf_of)) || timestamptz_send((act).at)
                  || payload_digest || prev_hash)
$$;

-- Appends to a stream and returns the number of the event. The advisory lock makes concurrent
-- writers of one stream wait for each other instead of colliding on the key.
CREATE FUNCTION append_event(stream text, type text, act acting, payload json) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    agency uuid   := current_agency();
    salt   bytea  := uuid_send(gen_random_uuid());
    digest bytea  := sha256(salt || convert_to(payload::text, 'UTF8'));
    seq    bigint := 1;
    prev   bytea  := decode(repeat('00', 32), 'hex');
    last   record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(agency::text || stream, 0));
    SELECT event.no, event.hash INTO last
      FROM event
     WHERE event.agency_id = agency AND event.stream = append_event.stream
     ORDER BY event.no DESC
     LIMIT 1;
    IF FOUND THEN
        seq := last.no + 1;
        prev := last.hash;
    END IF;
    INSERT INTO event (agency_id, stream, no, type, actor_person, actor_assignment, on_behalf_of,
                       recorded_at, payload_digest, prev_hash, hash)
    VALUES (agency, append_event.stream, seq, append_event.type, (act).person, (act).assignment,
            (act).on_behalf_of, (act).at, digest, prev,
            event_hash(agency, append_event.stream, seq, append_event.type, act, digest, prev));
    INSERT INTO event_payload (agency_id, stream, no, salt, payload)
    VALUES (agency, append_event.stream, seq, salt, append_event.payload);
    INSERT INTO unsealed_event (agency_id, stream, no) VALUES (agency, append_event.stream, seq);
    RETURN seq;
END $$;
