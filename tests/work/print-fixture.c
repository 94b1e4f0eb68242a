/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "print-fixture.h"

#include "base-date.h"
#include "paper-spooler.h"
#include "work-generate.h"

#define LIMIT (60 * G_USEC_PER_SEC)

/* Path of our A4 template, from the command line. */
static const char *template_path;

char *
print_fixture_path (const char *name)
{
  return g_build_filename (g_getenv ("PRINT_SERVER"), name, NULL);
}

static void
wait_for_server (void)
{
  g_autoptr (PaperSpooler) spooler = paper_spooler_new (NULL);

  for (gint64 end = g_get_monotonic_time () + LIMIT; g_get_monotonic_time () < end;)
    {
      g_autoptr (GPtrArray) printers = paper_spooler_list (spooler, NULL, NULL);

      if (printers != NULL)
        return;
    }
  g_error ("the print server of the tests does not start");
}

/* What follows the arguments of GLib is the path of a template. */
void
print_fixture_init (int argc, char **argv)
{
  g_autofree char *socket = print_fixture_path ("socket");

  g_assert_cmpint (argc, ==, 2);
  template_path = argv[1];
  g_setenv ("CUPS_SERVER", socket, TRUE);
  g_setenv ("XDG_RUNTIME_DIR", g_getenv ("PRINT_SERVER"), TRUE);
  wait_for_server ();
}

/* Stands for LibreOffice: each PDF says which document it was made of. */
static void
make_office (WorkFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "soffice.bin", NULL);
  static const char script[] = "#!/bin/sh\n"
                               "for name; do case \"$name\" in [0-9]*.docx)\n"
                               "n=$((n + 1))\n"
                               "(echo %PDF-1.7; cksum < \"$name\"\n"
                               "[ $n = 2 ] && [ -e \"$0.big\" ] && head -c 3000000 /dev/zero\n"
                               "echo %%EOF) > \"${name%.docx}.pdf\"\n"
                               ";; esac; done\n";

  g_assert_true (g_file_set_contents_full (path, script, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  g_setenv ("PARAPHE_OFFICE", path, TRUE);
}

void
print_fixture_set_up (WorkFixture *fixture, gconstpointer data)
{
  work_fixture_set_up (fixture, data);
  make_office (fixture);
}

/* Both students have their document. */
void
print_fixture_generate (WorkFixture *fixture, guint n)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "out", NULL);
  g_autoptr (WorkGenerateOptions) options = work_generate_options_new (folder);
  g_autoptr (WorkJob) job = NULL;
  g_autoptr (GError) error = NULL;

  if (n > 1)
    work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[1], "state",
                         "validated");
  options->template_path = g_strdup (template_path);
  job = work_generate_new (fixture->school, fixture->placements, n, options);
  work_job_run (job, NULL, &error);
  g_assert_no_error (error);
}

WorkJob *
print_fixture_print (WorkFixture *fixture, guint n, const WorkPrintOptions *options)
{
  g_autoptr (GError) error = NULL;
  WorkJob *job = work_print_new (fixture->school, fixture->placements, n, options);

  work_job_run (job, NULL, &error);
  g_assert_no_error (error);
  return job;
}

/* The agreement of the @n-th sheet. */
ModelRecord *
print_fixture_agreement (WorkFixture *fixture, guint n)
{
  g_autoptr (GPtrArray) all = work_fixture_load_all (fixture, MODEL_ENTITY_AGREEMENT);

  for (guint i = 0; i < all->len; i++)
    if (model_record_get_int (all->pdata[i], "placement_id") == fixture->placements[n])
      return g_object_ref (all->pdata[i]);
  g_assert_not_reached ();
}

void
print_fixture_assert_printed (WorkFixture *fixture, guint n, gint64 copies, gint64 step)
{
  g_autoptr (ModelRecord) agreement = print_fixture_agreement (fixture, n);
  g_autofree char *today = base_date_today_iso ();

  g_assert_cmpstr (model_record_get (agreement, "printed_on"), ==, copies > 0 ? today : NULL);
  g_assert_cmpint (model_record_get_int (agreement, "printed_copies"), ==, copies);
  g_assert_cmpint (model_record_get_int (agreement, "step"), ==, step);
}
