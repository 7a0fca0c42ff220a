-- SPDX-FileCopyrightText: 2026 The Möhür contributors
-- SPDX-License-Identifier: Apache-2.0
--
-- What a token over a root of the log was judged by (certificates and revocation answers), so that
-- `mohur fsck` can judge it again when the authority is gone.
ALTER TABLE log_timestamp ADD COLUMN material json NOT NULL
    DEFAULT '{"certificates":[],"ocsp_responses":[],"crls":[]}';
CREATE INDEX ON log_timestamp (agency_id, stored_at);
