/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-account.h"

/* The two tables of roles: what no change of a line may bring about. */

static void
test_roles (void)
{
  for (int i = 0; i < MODEL_N_ACCOUNT_ROLES; i++)
    {
      g_assert_cmpstr (model_account_role_label (i), !=, "");
      g_assert_cmpint (model_account_role_from_key (model_account_role_key (i)), ==, i);
    }
  g_assert_cmpint (model_account_role_from_key ("head"), ==, MODEL_ACCOUNT_NOBODY);
  g_assert_cmpint (model_account_role_from_key (NULL), ==, MODEL_ACCOUNT_NOBODY);
  g_assert_cmpstr (model_account_role_key (MODEL_ACCOUNT_NOBODY), ==, "");
  g_assert_cmpstr (model_account_role_label (MODEL_ACCOUNT_NOBODY), ==, "");
}

static void
test_acts (void)
{
  static const ModelAct administrators[] = { MODEL_ACT_MANAGE_ACCOUNTS, MODEL_ACT_RESTORE,
                                             MODEL_ACT_PURGE, MODEL_ACT_SEE_ACCESS_LOG };

  for (int act = 0; act < MODEL_N_ACTS; act++)
    {
      g_assert_cmpstr (model_act_label (act), !=, NULL);
      g_assert_cmpstr (model_act_label (act), !=, "");
      g_assert_cmpint (model_account_may (MODEL_ACCOUNT_ADMINISTRATOR, act), ==, MODEL_MAY_YES);
      g_assert_cmpint (model_account_may (MODEL_ACCOUNT_NOBODY, act), ==, MODEL_MAY_NO);
      g_assert_cmpint (model_account_may (MODEL_ACCOUNT_TEACHER, act), !=, MODEL_MAY_YES);
      /* Who only reads takes a list along, and that is all. */
      g_assert_cmpint (model_account_may (MODEL_ACCOUNT_READER, act), ==,
                       act == MODEL_ACT_EXPORT_LIST ? MODEL_MAY_YES : MODEL_MAY_NO);
    }
  for (guint i = 0; i < G_N_ELEMENTS (administrators); i++)
    g_assert_cmpint (model_account_may (MODEL_ACCOUNT_SECRETARY, administrators[i]), ==,
                     MODEL_MAY_NO);
  g_assert_cmpint (model_account_may (MODEL_ACCOUNT_SECRETARY, MODEL_ACT_BACK_UP), ==,
                   MODEL_MAY_YES);
  g_assert_cmpint (model_account_may (MODEL_ACCOUNT_TEACHER, MODEL_ACT_NOTE_ADMINISTRATION), ==,
                   MODEL_MAY_NO);
  g_assert_cmpint (model_account_may (MODEL_ACCOUNT_TEACHER, MODEL_ACT_EDIT_SEARCH), ==,
                   MODEL_MAY_OWN);
}

static void
test_rows (void)
{
  for (int entity = 0; entity < MODEL_N_ENTITIES; entity++)
    for (int deed = 0; deed < MODEL_N_DEEDS; deed++)
      {
        ModelMay read = model_account_may_row (MODEL_ACCOUNT_TEACHER, entity, MODEL_DEED_READ);
        ModelMay teacher = model_account_may_row (MODEL_ACCOUNT_TEACHER, entity, deed);

        g_assert_cmpint (model_account_may_row (MODEL_ACCOUNT_ADMINISTRATOR, entity, deed), ==,
                         MODEL_MAY_YES);
        g_assert_cmpint (model_account_may_row (MODEL_ACCOUNT_NOBODY, entity, deed), ==,
                         MODEL_MAY_NO);
        g_assert_cmpint (model_account_may_row (MODEL_ACCOUNT_SECRETARY, entity, deed), !=,
                         MODEL_MAY_NO);
        if (deed != MODEL_DEED_READ)
          g_assert_cmpint (model_account_may_row (MODEL_ACCOUNT_READER, entity, deed), ==,
                           MODEL_MAY_NO);
        /* Nobody writes what they do not see. */
        g_assert_cmpint (teacher, <=, read);
      }
  /* What tells who a student is, or what was written to whom, is never everybody's. */
  g_assert_cmpint (
      model_account_may_row (MODEL_ACCOUNT_TEACHER, MODEL_ENTITY_STUDENT, MODEL_DEED_READ), ==,
      MODEL_MAY_OWN);
  g_assert_cmpint (
      model_account_may_row (MODEL_ACCOUNT_TEACHER, MODEL_ENTITY_STUDENT, MODEL_DEED_UPDATE), ==,
      MODEL_MAY_NO);
  g_assert_cmpint (
      model_account_may_row (MODEL_ACCOUNT_TEACHER, MODEL_ENTITY_AGREEMENT, MODEL_DEED_UPDATE), ==,
      MODEL_MAY_NO);
  g_assert_cmpint (
      model_account_may_row (MODEL_ACCOUNT_TEACHER, MODEL_ENTITY_MESSAGE, MODEL_DEED_READ), ==,
      MODEL_MAY_NO);
  g_assert_cmpint (
      model_account_may_row (MODEL_ACCOUNT_READER, MODEL_ENTITY_MESSAGE, MODEL_DEED_READ), ==,
      MODEL_MAY_NO);
}

