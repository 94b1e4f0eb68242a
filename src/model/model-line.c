/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-line.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-date.h"
#include "base-text.h"
#include "model-filter.h"
#include "model-stage.h"

/* Until the school says otherwise: signed a week before the first day, made three weeks before it,
 * chased after a week without news; the certificate comes within two weeks of the last day. */
#define LATE_DAYS        7
#define MAKE_DAYS        21
#define CHASE_DAYS       7
#define CERTIFICATE_DAYS 14

G_DEFINE_FINAL_TYPE (ModelLine, model_line, G_TYPE_OBJECT)

/* Where the texts are: made and freed alike. */
static const gsize texts[] = {
  G_STRUCT_OFFSET (ModelLine, family_name),     G_STRUCT_OFFSET (ModelLine, given_name),
  G_STRUCT_OFFSET (ModelLine, student),         G_STRUCT_OFFSET (ModelLine, student_key),
  G_STRUCT_OFFSET (ModelLine, class_name),      G_STRUCT_OFFSET (ModelLine, class_key),
  G_STRUCT_OFFSET (ModelLine, period_name),     G_STRUCT_OFFSET (ModelLine, company),
  G_STRUCT_OFFSET (ModelLine, company_key),     G_STRUCT_OFFSET (ModelLine, town),
  G_STRUCT_OFFSET (ModelLine, start),           G_STRUCT_OFFSET (ModelLine, end),
  G_STRUCT_OFFSET (ModelLine, number),          G_STRUCT_OFFSET (ModelLine, mode),
  G_STRUCT_OFFSET (ModelLine, placement_state), G_STRUCT_OFFSET (ModelLine, step_date),
  G_STRUCT_OFFSET (ModelLine, search_key),      G_STRUCT_OFFSET (ModelLine, last_contact),
  G_STRUCT_OFFSET (ModelLine, last_account),    G_STRUCT_OFFSET (ModelLine, kind),
  G_STRUCT_OFFSET (ModelLine, siret),           G_STRUCT_OFFSET (ModelLine, tutor),
  G_STRUCT_OFFSET (ModelLine, tutor_key),       G_STRUCT_OFFSET (ModelLine, teacher_key),
  G_STRUCT_OFFSET (ModelLine, teacher),         G_STRUCT_OFFSET (ModelLine, template_name),
  G_STRUCT_OFFSET (ModelLine, sent_on),         G_STRUCT_OFFSET (ModelLine, signed_on),
  G_STRUCT_OFFSET (ModelLine, reminded_on),     G_STRUCT_OFFSET (ModelLine, certificate_on),
  G_STRUCT_OFFSET (ModelLine, printed_on),      G_STRUCT_OFFSET (ModelLine, request_problem),
  G_STRUCT_OFFSET (ModelLine, messaged_on),
};

static void
model_line_finalize (GObject *object)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (G_STRUCT_MEMBER (char *, object, texts[i]));
  g_clear_pointer (&MODEL_LINE (object)->signers, g_ptr_array_unref);
  G_OBJECT_CLASS (model_line_parent_class)->finalize (object);
}

static void
model_line_class_init (ModelLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = model_line_finalize;
}

static void
model_line_init (ModelLine *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    G_STRUCT_MEMBER (char *, self, texts[i]) = g_strdup ("");
  self->request_state = "";
  self->step = -1;
  self->sent_step = -1;
  self->signed_step = -1;
  self->late_days = LATE_DAYS;
  self->make_days = MAKE_DAYS;
  self->chase_days = CHASE_DAYS;
  self->certificate_days = CERTIFICATE_DAYS;
}

/**
 * model_line_new:
 *
 * Whoever fills a line frees the texts that it replaces.
 *
 * Returns: (transfer full): a line without anything: texts "", ids 0, step -1
 */
ModelLine *
model_line_new (void)
{
  return g_object_new (MODEL_TYPE_LINE, NULL);
}

static gboolean
has_placement_state (ModelLine *self, const char *state)
{
  return g_strcmp0 (self->placement_state, state) == 0;
}

/* Asked of every line of the list, again and again. */
static gboolean
is_electronic (ModelLine *self)
{
  return g_str_equal (self->mode, "electronic");
}

/**
 * model_line_is_sent:
 * @self: a line
 *
 * Returns: whether its agreement has left the school: it stands on the step that says so or beyond,
 *   or the day is noted; one that is signed electronically has no steps
 */
