/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-act-button.h"
#include "app-note-cell.h"
#include "app-state-badge.h"
#include "app-step-bar.h"
#include "app-test.h"
#include "app-text-cell.h"

#define assert_says(widget, text) \
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text)

static void
test_every_state_has_a_badge (void)
{
  AppStateBadge *badge = APP_STATE_BADGE (app_state_badge_new ());

  g_assert_null (app_state_badge_get_state (badge));
  app_test_show (GTK_WIDGET (badge));
  for (guint i = 0; i < MODEL_N_SEARCH_STATES; i++)
    {
      const ModelState *state = model_search_state_info (i);

      app_state_badge_set_state (badge, state);
      app_state_badge_set_state (badge, state);
      g_assert_cmpstr (app_state_badge_get_state (badge)->key, ==, state->key);
      g_assert_cmpstr (app_state_badge_get_state (badge)->label, ==, state->label);
      g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (badge), state->style));
      assert_says (badge, state->label);
      gtk_test_widget_wait_for_draw (GTK_WIDGET (badge));
    }
  app_state_badge_set_state (badge, model_search_state_info (MODEL_SEARCH_VALIDATED));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (badge), "neutral"));
  app_test_destroy (GTK_WIDGET (badge));
}

/* A symbol that the icon theme does not have would leave a state to its colour. */
static void
test_every_symbol_exists (void)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());

  for (guint i = 0; i < MODEL_N_SEARCH_STATES; i++)
    g_assert_true (gtk_icon_theme_has_icon (theme, model_search_state_info (i)->symbol));
  for (guint i = 0; i < MODEL_N_TODOS; i++)
    g_assert_true (gtk_icon_theme_has_icon (theme, model_todo_info (i)->symbol));
  for (guint i = 0; i < MODEL_N_SIGNER_STATES; i++)
    g_assert_true (gtk_icon_theme_has_icon (theme, model_signer_state_info (i)->symbol));
  for (guint i = 0; i < MODEL_N_REQUEST_STATES; i++)
    g_assert_true (gtk_icon_theme_has_icon (theme, model_request_state_info (i)->symbol));
}

static void
test_badge_takes_the_room_of_its_word (void)
{
  GtkWidget *badge = app_state_badge_new ();
  int narrow, wide, height;

  g_object_ref_sink (badge);
  gtk_widget_measure (badge, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &narrow, NULL, NULL);
  app_state_badge_set_state (APP_STATE_BADGE (badge),
                             model_search_state_info (MODEL_SEARCH_PROMISE));
  gtk_widget_measure (badge, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &wide, NULL, NULL);
  gtk_widget_measure (badge, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  g_assert_cmpint (wide, >, narrow);
  g_assert_cmpint (height, >, 0);
  g_object_unref (badge);
}

static void
test_step_bar (void)
{
  AppStepBar *bar = APP_STEP_BAR (app_step_bar_new ());

  app_test_show (GTK_WIDGET (bar));
  app_step_bar_set (bar, 1, 5, "Signed by the school");
  g_assert_cmpint (app_step_bar_get_n_done (bar), ==, 2);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (bar), "accent"));
  assert_says (bar, "Step 2 of 5: Signed by the school");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (bar));

  app_step_bar_set (bar, 4, 5, "Agreement signed");
  g_assert_cmpint (app_step_bar_get_n_done (bar), ==, 5);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (bar), "success"));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (bar), "accent"));

  app_step_bar_set (bar, 9, 5, "Beyond");
  g_assert_cmpint (app_step_bar_get_n_done (bar), ==, 5);

  app_step_bar_set_caption (bar, "Agreement to make", "accent");
  g_assert_cmpint (app_step_bar_get_n_done (bar), ==, 0);
  g_assert_cmpstr (app_step_bar_get_caption (bar), ==, "Agreement to make");
  assert_says (bar, "Agreement to make");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (bar));
  app_test_destroy (GTK_WIDGET (bar));
}

