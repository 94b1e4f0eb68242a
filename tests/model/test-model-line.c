/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "model-line.h"

#define TODAY "2026-11-24"

static void
put (char **slot, const char *text)
{
  g_free (*slot);
  *slot = g_strdup (text);
}

static void
test_new_line_is_empty (void)
{
  g_autoptr (ModelLine) line = model_line_new ();
  char *const texts[] = {
    line->family_name, line->given_name,   line->student,         line->student_key,
    line->class_name,  line->class_key,    line->period_name,     line->company,
    line->company_key, line->town,         line->start,           line->end,
    line->number,      line->mode,         line->placement_state, line->step_date,
    line->search_key,  line->last_contact, line->last_account,    line->kind,
    line->siret,       line->tutor,        line->teacher,         line->template_name,
    line->sent_on,     line->signed_on,    line->reminded_on,     line->certificate_on
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpstr (texts[i], ==, "");
  g_assert_cmpint (line->student_id, ==, 0);
  g_assert_cmpint (line->agreement_id, ==, 0);
  g_assert_cmpint (line->step, ==, -1);
  g_assert_cmpint (line->n_steps, ==, 0);
  g_assert_cmpint (line->search_state, ==, MODEL_SEARCH_NOT_STARTED);
  g_assert_false (line->cancelled);
}

static void
test_every_text_is_its_own (void)
{
  /* A text that is replaced or freed twice shows in a sanitizer's report. */
  for (int i = 0; i < 100; i++)
    {
      g_autoptr (ModelLine) line = model_line_new ();

      put (&line->student, "ABADIE Léa");
      put (&line->search_key, "abadie lea");
      put (&line->last_contact, TODAY);
    }
}

static void
test_todo_table (void)
{
  static const struct
  {
    ModelTodo todo;
    const char *key;
    const char *label;
    const char *style;
  } known[] = {
    { MODEL_TODO_ALL, "all", "Everyone", "neutral" },
    { MODEL_TODO_TODAY, "today", "Today", "error" },
    { MODEL_TODO_NO_PLACEMENT, "no_placement", "No placement", "accent" },
    { MODEL_TODO_TO_VALIDATE, "to_validate", "Sheets to validate", "warning" },
    { MODEL_TODO_TO_MAKE, "to_make", "Agreements to make", "accent" },
    { MODEL_TODO_TO_SEND, "to_send", "To send", "accent" },
    { MODEL_TODO_TO_CHASE, "to_chase", "To chase", "warning" },
    { MODEL_TODO_LATE, "late", "Late", "error" },
    { MODEL_TODO_MESSAGES, "messages", "Unread messages", "accent" },
    { MODEL_TODO_IN_SIGNATURE, "in_signature", "Being signed", "accent" },
    { MODEL_TODO_SIGNED, "signed", "Signed", "success" },
    { MODEL_TODO_CERTIFICATES, "certificates", "Certificates awaited", "accent" },
  };

  g_assert_cmpuint (G_N_ELEMENTS (known), ==, MODEL_N_TODOS);
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      const ModelState *info = model_todo_info (known[i].todo);

      g_assert_cmpstr (info->key, ==, known[i].key);
      g_assert_cmpstr (info->label, ==, known[i].label);
      g_assert_cmpstr (info->style, ==, known[i].style);
      g_assert_true (g_str_has_suffix (info->symbol, "-symbolic"));
    }
}

#define ALL  (1u << MODEL_TODO_ALL)
#define NOW  (1u << MODEL_TODO_TODAY)
#define SEND (1u << MODEL_TODO_TO_SEND)
#define NEWS (1u << MODEL_TODO_TO_CHASE)
#define MAIL (1u << MODEL_TODO_MESSAGES)
#define CERT (1u << MODEL_TODO_CERTIFICATES)
#define NONE (1u << MODEL_TODO_NO_PLACEMENT)
#define VAL  (1u << MODEL_TODO_TO_VALIDATE)
#define MAKE (1u << MODEL_TODO_TO_MAKE)
#define SIGN (1u << MODEL_TODO_IN_SIGNATURE)
#define LATE (1u << MODEL_TODO_LATE)
#define DONE (1u << MODEL_TODO_SIGNED)

#define FAR_START  "2027-02-01"
#define FAR_END    "2027-02-26"
#define NEAR_START "2026-12-01" /* seven days from today */
#define NEAR_END   "2026-12-18"

