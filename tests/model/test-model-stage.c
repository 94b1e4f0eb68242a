/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "model-setting.h"
#include "model-stage.h"

#define TODAY "2026-11-24"

static void
put (char **slot, const char *text)
{
  g_free (*slot);
  *slot = g_strdup (text);
}

/* Of a period to come, with five steps, sent at the fourth. */
static ModelLine *
make (ModelSearchState search, const char *sheet, int step)
{
  ModelLine *line = model_line_new ();

  line->student_id = 1;
  line->class_group_id = 3;
  line->period_id = 8;
  line->search_state = search;
  put (&line->class_name, "2MELEC");
  put (&line->class_key, "2melec");
  put (&line->period_name, "PFMP 1");
  put (&line->start, "2027-01-11");
  put (&line->end, "2027-02-05");
  put (&line->placement_state, sheet);
  line->placement_id = sheet[0] != '\0' ? 4 : 0;
  if (step >= 0)
    {
      line->agreement_id = 5;
      line->step = step;
      line->n_steps = 5;
      line->sent_step = 3;
      line->signed_step = 4;
      put (&line->step_date, "2026-11-20");
    }
  return line;
}

static void
test_table (void)
{
  g_autoptr (GHashTable) looks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) labels = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < MODEL_N_STAGES; i++)
    {
      const ModelStageInfo *info = model_stage_info (i);
      ModelStage stage = MODEL_N_STAGES;

      g_assert_true (g_strv_contains (model_state_styles (), info->state.style));
      g_assert_true (g_str_has_suffix (info->state.symbol, "-symbolic"));
      g_assert_cmpint (info->pattern, <, MODEL_N_PATTERNS);
      g_assert_true (g_hash_table_add (labels, (gpointer) info->state.label));
      /* Neither the colour alone nor the pattern alone tells two stages apart. */
      g_assert_true (g_hash_table_add (
          looks, g_strdup_printf ("%s %d", info->state.style, (int) info->pattern)));
      g_assert_true (model_stage_from_key (info->state.key, &stage));
      g_assert_cmpint (stage, ==, i);
    }
  g_assert_false (model_stage_from_key ("nowhere", NULL));
  g_assert_false (model_stage_from_key (NULL, NULL));
}

static void
test_search_and_sheet (void)
{
  static const struct
  {
    ModelSearchState search;
    const char *sheet;
    ModelStage stage;
  } cases[] = {
    { MODEL_SEARCH_NOT_STARTED, "", MODEL_STAGE_NO_PLACEMENT },
    { MODEL_SEARCH_PROMISE, "", MODEL_STAGE_NO_PLACEMENT },
    { MODEL_SEARCH_REFUSED, "", MODEL_STAGE_NO_PLACEMENT },
    { MODEL_SEARCH_REFUSED, "refused", MODEL_STAGE_NO_PLACEMENT },
    /* The search says more than there are sheets. */
    { MODEL_SEARCH_SHEET, "", MODEL_STAGE_SHEET },
    { MODEL_SEARCH_TO_VALIDATE, "", MODEL_STAGE_SHEET },
    { MODEL_SEARCH_VALIDATED, "", MODEL_STAGE_SHEET },
    { MODEL_SEARCH_SEARCHING, "draft", MODEL_STAGE_SHEET },
    { MODEL_SEARCH_SHEET, "to_validate", MODEL_STAGE_TO_VALIDATE },
    { MODEL_SEARCH_VALIDATED, "validated", MODEL_STAGE_TO_MAKE },
    { MODEL_SEARCH_VALIDATED, "refused", MODEL_STAGE_NO_PLACEMENT },
    { MODEL_SEARCH_EXEMPT, "", MODEL_STAGE_EXEMPT },
    { MODEL_SEARCH_EXEMPT, "validated", MODEL_STAGE_EXEMPT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ModelLine) line = make (cases[i].search, cases[i].sheet, -1);

      g_test_message ("%u", (guint) i);
      g_assert_cmpint (model_line_stage (line, TODAY), ==, cases[i].stage);
    }
}

