/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-documents-page.h"

#include "app-document-row.h"
#include "app-list-box.h"
#include "app-signatures-row.h"

/**
 * AppDocumentsPage:
 *
 * The documents of a sheet's agreements; a file that is dropped here is kept as the signed scan.
 */
struct _AppDocumentsPage
{
  AdwBin parent_instance;

  GtkListBox *documents;
  GtkWidget *no_document;
  GtkWidget *attach;
  GtkWidget *hint;
};

G_DEFINE_FINAL_TYPE (AppDocumentsPage, app_documents_page, ADW_TYPE_BIN)

/* One action for a file chosen and for one dropped: the window asks what it shows. */
static gboolean
on_drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, AppDocumentsPage *self)
{
  GSList *files = gdk_file_list_get_files (g_value_get_boxed (value));
  gboolean taken = FALSE;

  for (GSList *at = files; at != NULL; at = at->next)
    {
      g_autofree char *path = g_file_get_path (at->data);

      if (path != NULL)
        taken |= gtk_widget_activate_action (GTK_WIDGET (self), "win.attach-file", "s", path);
    }
  g_slist_free (files);
  return taken;
}

static void
app_documents_page_class_init (AppDocumentsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-documents-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AppDocumentsPage, documents);
  gtk_widget_class_bind_template_child (widget_class, AppDocumentsPage, no_document);
  gtk_widget_class_bind_template_child (widget_class, AppDocumentsPage, attach);
  gtk_widget_class_bind_template_child (widget_class, AppDocumentsPage, hint);
}

static void
app_documents_page_init (AppDocumentsPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (target, "drop", G_CALLBACK (on_drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/**
 * app_documents_page_set_line:
 * @self: a page
 * @line: (transfer none): a line
 *
 * Shows that the documents of a line are being read.
 */
void
app_documents_page_set_line (AppDocumentsPage *self, ModelLine *line)
{
  g_return_if_fail (APP_IS_DOCUMENTS_PAGE (self));
  gtk_widget_set_visible (self->attach, line->agreement_id != 0);
  gtk_widget_set_visible (self->hint, line->agreement_id != 0);
  app_documents_page_set_detail (self, NULL);
}

static const char *
number_of (const WorkLineDetail *detail, ModelRecord *document)
{
  gint64 id = model_record_get_int (document, "agreement_id");

  for (guint i = 0; i < detail->agreements->len; i++)
    if (model_record_get_id (detail->agreements->pdata[i]) == id)
      return model_record_get (detail->agreements->pdata[i], "number");
  return "";
}

/* What was sent to be signed is worth nothing once that was stopped, refused or too late. */
static gboolean
is_void (const WorkLineDetail *detail, ModelRecord *document)
{
  static const char *const ends[] = { "declined", "expired", "cancelled", "failed", NULL };

  for (guint i = 0; detail->requests != NULL && i < detail->requests->len; i++)
    {
      ModelRecord *request = detail->requests->pdata[i];

      if (model_record_get_int (request, "document_id") == model_record_get_id (document))
        return g_strv_contains (ends, model_record_get_or_empty (request, "state"));
    }
  return FALSE;
}

/**
 * app_documents_page_set_detail:
 * @self: a page
 * @detail: (nullable) (transfer none): what was read of the line; %NULL while it is being read
 *
 * Shows the documents.
 */
void
app_documents_page_set_detail (AppDocumentsPage *self, const WorkLineDetail *detail)
{
  g_return_if_fail (APP_IS_DOCUMENTS_PAGE (self));
  app_list_box_clear (self->documents);
  for (guint i = 0; detail != NULL && i < detail->documents->len; i++)
    {
      ModelRecord *document = detail->documents->pdata[i];
      GtkWidget *signatures;

      gtk_list_box_append (self->documents,
                           app_document_row_new (document, number_of (detail, document),
                                                 is_void (detail, document)));
      signatures = app_signatures_row_new (detail->signatures, model_record_get_id (document));
      if (signatures != NULL)
        gtk_list_box_append (self->documents, signatures);
    }
  app_list_box_show_or (self->documents, self->no_document, detail != NULL);
}