static void
on_act_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autofree char *text = g_variant_print (parameter, FALSE);

  g_string_append_printf (user_data, "%s%s ", g_action_get_name (G_ACTION (action)), text);
}

static GtkWidget *
act_button (AppStepBar *bar, guint n)
{
  return app_test_find (GTK_WIDGET (bar), APP_TYPE_ACT_BUTTON, n);
}

/* Without a sheet, two buttons begin one; they wait for a window that can. */
static void
test_acts (void)
{
  AppStepBar *bar = APP_STEP_BAR (app_step_bar_new ());
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GString) done = g_string_new (NULL);
  const GActionEntry entries[] = { { "add-interview", on_act_cb, "(xx)" },
                                   { "edit-sheet", on_act_cb, "(xx)" } };
  GtkWidget *window;

  app_test_show (GTK_WIDGET (bar));
  app_step_bar_set_caption (bar, "Agreement to make", "accent");
  g_assert_null (act_button (bar, 0));
  app_step_bar_set_acts (bar, "No interview yet", "CAZALS Inès", 7, 11);
  assert_says (bar, "No interview yet");
  assert_says (act_button (bar, 0), "Add an interview with CAZALS Inès");
  assert_says (act_button (bar, 1), "Fill in the sheet of CAZALS Inès");
  g_assert_false (gtk_widget_get_sensitive (act_button (bar, 0)));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (bar));

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), done);
  window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (bar)));
  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (group));
  g_assert_true (gtk_widget_get_sensitive (act_button (bar, 0)));
  g_signal_emit_by_name (act_button (bar, 0), "clicked");
  /* The cell takes another line. */
  app_step_bar_set_acts (bar, "No interview yet", "DELMAS Hugo", 8, 11);
  g_signal_emit_by_name (act_button (bar, 1), "clicked");
  app_step_bar_set_acts (bar, "No interview yet", "DELMAS Hugo", 8, 11);
  assert_says (act_button (bar, 1), "Fill in the sheet of DELMAS Hugo");
  g_assert_cmpstr (done->str, ==, "add-interview(7, 11) edit-sheet(8, 11) ");
  g_assert_true (gtk_widget_get_mapped (act_button (bar, 1)));
  app_step_bar_set (bar, 1, 5, "Signed by the school");
  g_assert_false (gtk_widget_get_mapped (act_button (bar, 0)));
  g_assert_cmpint (app_step_bar_get_n_done (bar), ==, 2);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (bar));
  app_test_destroy (GTK_WIDGET (bar));
}

static void
test_text_cell (void)
{
  AppTextCell *cell = APP_TEXT_CELL (app_text_cell_new ());
  int one_line, two_lines;

  app_test_show (GTK_WIDGET (cell));
  app_text_cell_set (cell, "Garage Roux", "", FALSE);
  assert_says (cell, "Garage Roux");
  gtk_widget_measure (GTK_WIDGET (cell), GTK_ORIENTATION_VERTICAL, -1, &one_line, NULL, NULL, NULL);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (cell));

  app_text_cell_set (cell, "Garage Roux", "Albi", TRUE);
  assert_says (cell, "Garage Roux, Albi");
  g_assert_cmpstr (app_text_cell_get_detail (cell), ==, "Albi");
  gtk_widget_measure (GTK_WIDGET (cell), GTK_ORIENTATION_VERTICAL, -1, &two_lines, NULL, NULL,
                      NULL);
  /* Rows of one height do not make the list jump. */
  g_assert_cmpint (one_line, ==, two_lines);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (cell));
  app_test_destroy (GTK_WIDGET (cell));
}