static void
test_agreement (void)
{
  g_autoptr (ModelLine) line = make (MODEL_SEARCH_VALIDATED, "validated", 0);

  g_assert_cmpint (model_line_stage (line, TODAY), ==, MODEL_STAGE_TO_SEND);
  line->step = 3;
  g_assert_cmpint (model_line_stage (line, TODAY), ==, MODEL_STAGE_IN_SIGNATURE);
  line->step = 0;
  /* Where no step says that it is sent, nothing is to send. */
  line->sent_step = -1;
  g_assert_cmpint (model_line_stage (line, TODAY), ==, MODEL_STAGE_IN_SIGNATURE);
  line->step = 4;
  g_assert_cmpint (model_line_stage (line, TODAY), ==, MODEL_STAGE_SIGNED);
  /* The last day is not over yet. */
  g_assert_cmpint (model_line_stage (line, "2027-02-05"), ==, MODEL_STAGE_SIGNED);
  g_assert_cmpint (model_line_stage (line, "2027-02-06"), ==, MODEL_STAGE_CERTIFICATE_AWAITED);
  put (&line->certificate_on, "2027-02-08");
  g_assert_cmpint (model_line_stage (line, "2027-02-09"), ==, MODEL_STAGE_CERTIFICATE);
  line->cancelled = TRUE;
  g_assert_cmpint (model_line_stage (line, "2027-02-09"), ==, MODEL_STAGE_CANCELLED);
}

/* What the sidebar counts and what the chart shows is the same. */
static void
test_agrees_with_the_lists (void)
{
  static const struct
  {
    ModelStage stage;
    ModelTodo todo;
  } pairs[] = { { MODEL_STAGE_TO_VALIDATE, MODEL_TODO_TO_VALIDATE },
                { MODEL_STAGE_TO_MAKE, MODEL_TODO_TO_MAKE },
                { MODEL_STAGE_TO_SEND, MODEL_TODO_TO_SEND },
                { MODEL_STAGE_CERTIFICATE_AWAITED, MODEL_TODO_CERTIFICATES } };
  static const char *const sheets[] = { "", "draft", "to_validate", "validated", "refused" };

  for (guint search = 0; search < MODEL_SEARCH_EXEMPT; search++)
    for (guint sheet = 0; sheet < G_N_ELEMENTS (sheets); sheet++)
      for (int step = -1; step < 5; step++)
        {
          g_autoptr (ModelLine) line = make (search, step >= 0 ? "validated" : sheets[sheet], step);

          for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
            g_assert_cmpint (model_line_stage (line, "2027-03-01") == pairs[i].stage, ==,
                             model_line_is_todo (line, pairs[i].todo, "2027-03-01"));
        }
}

static void
test_scope (void)
{
  g_autoptr (ModelLine) line = make (MODEL_SEARCH_VALIDATED, "validated", -1);
  ModelScope scope = { 0, 0, MODEL_TODO_ALL, TODAY, NULL, 0 };

  g_assert_true (model_line_in_scope (line, &scope));
  scope.stages = MODEL_STAGE_BIT (MODEL_STAGE_TO_MAKE);
  g_assert_true (model_line_in_scope (line, &scope));
  scope.stages |= MODEL_STAGE_BIT (MODEL_STAGE_NO_PLACEMENT);
  g_assert_true (model_line_in_scope (line, &scope));
  scope.stages = MODEL_STAGE_BIT (MODEL_STAGE_NO_PLACEMENT);
  g_assert_false (model_line_in_scope (line, &scope));
}

static ModelLine *
add (GPtrArray *lines,
     gint64 class_id,
     gint64 student_id,
     ModelSearchState search,
     const char *sheet,
     int step)
{
  ModelLine *line = make (search, sheet, step);
  const char *name = class_id == 3 ? "2MELEC" : "1CAP";

  line->class_group_id = class_id;
  line->student_id = student_id;
  put (&line->class_name, name);
  put (&line->class_key, name);
  g_ptr_array_add (lines, line);
  return line;
}

/* Four students of 2MELEC, the first with two placements, one exempt; two of 1CAP in other periods.
 */
static GPtrArray *
make_school (void)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);
  ModelLine *line;

  add (lines, 3, 1, MODEL_SEARCH_VALIDATED, "validated", 4);
  add (lines, 3, 2, MODEL_SEARCH_SEARCHING, "", -1);
  add (lines, 3, 1, MODEL_SEARCH_VALIDATED, "validated", 4)->rank = 1;
  add (lines, 3, 3, MODEL_SEARCH_EXEMPT, "", -1);
  add (lines, 3, 4, MODEL_SEARCH_VALIDATED, "validated", 4)->cancelled = TRUE;
  line = add (lines, 7, 5, MODEL_SEARCH_TO_VALIDATE, "to_validate", -1);
  put (&line->period_name, "PFMP 2");
  line->period_id = 9;
  put (&line->start, "2026-11-30");
  line = add (lines, 7, 5, MODEL_SEARCH_VALIDATED, "validated", 0);
  put (&line->period_name, "PFMP 1");
  return lines;
}

