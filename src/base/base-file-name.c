/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "base-file.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base-text.h"

/* Leaves room for a number and an extension within the 143 bytes of an encrypted home (eCryptfs),
 * the shortest limit that is met. */
#define NAME_BYTES 120

/* What Windows, and so a share read by Windows, keeps for itself: the part before the first dot. */
static const char *const device_names[] = {
  "CON",  "PRN",  "AUX",  "NUL",  "CONIN$", "CONOUT$", "COM0", "COM1", "COM2", "COM3", "COM4",
  "COM5", "COM6", "COM7", "COM8", "COM9",   "COM¹",    "COM²", "COM³", "LPT0", "LPT1", "LPT2",
  "LPT3", "LPT4", "LPT5", "LPT6", "LPT7",   "LPT8",    "LPT9", "LPT¹", "LPT²", "LPT³",
};

static gboolean
is_device_name (const char *name)
{
  g_autofree char *stem = g_strndup (name, strcspn (name, "."));
  gsize i;

  g_strchomp (stem);
  for (i = 0; i < G_N_ELEMENTS (device_names); i++)
    if (g_ascii_strcasecmp (stem, device_names[i]) == 0)
      return TRUE;
  return FALSE;
}

static void
trim_end (GString *name)
{
  while (name->len > 0 && strchr (". ", name->str[name->len - 1]) != NULL)
    g_string_truncate (name, name->len - 1);
}

static void
cut (GString *name)
{
  if (name->len <= NAME_BYTES)
    return;
  g_string_truncate (
      name, (gsize) (g_utf8_find_prev_char (name->str, name->str + NAME_BYTES + 1) - name->str));
}

/* Empty lines are one space, as are those around a sign that nobody sees. */
static void
append_space (GString *name)
{
  if (name->len > 0 && name->str[name->len - 1] != ' ')
    g_string_append_c (name, ' ');
}

/**
 * base_file_safe_name:
 * @text: (nullable): any text: a student's name, a title, a name from a server
 *
 * Makes one component of a path that every system a school shares files with accepts (Windows has
 * the strictest rules): no path separator or reserved sign, no control or invisible character, not
 * hidden, no device name, no dot or space at the end, at most 120 bytes. Accents stay (NFC).
 *
 * Returns: (transfer full): the name, never empty
 */
char *
base_file_safe_name (const char *text)
{
  g_autofree char *clean = base_text_clean (text);
  g_autofree char *composed = g_utf8_normalize (clean, -1, G_NORMALIZE_NFC);
  GString *name = g_string_sized_new (strlen (composed) + 2);

  for (const char *at = composed; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '\n' || c == ' ')
        append_space (name);
      else if (c < 0x80 && strchr ("<>:\"/\\|?*", (char) c) != NULL)
        g_string_append_c (name, '-');
      else if (g_unichar_type (c) != G_UNICODE_FORMAT)
        g_string_append_unichar (name, c);
    }
  g_string_erase (name, 0, (gssize) strspn (name->str, ". "));
  if (is_device_name (name->str))
    g_string_prepend_c (name, '_');
  cut (name);
  trim_end (name);
  if (name->len == 0)
    g_string_append (name, _ ("Untitled"));
  return g_string_free (name, FALSE);
}

static gboolean
is_taken (const char *path)
{
  GStatBuf facts;

  /* A link that leads nowhere takes its name too. */
  return g_lstat (path, &facts) == 0;
}

/**
 * base_file_unique_path:
 * @folder: a folder
 * @name: a name without its extension; made safe here
 * @extension: (nullable): "docx" or ".docx"
 *
 * Finds a name that nothing has yet: "folder/name.docx", else "folder/name (2).docx", and so on.
 * Another program may take it meanwhile: write with base_file_write_atomic() that does not replace.
 *
 * Returns: (transfer full): the path
 */
char *
base_file_unique_path (const char *folder, const char *name, const char *extension)
{
  g_autofree char *safe = base_file_safe_name (name);
  const char *suffix = extension != NULL ? extension : "";
  const char *dot = *suffix != '\0' && *suffix != '.' ? "." : "";
  g_autofree char *file = g_strconcat (safe, dot, suffix, NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  guint number;

  for (number = 2; is_taken (path); number++)
    {
      g_free (file);
      g_free (path);
      file = g_strdup_printf ("%s (%u)%s%s", safe, number, dot, suffix);
      path = g_build_filename (folder, file, NULL);
    }
  return g_steal_pointer (&path);
}
