/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-roll-summary.h"

#include <glib/gi18n-lib.h>

#include "app-format.h"

/**
 * AppRollSummary:
 *
 * What a roll-over comes to, before it is done: what is made, who goes on, who leaves by name, what
 * stays as it is.
 */
struct _AppRollSummary
{
  AdwPreferencesGroup parent_instance;

  AdwActionRow *doubts;
  AdwActionRow *classes;
  AdwActionRow *periods;
  AdwActionRow *students;
  AdwExpanderRow *leaving;
  AdwActionRow *kept;

  const WorkRollOver *plan; /* the window's */
  GPtrArray *names;         /* (element-type GtkWidget): rows of those who leave */
};

G_DEFINE_FINAL_TYPE (AppRollSummary, app_roll_summary, ADW_TYPE_PREFERENCES_GROUP)

static void
show_doubts (AppRollSummary *self)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->plan->classes->len; i++)
    {
      const WorkRollClass *one = self->plan->classes->pdata[i];

      if (!one->is_sure && one->n_students > 0)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", one->name);
    }
  text = g_strdup_printf (
      _ ("The students of these classes leave unless you say where they go: %s"), names->str);
  adw_action_row_set_subtitle (self->doubts, text);
  gtk_widget_set_visible (GTK_WIDGET (self->doubts), names->len > 0);
}

static void
set_number (AdwActionRow *row, guint n)
{
  g_autofree char *text = g_strdup_printf ("%u", n);

  adw_action_row_set_subtitle (row, text);
}

static void
show_leaving (AppRollSummary *self, guint n)
{
  g_autofree char *text = g_strdup_printf ("%u", n);

  adw_expander_row_set_subtitle (self->leaving, text);
  adw_expander_row_set_expanded (self->leaving, FALSE);
  adw_expander_row_set_enable_expansion (self->leaving, n > 0);
  for (guint i = 0; i < self->names->len; i++)
    adw_expander_row_remove (self->leaving, self->names->pdata[i]);
  g_ptr_array_set_size (self->names, 0);
}

/* Their names are rows once they are looked at. */
static void
on_expanded_cb (AdwExpanderRow *row, GParamSpec *pspec, AppRollSummary *self)
{
  if (!adw_expander_row_get_expanded (row) || self->names->len > 0)
    return;
  for (guint i = 0; i < self->plan->students->len; i++)
    {
      const WorkRollStudent *one = self->plan->students->pdata[i];
      const WorkRollClass *own = work_roll_over_find_class (self->plan, one->class_id);
      GtkWidget *name;

      if (one->is_enrolled || work_roll_over_next_of (self->plan, one)[0] != '\0')
        continue;
      name = adw_action_row_new ();
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (name), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (name), one->name);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (name), own->name);
      adw_expander_row_add_row (row, name);
      g_ptr_array_add (self->names, name);
    }
}

static void
app_roll_summary_finalize (GObject *object)
{
  g_ptr_array_unref (APP_ROLL_SUMMARY (object)->names);
  G_OBJECT_CLASS (app_roll_summary_parent_class)->finalize (object);
}

static void
app_roll_summary_class_init (AppRollSummaryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = app_roll_summary_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-roll-summary.ui");
  gtk_widget_class_bind_template_child (widget_class, AppRollSummary, doubts);
  gtk_widget_class_bind_template_child (widget_class, AppRollSummary, classes);
  gtk_widget_class_bind_template_child (widget_class, AppRollSummary, periods);
  gtk_widget_class_bind_template_child (widget_class, AppRollSummary, students);
  gtk_widget_class_bind_template_child (widget_class, AppRollSummary, leaving);
  gtk_widget_class_bind_template_child (widget_class, AppRollSummary, kept);
}

static void
app_roll_summary_init (AppRollSummary *self)
{
  self->names = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->leaving, "notify::expanded", G_CALLBACK (on_expanded_cb), self);
}

/**
 * app_roll_summary_new:
 * @plan: a plan, which outlives the summary
 *
 * Returns: (transfer floating): a summary of it; see app_roll_summary_refresh()
 */
AppRollSummary *
app_roll_summary_new (const WorkRollOver *plan)
{
  AppRollSummary *self = g_object_new (APP_TYPE_ROLL_SUMMARY, NULL);

  self->plan = plan;
  return self;
}

/**
 * app_roll_summary_refresh:
 * @self: a summary
 *
 * Tells what the plan comes to now.
 */
void
app_roll_summary_refresh (AppRollSummary *self)
{
  WorkRollCount count;
  g_autofree char *title = NULL, *days = NULL, *students = NULL, *kept = NULL;

  g_return_if_fail (APP_IS_ROLL_SUMMARY (self));
  count = work_roll_over_count (self->plan);
  days = app_format_range (self->plan->start, self->plan->end);
  title = g_markup_escape_text (self->plan->name, -1);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), days);
  show_doubts (self);
  set_number (self->classes, count.classes);
  set_number (self->periods, count.periods);
  /* Translators: of students: so many go up, stay in an equal class, are enrolled already. */
  students = g_strdup_printf (_ ("%u go up, %u stay in an equal class, %u are there already"),
                              count.up, count.staying, count.enrolled);
  adw_action_row_set_subtitle (self->students, students);
  show_leaving (self, count.leaving);
  kept = g_strdup_printf (_ ("%u companies, %u templates, all settings, the year %s"),
                          self->plan->n_companies, self->plan->n_templates, self->plan->year_name);
  adw_action_row_set_subtitle (self->kept, kept);
}
