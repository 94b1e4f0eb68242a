/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-signatures-row.h"

#include <glib/gi18n-lib.h>

#include "base-text.h"
#include "work-signing.h"

/**
 * AppSignaturesRow:
 *
 * Who signed a document, when, how and from where. It is opened to be read: addresses of the
 * network are nobody's business who only passes by.
 */
struct _AppSignaturesRow
{
  AdwExpanderRow parent_instance;
};

G_DEFINE_FINAL_TYPE (AppSignaturesRow, app_signatures_row, ADW_TYPE_EXPANDER_ROW)

static void
app_signatures_row_class_init (AppSignaturesRowClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/org/paraphe/Paraphe/ui/app-signatures-row.ui");
}

static void
app_signatures_row_init (AppSignaturesRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_signature (AppSignaturesRow *self, const WorkSigningSignature *signature)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *how = base_text_first_cap (signature->how);
  g_autofree char *moments = base_text_first_cap (signature->moments);
  g_autofree char *text =
      moments[0] != '\0' ? g_strdup_printf ("%s\n%s", how, moments) : g_strdup (how);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), signature->who);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

/**
 * app_signatures_row_new:
 * @signatures: (element-type WorkSigningSignature): of all documents
 * @document_id: the one that it is about
 *
 * Returns: (transfer floating) (nullable): a row with its signatures; %NULL: none is known
 */
GtkWidget *
app_signatures_row_new (GPtrArray *signatures, gint64 document_id)
{
  AppSignaturesRow *self = NULL;
  g_autofree char *count = NULL;
  guint n = 0;

  for (guint i = 0; signatures != NULL && i < signatures->len; i++)
    {
      const WorkSigningSignature *signature = signatures->pdata[i];

      if (signature->document_id != document_id)
        continue;
      if (self == NULL)
        self = g_object_new (APP_TYPE_SIGNATURES_ROW, NULL);
      add_signature (self, signature);
      n++;
    }
  if (self == NULL)
    return NULL;
  count = g_strdup_printf (ngettext ("%u signature: who, when, how and from where",
                                     "%u signatures: who, when, how and from where", n),
                           n);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), count);
  return GTK_WIDGET (self);
}