/* What a line is, and every list it belongs to. */
static const struct
{
  const char *what;
  ModelSearchState search;
  const char *placement;
  int step; /* -1: no agreement; of five */
  const char *start;
  const char *end;
  gboolean cancelled;
  guint lists;
} lines[] = {
  { "nothing yet", MODEL_SEARCH_NOT_STARTED, "", -1, FAR_START, FAR_END, FALSE, ALL | NONE },
  { "searching", MODEL_SEARCH_SEARCHING, "", -1, FAR_START, FAR_END, FALSE, ALL | NONE },
  { "promise", MODEL_SEARCH_PROMISE, "", -1, FAR_START, FAR_END, FALSE, ALL | NONE },
  { "draft sheet", MODEL_SEARCH_SHEET, "draft", -1, FAR_START, FAR_END, FALSE, ALL | NONE },
  { "refused", MODEL_SEARCH_REFUSED, "refused", -1, FAR_START, FAR_END, FALSE, ALL | NONE },
  { "to validate", MODEL_SEARCH_TO_VALIDATE, "to_validate", -1, FAR_START, FAR_END, FALSE,
    ALL | VAL | NOW },
  { "state behind its sheet", MODEL_SEARCH_SEARCHING, "to_validate", -1, FAR_START, FAR_END, FALSE,
    ALL | VAL | NOW },
  { "validated", MODEL_SEARCH_VALIDATED, "validated", -1, FAR_START, FAR_END, FALSE, ALL | MAKE },
  { "second sheet in draft", MODEL_SEARCH_VALIDATED, "draft", -1, FAR_START, FAR_END, FALSE, ALL },
  { "made", MODEL_SEARCH_VALIDATED, "validated", 0, FAR_START, FAR_END, FALSE, ALL | SIGN },
  { "one step before", MODEL_SEARCH_VALIDATED, "validated", 3, FAR_START, FAR_END, FALSE,
    ALL | SIGN },
  { "signed", MODEL_SEARCH_VALIDATED, "validated", 4, FAR_START, FAR_END, FALSE, ALL | DONE },
  { "signed, over", MODEL_SEARCH_VALIDATED, "validated", 4, "2026-11-02", "2026-11-23", FALSE,
    ALL | DONE | CERT },
  { "signed, over for two weeks", MODEL_SEARCH_VALIDATED, "validated", 4, "2026-10-12",
    "2026-11-10", FALSE, ALL | DONE | CERT | NOW },
  { "to make within three weeks", MODEL_SEARCH_VALIDATED, "validated", -1, "2026-12-15", FAR_END,
    FALSE, ALL | MAKE | NOW },
  { "to make in more", MODEL_SEARCH_VALIDATED, "validated", -1, "2026-12-16", FAR_END, FALSE,
    ALL | MAKE },
  { "exempt", MODEL_SEARCH_EXEMPT, "", -1, FAR_START, FAR_END, FALSE, ALL },
  { "exempt, soon", MODEL_SEARCH_EXEMPT, "", -1, NEAR_START, NEAR_END, FALSE, ALL },
  { "cancelled", MODEL_SEARCH_VALIDATED, "validated", 2, FAR_START, FAR_END, TRUE, ALL },
  { "cancelled, soon", MODEL_SEARCH_VALIDATED, "validated", 2, NEAR_START, NEAR_END, TRUE, ALL },
  { "cancelled, signed", MODEL_SEARCH_VALIDATED, "validated", 4, FAR_START, FAR_END, TRUE, ALL },
  { "nothing, soon", MODEL_SEARCH_SEARCHING, "", -1, NEAR_START, NEAR_END, FALSE,
    ALL | NONE | LATE | NOW },
  { "to validate, soon", MODEL_SEARCH_TO_VALIDATE, "to_validate", -1, NEAR_START, NEAR_END, FALSE,
    ALL | VAL | LATE | NOW },
  { "to make, soon", MODEL_SEARCH_VALIDATED, "validated", -1, NEAR_START, NEAR_END, FALSE,
    ALL | MAKE | LATE | NOW },
  { "in signature, soon", MODEL_SEARCH_VALIDATED, "validated", 3, NEAR_START, NEAR_END, FALSE,
    ALL | SIGN | LATE | NOW },
  { "signed in time", MODEL_SEARCH_VALIDATED, "validated", 4, NEAR_START, NEAR_END, FALSE,
    ALL | DONE },
  { "eight days left", MODEL_SEARCH_VALIDATED, "validated", 1, "2026-12-02", NEAR_END, FALSE,
    ALL | SIGN },
  { "starts today", MODEL_SEARCH_VALIDATED, "validated", 1, TODAY, NEAR_END, FALSE,
    ALL | SIGN | LATE | NOW },
  { "begun", MODEL_SEARCH_VALIDATED, "validated", 1, "2026-11-02", "2026-11-27", FALSE,
    ALL | SIGN | LATE | NOW },
  { "last day", MODEL_SEARCH_VALIDATED, "validated", 1, "2026-11-02", TODAY, FALSE,
    ALL | SIGN | LATE | NOW },
  { "over", MODEL_SEARCH_VALIDATED, "validated", 1, "2026-11-02", "2026-11-23", FALSE, ALL | SIGN },
  { "no end", MODEL_SEARCH_VALIDATED, "validated", 1, "2026-11-02", "", FALSE,
    ALL | SIGN | LATE | NOW },
  { "no dates", MODEL_SEARCH_VALIDATED, "validated", 1, "", "", FALSE, ALL | SIGN },
  { "next year", MODEL_SEARCH_VALIDATED, "validated", 1, "2027-11-25", "2027-12-10", FALSE,
    ALL | SIGN },
};

