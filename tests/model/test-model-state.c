/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <limits.h>

#include "model-entity.h"
#include "model-line.h"
#include "model-state.h"

static void
test_keys_are_those_of_the_catalogue (void)
{
  const ModelField *field = model_field_find ("search.state");
  g_auto (GStrv) keys = g_strsplit (field->detail, "|", -1);

  g_assert_cmpuint (g_strv_length (keys), ==, MODEL_N_SEARCH_STATES);
  for (guint i = 0; i < MODEL_N_SEARCH_STATES; i++)
    {
      ModelSearchState state = MODEL_N_SEARCH_STATES;

      g_assert_cmpstr (model_search_state_info ((ModelSearchState) i)->key, ==, keys[i]);
      g_assert_true (model_search_state_from_key (keys[i], &state));
      g_assert_cmpint (state, ==, i);
    }
}

static void
test_unknown_keys (void)
{
  static const char *const keys[] = { "", "Validated", "valid", "validated " };
  ModelSearchState state = MODEL_SEARCH_PROMISE;

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_false (model_search_state_from_key (keys[i], &state));
  g_assert_false (model_search_state_from_key (NULL, &state));
  g_assert_cmpint (state, ==, MODEL_SEARCH_PROMISE);
  g_assert_true (model_search_state_from_key ("exempt", NULL));
}

static void
test_labels_styles_symbols (void)
{
  static const char *const styles[] = { "neutral", "accent", "warning", "error", "success", NULL };
  static const char *const labels[] = {
    "Not started", "Searching", "Contact made", "Verbal promise", "Sheet in progress",
    "To validate", "Validated", "Refused",      "Exempt",
  };

  for (guint i = 0; i < MODEL_N_SEARCH_STATES; i++)
    {
      const ModelState *info = model_search_state_info ((ModelSearchState) i);

      g_assert_cmpstr (info->label, ==, labels[i]);
      g_assert_true (g_strv_contains (styles, info->style));
      g_assert_true (g_str_has_suffix (info->symbol, "-symbolic"));
      /* A state is never told by its colour alone. */
      for (guint j = 0; j < i; j++)
        g_assert_cmpstr (info->symbol, !=, model_search_state_info ((ModelSearchState) j)->symbol);
    }
}

static gboolean
theme_has (const char *theme, const char *symbol)
{
  static const char *const contexts[] = { "actions", "devices", "emblems", "places",
                                          "status",  "ui",      "legacy",  NULL };
  g_autofree char *file = g_strconcat (symbol, ".svg", NULL);

  for (gsize i = 0; contexts[i] != NULL; i++)
    {
      g_autofree char *scalable = g_build_filename (theme, "scalable", contexts[i], file, NULL);
      g_autofree char *symbolic = g_build_filename (theme, "symbolic", contexts[i], file, NULL);

      if (g_file_test (scalable, G_FILE_TEST_EXISTS) || g_file_test (symbolic, G_FILE_TEST_EXISTS))
        return TRUE;
    }
  return FALSE;
}

static void
test_symbols_are_in_the_theme (void)
{
  static const char theme[] = "/usr/share/icons/Adwaita";

  if (!theme_has (theme, "view-list-symbolic"))
    {
      g_test_skip ("adwaita-icon-theme is not installed");
      return;
    }
  for (guint i = 0; i < MODEL_N_SEARCH_STATES; i++)
    {
      const char *symbol = model_search_state_info ((ModelSearchState) i)->symbol;

      g_test_message ("%s", symbol);
      g_assert_true (theme_has (theme, symbol));
    }
  for (guint i = 0; i < MODEL_N_TODOS; i++)
    {
      const char *symbol = model_todo_info ((ModelTodo) i)->symbol;

      g_test_message ("%s", symbol);
      g_assert_true (theme_has (theme, symbol));
    }
}

