/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "model-error.h"
#include "model-value.h"

#define NBSP  "\302\240"
#define NNBSP "\342\200\257"

/* One field of each type stands for all of that type. */
static const struct
{
  const char *key;
  const char *text;
  const char *canonical;
} accepted[] = {
  { "company.name", "  Garage   du" NBSP "Pont ", "Garage du Pont" },
  { "company.name", "Garage\r\ndu Pont", "Garage du Pont" },
  { "company.name", "\357\273\277Garage", "Garage" },
  { "student.family_name", "de La Tour", "de La Tour" },
  { "placement.activities", " vendre \r\n  encaisser\n\n", "vendre\nencaisser" },
  { "student.birth_date", "07/09/2011", "2011-09-07" },
  { "student.birth_date", " 7/9/2011 ", "2011-09-07" },
  { "student.birth_date", "2011-09-07", "2011-09-07" },
  { "period.start", "12 janvier 2026", "2026-01-12" },
  { "document.made_at", "2026-11-24T08:00:00Z", "2026-11-24T08:00:00Z" },
  { "document.made_at", "2026-11-24T09:00:00+01:00", "2026-11-24T08:00:00Z" },
  { "placement.total_days", "15", "15" },
  { "placement.total_days", "015", "15" },
  { "placement.total_days", "15,0", "15" },
  { "document.size", "1 234 567", "1234567" },
  { "document.size", "1" NNBSP "234", "1234" },
  { "document.size", "0", "0" },
  { "placement.weekly_hours", "35", "35" },
  { "placement.weekly_hours", "35,5", "35.5" },
  { "placement.weekly_hours", "35.50", "35.5" },
  { "placement.weekly_hours", "35,25", "35.25" },
  { "placement.weekly_hours", "35,00", "35" },
  { "placement.weekly_hours", "07,05", "7.05" },
  { "placement.weekly_hours", ",5", "0.5" },
  { "placement.weekly_hours", "35h", "35" },
  { "placement.weekly_hours", "35h30", "35.5" },
  { "placement.weekly_hours", "35 H 30", "35.5" },
  { "placement.weekly_hours", "35h30min", "35.5" },
  { "placement.weekly_hours", "33h20", "33.33" },
  { "placement.weekly_hours", "33h40", "33.67" },
  { "placement.weekly_hours", "35 heures", "35" },
  { "placement.weekly_hours", "33.333333333", "33.33" },
  { "placement.weekly_hours", "2,675", "2.68" },
  { "site.distance", "7 km", "7" },
  { "site.distance", "1 234,5", "1234.5" },
  { "placement.allowance", "4,35 €", "435" },
  { "placement.allowance", "4,35" NBSP "€", "435" },
  { "placement.allowance", "4.35", "435" },
  { "placement.allowance", "4,5", "450" },
  { "placement.allowance", "1 234,5", "123450" },
  { "placement.allowance", "1" NNBSP "234,50 euros", "123450" },
  { "placement.allowance", "1.234,50", "123450" },
  { "placement.allowance", "1,234.50", "123450" },
  { "placement.allowance", "12.345.678,90 EUR", "1234567890" },
  { "placement.allowance", "600", "60000" },
  { "placement.allowance", "0", "0" },
  { "placement.allowance", "4.3499999999999996", "435" },
  { "guardian.accepts_sms", "oui", "1" },
  { "guardian.accepts_sms", "OUI", "1" },
  { "guardian.accepts_sms", "o", "1" },
  { "guardian.accepts_sms", "X", "1" },
  { "guardian.accepts_sms", "vrai", "1" },
  { "guardian.accepts_sms", "1", "1" },
  { "guardian.accepts_sms", "yes", "1" },
  { "guardian.accepts_sms", "non", "0" },
  { "guardian.accepts_sms", "N", "0" },
  { "guardian.accepts_sms", "Faux", "0" },
  { "guardian.accepts_sms", "0", "0" },
  { "guardian.accepts_sms", "no", "0" },
  { "student.sex", "M", "M" },
  { "student.sex", "f", "F" },
  { "student.sex", "1", "M" },
  { "student.sex", "2", "F" },
  { "student.sex", "G", "M" },
  { "student.sex", "Garçon", "M" },
  { "student.sex", "H", "M" },
  { "student.sex", "M.", "M" },
  { "student.sex", "Monsieur", "M" },
  { "student.sex", "fille", "F" },
  { "student.sex", "FEMININ", "F" },
  { "student.sex", "Mme", "F" },
  { "student.sex", "Mlle", "F" },
  { "guardian.title", "M.", "M." },
  { "guardian.title", "m", "M." },
  { "guardian.title", "Monsieur", "M." },
  { "guardian.title", "MONSIEUR", "M." },
  { "guardian.title", "Mr", "M." },
  { "guardian.title", "Mme", "Mme" },
  { "guardian.title", "MME", "Mme" },
  { "guardian.title", "Mme.", "Mme" },
  { "guardian.title", "Madame", "Mme" },
  { "guardian.title", "Mlle", "Mme" },
  { "teacher.title", "Mademoiselle", "Mme" },
  { "teacher.title", "1", "M." },
  { "teacher.title", "3", "Mme" },
  { "school.head_title", "madame", "Mme" },
  { "contact.title", "M", "M." },
  { "student.regime", "EXT", "EXT" },
  { "student.regime", "Externe", "EXT" },
  { "student.regime", "EXTERN", "EXT" },
  { "student.regime", "Externe libre", "EXT" },
  { "student.regime", "Demi-pensionnaire", "DP" },
  { "student.regime", "DEMI PENSIONNAIRE DANS L'ETABLISSEMENT", "DP" },
  { "student.regime", "DP DAN", "DP" },
  { "student.regime", "D.P.", "DP" },
  { "student.regime", "DP4", "DP" },
  { "student.regime", "2", "DP" },
  { "student.regime", "Interne", "INT" },
  { "student.regime", "Interne externé", "INT" },
  { "student.regime", "INT.", "INT" },
  { "company.status", "À relancer", "to_call" },
  { "company.status", "a surveiller", "to_watch" },
  { "period.kind", "Stage d’observation", "observation" },
  { "search.state", "Promesse d’accueil", "promise" },
  { "search.state", "a valider", "to_validate" },
  { "search.state", "not started", "not_started" },
  { "search.state", "NOT_STARTED", "not_started" },
  { "search.state", "Dispensé(e)", "exempt" },
  { "placement.state", "Validée", "validated" },
  { "placement.allowance_unit", "€/h", "hour" },
  { "placement.allowance_unit", "par mois", "month" },
  { "interview.means", "Téléphone", "phone" },
  { "agreement.mode", "électronique", "electronic" },
  { "placement.company_id", "42", "42" },
  { "placement.company_id", " 042 ", "42" },
  { "student.email", " lea.abadie@ELEVES.Lycee.example ", "lea.abadie@eleves.lycee.example" },
  { "student.mobile", "05 36 49 96 27", "+33536499627" },
  { "student.mobile", "05.36.49.96.27", "+33536499627" },
  { "student.postcode", "81 965", "81965" },
  { "company.siret", "00041300500018", "00041300500018" },
  { "company.siret", "000 413 005 00018", "00041300500018" },
  { "school.uai", "0932048w", "0932048W" },
  { "student.ine", "124464529hb", "124464529HB" },
  { "company.naf", "4711F", "47.11F" },
  { "company.naf", "47.11f", "47.11F" },
  { "placement.monday_morning", "08:00-12:00", "08:00-12:00" },
  { "placement.monday_morning", "8h-12h", "08:00-12:00" },
  { "placement.monday_morning", "8h30 à 12h", "08:30-12:00" },
  { "placement.monday_morning", "8:00/12:00", "08:00-12:00" },
  { "placement.monday_morning", "de 8 h 30 à 12 h 15", "08:30-12:15" },
  { "placement.monday_morning", "8" NBSP "h – 12" NBSP "h" NBSP "30", "08:00-12:30" },
  { "placement.monday_morning", "8H00 12H00", "08:00-12:00" },
  { "placement.monday_morning", "8-12", "08:00-12:00" },
  { "placement.monday_morning", "08.30-12.00", "08:30-12:00" },
  { "placement.monday_afternoon", "20h-24h", "20:00-24:00" },
  { "school.logo", "iVBORw0KGgo=", "iVBORw0KGgo=" },
};

