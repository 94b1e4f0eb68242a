/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>
#include <string.h>

#include "base-text.h"
#include "model-entity.h"
#include "model-file-name.h"
#include "model-message.h"
#include "model-role.h"
#include "model-setting.h"
#include "model-value.h"

/* The tables of messages: what a test can hold about texts that people read. */

#define NBSP 0xA0

/* Calls @check on every standard text. */
static void
each_text (void (*check) (const ModelMessageEvent *event,
                          ModelMessageAudience audience,
                          const ModelMessageText *text))
{
  guint n;
  const ModelMessageEvent *events = model_message_event_list (&n);

  for (guint i = 0; i < n; i++)
    for (int audience = 0; audience < MODEL_MESSAGE_N_AUDIENCES; audience++)
      if ((events[i].audiences & MODEL_MESSAGE_AUDIENCE_BIT (audience)) != 0)
        {
          g_test_message ("%s %s", events[i].key, model_message_audience_key (audience));
          check (&events[i], audience, model_message_text_default (events[i].key, audience));
        }
}

static void
test_events (void)
{
  guint n;
  const ModelMessageEvent *events = model_message_event_list (&n);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (n, ==, 12);
  for (guint i = 0; i < n; i++)
    {
      const ModelMessageEvent *event = &events[i];

      g_test_message ("%s", event->key);
      g_assert_true (g_hash_table_add (seen, (gpointer) event->key));
      g_assert_true (g_hash_table_add (seen, (gpointer) event->label));
      g_assert_true (g_hash_table_add (seen, (gpointer) event->hint));
      g_assert_true (model_message_event_find (event->key) == event);
      g_assert_true (g_unichar_isupper (g_utf8_get_char (event->label)));
      g_assert_false (g_str_has_suffix (event->label, "."));
      g_assert_true (g_str_has_suffix (event->hint, "."));
      g_assert_cmpuint (event->audiences, !=, 0);
      g_assert_cmpuint (event->audiences >> MODEL_MESSAGE_N_AUDIENCES, ==, 0);
      g_assert_cmpint (event->days, >=, 0);
      g_assert_cmpint (event->at_most, >=, 1);
      g_assert_cmpint (event->every_days, >=, 1);
      /* A document is an agreement's. */
      g_assert_true (!event->attaches || event->about == MODEL_MESSAGE_ABOUT_AGREEMENT);
    }
  g_assert_null (model_message_event_find ("agreement.lost"));
  g_assert_null (model_message_event_find (NULL));
}

/* A free text is an occasion of its own, that no list of texts and rules shows. */
static void
test_own (void)
{
  const ModelMessageEvent *own = model_message_event_find (MODEL_MESSAGE_OWN);

  g_assert_cmpstr (own->key, ==, MODEL_MESSAGE_OWN);
  g_assert_cmpint (own->clock, ==, MODEL_MESSAGE_CLOCK_NONE);
  for (int audience = 0; audience < MODEL_MESSAGE_N_AUDIENCES; audience++)
    {
      g_assert_true ((own->audiences & MODEL_MESSAGE_AUDIENCE_BIT (audience)) != 0);
      g_assert_null (model_message_text_default (MODEL_MESSAGE_OWN, audience));
    }
}

static void
test_audiences (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (int i = 0; i < MODEL_MESSAGE_N_AUDIENCES; i++)
    {
      ModelMessageAudience audience = MODEL_MESSAGE_N_AUDIENCES;

      g_assert_true (g_hash_table_add (seen, (gpointer) model_message_audience_key (i)));
      g_assert_true (g_hash_table_add (seen, (gpointer) model_message_audience_label (i)));
      g_assert_true (model_message_audience_find (model_message_audience_key (i), &audience));
      g_assert_cmpint (audience, ==, i);
      g_assert_true (model_message_audience_find (model_message_audience_key (i), NULL));
    }
  g_assert_false (model_message_audience_find ("neighbour", NULL));
  g_assert_false (model_message_audience_find (NULL, NULL));
}

/* Same keys in the same order, and the same words, as the catalogue has. */
static void
test_states (void)
{
  const ModelField *field = model_field_find ("message.state");
  g_auto (GStrv) keys = g_strsplit (field->detail, "|", -1);
  g_autoptr (GHashTable) symbols = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (g_strv_length (keys), ==, MODEL_MESSAGE_N_STATES);
  for (int i = 0; i < MODEL_MESSAGE_N_STATES; i++)
    {
      const ModelState *info = model_message_state_info (i);
      ModelMessageState state = MODEL_MESSAGE_N_STATES;

      g_assert_cmpstr (info->key, ==, keys[i]);
      g_assert_cmpstr (info->label, ==, model_value_choice_label (field, info->key));
      g_assert_true (g_strv_contains (model_state_styles (), info->style));
      g_assert_true (g_str_has_suffix (info->symbol, "-symbolic"));
      /* The colour never tells it alone. */
      g_assert_true (g_hash_table_add (symbols, (gpointer) info->symbol));
      g_assert_true (model_message_state_from_key (info->key, &state));
      g_assert_cmpint (state, ==, i);
    }
  g_assert_false (model_message_state_from_key ("lost", NULL));
  g_assert_false (model_message_state_from_key (NULL, NULL));
}

