/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-label-window.h"
#include "app-preview-window.h"
#include "app-test-demo.h"
#include "work-slips.h"

#include <sqlite3.h>

static AppLabelWindow *
ask_first (AppWindow *window, guint labels)
{
  AppLabelWindow *asked;

  app_test_act (window, "win.slips", "(su)", "labels", labels);
  app_test_until ((asked = app_test_find_window (APP_TYPE_LABEL_WINDOW)) != NULL);
  g_assert_null (app_test_find_window (APP_TYPE_PREVIEW_WINDOW));
  return asked;
}

static AppPreviewWindow *
show (AppWindow *window, const char *kind, guint labels, const char *state)
{
  AppPreviewWindow *preview;

  if (g_str_equal (kind, "labels"))
    app_label_window_accept (ask_first (window, labels));
  else
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

/* A begun sheet is gone on with, where it was the last time; a sheet of another format is whole. */
static void
test_first_label (void)
{
  AppWindow *window = app_test_open_demo ("slips-first.paraphe");
  G_GNUC_UNUSED g_autoptr (ModelLine) line = select_agreement (window);
  AppLabelWindow *asked = ask_first (window, 24);
  gpointer weak = asked;

  g_assert_cmpuint (app_label_window_get_first (asked), ==, 1);
  app_label_window_set_first (asked, 23);
  g_object_add_weak_pointer (G_OBJECT (asked), &weak);
  gtk_window_close (GTK_WINDOW (asked));
  app_test_until (weak == NULL);
  g_assert_null (app_test_find_window (APP_TYPE_PREVIEW_WINDOW));
  app_test_act (window, "win.select-line", "i", -1);
  asked = ask_first (window, 24);
  g_assert_cmpuint (app_label_window_get_first (asked), ==, 1);
  app_label_window_set_first (asked, 24);
  app_label_window_accept (asked);
  app_test_until (app_test_find_window (APP_TYPE_PREVIEW_WINDOW) != NULL);
  close_preview (app_test_find_window (APP_TYPE_PREVIEW_WINDOW));
  app_test_until (app_test_find_window (APP_TYPE_LABEL_WINDOW) == NULL);
  asked = ask_first (window, 24);
  g_assert_cmpuint (app_label_window_get_first (asked), ==, 24);
  gtk_window_destroy (GTK_WINDOW (asked));
  asked = ask_first (window, 8);
  g_assert_cmpuint (app_label_window_get_first (asked), ==, 1);
  gtk_window_destroy (GTK_WINDOW (asked));
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

/* (transfer full): "1,5,12": the first companies that the window would write to */
static char *
dup_companies (AppWindow *window, guint n)
{
  AppLineList *list = app_window_get_list (window);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GString *ids = g_string_new (NULL);

  for (guint i = 0; g_hash_table_size (known) < n; i++)
    {
      g_autoptr (ModelLine) line = app_line_list_get_line (list, i);

      if (line->company_id == 0 || line->cancelled || g_str_equal (line->placement_state, "refused")
          || !g_hash_table_add (known, g_memdup2 (&line->company_id, sizeof line->company_id)))
        continue;
      g_string_append_printf (ids, "%s%" G_GINT64_FORMAT, ids->len > 0 ? "," : "",
                              line->company_id);
    }
  return g_string_free (ids, FALSE);
}

/* (transfer full): what the dialog says, when so many companies have lost their town */
static char *
dup_left_out (const char *name, guint n_lost)
{
  g_autofree char *path = app_test_copy_demo (name);
  AppWindow *window = app_test_open_window (path);
  g_autofree char *ids = dup_companies (window, n_lost);
  g_autofree char *sql = g_strdup_printf ("UPDATE company SET town = NULL WHERE id IN (%s);"
                                          "UPDATE site SET town = NULL WHERE company_id IN (%s)",
                                          ids, ids);
  AppPreviewWindow *preview;
  AdwMessageDialog *dialog;
  sqlite3 *database = NULL;
  char *body;

  app_test_close_window (window);
  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (database);
  window = app_test_open_window (path);
  app_test_act (window, "win.select-line", "i", -1);
  preview = show (window, "envelopes", 0, "pages");
  app_test_until ((dialog = app_test_find_window (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  body = g_strdup (adw_message_dialog_get_body (dialog));
  gtk_window_destroy (GTK_WINDOW (dialog));
  close_preview (preview);
  app_test_close_window (window);
  return body;
}

static void
assert_n_lines (const char *text, guint n)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, n);
}

/* Companies without an address are told, but never more of them than a dialog can say. */
static void
test_left_out (void)
{
  g_autofree char *two = dup_left_out ("slips-two.paraphe", 2);
  g_autofree char *many = dup_left_out ("slips-many.paraphe", 20);

  assert_n_lines (two, 2);
  assert_n_lines (many, 6);
  g_assert_true (g_str_has_suffix (many, "And so are 15 others."));
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
  g_test_add_func ("/app/window-slips/first-label", test_first_label);
  g_test_add_func ("/app/window-slips/nothing", test_nothing);
  g_test_add_func ("/app/window-slips/left-out", test_left_out);
  g_test_add_func ("/app/window-slips/closed-at-once", test_closed_at_once);
  result = g_test_run ();
  app_test_remove_demo ();
  return result;
}
