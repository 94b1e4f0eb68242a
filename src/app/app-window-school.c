/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-bench.h"
#include "app-counts.h"
#include "app-lines.h"
#include "base-date.h"
#include "base-text.h"
#include "store-error.h"
#include "work-error.h"
#include "work-examination.h"

/* A window that would only say "opening" for a moment is not worth showing: it waits this long for
 * its first list. */
#define PATIENCE_MS 250

/* What an answer of the database thread belongs to: another school may have been opened since. */
typedef struct
{
  AppWindow *window;
  GCancellable *cancellable;
} AppWindowAsk;

static AppWindowAsk *
ask_new (AppWindow *self)
{
  AppWindowAsk *ask = g_new0 (AppWindowAsk, 1);

  ask->window = g_object_ref (self);
  ask->cancellable = g_object_ref (self->cancellable);
  return ask;
}

static void
ask_free (AppWindowAsk *ask)
{
  g_object_unref (ask->window);
  g_object_unref (ask->cancellable);
  g_free (ask);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppWindowAsk, ask_free)

static gboolean
ask_is_current (AppWindowAsk *ask)
{
  return !g_cancellable_is_cancelled (ask->cancellable);
}

static void
present_now (AppWindow *self)
{
  g_clear_handle_id (&self->present_source, g_source_remove);
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  app_bench_frame_since_exec (GTK_WIDGET (self), "first-frame");
  gtk_window_present (GTK_WINDOW (self));
}

static gboolean
on_patience_cb (gpointer user_data)
{
  AppWindow *self = user_data;

  self->present_source = 0;
  present_now (self);
  return G_SOURCE_REMOVE;
}

/**
 * app_window_start:
 * @self: a window
 *
 * Shows the window: at once, or with its list when one is being read and comes soon.
 */
void
app_window_start (AppWindow *self)
{
  g_return_if_fail (APP_IS_WINDOW (self));
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    gtk_window_present (GTK_WINDOW (self));
  else if (g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "loading") != 0)
    present_now (self);
  else if (self->present_source == 0)
    self->present_source = g_timeout_add (PATIENCE_MS, on_patience_cb, self);
}

/**
 * _app_window_is_read_only:
 * @self: a window
 *
 * Returns: whether nothing can be changed: no school, or one that cannot be written
 */
gboolean
_app_window_is_read_only (AppWindow *self)
{
  return self->school == NULL || work_school_is_read_only (self->school);
}

static void
show_failure (AppWindow *self, const GError *error)
{
  g_autofree char *text = g_markup_escape_text (error->message, -1);

  adw_status_page_set_description (self->failed, text);
  gtk_widget_set_visible (GTK_WIDGET (self->restore_button),
                          g_error_matches (error, STORE_ERROR, STORE_ERROR_CORRUPT));
  gtk_stack_set_visible_child_name (self->pages, "failed");
  _app_window_update_actions (self);
  if (self->present_source != 0)
    present_now (self);
}

static const char *
name_of_year (WorkOverview *overview)
{
  for (guint i = 0; i < overview->years->len; i++)
    {
      const WorkYear *year = overview->years->pdata[i];

      if (year->id == overview->year_id)
        return year->name;
    }
  return _ ("School Year");
}

static void
show_read_only (AppWindow *self)
{
  gboolean read_only = work_school_is_read_only (self->school);
  const char *reason = work_school_get_read_only_reason (self->school);

  gtk_revealer_set_reveal_child (self->read_only_bar, read_only);
  gtk_widget_set_visible (GTK_WIDGET (self->read_only_bar), read_only);
  gtk_label_set_label (self->read_only_reason,
                       reason != NULL && reason[0] != '\0' ? reason : _ ("Read-only database."));
  app_detail_set_read_only (self->detail,
                            read_only || !_app_window_may (self, MODEL_ACT_MOVE_STEP));
}

