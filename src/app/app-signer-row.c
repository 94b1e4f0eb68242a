/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-signer-row.h"

#include <glib/gi18n-lib.h>

#include "app-format.h"

/**
 * AppSignerRow:
 *
 * A signatory of an agreement that is signed electronically: how far it is with them, and what can
 * be done.
 */
struct _AppSignerRow
{
  AdwActionRow parent_instance;

  GtkImage *symbol;
  GtkActionable *remind;
  GtkActionable *transfer;
};

G_DEFINE_FINAL_TYPE (AppSignerRow, app_signer_row, ADW_TYPE_ACTION_ROW)

static void
app_signer_row_class_init (AppSignerRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-signer-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppSignerRow, symbol);
  gtk_widget_class_bind_template_child (widget_class, AppSignerRow, remind);
  gtk_widget_class_bind_template_child (widget_class, AppSignerRow, transfer);
}

static void
app_signer_row_init (AppSignerRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The latest moment: the pane is narrow. */
static const char *
latest_moment (const ModelSigner *signer)
{
  const char *moments[] = { signer->signed_at, signer->opened_at, signer->invited_at };

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    if (moments[i][0] != '\0')
      return moments[i];
  return NULL;
}

static char *
describe (const ModelSigner *signer)
{
  const char *utc = latest_moment (signer);
  g_autofree char *day = utc != NULL ? app_format_short_day_of_moment (utc) : NULL;
  const char *state = _ (model_signer_state_info (signer->state)->label);
  const char *title = signer->title[0] != '\0' ? signer->title : model_signer_role_label (signer);
  g_autofree char *first = g_strjoin (" · ", title, state, day, NULL);

  return signer->reason[0] != '\0' ? g_strjoin ("\n", first, signer->reason, NULL)
                                   : g_steal_pointer (&first);
}

/**
 * app_signer_row_new:
 * @signer: a signatory
 * @is_ongoing: whether the agreement can still be signed
 *
 * Returns: (transfer floating): a row that shows them
 */
GtkWidget *
app_signer_row_new (const ModelSigner *signer, gboolean is_ongoing)
{
  AppSignerRow *self = g_object_new (APP_TYPE_SIGNER_ROW, NULL);
  const ModelState *info = model_signer_state_info (signer->state);
  gboolean is_current = is_ongoing && model_signer_state_is_current (signer->state);
  g_autofree char *subtitle = describe (signer);
  g_autofree char *tooltip = app_format_signer (signer);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), signer->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  gtk_image_set_from_icon_name (self->symbol, info->symbol);
  gtk_widget_add_css_class (GTK_WIDGET (self->symbol), info->style);
  gtk_actionable_set_action_target (self->remind, "x", signer->signer_id);
  gtk_actionable_set_action_target (self->transfer, "x", signer->signer_id);
  gtk_widget_set_visible (GTK_WIDGET (self->remind), is_current);
  gtk_widget_set_visible (
      GTK_WIDGET (self->transfer),
      is_current
          || (is_ongoing
              && (signer->state == MODEL_SIGNER_WAITING || signer->state == MODEL_SIGNER_BOUNCED)));
  return GTK_WIDGET (self);
}
