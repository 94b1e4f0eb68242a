/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-duplicates.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-text.h"
#include "store-record.h"
#include "work-query-private.h"
#include "work-reference-private.h"

/**
 * Rule:
 * @entity: whose rows
 * @why: what it finds
 * @columns: all must have a value, and the same, after folding
 *
 * One way in which two rows are the same. An identifier that differs overrides it.
 */
typedef struct
{
  ModelEntity entity;
  WorkSameness why;
  const char *columns[4];
} Rule;

/* The surest first: what one rule has joined, a later one does not part. */
static const Rule rules[] = {
  { MODEL_ENTITY_STUDENT, WORK_SAME_INE, { "ine" } },
  { MODEL_ENTITY_STUDENT, WORK_SAME_BIRTH, { "family_name", "given_name", "birth_date" } },
  { MODEL_ENTITY_STUDENT, WORK_SAME_BIRTH, { "used_name", "given_name", "birth_date" } },
  { MODEL_ENTITY_COMPANY, WORK_SAME_SIRET, { "siret" } },
  { MODEL_ENTITY_COMPANY, WORK_SAME_PLACE, { "name", "town" } },
  { MODEL_ENTITY_COMPANY, WORK_SAME_PLACE, { "name", "postcode" } },
  { MODEL_ENTITY_COMPANY, WORK_SAME_PLACE, { "trade_name", "town" } },
  { MODEL_ENTITY_COMPANY, WORK_SAME_PLACE, { "trade_name", "postcode" } },
  { MODEL_ENTITY_TEACHER, WORK_SAME_EMAIL, { "email" } },
  { MODEL_ENTITY_TEACHER, WORK_SAME_NAME, { "family_name", "given_name" } },
};

/* Rows that differ in it are never one, however alike they are. */
static const struct
{
  ModelEntity entity;
  const char *column;
} identifiers[] = {
  { MODEL_ENTITY_STUDENT, "ine" },
  { MODEL_ENTITY_COMPANY, "siret" },
};

/* Columns that are one name: what is found under one is looked up under the other too. */
static const char *const names[][2] = {
  { "trade_name", "name" },
  { "used_name", "family_name" },
};

static const char *const sameness_texts[WORK_N_SAMENESSES] = {
  [WORK_SAME_INE] = N_ ("Same national number (INE)"),
  [WORK_SAME_SIRET] = N_ ("Same SIRET"),
  [WORK_SAME_EMAIL] = N_ ("Same e-mail"),
  [WORK_SAME_BIRTH] = N_ ("Same name, born on the same day"),
  [WORK_SAME_PLACE] = N_ ("Same name, in the same town"),
  [WORK_SAME_NAME] = N_ ("Same name"),
};

/* What is written before or behind the name of a company, or not. */
static const char *const legal_forms[] = {
  "sarl",
  "sas",
  "sasu",
  "eurl",
  "sa",
  "snc",
  "scop",
  "sci",
  "earl",
  "gaec",
  "ei",
  "me",
  "mr",
  "m",
  "le",
  "la",
  "les",
  "societe",
  "entreprise",
  "ets",
  "etablissements",
  "etablissement",
};

/**
 * Finding:
 * @records: all rows
 * @parents: (element-type guint): union-find: a row of the same group, or the row itself
 * @whys: (element-type WorkSameness): by root
 * @identifiers: (element-type utf8): by root: that of the group; %NULL: none has any
 */
typedef struct
{
  GPtrArray *records;
  guint *parents;
  WorkSameness *whys;
  const char **identifiers;
} Finding;

/**
 * work_duplicates_free:
 * @duplicates: (nullable) (transfer full): rows that are likely the same
 */
void
work_duplicates_free (WorkDuplicates *duplicates)
{
  if (duplicates == NULL)
    return;
  g_clear_pointer (&duplicates->records, g_ptr_array_unref);
  g_clear_pointer (&duplicates->uses, g_ptr_array_unref);
  g_free (duplicates);
}

/**
 * work_sameness_text:
 * @why: why rows are taken for the same
 *
 * Returns: (transfer none): the same for a person
 */
const char *
work_sameness_text (WorkSameness why)
{
  g_return_val_if_fail (why < WORK_N_SAMENESSES, "");

  return _ (sameness_texts[why]);
}

static gboolean
is_legal_form (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (legal_forms); i++)
    if (strcmp (legal_forms[i], word) == 0)
      return TRUE;
  return FALSE;
}

