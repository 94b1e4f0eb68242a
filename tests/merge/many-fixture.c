/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "many-fixture.h"

ManyRecords
many_records (const char *const *names)
{
  ManyRecords records = { 0 };

  for (; names[records.n] != NULL; records.n++)
    records.values[records.n][0] = (FixtureValue){ "NOM", names[records.n], MERGE_VALUE_TEXT };
  return records;
}

/* A MergeRecordFunc. */
gboolean
many_give (guint record, MergeSource *source, gpointer user_data)
{
  ManyRecords *records = user_data;

  if (record >= records->n)
    return FALSE;
  source->lookup = fixture_lookup;
  source->user_data = records->values[record];
  return TRUE;
}

/* (transfer full): the one document for all */
GBytes *
many_merge (GBytes *docx, const char *const *names, gboolean two_sided, MergeReport *report)
{
  ManyRecords records = many_records (names);
  g_autoptr (GError) error = NULL;
  g_autoptr (MergeTemplate) template = merge_template_new_from_bytes (docx, &error);
  GBytes *bytes;

  g_assert_no_error (error);
  bytes = merge_template_merge_many (template, many_give, &records, two_sided, MERGE_MISSING_BLANK,
                                     report, &error);
  g_assert_no_error (error);
  return bytes;
}

guint
many_count (const char *text, const char *what)
{
  guint n = 0;

  for (; (text = strstr (text, what)) != NULL; text += strlen (what))
    n++;
  return n;
}

/* (transfer full): what the blocks of a main part say, a bar behind each paragraph */
char *
many_text (const char *xml)
{
  const char *from = strstr (xml, "<w:body>") + strlen ("<w:body>");
  g_autofree char *body = g_strndup (from, (gsize) (strstr (from, "</w:body>") - from));

  return fixture_text (body);
}
