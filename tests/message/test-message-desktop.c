/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "message-desktop.h"

#include <gio/gio.h>

#define NAME "org.freedesktop.Notifications"
#define PATH "/org/freedesktop/Notifications"

/* A notification service of the test's own; dbus-run-session gives it a bus of its own. */
static const char introspection[] =
    "<node><interface name='org.freedesktop.Notifications'>"
    "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/>"
    "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
    "<arg type='as' direction='in'/><arg type='a{sv}' direction='in'/>"
    "<arg type='i' direction='in'/><arg type='u' direction='out'/></method>"
    "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
    "</interface></node>";

typedef struct
{
  char *program;
  char *icon;
  char *summary;
  char *body;
  char **actions;
  GVariant *hints;
  guint32 replaces;
} Note;

typedef struct
{
  GDBusConnection *bus;
  guint registration;
  GPtrArray *notes;
  GArray *closed;
  guint32 last_id;
  gboolean slow;    /* answers wait for answer_all() */
  gboolean refuses; /* every answer is an error */
  GQueue held;
} Service;

static void
note_free (gpointer data)
{
  Note *note = data;

  g_free (note->program);
  g_free (note->icon);
  g_free (note->summary);
  g_free (note->body);
  g_strfreev (note->actions);
  g_variant_unref (note->hints);
  g_free (note);
}

static void
answer (Service *service, GDBusMethodInvocation *invocation)
{
  guint32 replaces;

  g_variant_get_child (g_dbus_method_invocation_get_parameters (invocation), 1, "u", &replaces);
  if (service->refuses)
    g_dbus_method_invocation_return_dbus_error (invocation, "test.Error", "no");
  else
    g_dbus_method_invocation_return_value (
        invocation, g_variant_new ("(u)", replaces != 0 ? replaces : ++service->last_id));
}

static void
answer_all (Service *service)
{
  GDBusMethodInvocation *invocation;

  service->slow = FALSE;
  while ((invocation = g_queue_pop_head (&service->held)) != NULL)
    answer (service, invocation);
}

static void
on_call_cb (GDBusConnection *connection,
            const char *sender,
            const char *path,
            const char *interface,
            const char *method,
            GVariant *parameters,
            GDBusMethodInvocation *invocation,
            gpointer user_data)
{
  Service *service = user_data;
  Note *note;
  guint32 id;

  if (g_str_equal (method, "CloseNotification"))
    {
      g_variant_get (parameters, "(u)", &id);
      g_array_append_val (service->closed, id);
      g_dbus_method_invocation_return_value (invocation, NULL);
      return;
    }
  note = g_new0 (Note, 1);
  g_variant_get (parameters, "(susss^as@a{sv}i)", &note->program, &note->replaces, &note->icon,
                 &note->summary, &note->body, &note->actions, &note->hints, NULL);
  g_ptr_array_add (service->notes, note);
  if (service->slow)
    g_queue_push_tail (&service->held, invocation);
  else
    answer (service, invocation);
}

static const GDBusInterfaceVTable vtable = { .method_call = on_call_cb };

static void
ask_bus (GDBusConnection *bus, const char *method, GVariant *parameters)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
      bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", method,
      parameters, NULL, 0, -1, NULL, NULL);

  g_assert_nonnull (reply);
}

static GDBusConnection *
connect_to_bus (void)
{
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus =
      g_dbus_connection_new_for_address_sync (address,
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                                  | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);

  g_assert_no_error (error);
  return bus;
}

static void
own (Service *service)
{
  ask_bus (service->bus, "RequestName", g_variant_new ("(su)", NAME, 0));
}

static void
disown (Service *service)
{
  ask_bus (service->bus, "ReleaseName", g_variant_new ("(s)", NAME));
}

static Service *
service_new (void)
{
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (introspection, NULL);
  Service *service = g_new0 (Service, 1);

  service->bus = connect_to_bus ();
  service->notes = g_ptr_array_new_with_free_func (note_free);
  service->closed = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_queue_init (&service->held);
  service->registration = g_dbus_connection_register_object (
      service->bus, PATH, node->interfaces[0], &vtable, service, NULL, NULL);
  g_assert_cmpuint (service->registration, >, 0);
  own (service);
  return service;
}

