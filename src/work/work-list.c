/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-list-private.h"

#include <string.h>

#include "base-date.h"
#include "base-text.h"
#include "model-value.h"

/* An item is a table: column → text, or NULL. */
struct _WorkLists
{
  GPtrArray *items[MODEL_N_LISTS];
  gboolean is_guessed[MODEL_N_LISTS];
};

/* How an interview was held, as a French paper words it. */
static const struct
{
  const char *key;
  const char *text;
} means[] = {
  { "meeting", "rencontre" },
  { "phone", "téléphone" },
  { "mail", "courriel" },
  { "other", "autre" },
};

static WorkLists *
lists_new (void)
{
  WorkLists *lists = g_new0 (WorkLists, 1);

  for (guint i = 0; i < MODEL_N_LISTS; i++)
    lists->items[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  return lists;
}

/**
 * _work_lists_free:
 * @lists: (nullable) (transfer full): lists
 */
void
_work_lists_free (WorkLists *lists)
{
  if (lists == NULL)
    return;
  for (guint i = 0; i < MODEL_N_LISTS; i++)
    g_ptr_array_unref (lists->items[i]);
  g_free (lists);
}

static GHashTable *
add_item (WorkLists *lists, ModelListId list)
{
  GHashTable *item = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_ptr_array_add (lists->items[list], item);
  g_hash_table_insert (item, g_strdup ("NUMERO"), g_strdup_printf ("%u", lists->items[list]->len));
  return item;
}

/* @text: (transfer full) (nullable) */
static void
set (GHashTable *item, const char *column, char *text)
{
  g_hash_table_insert (item, g_strdup (column), text);
}

/* ---- guardians ---- */

static void
add_guardian (WorkLists *lists, ModelRecord *guardian)
{
  WorkRecords alone = { .roles = { [MODEL_ROLE_GUARDIAN1] = guardian } };
  GHashTable *item = add_item (lists, MODEL_LIST_GUARDIANS);
  guint n_columns = 0;
  const ModelListColumn *columns = model_list_columns (MODEL_LIST_GUARDIANS, &n_columns);

  for (guint i = 0; i < n_columns; i++)
    if (columns[i].field != NULL)
      set (
          item, columns[i].name,
          _work_values_format (columns[i].field,
                               model_record_get (guardian, model_field_column (columns[i].field))));
  set (item, "NOM_COMPLET", _work_computed_name (&alone, MODEL_ROLE_GUARDIAN1, ""));
  set (item, "ADRESSE_COMPLETE", _work_computed_address (&alone, MODEL_ROLE_GUARDIAN1));
}

static void
add_guardians (WorkLists *lists, const WorkRecords *records)
{
  for (guint i = 0; records->guardians != NULL && i < records->guardians->len; i++)
    add_guardian (lists, g_ptr_array_index (records->guardians, i));
}

/* "8 rue X, 81956 Montcalvet", of an item's own lines. */
static char *
join_address (GHashTable *item)
{
  static const struct
  {
    const char *column;
    const char *between;
  } parts[] = { { "ADRESSE", "" }, { "ADRESSE2", ", " }, { "CP", ", " }, { "VILLE", " " } };
  g_autoptr (GString) address = g_string_new (NULL);
  gboolean has_postcode = g_hash_table_lookup (item, "CP") != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const char *part = g_hash_table_lookup (item, parts[i].column);
      const char *between = i == 3 && !has_postcode ? ", " : parts[i].between;

      if (part != NULL && part[0] != '\0')
        g_string_append_printf (address, "%s%s", address->len > 0 ? between : "", part);
    }
  return address->len > 0 ? g_string_free (g_steal_pointer (&address), FALSE) : NULL;
}

/* The two guardians that an agreement has names for; one without a family name is none. */
static void
guess_guardians (WorkLists *lists, GHashTable *texts)
{
  for (int role = MODEL_ROLE_GUARDIAN1; role <= MODEL_ROLE_GUARDIAN2; role++)
    {
      const char *prefix = model_role_info ((ModelRoleId) role)->prefix;
      g_autofree char *name = g_strconcat (prefix, "NOM", NULL);
      g_autofree char *whole = g_strndup (prefix, strlen (prefix) - 1);
      const char *family = g_hash_table_lookup (texts, name);
      guint n_columns = 0;
      const ModelListColumn *columns = model_list_columns (MODEL_LIST_GUARDIANS, &n_columns);
      GHashTable *item;

      if (family == NULL || family[0] == '\0')
        continue;
      item = add_item (lists, MODEL_LIST_GUARDIANS);
      for (guint i = 0; i < n_columns; i++)
        {
          g_autofree char *own = g_strconcat (prefix, columns[i].name, NULL);

          if (columns[i].field != NULL)
            set (item, columns[i].name, g_strdup (g_hash_table_lookup (texts, own)));
        }
      set (item, "NOM_COMPLET", g_strdup (g_hash_table_lookup (texts, whole)));
      set (item, "ADRESSE_COMPLETE", join_address (item));
    }
}

/* ---- the week ---- */

