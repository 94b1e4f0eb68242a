/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-signing-private.h"

#include <glib/gi18n-lib.h>

#include "work-change-private.h"

typedef struct
{
  GArray *ids; /* (element-type gint64): agreements */
  char *mode;
} Mode;

static void
mode_free (gpointer data)
{
  Mode *mode = data;

  g_array_unref (mode->ids);
  g_free (mode->mode);
  g_free (mode);
}

static gboolean
has_begun_on_paper (WorkChanging *changing, ModelRecord *agreement, gboolean *begun, GError **error)
{
  g_autoptr (GPtrArray) all = _work_changing_find (changing, MODEL_ENTITY_SIGNATORY, "agreement_id",
                                                   model_record_get_id (agreement), error);

  *begun = model_record_get (agreement, "sent_on") != NULL;
  for (guint i = 0; all != NULL && i < all->len; i++)
    *begun = *begun || model_record_get (all->pdata[i], "signed_on") != NULL;
  return all != NULL;
}

static gboolean
may_change (WorkChanging *changing, ModelRecord *agreement, GError **error)
{
  const char *number = model_record_get_or_empty (agreement, "number");
  gboolean begun;

  if (g_strcmp0 (model_record_get (agreement, "state"), "active") != 0)
    return _work_refuse (error,
                         _ ("The agreement %s is cancelled or replaced: nothing more is done to "
                            "it."),
                         number);
  if (model_record_get (agreement, "signed_on") != NULL
      || model_record_get_int (agreement, "signed_outside") != 0)
    return _work_refuse (error, _ ("The agreement %s is signed: it stays as it was signed."),
                         number);
  if (!_work_signing_check_free (changing->connection, agreement, error))
    return FALSE;
  if (!has_begun_on_paper (changing, agreement, &begun, error))
    return FALSE;
  return !begun
         || _work_refuse (error,
                          _ ("The agreement %s is on its way on paper: take it back to its first "
                             "step, and what was signed."),
                          number);
}

static gboolean
change_mode (WorkChanging *changing, gpointer data, GError **error)
{
  const Mode *mode = data;

  for (guint i = 0; i < mode->ids->len; i++)
    {
      g_autoptr (ModelRecord) agreement = _work_changing_load (
          changing, MODEL_ENTITY_AGREEMENT, g_array_index (mode->ids, gint64, i), error);

      if (agreement == NULL)
        return FALSE;
      if (g_strcmp0 (model_record_get (agreement, "mode"), mode->mode) == 0)
        continue;
      if (!may_change (changing, agreement, error)
          || !model_record_set (agreement, "mode", mode->mode, error)
          || !_work_changing_save (changing, agreement, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * work_change_signing_mode_new:
 * @agreement_ids: (array length=n_ids): agreements
 * @n_ids: how many
 * @mode: key of `agreement.mode`: "manual" on paper, "electronic"
 *
 * Returns: (transfer full): the change of how they are signed; refused while one is with its
 *   signatories, or on its way on paper
 */
WorkChange *
work_change_signing_mode_new (const gint64 *agreement_ids, guint n_ids, const char *mode)
{
  Mode *data = g_new0 (Mode, 1);

  data->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (n_ids > 0)
    g_array_append_vals (data->ids, agreement_ids, n_ids);
  data->mode = g_strdup (mode);
  return _work_change_new ("agreement.mode", change_mode, data, mode_free);
}
