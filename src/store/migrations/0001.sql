-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Version 1: one table an entity of the field catalogue, and the history. Applied in one
-- transaction by the migration runner, which then sets user_version. Immutable once released:
-- whatever comes later is another file.
--
-- AUTOINCREMENT: an id is never given twice, so that a record read before a deletion can never be
-- taken for another row, and history speaks of one thing only.
--
-- Checks are named after their field, which is what an error tells of them.

PRAGMA application_id = 1346458192; -- "PARP"

CREATE TABLE school (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  search_key TEXT NOT NULL DEFAULT '',
  sort_key TEXT NOT NULL DEFAULT '',
  name TEXT NOT NULL,
  uai TEXT,
  kind TEXT,
  address1 TEXT,
  address2 TEXT,
  address3 TEXT,
  address4 TEXT,
  postcode TEXT,
  town TEXT,
  phone TEXT,
  email TEXT,
  academy TEXT,
  head_title TEXT CONSTRAINT "school.head_title" CHECK (head_title IN ('M.', 'Mme')),
  head_family_name TEXT,
  head_given_name TEXT,
  head_function TEXT,
  head_email TEXT,
  delegate_name TEXT,
  board_date TEXT CONSTRAINT "school.board_date" CHECK (board_date LIKE '____-__-__'),
  insurer TEXT,
  insurance_number TEXT,
  cpam TEXT,
  ddfpt_name TEXT,
  ddfpt_email TEXT,
  ddfpt_phone TEXT,
  done_at TEXT,
  logo BLOB
) STRICT;

CREATE TABLE school_year (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  search_key TEXT NOT NULL DEFAULT '',
  sort_key TEXT NOT NULL DEFAULT '',
  name TEXT NOT NULL,
  start TEXT NOT NULL CONSTRAINT "school_year.start" CHECK (start LIKE '____-__-__'),
  "end" TEXT NOT NULL CONSTRAINT "school_year.end" CHECK ("end" LIKE '____-__-__'),
  UNIQUE (name)
) STRICT;

CREATE TABLE teacher (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  search_key TEXT NOT NULL DEFAULT '',
  sort_key TEXT NOT NULL DEFAULT '',
  title TEXT CONSTRAINT "teacher.title" CHECK (title IN ('M.', 'Mme')),
  family_name TEXT NOT NULL,
  given_name TEXT,
  subject TEXT,
  email TEXT,
  phone TEXT
) STRICT;

CREATE TABLE class_group (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  search_key TEXT NOT NULL DEFAULT '',
  sort_key TEXT NOT NULL DEFAULT '',
  school_year_id INTEGER NOT NULL REFERENCES school_year (id) ON DELETE RESTRICT,
  name TEXT NOT NULL,
  level TEXT,
  diploma TEXT,
  speciality TEXT,
  mef TEXT,
  main_teacher_id INTEGER REFERENCES teacher (id) ON DELETE RESTRICT,
  UNIQUE (school_year_id, name)
) STRICT;

CREATE TABLE student (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  search_key TEXT NOT NULL DEFAULT '',
  sort_key TEXT NOT NULL DEFAULT '',
  family_name TEXT NOT NULL,
  used_name TEXT,
  given_name TEXT NOT NULL,
  other_given_names TEXT,
  sex TEXT CONSTRAINT "student.sex" CHECK (sex IN ('M', 'F')),
  birth_date TEXT CONSTRAINT "student.birth_date" CHECK (birth_date LIKE '____-__-__'),
  birth_town TEXT,
  birth_country TEXT,
  ine TEXT,
  internal_number TEXT,
  address1 TEXT,
  address2 TEXT,
  postcode TEXT,
  town TEXT,
  phone TEXT,
  mobile TEXT,
  email TEXT,
  social_number TEXT,
  regime TEXT CONSTRAINT "student.regime" CHECK (regime IN ('EXT', 'DP', 'INT')),
  entry_date TEXT CONSTRAINT "student.entry_date" CHECK (entry_date LIKE '____-__-__'),
  exit_date TEXT CONSTRAINT "student.exit_date" CHECK (exit_date LIKE '____-__-__'),
  emergency_name TEXT,
  emergency_phone TEXT,
  arrangements TEXT
) STRICT;