static void
test_suggestions (void)
{
  static const struct
  {
    ModelSearchState current;
    const char *placement_state;
    ModelSearchState expected;
  } cases[] = {
    { MODEL_SEARCH_NOT_STARTED, "draft", MODEL_SEARCH_SHEET },
    { MODEL_SEARCH_PROMISE, "draft", MODEL_SEARCH_SHEET },
    { MODEL_SEARCH_TO_VALIDATE, "draft", MODEL_SEARCH_SHEET },
    { MODEL_SEARCH_SHEET, "to_validate", MODEL_SEARCH_TO_VALIDATE },
    { MODEL_SEARCH_REFUSED, "to_validate", MODEL_SEARCH_TO_VALIDATE },
    { MODEL_SEARCH_TO_VALIDATE, "validated", MODEL_SEARCH_VALIDATED },
    { MODEL_SEARCH_NOT_STARTED, "validated", MODEL_SEARCH_VALIDATED },
    { MODEL_SEARCH_TO_VALIDATE, "refused", MODEL_SEARCH_REFUSED },
    { MODEL_SEARCH_SHEET, "refused", MODEL_SEARCH_REFUSED },
    { MODEL_SEARCH_VALIDATED, "refused", MODEL_SEARCH_VALIDATED },
    { MODEL_SEARCH_SEARCHING, "", MODEL_SEARCH_SEARCHING },
    { MODEL_SEARCH_SEARCHING, NULL, MODEL_SEARCH_SEARCHING },
    { MODEL_SEARCH_CONTACT, "unheard of", MODEL_SEARCH_CONTACT },
    { MODEL_SEARCH_EXEMPT, "draft", MODEL_SEARCH_EXEMPT },
    { MODEL_SEARCH_EXEMPT, "to_validate", MODEL_SEARCH_EXEMPT },
    { MODEL_SEARCH_EXEMPT, "validated", MODEL_SEARCH_EXEMPT },
    { MODEL_SEARCH_EXEMPT, "refused", MODEL_SEARCH_EXEMPT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%d, %s", cases[i].current, cases[i].placement_state);
      g_assert_cmpint (model_search_state_suggest (cases[i].current, cases[i].placement_state), ==,
                       cases[i].expected);
    }
}

static void
test_every_sheet_state_suggests (void)
{
  const ModelField *field = model_field_find ("placement.state");
  g_auto (GStrv) keys = g_strsplit (field->detail, "|", -1);

  for (gsize i = 0; keys[i] != NULL; i++)
    g_assert_cmpint (model_search_state_suggest (MODEL_SEARCH_SEARCHING, keys[i]), !=,
                     MODEL_SEARCH_SEARCHING);
}

static void
test_decisions (void)
{
  for (int i = 0; i < MODEL_N_SEARCH_STATES; i++)
    g_assert_cmpint (model_search_state_is_decision ((ModelSearchState) i), ==,
                     i == MODEL_SEARCH_VALIDATED || i == MODEL_SEARCH_EXEMPT);
}

static void
test_default_steps (void)
{
  static const char *const labels[] = { "Sheet validated", "Signed by the school",
                                        "Signed by student/parents", "Sent to the company",
                                        "Agreement signed" };
  g_autoptr (GPtrArray) steps = model_step_list_default ();

  g_assert_cmpuint (steps->len, ==, G_N_ELEMENTS (labels));
  for (guint i = 0; i < steps->len; i++)
    {
      ModelStep *step = g_ptr_array_index (steps, i);

      g_assert_cmpstr (step->label, ==, labels[i]);
      g_assert_cmpint (step->id, ==, 0);
      g_assert_cmpint (step->is_sent, ==, i == 3);
      g_assert_cmpint (step->is_signed, ==, i == 4);
    }
  model_step_free (NULL);
}

static void
test_moves (void)
{
  static const struct
  {
    int current, delta, n_steps, expected;
  } cases[] = {
    { 0, 1, 5, 1 },   { 0, 4, 5, 4 },       { 4, 1, 5, 4 },       { 3, 100, 5, 4 },
    { 4, -1, 5, 3 },  { 0, -1, 5, 0 },      { 2, -100, 5, 0 },    { 2, 0, 5, 2 },
    { -1, 1, 5, 0 },  { 9, 0, 5, 4 },       { 9, -1, 5, 4 },      { 0, 1, 1, 0 },
    { 0, 1, 0, -1 },  { 0, INT_MAX, 5, 4 }, { 4, INT_MAX, 5, 4 }, { 4, INT_MIN, 5, 0 },
    { 3, 1, -2, -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (model_step_move (cases[i].current, cases[i].delta, cases[i].n_steps), ==,
                     cases[i].expected);
}

static void
test_last (void)
{
  g_assert_true (model_step_is_last (4, 5));
  g_assert_false (model_step_is_last (3, 5));
  g_assert_true (model_step_is_last (0, 1));
  /* The school shortened its list since. */
  g_assert_true (model_step_is_last (5, 3));
  g_assert_false (model_step_is_last (-1, 5));
  g_assert_false (model_step_is_last (-1, 0));
  g_assert_false (model_step_is_last (0, 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/state/keys", test_keys_are_those_of_the_catalogue);
  g_test_add_func ("/model/state/unknown", test_unknown_keys);
  g_test_add_func ("/model/state/looks", test_labels_styles_symbols);
  g_test_add_func ("/model/state/theme", test_symbols_are_in_the_theme);
  g_test_add_func ("/model/state/suggestions", test_suggestions);
  g_test_add_func ("/model/state/every-sheet", test_every_sheet_state_suggests);
  g_test_add_func ("/model/state/decisions", test_decisions);
  g_test_add_func ("/model/step/default", test_default_steps);
  g_test_add_func ("/model/step/moves", test_moves);
  g_test_add_func ("/model/step/last", test_last);
  return g_test_run ();
}
