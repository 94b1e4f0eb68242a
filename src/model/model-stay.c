/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-stay.h"

#include <string.h>

/* Where the texts are: made and freed alike. */
static const gsize texts[] = {
  G_STRUCT_OFFSET (ModelStay, student),      G_STRUCT_OFFSET (ModelStay, class_name),
  G_STRUCT_OFFSET (ModelStay, period_name),  G_STRUCT_OFFSET (ModelStay, year_name),
  G_STRUCT_OFFSET (ModelStay, start),        G_STRUCT_OFFSET (ModelStay, end),
  G_STRUCT_OFFSET (ModelStay, search_state), G_STRUCT_OFFSET (ModelStay, placement_state),
  G_STRUCT_OFFSET (ModelStay, reason),       G_STRUCT_OFFSET (ModelStay, company),
  G_STRUCT_OFFSET (ModelStay, town),         G_STRUCT_OFFSET (ModelStay, tutor),
  G_STRUCT_OFFSET (ModelStay, teacher),      G_STRUCT_OFFSET (ModelStay, number),
  G_STRUCT_OFFSET (ModelStay, step),         G_STRUCT_OFFSET (ModelStay, agreement_state),
  G_STRUCT_OFFSET (ModelStay, note),
};

static const char *const tones[MODEL_N_TONES] = { "information", "positive", "negative" };

/**
 * model_stay_new:
 *
 * Whoever fills it frees the texts that it replaces.
 *
 * Returns: (transfer full): a stay without anything
 */
ModelStay *
model_stay_new (void)
{
  ModelStay *stay = g_new0 (ModelStay, 1);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    G_STRUCT_MEMBER (char *, stay, texts[i]) = g_strdup ("");
  return stay;
}

/**
 * model_stay_free:
 * @stay: (nullable) (transfer full): a stay
 */
void
model_stay_free (ModelStay *stay)
{
  if (stay == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (G_STRUCT_MEMBER (char *, stay, texts[i]));
  g_free (stay);
}

/**
 * model_tone_from_key:
 * @key: (nullable): what the database keeps: "positive"
 * @tone: (out): the tone
 *
 * Returns: whether there is such a tone
 */
gboolean
model_tone_from_key (const char *key, ModelTone *tone)
{
  for (guint i = 0; i < MODEL_N_TONES; i++)
    if (g_strcmp0 (tones[i], key) == 0)
      {
        *tone = (ModelTone) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * model_stay_is_refused:
 * @stay: a stay
 *
 * Returns: whether it came to nothing: its sheet was refused or its agreement cancelled
 */
gboolean
model_stay_is_refused (const ModelStay *stay)
{
  g_return_val_if_fail (stay != NULL, FALSE);

  return strcmp (stay->placement_state, "refused") == 0
         || strcmp (stay->agreement_state, "cancelled") == 0;
}

/**
 * model_stay_took_place:
 * @stay: a stay
 * @today: ISO day
 *
 * Returns: whether the student is there or was: its sheet is validated and its first day has come
 */
gboolean
model_stay_took_place (const ModelStay *stay, const char *today)
{
  g_return_val_if_fail (stay != NULL, FALSE);

  return strcmp (stay->placement_state, "validated") == 0 && !model_stay_is_refused (stay)
         && stay->start[0] != '\0' && strcmp (stay->start, today) <= 0;
}