CREATE TABLE guardian (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  search_key TEXT NOT NULL DEFAULT '',
  sort_key TEXT NOT NULL DEFAULT '',
  student_id INTEGER NOT NULL REFERENCES student (id) ON DELETE RESTRICT,
  rank INTEGER NOT NULL,
  title TEXT CONSTRAINT "guardian.title" CHECK (title IN ('M.', 'Mme')),
  family_name TEXT NOT NULL,
  given_name TEXT,
  kinship TEXT,
  address1 TEXT,
  address2 TEXT,
  postcode TEXT,
  town TEXT,
  phone TEXT,
  mobile TEXT,
  email TEXT,
  accepts_sms INTEGER CONSTRAINT "guardian.accepts_sms" CHECK (accepts_sms IN (0, 1)),
  UNIQUE (student_id, rank)
) STRICT;

CREATE TABLE enrolment (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  student_id INTEGER NOT NULL REFERENCES student (id) ON DELETE RESTRICT,
  class_group_id INTEGER NOT NULL REFERENCES class_group (id) ON DELETE RESTRICT,
  start TEXT CONSTRAINT "enrolment.start" CHECK (start LIKE '____-__-__'),
  "end" TEXT CONSTRAINT "enrolment.end" CHECK ("end" LIKE '____-__-__'),
  UNIQUE (student_id, class_group_id)
) STRICT;

CREATE TABLE company (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  search_key TEXT NOT NULL DEFAULT '',
  sort_key TEXT NOT NULL DEFAULT '',
  name TEXT NOT NULL,
  trade_name TEXT,
  siret TEXT,
  naf TEXT,
  naf2025 TEXT,
  activity TEXT,
  legal_form TEXT,
  headcount TEXT,
  is_public INTEGER CONSTRAINT "company.is_public" CHECK (is_public IN (0, 1)),
  address1 TEXT,
  address2 TEXT,
  address3 TEXT,
  address4 TEXT,
  postcode TEXT,
  town TEXT,
  country TEXT,
  phone TEXT,
  mobile TEXT,
  email TEXT,
  website TEXT,
  insurer TEXT,
  insurance_number TEXT,
  status TEXT
    CONSTRAINT "company.status" CHECK (
      status IN ('active', 'partner', 'to_call', 'to_watch', 'to_avoid')),
  is_closed INTEGER CONSTRAINT "company.is_closed" CHECK (is_closed IN (0, 1)),
  trades TEXT,
  notes TEXT
) STRICT;

CREATE TABLE site (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  search_key TEXT NOT NULL DEFAULT '',
  sort_key TEXT NOT NULL DEFAULT '',
  company_id INTEGER NOT NULL REFERENCES company (id) ON DELETE RESTRICT,
  name TEXT,
  address1 TEXT,
  address2 TEXT,
  postcode TEXT,
  town TEXT,
  siret TEXT,
  phone TEXT,
  distance TEXT
) STRICT;

CREATE TABLE contact (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  search_key TEXT NOT NULL DEFAULT '',
  sort_key TEXT NOT NULL DEFAULT '',
  company_id INTEGER NOT NULL REFERENCES company (id) ON DELETE RESTRICT,
  title TEXT CONSTRAINT "contact.title" CHECK (title IN ('M.', 'Mme')),
  family_name TEXT NOT NULL,
  given_name TEXT,
  function TEXT,
  phone TEXT,
  mobile TEXT,
  email TEXT,
  is_representative INTEGER
    CONSTRAINT "contact.is_representative" CHECK (is_representative IN (0, 1)),
  is_tutor INTEGER CONSTRAINT "contact.is_tutor" CHECK (is_tutor IN (0, 1)),
  is_hr INTEGER CONSTRAINT "contact.is_hr" CHECK (is_hr IN (0, 1))
) STRICT;

CREATE TABLE period (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  search_key TEXT NOT NULL DEFAULT '',
  sort_key TEXT NOT NULL DEFAULT '',
  school_year_id INTEGER NOT NULL REFERENCES school_year (id) ON DELETE RESTRICT,
  name TEXT NOT NULL,
  number INTEGER,
  kind TEXT CONSTRAINT "period.kind" CHECK (kind IN ('pfmp', 'observation', 'internship')),
  start TEXT NOT NULL CONSTRAINT "period.start" CHECK (start LIKE '____-__-__'),
  "end" TEXT NOT NULL CONSTRAINT "period.end" CHECK ("end" LIKE '____-__-__'),
  weekly_hours TEXT
) STRICT;

CREATE TABLE period_class (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  period_id INTEGER NOT NULL REFERENCES period (id) ON DELETE RESTRICT,
  class_group_id INTEGER NOT NULL REFERENCES class_group (id) ON DELETE RESTRICT,
  UNIQUE (period_id, class_group_id)
) STRICT;

