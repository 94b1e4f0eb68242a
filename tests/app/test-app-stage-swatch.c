/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-stage-swatch.h"
#include "app-test.h"

#define WIDTH  60
#define HEIGHT 26

typedef struct
{
  GtkWidget *box;
  GtkWidget *swatches[MODEL_N_STAGES];
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_halign (fixture->box, GTK_ALIGN_START);
  for (guint i = 0; i < MODEL_N_STAGES; i++)
    {
      fixture->swatches[i] = app_stage_swatch_new (i);
      gtk_widget_set_size_request (fixture->swatches[i], WIDTH, HEIGHT);
      gtk_box_append (GTK_BOX (fixture->box), fixture->swatches[i]);
    }
  app_test_show (fixture->box);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  app_test_destroy (fixture->box);
}

/* (transfer full): the pixels of a widget as it is drawn now */
static GBytes *
draw (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (widget));
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  gsize stride = (gsize) width * 4, size = stride * (gsize) height;
  guchar *pixels = g_malloc (size);

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (renderer, node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  gdk_texture_download (texture, pixels, stride);
  return g_bytes_new_take (pixels, size);
}

/* On white paper, grey only, coarsely: what is left for those who see no colours. */
static GBytes *
without_colour (GBytes *drawn)
{
  gsize size;
  const guchar *pixels = g_bytes_get_data (drawn, &size);
  guchar *grey = g_malloc (size / 4);

  for (gsize i = 0; i < size / 4; i++)
    {
      const guchar *pixel = pixels + i * 4; /* premultiplied; alpha comes last in memory */
      int light = (pixel[0] + 2 * pixel[1] + pixel[2]) / 4 + 255 - pixel[3];

      grey[i] = (guchar) (light / 32);
    }
  return g_bytes_new_take (grey, size / 4);
}

static void
test_all_differ (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) drawn = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GPtrArray) grey = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < MODEL_N_STAGES; i++)
    {
      g_ptr_array_add (drawn, draw (fixture->swatches[i]));
      g_ptr_array_add (grey, without_colour (drawn->pdata[i]));
      for (guint j = 0; j < i; j++)
        {
          g_test_message ("%u and %u", i, j);
          g_assert_false (g_bytes_equal (drawn->pdata[i], drawn->pdata[j]));
          /* Neighbours of one colour are told by their pattern. */
          if (model_stage_info (i)->pattern != model_stage_info (j)->pattern)
            g_assert_false (g_bytes_equal (grey->pdata[i], grey->pdata[j]));
        }
    }
}

static void
test_styles_are_known (Fixture *fixture, gconstpointer data)
{
  /* A colour of its own, not that of all text: the style sheet knows each class. */
  for (guint i = 0; i < MODEL_N_STAGES; i++)
    {
      GdkRGBA own, text;

      gtk_style_context_get_color (gtk_widget_get_style_context (fixture->swatches[i]), &own);
      gtk_style_context_get_color (gtk_widget_get_style_context (fixture->box), &text);
      g_assert_true (
          gtk_widget_has_css_class (fixture->swatches[i], model_stage_info (i)->state.style));
      g_assert_false (gdk_rgba_equal (&own, &text));
    }
}

static void
test_text (Fixture *fixture, gconstpointer data)
{
  AppStageSwatch *swatch = APP_STAGE_SWATCH (fixture->swatches[MODEL_STAGE_SIGNED]);
  g_autoptr (GBytes) without = draw (GTK_WIDGET (swatch));
  g_autoptr (GBytes) with = NULL, again = NULL;

  g_assert_cmpstr (app_stage_swatch_get_text (swatch), ==, "");
  g_assert_false (app_stage_swatch_shows_text (swatch));
  app_stage_swatch_set_text (swatch, "25");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (swatch));
  g_assert_true (app_stage_swatch_shows_text (swatch));
  with = draw (GTK_WIDGET (swatch));
  g_assert_false (g_bytes_equal (with, without));
  app_stage_swatch_set_text (swatch, NULL);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (swatch));
  again = draw (GTK_WIDGET (swatch));
  g_assert_true (g_bytes_equal (again, without));
}

/* A number that does not fit is left out whole, and comes back. */
static void
test_no_room (Fixture *fixture, gconstpointer data)
{
  AppStageSwatch *swatch = APP_STAGE_SWATCH (fixture->swatches[MODEL_STAGE_TO_MAKE]);

  app_stage_swatch_set_text (swatch, "123456789012345");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (swatch));
  /* The box is as wide as its widest child wants to be: only a fixed width is narrow. */
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (swatch)), >=, WIDTH);
  gtk_widget_set_hexpand (GTK_WIDGET (swatch), FALSE);
  gtk_widget_set_halign (GTK_WIDGET (swatch), GTK_ALIGN_START);
  gtk_widget_size_allocate (GTK_WIDGET (swatch), &(GtkAllocation){ 0, 0, 20, HEIGHT }, -1);
  g_assert_false (app_stage_swatch_shows_text (swatch));
  gtk_widget_size_allocate (GTK_WIDGET (swatch), &(GtkAllocation){ 0, 0, 300, HEIGHT }, -1);
  g_assert_true (app_stage_swatch_shows_text (swatch));
}

/* Nor does one that would touch the number of the next stage. */
static void
test_air (Fixture *fixture, gconstpointer data)
{
  AppStageSwatch *swatch = APP_STAGE_SWATCH (fixture->swatches[MODEL_STAGE_TO_MAKE]);
  int natural = 0, label = 0;

  app_stage_swatch_set_text (swatch, "1");
  gtk_widget_measure (GTK_WIDGET (swatch), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL,
                      NULL);
  gtk_widget_measure (gtk_widget_get_first_child (GTK_WIDGET (swatch)), GTK_ORIENTATION_HORIZONTAL,
                      -1, NULL, &label, NULL, NULL);
  g_assert_cmpint (natural, >=, label + 2);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (swatch));
  gtk_widget_size_allocate (GTK_WIDGET (swatch), &(GtkAllocation){ 0, 0, natural, HEIGHT }, -1);
  g_assert_true (app_stage_swatch_shows_text (swatch));
  gtk_widget_size_allocate (GTK_WIDGET (swatch), &(GtkAllocation){ 0, 0, label + 1, HEIGHT }, -1);
  g_assert_false (app_stage_swatch_shows_text (swatch));
}

#define ADD(name, func) \
  g_test_add ("/app/stage-swatch/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  ADD ("differ", test_all_differ);
  ADD ("styles", test_styles_are_known);
  ADD ("text", test_text);
  ADD ("no-room", test_no_room);
  ADD ("air", test_air);
  return g_test_run ();
}
