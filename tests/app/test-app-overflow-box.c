/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-overflow-box.h"
#include "app-test.h"

#define N_BUTTONS 4

typedef struct
{
  GtkWidget *box;
  GtkWidget *label;
  GtkWidget *more;
  GtkWidget *buttons[N_BUTTONS];
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->box = app_overflow_box_new ();
  fixture->label = gtk_label_new ("12 selected");
  fixture->more = gtk_button_new_with_label ("More");
  gtk_label_set_ellipsize (GTK_LABEL (fixture->label), PANGO_ELLIPSIZE_END);
  for (guint i = 0; i < N_BUTTONS; i++)
    {
      fixture->buttons[i] = gtk_button_new ();
      gtk_widget_set_size_request (fixture->buttons[i], 100, -1);
      app_overflow_box_append (APP_OVERFLOW_BOX (fixture->box), fixture->buttons[i]);
    }
  app_overflow_box_set_label (APP_OVERFLOW_BOX (fixture->box), fixture->label);
  app_overflow_box_set_more (APP_OVERFLOW_BOX (fixture->box), fixture->more);
  app_test_show (fixture->box);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  app_test_destroy (fixture->box);
}

static int
width_of (GtkWidget *widget, gboolean natural)
{
  int smallest, wanted;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &smallest, &wanted, NULL, NULL);
  return natural ? wanted : smallest;
}

/* Gives the box a width, as its window would, and tells who is seen: "110 +" */
static void
assert_seen (Fixture *fixture, int width, const char *wanted)
{
  g_autoptr (GString) found = g_string_new (NULL);

  gtk_widget_size_allocate (fixture->box, &(GtkAllocation){ 0, 0, width, 40 }, -1);
  for (guint i = 0; i < N_BUTTONS; i++)
    g_string_append_c (found, gtk_widget_get_child_visible (fixture->buttons[i]) ? '1' : '0');
  if (gtk_widget_get_child_visible (fixture->more))
    g_string_append (found, " +");
  g_assert_cmpstr (found->str, ==, wanted);
}

static void
test_room (Fixture *fixture, gconstpointer data)
{
  int all = width_of (fixture->box, TRUE);

  assert_seen (fixture, all + 200, "1111");
  assert_seen (fixture, all, "1111");
  assert_seen (fixture, all - 1, "1110 +");
  assert_seen (fixture, all - 106, "1100 +");
  assert_seen (fixture, width_of (fixture->box, FALSE), "1000 +");
}

/* The first button stays, the label gives way. */
static void
test_least (Fixture *fixture, gconstpointer data)
{
  int least = width_of (fixture->box, FALSE);
  graphene_rect_t bounds;

  g_assert_cmpint (least, <, width_of (fixture->box, TRUE));
  assert_seen (fixture, least, "1000 +");
  g_assert_cmpint (gtk_widget_get_width (fixture->label), <, width_of (fixture->label, TRUE));
  g_assert_true (gtk_widget_compute_bounds (fixture->buttons[0], fixture->box, &bounds));
  g_assert_cmpfloat (bounds.size.width, >=, 100);
}

/* What nobody sees takes no room. */
static void
test_hidden_button (Fixture *fixture, gconstpointer data)
{
  int all = width_of (fixture->box, TRUE);

  gtk_widget_set_visible (fixture->buttons[1], FALSE);
  g_assert_cmpint (width_of (fixture->box, TRUE), ==, all - 106);
  assert_seen (fixture, all - 106, "1111");
  g_assert_false (gtk_widget_get_mapped (fixture->buttons[1]));
  g_assert_true (gtk_widget_get_mapped (fixture->buttons[3]));
}

static void
test_right_to_left (Fixture *fixture, gconstpointer data)
{
  graphene_rect_t first, second;

  gtk_widget_set_direction (fixture->box, GTK_TEXT_DIR_RTL);
  assert_seen (fixture, width_of (fixture->box, TRUE), "1111");
  g_assert_true (gtk_widget_compute_bounds (fixture->buttons[0], fixture->box, &first));
  g_assert_true (gtk_widget_compute_bounds (fixture->buttons[1], fixture->box, &second));
  g_assert_cmpfloat (first.origin.x, >, second.origin.x);
}

/* A popover hangs from the bar and is no part of it. */
static void
test_popover (Fixture *fixture, gconstpointer data)
{
  GtkWidget *popover = gtk_popover_new (), *content = gtk_label_new ("Choices");
  int tall, before;

  gtk_widget_measure (fixture->box, GTK_ORIENTATION_VERTICAL, -1, &before, NULL, NULL, NULL);
  gtk_widget_set_size_request (content, 200, 300);
  gtk_popover_set_child (GTK_POPOVER (popover), content);
  gtk_widget_set_parent (popover, fixture->box);
  gtk_popover_popup (GTK_POPOVER (popover));
  gtk_test_widget_wait_for_draw (fixture->box);
  gtk_widget_measure (fixture->box, GTK_ORIENTATION_VERTICAL, -1, &tall, NULL, NULL, NULL);
  g_assert_cmpint (tall, ==, before);
  g_assert_true (gtk_widget_get_mapped (popover));
  gtk_widget_unparent (popover);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/app/overflow-box/room", test_room },
    { "/app/overflow-box/least", test_least },
    { "/app/overflow-box/hidden", test_hidden_button },
    { "/app/overflow-box/right-to-left", test_right_to_left },
    { "/app/overflow-box/popover", test_popover },
  };

  app_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