CREATE TABLE search (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  student_id INTEGER NOT NULL REFERENCES student (id) ON DELETE RESTRICT,
  period_id INTEGER NOT NULL REFERENCES period (id) ON DELETE RESTRICT,
  state TEXT NOT NULL CONSTRAINT "search.state" CHECK (
    state IN ('not_started', 'searching', 'contact', 'promise', 'sheet', 'to_validate', 'validated',
              'refused', 'exempt')),
  teacher_id INTEGER REFERENCES teacher (id) ON DELETE RESTRICT,
  reason TEXT,
  UNIQUE (student_id, period_id)
) STRICT;

CREATE TABLE interview (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  search_id INTEGER NOT NULL REFERENCES search (id) ON DELETE RESTRICT,
  day TEXT NOT NULL CONSTRAINT "interview.day" CHECK (day LIKE '____-__-__'),
  teacher_id INTEGER REFERENCES teacher (id) ON DELETE RESTRICT,
  means TEXT CONSTRAINT "interview.means" CHECK (means IN ('meeting', 'phone', 'mail', 'other')),
  account TEXT NOT NULL,
  next_step TEXT
) STRICT;

CREATE TABLE placement (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  search_id INTEGER NOT NULL REFERENCES search (id) ON DELETE RESTRICT,
  state TEXT NOT NULL
    CONSTRAINT "placement.state" CHECK (state IN ('draft', 'to_validate', 'validated', 'refused')),
  refusal_reason TEXT,
  validated_on TEXT CONSTRAINT "placement.validated_on" CHECK (validated_on LIKE '____-__-__'),
  company_id INTEGER REFERENCES company (id) ON DELETE RESTRICT,
  site_id INTEGER REFERENCES site (id) ON DELETE RESTRICT,
  representative_id INTEGER REFERENCES contact (id) ON DELETE RESTRICT,
  tutor_id INTEGER REFERENCES contact (id) ON DELETE RESTRICT,
  teacher_id INTEGER REFERENCES teacher (id) ON DELETE RESTRICT,
  start TEXT CONSTRAINT "placement.start" CHECK (start LIKE '____-__-__'),
  "end" TEXT CONSTRAINT "placement.end" CHECK ("end" LIKE '____-__-__'),
  interruptions TEXT,
  monday_morning TEXT,
  monday_pause INTEGER,
  monday_afternoon TEXT,
  tuesday_morning TEXT,
  tuesday_pause INTEGER,
  tuesday_afternoon TEXT,
  wednesday_morning TEXT,
  wednesday_pause INTEGER,
  wednesday_afternoon TEXT,
  thursday_morning TEXT,
  thursday_pause INTEGER,
  thursday_afternoon TEXT,
  friday_morning TEXT,
  friday_pause INTEGER,
  friday_afternoon TEXT,
  saturday_morning TEXT,
  saturday_pause INTEGER,
  saturday_afternoon TEXT,
  sunday_morning TEXT,
  sunday_pause INTEGER,
  sunday_afternoon TEXT,
  weekly_hours TEXT,
  total_days INTEGER,
  night_work INTEGER CONSTRAINT "placement.night_work" CHECK (night_work IN (0, 1)),
  sunday_work INTEGER CONSTRAINT "placement.sunday_work" CHECK (sunday_work IN (0, 1)),
  subject TEXT,
  activities TEXT,
  skills TEXT,
  objectives TEXT,
  follow_up TEXT,
  assessment TEXT,
  regulated_works TEXT,
  regulated_on TEXT CONSTRAINT "placement.regulated_on" CHECK (regulated_on LIKE '____-__-__'),
  equipment TEXT,
  meals TEXT,
  transport TEXT,
  lodging TEXT,
  allowance INTEGER,
  allowance_unit TEXT
    CONSTRAINT "placement.allowance_unit" CHECK (
      allowance_unit IN ('hour', 'day', 'week', 'month', 'total')),
  allowance_payment TEXT,
  benefits TEXT,
  abroad INTEGER CONSTRAINT "placement.abroad" CHECK (abroad IN (0, 1)),
  confidential INTEGER CONSTRAINT "placement.confidential" CHECK (confidential IN (0, 1)),
  notes TEXT
) STRICT;

CREATE TABLE template (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  search_key TEXT NOT NULL DEFAULT '',
  sort_key TEXT NOT NULL DEFAULT '',
  name TEXT NOT NULL,
  kind TEXT NOT NULL
    CONSTRAINT "template.kind" CHECK (kind IN ('agreement', 'amendment', 'certificate', 'other')),
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  is_default INTEGER CONSTRAINT "template.is_default" CHECK (is_default IN (0, 1)),
  content BLOB NOT NULL
) STRICT;

