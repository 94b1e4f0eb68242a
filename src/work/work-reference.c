/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-reference-private.h"

#include <glib/gi18n-lib.h>

#include "model-person.h"

/* Marks a text and its plural for translation, as ngettext() wants them. */
#define NP_(one, many) one, many

/* What goes with its owner, unless something else refers to it. */
static const struct
{
  ModelEntity owner;
  ModelEntity part;
} owned[] = {
  { MODEL_ENTITY_STUDENT, MODEL_ENTITY_GUARDIAN }, { MODEL_ENTITY_STUDENT, MODEL_ENTITY_ENROLMENT },
  { MODEL_ENTITY_STUDENT, MODEL_ENTITY_SEARCH },   { MODEL_ENTITY_COMPANY, MODEL_ENTITY_SITE },
  { MODEL_ENTITY_COMPANY, MODEL_ENTITY_CONTACT },
};

/* What may stand in the way of a deletion, or follow a merge. */
static const struct
{
  ModelEntity entity;
  const char *one;
  const char *many;
} counts[] = {
  { MODEL_ENTITY_CLASS_GROUP, NP_ ("%u class", "%u classes") },
  { MODEL_ENTITY_GUARDIAN, NP_ ("%u guardian", "%u guardians") },
  { MODEL_ENTITY_ENROLMENT, NP_ ("%u enrolment", "%u enrolments") },
  { MODEL_ENTITY_SITE, NP_ ("%u host site", "%u host sites") },
  { MODEL_ENTITY_CONTACT, NP_ ("%u contact", "%u contacts") },
  { MODEL_ENTITY_SEARCH, NP_ ("%u search", "%u searches") },
  { MODEL_ENTITY_INTERVIEW, NP_ ("%u interview", "%u interviews") },
  { MODEL_ENTITY_PLACEMENT, NP_ ("%u placement sheet", "%u placement sheets") },
  { MODEL_ENTITY_AGREEMENT, NP_ ("%u agreement", "%u agreements") },
  { MODEL_ENTITY_NOTE, NP_ ("%u note", "%u notes") },
  { MODEL_ENTITY_MESSAGE, NP_ ("%u e-mail or SMS", "%u e-mails and SMS") },
};

/* What to do instead of deleting. */
static const struct
{
  ModelEntity entity;
  const char *text;
} advices[] = {
  { MODEL_ENTITY_STUDENT,
    N_ ("Say on which day the student left instead, or merge with another.") },
  { MODEL_ENTITY_COMPANY, N_ ("Mark the company as closed instead, or merge it with another.") },
  { MODEL_ENTITY_TEACHER, N_ ("Choose another teacher there first, or merge with another.") },
  { MODEL_ENTITY_SITE, N_ ("Choose another host site there first.") },
  { MODEL_ENTITY_CONTACT, N_ ("Choose another person there first.") },
};

/* A deletion under way: what it takes along, and what stands in its way. */
typedef struct
{
  GPtrArray *doomed; /* (owned) (element-type ModelRecord): those that refer to others first */
  GHashTable *blockers[MODEL_N_ENTITIES]; /* (owned): ids */
} Deletion;

/**
 * _work_references_to:
 * @target: an entity
 *
 * Returns: (transfer container) (element-type ModelField): the fields of the catalogue that refer
 * to it, in the order of the catalogue
 */
GPtrArray *
_work_references_to (ModelEntity target)
{
  GPtrArray *fields = g_ptr_array_new ();

  for (guint entity = 0; entity < MODEL_N_ENTITIES; entity++)
    {
      const ModelEntityInfo *info = model_entity_info ((ModelEntity) entity);

      for (guint i = 0; i < info->n_fields; i++)
        if (model_field_target (&info->fields[i]) == target)
          g_ptr_array_add (fields, (gpointer) &info->fields[i]);
    }
  return fields;
}

/**
 * _work_is_refusal:
 * @column: a column
 * @value: (nullable): its value
 *
 * Of two who turn out to be one, whoever has said no once has said no: a consent is never made of a
 * merge.
 *
 * Returns: whether it says that somebody does not want to be written to
 */
gboolean
_work_is_refusal (const char *column, const char *value)
{
  return g_str_equal (column, "accepts_sms") && g_strcmp0 (value, "0") == 0;
}

/**
 * _work_reference_count_text:
 * @entity: an entity
 * @n: how many of it
 *
 * Returns: (transfer full): "3 placement sheets"
 */
char *
_work_reference_count_text (ModelEntity entity, guint n)
{
  g_autofree char *number = g_strdup_printf ("%u", n);

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (counts[i].entity == entity)
      {
        GString *text =
            g_string_new (g_dngettext (GETTEXT_PACKAGE, counts[i].one, counts[i].many, n));

        g_string_replace (text, "%u", number, 1);
        return g_string_free (text, FALSE);
      }
  return g_strdup_printf ("%s (%s)", _ (model_entity_info (entity)->label), number);
}