static void
service_free (Service *service)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  message_desktop_shutdown ();
  message_desktop_shutdown ();
  answer_all (service);
  /* what has left is for this service, not for the next one */
  ask_bus (bus, "GetId", NULL);
  disown (service);
  g_dbus_connection_unregister_object (service->bus, service->registration);
  g_dbus_connection_close_sync (service->bus, NULL, NULL);
  g_object_unref (service->bus);
  g_ptr_array_unref (service->notes);
  g_array_unref (service->closed);
  g_free (service);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Service, service_free)

static gboolean
on_patience_cb (gpointer user_data)
{
  g_error ("waited in vain: %s", (const char *) user_data);
  return G_SOURCE_REMOVE;
}

#define wait_until(condition)                                                           \
  G_STMT_START                                                                          \
  {                                                                                     \
    guint patience = g_timeout_add_seconds (60, on_patience_cb, (gpointer) #condition); \
    while (!(condition))                                                                \
      g_main_context_iteration (NULL, TRUE);                                            \
    g_source_remove (patience);                                                         \
  }                                                                                     \
  G_STMT_END

static Note *
wait_note (Service *service, guint n)
{
  wait_until (service->notes->len >= n);
  g_assert_cmpuint (service->notes->len, ==, n);
  return g_ptr_array_index (service->notes, n - 1);
}

static void
tell (Service *service, const char *signal, GVariant *parameters)
{
  g_assert_true (
      g_dbus_connection_emit_signal (service->bus, NULL, PATH, NAME, signal, parameters, NULL));
}

typedef struct
{
  guint n;
  char *target;
  char *token;
} Clicked;

static void
on_activated_cb (const char *target, const char *activation_token, gpointer user_data)
{
  Clicked *clicked = user_data;

  clicked->n++;
  g_free (clicked->target);
  g_free (clicked->token);
  clicked->target = g_strdup (target);
  clicked->token = g_strdup (activation_token);
}

static void
clicked_clear (Clicked *clicked)
{
  g_free (clicked->target);
  g_free (clicked->token);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Clicked, clicked_clear)

static void
show (const char *tag, const char *summary, const char *target)
{
  MessageDesktopNote note = { .tag = tag, .summary = summary, .target = target };

  message_desktop_show_note (&note);
}

static void
on_settled_cb (GDBusConnection *connection,
               const char *sender,
               const char *path,
               const char *interface,
               const char *signal,
               GVariant *parameters,
               gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* What the service has answered and told is known: a signal of the test's own comes after it. */
static void
settle (Service *service)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  gboolean settled = FALSE;
  guint subscription = g_dbus_connection_signal_subscribe (
      bus, g_dbus_connection_get_unique_name (service->bus), NULL, "Settled", PATH, NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, on_settled_cb, &settled, NULL);

  tell (service, "Settled", NULL);
  wait_until (settled);
  g_dbus_connection_signal_unsubscribe (bus, subscription);
}

/* What was asked of the service is known too: a note comes after it. */
static void
show_marker (Service *service)
{
  guint n = service->notes->len;

  show (NULL, "marker", NULL);
  g_assert_cmpstr (wait_note (service, n + 1)->summary, ==, "marker");
  settle (service);
}

/* ---- */

static void
test_shown (void)
{
  g_autoptr (Service) service = service_new ();
  MessageDesktopNote urgent = { .summary = "Not \xff valid", .urgency = MESSAGE_DESKTOP_CRITICAL };
  Note *note;
  guint8 urgency;
  const char *entry;

  message_desktop_show ("Generation finished", "12 agreements made");
  note = wait_note (service, 1);
  g_assert_cmpstr (note->program, ==, "Paraphe");
  g_assert_cmpstr (note->icon, ==, PARAPHE_APPLICATION_ID);
  g_assert_cmpstr (note->summary, ==, "Generation finished");
  g_assert_cmpstr (note->body, ==, "12 agreements made");
  g_assert_cmpuint (g_strv_length (note->actions), ==, 0);
  g_assert_true (g_variant_lookup (note->hints, "desktop-entry", "&s", &entry));
  g_assert_cmpstr (entry, ==, PARAPHE_APPLICATION_ID);
  g_assert_true (g_variant_lookup (note->hints, "urgency", "y", &urgency));
  g_assert_cmpuint (urgency, ==, 1);

  /* Bodies are markup to the service. */
  message_desktop_show ("Import", "a < b & c");
  note = wait_note (service, 2);
  g_assert_cmpstr (note->body, ==, "a &lt; b &amp; c");
  g_assert_cmpuint (note->replaces, ==, 0);

  message_desktop_show ("Import", NULL);
  g_assert_cmpstr (wait_note (service, 3)->body, ==, "");

  message_desktop_show_note (&urgent);
  note = wait_note (service, 4);
  g_assert_true (g_utf8_validate (note->summary, -1, NULL));
  g_assert_true (g_variant_lookup (note->hints, "urgency", "y", &urgency));
  g_assert_cmpuint (urgency, ==, 2);
}

static void
test_replaced (void)
{
  g_autoptr (Service) service = service_new ();

  show ("signed", "1 agreement signed", NULL);
  g_assert_cmpuint (wait_note (service, 1)->replaces, ==, 0);
  show ("late", "1 agreement late", NULL);
  g_assert_cmpuint (wait_note (service, 2)->replaces, ==, 0);
  show_marker (service);
  show ("signed", "2 agreements signed", NULL);
  g_assert_cmpuint (wait_note (service, 4)->replaces, ==, 1);
  show_marker (service);
  show ("late", "2 agreements late", NULL);
  g_assert_cmpuint (wait_note (service, 6)->replaces, ==, 2);

  /* One that was closed is not replaced. */
  show_marker (service);
  tell (service, "NotificationClosed", g_variant_new ("(uu)", 1, 2));
  show_marker (service);
  show ("signed", "3 agreements signed", NULL);
  g_assert_cmpuint (wait_note (service, 9)->replaces, ==, 0);
}

/* While the service thinks, a storm of one tag becomes two notifications: the first and the last.
 */
static void
test_storm (void)
{
  g_autoptr (Service) service = service_new ();
  Note *note;

  service->slow = TRUE;
  show ("signed", "1 agreement signed", NULL);
  wait_note (service, 1);
  for (guint i = 2; i <= 1000; i++)
    {
      g_autofree char *summary = g_strdup_printf ("%u agreements signed", i);

      show ("signed", summary, NULL);
    }
  answer_all (service);
  note = wait_note (service, 2);
  g_assert_cmpstr (note->summary, ==, "1000 agreements signed");
  g_assert_cmpuint (note->replaces, ==, 1);
  show_marker (service);

  /* Without tags there is an end to it too. */
  service->slow = TRUE;
  for (guint i = 0; i < 1000; i++)
    message_desktop_show ("Import", NULL);
  show ("signed", "1001 agreements signed", NULL);
  wait_until (service->notes->len >= 3 + 64);
  answer_all (service);
  settle (service);
  g_assert_cmpstr (wait_note (service, 3 + 64)->summary, ==, "Import");
  show_marker (service);
}

static void
test_clicked (void)
{
  g_autoptr (Service) service = service_new ();
  g_autoptr (GDBusConnection) stranger = connect_to_bus ();
  g_auto (Clicked) clicked = { 0 };
  Note *note;

  message_desktop_set_activated_func (on_activated_cb, &clicked);
  show ("signed", "1 agreement signed", "agreement:12");
  note = wait_note (service, 1);
  g_assert_cmpstr (note->actions[0], ==, "default");
  g_assert_cmpuint (g_strv_length (note->actions), ==, 2);
  show (NULL, "2 agreements late", "todo:late");
  wait_note (service, 2);
  show_marker (service);

  /* What is not ours, or not as it should be, opens nothing; nor what no service says. */
  tell (service, "ActionInvoked", g_variant_new ("(us)", 99, "default"));
  tell (service, "ActionInvoked", g_variant_new ("(us)", 0, "default"));
  tell (service, "ActionInvoked", g_variant_new ("(us)", 3, "default"));
  tell (service, "ActionInvoked", g_variant_new ("(uu)", 1, 1));
  tell (service, "ActionInvoked", g_variant_new ("(ss)", "1", "default"));
  tell (service, "ActionInvoked", NULL);
  tell (service, "ActivationToken", g_variant_new ("(uu)", 1, 1));
  tell (service, "ActivationToken", g_variant_new ("(us)", 99, "other"));
  g_dbus_connection_emit_signal (stranger, NULL, PATH, NAME, "ActionInvoked",
                                 g_variant_new ("(us)", 1, "default"), NULL);
  ask_bus (stranger, "GetId", NULL);
  tell (service, "ActionInvoked", g_variant_new ("(us)", 2, "default"));
  wait_until (clicked.n > 0);
  g_assert_cmpuint (clicked.n, ==, 1);
  g_assert_cmpstr (clicked.target, ==, "todo:late");
  g_assert_null (clicked.token);

  tell (service, "ActivationToken", g_variant_new ("(us)", 1, "token-1"));
  tell (service, "ActionInvoked", g_variant_new ("(us)", 1, "default"));
  wait_until (clicked.n > 1);
  g_assert_cmpstr (clicked.target, ==, "agreement:12");
  g_assert_cmpstr (clicked.token, ==, "token-1");

  /* A click opens what is shown now, and once closed nothing. */
  show ("signed", "2 agreements signed", "todo:signed");
  wait_note (service, 4);
  show_marker (service);
  tell (service, "NotificationClosed", g_variant_new ("(uu)", 2, 2));
  tell (service, "ActionInvoked", g_variant_new ("(us)", 2, "default"));
  tell (service, "ActionInvoked", g_variant_new ("(us)", 1, "default"));
  wait_until (clicked.n > 2);
  g_assert_cmpuint (clicked.n, ==, 3);
  g_assert_cmpstr (clicked.target, ==, "todo:signed");
  g_assert_null (clicked.token);
}

static void
on_activated_end_cb (const char *target, const char *activation_token, gpointer user_data)
{
  message_desktop_withdraw ("signed");
  message_desktop_shutdown ();
  g_assert_cmpstr (target, ==, "quit");
  *(gboolean *) user_data = TRUE;
}

/* Whoever answers a click may do all that can be done with notifications. */
static void
test_clicked_at_the_end (void)
{
  g_autoptr (Service) service = service_new ();
  gboolean done = FALSE;

  message_desktop_set_activated_func (on_activated_end_cb, &done);
  show ("signed", "1 agreement signed", "quit");
  wait_note (service, 1);
  show_marker (service);
  tell (service, "ActionInvoked", g_variant_new ("(us)", 1, "default"));
  wait_until (done);
}

static void
test_withdrawn (void)
{
  g_autoptr (Service) service = service_new ();

  message_desktop_withdraw ("signed");
  show ("signed", "1 agreement signed", NULL);
  wait_note (service, 1);
  show_marker (service);
  message_desktop_withdraw ("signed");
  message_desktop_withdraw ("signed");
  wait_until (service->closed->len > 0);
  show_marker (service);
  g_assert_cmpuint (service->closed->len, ==, 1);
  g_assert_cmpuint (g_array_index (service->closed, guint32, 0), ==, 1);

  /* Its number is not known yet; what waits behind it is not shown at all. */
  service->slow = TRUE;
  show ("late", "1 agreement late", NULL);
  wait_note (service, 4);
  show ("late", "2 agreements late", NULL);
  message_desktop_withdraw ("late");
  answer_all (service);
  wait_until (service->closed->len > 1);
  g_assert_cmpuint (g_array_index (service->closed, guint32, 1), ==, 4);
  show ("late", "3 agreements late", NULL);
  g_assert_cmpuint (wait_note (service, 5)->replaces, ==, 0);

  /* Withdrawn and said again before the service answered: it stays. */
  show_marker (service);
  service->slow = TRUE;
  show ("seen", "1 note", NULL);
  wait_note (service, 7);
  message_desktop_withdraw ("seen");
  show ("seen", "2 notes", NULL);
  answer_all (service);
  g_assert_cmpuint (wait_note (service, 8)->replaces, ==, 7);
  show_marker (service);
  g_assert_cmpuint (service->closed->len, ==, 2);
}

static void
test_other_service (void)
{
  g_autoptr (Service) service = service_new ();
  g_autoptr (Service) other = NULL;

  show ("signed", "1 agreement signed", NULL);
  wait_note (service, 1);
  show_marker (service);

  /* The numbers of a service that went away mean nothing to the next one. */
  disown (service);
  other = service_new ();
  show_marker (other);
  show ("signed", "2 agreements signed", NULL);
  g_assert_cmpuint (wait_note (other, 2)->replaces, ==, 0);

  /* One that refuses is asked again the next time. */
  show_marker (other);
  other->refuses = TRUE;
  show ("signed", "3 agreements signed", NULL);
  wait_note (other, 4);
  show_marker (other);
  other->refuses = FALSE;
  show ("signed", "4 agreements signed", NULL);
  g_assert_cmpuint (wait_note (other, 6)->replaces, ==, 0);
  disown (other);
  own (service);
}

static gboolean
has_marker (Service *service)
{
  Note *last =
      service->notes->len > 0 ? g_ptr_array_index (service->notes, service->notes->len - 1) : NULL;

  return last != NULL && g_str_equal (last->summary, "marker");
}

static void
test_no_service (void)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (Service) service = NULL;

  /* from the beginning: whether these still find the service is the bus's business */
  show ("signed", "1 agreement signed", NULL);
  show ("signed", "2 agreements signed", NULL);
  message_desktop_withdraw ("signed");
  message_desktop_show ("Import", NULL);
  service = service_new ();
  show (NULL, "marker", NULL);
  wait_until (has_marker (service));
  settle (service);
  g_ptr_array_set_size (service->notes, 0);

  /* while it is away: nothing waits for it to come back */
  disown (service);
  for (guint i = 0; i < 200; i++)
    {
      show ("signed", "1 agreement signed", NULL);
      show ("signed", "2 agreements signed", NULL);
      message_desktop_withdraw ("signed");
      message_desktop_show ("Import", NULL);
    }
  ask_bus (bus, "GetId", NULL);
  settle (service);
  own (service);
  show_marker (service);
  g_assert_cmpuint (service->notes->len, ==, 1);
}

