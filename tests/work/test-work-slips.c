/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base-error.h"
#include "paper-pages.h"
#include "work-error.h"
#include "work-fixture.h"
#include "work-slips.h"

static WorkOverview *
load (WorkFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  WorkOverview *overview = work_school_load (fixture->school, fixture->year_id, &error);

  g_assert_no_error (error);
  return overview;
}

static WorkSlips *
try_make (WorkFixture *fixture, WorkSlipsOptions options, GError **error)
{
  g_autoptr (WorkOverview) overview = load (fixture);
  g_autoptr (GAsyncResult) result = NULL;

  options.lines = overview->lines;
  work_slips_make_async (fixture->school, &options, NULL, work_fixture_on_result_cb, &result);
  work_fixture_wait (&result);
  return work_slips_make_finish (result, error);
}

static WorkSlips *
make (WorkFixture *fixture, WorkSlipsKind kind)
{
  g_autoptr (GError) error = NULL;
  WorkSlips *slips = try_make (fixture, (WorkSlipsOptions){ .kind = kind }, &error);

  g_assert_no_error (error);
  return slips;
}

static void
refuse (WorkFixture *fixture, WorkSlipsKind kind, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSlips) slips = try_make (fixture, (WorkSlipsOptions){ .kind = kind }, &error);

  g_assert_null (slips);
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” is not in “%s”", words, error->message);
}

static PaperPages *
read_pages (const WorkSlips *slips)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PaperPages *pages;

  paper_pages_open_async ("papiers.pdf", slips->pdf, NULL, work_fixture_on_result_cb, &result);
  pages = paper_pages_open_finish (work_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return pages;
}

static guint
count (PaperPages *pages, const char *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) matches = NULL;

  paper_pages_find_async (pages, text, NULL, work_fixture_on_result_cb, &result);
  matches = paper_pages_find_finish (pages, work_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return matches->len;
}

/* @n: how often each of the texts is there; up to %NULL */
static void
assert_says (const WorkSlips *slips, guint n, ...)
{
  g_autoptr (PaperPages) pages = read_pages (slips);
  const char *text;
  va_list args;

  va_start (args, n);
  while ((text = va_arg (args, const char *)) != NULL)
    if (count (pages, text) != n)
      g_error ("“%s” is there %u times, not %u", text, count (pages, text), n);
  va_end (args);
}

static guint
n_pages (const WorkSlips *slips)
{
  g_autoptr (PaperPages) pages = read_pages (slips);

  return paper_pages_get_n_pages (pages);
}

static void
add_agreements (WorkFixture *fixture)
{
  work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  work_fixture_add_agreement (fixture, fixture->placements[1], "2026-0002");
}

static void
add_signatory (WorkFixture *fixture,
               gint64 agreement_id,
               const char *position,
               const char *role,
               const char *name,
               const char *signed_on)
{
  g_autofree char *agreement = work_fixture_id (agreement_id);

  work_fixture_add (fixture, MODEL_ENTITY_SIGNATORY, "agreement_id", agreement, "position",
                    position, "role", role, "name", name, "signed_on", signed_on, "is_mandatory",
                    "1", NULL);
}

/* ---- what they say ---- */

static void
test_cover (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  g_autoptr (WorkSlips) slips = NULL;

  add_signatory (fixture, id, "1", "tutor", "M. Tomás IBÁÑEZ", NULL);
  add_signatory (fixture, id, "0", "school", "Mme Hélène VAYSSELINE", "2026-11-03");
  add_signatory (fixture, id, "2", "guardian", NULL, NULL);
  slips = make (fixture, WORK_SLIPS_COVER);
  g_assert_cmpuint (slips->n, ==, 1);
  g_assert_cmpuint (slips->remarks->len, ==, 0);
  g_assert_cmpuint (n_pages (slips), ==, 1);
  assert_says (slips, 2, "Remis le", NULL);
  /* Noé has no agreement yet. */
  assert_says (slips, 0, "BRÛLÉ", NULL);
  assert_says (slips, 1, "ABADIE Léa", "2MELEC", "PFMP 1", "2026-0001", "Nordine BELKACEM",
               "Mme Hélène VAYSSELINE", "Chef d’établissement", "Signé le 03/11/2026",
               "Responsable légal", "À retourner à", "14 boulevard des Tisserands",
               "81955 CASTELBRUN", NULL);
}

