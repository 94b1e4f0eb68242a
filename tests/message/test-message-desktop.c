/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "message-desktop.h"

#include <gio/gio.h>

/* A notification service of the test's own; dbus-run-session gives it a bus of its own. */
static const char introspection[] =
    "<node><interface name='org.freedesktop.Notifications'>"
    "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/>"
    "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
    "<arg type='as' direction='in'/><arg type='a{sv}' direction='in'/>"
    "<arg type='i' direction='in'/><arg type='u' direction='out'/></method>"
    "<method name='GetServerInformation'><arg type='s' direction='out'/>"
    "<arg type='s' direction='out'/><arg type='s' direction='out'/>"
    "<arg type='s' direction='out'/></method>"
    "<method name='GetCapabilities'><arg type='as' direction='out'/></method>"
    "</interface></node>";

typedef struct
{
  char *program;
  char *summary;
  char *body;
  guint n;
} Heard;

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
  Heard *heard = user_data;
  GVariant *answer = NULL;

  if (g_str_equal (method, "GetServerInformation"))
    answer = g_variant_new ("(ssss)", "test", "test", "1", "1.2");
  else if (g_str_equal (method, "GetCapabilities"))
    answer = g_variant_new_parsed ("(['body'],)");
  else
    {
      g_clear_pointer (&heard->program, g_free);
      g_clear_pointer (&heard->summary, g_free);
      g_clear_pointer (&heard->body, g_free);
      g_variant_get (parameters, "(susssasa{sv}i)", &heard->program, NULL, NULL, &heard->summary,
                     &heard->body, NULL, NULL, NULL);
      heard->n++;
      answer = g_variant_new ("(u)", heard->n);
    }
  g_dbus_method_invocation_return_value (invocation, answer);
}

static const GDBusInterfaceVTable vtable = { .method_call = on_call_cb };

static gboolean
on_patience_cb (gpointer user_data)
{
  g_error ("no notification came");
  return G_SOURCE_REMOVE;
}

static void
wait_for (Heard *heard, guint n)
{
  guint patience = g_timeout_add_seconds (30, on_patience_cb, NULL);

  while (heard->n < n)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (patience);
}

static void
test_shown (void)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (introspection, NULL);
  g_autoptr (GVariant) reply = NULL;
  Heard heard = { 0 };
  guint id;

  id = g_dbus_connection_register_object (bus, "/org/freedesktop/Notifications",
                                          node->interfaces[0], &vtable, &heard, NULL, NULL);
  reply = g_dbus_connection_call_sync (
      bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
      g_variant_new ("(su)", "org.freedesktop.Notifications", 0), NULL, 0, -1, NULL, NULL);
  g_assert_nonnull (reply);

  g_assert_true (message_desktop_show ("Generation finished", "12 agreements made"));
  wait_for (&heard, 1);
  g_assert_cmpstr (heard.program, ==, "Paraphe");
  g_assert_cmpstr (heard.summary, ==, "Generation finished");
  g_assert_cmpstr (heard.body, ==, "12 agreements made");

  /* Bodies are markup to the service. */
  g_assert_true (message_desktop_show ("Import", "a < b & c"));
  wait_for (&heard, 2);
  g_assert_cmpstr (heard.body, ==, "a &lt; b &amp; c");

  g_assert_true (message_desktop_show ("Import", NULL));
  wait_for (&heard, 3);
  g_assert_cmpstr (heard.body, ==, "");

  message_desktop_shutdown ();
  message_desktop_shutdown ();
  g_dbus_connection_unregister_object (bus, id);
  g_free (heard.program);
  g_free (heard.summary);
  g_free (heard.body);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/message/desktop/shown", test_shown);
  return g_test_run ();
}
