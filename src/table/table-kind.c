/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "table-kind-private.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "table-error.h"

/* What people take for a table, by its first bytes, and what they should do instead. */
static const struct
{
  const char *magic;
  const char *also; /* somewhere in the first bytes, or NULL */
  const char *text;
} kinds[] = {
  { "PK\x03\x04", "opendocument",
    N_ ("This is an OpenDocument spreadsheet (ODS), not a CSV file. Open it in LibreOffice and "
        "save "
        "it as CSV.") },
  { "PK\x03\x04", "[Content_Types].xml",
    N_ ("This is an Excel workbook (XLSX), not a CSV file. Open it in Excel or LibreOffice and "
        "save "
        "it as CSV.") },
  { "PK\x03\x04", NULL,
    N_ ("This is a ZIP archive or a workbook, not a CSV file. Open it, and save the table in it as "
        "CSV in Excel or LibreOffice.") },
  { "\xd0\xcf\x11\xe0", NULL,
    N_ ("This is an old Excel workbook (XLS), not a CSV file. Open it in Excel or LibreOffice and "
        "save it as CSV.") },
  { "%PDF-", NULL,
    N_ ("This is a PDF, not a table. Export the list as CSV from the program it comes from.") },
  { "\x1f\x8b", NULL, N_ ("This is a compressed file, not a CSV file. Unpack it first.") },
  { "{\\rtf", NULL,
    N_ ("This is a text document (RTF), not a table. Save the list as CSV in Excel or "
        "LibreOffice.") },
  { "<?xml", NULL,
    N_ ("This is an XML file, not a CSV file. Export the list as CSV, or open it in Excel or "
        "LibreOffice and save it as CSV.") },
  { "<!doctype html", NULL,
    N_ ("This is a web page, not a CSV file. Open it in Excel or LibreOffice and save it as "
        "CSV.") },
  { "<html", NULL,
    N_ ("This is a web page, not a CSV file. Open it in Excel or LibreOffice and save it as "
        "CSV.") },
  { "<table", NULL,
    N_ ("This is a web page, not a CSV file. Open it in Excel or LibreOffice and save it as "
        "CSV.") },
};

/**
 * table_kind_check:
 * @head: the first bytes of a file
 * @length: how many
 * @error: return location for an error
 *
 * Refuses what opens as something else than text: better a sentence now than a thousand lines of
 * nonsense. The case of letters, a UTF-8 mark and leading blanks do not matter.
 *
 * Returns: %FALSE with %TABLE_ERROR_NOT_TABLE when @head is of no table
 */
gboolean
table_kind_check (const guchar *head, gsize length, GError **error)
{
  const char *text = (const char *) head;

  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  while (length > 0 && g_ascii_isspace (*text))
    {
      text++;
      length--;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gsize n = strlen (kinds[i].magic);

      if (length < n || g_ascii_strncasecmp (text, kinds[i].magic, n) != 0)
        continue;
      if (kinds[i].also != NULL
          && memmem (text, length, kinds[i].also, strlen (kinds[i].also)) == NULL)
        continue;
      g_set_error_literal (error, TABLE_ERROR, TABLE_ERROR_NOT_TABLE, _ (kinds[i].text));
      return FALSE;
    }
  return TRUE;
}
