/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "merge-error.h"
#include "merge-template.h"

/* Merges what its input names, for tests that judge the files from outside: each line is a template
 * and where its document goes, a tab between. Every field's value is its own name, in brackets when
 * asked with --brackets, and every list has one item. What became of each is a line of its own:
 * “merged” and the warnings, or “refused”, the kind and the sentence.
 *
 * With --bounded KILOBYTES SECONDS the program may take so much memory beside what it takes before
 * it begins, and so much of the processor's time: beyond that it dies. */

static gboolean
own_name (const char *name, MergeValue *value, gpointer user_data)
{
  const gboolean *brackets = user_data;
  static char *text = NULL;

  g_free (text);
  text = *brackets ? g_strdup_printf ("[%s]", name) : g_strdup (name);
  value->type = MERGE_VALUE_TEXT;
  value->text = text;
  return TRUE;
}

/* Every list has one item, which knows no name by itself. */
static int
one_item (const char *list, gpointer user_data)
{
  return 1;
}

static gboolean
nothing_of_its_own (const char *list,
                    guint item,
                    const char *name,
                    MergeValue *value,
                    gpointer user_data)
{
  return FALSE;
}

static const char *
kind_of (const GError *error)
{
  static const char *const kinds[] = { "not-docx", "encrypted", "damaged", "hostile", "failed" };

  if (error->domain != MERGE_ERROR || error->code >= (int) G_N_ELEMENTS (kinds))
    return "other";
  return kinds[error->code];
}

static void
refuse (const GError *error)
{
  printf ("refused\t%s\t%s\n", kind_of (error), error->message);
}

static void
drive (const char *from, const char *to, gboolean brackets)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MergeTemplate) template = merge_template_new_from_file (from, &error);
  g_autoptr (GBytes) merged = NULL;
  const MergeSource source = { own_name, one_item, nothing_of_its_own, NULL, &brackets };
  GPtrArray *sentences;

  if (template != NULL)
    merged = merge_template_merge_source (template, &source, MERGE_MISSING_BLANK, NULL, &error);
  if (merged == NULL
      || !g_file_set_contents (to, g_bytes_get_data (merged, NULL),
                               (gssize) g_bytes_get_size (merged), &error))
    {
      refuse (error);
      return;
    }
  sentences = merge_template_get_warnings (template);
  printf ("merged");
  for (guint i = 0; i < sentences->len; i++)
    printf ("\t%s", (const char *) g_ptr_array_index (sentences, i));
  printf ("\n");
}

/* How much of the address space this program takes by now. */
static rlim_t
used (void)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    return 0;
  return (rlim_t) g_ascii_strtoull (text, NULL, 10) * 4096;
}

static gboolean
bound (const char *kilobytes, const char *seconds)
{
  rlim_t memory = used () + (rlim_t) g_ascii_strtoull (kilobytes, NULL, 10) * 1024;
  rlim_t time = (rlim_t) g_ascii_strtoull (seconds, NULL, 10);

  return setrlimit (RLIMIT_AS, &(struct rlimit){ memory, memory }) == 0
         && setrlimit (RLIMIT_CPU, &(struct rlimit){ time, time }) == 0;
}

int
main (int argc, char *argv[])
{
  gboolean brackets = FALSE;
  char line[8192];

  for (int i = 1; i < argc; i++)
    if (strcmp (argv[i], "--brackets") == 0)
      brackets = TRUE;
    else if (strcmp (argv[i], "--bounded") == 0 && i + 2 < argc)
      {
        if (!bound (argv[i + 1], argv[i + 2]))
          return 1;
        i += 2;
      }
    else
      return 2;
  while (fgets (line, sizeof line, stdin) != NULL)
    {
      g_auto (GStrv) files = g_strsplit (g_strchomp (line), "\t", 2);

      if (g_strv_length (files) != 2)
        return 2;
      drive (files[0], files[1], brackets);
      fflush (stdout);
    }
  return 0;
}
