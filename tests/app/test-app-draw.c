/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-draw.h"
#include "app-test.h"

static void
test_layout (void)
{
  GtkWidget *widget = g_object_ref_sink (gtk_label_new (NULL));
  g_autoptr (PangoLayout) whole = app_draw_layout_new (widget, "Signed by the school", 1, 0);
  g_autoptr (PangoLayout) small =
      app_draw_layout_new (widget, "Signed by the school", 0.5, PANGO_WEIGHT_BOLD);
  int whole_width, small_width;

  pango_layout_get_pixel_size (whole, &whole_width, NULL);
  pango_layout_get_pixel_size (small, &small_width, NULL);
  g_assert_cmpint (small_width, <, whole_width);
  g_assert_false (pango_layout_is_ellipsized (whole));
  pango_layout_set_width (whole, whole_width / 2 * PANGO_SCALE);
  g_assert_true (pango_layout_is_ellipsized (whole));
  g_object_unref (widget);
}

/* All rows are equally high: what is laid out has room in what the font says. */
static void
test_height (void)
{
  GtkWidget *widget = g_object_ref_sink (gtk_label_new (NULL));
  g_autoptr (PangoLayout) layout = app_draw_layout_new (widget, "Élève", 1, 0);
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  g_assert_cmpint (ABS (app_draw_text_height (widget, 1) - height), <=, 1);
  g_assert_cmpint (app_draw_text_height (widget, 2), >, app_draw_text_height (widget, 1));
  g_object_unref (widget);
}

static void
test_symbol (void)
{
  GtkWidget *widget = g_object_ref_sink (gtk_label_new (NULL));
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GdkRGBA colour = { 0, 0, 0, 1 };
  GskRenderNode *node;
  graphene_rect_t bounds;

  app_draw_symbol (widget, snapshot, "mail-unread-symbolic", 16, &colour);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  gsk_render_node_get_bounds (node, &bounds);
  g_assert_cmpfloat (bounds.size.width, <=, 16);
  g_assert_cmpfloat (bounds.size.width, >, 0);
  gsk_render_node_unref (node);
  g_object_unref (widget);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/draw/layout", test_layout);
  g_test_add_func ("/app/draw/height", test_height);
  g_test_add_func ("/app/draw/symbol", test_symbol);
  return g_test_run ();
}
