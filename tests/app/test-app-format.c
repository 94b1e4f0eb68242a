/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-format.h"
#include "app-test.h"

static void
test_days (void)
{
  g_autofree char *day = app_format_day ("2027-01-12");
  g_autofree char *none = app_format_day ("");
  g_autofree char *wrong = app_format_day ("12 janvier");
  g_autofree char *half = app_format_range ("2027-01-12", "");

  g_assert_cmpstr (day, ==, "12/01/2027");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (wrong, ==, "");
  g_assert_cmpstr (half, ==, "");
}

static void
test_ago (void)
{
  static const struct
  {
    const char *day, *text;
  } cases[] = {
    { "2027-01-12", "today" },
    { "2027-01-11", "yesterday" },
    { "2027-01-10", "2 days ago" },
    { "2027-01-03", "9 days ago" },
    { "2026-12-30", "13 days ago" },
    { "2026-12-29", "2 weeks ago" },
    { "2026-11-11", "8 weeks ago" },
    { "2026-11-10", "2 months ago" },
    { "2026-01-12", "12 months ago" },
    { "2027-01-13", "13/01/2027" },
    { "", "" },
    { "12 janvier", "" },
  };
  GDate today, never;

  g_date_clear (&never, 1);
  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 12, 1, 2027);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = app_format_ago (cases[i].day, &today);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
  {
    g_autofree char *text = app_format_ago ("2027-01-12", &never);

    g_assert_cmpstr (text, ==, "");
  }
}

/* TZ is Europe/Paris: one hour ahead in November, two in June. */
static void
test_moments (void)
{
  g_autofree char *winter = app_format_moment ("2026-11-24T23:30:00Z");
  g_autofree char *summer = app_format_moment ("2026-06-24T08:00:00Z");
  g_autofree char *wrong = app_format_moment ("yesterday");

  g_assert_cmpstr (winter, ==, "25/11/2026 at 00:30");
  g_assert_cmpstr (summer, ==, "24/06/2026 at 10:00");
  g_assert_cmpstr (wrong, ==, "yesterday");
}

static void
test_parts_of_moments (void)
{
  static const struct
  {
    const char *utc;
    const char *day;
    const char *hour;
  } cases[] = {
    { "2026-01-12T09:42:00Z", "lundi 12 janvier 2026", "10:42" },
    /* A new year began here while the world's clock was still in the old one. */
    { "2026-12-31T23:05:59Z", "vendredi 1er janvier 2027", "00:05" },
    /* The hour that summer time skips. */
    { "2027-03-28T01:00:00Z", "dimanche 28 mars 2027", "03:00" },
    { "yesterday", "yesterday", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *day = app_format_day_of_moment (cases[i].utc);
      g_autofree char *hour = app_format_hour_of_moment (cases[i].utc);

      g_assert_cmpstr (day, ==, cases[i].day);
      g_assert_cmpstr (hour, ==, cases[i].hour);
    }
}

typedef struct
{
  const char *placement_state;
  const char *last_contact;
  ModelSearchState search;
  int step;
  gboolean cancelled;
  const char *text;
  const char *style;
} Case;

static void
test_progress (void)
{
  static const Case cases[] = {
    { "", "", MODEL_SEARCH_NOT_STARTED, -1, FALSE, "No interview yet", "neutral" },
    { "", "2026-11-20", MODEL_SEARCH_SEARCHING, -1, FALSE, "Seen on 20/11/2026", "neutral" },
    { "draft", "", MODEL_SEARCH_SHEET, -1, FALSE, "Sheet in progress", "neutral" },
    { "to_validate", "", MODEL_SEARCH_TO_VALIDATE, -1, FALSE, "Sheet to validate", "neutral" },
    { "validated", "", MODEL_SEARCH_VALIDATED, -1, FALSE, "Agreement to make", "accent" },
    { "validated", "", MODEL_SEARCH_VALIDATED, 1, FALSE, "Signed by the school", "neutral" },
    { "validated", "", MODEL_SEARCH_VALIDATED, 9, FALSE, "Step 10", "neutral" },
    { "validated", "", MODEL_SEARCH_VALIDATED, 1, TRUE, "Agreement cancelled", "error" },
    { "", "", MODEL_SEARCH_EXEMPT, -1, FALSE, "", "neutral" },
  };
  g_autoptr (GPtrArray) steps = model_step_list_default ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ModelLine) line =
          app_test_line (1, "ABADIE Léa", "", cases[i].search, cases[i].step);
      const char *style = NULL;
      g_autofree char *text = NULL;

      g_free (line->placement_state);
      line->placement_state = g_strdup (cases[i].placement_state);
      g_free (line->last_contact);
      line->last_contact = g_strdup (cases[i].last_contact);
      line->cancelled = cases[i].cancelled;
      text = app_format_progress (line, steps, &style);
      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (style, ==, cases[i].style);
    }
}

