/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "model-entity.h"
#include "model-value.h"

#define CAPITALS "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
#define SMALL    "abcdefghijklmnopqrstuvwxyz0123456789_"

/* Runs @check over every field of the catalogue. */
static void
each_field (void (*check) (ModelEntity entity, const ModelField *field))
{
  for (int e = 0; e < MODEL_N_ENTITIES; e++)
    {
      const ModelEntityInfo *info = model_entity_info ((ModelEntity) e);

      for (guint i = 0; i < info->n_fields; i++)
        {
          g_test_message ("%s", info->fields[i].key);
          check ((ModelEntity) e, &info->fields[i]);
        }
    }
}

static void
test_entities (void)
{
  static const struct
  {
    ModelEntity entity;
    const char *key;
  } known[] = {
    { MODEL_ENTITY_SCHOOL, "school" },
    { MODEL_ENTITY_SCHOOL_YEAR, "school_year" },
    { MODEL_ENTITY_TEACHER, "teacher" },
    { MODEL_ENTITY_CLASS_GROUP, "class_group" },
    { MODEL_ENTITY_STUDENT, "student" },
    { MODEL_ENTITY_GUARDIAN, "guardian" },
    { MODEL_ENTITY_ENROLMENT, "enrolment" },
    { MODEL_ENTITY_COMPANY, "company" },
    { MODEL_ENTITY_SITE, "site" },
    { MODEL_ENTITY_CONTACT, "contact" },
    { MODEL_ENTITY_PERIOD, "period" },
    { MODEL_ENTITY_PERIOD_CLASS, "period_class" },
    { MODEL_ENTITY_SEARCH, "search" },
    { MODEL_ENTITY_INTERVIEW, "interview" },
    { MODEL_ENTITY_PLACEMENT, "placement" },
    { MODEL_ENTITY_TEMPLATE, "template" },
    { MODEL_ENTITY_STEP, "step" },
    { MODEL_ENTITY_AGREEMENT, "agreement" },
    { MODEL_ENTITY_DOCUMENT, "document" },
    { MODEL_ENTITY_SETTING, "setting" },
    { MODEL_ENTITY_SIGNATORY_ROLE, "signatory_role" },
    { MODEL_ENTITY_SIGNATORY, "signatory" },
    { MODEL_ENTITY_NOTE, "note" },
    { MODEL_ENTITY_SIGNATURE_REQUEST, "signature_request" },
    { MODEL_ENTITY_SIGNATURE_SIGNER, "signature_signer" },
    { MODEL_ENTITY_MESSAGE_TEXT, "message_text" },
    { MODEL_ENTITY_MESSAGE_RULE, "message_rule" },
    { MODEL_ENTITY_MESSAGE_BLOCK, "message_block" },
    { MODEL_ENTITY_MESSAGE, "message" },
  };

  g_assert_cmpuint (G_N_ELEMENTS (known), ==, MODEL_N_ENTITIES);
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      const ModelEntityInfo *info = model_entity_info (known[i].entity);

      g_assert_cmpstr (info->key, ==, known[i].key);
      g_assert_cmpint (model_entity_from_key (known[i].key), ==, known[i].entity);
      g_assert_cmpuint (info->n_fields, >, 0);
      g_assert_cmpuint (strspn (info->key, SMALL), ==, strlen (info->key));
      g_assert_true (g_ascii_isupper (info->label[0]));
    }
  g_assert_cmpint (model_entity_from_key ("pupil"), ==, MODEL_ENTITY_NONE);
  g_assert_cmpint (model_entity_from_key (""), ==, MODEL_ENTITY_NONE);
  g_assert_cmpint (model_entity_from_key (NULL), ==, MODEL_ENTITY_NONE);
}

static void
check_key (ModelEntity entity, const ModelField *field)
{
  const ModelEntityInfo *info = model_entity_info (entity);
  const char *column = model_field_column (field);

  /* Unique: the lookup by key comes back to this very line. */
  g_assert_true (model_field_find (field->key) == field);
  g_assert_cmpint (model_field_entity (field), ==, entity);
  g_assert_true (g_str_has_prefix (field->key, info->key));
  g_assert_cmpint (field->key[strlen (info->key)], ==, '.');
  g_assert_true (column == field->key + strlen (info->key) + 1);
  g_assert_true (g_ascii_islower (column[0]));
  g_assert_cmpuint (strspn (column, SMALL), ==, strlen (column));
  g_assert_cmpint (model_field_index (entity, column), ==, field - info->fields);
}

