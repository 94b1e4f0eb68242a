-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Version 5: how somebody signed, and from where, as the provider's own trail tells it. traced_at:
-- when that was told; what it said is written once.

ALTER TABLE signature_signer ADD COLUMN signed_how TEXT
  CONSTRAINT "signature_signer.signed_how" CHECK (
    signed_how IN ('link', 'email_code', 'sms_code', 'account', 'other'));
ALTER TABLE signature_signer ADD COLUMN signed_from TEXT;
ALTER TABLE signature_signer ADD COLUMN authenticated_at TEXT;
ALTER TABLE signature_signer ADD COLUMN consented_at TEXT;
ALTER TABLE signature_signer ADD COLUMN traced_at TEXT;