static void
test_accepted (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (accepted); i++)
    {
      const ModelField *field = model_field_find (accepted[i].key);
      g_autoptr (GError) error = NULL;
      g_autofree char *canonical = NULL, *again = NULL;

      g_test_message ("%s: %s", accepted[i].key, accepted[i].text);
      g_assert_nonnull (field);
      g_assert_true (model_value_parse (field, accepted[i].text, &canonical, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (canonical, ==, accepted[i].canonical);
      /* A canonical value is its own canonical form, except that money is told in cents. */
      if (field->type == MODEL_TYPE_MONEY)
        continue;
      g_assert_true (model_value_parse (field, canonical, &again, &error));
      g_assert_cmpstr (again, ==, canonical);
    }
}

static const struct
{
  const char *key;
  const char *text;
} refused[] = {
  { "period.start", "demain" },
  { "period.start", "31/02/2026" },
  { "period.start", "2026" },
  { "document.made_at", "24/11/2026" },
  { "document.made_at", "soon" },
  { "placement.total_days", "quinze" },
  { "placement.total_days", "15,5" },
  { "placement.total_days", "-3" },
  { "placement.total_days", "1 2 3 x" },
  { "placement.total_days", "99999999999999999999" },
  { "placement.weekly_hours", "35h60" },
  { "placement.weekly_hours", "35h75" },
  { "placement.weekly_hours", "35h5x" },
  { "placement.weekly_hours", "1,2,3" },
  { "placement.weekly_hours", "-35" },
  { "placement.weekly_hours", "." },
  { "placement.weekly_hours", "h30" },
  { "placement.weekly_hours", "heures" },
  { "placement.weekly_hours", "1e3" },
  { "placement.allowance", "gratuit" },
  { "placement.allowance", "€" },
  { "placement.allowance", "1.234" },
  { "placement.allowance", "4,35 $" },
  { "placement.allowance", "4,35 € 2" },
  { "company.is_public", "peut-être" },
  { "company.is_public", "2" },
  { "student.sex", "?" },
  { "student.sex", "X" },
  { "guardian.title", "Dr" },
  { "student.regime", "extraordinaire" },
  { "student.regime", "interview" },
  { "search.state", "validatedd" },
  { "search.state", "." },
  { "placement.company_id", "0" },
  { "placement.company_id", "-1" },
  { "placement.company_id", "4 2" },
  { "placement.company_id", "Garage" },
  { "placement.company_id", "99999999999999999999" },
  { "company.email", "garage" },
  { "company.email", "a@b@c" },
  { "company.phone", "téléphone" },
  { "company.phone", "12" },
  { "company.postcode", "ABCDE" },
  { "company.siret", "123" },
  { "company.siret", "00041300500019" },
  { "school.uai", "0932048A" },
  { "student.ine", "12" },
  { "company.naf", "garage" },
  { "placement.monday_morning", "12h-8h" },
  { "placement.monday_morning", "8h-8h" },
  { "placement.monday_morning", "8h" },
  { "placement.monday_morning", "1012" },
  { "placement.monday_morning", "8h-25h" },
  { "placement.monday_morning", "8h-24h30" },
  { "placement.monday_morning", "8h60-12h" },
  { "placement.monday_morning", "8h5-12h" },
  { "placement.monday_morning", "8:-12:" },
  { "placement.monday_morning", "8h-12h30x" },
  { "placement.monday_morning", "matin" },
  { "school.logo", "not base64!" },
  { "school.logo", "abc" },
};

static void
test_refused (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      const ModelField *field = model_field_find (refused[i].key);
      g_autoptr (GError) error = NULL;
      char *canonical = (char *) "untouched";

      g_test_message ("%s: %s", refused[i].key, refused[i].text);
      g_assert_false (model_value_parse (field, refused[i].text, &canonical, &error));
      g_assert_error (error, MODEL_ERROR, MODEL_ERROR_VALUE);
      g_assert_null (canonical);
      /* A whole sentence that names the field, and repeats the text unless it is sensitive. */
      g_assert_nonnull (strstr (error->message, field->label));
      g_assert_true (g_str_has_suffix (error->message, "."));
      if ((field->flags & MODEL_FIELD_SENSITIVE) == 0)
        g_assert_nonnull (strstr (error->message, refused[i].text));
      /* Nobody need want to know why. */
      g_assert_false (model_value_parse (field, refused[i].text, NULL, NULL));
    }
}

