/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-test-manager.h"

static const char introspection[] =
    "<node><interface name='org.freedesktop.FileManager1'><method name='ShowItems'>"
    "<arg type='as' direction='in'/><arg type='s' direction='in'/></method>"
    "<method name='ShowFolders'><arg type='as' direction='in'/><arg type='s' direction='in'/>"
    "</method></interface></node>";

static char *asked;

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
  g_autofree const char **uris = NULL;

  g_variant_get (parameters, "(^a&ss)", &uris, NULL);
  g_free (asked);
  asked = g_strdup_printf ("%s %s", method, uris[0]);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static const GDBusInterfaceVTable vtable = { .method_call = on_call_cb };

/* A file manager on the session's bus, which is the tests' own, until the program ends. */
void
app_test_run_file_manager (void)
{
  /* Held to the end: the one that all share goes, and its names with it, with its last user. */
  static GDBusConnection *bus;
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (introspection, NULL);
  g_autoptr (GVariant) reply = NULL;

  g_set_object (&bus, NULL);
  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_assert_nonnull (bus);
  g_dbus_connection_register_object (bus, "/org/freedesktop/FileManager1", node->interfaces[0],
                                     &vtable, NULL, NULL, NULL);
  reply = g_dbus_connection_call_sync (
      bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
      g_variant_new ("(su)", "org.freedesktop.FileManager1", 0), NULL, 0, -1, NULL, NULL);
  g_assert_nonnull (reply);
}

/* Returns: (transfer full): what it is asked for next, as "ShowItems URI" */
char *
app_test_wait_file_manager (void)
{
  app_test_until (asked != NULL);
  return g_steal_pointer (&asked);
}
