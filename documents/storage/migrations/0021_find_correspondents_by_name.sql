-- SPDX-FileCopyrightText: 2026 The Möhür contributors
-- SPDX-License-Identifier: Apache-2.0
--
-- Who registers a letter names its sender; equality of texts may use an index behind the wall,
-- az_fold() may not.

CREATE INDEX ON correspondent (agency_id, name);
