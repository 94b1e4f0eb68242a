/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-lines.h"
#include "store-lines-private.h"

#include <string.h>

#include "base-date.h"
#include "base-text.h"

/* All that the main list is made of. An enrolment counts for the periods that it overlaps; a class
 * without any period still shows its students. Rows are put in order here and not by the engine,
 * which would carry all their texts through its sorter: a quarter of the time. */
static const char *const lines_query =
    "SELECT s.id, cg.id, p.id, se.id, pl.id, c.id, a.id, a.version,"
    " s.family_name, s.used_name, s.given_name, s.birth_date, s.sort_key, s.search_key,"
    " cg.name, cg.sort_key, cg.search_key,"
    " p.name, p.start, p.\"end\","
    " p.kind, c.name, c.sort_key, c.search_key, c.town, c.siret, si.town, si.search_key,"
    " t.id, t.sort_key, t.search_key, t.title, t.given_name, t.family_name,"
    " te.id, te.sort_key, te.search_key, te.title, te.given_name, te.family_name, tp.name,"
    " pl.start, pl.\"end\", pl.state, pl.certificate_on, se.state,"
    " a.number, a.mode, a.step, a.step_date, a.state, a.search_key,"
    " a.sent_on, a.signed_on, a.signed_outside, a.amends_id, a.printed_on"
    " FROM class_group cg"
    " JOIN enrolment e ON e.class_group_id = cg.id"
    " JOIN student s ON s.id = e.student_id"
    " LEFT JOIN period_class pc ON pc.class_group_id = cg.id"
    " LEFT JOIN period p ON p.id = pc.period_id"
    " LEFT JOIN search se ON se.student_id = s.id AND se.period_id = p.id"
    " LEFT JOIN placement pl ON pl.search_id = se.id"
    " LEFT JOIN agreement a ON a.placement_id = pl.id"
    " LEFT JOIN company c ON c.id = pl.company_id"
    " LEFT JOIN site si ON si.id = pl.site_id"
    " LEFT JOIN contact t ON t.id = pl.tutor_id"
    " LEFT JOIN teacher te ON te.id = COALESCE (pl.teacher_id, se.teacher_id)"
    " LEFT JOIN template tp ON tp.id = pl.template_id"
    " WHERE cg.school_year_id = $1"
    " AND (p.id IS NULL OR ((e.\"end\" IS NULL OR e.\"end\" >= p.start)"
    "   AND (e.start IS NULL OR e.start <= p.\"end\")))";

/* In the order of the query. */
enum
{
  STUDENT_ID,
  CLASS_GROUP_ID,
  PERIOD_ID,
  SEARCH_ID,
  PLACEMENT_ID,
  COMPANY_ID,
  AGREEMENT_ID,
  AGREEMENT_VERSION,
  FAMILY_NAME,
  USED_NAME,
  GIVEN_NAME,
  BIRTH_DATE,
  STUDENT_KEY,
  STUDENT_SEARCH,
  CLASS_NAME,
  CLASS_KEY,
  CLASS_SEARCH,
  PERIOD_NAME,
  PERIOD_START,
  PERIOD_END,
  PERIOD_KIND,
  COMPANY,
  COMPANY_KEY,
  COMPANY_SEARCH,
  COMPANY_TOWN,
  COMPANY_SIRET,
  SITE_TOWN,
  SITE_SEARCH,
  TUTOR_ID,
  TUTOR_KEY,
  TUTOR_SEARCH,
  TUTOR_TITLE,
  TUTOR_GIVEN_NAME,
  TUTOR_FAMILY_NAME,
  TEACHER_ID,
  TEACHER_KEY,
  TEACHER_SEARCH,
  TEACHER_TITLE,
  TEACHER_GIVEN_NAME,
  TEACHER_FAMILY_NAME,
  TEMPLATE_NAME,
  PLACEMENT_START,
  PLACEMENT_END,
  PLACEMENT_STATE,
  CERTIFICATE_ON,
  SEARCH_STATE,
  NUMBER,
  MODE,
  STEP,
  STEP_DATE,
  AGREEMENT_STATE,
  AGREEMENT_SEARCH,
  SENT_ON,
  SIGNED_ON,
  SIGNED_OUTSIDE,
  AMENDS_ID,
  PRINTED_ON
};

