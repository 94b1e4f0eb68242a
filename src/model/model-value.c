/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-value.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-date.h"
#include "base-ident.h"
#include "base-text.h"
#include "model-choice-private.h"
#include "model-error.h"
#include "model-number-private.h"
#include "model-week.h"

/* A parser makes the canonical form of a text that is not blank, or returns NULL. It may say more
 * than the field's advice in @error, as floor 1 does. */
typedef char *(*Parser) (const ModelField *field, const char *text, GError **error);
/* A formatter makes the shown form of a canonical one. */
typedef char *(*Formatter) (const ModelField *field, const char *canonical);

static char *
parse_text (const ModelField *field, const char *text, GError **error)
{
  g_autofree char *lines = base_text_clean (text);

  return base_text_clean (g_strdelimit (lines, "\n", ' '));
}

static char *
parse_long_text (const ModelField *field, const char *text, GError **error)
{
  return base_text_clean (text);
}

static char *
parse_date (const ModelField *field, const char *text, GError **error)
{
  GDate date;

  return base_date_parse (text, &date, error) ? base_date_to_iso (&date) : NULL;
}

static char *
parse_timestamp (const ModelField *field, const char *text, GError **error)
{
  g_autofree char *clean = base_text_clean (text);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (clean, NULL);
  g_autoptr (GDateTime) utc = time != NULL ? g_date_time_to_utc (time) : NULL;

  return utc != NULL ? g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

static char *
parse_integer (const ModelField *field, const char *text, GError **error)
{
  gint64 value;

  if (!model_number_parse_integer (text, &value))
    return NULL;
  return g_strdup_printf ("%" G_GINT64_FORMAT, value);
}

static char *
parse_reference (const ModelField *field, const char *text, GError **error)
{
  g_autofree char *clean = base_text_clean (text);
  gint64 value;

  if (strspn (clean, "0123456789") != strlen (clean)
      || !g_ascii_string_to_signed (clean, 10, 1, G_MAXINT64, &value, NULL))
    return NULL;
  return g_strdup_printf ("%" G_GINT64_FORMAT, value);
}

static char *
parse_decimal (const ModelField *field, const char *text, GError **error)
{
  gint64 hundredths;

  if (!model_number_parse_hours (text, &hundredths))
    return NULL;
  return model_number_hours_to_canonical (hundredths);
}

static char *
parse_money (const ModelField *field, const char *text, GError **error)
{
  gint64 cents;

  if (!model_number_parse_money (text, &cents))
    return NULL;
  return g_strdup_printf ("%" G_GINT64_FORMAT, cents);
}

static char *
parse_boolean (const ModelField *field, const char *text, GError **error)
{
  static const char *const yes[] = { "1", "o",   "oui",  "x", "v", "vrai",
                                     "y", "yes", "true", "✓", "✔", NULL };
  static const char *const no[] = { "0", "n", "non", "faux", "f", "no", "false", NULL };
  g_autofree char *folded = base_text_fold (text);

  if (g_strv_contains (yes, folded))
    return g_strdup ("1");
  return g_strv_contains (no, folded) ? g_strdup ("0") : NULL;
}

static char *
parse_choice (const ModelField *field, const char *text, GError **error)
{
  return g_strdup (model_choice_match (field->detail, text));
}

static char *
parse_slot (const ModelField *field, const char *text, GError **error)
{
  int start, end;

  if (!model_slot_parse (text, &start, &end))
    return NULL;
  return g_strdup_printf ("%02d:%02d-%02d:%02d", start / 60, start % 60, end / 60, end % 60);
}

static char *
parse_bytes (const ModelField *field, const char *text, GError **error)
{
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  gsize length = strspn (text, alphabet), padding = strspn (text + length, "=");

  if (text[length + padding] != '\0' || padding > 2 || (length + padding) % 4 != 0)
    return NULL;
  return g_strdup (text);
}

/* The checked identifiers, by type: one parser and one formatter for all. */
static const BaseIdentKind ident_kinds[] = {
  [MODEL_TYPE_EMAIL] = BASE_IDENT_EMAIL,       [MODEL_TYPE_PHONE] = BASE_IDENT_PHONE,
  [MODEL_TYPE_POSTCODE] = BASE_IDENT_POSTCODE, [MODEL_TYPE_SIRET] = BASE_IDENT_SIRET,
  [MODEL_TYPE_UAI] = BASE_IDENT_UAI,           [MODEL_TYPE_INE] = BASE_IDENT_INE,
  [MODEL_TYPE_NAF] = BASE_IDENT_NAF,
};

static char *
parse_ident (const ModelField *field, const char *text, GError **error)
{
  return base_ident_normalize (ident_kinds[field->type], text, error);
}

static char *
format_text (const ModelField *field, const char *canonical)
{
  return (field->flags & MODEL_FIELD_UPPER) != 0 ? base_text_upper (canonical)
                                                 : g_strdup (canonical);
}

static char *
format_date (const ModelField *field, const char *canonical)
{
  GDate date;

  return base_date_parse_iso (canonical, &date) ? base_date_to_short (&date) : g_strdup (canonical);
}

static char *
format_timestamp (const ModelField *field, const char *canonical)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_iso8601 (canonical, NULL);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%d/%m/%Y %H:%M") : g_strdup (canonical);
}

