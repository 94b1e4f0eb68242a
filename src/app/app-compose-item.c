/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-compose-item.h"

/**
 * AppComposeItem:
 *
 * Somebody who would be written to, for lists. Emits "toggled" when he or she is taken in or left
 * out.
 */
struct _AppComposeItem
{
  GObject parent_instance;

  WorkMessagePlan *plan;
};

enum
{
  TOGGLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppComposeItem, app_compose_item, G_TYPE_OBJECT)

static void
app_compose_item_finalize (GObject *object)
{
  g_clear_pointer (&APP_COMPOSE_ITEM (object)->plan, work_message_plan_free);
  G_OBJECT_CLASS (app_compose_item_parent_class)->finalize (object);
}

static void
app_compose_item_class_init (AppComposeItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = app_compose_item_finalize;
  signals[TOGGLED] = g_signal_new ("toggled", APP_TYPE_COMPOSE_ITEM, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
app_compose_item_init (AppComposeItem *self)
{
}

/**
 * app_compose_item_new:
 * @plan: what would be written. Copied.
 *
 * Returns: (transfer full): an item, chosen as @plan says
 */
AppComposeItem *
app_compose_item_new (const WorkMessagePlan *plan)
{
  AppComposeItem *self = g_object_new (APP_TYPE_COMPOSE_ITEM, NULL);

  self->plan = work_message_plan_copy (plan);
  return self;
}

/**
 * app_compose_item_get_plan:
 * @self: an item
 *
 * Returns: (transfer none): what would be written
 */
const WorkMessagePlan *
app_compose_item_get_plan (AppComposeItem *self)
{
  g_return_val_if_fail (APP_IS_COMPOSE_ITEM (self), NULL);
  return self->plan;
}

/**
 * app_compose_item_is_chosen:
 * @self: an item
 *
 * Returns: whether it is to be sent
 */
gboolean
app_compose_item_is_chosen (AppComposeItem *self)
{
  g_return_val_if_fail (APP_IS_COMPOSE_ITEM (self), FALSE);
  return self->plan->can_be_sent && self->plan->is_chosen;
}

/**
 * app_compose_item_set_chosen:
 * @self: an item
 * @chosen: whether it is to be sent; what cannot be sent stays left out
 */
void
app_compose_item_set_chosen (AppComposeItem *self, gboolean chosen)
{
  g_return_if_fail (APP_IS_COMPOSE_ITEM (self));
  if (!self->plan->can_be_sent || self->plan->is_chosen == !!chosen)
    return;
  self->plan->is_chosen = !!chosen;
  g_signal_emit (self, signals[TOGGLED], 0);
}

/**
 * app_compose_item_dup_key:
 * @self: an item
 *
 * Returns: (transfer full): what stays the same when the words change: who, how and about what
 */
char *
app_compose_item_dup_key (AppComposeItem *self)
{
  const WorkMessagePlan *plan;

  g_return_val_if_fail (APP_IS_COMPOSE_ITEM (self), NULL);
  plan = self->plan;
  return g_strdup_printf (
      "%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/%d/%d/%s/%s",
      plan->thing.student_id, plan->thing.period_id, plan->thing.agreement_id, (int) plan->audience,
      (int) plan->channel, plan->address != NULL ? plan->address : "", plan->name);
}

/**
 * app_compose_item_get_remark:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the first thing to know: a problem, else a warning
 */
const char *
app_compose_item_get_remark (AppComposeItem *self)
{
  g_return_val_if_fail (APP_IS_COMPOSE_ITEM (self), NULL);
  if (self->plan->problems->len > 0)
    return self->plan->problems->pdata[0];
  return self->plan->warnings->len > 0 ? self->plan->warnings->pdata[0] : NULL;
}