/* A search key seldom outgrows it. */
#define SEARCH_KEY_SIZE 128

/* What lines share, computed once. */
typedef struct
{
  GHashTable *names;    /* (owned): student id → "ABADIE Léa" */
  GHashTable *contacts; /* (owned): id → "Mme Anne ROUX" */
  GHashTable *teachers; /* (owned): alike */
  GStringChunk *starts; /* (owned): first days of the periods */
  StoreLineTotals *totals;
} Reader;

/* A line with what it is sorted by and does not hold itself. */
typedef struct
{
  ModelLine *line; /* (owned) */
  const char *period_start;
  gboolean living; /* its agreement is neither cancelled nor replaced */
} Row;

static const char *
text_at (StoreStatement *statement, int column)
{
  const char *text = store_statement_get_text (statement, column);

  return text != NULL ? text : "";
}

static const char *
first_text (StoreStatement *statement, int column, int otherwise)
{
  const char *text = text_at (statement, column);

  return text[0] != '\0' ? text : text_at (statement, otherwise);
}

static void
set_text (char **text, const char *value)
{
  /* A new line is full of empty texts. */
  if (value[0] == '\0')
    return;
  g_free (*text);
  *text = g_strdup (value);
}

static const char *
find_name (Reader *reader, StoreStatement *statement, gint64 *id)
{
  const char *known = g_hash_table_lookup (reader->names, id);
  g_autofree char *family = NULL;
  gint64 *key;
  char *name;

  if (known != NULL)
    return known;
  family = base_text_upper (first_text (statement, USED_NAME, FAMILY_NAME));
  name = g_strconcat (family, " ", text_at (statement, GIVEN_NAME), NULL);
  g_strchomp (name);
  key = g_new (gint64, 1);
  *key = *id;
  g_hash_table_insert (reader->names, key, name);
  return name;
}

/* "Mme Anne ROUX": title, given name and family name, in columns that follow each other. */
static const char *
find_person (GHashTable *known, StoreStatement *statement, int id_column, int title_column)
{
  gint64 id = store_statement_get_int (statement, id_column);
  const char *found = id != 0 ? g_hash_table_lookup (known, &id) : "";
  g_autofree char *family = NULL;
  const char *parts[4] = { NULL };
  guint n = 0;
  char *name;

  if (found != NULL)
    return found;
  family = base_text_upper (text_at (statement, title_column + 2));
  if (text_at (statement, title_column)[0] != '\0')
    parts[n++] = text_at (statement, title_column);
  if (text_at (statement, title_column + 1)[0] != '\0')
    parts[n++] = text_at (statement, title_column + 1);
  parts[n] = family;
  name = g_strjoinv (" ", (char **) parts);
  g_hash_table_insert (known, g_memdup2 (&id, sizeof id), name);
  return name;
}

static gboolean
is_minor_on (const char *birth, const char *day)
{
  GDate born, first;

  return base_date_parse_iso (birth, &born) && base_date_parse_iso (day, &first)
         && base_date_age_on (&born, &first) < 18;
}

static char *
join_search_keys (StoreStatement *statement)
{
  static const int columns[] = { CLASS_SEARCH, COMPANY_SEARCH, SITE_SEARCH,
                                 TUTOR_SEARCH, TEACHER_SEARCH, AGREEMENT_SEARCH };
  GString *key = g_string_sized_new (SEARCH_KEY_SIZE);

  g_string_append (key, text_at (statement, STUDENT_SEARCH));
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      const char *part = text_at (statement, columns[i]);

      if (part[0] == '\0')
        continue;
      g_string_append_c (key, ' ');
      g_string_append (key, part);
    }
  return g_string_free (key, FALSE);
}