static char *
format_slot (ModelRecord *placement, const char *column)
{
  g_autofree char *key = g_strconcat ("placement.", column, NULL);

  return _work_values_format (model_field_find (key), model_record_get (placement, column));
}

static void
add_week (WorkLists *lists, ModelRecord *placement)
{
  ModelWeek week;

  model_week_read (&week, placement, NULL);
  for (int weekday = G_DATE_MONDAY; placement != NULL && weekday <= G_DATE_SUNDAY; weekday++)
    {
      const ModelWeekColumns *columns = model_week_columns ((GDateWeekday) weekday);
      GHashTable *item;

      if (week.days[weekday].minutes <= 0)
        continue;
      item = add_item (lists, MODEL_LIST_WEEK);
      set (item, "JOUR",
           base_text_first_cap (base_date_weekday_name ((GDateWeekday) weekday, FALSE)));
      set (item, "MATIN", format_slot (placement, columns->halves[0]));
      set (item, "APREM", format_slot (placement, columns->halves[1]));
      set (item, "PAUSE", g_strdup (model_record_get (placement, columns->pause)));
      set (item, "HEURES", model_week_hours (week.days[weekday].minutes));
    }
}

static void
read_back (ModelRecord *placement, const char *column, GHashTable *texts)
{
  g_autofree char *key = g_strconcat ("placement.", column, NULL);
  const ModelField *field = model_field_find (key);
  const char *text =
      g_hash_table_lookup (texts, model_merge_name_for (MODEL_ROLE_PLACEMENT, field));
  g_autofree char *canonical = NULL;

  if (text != NULL && model_value_parse (field, text, &canonical, NULL))
    model_record_set_canonical (placement, column, canonical);
}

static void
guess_week (WorkLists *lists, GHashTable *texts)
{
  g_autoptr (ModelRecord) placement = model_record_new (MODEL_ENTITY_PLACEMENT);

  for (int weekday = G_DATE_MONDAY; weekday <= G_DATE_SUNDAY; weekday++)
    {
      const ModelWeekColumns *columns = model_week_columns ((GDateWeekday) weekday);

      read_back (placement, columns->halves[0], texts);
      read_back (placement, columns->halves[1], texts);
      read_back (placement, columns->pause, texts);
    }
  add_week (lists, placement);
}

/* ---- activities ---- */

/* What people write before each line of a list. */
static const char *
skip_bullet (const char *line)
{
  static const char *const bullets[] = { "-", "*", "•", "–", "—", "·", "▪", "►", "→" };

  for (guint i = 0; i < G_N_ELEMENTS (bullets); i++)
    if (g_str_has_prefix (line, bullets[i]))
      return line + strlen (bullets[i]);
  return line;
}

/* One activity a line. */
static void
add_activities (WorkLists *lists, const char *text)
{
  g_auto (GStrv) lines = g_strsplit_set (text != NULL ? text : "", "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = skip_bullet (g_strstrip (lines[i]));

      if (!base_text_is_blank (line))
        set (add_item (lists, MODEL_LIST_ACTIVITIES), "ACTIVITE", g_strstrip (g_strdup (line)));
    }
}

/* ---- visits ---- */

static const char *
word_means (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (means); i++)
    if (g_strcmp0 (means[i].key, key) == 0)
      return means[i].text;
  return NULL;
}

/* A paper leaves the school: it tells that an interview was held, when and by whom; never what was
 * said there. */
static void
add_visits (WorkLists *lists, const WorkRecords *records)
{
  for (guint i = 0; records->interviews != NULL && i < records->interviews->len; i++)
    {
      ModelRecord *interview = g_ptr_array_index (records->interviews, i);
      gint64 teacher_id = model_record_get_int (interview, "teacher_id");
      WorkRecords alone = { .roles = { [MODEL_ROLE_TEACHER] =
                                           g_hash_table_lookup (records->teachers, &teacher_id) } };
      GHashTable *item = add_item (lists, MODEL_LIST_VISITS);

      set (item, "DATE", g_strdup (model_record_get (interview, "day")));
      set (item, "PROF", _work_computed_name (&alone, MODEL_ROLE_TEACHER, ""));
      set (item, "MOYEN", g_strdup (word_means (model_record_get (interview, "means"))));
    }
}

/* ---- all of them ---- */

/**
 * _work_lists_new:
 * @records: what an agreement is made from
 *
 * Returns: (transfer full): its lists
 */
WorkLists *
_work_lists_new (const WorkRecords *records)
{
  WorkLists *lists = lists_new ();

  add_guardians (lists, records);
  add_week (lists, records->roles[MODEL_ROLE_PLACEMENT]);
  add_activities (lists, _work_records_get (records, MODEL_ROLE_PLACEMENT, "activities"));
  add_visits (lists, records);
  return lists;
}

static void
guess (WorkLists *lists, ModelListId list, GHashTable *texts)
{
  lists->is_guessed[list] = TRUE;
  switch (list)
    {
    case MODEL_LIST_GUARDIANS:
      guess_guardians (lists, texts);
      return;
    case MODEL_LIST_WEEK:
      guess_week (lists, texts);
      return;
    case MODEL_LIST_ACTIVITIES:
      add_activities (lists, g_hash_table_lookup (texts, "ACTIVITES"));
      return;
    case MODEL_LIST_VISITS:
    default:
      return; /* no name tells of them */
    }
}

