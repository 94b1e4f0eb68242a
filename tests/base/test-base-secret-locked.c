/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "base-error.h"
#include "base-secret.h"

/* A keyring on a session bus of the test's own that stays locked: its prompt is always closed by
 * the person. Only what libsecret asks of the Secret Service API of freedesktop.org is there. */

#define ROOT   "/org/freedesktop/secrets"
#define ITEM   ROOT "/collection/login/1"
#define PROMPT ROOT "/prompt/1"

static const char xml[] =
    "<node>"
    " <interface name='org.freedesktop.Secret.Service'>"
    "  <method name='OpenSession'><arg type='s' direction='in'/><arg type='v' direction='in'/>"
    "   <arg type='v' direction='out'/><arg type='o' direction='out'/></method>"
    "  <method name='SearchItems'><arg type='a{ss}' direction='in'/>"
    "   <arg type='ao' direction='out'/><arg type='ao' direction='out'/></method>"
    "  <method name='Unlock'><arg type='ao' direction='in'/>"
    "   <arg type='ao' direction='out'/><arg type='o' direction='out'/></method>"
    "  <property name='Collections' type='ao' access='read'/>"
    " </interface>"
    " <interface name='org.freedesktop.Secret.Collection'>"
    "  <method name='CreateItem'><arg type='a{sv}' direction='in'/>"
    "   <arg type='(oayays)' direction='in'/><arg type='b' direction='in'/>"
    "   <arg type='o' direction='out'/><arg type='o' direction='out'/></method>"
    "  <property name='Locked' type='b' access='read'/>"
    " </interface>"
    " <interface name='org.freedesktop.Secret.Item'>"
    "  <property name='Locked' type='b' access='read'/>"
    "  <property name='Label' type='s' access='read'/>"
    "  <property name='Attributes' type='a{ss}' access='read'/>"
    "  <property name='Created' type='t' access='read'/>"
    "  <property name='Modified' type='t' access='read'/>"
    " </interface>"
    " <interface name='org.freedesktop.Secret.Prompt'>"
    "  <method name='Prompt'><arg type='s' direction='in'/></method>"
    "  <signal name='Completed'><arg type='b'/><arg type='v'/></signal>"
    " </interface>"
    "</node>";

static const struct
{
  const char *path;
  guint interface;
} objects[] = { { ROOT, 0 }, { ROOT "/aliases/default", 1 }, { ITEM, 2 }, { PROMPT, 3 } };

/* What a method answers, as GVariant text; NULL: an error of that name. */
static const struct
{
  const char *method, *answer, *error;
} methods[] = {
  { "SearchItems", "(@ao [], [objectpath '" ITEM "'])", NULL },
  { "Unlock", "(@ao [], objectpath '" PROMPT "')", NULL },
  { "CreateItem", NULL, "org.freedesktop.Secret.Error.IsLocked" },
  { "Prompt", "()", NULL },
};

static const struct
{
  const char *name, *value;
} properties[] = {
  { "Collections", "@ao []" }, { "Locked", "true" },       { "Label", "'Paraphe: test'" },
  { "Created", "uint64 0" },   { "Modified", "uint64 0" }, { "Attributes", "@a{ss} {}" },
};

typedef struct
{
  GSubprocess *bus;
  char *address;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  GAsyncQueue *ready;
  int n_prompts;
} Keyring;

/* Asked by the leak checker, where there is one: proxies of libsecret lose their weak references
 * when the main context of a synchronous call is gone. Only whole stacks tell whose a leak is. */
const char *__asan_default_options (void);
const char *__lsan_default_suppressions (void);

const char *
__asan_default_options (void)
{
  return "fast_unwind_on_malloc=0";
}

const char *
__lsan_default_suppressions (void)
{
  return "leak:libsecret-1.so\n";
}

static void
on_method (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface,
           const char *method,
           GVariant *parameters,
           GDBusMethodInvocation *invocation,
           gpointer user_data)
{
  Keyring *keyring = user_data;
  const char *algorithm = "";
  gsize i;

  if (g_str_equal (method, "OpenSession"))
    {
      g_variant_get_child (parameters, 0, "&s", &algorithm);
      if (!g_str_equal (algorithm, "plain"))
        g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR,
                                                       G_DBUS_ERROR_NOT_SUPPORTED, "plain only");
      else
        g_dbus_method_invocation_return_value (
            invocation, g_variant_new ("(vo)", g_variant_new_string (""), ROOT "/session/1"));
      return;
    }
  for (i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      if (!g_str_equal (method, methods[i].method))
        continue;
      if (methods[i].answer == NULL)
        g_dbus_method_invocation_return_dbus_error (invocation, methods[i].error, "locked");
      else
        g_dbus_method_invocation_return_value (invocation,
                                               g_variant_new_parsed (methods[i].answer));
    }
  if (g_str_equal (method, "Prompt"))
    {
      g_atomic_int_inc (&keyring->n_prompts);
      g_dbus_connection_emit_signal (connection, sender, PROMPT, "org.freedesktop.Secret.Prompt",
                                     "Completed", g_variant_new_parsed ("(true, <@ao []>)"), NULL);
    }
}

