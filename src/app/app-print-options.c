/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-print-options.h"

#include <glib/gi18n-lib.h>

/* Keys of what is remembered. */
#define SLIPS_KEY   "print-cover-slips"
#define ONE_JOB_KEY "print-one-job"

/**
 * AppPrintOptions:
 *
 * What the system's print dialog does not know of: how many agreements are meant, what comes with
 * them, in how many jobs they go, and what becomes of them once they are printed.
 */
struct _AppPrintOptions
{
  GtkWidget parent_instance;

  GtkBox *box;
  GtkLabel *summary;
  GtkCheckButton *slips;
  GtkWidget *jobs;
  GtkCheckButton *each;
  GtkCheckButton *one;
  GtkCheckButton *step;
};

G_DEFINE_FINAL_TYPE (AppPrintOptions, app_print_options, GTK_TYPE_WIDGET)

static void
app_print_options_dispose (GObject *object)
{
  AppPrintOptions *self = APP_PRINT_OPTIONS (object);

  if (self->box != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->box));
  self->box = NULL;
  G_OBJECT_CLASS (app_print_options_parent_class)->dispose (object);
}

static void
app_print_options_class_init (AppPrintOptionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_print_options_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-print-options.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPrintOptions, box);
  gtk_widget_class_bind_template_child (widget_class, AppPrintOptions, summary);
  gtk_widget_class_bind_template_child (widget_class, AppPrintOptions, slips);
  gtk_widget_class_bind_template_child (widget_class, AppPrintOptions, jobs);
  gtk_widget_class_bind_template_child (widget_class, AppPrintOptions, each);
  gtk_widget_class_bind_template_child (widget_class, AppPrintOptions, one);
  gtk_widget_class_bind_template_child (widget_class, AppPrintOptions, step);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
app_print_options_init (AppPrintOptions *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_print_options_new:
 * @n_agreements: how many are printed
 * @can_move_step: whether their step can be moved
 * @settings: where what was chosen the last time stands
 *
 * Returns: (transfer floating): the options
 */
GtkWidget *
app_print_options_new (guint n_agreements, gboolean can_move_step, GSettings *settings)
{
  AppPrintOptions *self = g_object_new (APP_TYPE_PRINT_OPTIONS, NULL);
  g_autofree char *text =
      g_strdup_printf (ngettext ("%u agreement: its copies come out together.",
                                 "%u agreements, one student after the other: the copies of each "
                                 "come out together.",
                                 n_agreements),
                       n_agreements);

  gtk_label_set_text (self->summary, text);
  gtk_widget_set_visible (self->jobs, n_agreements > 1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->step), can_move_step);
  app_print_options_set_has_slips (self, g_settings_get_boolean (settings, SLIPS_KEY));
  app_print_options_set_is_one_job (self, g_settings_get_boolean (settings, ONE_JOB_KEY));
  return GTK_WIDGET (self);
}

/**
 * app_print_options_remember:
 * @self: the options
 * @settings: where they are kept
 *
 * Keeps what is chosen for the next time. Whether the step is moved is asked each time.
 */
void
app_print_options_remember (AppPrintOptions *self, GSettings *settings)
{
  g_return_if_fail (APP_IS_PRINT_OPTIONS (self));
  g_settings_set_boolean (settings, SLIPS_KEY, app_print_options_get_has_slips (self));
  g_settings_set_boolean (settings, ONE_JOB_KEY, app_print_options_get_is_one_job (self));
}

/**
 * app_print_options_get_has_slips:
 * @self: the options
 *
 * Returns: whether a cover slip comes before each agreement
 */
gboolean
app_print_options_get_has_slips (AppPrintOptions *self)
{
  g_return_val_if_fail (APP_IS_PRINT_OPTIONS (self), FALSE);
  return gtk_check_button_get_active (self->slips);
}

/**
 * app_print_options_set_has_slips:
 * @self: the options
 * @has: whether a cover slip comes before each agreement
 */
void
app_print_options_set_has_slips (AppPrintOptions *self, gboolean has)
{
  g_return_if_fail (APP_IS_PRINT_OPTIONS (self));
  gtk_check_button_set_active (self->slips, has);
}

/**
 * app_print_options_get_is_one_job:
 * @self: the options
 *
 * Returns: whether all of them are one job of the printer
 */
gboolean
app_print_options_get_is_one_job (AppPrintOptions *self)
{
  g_return_val_if_fail (APP_IS_PRINT_OPTIONS (self), FALSE);
  return gtk_check_button_get_active (self->one);
}

/**
 * app_print_options_set_is_one_job:
 * @self: the options
 * @is: whether all of them are one job of the printer
 */
void
app_print_options_set_is_one_job (AppPrintOptions *self, gboolean is)
{
  g_return_if_fail (APP_IS_PRINT_OPTIONS (self));
  gtk_check_button_set_active (is ? self->one : self->each, TRUE);
}

/**
 * app_print_options_get_moves_step:
 * @self: the options
 *
 * Returns: whether what is printed goes to its next step
 */
gboolean
app_print_options_get_moves_step (AppPrintOptions *self)
{
  g_return_val_if_fail (APP_IS_PRINT_OPTIONS (self), FALSE);
  return gtk_check_button_get_active (self->step);
}

/**
 * app_print_options_set_moves_step:
 * @self: the options
 * @moves: whether what is printed goes to its next step
 */
void
app_print_options_set_moves_step (AppPrintOptions *self, gboolean moves)
{
  g_return_if_fail (APP_IS_PRINT_OPTIONS (self));
  gtk_check_button_set_active (self->step, moves);
}
