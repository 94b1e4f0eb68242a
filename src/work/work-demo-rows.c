/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-date.h"
#include "table-reader.h"
#include "work-agreement-private.h"
#include "work-create-private.h"
#include "work-error.h"
#include "work-school-private.h"
#include "work-search-private.h"

/* Lists that no school has as a file, so that the import does not know them: searches with an
 * interview, how far the agreements are, and notes. */

/* ---- reading ---- */

typedef struct
{
  GHashTable *columns; /* heading → index + 1 */
  const TableRow *row;
} Line;

static const char *
cell (const Line *line, const char *heading)
{
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (line->columns, heading));

  return index > 0 && index <= line->row->n_cells ? line->row->cells[index - 1] : "";
}

/* What rows are found by: words joined to one key → id */
typedef struct
{
  WorkCreate *create;
  GHashTable *students; /* INE */
  GHashTable *teachers; /* names */
  GHashTable *periods;  /* class and period */
  gint64 template_id;
  char *template_sha256;
} Demo;

typedef gboolean (*LineFunc) (Demo *demo, const Line *line, GError **error);

static GHashTable *
read_headings (const TableRow *row)
{
  GHashTable *columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < row->n_cells; i++)
    g_hash_table_insert (columns, g_strdup (row->cells[i]), GUINT_TO_POINTER (i + 1));
  return columns;
}

