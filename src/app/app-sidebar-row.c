/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-sidebar-row.h"

#define PERIOD_INDENT 34

/**
 * AppSidebarRow:
 *
 * A place of the sidebar: a to-do list, a class, or a period under its class, with how far it is.
 * Emits "toggled" when the periods of a class are to be shown or hidden.
 */
struct _AppSidebarRow
{
  GtkListBoxRow parent_instance;

  GtkWidget *box;
  GtkImage *symbol;
  GtkButton *expander;
  GtkLabel *label;
  GtkLabel *count;

  AppSidebarPlace place;
  gboolean expanded;
  const char *style;
};

enum
{
  TOGGLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppSidebarRow, app_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

static void
on_expander_clicked_cb (GtkButton *button, AppSidebarRow *self)
{
  g_signal_emit (self, signals[TOGGLED], 0);
}

static void
app_sidebar_row_class_init (AppSidebarRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[TOGGLED] = g_signal_new ("toggled", APP_TYPE_SIDEBAR_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppSidebarRow, box);
  gtk_widget_class_bind_template_child (widget_class, AppSidebarRow, symbol);
  gtk_widget_class_bind_template_child (widget_class, AppSidebarRow, expander);
  gtk_widget_class_bind_template_child (widget_class, AppSidebarRow, label);
  gtk_widget_class_bind_template_child (widget_class, AppSidebarRow, count);
  gtk_widget_class_bind_template_callback (widget_class, on_expander_clicked_cb);
}

static void
app_sidebar_row_init (AppSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_sidebar_row_new:
 * @place: what the row stands for
 * @label: its name
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
app_sidebar_row_new (const AppSidebarPlace *place, const char *label)
{
  AppSidebarRow *self = g_object_new (APP_TYPE_SIDEBAR_ROW, NULL);

  self->place = *place;
  gtk_label_set_label (self->label, label);
  if (place->period_id != 0)
    {
      gtk_widget_set_margin_start (self->box, PERIOD_INDENT);
      gtk_label_set_wrap (self->label, TRUE);
      gtk_label_set_lines (self->label, 2);
      gtk_widget_add_css_class (GTK_WIDGET (self), "period");
    }
  return GTK_WIDGET (self);
}

/**
 * app_sidebar_row_get_place:
 * @self: a row
 *
 * Returns: (transfer none): what it stands for
 */
const AppSidebarPlace *
app_sidebar_row_get_place (AppSidebarRow *self)
{
  g_return_val_if_fail (APP_IS_SIDEBAR_ROW (self), NULL);
  return &self->place;
}

/**
 * app_sidebar_row_get_label:
 * @self: a row
 *
 * Returns: (transfer none): its name
 */
const char *
app_sidebar_row_get_label (AppSidebarRow *self)
{
  g_return_val_if_fail (APP_IS_SIDEBAR_ROW (self), NULL);
  return gtk_label_get_label (self->label);
}

/**
 * app_sidebar_row_set_label:
 * @self: a row
 * @label: its name
 */
void
app_sidebar_row_set_label (AppSidebarRow *self, const char *label)
{
  g_return_if_fail (APP_IS_SIDEBAR_ROW (self));
  gtk_label_set_label (self->label, label);
}

/**
 * app_sidebar_row_get_count:
 * @self: a row
 *
 * Returns: (transfer none): the figure at its end
 */
const char *
app_sidebar_row_get_count (AppSidebarRow *self)
{
  g_return_val_if_fail (APP_IS_SIDEBAR_ROW (self), NULL);
  return gtk_label_get_label (self->count);
}

/**
 * app_sidebar_row_set_symbol:
 * @self: a row
 * @icon_name: a symbolic icon
 *
 * Puts a symbol before the name.
 */
void
app_sidebar_row_set_symbol (AppSidebarRow *self, const char *icon_name)
{
  g_return_if_fail (APP_IS_SIDEBAR_ROW (self));
  gtk_image_set_from_icon_name (self->symbol, icon_name);
  gtk_widget_set_visible (GTK_WIDGET (self->symbol), TRUE);
}

/**
 * app_sidebar_row_set_count:
 * @self: a row
 * @count: a figure: "12" or "18/24"
 * @spoken: the same in words
 * @style: (nullable): CSS class for a figure that calls for attention
 *
 * Shows how far the place is.
 */
void
app_sidebar_row_set_count (AppSidebarRow *self,
                           const char *count,
                           const char *spoken,
                           const char *style)
{
  g_autofree char *name = NULL;

  g_return_if_fail (APP_IS_SIDEBAR_ROW (self));
  if (self->style != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->count), self->style);
  self->style = g_intern_string (style);
  if (self->style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->count), self->style);
  gtk_label_set_label (self->count, count);
  name = g_strdup_printf ("%s, %s", gtk_label_get_label (self->label), spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * app_sidebar_row_set_expandable:
 * @self: a row
 * @expandable: whether it has places under it
 *
 * Shows the arrow, or its empty place so that names stay aligned.
 */
void
app_sidebar_row_set_expandable (AppSidebarRow *self, gboolean expandable)
{
  g_return_if_fail (APP_IS_SIDEBAR_ROW (self));
  gtk_widget_set_visible (GTK_WIDGET (self->expander), TRUE);
  gtk_widget_set_opacity (GTK_WIDGET (self->expander), expandable ? 1 : 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->expander), expandable);
}

/**
 * app_sidebar_row_set_expanded:
 * @self: a row
 * @expanded: whether the places under it are shown
 *
 * Turns the arrow.
 */
void
app_sidebar_row_set_expanded (AppSidebarRow *self, gboolean expanded)
{
  g_return_if_fail (APP_IS_SIDEBAR_ROW (self));
  self->expanded = expanded;
  gtk_button_set_icon_name (self->expander, expanded ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, expanded, -1);
}

/**
 * app_sidebar_row_get_expanded:
 * @self: a row
 *
 * Returns: whether the places under it are shown
 */
gboolean
app_sidebar_row_get_expanded (AppSidebarRow *self)
{
  g_return_val_if_fail (APP_IS_SIDEBAR_ROW (self), FALSE);
  return self->expanded;
}
