/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>
#include <stdio.h>

#include "store-queue.h"
#include "work-school.h"
#include "work-signing.h"

/* What a secretariat does with a provider of signatures, as a program that can be killed:
 * sign-school DB KEY plan|send|sync [AGREEMENT] */

static gboolean
run_job (WorkJob *job, GError **error)
{
  gboolean done = work_job_run (job, NULL, error);
  GPtrArray *failed = work_job_get_failed (job);

  for (guint i = 0; i < failed->len; i++)
    fprintf (stderr, "%s\n", ((WorkJobItem *) failed->pdata[i])->error);
  return done && failed->len == 0;
}

static GArray *
find_agreements (WorkSchool *school, GError **error)
{
  g_autoptr (WorkOverview) overview = work_school_load (school, 0, error);
  GArray *ids;

  if (overview == NULL)
    return NULL;
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < overview->lines->len; i++)
    {
      const ModelLine *line = overview->lines->pdata[i];

      if (line->agreement_id != 0 && !line->cancelled)
        g_array_append_val (ids, line->agreement_id);
    }
  return ids;
}

static GPtrArray *
load_plans (WorkSchool *school, const gint64 *ids, guint n_ids, GError **error)
{
  return work_school_read (school, work_query_signing_plans_new (ids, n_ids), error);
}

static gboolean
do_plan (WorkSchool *school, char **words, GError **error)
{
  g_autoptr (GArray) ids = find_agreements (school, error);
  g_autoptr (GPtrArray) plans = NULL;

  if (ids != NULL)
    plans = load_plans (school, (const gint64 *) (gpointer) ids->data, ids->len, error);
  for (guint i = 0; plans != NULL && i < plans->len; i++)
    {
      const WorkSigningPlan *plan = plans->pdata[i];

      printf ("%" G_GINT64_FORMAT " %s %u", plan->agreement_id,
              plan->can_be_sent ? "ready" : "not-ready", plan->people->len);
      for (guint j = 0; j < plan->problems->len; j++)
        printf (" | %s", (const char *) plan->problems->pdata[j]);
      printf ("\n");
    }
  return plans != NULL;
}

static gboolean
do_send (WorkSchool *school, char **words, GError **error)
{
  gint64 id = g_ascii_strtoll (words[1], NULL, 10);
  g_autoptr (GPtrArray) plans = load_plans (school, &id, 1, error);
  g_autoptr (WorkJob) job = NULL;

  if (plans == NULL)
    return FALSE;
  job = work_signing_send_new (school, plans, words[0]);
  return run_job (job, error);
}

static gboolean
do_sync (WorkSchool *school, char **words, GError **error)
{
  g_autoptr (WorkJob) job = work_signing_sync_new (school, TRUE, words[0]);

  return run_job (job, error);
}

static const struct
{
  const char *word;
  gboolean (*run) (WorkSchool *school, char **words, GError **error);
} commands[] = { { "plan", do_plan }, { "send", do_send }, { "sync", do_sync } };

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) school = NULL;
  char *words[] = { argv[2], argc > 4 ? argv[4] : NULL };
  gboolean good = FALSE;

  setlocale (LC_ALL, "");
  g_assert (argc >= 4);
  school = work_school_open (argv[1], STORE_OPEN_WRITE, &error);
  for (gsize i = 0; school != NULL && i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (argv[3], commands[i].word))
      good = commands[i].run (school, words, &error);
  if (school != NULL)
    {
      work_school_close (school);
      store_queue_join (work_school_get_queue (school));
    }
  if (error != NULL)
    fprintf (stderr, "%s\n", error->message);
  return good ? 0 : 1;
}