/* "S.A.R.L. Garage Roux & Fils" and "Garage ROUX et fils" are "garage roux fils". */
static char *
fold_company (const char *name)
{
  g_autofree char *folded = base_text_fold (name);
  g_auto (GStrv) parts = g_strsplit (folded, ".", -1);
  g_autofree char *plain = g_strjoinv ("", parts);
  g_auto (GStrv) words = g_strsplit (g_strdelimit (plain, "&,;:/()+*\"", ' '), " ", -1);
  GString *key = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0' && strcmp (words[i], "et") != 0 && !is_legal_form (words[i]))
      g_string_append_printf (key, "%s%s", key->len > 0 ? " " : "", words[i]);
  if (key->len == 0)
    g_string_assign (key, folded);
  return g_string_free (key, FALSE);
}

/* (nullable): what a row is looked up by; rows without a value are the same as no other. */
static char *
build_key (ModelRecord *record, const Rule *rule)
{
  g_autoptr (GString) key = g_string_new (NULL);

  for (guint i = 0; rule->columns[i] != NULL; i++)
    {
      const char *column = rule->columns[i];
      const char *value = model_record_get (record, column);
      g_autofree char *folded = NULL;

      if (value == NULL)
        return NULL;
      folded = strcmp (column, "name") == 0 || strcmp (column, "trade_name") == 0
                   ? fold_company (value)
                   : base_text_fold (value);
      for (guint j = 0; j < G_N_ELEMENTS (names); j++)
        if (strcmp (names[j][0], column) == 0)
          column = names[j][1];
      g_string_append_printf (key, "%s=%s\n", column, folded);
    }
  return g_strdup (key->str);
}

static guint
find_root (Finding *finding, guint i)
{
  while (finding->parents[i] != i)
    i = finding->parents[i] = finding->parents[finding->parents[i]];
  return i;
}

static void
join (Finding *finding, guint a, guint b, WorkSameness why)
{
  guint first = find_root (finding, a), second = find_root (finding, b);
  const char *one = finding->identifiers[first], *other = finding->identifiers[second];

  if (first == second || (one != NULL && other != NULL && strcmp (one, other) != 0))
    return;
  finding->parents[second] = first;
  finding->identifiers[first] = one != NULL ? one : other;
  finding->whys[first] = MIN (MIN (finding->whys[first], finding->whys[second]), why);
}

/* @seen: key → index + 1 of the rows that have it */
static void
apply_rule (Finding *finding, const Rule *rule, GHashTable *seen)
{
  for (guint i = 0; i < finding->records->len; i++)
    {
      char *key = build_key (g_ptr_array_index (finding->records, i), rule);
      GArray *rows;

      if (key == NULL)
        continue;
      rows = g_hash_table_lookup (seen, key);
      if (rows == NULL)
        {
          rows = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (seen, g_strdup (key), rows);
        }
      /* With each of them: the first may have another identifier. */
      for (guint j = 0; j < rows->len; j++)
        join (finding, g_array_index (rows, guint, j), i, rule->why);
      g_array_append_val (rows, i);
      g_free (key);
    }
}

static void
apply_rules (Finding *finding, ModelEntity entity)
{
  g_autoptr (GHashTable) seen =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (rules[i].entity == entity)
      apply_rule (finding, &rules[i], seen);
}

static gboolean
count_uses (StoreConnection *connection,
            ModelRecord *record,
            GPtrArray *fields,
            guint counts[MODEL_N_ENTITIES],
            GError **error)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const ModelField *field = g_ptr_array_index (fields, i);
      ModelEntity entity = model_field_entity (field);
      g_autofree char *sql =
          g_strdup_printf ("SELECT COUNT (*) FROM %s WHERE \"%s\" = $1",
                           model_entity_info (entity)->key, model_field_column (field));
      g_autoptr (StoreStatement) statement = store_connection_prepare (connection, sql, error);
      gboolean has_row;

      if (statement == NULL)
        return FALSE;
      store_statement_bind_int (statement, 1, model_record_get_id (record));
      if (!store_statement_step (statement, &has_row, error))
        return FALSE;
      counts[entity] += (guint) store_statement_get_int (statement, 0);
    }
  return TRUE;
}

