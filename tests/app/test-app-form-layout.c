/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-form.h"
#include "app-test.h"

/* Boxes of known heights in a form, in a window of a known width. */
static AppForm *
make (int width, const int *heights)
{
  AppForm *form = app_form_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  for (gsize i = 0; heights[i] > 0; i++)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

      gtk_widget_set_size_request (box, 100, heights[i]);
      app_form_add_widget (form, box);
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (form));
  app_test_show (scrolled);
  gtk_window_set_default_size (GTK_WINDOW (gtk_widget_get_root (scrolled)), width, 500);
  app_test_until (ABS (gtk_widget_get_width (GTK_WIDGET (form)) - width) < 60);
  return form;
}

static void
destroy (AppForm *form)
{
  app_test_destroy (gtk_widget_get_ancestor (GTK_WIDGET (form), GTK_TYPE_SCROLLED_WINDOW));
}

static graphene_rect_t
place_of (AppForm *form, guint n)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (form));
  graphene_rect_t bounds;

  while (n-- > 0)
    child = gtk_widget_get_next_sibling (child);
  g_assert_true (gtk_widget_compute_bounds (child, GTK_WIDGET (form), &bounds));
  return bounds;
}

/* The digits say which column each group stands in. */
static void
assert_columns (AppForm *form, const char *columns)
{
  float left = place_of (form, 0).origin.x;

  for (guint i = 0; columns[i] != '\0'; i++)
    g_assert_cmpint (place_of (form, i).origin.x > left + 50 ? '2' : '1', ==, columns[i]);
}

static void
test_balance (void)
{
  static const struct
  {
    int heights[6];
    const char *columns;
  } cases[] = {
    { { 100 }, "1" },
    { { 100, 100 }, "12" },
    { { 100, 100, 100, 100 }, "1122" },
    { { 400, 100, 100, 100 }, "1222" },
    { { 100, 100, 100, 400 }, "1112" },
    { { 100, 100, 400 }, "112" },
    { { 50, 300, 50, 50, 50 }, "11222" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AppForm *form = make (1200, cases[i].heights);

      assert_columns (form, cases[i].columns);
      destroy (form);
    }
}

/* Groups keep their order, do not overlap, and are as wide as each other. */
static void
test_order (void)
{
  static const int widths[] = { 360, 600, 899, 1000, 1270 };
  static const int heights[] = { 120, 80, 200, 60, 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      AppForm *form = make (widths[i], heights);
      graphene_rect_t before = place_of (form, 0);

      g_assert_cmpfloat (before.size.width, <=, 640);
      for (guint n = 1; n < 4; n++)
        {
          graphene_rect_t place = place_of (form, n);

          g_assert_cmpfloat (place.size.width, ==, before.size.width);
          g_assert_cmpfloat (place.size.height, ==, heights[n]);
          if (place.origin.x == before.origin.x)
            g_assert_cmpfloat (place.origin.y, >=, before.origin.y + before.size.height);
          else
            g_assert_cmpfloat (place.origin.x, >=, before.origin.x + before.size.width);
          before = place;
        }
      assert_columns (form, widths[i] > 950 ? "1122" : "1111");
      destroy (form);
    }
}

static int
height_from (const int *heights, guint from, guint to)
{
  int height = 0;

  for (guint i = from; i < to; i++)
    height += heights[i] + (i > from ? 24 : 0);
  return height;
}

/* No other place to break gives a lower form. */
static void
test_at_random (void)
{
  for (guint n = 0; n < 12; n++)
    {
      int heights[9] = { 0 }, lowest = G_MAXINT, used = 0;
      guint count = (guint) g_test_rand_int_range (2, 9);
      float top;
      AppForm *form;

      for (guint i = 0; i < count; i++)
        heights[i] = g_test_rand_int_range (20, 300);
      for (guint i = 1; i <= count; i++)
        lowest = MIN (lowest, MAX (height_from (heights, 0, i), height_from (heights, i, count)));
      form = make (1200, heights);
      top = place_of (form, 0).origin.y;
      for (guint i = 0; i < count; i++)
        {
          graphene_rect_t place = place_of (form, i);

          used = MAX (used, (int) (place.origin.y - top + place.size.height));
        }
      g_assert_cmpint (used, ==, lowest);
      destroy (form);
    }
}

/* What grows or goes is laid out anew. */
static void
test_changes (void)
{
  static const int heights[] = { 100, 100, 100, 0 };
  AppForm *form = make (1200, heights);
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (form));
  GtkWidget *second = gtk_widget_get_next_sibling (first);
  float left = place_of (form, 0).origin.x;

  assert_columns (form, "122");
  gtk_widget_set_visible (first, FALSE);
  app_test_until (place_of (form, 1).origin.x == left);
  gtk_widget_set_visible (first, TRUE);
  gtk_widget_set_size_request (second, 100, 500);
  app_test_until (gtk_widget_get_height (second) == 500);
  assert_columns (form, "122");
  gtk_widget_set_size_request (first, 100, 700);
  app_test_until (gtk_widget_get_height (first) == 700);
  assert_columns (form, "122");
  gtk_widget_set_size_request (second, 100, 20);
  gtk_widget_set_size_request (first, 100, 20);
  app_test_until (gtk_widget_get_height (first) == 20);
  assert_columns (form, "112");
  destroy (form);
}

