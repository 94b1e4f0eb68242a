/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-entity.h"
#include "model-filter.h"
#include "model-line.h"
#include "model-setting.h"
#include "model-stage.h"
#include "model-value.h"

#define TODAY "2026-11-24"

static void
put (char **slot, const char *text)
{
  g_free (*slot);
  *slot = g_strdup (text);
}

/* ---- states ---- */

/* Same keys in the same order, and the same words, as the catalogue has. */
static void
check_state (const char *field_key, guint i, const ModelState *info, GHashTable *symbols)
{
  const ModelField *field = model_field_find (field_key);
  g_auto (GStrv) keys = g_strsplit (field->detail, "|", -1);

  g_test_message ("%s %u", field_key, i);
  g_assert_cmpstr (info->key, ==, keys[i]);
  g_assert_cmpstr (info->label, ==, model_value_choice_label (field, info->key));
  g_assert_true (g_strv_contains (model_state_styles (), info->style));
  g_assert_true (g_str_has_suffix (info->symbol, "-symbolic"));
  /* The colour never tells it alone. */
  g_assert_true (g_hash_table_add (symbols, (gpointer) info->symbol));
}

static void
test_signer_states (void)
{
  g_autoptr (GHashTable) symbols = g_hash_table_new (g_str_hash, g_str_equal);
  ModelSignerState state = MODEL_SIGNER_FAILED;

  for (guint i = 0; i < MODEL_N_SIGNER_STATES; i++)
    {
      check_state ("signature_signer.state", i, model_signer_state_info (i), symbols);
      g_assert_true (model_signer_state_from_key (model_signer_state_info (i)->key, &state));
      g_assert_cmpint (state, ==, i);
      /* Whoever has come to an end is not waited for. */
      if (i == MODEL_SIGNER_SIGNED || i == MODEL_SIGNER_DECLINED || i == MODEL_SIGNER_STOPPED
          || i == MODEL_SIGNER_WAITING)
        g_assert_false (model_signer_state_is_current (i));
    }
  g_assert_false (model_signer_state_from_key ("asleep", &state));
  g_assert_false (model_signer_state_from_key (NULL, NULL));
  g_assert_cmpint (state, ==, MODEL_SIGNER_FAILED);
  g_assert_true (model_signer_state_is_trouble (MODEL_SIGNER_BOUNCED));
  g_assert_false (model_signer_state_is_trouble (MODEL_SIGNER_STOPPED));
}

static void
test_request_states (void)
{
  g_autoptr (GHashTable) symbols = g_hash_table_new (g_str_hash, g_str_equal);
  ModelRequestState state = MODEL_REQUEST_FAILED;
  guint n_living = 0;

  for (guint i = 0; i < MODEL_N_REQUEST_STATES; i++)
    {
      check_state ("signature_request.state", i, model_request_state_info (i), symbols);
      g_assert_true (model_request_state_from_key (model_request_state_info (i)->key, &state));
      g_assert_cmpint (state, ==, i);
      n_living += model_request_state_is_living (i);
    }
  g_assert_cmpuint (n_living, ==, 3);
  g_assert_false (model_request_state_from_key ("lost", NULL));
  g_assert_false (model_request_state_from_key (NULL, NULL));
}

/* ---- signatories ---- */

static ModelSigner *
make_signer (const char *role, ModelSignerState state)
{
  ModelSigner *signer = model_signer_new ();

  put (&signer->role, role);
  put (&signer->name, "Anne ROUX");
  signer->state = state;
  return signer;
}

static void
test_equal (void)
{
  g_autoptr (ModelSigner) a = make_signer ("tutor", MODEL_SIGNER_INVITED);
  g_autoptr (ModelSigner) b = make_signer ("tutor", MODEL_SIGNER_INVITED);
  char **const texts[] = { &b->role,      &b->title,     &b->name,        &b->email, &b->invited_at,
                           &b->opened_at, &b->signed_at, &b->reminded_at, &b->reason };

  g_assert_true (model_signer_equal (a, b));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *old = g_strdup (*texts[i]);

      put (texts[i], "another");
      g_assert_false (model_signer_equal (a, b));
      put (texts[i], old);
    }
  b->state = MODEL_SIGNER_OPENED;
  g_assert_false (model_signer_equal (a, b));
  b->state = a->state;
  b->signer_id = 4;
  g_assert_false (model_signer_equal (a, b));
  b->signer_id = a->signer_id;
  b->signatory_id = 4;
  g_assert_false (model_signer_equal (a, b));
}

