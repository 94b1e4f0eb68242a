/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-people.h"

#include <string.h>

#include "base-text.h"
#include "model-stay.h"

/* How much of a note a line shows. */
#define NOTE_CHARS 160

/* Of several agreements of one sheet the living one comes first, then the latest. */
static const char stays_query[] =
    "SELECT se.student_id, se.period_id, se.id, pl.id, pl.company_id, te.id, a.id,"
    " p.school_year_id,"
    " COALESCE (s.used_name, s.family_name), s.given_name,"
    " (SELECT MIN (cg.name) FROM enrolment e"
    "   JOIN period_class pc ON pc.class_group_id = e.class_group_id"
    "   JOIN class_group cg ON cg.id = e.class_group_id"
    "   WHERE e.student_id = se.student_id AND pc.period_id = se.period_id),"
    " p.name, y.name, COALESCE (pl.start, p.start), COALESCE (pl.\"end\", p.\"end\"), se.state,"
    " pl.state, pl.refusal_reason, c.name, COALESCE (si.town, c.town), a.number, a.state,"
    " a.step, t.title, t.given_name, t.family_name, te.title, te.given_name, te.family_name"
    " FROM search se"
    " JOIN student s ON s.id = se.student_id"
    " JOIN period p ON p.id = se.period_id"
    " JOIN school_year y ON y.id = p.school_year_id"
    " LEFT JOIN placement pl ON pl.search_id = se.id"
    " LEFT JOIN agreement a ON a.placement_id = pl.id"
    " LEFT JOIN company c ON c.id = pl.company_id"
    " LEFT JOIN site si ON si.id = pl.site_id"
    " LEFT JOIN contact t ON t.id = pl.tutor_id"
    " LEFT JOIN teacher te ON te.id = COALESCE (pl.teacher_id, se.teacher_id)"
    " WHERE %s = $1"
    " ORDER BY p.start DESC, s.sort_key, s.id, pl.id,"
    " CASE a.state WHEN 'active' THEN 0 ELSE 1 END, a.id DESC";

/* Oldest first: the last one that says how it went is the one that is shown. */
static const char notes_query[] = "SELECT search_id, placement_id, tone, text FROM note"
                                  " WHERE search_id IN (SELECT se.id FROM search se"
                                  "   LEFT JOIN placement pl ON pl.search_id = se.id WHERE %s = $1)"
                                  " ORDER BY made_at, id";

enum
{
  STUDENT_ID,
  PERIOD_ID,
  SEARCH_ID,
  PLACEMENT_ID,
  COMPANY_ID,
  TEACHER_ID,
  AGREEMENT_ID,
  SCHOOL_YEAR_ID,
  FAMILY_NAME,
  GIVEN_NAME,
  CLASS_NAME,
  PERIOD_NAME,
  YEAR_NAME,
  START,
  END,
  SEARCH_STATE,
  PLACEMENT_STATE,
  REASON,
  COMPANY,
  TOWN,
  NUMBER,
  AGREEMENT_STATE,
  STEP,
  TUTOR_TITLE,
  TEACHER_TITLE = TUTOR_TITLE + 3
};

static const struct
{
  int column;
  gsize member;
} ids[] = {
  { STUDENT_ID, G_STRUCT_OFFSET (ModelStay, student_id) },
  { PERIOD_ID, G_STRUCT_OFFSET (ModelStay, period_id) },
  { SEARCH_ID, G_STRUCT_OFFSET (ModelStay, search_id) },
  { PLACEMENT_ID, G_STRUCT_OFFSET (ModelStay, placement_id) },
  { COMPANY_ID, G_STRUCT_OFFSET (ModelStay, company_id) },
  { TEACHER_ID, G_STRUCT_OFFSET (ModelStay, teacher_id) },
  { AGREEMENT_ID, G_STRUCT_OFFSET (ModelStay, agreement_id) },
  { SCHOOL_YEAR_ID, G_STRUCT_OFFSET (ModelStay, school_year_id) },
}, texts[] = {
  { CLASS_NAME, G_STRUCT_OFFSET (ModelStay, class_name) },
  { PERIOD_NAME, G_STRUCT_OFFSET (ModelStay, period_name) },
  { YEAR_NAME, G_STRUCT_OFFSET (ModelStay, year_name) },
  { START, G_STRUCT_OFFSET (ModelStay, start) },
  { END, G_STRUCT_OFFSET (ModelStay, end) },
  { SEARCH_STATE, G_STRUCT_OFFSET (ModelStay, search_state) },
  { PLACEMENT_STATE, G_STRUCT_OFFSET (ModelStay, placement_state) },
  { REASON, G_STRUCT_OFFSET (ModelStay, reason) },
  { COMPANY, G_STRUCT_OFFSET (ModelStay, company) },
  { TOWN, G_STRUCT_OFFSET (ModelStay, town) },
  { NUMBER, G_STRUCT_OFFSET (ModelStay, number) },
  { AGREEMENT_STATE, G_STRUCT_OFFSET (ModelStay, agreement_state) },
};

static const struct
{
  ModelEntity entity;
  const char *column;
} owners[] = {
  { MODEL_ENTITY_STUDENT, "se.student_id" },
  { MODEL_ENTITY_COMPANY, "pl.company_id" },
  { MODEL_ENTITY_TEACHER, "COALESCE (pl.teacher_id, se.teacher_id)" },
};

static void
take_text (char **text, char *value)
{
  g_free (*text);
  *text = value;
}

static const char *
text_at (StoreStatement *statement, int column)
{
  const char *text = store_statement_get_text (statement, column);

  return text != NULL ? text : "";
}

