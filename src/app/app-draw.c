/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-draw.h"

/* What the cells of the list draw themselves, because a widget for each of their parts would be
 * hundreds more. */

/**
 * app_draw_layout_new:
 * @widget: what draws it
 * @text: a line of text
 * @scale: how large, to the font of @widget
 * @weight: how bold, or 0: as the font of @widget
 *
 * Returns: (transfer full): the line laid out, cut with an ellipsis once it is given a width
 */
PangoLayout *
app_draw_layout_new (GtkWidget *widget, const char *text, double scale, int weight)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  if (weight != 0)
    pango_attr_list_insert (attributes, pango_attr_weight_new ((PangoWeight) weight));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  return layout;
}

/**
 * app_draw_text_height:
 * @widget: what draws it
 * @scale: how large, to the font of @widget; more than 1 for several lines
 *
 * Returns: how high a text is, from the font alone: nothing is laid out
 */
int
app_draw_text_height (GtkWidget *widget, double scale)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int height = pango_font_metrics_get_height (metrics);

  pango_font_metrics_unref (metrics);
  return (int) (height * scale) / PANGO_SCALE;
}

/**
 * app_draw_symbol:
 * @widget: what draws it
 * @snapshot: where
 * @name: of a symbolic icon
 * @size: in pixels, both ways
 * @colour: of its strokes
 *
 * Draws a symbol.
 */
void
app_draw_symbol (GtkWidget *widget,
                 GtkSnapshot *snapshot,
                 const char *name,
                 int size,
                 const GdkRGBA *colour)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  g_autoptr (GtkIconPaintable) icon = gtk_icon_theme_lookup_icon (
      theme, name, NULL, size, gtk_widget_get_scale_factor (widget),
      gtk_widget_get_direction (widget), GTK_ICON_LOOKUP_FORCE_SYMBOLIC);

  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, size, size,
                                            colour, 1);
}
