/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-date.h"
#include "store-connection.h"
#include "store-record.h"
#include "work-demo.h"

#include <stdlib.h>

/* bench-database PATH N: a school with N agreements, one a student and period, for the figures of
 * tests/bench. Invented names; every record goes through store_save, as a person's would. */

#define N_CLASSES      40
#define N_PERIODS      3
#define N_LINES_A_NOTE 5

typedef struct
{
  StoreConnection *connection;
  StoreOperation *operation;
  int n_agreements;
  gint64 year_id;
  gint64 classes[N_CLASSES];
  gint64 periods[N_PERIODS];
  gint64 companies[200];
} Bench;

static const char *const family_names[] = { "Abadie", "Benali", "Cazals", "Delmas", "Escafre",
                                            "Fabre",  "Galaup", "Ibáñez", "Lefèvre" };
static const char *const given_names[] = { "Léa",  "Yanis", "Inès",   "Hugo",     "Noé",  "Chloé",
                                           "Théo", "Zoé",   "Maëlle", "Jean-Luc", "Aïcha" };

/* Saves a record of @entity with the columns and texts that follow, up to NULL; returns its id. */
static gint64
bench_add (Bench *bench, ModelEntity entity, ...)
{
  g_autoptr (ModelRecord) record = model_record_new (entity);
  g_autoptr (GError) error = NULL;
  const char *column;
  va_list args;

  va_start (args, entity);
  while ((column = va_arg (args, const char *)) != NULL)
    model_record_set_canonical (record, column, va_arg (args, const char *));
  va_end (args);

  if (!store_save (bench->connection, record, bench->operation, NULL, &error))
    g_error ("%s", error->message);
  return model_record_get_id (record);
}

static char *
bench_id (gint64 id)
{
  static char texts[8][24];
  static int next;
  char *text = texts[next++ % 8];

  g_snprintf (text, sizeof texts[0], "%" G_GINT64_FORMAT, id);
  return text;
}

static void
bench_add_frame (Bench *bench)
{
  static const char *const starts[N_PERIODS] = { "2026-11-16", "2027-01-18", "2027-05-31" };
  static const char *const ends[N_PERIODS] = { "2026-12-11", "2027-02-12", "2027-06-25" };

  for (int p = 0; p < N_PERIODS; p++)
    {
      g_autofree char *name = g_strdup_printf ("PFMP %d", p + 1);

      bench->periods[p] =
          bench_add (bench, MODEL_ENTITY_PERIOD, "school_year_id", bench_id (bench->year_id),
                     "name", name, "start", starts[p], "end", ends[p], NULL);
    }
  for (int c = 0; c < N_CLASSES; c++)
    {
      g_autofree char *name = g_strdup_printf ("CLASSE %02d", c + 1);

      bench->classes[c] = bench_add (bench, MODEL_ENTITY_CLASS_GROUP, "school_year_id",
                                     bench_id (bench->year_id), "name", name, NULL);
      for (int p = 0; p < N_PERIODS; p++)
        bench_add (bench, MODEL_ENTITY_PERIOD_CLASS, "period_id", bench_id (bench->periods[p]),
                   "class_group_id", bench_id (bench->classes[c]), NULL);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bench->companies); i++)
    {
      g_autofree char *name = g_strdup_printf ("Entreprise n° %u", i + 1);

      bench->companies[i] =
          bench_add (bench, MODEL_ENTITY_COMPANY, "name", name, "town", "Albi", NULL);
    }
}

static void
bench_add_signatories (Bench *bench, gint64 agreement_id)
{
  static const char *const roles[] = { "school", "student", "company" };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    bench_add (bench, MODEL_ENTITY_SIGNATORY, "agreement_id", bench_id (agreement_id), "position",
               bench_id (i + 1), "role", roles[i], "name", "Léa ABADIE", "is_mandatory", "1",
               "sent_on", "2026-11-20", NULL);
}

static void
bench_add_agreement (Bench *bench, int n, gint64 student_id, int period)
{
  g_autofree char *number = g_strdup_printf ("2026-%05d", n + 1);
  g_autofree char *step = g_strdup_printf ("%d", n % 5);
  gint64 search_id =
      bench_add (bench, MODEL_ENTITY_SEARCH, "student_id", bench_id (student_id), "period_id",
                 bench_id (bench->periods[period]), "state", "validated", NULL);
  gint64 placement_id = bench_add (
      bench, MODEL_ENTITY_PLACEMENT, "search_id", bench_id (search_id), "state", "validated",
      "company_id", bench_id (bench->companies[n % G_N_ELEMENTS (bench->companies)]), NULL);

  gint64 agreement_id = bench_add (
      bench, MODEL_ENTITY_AGREEMENT, "placement_id", bench_id (placement_id), "number", number,
      "mode", "manual", "step", step, "step_date", "2026-11-20", "state", "active", NULL);

  bench_add_signatories (bench, agreement_id);
  if (n % N_LINES_A_NOTE == 0)
    bench_add (bench, MODEL_ENTITY_NOTE, "student_id", bench_id (student_id), "search_id",
               bench_id (search_id), "tone", "information", "audience", "administration",
               "author_role", "administration", "author", "Secrétariat", "text",
               "Attend le tampon de l’entreprise", "made_at", "2026-11-20T08:00:00Z", NULL);
}

static gboolean
bench_fill (StoreConnection *connection, gpointer data, GError **error)
{
  Bench *bench = data;
  gint64 student_id = 0;

  bench_add_frame (bench);
  for (int n = 0; n < bench->n_agreements; n++)
    {
      if (n % N_PERIODS == 0)
        {
          int s = n / N_PERIODS;
          g_autofree char *family =
              g_strdup_printf ("%s-%s", family_names[s % G_N_ELEMENTS (family_names)],
                               family_names[s / 9 % G_N_ELEMENTS (family_names)]);

          student_id = bench_add (bench, MODEL_ENTITY_STUDENT, "family_name", family, "given_name",
                                  given_names[s % G_N_ELEMENTS (given_names)], "birth_date",
                                  "2010-03-03", NULL);
          bench_add (bench, MODEL_ENTITY_ENROLMENT, "student_id", bench_id (student_id),
                     "class_group_id", bench_id (bench->classes[s % N_CLASSES]), NULL);
        }
      bench_add_agreement (bench, n, student_id, n % N_PERIODS);
    }
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreOperation) operation = store_operation_new ("bench", "import.students");
  g_autoptr (GPtrArray) years = NULL;
  Bench bench = { .operation = operation };

  if (argc != 3)
    {
      g_printerr ("usage: bench-database PATH N\n");
      return 2;
    }
  bench.n_agreements = atoi (argv[2]);

  if (!work_new_create (argv[1], &error)
      || !(bench.connection = store_connection_open (argv[1], STORE_OPEN_WRITE, &error))
      || !(years = store_load_all (bench.connection, MODEL_ENTITY_SCHOOL_YEAR, &error)))
    g_error ("%s", error->message);
  bench.year_id = model_record_get_id (g_ptr_array_index (years, 0));

  if (!store_connection_transaction (bench.connection, bench_fill, &bench, &error))
    g_error ("%s", error->message);
  store_connection_close (bench.connection);
  g_object_unref (bench.connection);
  return 0;
}