/* (transfer full): "3 placement sheets, 1 contact" */
static char *
describe_uses (StoreConnection *connection,
               ModelRecord *record,
               GPtrArray *fields,
               guint *n,
               GError **error)
{
  guint counts[MODEL_N_ENTITIES] = { 0 };
  GString *text;

  *n = 0;
  if (!count_uses (connection, record, fields, counts, error))
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < MODEL_N_ENTITIES; i++)
    if (counts[i] > 0)
      {
        g_autofree char *part = _work_reference_count_text ((ModelEntity) i, counts[i]);

        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", part);
        *n += counts[i];
      }
  return g_string_free (text, FALSE);
}

static guint
count_values (ModelRecord *record)
{
  guint n = 0;

  for (guint i = 0; i < model_entity_info (model_record_get_entity (record))->n_fields; i++)
    n += model_record_get_at (record, i) != NULL ? 1 : 0;
  return n;
}

/* Kept is the one that most refers to, then the one of which most is known. */
static gboolean
add_member (StoreConnection *connection,
            WorkDuplicates *group,
            ModelRecord *record,
            GPtrArray *fields,
            guint *best,
            GError **error)
{
  guint n, weight;
  char *uses = describe_uses (connection, record, fields, &n, error);

  if (uses == NULL)
    return FALSE;
  weight = n * 100 + count_values (record);
  g_ptr_array_insert (group->records, weight > *best ? 0 : -1, g_object_ref (record));
  g_ptr_array_insert (group->uses, weight > *best ? 0 : -1, uses);
  *best = MAX (*best, weight);
  return TRUE;
}

static WorkDuplicates *
collect_group (StoreConnection *connection,
               Finding *finding,
               guint root,
               GPtrArray *fields,
               GError **error)
{
  g_autoptr (WorkDuplicates) group = g_new0 (WorkDuplicates, 1);
  guint best = 0;

  group->why = finding->whys[root];
  group->records = g_ptr_array_new_with_free_func (g_object_unref);
  group->uses = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < finding->records->len; i++)
    if (find_root (finding, i) == root
        && !add_member (connection, group, g_ptr_array_index (finding->records, i), fields, &best,
                        error))
      return NULL;
  return g_steal_pointer (&group);
}

static gpointer
collect_groups (StoreConnection *connection, Finding *finding, ModelEntity entity, GError **error)
{
  g_autoptr (GPtrArray) groups =
      g_ptr_array_new_with_free_func ((GDestroyNotify) work_duplicates_free);
  g_autoptr (GPtrArray) fields = _work_references_to (entity);
  g_autofree guint *sizes = g_new0 (guint, finding->records->len + 1);

  for (guint i = 0; i < finding->records->len; i++)
    sizes[find_root (finding, i)]++;
  /* In the order of the rows: a group stands where its first one does. */
  for (guint i = 0; i < finding->records->len; i++)
    {
      guint root = find_root (finding, i);
      WorkDuplicates *group;

      if (sizes[root] < 2)
        continue;
      sizes[root] = 0;
      group = collect_group (connection, finding, root, fields, error);
      if (group == NULL)
        return NULL;
      g_ptr_array_add (groups, group);
    }
  return g_steal_pointer (&groups);
}

static void
prepare_row (Finding *finding, guint i, ModelEntity entity)
{
  ModelRecord *record = g_ptr_array_index (finding->records, i);

  finding->parents[i] = i;
  finding->whys[i] = WORK_SAME_NAME;
  finding->identifiers[i] = NULL;
  for (guint j = 0; j < G_N_ELEMENTS (identifiers); j++)
    if (identifiers[j].entity == entity)
      finding->identifiers[i] = model_record_get (record, identifiers[j].column);
}

static gpointer
read_duplicates (StoreConnection *connection,
                 gpointer data,
                 GCancellable *cancellable,
                 GError **error)
{
  ModelEntity entity = *(ModelEntity *) data;
  g_autoptr (GPtrArray) records = store_load_all (connection, entity, error);
  guint n = records != NULL ? records->len : 0;
  g_autofree guint *parents = g_new (guint, n + 1);
  g_autofree WorkSameness *whys = g_new (WorkSameness, n + 1);
  g_autofree const char **known = g_new (const char *, n + 1);
  Finding finding = { records, parents, whys, known };

  if (records == NULL)
    return NULL;
  for (guint i = 0; i < n; i++)
    prepare_row (&finding, i, entity);
  apply_rules (&finding, entity);
  return collect_groups (connection, &finding, entity, error);
}