static void
test_lists_equal (void)
{
  GDestroyNotify unref = (GDestroyNotify) model_signer_unref;
  g_autoptr (GPtrArray) a = g_ptr_array_new_with_free_func (unref);
  g_autoptr (GPtrArray) b = g_ptr_array_new_with_free_func (unref);

  g_assert_true (model_signers_equal (NULL, NULL));
  g_assert_true (model_signers_equal (a, b));
  g_assert_false (model_signers_equal (a, NULL));
  g_ptr_array_add (a, make_signer ("tutor", MODEL_SIGNER_INVITED));
  g_assert_false (model_signers_equal (a, b));
  g_ptr_array_add (b, model_signer_ref (a->pdata[0]));
  g_assert_true (model_signers_equal (a, b));
  g_ptr_array_add (a, make_signer ("school", MODEL_SIGNER_WAITING));
  g_ptr_array_add (b, make_signer ("school", MODEL_SIGNER_SIGNED));
  g_assert_false (model_signers_equal (a, b));
}

static void
test_boxed_and_role (void)
{
  g_autoptr (ModelSigner) signer = make_signer ("tutor", MODEL_SIGNER_INVITED);
  ModelSigner *same = g_boxed_copy (MODEL_TYPE_SIGNER, signer);

  g_assert_true (same == signer);
  g_boxed_free (MODEL_TYPE_SIGNER, same);
  g_assert_cmpstr (model_signer_role_label (signer), ==, "Tutor");
  put (&signer->title, "Maître d’apprentissage");
  g_assert_cmpstr (model_signer_role_label (signer), ==, "Maître d’apprentissage");
  put (&signer->title, "");
  put (&signer->role, "gardener");
  g_assert_cmpstr (model_signer_role_label (signer), ==, "");
}

/* ---- lines ---- */

#define SEND  MODEL_TODO_BIT (MODEL_TODO_TO_SEND)
#define CHASE MODEL_TODO_BIT (MODEL_TODO_TO_CHASE)
#define NOW   MODEL_TODO_BIT (MODEL_TODO_TODAY)
#define SIGN  MODEL_TODO_BIT (MODEL_TODO_IN_SIGNATURE)
#define DONE  MODEL_TODO_BIT (MODEL_TODO_SIGNED)
#define ALL   MODEL_TODO_BIT (MODEL_TODO_ALL)

/* Two sign: the student, then the tutor. The step stands at the end, which says nothing. */
static ModelLine *
make_line (const char *request,
           const char *sent_on,
           ModelSignerState student,
           ModelSignerState tutor)
{
  ModelLine *line = model_line_new ();

  line->search_state = MODEL_SEARCH_VALIDATED;
  line->placement_id = 4;
  line->agreement_id = 5;
  line->step = 4;
  line->n_steps = 5;
  line->sent_step = 3;
  line->signed_step = 4;
  put (&line->placement_state, "validated");
  put (&line->mode, "electronic");
  put (&line->start, "2027-06-01");
  put (&line->end, "2027-06-26");
  put (&line->sent_on, sent_on);
  line->request_state = request;
  if (request[0] == '\0')
    return line;
  line->request_id = 6;
  line->signers = g_ptr_array_new_with_free_func ((GDestroyNotify) model_signer_unref);
  g_ptr_array_add (line->signers, make_signer ("student", student));
  g_ptr_array_add (line->signers, make_signer ("tutor", tutor));
  return line;
}

