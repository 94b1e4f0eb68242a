/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-format.h"
#include "app-progress-cell.h"
#include "app-signer-popover.h"
#include "app-signer-row.h"
#include "app-test.h"

#include <string.h>

/* Signatories of an electronic agreement, as the list and the agreement's page show them. */

#define assert_says(widget, text) \
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text)

static ModelLine *
make_line (ModelRequestState state, const char *signers)
{
  ModelLine *line = app_test_line (1, "ABADIE Léa", "Garage Roux", MODEL_SEARCH_VALIDATED, 1);

  app_test_line_sign (line, state, signers);
  return line;
}

static AppSignerMarks *
show_marks (ModelLine *line, const char *caption, const char *style)
{
  AppSignerMarks *marks = APP_SIGNER_MARKS (app_signer_marks_new ());

  app_signer_marks_set_line (marks, line, caption, style);
  app_test_show (GTK_WIDGET (marks));
  return marks;
}

static GtkWidget *
mark (AppSignerMarks *marks, guint n)
{
  return app_test_find (GTK_WIDGET (marks), GTK_TYPE_IMAGE, n);
}

/* ---- marks ---- */

static void
test_marks (void)
{
  g_autoptr (ModelLine) line = make_line (MODEL_REQUEST_ONGOING, "siwd");
  AppSignerMarks *marks = show_marks (line, "1 of 4 has signed", "accent");
  g_autofree char *tooltip = NULL;

  for (guint i = 0; i < line->signers->len; i++)
    {
      const ModelSigner *signer = line->signers->pdata[i];
      const ModelState *info = model_signer_state_info (signer->state);

      g_assert_cmpstr (gtk_image_get_icon_name (GTK_IMAGE (mark (marks, i))), ==, info->symbol);
      g_assert_true (gtk_widget_has_css_class (mark (marks, i), info->style));
      tooltip = app_format_signer (signer);
      g_assert_cmpstr (gtk_widget_get_tooltip_text (mark (marks, i)), ==, tooltip);
      g_clear_pointer (&tooltip, g_free);
    }
  assert_says (marks, "1 of 4 has signed. Anne ROUX 1: Has signed. Anne ROUX 2: Has been invited. "
                      "Anne ROUX 3: Waiting for their turn. Anne ROUX 4: Has declined");
  app_test_destroy (GTK_WIDGET (marks));
}

/* A cell of the list goes from one line to the next: nothing of the one before stays. */
static void
test_marks_change (void)
{
  g_autoptr (ModelLine) many = make_line (MODEL_REQUEST_ONGOING, "sssiww");
  g_autoptr (ModelLine) few = make_line (MODEL_REQUEST_DECLINED, "sd");
  AppSignerMarks *marks = show_marks (many, "3 of 6 have signed", "accent");

  g_assert_true (gtk_widget_get_mapped (mark (marks, 5)));
  app_signer_marks_set_line (marks, few, "Declined by a signatory", "error");
  g_assert_true (gtk_widget_get_mapped (mark (marks, 1)));
  g_assert_false (gtk_widget_get_visible (mark (marks, 2)));
  g_assert_true (gtk_widget_has_css_class (mark (marks, 1), "error"));
  g_assert_false (gtk_widget_has_css_class (mark (marks, 0), "accent"));
  assert_says (marks, "Declined by a signatory. Anne ROUX 1: Has signed. Anne ROUX 2: Has "
                      "declined");
  app_signer_marks_set_line (marks, many, "3 of 6 have signed", "accent");
  g_assert_true (gtk_widget_get_visible (mark (marks, 5)));
  app_test_destroy (GTK_WIDGET (marks));
}

static void
test_caption (void)
{
  g_autoptr (ModelLine) line = make_line (MODEL_REQUEST_EXPIRED, "sS");
  AppSignerMarks *marks = show_marks (line, "Expired", "error");
  GtkWidget *caption = app_test_find (GTK_WIDGET (marks), GTK_TYPE_LABEL, 0);

  g_assert_true (gtk_widget_has_css_class (caption, "error"));
  app_signer_marks_set_line (marks, line, "2 of 2 have signed", "accent");
  g_assert_false (gtk_widget_has_css_class (caption, "error"));
  g_assert_true (gtk_widget_has_css_class (caption, "dim-label"));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (caption), ==, "2 of 2 have signed");
  app_test_destroy (GTK_WIDGET (marks));
}

/* Six signatories are the most that there are: they have room in the column. */
static void
test_six_fit (void)
{
  g_autoptr (ModelLine) line = make_line (MODEL_REQUEST_ONGOING, "sssiww");
  AppSignerMarks *marks = show_marks (line, "3 of 6 have signed", "accent");
  int width;

  gtk_widget_measure (GTK_WIDGET (marks), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  g_assert_cmpint (width, <=, 124);
  app_test_destroy (GTK_WIDGET (marks));
}

/* ---- what a click opens ---- */

static GtkWidget *
button_of (AppSignerMarks *marks, const char *label)
{
  return app_test_find_button (GTK_WIDGET (app_signer_marks_get_popover (marks)), label);
}

static gboolean
offers (AppSignerMarks *marks, const char *label)
{
  return gtk_widget_get_visible (button_of (marks, label));
}

static void
on_act_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autofree char *text = g_variant_print (parameter, FALSE);

  g_string_append_printf (user_data, "%s %s;", g_action_get_name (G_ACTION (action)), text);
}

