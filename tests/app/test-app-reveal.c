/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-reveal.h"
#include "app-test.h"

/* A file manager of our own on a bus of our own. */
static const char introspection[] =
    "<node><interface name='org.freedesktop.FileManager1'><method name='ShowItems'>"
    "<arg type='as' direction='in'/><arg type='s' direction='in'/></method>"
    "<method name='ShowFolders'><arg type='as' direction='in'/><arg type='s' direction='in'/>"
    "</method></interface></node>";

static char *shown; /* "ShowItems URI" */

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
  g_free (shown);
  shown = g_strdup_printf ("%s %s", method, uris[0]);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static const GDBusInterfaceVTable vtable = { .method_call = on_call_cb };

static void
on_revealed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_file_manager (void)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (introspection, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GVariant) reply = NULL;
  guint id;

  id = g_dbus_connection_register_object (bus, "/org/freedesktop/FileManager1", node->interfaces[0],
                                          &vtable, NULL, NULL, NULL);
  reply = g_dbus_connection_call_sync (
      bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
      g_variant_new ("(su)", "org.freedesktop.FileManager1", 0), NULL, 0, -1, NULL, NULL);
  g_assert_nonnull (reply);

  app_reveal_in_folder ("/tmp/convention Léa.docx", on_revealed_cb, &result);
  app_test_until (result != NULL);
  g_assert_true (app_reveal_finish (result, NULL));
  g_assert_cmpstr (shown, ==, "ShowItems file:///tmp/convention%20L%C3%A9a.docx");

  g_clear_object (&result);
  app_reveal_folder ("/tmp/conventions Léa", on_revealed_cb, &result);
  app_test_until (result != NULL);
  g_assert_true (app_reveal_finish (result, NULL));
  g_assert_cmpstr (shown, ==, "ShowFolders file:///tmp/conventions%20L%C3%A9a");
  g_dbus_connection_unregister_object (bus, id);
  g_clear_pointer (&shown, g_free);
}

/* Without a program for the file there is an error to show, not silence. */
static void
test_no_program (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  app_reveal_open ("/nowhere/at all.paraphe-unknown", on_revealed_cb, &result);
  app_test_until (result != NULL);
  g_assert_false (app_reveal_finish (result, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/reveal/no-program", test_no_program);
  g_test_add_func ("/app/reveal/file-manager", test_file_manager);
  return g_test_run ();
}
