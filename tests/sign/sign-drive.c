/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "sign-call-private.h"
#include "sign-error.h"

/* Speaks with a provider as it is told on standard input, a line a command of words that tabs set
 * apart; answers with one line. The first line is the key.
 *
 *   sign-drive PROVIDER ENVIRONMENT URL [CA-FILE] */

/* Time that is waited for is skipped: the servers are in tests, and take any number of calls. */
static gint64 ahead;

static gint64
get_now (gpointer data)
{
  return g_get_monotonic_time () + ahead;
}

static gint64
get_wall (gpointer data)
{
  return g_get_real_time ();
}

static void
skip (gint64 until, GCancellable *cancellable, gpointer data)
{
  ahead += MAX (0, until - get_now (NULL));
}

typedef struct
{
  SignSession *session;
  char *document; /* path */
} Drive;

static void
say_signer (GString *text, const SignSigner *signer)
{
  g_string_append_printf (text, "\t%s|%s|%s|%s|%s|%s", signer->id, signer->email, signer->name,
                          sign_signer_state_to_key (signer->state),
                          signer->signed_at != NULL ? signer->signed_at : "",
                          signer->reason != NULL ? signer->reason : "");
}

static char *
describe (SignRequest *request)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s|%s|%s|%s|%s", request->id, request->external_id,
                          sign_state_to_key (request->state),
                          request->expires_at != NULL ? request->expires_at : "",
                          request->reason != NULL ? request->reason : "");
  for (guint i = 0; i < request->signers->len; i++)
    say_signer (text, request->signers->pdata[i]);
  return g_string_free (text, FALSE);
}

static char *
take_request (SignRequest *request)
{
  char *text = request != NULL ? describe (request) : NULL;

  g_clear_pointer (&request, sign_request_unref);
  return text;
}

static gboolean
on_stage (SignStage stage, SignRequest *request, gpointer data, GError **error)
{
  printf ("stage\t%d\t%s\n", (int) stage, request != NULL ? request->id : "");
  fflush (stdout);
  return TRUE;
}

static SignPerson *
read_person (const char *word)
{
  g_auto (GStrv) parts = g_strsplit (word, "|", -1);
  SignPerson *person = sign_person_new (parts[0], parts[1], parts[2]);

  if (parts[3] != NULL && *parts[3] != '\0')
    {
      person->mobile = g_strdup (parts[3]);
      person->method = SIGN_METHOD_SMS_CODE;
    }
  return person;
}

/* send EXTERNAL-ID KNOWN-ID ORDERED EXPIRES REMIND SUBJECT PERSON… */
static char *
do_send (Drive *self, char **words, GError **error)
{
  g_autofree char *content = NULL;
  gsize size;
  g_autoptr (GBytes) document = NULL;
  g_autoptr (SignOrder) order = NULL;

  if (!g_file_get_contents (self->document, &content, &size, error))
    return NULL;
  document = g_bytes_new_take (g_steal_pointer (&content), size);
  order = sign_order_new (words[1], "Convention 2026-0042, ABADIE Léa", document);
  order->ordered = g_str_equal (words[3], "1");
  order->expires_on = g_strdup (words[4]);
  order->remind_days = (guint) g_ascii_strtoull (words[5], NULL, 10);
  order->subject = g_strdup (words[6]);
  order->message = g_strdup ("Bonjour,\nvoici la convention.");
  for (guint i = 7; words[i] != NULL; i++)
    g_ptr_array_add (order->signers, read_person (words[i]));
  return take_request (
      sign_session_send (self->session, order, words[2], on_stage, NULL, NULL, error));
}

static char *
do_list (Drive *self, char **words, GError **error)
{
  const char *since = words[1] != NULL && *words[1] != '\0' ? words[1] : NULL;
  g_autoptr (GPtrArray) requests = sign_session_list (self->session, since, NULL, error);
  GString *text;

  if (requests == NULL)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < requests->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\t" : "",
                            ((SignRequest *) requests->pdata[i])->external_id);
  return g_string_free (text, FALSE);
}

