-- SPDX-FileCopyrightText: 2026 The Möhür contributors
-- SPDX-License-Identifier: Apache-2.0
--
-- Persons and logins are global; an assignment (post, unit, dates) is what acts, in one agency.

CREATE TABLE person (
    id         uuid        PRIMARY KEY,
    surname    text        NOT NULL CHECK (length(surname) BETWEEN 1 AND 100),
    given_name text        NOT NULL CHECK (length(given_name) BETWEEN 1 AND 100),
    patronymic text        NOT NULL DEFAULT '' CHECK (length(patronymic) <= 100),
    fin        text        UNIQUE CHECK (fin ~ '^[0-9A-HJ-NP-Z]{7}$'),
    created_at timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE (surname, given_name, patronymic, fin) ON person TO mohur_app;
GRANT SELECT ON person TO mohur_read;

CREATE TABLE login (
    person_id     uuid        PRIMARY KEY REFERENCES person,
    name          text        NOT NULL UNIQUE CHECK (name ~ '^[a-z0-9._-]{2,64}$'),
    password_hash text        NOT NULL,
    failures      integer     NOT NULL DEFAULT 0 CHECK (failures >= 0),
    locked_until  timestamptz,
    changed_at    timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON login TO mohur_app;

-- The cookie is known by its digest only.
CREATE TABLE login_session (
    token_digest   bytea       PRIMARY KEY CHECK (octet_length(token_digest) = 32),
    csrf_digest    bytea       NOT NULL CHECK (octet_length(csrf_digest) = 32),
    person_id      uuid        NOT NULL REFERENCES person,
    seat_agency    uuid        REFERENCES agency,
    seat           uuid,
    seat_acts_for  uuid,
    user_agent     text        NOT NULL CHECK (length(user_agent) <= 300),
    created_at     timestamptz NOT NULL,
    seen_at        timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL,
    closed_at      timestamptz
);
CREATE INDEX ON login_session (person_id) WHERE closed_at IS NULL;
CREATE INDEX ON login_session (expires_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON login_session TO mohur_app;

CREATE TABLE unit (
    agency_id  uuid        NOT NULL REFERENCES agency,
    id         uuid        NOT NULL,
    parent_id  uuid,
    index_text text        NOT NULL CHECK (index_text ~ '^[0-9A-ZƏÖÜĞÇŞİ.-]{1,16}$'),
    name       text        NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (agency_id, id),
    UNIQUE (agency_id, index_text),
    FOREIGN KEY (agency_id, parent_id) REFERENCES unit
);
CALL wall('unit');
GRANT SELECT, INSERT, UPDATE (name, parent_id) ON unit TO mohur_app;

CREATE TABLE assignment (
    agency_id uuid    NOT NULL REFERENCES agency,
    id        uuid    NOT NULL,
    person_id uuid    NOT NULL REFERENCES person,
    unit_id   uuid    NOT NULL,
    post      text    NOT NULL CHECK (length(post) BETWEEN 1 AND 200),
    is_head   boolean NOT NULL,
    starts    date    NOT NULL,
    ends      date,               -- the last day
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, unit_id) REFERENCES unit,
    CHECK (ends >= starts)
);
CREATE INDEX ON assignment (person_id);
CREATE INDEX ON assignment (agency_id, unit_id);
CALL wall('assignment');
GRANT SELECT, INSERT, UPDATE (ends) ON assignment TO mohur_app;

-- The right to sign and the right to seal are separate powers (domain: imza, möhür səlahiyyəti).
CREATE TABLE assignment_power (
    agency_id     uuid        NOT NULL,
    id            uuid        NOT NULL,
    assignment_id uuid        NOT NULL,
    power         text        NOT NULL
        CHECK (power IN ('sign', 'seal', 'register', 'resolve', 'control', 'administer')),
    ground        text        NOT NULL CHECK (length(ground) BETWEEN 1 AND 500),
    granted_at    timestamptz NOT NULL,
    revoked_at    timestamptz,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, assignment_id) REFERENCES assignment
);
CREATE UNIQUE INDEX assignment_power_once
    ON assignment_power (agency_id, assignment_id, power) WHERE revoked_at IS NULL;
CALL wall('assignment_power');
GRANT SELECT, INSERT, UPDATE (revoked_at) ON assignment_power TO mohur_app;

CREATE TABLE substitution (
    agency_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    principal_id uuid        NOT NULL,
    deputy_id    uuid        NOT NULL,
    starts       date        NOT NULL,
    ends         date        NOT NULL,
    ground       text        NOT NULL CHECK (length(ground) BETWEEN 1 AND 500),
    powers       text[]      NOT NULL,
    created_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, principal_id) REFERENCES assignment,
    FOREIGN KEY (agency_id, deputy_id) REFERENCES assignment,
    CHECK (principal_id <> deputy_id),
    CHECK (ends >= starts),
    CHECK (powers <@ '{sign,seal,register,resolve,control,administer}'::text[])
);
CREATE INDEX ON substitution (agency_id, deputy_id) WHERE ended_at IS NULL;
CALL wall('substitution');
GRANT SELECT, INSERT, UPDATE (ended_at) ON substitution TO mohur_app;

