/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-restore-dialog.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"

#define ACCEPT "accept"

/**
 * AppRestoreDialog:
 *
 * Says what would change if a backup were restored, whose work would be lost, and what is kept of
 * the present state. Emits "accepted" when it is to be done.
 */
struct _AppRestoreDialog
{
  AdwMessageDialog parent_instance;

  AdwPreferencesGroup *changes_group;
  AdwPreferencesGroup *lost_group;
  AdwPreferencesGroup *before_group;
};

enum
{
  ACCEPTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppRestoreDialog, app_restore_dialog, ADW_TYPE_MESSAGE_DIALOG)

/* What people call it, and the entities that it counts: the last line counts all others. */
#define E(name) (G_GUINT64_CONSTANT (1) << MODEL_ENTITY_##name)

static const struct
{
  const char *label;
  guint64 entities;
} kinds[] = {
  { N_ ("Students"), E (STUDENT) },
  { N_ ("Guardians"), E (GUARDIAN) },
  { N_ ("Teachers"), E (TEACHER) },
  { N_ ("Companies and their sites"), E (COMPANY) | E (SITE) },
  { N_ ("Contacts of companies"), E (CONTACT) },
  { N_ ("Follow-up of searches"), E (SEARCH) },
  { N_ ("Interviews"), E (INTERVIEW) },
  { N_ ("Placement sheets"), E (PLACEMENT) },
  { N_ ("Agreements"), E (AGREEMENT) },
  { N_ ("Documents"), E (DOCUMENT) },
  { N_ ("Notes"), E (NOTE) },
  { N_ ("E-mails and SMS"), E (MESSAGE) },
  { N_ ("Signatures"), E (SIGNATORY) | E (SIGNATURE_REQUEST) | E (SIGNATURE_SIGNER) },
  { N_ ("Classes and periods"),
    E (SCHOOL_YEAR) | E (CLASS_GROUP) | E (ENROLMENT) | E (PERIOD) | E (PERIOD_CLASS) },
  { N_ ("Templates and texts"), E (TEMPLATE) | E (MESSAGE_TEXT) },
  { N_ ("Settings"), G_MAXUINT64 },
};

/* ---- texts ---- */

static void
append_part (GString *text, char *part)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
  g_free (part);
}

/* (transfer full): "2 would be lost · 1 would come back" */
static char *
describe_counts (const WorkRestoreRow *sum)
{
  GString *text = g_string_new (NULL);

  if (sum->n_gone > 0)
    append_part (text,
                 g_strdup_printf (ngettext ("%u would be lost", "%u would be lost", sum->n_gone),
                                  sum->n_gone));
  if (sum->n_back > 0)
    append_part (
        text, g_strdup_printf (ngettext ("%u would come back", "%u would come back", sum->n_back),
                               sum->n_back));
  if (sum->n_changed > 0)
    append_part (text, g_strdup_printf (ngettext ("%u would be as it was then",
                                                  "%u would be as they were then", sum->n_changed),
                                        sum->n_changed));
  return g_string_free (text, FALSE);
}

/* (transfer full): "lundi 12 janvier 2026, 08:00" of a UTC timestamp */
static char *
describe_moment (const char *at)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_iso8601 (at, NULL);
  g_autoptr (GDateTime) here = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *long_day = NULL;
  g_autofree char *hour = NULL;
  GDate day;

  if (here == NULL)
    return g_strdup (at);
  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) g_date_time_get_day_of_month (here),
                  (GDateMonth) g_date_time_get_month (here),
                  (GDateYear) g_date_time_get_year (here));
  long_day = base_date_to_long (&day);
  hour = g_date_time_format (here, "%H:%M");
  return g_strdup_printf ("%s, %s", long_day, hour);
}

