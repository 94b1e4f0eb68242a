/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-filter.h"

#include <glib/gi18n-lib.h>

#define SEPARATOR ","

typedef struct _Condition Condition;

/* What a line must say: a text of it, a number, or something worked out. */
struct _Condition
{
  ModelFilterCondition info;
  gboolean (*holds) (const Condition *condition, ModelLine *line);
  gsize member;
  const char *text;
};

static gboolean
text_is (const Condition *condition, ModelLine *line)
{
  return g_str_equal (G_STRUCT_MEMBER (const char *, line, condition->member), condition->text);
}

static gboolean
number_is (const Condition *condition, ModelLine *line)
{
  return G_STRUCT_MEMBER (int, line, condition->member) == condition->info.number;
}

static gboolean
number_is_over (const Condition *condition, ModelLine *line)
{
  return G_STRUCT_MEMBER (int, line, condition->member) > condition->info.number;
}

static gboolean
search_is (const Condition *condition, ModelLine *line)
{
  return (int) line->search_state == condition->info.number;
}

static gboolean
has_no_agreement (const Condition *condition, ModelLine *line)
{
  return line->agreement_id == 0;
}

static gboolean
is_alive (ModelLine *line)
{
  return line->agreement_id != 0 && !line->cancelled;
}

static gboolean
is_not_sent (const Condition *condition, ModelLine *line)
{
  return is_alive (line) && !model_line_is_sent (line) && !model_line_is_signed (line);
}

static gboolean
is_sent_not_signed (const Condition *condition, ModelLine *line)
{
  return is_alive (line) && model_line_is_sent (line) && !model_line_is_signed (line);
}

static gboolean
is_signed (const Condition *condition, ModelLine *line)
{
  return is_alive (line) && model_line_is_signed (line);
}

static gboolean
is_cancelled (const Condition *condition, ModelLine *line)
{
  return line->agreement_id != 0 && line->cancelled;
}

static gboolean
request_is (const Condition *condition, ModelLine *line)
{
  return is_alive (line) && g_str_equal (line->request_state, condition->text);
}

static gboolean
is_being_sent (const Condition *condition, ModelLine *line)
{
  return is_alive (line)
         && (g_str_equal (line->request_state, "prepared")
             || g_str_equal (line->request_state, "sending"));
}

static gboolean
has_signer (ModelLine *line, ModelSignerState state)
{
  for (guint i = 0; line->signers != NULL && i < line->signers->len; i++)
    if (((ModelSigner *) line->signers->pdata[i])->state == state)
      return TRUE;
  return FALSE;
}

static gboolean
does_not_arrive (const Condition *condition, ModelLine *line)
{
  return is_alive (line) && g_str_equal (line->request_state, "ongoing")
         && has_signer (line, MODEL_SIGNER_BOUNCED);
}

static gboolean
awaits (const Condition *condition, ModelLine *line)
{
  return is_alive (line) && model_line_awaits_role (line, condition->text);
}

#define MEMBER(name) G_STRUCT_OFFSET (ModelLine, name)
#define SEARCH(key, label, state)                                        \
  {                                                                      \
    { key, label, MODEL_FILTER_GROUP_SEARCH, state }, search_is, 0, NULL \
  }
