-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Version 2: the administrator's day. Who signs an agreement and when, notes and messages, the
-- versions and amendments of an agreement, templates by period and class, the end of a placement.

ALTER TABLE class_group ADD COLUMN template_id INTEGER REFERENCES template (id) ON DELETE RESTRICT;

ALTER TABLE period ADD COLUMN template_id INTEGER REFERENCES template (id) ON DELETE RESTRICT;

ALTER TABLE placement ADD COLUMN template_id INTEGER REFERENCES template (id) ON DELETE RESTRICT;
ALTER TABLE placement ADD COLUMN days_done INTEGER;
ALTER TABLE placement ADD COLUMN certificate_on TEXT
  CONSTRAINT "placement.certificate_on" CHECK (certificate_on LIKE '____-__-__');

-- amends_id: the agreement that this one changes; source_id: the cancelled one it was copied from.
ALTER TABLE agreement ADD COLUMN revision INTEGER;
ALTER TABLE agreement ADD COLUMN amends_id INTEGER REFERENCES agreement (id) ON DELETE RESTRICT;
ALTER TABLE agreement ADD COLUMN source_id INTEGER REFERENCES agreement (id) ON DELETE RESTRICT;
ALTER TABLE agreement ADD COLUMN difference TEXT;
ALTER TABLE agreement ADD COLUMN sent_on TEXT
  CONSTRAINT "agreement.sent_on" CHECK (sent_on LIKE '____-__-__');
ALTER TABLE agreement ADD COLUMN signed_on TEXT
  CONSTRAINT "agreement.signed_on" CHECK (signed_on LIKE '____-__-__');
ALTER TABLE agreement ADD COLUMN signed_outside INTEGER
  CONSTRAINT "agreement.signed_outside" CHECK (signed_outside IN (0, 1));

-- Who signs the agreements that will be made, in order.
CREATE TABLE signatory_role (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  position INTEGER NOT NULL,
  role TEXT NOT NULL CONSTRAINT "signatory_role.role" CHECK (
    role IN ('school', 'student', 'guardian', 'company', 'tutor', 'teacher', 'other')),
  label TEXT,
  name TEXT,
  email TEXT,
  substitute TEXT,
  is_mandatory INTEGER NOT NULL
    CONSTRAINT "signatory_role.is_mandatory" CHECK (is_mandatory IN (0, 1)),
  minors_only INTEGER NOT NULL
    CONSTRAINT "signatory_role.minors_only" CHECK (minors_only IN (0, 1))
) STRICT;

-- Five parties sign (Code de l'éducation, D124-4 and the convention type); the guardian of a minor
-- signs as well.
INSERT INTO signatory_role (position, role, is_mandatory, minors_only) VALUES
  (0, 'school', 1, 0),
  (1, 'student', 1, 0),
  (2, 'guardian', 1, 1),
  (3, 'company', 1, 0),
  (4, 'tutor', 1, 0),
  (5, 'teacher', 1, 0);

-- Who signs one agreement, and what is known of it.
CREATE TABLE signatory (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  search_key TEXT NOT NULL DEFAULT '',
  sort_key TEXT NOT NULL DEFAULT '',
  agreement_id INTEGER NOT NULL REFERENCES agreement (id) ON DELETE RESTRICT,
  position INTEGER NOT NULL,
  role TEXT NOT NULL CONSTRAINT "signatory.role" CHECK (
    role IN ('school', 'student', 'guardian', 'company', 'tutor', 'teacher', 'other')),
  label TEXT,
  name TEXT,
  email TEXT,
  phone TEXT,
  substitute TEXT,
  is_mandatory INTEGER NOT NULL
    CONSTRAINT "signatory.is_mandatory" CHECK (is_mandatory IN (0, 1)),
  sent_on TEXT CONSTRAINT "signatory.sent_on" CHECK (sent_on LIKE '____-__-__'),
  reminded_on TEXT CONSTRAINT "signatory.reminded_on" CHECK (reminded_on LIKE '____-__-__'),
  signed_on TEXT CONSTRAINT "signatory.signed_on" CHECK (signed_on LIKE '____-__-__'),
  received_on TEXT CONSTRAINT "signatory.received_on" CHECK (received_on LIKE '____-__-__'),
  UNIQUE (agreement_id, position)
) STRICT;

CREATE TABLE note (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  student_id INTEGER NOT NULL REFERENCES student (id) ON DELETE RESTRICT,
  search_id INTEGER REFERENCES search (id) ON DELETE RESTRICT,
  placement_id INTEGER REFERENCES placement (id) ON DELETE RESTRICT,
  agreement_id INTEGER REFERENCES agreement (id) ON DELETE RESTRICT,
  tone TEXT NOT NULL
    CONSTRAINT "note.tone" CHECK (tone IN ('information', 'positive', 'negative')),
  audience TEXT NOT NULL
    CONSTRAINT "note.audience" CHECK (audience IN ('administration', 'teachers')),
  author_role TEXT NOT NULL
    CONSTRAINT "note.author_role" CHECK (author_role IN ('administration', 'teacher')),
  author TEXT NOT NULL,
  teacher_id INTEGER REFERENCES teacher (id) ON DELETE RESTRICT,
  text TEXT NOT NULL,
  made_at TEXT NOT NULL,
  read_at TEXT
) STRICT;

CREATE INDEX class_group_template ON class_group (template_id);
CREATE INDEX period_template ON period (template_id);
CREATE INDEX placement_template ON placement (template_id);
CREATE INDEX agreement_amends ON agreement (amends_id);
CREATE INDEX agreement_source ON agreement (source_id);
CREATE INDEX note_student ON note (student_id);
CREATE INDEX note_search ON note (search_id);
CREATE INDEX note_placement ON note (placement_id);
CREATE INDEX note_agreement ON note (agreement_id);
CREATE INDEX note_teacher ON note (teacher_id);