static void
test_figures (void)
{
  g_autoptr (GPtrArray) lines = make_school ();
  g_autoptr (GPtrArray) figures = model_stage_figures_new (lines, NULL, TODAY);
  g_autoptr (ModelStageFigures) total = model_stage_figures_total (figures);
  const ModelStageFigures *cap, *melec;

  g_assert_cmpuint (figures->len, ==, 2);
  cap = figures->pdata[0];
  melec = figures->pdata[1];
  g_assert_cmpstr (cap->class_name, ==, "1CAP");
  g_assert_cmpint (cap->class_group_id, ==, 7);
  g_assert_cmpstr (melec->class_name, ==, "2MELEC");
  g_assert_cmpuint (melec->n_lines, ==, 5);
  /* Neither the exempt one nor a second placement. */
  g_assert_cmpuint (melec->n_searches, ==, 3);
  g_assert_cmpuint (melec->n_placed, ==, 2);
  /* A cancelled one is signed no more. */
  g_assert_cmpuint (melec->n_signed, ==, 1);
  g_assert_cmpuint (melec->n_late, ==, 0);
  g_assert_cmpuint (melec->stages[MODEL_STAGE_SIGNED], ==, 2);
  g_assert_cmpuint (melec->stages[MODEL_STAGE_NO_PLACEMENT], ==, 1);
  g_assert_cmpuint (melec->stages[MODEL_STAGE_EXEMPT], ==, 1);
  g_assert_cmpuint (melec->stages[MODEL_STAGE_CANCELLED], ==, 1);
  g_assert_cmpuint (cap->n_searches, ==, 2);
  g_assert_cmpuint (cap->n_late, ==, 1);
  g_assert_cmpint (total->class_group_id, ==, 0);
  g_assert_cmpuint (total->n_lines, ==, 7);
  g_assert_cmpuint (total->n_searches, ==, 5);
  g_assert_cmpuint (total->n_placed, ==, 3);
  g_assert_cmpuint (total->n_signed, ==, 1);
  g_assert_cmpuint (total->n_late, ==, 1);
  g_assert_cmpuint (total->stages[MODEL_STAGE_TO_VALIDATE], ==, 1);
}

static void
test_figures_of_a_period (void)
{
  g_autoptr (GPtrArray) lines = make_school ();
  g_autoptr (GPtrArray) first = model_stage_figures_new (lines, "PFMP 1", TODAY);
  g_autoptr (GPtrArray) second = model_stage_figures_new (lines, "PFMP 2", TODAY);
  g_autoptr (GPtrArray) none = model_stage_figures_new (lines, "PFMP 3", TODAY);

  g_assert_cmpuint (first->len, ==, 2);
  g_assert_cmpuint (((ModelStageFigures *) first->pdata[0])->n_lines, ==, 1);
  g_assert_cmpuint (second->len, ==, 1);
  g_assert_cmpstr (((ModelStageFigures *) second->pdata[0])->class_name, ==, "1CAP");
  g_assert_cmpuint (none->len, ==, 0);
}

/* Its students are there, but nothing is expected of them. */
static void
test_class_without_periods (void)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) figures = NULL, of_period = NULL;
  ModelLine *line = add (lines, 3, 1, MODEL_SEARCH_NOT_STARTED, "", -1);
  const ModelStageFigures *only;

  line->period_id = 0;
  put (&line->period_name, "");
  figures = model_stage_figures_new (lines, NULL, TODAY);
  g_assert_cmpuint (figures->len, ==, 1);
  only = figures->pdata[0];
  g_assert_cmpuint (only->n_lines, ==, 0);
  g_assert_cmpuint (only->n_searches, ==, 0);
  of_period = model_stage_figures_new (lines, "PFMP 1", TODAY);
  g_assert_cmpuint (of_period->len, ==, 0);
}

static void
test_percent (void)
{
  static const struct
  {
    guint part, whole, percent;
  } cases[] = { { 0, 0, 0 },   { 3, 0, 0 },  { 0, 7, 0 },    { 7, 7, 100 },     { 1, 2, 50 },
                { 1, 3, 33 },  { 2, 3, 67 }, { 1, 1000, 1 }, { 999, 1000, 99 }, { 298, 299, 99 },
                { 1, 200, 1 }, { 1, 8, 13 }, { 8, 7, 100 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (model_stage_percent (cases[i].part, cases[i].whole), ==, cases[i].percent);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/stage/table", test_table);
  g_test_add_func ("/model/stage/search", test_search_and_sheet);
  g_test_add_func ("/model/stage/agreement", test_agreement);
  g_test_add_func ("/model/stage/lists", test_agrees_with_the_lists);
  g_test_add_func ("/model/stage/scope", test_scope);
  g_test_add_func ("/model/stage/figures", test_figures);
  g_test_add_func ("/model/stage/figures-of-a-period", test_figures_of_a_period);
  g_test_add_func ("/model/stage/no-periods", test_class_without_periods);
  g_test_add_func ("/model/stage/percent", test_percent);
  return g_test_run ();
}