static void
on_examined_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindowAsk) ask = user_data;
  AppWindow *self = ask->window;
  g_autoptr (GError) error = NULL;

  if (work_school_examine_finish (WORK_SCHOOL (source), result, &error) || !ask_is_current (ask)
      || !g_error_matches (error, STORE_ERROR, STORE_ERROR_CORRUPT))
    return;
  show_read_only (self);
  _app_window_update_actions (self);
  _app_window_show_error (self, _ ("The Database Is Damaged"), error);
}

static gboolean
on_examine_cb (gpointer user_data)
{
  AppWindowAsk *ask = user_data;

  if (ask_is_current (ask))
    work_school_examine_async (ask->window->school, ask->cancellable, on_examined_cb,
                               ask_new (ask->window));
  return G_SOURCE_REMOVE;
}

/* Once all that is on the screen is drawn: looking at every page of the file takes longer than
 * that, and nobody is to wait for it. */
static void
plan_examination (AppWindow *self)
{
  g_idle_add_full (G_PRIORITY_LOW, on_examine_cb, ask_new (self), (GDestroyNotify) ask_free);
}

static AppLineListEmpty
why_empty (AppWindow *self, const char *words)
{
  if (self->overview->lines->len == 0)
    return APP_LINE_LIST_EMPTY_SCHOOL;
  if (!model_filter_is_empty (&self->filter))
    return APP_LINE_LIST_EMPTY_FILTER;
  return words != NULL ? APP_LINE_LIST_EMPTY_SEARCH : APP_LINE_LIST_EMPTY_SCOPE;
}

/* Shows the lines of the place and the words that are looked at, of those that pass the filter. */
static void
refresh_list (AppWindow *self, void (*show) (AppLineList *, GPtrArray *, AppLineListEmpty))
{
  g_autoptr (GPtrArray) visible = NULL;
  g_autofree char *words = NULL;
  ModelScope scope = { 0 };

  if (self->overview == NULL)
    return;
  words = base_text_fold (gtk_editable_get_text (self->search_entry));
  g_strstrip (words);
  if (words[0] == '\0')
    g_clear_pointer (&words, g_free);
  scope.class_group_id = self->place.class_group_id;
  scope.period_id = self->place.period_id;
  scope.todo = self->place.todo;
  scope.today = self->today;
  scope.words = words;
  scope.stages = self->stages;
  scope.filter = &self->filter;
  /* Nothing is done to lines that are not shown. */
  visible = self->place.is_outbox ? g_ptr_array_new ()
                                  : app_lines_in_scope (self->overview->lines, &scope);
  _app_window_show_contents (self);
  app_line_list_set_scope (self->list, scope.class_group_id != 0, scope.period_id != 0);
  show (self->list, visible, why_empty (self, words));
  _app_window_update_title (self, visible);
  _app_window_show_stages (self);
}

/* Puts what was just read in place of what was read before. */
static void
apply (AppWindow *self, WorkOverview *overview)
{
  gboolean is_first = self->overview == NULL;

  _app_window_notify_unread (self, self->overview, overview);
  g_clear_pointer (&self->overview, work_overview_free);
  self->overview = overview;
  self->year_id = overview->year_id;
  g_free (self->today);
  self->today = base_date_today_iso ();

  self->is_applying = TRUE;
  gtk_menu_button_set_label (self->year_button, name_of_year (overview));
  app_line_list_set_steps (self->list, overview->steps);
  app_line_list_set_looks (self->list, overview->looks);
  _app_window_show_filter (self);
  app_detail_set_school (self->detail, self->school, overview);
  app_sidebar_set_for_teacher (self->sidebar, _app_window_get_teacher (self) != 0);
  app_sidebar_set_overview (self->sidebar, overview, app_counts_new (overview->lines, self->today));
  if (is_first)
    _app_window_restore_place (self);
  self->place = *app_sidebar_row_get_place (app_sidebar_get_selected (self->sidebar));
  self->is_applying = FALSE;
  show_read_only (self);
  _app_window_fill_menus (self);
}