static void
write_item (JsonBuilder *builder, ModelListId list, GHashTable *item)
{
  guint n_columns = 0;
  const ModelListColumn *columns = model_list_columns (list, &n_columns);

  json_builder_begin_object (builder);
  for (guint i = 0; i < n_columns; i++)
    {
      const char *text = g_hash_table_lookup (item, columns[i].name);

      if (text == NULL)
        continue;
      json_builder_set_member_name (builder, columns[i].name);
      json_builder_add_string_value (builder, text);
    }
  json_builder_end_object (builder);
}

/**
 * _work_lists_write:
 * @lists: lists
 * @builder: an object's member, whose name is set
 *
 * Writes an object: name of a list → array of its items, objects of texts.
 */
void
_work_lists_write (const WorkLists *lists, JsonBuilder *builder)
{
  json_builder_begin_object (builder);
  for (guint i = 0; i < MODEL_N_LISTS; i++)
    {
      json_builder_set_member_name (builder, model_list_name ((ModelListId) i));
      json_builder_begin_array (builder);
      for (guint j = 0; j < lists->items[i]->len; j++)
        write_item (builder, (ModelListId) i, g_ptr_array_index (lists->items[i], j));
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

static void
read_item (WorkLists *lists, ModelListId list, JsonObject *object)
{
  GHashTable *item = add_item (lists, list);
  guint n_columns = 0;
  const ModelListColumn *columns = model_list_columns (list, &n_columns);

  for (guint i = 0; i < n_columns; i++)
    {
      JsonNode *member = json_object_get_member (object, columns[i].name);
      const char *text =
          member != NULL && JSON_NODE_HOLDS_VALUE (member) ? json_node_get_string (member) : NULL;

      if (text != NULL && g_utf8_validate (text, -1, NULL))
        set (item, columns[i].name, g_strdup (text));
    }
}

/**
 * _work_lists_read:
 * @node: (nullable): what _work_lists_write() wrote
 * @texts: (element-type utf8 utf8): merge names and their texts
 *
 * Reads lists. Those that are not there, because they were written before there were any, are what
 * the names tell of them.
 *
 * Returns: (transfer full): the lists
 */
WorkLists *
_work_lists_read (JsonNode *node, GHashTable *texts)
{
  WorkLists *lists = lists_new ();
  JsonObject *object =
      node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  for (guint i = 0; i < MODEL_N_LISTS; i++)
    {
      JsonNode *member = object != NULL
                             ? json_object_get_member (object, model_list_name ((ModelListId) i))
                             : NULL;
      JsonArray *array =
          member != NULL && JSON_NODE_HOLDS_ARRAY (member) ? json_node_get_array (member) : NULL;

      if (array == NULL)
        guess (lists, (ModelListId) i, texts);
      for (guint j = 0; array != NULL && j < json_array_get_length (array); j++)
        if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, j)))
          read_item (lists, (ModelListId) i, json_array_get_object_element (array, j));
    }
  return lists;
}

/**
 * _work_lists_is_guessed:
 * @lists: lists
 * @list: one of them
 *
 * Returns: whether it is what the names tell of it, which may not be all
 */
gboolean
_work_lists_is_guessed (const WorkLists *lists, ModelListId list)
{
  return lists->is_guessed[list];
}

/**
 * _work_lists_count:
 * @lists: lists
 * @name: a list's name as a template writes it
 *
 * Returns: how many items it has, -1 when there is no such list
 */
int
_work_lists_count (const WorkLists *lists, const char *name)
{
  ModelListId list;

  return model_list_find (name, &list) ? (int) lists->items[list]->len : -1;
}

static MergeValueType
type_of (const ModelListColumn *column)
{
  if (column->type == MODEL_TYPE_DATE)
    return MERGE_VALUE_DATE;
  return column->type == MODEL_TYPE_INTEGER || column->type == MODEL_TYPE_DECIMAL
             ? MERGE_VALUE_NUMBER
             : MERGE_VALUE_TEXT;
}

/**
 * _work_lists_lookup:
 * @lists: lists
 * @name: a list's name as a template writes it
 * @item: which of its items
 * @column: a column's name as a template writes it
 * @value: (out caller-allocates): its value
 *
 * Returns: %FALSE when there is no such item, or it has no such column
 */
gboolean
_work_lists_lookup (const WorkLists *lists,
                    const char *name,
                    guint item,
                    const char *column,
                    MergeValue *value)
{
  const ModelListColumn *found;
  ModelListId list;

  if (!model_list_find (name, &list) || item >= lists->items[list]->len)
    return FALSE;
  found = model_list_find_column (list, column);
  if (found == NULL)
    return FALSE;
  value->type = type_of (found);
  value->text = g_hash_table_lookup (g_ptr_array_index (lists->items[list], item), found->name);
  return TRUE;
}
