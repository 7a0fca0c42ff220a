-- SPDX-FileCopyrightText: 2026 The Möhür contributors
-- SPDX-License-Identifier: Apache-2.0
--
-- Journals, counters and registrations: the number comes before the signature (architecture rule 5).

CREATE TABLE journal (
    agency_id  uuid        NOT NULL REFERENCES agency,
    id         uuid        NOT NULL,
    name       text        NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    direction  text        NOT NULL
        CHECK (direction IN ('incoming', 'outgoing', 'internal', 'certificate')),
    mask       text        NOT NULL CHECK (length(mask) <= 100 AND mask ~ '[{]seq(:[1-9])?[}]'),
    period     text        NOT NULL CHECK (period IN ('year', 'none')),
    unit_index text        NOT NULL DEFAULT '' CHECK (length(unit_index) <= 16),
    file_index text        NOT NULL DEFAULT '' CHECK (length(file_index) <= 16),
    created_at timestamptz NOT NULL,
    closed_at  timestamptz,
    PRIMARY KEY (agency_id, id),
    UNIQUE (agency_id, name)
);
CALL wall('journal');
GRANT SELECT, INSERT, UPDATE (closed_at) ON journal TO mohur_app;

-- Apart from the journal and almost empty pages: this row changes with every number.
CREATE TABLE journal_counter (
    agency_id  uuid     NOT NULL,
    journal_id uuid     NOT NULL,
    year       smallint NOT NULL,            -- 0 where the journal counts on for ever
    next_number bigint  NOT NULL DEFAULT 1 CHECK (next_number > 0),
    PRIMARY KEY (agency_id, journal_id, year),
    FOREIGN KEY (agency_id, journal_id) REFERENCES journal
) WITH (fillfactor = 10);
CALL wall('journal_counter');
GRANT SELECT, INSERT, UPDATE (next_number) ON journal_counter TO mohur_app;

-- That a number was allotted is a fact and is never changed: state NUMBERED.
CREATE TABLE registration (
    agency_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    journal_id  uuid        NOT NULL,
    year        smallint    NOT NULL,
    number      bigint      NOT NULL CHECK (number > 0),
    index_text  text        NOT NULL,
    on_date     date        NOT NULL,
    document_id uuid        NOT NULL,
    numbered_at timestamptz NOT NULL,
    PRIMARY KEY (agency_id, id),
    UNIQUE (agency_id, journal_id, year, number),
    FOREIGN KEY (agency_id, journal_id, year) REFERENCES journal_counter,
    FOREIGN KEY (agency_id, document_id) REFERENCES document
);
CREATE INDEX ON registration (agency_id, document_id);
CREATE INDEX ON registration (agency_id, index_text text_pattern_ops);
CALL wall('registration');
GRANT SELECT, INSERT ON registration TO mohur_app;

-- What became of a number. Step 1 is REGISTERED or VOIDED, step 2 only VOIDED after REGISTERED, so
-- every number is exactly one of reserved (no step), live (last step REGISTERED) and voided.
CREATE TABLE registration_step (
    agency_id       uuid        NOT NULL,
    registration_id uuid        NOT NULL,
    no              smallint    NOT NULL,
    state           text        NOT NULL,
    after_no        smallint,
    after_state     text,
    reason          text        NOT NULL CHECK (length(reason) <= 1000),
    recorded_at     timestamptz NOT NULL,
    PRIMARY KEY (agency_id, registration_id, no),
    UNIQUE (agency_id, registration_id, no, state),
    FOREIGN KEY (agency_id, registration_id) REFERENCES registration,
    FOREIGN KEY (agency_id, registration_id, after_no, after_state)
        REFERENCES registration_step (agency_id, registration_id, no, state),
    CHECK ((no = 1 AND state IN ('registered', 'voided') AND after_no IS NULL AND after_state IS NULL)
        OR (no = 2 AND state = 'voided' AND after_no = 1 AND after_state = 'registered')),
    CHECK (state <> 'voided' OR reason <> '')
);
CALL wall('registration_step');
GRANT SELECT, INSERT ON registration_step TO mohur_app;

ALTER TABLE document ADD FOREIGN KEY (agency_id, registration_id) REFERENCES registration;

CREATE VIEW registration_line WITH (security_invoker = true) AS
    SELECT registration.agency_id, registration.id, registration.journal_id, registration.year,
           registration.number, registration.index_text, registration.on_date,
           registration.document_id, registration.numbered_at,
           coalesce(last.state, 'numbered') AS state,
           coalesce(last.reason, '') AS reason,
           last.recorded_at AS decided_at
      FROM registration
      LEFT JOIN LATERAL (
          SELECT step.state, step.reason, step.recorded_at
            FROM registration_step AS step
           WHERE step.agency_id = registration.agency_id
             AND step.registration_id = registration.id
           ORDER BY step.no DESC
           LIMIT 1) AS last ON true;
GRANT SELECT ON registration_line TO mohur_app, mohur_read;

