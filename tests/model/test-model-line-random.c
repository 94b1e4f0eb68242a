/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "model-line.h"

/* What holds of the to-do lists whatever a line is: told over lines that chance has made. */

#define ROUNDS 4000
#define TODAY  "2026-11-24"

static const char *const days[] = { "",           "2026-09-14", "2026-11-02", "2026-11-17",
                                    "2026-11-23", "2026-11-24", "2026-11-25", "2026-12-01",
                                    "2026-12-15", "2027-02-01", "not a day" };
static const char *const states[] = { "", "draft", "to_validate", "validated", "refused" };

static void
put (char **slot, const char *text)
{
  g_free (*slot);
  *slot = g_strdup (text);
}

static const char *
any_day (void)
{
  return days[g_test_rand_int_range (0, G_N_ELEMENTS (days))];
}

static void
make_electronic (ModelLine *line)
{
  put (&line->mode, "electronic");
  put (&line->signed_on, g_test_rand_bit () ? "" : any_day ());
  put (&line->request_problem, g_test_rand_bit () ? "" : "It failed.");
  if (line->agreement_id == 0 || g_test_rand_int_range (0, 4) == 0)
    return;
  line->request_state =
      model_request_state_info (g_test_rand_int_range (0, MODEL_N_REQUEST_STATES))->key;
  line->signers = g_ptr_array_new_with_free_func ((GDestroyNotify) model_signer_unref);
  for (int n = g_test_rand_int_range (0, 4); n > 0; n--)
    {
      ModelSigner *signer = model_signer_new ();

      signer->state = (ModelSignerState) g_test_rand_int_range (0, MODEL_N_SIGNER_STATES);
      put (&signer->signed_at, any_day ());
      g_ptr_array_add (line->signers, signer);
    }
}

static ModelLine *
any_line (void)
{
  ModelLine *line = model_line_new ();

  line->search_state = (ModelSearchState) g_test_rand_int_range (0, MODEL_N_SEARCH_STATES);
  put (&line->placement_state, states[g_test_rand_int_range (0, G_N_ELEMENTS (states))]);
  put (&line->start, any_day ());
  put (&line->end, any_day ());
  put (&line->step_date, any_day ());
  put (&line->sent_on, any_day ());
  put (&line->reminded_on, any_day ());
  put (&line->certificate_on, g_test_rand_bit () ? "" : any_day ());
  line->agreement_id = g_test_rand_bit ();
  line->n_steps = g_test_rand_int_range (0, 7);
  line->step = line->agreement_id != 0 ? g_test_rand_int_range (0, 8) : -1;
  line->sent_step = g_test_rand_int_range (-1, 6);
  line->signed_step = g_test_rand_int_range (-1, 6);
  line->signed_outside = g_test_rand_int_range (0, 5) == 0;
  if (g_test_rand_bit ())
    make_electronic (line);
  line->cancelled = g_test_rand_int_range (0, 6) == 0;
  line->n_notes = g_test_rand_int_range (0, 3);
  line->n_unread = g_test_rand_int_range (0, line->n_notes + 1);
  line->late_days = g_test_rand_int_range (0, 30);
  line->make_days = g_test_rand_int_range (0, 60);
  line->chase_days = g_test_rand_int_range (1, 30);
  line->certificate_days = g_test_rand_int_range (0, 30);
  return line;
}

static gboolean
is (ModelLine *line, ModelTodo todo)
{
  return model_line_is_todo (line, todo, TODAY);
}

/* A statement about one line, said with what makes it wrong. */
typedef struct
{
  const char *what;
  gboolean (*holds) (ModelLine *line);
} Law;

static gboolean
everyone_is_listed (ModelLine *line)
{
  return is (line, MODEL_TODO_ALL);
}

static gboolean
cancelled_asks_to_be_read_only (ModelLine *line)
{
  for (int todo = MODEL_TODO_ALL + 1; todo < MODEL_N_TODOS; todo++)
    if (line->cancelled && todo != MODEL_TODO_MESSAGES && is (line, (ModelTodo) todo))
      return FALSE;
  return TRUE;
}

static gboolean
signed_is_over (ModelLine *line)
{
  return !is (line, MODEL_TODO_SIGNED)
         || (!is (line, MODEL_TODO_IN_SIGNATURE) && !is (line, MODEL_TODO_LATE)
             && !is (line, MODEL_TODO_TO_SEND) && !is (line, MODEL_TODO_TO_CHASE)
             && !is (line, MODEL_TODO_TO_MAKE));
}

static gboolean
an_agreement_is_signed_or_being_signed (ModelLine *line)
{
  return line->cancelled || line->agreement_id == 0
         || is (line, MODEL_TODO_SIGNED) != is (line, MODEL_TODO_IN_SIGNATURE);
}

static gboolean
nothing_is_signed_before_it_is_made (ModelLine *line)
{
  return line->agreement_id != 0
         || (!is (line, MODEL_TODO_SIGNED) && !is (line, MODEL_TODO_IN_SIGNATURE)
             && !is (line, MODEL_TODO_CERTIFICATES) && !model_line_is_sent (line)
             && !model_line_is_signed (line));
}

static gboolean
what_is_sent_is_no_more_to_send (ModelLine *line)
{
  return !(is (line, MODEL_TODO_TO_SEND) && model_line_is_sent (line));
}

