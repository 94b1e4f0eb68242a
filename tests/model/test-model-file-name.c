/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base-text.h"
#include "model-error.h"
#include "model-file-name.h"
#include "model-role.h"
#include "model-setting.h"

static void
test_fields_are_merge_names (void)
{
  guint n;
  const ModelFileField *fields = model_file_field_list (&n);

  g_assert_cmpuint (n, >=, 9);
  for (guint i = 0; i < n; i++)
    {
      const ModelMergeName *name = model_merge_find (fields[i].word);
      g_autofree char *folded = base_text_fold (fields[i].word);

      g_test_message ("%s", fields[i].word);
      g_assert_cmpstr (model_file_field_merge_name (fields[i].word), ==, fields[i].merge);
      g_assert_cmpstr (model_file_field_merge_name (folded), ==, fields[i].merge);
      g_assert_cmpstr (fields[i].example, !=, "");
      /* A word of the templates says the same in both. */
      if (name != NULL)
        g_assert_cmpstr (name->name, ==, fields[i].merge);
      if (g_str_equal (fields[i].merge, MODEL_FILE_NAME_KIND))
        g_assert_null (model_merge_find (fields[i].merge));
      else
        g_assert_cmpstr (model_merge_find (fields[i].merge)->name, ==, fields[i].merge);
    }
}

static void
test_words (void)
{
  static const struct
  {
    const char *word, *merge;
  } cases[] = {
    { "prénom", "PRENOM" },
    { "prenom", "PRENOM" },
    { " PRÉNOM ", "PRENOM" },
    { "Periode", "PERIODE" },
    { "no", "NUM_CONVENTION" },
    { "Élève", "NOM" },
    { "RL1_NOM", "RL1_NOM" },
    { "entreprise", "ENT_NOM" },
    { "raison sociale", "ENT_NOM" },
    { "pointure", NULL },
    { "", NULL },
    { "..", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (model_file_field_merge_name (cases[i].word), ==, cases[i].merge);
}

static void
test_patterns_that_do (void)
{
  static const char *const patterns[] = {
    "{nom}",
    "{classe}/{nom} {prénom} - {entreprise}",
    "{classe}/{nom} {prenom} - {entreprise}",
    "{ NOM }{TUTEUR_NOM}",
    "../{nom}",
    "con/{nom}",
    "a/b/c/d/{nom}",
    "Convention n° {numéro}: {nom}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (model_file_name_check (patterns[i], &error));
      g_assert_no_error (error);
    }
  g_assert_true (model_file_name_check (model_setting_find (MODEL_FILE_NAME_SETTING)->value, NULL));
}

/* Each refusal says what is wrong and shows where. */
static void
test_patterns_that_do_not (void)
{
  static const struct
  {
    const char *pattern, *said;
  } cases[] = {
    { "{clase}/{nom}", "“{clase}” is no field" },
    { "{clase}/{nom}", "classe, nom, prénom, entreprise" },
    { "{}", "“{}” is no field" },
    { "{nom} {prénom", "not closed, at “{prénom”" },
    { "{nom {prénom}", "not closed, at “{nom {prénom}”" },
    { "{classe/{nom}", "not closed, at “{classe/{nom}”" },
    { "{", "not closed, at “{”" },
    { "{nom}} {prénom}", "before “} {prénom}”" },
    { "nom}", "before “}”" },
    { "", "same name" },
    { "Convention", "same name" },
    { "a/b/c/d/e/{nom}", "more than 4 folders" },
    { "{nom}\xff", "no text" },
  };
  g_autofree char *endless = g_strnfill (120, 'x');
  g_autofree char *longer = g_strconcat (endless, "{nom}", NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_false (model_file_name_check (cases[i].pattern, &error));
      g_assert_error (error, MODEL_ERROR, MODEL_ERROR_VALUE);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].said));
      g_clear_error (&error);
    }
  g_assert_false (model_file_name_check (longer, &error));
  g_assert_nonnull (strstr (error->message, "longer than 120"));
}

/* A text is as long as it may be, and names what there is. */
static void
test_texts (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (model_file_text_check ("", 10, &error));
  g_assert_true (model_file_text_check ("{prénom}/{DATES_TEXTE}\n/////", 100, &error));
  g_assert_true (model_file_text_check ("éééé", 4, &error));
  g_assert_no_error (error);
  g_assert_false (model_file_text_check ("ééééé", 4, &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_VALUE);
  g_clear_error (&error);
  g_assert_false (model_file_text_check ("{pointure}", 100, &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_VALUE);
  g_clear_error (&error);
  /* What agreements do not say. */
  g_assert_true (model_file_name_check ("{type} {nom}", NULL));
  g_assert_false (model_file_text_check ("{type} {nom}", 100, &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_VALUE);
  g_assert_null (strstr (strstr (error->message, "these"), "type"));
  g_clear_error (&error);
  g_assert_false (model_file_text_check ("\xff", 100, &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_VALUE);
}

/* What is sent when the school has written nothing of its own. */
static void
test_invitation (void)
{
  g_autoptr (GError) error = NULL;

  model_file_text_check (model_setting_find ("sign.subject")->value, 200, &error);
  g_assert_no_error (error);
  model_file_text_check (model_setting_find ("sign.message")->value, 1500, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/file-name/fields-are-merge-names", test_fields_are_merge_names);
  g_test_add_func ("/model/file-name/words", test_words);
  g_test_add_func ("/model/file-name/patterns-that-do", test_patterns_that_do);
  g_test_add_func ("/model/file-name/patterns-that-do-not", test_patterns_that_do_not);
  g_test_add_func ("/model/file-name/texts", test_texts);
  g_test_add_func ("/model/file-name/invitation", test_invitation);
  return g_test_run ();
}