static void
read_placement (ModelLine *line, StoreStatement *statement)
{
  const char *period_start = text_at (statement, PERIOD_START);
  const char *period_end = text_at (statement, PERIOD_END);

  line->company_id = store_statement_get_int (statement, COMPANY_ID);
  set_text (&line->company, text_at (statement, COMPANY));
  set_text (&line->company_key, text_at (statement, COMPANY_KEY));
  set_text (&line->town, first_text (statement, SITE_TOWN, COMPANY_TOWN));
  set_text (&line->placement_state, text_at (statement, PLACEMENT_STATE));
  set_text (&line->siret, text_at (statement, COMPANY_SIRET));
  set_text (&line->template_name, text_at (statement, TEMPLATE_NAME));
  set_text (&line->certificate_on, text_at (statement, CERTIFICATE_ON));
  set_text (&line->start, first_text (statement, PLACEMENT_START, PERIOD_START));
  set_text (&line->end, first_text (statement, PLACEMENT_END, PERIOD_END));
  line->dates_differ =
      strcmp (line->start, period_start) != 0 || strcmp (line->end, period_end) != 0;
  line->is_minor = is_minor_on (text_at (statement, BIRTH_DATE), line->start);
}

static void
read_agreement (ModelLine *line, StoreStatement *statement)
{
  line->agreement_id = store_statement_get_int (statement, AGREEMENT_ID);
  line->agreement_version = store_statement_get_int (statement, AGREEMENT_VERSION);
  line->step = line->agreement_id != 0 ? (int) store_statement_get_int (statement, STEP) : -1;
  line->cancelled = strcmp (text_at (statement, AGREEMENT_STATE), "cancelled") == 0;
  set_text (&line->number, text_at (statement, NUMBER));
  set_text (&line->mode, text_at (statement, MODE));
  set_text (&line->step_date, text_at (statement, STEP_DATE));
  set_text (&line->sent_on, text_at (statement, SENT_ON));
  set_text (&line->signed_on, text_at (statement, SIGNED_ON));
  set_text (&line->printed_on, text_at (statement, PRINTED_ON));
  line->signed_outside = store_statement_get_int (statement, SIGNED_OUTSIDE) != 0;
  line->is_amendment = store_statement_get_int (statement, AMENDS_ID) != 0;
}

static ModelLine *
read_line (Reader *reader, StoreStatement *statement)
{
  ModelLine *line = model_line_new ();

  line->student_id = store_statement_get_int (statement, STUDENT_ID);
  line->class_group_id = store_statement_get_int (statement, CLASS_GROUP_ID);
  line->period_id = store_statement_get_int (statement, PERIOD_ID);
  line->search_id = store_statement_get_int (statement, SEARCH_ID);
  line->placement_id = store_statement_get_int (statement, PLACEMENT_ID);
  set_text (&line->family_name, text_at (statement, FAMILY_NAME));
  set_text (&line->given_name, text_at (statement, GIVEN_NAME));
  set_text (&line->student, find_name (reader, statement, &line->student_id));
  set_text (&line->student_key, text_at (statement, STUDENT_KEY));
  set_text (&line->class_name, text_at (statement, CLASS_NAME));
  set_text (&line->class_key, text_at (statement, CLASS_KEY));
  set_text (&line->period_name, text_at (statement, PERIOD_NAME));
  set_text (&line->kind, text_at (statement, PERIOD_KIND));
  line->teacher_id = store_statement_get_int (statement, TEACHER_ID);
  set_text (&line->tutor_key, text_at (statement, TUTOR_KEY));
  set_text (&line->teacher_key, text_at (statement, TEACHER_KEY));
  set_text (&line->tutor, find_person (reader->contacts, statement, TUTOR_ID, TUTOR_TITLE));
  set_text (&line->teacher, find_person (reader->teachers, statement, TEACHER_ID, TEACHER_TITLE));
  read_placement (line, statement);
  read_agreement (line, statement);
  _store_line_totals_fill (reader->totals, line);
  g_free (line->search_key);
  line->search_key = join_search_keys (statement);
  if (!model_search_state_from_key (text_at (statement, SEARCH_STATE), &line->search_state))
    line->search_state = MODEL_SEARCH_NOT_STARTED;
  return line;
}

#define COMPARE_NUMBERS(a, b) (((a) > (b)) - ((a) < (b)))