static const GActionEntry entries[] = { { "sign-remind", on_act_cb, "x" },
                                        { "sign-transfer", on_act_cb, "x" } };

static void
give_actions (GtkWidget *widget, GString *done)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), done);
  gtk_widget_insert_action_group (GTK_WIDGET (gtk_widget_get_root (widget)), "win",
                                  G_ACTION_GROUP (group));
}

static void
test_popover (void)
{
  g_autoptr (ModelLine) line = make_line (MODEL_REQUEST_ONGOING, "siwb");
  AppSignerMarks *marks = show_marks (line, "1 of 4 has signed", "accent");
  g_autoptr (GString) done = g_string_new (NULL);

  give_actions (GTK_WIDGET (marks), done);
  g_assert_null (app_signer_marks_get_popover (marks));
  /* Who has signed has nothing more to do. */
  app_signer_marks_open (marks, 0);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (app_signer_marks_get_popover (marks))));
  g_assert_false (offers (marks, "Remind"));
  g_assert_false (offers (marks, "Send Elsewhere…"));
  /* Whose turn it is not has received nothing. */
  app_signer_marks_open (marks, 2);
  g_assert_false (offers (marks, "Remind"));
  g_assert_true (offers (marks, "Send Elsewhere…"));
  app_signer_marks_open (marks, 1);
  g_assert_true (offers (marks, "Remind"));
  g_signal_emit_by_name (button_of (marks, "Remind"), "clicked");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (app_signer_marks_get_popover (marks))));
  app_signer_marks_open (marks, 3);
  g_signal_emit_by_name (button_of (marks, "Send Elsewhere…"), "clicked");
  g_assert_cmpstr (done->str, ==, "sign-remind 501;sign-transfer 503;");
  app_test_destroy (GTK_WIDGET (marks));
}

/* When it is over nothing is offered. */
static void
test_popover_when_over (void)
{
  g_autoptr (ModelLine) over = make_line (MODEL_REQUEST_EXPIRED, "si");
  AppSignerMarks *marks = show_marks (over, "Expired", "error");

  app_signer_marks_open (marks, 1);
  g_assert_false (offers (marks, "Remind"));
  g_assert_false (offers (marks, "Send Elsewhere…"));
  app_test_destroy (GTK_WIDGET (marks));
}

/* The popover of a line that is read anew stays and says what is new; that of a cell that goes on
 * to another line goes. */
static void
test_popover_read_anew (void)
{
  g_autoptr (ModelLine) line = make_line (MODEL_REQUEST_ONGOING, "si");
  g_autoptr (ModelLine) further = make_line (MODEL_REQUEST_ONGOING, "ss");
  g_autoptr (ModelLine) other = make_line (MODEL_REQUEST_ONGOING, "si");
  AppSignerMarks *marks = show_marks (line, "1 of 2 has signed", "accent");
  GtkWidget *popover;

  for (guint i = 0; i < other->signers->len; i++)
    ((ModelSigner *) other->signers->pdata[i])->signer_id += 100;
  app_signer_marks_open (marks, 1);
  popover = GTK_WIDGET (app_signer_marks_get_popover (marks));
  app_signer_marks_set_line (marks, line, "1 of 2 has signed", "accent");
  g_assert_true (gtk_widget_get_visible (popover));
  g_assert_true (offers (marks, "Remind"));
  app_signer_marks_set_line (marks, further, "2 of 2 have signed", "accent");
  g_assert_true (gtk_widget_get_visible (popover));
  g_assert_false (offers (marks, "Remind"));
  app_signer_marks_set_line (marks, other, "1 of 2 has signed", "accent");
  g_assert_false (gtk_widget_get_visible (popover));
  app_signer_marks_set_line (marks, line, "1 of 2 has signed", "accent");
  g_assert_false (gtk_widget_get_visible (popover));
  app_signer_marks_open (marks, 0);
  app_test_destroy (GTK_WIDGET (marks));
}

/* Its text can be copied, but is not what a key press would begin with. */
static void
test_popover_focus (void)
{
  g_autoptr (ModelLine) line = make_line (MODEL_REQUEST_ONGOING, "i");
  AppSignerMarks *marks = show_marks (line, "0 of 1 has signed", "accent");
  g_autoptr (GString) done = g_string_new (NULL);
  GtkWidget *focus;

  give_actions (GTK_WIDGET (marks), done);
  app_signer_marks_open (marks, 0);
  focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (marks)));
  g_assert_true (focus == button_of (marks, "Remind"));
  app_test_destroy (GTK_WIDGET (marks));
}

/* ---- the agreement's page ---- */

static GtkWidget *
show_row (const ModelSigner *signer, gboolean is_ongoing)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_append (GTK_LIST_BOX (list), app_signer_row_new (signer, is_ongoing));
  app_test_show (list);
  return list;
}

