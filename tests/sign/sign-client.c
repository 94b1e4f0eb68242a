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
  char *provider, *environment, *url, *key, *ca_file;
  char *known;    /* the file with the id that the provider gave */
  char *document; /* a PDF with the anchors */
  char *external_id;
  int timeout_ms;
  gboolean ordered;
  char **people; /* "given,family,email,mobile" */
  char **words;  /* what to do */
} Options;

static gint64 ahead;  /* microseconds */
static char *control; /* where the provider's clock is pushed on too; NULL: it is not */

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
push_on (gint64 span)
{
  g_autofree char *text = g_strdup_printf ("{\"do\": \"clock\", \"ahead\": %.6f}", span / 1e6);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (BaseHttpResponse) response =
      base_http_request ("POST", control, NULL, body, NULL, NULL, NULL);

  g_assert (response != NULL && response->status == 200);
}

static void
wait_until (gint64 until, GCancellable *cancellable, gpointer data)
{
  gint64 span = MAX (0, until - now (NULL));

  ahead += span;
  if (control != NULL && span > 0)
    push_on (span);
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

/* A class or more, by one program: how long it was said to last, and how long it did. */
static gboolean
do_send_many (SignSession *session, Options *options, GError **error)
{
  guint n = (guint) g_ascii_strtoull (options->words[1], NULL, 10);
  guint n_calls = sign_provider_count_calls (sign_session_get_provider (session),
                                             g_strv_length (options->people));
  guint estimate = sign_session_estimate_seconds (session, n * n_calls);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SignOrder) order = read_order (options, error);
      g_autoptr (SignRequest) request = NULL;

      if (order == NULL)
        return FALSE;
      g_free (order->external_id);
      order->external_id = g_strdup_printf ("%s-%u", options->external_id, i);
      request = sign_session_send (session, order, NULL, NULL, NULL, NULL, error);
      if (request == NULL)
        return FALSE;
    }
  printf ("%u %" G_GINT64_FORMAT "\n", estimate, ahead / G_USEC_PER_SEC);
  return TRUE;
}

static const struct
{
  const char *word;
  gboolean (*run) (SignSession *session, Options *options, GError **error);
} commands[] = { { "send", do_send }, { "send-many", do_send_many } };

static SignSession *
open_session (const Options *options, GError **error)
{
  SignAccess access = { .provider = sign_provider_find (options->provider),
                        .environment =
                            options->environment != NULL ? options->environment : "production",
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
    { "environment", 0, 0, G_OPTION_ARG_STRING, &options.environment, NULL, NULL },
    { "control", 0, 0, G_OPTION_ARG_STRING, &control, NULL, NULL },
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
  g_free (options.environment);
  g_free (control);
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