static gboolean
is_owned (ModelEntity owner, ModelEntity part)
{
  for (guint i = 0; i < G_N_ELEMENTS (owned); i++)
    if (owned[i].owner == owner && owned[i].part == part)
      return TRUE;
  return FALSE;
}

static void
add_blocker (Deletion *deletion, ModelEntity entity, gint64 id)
{
  if (deletion->blockers[entity] == NULL)
    deletion->blockers[entity] = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_hash_table_add (deletion->blockers[entity], g_memdup2 (&id, sizeof id));
}

static gboolean
collect (WorkChanging *changing, Deletion *deletion, ModelRecord *record, GError **error);

static gboolean
collect_referring (WorkChanging *changing,
                   Deletion *deletion,
                   ModelRecord *record,
                   const ModelField *field,
                   GError **error)
{
  ModelEntity entity = model_field_entity (field);
  g_autoptr (GPtrArray) rows = _work_changing_find (changing, entity, model_field_column (field),
                                                    model_record_get_id (record), error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      ModelRecord *row = g_ptr_array_index (rows, i);

      if (!is_owned (model_record_get_entity (record), entity))
        add_blocker (deletion, entity, model_record_get_id (row));
      else if (!collect (changing, deletion, row, error))
        return FALSE;
    }
  return rows != NULL;
}

static gboolean
collect (WorkChanging *changing, Deletion *deletion, ModelRecord *record, GError **error)
{
  g_autoptr (GPtrArray) fields = _work_references_to (model_record_get_entity (record));

  for (guint i = 0; i < fields->len; i++)
    if (!collect_referring (changing, deletion, record, g_ptr_array_index (fields, i), error))
      return FALSE;
  g_ptr_array_add (deletion->doomed, g_object_ref (record));
  return TRUE;
}

static gboolean
refuse (const Deletion *deletion, ModelRecord *record, GError **error)
{
  ModelEntity entity = model_record_get_entity (record);
  g_autofree char *name = model_person_name (record);
  g_autoptr (GString) what = g_string_new (NULL);
  const char *advice = "";

  for (guint i = 0; i < MODEL_N_ENTITIES; i++)
    if (deletion->blockers[i] != NULL)
      {
        g_autofree char *text =
            _work_reference_count_text ((ModelEntity) i, g_hash_table_size (deletion->blockers[i]));

        g_string_append_printf (what, "%s%s", what->len > 0 ? ", " : "", text);
      }
  for (guint i = 0; i < G_N_ELEMENTS (advices); i++)
    if (advices[i].entity == entity)
      advice = _ (advices[i].text);
  /* Translators: the name, what it is used by ("2 sheets, 1 note"), what to do instead */
  return _work_refuse (error, _ ("“%s” is still used (%s) and was not deleted. %s"),
                       name[0] != '\0' ? name : _ (model_entity_info (entity)->label), what->str,
                       advice);
}

static gboolean
delete_all (WorkChanging *changing, const Deletion *deletion, GError **error)
{
  for (guint i = 0; i < deletion->doomed->len; i++)
    if (!store_delete (changing->connection, g_ptr_array_index (deletion->doomed, i),
                       changing->operation, error))
      return FALSE;
  return TRUE;
}

static gboolean
is_blocked (const Deletion *deletion)
{
  for (guint i = 0; i < MODEL_N_ENTITIES; i++)
    if (deletion->blockers[i] != NULL)
      return TRUE;
  return FALSE;
}

/**
 * _work_reference_delete:
 * @changing: a change under way
 * @entity: an entity
 * @id: one of its rows
 * @error: return location; %WORK_ERROR_REFUSED with a sentence that says by what it is used
 *
 * Deletes a row and what belongs to it alone: the guardians of a student, the contacts of a
 * company.
 *
 * Returns: whether it is gone
 */
gboolean
_work_reference_delete (WorkChanging *changing, ModelEntity entity, gint64 id, GError **error)
{
  g_autoptr (ModelRecord) record = _work_changing_load (changing, entity, id, error);
  g_autoptr (GPtrArray) doomed = g_ptr_array_new_with_free_func (g_object_unref);
  Deletion deletion = { doomed, { NULL } };
  gboolean deleted;

  deleted = record != NULL && collect (changing, &deletion, record, error);
  if (deleted && is_blocked (&deletion))
    deleted = refuse (&deletion, record, error);
  else
    deleted = deleted && delete_all (changing, &deletion, error);
  for (guint i = 0; i < MODEL_N_ENTITIES; i++)
    g_clear_pointer (&deletion.blockers[i], g_hash_table_unref);
  return deleted;
}