static char *
describe_plan (const WorkRestorePlan *plan)
{
  g_autofree char *moment = describe_moment (plan->at_backup);
  GString *text = g_string_new (NULL);

  if (plan->is_of_other_base)
    g_string_append (text, _ ("This is a backup of another database: it would take the place of "
                              "all that is here."));
  else if (plan->n_operations > 0 && plan->at_backup[0] != '\0')
    g_string_append_printf (text,
                            /* Translators: a day with its hour. */
                            _ ("What was done since the last change in this backup (%s) would be "
                               "lost."),
                            moment);
  else if (plan->rows->len == 0)
    g_string_append (text, _ ("Nothing would change."));
  if (plan->n_lacking == 0)
    return g_string_free (text, FALSE);
  g_string_append_c (text, '\n');
  g_string_append_printf (
      text,
      ngettext ("%u document would lack: its file is neither here nor in the backups.",
                "%u documents would lack: their files are neither here nor in the backups.",
                plan->n_lacking),
      plan->n_lacking);
  return g_string_free (text, FALSE);
}

/* ---- rows ---- */

static void
add_row (AdwPreferencesGroup *group, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (group, row);
}

static void
show_changes (AppRestoreDialog *self, const WorkRestorePlan *plan)
{
  guint64 told = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      WorkRestoreRow sum = { .entity = MODEL_ENTITY_NONE };
      g_autofree char *counts = NULL;

      for (guint j = 0; j < plan->rows->len; j++)
        {
          const WorkRestoreRow *row = plan->rows->pdata[j];

          if ((kinds[i].entities & ~told & (G_GUINT64_CONSTANT (1) << row->entity)) == 0)
            continue;
          sum.n_back += row->n_back;
          sum.n_gone += row->n_gone;
          sum.n_changed += row->n_changed;
        }
      told |= kinds[i].entities;
      counts = describe_counts (&sum);
      if (counts[0] != '\0')
        add_row (self->changes_group, _ (kinds[i].label), counts);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->changes_group), plan->rows->len > 0);
}

static void
show_authors (AppRestoreDialog *self, const WorkRestorePlan *plan)
{
  for (guint i = 0; i < plan->authors->len; i++)
    {
      const WorkRestoreAuthor *author = plan->authors->pdata[i];
      g_autofree char *text = g_strdup_printf (
          ngettext ("%u operation would be lost", "%u operations would be lost", author->n),
          author->n);

      add_row (self->lost_group, author->name, text);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->lost_group), plan->authors->len > 0);
}

static void
show_before (AppRestoreDialog *self, const char *folder)
{
  g_autofree char *text = g_strdup_printf (
      _ ("A backup “before a backup was restored” goes to %s. It is kept for a month, and restored "
         "like any other."),
      folder);

  add_row (self->before_group, _ ("The present state is backed up first"), text);
}

/* ---- the dialog ---- */

static void
app_restore_dialog_response (AdwMessageDialog *dialog, const char *response)
{
  if (g_str_equal (response, ACCEPT))
    g_signal_emit (dialog, signals[ACCEPTED], 0);
}

static void
app_restore_dialog_class_init (AppRestoreDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ADW_MESSAGE_DIALOG_CLASS (klass)->response = app_restore_dialog_response;
  signals[ACCEPTED] = g_signal_new ("accepted", APP_TYPE_RESTORE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-restore-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AppRestoreDialog, changes_group);
  gtk_widget_class_bind_template_child (widget_class, AppRestoreDialog, lost_group);
  gtk_widget_class_bind_template_child (widget_class, AppRestoreDialog, before_group);
}

static void
app_restore_dialog_init (AppRestoreDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_restore_dialog_new:
 * @parent: (nullable): the window that asks
 * @when: the day and the hour of the backup, for people
 * @folder: where the present state is backed up
 * @plan: what would change
 *
 * Returns: (transfer none): a dialog, which goes away by itself
 */
AppRestoreDialog *
app_restore_dialog_new (GtkWindow *parent,
                        const char *when,
                        const char *folder,
                        const WorkRestorePlan *plan)
{
  AppRestoreDialog *self = g_object_new (APP_TYPE_RESTORE_DIALOG, "transient-for", parent, NULL);
  /* Translators: a day with its hour. */
  g_autofree char *heading = g_strdup_printf (_ ("Restore the Backup of %s?"), when);
  g_autofree char *body = describe_plan (plan);

  adw_message_dialog_set_heading (ADW_MESSAGE_DIALOG (self), heading);
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (self), body);
  show_changes (self, plan);
  show_authors (self, plan);
  show_before (self, folder);
  return self;
}
