/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-outbox-item.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app-format.h"
#include "base-date.h"
#include "base-text.h"

/**
 * AppOutboxItem:
 *
 * A mail or an SMS of the outbox, for lists.
 */
struct _AppOutboxItem
{
  GObject parent_instance;

  WorkOutboxRow row; /* a copy: an outbox is read again and again */
  ModelMessageState state;
  char *search_key; /* (nullable): made when words are first looked for */
};

G_DEFINE_FINAL_TYPE (AppOutboxItem, app_outbox_item, G_TYPE_OBJECT)

static const struct
{
  AppOutboxFilter filter;
  gboolean can_be_tried;
  gboolean can_be_cancelled;
} states[MODEL_MESSAGE_N_STATES] = {
  [MODEL_MESSAGE_QUEUED] = { APP_OUTBOX_WAITING, FALSE, TRUE },
  [MODEL_MESSAGE_SENDING] = { APP_OUTBOX_WAITING, FALSE, FALSE },
  [MODEL_MESSAGE_SENT] = { APP_OUTBOX_SENT, FALSE, FALSE },
  [MODEL_MESSAGE_REFUSED] = { APP_OUTBOX_FAILED, TRUE, TRUE },
  [MODEL_MESSAGE_UNKNOWN] = { APP_OUTBOX_FAILED, TRUE, TRUE },
  [MODEL_MESSAGE_CANCELLED] = { APP_OUTBOX_ALL, FALSE, FALSE },
};

/* The texts of a row. */
static const gsize texts[] = {
  G_STRUCT_OFFSET (WorkOutboxRow, state),   G_STRUCT_OFFSET (WorkOutboxRow, event),
  G_STRUCT_OFFSET (WorkOutboxRow, name),    G_STRUCT_OFFSET (WorkOutboxRow, address),
  G_STRUCT_OFFSET (WorkOutboxRow, student), G_STRUCT_OFFSET (WorkOutboxRow, subject),
  G_STRUCT_OFFSET (WorkOutboxRow, body),    G_STRUCT_OFFSET (WorkOutboxRow, attachment),
  G_STRUCT_OFFSET (WorkOutboxRow, made_at), G_STRUCT_OFFSET (WorkOutboxRow, not_before),
  G_STRUCT_OFFSET (WorkOutboxRow, sent_at), G_STRUCT_OFFSET (WorkOutboxRow, answer),
  G_STRUCT_OFFSET (WorkOutboxRow, problem), G_STRUCT_OFFSET (WorkOutboxRow, cost),
  G_STRUCT_OFFSET (WorkOutboxRow, batch),
};

static char **
text_at (const WorkOutboxRow *row, guint i)
{
  return G_STRUCT_MEMBER_P (row, texts[i]);
}

static void
app_outbox_item_finalize (GObject *object)
{
  AppOutboxItem *self = APP_OUTBOX_ITEM (object);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (*text_at (&self->row, i));
  g_free (self->search_key);
  G_OBJECT_CLASS (app_outbox_item_parent_class)->finalize (object);
}

static void
app_outbox_item_class_init (AppOutboxItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = app_outbox_item_finalize;
}

static void
app_outbox_item_init (AppOutboxItem *self)
{
}

/**
 * app_outbox_item_new:
 * @row: what is known of it. Copied.
 *
 * Returns: (transfer full): an item
 */
AppOutboxItem *
app_outbox_item_new (const WorkOutboxRow *row)
{
  AppOutboxItem *self = g_object_new (APP_TYPE_OUTBOX_ITEM, NULL);

  self->row = *row;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *text_at (&self->row, i) = g_strdup (*text_at (row, i));
  model_message_state_from_key (row->state, &self->state);
  return self;
}

/**
 * app_outbox_item_says:
 * @self: an item
 * @row: what is known of it now
 *
 * Returns: whether the item says the same
 */
gboolean
app_outbox_item_says (AppOutboxItem *self, const WorkOutboxRow *row)
{
  g_return_val_if_fail (APP_IS_OUTBOX_ITEM (self), FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_strcmp0 (*text_at (&self->row, i), *text_at (row, i)) != 0)
      return FALSE;
  return self->row.id == row->id && self->row.attempts == row->attempts
         && self->row.parts == row->parts;
}

/**
 * app_outbox_item_is_mail:
 * @self: an item
 *
 * Returns: whether a mail program has a use for it
 */
gboolean
app_outbox_item_is_mail (AppOutboxItem *self)
{
  g_return_val_if_fail (APP_IS_OUTBOX_ITEM (self), FALSE);
  return self->row.channel == WORK_MESSAGE_MAIL;
}

/**
 * app_outbox_item_has_line:
 * @self: an item
 *
 * Returns: whether it is about a line of the list
 */
gboolean
app_outbox_item_has_line (AppOutboxItem *self)
{
  g_return_val_if_fail (APP_IS_OUTBOX_ITEM (self), FALSE);
  return self->row.thing.student_id != 0 && self->row.thing.period_id != 0;
}

/**
 * app_outbox_item_get_row:
 * @self: an item
 *
 * Returns: (transfer none): what is known of it
 */
