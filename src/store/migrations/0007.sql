-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Version 7: one school, many seats. Who may come in and what they looked at, notes to a teacher and
-- from one, what was exchanged by spreadsheet, the computer on which something was done.

-- Without a row everybody who can open the file may do everything. name_key: what is typed, in
-- small letters and without accents. password: a string of Argon2id; salt and wrapped_key: the
-- key of the sealed values, which only this password opens.
CREATE TABLE account (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  label TEXT NOT NULL,
  role TEXT NOT NULL CONSTRAINT "account.role" CHECK (
    role IN ('administrator', 'secretary', 'teacher', 'reader')),
  teacher_id INTEGER REFERENCES teacher (id) ON DELETE RESTRICT,
  password TEXT NOT NULL,
  salt TEXT,
  wrapped_key TEXT,
  failures INTEGER NOT NULL DEFAULT 0,
  locked_until TEXT,
  is_active INTEGER NOT NULL CONSTRAINT "account.is_active" CHECK (is_active IN (0, 1)),
  must_change INTEGER NOT NULL CONSTRAINT "account.must_change" CHECK (must_change IN (0, 1)),
  made_at TEXT NOT NULL,
  last_at TEXT,
  UNIQUE (name),
  UNIQUE (name_key)
) STRICT;

CREATE INDEX account_teacher ON account (teacher_id);

-- Who looked at what and took what out. Never a value of a person.
CREATE TABLE access_log (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL CHECK (at LIKE '____-__-__T__:__:__%Z'),
  author TEXT NOT NULL,
  account_id INTEGER,
  seat TEXT NOT NULL,
  act TEXT NOT NULL,
  entity TEXT,
  entity_id INTEGER,
  detail TEXT
) STRICT;

CREATE INDEX access_log_entity ON access_log (entity, entity_id);
CREATE INDEX access_log_at ON access_log (at);

CREATE TRIGGER access_log_no_update BEFORE UPDATE ON access_log
BEGIN
  SELECT RAISE (ABORT, 'the access log is only ever added to');
END;

CREATE TRIGGER access_log_no_delete BEFORE DELETE ON access_log
BEGIN
  SELECT RAISE (ABORT, 'the access log is only ever added to');
END;

-- A spreadsheet that was given to a teacher, and the rows of it that were taken back: none twice.
-- operation_id: what took a row; undone, the row has not been taken.
CREATE TABLE exchange (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  token TEXT NOT NULL,
  teacher_id INTEGER NOT NULL REFERENCES teacher (id) ON DELETE RESTRICT,
  school_year_id INTEGER NOT NULL REFERENCES school_year (id) ON DELETE RESTRICT,
  made_at TEXT NOT NULL,
  taken_at TEXT,
  taken_by TEXT,
  UNIQUE (token)
) STRICT;

CREATE INDEX exchange_teacher ON exchange (teacher_id);
CREATE INDEX exchange_school_year ON exchange (school_year_id);

CREATE TABLE exchange_row (
  token TEXT NOT NULL,
  row_key TEXT NOT NULL,
  taken_at TEXT NOT NULL,
  operation_id TEXT,
  PRIMARY KEY (token, row_key)
) STRICT;

-- Which teacher has read which note.
CREATE TABLE note_reading (
  note_id INTEGER NOT NULL REFERENCES note (id) ON DELETE CASCADE,
  teacher_id INTEGER NOT NULL REFERENCES teacher (id) ON DELETE CASCADE,
  at TEXT NOT NULL,
  PRIMARY KEY (note_id, teacher_id)
) STRICT;

CREATE INDEX note_reading_teacher ON note_reading (teacher_id);

-- to_teacher_id: the one teacher it is for, NULL: all that follow the student.
ALTER TABLE note ADD COLUMN to_teacher_id INTEGER REFERENCES teacher (id) ON DELETE RESTRICT;
ALTER TABLE note ADD COLUMN answers_id INTEGER REFERENCES note (id) ON DELETE RESTRICT;

CREATE INDEX note_to_teacher ON note (to_teacher_id);
CREATE INDEX note_answers ON note (answers_id);

-- The name of the computer.
ALTER TABLE history ADD COLUMN seat TEXT;

-- Since when nothing of the row tells any more who it was.
ALTER TABLE student ADD COLUMN anonymised_on TEXT
  CONSTRAINT "student.anonymised_on" CHECK (anonymised_on LIKE '____-__-__');

-- What was made anonymous for good. ended_at: NULL while it is to be taken up again; document_id: the
-- report of elimination.
CREATE TABLE purge (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  school_year_id INTEGER NOT NULL REFERENCES school_year (id) ON DELETE RESTRICT,
  operation_id TEXT NOT NULL,
  author TEXT NOT NULL,
  basis TEXT,
  with_contacts INTEGER NOT NULL
    CONSTRAINT "purge.with_contacts" CHECK (with_contacts IN (0, 1)),
  started_at TEXT NOT NULL,
  ended_at TEXT,
  document_id INTEGER REFERENCES document (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX purge_school_year ON purge (school_year_id);
CREATE INDEX purge_document ON purge (document_id);