/* What is asked of whom: by the state of the request, the day it was sent, both signatories. */
static const struct
{
  const char *request;
  const char *sent_on;
  ModelSignerState student;
  ModelSignerState tutor;
  const char *problem;
  const char *signed_on;
  guint lists;
  ModelStage stage;
  const char *filters; /* that want it */
} lines[] = {
  { "", "", 0, 0, "", "", ALL | SIGN | SEND, MODEL_STAGE_TO_SEND, "agreement.not_sent" },
  { "prepared", "", MODEL_SIGNER_WAITING, MODEL_SIGNER_WAITING, "", "", ALL | SIGN | SEND,
    MODEL_STAGE_TO_SEND, "signing.sending" },
  { "sending", "", MODEL_SIGNER_WAITING, MODEL_SIGNER_WAITING, "No answer.", "",
    ALL | SIGN | SEND | CHASE | NOW, MODEL_STAGE_TO_SEND, "signing.sending" },
  { "failed", "", MODEL_SIGNER_WAITING, MODEL_SIGNER_WAITING, "Refused.", "",
    ALL | SIGN | SEND | CHASE | NOW, MODEL_STAGE_TO_SEND, "signing.failed" },
  { "ongoing", "2026-11-20", MODEL_SIGNER_INVITED, MODEL_SIGNER_WAITING, "", "", ALL | SIGN,
    MODEL_STAGE_IN_SIGNATURE, "signing.ongoing,awaiting.student,agreement.sent" },
  { "ongoing", "2026-11-20", MODEL_SIGNER_SIGNED, MODEL_SIGNER_OPENED, "", "", ALL | SIGN,
    MODEL_STAGE_IN_SIGNATURE, "signing.ongoing,awaiting.tutor" },
  /* A week without news, and one day less. */
  { "ongoing", "2026-11-17", MODEL_SIGNER_INVITED, MODEL_SIGNER_WAITING, "", "",
    ALL | SIGN | CHASE | NOW, MODEL_STAGE_IN_SIGNATURE, "awaiting.student" },
  { "ongoing", "2026-11-18", MODEL_SIGNER_INVITED, MODEL_SIGNER_WAITING, "", "", ALL | SIGN,
    MODEL_STAGE_IN_SIGNATURE, "awaiting.student" },
  { "ongoing", "2026-11-20", MODEL_SIGNER_SIGNED, MODEL_SIGNER_BOUNCED, "", "",
    ALL | SIGN | CHASE | NOW, MODEL_STAGE_IN_SIGNATURE, "signing.bounced,awaiting.tutor" },
  /* What failed once and is under way is tried again by itself. */
  { "ongoing", "2026-11-20", MODEL_SIGNER_INVITED, MODEL_SIGNER_WAITING, "No answer.", "",
    ALL | SIGN, MODEL_STAGE_IN_SIGNATURE, "signing.ongoing" },
  { "declined", "2026-11-20", MODEL_SIGNER_DECLINED, MODEL_SIGNER_STOPPED, "", "",
    ALL | SIGN | CHASE | NOW, MODEL_STAGE_IN_SIGNATURE, "signing.declined" },
  { "expired", "2026-11-20", MODEL_SIGNER_STOPPED, MODEL_SIGNER_STOPPED, "", "",
    ALL | SIGN | CHASE | NOW, MODEL_STAGE_IN_SIGNATURE, "signing.expired" },
  { "cancelled", "", MODEL_SIGNER_STOPPED, MODEL_SIGNER_STOPPED, "", "", ALL | SIGN | SEND,
    MODEL_STAGE_TO_SEND, "agreement.not_sent" },
  { "completed", "2026-11-20", MODEL_SIGNER_SIGNED, MODEL_SIGNER_SIGNED, "", "2026-11-23",
    ALL | DONE, MODEL_STAGE_SIGNED, "signing.completed,agreement.signed" },
  /* Signed on paper after all: what went wrong before is over. */
  { "declined", "2026-11-20", MODEL_SIGNER_DECLINED, MODEL_SIGNER_STOPPED, "", "2026-11-23",
    ALL | DONE, MODEL_STAGE_SIGNED, "signing.declined" },
};

