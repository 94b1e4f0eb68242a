/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-lines.h"
#include "work-signing.h"

/* Seconds between two looks at the provider, until the first one has told better. */
#define FIRST_PAUSE 300

/* So many agreements are asked for one by one when they are selected. */
#define MOST_WHOLE 25

/* ---- what happened ---- */

/* (nullable): @n things of one kind, for somebody who looks elsewhere: figures, no names */
static char *
count_events (WorkSigningEventKind kind, guint n)
{
  switch (kind)
    {
    case WORK_SIGNING_COMPLETED:
      return g_strdup_printf (
          ngettext ("%u agreement signed by all", "%u agreements signed by all", n), n);
    case WORK_SIGNING_DECLINED:
      return g_strdup_printf (ngettext ("%u signature declined", "%u signatures declined", n), n);
    case WORK_SIGNING_BOUNCED:
      return g_strdup_printf (
          ngettext ("%u invitation did not arrive", "%u invitations did not arrive", n), n);
    case WORK_SIGNING_EXPIRED:
      return g_strdup_printf (
          ngettext ("%u agreement expired unsigned", "%u agreements expired unsigned", n), n);
    case WORK_SIGNING_CANCELLED:
      return g_strdup_printf (ngettext ("%u signature stopped at the provider",
                                        "%u signatures stopped at the provider", n),
                              n);
    case WORK_SIGNING_FAILED:
      return g_strdup_printf (
          ngettext ("%u agreement needs your attention", "%u agreements need your attention", n),
          n);
    case WORK_SIGNING_MOVED:
      return g_strdup_printf (ngettext ("%u address changed at the provider",
                                        "%u addresses changed at the provider", n),
                              n);
    default:
      return NULL;
    }
}