static ModelLine *
make_line (gsize i)
{
  ModelLine *line = model_line_new ();

  line->search_state = lines[i].search;
  put (&line->placement_state, lines[i].placement);
  line->step = lines[i].step;
  line->n_steps = 5;
  line->agreement_id = lines[i].step >= 0 ? 1 : 0;
  put (&line->start, lines[i].start);
  put (&line->end, lines[i].end);
  line->cancelled = lines[i].cancelled;
  return line;
}

static void
test_lists (void)
{
  guint seen = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (ModelLine) line = make_line (i);

      for (int todo = 0; todo < MODEL_N_TODOS; todo++)
        {
          g_test_message ("%s: %s", lines[i].what, model_todo_info ((ModelTodo) todo)->key);
          g_assert_cmpint (model_line_is_todo (line, (ModelTodo) todo, TODAY), ==,
                           (lines[i].lists >> todo) & 1);
        }
      seen |= lines[i].lists;
    }
  g_assert_cmpuint (seen, ==, (1u << MODEL_N_TODOS) - 1 - SEND - NEWS - MAIL);
}

/* A line in signature of five steps, the fourth of which sends it. */
static ModelLine *
make_sent (int step, const char *step_date)
{
  ModelLine *line = model_line_new ();

  line->search_state = MODEL_SEARCH_VALIDATED;
  put (&line->placement_state, "validated");
  put (&line->start, FAR_START);
  put (&line->end, FAR_END);
  put (&line->step_date, step_date);
  line->agreement_id = 1;
  line->n_steps = 5;
  line->step = step;
  line->sent_step = 3;
  line->signed_step = 4;
  return line;
}

static guint
lists_of (ModelLine *line)
{
  guint lists = 0;

  for (int todo = 0; todo < MODEL_N_TODOS; todo++)
    if (model_line_is_todo (line, (ModelTodo) todo, TODAY))
      lists |= 1u << todo;
  return lists;
}

static void
test_sending_and_chasing (void)
{
  static const struct
  {
    int step;
    const char *step_date, *sent_on, *reminded_on;
    guint lists;
  } cases[] = {
    { 0, "2026-11-02", "", "", ALL | SIGN | SEND },
    { 2, "2026-11-02", "", "", ALL | SIGN | SEND },
    /* The day is noted though the step is behind. */
    { 2, "2026-11-02", "2026-11-20", "", ALL | SIGN },
    { 3, "2026-11-18", "", "", ALL | SIGN },
    { 3, "2026-11-17", "", "", ALL | SIGN | NEWS | NOW },
    { 3, "2026-11-01", "2026-11-18", "", ALL | SIGN },
    { 3, "2026-11-01", "2026-11-02", "2026-11-17", ALL | SIGN | NEWS | NOW },
    { 3, "2026-11-01", "2026-11-02", "2026-11-18", ALL | SIGN },
    { 3, "", "", "", ALL | SIGN | NEWS | NOW },
    { 4, "2026-11-01", "", "", ALL | DONE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ModelLine) line = make_sent (cases[i].step, cases[i].step_date);

      put (&line->sent_on, cases[i].sent_on);
      put (&line->reminded_on, cases[i].reminded_on);
      g_test_message ("%u", (guint) i);
      g_assert_cmphex (lists_of (line), ==, cases[i].lists);
    }
}