/* ---- the texts ---- */

/* Every occasion has a text for everybody it allows, and for nobody else. */
static void
test_all_there (void)
{
  guint n;
  const ModelMessageEvent *events = model_message_event_list (&n);

  for (guint i = 0; i < n; i++)
    for (int audience = 0; audience < MODEL_MESSAGE_N_AUDIENCES; audience++)
      {
        gboolean is_allowed = (events[i].audiences & MODEL_MESSAGE_AUDIENCE_BIT (audience)) != 0;

        g_test_message ("%s %d", events[i].key, audience);
        g_assert_true ((model_message_text_default (events[i].key, audience) != NULL)
                       == is_allowed);
      }
  g_assert_null (model_message_text_default ("agreement.lost", MODEL_MESSAGE_STUDENT));
  g_assert_null (model_message_text_default (NULL, MODEL_MESSAGE_STUDENT));
}

/* Whether there is no agreement or no placement yet to tell the value of a field. */
static gboolean
is_known (const char *word, ModelMessageAbout about)
{
  const char *name = model_file_field_merge_name (word);
  const ModelMergeName *merge = model_merge_find (name);

  g_assert_nonnull (merge);
  switch (merge->role)
    {
    case MODEL_ROLE_AGREEMENT:
      return about == MODEL_MESSAGE_ABOUT_AGREEMENT;
    case MODEL_ROLE_COMPANY:
    case MODEL_ROLE_SITE:
    case MODEL_ROLE_PLACEMENT:
    case MODEL_ROLE_REPRESENTATIVE:
    case MODEL_ROLE_TUTOR:
    case MODEL_ROLE_TEACHER:
      return about != MODEL_MESSAGE_ABOUT_SEARCH;
    default:
      return TRUE;
    }
}

static void
check_fields (const char *text, ModelMessageAbout about)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) pieces = g_strsplit (text, "{", -1);

  g_assert_true (model_file_text_check (text, 2000, &error));
  g_assert_no_error (error);
  for (guint i = 1; pieces[i] != NULL; i++)
    {
      char *end = strchr (pieces[i], '}');
      g_autofree char *word = g_strndup (pieces[i], end - pieces[i]);

      g_test_message ("{%s}", word);
      g_assert_true (is_known (word, about));
    }
}

static void
check_text_fields (const ModelMessageEvent *event,
                   ModelMessageAudience audience,
                   const ModelMessageText *text)
{
  check_fields (text->subject, event->about);
  check_fields (text->body, event->about);
  check_fields (text->sms, event->about);
}

static void
test_fields (void)
{
  each_text (check_text_fields);
}

static void
check_text_form (const ModelMessageEvent *event,
                 ModelMessageAudience audience,
                 const ModelMessageText *text)
{
  g_assert_null (strchr (text->subject, '\n'));
  g_assert_null (strchr (text->sms, '\n'));
  g_assert_cmpuint (g_utf8_strlen (text->subject, -1), <=, 78);
  g_assert_true (g_str_has_suffix (text->body, "\n\nCordialement,\n{ETAB_NOM}"));
  if (audience == MODEL_MESSAGE_STUDENT)
    g_assert_true (g_str_has_prefix (text->body, "Bonjour {prénom},\n\n"));
  else if (audience == MODEL_MESSAGE_TEACHER || audience == MODEL_MESSAGE_OFFICE)
    g_assert_true (g_str_has_prefix (text->body, "Bonjour,\n\n"));
  else
    g_assert_true (g_str_has_prefix (text->body, "Madame, Monsieur,\n\n"));
  /* Not all guardians are parents. */
  g_assert_null (strstr (text->body, "votre enfant"));
  g_assert_null (strstr (text->body, "  "));
  g_assert_null (strstr (text->sms, "  "));
}

static void
test_forms (void)
{
  each_text (check_text_form);
}

/* What comes before a mark that French sets apart. */
static void
check_typography (const char *text, gunichar space)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (strchr (":;!?", *at) != NULL)
      {
        g_assert_true (at > text);
        g_assert_cmpuint (g_utf8_get_char (g_utf8_prev_char (at)), ==, space);
      }
}