static void
test_keys (void)
{
  /* Columns that every table has, which no field may take. */
  static const char *const taken[] = { "id", "version", "search_key", "sort_key" };

  each_field (check_key);
  for (int e = 0; e < MODEL_N_ENTITIES; e++)
    for (gsize i = 0; i < G_N_ELEMENTS (taken); i++)
      g_assert_cmpint (model_field_index ((ModelEntity) e, taken[i]), ==, -1);
  g_assert_null (model_field_find ("student.nothing"));
  g_assert_null (model_field_find ("student"));
  g_assert_null (model_field_find (NULL));
  g_assert_cmpint (model_field_index (MODEL_ENTITY_STUDENT, "siret"), ==, -1);
  g_assert_cmpint (model_field_index (MODEL_ENTITY_STUDENT, NULL), ==, -1);
}

static void
check_type (ModelEntity entity, const ModelField *field)
{
  gboolean is_text = field->type == MODEL_TYPE_TEXT;

  g_assert_cmpint (field->type, >=, MODEL_TYPE_TEXT);
  g_assert_cmpint (field->type, <=, MODEL_TYPE_BYTES);
  if (field->type == MODEL_TYPE_REFERENCE)
    {
      ModelEntity target = model_field_target (field);

      g_assert_cmpint (target, !=, MODEL_ENTITY_NONE);
      g_assert_cmpint (target, <=, entity);
      g_assert_true (g_str_has_suffix (field->key, "_id"));
    }
  else
    g_assert_cmpint (model_field_target (field), ==, MODEL_ENTITY_NONE);
  if (field->type != MODEL_TYPE_REFERENCE && field->type != MODEL_TYPE_CHOICE)
    g_assert_null (field->detail);
  if ((field->flags & MODEL_FIELD_UPPER) != 0)
    g_assert_true (is_text);
  if ((field->flags & MODEL_FIELD_SORT) != 0)
    g_assert_true (is_text);
  if (field->type == MODEL_TYPE_BYTES)
    g_assert_cmpint (field->flags & MODEL_FIELD_QUIET, ==, MODEL_FIELD_QUIET);
  /* What is masked on screen must not be found by typing it either, save for the student number,
   * which schools look students up by. */
  if ((field->flags & MODEL_FIELD_SENSITIVE) != 0 && field->type != MODEL_TYPE_INE)
    g_assert_cmpint (field->flags & MODEL_FIELD_SEARCH, ==, 0);
}

static void
test_types (void)
{
  each_field (check_type);
}

static void
check_choice (ModelEntity entity, const ModelField *field)
{
  g_auto (GStrv) keys = NULL;

  if (field->type != MODEL_TYPE_CHOICE)
    return;
  keys = g_strsplit (field->detail, "|", -1);
  g_assert_cmpuint (g_strv_length (keys), >=, 2);
  for (gsize i = 0; keys[i] != NULL; i++)
    {
      const char *label = model_value_choice_label (field, keys[i]);
      g_autofree char *from_key = NULL, *from_label = NULL;

      g_assert_cmpstr (keys[i], !=, "");
      g_assert_nonnull (label);
      g_assert_true (model_value_parse (field, keys[i], &from_key, NULL));
      g_assert_cmpstr (from_key, ==, keys[i]);
      g_assert_true (model_value_parse (field, label, &from_label, NULL));
      g_assert_cmpstr (from_label, ==, keys[i]);
      for (gsize j = 0; j < i; j++)
        g_assert_cmpstr (model_value_choice_label (field, keys[j]), !=, label);
    }
  g_assert_null (model_value_choice_label (field, "no such key"));
  g_assert_null (model_value_choice_label (field, NULL));
}

static void
test_choices (void)
{
  each_field (check_choice);
}

static void
check_label (ModelEntity entity, const ModelField *field)
{
  const ModelEntityInfo *info = model_entity_info (entity);

  g_assert_true (g_unichar_isupper (g_utf8_get_char (field->label)));
  g_assert_false (g_str_has_suffix (field->label, "."));
  for (const ModelField *other = info->fields; other < field; other++)
    g_assert_cmpstr (other->label, !=, field->label);
}