/* "Mme Anne ROUX", of three columns that follow each other. */
static char *
read_full_name (StoreStatement *statement, int column)
{
  g_autofree char *family = base_text_upper (text_at (statement, column + 2));
  GString *name = g_string_new (NULL);

  for (int i = 0; i < 2; i++)
    if (text_at (statement, column + i)[0] != '\0')
      g_string_append_printf (name, "%s ", text_at (statement, column + i));
  g_string_append (name, family);
  return g_string_free (name, FALSE);
}

/* (transfer full): the labels of the steps in order */
static GPtrArray *
read_steps (StoreConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (StoreStatement) statement =
      store_connection_prepare (connection, "SELECT label FROM step ORDER BY position, id", error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;
  while (store_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&steps);
      g_ptr_array_add (steps, g_strdup (text_at (statement, 0)));
    }
  return NULL;
}

static ModelStay *
read_stay (StoreStatement *statement, GPtrArray *steps)
{
  ModelStay *stay = model_stay_new ();
  g_autofree char *family = base_text_upper (text_at (statement, FAMILY_NAME));

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    G_STRUCT_MEMBER (gint64, stay, ids[i].member) =
        store_statement_get_int (statement, ids[i].column);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    take_text (&G_STRUCT_MEMBER (char *, stay, texts[i].member),
               g_strdup (text_at (statement, texts[i].column)));
  take_text (&stay->student,
             g_strchomp (g_strconcat (family, " ", text_at (statement, GIVEN_NAME), NULL)));
  take_text (&stay->tutor, read_full_name (statement, TUTOR_TITLE));
  take_text (&stay->teacher, read_full_name (statement, TEACHER_TITLE));
  if (stay->agreement_id != 0)
    {
      gint64 step = store_statement_get_int (statement, STEP);

      if (step >= 0 && step < (gint64) steps->len)
        take_text (&stay->step, g_strdup (g_ptr_array_index (steps, step)));
    }
  return stay;
}

static gboolean
is_same (const ModelStay *a, const ModelStay *b)
{
  return a->search_id == b->search_id && a->placement_id == b->placement_id;
}

static GPtrArray *
read_stays (StoreStatement *statement, GPtrArray *steps, GError **error)
{
  g_autoptr (GPtrArray) stays = g_ptr_array_new_with_free_func ((GDestroyNotify) model_stay_free);
  gboolean has_row = TRUE;

  while (store_statement_step (statement, &has_row, error))
    {
      ModelStay *stay;

      if (!has_row)
        return g_steal_pointer (&stays);
      stay = read_stay (statement, steps);
      if (stays->len > 0 && is_same (g_ptr_array_index (stays, stays->len - 1), stay))
        model_stay_free (stay);
      else
        g_ptr_array_add (stays, stay);
    }
  return NULL;
}

static void
add_note (GPtrArray *stays, StoreStatement *statement)
{
  gint64 search_id = store_statement_get_int (statement, 0);
  gint64 placement_id = store_statement_get_int (statement, 1);
  const char *text = text_at (statement, 3);
  ModelTone tone = MODEL_TONE_INFORMATION;

  model_tone_from_key (store_statement_get_text (statement, 2), &tone);
  for (guint i = 0; i < stays->len; i++)
    {
      ModelStay *stay = g_ptr_array_index (stays, i);

      if (stay->search_id != search_id || (placement_id != 0 && stay->placement_id != placement_id))
        continue;
      stay->n_notes[tone]++;
      if (tone != MODEL_TONE_INFORMATION
          || stay->n_notes[MODEL_TONE_POSITIVE] + stay->n_notes[MODEL_TONE_NEGATIVE] == 0)
        take_text (&stay->note, base_text_excerpt (text, NOTE_CHARS));
    }
}

static gboolean
read_notes (StoreStatement *statement, GPtrArray *stays, GError **error)
{
  gboolean has_row = TRUE;

  while (store_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      add_note (stays, statement);
    }
  return FALSE;
}

static StoreStatement *
prepare (StoreConnection *connection,
         const char *query,
         const char *owner,
         gint64 id,
         GError **error)
{
  g_autoptr (GString) sql = g_string_new (query);
  StoreStatement *statement;

  g_string_replace (sql, "%s", owner, 1);
  statement = store_connection_prepare (connection, sql->str, error);
  if (statement != NULL)
    store_statement_bind_int (statement, 1, id);
  return statement;
}

/**
 * store_stays_load:
 * @connection: a connection
 * @entity: %MODEL_ENTITY_STUDENT, %MODEL_ENTITY_COMPANY or %MODEL_ENTITY_TEACHER
 * @id: which one
 * @error: return location for a #StoreError
 *
 * Reads what is remembered: of a student each period with a search, of a company each sheet, of a
 * teacher each student followed.
 *
 * Returns: (transfer full) (element-type ModelStay): latest period first, then by name; or %NULL
 */
GPtrArray *
store_stays_load (StoreConnection *connection, ModelEntity entity, gint64 id, GError **error)
{
  guint owner = 0;
  g_autoptr (StoreStatement) statement = NULL, notes = NULL;
  g_autoptr (GPtrArray) steps = NULL, stays = NULL;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);

  while (owner < G_N_ELEMENTS (owners) && owners[owner].entity != entity)
    owner++;
  g_return_val_if_fail (owner < G_N_ELEMENTS (owners), NULL);

  steps = read_steps (connection, error);
  if (steps == NULL)
    return NULL;
  statement = prepare (connection, stays_query, owners[owner].column, id, error);
  stays = statement != NULL ? read_stays (statement, steps, error) : NULL;
  if (stays == NULL)
    return NULL;
  notes = prepare (connection, notes_query, owners[owner].column, id, error);
  if (notes == NULL || !read_notes (notes, stays, error))
    return NULL;
  return g_steal_pointer (&stays);
}