-- ISO 7064 MOD 11,10 over a string of digits.
CREATE FUNCTION check_digit(digits text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT
    AS $$
DECLARE
    product integer := 10;
    total   integer;
BEGIN
    FOR i IN 1 .. length(digits) LOOP
        total := (product + substr(digits, i, 1)::integer) % 10;
        IF total = 0 THEN
            total := 10;
        END IF;
        product := (total * 2) % 11;
    END LOOP;
    RETURN ((11 - product) % 10)::text;
END $$;

-- Fills a mask: {unit} {file} {yy} {yyyy} {seq} {seq:6} {check}.
CREATE FUNCTION index_of(mask text, unit text, file text, seq bigint, day date) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT
    AS $$
DECLARE
    filled text := mask;
    width  text := substring(mask FROM '[{]seq:([1-9])[}]');
BEGIN
    filled := replace(filled, '{unit}', unit);
    filled := replace(filled, '{file}', file);
    filled := replace(filled, '{yyyy}', to_char(day, 'YYYY'));
    filled := replace(filled, '{yy}', to_char(day, 'YY'));
    filled := replace(filled, '{seq}', seq::text);
    IF width IS NOT NULL THEN
        filled := replace(filled, '{seq:' || width || '}',
                          lpad(seq::text, greatest(width::integer, length(seq::text)), '0'));
    END IF;
    RETURN replace(filled, '{check}', check_digit(to_char(day, 'YYYY') || seq::text));
END $$;

-- Allots the next number of a journal to a document: state NUMBERED, with its events. A document
-- whose number is still only reserved gets the same one again. Locks: journal, then document.
CREATE FUNCTION allocate_number(act acting, wanted_document uuid, wanted_journal uuid,
                                new_id uuid) RETURNS uuid
    LANGUAGE plpgsql
    AS $$
DECLARE
    agency uuid := current_agency();
    book   journal;
    paper  document;
    held   registration_line;
    term   smallint;
    seq    bigint;
    label  text;
BEGIN
    SELECT * INTO book FROM journal WHERE agency_id = agency AND id = wanted_journal;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'journal-missing' USING ERRCODE = 'MH404';
    END IF;
    IF book.closed_at IS NOT NULL THEN
        RAISE EXCEPTION 'journal-closed' USING ERRCODE = 'MH409';
    END IF;
    term := CASE book.period WHEN 'year' THEN extract(year FROM (act).day) ELSE 0 END;
    LOOP
        SELECT next_number INTO seq FROM journal_counter
         WHERE agency_id = agency AND journal_id = wanted_journal AND year = term
           FOR NO KEY UPDATE;
        EXIT WHEN FOUND;
        INSERT INTO journal_counter (agency_id, journal_id, year)
        VALUES (agency, wanted_journal, term) ON CONFLICT DO NOTHING;
    END LOOP;
    SELECT * INTO paper FROM document
     WHERE agency_id = agency AND id = wanted_document FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'document-missing' USING ERRCODE = 'MH404';
    END IF;
    IF paper.direction <> book.direction THEN
        RAISE EXCEPTION 'journal-of-other-direction' USING ERRCODE = 'MH409';
    END IF;
    IF paper.registration_id IS NOT NULL THEN
        SELECT * INTO held FROM registration_line
         WHERE agency_id = agency AND id = paper.registration_id;
        IF held.state = 'numbered' AND held.journal_id = wanted_journal AND held.year = term THEN
            RETURN held.id;
        END IF;
        IF held.state <> 'voided' THEN
            RAISE EXCEPTION 'number-already-allocated' USING ERRCODE = 'MH409';
        END IF;
    END IF;
    label := index_of(book.mask, book.unit_index, book.file_index, seq, (act).day);
    UPDATE journal_counter SET next_number = seq + 1
     WHERE agency_id = agency AND journal_id = wanted_journal AND year = term;
    INSERT INTO registration (agency_id, id, journal_id, year, number, index_text, on_date,
                              document_id, numbered_at)
    VALUES (agency, new_id, wanted_journal, term, seq, label, (act).day, wanted_document, (act).at);
    UPDATE document SET registration_id = new_id, row_version = row_version + 1,
                        changed_at = (act).at
     WHERE agency_id = agency AND id = wanted_document;
    PERFORM append_event('document:' || wanted_document, 'registration.numbered', act,
                         json_build_object('registration', new_id, 'journal', wanted_journal,
                                           'year', term, 'number', seq, 'index', label,
                                           'date', (act).day));
    PERFORM append_event('journal:' || wanted_journal, 'journal.numbered', act,
                         json_build_object('registration', new_id, 'document', wanted_document,
                                           'year', term, 'number', seq));
    RETURN new_id;
END $$;

-- NUMBERED -> REGISTERED. The caller holds the document's row.
CREATE FUNCTION confirm_registration(act acting, wanted uuid) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    agency uuid := current_agency();
    held   registration_line;
BEGIN
    SELECT * INTO held FROM registration_line WHERE agency_id = agency AND id = wanted;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'registration-missing' USING ERRCODE = 'MH404';
    END IF;
    IF held.state <> 'numbered' THEN
        RAISE EXCEPTION 'registration-not-reserved' USING ERRCODE = 'MH409';
    END IF;
    INSERT INTO registration_step (agency_id, registration_id, no, state, reason, recorded_at)
    VALUES (agency, wanted, 1, 'registered', '', (act).at);
    PERFORM append_event('document:' || held.document_id, 'registration.registered', act,
                         json_build_object('registration', wanted, 'index', held.index_text));
END $$;

-- Any live or reserved number -> VOIDED. Locks: journal, then document. Gives the
-- state that the number had.
CREATE FUNCTION void_registration(act acting, wanted uuid, because text) RETURNS text
    LANGUAGE plpgsql
    AS $$
DECLARE
    agency uuid := current_agency();
    held   registration_line;
BEGIN
    SELECT * INTO held FROM registration_line WHERE agency_id = agency AND id = wanted;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'registration-missing' USING ERRCODE = 'MH404';
    END IF;
    PERFORM FROM journal_counter
      WHERE agency_id = agency AND journal_id = held.journal_id AND year = held.year
        FOR NO KEY UPDATE;
    PERFORM FROM document WHERE agency_id = agency AND id = held.document_id FOR NO KEY UPDATE;
    SELECT * INTO held FROM registration_line WHERE agency_id = agency AND id = wanted;
    IF held.state = 'voided' THEN
        RAISE EXCEPTION 'registration-voided' USING ERRCODE = 'MH409';
    END IF;
    IF held.state = 'numbered' THEN
        INSERT INTO registration_step (agency_id, registration_id, no, state, reason, recorded_at)
        VALUES (agency, wanted, 1, 'voided', because, (act).at);
    ELSE
        INSERT INTO registration_step (agency_id, registration_id, no, state, after_no,
                                       after_state, reason, recorded_at)
        VALUES (agency, wanted, 2, 'voided', 1, 'registered', because, (act).at);
    END IF;
    UPDATE document SET row_version = row_version + 1, changed_at = (act).at
     WHERE agency_id = agency AND id = held.document_id;
    PERFORM append_event('document:' || held.document_id, 'registration.voided', act,
                         json_build_object('registration', wanted, 'index', held.index_text,
                                           'reason', because));
    PERFORM append_event('journal:' || held.journal_id, 'journal.voided', act,
                         json_build_object('registration', wanted, 'number', held.number,
                                           'year', held.year, 'reason', because));
    RETURN held.state;
END $$;

-- Number and registration in one call, for papers that carry no signature of ours.
CREATE FUNCTION register_document(act acting, wanted_document uuid, expected_version bigint,
                                  expected_state text, next_state text, wanted_journal uuid,
                                  new_id uuid) RETURNS uuid
    LANGUAGE plpgsql
    AS $$
DECLARE
    agency   uuid := current_agency();
    allotted uuid;
    paper    document;
BEGIN
    PERFORM act_as(act, 'register');
    -- The counter is locked inside; a stale card must not cost a number, so the row is checked after
    -- the journal's lock and the whole call is undone when it does not match.
    allotted := allocate_number(act, wanted_document, wanted_journal, new_id);
    SELECT * INTO paper FROM document WHERE agency_id = agency AND id = wanted_document;
    IF paper.row_version - (CASE WHEN allotted = new_id THEN 1 ELSE 0 END) <> expected_version THEN
        RAISE EXCEPTION 'version-stale' USING ERRCODE = 'MH409';
    END IF;
    IF paper.state <> expected_state THEN
        RAISE EXCEPTION 'state-not-allowed' USING ERRCODE = 'MH409';
    END IF;
    UPDATE document SET state = next_state, changed_at = (act).at
     WHERE agency_id = agency AND id = wanted_document;
    PERFORM confirm_registration(act, allotted);
    RETURN allotted;
END $$;

-- The search side. Under row-level security `@@` cannot use its index, so these two belong to
-- mohur_search and add the agency themselves; who may see what is found is decided by the caller,
-- which joins the ids with rows that it may see.

CREATE FUNCTION like_prefix(input text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT replace(replace(replace(input, '\', '\\'), '%', '\%'), '_', '\_') || '%' $$;

-- Every word as a prefix, which does the suffixes of Azerbaijani; NULL without a word.
CREATE FUNCTION prefix_query(input text) RETURNS tsquery
    LANGUAGE sql STABLE STRICT PARALLEL SAFE
    AS $$
    SELECT to_tsquery('simple', string_agg(quote_literal(word) || ':*', ' & '))
      FROM regexp_split_to_table(az_fold(input), '[^[:alnum:]]+') AS word
     WHERE word <> ''
$$;

CALL let_search_see('document');
CALL let_search_see('registration');

CREATE FUNCTION find_documents(input text, before uuid) RETURNS SETOF uuid
    LANGUAGE sql STABLE
    AS $$
    SELECT id FROM document
     WHERE agency_id = nullif(current_setting('mohur.agency', true), '')::uuid
       AND words @@ prefix_query(input) AND (before IS NULL OR id < before)
    UNION
    SELECT document_id FROM registration
     WHERE agency_id = nullif(current_setting('mohur.agency', true), '')::uuid
       AND index_text LIKE like_prefix(input)
$$;
CALL give_to_search('find_documents(text, uuid)');