CREATE TABLE step (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  position INTEGER NOT NULL,
  label TEXT NOT NULL,
  is_sent INTEGER NOT NULL CONSTRAINT "step.is_sent" CHECK (is_sent IN (0, 1)),
  is_signed INTEGER NOT NULL CONSTRAINT "step.is_signed" CHECK (is_signed IN (0, 1))
) STRICT;

CREATE TABLE agreement (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  search_key TEXT NOT NULL DEFAULT '',
  sort_key TEXT NOT NULL DEFAULT '',
  placement_id INTEGER NOT NULL REFERENCES placement (id) ON DELETE RESTRICT,
  number TEXT NOT NULL,
  mode TEXT NOT NULL CONSTRAINT "agreement.mode" CHECK (mode IN ('manual', 'electronic')),
  step INTEGER NOT NULL,
  step_date TEXT CONSTRAINT "agreement.step_date" CHECK (step_date LIKE '____-__-__'),
  state TEXT NOT NULL
    CONSTRAINT "agreement.state" CHECK (state IN ('active', 'cancelled', 'replaced')),
  reason TEXT,
  template_id INTEGER REFERENCES template (id) ON DELETE RESTRICT,
  template_sha256 TEXT,
  made_on TEXT CONSTRAINT "agreement.made_on" CHECK (made_on LIKE '____-__-__'),
  snapshot TEXT,
  UNIQUE (number)
) STRICT;

CREATE TABLE document (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  agreement_id INTEGER REFERENCES agreement (id) ON DELETE RESTRICT,
  kind TEXT NOT NULL CONSTRAINT "document.kind" CHECK (
    kind IN ('generated', 'printed', 'scan', 'signed', 'certificate', 'other')),
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  made_at TEXT NOT NULL
) STRICT;

CREATE TABLE setting (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL,
  value TEXT,
  UNIQUE (name)
) STRICT;

-- References are looked up from the side that is many.
CREATE INDEX class_group_main_teacher ON class_group (main_teacher_id);
CREATE INDEX enrolment_class_group ON enrolment (class_group_id);
CREATE INDEX site_company ON site (company_id);
CREATE INDEX contact_company ON contact (company_id);
CREATE INDEX period_school_year ON period (school_year_id);
CREATE INDEX period_class_class_group ON period_class (class_group_id);
CREATE INDEX search_period ON search (period_id);
CREATE INDEX search_teacher ON search (teacher_id);
CREATE INDEX interview_search ON interview (search_id, day);
CREATE INDEX interview_teacher ON interview (teacher_id);
CREATE INDEX placement_search ON placement (search_id);
CREATE INDEX placement_company ON placement (company_id);
CREATE INDEX placement_site ON placement (site_id);
CREATE INDEX placement_representative ON placement (representative_id);
CREATE INDEX placement_tutor ON placement (tutor_id);
CREATE INDEX placement_teacher ON placement (teacher_id);
CREATE INDEX agreement_placement ON agreement (placement_id);
CREATE INDEX agreement_template ON agreement (template_id);
CREATE INDEX document_agreement ON document (agreement_id);
CREATE INDEX document_sha256 ON document (sha256);

-- One living agreement a placement, whichever seat makes it first.
CREATE UNIQUE INDEX agreement_active ON agreement (placement_id) WHERE state = 'active';

CREATE TABLE history (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL CHECK (at LIKE '____-__-__T__:__:__%Z'),
  operation_id TEXT NOT NULL,
  author TEXT NOT NULL,
  label TEXT NOT NULL,
  undoes TEXT,
  entity TEXT NOT NULL,
  entity_id INTEGER NOT NULL,
  version INTEGER NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('insert', 'update', 'delete')),
  changes TEXT NOT NULL
) STRICT;

CREATE INDEX history_entity ON history (entity, entity_id);
CREATE INDEX history_operation ON history (operation_id);
CREATE INDEX history_author ON history (author);
CREATE INDEX history_undoes ON history (undoes) WHERE undoes IS NOT NULL;

-- Long values that undo may need (logos, templates, frozen values): history names them by their
-- SHA-256 instead of repeating them.
CREATE TABLE history_value (
  sha256 TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TRIGGER history_no_update BEFORE UPDATE ON history
BEGIN
  SELECT RAISE (ABORT, 'history is only ever added to');
END;

CREATE TRIGGER history_no_delete BEFORE DELETE ON history
BEGIN
  SELECT RAISE (ABORT, 'history is only ever added to');
END;

CREATE TRIGGER history_value_no_update BEFORE UPDATE ON history_value
BEGIN
  SELECT RAISE (ABORT, 'history is only ever added to');
END;

CREATE TRIGGER history_value_no_delete BEFORE DELETE ON history_value
BEGIN
  SELECT RAISE (ABORT, 'history is only ever added to');
END;
