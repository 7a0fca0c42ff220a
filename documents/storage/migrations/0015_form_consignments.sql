-- SPDX-FileCopyrightText: 2026 The Möhür contributors
-- SPDX-License-Identifier: Apache-2.0
--
-- A consignment is written down when it is wanted (formed); its package exists once it is sealed.
-- When it is sealed and sent is the work of job rows.

ALTER TABLE outgoing_consignment
    ALTER COLUMN algorithm DROP NOT NULL,
    ALTER COLUMN digest DROP NOT NULL,
    ALTER COLUMN next_at DROP NOT NULL,
    DROP CONSTRAINT outgoing_consignment_state_check,
    ADD CONSTRAINT outgoing_consignment_state_check
        CHECK (state IN ('formed', 'signed', 'delivered', 'registered', 'refused', 'failed')),
    ADD CONSTRAINT outgoing_consignment_package_check
        CHECK ((digest IS NULL) = (algorithm IS NULL)
               AND (digest IS NOT NULL OR state IN ('formed', 'failed')));
GRANT UPDATE (algorithm, digest) ON outgoing_consignment TO mohur_app;

-- One letter goes to one peer once; a refused or failed one may be sent again.
CREATE UNIQUE INDEX outgoing_consignment_in_flight
    ON outgoing_consignment (agency_id, document_id, peer_id)
    WHERE kind = 'letter' AND state NOT IN ('refused', 'failed');
