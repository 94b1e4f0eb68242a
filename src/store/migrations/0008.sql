-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Version 8: names of a template's own that stand for fields of Paraphe.

-- A line for each name: the name as the template writes it, "=", the merge name that it stands for,
-- or nothing where it is left empty on purpose.
ALTER TABLE template ADD COLUMN bindings TEXT;
