/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-list.h"

#include <glib/gi18n-lib.h>

#include "model-role-private.h"

/* Columns that are no field of an item's entity, with their other names. */
typedef struct
{
  ModelListId list;
  const char *name;
  const char *aliases; /* separated by "|", or NULL */
  const char *label;
  ModelType type;
} Column;

static const struct
{
  const char *name;
  const char *aliases;
  const char *label;
  ModelEntity entity; /* whose merged fields are columns; none: only those below */
} lists[MODEL_N_LISTS] = {
  [MODEL_LIST_GUARDIANS] = { "RESPONSABLES", "RL|RESPONSABLES_LEGAUX|REPRESENTANTS_LEGAUX",
                             N_ ("Guardians"), MODEL_ENTITY_GUARDIAN },
  [MODEL_LIST_WEEK] = { "HORAIRES", "SEMAINE|JOURS", N_ ("Days with hours"), MODEL_ENTITY_NONE },
  [MODEL_LIST_ACTIVITIES] = { "ACTIVITES", "ACTIVITES_PREVUES|MISSIONS", N_ ("Planned activities"),
                              MODEL_ENTITY_NONE },
  [MODEL_LIST_VISITS] = { "VISITES", "ENTRETIENS", N_ ("Interviews"), MODEL_ENTITY_NONE },
};

/* The number of an item is a column of every list: 1, 2… */
static const Column columns[] = {
  { MODEL_LIST_GUARDIANS, "NUMERO", "N", N_ ("Number in the list"), MODEL_TYPE_INTEGER },
  { MODEL_LIST_GUARDIANS, "NOM_COMPLET", "RESPONSABLE", N_ ("Title, given name and family name"),
    MODEL_TYPE_TEXT },
  { MODEL_LIST_GUARDIANS, "ADRESSE_COMPLETE", NULL, N_ ("Whole address, on one line"),
    MODEL_TYPE_TEXT },
  { MODEL_LIST_WEEK, "NUMERO", "N", N_ ("Number in the list"), MODEL_TYPE_INTEGER },
  { MODEL_LIST_WEEK, "JOUR", NULL, N_ ("Day of the week"), MODEL_TYPE_TEXT },
  { MODEL_LIST_WEEK, "MATIN", NULL, N_ ("Morning"), MODEL_TYPE_TEXT },
  { MODEL_LIST_WEEK, "PAUSE", NULL, N_ ("Pause (minutes)"), MODEL_TYPE_INTEGER },
  { MODEL_LIST_WEEK, "APREM", "APRES_MIDI", N_ ("Afternoon"), MODEL_TYPE_TEXT },
  { MODEL_LIST_WEEK, "HEURES", NULL, N_ ("Number of hours"), MODEL_TYPE_DECIMAL },
  { MODEL_LIST_ACTIVITIES, "NUMERO", "N", N_ ("Number in the list"), MODEL_TYPE_INTEGER },
  { MODEL_LIST_ACTIVITIES, "ACTIVITE", "MISSION|TEXTE", N_ ("Activity"), MODEL_TYPE_TEXT },
  { MODEL_LIST_VISITS, "NUMERO", "N", N_ ("Number in the list"), MODEL_TYPE_INTEGER },
  { MODEL_LIST_VISITS, "DATE", "JOUR", N_ ("Day"), MODEL_TYPE_DATE },
  { MODEL_LIST_VISITS, "PROF", "PROFESSEUR|ENSEIGNANT", N_ ("Teacher"), MODEL_TYPE_TEXT },
  { MODEL_LIST_VISITS, "MOYEN", NULL, N_ ("How it was held"), MODEL_TYPE_TEXT },
};

typedef struct
{
  GHashTable *lists;                    /* spelling → ModelListId + 1 */
  GArray *columns[MODEL_N_LISTS];       /* (element-type ModelListColumn) */
  GHashTable *spellings[MODEL_N_LISTS]; /* spelling → index + 1 */
} Index;

