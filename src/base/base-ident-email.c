/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "base-ident-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-error.h"
#include "base-text.h"

/* RFC 5321, 4.5.3.1 */
#define LOCAL_BYTES   64
#define ADDRESS_BYTES 254

/* RFC 1035, 2.3.4 */
#define LABEL_BYTES 63

static const char *
check_local (const char *local)
{
  if (*local == '\0')
    return N_ ("Something is missing before the @.");
  if (strlen (local) > LOCAL_BYTES)
    return N_ ("The part before the @ is too long.");
  if (*local == '.' || g_str_has_suffix (local, ".") || strstr (local, "..") != NULL)
    return N_ ("There is a dot too many before the @.");
  if (strpbrk (local, "<>()[]\\,;:\"") != NULL)
    return N_ ("Before the @, only letters, digits and signs such as . - _ + are allowed.");
  return NULL;
}

static gboolean
is_label (const char *label)
{
  const char *at;

  if (*label == '\0' || *label == '-' || g_str_has_suffix (label, "-")
      || strlen (label) > LABEL_BYTES)
    return FALSE;
  for (at = label; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c != '-' && !g_unichar_isalnum (c) && !g_unichar_ismark (c))
        return FALSE;
    }
  return TRUE;
}

static const char *
check_domain (const char *domain)
{
  g_auto (GStrv) labels = g_strsplit (domain, ".", -1);
  guint count = g_strv_length (labels), i;

  if (count < 2)
    return N_ ("After the @, write the whole domain, for example lycee.fr.");
  for (i = 0; i < count; i++)
    if (!is_label (labels[i]))
      return N_ ("The part after the @ is not the name of a domain.");
  if (g_utf8_strlen (labels[count - 1], -1) < 2 || g_ascii_isdigit (*labels[count - 1]))
    return N_ ("The ending of the domain is not one that exists.");
  return NULL;
}

static const char *
check (const char *address, const char *at)
{
  g_autofree char *local = NULL;
  const char *reason;

  if (strpbrk (address, " \n") != NULL)
    return N_ ("It holds a space: write one address in each field.");
  if (at == NULL || strchr (at + 1, '@') != NULL)
    return N_ ("It should hold one @.");
  if (strlen (address) > ADDRESS_BYTES)
    return N_ ("It is too long.");
  local = g_strndup (address, (gsize) (at - address));
  reason = check_local (local);
  return reason != NULL ? reason : check_domain (at + 1);
}

/**
 * base_ident_email_normalize:
 * @text: (nullable): an e-mail address
 * @error: return location for a #BASE_ERROR_INVALID
 *
 * A check against slips, not a proof that somebody reads it: one @, something before it, a domain
 * with a dot. Letters beyond ASCII are allowed (RFC 6531), comments and quoted names are not. What
 * a link adds ("mailto:") is taken off.
 *
 * Returns: (transfer full) (nullable): the address, its domain in small letters; or %NULL
 */
char *
base_ident_email_normalize (const char *text, GError **error)
{
  g_autofree char *clean = base_text_clean (text);
  g_autofree char *shown = NULL, *domain = NULL;
  const char *address = clean, *at, *reason;

  if (g_ascii_strncasecmp (address, "mailto:", 7) == 0)
    address += 7;
  at = strchr (address, '@');
  reason = check (address, at);
  if (reason != NULL)
    {
      shown = base_text_excerpt (text, BASE_IDENT_QUOTED_CHARS);
      g_set_error (error, BASE_ERROR, BASE_ERROR_INVALID,
                   _ ("“%s” is not a valid e-mail address. %s"), shown, _ (reason));
      return NULL;
    }
  domain = base_text_lower (at);
  return g_strdup_printf ("%.*s%s", (int) (at - address), address, domain);
}