static GVariant *
on_get_property (GDBusConnection *connection,
                 const char *sender,
                 const char *path,
                 const char *interface,
                 const char *property,
                 GError **error,
                 gpointer user_data)
{
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (properties); i++)
    if (g_str_equal (property, properties[i].name))
      return g_variant_new_parsed (properties[i].value);
  return NULL;
}

static void
on_name_acquired (GDBusConnection *connection, const char *name, gpointer user_data)
{
  Keyring *keyring = user_data;

  g_async_queue_push (keyring->ready, keyring);
}

static gpointer
serve (gpointer data)
{
  static const GDBusInterfaceVTable table = { on_method, on_get_property, NULL, { 0 } };
  Keyring *keyring = data;
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, NULL);
  g_autoptr (GDBusConnection) connection = NULL;
  guint name;
  gsize i;

  g_main_context_push_thread_default (keyring->context);
  connection =
      g_dbus_connection_new_for_address_sync (keyring->address,
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                                  | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, NULL);
  for (i = 0; i < G_N_ELEMENTS (objects); i++)
    g_dbus_connection_register_object (connection, objects[i].path,
                                       node->interfaces[objects[i].interface], &table, keyring,
                                       NULL, NULL);
  name = g_bus_own_name_on_connection (connection, "org.freedesktop.secrets",
                                       G_BUS_NAME_OWNER_FLAGS_NONE, on_name_acquired, NULL, keyring,
                                       NULL);
  g_main_loop_run (keyring->loop);
  g_bus_unown_name (name);
  g_dbus_connection_close_sync (connection, NULL, NULL);
  g_main_context_pop_thread_default (keyring->context);
  return NULL;
}

static gboolean
quit (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

static void
assert_locked (const GError *error)
{
  g_assert_error (error, BASE_ERROR, BASE_ERROR_SECRET);
  g_assert_nonnull (strstr (error->message, "is locked. Unlock it"));
}

/* In a process of its own, which ends with its connection. */
static void
test_locked_inside (void)
{
  g_autoptr (GError) lookup = NULL, store = NULL;

  /* a prompt that the person closes is not "no password stored" */
  g_assert_null (base_secret_lookup ("smtp", "x", NULL, &lookup));
  assert_locked (lookup);
  g_assert_false (base_secret_store ("smtp", "x", "label", "secret", NULL, &store));
  assert_locked (store);
}

static char *
read_line (GInputStream *input)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (input);

  return g_data_input_stream_read_line (lines, NULL, NULL, NULL);
}

static void
set_up (Keyring *keyring, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  keyring->bus =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
                        "dbus-daemon", "--session", "--nofork", "--print-address=1", NULL);
  g_assert_no_error (error);
  keyring->address = read_line (g_subprocess_get_stdout_pipe (keyring->bus));
  g_assert_nonnull (keyring->address);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", keyring->address, TRUE);
  keyring->context = g_main_context_new ();
  keyring->loop = g_main_loop_new (keyring->context, FALSE);
  keyring->ready = g_async_queue_new ();
  keyring->thread = g_thread_new ("keyring", serve, keyring);
  g_async_queue_pop (keyring->ready);
}

static void
tear_down (Keyring *keyring, gconstpointer data)
{
  g_main_context_invoke (keyring->context, quit, keyring->loop);
  g_thread_join (keyring->thread);
  g_subprocess_force_exit (keyring->bus);
  g_subprocess_wait (keyring->bus, NULL, NULL);
  g_object_unref (keyring->bus);
  g_async_queue_unref (keyring->ready);
  g_main_loop_unref (keyring->loop);
  g_main_context_unref (keyring->context);
  g_free (keyring->address);
}

static void
test_locked (Keyring *keyring, gconstpointer data)
{
  g_test_trap_subprocess ("/base/secret/locked/subprocess", 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_assert_cmpint (g_atomic_int_get (&keyring->n_prompts), >=, 1);
}

static void
test_skipped (void)
{
  g_test_skip ("dbus-daemon is not installed");
}

int
main (int argc, char **argv)
{
  g_autofree char *daemon = g_find_program_in_path ("dbus-daemon");

  g_unsetenv ("SECRET_BACKEND");
  g_test_init (&argc, &argv, NULL);
  if (daemon != NULL)
    g_test_add ("/base/secret/locked", Keyring, NULL, set_up, test_locked, tear_down);
  else
    g_test_add_func ("/base/secret/locked", test_skipped);
  g_test_add_func ("/base/secret/locked/subprocess", test_locked_inside);
  return g_test_run ();
}