/* Both students are in the same company: it is written to once. */
static void
test_labels (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSlips) slips = make (fixture, WORK_SLIPS_LABELS);

  g_assert_cmpuint (slips->n, ==, 1);
  assert_says (slips, 1, "Garage Roux", "À l’attention de Mme Élodie ROUX", "3 rue des Entrepôts",
               "81967 LES AUBARÈDES", NULL);
  assert_says (slips, 0, "ABADIE", "Élise-Combarel", NULL);
}

/* Nobody is named where the sheets name two. */
static void
test_two_representatives (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *other = work_fixture_id (fixture->contacts[1]);
  g_autoptr (WorkSlips) slips = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[1], "representative_id",
                       other);
  slips = make (fixture, WORK_SLIPS_LABELS);
  g_assert_cmpuint (slips->n, ==, 1);
  assert_says (slips, 0, "attention", NULL);
  assert_says (slips, 1, "Garage Roux", NULL);
}

static gint64
add_other_company (WorkFixture *fixture, const char *town, const char *country)
{
  gint64 id = work_fixture_add (fixture, MODEL_ENTITY_COMPANY, "name", "Électro Sud", "address1",
                                "1 quai du Port", "postcode", town != NULL ? "81000" : NULL, "town",
                                town, "country", country, NULL);
  g_autofree char *company = work_fixture_id (id);
  gint64 placement = fixture->placements[1];

  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, placement, "company_id", company);
  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, placement, "site_id", NULL);
  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, placement, "representative_id", NULL);
  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, placement, "tutor_id", NULL);
  return id;
}

static void
test_envelopes (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSlips) slips = NULL;

  add_other_company (fixture, "Figueres", "Espagne");
  slips = make (fixture, WORK_SLIPS_ENVELOPES);
  g_assert_cmpuint (slips->n, ==, 2);
  g_assert_cmpuint (n_pages (slips), ==, 2);
  assert_says (slips, 1, "Garage Roux", "Électro Sud", "81000 FIGUERES", "ESPAGNE", NULL);
  assert_says (slips, 2, "81955 CASTELBRUN", NULL);
}

/* An address that leads nowhere is no label; the others are made. */
static void
test_without_address (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSlips) slips = NULL;

  add_other_company (fixture, NULL, NULL);
  slips = make (fixture, WORK_SLIPS_LABELS);
  g_assert_cmpuint (slips->n, ==, 1);
  g_assert_cmpuint (slips->remarks->len, ==, 1);
  g_assert_nonnull (strstr (slips->remarks->pdata[0], "Électro Sud"));
  assert_says (slips, 0, "Électro Sud", NULL);
  work_fixture_change (fixture, MODEL_ENTITY_COMPANY, fixture->company_id, "town", NULL);
  work_fixture_change (fixture, MODEL_ENTITY_COMPANY, fixture->company_id, "postcode", NULL);
  refuse (fixture, WORK_SLIPS_LABELS, "whole address");
}

/* The address of the site where there is no other. */
static void
test_address_of_site (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSlips) slips = NULL;

  work_fixture_change (fixture, MODEL_ENTITY_COMPANY, fixture->company_id, "town", NULL);
  work_fixture_change (fixture, MODEL_ENTITY_SITE, fixture->site_id, "postcode", "81100");
  work_fixture_change (fixture, MODEL_ENTITY_SITE, fixture->site_id, "town", "Castres");
  slips = make (fixture, WORK_SLIPS_ENVELOPES);
  g_assert_cmpuint (slips->remarks->len, ==, 0);
  assert_says (slips, 1, "Garage Roux", "81100 CASTRES", NULL);
}

static void
test_transmission (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSlips) slips = NULL, apart = NULL;

  add_agreements (fixture);
  slips = make (fixture, WORK_SLIPS_TRANSMISSION);
  g_assert_cmpuint (slips->n, ==, 1);
  assert_says (slips, 1, "ABADIE Léa", "BRÛLÉ Noé", "2026-0001", "2026-0002", "Garage Roux",
               "2 conventions, 6 exemplaires.", "Castelbrun, le ", "Reçu le", NULL);
  /* Two companies, a slip each; one without an address is told of nothing: it may be handed over.
   */
  add_other_company (fixture, NULL, NULL);
  apart = make (fixture, WORK_SLIPS_TRANSMISSION);
  g_assert_cmpuint (apart->n, ==, 2);
  g_assert_cmpuint (n_pages (apart), ==, 2);
  assert_says (apart, 2, "1 convention, 3 exemplaires.", NULL);
}