static char *
sum_up (GPtrArray *events)
{
  guint counts[WORK_SIGNING_N_EVENTS] = { 0 };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < events->len; i++)
    counts[((const WorkSigningEvent *) events->pdata[i])->kind]++;
  for (guint kind = 0; kind < WORK_SIGNING_N_EVENTS; kind++)
    {
      g_autofree char *one = counts[kind] > 0 ? count_events (kind, counts[kind]) : NULL;

      if (one != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", one);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Those that are told with one switch: what is signed, or what does not get on. */
static GPtrArray *
select_events (GPtrArray *events, gboolean completed)
{
  GPtrArray *selected = g_ptr_array_new ();

  for (guint i = 0; i < events->len; i++)
    {
      const WorkSigningEvent *event = events->pdata[i];
      g_autofree char *said = count_events (event->kind, 1);

      if (said != NULL && (event->kind == WORK_SIGNING_COMPLETED) == completed)
        g_ptr_array_add (selected, events->pdata[i]);
    }
  return selected;
}

/* A click goes to the agreement, when it is about one. */
static void
notify_events (AppWindow *self, GPtrArray *events, gboolean completed)
{
  g_autoptr (GPtrArray) selected = select_events (events, completed);
  g_autofree char *summary = sum_up (selected);
  gint64 agreement_id =
      selected->len == 1 ? ((const WorkSigningEvent *) selected->pdata[0])->agreement_id : 0;

  if (selected->len > 0)
    _app_window_notify (self,
                        &(AppNotice){ .setting = completed ? "notify-signed" : "notify-declined",
                                      .tag = completed ? "signed" : "declined",
                                      .summary = _ ("Electronic Signature"),
                                      .body = summary,
                                      .agreement_id = agreement_id });
}

/* What is worth a word: not each opening, not each signature. */
static void
say_events (AppWindow *self, GPtrArray *events)
{
  g_autofree char *summary = sum_up (events);
  const WorkSigningEvent *only = events->len == 1 ? events->pdata[0] : NULL;

  if (summary[0] == '\0')
    return;
  _app_window_toast (self, only != NULL ? only->sentence : summary, NULL, NULL, NULL);
  notify_events (self, events, TRUE);
  notify_events (self, events, FALSE);
}

/* ---- by itself ---- */

static gboolean
has_something_to_follow (AppWindow *self)
{
  g_autoptr (GArray) ids = NULL;

  if (self->overview == NULL || _app_window_signing_provider (self) == NULL
      || _app_window_is_read_only (self))
    return FALSE;
  ids = app_lines_in_signature (self->overview->lines);
  return ids->len > 0;
}

static gboolean
on_time_cb (gpointer user_data)
{
  AppWindow *self = user_data;

  self->sync.source = 0;
  _app_window_sync (self);
  return G_SOURCE_REMOVE;
}

static void
plan_next (AppWindow *self)
{
  gboolean is_active = gtk_window_is_active (GTK_WINDOW (self));
  gint64 elapsed = (g_get_monotonic_time () - self->sync.last) / G_USEC_PER_SEC;

  g_clear_handle_id (&self->sync.source, g_source_remove);
  if (self->sync.job == NULL && has_something_to_follow (self))
    self->sync.source = g_timeout_add_seconds (
        work_signing_wait (self->sync.pause, is_active, elapsed), on_time_cb, self);
}

/* Without the key nothing is followed: said once, not at each look. */
static void
say_no_key (AppWindow *self)
{
  _app_window_forget_key (self);
  if (self->sync.said_no_key)
    return;
  self->sync.said_no_key = TRUE;
  _app_window_toast (self,
                     _ ("No key for the provider, or a wrong one: signatures are not followed."),
                     _ ("_Enter It"), "win.sign-sync", NULL);
}

/* (transfer full) (nullable): the selected agreements that are with their signatories: of these
 * all is asked, also what lists do not tell; of too many it would take the provider too long. */
static GArray *
ask_whole (AppWindow *self)
{
  g_autoptr (GPtrArray) selected = app_line_list_get_selected (self->list);
  g_autoptr (GArray) ids = app_lines_in_signature (selected);

  return ids->len > 0 && ids->len <= MOST_WHOLE ? g_steal_pointer (&ids) : NULL;
}

/* What is asked for now, and what has been told already. */
typedef struct
{
  GArray *whole;     /* (nullable) (element-type gint64): agreements of which all is asked */
  GPtrArray *events; /* (nullable): of the look that was under way when this was asked for */
} AppSyncing;

static AppSyncing *
syncing_new (GArray *whole, GPtrArray *events)
{
  AppSyncing *syncing = g_new0 (AppSyncing, 1);

  syncing->whole = whole;
  syncing->events = events != NULL ? g_ptr_array_ref (events) : NULL;
  return syncing;
}

static void
syncing_free (gpointer data)
{
  AppSyncing *syncing = data;

  g_clear_pointer (&syncing->whole, g_array_unref);
  g_clear_pointer (&syncing->events, g_ptr_array_unref);
  g_free (syncing);
}

static WorkJob *
make_sync (WorkSchool *school, gpointer data, const char *key)
{
  GArray *ids = ((const AppSyncing *) data)->whole;

  return ids != NULL ? work_signing_sync_whole_new (school, _app_window_ids (ids), ids->len, key)
                     : work_signing_sync_new (school, TRUE, key);
}

static char *
say_news (GPtrArray *events)
{
  g_autofree char *summary = sum_up (events);

  if (summary[0] != '\0')
    return g_steal_pointer (&summary);
  if (events->len > 0)
    return g_strdup_printf (ngettext ("%u novelty", "%u novelties", events->len), events->len);
  return g_strdup (_ ("Nothing new at the provider."));
}

static char *
say_synced (WorkJob *job, gpointer data)
{
  const AppSyncing *syncing = data;
  GPtrArray *last = work_signing_sync_get_events (job);
  g_autoptr (GPtrArray) events = g_ptr_array_new ();

  if (syncing->events != NULL)
    g_ptr_array_extend (events, syncing->events, NULL, NULL);
  g_ptr_array_extend (events, last, NULL, NULL);
  return say_news (events);
}

static const AppSigningTask syncing = {
  .title = N_ ("Signatures"),
  .heading = N_ ("The Provider Was Not Asked"),
  .make = make_sync,
  .say = say_synced,
  .says_always = TRUE,
};

/* Somebody asked while the provider was being asked by itself: that began before and has perhaps
 * read what was so then, or nothing at all as it was not due. So it is asked again, and all is
 * told. */
static void
answer (AppWindow *self, GPtrArray *events, GError *error)
{
  g_autofree char *summary = say_news (events);

  self->sync.asked = FALSE;
  if (error != NULL && !_app_window_lacks_key (error))
    _app_window_show_error (self, _ (syncing.heading), error);
  else if (self->job != NULL)
    _app_window_toast (self, summary, NULL, NULL, NULL);
  else
    _app_window_start_signing (self, &syncing, syncing_new (ask_whole (self), events),
                               syncing_free);
}

static void
on_synced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  WorkJob *job = WORK_JOB (source);
  g_autoptr (GPtrArray) events = NULL;
  gboolean is_same = self->sync.job == job;

  work_job_run_finish (job, result, &error);
  self->n_pending--;
  if (is_same)
    {
      g_clear_object (&self->sync.job);
      g_clear_object (&self->sync.cancellable);
    }
  if (_app_window_finish_closing (self) || !is_same)
    return;
  self->sync.last = g_get_monotonic_time ();
  self->sync.pause = MAX (1, work_signing_sync_get_pause (job));
  events = g_ptr_array_ref (work_signing_sync_get_events (job));
  if (self->sync.asked)
    answer (self, events, error);
  else if (_app_window_lacks_key (error))
    say_no_key (self);
  else
    say_events (self, events);
  if (events->len > 0)
    _app_window_reload (self);
  plan_next (self);
}

/**
 * _app_window_sync:
 * @self: a window
 *
 * Asks the provider what became of the agreements that are being signed, beside whatever else the
 * window does; nothing is said when nothing happened.
 */
void
_app_window_sync (AppWindow *self)
{
  if (self->sync.job != NULL || self->is_closing || !has_something_to_follow (self))
    return;
  self->sync.job = work_signing_sync_new (self->school, FALSE, _app_window_typed_key (self));
  self->sync.cancellable = g_cancellable_new ();
  self->n_pending++;
  work_job_run_async (self->sync.job, self->sync.cancellable, on_synced_cb, g_object_ref (self));
}

/**
 * _app_window_plan_sync:
 * @self: a window, whose list was read
 *
 * Follows what is being signed from now on, when there is anything.
 */
void
_app_window_plan_sync (AppWindow *self)
{
  if (self->sync.pause == 0)
    {
      /* The first look comes at once: something may have happened since yesterday. */
      self->sync.pause = FIRST_PAUSE;
      self->sync.last = g_get_monotonic_time () - G_TIME_SPAN_DAY;
    }
  plan_next (self);
}

/**
 * _app_window_stop_sync:
 * @self: a window
 *
 * Looks no more; what is under way gives up.
 */
void
_app_window_stop_sync (AppWindow *self)
{
  g_clear_handle_id (&self->sync.source, g_source_remove);
  g_cancellable_cancel (self->sync.cancellable);
  g_clear_object (&self->sync.job);
  g_clear_object (&self->sync.cancellable);
  _app_window_forget_key (self);
  self->sync.pause = 0;
  self->sync.asked = FALSE;
  self->sync.said_no_key = FALSE;
}

/* ---- when asked ---- */

static void
on_sync_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);

  if (self->sync.job != NULL)
    self->sync.asked = TRUE;
  else if (_app_window_signing_provider (self) != NULL && self->job == NULL)
    _app_window_start_signing (self, &syncing, syncing_new (ask_whole (self), NULL), syncing_free);
}

static void
on_active_cb (AppWindow *self)
{
  if (self->school != NULL)
    plan_next (self);
}

static const GActionEntry entries[] = {
  { "sign-sync", on_sync_cb },
};

/**
 * _app_window_install_sync_actions:
 * @self: a window
 *
 * Adds "win.sign-sync", which asks the provider now, and asks more often while the window is in
 * view.
 */
void
_app_window_install_sync_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (on_active_cb), NULL);
}
