/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-import-private.h"

#include <glib/gi18n-lib.h>

#include "base-text.h"
#include "work-error.h"

/* The first lines of a file: one of headings, and perhaps a second. */
typedef struct
{
  char **cells[2];
  guint n_cells[2];
  guint lines[2];
} FirstRows;

static void
first_rows_clear (FirstRows *rows)
{
  g_strfreev (rows->cells[0]);
  g_strfreev (rows->cells[1]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FirstRows, first_rows_clear)

/**
 * _work_import_header_free:
 * @header: (nullable): what columns are
 *
 * Frees it.
 */
void
_work_import_header_free (WorkImportHeader *header)
{
  if (header == NULL)
    return;
  g_ptr_array_unref (header->headings);
  g_ptr_array_unref (header->notices);
  g_array_unref (header->targets);
  g_free (header);
}

static gboolean
read_first_rows (TableReader *reader, FirstRows *rows, GError **error)
{
  for (guint i = 0; i < 2; i++)
    {
      const TableRow *row;

      if (!table_reader_next (reader, &row, error))
        return FALSE;
      rows->cells[i] = g_new0 (char *, (row != NULL ? row->n_cells : 0) + 1);
      for (guint j = 0; row != NULL && j < row->n_cells; j++)
        rows->cells[i][j] = g_strdup (row->cells[j]);
      rows->n_cells[i] = row != NULL ? row->n_cells : 0;
      rows->lines[i] = row != NULL ? row->line : 0;
    }
  return TRUE;
}

static const char *
cell (const FirstRows *rows, guint row, guint column)
{
  return column < rows->n_cells[row] ? rows->cells[row][column] : "";
}

/* The heading that spans a column: merged cells leave those behind the first one empty. */
static const char *
group_title (const FirstRows *rows, guint column)
{
  for (guint i = column + 1; i > 0; i--)
    if (*cell (rows, 0, i - 1) != '\0')
      return cell (rows, 0, i - 1);
  return "";
}

static const WorkImportTarget *
look_up (GHashTable *names, const char *heading)
{
  g_autofree char *name = _work_import_normalize (heading);

  return g_hash_table_lookup (names, name);
}

/* The heading of a column under two lines of headings: "Tuteur" over "Nom" is "Tuteur Nom"; a title
 * that names nobody ("Coordonnées") is left out, and so is one that only repeats. */
static char *
join_headings (const FirstRows *rows, guint column, GHashTable *names, GHashTable *affixes)
{
  const char *title = group_title (rows, column);
  const char *own = cell (rows, 1, column);
  g_autofree char *joined = NULL;
  g_autofree char *normal_title = NULL;

  if (*own == '\0' || _work_import_same (title, own))
    return g_strdup (*own != '\0' ? own : cell (rows, 0, column));
  joined = g_strconcat (title, " ", own, NULL);
  normal_title = _work_import_normalize (title);
  if (look_up (names, joined) != NULL || g_hash_table_contains (affixes, normal_title))
    return g_steal_pointer (&joined);
  return g_strdup (own);
}

/* Whether the second line is of headings too: half of its cells at least are known as such, and
 * more than two unless there are no others: a person may be called Ville or Rue. */
static gboolean
has_second_row (const FirstRows *rows, GHashTable *names, GHashTable *affixes)
{
  guint n_filled = 0;
  guint n_known = 0;

  for (guint i = 0; i < rows->n_cells[1]; i++)
    {
      g_autofree char *heading = join_headings (rows, i, names, affixes);

      if (*cell (rows, 1, i) == '\0')
        continue;
      n_filled++;
      n_known += look_up (names, cell (rows, 1, i)) != NULL || look_up (names, heading) != NULL;
    }
  return n_known >= 2 && n_known * 2 >= n_filled && (n_known > 2 || n_known == n_filled);
}

static void
add_notice (WorkImportHeader *header, guint line, const char *heading, char *text)
{
  g_ptr_array_add (header->notices, _work_import_problem_new (line, heading, text));
}

/* The earlier column with the same meaning, or -1. */
static int
find_target (const WorkImportHeader *header, const WorkImportTarget *target)
{
  for (guint i = 0; i < header->targets->len; i++)
    {
      const WorkImportTarget *other = &g_array_index (header->targets, WorkImportTarget, i);

      if (other->slot == target->slot && other->field == target->field)
        return (int) i;
    }
  return -1;
}

static void
add_column (WorkImportHeader *header, guint line, const char *heading, GHashTable *names)
{
  WorkImportTarget target = { WORK_SLOT_NONE, NULL };
  const WorkImportTarget *known = look_up (names, heading);
  int earlier = known != NULL ? find_target (header, known) : -1;

  if (earlier >= 0)
    add_notice (header, line, heading,
                g_strdup_printf (_ ("This column holds the same as “%s”, which comes first: it was "
                                    "not read."),
                                 (char *) g_ptr_array_index (header->headings, (guint) earlier)));
  else if (known != NULL)
    target = *known;
  else if (*heading != '\0')
    add_notice (header, line, heading, g_strdup (_ ("This column is not known: it was not read.")));
  if (target.slot != WORK_SLOT_NONE)
    {
      header->n_known++;
      header->whole_name[target.slot] |= target.field == NULL;
    }
  g_ptr_array_add (header->headings, g_strdup (heading));
  g_array_append_val (header->targets, target);
}

static WorkImportHeader *
recognize (const WorkImportSpec *spec, const FirstRows *rows)
{
  WorkImportHeader *header = g_new0 (WorkImportHeader, 1);
  g_autoptr (GHashTable) affixes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) names = _work_import_names (spec, affixes);
  gboolean second = has_second_row (rows, names, affixes);
  guint n_columns = second ? MAX (rows->n_cells[0], rows->n_cells[1]) : rows->n_cells[0];

  header->spec = spec;
  header->headings = g_ptr_array_new_with_free_func (g_free);
  header->notices = g_ptr_array_new_with_free_func (_work_import_problem_free);
  header->targets = g_array_new (FALSE, FALSE, sizeof (WorkImportTarget));
  header->n_rows = second ? 2 : 1;
  header->last_line = rows->lines[header->n_rows - 1];
  for (guint i = 0; i < n_columns; i++)
    {
      g_autofree char *heading =
          second ? join_headings (rows, i, names, affixes) : g_strdup (cell (rows, 0, i));

      add_column (header, header->last_line, g_strdelimit (heading, "\n", ' '), names);
    }
  return header;
}