static void
check_filters (ModelLine *line, const char *wanting)
{
  ModelFilter filter = model_filter_from_text (wanting);

  g_assert_false (model_filter_is_empty (&filter));
  g_assert_true (model_filter_matches (&filter, line));
  /* Each of the others of the two groups does not want it. */
  for (guint i = 0; i < model_filter_n_conditions (); i++)
    {
      const ModelFilterCondition *info = model_filter_condition (i);
      ModelFilter one = { 0 };

      if (info->group != MODEL_FILTER_GROUP_SIGNING && info->group != MODEL_FILTER_GROUP_AWAITING)
        continue;
      model_filter_set (&one, i, TRUE);
      if (g_strrstr (wanting, info->key) != NULL)
        g_assert_true (model_filter_matches (&one, line));
      else if (info->group == MODEL_FILTER_GROUP_SIGNING && g_strrstr (wanting, "signing.") != NULL
               && !g_str_equal (info->key, "signing.ongoing"))
        g_assert_false (model_filter_matches (&one, line));
    }
}

static void
test_lines (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (ModelLine) line =
          make_line (lines[i].request, lines[i].sent_on, lines[i].student, lines[i].tutor);

      g_test_message ("%u: %s", i, lines[i].request);
      put (&line->request_problem, lines[i].problem);
      put (&line->signed_on, lines[i].signed_on);
      g_assert_cmphex (model_line_todos (line, TODAY), ==, lines[i].lists);
      for (guint todo = 0; todo < MODEL_N_TODOS; todo++)
        g_assert_cmpint (model_line_is_todo (line, todo, TODAY), ==,
                         (lines[i].lists & MODEL_TODO_BIT (todo)) != 0);
      g_assert_cmpint (model_line_stage (line, TODAY), ==, lines[i].stage);
      g_assert_cmpint (model_line_has_signing_trouble (line), ==,
                       (lines[i].lists & CHASE) != 0 && i != 6);
      check_filters (line, lines[i].filters);
    }
}

/* A signatory who opens, signs or is reminded is news. */
static void
test_news (void)
{
  g_autoptr (ModelLine) line =
      make_line ("ongoing", "2026-11-02", MODEL_SIGNER_SIGNED, MODEL_SIGNER_INVITED);
  ModelSigner *tutor = line->signers->pdata[1];
  char **const texts[] = { &tutor->opened_at, &tutor->signed_at, &tutor->reminded_at };

  g_assert_true (model_line_is_todo (line, MODEL_TODO_TO_CHASE, TODAY));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      put (texts[i], "2026-11-20T07:00:00Z");
      g_assert_false (model_line_is_todo (line, MODEL_TODO_TO_CHASE, TODAY));
      put (texts[i], "2026-11-17T23:00:00Z");
      g_assert_true (model_line_is_todo (line, MODEL_TODO_TO_CHASE, TODAY));
    }
}

/* On paper again: the steps tell. */
static void
test_paper (void)
{
  g_autoptr (ModelLine) line = make_line ("", "", MODEL_SIGNER_WAITING, MODEL_SIGNER_WAITING);

  g_assert_true (model_line_is_electronic (line));
  g_assert_false (model_line_is_sent (line));
  g_assert_false (model_line_is_signed (line));
  put (&line->mode, "manual");
  g_assert_false (model_line_is_electronic (line));
  g_assert_true (model_line_is_sent (line));
  g_assert_true (model_line_is_signed (line));
  put (&line->mode, "electronic");
  line->signed_outside = TRUE;
  g_assert_true (model_line_is_signed (line));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/signer/states", test_signer_states);
  g_test_add_func ("/model/signer/request-states", test_request_states);
  g_test_add_func ("/model/signer/equal", test_equal);
  g_test_add_func ("/model/signer/lists-equal", test_lists_equal);
  g_test_add_func ("/model/signer/boxed-and-role", test_boxed_and_role);
  g_test_add_func ("/model/signer/lines", test_lines);
  g_test_add_func ("/model/signer/news", test_news);
  g_test_add_func ("/model/signer/paper", test_paper);
  return g_test_run ();
}