/* The program may end at any moment, and begin again. */
static void
test_end (void)
{
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (Service) service = service_new ();

      service->slow = i % 2 == 0;
      for (guint j = 0; j < 20; j++)
        {
          message_desktop_show ("Import", NULL);
          show ("signed", "agreements signed", "todo:signed");
        }
      for (guint j = 0; j < i; j++)
        g_main_context_iteration (NULL, FALSE);
    }
}

static void
on_no_bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_assert_null (g_bus_get_finish (result, NULL));
  *(gboolean *) user_data = TRUE;
}

static void
test_no_bus (void)
{
  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus", TRUE);
  for (guint i = 0; i < 10; i++)
    {
      gboolean known = FALSE;

      for (guint j = 0; j < 20; j++)
        {
          show ("signed", "agreements signed", "todo:signed");
          message_desktop_show ("Import", NULL);
          message_desktop_withdraw ("signed");
        }
      g_bus_get (G_BUS_TYPE_SESSION, NULL, on_no_bus_cb, &known);
      wait_until (known);
    }
  message_desktop_shutdown ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/message/desktop/shown", test_shown);
  g_test_add_func ("/message/desktop/replaced", test_replaced);
  g_test_add_func ("/message/desktop/storm", test_storm);
  g_test_add_func ("/message/desktop/clicked", test_clicked);
  g_test_add_func ("/message/desktop/clicked-at-the-end", test_clicked_at_the_end);
  g_test_add_func ("/message/desktop/withdrawn", test_withdrawn);
  g_test_add_func ("/message/desktop/other-service", test_other_service);
  g_test_add_func ("/message/desktop/no-service", test_no_service);
  g_test_add_func ("/message/desktop/end", test_end);
  g_test_add_func ("/message/desktop/no-bus", test_no_bus);
  return g_test_run ();
}