static gboolean
has_column (const WorkImportHeader *header, WorkSlot slot, const char *columns)
{
  g_auto (GStrv) names = g_strsplit (columns, "|", -1);

  if (header->whole_name[slot] && g_strv_contains ((const char *const *) names, "family_name"))
    return TRUE;
  for (guint i = 0; i < header->targets->len; i++)
    {
      const WorkImportTarget *target = &g_array_index (header->targets, WorkImportTarget, i);

      if (target->slot == slot && target->field != NULL
          && g_strv_contains ((const char *const *) names, model_field_column (target->field)))
        return TRUE;
    }
  return FALSE;
}

/* The label of the first column that a list of this kind cannot do without, or %NULL. */
static const char *
find_missing (const WorkImportHeader *header)
{
  const WorkImportSpec *spec = header->spec;

  for (gsize i = 0; i < G_N_ELEMENTS (spec->required) && spec->required[i].columns != NULL; i++)
    {
      WorkSlot slot = spec->required[i].slot;
      g_auto (GStrv) names = g_strsplit (spec->required[i].columns, "|", -1);
      const ModelEntityInfo *info = model_entity_info (_work_import_slot_entity (slot));
      int index = model_field_index (_work_import_slot_entity (slot), names[0]);

      if (!has_column (header, slot, spec->required[i].columns))
        return info->fields[index].label;
    }
  return NULL;
}

/* The kind that knows most columns. Two that know as many are for the person to choose. */
static WorkImportHeader *
guess (const FirstRows *rows, GError **error)
{
  g_autoptr (WorkImportHeader) best = NULL;
  gboolean tie = FALSE;

  for (int kind = WORK_IMPORT_STUDENTS; kind <= WORK_IMPORT_PLACEMENTS; kind++)
    {
      g_autoptr (WorkImportHeader) header =
          recognize (_work_import_spec ((WorkImportKind) kind), rows);

      if (find_missing (header) != NULL)
        continue;
      if (best != NULL && header->n_known <= best->n_known)
        {
          tie = tie || header->n_known == best->n_known;
          continue;
        }
      g_clear_pointer (&best, _work_import_header_free);
      best = g_steal_pointer (&header);
      tie = FALSE;
    }
  if (best != NULL && !tie)
    return g_steal_pointer (&best);
  if (best != NULL)
    g_set_error_literal (error, WORK_ERROR, WORK_ERROR_USAGE,
                         _ ("The headings fit several kinds of lists. Say what the file holds: "
                            "students, teachers, companies, periods or placements."));
  else
    g_set_error_literal (error, WORK_ERROR, WORK_ERROR_USAGE,
                         _ ("The headings are of no list that Paraphe knows. The first line of the "
                            "file should name its columns: Nom, Prénom, Classe…"));
  return NULL;
}

/**
 * _work_import_header_read:
 * @reader: a file, before its first row
 * @kind: what it holds, or %WORK_IMPORT_AUTO
 * @error: return location for an error
 *
 * Reads the headings and finds out what each column is. A second line of headings is seen as such,
 * whether the first holds titles over groups of columns or both are the same (domain §4.6).
 *
 * Returns: (transfer full) (nullable): what the columns are; %NULL with %WORK_ERROR_USAGE for a
 * list of another kind or of several, or the reader's error
 */
WorkImportHeader *
_work_import_header_read (TableReader *reader, WorkImportKind kind, GError **error)
{
  g_auto (FirstRows) rows = { 0 };
  g_autoptr (WorkImportHeader) header = NULL;
  const char *missing;

  if (!read_first_rows (reader, &rows, error))
    return NULL;
  if (rows.n_cells[0] == 0)
    {
      g_set_error_literal (error, WORK_ERROR, WORK_ERROR_USAGE,
                           _ ("The file is empty. Export the list again."));
      return NULL;
    }
  if (kind == WORK_IMPORT_AUTO)
    return guess (&rows, error);
  header = recognize (_work_import_spec (kind), &rows);
  missing = find_missing (header);
  if (missing == NULL)
    return g_steal_pointer (&header);
  g_set_error (error, WORK_ERROR, WORK_ERROR_USAGE,
               _ ("The file has no column for “%s”. Check the headings on its first line, and that "
                  "it is the right list."),
               _ (missing));
  return NULL;
}