/* Shows the lines of what was just put there, and all that stands beside them. */
static void
show_applied (AppWindow *self, gboolean is_first)
{
  const WorkAccount *account = work_school_get_account (self->school);

  refresh_list (self, app_line_list_show_again);
  _app_window_refresh_year (self);
  _app_window_refresh_people (self);
  _app_window_show_wanted_line (self);
  _app_window_plan_sync (self);
  _app_window_read_outbox (self);
  _app_window_refresh_compose (self);
  _app_window_plan_rules (self);
  if (is_first || self->account.shown != (account != NULL ? account->id : 0))
    _app_window_show_account (self);
  if (!_app_window_is_locked (self))
    gtk_stack_set_visible_child_name (self->pages, "school");
  if (is_first)
    {
      _app_window_remember_database (self);
      _app_window_start_live (self);
      plan_examination (self);
      _app_window_plan_backup (self);
    }
  app_bench_frame_since_exec (GTK_WIDGET (self), is_first ? "list-ready" : "read-again");
  if (self->present_source != 0)
    present_now (self);
}

/* What was read, until it is shown. */
typedef struct
{
  AppWindowAsk *ask;
  WorkOverview *overview; /* (nullable): %NULL once it was put in place */
  gboolean is_first;
} AppWindowReading;

static void
reading_free (gpointer data)
{
  AppWindowReading *reading = data;

  ask_free (reading->ask);
  g_clear_pointer (&reading->overview, work_overview_free);
  g_free (reading);
}

static void
end_loading (AppWindow *self)
{
  self->is_loading = FALSE;
  if (self->reload_wanted)
    _app_window_reload (self);
}

static gboolean
on_apply_cb (gpointer user_data)
{
  AppWindowReading *reading = user_data;
  AppWindow *self = reading->ask->window;

  if (!ask_is_current (reading->ask))
    return G_SOURCE_REMOVE;
  if (reading->overview != NULL)
    {
      reading->is_first = self->overview == NULL;
      apply (self, g_steal_pointer (&reading->overview));
      return G_SOURCE_CONTINUE;
    }
  show_applied (self, reading->is_first);
  end_loading (self);
  return G_SOURCE_REMOVE;
}

/* Ten thousand lines are compared at one go, counted at the next and shown then: the window answers
 * between. */
static void
apply_soon (AppWindowAsk *ask, WorkOverview *overview)
{
  AppWindow *self = ask->window;
  AppWindowReading *reading = g_new0 (AppWindowReading, 1);

  if (self->overview != NULL && self->overview->year_id == overview->year_id)
    app_lines_keep_unchanged (overview->lines, self->overview->lines);
  reading->ask = ask;
  reading->overview = overview;
  g_idle_add_full (G_PRIORITY_DEFAULT, on_apply_cb, reading, reading_free);
}

static void
on_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindowAsk) ask = user_data;
  AppWindow *self = ask->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkOverview) overview =
      work_school_load_finish (WORK_SCHOOL (source), result, &error);

  if (!ask_is_current (ask))
    return;
  if (overview != NULL)
    {
      apply_soon (g_steal_pointer (&ask), g_steal_pointer (&overview));
      return;
    }
  /* The year that was looked at may have been taken back: there are others. */
  if (self->year_id != 0 && g_error_matches (error, WORK_ERROR, WORK_ERROR_NOT_FOUND))
    {
      self->year_id = 0;
      self->reload_wanted = TRUE;
    }
  else if (self->overview == NULL)
    show_failure (self, error);
  else if (self->live.is_away || work_error_is_unreachable (error))
    _app_window_look_at_seats (self);
  else
    _app_window_show_error (self, _ ("The School Could Not Be Read Again"), error);
  end_loading (self);
}

/**
 * _app_window_reload:
 * @self: a window
 *
 * Reads the school year again; a reading that is under way is followed by another.
 */
