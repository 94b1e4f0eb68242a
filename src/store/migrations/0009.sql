-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Version 9: the signature of the head and the stamp of the school, as pictures for templates.

ALTER TABLE school ADD COLUMN signature BLOB;
ALTER TABLE school ADD COLUMN stamp BLOB;
