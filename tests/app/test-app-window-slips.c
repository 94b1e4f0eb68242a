/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preview-window.h"
#include "app-test-demo.h"
#include "work-slips.h"

static AppPreviewWindow *
show (AppWindow *window, const char *kind, guint labels, const char *state)
{
  AppPreviewWindow *preview;

  app_test_act (window, "win.slips", "(su)", kind, labels);
  app_test_until ((preview = app_test_find_window (APP_TYPE_PREVIEW_WINDOW)) != NULL
                  && g_str_equal (app_preview_window_get_state (preview), state));
  return preview;
}

static void
close_preview (AppPreviewWindow *preview)
{
  gpointer weak = preview;

  g_object_add_weak_pointer (G_OBJECT (preview), &weak);
  gtk_window_close (GTK_WINDOW (preview));
  app_test_until (weak == NULL);
}

/* (transfer full): the nth line of the list with an agreement, selected alone */
static ModelLine *
select_agreement (AppWindow *window)
{
  AppLineList *list = app_window_get_list (window);

  for (guint i = 0; i < app_line_list_get_n_lines (list); i++)
    {
      g_autoptr (ModelLine) line = app_line_list_get_line (list, i);

      if (line->agreement_id == 0 || line->cancelled || line->company_id == 0)
        continue;
      app_test_act (window, "win.select-line", "i", (int) i);
      return g_steal_pointer (&line);
    }
  g_assert_not_reached ();
}

/* One line that is selected gives one paper of each kind. */
static void
test_selected (void)
{
  AppWindow *window = app_test_open_demo ("slips.paraphe");
  g_autoptr (ModelLine) line = select_agreement (window);

  for (guint i = 0; i < WORK_N_SLIPS; i++)
    {
      AppPreviewWindow *preview = show (window, work_slips_key (i), 24, "pages");

      g_assert_cmpuint (app_preview_window_get_n_pages (preview), ==, 1);
      g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (preview)), ==, work_slips_label (i));
      app_preview_window_find (preview, i == WORK_SLIPS_COVER ? line->student : line->company);
      app_test_until (app_preview_window_get_n_matches (preview) == 1);
      close_preview (preview);
    }
  app_test_close_window (window);
}

/* With nothing selected all of the list is meant, on sheets as they were chosen. */
static void
test_list (void)
{
  AppWindow *window = app_test_open_demo ("slips-list.paraphe");
  AppPreviewWindow *preview;
  guint n_small, n_large;

  app_test_act (window, "win.select-line", "i", -1);
  preview = show (window, "labels", 24, "pages");
  n_small = app_preview_window_get_n_pages (preview);
  close_preview (preview);
  preview = show (window, "labels", 8, "pages");
  n_large = app_preview_window_get_n_pages (preview);
  close_preview (preview);
  g_assert_cmpuint (n_small, >, 1);
  g_assert_cmpuint (n_large, >, n_small);
  app_test_close_window (window);
}

/* What there is nothing to make of is said, in the window that waits for it. */
static void
test_nothing (void)
{
  AppWindow *window = app_test_open_demo ("slips-none.paraphe");
  AppLineList *list = app_window_get_list (window);
  guint i = 0;

  for (; i < app_line_list_get_n_lines (list); i++)
    {
      g_autoptr (ModelLine) line = app_line_list_get_line (list, i);

      if (line->company_id == 0)
        break;
    }
  app_test_act (window, "win.select-line", "i", (int) i);
  close_preview (show (window, "labels", 24, "failure"));
  app_test_act (window, "win.slips", "(su)", "stamps", 24);
  g_assert_null (app_test_find_window (APP_TYPE_PREVIEW_WINDOW));
  app_test_act (window, "win.search-for", "s", "zzzz qqqq");
  g_assert_false (app_test_is_enabled (window, "slips"));
  app_test_close_window (window);
}

/* A window that is closed at once gives up. */
static void
test_closed_at_once (void)
{
  AppWindow *window = app_test_open_demo ("slips-closed.paraphe");
  AppPreviewWindow *preview;

  app_test_act (window, "win.slips", "(su)", "envelopes", 0);
  preview = app_test_find_window (APP_TYPE_PREVIEW_WINDOW);
  g_assert_nonnull (preview);
  close_preview (preview);
  app_test_close_window (window);
}

int
main (int argc, char **argv)
{
  int result;

  app_test_init (&argc, &argv);
  app_test_make_demo ();
  g_test_add_func ("/app/window-slips/selected", test_selected);
  g_test_add_func ("/app/window-slips/list", test_list);
  g_test_add_func ("/app/window-slips/nothing", test_nothing);
  g_test_add_func ("/app/window-slips/closed-at-once", test_closed_at_once);
  result = g_test_run ();
  app_test_remove_demo ();
  return result;
}
