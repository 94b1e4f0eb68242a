/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "app-restore-dialog.h"
#include "app-test.h"

/* What the question before a restoring says: each change, each author, and what is kept. */

#define WHEN   "lundi 2 novembre 2026, 08:00"
#define FOLDER "/srv/école/stages.paraphe.backups"

static void
add_row (WorkRestorePlan *plan, ModelEntity entity, guint n_back, guint n_gone, guint n_changed)
{
  WorkRestoreRow row = { entity, n_back, n_gone, n_changed };

  g_ptr_array_add (plan->rows, g_memdup2 (&row, sizeof row));
}

static void
author_free (gpointer data)
{
  g_free (((WorkRestoreAuthor *) data)->name);
  g_free (data);
}

static void
add_author (WorkRestorePlan *plan, const char *name, guint n)
{
  WorkRestoreAuthor *author = g_new0 (WorkRestoreAuthor, 1);

  author->name = g_strdup (name);
  author->n = n;
  plan->n_operations += n;
  g_ptr_array_add (plan->authors, author);
}

static WorkRestorePlan *
plan_new (void)
{
  WorkRestorePlan *plan = g_new0 (WorkRestorePlan, 1);

  plan->backup = g_strdup ("backup");
  plan->at_backup = g_strdup ("2026-11-02T07:00:00Z");
  plan->at_base = g_strdup ("2026-11-05T15:00:00Z");
  plan->rows = g_ptr_array_new_with_free_func (g_free);
  plan->authors = g_ptr_array_new_with_free_func (author_free);
  return plan;
}

static void
add_labels (GString *text, GtkWidget *widget)
{
  if (!gtk_widget_get_visible (widget))
    return;
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    add_labels (text, child);
}

/* All that the dialog says. */
static char *
read_dialog (const WorkRestorePlan *plan)
{
  GtkWidget *dialog = GTK_WIDGET (app_restore_dialog_new (NULL, WHEN, FOLDER, plan));
  GString *text = g_string_new (NULL);

  gtk_window_present (GTK_WINDOW (dialog));
  add_labels (text, dialog);
  app_test_destroy (dialog);
  return g_string_free (text, FALSE);
}

static void
test_changes (void)
{
  g_autoptr (WorkRestorePlan) plan = plan_new ();
  g_autofree char *text = NULL;

  add_row (plan, MODEL_ENTITY_STUDENT, 1, 2, 3);
  add_row (plan, MODEL_ENTITY_COMPANY, 0, 1, 0);
  add_row (plan, MODEL_ENTITY_SITE, 0, 1, 0);
  add_row (plan, MODEL_ENTITY_AGREEMENT, 0, 0, 1);
  add_row (plan, MODEL_ENTITY_STEP, 4, 0, 0);
  add_row (plan, MODEL_ENTITY_SETTING, 1, 0, 0);
  add_author (plan, "Mme Martin", 12);
  add_author (plan, "M. <Roux> & fils", 1);
  text = read_dialog (plan);
  g_test_message ("%s", text);
  g_assert_nonnull (strstr (text, "Restore the Backup of " WHEN "?\n"));
  g_assert_nonnull (strstr (text, "08:00) would be lost."));
  g_assert_nonnull (strstr (text, "Students\n2 would be lost · 1 would come back · "
                                  "3 would be as they were then\n"));
  g_assert_nonnull (strstr (text, "Companies and their sites\n2 would be lost\n"));
  g_assert_nonnull (strstr (text, "Agreements\n1 would be as it was then\n"));
  /* What has no line of its own is counted all the same. */
  g_assert_nonnull (strstr (text, "Settings\n5 would come back\n"));
  g_assert_null (strstr (text, "Teachers"));
  g_assert_nonnull (strstr (text, "Mme Martin\n12 operations would be lost\n"));
  g_assert_nonnull (strstr (text, "M. <Roux> & fils\n1 operation would be lost\n"));
  g_assert_nonnull (strstr (text, FOLDER));
}

/* Each entity is told in one line, whatever comes to the catalogue. */
static void
test_every_entity (void)
{
  for (guint i = 0; i < MODEL_N_ENTITIES; i++)
    {
      g_autoptr (WorkRestorePlan) plan = plan_new ();
      g_autofree char *text = NULL;
      const char *first;

      add_row (plan, (ModelEntity) i, 0, 0, 7);
      text = read_dialog (plan);
      first = strstr (text, "7 would be as they were then\n");
      g_assert_nonnull (first);
      g_assert_null (strstr (first + 1, "7 would be as they were then\n"));
    }
}

static void
test_warnings (void)
{
  g_autoptr (WorkRestorePlan) plan = plan_new ();
  g_autofree char *same = read_dialog (plan);
  g_autofree char *other = NULL;

  g_assert_nonnull (strstr (same, "Nothing would change."));
  g_assert_null (strstr (same, "What Would Change"));
  g_assert_null (strstr (same, "Whose Work"));
  plan->is_of_other_base = TRUE;
  plan->n_lacking = 2;
  other = read_dialog (plan);
  g_assert_nonnull (strstr (other, "a backup of another database"));
  g_assert_nonnull (strstr (other, "2 documents would lack"));
  g_assert_null (strstr (other, "Nothing would change."));
}

static void
on_accepted_cb (AppRestoreDialog *dialog, guint *n)
{
  (*n)++;
}

/* Whoever presses Escape or Enter without reading has restored nothing. */
static void
test_answer (void)
{
  static const struct
  {
    const char *response;
    guint n;
  } answers[] = { { "cancel", 0 }, { "accept", 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (WorkRestorePlan) plan = plan_new ();
      AppRestoreDialog *dialog = app_restore_dialog_new (NULL, WHEN, FOLDER, plan);
      guint n = 0;

      g_signal_connect (dialog, "accepted", G_CALLBACK (on_accepted_cb), &n);
      g_assert_cmpstr (adw_message_dialog_get_default_response (ADW_MESSAGE_DIALOG (dialog)), ==,
                       "cancel");
      adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), answers[i].response);
      g_assert_cmpuint (n, ==, answers[i].n);
      app_test_destroy (GTK_WIDGET (dialog));
    }
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/restore-dialog/changes", test_changes);
  g_test_add_func ("/app/restore-dialog/every-entity", test_every_entity);
  g_test_add_func ("/app/restore-dialog/warnings", test_warnings);
  g_test_add_func ("/app/restore-dialog/answer", test_answer);
  return g_test_run ();
}
