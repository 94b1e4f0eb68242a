/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "../paper/paper-fixture.h"

#include "paper-fonts-private.h"
#include "paper-package-private.h"

/* A zip is taken as a document; anything else becomes the relations, the text, the styles and the
 * theme of one. What is disarmed must be a document that needs no disarming. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static const char types[] =
    "<Types><Override PartName=\"/word/document.xml\" ContentType=\"application/"
    "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";

static GBytes *
as_document (const guint8 *data, gsize size)
{
  g_autofree char *text = NULL;

  if (size >= 2 && memcmp (data, "PK", 2) == 0)
    return g_bytes_new (data, size);
  text = g_strndup ((const char *) data, size);
  return paper_fixture_package ("[Content_Types].xml", types, "word/_rels/document.xml.rels", text,
                                "word/document.xml", text, "word/styles.xml", text,
                                "word/theme/theme1.xml", text, "word/fontTable.xml", text, NULL);
}

static void
check_disarmed (GBytes *disarmed)
{
  g_autoptr (PaperDocument) document = paper_document_new (0, "again", disarmed);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) again = paper_package_disarm (document, PAPER_FORMAT_PDF, &error);

  g_assert_no_error (error);
  g_assert_true (again == disarmed);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = as_document (data, size);
  g_autoptr (PaperDocument) document = paper_document_new (0, "fuzz", bytes);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) disarmed = paper_package_disarm (document, PAPER_FORMAT_PDF, &error);
  g_autoptr (GPtrArray) fonts = paper_fonts_wanted (bytes);

  g_assert_true ((disarmed == NULL) == (error != NULL));
  if (disarmed != NULL)
    check_disarmed (disarmed);
  for (guint i = 0; i < fonts->len; i++)
    g_assert_true (*(const char *) g_ptr_array_index (fonts, i) != '\0');
  return 0;
}