gboolean
model_line_is_sent (ModelLine *self)
{
  g_return_val_if_fail (MODEL_IS_LINE (self), FALSE);

  return self->agreement_id != 0
         && (self->sent_on[0] != '\0'
             || (!is_electronic (self) && self->sent_step >= 0 && self->step >= self->sent_step));
}

/**
 * model_line_is_signed:
 * @self: a line
 *
 * Returns: whether its agreement is signed by all: it stands on the step that says so (the last one
 *   when none does) or beyond, or was signed outside Paraphe; one that is signed electronically is
 *   when the day is noted
 */
gboolean
model_line_is_signed (ModelLine *self)
{
  g_return_val_if_fail (MODEL_IS_LINE (self), FALSE);

  if (self->agreement_id == 0 || self->signed_outside)
    return self->agreement_id != 0;
  if (is_electronic (self))
    return self->signed_on[0] != '\0';
  return (self->signed_step >= 0 ? self->step >= self->signed_step
                                 : model_step_is_last (self->step, self->n_steps));
}

static gboolean
has_request (ModelLine *self, ModelRequestState state)
{
  return g_str_equal (self->request_state, model_request_state_info (state)->key);
}

/**
 * model_line_is_electronic:
 * @self: a line
 *
 * Returns: whether its agreement is signed electronically: it is followed by its signatories, not
 *   by steps
 */
gboolean
model_line_is_electronic (ModelLine *self)
{
  g_return_val_if_fail (MODEL_IS_LINE (self), FALSE);

  return is_electronic (self);
}

/**
 * model_line_has_signing_trouble:
 * @self: a line
 *
 * Returns: whether its e-signature does not go on by itself: it was declined, has expired or
 *   failed, could not be sent, or does not reach a signatory
 */
gboolean
model_line_has_signing_trouble (ModelLine *self)
{
  g_return_val_if_fail (MODEL_IS_LINE (self), FALSE);

  if (self->request_state[0] == '\0' || model_line_is_signed (self))
    return FALSE;
  if (has_request (self, MODEL_REQUEST_DECLINED) || has_request (self, MODEL_REQUEST_EXPIRED)
      || has_request (self, MODEL_REQUEST_FAILED))
    return TRUE;
  if (has_request (self, MODEL_REQUEST_PREPARED) || has_request (self, MODEL_REQUEST_SENDING))
    return self->request_problem[0] != '\0';
  if (!has_request (self, MODEL_REQUEST_ONGOING))
    return FALSE;
  for (guint i = 0; self->signers != NULL && i < self->signers->len; i++)
    if (model_signer_state_is_trouble (((ModelSigner *) self->signers->pdata[i])->state))
      return TRUE;
  return FALSE;
}

/**
 * model_line_awaits_role:
 * @self: a line
 * @role: key of `signatory.role`
 *
 * Returns: whether its e-signature is under way and waits for a signatory of that role
 */
