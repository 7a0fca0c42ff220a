-- SPDX-FileCopyrightText: 2026 The Möhür contributors
-- SPDX-License-Identifier: Apache-2.0
--
-- Working days of the five-day week. Days off and transferred days are data with a source; a year
-- whose table is not approved gives no deadlines.

CREATE TABLE calendar_year (
    year     smallint PRIMARY KEY CHECK (year BETWEEN 2000 AND 2200),
    approved boolean  NOT NULL,
    source   text     NOT NULL CHECK (source <> '')
);
GRANT SELECT, INSERT, UPDATE (approved, source) ON calendar_year TO mohur_app;
GRANT SELECT ON calendar_year TO mohur_read;

-- Exceptions from "Monday to Friday is work": a day off in the week, or work on a weekend.
CREATE TABLE calendar_day (
    day     date     PRIMARY KEY,
    year    smallint NOT NULL REFERENCES calendar_year,
    working boolean  NOT NULL,
    name    text     NOT NULL CHECK (name <> ''),
    CHECK (year = extract(year FROM day))
);
GRANT SELECT, INSERT, UPDATE (working, name) ON calendar_day TO mohur_app;
GRANT SELECT ON calendar_day TO mohur_read;

INSERT INTO calendar_year (year, approved, source) VALUES
    (2026, true,  'Əmək Məcəlləsi, maddə 105; Nazirlər Kabinetinin 2025-12-02 tarixli 362 nömrəli qərarı'),
    (2027, false, 'Əmək Məcəlləsi, maddə 105; Nazirlər Kabinetinin qərarı gözlənilir');

INSERT INTO calendar_day (day, year, working, name) VALUES
    ('2026-01-01', 2026, false, 'Yeni il bayramı'),
    ('2026-01-02', 2026, false, 'Yeni il bayramı'),
    ('2026-01-20', 2026, false, 'Ümumxalq hüzn günü'),
    ('2026-03-08', 2026, false, 'Qadınlar günü'),
    ('2026-03-09', 2026, false, 'Qadınlar gününün əvəzi'),
    ('2026-03-20', 2026, false, 'Novruz və Ramazan bayramı'),
    ('2026-03-21', 2026, false, 'Novruz və Ramazan bayramı'),
    ('2026-03-22', 2026, false, 'Novruz bayramı'),
    ('2026-03-23', 2026, false, 'Novruz bayramı'),
    ('2026-03-24', 2026, false, 'Novruz bayramı'),
    ('2026-03-25', 2026, false, 'Bayram gününün əvəzi'),
    ('2026-03-26', 2026, false, 'Bayram gününün əvəzi'),
    ('2026-03-27', 2026, false, 'Bayram gününün əvəzi'),
    ('2026-03-30', 2026, false, 'Bayram gününün əvəzi'),
    ('2026-05-09', 2026, false, 'Faşizm üzərində qələbə günü'),
    ('2026-05-11', 2026, false, 'Qələbə gününün əvəzi'),
    ('2026-05-27', 2026, false, 'Qurban bayramı'),
    ('2026-05-28', 2026, false, 'Müstəqillik günü və Qurban bayramı'),
    ('2026-05-29', 2026, false, 'Bayram gününün əvəzi'),
    ('2026-06-15', 2026, false, 'Milli Qurtuluş günü'),
    ('2026-06-26', 2026, false, 'Silahlı Qüvvələr günü'),
    ('2026-11-08', 2026, false, 'Zəfər günü'),
    ('2026-11-09', 2026, false, 'Dövlət bayrağı günü'),
    ('2026-11-10', 2026, false, 'Zəfər gününün əvəzi'),
    ('2026-12-31', 2026, false, 'Dünya azərbaycanlılarının həmrəyliyi günü');