static char *
format_decimal (const ModelField *field, const char *canonical)
{
  return model_number_format_hours (canonical);
}

static char *
format_money (const ModelField *field, const char *canonical)
{
  return model_number_format_money (g_ascii_strtoll (canonical, NULL, 10));
}

static char *
format_boolean (const ModelField *field, const char *canonical)
{
  return g_strdup (g_str_equal (canonical, "1") ? _ ("yes") : _ ("no"));
}

static char *
format_choice (const ModelField *field, const char *canonical)
{
  const char *label = model_choice_label (field->detail, canonical);

  return g_strdup (label != NULL ? _ (label) : canonical);
}

static char *
format_slot (const ModelField *field, const char *canonical)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  int start, end;

  if (!model_slot_parse (canonical, &start, &end))
    return g_strdup (canonical);
  first = model_week_clock (start);
  last = model_week_clock (end);
  return g_strconcat (first, " – ", last, NULL);
}

static char *
format_bytes (const ModelField *field, const char *canonical)
{
  return g_strdup ("");
}

static char *
format_ident (const ModelField *field, const char *canonical)
{
  return base_ident_format (ident_kinds[field->type], canonical);
}

/* @advice: what to write instead, when the text does not fit; a whole sentence. */
static const struct
{
  Parser parse;
  Formatter format;
  const char *advice;
} kinds[] = {
  [MODEL_TYPE_TEXT] = { parse_text, format_text, N_ ("Write a text.") },
  [MODEL_TYPE_LONG_TEXT] = { parse_long_text, format_text, N_ ("Write a text.") },
  [MODEL_TYPE_DATE] = { parse_date, format_date, N_ ("Write a date, for example 12/01/2026.") },
  [MODEL_TYPE_TIMESTAMP] = { parse_timestamp, format_timestamp,
                             N_ ("Write a date and a time, for example 2026-01-12T08:00:00Z.") },
  [MODEL_TYPE_INTEGER] = { parse_integer, format_text, N_ ("Write a whole number.") },
  [MODEL_TYPE_DECIMAL] = { parse_decimal, format_decimal,
                           N_ ("Write a number, for example 35 or 35,5.") },
  [MODEL_TYPE_MONEY] = { parse_money, format_money,
                         N_ ("Write an amount in euros, for example 4,35.") },
  [MODEL_TYPE_BOOLEAN] = { parse_boolean, format_boolean, N_ ("Write yes or no.") },
  [MODEL_TYPE_CHOICE] = { parse_choice, format_choice, NULL },
  [MODEL_TYPE_REFERENCE] = { parse_reference, format_text,
                             N_ ("Give the number of an existing record.") },
  [MODEL_TYPE_EMAIL] = { parse_ident, format_ident,
                         N_ ("Write one e-mail address, for example name@school.example.") },
  [MODEL_TYPE_PHONE] = { parse_ident, format_ident,
                         N_ ("Write a telephone number, with + and the country’s code if it is not "
                             "French.") },
  [MODEL_TYPE_POSTCODE] = { parse_ident, format_ident,
                            N_ ("Write the five digits of a postcode.") },
  [MODEL_TYPE_SIRET] = { parse_ident, format_ident,
                         N_ ("Check the fourteen digits of the SIRET.") },
  [MODEL_TYPE_UAI] = { parse_ident, format_ident,
                       N_ ("Check the seven digits and the letter of the school code.") },
  [MODEL_TYPE_INE] = { parse_ident, format_ident,
                       N_ ("Check the eleven characters of the student number.") },
  [MODEL_TYPE_NAF] = { parse_ident, format_ident,
                       N_ ("Write an activity code, for example 47.11F.") },
  [MODEL_TYPE_SLOT] = { parse_slot, format_slot,
                        N_ ("Write a start and a later end, for example 8h-12h or 08:30-12:00.") },
  [MODEL_TYPE_BYTES] = { parse_bytes, format_bytes, N_ ("Choose the file again.") },
};