static char *
do_transfer (Drive *self, char **words, GError **error)
{
  g_autoptr (SignPerson) person = read_person (words[3]);

  return take_request (
      sign_session_transfer (self->session, words[1], words[2], person, NULL, error));
}

static char *
take_bytes (GBytes *bytes)
{
  char *text;

  if (bytes == NULL)
    return NULL;
  text = g_strdup_printf ("%" G_GSIZE_FORMAT, g_bytes_get_size (bytes));
  g_bytes_unref (bytes);
  return text;
}

/* trail REQUEST SIGNER…: a line a signatory, of how, from where and when */
static char *
take_trails (Drive *self, char **words, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) trails = g_ptr_array_new_with_free_func ((GDestroyNotify) sign_trail_free);
  GString *text;

  for (guint i = 2; words[i] != NULL; i++)
    g_ptr_array_add (ids, words[i]);
  if (!sign_session_trace (self->session, words[1], ids, trails, NULL, error))
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < trails->len; i++)
    {
      const SignTrail *trail = trails->pdata[i];

      g_string_append_printf (text, "%s%s|%s|%s|%s|%s|%s", i > 0 ? "\t" : "", trail->signer_id,
                              sign_means_to_key (trail->means), trail->address, trail->opened_at,
                              trail->consented_at, trail->signed_at);
    }
  return g_string_free (text, FALSE);
}

static char *
done (gboolean success)
{
  return success ? g_strdup ("") : NULL;
}

static char *
obey (Drive *self, char **words, GError **error)
{
  const char *what = words[0];

  if (g_str_equal (what, "check"))
    return done (sign_session_check (self->session, NULL, error));
  if (g_str_equal (what, "send"))
    return do_send (self, words, error);
  if (g_str_equal (what, "list"))
    return do_list (self, words, error);
  if (g_str_equal (what, "load"))
    return take_request (sign_session_load (self->session, words[1], NULL, error));
  if (g_str_equal (what, "remind"))
    return done (sign_session_remind (self->session, words[1], words[2], NULL, error));
  if (g_str_equal (what, "transfer"))
    return do_transfer (self, words, error);
  if (g_str_equal (what, "stop"))
    return done (
        sign_session_stop (self->session, words[1], SIGN_STOP_MISTAKE, words[2], NULL, error));
  if (g_str_equal (what, "signed"))
    return take_bytes (sign_session_fetch_signed (self->session, words[1], NULL, error));
  if (g_str_equal (what, "proof"))
    return take_bytes (sign_session_fetch_proof (self->session, words[1], NULL, error));
  if (g_str_equal (what, "trail"))
    return take_trails (self, words, error);
  g_set_error (error, SIGN_ERROR, SIGN_ERROR_UNSUPPORTED, "nothing is called %s", what);
  return NULL;
}

static char *
read_line (void)
{
  static char line[65536];

  if (fgets (line, sizeof line, stdin) == NULL)
    return NULL;
  line[strcspn (line, "\n")] = '\0';
  return g_strdup (line);
}

int
main (int argc, char **argv)
{
  g_autofree char *key = read_line ();
  SignAccess access = { sign_provider_find (argv[1]), argv[2], argv[3], key,
                        argc > 4 ? argv[4] : NULL };
  const SignClock clock = { get_now, get_wall, skip, NULL };
  g_autoptr (GError) error = NULL;
  Drive self = { sign_session_new (&access, &error), read_line () };
  char *line;

  if (self.session == NULL)
    {
      printf ("error\t%d\t%s\n", error->code, error->message);
      return 1;
    }
  _sign_session_set_clock (self.session, &clock);
  while ((line = read_line ()) != NULL)
    {
      g_auto (GStrv) words = g_strsplit (line, "\t", -1);
      g_autoptr (GError) why = NULL;
      g_autofree char *answer = obey (&self, words, &why);

      if (answer != NULL)
        printf ("ok\t%s\n", answer);
      else
        printf ("error\t%d\t%s\n", why->code, why->message);
      fflush (stdout);
      g_free (line);
    }
  g_object_unref (self.session);
  g_free (self.document);
  return 0;
}