static void
test_signed_early_and_outside (void)
{
  g_autoptr (ModelLine) line = make_sent (1, "2026-11-02");

  g_assert_false (model_line_is_sent (line));
  g_assert_false (model_line_is_signed (line));
  line->signed_outside = TRUE;
  g_assert_true (model_line_is_signed (line));
  g_assert_cmphex (lists_of (line), ==, ALL | DONE);
  line->signed_outside = FALSE;
  line->signed_step = 1;
  g_assert_true (model_line_is_signed (line));
  /* Without a step that says so the last one does. */
  line->signed_step = -1;
  g_assert_false (model_line_is_signed (line));
  line->step = 4;
  g_assert_true (model_line_is_signed (line));
  line->agreement_id = 0;
  g_assert_false (model_line_is_signed (line));
}

static void
test_unread (void)
{
  g_autoptr (ModelLine) line = make_sent (3, "2026-11-20");

  line->n_notes = 2;
  g_assert_cmphex (lists_of (line), ==, ALL | SIGN);
  line->n_unread = 1;
  g_assert_cmphex (lists_of (line), ==, ALL | SIGN | MAIL | NOW);
  /* A cancelled agreement asks for nothing but to be read. */
  line->cancelled = TRUE;
  g_assert_cmphex (lists_of (line), ==, ALL | MAIL);
}

static void
test_certificate_came (void)
{
  g_autoptr (ModelLine) line = make_sent (4, "2026-10-02");

  put (&line->start, "2026-10-12");
  put (&line->end, "2026-11-23");
  g_assert_cmphex (lists_of (line), ==, ALL | DONE | CERT);
  put (&line->certificate_on, "2026-11-24");
  g_assert_cmphex (lists_of (line), ==, ALL | DONE);
}

static void
test_deadlines_are_the_school_s (void)
{
  g_autoptr (ModelLine) line = make_sent (0, "2026-11-02");

  put (&line->start, "2026-12-01");
  g_assert_true (model_line_is_todo (line, MODEL_TODO_LATE, TODAY));
  line->late_days = 6;
  g_assert_false (model_line_is_todo (line, MODEL_TODO_LATE, TODAY));
  line->step = 3;
  line->chase_days = 22;
  g_assert_true (model_line_is_todo (line, MODEL_TODO_TO_CHASE, TODAY));
  line->chase_days = 23;
  g_assert_false (model_line_is_todo (line, MODEL_TODO_TO_CHASE, TODAY));
}

static void
test_late_without_a_day (void)
{
  g_autoptr (ModelLine) line = model_line_new ();

  /* Today, whatever it is: long after one start, long before the other. */
  put (&line->start, "2000-01-01");
  put (&line->end, "2999-12-31");
  g_assert_true (model_line_is_todo (line, MODEL_TODO_LATE, NULL));
  g_assert_true (model_line_is_todo (line, MODEL_TODO_LATE, "not a day"));
  put (&line->start, "2999-01-01");
  g_assert_false (model_line_is_todo (line, MODEL_TODO_LATE, NULL));
}