/* "Choose among M., Mme." with the labels of the field's choices. */
static char *
choice_advice (const ModelField *field)
{
  g_auto (GStrv) keys = g_strsplit (field->detail, "|", -1);
  g_autofree char *all = NULL;

  for (gsize i = 0; keys[i] != NULL; i++)
    {
      const char *label = model_choice_label (field->detail, keys[i]);

      if (label == NULL)
        continue;
      g_free (keys[i]);
      keys[i] = g_strdup_printf (_ ("“%s”"), _ (label));
    }
  all = g_strjoinv (", ", keys);
  /* Translators: %s is a list of quoted words. */
  return g_strdup_printf (_ ("Choose one of these: %s."), all);
}

/* @reason: (nullable): what floor 1 says of @text, which it repeats */
static void
set_value_error (const ModelField *field, const char *text, const GError *reason, GError **error)
{
  g_autofree char *advice = NULL, *shown = NULL;

  advice = field->type == MODEL_TYPE_CHOICE ? choice_advice (field)
                                            : g_strdup (_ (kinds[field->type].advice));
  if ((field->flags & MODEL_FIELD_SENSITIVE) != 0)
    {
      /* Translators: the name of a field, then a sentence that says what to write. */
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_VALUE,
                   _ ("The value of “%s” is not understood. %s"), _ (field->label), advice);
      return;
    }
  if (reason != NULL)
    {
      /* Translators: the name of a field, then a sentence about its value. */
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_VALUE, _ ("%s: %s"), _ (field->label),
                   reason->message);
      return;
    }
  shown = base_text_clean (text);
  if (g_utf8_strlen (shown, -1) > 60)
    {
      g_autofree char *start = g_utf8_substring (shown, 0, 60);

      g_free (shown);
      shown = g_strconcat (start, "…", NULL);
    }
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_VALUE,
               /* Translators: a value, the name of its field, then what to write instead. */
               _ ("“%s” is not a value for “%s”. %s"), shown, _ (field->label), advice);
}

/**
 * model_value_parse:
 * @field: a field of the catalogue
 * @text: (nullable): what was typed, pasted or imported
 * @canonical: (out) (optional) (nullable) (transfer full): the form that is kept (see #ModelType);
 *   %NULL for a blank text, and on error
 * @error: return location for a %MODEL_ERROR_VALUE
 *
 * The one way in for values that people wrote. A blank text is no value, and that is never an error
 * here: what is mandatory is for the school to say. The message of an error repeats the text except
 * for sensitive fields, so that it may be logged or shown to anyone.
 *
 * Returns: %FALSE when @text does not fit the field's type
 */
gboolean
model_value_parse (const ModelField *field, const char *text, char **canonical, GError **error)
{
  g_autofree char *value = NULL;
  g_autoptr (GError) reason = NULL;

  g_return_val_if_fail (field != NULL, FALSE);

  if (canonical != NULL)
    *canonical = NULL;
  if (base_text_is_blank (text))
    return TRUE;
  value = kinds[field->type].parse (field, text, &reason);
  if (value == NULL)
    {
      set_value_error (field, text, reason, error);
      return FALSE;
    }
  /* Only control characters: nothing to keep either. */
  if (canonical != NULL && *value != '\0')
    *canonical = g_steal_pointer (&value);
  return TRUE;
}

/**
 * model_value_format:
 * @field: a field of the catalogue
 * @canonical: (nullable): a value in canonical form
 *
 * The text that lists, forms and documents show: dates as 12/01/2026, decimal commas, amounts with
 * their sign, telephones in pairs, family names in capitals, choices and booleans in the user's
 * language. model_value_parse() reads it back. Bytes have no text.
 *
 * Returns: (transfer full): the text; "" for %NULL
 */
char *
model_value_format (const ModelField *field, const char *canonical)
{
  g_return_val_if_fail (field != NULL, NULL);

  if (canonical == NULL || *canonical == '\0')
    return g_strdup ("");
  return kinds[field->type].format (field, canonical);
}

/**
 * model_value_choice_label:
 * @field: a field of type %MODEL_TYPE_CHOICE
 * @canonical: (nullable): one of the keys of its detail
 *
 * Returns: (transfer none) (nullable): the key's English source label, to be translated; %NULL when
 *   @canonical is none of the keys
 */
const char *
model_value_choice_label (const ModelField *field, const char *canonical)
{
  g_return_val_if_fail (field != NULL && field->type == MODEL_TYPE_CHOICE, NULL);

  return model_choice_label (field->detail, canonical);
}
