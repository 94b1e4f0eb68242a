-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Version 4: e-signature. What was sent to a provider of signatures, who signs it there and how far
-- they are; the documents that belong to it.

-- Kinds of documents are checked by the table: it is made anew with two more.
CREATE TABLE document_new (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  agreement_id INTEGER REFERENCES agreement (id) ON DELETE RESTRICT,
  kind TEXT NOT NULL CONSTRAINT "document.kind" CHECK (
    kind IN ('generated', 'printed', 'scan', 'sent', 'signed', 'proof', 'certificate', 'other')),
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  made_at TEXT NOT NULL
) STRICT;

INSERT INTO document_new (id, version, agreement_id, kind, name, media_type, sha256, size, made_at)
  SELECT id, version, agreement_id, kind, name, media_type, sha256, size, made_at FROM document;

-- The ids of documents that are gone are not given again.
DELETE FROM sqlite_sequence WHERE name = 'document_new';
INSERT INTO sqlite_sequence (name, seq)
  SELECT 'document_new', seq FROM sqlite_sequence WHERE name = 'document';

DROP TABLE document;
ALTER TABLE document_new RENAME TO document;
CREATE INDEX document_agreement ON document (agreement_id);
CREATE INDEX document_sha256 ON document (sha256);

-- external_id is ours and unique: what is looked for at the provider before anything is sent again.
-- stage: the last one begun; stop_asked: written down before the provider is told.
CREATE TABLE signature_request (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  agreement_id INTEGER NOT NULL REFERENCES agreement (id) ON DELETE RESTRICT,
  provider TEXT NOT NULL,
  environment TEXT NOT NULL,
  address TEXT,
  external_id TEXT NOT NULL,
  remote_id TEXT,
  state TEXT NOT NULL CONSTRAINT "signature_request.state" CHECK (
    state IN ('prepared', 'sending', 'ongoing', 'completed', 'declined', 'expired', 'cancelled',
              'failed')),
  stage TEXT CONSTRAINT "signature_request.stage" CHECK (
    stage IN ('find', 'create', 'document', 'signers', 'activate')),
  title TEXT NOT NULL,
  document_id INTEGER REFERENCES document (id) ON DELETE RESTRICT,
  started_at TEXT NOT NULL,
  sent_at TEXT,
  ended_at TEXT,
  expires_on TEXT
    CONSTRAINT "signature_request.expires_on" CHECK (expires_on LIKE '____-__-__'),
  reason TEXT,
  problem TEXT,
  stop_asked INTEGER CONSTRAINT "signature_request.stop_asked" CHECK (stop_asked IN (0, 1)),
  signed_document_id INTEGER REFERENCES document (id) ON DELETE RESTRICT,
  proof_document_id INTEGER REFERENCES document (id) ON DELETE RESTRICT,
  UNIQUE (external_id)
) STRICT;

-- One living request an agreement, whichever seat makes it first.
CREATE UNIQUE INDEX signature_request_living ON signature_request (agreement_id)
  WHERE state IN ('prepared', 'sending', 'ongoing');

-- Names and addresses are those that were sent, whatever becomes of the signatory's.
CREATE TABLE signature_signer (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL DEFAULT 1,
  request_id INTEGER NOT NULL REFERENCES signature_request (id) ON DELETE RESTRICT,
  signatory_id INTEGER NOT NULL REFERENCES signatory (id) ON DELETE RESTRICT,
  position INTEGER NOT NULL,
  remote_id TEXT,
  given_name TEXT NOT NULL,
  family_name TEXT NOT NULL,
  email TEXT NOT NULL,
  mobile TEXT,
  method TEXT NOT NULL CONSTRAINT "signature_signer.method" CHECK (
    method IN ('link', 'email_code', 'sms_code')),
  state TEXT NOT NULL CONSTRAINT "signature_signer.state" CHECK (
    state IN ('waiting', 'invited', 'opened', 'signing', 'signed', 'declined', 'bounced', 'stopped',
              'failed')),
  invited_at TEXT,
  opened_at TEXT,
  signed_at TEXT,
  reminded_at TEXT,
  reason TEXT,
  transferred_from TEXT,
  UNIQUE (request_id, position)
) STRICT;

CREATE INDEX signature_request_agreement ON signature_request (agreement_id);
CREATE INDEX signature_request_document ON signature_request (document_id);
CREATE INDEX signature_request_signed_document ON signature_request (signed_document_id);
CREATE INDEX signature_request_proof_document ON signature_request (proof_document_id);
CREATE INDEX signature_signer_signatory ON signature_signer (signatory_id);

-- What only one seat does at a time, and until when it has said that it would.
CREATE TABLE lease (
  name TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  until TEXT NOT NULL
) STRICT;