static gboolean
only_what_is_sent_is_chased (ModelLine *line)
{
  return !is (line, MODEL_TODO_TO_CHASE)
         || ((model_line_is_sent (line) || model_line_has_signing_trouble (line))
             && is (line, MODEL_TODO_IN_SIGNATURE));
}

static gboolean
certificates_are_of_what_was_signed (ModelLine *line)
{
  return !is (line, MODEL_TODO_CERTIFICATES)
         || (is (line, MODEL_TODO_SIGNED) && line->certificate_on[0] == '\0'
             && strcmp (line->end, TODAY) < 0);
}

static gboolean
a_sheet_is_validated_once (ModelLine *line)
{
  return !(is (line, MODEL_TODO_TO_VALIDATE) && is (line, MODEL_TODO_TO_MAKE));
}

static gboolean
exempt_is_never_late (ModelLine *line)
{
  return line->search_state != MODEL_SEARCH_EXEMPT || !is (line, MODEL_TODO_LATE);
}

static gboolean
today_holds_what_cannot_wait (ModelLine *line)
{
  static const ModelTodo urgent[] = { MODEL_TODO_TO_VALIDATE, MODEL_TODO_LATE,
                                      MODEL_TODO_TO_CHASE };

  for (guint i = 0; i < G_N_ELEMENTS (urgent); i++)
    if (is (line, urgent[i]) && !is (line, MODEL_TODO_TODAY))
      return FALSE;
  return line->cancelled || line->n_unread == 0 || is (line, MODEL_TODO_TODAY);
}

static gboolean
today_is_of_some_list (ModelLine *line)
{
  static const ModelTodo reasons[] = { MODEL_TODO_TO_VALIDATE, MODEL_TODO_LATE,
                                       MODEL_TODO_TO_CHASE,    MODEL_TODO_MESSAGES,
                                       MODEL_TODO_TO_MAKE,     MODEL_TODO_TO_SEND,
                                       MODEL_TODO_CERTIFICATES };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (is (line, reasons[i]))
      return TRUE;
  return !is (line, MODEL_TODO_TODAY);
}

static gboolean
unread_is_a_message (ModelLine *line)
{
  return is (line, MODEL_TODO_MESSAGES) == (line->n_unread > 0);
}

static gboolean
moving_on_takes_nothing_back (ModelLine *line)
{
  gboolean was_sent = model_line_is_sent (line), was_signed = model_line_is_signed (line);

  line->step++;
  return (!was_sent || model_line_is_sent (line)) && (!was_signed || model_line_is_signed (line));
}

static const Law laws[] = {
  { "everyone is listed", everyone_is_listed },
  { "a cancelled one asks to be read only", cancelled_asks_to_be_read_only },
  { "what is signed is over", signed_is_over },
  { "signed or being signed", an_agreement_is_signed_or_being_signed },
  { "nothing is signed before it is made", nothing_is_signed_before_it_is_made },
  { "what is sent is no more to send", what_is_sent_is_no_more_to_send },
  { "only what is sent is chased", only_what_is_sent_is_chased },
  { "certificates are of what was signed", certificates_are_of_what_was_signed },
  { "a sheet is validated once", a_sheet_is_validated_once },
  { "exempt is never late", exempt_is_never_late },
  { "today holds what cannot wait", today_holds_what_cannot_wait },
  { "today is of some list", today_is_of_some_list },
  { "unread is a message", unread_is_a_message },
  { "moving on takes nothing back", moving_on_takes_nothing_back },
};

static void
test_law (gconstpointer data)
{
  const Law *law = data;

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (ModelLine) line = any_line ();

      if (!law->holds (line))
        g_error ("%s: round %u, step %d of %d, sheet “%s”, from “%s” to “%s”", law->what, i,
                 line->step, line->n_steps, line->placement_state, line->start, line->end);
    }
}

/* A line is in a scope when it is in each part of it. */
static void
test_scopes_are_intersections (void)
{
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (ModelLine) line = any_line ();
      ModelScope scope = { 0 };
      gboolean expected;

      line->class_group_id = g_test_rand_int_range (1, 3);
      line->period_id = g_test_rand_int_range (1, 3);
      put (&line->search_key, g_test_rand_bit () ? "abadie lea" : "brule noe");
      scope.class_group_id = g_test_rand_int_range (0, 3);
      scope.period_id = g_test_rand_int_range (0, 3);
      scope.todo = (ModelTodo) g_test_rand_int_range (0, MODEL_N_TODOS);
      scope.today = TODAY;
      scope.words = g_test_rand_bit () ? "lea" : NULL;
      expected = (scope.class_group_id == 0 || scope.class_group_id == line->class_group_id)
                 && (scope.period_id == 0 || scope.period_id == line->period_id)
                 && (scope.words == NULL || strstr (line->search_key, "lea") != NULL)
                 && is (line, scope.todo);
      g_assert_cmpint (model_line_in_scope (line, &scope), ==, expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (laws); i++)
    {
      g_autofree char *path = g_strdup_printf ("/model/line-random/%s", laws[i].what);

      g_test_add_data_func (path, &laws[i], test_law);
    }
  g_test_add_func ("/model/line-random/scopes", test_scopes_are_intersections);
  return g_test_run ();
}
