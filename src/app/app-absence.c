/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-absence.h"

/**
 * AppAbsence:
 *
 * Notices that the person has gone: no key, no pointer in any window of the program for some
 * minutes, the session locked, the computer put to sleep. Emits "away" then.
 */
struct _AppAbsence
{
  GObject parent_instance;

  guint minutes; /* 0: the clock does not count */
  gint64 last;   /* monotonic microseconds */
  double x;      /* where the pointer was: one that is not moved is nobody's */
  double y;
  guint source;
  gboolean is_started;
  GCancellable *cancellable;
  GDBusConnection *session; /* (nullable) */
  GDBusConnection *system;  /* (nullable) */
  guint ids[3];
};

enum
{
  AWAY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppAbsence, app_absence, G_TYPE_OBJECT)

static void plan (AppAbsence *self, guint seconds);

/**
 * app_absence_rest:
 * @last: when something was touched last, in monotonic microseconds
 * @now: alike
 * @minutes: after which a person is away, not 0
 *
 * Returns: the seconds until then, rounded up; 0 once it is so
 */
guint
app_absence_rest (gint64 last, gint64 now, guint minutes)
{
  gint64 rest = last + (gint64) minutes * 60 * G_USEC_PER_SEC - now;

  return rest > 0 ? (guint) ((rest + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC) : 0;
}

static gboolean
on_time_cb (gpointer user_data)
{
  AppAbsence *self = user_data;
  guint rest = app_absence_rest (self->last, g_get_monotonic_time (), self->minutes);

  self->source = 0;
  if (rest > 0)
    plan (self, rest);
  else
    g_signal_emit (self, signals[AWAY], 0);
  return G_SOURCE_REMOVE;
}

static void
plan (AppAbsence *self, guint seconds)
{
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add_seconds (seconds, on_time_cb, self);
}

static gboolean
is_moved (AppAbsence *self, GdkEvent *event)
{
  double x = 0, y = 0;
  gboolean has_place = gdk_event_get_position (event, &x, &y);
  gboolean is_moved = has_place && (x != self->x || y != self->y);

  self->x = x;
  self->y = y;
  return is_moved;
}

static gboolean
on_event_cb (GtkEventController *controller, GdkEvent *event, AppAbsence *self)
{
  switch (gdk_event_get_event_type (event))
    {
    case GDK_MOTION_NOTIFY:
      if (is_moved (self, event))
        app_absence_touch (self);
      break;
    case GDK_KEY_PRESS:
    case GDK_BUTTON_PRESS:
    case GDK_SCROLL:
    case GDK_TOUCH_BEGIN:
      app_absence_touch (self);
      break;
    default:
      break;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
watch (guint position, guint n, AppAbsence *self)
{
  for (guint i = position; i < position + n; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (gtk_window_get_toplevels (), i);
      GtkEventController *events = gtk_event_controller_legacy_new ();

      gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
      g_signal_connect_object (events, "event", G_CALLBACK (on_event_cb), self, 0);
      gtk_widget_add_controller (window, events);
    }
}

static void
on_items_changed_cb (GListModel *all,
                     guint position,
                     guint n_removed,
                     guint n_added,
                     AppAbsence *self)
{
  watch (position, n_added, self);
}

/* The screen is locked, or the computer is about to sleep. */
static void
on_signal_cb (GDBusConnection *connection,
              const char *sender,
              const char *path,
              const char *interface,
              const char *name,
              GVariant *parameters,
              gpointer user_data)
{
  AppAbsence *self = user_data;
  gboolean begins = FALSE;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;
  g_variant_get (parameters, "(b)", &begins);
  if (begins && self->is_started)
    g_signal_emit (self, signals[AWAY], 0);
}

static guint
subscribe (AppAbsence *self,
           GDBusConnection *bus,
           const char *sender,
           const char *interface,
           const char *name)
{
  return g_dbus_connection_signal_subscribe (bus, sender, interface, name, NULL, NULL,
                                             G_DBUS_SIGNAL_FLAGS_NONE, on_signal_cb, self, NULL);
}

static void
on_session_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppAbsence) self = user_data;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);

  if (bus == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  self->session = g_steal_pointer (&bus);
  self->ids[0] =
      subscribe (self, self->session, NULL, "org.freedesktop.ScreenSaver", "ActiveChanged");
  self->ids[1] = subscribe (self, self->session, NULL, "org.gnome.ScreenSaver", "ActiveChanged");
}

static void
on_system_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppAbsence) self = user_data;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);

  if (bus == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  self->system = g_steal_pointer (&bus);
  self->ids[2] = subscribe (self, self->system, "org.freedesktop.login1",
                            "org.freedesktop.login1.Manager", "PrepareForSleep");
}

static void
unsubscribe (GDBusConnection *bus, guint *id)
{
  if (bus != NULL && *id != 0)
    g_dbus_connection_signal_unsubscribe (bus, *id);
  *id = 0;
}

static void
app_absence_dispose (GObject *object)
{
  AppAbsence *self = APP_ABSENCE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  unsubscribe (self->session, &self->ids[0]);
  unsubscribe (self->session, &self->ids[1]);
  unsubscribe (self->system, &self->ids[2]);
  g_clear_object (&self->session);
  g_clear_object (&self->system);
  G_OBJECT_CLASS (app_absence_parent_class)->dispose (object);
}

static void
app_absence_finalize (GObject *object)
{
  g_clear_object (&APP_ABSENCE (object)->cancellable);
  G_OBJECT_CLASS (app_absence_parent_class)->finalize (object);
}

static void
app_absence_class_init (AppAbsenceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_absence_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_absence_finalize;
  signals[AWAY] = g_signal_new ("away", APP_TYPE_ABSENCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
app_absence_init (AppAbsence *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * app_absence_new:
 *
 * Returns: (transfer full): one that looks at nothing before app_absence_start()
 */
AppAbsence *
app_absence_new (void)
{
  return g_object_new (APP_TYPE_ABSENCE, NULL);
}

static void
look (AppAbsence *self)
{
  GListModel *all = gtk_window_get_toplevels ();

  g_signal_connect_object (all, "items-changed", G_CALLBACK (on_items_changed_cb), self, 0);
  watch (0, g_list_model_get_n_items (all), self);
  g_bus_get (G_BUS_TYPE_SESSION, self->cancellable, on_session_cb, g_object_ref (self));
  g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, on_system_cb, g_object_ref (self));
}

/**
 * app_absence_start:
 * @self: an absence
 * @minutes: without key or pointer after which a person is away; 0: however long
 *
 * Looks from now on, or goes on with another number.
 */
void
app_absence_start (AppAbsence *self, guint minutes)
{
  g_return_if_fail (APP_IS_ABSENCE (self));
  if (self->cancellable != NULL && self->last == 0)
    look (self);
  self->is_started = TRUE;
  self->minutes = minutes;
  self->last = g_get_monotonic_time ();
  g_clear_handle_id (&self->source, g_source_remove);
  if (minutes > 0)
    plan (self, minutes * 60);
}

/**
 * app_absence_stop:
 * @self: an absence
 *
 * Emits nothing until it is started again.
 */
void
app_absence_stop (AppAbsence *self)
{
  g_return_if_fail (APP_IS_ABSENCE (self));
  self->is_started = FALSE;
  g_clear_handle_id (&self->source, g_source_remove);
}

/**
 * app_absence_touch:
 * @self: an absence
 *
 * The person is here.
 */
void
app_absence_touch (AppAbsence *self)
{
  g_return_if_fail (APP_IS_ABSENCE (self));
  self->last = g_get_monotonic_time ();
}
