/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-history-groups.h"
#include "app-history-test.h"

static void
test_groups (void)
{
  g_autoptr (WorkHistory) history = app_history_test_sample ();
  g_autoptr (GPtrArray) groups = app_history_groups_new (history->items);
  static const struct
  {
    guint n;
    const char *day;
    const char *hour;
    const char *summary;
  } expected[] = {
    { 1, "mardi 13 janvier 2026", "09:00", "Step: Fiche validée → Envoi entreprise" },
    { 2, "lundi 12 janvier 2026", "10:42", "Sheet: To validate → Validated" },
    { 1, "lundi 12 janvier 2026", "09:10", "Note deleted" },
    { 1, "lundi 12 janvier 2026", "09:00", "Social security number changed" },
  };

  g_assert_cmpuint (groups->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < groups->len; i++)
    {
      const AppHistoryGroup *group = g_ptr_array_index (groups, i);

      g_assert_cmpuint (group->n, ==, expected[i].n);
      g_assert_cmpstr (group->day, ==, expected[i].day);
      g_assert_cmpstr (group->hour, ==, expected[i].hour);
      g_assert_cmpstr (app_history_group_get (group, 0)->summary, ==, expected[i].summary);
    }
}

static void
test_none (void)
{
  g_autoptr (WorkHistory) history = app_history_test_new ();
  g_autoptr (GPtrArray) groups = app_history_groups_new (history->items);

  g_assert_cmpuint (groups->len, ==, 0);
}

/* Which of the four actions of the sample match, first one leftmost. */
static void
test_matches (void)
{
  static const struct
  {
    int kind;
    const char *words;
    const char *matching;
  } cases[] = {
    { APP_HISTORY_ALL_KINDS, "", "1111" },
    { WORK_HISTORY_AGREEMENT, "", "1000" },
    { WORK_HISTORY_SHEET, "", "0100" },
    /* Something that came along counts too. */
    { WORK_HISTORY_SEARCH, "", "0100" },
    { WORK_HISTORY_DOCUMENTS, "", "0000" },
    /* Words of the day, the hour, the person, the operation, what was before and after. */
    { APP_HISTORY_ALL_KINDS, "lundi", "0111" },
    { APP_HISTORY_ALL_KINDS, "12/01/2026", "0111" },
    { APP_HISTORY_ALL_KINDS, "martin envoi", "1000" },
    { APP_HISTORY_ALL_KINDS, "40 agreements", "1000" },
    { APP_HISTORY_ALL_KINDS, "pere accord", "0010" },
    { APP_HISTORY_ALL_KINDS, "searching", "0100" },
    { APP_HISTORY_ALL_KINDS, "searching envoi", "0000" },
    { WORK_HISTORY_NOTES, "lundi", "0010" },
    { WORK_HISTORY_NOTES, "mardi", "0000" },
  };
  g_autoptr (WorkHistory) history = app_history_test_sample ();
  g_autoptr (GPtrArray) groups = app_history_groups_new (history->items);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint j = 0; j < groups->len; j++)
      {
        g_test_message ("%d “%s”, action %u", cases[i].kind, cases[i].words, j);
        g_assert_cmpint (app_history_group_matches (g_ptr_array_index (groups, j), cases[i].kind,
                                                    cases[i].words),
                         ==, cases[i].matching[j] == '1');
      }
}

/* An action outlives the history that it was read with: it may be being printed. */
static void
test_outlives_its_history (void)
{
  WorkHistory *history = app_history_test_sample ();
  GPtrArray *groups = app_history_groups_new (history->items);
  AppHistoryGroup *group = app_history_group_ref (g_ptr_array_index (groups, 1));

  g_ptr_array_unref (groups);
  work_history_free (history);
  g_assert_cmpstr (app_history_group_get (group, 1)->summary, ==, "Search: Searching → Validated");
  app_history_group_unref (group);
}