static void
test_scope (void)
{
  static const struct
  {
    ModelScope scope;
    gboolean expected;
  } cases[] = {
    { { 0, 0, MODEL_TODO_ALL, TODAY, NULL }, TRUE },
    { { 3, 0, MODEL_TODO_ALL, TODAY, NULL }, TRUE },
    { { 4, 0, MODEL_TODO_ALL, TODAY, NULL }, FALSE },
    { { 0, 8, MODEL_TODO_ALL, TODAY, NULL }, TRUE },
    { { 0, 9, MODEL_TODO_ALL, TODAY, NULL }, FALSE },
    { { 3, 8, MODEL_TODO_ALL, TODAY, NULL }, TRUE },
    { { 3, 9, MODEL_TODO_ALL, TODAY, NULL }, FALSE },
    { { 4, 8, MODEL_TODO_ALL, TODAY, NULL }, FALSE },
    { { 0, 0, MODEL_TODO_TO_MAKE, TODAY, NULL }, TRUE },
    { { 0, 0, MODEL_TODO_SIGNED, TODAY, NULL }, FALSE },
    { { 3, 8, MODEL_TODO_TO_MAKE, TODAY, "" }, TRUE },
    { { 3, 8, MODEL_TODO_TO_MAKE, TODAY, "roux" }, TRUE },
    { { 3, 8, MODEL_TODO_TO_MAKE, TODAY, "lea aba" }, TRUE },
    { { 3, 8, MODEL_TODO_TO_MAKE, TODAY, "lea dupont" }, FALSE },
    { { 3, 8, MODEL_TODO_LATE, TODAY, "lea" }, FALSE },
    { { 3, 8, MODEL_TODO_LATE, "2027-01-31", "lea" }, TRUE },
    { { 5, 8, MODEL_TODO_TO_MAKE, TODAY, "lea" }, FALSE },
  };
  g_autoptr (ModelLine) line = model_line_new ();

  line->class_group_id = 3;
  line->period_id = 8;
  line->search_state = MODEL_SEARCH_VALIDATED;
  put (&line->placement_state, "validated");
  put (&line->start, FAR_START);
  put (&line->end, FAR_END);
  put (&line->search_key, "abadie lea 2melec garage roux");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%u", (guint) i);
      g_assert_cmpint (model_line_in_scope (line, &cases[i].scope), ==, cases[i].expected);
    }
}

/* All lists at once are what each says by itself, whatever the line is like. */
static void
test_all_lists_at_once (void)
{
  static const char *const states[] = { "", "draft", "to_validate", "validated", "refused" };
  static const char *const days[] = { "",           "2026-11-01", "2026-11-20", "2026-11-24",
                                      "2026-12-01", "2027-02-28", "no day" };
  GRand *rand = g_rand_new_with_seed (24);

  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (ModelLine) line = model_line_new ();
      char **texts[] = { &line->start,   &line->end,         &line->step_date,
                         &line->sent_on, &line->reminded_on, &line->certificate_on };
      guint set;

      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        {
          g_free (*texts[i]);
          *texts[i] = g_strdup (days[g_rand_int_range (rand, 0, G_N_ELEMENTS (days))]);
        }
      g_free (line->placement_state);
      line->placement_state = g_strdup (states[g_rand_int_range (rand, 0, G_N_ELEMENTS (states))]);
      line->search_state = (ModelSearchState) g_rand_int_range (rand, 0, MODEL_N_SEARCH_STATES);
      line->agreement_id = g_rand_int_range (rand, 0, 2);
      line->n_steps = 5;
      line->step = g_rand_int_range (rand, -1, 5);
      line->sent_step = g_rand_int_range (rand, -1, 5);
      line->signed_step = g_rand_int_range (rand, -1, 5);
      line->n_unread = g_rand_int_range (rand, 0, 2);
      line->cancelled = g_rand_int_range (rand, 0, 5) == 0;
      line->signed_outside = g_rand_int_range (rand, 0, 5) == 0;
      set = model_line_todos (line, "2026-11-24");
      for (guint todo = 0; todo < MODEL_N_TODOS; todo++)
        g_assert_cmpint ((set & MODEL_TODO_BIT (todo)) != 0, ==,
                         model_line_is_todo (line, todo, "2026-11-24"));
    }
  g_rand_free (rand);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/line/new", test_new_line_is_empty);
  g_test_add_func ("/model/line/texts", test_every_text_is_its_own);
  g_test_add_func ("/model/line/todo-table", test_todo_table);
  g_test_add_func ("/model/line/lists", test_lists);
  g_test_add_func ("/model/line/chasing", test_sending_and_chasing);
  g_test_add_func ("/model/line/signed", test_signed_early_and_outside);
  g_test_add_func ("/model/line/unread", test_unread);
  g_test_add_func ("/model/line/certificate", test_certificate_came);
  g_test_add_func ("/model/line/deadlines", test_deadlines_are_the_school_s);
  g_test_add_func ("/model/line/no-day", test_late_without_a_day);
  g_test_add_func ("/model/line/scope", test_scope);
  g_test_add_func ("/model/line/all-lists", test_all_lists_at_once);
  return g_test_run ();
}
