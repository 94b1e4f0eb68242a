/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-filter-bar.h"

#include <glib/gi18n-lib.h>

#include "app-format.h"

#define CONDITION "app-condition"

/**
 * AppFilterBar:
 *
 * The filter in force, above the list: one chip a condition, which a click takes away. Without a
 * filter there is no bar.
 *
 * Emits "filter-chosen" (guint64: the conditions that are left).
 */
struct _AppFilterBar
{
  AdwBin parent_instance;

  GtkBox *chips;
  ModelFilter filter;
};

static guint filter_chosen;

G_DEFINE_FINAL_TYPE (AppFilterBar, app_filter_bar, ADW_TYPE_BIN)

static void
on_clear_cb (GtkButton *button, AppFilterBar *self)
{
  g_signal_emit (self, filter_chosen, 0, G_GUINT64_CONSTANT (0));
}

static void
on_chip_cb (GtkButton *chip, AppFilterBar *self)
{
  ModelFilter filter = self->filter;

  model_filter_set (&filter, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (chip), CONDITION)),
                    FALSE);
  g_signal_emit (self, filter_chosen, 0, filter.conditions);
}

static void
app_filter_bar_class_init (AppFilterBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  filter_chosen = g_signal_new ("filter-chosen", APP_TYPE_FILTER_BAR, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-filter-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, AppFilterBar, chips);
  gtk_widget_class_bind_template_callback (widget_class, on_clear_cb);
}

static void
app_filter_bar_init (AppFilterBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_filter_bar_new:
 *
 * Returns: (transfer floating): a bar without a filter
 */
AppFilterBar *
app_filter_bar_new (void)
{
  return g_object_new (APP_TYPE_FILTER_BAR, NULL);
}

static void
add_chip (AppFilterBar *self, guint condition, const ModelSearchLooks *looks)
{
  const char *label = app_format_condition (condition, looks);
  /* Translators: %s is a condition of the filter in force: “Minors”. */
  g_autofree char *name = g_strdup_printf (_ ("Remove “%s”"), label);
  GtkWidget *chip = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  gtk_box_append (GTK_BOX (box), gtk_label_new (label));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_set_tooltip_text (chip, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (chip), CONDITION, GUINT_TO_POINTER (condition));
  g_signal_connect (chip, "clicked", G_CALLBACK (on_chip_cb), self);
  gtk_box_append (self->chips, chip);
}

/**
 * app_filter_bar_set_filter:
 * @self: a bar
 * @filter: the filter in force
 * @looks: how the school names the states of a search
 *
 * Shows the filter.
 */
void
app_filter_bar_set_filter (AppFilterBar *self,
                           const ModelFilter *filter,
                           const ModelSearchLooks *looks)
{
  GtkWidget *chip;

  g_return_if_fail (APP_IS_FILTER_BAR (self));
  self->filter = *filter;
  while ((chip = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    gtk_box_remove (self->chips, chip);
  for (guint i = 0; i < model_filter_n_conditions (); i++)
    if (model_filter_has (filter, i))
      add_chip (self, i, looks);
  gtk_widget_set_visible (GTK_WIDGET (self), !model_filter_is_empty (filter));
}