static void
check_text_typography (const ModelMessageEvent *event,
                       ModelMessageAudience audience,
                       const ModelMessageText *text)
{
  check_typography (text->subject, NBSP);
  check_typography (text->body, NBSP);
  g_assert_null (strchr (text->subject, '\''));
  g_assert_null (strchr (text->body, '\''));
  g_assert_null (strstr (text->body, "..."));
  check_typography (text->sms, ' ');
}

static void
test_typography (void)
{
  each_text (check_text_typography);
}

/* ---- SMS ---- */

/* 3GPP TS 23.038: what takes one of 160 places; letters beyond ASCII that French has of it. */
static guint
count_places (const char *text)
{
  guint n = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      g_assert_true ((c >= ' ' && c < 0x7F && strchr ("[]{}\\^`|~", (int) c) == NULL)
                     || g_utf8_strchr ("éèùàÉÇ", -1, c) != NULL);
      n++;
    }
  return n;
}

/* Values as long as @values says, of @text. */
static char *
fill (const char *text, const char *const (*values)[2])
{
  GString *filled = g_string_new (text);

  for (guint i = 0; values[i][0] != NULL; i++)
    g_string_replace (filled, values[i][0], values[i][1], 0);
  g_assert_null (strchr (filled->str, '{'));
  return g_string_free (filled, FALSE);
}

static void
check_text_sms (const ModelMessageEvent *event,
                ModelMessageAudience audience,
                const ModelMessageText *text)
{
  static const char *const usual[][2] = {
    { "{prénom}", "Mathilde" },
    { "{initiale}", "M." },
    { "{classe}", "2MELEC1" },
    { "{période}", "PFMP 1" },
    { "{numéro}", "2026-0042" },
    { "{ETAB_NOM}", "LP Aristide Briand" },
    { NULL, NULL },
  };
  static const char *const longest[][2] = {
    { "{prénom}", "Marie-Antoinette Victoria" },
    { "{initiale}", "M." },
    { "{classe}", "TERMINALE MELEC 1" },
    { "{période}", "PFMP 2 de terminale, partie A" },
    { "{numéro}", "2026-2027/MELEC/0042" },
    { "{ETAB_NOM}", "Lycée polyvalent des métiers Jean-Baptiste Vuillaume de Mirecourt" },
    { NULL, NULL },
  };
  g_autofree char *short_text = fill (text->sms, usual);
  g_autofree char *long_text = fill (text->sms, longest);

  /* One SMS as schools write, two at most whatever they are called. */
  g_assert_cmpuint (count_places (short_text), <=, 160);
  g_assert_cmpuint (count_places (long_text), <=, 2 * 153);
  /* A number may be somebody else's by now: no family name, no company, no day. */
  g_assert_null (strstr (text->sms, "{nom}"));
  g_assert_null (strstr (text->sms, "{entreprise}"));
  g_assert_null (strstr (text->sms, "{DATES_TEXTE}"));
  if (audience != MODEL_MESSAGE_OFFICE)
    g_assert_true (g_str_has_suffix (text->sms, " {ETAB_NOM}"));
}

static void
test_sms (void)
{
  each_text (check_text_sms);
}

/* ---- settings ---- */

static void
test_settings (void)
{
  static const struct
  {
    const char *name;
    int value;
  } numbers[] = {
    { "message.rules", 0 },        { "message.quiet_from", 20 }, { "message.quiet_to", 8 },
    { "message.saturdays", 0 },    { "message.per_minute", 30 }, { "message.delay", 10 },
    { "message.sms.simplify", 1 }, { "message.mail.port", 0 },
  };
  static const char *const texts[][2] = {
    { "message.mail.way", "" },          { "message.mail.security", "starttls" },
    { "message.mail.auth", "password" }, { "message.sms.provider", "" },
    { "message.from_address", "" },
  };
  g_autoptr (ModelSettings) settings = model_settings_new ();

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_assert_cmpint (model_settings_get_int (settings, numbers[i].name), ==, numbers[i].value);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpstr (model_settings_get (settings, texts[i][0]), ==, texts[i][1]);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/message/events", test_events);
  g_test_add_func ("/model/message/own", test_own);
  g_test_add_func ("/model/message/audiences", test_audiences);
  g_test_add_func ("/model/message/states", test_states);
  g_test_add_func ("/model/message/all-there", test_all_there);
  g_test_add_func ("/model/message/fields", test_fields);
  g_test_add_func ("/model/message/forms", test_forms);
  g_test_add_func ("/model/message/typography", test_typography);
  g_test_add_func ("/model/message/sms", test_sms);
  g_test_add_func ("/model/message/settings", test_settings);
  return g_test_run ();
}