static void
set_text (char **member, const char *text)
{
  g_free (*member);
  *member = g_strdup (text);
}

static void
test_row (void)
{
  static const struct
  {
    char letter;
    gboolean is_ongoing, reminds, transfers;
  } cases[] = {
    { 'w', TRUE, FALSE, TRUE },   { 'i', TRUE, TRUE, TRUE },    { 'o', TRUE, TRUE, TRUE },
    { 'b', TRUE, TRUE, TRUE },    { 's', TRUE, FALSE, FALSE },  { 'd', TRUE, FALSE, FALSE },
    { 'i', FALSE, FALSE, FALSE }, { 'w', FALSE, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char letters[] = { cases[i].letter, '\0' };
      g_autoptr (ModelLine) line = make_line (MODEL_REQUEST_ONGOING, letters);
      GtkWidget *list = show_row (line->signers->pdata[0], cases[i].is_ongoing);
      GtkWidget *remind = app_test_find (list, GTK_TYPE_BUTTON, 0);
      GtkWidget *transfer = app_test_find (list, GTK_TYPE_BUTTON, 1);

      g_test_message ("%c", cases[i].letter);
      g_assert_cmpint (gtk_widget_get_visible (remind), ==, cases[i].reminds);
      g_assert_cmpint (gtk_widget_get_visible (transfer), ==, cases[i].transfers);
      assert_says (remind, "Remind by Mail");
      assert_says (transfer, "Send the Invitation Elsewhere");
      app_test_destroy (list);
    }
}

static void
test_row_words (void)
{
  g_autoptr (ModelLine) line = make_line (MODEL_REQUEST_DECLINED, "d");
  ModelSigner *signer = line->signers->pdata[0];
  GtkWidget *list, *row;

  set_text (&signer->title, "Tutrice <du> stage");
  set_text (&signer->invited_at, "2026-11-20T08:00:00Z");
  set_text (&signer->opened_at, "2026-11-21T08:00:00Z");
  set_text (&signer->reason, "Les dates sont fausses.");
  list = show_row (signer, TRUE);
  row = app_test_find (list, APP_TYPE_SIGNER_ROW, 0);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Anne ROUX 1");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==,
                   "Tutrice <du> stage · Has declined · 21/11/2026\nLes dates sont fausses.");
  app_test_destroy (list);
}

/* Without a word of the school the role says in what quality they sign. */
static void
test_row_role (void)
{
  g_autoptr (ModelLine) line = make_line (MODEL_REQUEST_ONGOING, "w");
  GtkWidget *list = show_row (line->signers->pdata[0], TRUE);

  g_assert_cmpstr (
      adw_action_row_get_subtitle (ADW_ACTION_ROW (app_test_find (list, APP_TYPE_SIGNER_ROW, 0))),
      ==, "Tutor · Waiting for their turn");
  app_test_destroy (list);
}

/* ---- the cell of the list ---- */

static void
test_progress_cell (void)
{
  AppProgressCell *cell = APP_PROGRESS_CELL (app_progress_cell_new ());
  g_autoptr (ModelLine) line = make_line (MODEL_REQUEST_ONGOING, "si");
  GtkWidget *steps, *signers;

  app_test_show (GTK_WIDGET (cell));
  steps = GTK_WIDGET (app_progress_cell_show_steps (cell));
  g_assert_true (gtk_widget_get_mapped (steps));
  /* Marks are made for the cells that need them. */
  g_assert_null (app_test_find (GTK_WIDGET (cell), APP_TYPE_SIGNER_MARKS, 0));
  signers = GTK_WIDGET (app_progress_cell_show_signers (cell));
  app_signer_marks_set_line (APP_SIGNER_MARKS (signers), line, "1 of 2 has signed", "accent");
  g_assert_true (gtk_widget_get_mapped (signers));
  g_assert_false (gtk_widget_get_mapped (steps));
  g_assert_true (GTK_WIDGET (app_progress_cell_show_steps (cell)) == steps);
  g_assert_false (gtk_widget_get_mapped (signers));
  g_assert_true (GTK_WIDGET (app_progress_cell_show_signers (cell)) == signers);
  app_test_destroy (GTK_WIDGET (cell));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/signers/marks", test_marks);
  g_test_add_func ("/app/signers/marks-change", test_marks_change);
  g_test_add_func ("/app/signers/caption", test_caption);
  g_test_add_func ("/app/signers/six-fit", test_six_fit);
  g_test_add_func ("/app/signers/popover", test_popover);
  g_test_add_func ("/app/signers/popover-when-over", test_popover_when_over);
  g_test_add_func ("/app/signers/popover-read-anew", test_popover_read_anew);
  g_test_add_func ("/app/signers/popover-focus", test_popover_focus);
  g_test_add_func ("/app/signers/row", test_row);
  g_test_add_func ("/app/signers/row-words", test_row_words);
  g_test_add_func ("/app/signers/row-role", test_row_role);
  g_test_add_func ("/app/signers/progress-cell", test_progress_cell);
  return g_test_run ();
}