static void
test_labels (void)
{
  each_field (check_label);
}

static void
check_names (ModelEntity entity, const ModelField *field)
{
  g_auto (GStrv) aliases = NULL;

  if (field->merge == NULL)
    {
      g_assert_null (field->aliases);
      return;
    }
  g_assert_cmpuint (strspn (field->merge, CAPITALS), ==, strlen (field->merge));
  g_assert_true (g_ascii_isupper (field->merge[0]));
  aliases = g_strsplit (field->aliases != NULL ? field->aliases : "X", "|", -1);
  for (gsize i = 0; aliases[i] != NULL; i++)
    {
      g_assert_true (g_ascii_isupper (aliases[i][0]));
      g_assert_cmpuint (strspn (aliases[i], CAPITALS), ==, strlen (aliases[i]));
    }
}

static void
test_merge_names_are_capitals (void)
{
  each_field (check_names);
}

static void
check_imports (ModelEntity entity, const ModelField *field)
{
  g_auto (GStrv) headings = NULL;

  if (field->imports == NULL)
    return;
  headings = g_strsplit (field->imports, "|", -1);
  for (gsize i = 0; headings[i] != NULL; i++)
    {
      g_autofree char *lower = g_utf8_strdown (headings[i], -1);
      g_autofree char *stripped = g_strstrip (g_strdup (headings[i]));

      g_assert_cmpstr (headings[i], !=, "");
      g_assert_cmpstr (headings[i], ==, lower);
      g_assert_cmpstr (headings[i], ==, stripped);
    }
}

static void
test_import_headings (void)
{
  each_field (check_imports);
}

static void
test_entities_with_keys (void)
{
  static const ModelEntity without[] = {
    MODEL_ENTITY_ENROLMENT,    MODEL_ENTITY_PERIOD_CLASS,      MODEL_ENTITY_SEARCH,
    MODEL_ENTITY_INTERVIEW,    MODEL_ENTITY_PLACEMENT,         MODEL_ENTITY_STEP,
    MODEL_ENTITY_DOCUMENT,     MODEL_ENTITY_SETTING,           MODEL_ENTITY_SIGNATORY_ROLE,
    MODEL_ENTITY_NOTE,         MODEL_ENTITY_SIGNATURE_REQUEST, MODEL_ENTITY_SIGNATURE_SIGNER,
    MODEL_ENTITY_MESSAGE_TEXT, MODEL_ENTITY_MESSAGE_RULE,      MODEL_ENTITY_MESSAGE_BLOCK,
    MODEL_ENTITY_MESSAGE,
  };
  guint n_with = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (without); i++)
    g_assert_false (model_entity_has_keys (without[i]));
  for (int e = 0; e < MODEL_N_ENTITIES; e++)
    n_with += model_entity_has_keys ((ModelEntity) e);
  g_assert_cmpuint (n_with + G_N_ELEMENTS (without), ==, MODEL_N_ENTITIES);
  g_assert_true (model_entity_has_keys (MODEL_ENTITY_STUDENT));
  /* Sorted and never searched. */
  g_assert_true (model_entity_has_keys (MODEL_ENTITY_SCHOOL_YEAR));
}

static gpointer
look_up (gpointer data)
{
  return (gpointer) model_field_find ("agreement.number");
}

static void
test_lookup_from_threads (void)
{
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("look-up", look_up, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      const ModelField *field = g_thread_join (threads[i]);

      g_assert_cmpstr (field->key, ==, "agreement.number");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* First, while nothing is built yet. */
  g_test_add_func ("/model/catalogue/threads", test_lookup_from_threads);
  g_test_add_func ("/model/catalogue/entities", test_entities);
  g_test_add_func ("/model/catalogue/keys", test_keys);
  g_test_add_func ("/model/catalogue/types", test_types);
  g_test_add_func ("/model/catalogue/choices", test_choices);
  g_test_add_func ("/model/catalogue/labels", test_labels);
  g_test_add_func ("/model/catalogue/merge-names", test_merge_names_are_capitals);
  g_test_add_func ("/model/catalogue/imports", test_import_headings);
  g_test_add_func ("/model/catalogue/keyed", test_entities_with_keys);
  return g_test_run ();
}