#define TEXT(key, label, group, member, text)                                     \
  {                                                                               \
    { key, label, MODEL_FILTER_GROUP_##group, 0 }, text_is, MEMBER (member), text \
  }
#define NUMBER(key, label, group, test, member, number)                             \
  {                                                                                 \
    { key, label, MODEL_FILTER_GROUP_##group, number }, test, MEMBER (member), NULL \
  }
#define WORKED_OUT(key, label, test)                               \
  {                                                                \
    { key, label, MODEL_FILTER_GROUP_AGREEMENT, 0 }, test, 0, NULL \
  }

#define SIGNING(key, label, test, text)                          \
  {                                                              \
    { key, label, MODEL_FILTER_GROUP_SIGNING, 0 }, test, 0, text \
  }
#define AWAITING(role, label)                                                    \
  {                                                                              \
    { "awaiting." role, label, MODEL_FILTER_GROUP_AWAITING, 0 }, awaits, 0, role \
  }

/* In the order in which they are offered; a key is kept in settings and never changes. At most 64,
 * the bits of a filter. */
static const Condition conditions[] = {
  SEARCH ("search.not_started", N_ ("Not started"), MODEL_SEARCH_NOT_STARTED),
  SEARCH ("search.searching", N_ ("Searching"), MODEL_SEARCH_SEARCHING),
  SEARCH ("search.contact", N_ ("Contact made"), MODEL_SEARCH_CONTACT),
  SEARCH ("search.promise", N_ ("Verbal promise"), MODEL_SEARCH_PROMISE),
  SEARCH ("search.sheet", N_ ("Sheet in progress"), MODEL_SEARCH_SHEET),
  SEARCH ("search.to_validate", N_ ("To validate"), MODEL_SEARCH_TO_VALIDATE),
  SEARCH ("search.validated", N_ ("Validated"), MODEL_SEARCH_VALIDATED),
  SEARCH ("search.refused", N_ ("Refused"), MODEL_SEARCH_REFUSED),
  SEARCH ("search.exempt", N_ ("Exempt"), MODEL_SEARCH_EXEMPT),

  TEXT ("sheet.none", N_ ("No sheet yet"), SHEET, placement_state, ""),
  TEXT ("sheet.draft", N_ ("Sheet in progress"), SHEET, placement_state, "draft"),
  TEXT ("sheet.to_validate", N_ ("Sheet to validate"), SHEET, placement_state, "to_validate"),
  TEXT ("sheet.validated", N_ ("Sheet validated"), SHEET, placement_state, "validated"),
  TEXT ("sheet.refused", N_ ("Sheet refused"), SHEET, placement_state, "refused"),

  WORKED_OUT ("agreement.none", N_ ("No agreement yet"), has_no_agreement),
  WORKED_OUT ("agreement.not_sent", N_ ("Not sent"), is_not_sent),
  WORKED_OUT ("agreement.sent", N_ ("Sent, not signed"), is_sent_not_signed),
  WORKED_OUT ("agreement.signed", N_ ("Signed by all"), is_signed),
  WORKED_OUT ("agreement.cancelled", N_ ("Cancelled"), is_cancelled),

  TEXT ("mode.manual", N_ ("Signed on paper"), MODE, mode, "manual"),
  TEXT ("mode.electronic", N_ ("Signed electronically"), MODE, mode, "electronic"),

  SIGNING ("signing.sending", N_ ("Not wholly sent"), is_being_sent, NULL),
  SIGNING ("signing.ongoing", N_ ("In e-signature"), request_is, "ongoing"),
  SIGNING ("signing.bounced", N_ ("An address fails"), does_not_arrive, NULL),
  SIGNING ("signing.declined", N_ ("Signature declined"), request_is, "declined"),
  SIGNING ("signing.expired", N_ ("Expired before all had signed"), request_is, "expired"),
  SIGNING ("signing.failed", N_ ("Sending failed"), request_is, "failed"),
  SIGNING ("signing.completed", N_ ("E-signature complete"), request_is, "completed"),

  AWAITING ("school", N_ ("Waits for the school")),
  AWAITING ("student", N_ ("Waits for the student")),
  AWAITING ("guardian", N_ ("Waits for the guardian")),
  AWAITING ("company", N_ ("Waits for the company")),
  AWAITING ("tutor", N_ ("Waits for the tutor")),
  AWAITING ("teacher", N_ ("Waits for the teacher")),

  TEXT ("kind.pfmp", N_ ("PFMP"), KIND, kind, "pfmp"),
  TEXT ("kind.observation", N_ ("Observation"), KIND, kind, "observation"),
  TEXT ("kind.internship", N_ ("Internship"), KIND, kind, "internship"),

  NUMBER ("minor", N_ ("Minors"), AGE, number_is, is_minor, TRUE),
  NUMBER ("adult", N_ ("Of age"), AGE, number_is, is_minor, FALSE),

  TEXT ("no_teacher", N_ ("Without a referent teacher"), MORE, teacher, ""),
  TEXT ("no_tutor", N_ ("Without a tutor"), MORE, tutor, ""),
  TEXT ("never_seen", N_ ("Without any interview"), MORE, last_contact, ""),
  NUMBER ("dates_differ",
          N_ ("Dates other than the period’s"),
          MORE,
          number_is,
          dates_differ,
          TRUE),
  NUMBER ("another", N_ ("Second placement of the period"), MORE, number_is_over, rank, 0),
  NUMBER ("amendment", N_ ("Amendments"), MORE, number_is, is_amendment, TRUE),
  NUMBER ("notes", N_ ("With notes"), MORE, number_is_over, n_notes, 0),
  NUMBER ("unread", N_ ("With unread notes"), MORE, number_is_over, n_unread, 0),
};

G_STATIC_ASSERT (G_N_ELEMENTS (conditions) <= 64);

static const char *const group_labels[MODEL_N_FILTER_GROUPS] = {
  [MODEL_FILTER_GROUP_SEARCH] = N_ ("Placement Search"),
  [MODEL_FILTER_GROUP_SHEET] = N_ ("Sheet"),
  [MODEL_FILTER_GROUP_AGREEMENT] = N_ ("Agreement"),
  [MODEL_FILTER_GROUP_MODE] = N_ ("Signature"),
  [MODEL_FILTER_GROUP_SIGNING] = N_ ("E-Signature"),
  [MODEL_FILTER_GROUP_AWAITING] = N_ ("Whose Turn It Is"),
  [MODEL_FILTER_GROUP_KIND] = N_ ("Kind of Period"),
  [MODEL_FILTER_GROUP_AGE] = N_ ("Age on the First Day"),
  [MODEL_FILTER_GROUP_MORE] = N_ ("And Also"),
};

/**
 * model_filter_n_conditions:
 *
 * Returns: how many conditions there are to choose from
 */
guint
model_filter_n_conditions (void)
{
  return G_N_ELEMENTS (conditions);
}

/**
 * model_filter_condition:
 * @condition: which one, from 0
 *
 * Returns: (transfer none): its key, label and group
 */
const ModelFilterCondition *
model_filter_condition (guint condition)
{
  g_return_val_if_fail (condition < G_N_ELEMENTS (conditions), NULL);
  return &conditions[condition].info;
}

/**
 * model_filter_group_label:
 * @group: a group of conditions
 *
 * Returns: (transfer none): its English source label
 */
const char *
model_filter_group_label (ModelFilterGroup group)
{
  g_return_val_if_fail ((guint) group < MODEL_N_FILTER_GROUPS, NULL);
  return group_labels[group];
}

/**
 * model_filter_has:
 * @self: a filter
 * @condition: which one
 *
 * Returns: whether the condition is in the filter
 */
gboolean
model_filter_has (const ModelFilter *self, guint condition)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return condition < G_N_ELEMENTS (conditions)
         && (self->conditions & (G_GUINT64_CONSTANT (1) << condition)) != 0;
}

/**
 * model_filter_set:
 * @self: a filter
 * @condition: which one
 * @wanted: whether it shall be in the filter
 *
 * Adds or removes a condition.
 */
void
model_filter_set (ModelFilter *self, guint condition, gboolean wanted)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (condition < G_N_ELEMENTS (conditions));
  if (wanted)
    self->conditions |= G_GUINT64_CONSTANT (1) << condition;
  else
    self->conditions &= ~(G_GUINT64_CONSTANT (1) << condition);
}

