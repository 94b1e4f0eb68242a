/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-import-private.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "base-ident.h"
#include "base-text.h"

/* Excel counts days from here (1900 being a leap year to it). */
#define SERIAL_ORIGIN_DAY   30
#define SERIAL_ORIGIN_MONTH G_DATE_DECEMBER
#define SERIAL_ORIGIN_YEAR  1899
/* From 1954 to 2064: no other number of five figures is meant in a column of dates. */
#define FIRST_SERIAL 20000
#define LAST_SERIAL  60000

/* Identifiers that a spreadsheet takes for numbers, and their digits. */
static const struct
{
  ModelType type;
  guint n_digits;
} digit_types[] = {
  { MODEL_TYPE_POSTCODE, 5 },
  { MODEL_TYPE_PHONE, 10 },
  { MODEL_TYPE_SIRET, 14 },
};

static guint
count_digits (ModelType type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (digit_types); i++)
    if (digit_types[i].type == type)
      return digit_types[i].n_digits;
  return 0;
}

/* (transfer full): the cell as it was before a spreadsheet changed it; NULL when it is lost */
static char *
repair (WorkImport *import, const ModelField *field, const char *heading, const char *cell)
{
  guint n_digits = count_digits (field->type);
  char *repaired;

  if (n_digits == 0)
    return g_strdup (cell);
  repaired = table_repair_digits (cell, n_digits);
  if (repaired == NULL)
    _work_import_refuse (
        import, heading,
        g_strdup (_ ("A spreadsheet has rounded this number and lost digits. Make "
                     "the column a text in it, write the number again, then export "
                     "the list.")));
  else if (!g_str_equal (repaired, cell))
    _work_import_notice (import, heading,
                         g_strdup (_ ("Zeros that a spreadsheet had taken away were put back.")));
  return repaired;
}

/* (transfer full): ISO when @cell is a spreadsheet's day number, else a copy */
static char *
read_serial (WorkImport *import, const char *heading, const char *cell)
{
  g_autofree char *digits = table_repair_digits (cell, 5);
  GDate date;
  guint64 serial;

  if (digits == NULL || strlen (digits) != 5 || strspn (digits, "0123456789") != 5)
    return g_strdup (cell);
  serial = g_ascii_strtoull (digits, NULL, 10);
  if (serial < FIRST_SERIAL || serial > LAST_SERIAL)
    return g_strdup (cell);
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, SERIAL_ORIGIN_DAY, SERIAL_ORIGIN_MONTH, SERIAL_ORIGIN_YEAR);
  g_date_add_days (&date, (guint) serial);
  _work_import_notice (import, heading,
                       g_strdup (_ ("A spreadsheet’s day number was read as a date.")));
  return base_date_to_iso (&date);
}

static ModelRecord *
need_part (WorkImport *import, WorkSlot slot)
{
  if (import->parts[slot] == NULL)
    import->parts[slot] = model_record_new (_work_import_slot_entity (slot));
  return import->parts[slot];
}

static void
read_value (WorkImport *import,
            const WorkImportTarget *target,
            const char *heading,
            const char *cell)
{
  ModelRecord *part = need_part (import, target->slot);
  const char *column = model_field_column (target->field);
  g_autofree char *value = NULL;
  g_autofree char *doubt = NULL;
  g_autoptr (GError) error = NULL;

  value = target->field->type == MODEL_TYPE_DATE ? read_serial (import, heading, cell)
                                                 : repair (import, target->field, heading, cell);
  if (value == NULL)
    return;
  if (!model_record_set (part, column, value, &error))
    {
      _work_import_refuse (import, heading, g_strdup (error->message));
      return;
    }
  if (target->field->type == MODEL_TYPE_INE
      && base_ident_is_doubtful (BASE_IDENT_INE, model_record_get (part, column), &doubt))
    _work_import_notice (import, heading, g_steal_pointer (&doubt));
}

static gboolean
is_capitals (const char *word)
{
  g_autofree char *upper = base_text_upper (word);
  g_autofree char *lower = base_text_lower (word);

  return g_str_equal (upper, word) && !g_str_equal (lower, word);
}

static char *
join_names (char **words, gboolean capitals)
{
  GString *joined = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (is_capitals (words[i]) == capitals)
      g_string_append_printf (joined, "%s%s", joined->len > 0 ? " " : "", words[i]);
  return g_string_free (joined, FALSE);
}

/* "Mme ROUX Anne", "Anne Roux", "ROUX ANNE", "M. Roux": a family name is in capitals; when all or
 * nothing is, lists in capitals begin with it and sentences end with it. */
static void
read_whole_name (ModelRecord *part, const char *cell)
{
  g_auto (GStrv) words = g_strsplit (cell, " ", -1);
  char **names = words;
  g_autofree char *capitals = NULL;
  g_autofree char *others = NULL;

  if (words[0] != NULL && words[1] != NULL
      && model_field_index (model_record_get_entity (part), "title") >= 0
      && strspn (words[0], "0123456789") == 0 && model_record_set (part, "title", words[0], NULL))
    names++;
  capitals = join_names (names, TRUE);
  others = join_names (names, FALSE);
  if (*capitals != '\0' && *others != '\0')
    {
      model_record_set (part, "family_name", capitals, NULL);
      model_record_set (part, "given_name", others, NULL);
    }
  else if (names[0] == NULL || names[1] == NULL)
    model_record_set (part, "family_name", names[0], NULL);
  else
    {
      g_autofree char *rest = g_strjoinv (" ", names + 1);

      model_record_set (part, *capitals != '\0' ? "family_name" : "given_name", names[0], NULL);
      model_record_set (part, *capitals != '\0' ? "given_name" : "family_name", rest, NULL);
    }
}

/**
 * _work_import_read_line:
 * @import: an import
 * @row: a row of the file
 *
 * Reads the cells of a line into the parts that they speak of, and refuses the line when a value
 * does not fit its field.
 */
void
_work_import_read_line (WorkImport *import, const TableRow *row)
{
  const WorkImportHeader *header = import->header;

  for (guint i = 0; i < WORK_N_SLOTS; i++)
    g_clear_object (&import->parts[i]);
  import->line = row->line;
  import->refused = import->created = import->changed = FALSE;
  for (guint i = 0; i < row->n_cells && i < header->targets->len; i++)
    {
      const WorkImportTarget *target = &g_array_index (header->targets, WorkImportTarget, i);
      const char *heading = g_ptr_array_index (header->headings, i);

      if (target->slot == WORK_SLOT_NONE || *row->cells[i] == '\0')
        continue;
      if (target->field != NULL)
        read_value (import, target, heading, row->cells[i]);
      else
        read_whole_name (need_part (import, target->slot), row->cells[i]);
    }
}
