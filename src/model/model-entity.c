/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-entity.h"

#include "model-catalogue-private.h"

#include <string.h>

/* The families of the catalogue in the order of ModelEntity: flattened once, so that an entity is
 * an index whatever the file its fields are written in. */
static const struct
{
  const ModelEntityInfo *infos;
  guint n_infos;
} families[] = {
  { model_catalogue_school, G_N_ELEMENTS (model_catalogue_school) },
  { model_catalogue_student, G_N_ELEMENTS (model_catalogue_student) },
  { model_catalogue_company, G_N_ELEMENTS (model_catalogue_company) },
  { model_catalogue_search, G_N_ELEMENTS (model_catalogue_search) },
  { model_catalogue_placement, G_N_ELEMENTS (model_catalogue_placement) },
  { model_catalogue_agreement, G_N_ELEMENTS (model_catalogue_agreement) },
  { model_catalogue_signature, G_N_ELEMENTS (model_catalogue_signature) },
  { model_catalogue_message, G_N_ELEMENTS (model_catalogue_message) },
};

typedef struct
{
  const ModelEntityInfo *infos[MODEL_N_ENTITIES];
  gboolean has_keys[MODEL_N_ENTITIES];
  GHashTable *columns[MODEL_N_ENTITIES]; /* column → index + 1 */
  GHashTable *entities;                  /* entity's key → entity + 1 */
  GHashTable *fields;                    /* field's key → ModelField */
} Catalogue;

static void
index_entity (Catalogue *catalogue, ModelEntity entity, const ModelEntityInfo *info)
{
  catalogue->infos[entity] = info;
  catalogue->columns[entity] = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (catalogue->entities, (gpointer) info->key, GINT_TO_POINTER (entity + 1));
  for (guint i = 0; i < info->n_fields; i++)
    {
      const ModelField *field = &info->fields[i];

      g_hash_table_insert (catalogue->columns[entity], (gpointer) model_field_column (field),
                           GUINT_TO_POINTER (i + 1));
      g_hash_table_insert (catalogue->fields, (gpointer) field->key, (gpointer) field);
      if ((field->flags & (MODEL_FIELD_SEARCH | MODEL_FIELD_SORT)) != 0)
        catalogue->has_keys[entity] = TRUE;
    }
}

static const Catalogue *
get_catalogue (void)
{
  static Catalogue catalogue;
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      guint n = 0;

      catalogue.entities = g_hash_table_new (g_str_hash, g_str_equal);
      catalogue.fields = g_hash_table_new (g_str_hash, g_str_equal);
      for (gsize i = 0; i < G_N_ELEMENTS (families); i++)
        for (guint j = 0; j < families[i].n_infos; j++)
          index_entity (&catalogue, (ModelEntity) n++, &families[i].infos[j]);
      g_assert (n == MODEL_N_ENTITIES);
      g_once_init_leave (&once, 1);
    }
  return &catalogue;
}

/**
 * model_entity_info:
 * @entity: an entity
 *
 * Returns: (transfer none): its table of the catalogue
 */
const ModelEntityInfo *
model_entity_info (ModelEntity entity)
{
  g_return_val_if_fail (entity >= 0 && entity < MODEL_N_ENTITIES, NULL);

  return get_catalogue ()->infos[entity];
}

/**
 * model_entity_from_key:
 * @key: (nullable): "student", "class_group"…
 *
 * Returns: the entity, or %MODEL_ENTITY_NONE
 */
ModelEntity
model_entity_from_key (const char *key)
{
  if (key == NULL)
    return MODEL_ENTITY_NONE;
  return (ModelEntity) (GPOINTER_TO_INT (g_hash_table_lookup (get_catalogue ()->entities, key))
                        - 1);
}

/**
 * model_entity_has_keys:
 * @entity: an entity
 *
 * Returns: whether its table has the columns search_key and sort_key: one of its fields at least is
 *   searched or sorted by
 */
gboolean
model_entity_has_keys (ModelEntity entity)
{
  g_return_val_if_fail (entity >= 0 && entity < MODEL_N_ENTITIES, FALSE);

  return get_catalogue ()->has_keys[entity];
}

/**
 * model_field_find:
 * @key: (nullable): "student.family_name"
 *
 * Returns: (transfer none) (nullable): the field, or %NULL when the catalogue has none of that key
 */
const ModelField *
model_field_find (const char *key)
{
  return key == NULL ? NULL : g_hash_table_lookup (get_catalogue ()->fields, key);
}

/**
 * model_field_column:
 * @field: a field
 *
 * Returns: (transfer none): the name of its column: what follows the dot of its key
 */
const char *
model_field_column (const ModelField *field)
{
  g_return_val_if_fail (field != NULL, NULL);

  return strchr (field->key, '.') + 1;
}

/**
 * model_field_index:
 * @entity: an entity
 * @column: (nullable): the name of one of its columns
 *
 * Returns: the field's place in the entity's table of the catalogue, or -1
 */
int
model_field_index (ModelEntity entity, const char *column)
{
  g_return_val_if_fail (entity >= 0 && entity < MODEL_N_ENTITIES, -1);

  if (column == NULL)
    return -1;
  return GPOINTER_TO_INT (g_hash_table_lookup (get_catalogue ()->columns[entity], column)) - 1;
}

/**
 * model_field_entity:
 * @field: a field of the catalogue
 *
 * Returns: the entity it belongs to
 */
ModelEntity
model_field_entity (const ModelField *field)
{
  const char *dot;
  char entity[32];

  g_return_val_if_fail (field != NULL, MODEL_ENTITY_NONE);

  dot = strchr (field->key, '.');
  g_return_val_if_fail (dot != NULL && (gsize) (dot - field->key) < sizeof entity,
                        MODEL_ENTITY_NONE);
  memcpy (entity, field->key, dot - field->key);
  entity[dot - field->key] = '\0';
  return model_entity_from_key (entity);
}

/**
 * model_field_target:
 * @field: a field
 *
 * Returns: the entity that a reference points to; %MODEL_ENTITY_NONE for every other type
 */
ModelEntity
model_field_target (const ModelField *field)
{
  g_return_val_if_fail (field != NULL, MODEL_ENTITY_NONE);

  if (field->type != MODEL_TYPE_REFERENCE)
    return MODEL_ENTITY_NONE;
  return model_entity_from_key (field->detail);
}
