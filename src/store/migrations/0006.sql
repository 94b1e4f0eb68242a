-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Version 6: mails and SMS. What the school writes in its own words and when, to whom nothing is
-- written, and the outbox that its seats share.

ALTER TABLE student ADD COLUMN accepts_sms INTEGER
  CONSTRAINT "student.accepts_sms" CHECK (accepts_sms IN (0, 1));
ALTER TABLE contact ADD COLUMN accepts_sms INTEGER
  CONSTRAINT "contact.accepts_sms" CHECK (accepts_sms IN (0, 1));
ALTER TABLE teacher ADD COLUMN accepts_sms INTEGER
  CONSTRAINT "teacher.accepts_sms" CHECK (accepts_sms IN (0, 1));

-- Only what the school has changed: the rest is in the program.
CREATE TABLE message_text (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  event TEXT NOT NULL,
  audience TEXT NOT NULL,
  subject TEXT,
  body TEXT,
  sms TEXT,
  UNIQUE (event, audience)
) STRICT;

CREATE TABLE message_rule (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  event TEXT NOT NULL,
  audience TEXT NOT NULL,
  mail INTEGER CONSTRAINT "message_rule.mail" CHECK (mail IN (0, 1)),
  sms INTEGER CONSTRAINT "message_rule.sms" CHECK (sms IN (0, 1)),
  days INTEGER,
  at_most INTEGER,
  every_days INTEGER,
  UNIQUE (event, audience)
) STRICT;

-- Addresses in small letters, numbers as E.164.
CREATE TABLE message_block (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  channel TEXT NOT NULL CONSTRAINT "message_block.channel" CHECK (channel IN ('mail', 'sms')),
  address TEXT NOT NULL,
  reason TEXT NOT NULL
    CONSTRAINT "message_block.reason" CHECK (reason IN ('opt_out', 'bounced')),
  since TEXT NOT NULL CONSTRAINT "message_block.since" CHECK (since LIKE '____-__-__'),
  detail TEXT,
  UNIQUE (channel, address)
) STRICT;

-- message_id is given when it is queued and never changes; once: what a rule wrote it for, so that
-- two seats cannot write it twice.
CREATE TABLE message (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  channel TEXT NOT NULL CONSTRAINT "message.channel" CHECK (channel IN ('mail', 'sms')),
  event TEXT NOT NULL,
  audience TEXT NOT NULL,
  student_id INTEGER REFERENCES student (id) ON DELETE RESTRICT,
  period_id INTEGER REFERENCES period (id) ON DELETE RESTRICT,
  placement_id INTEGER REFERENCES placement (id) ON DELETE RESTRICT,
  agreement_id INTEGER REFERENCES agreement (id) ON DELETE RESTRICT,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  subject TEXT,
  body TEXT NOT NULL,
  document_id INTEGER REFERENCES document (id) ON DELETE RESTRICT,
  attachment TEXT,
  state TEXT NOT NULL CONSTRAINT "message.state" CHECK (
    state IN ('queued', 'sending', 'sent', 'refused', 'unknown', 'cancelled')),
  attempts INTEGER,
  not_before TEXT,
  made_at TEXT NOT NULL,
  sent_at TEXT,
  message_id TEXT,
  remote_id TEXT,
  parts INTEGER,
  cost TEXT,
  answer TEXT,
  problem TEXT,
  batch TEXT NOT NULL,
  once TEXT,
  UNIQUE (once)
) STRICT;

CREATE INDEX message_student ON message (student_id);
CREATE INDEX message_period ON message (period_id);
CREATE INDEX message_placement ON message (placement_id);
CREATE INDEX message_agreement ON message (agreement_id);
CREATE INDEX message_document ON message (document_id);
CREATE INDEX message_batch ON message (batch);

-- When somebody was last written to about a line of the list, without reading a message.
CREATE INDEX message_sent ON message (period_id, student_id, sent_at) WHERE sent_at IS NOT NULL;

-- What is still to be dealt with: few rows among many.
CREATE INDEX message_open ON message (state) WHERE state NOT IN ('sent', 'cancelled');