gboolean
model_line_awaits_role (ModelLine *self, const char *role)
{
  g_return_val_if_fail (MODEL_IS_LINE (self), FALSE);

  if (!has_request (self, MODEL_REQUEST_ONGOING) || self->signers == NULL)
    return FALSE;
  for (guint i = 0; i < self->signers->len; i++)
    {
      const ModelSigner *signer = self->signers->pdata[i];

      if (model_signer_state_is_current (signer->state) && g_str_equal (signer->role, role))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_signed (ModelLine *self, const GDate *today)
{
  return model_line_is_signed (self);
}

static gboolean
is_any (ModelLine *self, const GDate *today)
{
  return TRUE;
}

static gboolean
is_without_placement (ModelLine *self, const GDate *today)
{
  return self->search_state != MODEL_SEARCH_VALIDATED && self->search_state != MODEL_SEARCH_EXEMPT
         && !has_placement_state (self, "validated") && !has_placement_state (self, "to_validate");
}

static gboolean
is_to_validate (ModelLine *self, const GDate *today)
{
  return has_placement_state (self, "to_validate");
}

static gboolean
is_to_make (ModelLine *self, const GDate *today)
{
  return has_placement_state (self, "validated") && self->agreement_id == 0;
}

static gboolean
is_in_signature (ModelLine *self, const GDate *today)
{
  return self->agreement_id != 0 && !is_signed (self, today);
}

/* Days from today to an ISO day, negative when it is past; %G_MAXINT when there is none. */
static int
days_until (const GDate *today, const char *iso)
{
  GDate day;

  return base_date_parse_iso (iso, &day) ? g_date_days_between (today, &day) : G_MAXINT;
}

/* Neither exempt nor over nor signed: the first day still asks for something. */
static gboolean
starts_within (ModelLine *self, const GDate *today, int days)
{
  return self->search_state != MODEL_SEARCH_EXEMPT && !model_line_is_signed (self)
         && days_until (today, self->start) <= days && days_until (today, self->end) >= 0;
}

static gboolean
is_late (ModelLine *self, const GDate *today)
{
  return starts_within (self, today, self->late_days);
}

static gboolean
is_to_send (ModelLine *self, const GDate *today)
{
  return is_in_signature (self, today) && (self->sent_step >= 0 || is_electronic (self))
         && !model_line_is_sent (self);
}

/* Of the signatories: ISO day of what was heard of them last, or of their last reminder. */
static void
find_last_news (ModelLine *self, char last[11])
{
  for (guint i = 0; self->signers != NULL && i < self->signers->len; i++)
    {
      const ModelSigner *signer = self->signers->pdata[i];
      const char *const news[] = { signer->opened_at, signer->signed_at, signer->reminded_at };

      for (guint j = 0; j < G_N_ELEMENTS (news); j++)
        if (strncmp (news[j], last, 10) > 0)
          g_strlcpy (last, news[j], 11);
    }
}

static gboolean
is_to_chase (ModelLine *self, const GDate *today)
{
  const char *const days[] = { self->step_date, self->sent_on, self->reminded_on };
  char last[11] = "";

  if (!is_in_signature (self, today))
    return FALSE;
  if (model_line_has_signing_trouble (self))
    return TRUE;
  if (!model_line_is_sent (self))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    if (strcmp (days[i], last) > 0)
      g_strlcpy (last, days[i], sizeof last);
  find_last_news (self, last);
  return last[0] == '\0' || days_until (today, last) <= -self->chase_days;
}

static gboolean
awaits_certificate (ModelLine *self, const GDate *today)
{
  return model_line_is_signed (self) && self->certificate_on[0] == '\0'
         && days_until (today, self->end) < 0;
}

static gboolean
has_messages (ModelLine *self, const GDate *today)
{
  return self->n_unread > 0;
}

/* What should not wait until tomorrow. */
static gboolean
is_of_today (ModelLine *self, const GDate *today)
{
  if (is_to_validate (self, today) || is_late (self, today) || is_to_chase (self, today)
      || has_messages (self, today))
    return TRUE;
  if (is_to_make (self, today) || is_to_send (self, today))
    return starts_within (self, today, self->make_days);
  return awaits_certificate (self, today)
         && days_until (today, self->end) <= -self->certificate_days;
}

static const struct
{
  ModelState info;
  gboolean (*is_in) (ModelLine *self, const GDate *today);
} todos[] = {
  [MODEL_TODO_ALL] = { { "all", N_ ("Everyone"), "neutral", "view-list-symbolic" }, is_any },
  [MODEL_TODO_TODAY] = { { "today", N_ ("Today"), "error", "alarm-symbolic" }, is_of_today },
  [MODEL_TODO_NO_PLACEMENT] = { { "no_placement", N_ ("No placement"), "accent",
                                  "system-search-symbolic" },
                                is_without_placement },
  [MODEL_TODO_TO_VALIDATE] = { { "to_validate", N_ ("Sheets to validate"), "warning",
                                 "dialog-question-symbolic" },
                               is_to_validate },
  [MODEL_TODO_TO_MAKE] = { { "to_make", N_ ("Agreements to make"), "accent",
                             "document-new-symbolic" },
                           is_to_make },
  [MODEL_TODO_TO_SEND] = { { "to_send", N_ ("To send"), "accent", "document-send-symbolic" },
                           is_to_send },
  [MODEL_TODO_TO_CHASE] = { { "to_chase", N_ ("To chase"), "warning", "call-start-symbolic" },
                            is_to_chase },
  [MODEL_TODO_LATE] = { { "late", N_ ("Late"), "error", "dialog-warning-symbolic" }, is_late },
  [MODEL_TODO_MESSAGES] = { { "messages", N_ ("Unread messages"), "accent",
                              "mail-unread-symbolic" },
                            has_messages },
  [MODEL_TODO_IN_SIGNATURE] = { { "in_signature", N_ ("Being signed"), "accent",
                                  "document-edit-symbolic" },
                                is_in_signature },
  [MODEL_TODO_SIGNED] = { { "signed", N_ ("Signed"), "success", "object-select-symbolic" },
                          is_signed },
  [MODEL_TODO_CERTIFICATES] = { { "certificates", N_ ("Certificates awaited"), "accent",
                                  "mail-read-symbolic" },
                                awaits_certificate },
};

/**
 * model_todo_info:
 * @todo: a list of the sidebar
 *
 * Returns: (transfer none): its key, label, style and symbol
 */
const ModelState *
model_todo_info (ModelTodo todo)
{
  g_return_val_if_fail ((guint) todo < MODEL_N_TODOS, NULL);

  return &todos[todo].info;
}

static void
read_today (const char *today, GDate *day)
{
  if (today == NULL || !base_date_parse_iso (today, day))
    {
      g_autofree char *now = base_date_today_iso ();

      base_date_parse_iso (now, day);
    }
}

/**
 * model_line_is_todo:
 * @self: a line
 * @todo: a list of the sidebar
 * @today: (nullable): ISO day that "late" is counted from; %NULL for today
 *
 * The rules of the lists that run across classes. Late: the placement starts within the school's
 * days or has started, is not over, and its agreement is not signed, or not even made. To chase:
 * sent, not signed, and nothing heard for the school's days, or its e-signature does not go on by
 * itself. A line whose agreement was cancelled
 * asks for nothing but to be read: it is in %MODEL_TODO_ALL, and in %MODEL_TODO_MESSAGES when it
 * has unread ones. It allocates nothing when @today is given: the window asks it of every line.
 *
 * Returns: whether the line belongs to the list
 */
gboolean
model_line_is_todo (ModelLine *self, ModelTodo todo, const char *today)
{
  GDate day;

  g_return_val_if_fail (MODEL_IS_LINE (self), FALSE);
  g_return_val_if_fail ((guint) todo < MODEL_N_TODOS, FALSE);

  if (todo == MODEL_TODO_ALL)
    return TRUE;
  if (self->cancelled)
    return todo == MODEL_TODO_MESSAGES && self->n_unread > 0;
  read_today (today, &day);
  return todos[todo].is_in (self, &day);
}

/**
 * model_line_todos:
 * @self: a line
 * @today: (nullable): as for model_line_is_todo()
 *
 * Asks for all lists at once, at less cost than for one after the other.
 *
 * Returns: the lists that the line belongs to, a set of #MODEL_TODO_BIT
 */
guint
model_line_todos (ModelLine *self, const char *today)
{
  guint set = MODEL_TODO_BIT (MODEL_TODO_ALL);
  GDate day;

  g_return_val_if_fail (MODEL_IS_LINE (self), 0);

  if (self->cancelled)
    return set | (self->n_unread > 0 ? MODEL_TODO_BIT (MODEL_TODO_MESSAGES) : 0);
  read_today (today, &day);
  for (guint todo = 0; todo < MODEL_N_TODOS; todo++)
    if (todos[todo].is_in (self, &day))
      set |= MODEL_TODO_BIT (todo);
  return set;
}

/**
 * model_line_in_scope:
 * @self: a line
 * @scope: which lines are wanted
 *
 * Returns: whether the line is of the class, the period and the list of @scope, at one of its
 * stages, wanted by its filter, and holds all its words
 */
gboolean
model_line_in_scope (ModelLine *self, const ModelScope *scope)
{
  g_return_val_if_fail (MODEL_IS_LINE (self), FALSE);
  g_return_val_if_fail (scope != NULL, FALSE);

  return (scope->class_group_id == 0 || scope->class_group_id == self->class_group_id)
         && (scope->period_id == 0 || scope->period_id == self->period_id)
         && base_text_folded_contains_all (self->search_key, scope->words)
         && model_line_is_todo (self, scope->todo, scope->today)
         && (scope->filter == NULL || model_filter_matches (scope->filter, self))
         && (scope->stages == 0
             || (scope->stages & MODEL_STAGE_BIT (model_line_stage (self, scope->today))) != 0);
}