static void
assert_fact (GPtrArray *facts, guint n, const char *label, const char *text)
{
  const AppHistoryFact *fact;

  g_assert_cmpuint (n, <, facts->len);
  fact = g_ptr_array_index (facts, n);
  g_assert_cmpstr (fact->label, ==, label);
  g_assert_cmpstr (fact->text, ==, text);
}

static void
mask (WorkHistoryItem *item, const char *label)
{
  app_history_test_change (item, label, NULL, NULL);
  ((WorkHistoryChange *) g_ptr_array_index (item->changes, item->changes->len - 1))->masked = TRUE;
}

static void
test_facts (void)
{
  g_autoptr (WorkHistory) history = app_history_test_new ();
  WorkHistoryItem *item =
      app_history_test_add (history, "2026-01-12T08:00:00Z", WORK_HISTORY_STUDENT, "x", "x");
  g_autoptr (GPtrArray) facts = NULL;

  mask (item, "Telephone");
  app_history_test_change (item, "Changed", "a", "b");
  app_history_test_change (item, "New", NULL, "b");
  mask (item, "Address");
  app_history_test_change (item, "Gone", "a", NULL);
  app_history_test_change (item, "Nothing", NULL, NULL);
  facts = app_history_facts_new (item);
  g_assert_cmpuint (facts->len, ==, 5);
  assert_fact (facts, 0, "Changed", "a → b");
  assert_fact (facts, 1, "New", "b");
  assert_fact (facts, 2, "Gone", "a → —");
  assert_fact (facts, 3, "Nothing", "—");
  assert_fact (facts, 4, "Changed, not shown (sensitive)", "Telephone, Address");
}

/* On paper: a note in full, a student who came in by name, and of many things made in one go what
 * each is. */
static void
test_short_facts (void)
{
  static const struct
  {
    WorkHistoryKind kind;
    const char *operation;
    gboolean is_new;
    gboolean has_changes;
  } made[] = {
    { WORK_HISTORY_NOTES, "note", TRUE, TRUE },      { WORK_HISTORY_STUDENT, "import", TRUE, TRUE },
    { WORK_HISTORY_STUDENT, "change", FALSE, TRUE }, { WORK_HISTORY_AGREEMENT, "make", TRUE, TRUE },
    { WORK_HISTORY_SHEET, "make", FALSE, TRUE },     { WORK_HISTORY_NOTES, "read", FALSE, FALSE },
  };
  g_autoptr (WorkHistory) history = app_history_test_new ();
  g_autoptr (GPtrArray) groups = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (made); i++)
    {
      WorkHistoryItem *item = app_history_test_add (history, "2026-01-12T08:00:00Z", made[i].kind,
                                                    made[i].operation, "summary");

      item->is_new = made[i].is_new;
      if (made[i].has_changes)
        app_history_test_change (item, "Field", NULL, "value");
    }
  groups = app_history_groups_new (history->items);
  for (guint i = 0; i < groups->len; i++)
    {
      static const char *const expected[][2] = {
        { "value", NULL },      { "summary", NULL }, { "value", NULL },
        { "summary", "value" }, { "summary", NULL },
      };
      g_autoptr (GPtrArray) facts = app_history_facts_short_new (g_ptr_array_index (groups, i));

      g_assert_cmpuint (facts->len, ==, expected[i][1] != NULL ? 2 : 1);
      for (guint j = 0; j < facts->len; j++)
        assert_fact (facts, j, g_str_equal (expected[i][j], "value") ? "Field" : NULL,
                     expected[i][j]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/history-groups/groups", test_groups);
  g_test_add_func ("/app/history-groups/none", test_none);
  g_test_add_func ("/app/history-groups/matches", test_matches);
  g_test_add_func ("/app/history-groups/outlives", test_outlives_its_history);
  g_test_add_func ("/app/history-groups/facts", test_facts);
  g_test_add_func ("/app/history-groups/short-facts", test_short_facts);
  return g_test_run ();
}
