/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "sign-call-private.h"
#include "sign-error.h"
#include "sign-session.h"

/* What a school's computer asks a provider, as a program that can be killed: it knows between two
 * runs only what it wrote down before. Pauses cost no time: the clock is pushed on instead. */

typedef struct
{
  char *provider, *url, *key, *ca_file;
  char *known;    /* the file with the id that the provider gave */
  char *document; /* a PDF with the anchors */
  char *external_id;
  int timeout_ms;
  gboolean ordered;
  char **people; /* "given,family,email,mobile" */
  char **words;  /* what to do */
} Options;

static gint64 ahead; /* microseconds */

static gint64
now (gpointer data)
{
  return g_get_monotonic_time () + ahead;
}

static gint64
wall (gpointer data)
{
  return g_get_real_time () + ahead;
}

static void
wait_until (gint64 until, GCancellable *cancellable, gpointer data)
{
  ahead += MAX (0, until - now (NULL));
}

static const SignClock clock_ahead = { now, wall, wait_until, NULL };

static char *
read_known (const Options *options)
{
  char *id = NULL;

  g_file_get_contents (options->known, &id, NULL, NULL);
  return id;
}

/* Written down before the next call leaves. */
static gboolean
on_stage (SignStage stage, SignRequest *request, gpointer data, GError **error)
{
  const Options *options = data;

  if (request == NULL)
    return TRUE;
  return g_file_set_contents_full (options->known, request->id, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

static SignPerson *
read_person (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", 4);
  SignPerson *person;

  g_assert (g_strv_length (parts) == 4);
  person = sign_person_new (parts[0], parts[1], parts[2]);
  person->method = *parts[3] != '\0' ? SIGN_METHOD_SMS_CODE : SIGN_METHOD_LINK;
  person->mobile = *parts[3] != '\0' ? g_strdup (parts[3]) : NULL;
  return person;
}

static SignOrder *
read_order (const Options *options, GError **error)
{
  g_autofree char *data = NULL;
  g_autoptr (GBytes) document = NULL;
  SignOrder *order;
  gsize size;

  if (!g_file_get_contents (options->document, &data, &size, error))
    return NULL;
  document = g_bytes_new (data, size);
  order = sign_order_new (options->external_id, "Convention 2026-0042, D’Arc Léa", document);
  for (int i = 0; options->people[i] != NULL; i++)
    g_ptr_array_add (order->signers, read_person (options->people[i]));
  order->ordered = options->ordered;
  order->remind_days = 7;
  g_free (order->since);
  order->since = g_strdup ("2026-01-01T00:00:00Z");
  return order;
}

static void
tell (SignRequest *request)
{
  printf ("%s %s\n", request->id, sign_state_to_key (request->state));
  for (guint i = 0; i < request->signers->len; i++)
    {
      SignSigner *signer = request->signers->pdata[i];

      printf ("%s %s %s\n", signer->id, sign_signer_state_to_key (signer->state), signer->email);
    }
}

static gboolean
do_send (SignSession *session, Options *options, GError **error)
{
  g_autoptr (SignOrder) order = read_order (options, error);
  g_autofree char *known = read_known (options);
  g_autoptr (SignRequest) request = NULL;

  if (order == NULL)
    return FALSE;
  request = sign_session_send (session, order, known, on_stage, options, NULL, error);
  if (request != NULL)
    tell (request);
  return request != NULL;
}

static gboolean
do_check (SignSession *session, Options *options, GError **error)
{
  return sign_session_check (session, NULL, error);
}

static gboolean
do_list (SignSession *session, Options *options, GError **error)
{
  g_autoptr (GPtrArray) found = sign_session_list (session, options->words[1], NULL, error);

  for (guint i = 0; found != NULL && i < found->len; i++)
    tell (found->pdata[i]);
  return found != NULL;
}

static gboolean
do_load (SignSession *session, Options *options, GError **error)
{
  g_autofree char *known = read_known (options);
  g_autoptr (SignRequest) request = sign_session_load (session, known, NULL, error);

  if (request != NULL)
    tell (request);
  return request != NULL;
}

static gboolean
do_remind (SignSession *session, Options *options, GError **error)
{
  g_autofree char *known = read_known (options);

  return sign_session_remind (session, known, options->words[1], NULL, error);
}

static gboolean
do_transfer (SignSession *session, Options *options, GError **error)
{
  g_autofree char *known = read_known (options);
  g_autoptr (SignPerson) person = read_person (options->words[2]);
  g_autoptr (SignRequest) request =
      sign_session_transfer (session, known, options->words[1], person, NULL, error);

  if (request != NULL)
    tell (request);
  return request != NULL;
}

static gboolean
do_stop (SignSession *session, Options *options, GError **error)
{
  g_autofree char *known = read_known (options);

  return sign_session_stop (session, known, SIGN_STOP_MISTAKE, "Les horaires changent", NULL,
                            error);
}

static gboolean
do_fetch (SignSession *session, Options *options, GError **error)
{
  g_autofree char *known = read_known (options);
  g_autoptr (GBytes) signed_pdf = sign_session_fetch_signed (session, known, NULL, error);
  g_autoptr (GBytes) proof = NULL;

  if (signed_pdf == NULL)
    return FALSE;
  proof = sign_session_fetch_proof (session, known, NULL, error);
  if (proof == NULL)
    return FALSE;
  printf ("%" G_GSIZE_FORMAT " %" G_GSIZE_FORMAT "\n", g_bytes_get_size (signed_pdf),
          g_bytes_get_size (proof));
  return TRUE;
}

static const struct
{
  const char *word;
  gboolean (*run) (SignSession *session, Options *options, GError **error);
} commands[] = {
  { "check", do_check },   { "send", do_send }, { "list", do_list },   { "load", do_load },
  { "remind", do_remind }, { "stop", do_stop }, { "fetch", do_fetch }, { "transfer", do_transfer },
};

static SignSession *
open_session (const Options *options, GError **error)
{
  SignAccess access = { .provider = sign_provider_find (options->provider),
                        .environment = "production",
                        .url = options->url,
                        .key = options->key,
                        .ca_file = options->ca_file };
  SignSession *session = sign_session_new (&access, error);

  if (session == NULL)
    return NULL;
  _sign_session_set_clock (session, &clock_ahead);
  if (options->timeout_ms > 0)
    _sign_session_set_timeout (session, (guint) options->timeout_ms);
  return session;
}

static gboolean
run (Options *options, GError **error)
{
  g_autoptr (SignSession) session = open_session (options, error);

  for (gsize i = 0; session != NULL && i < G_N_ELEMENTS (commands); i++)
    if (g_strcmp0 (options->words[0], commands[i].word) == 0)
      return commands[i].run (session, options, error);
  g_assert (session == NULL);
  return FALSE;
}

int
main (int argc, char **argv)
{
  Options options = { 0 };
  GOptionEntry entries[] = {
    { "provider", 0, 0, G_OPTION_ARG_STRING, &options.provider, NULL, NULL },
    { "url", 0, 0, G_OPTION_ARG_STRING, &options.url, NULL, NULL },
    { "key", 0, 0, G_OPTION_ARG_STRING, &options.key, NULL, NULL },
    { "ca", 0, 0, G_OPTION_ARG_FILENAME, &options.ca_file, NULL, NULL },
    { "known", 0, 0, G_OPTION_ARG_FILENAME, &options.known, NULL, NULL },
    { "document", 0, 0, G_OPTION_ARG_FILENAME, &options.document, NULL, NULL },
    { "external-id", 0, 0, G_OPTION_ARG_STRING, &options.external_id, NULL, NULL },
    { "timeout", 0, 0, G_OPTION_ARG_INT, &options.timeout_ms, NULL, NULL },
    { "ordered", 0, 0, G_OPTION_ARG_NONE, &options.ordered, NULL, NULL },
    { "person", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.people, NULL, NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.words, NULL, NULL },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  gboolean good;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  good = g_option_context_parse (context, &argc, &argv, &error) && run (&options, &error);
  if (error != NULL)
    fprintf (stderr, "%s %d: %s\n", g_quark_to_string (error->domain), error->code, error->message);
  g_free (options.provider);
  g_free (options.url);
  g_free (options.key);
  g_free (options.ca_file);
  g_free (options.known);
  g_free (options.document);
  g_free (options.external_id);
  g_strfreev (options.people);
  g_strfreev (options.words);
  return good ? 0 : 1;
}