/* Of several agreements of one placement the living one comes first, then the latest. */
static int
compare_agreements (const Row *a, const Row *b)
{
  if (a->living != b->living)
    return a->living ? -1 : 1;
  return -COMPARE_NUMBERS (a->line->agreement_id, b->line->agreement_id);
}

static int
compare_keys (const char *a, const char *b, gint64 id_a, gint64 id_b)
{
  int order = strcmp (a, b);

  return order != 0 ? order : COMPARE_NUMBERS (id_a, id_b);
}

static int
compare_rows (gconstpointer first, gconstpointer second)
{
  const Row *row_a = first;
  const Row *row_b = second;
  const ModelLine *a = row_a->line;
  const ModelLine *b = row_b->line;

  if (a->class_group_id != b->class_group_id)
    return compare_keys (a->class_key, b->class_key, a->class_group_id, b->class_group_id);
  if (a->period_id != b->period_id)
    return compare_keys (row_a->period_start, row_b->period_start, a->period_id, b->period_id);
  if (a->student_id != b->student_id)
    return compare_keys (a->student_key, b->student_key, a->student_id, b->student_id);
  if (a->placement_id != b->placement_id)
    return COMPARE_NUMBERS (a->placement_id, b->placement_id);
  return compare_agreements (row_a, row_b);
}

static gboolean
is_same_place (const ModelLine *a, const ModelLine *b)
{
  return a->student_id == b->student_id && a->period_id == b->period_id
         && a->class_group_id == b->class_group_id;
}

/* (transfer full): the lines in order, one a placement, with their ranks */
static GPtrArray *
collect_lines (GArray *rows)
{
  GPtrArray *lines = g_ptr_array_new_full (rows->len, g_object_unref);
  const ModelLine *last = NULL;

  g_array_sort (rows, compare_rows);
  for (guint i = 0; i < rows->len; i++)
    {
      ModelLine *line = g_array_index (rows, Row, i).line;

      if (last != NULL && is_same_place (last, line))
        {
          if (last->placement_id == line->placement_id)
            continue;
          line->rank = last->rank + 1;
        }
      g_ptr_array_add (lines, g_object_ref (line));
      last = line;
    }
  return lines;
}

static void
row_clear (gpointer data)
{
  g_object_unref (((Row *) data)->line);
}

/**
 * store_lines_load:
 * @connection: a connection
 * @school_year_id: a school year
 * @error: return location for a #StoreError
 *
 * Reads the main list: for each student enrolled in a class of the year and each period of the
 * class that the enrolment overlaps, one line a placement, or one line without; for a class without
 * periods one line a student, its period 0.
 *
 * Returns: (transfer full) (element-type ModelLine): the lines, by class, period, student and rank;
 *   or %NULL
 */
GPtrArray *
store_lines_load (StoreConnection *connection, gint64 school_year_id, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_autoptr (GHashTable) names =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GHashTable) contacts =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GHashTable) teachers =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GStringChunk) starts = g_string_chunk_new (256);
  g_autoptr (StoreLineTotals) totals = NULL;
  g_autoptr (StoreStatement) statement = NULL;
  Reader reader = { names, contacts, teachers, starts, NULL };
  gboolean has_row = TRUE;

  g_return_val_if_fail (STORE_IS_CONNECTION (connection), NULL);

  g_array_set_clear_func (rows, row_clear);
  totals = reader.totals = _store_line_totals_load (connection, school_year_id, error);
  if (totals == NULL)
    return NULL;
  statement = store_connection_prepare (connection, lines_query, error);
  if (statement == NULL)
    return NULL;
  store_statement_bind_int (statement, 1, school_year_id);
  while (store_statement_step (statement, &has_row, error))
    {
      Row row;

      if (!has_row)
        return collect_lines (rows);
      row.line = read_line (&reader, statement);
      row.period_start = g_string_chunk_insert_const (starts, text_at (statement, PERIOD_START));
      row.living = strcmp (text_at (statement, AGREEMENT_STATE), "active") == 0;
      g_array_append_val (rows, row);
    }
  return NULL;
}
