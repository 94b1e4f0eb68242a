/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-interview-row.h"

#include <glib/gi18n-lib.h>

#include "app-format.h"

/**
 * AppInterviewRow:
 *
 * One interview of the timeline: when, with whom and how, what came of it, and what is next.
 */
struct _AppInterviewRow
{
  AdwPreferencesRow parent_instance;

  GtkLabel *when;
  GtkLabel *account;
  GtkLabel *next_step;
  GtkActionable *edit;
};

G_DEFINE_FINAL_TYPE (AppInterviewRow, app_interview_row, ADW_TYPE_PREFERENCES_ROW)

static void
app_interview_row_class_init (AppInterviewRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-interview-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppInterviewRow, when);
  gtk_widget_class_bind_template_child (widget_class, AppInterviewRow, account);
  gtk_widget_class_bind_template_child (widget_class, AppInterviewRow, next_step);
  gtk_widget_class_bind_template_child (widget_class, AppInterviewRow, edit);
}

static void
app_interview_row_init (AppInterviewRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
say_when (const WorkInterview *interview, const GDate *today)
{
  g_autofree char *day = app_format_day (interview->day);
  g_autofree char *ago = app_format_ago (interview->day, today);
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;

  g_strv_builder_add (parts, day);
  if (ago[0] != '\0')
    g_strv_builder_add (parts, ago);
  if (interview->teacher[0] != '\0')
    g_strv_builder_add (parts, interview->teacher);
  if (interview->means[0] != '\0')
    g_strv_builder_add (parts, interview->means);
  words = g_strv_builder_end (parts);
  return g_strjoinv (" · ", words);
}

/**
 * app_interview_row_new:
 * @interview: an interview
 * @today: today
 *
 * Returns: (transfer floating): a row that shows it
 */
GtkWidget *
app_interview_row_new (const WorkInterview *interview, const GDate *today)
{
  AppInterviewRow *self = g_object_new (APP_TYPE_INTERVIEW_ROW, NULL);
  g_autofree char *when = say_when (interview, today);
  g_autofree char *next =
      /* Translators: what is to be done after an interview. */
      g_strdup_printf (_ ("Next: %s"), interview->next_step);

  gtk_label_set_label (self->when, when);
  gtk_label_set_label (self->account, interview->account);
  gtk_label_set_label (self->next_step, next);
  gtk_widget_set_visible (GTK_WIDGET (self->next_step), interview->next_step[0] != '\0');
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), when);
  gtk_actionable_set_action_target (self->edit, "x", interview->id);
  gtk_widget_set_visible (GTK_WIDGET (self->edit), interview->may_change);
  return GTK_WIDGET (self);
}