static void
test_sensitive_texts_are_not_repeated (void)
{
  static const struct
  {
    const char *key;
    const char *text;
  } cases[] = {
    { "student.birth_date", "le 12 brumaire" },
    { "student.ine", "SECRET-INE" },
    { "student.phone", "0123-SECRET" },
    { "student.email", "secret address" },
    { "guardian.mobile", "999-SECRET" },
    { "guardian.email", "secret@" },
    { "student.emergency_phone", "voir le carnet" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const ModelField *field = model_field_find (cases[i].key);
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (field->flags & MODEL_FIELD_SENSITIVE, !=, 0);
      g_assert_false (model_value_parse (field, cases[i].text, NULL, &error));
      g_assert_error (error, MODEL_ERROR, MODEL_ERROR_VALUE);
      g_assert_null (strstr (error->message, cases[i].text));
      g_assert_null (strcasestr (error->message, "secret"));
      g_assert_nonnull (strstr (error->message, field->label));
    }
}

static void
test_messages (void)
{
  static const struct
  {
    const char *key;
    const char *text;
    const char *message;
  } cases[] = {
    { "guardian.title", "Dr",
      "“Dr” is not a value for “Title”. Choose one of these: “M.”, “Mme”." },
    { "student.birth_date", "1st",
      "The value of “Date of birth” is not understood. Write a date, for example 12/01/2026." },
    { "placement.weekly_hours", "a lot",
      "“a lot” is not a value for “Weekly hours”. Write a number, for example 35 or 35,5." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (
          model_value_parse (model_field_find (cases[i].key), cases[i].text, NULL, &error));
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static void
test_long_texts_are_cut_in_messages (void)
{
  g_autofree char *text = g_strnfill (5000, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_false (
      model_value_parse (model_field_find ("placement.total_days"), text, NULL, &error));
  g_assert_cmpuint (strlen (error->message), <, 300);
  g_assert_nonnull (strstr (error->message, "xxx…”"));
}

static void
test_blank_is_no_value (void)
{
  static const char *const blanks[] = { NULL, "", "   ", "\t\r\n", NBSP NNBSP, "\357\273\277" };

  for (int e = 0; e < MODEL_N_ENTITIES; e++)
    {
      const ModelEntityInfo *info = model_entity_info ((ModelEntity) e);

      for (guint f = 0; f < info->n_fields; f++)
        for (gsize i = 0; i < G_N_ELEMENTS (blanks); i++)
          {
            char *canonical = (char *) "untouched";
            g_autofree char *shown = NULL;

            g_assert_true (model_value_parse (&info->fields[f], blanks[i], &canonical, NULL));
            g_assert_null (canonical);
            shown = model_value_format (&info->fields[f], NULL);
            g_assert_cmpstr (shown, ==, "");
          }
    }
}

static void
test_invalid_utf8 (void)
{
  g_autofree char *canonical = NULL;

  /* Windows-1252 read as UTF-8: kept readable, never an invalid text in the database. */
  g_assert_true (
      model_value_parse (model_field_find ("company.name"), "Caf\351 du Pont", &canonical, NULL));
  g_assert_true (g_utf8_validate (canonical, -1, NULL));
  g_assert_true (g_str_has_suffix (canonical, " du Pont"));
  g_assert_false (model_value_parse (model_field_find ("search.state"), "\351", NULL, NULL));
  g_assert_false (
      model_value_parse (model_field_find ("placement.monday_morning"), "8h\351", NULL, NULL));
}

static const struct
{
  const char *key;
  const char *canonical;
  const char *shown;
} formats[] = {
  { "company.name", "Garage du Pont", "Garage du Pont" },
  { "student.family_name", "Éluard-Lefèvre", "ÉLUARD-LEFÈVRE" },
  { "student.given_name", "Éloïse", "Éloïse" },
  { "placement.activities", "vendre\nencaisser", "vendre\nencaisser" },
  { "student.birth_date", "2011-09-07", "07/09/2011" },
  { "student.birth_date", "not a date", "not a date" },
  { "document.made_at", "2026-11-24T08:00:00Z", "24/11/2026 09:00" },
  { "document.made_at", "2026-07-14T08:05:00Z", "14/07/2026 10:05" },
  { "document.made_at", "never", "never" },
  { "placement.total_days", "15", "15" },
  { "placement.weekly_hours", "35", "35" },
  { "placement.weekly_hours", "35.5", "35,5" },
  { "placement.allowance", "435", "4,35" NBSP "€" },
  { "placement.allowance", "5", "0,05" NBSP "€" },
  { "placement.allowance", "60000", "600,00" NBSP "€" },
  { "placement.allowance", "123450", "1" NNBSP "234,50" NBSP "€" },
  { "placement.allowance", "123456789", "1" NNBSP "234" NNBSP "567,89" NBSP "€" },
  { "guardian.accepts_sms", "1", "yes" },
  { "guardian.accepts_sms", "0", "no" },
  { "student.sex", "F", "Female" },
  { "guardian.title", "Mme", "Mme" },
  { "student.regime", "DP", "Half board" },
  { "search.state", "to_validate", "To validate" },
  { "search.state", "of another version", "of another version" },
  { "placement.company_id", "42", "42" },
  { "student.mobile", "+33536499627", "05 36 49 96 27" },
  { "student.email", "lea@lycee.example", "lea@lycee.example" },
  { "student.postcode", "81965", "81965" },
  { "company.siret", "00041300500018", "000 413 005 00018" },
  { "school.uai", "0932048W", "0932048W" },
  { "company.naf", "47.11F", "47.11F" },
  { "placement.monday_morning", "08:00-12:00", "8" NBSP "h – 12" NBSP "h" },
  { "placement.monday_morning", "08:30-12:05", "8" NBSP "h" NBSP "30 – 12" NBSP "h" NBSP "05" },
  { "placement.monday_morning", "matin", "matin" },
  { "school.logo", "iVBORw0KGgo=", "" },
};

static void
test_formats (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *shown =
          model_value_format (model_field_find (formats[i].key), formats[i].canonical);

      g_test_message ("%s: %s", formats[i].key, formats[i].canonical);
      g_assert_cmpstr (shown, ==, formats[i].shown);
    }
}

static void
test_shown_text_is_read_back (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (accepted); i++)
    {
      const ModelField *field = model_field_find (accepted[i].key);
      g_autofree char *shown = NULL, *back = NULL;

      if (field->type == MODEL_TYPE_BYTES || field->type == MODEL_TYPE_TIMESTAMP
          || (field->flags & MODEL_FIELD_UPPER) != 0)
        continue;
      shown = model_value_format (field, accepted[i].canonical);
      g_test_message ("%s: %s", accepted[i].key, shown);
      g_assert_true (model_value_parse (field, shown, &back, NULL));
      g_assert_cmpstr (back, ==, accepted[i].canonical);
    }
}

static void
test_every_type_is_tried (void)
{
  guint64 seen = 0, formatted = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (accepted); i++)
    seen |= 1u << model_field_find (accepted[i].key)->type;
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    formatted |= 1u << model_field_find (formats[i].key)->type;
  g_assert_cmpuint (seen, ==, (1u << (MODEL_TYPE_BYTES + 1)) - 1);
  g_assert_cmpuint (formatted | 1u << MODEL_TYPE_INE, ==, seen);
}

static void
test_slot_minutes (void)
{
  int start = -1, end = -1;

  g_assert_true (model_slot_parse ("8h30-12h", &start, &end));
  g_assert_cmpint (start, ==, 8 * 60 + 30);
  g_assert_cmpint (end, ==, 12 * 60);
  g_assert_true (model_slot_parse ("08:00-12:00", NULL, NULL));
  g_assert_false (model_slot_parse (NULL, &start, &end));
  g_assert_false (model_slot_parse ("", &start, &end));
  g_assert_cmpint (start, ==, 8 * 60 + 30);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/value/accepted", test_accepted);
  g_test_add_func ("/model/value/refused", test_refused);
  g_test_add_func ("/model/value/sensitive", test_sensitive_texts_are_not_repeated);
  g_test_add_func ("/model/value/messages", test_messages);
  g_test_add_func ("/model/value/long-texts", test_long_texts_are_cut_in_messages);
  g_test_add_func ("/model/value/blank", test_blank_is_no_value);
  g_test_add_func ("/model/value/invalid-utf8", test_invalid_utf8);
  g_test_add_func ("/model/value/formats", test_formats);
  g_test_add_func ("/model/value/read-back", test_shown_text_is_read_back);
  g_test_add_func ("/model/value/every-type", test_every_type_is_tried);
  g_test_add_func ("/model/value/slot", test_slot_minutes);
  return g_test_run ();
}