static void
test_words (void)
{
  g_autoptr (ModelLine) line = app_test_line (1, "ABADIE Léa", "", MODEL_SEARCH_VALIDATED, 0);
  g_autofree char *first = app_format_rank (line);
  g_autofree char *second = NULL;

  line->rank = 1;
  second = app_format_rank (line);
  g_assert_cmpstr (first, ==, "");
  g_assert_cmpstr (second, ==, "placement no. 2");
  g_assert_cmpstr (app_format_mode ("manual"), ==, "on paper");
  g_assert_cmpstr (app_format_mode (""), ==, "");
  g_assert_cmpstr (app_format_placement_state (""), ==, "No sheet yet");
  g_assert_cmpstr (app_format_placement_state ("strange"), ==, "");
}

/* With a provider, who has signed says more than a step. */
static void
test_progress_of_a_request (void)
{
  static const struct
  {
    ModelRequestState state;
    const char *signers, *text, *style;
  } cases[] = {
    { MODEL_REQUEST_ONGOING, "iw", "0 of 2 have signed", "accent" },
    { MODEL_REQUEST_ONGOING, "siw", "1 of 3 has signed", "accent" },
    { MODEL_REQUEST_ONGOING, "sssi", "3 of 4 have signed", "accent" },
    { MODEL_REQUEST_PREPARED, "ww", "Ready to be sent", "neutral" },
    { MODEL_REQUEST_COMPLETED, "ss", "Signed by all", "success" },
    { MODEL_REQUEST_DECLINED, "sd", "Declined by a signatory", "error" },
    { MODEL_REQUEST_EXPIRED, "sS", "Expired", "error" },
    { MODEL_REQUEST_FAILED, "ww", "Sending failed", "error" },
    /* Stopped, it is where its steps are. */
    { MODEL_REQUEST_CANCELLED, "sS", "Step 2", "neutral" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ModelLine) line =
          app_test_line (1, "ABADIE Léa", "Garage", MODEL_SEARCH_VALIDATED, 1);
      g_autofree char *text = NULL;
      const char *style = NULL;

      app_test_line_sign (line, cases[i].state, cases[i].signers);
      text = app_format_progress (line, NULL, &style);
      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (style, ==, cases[i].style);
    }
}

static void
set_text (char **member, const char *text)
{
  g_free (*member);
  *member = g_strdup (text);
}

static void
test_signer (void)
{
  g_autoptr (ModelLine) line = app_test_line (1, "ABADIE Léa", "Garage", MODEL_SEARCH_VALIDATED, 1);
  ModelSigner *signer;
  g_autofree char *bare = NULL, *full = NULL;

  app_test_line_sign (line, MODEL_REQUEST_ONGOING, "d");
  signer = line->signers->pdata[0];
  bare = app_format_signer (signer);
  g_assert_cmpstr (bare, ==, "Anne ROUX 1 · Tutor\nanne1@roux.example\nHas declined");
  set_text (&signer->title, "Tutrice");
  set_text (&signer->reason, "Les dates sont fausses.");
  set_text (&signer->invited_at, "2026-11-20T08:00:00Z");
  set_text (&signer->reminded_at, "2026-11-22T08:00:00Z");
  set_text (&signer->opened_at, "2026-11-22T09:30:00Z");
  full = app_format_signer (signer);
  g_assert_cmpstr (full, ==,
                   "Anne ROUX 1 · Tutrice\nanne1@roux.example\nHas declined\n"
                   "Les dates sont fausses.\ninvited on 20/11/2026 at 09:00\n"
                   "reminded on 22/11/2026 at 09:00\nopened on 22/11/2026 at 10:30");
}

static void
test_short_day (void)
{
  g_autofree char *day = app_format_short_day_of_moment ("2026-11-24T23:30:00Z");
  g_autofree char *wrong = app_format_short_day_of_moment ("hier");

  /* Its day here, which began before that of the world. */
  g_assert_cmpstr (day, ==, "25/11/2026");
  g_assert_cmpstr (wrong, ==, "hier");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/format/days", test_days);
  g_test_add_func ("/app/format/ago", test_ago);
  g_test_add_func ("/app/format/moments", test_moments);
  g_test_add_func ("/app/format/parts-of-moments", test_parts_of_moments);
  g_test_add_func ("/app/format/progress", test_progress);
  g_test_add_func ("/app/format/words", test_words);
  g_test_add_func ("/app/format/progress-of-a-request", test_progress_of_a_request);
  g_test_add_func ("/app/format/signer", test_signer);
  g_test_add_func ("/app/format/short-day", test_short_day);
  return g_test_run ();
}
