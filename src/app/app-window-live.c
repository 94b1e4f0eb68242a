/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-prompt.h"
#include "work-account.h"
#include "work-query.h"

/* Seconds between two looks at what others have done: while somebody is here, while the database is
 * away, and while nobody has looked at the window for some minutes. */
#define PAUSE_HERE   2
#define PAUSE_AWAY   4
#define PAUSE_ABSENT 15
#define ABSENT_US    (5 * G_TIME_SPAN_MINUTE)

/* A look that takes longer than this means that the drive answers no more. */
#define HANGS_US (20 * G_TIME_SPAN_SECOND)

/* What has no history, as a mail that has left, is no reason to read the list again and again. */
#define QUIET_US (10 * G_TIME_SPAN_SECOND)

/* How long it is said who has changed what. */
#define NEWS_SECONDS 30

/* What an answer belongs to. It keeps no window: one that is closed waits for none. */
typedef struct
{
  GWeakRef window;
  GCancellable *cancellable;
} Look;

static void
look_free (Look *asked)
{
  g_weak_ref_clear (&asked->window);
  g_object_unref (asked->cancellable);
  g_free (asked);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

static Look *
look_new (AppWindow *self)
{
  Look *asked = g_new0 (Look, 1);

  g_weak_ref_init (&asked->window, self);
  asked->cancellable = g_object_ref (self->cancellable);
  return asked;
}

/* ---- the database is away, and back ---- */

/* Said for as long as it lasts, with the reason, if there is one. What is typed stays, and it is
 * tried again every few seconds. */
static void
lose_database (AppWindow *self, const char *reason)
{
  g_autofree char *text = NULL;

  if (reason != NULL)
    /* Translators: %s is a sentence that says why. */
    text = g_strdup_printf (_ ("The database cannot be reached: nothing can be saved just now. "
                               "What you type stays here, and it is tried again every few "
                               "seconds. %s"),
                            reason);
  else
    text = g_strdup (_ ("The database does not answer: nothing can be saved just now. What you "
                        "type stays here. Check the network."));
  self->live.is_away = TRUE;
  if (g_strcmp0 (app_live_bar_get_text (self->away_bar), text) != 0)
    app_live_bar_warn (self->away_bar, text, _ ("_Retry"));
  _app_window_offer_to_give_up (self);
}

static void
find_database (AppWindow *self)
{
  self->live.is_away = FALSE;
  app_live_bar_clear (self->away_bar);
  app_live_bar_tell (self->news_bar, _ ("The database is there again."), NEWS_SECONDS);
  _app_window_reload (self);
}

/* ---- what others have done ---- */

static gboolean
is_about_line (const WorkSeatChange *change, const ModelLine *line)
{
  return work_seat_change_is_about (change, MODEL_ENTITY_STUDENT, line->student_id)
         || (line->search_id != 0
             && work_seat_change_is_about (change, MODEL_ENTITY_SEARCH, line->search_id))
         || (line->placement_id != 0
             && work_seat_change_is_about (change, MODEL_ENTITY_PLACEMENT, line->placement_id))
         || (line->agreement_id != 0
             && work_seat_change_is_about (change, MODEL_ENTITY_AGREEMENT, line->agreement_id));
}

static gboolean
are_about_line (WorkChanges *changes, const ModelLine *line)
{
  for (guint i = 0; line != NULL && i < changes->changes->len; i++)
    if (is_about_line (changes->changes->pdata[i], line))
      return TRUE;
  return FALSE;
}

static void
tell_news (AppWindow *self, WorkChanges *changes)
{
  g_autofree char *said = work_changes_describe (changes);
  g_autofree char *text = NULL;

  if (are_about_line (changes, app_detail_get_line (self->detail)))
    /* Translators: who did what at another seat, when it is about the student who is looked at. */
    text = g_strdup_printf (_ ("%s — about this student"), said);
  else
    text = g_steal_pointer (&said);
  app_live_bar_tell (self->news_bar, text, NEWS_SECONDS);
}

static gboolean
is_open (GtkMenuButton *button)
{
  GtkPopover *popover = gtk_menu_button_get_popover (button);

  return popover != NULL && gtk_widget_get_mapped (GTK_WIDGET (popover));
}

/* A menu that is filled again goes away under the pointer: whoever chooses is waited for. */
static void
reload_when_free (AppWindow *self)
{
  if (!self->live.is_wanted || _app_window_is_locked (self) || is_open (self->year_button)
      || is_open (self->step_button))
    return;
  self->live.is_wanted = FALSE;
  _app_window_reload (self);
}

/* On a database of this computer nobody else can be. */
static void
set_shared (AppWindow *self, gboolean is_shared)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "seats");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_shared);
}

static void
take (AppWindow *self, WorkChanges *changes)
{
  gint64 now = g_get_monotonic_time ();

  set_shared (self, changes->is_shared);
  self->live.cursor = changes->cursor;
  self->live.quiet_wanted |= changes->has_moved;
  if (changes->changes->len > 0)
    {
      tell_news (self, changes);
      g_signal_emit_by_name (self, "seats-changed", changes);
    }
  else if (!self->live.quiet_wanted || now - self->live.quiet_last < QUIET_US)
    return;
  self->live.quiet_wanted = FALSE;
  self->live.quiet_last = now;
  self->live.is_wanted = TRUE;
  reload_when_free (self);
}

