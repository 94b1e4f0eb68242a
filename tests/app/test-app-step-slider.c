/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-step-slider.h"
#include "app-test.h"

static int chosen;
static guint n_chosen;

static void
on_step_chosen_cb (AppStepSlider *slider, int step, gpointer user_data)
{
  chosen = step;
  n_chosen++;
}

static AppStepSlider *
make (int step)
{
  AppStepSlider *slider = app_step_slider_new ();
  g_autoptr (GPtrArray) steps = model_step_list_default ();

  chosen = -1;
  n_chosen = 0;
  app_step_slider_set_steps (slider, steps);
  app_step_slider_set_step (slider, step, "2026-11-20");
  g_signal_connect (slider, "step-chosen", G_CALLBACK (on_step_chosen_cb), NULL);
  app_test_show (GTK_WIDGET (slider));
  return slider;
}

static GtkRange *
range_of (AppStepSlider *slider)
{
  return GTK_RANGE (app_test_find (GTK_WIDGET (slider), GTK_TYPE_SCALE, 0));
}

static gboolean
has_label (AppStepSlider *slider, const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = app_test_find (GTK_WIDGET (slider), GTK_TYPE_LABEL, i)) != NULL; i++)
    if (g_str_equal (gtk_label_get_label (GTK_LABEL (label)), text))
      return TRUE;
  return FALSE;
}

static void
test_values_are_whole (void)
{
  static const struct
  {
    double asked;
    int step;
  } cases[] = { { 2.4, 2 }, { 2.6, 3 }, { 0.2, 0 }, { 3.5, 4 }, { 9, 4 }, { -3, 0 } };
  AppStepSlider *slider = make (1);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gtk_range_set_value (range_of (slider), cases[i].asked);
      g_assert_cmpint (app_step_slider_get_step (slider), ==, cases[i].step);
      g_assert_cmpfloat (gtk_range_get_value (range_of (slider)), ==, cases[i].step);
    }
  app_test_destroy (GTK_WIDGET (slider));
}

/* A drag across three steps is one move. */
static void
test_one_move_after_a_rest (void)
{
  AppStepSlider *slider = make (0);

  gtk_range_set_value (range_of (slider), 1);
  gtk_range_set_value (range_of (slider), 2);
  gtk_range_set_value (range_of (slider), 3);
  g_assert_cmpuint (n_chosen, ==, 0);
  app_test_until (n_chosen > 0);
  g_assert_cmpuint (n_chosen, ==, 1);
  g_assert_cmpint (chosen, ==, 3);
  app_test_destroy (GTK_WIDGET (slider));
}

static void
test_there_and_back_is_no_move (void)
{
  AppStepSlider *slider = make (1);

  gtk_range_set_value (range_of (slider), 2);
  gtk_range_set_value (range_of (slider), 1);
  app_step_slider_flush (slider);
  g_assert_cmpuint (n_chosen, ==, 0);
  app_test_destroy (GTK_WIDGET (slider));
}

static void
test_flush_tells_at_once (void)
{
  AppStepSlider *slider = make (1);

  gtk_range_set_value (range_of (slider), 4);
  app_step_slider_flush (slider);
  g_assert_cmpuint (n_chosen, ==, 1);
  g_assert_cmpint (chosen, ==, 4);
  app_step_slider_flush (slider);
  g_assert_cmpuint (n_chosen, ==, 1);
  app_test_destroy (GTK_WIDGET (slider));
}

static void
test_keys (void)
{
  static const struct
  {
    GtkScrollType scroll;
    int step;
  } moves[] = { { GTK_SCROLL_STEP_FORWARD, 2 }, { GTK_SCROLL_STEP_BACKWARD, 1 },
                { GTK_SCROLL_PAGE_FORWARD, 2 }, { GTK_SCROLL_END, 4 },
                { GTK_SCROLL_STEP_FORWARD, 4 }, { GTK_SCROLL_START, 0 } };
  AppStepSlider *slider = make (1);

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      g_signal_emit_by_name (range_of (slider), "move-slider", moves[i].scroll);
      g_assert_cmpint (app_step_slider_get_step (slider), ==, moves[i].step);
    }
  app_test_destroy (GTK_WIDGET (slider));
}

static void
test_words (void)
{
  AppStepSlider *slider = make (1);

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (range_of (slider)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Step");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (range_of (slider)),
                                       GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, "Signed by the school");
  g_assert_true (has_label (slider, "since 20/11/2026"));
  gtk_range_set_value (range_of (slider), 4);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (range_of (slider)),
                                       GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, "Agreement signed");
  /* The date was the other step's. */
  g_assert_false (has_label (slider, "since 20/11/2026"));
  app_test_destroy (GTK_WIDGET (slider));
}

static void
test_being_set_is_no_move (void)
{
  AppStepSlider *slider = make (1);
  g_autoptr (GPtrArray) steps = model_step_list_default ();

  app_step_slider_set_step (slider, 3, "");
  g_ptr_array_set_size (steps, 2);
  app_step_slider_set_steps (slider, steps);
  app_step_slider_flush (slider);
  g_assert_cmpuint (n_chosen, ==, 0);
  app_test_destroy (GTK_WIDGET (slider));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/step-slider/whole", test_values_are_whole);
  g_test_add_func ("/app/step-slider/rest", test_one_move_after_a_rest);
  g_test_add_func ("/app/step-slider/there-and-back", test_there_and_back_is_no_move);
  g_test_add_func ("/app/step-slider/flush", test_flush_tells_at_once);
  g_test_add_func ("/app/step-slider/keys", test_keys);
  g_test_add_func ("/app/step-slider/words", test_words);
  g_test_add_func ("/app/step-slider/set", test_being_set_is_no_move);
  return g_test_run ();
}
