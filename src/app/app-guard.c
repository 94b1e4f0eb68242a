/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-guard.h"

/* What becomes of sensitive values on the screen is the same in all windows of the program: it
 * follows from who is signed in, and every field asks here. */

static struct
{
  gboolean masks;
  gboolean may_reveal;
  AppGuardRevealed revealed;
  gpointer user_data;
} guard;

/**
 * app_guard_set:
 * @masks: whether sensitive values are masked until one asks for them: in every open school
 * @may_reveal: whether whoever is signed in may ask
 * @revealed: (nullable): told what was asked for
 * @user_data: for @revealed
 *
 * Says what becomes of sensitive values from now on.
 */
void
app_guard_set (gboolean masks, gboolean may_reveal, AppGuardRevealed revealed, gpointer user_data)
{
  guard.masks = masks;
  guard.may_reveal = may_reveal;
  guard.revealed = revealed;
  guard.user_data = user_data;
}

/**
 * app_guard_masks:
 * @field: a field
 *
 * Returns: whether its values are masked until one asks for them
 */
gboolean
app_guard_masks (const ModelField *field)
{
  return guard.masks && (field->flags & MODEL_FIELD_SENSITIVE) != 0;
}

/**
 * app_guard_may_reveal:
 *
 * Returns: whether whoever is signed in may ask for a value that is masked
 */
gboolean
app_guard_may_reveal (void)
{
  return guard.may_reveal;
}

/**
 * app_guard_tell:
 * @entity: whose row it is of
 * @id: the row; 0 for one that is not saved yet
 *
 * Tells that a sensitive value was asked for.
 */
void
app_guard_tell (ModelEntity entity, gint64 id)
{
  if (guard.revealed != NULL && id != 0)
    guard.revealed (entity, id, guard.user_data);
}