static void
on_looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Look) asked = user_data;
  g_autoptr (AppWindow) self = g_weak_ref_get (&asked->window);
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkChanges) changes = work_school_poll_finish (WORK_SCHOOL (source), result, &error);

  if (self == NULL || g_cancellable_is_cancelled (asked->cancellable))
    return;
  self->live.is_looking = FALSE;
  if (work_school_needs_sign_in (self->school))
    {
      _app_window_shut_out (self);
      return;
    }
  if (changes == NULL)
    return;
  if (!changes->is_reachable)
    {
      lose_database (self, changes->reason);
      return;
    }
  if (self->live.is_away)
    find_database (self);
  take (self, changes);
}

/* ---- when ---- */

static gboolean
has_active_window (AppWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  GtkWindow *active =
      application != NULL ? gtk_application_get_active_window (application) : GTK_WINDOW (self);

  for (GtkWindow *at = active; at != NULL; at = gtk_window_get_transient_for (at))
    if (at == GTK_WINDOW (self))
      return gtk_window_is_active (active);
  return FALSE;
}

static gboolean
is_minimized (AppWindow *self)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self));

  return surface == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self))
         || (GDK_IS_TOPLEVEL (surface)
             && (gdk_toplevel_get_state (GDK_TOPLEVEL (surface)) & GDK_TOPLEVEL_STATE_MINIMIZED)
                    != 0);
}

static guint
find_pause (AppWindow *self, gint64 now)
{
  if (has_active_window (self))
    self->live.seen = now;
  if (self->live.is_away)
    return PAUSE_AWAY;
  return is_minimized (self) || now - self->live.seen > ABSENT_US ? PAUSE_ABSENT : PAUSE_HERE;
}

/* Long work has the database thread to itself: its own bar says so. */
static gboolean
hangs (AppWindow *self, gint64 now)
{
  return self->live.is_looking && now - self->live.asked > HANGS_US && self->job == NULL
         && self->sync.job == NULL && self->sending.job == NULL && self->sending.rules == NULL;
}

static gboolean
on_tick_cb (gpointer user_data)
{
  AppWindow *self = user_data;
  gint64 now = g_get_monotonic_time ();
  guint pause = find_pause (self, now);

  reload_when_free (self);
  if (hangs (self, now) && !self->live.is_away)
    lose_database (self, NULL);
  /* Half a second less: a tick that comes a little early is not put off to the next. */
  if (now - self->live.asked >= pause * G_TIME_SPAN_SECOND - G_TIME_SPAN_SECOND / 2)
    _app_window_look_at_seats (self);
  return G_SOURCE_CONTINUE;
}

/**
 * _app_window_look_at_seats:
 * @self: a window
 *
 * Looks at once at what others have done, and whether the database is there; never while an earlier
 * look is under way.
 */
void
_app_window_look_at_seats (AppWindow *self)
{
  if (self->live.is_looking || self->school == NULL)
    return;
  self->live.is_looking = TRUE;
  self->live.asked = g_get_monotonic_time ();
  work_school_poll_async (self->school, &self->live.cursor, self->cancellable, on_looked_cb,
                          look_new (self));
}

static void
on_active_cb (AppWindow *self)
{
  if (self->live.source != 0 && gtk_window_is_active (GTK_WINDOW (self)))
    _app_window_look_at_seats (self);
}

/**
 * _app_window_start_live:
 * @self: a window with its first overview
 *
 * Follows from now on what others do with the school.
 */
void
_app_window_start_live (AppWindow *self)
{
  _app_window_stop_live (self);
  set_shared (self, FALSE);
  self->live.cursor.moved = self->overview->moved;
  self->live.cursor.opened = self->overview->opened;
  self->live.seen = g_get_monotonic_time ();
  self->live.source = g_timeout_add_seconds (PAUSE_HERE, on_tick_cb, self);
}

/**
 * _app_window_stop_live:
 * @self: a window
 *
 * Follows nothing any more.
 */
void
_app_window_stop_live (AppWindow *self)
{
  g_clear_handle_id (&self->live.source, g_source_remove);
  self->live = (AppWindowLive){ 0 };
}

static void
on_look_again_cb (AppLiveBar *bar, AppWindow *self)
{
  _app_window_look_at_seats (self);
}

/* ---- who is here ---- */

static void
on_seats_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Look) asked = user_data;
  g_autoptr (AppWindow) self = g_weak_ref_get (&asked->window);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) seats = work_school_read_finish (WORK_SCHOOL (source), result, &error);
  g_autofree char *text = NULL;

  if (self == NULL || g_cancellable_is_cancelled (asked->cancellable))
    return;
  if (seats == NULL)
    {
      _app_window_show_error (self, _ ("Who Is Here Could Not Be Read"), error);
      return;
    }
  text = work_seats_describe (seats);
  app_prompt_say (GTK_WINDOW (self), _ ("Who Is Here"), text);
}

static void
on_seats_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;

  if (self->school != NULL)
    work_school_read_async (self->school, work_query_seats_new (), self->cancellable,
                            on_seats_read_cb, look_new (self));
}

static const GActionEntry entries[] = {
  { "seats", on_seats_cb },
};

/**
 * _app_window_install_live:
 * @self: a window
 *
 * Whoever comes back to the window sees at once what others have done meanwhile.
 */
void
_app_window_install_live (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  set_shared (self, FALSE);
  g_signal_connect_object (self->away_bar, "activated", G_CALLBACK (on_look_again_cb), self, 0);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (on_active_cb), NULL);
}
