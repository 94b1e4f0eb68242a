-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Version 3: what was printed. The last day on which the agreement as it reads was sent to a
-- printer, and how many copies of it were, in all.

ALTER TABLE agreement ADD COLUMN printed_on TEXT
  CONSTRAINT "agreement.printed_on" CHECK (printed_on LIKE '____-__-__');
ALTER TABLE agreement ADD COLUMN printed_copies INTEGER
  CONSTRAINT "agreement.printed_copies" CHECK (printed_copies >= 0);
