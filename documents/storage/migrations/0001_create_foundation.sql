-- SPDX-FileCopyrightText: 2026 The Möhür contributors
-- SPDX-License-Identifier: Apache-2.0
--
-- The walls between agencies, the directory of agencies, and text folding for search.
-- Every migration runs as mohur_owner with search_path = mohur.

-- The agency of this transaction; NULL (which matches no row) when none was set.
CREATE FUNCTION current_agency() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('mohur.agency', true), '')::uuid $$;

-- Row-level security by agency, for the table's owner as well.
CREATE PROCEDURE wall(walled regclass)
    LANGUAGE plpgsql
    AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', walled);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', walled);
    EXECUTE format('CREATE POLICY agency_wall ON %s USING (agency_id = current_agency())'
                   ' WITH CHECK (agency_id = current_agency())', walled);
    EXECUTE format('GRANT SELECT ON %s TO mohur_read', walled);
END $$;

-- The directory of agencies is the one list that every agency may read.
CREATE TABLE agency (
    id         uuid        PRIMARY KEY,
    code       text        NOT NULL UNIQUE CHECK (code ~ '^[a-z0-9-]{2,32}$'),
    name       text        NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
    voen       text        CHECK (voen ~ '^[0-9]{10}$'),
    created_at timestamptz NOT NULL
);
GRANT SELECT, INSERT ON agency TO mohur_app;
GRANT SELECT ON agency TO mohur_read;

-- The search form of a text, the same as az_fold() of signing/core. Folded before anything else,
-- because the text search dictionaries lower-case I and İ wrongly; the inner lower() is pinned to
-- "C" so that an upgrade of ICU cannot change what an index holds.
CREATE FUNCTION az_fold(input text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
    SELECT translate(
               lower(translate(input, 'IİƏÖÜĞÇŞ', 'ıiəöüğçş') COLLATE "C"),
               'əöüğçşı', 'eougcsi')
$$;