static gboolean
read_list (Demo *demo, const char *resource, LineFunc func, GError **error)
{
  g_autoptr (GBytes) bytes = _work_create_resource (resource);
  g_autoptr (TableReader) reader = table_reader_new_for_bytes (bytes, error);
  g_autoptr (GHashTable) columns = NULL;
  g_autoptr (GError) local = NULL;
  const TableRow *row;

  while (reader != NULL && table_reader_next (reader, &row, &local))
    {
      Line line = { columns, row };

      if (row == NULL)
        return TRUE;
      if (columns == NULL)
        columns = read_headings (row);
      else if (!func (demo, &line, error))
        return FALSE;
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* ---- finding ---- */

static void
remember (GHashTable *table, const char *first, const char *second, gint64 id)
{
  g_hash_table_insert (table, g_strdup_printf ("%s\n%s", first, second != NULL ? second : ""),
                       g_memdup2 (&id, sizeof id));
}

static gint64
find (GHashTable *table, const char *first, const char *second)
{
  g_autofree char *key = g_strdup_printf ("%s\n%s", first, second);
  const gint64 *id = g_hash_table_lookup (table, key);

  return id != NULL ? *id : 0;
}

static gboolean
index_rows (Demo *demo,
            GHashTable *table,
            ModelEntity entity,
            const char *first,
            const char *second,
            GError **error)
{
  g_autoptr (GPtrArray) records = store_load_all (demo->create->connection, entity, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      ModelRecord *record = g_ptr_array_index (records, i);

      remember (table, model_record_get (record, first),
                second != NULL ? model_record_get (record, second) : NULL,
                model_record_get_id (record));
    }
  return records != NULL;
}

static gboolean
index_periods (Demo *demo, GError **error)
{
  StoreConnection *connection = demo->create->connection;
  g_autoptr (GPtrArray) links = store_load_all (connection, MODEL_ENTITY_PERIOD_CLASS, error);

  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      ModelRecord *link = g_ptr_array_index (links, i);
      gint64 period_id = model_record_get_int (link, "period_id");
      gint64 class_id = model_record_get_int (link, "class_group_id");
      g_autoptr (ModelRecord) period =
          store_load (connection, MODEL_ENTITY_PERIOD, period_id, error);
      g_autoptr (ModelRecord) class_group =
          period != NULL ? store_load (connection, MODEL_ENTITY_CLASS_GROUP, class_id, error)
                         : NULL;

      if (class_group == NULL)
        return FALSE;
      remember (demo->periods, model_record_get (class_group, "name"),
                model_record_get (period, "name"), period_id);
    }
  return links != NULL;
}

static gboolean
find_template (Demo *demo, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (ModelRecord) template = store_find_one (
      demo->create->connection, MODEL_ENTITY_TEMPLATE, &local, "is_default", "1", NULL);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (template != NULL)
    {
      demo->template_id = model_record_get_id (template);
      demo->template_sha256 = g_strdup (model_record_get (template, "sha256"));
    }
  return TRUE;
}

static void
demo_clear (Demo *demo)
{
  g_hash_table_unref (demo->students);
  g_hash_table_unref (demo->teachers);
  g_hash_table_unref (demo->periods);
  g_free (demo->template_sha256);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Demo, demo_clear)

static gboolean
demo_init (Demo *demo, WorkCreate *create, GError **error)
{
  demo->create = create;
  demo->students = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  demo->teachers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  demo->periods = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return index_rows (demo, demo->students, MODEL_ENTITY_STUDENT, "ine", NULL, error)
         && index_rows (demo, demo->teachers, MODEL_ENTITY_TEACHER, "family_name", "given_name",
                        error)
         && index_periods (demo, error) && find_template (demo, error);
}

/* (transfer full) (nullable): the search of the line's student and period, new when there is none;
 * %NULL with @error */
static ModelRecord *
find_search (Demo *demo, const Line *line, GError **error)
{
  gint64 student_id = find (demo->students, cell (line, "INE"), "");
  gint64 period_id = find (demo->periods, cell (line, "Classe"), cell (line, "Période"));

  if (student_id == 0 || period_id == 0)
    {
      g_set_error (error, WORK_ERROR, WORK_ERROR_NOT_FOUND, "line %u: no such student or period",
                   line->row->line);
      return NULL;
    }
  return _work_search_find (demo->create->connection, student_id, period_id, error);
}

/* ---- searches ---- */

/* Fields of a row, and the headings that they stand under. */
typedef struct
{
  const char *column;
  const char *heading;
} Cell;

static gboolean
set_cells (ModelRecord *record, const Line *line, const Cell *cells, guint n, GError **error)
{
  for (guint i = 0; i < n; i++)
    if (!model_record_set (record, cells[i].column, cell (line, cells[i].heading), error))
      return FALSE;
  return TRUE;
}

static gboolean
add_interview (Demo *demo, const Line *line, gint64 search_id, gint64 teacher_id, GError **error)
{
  static const Cell cells[] = { { "day", "Date entretien" },
                                { "means", "Moyen" },
                                { "account", "Compte rendu" },
                                { "next_step", "Suite" } };
  g_autoptr (ModelRecord) interview = model_record_new (MODEL_ENTITY_INTERVIEW);

  model_record_set_int (interview, "search_id", search_id);
  if (teacher_id != 0)
    model_record_set_int (interview, "teacher_id", teacher_id);
  return set_cells (interview, line, cells, G_N_ELEMENTS (cells), error)
         && store_save (demo->create->connection, interview, demo->create->operation, NULL, error);
}

static gboolean
add_search (Demo *demo, const Line *line, GError **error)
{
  static const Cell cells[] = { { "state", "Recherche" }, { "reason", "Motif" } };
  g_autoptr (ModelRecord) search = find_search (demo, line, error);
  gint64 teacher_id =
      find (demo->teachers, cell (line, "Professeur nom"), cell (line, "Professeur prénom"));

  if (search == NULL || !set_cells (search, line, cells, G_N_ELEMENTS (cells), error))
    return FALSE;
  if (teacher_id != 0)
    model_record_set_int (search, "teacher_id", teacher_id);
  if (!store_save (demo->create->connection, search, demo->create->operation, NULL, error))
    return FALSE;
  return cell (line, "Compte rendu")[0] == '\0'
         || add_interview (demo, line, model_record_get_id (search), teacher_id, error);
}

/**
 * _work_demo_add_searches:
 * @create: the demo database, with its lists
 * @error: return location
 *
 * Adds the searches that have no sheet yet.
 *
 * Returns: whether they are there
 */
gboolean
_work_demo_add_searches (WorkCreate *create, GError **error)
{
  g_auto (Demo) demo = { NULL };

  return demo_init (&demo, create, error)
         && read_list (&demo, "demo/searches.csv", add_search, error);
}

/* ---- agreements ---- */

/* Id of the sheet of @search with the line's company; 0 with @error set. */
static gint64
find_placement (Demo *demo, const Line *line, ModelRecord *search, GError **error)
{
  StoreConnection *connection = demo->create->connection;
  g_autoptr (GPtrArray) placements = store_find_by_id (
      connection, MODEL_ENTITY_PLACEMENT, "search_id", model_record_get_id (search), error);

  for (guint i = 0; placements != NULL && i < placements->len; i++)
    {
      ModelRecord *placement = g_ptr_array_index (placements, i);
      g_autoptr (ModelRecord) company = store_load (
          connection, MODEL_ENTITY_COMPANY, model_record_get_int (placement, "company_id"), NULL);

      if (company != NULL
          && g_strcmp0 (model_record_get (company, "siret"), cell (line, "SIRET")) == 0)
        return model_record_get_id (placement);
    }
  if (placements != NULL)
    g_set_error (error, WORK_ERROR, WORK_ERROR_NOT_FOUND, "line %u: no such placement",
                 line->row->line);
  return 0;
}

/* Who has signed, or has the paper in hand, once an agreement stands on a step. */
static const struct
{
  const char *role;
  int signed_from;
  int sent_from;
} signatures[] = {
  { "school", 1, 0 },  { "student", 2, 1 }, { "guardian", 2, 1 },
  { "company", 4, 3 }, { "tutor", 4, 3 },   { "teacher", 4, 3 },
};

static gboolean
sign (Demo *demo, ModelRecord *agreement, GError **error)
{
  const char *day = model_record_get (agreement, "step_date");
  int step = (int) model_record_get_int (agreement, "step");
  g_autoptr (GPtrArray) all =
      store_find_by_id (demo->create->connection, MODEL_ENTITY_SIGNATORY, "agreement_id",
                        model_record_get_id (agreement), error);

  for (guint i = 0; all != NULL && i < all->len; i++)
    for (guint j = 0; j < G_N_ELEMENTS (signatures); j++)
      {
        ModelRecord *signatory = all->pdata[i];

        if (g_strcmp0 (model_record_get (signatory, "role"), signatures[j].role) != 0)
          continue;
        if (step >= signatures[j].sent_from)
          model_record_set_canonical (signatory, "sent_on", day);
        if (step >= signatures[j].signed_from)
          model_record_set_canonical (signatory, "signed_on", day);
        if (!store_save (demo->create->connection, signatory, demo->create->operation, NULL, error))
          return FALSE;
      }
  return all != NULL;
}

static gboolean
set_step (Demo *demo, const Line *line, gint64 agreement_id, GError **error)
{
  static const Cell cells[] = { { "step", "Étape" }, { "step_date", "Date" } };
  g_autoptr (GPtrArray) steps = _work_steps_load (demo->create->connection, error);
  g_autoptr (ModelRecord) agreement = NULL;
  g_autofree char *day = NULL;

  if (steps == NULL)
    return FALSE;
  agreement = store_load (demo->create->connection, MODEL_ENTITY_AGREEMENT, agreement_id, error);
  if (agreement == NULL || !set_cells (agreement, line, cells, G_N_ELEMENTS (cells), error))
    return FALSE;
  day = g_strdup (model_record_get (agreement, "step_date"));
  _work_step_set (agreement, steps, (int) model_record_get_int (agreement, "step"), day);
  return store_save (demo->create->connection, agreement, demo->create->operation, NULL, error)
         && sign (demo, agreement, error);
}

static gboolean
add_agreement (Demo *demo, const Line *line, GError **error)
{
  g_autoptr (ModelRecord) search = find_search (demo, line, error);
  g_autoptr (ModelRecord) day = model_record_new (MODEL_ENTITY_AGREEMENT);
  WorkAgreement agreement = { 0 };
  gboolean added;

  if (search == NULL || !model_record_set (day, "made_on", cell (line, "Date"), error))
    return FALSE;
  agreement.placement_id = find_placement (demo, line, search, error);
  if (agreement.placement_id == 0)
    return FALSE;
  agreement.template_id = demo->template_id;
  agreement.template_sha256 = demo->template_sha256;
  agreement.today = model_record_get (day, "made_on");
  agreement.operation = demo->create->operation;
  added = _work_agreement_make (demo->create->connection, &agreement, error)
          && set_step (demo, line, agreement.agreement_id, error);
  _work_agreement_clear (&agreement);
  return added;
}

/**
 * _work_demo_add_agreements:
 * @create: the demo database, with its lists
 * @error: return location
 *
 * Adds the agreements, each on its step, with the values that it was made from.
 *
 * Returns: whether they are there
 */
gboolean
_work_demo_add_agreements (WorkCreate *create, GError **error)
{
  g_auto (Demo) demo = { NULL };

  return demo_init (&demo, create, error)
         && read_list (&demo, "demo/agreements.csv", add_agreement, error);
}

/* ---- notes ---- */

static gboolean
add_note (Demo *demo, const Line *line, GError **error)
{
  static const Cell cells[] = { { "tone", "Type" },
                                { "audience", "Destinataires" },
                                { "text", "Texte" } };
  g_autoptr (ModelRecord) search = find_search (demo, line, error);
  g_autoptr (ModelRecord) note = model_record_new (MODEL_ENTITY_NOTE);
  g_autofree char *now = base_date_now_utc ();
  g_autofree char *author = NULL;
  gint64 teacher_id =
      find (demo->teachers, cell (line, "Professeur nom"), cell (line, "Professeur prénom"));

  if (search == NULL || !set_cells (note, line, cells, G_N_ELEMENTS (cells), error))
    return FALSE;
  author = teacher_id != 0 ? g_strdup_printf ("%s %s", cell (line, "Professeur prénom"),
                                              cell (line, "Professeur nom"))
                           : g_strdup (demo->create->operation->author);
  model_record_set_int (note, "student_id", model_record_get_int (search, "student_id"));
  model_record_set_int (note, "search_id", model_record_get_id (search));
  if (teacher_id != 0)
    model_record_set_int (note, "teacher_id", teacher_id);
  model_record_set_canonical (note, "author_role", teacher_id != 0 ? "teacher" : "administration");
  model_record_set_canonical (note, "author", author);
  model_record_set_canonical (note, "made_at", now);
  if (cell (line, "Lu")[0] != '\0')
    model_record_set_canonical (note, "read_at", now);
  return store_save (demo->create->connection, note, demo->create->operation, NULL, error);
}

/**
 * _work_demo_add_notes:
 * @create: the demo database, with its searches and agreements
 * @error: return location
 *
 * Adds notes of the administration and messages of teachers, some of them unread.
 *
 * Returns: whether they are there
 */
gboolean
_work_demo_add_notes (WorkCreate *create, GError **error)
{
  g_auto (Demo) demo = { NULL };

  return demo_init (&demo, create, error) && read_list (&demo, "demo/notes.csv", add_note, error);
}
