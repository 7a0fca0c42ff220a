-- SPDX-FileCopyrightText: 2026 The Möhür contributors
-- SPDX-License-Identifier: Apache-2.0
--
-- What an agency prints on its papers besides its name, and its name in a case that no rule finds.
-- One row at most; empty texts where nothing has been said.

CREATE TABLE letterhead (
    agency_id     uuid        PRIMARY KEY REFERENCES agency,
    address       text        NOT NULL CHECK (length(address) <= 200),
    phone         text        NOT NULL CHECK (length(phone) <= 60),
    email         text        NOT NULL CHECK (length(email) <= 100),
    name_genitive text        NOT NULL CHECK (length(name_genitive) <= 300),
    changed_at    timestamptz NOT NULL
);
CALL wall('letterhead');
GRANT SELECT, INSERT, UPDATE ON letterhead TO mohur_app;