/* In a script from right to left the first column is the right one. */
static void
test_right_to_left (void)
{
  static const int heights[] = { 100, 100, 0 };
  AppForm *form = make (1200, heights);
  float left = place_of (form, 0).origin.x, right = place_of (form, 1).origin.x;

  gtk_widget_set_direction (GTK_WIDGET (form), GTK_TEXT_DIR_RTL);
  app_test_until (place_of (form, 0).origin.x > place_of (form, 1).origin.x);
  g_assert_cmpfloat (place_of (form, 0).origin.x, ==, right);
  g_assert_cmpfloat (place_of (form, 1).origin.x, ==, left);
  destroy (form);
}

static void
test_empty (void)
{
  static const int none[] = { 0 };
  AppForm *form = app_form_new ();
  int natural;

  g_object_ref_sink (form);
  g_assert_cmpint (none[0], ==, 0);
  gtk_widget_measure (GTK_WIDGET (form), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL,
                      NULL);
  g_assert_cmpint (natural, >=, 0);
  g_assert_true (app_form_flush (form));
  g_object_unref (form);
}

/* All fields of an entity, with all there is to say under them, fit on a telephone. */
static void
check_entity (const ModelEntityInfo *info, ModelEntity entity)
{
  AppForm *form = app_form_new ();
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  g_autoptr (ModelRecord) record = model_record_new (entity);
  int minimum;

  for (guint i = 0; i < info->n_fields; i++)
    if (info->fields[i].type != MODEL_TYPE_BYTES)
      g_ptr_array_add (keys, (gpointer) info->fields[i].key);
  g_ptr_array_add (keys, NULL);
  app_form_add_group (form, info->label, NULL, (const char *const *) keys->pdata);
  app_form_set_mandatory (form, (const char *const *) keys->pdata);
  app_form_set_record (form, record);
  for (guint i = 0; i + 1 < keys->len; i++)
    app_form_add_note (form, keys->pdata[i],
                       "A rule has something quite long to say about what stands in this field.",
                       "warning");
  app_test_show (GTK_WIDGET (form));
  gtk_widget_measure (GTK_WIDGET (form), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  g_test_message ("%s: %d", info->key, minimum);
  g_assert_cmpint (minimum, <=, 360);
  g_assert_false (model_record_is_changed (record));
  app_test_destroy (GTK_WIDGET (form));
}

static void
test_telephone (void)
{
  for (int entity = 0; entity < MODEL_N_ENTITIES; entity++)
    check_entity (model_entity_info ((ModelEntity) entity), (ModelEntity) entity);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/form-layout/balance", test_balance);
  g_test_add_func ("/app/form-layout/order", test_order);
  g_test_add_func ("/app/form-layout/random", test_at_random);
  g_test_add_func ("/app/form-layout/changes", test_changes);
  g_test_add_func ("/app/form-layout/right-to-left", test_right_to_left);
  g_test_add_func ("/app/form-layout/empty", test_empty);
  g_test_add_func ("/app/form-layout/telephone", test_telephone);
  return g_test_run ();
}