CREATE FUNCTION has_power(holder uuid, wanted text) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    SELECT EXISTS (
        SELECT FROM assignment_power
         WHERE agency_id = current_agency() AND assignment_id = holder
           AND power = wanted AND revoked_at IS NULL)
$$;

CREATE FUNCTION is_active(holder uuid, day date) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    SELECT EXISTS (
        SELECT FROM assignment
         WHERE agency_id = current_agency() AND id = holder
           AND day >= starts AND (ends IS NULL OR day <= ends))
$$;

-- Refuses an act that the actor may not do: the assignment must be his and active, the power his
-- own or his principal's, and a substitution must cover the day and the power. `wanted` NULL asks
-- for no power. Returns the assignment in whose place the act counts.
CREATE FUNCTION act_as(act acting, wanted text) RETURNS uuid
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
    IF (act).person IS NULL THEN
        RETURN NULL;
    END IF;
    IF NOT EXISTS (
        SELECT FROM assignment
         WHERE agency_id = current_agency() AND id = (act).assignment
           AND person_id = (act).person
           AND (act).day >= starts AND (ends IS NULL OR (act).day <= ends)) THEN
        RAISE EXCEPTION 'assignment-inactive' USING ERRCODE = 'MH403';
    END IF;
    IF (act).on_behalf_of IS NULL THEN
        IF wanted IS NOT NULL AND NOT has_power((act).assignment, wanted) THEN
            RAISE EXCEPTION 'power-missing' USING ERRCODE = 'MH403';
        END IF;
        RETURN (act).assignment;
    END IF;
    IF NOT is_active((act).on_behalf_of, (act).day) OR NOT EXISTS (
        SELECT FROM substitution
         WHERE agency_id = current_agency() AND deputy_id = (act).assignment
           AND principal_id = (act).on_behalf_of AND ended_at IS NULL
           AND (act).day BETWEEN starts AND ends
           AND (wanted IS NULL OR wanted = ANY (powers))) THEN
        RAISE EXCEPTION 'substitution-missing' USING ERRCODE = 'MH403';
    END IF;
    IF wanted IS NOT NULL AND NOT has_power((act).on_behalf_of, wanted) THEN
        RAISE EXCEPTION 'power-missing' USING ERRCODE = 'MH403';
    END IF;
    RETURN (act).on_behalf_of;
END $$;

-- Functions that look over the walls belong to mohur_search, which has policies of its own and
-- cannot log in. They add the predicate of what may be seen themselves.
CREATE PROCEDURE give_to_search(overlooking regprocedure)
    LANGUAGE plpgsql
    AS $$
BEGIN
    EXECUTE 'GRANT CREATE ON SCHEMA mohur TO mohur_search';
    EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER', overlooking);
    EXECUTE format('ALTER FUNCTION %s SET search_path = mohur, pg_temp', overlooking);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', overlooking);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO mohur_app', overlooking);
    EXECUTE format('ALTER FUNCTION %s OWNER TO mohur_search', overlooking);
    EXECUTE 'REVOKE CREATE ON SCHEMA mohur FROM mohur_search';
END $$;

CREATE PROCEDURE let_search_see(seen regclass)
    LANGUAGE plpgsql
    AS $$
BEGIN
    EXECUTE format('GRANT SELECT ON %s TO mohur_search', seen);
    EXECUTE format('CREATE POLICY search_sees ON %s FOR SELECT TO mohur_search USING (true)', seen);
END $$;

CALL let_search_see('assignment');
CALL let_search_see('unit');
CALL let_search_see('substitution');
GRANT SELECT ON agency, person TO mohur_search;

-- The posts that one person may act from on a day, in all agencies: his own, and for each the
-- principals whom he substitutes.
CREATE FUNCTION seats_of(wanted_person uuid, day date)
    RETURNS TABLE (agency_id uuid, agency_code text, agency_name text, assignment_id uuid,
                   post text, unit_name text, principal_id uuid, principal_post text,
                   principal_name text)
    LANGUAGE sql STABLE
    AS $$
    WITH own AS (
        SELECT assignment.*, unit.name AS unit_name
          FROM assignment
          JOIN unit ON unit.agency_id = assignment.agency_id AND unit.id = assignment.unit_id
         WHERE assignment.person_id = wanted_person
           AND day >= assignment.starts AND (assignment.ends IS NULL OR day <= assignment.ends))
    SELECT agency.id, agency.code, agency.name, own.id, own.post, own.unit_name,
           NULL::uuid, NULL::text, NULL::text
      FROM own JOIN agency ON agency.id = own.agency_id
    UNION ALL
    SELECT agency.id, agency.code, agency.name, own.id, own.post, own.unit_name,
           principal.id, principal.post, person.surname || ' ' || person.given_name
      FROM own
      JOIN agency ON agency.id = own.agency_id
      JOIN substitution ON substitution.agency_id = own.agency_id
                       AND substitution.deputy_id = own.id AND substitution.ended_at IS NULL
                       AND day BETWEEN substitution.starts AND substitution.ends
      JOIN assignment AS principal ON principal.agency_id = own.agency_id
                                  AND principal.id = substitution.principal_id
      JOIN person ON person.id = principal.person_id
$$;
CALL give_to_search('seats_of(uuid, date)');
