/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "model-filter.h"

static void
put (char **slot, const char *text)
{
  g_free (*slot);
  *slot = g_strdup (text);
}

/* A line of a minor at work: sheet validated, agreement sent and not signed, nobody in charge. */
static ModelLine *
make_line (void)
{
  ModelLine *line = model_line_new ();

  line->search_state = MODEL_SEARCH_VALIDATED;
  line->agreement_id = 7;
  line->step = 2;
  line->n_steps = 5;
  line->sent_step = 2;
  line->signed_step = 4;
  line->is_minor = TRUE;
  put (&line->placement_state, "validated");
  put (&line->mode, "manual");
  put (&line->kind, "pfmp");
  put (&line->tutor, "Mme Anne ROUX");
  return line;
}

static gboolean
matches (ModelLine *line, const char *text)
{
  ModelFilter filter = model_filter_from_text (text);

  return model_filter_matches (&filter, line);
}

static void
test_each_condition (void)
{
  static const struct
  {
    const char *key;
    gboolean holds;
  } cases[] = {
    { "search.validated", TRUE },
    { "search.promise", FALSE },
    { "sheet.validated", TRUE },
    { "sheet.none", FALSE },
    { "sheet.draft", FALSE },
    { "agreement.none", FALSE },
    { "agreement.not_sent", FALSE },
    { "agreement.sent", TRUE },
    { "agreement.signed", FALSE },
    { "agreement.cancelled", FALSE },
    { "mode.manual", TRUE },
    { "mode.electronic", FALSE },
    { "kind.pfmp", TRUE },
    { "kind.internship", FALSE },
    { "minor", TRUE },
    { "adult", FALSE },
    { "no_teacher", TRUE },
    { "no_tutor", FALSE },
    { "never_seen", TRUE },
    { "dates_differ", FALSE },
    { "another", FALSE },
    { "amendment", FALSE },
    { "notes", FALSE },
    { "unread", FALSE },
  };
  g_autoptr (ModelLine) line = make_line ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].key);
      g_assert_cmpint (matches (line, cases[i].key), ==, cases[i].holds);
    }
}

/* The other side of each. */
static void
test_what_changes_a_condition (void)
{
  g_autoptr (ModelLine) line = make_line ();

  line->step = 1;
  g_assert_true (matches (line, "agreement.not_sent"));
  g_assert_false (matches (line, "agreement.sent"));
  line->step = 4;
  g_assert_true (matches (line, "agreement.signed"));
  g_assert_false (matches (line, "agreement.sent"));
  line->cancelled = TRUE;
  g_assert_true (matches (line, "agreement.cancelled"));
  g_assert_false (matches (line, "agreement.signed"));
  line->agreement_id = 0;
  line->cancelled = FALSE;
  g_assert_true (matches (line, "agreement.none"));
  g_assert_false (matches (line, "agreement.not_sent"));

  line->rank = 1;
  g_assert_true (matches (line, "another"));
  line->dates_differ = line->is_amendment = TRUE;
  g_assert_true (matches (line, "dates_differ,amendment"));
  line->n_notes = 2;
  g_assert_true (matches (line, "notes"));
  g_assert_false (matches (line, "notes,unread"));
  line->n_unread = 1;
  g_assert_true (matches (line, "notes,unread"));
  line->is_minor = FALSE;
  g_assert_true (matches (line, "adult"));
  put (&line->teacher, "M. SERRES");
  put (&line->tutor, "");
  put (&line->last_contact, "2026-11-20");
  g_assert_false (matches (line, "no_teacher"));
  g_assert_true (matches (line, "no_tutor"));
  g_assert_false (matches (line, "never_seen"));
}

/* One of a group, and something of every group; of the last one, all. */
static void
test_together (void)
{
  g_autoptr (ModelLine) line = make_line ();

  g_assert_true (matches (line, ""));
  g_assert_true (matches (line, "search.promise,search.validated"));
  g_assert_true (matches (line, "search.promise,search.validated,minor,no_teacher"));
  g_assert_false (matches (line, "search.promise,search.contact"));
  g_assert_false (matches (line, "search.validated,adult"));
  g_assert_true (matches (line, "minor,adult"));
  g_assert_true (matches (line, "no_teacher,never_seen"));
  g_assert_false (matches (line, "no_teacher,no_tutor"));
  g_assert_false (matches (line, "search.validated,no_tutor"));
}

static void
test_text (void)
{
  ModelFilter filter = { 0 };
  g_autofree char *empty = model_filter_to_text (&filter);
  g_autofree char *text = NULL, *again = NULL;

  g_assert_cmpstr (empty, ==, "");
  g_assert_true (model_filter_is_empty (&filter));
  /* Of another version: a condition that is gone; by hand: the order, one twice, empty parts. */
  filter = model_filter_from_text ("unread,search.promise,shoe size,,unread");
  text = model_filter_to_text (&filter);
  g_assert_cmpstr (text, ==, "search.promise,unread");
  g_assert_false (model_filter_is_empty (&filter));
  filter = model_filter_from_text ("minors");
  g_assert_true (model_filter_is_empty (&filter));

  for (guint i = 0; i < model_filter_n_conditions (); i++)
    model_filter_set (&filter, i, TRUE);
  again = model_filter_to_text (&filter);
  g_assert_cmpuint (model_filter_from_text (again).conditions, ==, filter.conditions);
  model_filter_set (&filter, 0, FALSE);
  g_assert_false (model_filter_has (&filter, 0));
  g_assert_true (model_filter_has (&filter, model_filter_n_conditions () - 1));
  g_assert_false (model_filter_has (&filter, model_filter_n_conditions ()));
}

static void
test_table (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  ModelFilterGroup last = 0;
  gboolean states[MODEL_N_SEARCH_STATES] = { FALSE };

  for (guint i = 0; i < model_filter_n_conditions (); i++)
    {
      const ModelFilterCondition *condition = model_filter_condition (i);

      g_assert_true (g_hash_table_add (seen, (gpointer) condition->key));
      /* What separates keys in a text, and keys from a name, is in none. */
      g_assert_null (strpbrk (condition->key, ", "));
      g_assert_cmpstr (condition->label, !=, "");
      g_assert_nonnull (model_filter_group_label (condition->group));
      /* Groups follow each other, as they are shown. */
      g_assert_cmpint (condition->group, >=, last);
      last = condition->group;
      if (condition->group == MODEL_FILTER_GROUP_SEARCH)
        {
          const ModelState *state = model_search_state_info (condition->number);

          g_assert_cmpstr (condition->key + strlen ("search."), ==, state->key);
          g_assert_cmpstr (condition->label, ==, state->label);
          states[condition->number] = TRUE;
        }
    }
  for (guint i = 0; i < MODEL_N_SEARCH_STATES; i++)
    g_assert_true (states[i]);
}

static void
test_scope (void)
{
  g_autoptr (ModelLine) line = make_line ();
  ModelFilter filter = model_filter_from_text ("minor");
  ModelScope scope = { 0 };

  g_assert_true (model_line_in_scope (line, &scope));
  scope.filter = &filter;
  g_assert_true (model_line_in_scope (line, &scope));
  filter = model_filter_from_text ("adult");
  g_assert_false (model_line_in_scope (line, &scope));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/filter/each", test_each_condition);
  g_test_add_func ("/model/filter/changes", test_what_changes_a_condition);
  g_test_add_func ("/model/filter/together", test_together);
  g_test_add_func ("/model/filter/text", test_text);
  g_test_add_func ("/model/filter/table", test_table);
  g_test_add_func ("/model/filter/scope", test_scope);
  return g_test_run ();
}
