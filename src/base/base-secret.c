/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "base-secret.h"
#include "base-secret-private.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "base-error.h"

static const SecretSchema schema = {
  "org.paraphe.Secret",
  SECRET_SCHEMA_NONE,
  {
      { "service", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "account", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, SECRET_SCHEMA_ATTRIBUTE_STRING },
  },
};

#define LOCKED N_ ("The keyring that holds your passwords is locked. Unlock it, then try again.")
#define ABSENT                                                                                   \
  N_ ("No keyring to hold passwords answers in this session. Start GNOME Keyring or KeePassXC, " \
      "then try again.")
#define DAMAGED                                                                                   \
  N_ ("The keyring that holds your passwords could not be read. Open it with its own program to " \
      "see what is wrong.")

/* What libsecret and D-Bus answer, and what the person can do about it. */
static gboolean
is_locked (const GError *cause)
{
  return g_error_matches (cause, SECRET_ERROR, SECRET_ERROR_IS_LOCKED)
         || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gboolean
is_absent (const GError *cause)
{
  return cause->domain == G_DBUS_ERROR || cause->domain == G_IO_ERROR
         || cause->domain == G_SPAWN_ERROR
         || g_error_matches (cause, SECRET_ERROR, SECRET_ERROR_NO_SUCH_OBJECT);
}

/**
 * base_secret_propagate:
 * @error: (optional): return location for a #BASE_ERROR_SECRET or #BASE_ERROR_CANCELLED
 * @cause: (transfer full): what libsecret said
 * @cancellable: (nullable): the caller's
 *
 * Turns an error of the keyring into one sentence. A prompt that the person closed counts as
 * locked.
 */
void
base_secret_propagate (GError **error, GError *cause, GCancellable *cancellable)
{
  g_autoptr (GError) owned = cause;

  /* The message may tell of paths and object names; the kind is enough to help. */
  g_debug ("keyring: %s %d", g_quark_to_string (owned->domain), owned->code);
  if (g_cancellable_is_cancelled (cancellable))
    g_set_error_literal (error, BASE_ERROR, BASE_ERROR_CANCELLED, _ ("Cancelled."));
  else if (is_locked (owned))
    g_set_error_literal (error, BASE_ERROR, BASE_ERROR_SECRET, _ (LOCKED));
  else if (is_absent (owned))
    g_set_error_literal (error, BASE_ERROR, BASE_ERROR_SECRET, _ (ABSENT));
  else
    g_set_error_literal (error, BASE_ERROR, BASE_ERROR_SECRET, _ (DAMAGED));
}

static GHashTable *
attributes_of (const char *service, const char *account)
{
  return secret_attributes_build (&schema, "service", service, "account", account, NULL);
}

/**
 * base_secret_store:
 * @service: what the secret opens: "smtp"
 * @account: whose it is there: an address, a user name, ""
 * @label: how the keyring's own window shows it, in the user's language
 * @secret: the password or key; replaces one stored before
 * @cancellable: (nullable): a cancellable
 * @error: return location for a #BASE_ERROR_SECRET or #BASE_ERROR_CANCELLED
 *
 * Waits; may make the desktop ask for the keyring's password.
 *
 * Returns: whether the secret is in the keyring
 */
gboolean
base_secret_store (const char *service,
                   const char *account,
                   const char *label,
                   const char *secret,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GHashTable) attributes = attributes_of (service, account);
  GError *cause = NULL;

  if (secret_password_storev_sync (&schema, attributes, SECRET_COLLECTION_DEFAULT, label, secret,
                                   cancellable, &cause))
    return TRUE;
  base_secret_propagate (error, cause, cancellable);
  return FALSE;
}

/* A prompt that is closed makes libsecret find nothing: tell that from nothing stored. */
static gboolean
is_kept_locked (GHashTable *attributes, GCancellable *cancellable)
{
  GList *items =
      secret_password_searchv_sync (&schema, attributes, SECRET_SEARCH_NONE, cancellable, NULL);
  gboolean found = items != NULL;

  g_list_free_full (items, g_object_unref);
  return found;
}

/**
 * base_secret_lookup:
 * @service: what the secret opens
 * @account: whose it is there
 * @cancellable: (nullable): a cancellable
 * @error: return location for a #BASE_ERROR_SECRET or #BASE_ERROR_CANCELLED
 *
 * Waits; may make the desktop ask for the keyring's password.
 *
 * Returns: (transfer full) (nullable): the secret, in memory that is not swapped out: free it with
 *   base_secret_free(), soon; %NULL without @error set when none is stored
 */
char *
base_secret_lookup (const char *service,
                    const char *account,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GHashTable) attributes = attributes_of (service, account);
  GError *cause = NULL;
  char *secret =
      secret_password_lookupv_nonpageable_sync (&schema, attributes, cancellable, &cause);

  if (cause != NULL)
    base_secret_propagate (error, cause, cancellable);
  else if (secret == NULL && is_kept_locked (attributes, cancellable))
    g_set_error_literal (error, BASE_ERROR, BASE_ERROR_SECRET, _ (LOCKED));
  return secret;
}

/**
 * base_secret_clear:
 * @service: what the secret opens
 * @account: whose it is there
 * @cancellable: (nullable): a cancellable
 * @error: return location for a #BASE_ERROR_SECRET or #BASE_ERROR_CANCELLED
 *
 * Returns: whether the keyring holds no such secret any more; nothing to clear is no error
 */
gboolean
base_secret_clear (const char *service,
                   const char *account,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GHashTable) attributes = attributes_of (service, account);
  GError *cause = NULL;

  secret_password_clearv_sync (&schema, attributes, cancellable, &cause);
  if (cause == NULL)
    return TRUE;
  base_secret_propagate (error, cause, cancellable);
  return FALSE;
}

/**
 * base_secret_free:
 * @secret: (nullable) (transfer full): what base_secret_lookup() gave
 *
 * Wipes the secret before its memory is given back.
 */
void
base_secret_free (char *secret)
{
  secret_password_free (secret);
}
