/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "sign-session.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sign-call-private.h"
#include "sign-error.h"
#include "sign-provider-private.h"

/* Sending is no script that is followed but a state that is reached: what the provider has is
 * looked at, and what is missing is done. So it goes on after whatever stopped it, and nothing is
 * done twice: a call whose outcome is not known is never made again before the provider was asked.
 */

/* How often a stage is begun before it counts as failed. */
#define MOST_TRIES 3

/* Pauses after a call of unknown outcome, in seconds: servers list what they made a little later.
 */
static const guint pauses[] = { 2, 4, 8, 16 };

typedef struct
{
  SignSession *session;
  const SignProvider *provider;
  const SignOrder *order;
  SignStageFunc func;
  gpointer user_data;
  GCancellable *cancellable;
  SignRequest *request; /* as far as it is known; NULL: there is none */
  gboolean doubted;     /* one may have been made that has not shown itself */
  gboolean unsure;      /* something may have come into the draft that has not shown itself */
  guint tries[SIGN_N_STAGES];
} Sending;

static gboolean
is (const GError *error, SignError code)
{
  return g_error_matches (error, SIGN_ERROR, (gint) code);
}

static void
take_request (Sending *self, SignRequest *request)
{
  g_clear_pointer (&self->request, sign_request_unref);
  self->request = request;
}

static gboolean
tell (Sending *self, SignStage stage, GError **error)
{
  return self->func == NULL || self->func (stage, self->request, self->user_data, error);
}

/* Deletes a draft that nobody has seen. Whether that succeeds or not, it is not what is sent. */
static void
discard (Sending *self, SignRequest *request)
{
  g_autoptr (GError) error = NULL;

  if (!self->provider->discard (self->session, request->id, self->cancellable, &error))
    g_debug ("a draft could not be deleted: %d", error->code);
}

/* Whether these are the first signatories of the order, in any order: they were added one by one.
 */
static gboolean
has_first_signers (SignRequest *request, const SignOrder *order)
{
  g_autoptr (GPtrArray) left = g_ptr_array_new ();

  if (request->signers->len > order->signers->len)
    return FALSE;
  for (guint i = 0; i < request->signers->len; i++)
    g_ptr_array_add (left, ((SignPerson *) order->signers->pdata[i])->email);
  for (guint i = 0; i < request->signers->len; i++)
    {
      SignSigner *signer = request->signers->pdata[i];
      guint at = 0;

      while (at < left->len && g_ascii_strcasecmp (left->pdata[at], signer->email) != 0)
        at++;
      if (at == left->len)
        return FALSE;
      g_ptr_array_remove_index (left, at);
    }
  return TRUE;
}

/* Whether a draft is one that this order was on the way to. What makes a draft with all that is in
 * it leaves none without. */
static gboolean
is_on_the_way (Sending *self, SignRequest *draft)
{
  gboolean whole =
      draft->document_ids->len == 1 && draft->signers->len == self->order->signers->len;

  if (draft->document_ids->len > 1 || !has_first_signers (draft, self->order))
    return FALSE;
  return whole || self->provider->add_signer != NULL;
}

/* Takes what was found. A draft that is not what was ordered, as after an upload that arrived
 * twice, is deleted: it is made anew. */