const WorkOutboxRow *
app_outbox_item_get_row (AppOutboxItem *self)
{
  g_return_val_if_fail (APP_IS_OUTBOX_ITEM (self), NULL);
  return &self->row;
}

/**
 * app_outbox_item_get_state:
 * @self: an item
 *
 * Returns: (transfer none): where it stands, as a shape, a colour and words (to be translated)
 */
const ModelState *
app_outbox_item_get_state (AppOutboxItem *self)
{
  g_return_val_if_fail (APP_IS_OUTBOX_ITEM (self), NULL);
  return model_message_state_info (self->state);
}

static const char *
search_key (AppOutboxItem *self)
{
  const WorkOutboxRow *row = &self->row;

  if (self->search_key == NULL)
    {
      g_autofree char *text =
          g_strjoin (" ", row->name, row->address, row->student,
                     row->subject != NULL ? row->subject : row->body, row->problem, NULL);

      self->search_key = base_text_fold (text);
    }
  return self->search_key;
}

/**
 * app_outbox_item_passes:
 * @self: an item
 * @filter: the part of the outbox that is looked at
 * @words: (nullable): folded words, all of which it must have
 *
 * Returns: whether the item is shown
 */
gboolean
app_outbox_item_passes (AppOutboxItem *self, AppOutboxFilter filter, const char *words)
{
  g_auto (GStrv) parts = NULL;

  g_return_val_if_fail (APP_IS_OUTBOX_ITEM (self), FALSE);
  if (filter != APP_OUTBOX_ALL && states[self->state].filter != filter)
    return FALSE;
  if (words == NULL || words[0] == '\0')
    return TRUE;
  parts = g_strsplit (words, " ", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (strstr (search_key (self), parts[i]) == NULL)
      return FALSE;
  return TRUE;
}

/**
 * app_outbox_item_can_be_tried:
 * @self: an item
 *
 * Returns: whether it can be sent once more
 */
gboolean
app_outbox_item_can_be_tried (AppOutboxItem *self)
{
  g_return_val_if_fail (APP_IS_OUTBOX_ITEM (self), FALSE);
  return states[self->state].can_be_tried;
}

/**
 * app_outbox_item_can_be_cancelled:
 * @self: an item
 *
 * Returns: whether it can be given up
 */
gboolean
app_outbox_item_can_be_cancelled (AppOutboxItem *self)
{
  g_return_val_if_fail (APP_IS_OUTBOX_ITEM (self), FALSE);
  return states[self->state].can_be_cancelled;
}

/**
 * app_outbox_item_is_unknown:
 * @self: an item
 *
 * Returns: whether it may have arrived already
 */
gboolean
app_outbox_item_is_unknown (AppOutboxItem *self)
{
  g_return_val_if_fail (APP_IS_OUTBOX_ITEM (self), FALSE);
  return self->state == MODEL_MESSAGE_UNKNOWN;
}

/**
 * app_outbox_item_get_utc:
 * @self: an item
 *
 * Returns: (transfer none): UTC timestamp of the latest thing that is known of it
 */
const char *
app_outbox_item_get_utc (AppOutboxItem *self)
{
  g_return_val_if_fail (APP_IS_OUTBOX_ITEM (self), NULL);
  return self->row.sent_at != NULL ? self->row.sent_at : self->row.made_at;
}

/* What waits, and for how long. */
static char *
say_waiting (const WorkOutboxRow *row)
{
  g_autofree char *current = base_date_now_utc ();
  g_autofree char *moment = NULL;

  if (row->not_before == NULL || g_strcmp0 (row->not_before, current) <= 0)
    return row->problem != NULL ? g_strdup (row->problem) : NULL;
  moment = app_format_moment (row->not_before);
  if (row->problem != NULL)
    /* Translators: what is wrong (a sentence), then when it is tried again: a day and an hour. */
    return g_strdup_printf (_ ("%s Next attempt: %s."), row->problem, moment);
  return g_strdup_printf (_ ("Leaves on %s."), moment);
}

/**
 * app_outbox_item_dup_why:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): why it stands where it does, in a sentence
 */
char *
app_outbox_item_dup_why (AppOutboxItem *self)
{
  const WorkOutboxRow *row;

  g_return_val_if_fail (APP_IS_OUTBOX_ITEM (self), NULL);
  row = &self->row;
  if (self->state == MODEL_MESSAGE_QUEUED)
    return say_waiting (row);
  if (row->problem != NULL)
    return g_strdup (row->problem);
  if (app_outbox_item_is_unknown (self))
    return g_strdup (_ ("Sending was cut short: it may have arrived."));
  return NULL;
}

/**
 * app_outbox_item_get_words:
 * @self: an item
 *
 * Returns: (transfer none): what it is about in a line: its subject, or how its text begins
 */
const char *
app_outbox_item_get_words (AppOutboxItem *self)
{
  g_return_val_if_fail (APP_IS_OUTBOX_ITEM (self), NULL);
  return self->row.subject != NULL && self->row.subject[0] != '\0' ? self->row.subject
                                                                   : self->row.body;
}
