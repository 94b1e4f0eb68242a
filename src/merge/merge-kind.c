/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "merge-kind-private.h"

#include "merge-error.h"

/* What people choose instead of a .docx. Each kind is told by its first bytes, and some by a text
 * further on: OLE holds a .doc or an encrypted .docx. */
typedef struct
{
  const char *start;
  gsize start_size;
  const char *inside; /* or NULL: the start is enough */
  gsize inside_size;
  gboolean utf16; /* OLE writes its stream names in UTF-16 */
  MergeError code;
  const char *sentence;
} MergeKind;

#define START(bytes)  bytes, sizeof (bytes) - 1
#define INSIDE(bytes) bytes, sizeof (bytes) - 1
#define NOTHING       NULL, 0
#define OLE           START ("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")

static const MergeKind kinds[] = {
  { OLE, INSIDE ("EncryptedPackage"), TRUE, MERGE_ERROR_ENCRYPTED,
    N_ ("This document is protected by a password. Open it in Word, remove the password "
        "(File, Info, Protect Document), save it and choose it again.") },
  { OLE, INSIDE ("WordDocument"), TRUE, MERGE_ERROR_NOT_DOCX,
    N_ ("This is a Word document in the old .doc format. Open it in Word, save it as a Word "
        "document (.docx) and choose it again.") },
  { OLE, NOTHING, FALSE, MERGE_ERROR_NOT_DOCX,
    N_ ("This file is in an old Office format. Open it in Word, save it as a Word document (.docx) "
        "and choose it again.") },
  { START ("{\\rtf"), NOTHING, FALSE, MERGE_ERROR_NOT_DOCX,
    N_ ("This is an RTF file, whatever its name. Open it in Word, save it as a Word document "
        "(.docx) and choose it again.") },
  { START ("%PDF"), NOTHING, FALSE, MERGE_ERROR_NOT_DOCX,
    N_ ("This is a PDF file. A template is a Word document (.docx): choose the document from which "
        "the PDF was made.") },
  { START ("<?mso-application"), NOTHING, FALSE, MERGE_ERROR_NOT_DOCX,
    N_ ("This is an XML file. Open it in Word, save it as a Word document (.docx) and choose it "
        "again.") },
};

static const char odf_sentence[] =
    N_ ("This is a LibreOffice file. Open it in LibreOffice, save it as a Word document (.docx), "
        "check its fields and choose it again.");
static const char html_sentence[] =
    N_ ("This is a web page (HTML), whatever its name. Open it in Word, save it as a Word document "
        "(.docx) and choose it again.");
static const char xml_sentence[] =
    N_ ("This is an XML file. Open it in Word, save it as a Word document (.docx) and choose it "
        "again.");
static const char text_sentence[] =
    N_ ("This is a plain text file, whatever its name. A template is a Word document (.docx) with "
        "its merge fields.");
static const char archive_sentence[] = N_ (
    "This is a ZIP archive with documents in it, whatever its name. Unpack it and choose the Word "
    "document that it holds.");
static const char other_sentence[] = N_ ("This file is not a Word document (.docx). Choose the "
                                         "document that holds the merge fields.");
static const char empty_sentence[] =
    N_ ("This file is empty. Copy the template again from where it "
        "came, or save it again in Word.");
static const char truncated_sentence[] =
    N_ ("This Word document is incomplete: its end is missing, as after an interrupted copy. Copy "
        "it again, or save it again in Word.");

static gboolean
contains (const guint8 *data, gsize size, const MergeKind *kind)
{
  g_autofree guint8 *wide = NULL;

  if (kind->inside == NULL)
    return TRUE;
  if (!kind->utf16)
    return memmem (data, size, kind->inside, kind->inside_size) != NULL;
  wide = g_malloc0 (kind->inside_size * 2);
  for (gsize i = 0; i < kind->inside_size; i++)
    wide[2 * i] = (guint8) kind->inside[i];
  return memmem (data, size, wide, kind->inside_size * 2) != NULL;
}

/* Whether the text, after white space and a byte order mark, begins with @word in any case. */
static gboolean
text_begins_with (const char *data, gsize size, const char *word)
{
  gsize length = strlen (word);

  if (size >= 3 && memcmp (data, "\xEF\xBB\xBF", 3) == 0)
    {
      data += 3;
      size -= 3;
    }
  while (size > 0 && g_ascii_isspace (*data))
    {
      data++;
      size--;
    }
  return size >= length && g_ascii_strncasecmp (data, word, length) == 0;
}

