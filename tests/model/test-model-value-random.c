/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "model-error.h"
#include "model-value.h"

/* What holds for any text whatever: cells of unknown files go through model_value_parse(). The seed
 * is fixed, so that a failure comes back. */

#define SEED    20261124
#define N_TEXTS 400

/* Pieces rather than letters, so that many texts are nearly right. */
static const char *const pieces[] = {
  "0",
  "1",
  "2",
  "8",
  "12",
  "30",
  "2026",
  "/",
  "-",
  ".",
  ",",
  ":",
  " ",
  "h",
  "à",
  "€",
  "+",
  "33",
  "@",
  "école",
  "a",
  "M",
  "Mme",
  "oui",
  "\n",
  "\t",
  "x",
  "=",
  "%s",
  "\"",
  "'",
  "\302\240",
  "’",
  "–",
  "août",
  "\351",
  "\xf0\x9f\x98\x80",
  "\xef\xbb\xbf",
  "\x01",
  "DP",
  "*",
  "|",
  "Z",
  "T",
};

static char *
make_text (GRand *random)
{
  GString *text = g_string_new (NULL);
  int n = g_rand_int_range (random, 1, 9);

  while (n-- > 0)
    g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

static void
check_accepted (const ModelField *field, const char *canonical)
{
  g_autofree char *shown = model_value_format (field, canonical);
  g_autofree char *again = NULL, *back = NULL;

  g_assert_cmpstr (canonical, !=, "");
  g_assert_true (g_utf8_validate (canonical, -1, NULL));
  g_assert_true (g_utf8_validate (shown, -1, NULL));
  if (field->type != MODEL_TYPE_MONEY)
    {
      g_assert_true (model_value_parse (field, canonical, &again, NULL));
      g_assert_cmpstr (again, ==, canonical);
    }
  if (field->type == MODEL_TYPE_BYTES || field->type == MODEL_TYPE_TIMESTAMP
      || (field->flags & MODEL_FIELD_UPPER) != 0)
    return;
  g_assert_true (model_value_parse (field, shown, &back, NULL));
  g_assert_cmpstr (back, ==, canonical);
}

static void
check_refused (const ModelField *field, const GError *error)
{
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_VALUE);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_nonnull (strstr (error->message, field->label));
}

static void
test_any_text (gconstpointer data)
{
  const ModelField *field = data;
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  for (int i = 0; i < N_TEXTS; i++)
    {
      g_autofree char *text = make_text (random), *escaped = g_strescape (text, NULL);
      g_autofree char *canonical = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", escaped);
      if (!model_value_parse (field, text, &canonical, &error))
        check_refused (field, error);
      else if (canonical != NULL)
        check_accepted (field, canonical);
    }
}

static void
test_any_slot (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  for (int i = 0; i < 1000; i++)
    {
      int from = g_rand_int_range (random, 0, 24 * 60);
      int to = g_rand_int_range (random, from + 1, 24 * 60 + 1);
      g_autofree char *text =
          g_strdup_printf ("%02d:%02d-%02d:%02d", from / 60, from % 60, to / 60, to % 60);
      g_autofree char *reversed =
          g_strdup_printf ("%02d:%02d-%02d:%02d", to / 60, to % 60, from / 60, from % 60);
      int start, end;

      g_assert_true (model_slot_parse (text, &start, &end));
      g_assert_cmpint (start, ==, from);
      g_assert_cmpint (end, ==, to);
      g_assert_false (model_slot_parse (reversed, &start, &end));
    }
}

static void
test_any_amount (void)
{
  const ModelField *field = model_field_find ("placement.allowance");
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  for (int i = 0; i < 1000; i++)
    {
      int cents = g_rand_int_range (random, 0, 1 << (i % 31));
      g_autofree char *canonical = g_strdup_printf ("%d", cents);
      g_autofree char *shown = model_value_format (field, canonical);
      g_autofree char *plain = g_strdup_printf ("%d.%02d", cents / 100, cents % 100);
      g_autofree char *from_shown = NULL, *from_plain = NULL;

      g_assert_true (model_value_parse (field, shown, &from_shown, NULL));
      g_assert_cmpstr (from_shown, ==, canonical);
      g_assert_true (model_value_parse (field, plain, &from_plain, NULL));
      g_assert_cmpstr (from_plain, ==, canonical);
    }
}

int
main (int argc, char **argv)
{
  guint64 seen = 0;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/random/slot", test_any_slot);
  g_test_add_func ("/model/random/amount", test_any_amount);
  /* One field of each type. */
  for (int e = 0; e < MODEL_N_ENTITIES; e++)
    {
      const ModelEntityInfo *info = model_entity_info ((ModelEntity) e);

      for (guint i = 0; i < info->n_fields; i++)
        {
          const ModelField *field = &info->fields[i];
          g_autofree char *path = g_strconcat ("/model/random/", field->key, NULL);

          if ((seen & 1u << field->type) == 0)
            g_test_add_data_func (path, field, test_any_text);
          seen |= 1u << field->type;
        }
    }
  return g_test_run ();
}
