/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-lines.h"
#include "app-test.h"

#include "base-text.h"

static void
assert_students (GPtrArray *lines, const char *wanted)
{
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (found, "%s%s", i > 0 ? "|" : "",
                            ((ModelLine *) lines->pdata[i])->student);
  g_assert_cmpstr (found->str, ==, wanted);
}

static void
test_scope (void)
{
  static const struct
  {
    gint64 class_group_id, period_id;
    ModelTodo todo;
    const char *words;
    const char *students;
  } cases[] = {
    { 0, 0, MODEL_TODO_ALL, NULL,
      "CAZALS Inès|ABADIE Léa|BENALI Yanis|DELMAS Hugo|ÉCHARD Noé|ABADIE Léa" },
    { 2, 0, MODEL_TODO_ALL, NULL, "ÉCHARD Noé" },
    { 2, 22, MODEL_TODO_ALL, NULL, "" },
    { 0, 0, MODEL_TODO_TO_MAKE, NULL, "CAZALS Inès" },
    { 0, 0, MODEL_TODO_ALL, "echard", "ÉCHARD Noé" },
    { 0, 0, MODEL_TODO_ALL, "Léa gar", "ABADIE Léa" },
    { 0, 0, MODEL_TODO_ALL, "nobody", "" },
    { 1, 0, MODEL_TODO_ALL, "echard", "" },
  };
  g_autoptr (GPtrArray) lines = app_test_lines ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = cases[i].words != NULL ? base_text_fold (cases[i].words) : NULL;
      ModelScope scope = { cases[i].class_group_id, cases[i].period_id, cases[i].todo, "2026-11-24",
                           words };
      g_autoptr (GPtrArray) visible = app_lines_in_scope (lines, &scope);

      assert_students (visible, cases[i].students);
    }
}

static void
test_unchanged_lines_are_kept (void)
{
  g_autoptr (GPtrArray) before = app_test_lines (), after = app_test_lines ();
  ModelLine *changed = after->pdata[1];

  changed->step = 3;
  app_lines_keep_unchanged (after, before);
  for (guint i = 0; i < after->len; i++)
    if (i == 1)
      g_assert_true (after->pdata[i] == changed);
    else
      g_assert_true (after->pdata[i] == before->pdata[i]);
  app_lines_keep_unchanged (after, NULL);
}

typedef void (*Change) (ModelLine *line);

static void
change_company (ModelLine *line)
{
  g_free (line->company);
  line->company = g_strdup ("Autre");
}

static void
change_state (ModelLine *line)
{
  line->search_state = MODEL_SEARCH_REFUSED;
}

static void
change_cancelled (ModelLine *line)
{
  line->cancelled = TRUE;
}

static void
change_version (ModelLine *line)
{
  line->agreement_version++;
}

static void
change_request (ModelLine *line)
{
  line->request_state = model_request_state_info (MODEL_REQUEST_ONGOING)->key;
}

static void
change_signers (ModelLine *line)
{
  line->signers = g_ptr_array_new_with_free_func ((GDestroyNotify) model_signer_unref);
  g_ptr_array_add (line->signers, model_signer_new ());
}

static void
test_any_change_is_seen (void)
{
  static const Change changes[] = { change_company, change_state,   change_cancelled,
                                    change_version, change_request, change_signers };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GPtrArray) before = app_test_lines (), after = app_test_lines ();

      changes[i](after->pdata[2]);
      app_lines_keep_unchanged (after, before);
      g_assert_true (after->pdata[2] != before->pdata[2]);
    }
}

static void
test_second_placement_is_another_place (void)
{
  g_autoptr (GPtrArray) lines = app_test_lines ();
  g_autoptr (GHashTable) index = app_lines_index (lines);

  g_assert_false (app_lines_same_place (lines->pdata[1], lines->pdata[5]));
  g_assert_cmpuint (g_hash_table_size (index), ==, 6);
}

