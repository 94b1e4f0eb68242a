/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-document-row.h"

#include <glib/gi18n-lib.h>

#include "app-format.h"
#include "model-value.h"

/* Enough of a digest to tell two documents apart by eye. */
#define DIGEST_CHARS 12

/**
 * AppDocumentRow:
 *
 * A document that is kept: what it is, when it came, its size and the beginning of its SHA-256.
 */
struct _AppDocumentRow
{
  AdwActionRow parent_instance;

  GtkImage *symbol;
  GtkActionable *check;
  GtkActionable *save;
};

G_DEFINE_FINAL_TYPE (AppDocumentRow, app_document_row, ADW_TYPE_ACTION_ROW)

static void
app_document_row_class_init (AppDocumentRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-document-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppDocumentRow, symbol);
  gtk_widget_class_bind_template_child (widget_class, AppDocumentRow, check);
  gtk_widget_class_bind_template_child (widget_class, AppDocumentRow, save);
}

static void
app_document_row_init (AppDocumentRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What may carry digital signatures; a scan that is kept as signed says that it has none. */
static gboolean
can_be_checked (ModelRecord *document)
{
  static const char *const kinds[] = { "signed", "proof" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (model_record_get (document, "kind"), kinds[i]) == 0)
      return g_strcmp0 (model_record_get (document, "media_type"), "application/pdf") == 0;
  return FALSE;
}

/**
 * app_document_row_new:
 * @document: a document
 * @number: of its agreement
 * @is_void: whether it was sent to be signed, and that ended without all signatures
 *
 * Returns: (transfer floating): a row that shows it; entered, it opens a copy
 */
GtkWidget *
app_document_row_new (ModelRecord *document, const char *number, gboolean is_void)
{
  AppDocumentRow *self = g_object_new (APP_TYPE_DOCUMENT_ROW, NULL);
  const char *kind = model_value_choice_label (model_field_find ("document.kind"),
                                               model_record_get (document, "kind"));
  g_autofree char *moment = app_format_moment (model_record_get (document, "made_at"));
  g_autofree char *size = g_format_size ((guint64) model_record_get_int (document, "size"));
  g_autofree char *digest = g_strndup (model_record_get (document, "sha256"), DIGEST_CHARS);
  g_autofree char *subtitle = NULL;
  gint64 id = model_record_get_id (document);

  subtitle = g_strdup_printf ("%s%s · %s · %s · %s · SHA-256 %s…", kind != NULL ? _ (kind) : "",
                              is_void ? _ (", void") : "", number, moment, size, digest);
  if (is_void)
    {
      gtk_image_set_from_icon_name (self->symbol, "action-unavailable-symbolic");
      gtk_widget_add_css_class (GTK_WIDGET (self), "dim-label");
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), model_record_get (document, "name"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), model_record_get (document, "sha256"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "x", id);
  gtk_actionable_set_action_target (self->check, "x", id);
  gtk_widget_set_visible (GTK_WIDGET (self->check), can_be_checked (document));
  gtk_actionable_set_action_target (self->save, "x", id);
  return GTK_WIDGET (self);
}