/**
 * model_filter_is_empty:
 * @self: a filter
 *
 * Returns: whether it wants every line
 */
gboolean
model_filter_is_empty (const ModelFilter *self)
{
  g_return_val_if_fail (self != NULL, TRUE);
  return self->conditions == 0;
}

/**
 * model_filter_matches:
 * @self: a filter
 * @line: a line
 *
 * Returns: whether the line is wanted
 */
gboolean
model_filter_matches (const ModelFilter *self, ModelLine *line)
{
  guint wanted = 0, met = 0; /* sets of groups */

  if (self->conditions == 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++)
    {
      const Condition *condition = &conditions[i];

      if (!model_filter_has (self, i))
        continue;
      wanted |= 1u << condition->info.group;
      if (condition->holds (condition, line))
        met |= 1u << condition->info.group;
      else if (condition->info.group == MODEL_FILTER_GROUP_MORE)
        return FALSE;
    }
  return met == wanted;
}

/**
 * model_filter_to_text:
 * @self: a filter
 *
 * Returns: (transfer full): its conditions' keys, for the settings: "search.promise,minor"
 */
char *
model_filter_to_text (const ModelFilter *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++)
    if (model_filter_has (self, i))
      g_string_append_printf (text, "%s%s", text->len > 0 ? SEPARATOR : "", conditions[i].info.key);
  return g_string_free (text, FALSE);
}

/**
 * model_filter_from_text:
 * @text: what model_filter_to_text() gave
 *
 * Returns: that filter, without the conditions that this version does not know
 */
ModelFilter
model_filter_from_text (const char *text)
{
  g_auto (GStrv) keys = g_strsplit (text, SEPARATOR, -1);
  ModelFilter filter = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++)
    if (g_strv_contains ((const char *const *) keys, conditions[i].info.key))
      model_filter_set (&filter, i, TRUE);
  return filter;
}
