/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-signatory-row.h"

#include <glib/gi18n-lib.h>

#include "app-format.h"
#include "work-signature.h"

/**
 * AppSignatoryRow:
 *
 * Who signs an agreement, in what quality, and how far it is with them. Entered, it leads to their
 * dates.
 */
struct _AppSignatoryRow
{
  AdwActionRow parent_instance;

  GtkImage *symbol;
  GtkActionable *sign;
};

G_DEFINE_FINAL_TYPE (AppSignatoryRow, app_signatory_row, ADW_TYPE_ACTION_ROW)

/* What is told of each day, the latest stage first: it gives the symbol. */
static const struct
{
  const char *column;
  const char *text;
  const char *symbol;
  const char *style;
} stages[] = {
  { "received_on", N_ ("came back on %s"), "object-select-symbolic", "success" },
  { "signed_on", N_ ("signed on %s"), "object-select-symbolic", "success" },
  { "reminded_on", N_ ("reminded on %s"), "alarm-symbolic", "warning" },
  { "sent_on", N_ ("given on %s"), "mail-send-symbolic", "accent" },
};

static void
app_signatory_row_class_init (AppSignatoryRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-signatory-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppSignatoryRow, symbol);
  gtk_widget_class_bind_template_child (widget_class, AppSignatoryRow, sign);
}

static void
app_signatory_row_init (AppSignatoryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* (transfer full) (nullable): what is told of one stage */
static char *
tell_stage (ModelRecord *signatory, guint stage)
{
  const char *iso = model_record_get (signatory, stages[stage].column);
  g_autofree char *day = app_format_day (iso);

  if (iso == NULL)
    return NULL;
    /* The format is one of the table above. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (_ (stages[stage].text), day);
#pragma GCC diagnostic pop
}

/* The quality of the signatory and the latest stage: the pane is narrow. */
static char *
describe (ModelRecord *signatory)
{
  g_autofree char *title = work_signatory_title (signatory);
  g_autofree char *latest = NULL;

  for (guint i = 0; latest == NULL && i < G_N_ELEMENTS (stages); i++)
    latest = tell_stage (signatory, i);
  return g_strjoin (" · ", title, latest != NULL ? latest : _ ("nothing noted yet"),
                    model_record_get_int (signatory, "is_mandatory") == 0 ? _ ("optional") : NULL,
                    NULL);
}

/* All stages, the first one first. */
static char *
describe_all (ModelRecord *signatory)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = G_N_ELEMENTS (stages); i > 0; i--)
    {
      g_autofree char *stage = tell_stage (signatory, i - 1);

      if (stage != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", stage);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_stage (AppSignatoryRow *self, ModelRecord *signatory)
{
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    if (model_record_get (signatory, stages[i].column) != NULL)
      {
        gtk_image_set_from_icon_name (self->symbol, stages[i].symbol);
        gtk_widget_add_css_class (GTK_WIDGET (self->symbol), stages[i].style);
        return;
      }
  gtk_image_set_from_icon_name (self->symbol, "radio-symbolic");
  gtk_widget_add_css_class (GTK_WIDGET (self->symbol), "dim-label");
}

/**
 * app_signatory_row_new:
 * @signatory: a signatory of an agreement
 * @closed: whether the agreement takes no more signatures
 *
 * Returns: (transfer floating): a row that shows them
 */
GtkWidget *
app_signatory_row_new (ModelRecord *signatory, gboolean closed)
{
  AppSignatoryRow *self = g_object_new (APP_TYPE_SIGNATORY_ROW, NULL);
  const char *name = model_record_get (signatory, "name");
  g_autofree char *subtitle = describe (signatory);
  g_autofree char *tooltip = describe_all (signatory);
  gint64 id = model_record_get_id (signatory);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 name != NULL ? name : _ ("Nobody named yet"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip[0] != '\0' ? tooltip : NULL);
  show_stage (self, signatory);
  gtk_widget_set_visible (GTK_WIDGET (self->sign),
                          !closed && model_record_get (signatory, "signed_on") == NULL);
  gtk_actionable_set_action_target (self->sign, "x", id);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "x", id);
  return GTK_WIDGET (self);
}