void
_app_window_reload (AppWindow *self)
{
  if (self->school == NULL)
    return;
  self->reload_wanted = self->is_loading;
  if (self->is_loading)
    return;
  self->is_loading = TRUE;
  work_school_load_async (self->school, self->year_id, self->cancellable, on_loaded_cb,
                          ask_new (self));
}

static void
on_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindowAsk) ask = user_data;
  AppWindow *self = ask->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkOverview) overview = NULL;
  g_autoptr (WorkSchool) school =
      work_opening_wait_finish (WORK_OPENING (source), result, &overview, &error);

  if (!ask_is_current (ask))
    {
      if (school != NULL)
        work_school_close (school);
      return;
    }
  self->school = g_steal_pointer (&school);
  app_bench_mark ("opened");
  if (overview != NULL)
    {
      apply (self, g_steal_pointer (&overview));
      show_applied (self, TRUE);
    }
  else if (self->school != NULL && g_error_matches (error, WORK_ERROR, WORK_ERROR_SIGN_IN))
    {
      _app_window_ask_sign_in (self);
      if (self->present_source != 0)
        present_now (self);
    }
  else
    show_failure (self, error);
}

/**
 * _app_window_close_school:
 * @self: a window
 *
 * Lets go of the school; answers that are still under way are ignored.
 */
void
_app_window_close_school (AppWindow *self)
{
  _app_window_stop_backup (self);
  _app_window_stop_sync (self);
  _app_window_stop_sending (self);
  _app_window_forget_lock (self);
  _app_window_forget_account (self);
  _app_window_stop_live (self);
  app_live_bar_clear (self->away_bar);
  app_live_bar_clear (self->backup_bar);
  app_live_bar_clear (self->news_bar);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->overview != NULL)
    {
      app_detail_set_line (self->detail, NULL);
      app_line_list_unselect (self->list);
    }
  if (self->school != NULL)
    work_school_close (self->school);
  g_clear_object (&self->school);
  g_clear_pointer (&self->overview, work_overview_free);
  g_hash_table_remove_all (self->documents);
  self->is_loading = FALSE;
  self->reload_wanted = FALSE;
  self->year_id = 0;
  self->stages = 0;
  if (self->year_window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->year_window));
  if (self->people_window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->people_window));
}

/**
 * app_window_open_started:
 * @self: a window
 * @opening: a school that is being opened
 *
 * Shows the school as soon as it is there.
 */
void
app_window_open_started (AppWindow *self, WorkOpening *opening)
{
  g_return_if_fail (APP_IS_WINDOW (self));
  _app_window_close_school (self);
  g_free (self->path);
  self->path = g_strdup (work_opening_get_path (opening));
  self->cancellable = g_cancellable_new ();
  adw_status_page_set_title (self->loading, _ ("Opening the Database…"));
  gtk_stack_set_visible_child_name (self->pages, "loading");
  work_opening_wait_async (opening, on_opened_cb, ask_new (self));
}

/**
 * app_window_open:
 * @self: a window
 * @path: a database
 *
 * Opens @path in the background and shows it. While something is typed on a page and not saved, it
 * is asked what becomes of that instead.
 */
void
app_window_open (AppWindow *self, const char *path)
{
  g_autoptr (WorkOpening) opening = NULL;

  g_return_if_fail (APP_IS_WINDOW (self));
  /* Nobody but whoever has locked the window goes elsewhere with it. */
  if (_app_window_is_locked (self)
      || !_app_window_leave_people (self, "app.open", g_variant_new_string (path)))
    return;
  opening = work_opening_start (path, STORE_OPEN_WRITE);
  app_window_open_started (self, opening);
}

/**
 * _app_window_refresh_list:
 * @self: a window
 *
 * Shows the lines of the place and the words that are looked at, of those that pass the filter.
 */
void
_app_window_refresh_list (AppWindow *self)
{
  refresh_list (self, app_line_list_show);
}
