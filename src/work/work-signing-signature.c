/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-signing-private.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "model-value.h"

/* How somebody was known, as the end of a sentence. */
static const struct
{
  const char *key;
  const char *text;
} means[] = {
  { "link", N_ ("by link received by e-mail") },
  { "email_code", N_ ("by code received by e-mail") },
  { "sms_code", N_ ("by code received by text message") },
  { "account", N_ ("with their account at the provider") },
  { "other", N_ ("by other means") },
};

/* What the provider says beside, in the order in which it happens. */
static const struct
{
  const char *column;
  const char *format;
} moments[] = {
  { "opened_at", N_ ("opened at %s") },
  { "authenticated_at", N_ ("code checked at %s") },
  { "consented_at", N_ ("consent at %s") },
};

/**
 * work_signing_signature_free:
 * @self: (nullable) (transfer full): a signature
 */
void
work_signing_signature_free (WorkSigningSignature *self)
{
  if (self == NULL)
    return;
  g_free (self->who);
  g_free (self->how);
  g_free (self->moments);
  g_free (self);
}

/* A title in the middle of a sentence: "Élève" is an élève, "DDFPT" stays. */
static char *
dup_inside (const char *title)
{
  const char *rest = title[0] != '\0' ? g_utf8_next_char (title) : title;
  g_autofree char *first = g_utf8_strdown (title, rest - title);

  return g_unichar_isupper (g_utf8_get_char (rest)) ? g_strdup (title)
                                                    : g_strconcat (first, rest, NULL);
}

static char *
name_who (ModelRecord *signer, ModelRecord *signatory)
{
  const char *label = signatory != NULL ? model_record_get (signatory, "label") : NULL;
  const char *role = signatory != NULL
                         ? model_value_choice_label (model_field_find ("signatory.role"),
                                                     model_record_get_or_empty (signatory, "role"))
                         : NULL;
  g_autofree char *title = dup_inside (label != NULL ? label : role != NULL ? _ (role) : "");

  return g_strdup_printf ("%s %s%s%s", model_record_get_or_empty (signer, "given_name"),
                          model_record_get_or_empty (signer, "family_name"),
                          title[0] != '\0' ? ", " : "", title);
}

static GDateTime *
read_here (const char *utc)
{
  g_autoptr (GDateTime) time = utc != NULL ? g_date_time_new_from_iso8601 (utc, NULL) : NULL;

  return time != NULL ? g_date_time_to_local (time) : NULL;
}

/* (nullable): "14 h 03" */
static char *
dup_hour (const char *utc)
{
  g_autoptr (GDateTime) here = read_here (utc);

  /* Translators: an hour of the day, as strftime() takes it. */
  return here != NULL ? g_date_time_format (here, _ ("%H:%M")) : NULL;
}

static char *
dup_day (const char *utc)
{
  g_autoptr (GDateTime) here = read_here (utc);
  GDate day;

  if (here == NULL)
    return NULL;
  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) g_date_time_get_day_of_month (here),
                  (GDateMonth) g_date_time_get_month (here),
                  (GDateYear) g_date_time_get_year (here));
  return base_date_to_long (&day);
}

/* What the provider has told, else what it was asked for. */
static const char *
tell_means (ModelRecord *signer)
{
  const char *told = model_record_get (signer, "signed_how");
  const char *key = told != NULL ? told : model_record_get_or_empty (signer, "method");

  for (guint i = 0; i < G_N_ELEMENTS (means); i++)
    if (g_str_equal (means[i].key, key))
      return _ (means[i].text);
  return _ ("by other means");
}

/* Where it is not known it may be in the proof: providers draw it up for that. */
static char *
tell_place (ModelRecord *request, ModelRecord *signer)
{
  const char *address = model_record_get (signer, "signed_from");

  if (address != NULL)
    /* Translators: an address of the network: “from 203.0.113.7”. */
    return g_strdup_printf (_ ("from %s"), address);
  if (_work_signing_may_be_traced (request, signer))
    return g_strdup (_ ("the provider is yet to tell from where"));
  return g_strdup (model_record_get_int (request, "proof_document_id") != 0
                       ? _ ("from where is in the proof")
                       : _ ("the provider does not tell from where"));
}

static char *
tell_how (ModelRecord *request, ModelRecord *signer)
{
  const char *at = model_record_get (signer, "signed_at");
  g_autofree char *day = dup_day (at);
  g_autofree char *hour = dup_hour (at);
  g_autofree char *place = tell_place (request, signer);

  if (day == NULL)
    return g_strdup_printf ("%s, %s", tell_means (signer), place);
  /* Translators: when, how and from where somebody has signed: “signed on Monday 12 January 2026 at
   * 14:03, by link received by e-mail, from 203.0.113.7”. */
  return g_strdup_printf (_ ("signed on %s at %s, %s, %s"), day, hour, tell_means (signer), place);
}

/* "opened at 13:58 · consent at 14:02": of the same day the hour, of another one the day too. */
static char *
tell_moments (ModelRecord *signer)
{
  g_autofree char *signed_day = dup_day (model_record_get (signer, "signed_at"));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      const char *at = model_record_get (signer, moments[i].column);
      g_autofree char *hour = dup_hour (at);
      g_autofree char *day = dup_day (at);
      g_autofree char *moment = NULL;
      g_autofree char *told = NULL;

      if (hour == NULL)
        continue;
      moment = g_strcmp0 (day, signed_day) == 0 ? g_strdup (hour)
                                                : g_strdup_printf ("%s, %s", hour, day);
      told = _work_signing_fill (_ (moments[i].format), moment, NULL);
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", told);
    }
  return g_string_free (text, FALSE);
}

/**
 * work_signing_signature_new:
 * @request: a row of `signature_request`
 * @signer: one of its rows of `signature_signer`
 * @signatory: (nullable): the row of `signatory` that it stands for
 *
 * Returns: (transfer full) (nullable): who signed, when, how and from where; %NULL: they have not
 */
WorkSigningSignature *
work_signing_signature_new (ModelRecord *request, ModelRecord *signer, ModelRecord *signatory)
{
  WorkSigningSignature *self;

  if (g_strcmp0 (model_record_get (signer, "state"), "signed") != 0)
    return NULL;
  self = g_new0 (WorkSigningSignature, 1);
  self->document_id = model_record_get_int (request, "signed_document_id");
  self->who = name_who (signer, signatory);
  self->how = tell_how (request, signer);
  self->moments = tell_moments (signer);
  return self;
}

/**
 * work_signing_signature_text:
 * @self: a signature
 *
 * Returns: (transfer full): all of it in one sentence
 */
char *
work_signing_signature_text (const WorkSigningSignature *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  /* Translators: who, and when, how and from where they signed. */
  return g_strdup_printf (_ ("%s: %s"), self->who, self->how);
}
