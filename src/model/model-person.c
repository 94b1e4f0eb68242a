/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-person.h"

#include <glib/gi18n-lib.h>

#include "base-text.h"

G_DEFINE_FINAL_TYPE (ModelPerson, model_person, G_TYPE_OBJECT)

/* Where the texts are: made and freed alike. */
static const gsize texts[] = {
  G_STRUCT_OFFSET (ModelPerson, name),     G_STRUCT_OFFSET (ModelPerson, subtitle),
  G_STRUCT_OFFSET (ModelPerson, detail),   G_STRUCT_OFFSET (ModelPerson, status),
  G_STRUCT_OFFSET (ModelPerson, last_day), G_STRUCT_OFFSET (ModelPerson, search_key),
};

/* Without these an agreement has holes, whatever its template. A telephone is not among them: no
 * public register has one, and it is asked for when it is needed. */
static const struct
{
  ModelEntity entity;
  const char *columns[8];
} expected[] = {
  { MODEL_ENTITY_STUDENT, { "birth_date", "sex", "address1", "postcode", "town" } },
  { MODEL_ENTITY_COMPANY, { "siret", "address1", "postcode", "town" } },
  { MODEL_ENTITY_TEACHER, { "title", "given_name", "email" } },
};

static const struct
{
  ModelPersonWarning warning;
  const char *text;
} warning_texts[] = {
  { MODEL_PERSON_CLOSED, N_ ("Closed") },
  { MODEL_PERSON_AVOID, N_ ("To avoid") },
  { MODEL_PERSON_AWAY, N_ ("In no class this year") },
  { MODEL_PERSON_INCOMPLETE, N_ ("Incomplete") },
};

static void
model_person_finalize (GObject *object)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (G_STRUCT_MEMBER (char *, object, texts[i]));
  G_OBJECT_CLASS (model_person_parent_class)->finalize (object);
}

static void
model_person_class_init (ModelPersonClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = model_person_finalize;
}

static void
model_person_init (ModelPerson *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    G_STRUCT_MEMBER (char *, self, texts[i]) = g_strdup ("");
}

/**
 * model_person_new:
 * @entity: %MODEL_ENTITY_STUDENT, %MODEL_ENTITY_COMPANY or %MODEL_ENTITY_TEACHER
 *
 * Whoever fills a line frees the texts that it replaces.
 *
 * Returns: (transfer full): a line without anything: texts "", id 0
 */
ModelPerson *
model_person_new (ModelEntity entity)
{
  ModelPerson *self = g_object_new (MODEL_TYPE_PERSON, NULL);

  self->entity = entity;
  return self;
}

/**
 * model_person_matches:
 * @self: a line
 * @folded_words: (nullable): words as base_text_fold() leaves them
 *
 * Returns: whether all of them are in its search key, as parts of words
 */
gboolean
model_person_matches (ModelPerson *self, const char *folded_words)
{
  g_return_val_if_fail (MODEL_IS_PERSON (self), FALSE);

  return folded_words == NULL || base_text_folded_contains_all (self->search_key, folded_words);
}

/**
 * model_person_warning_text:
 * @warnings: what is to be looked at
 *
 * Returns: (transfer full): the same for a person, "" when all is fine
 */
char *
model_person_warning_text (ModelPersonWarning warnings)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (warning_texts); i++)
    if ((warnings & warning_texts[i].warning) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", _ (warning_texts[i].text));
  return g_string_free (text, FALSE);
}

/**
 * model_person_expected:
 * @entity: an entity
 *
 * Returns: (transfer none): the columns that everybody should have filled in, then %NULL
 */
const char *const *
model_person_expected (ModelEntity entity)
{
  static const char *const none[] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    if (expected[i].entity == entity)
      return expected[i].columns;
  return none;
}

/**
 * model_person_missing:
 * @record: a student, a company or a teacher
 *
 * Returns: (transfer container) (element-type ModelField): the fields that are expected and empty
 */
GPtrArray *
model_person_missing (ModelRecord *record)
{
  GPtrArray *missing = g_ptr_array_new ();
  ModelEntity entity;
  const char *const *columns;

  g_return_val_if_fail (MODEL_IS_RECORD (record), missing);

  entity = model_record_get_entity (record);
  columns = model_person_expected (entity);
  for (guint i = 0; columns[i] != NULL; i++)
    if (model_record_get (record, columns[i]) == NULL)
      g_ptr_array_add (
          missing,
          (gpointer) &model_entity_info (entity)->fields[model_field_index (entity, columns[i])]);
  return missing;
}

static const char *
get_if_any (ModelRecord *record, const char *column)
{
  return model_field_index (model_record_get_entity (record), column) >= 0
             ? model_record_get (record, column)
             : NULL;
}

/* (transfer full): the name that the person uses, in capitals */
static char *
get_family_name (ModelRecord *record)
{
  const char *used = get_if_any (record, "used_name");

  return base_text_upper (used != NULL ? used : get_if_any (record, "family_name"));
}

/**
 * model_person_name:
 * @record: a student, guardian, teacher or contact; a company or host site
 *
 * Returns: (transfer full): what it is called in lists: "ABADIE Léa", "Garage Roux"; "" without a
 *   name
 */
char *
model_person_name (ModelRecord *record)
{
  g_autofree char *upper = NULL;

  g_return_val_if_fail (MODEL_IS_RECORD (record), NULL);

  if (get_if_any (record, "name") != NULL)
    return g_strdup (model_record_get (record, "name"));
  upper = get_family_name (record);
  return g_strstrip (g_strconcat (upper, " ", get_if_any (record, "given_name"), NULL));
}

/**
 * model_person_full_name:
 * @record: a student, guardian, teacher or contact
 *
 * Returns: (transfer full): what the person is called in a text: "Léa ABADIE"; "" without a name
 */
char *
model_person_full_name (ModelRecord *record)
{
  g_autofree char *upper = NULL;
  const char *given;

  g_return_val_if_fail (MODEL_IS_RECORD (record), NULL);

  upper = get_family_name (record);
  given = get_if_any (record, "given_name");
  return g_strstrip (g_strconcat (given != NULL ? given : "", " ", upper, NULL));
}
