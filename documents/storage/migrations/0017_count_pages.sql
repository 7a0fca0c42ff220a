-- SPDX-FileCopyrightText: 2026 The Möhür contributors
-- SPDX-License-Identifier: Apache-2.0
--
-- How many pages of a file can be shown as images; 0 where it was not counted.

ALTER TABLE document_file ADD COLUMN pages integer NOT NULL DEFAULT 0 CHECK (pages >= 0);
