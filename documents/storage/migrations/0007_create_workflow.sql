-- SPDX-FileCopyrightText: 2026 The Möhür contributors
-- SPDX-License-Identifier: Apache-2.0
--
-- Routes of two stages (visas, then signatures), resolutions with their tasks, control cards.

CREATE TABLE route (
    agency_id   uuid        NOT NULL,
    document_id uuid        NOT NULL,
    round       integer     NOT NULL CHECK (round > 0),
    version_no  integer     NOT NULL,
    state       text        NOT NULL CHECK (state IN ('running', 'completed', 'refused', 'recalled')),
    started_at  timestamptz NOT NULL,
    ended_at    timestamptz,
    PRIMARY KEY (agency_id, document_id, round),
    FOREIGN KEY (agency_id, document_id, version_no) REFERENCES document_version
);
CREATE UNIQUE INDEX route_one_running ON route (agency_id, document_id) WHERE state = 'running';
CALL wall('route');
GRANT SELECT, INSERT, UPDATE (state, ended_at) ON route TO mohur_app;

CREATE TABLE route_step (
    agency_id        uuid    NOT NULL,
    document_id      uuid    NOT NULL,
    round            integer NOT NULL,
    no               integer NOT NULL CHECK (no > 0),
    action           text    NOT NULL CHECK (action IN ('visa', 'sign', 'seal')),
    assignee_id      uuid    NOT NULL,
    state            text    NOT NULL
        CHECK (state IN ('waiting', 'active', 'done', 'refused', 'cancelled')),
    remark           text    NOT NULL DEFAULT '' CHECK (length(remark) <= 2000),
    acted_person     uuid,
    acted_assignment uuid,
    acted_for        uuid,          -- the principal, where a substitute acted
    acted_at         timestamptz,
    PRIMARY KEY (agency_id, document_id, round, no),
    FOREIGN KEY (agency_id, document_id, round) REFERENCES route,
    FOREIGN KEY (agency_id, assignee_id) REFERENCES assignment,
    CHECK ((state IN ('done', 'refused')) = (acted_at IS NOT NULL))
);
CREATE INDEX ON route_step (agency_id, assignee_id) WHERE state = 'active';
CALL wall('route_step');
GRANT SELECT, INSERT, UPDATE (state, remark, acted_person, acted_assignment, acted_for, acted_at)
    ON route_step TO mohur_app;

CREATE TABLE resolution (
    agency_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    document_id uuid        NOT NULL,
    parent_task uuid,
    author_id   uuid        NOT NULL,
    text        text        NOT NULL CHECK (length(text) BETWEEN 1 AND 4000),
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, document_id) REFERENCES document,
    FOREIGN KEY (agency_id, author_id) REFERENCES assignment
);
CREATE INDEX ON resolution (agency_id, document_id);
CALL wall('resolution');
GRANT SELECT, INSERT ON resolution TO mohur_app;

CREATE TABLE task (
    agency_id     uuid        NOT NULL,
    id            uuid        NOT NULL,
    resolution_id uuid        NOT NULL,
    document_id   uuid        NOT NULL,
    executor_id   uuid        NOT NULL,
    is_main       boolean     NOT NULL,
    due           date,
    state         text        NOT NULL
        CHECK (state IN ('given', 'reported', 'sent_back', 'done', 'cancelled')),
    report        text        NOT NULL DEFAULT '' CHECK (length(report) <= 4000),
    reply_id      uuid,
    remark        text        NOT NULL DEFAULT '' CHECK (length(remark) <= 2000),
    given_at      timestamptz NOT NULL,
    changed_at    timestamptz NOT NULL,
    PRIMARY KEY (agency_id, id),
    UNIQUE (agency_id, resolution_id, executor_id),
    FOREIGN KEY (agency_id, resolution_id) REFERENCES resolution,
    FOREIGN KEY (agency_id, document_id) REFERENCES document,
    FOREIGN KEY (agency_id, executor_id) REFERENCES assignment,
    FOREIGN KEY (agency_id, reply_id) REFERENCES document
);
-- The first named is the main executor (əsas icraçı), and there is one.
CREATE UNIQUE INDEX task_one_main ON task (agency_id, resolution_id) WHERE is_main;
CREATE INDEX ON task (agency_id, document_id);
CREATE INDEX ON task (agency_id, executor_id, due) WHERE state IN ('given', 'sent_back');
CALL wall('task');
GRANT SELECT, INSERT, UPDATE (state, report, reply_id, remark, changed_at) ON task TO mohur_app;
ALTER TABLE resolution ADD FOREIGN KEY (agency_id, parent_task) REFERENCES task;

-- Execution control (instruction 935, sections 117 to 130).
CREATE TABLE control_card (
    agency_id      uuid        NOT NULL,
    id             uuid        NOT NULL,
    document_id    uuid        NOT NULL,
    task_id        uuid,
    reason         text        NOT NULL
        CHECK (reason IN ('normative_act', 'higher_body', 'own_task', 'order_of_head')),
    set_by         uuid        NOT NULL,
    set_at         timestamptz NOT NULL,
    original_due   date        NOT NULL,
    due            date        NOT NULL,
    state          text        NOT NULL CHECK (state IN ('on', 'removed')),
    removed_at     timestamptz,
    removal_reason text        NOT NULL DEFAULT '' CHECK (length(removal_reason) <= 2000),
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, document_id) REFERENCES document,
    FOREIGN KEY (agency_id, task_id) REFERENCES task,
    FOREIGN KEY (agency_id, set_by) REFERENCES assignment,
    CHECK ((state = 'removed') = (removed_at IS NOT NULL))
);
CREATE UNIQUE INDEX control_card_one_on ON control_card (agency_id, document_id) WHERE state = 'on';
CREATE INDEX ON control_card (agency_id, due) WHERE state = 'on';
CALL wall('control_card');
GRANT SELECT, INSERT, UPDATE (due, state, removed_at, removal_reason) ON control_card TO mohur_app;

CREATE TABLE control_extension (
    agency_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    card_id      uuid        NOT NULL,
    requested_by uuid        NOT NULL,
    requested_at timestamptz NOT NULL,
    new_due      date        NOT NULL,
    reason       text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
    decision     text        CHECK (decision IN ('granted', 'refused')),
    decided_at   timestamptz,
    note         text        NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
    PRIMARY KEY (agency_id, id),
    FOREIGN KEY (agency_id, card_id) REFERENCES control_card,
    FOREIGN KEY (agency_id, requested_by) REFERENCES assignment,
    CHECK ((decision IS NULL) = (decided_at IS NULL))
);
CREATE UNIQUE INDEX control_extension_one_open
    ON control_extension (agency_id, card_id) WHERE decision IS NULL;
CALL wall('control_extension');
GRANT SELECT, INSERT, UPDATE (decision, decided_at, note) ON control_extension TO mohur_app;