static void
test_copies_of_the_school (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkSlips) slips = NULL;

  work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  work_fixture_add (fixture, MODEL_ENTITY_SETTING, "name", "print.copies", "value", "1", NULL);
  slips = make (fixture, WORK_SLIPS_TRANSMISSION);
  assert_says (slips, 1, "1 convention, 1 exemplaire.", NULL);
}

/* ---- what is not made ---- */

static void
test_nothing (WorkFixture *fixture, gconstpointer data)
{
  refuse (fixture, WORK_SLIPS_COVER, "Generate the agreements first");
  refuse (fixture, WORK_SLIPS_TRANSMISSION, "nothing to send");
  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], "state", "refused");
  work_fixture_change (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[1], "state", "refused");
  refuse (fixture, WORK_SLIPS_LABELS, "nobody to write to");
  refuse (fixture, WORK_SLIPS_ENVELOPES, "nobody to write to");
}

static void
test_file (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkOverview) overview = load (fixture);
  const WorkSlipsOptions options = { .kind = WORK_SLIPS_LABELS, .lines = overview->lines };
  g_autofree char *path = g_build_filename (fixture->folder, "étiquettes.pdf", NULL);
  g_autofree char *content = NULL;
  g_autoptr (WorkJob) job = work_slips_new (fixture->school, &options, path, FALSE);
  g_autoptr (WorkJob) again = work_slips_new (fixture->school, &options, path, FALSE);
  g_autoptr (WorkJob) over = work_slips_new (fixture->school, &options, path, TRUE);
  g_autoptr (GError) error = NULL;

  add_other_company (fixture, NULL, NULL);
  g_assert_true (work_job_run (job, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (((const WorkJobItem *) work_job_get_succeeded (job)->pdata[0])->path, ==, path);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_true (g_str_has_prefix (content, "%PDF"));
  g_assert_false (work_job_run (again, NULL, &error));
  g_assert_error (error, BASE_ERROR, BASE_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_true (work_job_run (over, NULL, &error));
  g_assert_no_error (error);
}

static void
test_cancelled (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (WorkOverview) overview = load (fixture);
  const WorkSlipsOptions options = { .kind = WORK_SLIPS_LABELS, .lines = overview->lines };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  work_slips_make_async (fixture->school, &options, cancellable, work_fixture_on_result_cb,
                         &result);
  work_fixture_wait (&result);
  g_assert_null (work_slips_make_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_keys (void)
{
  g_autofree char *counts = work_slips_dup_label_counts ();
  WorkSlipsKind kind = WORK_SLIPS_COVER;

  for (guint i = 0; i < WORK_N_SLIPS; i++)
    {
      g_assert_true (work_slips_from_key (work_slips_key (i), &kind));
      g_assert_cmpuint (kind, ==, i);
      g_assert_cmpstr (work_slips_label (i), !=, "");
    }
  g_assert_false (work_slips_from_key ("stamps", &kind));
  g_assert_false (work_slips_from_key (NULL, &kind));
  g_assert_cmpstr (counts, ==, "24, 21, 16, 14, 12, 8");
  g_assert_true (work_slips_has_labels (14));
  g_assert_false (work_slips_has_labels (13));
}

static void
add (const char *path, void (*test) (WorkFixture *, gconstpointer))
{
  g_test_add (path, WorkFixture, NULL, work_fixture_set_up, test, work_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/work/slips/keys", test_keys);
  add ("/work/slips/cover", test_cover);
  add ("/work/slips/labels", test_labels);
  add ("/work/slips/two-representatives", test_two_representatives);
  add ("/work/slips/envelopes", test_envelopes);
  add ("/work/slips/without-address", test_without_address);
  add ("/work/slips/address-of-site", test_address_of_site);
  add ("/work/slips/transmission", test_transmission);
  add ("/work/slips/copies-of-the-school", test_copies_of_the_school);
  add ("/work/slips/nothing", test_nothing);
  add ("/work/slips/file", test_file);
  add ("/work/slips/cancelled", test_cancelled);
  return g_test_run ();
}