static void
test_columns (void)
{
  static const char *const never[] = { "student.ine", "student.social_number",
                                       "student.arrangements" };

  for (guint i = 0; i < G_N_ELEMENTS (never); i++)
    {
      const ModelField *field = model_field_find (never[i]);

      g_assert_true (model_account_hides (MODEL_ACCOUNT_TEACHER, field));
      g_assert_true (model_account_hides (MODEL_ACCOUNT_READER, field));
      g_assert_true (model_account_hides (MODEL_ACCOUNT_NOBODY, field));
      g_assert_false (model_account_hides (MODEL_ACCOUNT_ADMINISTRATOR, field));
      g_assert_false (model_account_hides (MODEL_ACCOUNT_SECRETARY, field));
    }
  g_assert_false (model_account_hides (MODEL_ACCOUNT_TEACHER, model_field_find ("guardian.phone")));
  g_assert_true (model_account_hides (MODEL_ACCOUNT_READER, model_field_find ("guardian.phone")));
  g_assert_true (
      model_account_hides (MODEL_ACCOUNT_TEACHER, model_field_find ("agreement.snapshot")));
  g_assert_true (
      model_account_hides (MODEL_ACCOUNT_READER, model_field_find ("agreement.snapshot")));

  for (int entity = 0; entity < MODEL_N_ENTITIES; entity++)
    {
      const ModelEntityInfo *info = model_entity_info (entity);

      for (guint i = 0; i < info->n_fields; i++)
        {
          const ModelField *field = &info->fields[i];
          gboolean writes = model_account_may_row (MODEL_ACCOUNT_TEACHER, entity, MODEL_DEED_UPDATE)
                            != MODEL_MAY_NO;

          /* A save writes every column: one that is not seen would be lost. What joins rows is no
           * secret, and what must be there is there. */
          if (writes)
            g_assert_false (model_account_hides (MODEL_ACCOUNT_TEACHER, field));
          if (field->type == MODEL_TYPE_REFERENCE)
            {
              g_assert_false (model_account_hides (MODEL_ACCOUNT_TEACHER, field));
              g_assert_false (model_account_hides (MODEL_ACCOUNT_READER, field));
            }
          /* What is sealed nobody sees without the key. */
          if ((field->flags & MODEL_FIELD_SEALED) != 0 && entity == MODEL_ENTITY_STUDENT)
            g_assert_true (model_account_hides (MODEL_ACCOUNT_TEACHER, field));
        }
    }
}

static void
test_key (void)
{
  for (int i = MODEL_ACCOUNT_NOBODY; i < MODEL_N_ACCOUNT_ROLES; i++)
    g_assert_cmpint (model_account_has_key (i), ==,
                     model_account_may (i, MODEL_ACT_NOTE_ADMINISTRATION) == MODEL_MAY_YES);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/account/roles", test_roles);
  g_test_add_func ("/model/account/acts", test_acts);
  g_test_add_func ("/model/account/rows", test_rows);
  g_test_add_func ("/model/account/columns", test_columns);
  g_test_add_func ("/model/account/key", test_key);
  return g_test_run ();
}