static gboolean
adopt (Sending *self, SignRequest *request, GError **error)
{
  g_autoptr (GError) local = NULL;

  take_request (self, request);
  if (request == NULL || request->state != SIGN_STATE_DRAFT)
    return TRUE;
  if (is_on_the_way (self, request))
    {
      if (request->document_ids->len == 0
          || self->provider->check_document (self->session, request, self->order, self->cancellable,
                                             &local))
        return TRUE;
      if (!is (local, SIGN_ERROR_REFUSED))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  discard (self, request);
  take_request (self, NULL);
  return TRUE;
}

/* Of those with our external id: the one that has left, else the oldest. The other drafts go. */
static SignRequest *
choose (Sending *self, GPtrArray *found)
{
  SignRequest *chosen = NULL;

  for (guint i = 0; i < found->len; i++)
    {
      SignRequest *request = found->pdata[i];

      if (chosen == NULL
          || (chosen->state == SIGN_STATE_DRAFT && request->state != SIGN_STATE_DRAFT))
        chosen = request;
    }
  for (guint i = 0; i < found->len; i++)
    {
      SignRequest *request = found->pdata[i];

      if (request != chosen && request->state == SIGN_STATE_DRAFT)
        discard (self, request);
    }
  return chosen != NULL ? sign_request_ref (chosen) : NULL;
}

static gboolean
find (Sending *self, SignRequest **request, GError **error)
{
  g_autoptr (GPtrArray) found =
      self->provider->find (self->session, self->order, self->cancellable, error);

  if (found == NULL)
    return FALSE;
  *request = choose (self, found);
  return TRUE;
}

/* How things stand: by the id that is known, else by ours. */
static gboolean
look (Sending *self, const char *id, GError **error)
{
  g_autoptr (GError) local = NULL;
  SignRequest *request = NULL;

  if (id != NULL && *id != '\0')
    request = self->provider->load (self->session, id, self->cancellable, &local);
  if (local != NULL && !is (local, SIGN_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (request == NULL && !find (self, &request, error))
    return FALSE;
  return adopt (self, request, error);
}

static SignStage
get_next_stage (Sending *self)
{
  SignRequest *request = self->request;

  if (request == NULL)
    return SIGN_STAGE_CREATE;
  if (request->state != SIGN_STATE_DRAFT)
    return SIGN_STAGE_DONE;
  if (request->document_ids->len == 0)
    return SIGN_STAGE_DOCUMENT;
  if (request->signers->len < self->order->signers->len)
    return SIGN_STAGE_SIGNERS;
  return SIGN_STAGE_ACTIVATE;
}

/* When one was made of which nothing was heard, it may show itself now: then there are two. */
static gboolean
create (Sending *self, GError **error)
{
  SignRequest *request =
      self->provider->create (self->session, self->order, self->cancellable, error);
  g_autofree char *id = NULL;
  SignRequest *kept = NULL;

  if (request == NULL)
    return FALSE;
  take_request (self, request);
  if (!self->doubted)
    return TRUE;
  self->doubted = FALSE;
  id = g_strdup (request->id);
  if (!find (self, &kept, error))
    return FALSE;
  if (kept == NULL || g_str_equal (kept->id, id))
    {
      g_clear_pointer (&kept, sign_request_unref);
      return TRUE;
    }
  return adopt (self, kept, error);
}

static gboolean
add_signers (Sending *self, GError **error)
{
  for (guint i = self->request->signers->len; i < self->order->signers->len; i++)
    if (!self->provider->add_signer (self->session, self->request, self->order, i,
                                     self->cancellable, error))
      return FALSE;
  return TRUE;
}

static gboolean
do_stage (Sending *self, SignStage stage, GError **error)
{
  switch (stage)
    {
    case SIGN_STAGE_CREATE:
      return create (self, error);
    case SIGN_STAGE_DOCUMENT:
      return self->provider->add_document (self->session, self->request, self->order,
                                           self->cancellable, error);
    case SIGN_STAGE_SIGNERS:
      return add_signers (self, error);
    case SIGN_STAGE_ACTIVATE:
      return self->provider->activate (self->session, self->request, self->order, self->cancellable,
                                       error);
    case SIGN_STAGE_FIND:
    case SIGN_STAGE_DONE:
    case SIGN_N_STAGES:
    default:
      return TRUE;
    }
}

/* A create of which nothing was heard: is there one after all? */
static gboolean
look_for_created (Sending *self, GError **error)
{
  self->doubted = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (pauses); i++)
    {
      SignRequest *request = NULL;

      if (!_sign_session_pause (self->session, pauses[i], self->cancellable, error)
          || !find (self, &request, error))
        return FALSE;
      if (request != NULL)
        return adopt (self, request, error);
    }
  return TRUE;
}

/* How far a stage got of which nothing was heard. */
static gboolean
look_again (Sending *self, SignStage stage, GError **error)
{
  g_autofree char *id = self->request != NULL ? g_strdup (self->request->id) : NULL;

  if (stage == SIGN_STAGE_CREATE && id == NULL)
    return look_for_created (self, error);
  self->unsure = stage != SIGN_STAGE_ACTIVATE;
  return _sign_session_pause (self->session, pauses[self->tries[stage] - 1], self->cancellable,
                              error)
         && look (self, id, error);
}

/* What was refused once it was there need not be: an invitation that left although its answer was
 * lost is refused the second time. A draft that is refused is of no use any more. While it is not
 * known which of both it is, it is not refused for good. */
static gboolean
look_at_refused (Sending *self, GError *why, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (SignRequest) now = NULL;

  if (self->request != NULL)
    now = self->provider->load (self->session, self->request->id, self->cancellable, &local);
  if (now != NULL && now->state != SIGN_STATE_DRAFT)
    {
      g_error_free (why);
      take_request (self, g_steal_pointer (&now));
      return TRUE;
    }
  /* who refuses to say how it stands has not said that it has not left */
  if (is (local, SIGN_ERROR_REFUSED))
    local->code = SIGN_ERROR_UNKNOWN;
  if (now != NULL)
    self->provider->discard (self->session, now->id, self->cancellable, &local);
  if (local == NULL || is (local, SIGN_ERROR_NOT_FOUND) || is (local, SIGN_ERROR_REFUSED))
    {
      g_propagate_error (error, why);
      return FALSE;
    }
  g_error_free (why);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* What was done twice, because it showed itself too late, does not leave. */
static gboolean
look_once_more (Sending *self, GError **error)
{
  g_autofree char *id = g_strdup (self->request->id);

  self->unsure = FALSE;
  return look (self, id, error);
}

/* Whether to go on after a stage did not succeed. */
static gboolean
recover (Sending *self, SignStage stage, GError *why, GError **error)
{
  gboolean open = is (why, SIGN_ERROR_UNKNOWN) || is (why, SIGN_ERROR_UNREACHED);
  gboolean gone = is (why, SIGN_ERROR_NOT_FOUND) && self->request != NULL;

  self->tries[stage]++;
  if (is (why, SIGN_ERROR_REFUSED) || is (why, SIGN_ERROR_KEY))
    return look_at_refused (self, why, error);
  if ((!open && !gone) || self->tries[stage] >= MOST_TRIES)
    {
      g_propagate_error (error, why);
      return FALSE;
    }
  g_debug ("stage %d: error %d, looking how things stand", (int) stage, why->code);
  g_error_free (why);
  return look_again (self, stage, error);
}

static gboolean
run (Sending *self, const char *known_id, GError **error)
{
  SignStage stage;

  if (!tell (self, SIGN_STAGE_FIND, error) || !look (self, known_id, error))
    return FALSE;
  if (self->request == NULL && self->order->may_be_made && !look_for_created (self, error))
    return FALSE;
  while ((stage = get_next_stage (self)) != SIGN_STAGE_DONE)
    {
      GError *local = NULL;

      if (stage == SIGN_STAGE_ACTIVATE && self->unsure)
        {
          if (!look_once_more (self, error))
            return FALSE;
          continue;
        }
      if (!tell (self, stage, error))
        return FALSE;
      if (!do_stage (self, stage, &local) && !recover (self, stage, local, error))
        return FALSE;
    }
  return tell (self, SIGN_STAGE_DONE, error);
}

/* Ours, so that a mistake here is told before anybody is asked. */
static gboolean
check_order (const SignOrder *order, GError **error)
{
  gboolean good = *order->external_id != '\0' && strlen (order->external_id) <= 100;

  for (const char *at = order->external_id; *at != '\0'; at++)
    good = good && (g_ascii_isalnum (*at) || strchr ("-_.", *at) != NULL);
  if (good && order->signers->len > 0 && g_bytes_get_size (order->document) > 0)
    return TRUE;
  g_set_error_literal (error, SIGN_ERROR, SIGN_ERROR_INVALID,
                       _ ("Nothing was sent: the document or its signatories are missing."));
  return FALSE;
}

/**
 * sign_session_send:
 * @self: a session
 * @order: what is sent
 * @known_id: (nullable): the provider's id of it, when an earlier try has come to know it
 * @func: (nullable): told before each stage
 * @user_data: for @func
 * @cancellable: (nullable): stops it at any moment
 * @error: return location for a #SIGN_ERROR, or for what @func says
 *
 * Has the provider invite the signatories. Whatever stops it, the same call again goes on from
 * where it was: there is never a second request for one external id.
 *
 * Returns: (transfer full) (nullable): the request. It is ongoing; or over, when an earlier try was
 *   sent and has ended since
 */
SignRequest *
sign_session_send (SignSession *self,
                   const SignOrder *order,
                   const char *known_id,
                   SignStageFunc func,
                   gpointer user_data,
                   GCancellable *cancellable,
                   GError **error)
{
  const SignProvider *provider = sign_session_get_provider (self);
  Sending sending = { .session = self,
                      .provider = provider,
                      .order = order,
                      .func = func,
                      .user_data = user_data,
                      .cancellable = cancellable };

  if (!check_order (order, error) || !provider->check_order (order, error))
    return NULL;
  /* the key stays hidden; who was sent before is not spoken of any more */
  g_ptr_array_set_size (_sign_session_get_hidden (self), 1);
  _sign_session_hide (self, order->title);
  for (guint i = 0; i < order->signers->len; i++)
    _sign_session_hide_person (self, order->signers->pdata[i]);
  if (run (&sending, known_id, error))
    return sending.request;
  take_request (&sending, NULL);
  return NULL;
}