/**
 * work_query_duplicates_new:
 * @entity: %MODEL_ENTITY_STUDENT, %MODEL_ENTITY_COMPANY or %MODEL_ENTITY_TEACHER
 *
 * Students with different national numbers are never taken for one, nor companies with different
 * SIRETs: a chain has several shops in one town.
 *
 * Returns: (transfer full): a query for the #GPtrArray of #WorkDuplicates, by name
 */
WorkQuery *
work_query_duplicates_new (ModelEntity entity)
{
  return _work_query_new (read_duplicates, g_memdup2 (&entity, sizeof entity), g_free,
                          (GDestroyNotify) g_ptr_array_unref);
}

static gboolean
is_fuller (const char *column, const char *value, const char *than)
{
  if (_work_is_refusal (column, than))
    return FALSE;
  return _work_is_refusal (column, value)
         || (value != NULL
             && (than == NULL || g_utf8_strlen (value, -1) > g_utf8_strlen (than, -1)));
}

/**
 * work_duplicates_fuller:
 * @records: (element-type ModelRecord): rows of one entity
 * @column: one of its columns
 *
 * Returns: the index of the row whose value says most, a refusal before all; the first of several
 */
guint
work_duplicates_fuller (GPtrArray *records, const char *column)
{
  guint best = 0;

  g_return_val_if_fail (records != NULL && records->len > 0, 0);

  for (guint i = 1; i < records->len; i++)
    if (is_fuller (column, model_record_get (g_ptr_array_index (records, i), column),
                   model_record_get (g_ptr_array_index (records, best), column)))
      best = i;
  return best;
}

/**
 * work_duplicates_differences:
 * @records: (element-type ModelRecord): rows of one entity
 *
 * Returns: (transfer container) (element-type ModelField): the fields of which two rows at least
 *   have different values; one that is empty elsewhere is no difference
 */
GPtrArray *
work_duplicates_differences (GPtrArray *records)
{
  GPtrArray *fields = g_ptr_array_new ();
  const ModelEntityInfo *info;

  g_return_val_if_fail (records != NULL && records->len > 0, fields);

  info = model_entity_info (model_record_get_entity (g_ptr_array_index (records, 0)));
  for (guint i = 0; i < info->n_fields; i++)
    {
      const char *first = NULL;

      for (guint j = 0; j < records->len; j++)
        {
          const char *value = model_record_get_at (g_ptr_array_index (records, j), i);

          if (first != NULL && value != NULL && strcmp (first, value) != 0)
            {
              g_ptr_array_add (fields, (gpointer) &info->fields[i]);
              break;
            }
          first = first != NULL ? first : value;
        }
    }
  return fields;
}

/**
 * work_duplicates_together:
 * @records: (element-type ModelRecord): rows of one entity
 * @column: one of its columns
 *
 * Returns: (transfer full) (nullable): the values of all rows, each once, a line apart: for long
 *   texts, of which none is to be lost
 */
char *
work_duplicates_together (GPtrArray *records, const char *column)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  for (guint i = 0; i < records->len; i++)
    {
      gpointer value = (gpointer) model_record_get (g_ptr_array_index (records, i), column);

      if (value != NULL && !g_ptr_array_find_with_equal_func (values, value, g_str_equal, NULL))
        g_ptr_array_add (values, value);
    }
  if (values->len == 0)
    return NULL;
  g_ptr_array_add (values, NULL);
  return g_strjoinv ("\n", (char **) values->pdata);
}

/**
 * work_duplicates_propose:
 * @records: (element-type ModelRecord): rows of one entity
 *
 * Returns: (transfer full): the first row with the fullest value of each field and all long texts,
 *   to be changed and given to work_change_merge_new()
 */
ModelRecord *
work_duplicates_propose (GPtrArray *records)
{
  ModelRecord *kept;
  const ModelEntityInfo *info;

  g_return_val_if_fail (records != NULL && records->len > 0, NULL);

  kept = model_record_copy (g_ptr_array_index (records, 0));
  info = model_entity_info (model_record_get_entity (kept));
  for (guint i = 0; i < info->n_fields; i++)
    {
      const char *column = model_field_column (&info->fields[i]);
      guint fuller = work_duplicates_fuller (records, column);
      g_autofree char *value =
          info->fields[i].type == MODEL_TYPE_LONG_TEXT
              ? work_duplicates_together (records, column)
              : g_strdup (model_record_get (g_ptr_array_index (records, fuller), column));

      model_record_set_canonical (kept, column, value);
    }
  return kept;
}