static void
test_ids (void)
{
  g_autoptr (GPtrArray) lines = app_test_lines ();
  g_autoptr (GArray) agreements = NULL, placements = NULL, sheets = NULL;
  ModelLine *electronic = lines->pdata[4], *cancelled = lines->pdata[2];

  g_free (electronic->mode);
  electronic->mode = g_strdup ("electronic");
  cancelled->cancelled = TRUE;
  agreements = app_lines_agreements (lines);
  placements = app_lines_to_generate (lines);
  sheets = app_lines_to_validate (lines);
  g_assert_cmpuint (agreements->len, ==, 2);
  g_assert_cmpint (g_array_index (agreements, gint64, 0), ==, 201);
  g_assert_cmpuint (placements->len, ==, 4);
  g_assert_cmpint (g_array_index (placements, gint64, 0), ==, 103);
  g_assert_cmpuint (sheets->len, ==, 0);
  g_clear_pointer (&sheets, g_array_unref);
  g_free (electronic->placement_state);
  electronic->placement_state = g_strdup ("to_validate");
  sheets = app_lines_to_validate (lines);
  g_assert_cmpuint (sheets->len, ==, 1);
  g_assert_cmpint (g_array_index (sheets, gint64, 0), ==, electronic->placement_id);
}

/* Which agreements can go to be signed, and which are on their way, by the state of their request.
 */
static void
test_signing (void)
{
  static const struct
  {
    ModelRequestState state;
    gboolean to_sign, in_signature;
  } cases[] = {
    { MODEL_REQUEST_PREPARED, TRUE, TRUE }, { MODEL_REQUEST_SENDING, TRUE, TRUE },
    { MODEL_REQUEST_ONGOING, FALSE, TRUE }, { MODEL_REQUEST_DECLINED, TRUE, FALSE },
    { MODEL_REQUEST_EXPIRED, TRUE, FALSE }, { MODEL_REQUEST_CANCELLED, TRUE, FALSE },
    { MODEL_REQUEST_FAILED, TRUE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);
      ModelLine *line = app_test_line (1, "ABADIE Léa", "Garage", MODEL_SEARCH_VALIDATED, 1);
      g_autoptr (GArray) to_sign = NULL, in_signature = NULL, to_paper = NULL;
      g_autoptr (GArray) cancelled = NULL, signed_ = NULL;

      g_test_message ("%s", model_request_state_info (cases[i].state)->key);
      g_ptr_array_add (lines, line);
      app_test_line_sign (line, cases[i].state, "si");
      to_sign = app_lines_to_sign (lines);
      in_signature = app_lines_in_signature (lines);
      to_paper = app_lines_to_paper (lines);
      g_assert_cmpuint (to_sign->len, ==, cases[i].to_sign ? 1 : 0);
      g_assert_cmpuint (to_paper->len, ==, cases[i].to_sign ? 1 : 0);
      g_assert_cmpuint (in_signature->len, ==, cases[i].in_signature ? 1 : 0);
      /* What is signed, or cancelled, is not sent. */
      g_free (line->signed_on);
      line->signed_on = g_strdup ("2026-11-24");
      signed_ = app_lines_to_sign (lines);
      g_assert_cmpuint (signed_->len, ==, 0);
      g_free (line->signed_on);
      line->signed_on = g_strdup ("");
      line->cancelled = TRUE;
      cancelled = app_lines_to_sign (lines);
      g_assert_cmpuint (cancelled->len, ==, 0);
    }
}

/* On paper it can go to be signed electronically; without an agreement nothing can. */
static void
test_signing_on_paper (void)
{
  g_autoptr (GPtrArray) lines = app_test_lines ();
  g_autoptr (GArray) to_sign = app_lines_to_sign (lines);
  g_autoptr (GArray) in_signature = app_lines_in_signature (lines);
  g_autoptr (GArray) to_paper = app_lines_to_paper (lines);

  /* What is on paper need not go there. */
  g_assert_cmpuint (to_paper->len, ==, 0);
  /* Of the four agreements the one at the last step is signed. */
  g_assert_cmpuint (to_sign->len, ==, 3);
  g_assert_cmpuint (in_signature->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/lines/scope", test_scope);
  g_test_add_func ("/app/lines/unchanged-are-kept", test_unchanged_lines_are_kept);
  g_test_add_func ("/app/lines/any-change-is-seen", test_any_change_is_seen);
  g_test_add_func ("/app/lines/second-placement", test_second_placement_is_another_place);
  g_test_add_func ("/app/lines/ids", test_ids);
  g_test_add_func ("/app/lines/signing", test_signing);
  g_test_add_func ("/app/lines/signing-on-paper", test_signing_on_paper);
  return g_test_run ();
}
