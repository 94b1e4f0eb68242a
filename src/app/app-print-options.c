/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-print-options.h"

#include <glib/gi18n-lib.h>

/**
 * AppPrintOptions:
 *
 * What the system's print dialog does not know of: how many agreements are meant, and what becomes
 * of them once they are printed.
 */
struct _AppPrintOptions
{
  GtkWidget parent_instance;

  GtkBox *box;
  GtkLabel *summary;
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
 *
 * Returns: (transfer floating): the options
 */
GtkWidget *
app_print_options_new (guint n_agreements, gboolean can_move_step)
{
  AppPrintOptions *self = g_object_new (APP_TYPE_PRINT_OPTIONS, NULL);
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u agreement, one job of the printer: its copies come out together.",
                "%u agreements, one job of the printer each: the copies of a student come out "
                "together.",
                n_agreements),
      n_agreements);

  gtk_label_set_text (self->summary, text);
  gtk_widget_set_sensitive (GTK_WIDGET (self->step), can_move_step);
  return GTK_WIDGET (self);
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
