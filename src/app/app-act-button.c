/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-act-button.h"

#include "app-draw.h"

#define TEXT_SCALE 0.86

/**
 * AppActButton:
 *
 * A small button in a cell of the list. It draws its word itself, when it is drawn: a label of its
 * own would be one more widget in hundreds of rows.
 */
struct _AppActButton
{
  GtkButton parent_instance;

  const char *text;
  const char *action;
  PangoLayout *layout;
};

G_DEFINE_FINAL_TYPE (AppActButton, app_act_button, GTK_TYPE_BUTTON)

static PangoLayout *
ensure_layout (AppActButton *self)
{
  if (self->layout == NULL)
    self->layout =
        app_draw_layout_new (GTK_WIDGET (self), self->text, TEXT_SCALE, PANGO_WEIGHT_SEMIBOLD);
  return self->layout;
}

static void
app_act_button_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  PangoLayout *layout = ensure_layout (APP_ACT_BUTTON (widget));
  int width, height;

  pango_layout_set_width (layout, -1);
  pango_layout_get_pixel_size (layout, &width, &height);
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? width : height;
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 0 : height;
}

static void
app_act_button_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AppActButton *self = APP_ACT_BUTTON (widget);
  int width = gtk_widget_get_width (widget), text_width, text_height;
  GdkRGBA colour;

  if (width <= 0)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  pango_layout_set_width (ensure_layout (self), width * PANGO_SCALE);
  pango_layout_get_pixel_size (self->layout, &text_width, &text_height);
  gtk_snapshot_translate (
      snapshot,
      &GRAPHENE_POINT_INIT ((float) (MAX (width - text_width, 0) / 2),
                            (float) ((gtk_widget_get_height (widget) - text_height) / 2)));
  gtk_snapshot_append_layout (snapshot, self->layout, &colour);
}

static void
app_act_button_finalize (GObject *object)
{
  g_clear_object (&APP_ACT_BUTTON (object)->layout);
  G_OBJECT_CLASS (app_act_button_parent_class)->finalize (object);
}

static void
app_act_button_class_init (AppActButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = app_act_button_finalize;
  widget_class->measure = app_act_button_measure;
  widget_class->snapshot = app_act_button_snapshot;
}

static void
app_act_button_init (AppActButton *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (GTK_WIDGET (self), "act");
}

/**
 * app_act_button_new:
 * @text: (transfer none): a word or two that outlive the button
 * @action: (transfer none): what it does, which outlives it too
 *
 * Returns: (transfer floating): a button that does nothing before it has a target
 */
GtkWidget *
app_act_button_new (const char *text, const char *action)
{
  AppActButton *self = g_object_new (APP_TYPE_ACT_BUTTON, NULL);

  self->text = text;
  self->action = action;
  return GTK_WIDGET (self);
}

/**
 * app_act_button_set_target:
 * @self: a button
 * @name: what it does and to whom, for a screen reader
 * @target: (transfer floating): the parameter of its action
 *
 * Says what the button is about. While the window has no such action it is insensitive.
 */
void
app_act_button_set_target (AppActButton *self, const char *name, GVariant *target)
{
  GtkActionable *actionable = GTK_ACTIONABLE (self);

  g_return_if_fail (APP_IS_ACT_BUTTON (self));
  gtk_actionable_set_action_target_value (actionable, target);
  /* Never before its target: GTK does not bear one without the other. */
  if (gtk_actionable_get_action_name (actionable) == NULL)
    gtk_actionable_set_action_name (actionable, self->action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
