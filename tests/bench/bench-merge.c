/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-template.h"

#include "merge-package-private.h"
#include "merge-template.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <zlib.h>

/* bench-merge N [TEMPLATE…]: documents per second on one core, in memory, of an agreement of four
 * pages, of a booklet of 430 KB and of the templates given; what zlib alone takes for the parts
 * that a merge changes, and what it takes to parse, dump and deflate them. */

#define AGREEMENT 3  /* chapters */
#define BOOKLET   84 /* the document is of 430 KB once merged */
#define SAMPLES   5  /* the fastest of which counts */

static gboolean
bench_lookup (const char *name, MergeValue *value, gpointer user_data)
{
  static const char *const texts[] = {
    "L’Hôpital & Fils", "Œuvrard", "12 rue de la République", "81000", "Zoé", "05 36 49 00 12"
  };
  guint *n = user_data;

  value->type = MERGE_VALUE_TEXT;
  value->text = texts[(*n)++ % G_N_ELEMENTS (texts)];
  if (g_strstr_len (name, -1, "DATE") != NULL || g_strstr_len (name, -1, "NEE") != NULL)
    {
      value->type = MERGE_VALUE_DATE;
      value->text = "2027-01-18";
    }
  return TRUE;
}

/* Microseconds of the processor: others are at work too. */
static gint64
now (void)
{
  struct timespec at;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &at);
  return (gint64) at.tv_sec * G_USEC_PER_SEC + at.tv_nsec / 1000;
}

typedef struct
{
  MergeTemplate *template;
  GPtrArray *parts; /* (element-type GBytes) that a merge writes */
  guint values;
} Bench;

static GBytes *
merge (Bench *bench)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MergeReport) report = merge_report_new ();
  GBytes *bytes = merge_template_merge (bench->template, bench_lookup, &bench->values,
                                        MERGE_MISSING_BLANK, report, &error);

  if (bytes == NULL)
    g_error ("%s", error->message);
  return bytes;
}

static void
merge_once (Bench *bench)
{
  g_bytes_unref (merge (bench));
}

static void
deflate_text (const void *text, gsize size)
{
  z_stream stream = { 0 };
  guint8 *out = g_malloc (size + 1000);

  deflateInit2 (&stream, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  stream.next_in = (guint8 *) text;
  stream.avail_in = (uInt) size;
  stream.next_out = out;
  stream.avail_out = (uInt) size + 1000;
  if (deflate (&stream, Z_FINISH) != Z_STREAM_END)
    g_error ("zlib failed");
  deflateEnd (&stream);
  g_free (out);
}

static void
deflate_once (Bench *bench)
{
  for (guint i = 0; i < bench->parts->len; i++)
    {
      gsize size = 0;
      const void *text = g_bytes_get_data (bench->parts->pdata[i], &size);

      deflate_text (text, size);
    }
}

static void
parse_once (Bench *bench)
{
  for (guint i = 0; i < bench->parts->len; i++)
    {
      gsize size = 0;
      const void *text = g_bytes_get_data (bench->parts->pdata[i], &size);
      xmlDoc *xml = xmlReadMemory (text, (int) size, NULL, NULL, XML_PARSE_NONET);
      xmlChar *dump = NULL;
      int length = 0;

      xmlDocDumpMemory (xml, &dump, &length);
      deflate_text (dump, (gsize) length);
      xmlFree (dump);
      xmlFreeDoc (xml);
    }
}

/* Returns: how often a second, at best */
static double
measure (Bench *bench, void (*act) (Bench *bench), guint n)
{
  double best = 0;

  for (guint sample = 0; sample < SAMPLES; sample++)
    {
      gint64 start = now ();

      for (guint i = 0; i < n; i++)
        act (bench);
      best = MAX (best, (double) n * 1e6 / (double) (now () - start));
    }
  return best;
}

/* What the merged document holds that the template holds otherwise. */
static GPtrArray *
find_parts (GBytes *template, GBytes *merged)
{
  MergePackage *before = merge_package_read (template, NULL);
  MergePackage *after = merge_package_read (merged, NULL);
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < after->entries->len; i++)
    {
      const MergeEntry *entry = g_ptr_array_index (after->entries, i);
      const MergeEntry *old = merge_package_find (before, entry->name);

      if (g_str_has_suffix (entry->name, ".xml") && (old == NULL || old->crc != entry->crc))
        g_ptr_array_add (parts, merge_package_load_xml (after, entry->name, NULL));
    }
  merge_package_free (before);
  merge_package_free (after);
  return parts;
}

static gsize
total (GPtrArray *parts)
{
  gsize size = 0;

  for (guint i = 0; i < parts->len; i++)
    size += g_bytes_get_size (parts->pdata[i]);
  return size;
}

/* MB that the process took at most so far. */
static double
memory (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) usage.ru_maxrss / 1024.0;
}

static void
bench_template (const char *title, GBytes *bytes, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) merged = NULL;
  double first = memory ();
  gint64 start = now ();

  g_autoptr (MergeTemplate) template = merge_template_new_from_bytes (bytes, &error);
  Bench bench = { .template = template };
  double merges, deflates, parses;
  double most;

  if (template == NULL)
    g_error ("%s", error->message);
  g_print ("bench: %s compiled in %.2f ms, %.1f MB before, %.1f MB at most\n", title,
           (double) (now () - start) / 1000.0, first, memory ());
  merges = measure (&bench, merge_once, n);
  most = memory ();
  merged = merge (&bench);
  bench.parts = find_parts (bytes, merged);
  deflates = measure (&bench, deflate_once, MAX (n / 10, 1));
  parses = measure (&bench, parse_once, MAX (n / 10, 1));
  g_print ("bench: %s: %.0f merges a second, %" G_GSIZE_FORMAT " KB of XML, %" G_GSIZE_FORMAT
           " KB each, %.1f MB at most\n",
           title, merges, total (bench.parts) / 1024, g_bytes_get_size (merged) / 1024, most);
  g_print ("bench: %s: %.1f times bare deflate (%.0f a second), %.1f times parsing, dumping and "
           "deflating (%.0f a second)\n",
           title, merges / deflates, deflates, merges / parses, parses);
  g_ptr_array_unref (bench.parts);
}

int
main (int argc, char **argv)
{
  g_autoptr (GBytes) agreement = bench_template_new (AGREEMENT);
  g_autoptr (GBytes) booklet = bench_template_new (BOOKLET);
  guint n;

  if (argc < 2)
    {
      g_printerr ("usage: bench-merge N [TEMPLATE…]\n");
      return 2;
    }
  n = (guint) atoi (argv[1]);
  bench_template ("agreement", agreement, n);
  bench_template ("booklet", booklet, MAX (n / 10, 1));
  for (int i = 2; i < argc; i++)
    {
      g_autofree char *title = g_path_get_basename (argv[i]);
      g_autofree char *data = NULL;
      g_autoptr (GBytes) bytes = NULL;
      gsize size = 0;

      if (!g_file_get_contents (argv[i], &data, &size, NULL))
        g_error ("%s cannot be read", argv[i]);
      bytes = g_bytes_new_take (g_steal_pointer (&data), size);
      bench_template (title, bytes, n);
    }
  return 0;
}