static const char *
sentence_for_text (const char *data, gsize size)
{
  gsize head = MIN (size, 4096);

  if (text_begins_with (data, size, "<!doctype html") || text_begins_with (data, size, "<html"))
    return html_sentence;
  if (text_begins_with (data, size, "MIME-Version:")) /* Word's page in a single file */
    return html_sentence;
  if (text_begins_with (data, size, "<?xml"))
    return g_strstr_len (data, (gssize) head, "<html") != NULL                    ? html_sentence
           : g_strstr_len (data, (gssize) head, "names:tc:opendocument:") != NULL ? odf_sentence
                                                                                  : xml_sentence;
  if (memchr (data, '\0', head) == NULL
      && (g_utf8_validate (data, (gssize) head, NULL) || size < 4096))
    return text_sentence;
  return other_sentence;
}

/**
 * merge_kind_check:
 * @bytes: what was chosen as a template
 * @error: return location for a #MergeError
 *
 * Tells from a file's own bytes, never from its name, whether it may be an Office Open XML
 * package; otherwise the error says what the file is and what to do (docx §7.1.1).
 *
 * Returns: %FALSE with @error set when it is certainly something else.
 */
gboolean
merge_kind_check (GBytes *bytes, GError **error)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (size == 0)
    {
      g_set_error_literal (error, MERGE_ERROR, MERGE_ERROR_DAMAGED, _ (empty_sentence));
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (size >= kinds[i].start_size && memcmp (data, kinds[i].start, kinds[i].start_size) == 0
        && contains (data, size, &kinds[i]))
      {
        g_set_error_literal (error, MERGE_ERROR, kinds[i].code, _ (kinds[i].sentence));
        return FALSE;
      }
  return TRUE;
}

/**
 * merge_kind_set_error_for_unreadable:
 * @bytes: a file that the zip library could not open
 * @error: return location for a #MergeError
 *
 * Says why: a package cut short, a text, a web page, or something unknown.
 */
void
merge_kind_set_error_for_unreadable (GBytes *bytes, GError **error)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);

  if (size >= 2 && memcmp (data, "PK", 2) == 0)
    g_set_error_literal (error, MERGE_ERROR, MERGE_ERROR_DAMAGED, _ (truncated_sentence));
  else
    g_set_error_literal (error, MERGE_ERROR, MERGE_ERROR_NOT_DOCX,
                         _ (sentence_for_text (data, size)));
}

/**
 * merge_kind_set_error_for_archive:
 * @has_mimetype: whether the archive has an entry "mimetype", as OpenDocument files have
 * @has_documents: whether it holds documents, by their names
 * @error: return location for a #MergeError
 *
 * Says what an archive is that is no Office package.
 */
void
merge_kind_set_error_for_archive (gboolean has_mimetype, gboolean has_documents, GError **error)
{
  g_set_error_literal (error, MERGE_ERROR, MERGE_ERROR_NOT_DOCX,
                       has_mimetype    ? _ (odf_sentence)
                       : has_documents ? _ (archive_sentence)
                                       : _ (other_sentence));
}

/**
 * merge_kind_set_error_for_main_type:
 * @content_type: (nullable): the content type of the package's main part
 * @error: return location for a #MergeError
 *
 * Says what an Office package is that is not a Word document.
 */
void
merge_kind_set_error_for_main_type (const char *content_type, GError **error)
{
  const char *type = content_type != NULL ? content_type : "";

  if (strstr (type, "spreadsheetml") != NULL || strstr (type, "ms-excel") != NULL)
    g_set_error_literal (error, MERGE_ERROR, MERGE_ERROR_NOT_DOCX,
                         _ ("This is an Excel workbook. A template is a Word document (.docx) with "
                            "its merge fields."));
  else if (strstr (type, "presentationml") != NULL || strstr (type, "ms-powerpoint") != NULL)
    g_set_error_literal (error, MERGE_ERROR, MERGE_ERROR_NOT_DOCX,
                         _ ("This is a PowerPoint presentation. A template is a Word document "
                            "(.docx) with its merge fields."));
  else
    g_set_error_literal (error, MERGE_ERROR, MERGE_ERROR_NOT_DOCX, _ (other_sentence));
}