static void
add_spellings (GHashTable *table, const char *name, const char *aliases, guint value)
{
  g_auto (GStrv) others = g_strsplit (aliases != NULL ? aliases : "", "|", -1);

  g_hash_table_insert (table, g_strdup (name), GUINT_TO_POINTER (value));
  for (guint i = 0; others[i] != NULL; i++)
    g_hash_table_insert (table, g_strdup (others[i]), GUINT_TO_POINTER (value));
}

static void
add_column (Index *index,
            ModelListId list,
            const char *name,
            const char *aliases,
            const char *label,
            const ModelField *field,
            ModelType type)
{
  ModelListColumn column = { g_strdup (name), field, type, label, aliases };

  g_array_append_val (index->columns[list], column);
  add_spellings (index->spellings[list], name, aliases, index->columns[list]->len);
}

static void
add_list (Index *index, ModelListId list)
{
  const ModelEntityInfo *info =
      lists[list].entity != MODEL_ENTITY_NONE ? model_entity_info (lists[list].entity) : NULL;

  index->columns[list] = g_array_new (FALSE, FALSE, sizeof (ModelListColumn));
  index->spellings[list] = g_hash_table_new (g_str_hash, g_str_equal);
  add_spellings (index->lists, lists[list].name, lists[list].aliases, list + 1);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (columns[i].list == list)
      add_column (index, list, columns[i].name, columns[i].aliases, columns[i].label, NULL,
                  columns[i].type);
  for (guint i = 0; info != NULL && i < info->n_fields; i++)
    if (info->fields[i].merge != NULL)
      add_column (index, list, info->fields[i].merge, info->fields[i].aliases,
                  info->fields[i].label, &info->fields[i], info->fields[i].type);
}

static const Index *
get_index (void)
{
  static Index index;
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      index.lists = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = 0; i < MODEL_N_LISTS; i++)
        add_list (&index, (ModelListId) i);
      g_once_init_leave (&once, 1);
    }
  return &index;
}

/**
 * model_list_name:
 * @list: a list
 *
 * Returns: (transfer none): how a template calls it: "RESPONSABLES"
 */
const char *
model_list_name (ModelListId list)
{
  g_return_val_if_fail ((guint) list < MODEL_N_LISTS, NULL);

  return lists[list].name;
}

/**
 * model_list_label:
 * @list: a list
 *
 * Returns: (transfer none): English source label
 */
const char *
model_list_label (ModelListId list)
{
  g_return_val_if_fail ((guint) list < MODEL_N_LISTS, NULL);

  return lists[list].label;
}

/**
 * model_list_find:
 * @name: (nullable): a list's name as a template writes it
 * @list: (out): the list
 *
 * Finds a list by its name or one of its other names; they compare as merge names do.
 *
 * Returns: whether there is such a list
 */
gboolean
model_list_find (const char *name, ModelListId *list)
{
  g_autofree char *normalized = _model_merge_normalize (name);
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (get_index ()->lists, normalized));

  if (found > 0)
    *list = (ModelListId) (found - 1);
  return found > 0;
}

/**
 * model_list_find_column:
 * @list: a list
 * @name: (nullable): a column's name as a template writes it
 *
 * Returns: (transfer none) (nullable): the column; %NULL when its items have none of that name
 */
const ModelListColumn *
model_list_find_column (ModelListId list, const char *name)
{
  g_autofree char *normalized = _model_merge_normalize (name);
  guint found;

  g_return_val_if_fail ((guint) list < MODEL_N_LISTS, NULL);

  found = GPOINTER_TO_UINT (g_hash_table_lookup (get_index ()->spellings[list], normalized));
  return found > 0 ? &g_array_index (get_index ()->columns[list], ModelListColumn, found - 1)
                   : NULL;
}

/**
 * model_list_columns:
 * @list: a list
 * @n_columns: (out): how many
 *
 * Returns: (transfer none) (array length=n_columns): what its items have
 */
const ModelListColumn *
model_list_columns (ModelListId list, guint *n_columns)
{
  g_return_val_if_fail ((guint) list < MODEL_N_LISTS, NULL);

  *n_columns = get_index ()->columns[list]->len;
  return (const ModelListColumn *) (gpointer) get_index ()->columns[list]->data;
}
