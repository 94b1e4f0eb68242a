/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-sheet.h"

#include <glib/gi18n-lib.h>

#include "model-value.h"
#include "store-record.h"
#include "work-query-private.h"

#define MAX_COLUMNS 4

/* How rows are called, and what tells them from their namesakes. */
static const struct
{
  ModelEntity entity;
  const char *title[MAX_COLUMNS];
  const char *subtitle[MAX_COLUMNS];
} faces[] = {
  { MODEL_ENTITY_COMPANY, { "name" }, { "trade_name", "town", "siret" } },
  { MODEL_ENTITY_SITE, { "name" }, { "address1", "town", "siret" } },
  { MODEL_ENTITY_CONTACT, { "title", "given_name", "family_name" }, { "function" } },
  { MODEL_ENTITY_TEACHER, { "title", "given_name", "family_name" }, { "subject" } },
};

typedef struct
{
  ModelEntity entity;
  gint64 company_id;
} Wanted;

static void
pick_free (gpointer data)
{
  WorkPick *pick = data;

  g_free (pick->title);
  g_free (pick->subtitle);
  g_free (pick->key);
  g_free (pick);
}

/* The values of some columns that are not empty, for a person. */
static char *
join_values (ModelRecord *record, const char *const *columns, const char *separator)
{
  const ModelEntityInfo *info = model_entity_info (model_record_get_entity (record));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MAX_COLUMNS && columns[i] != NULL; i++)
    {
      int index = model_field_index (model_record_get_entity (record), columns[i]);
      g_autofree char *value = NULL;

      if (model_record_get (record, columns[i]) == NULL)
        continue;
      value = model_value_format (&info->fields[index], model_record_get (record, columns[i]));
      g_string_append_printf (text, "%s%s", text->len > 0 ? separator : "", value);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
name_subtitle (ModelRecord *record, const char *const *columns)
{
  char *subtitle = join_values (record, columns, " · ");
  g_autofree char *open = NULL;

  if (model_record_get_entity (record) != MODEL_ENTITY_COMPANY
      || model_record_get_int (record, "is_closed") == 0)
    return subtitle;
  open = subtitle;
  return open[0] == '\0' ? g_strdup (_ ("Closed")) : g_strdup_printf (_ ("%s · closed"), open);
}

static WorkPick *
pick_new (ModelRecord *record)
{
  WorkPick *pick = g_new0 (WorkPick, 1);
  guint face = 0;

  while (faces[face].entity != model_record_get_entity (record))
    face++;
  pick->id = model_record_get_id (record);
  pick->title = join_values (record, faces[face].title, " ");
  pick->subtitle = name_subtitle (record, faces[face].subtitle);
  /* A site seldom has a name: its address is one. */
  if (pick->title[0] == '\0')
    {
      g_free (pick->title);
      pick->title = g_steal_pointer (&pick->subtitle);
      pick->subtitle = g_strdup ("");
    }
  pick->key = model_record_build_search_key (record);
  return pick;
}

static gpointer
read_picks (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Wanted *wanted = data;
  gboolean is_of_company = model_field_index (wanted->entity, "company_id") >= 0;
  g_autoptr (GPtrArray) records =
      is_of_company
          ? store_find_by_id (connection, wanted->entity, "company_id", wanted->company_id, error)
          : store_load_all (connection, wanted->entity, error);
  GPtrArray *picks;

  if (records == NULL)
    return NULL;
  picks = g_ptr_array_new_full (records->len, pick_free);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (picks, pick_new (g_ptr_array_index (records, i)));
  return picks;
}

/**
 * work_query_picks_new:
 * @entity: companies, teachers, or sites and contacts
 * @company_id: the company of sites and contacts
 *
 * Returns: (transfer full): a query for a #GPtrArray of #WorkPick, by name
 */
WorkQuery *
work_query_picks_new (ModelEntity entity, gint64 company_id)
{
  Wanted wanted = { entity, company_id };
  gboolean is_known = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (faces); i++)
    is_known = is_known || faces[i].entity == entity;
  g_return_val_if_fail (is_known, NULL);

  return _work_query_new (read_picks, g_memdup2 (&wanted, sizeof wanted), g_free,
                          (GDestroyNotify) g_ptr_array_unref);
}