static void
test_note_cell (void)
{
  AppNoteCell *cell = APP_NOTE_CELL (app_note_cell_new ());
  static const struct
  {
    guint n_notes, n_unread;
    const char *spoken;
  } cases[] = {
    { 1, 0, "1 note" },
    { 3, 0, "3 notes" },
    { 3, 1, "3 notes, 1 unread" },
    { 12, 12, "12 notes, 12 unread" },
    { 0, 0, "" },
  };

  app_test_show (GTK_WIDGET (cell));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *spoken = NULL;
      int width;

      app_note_cell_set (cell, cases[i].n_notes, cases[i].n_unread);
      spoken = app_note_cell_dup_spoken (cell);
      g_assert_cmpstr (spoken, ==, cases[i].spoken);
      assert_says (cell, cases[i].spoken);
      gtk_widget_measure (GTK_WIDGET (cell), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL,
                          NULL);
      g_assert_true (width > 16 || cases[i].n_notes == 0);
      gtk_test_widget_wait_for_draw (GTK_WIDGET (cell));
    }
  app_test_destroy (GTK_WIDGET (cell));
}

static void
test_unread_mark (void)
{
  AppTextCell *cell = APP_TEXT_CELL (app_text_cell_new ());

  app_test_show (GTK_WIDGET (cell));
  app_text_cell_set (cell, "ABADIE Léa", "2MELEC", TRUE);
  g_assert_null (app_test_find (GTK_WIDGET (cell), APP_TYPE_NOTE_CELL, 0));
  app_text_cell_set_unread (cell, 1);
  assert_says (cell, "ABADIE Léa, 2MELEC, 1 unread note");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (cell));
  g_assert_true (gtk_widget_get_mapped (app_test_find (GTK_WIDGET (cell), APP_TYPE_NOTE_CELL, 0)));
  app_text_cell_set_unread (cell, 0);
  assert_says (cell, "ABADIE Léa, 2MELEC");
  g_assert_false (gtk_widget_get_mapped (app_test_find (GTK_WIDGET (cell), APP_TYPE_NOTE_CELL, 0)));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (cell));
  app_test_destroy (GTK_WIDGET (cell));
}

static void
test_right_to_left (void)
{
  GtkWidget *badge = app_state_badge_new (), *bar = app_step_bar_new ();
  GtkWidget *note = app_note_cell_new (), *text = app_text_cell_new ();

  gtk_widget_set_direction (note, GTK_TEXT_DIR_RTL);
  gtk_widget_set_direction (text, GTK_TEXT_DIR_RTL);
  app_note_cell_set (APP_NOTE_CELL (note), 2, 0);
  app_text_cell_set (APP_TEXT_CELL (text), "ABADIE", "", TRUE);
  app_text_cell_set_unread (APP_TEXT_CELL (text), 2);
  app_test_show (note);
  app_test_show (text);
  app_test_destroy (note);
  app_test_destroy (text);

  gtk_widget_set_direction (badge, GTK_TEXT_DIR_RTL);
  gtk_widget_set_direction (bar, GTK_TEXT_DIR_RTL);
  app_state_badge_set_state (APP_STATE_BADGE (badge),
                             model_search_state_info (MODEL_SEARCH_REFUSED));
  app_step_bar_set (APP_STEP_BAR (bar), 2, 5, "Sent");
  app_test_show (badge);
  app_test_show (bar);
  app_step_bar_set_acts (APP_STEP_BAR (bar), "", "ABADIE Léa", 1, 1);
  gtk_test_widget_wait_for_draw (bar);
  app_test_destroy (badge);
  app_test_destroy (bar);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/cells/badges", test_every_state_has_a_badge);
  g_test_add_func ("/app/cells/symbols", test_every_symbol_exists);
  g_test_add_func ("/app/cells/badge-room", test_badge_takes_the_room_of_its_word);
  g_test_add_func ("/app/cells/step-bar", test_step_bar);
  g_test_add_func ("/app/cells/acts", test_acts);
  g_test_add_func ("/app/cells/text", test_text_cell);
  g_test_add_func ("/app/cells/notes", test_note_cell);
  g_test_add_func ("/app/cells/unread", test_unread_mark);
  g_test_add_func ("/app/cells/right-to-left", test_right_to_left);
  return g_test_run ();
}
