/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-template-row.h"

#include <glib/gi18n-lib.h>

#include "app-note.h"

/* A template that is full of unknown names was made for another program: a few tell it. */
#define MAX_NOTES 12

/**
 * AppTemplateRow:
 *
 * What is in the file of a template: its merge fields, those that are not known and what they may
 * have been meant for. Emits "inspect", "replace" and "export".
 */
struct _AppTemplateRow
{
  AdwPreferencesRow parent_instance;

  GtkLabel *file;
  GtkLabel *summary;
  GtkBox *notes;
  GtkWidget *replace;
};

enum
{
  INSPECT,
  REPLACE,
  EXPORT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppTemplateRow, app_template_row, ADW_TYPE_PREFERENCES_ROW)

static void
on_inspect_clicked_cb (GtkButton *button, AppTemplateRow *self)
{
  g_signal_emit (self, signals[INSPECT], 0);
}

static void
on_replace_clicked_cb (GtkButton *button, AppTemplateRow *self)
{
  g_signal_emit (self, signals[REPLACE], 0);
}

static void
on_export_clicked_cb (GtkButton *button, AppTemplateRow *self)
{
  g_signal_emit (self, signals[EXPORT], 0);
}

static void
app_template_row_class_init (AppTemplateRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[INSPECT] = g_signal_new ("inspect", APP_TYPE_TEMPLATE_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[REPLACE] = g_signal_new ("replace", APP_TYPE_TEMPLATE_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[EXPORT] = g_signal_new ("export", APP_TYPE_TEMPLATE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-template-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppTemplateRow, file);
  gtk_widget_class_bind_template_child (widget_class, AppTemplateRow, summary);
  gtk_widget_class_bind_template_child (widget_class, AppTemplateRow, notes);
  gtk_widget_class_bind_template_child (widget_class, AppTemplateRow, replace);
  gtk_widget_class_bind_template_callback (widget_class, on_inspect_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_replace_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_export_clicked_cb);
}

static void
app_template_row_init (AppTemplateRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_template_row_new:
 *
 * Returns: (transfer floating): a row about no file yet
 */
AppTemplateRow *
app_template_row_new (void)
{
  return g_object_new (APP_TYPE_TEMPLATE_ROW, NULL);
}

/* “NOM_ELEVE” is not known; perhaps NOM or ELEVE_NOM. */
static char *
describe_unknown (const WorkTemplateField *field)
{
  g_autofree char *meant =
      field->suggestions != NULL ? g_strjoinv (", ", field->suggestions) : g_strdup ("");

  if (meant[0] == '\0')
    return g_strdup_printf (_ ("“%s” is no merge field: it will stay empty."), field->name);
  return g_strdup_printf (_ ("“%s” is no merge field: it will stay empty. Was %s meant?"),
                          field->name, meant);
}

static void
add_note (AppTemplateRow *self, const char *text, guint *n)
{
  if ((*n)++ < MAX_NOTES)
    gtk_box_append (self->notes, app_note_new (text, "warning"));
}

static char *
summarise (const WorkTemplateFile *file, guint n_unknown)
{
  guint n = file->fields->len;
  g_autofree char *fields = g_strdup_printf (ngettext ("%u merge field", "%u merge fields", n), n);
  g_autofree char *unknown =
      g_strdup_printf (ngettext ("%u not known", "%u not known", n_unknown), n_unknown);

  if (n == 0)
    return g_strdup (_ ("No merge field: every copy will be the same."));
  /* Translators: of a template: 42 merge fields, all known. */
  return n_unknown == 0 ? g_strdup_printf (_ ("%s, all known"), fields)
                        : g_strdup_printf ("%s · %s", fields, unknown);
}

/**
 * app_template_row_show:
 * @self: a row
 * @file: the file of the template
 *
 * Says what is in the file.
 */
void
app_template_row_show (AppTemplateRow *self, const WorkTemplateFile *file)
{
  GtkWidget *child;
  g_autofree char *summary = NULL, *rest = NULL;
  guint n = 0;

  g_return_if_fail (APP_IS_TEMPLATE_ROW (self));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->notes))) != NULL)
    gtk_box_remove (self->notes, child);
  for (guint i = 0; i < file->fields->len; i++)
    {
      const WorkTemplateField *field = file->fields->pdata[i];
      g_autofree char *text = field->known ? NULL : describe_unknown (field);

      if (text != NULL)
        add_note (self, text, &n);
    }
  for (guint i = 0; i < file->warnings->len; i++)
    add_note (self, file->warnings->pdata[i], &n);
  if (n > MAX_NOTES)
    {
      rest =
          g_strdup_printf (ngettext ("and %u more", "and %u more", n - MAX_NOTES), n - MAX_NOTES);
      gtk_box_append (self->notes, app_note_new (rest, "warning"));
    }
  summary = summarise (file, work_template_file_count_unknown (file));
  gtk_label_set_label (self->file, file->name);
  gtk_label_set_label (self->summary, summary);
}

/**
 * app_template_row_set_editable:
 * @self: a row
 * @editable: whether the file may be replaced; it can be copied anyway
 *
 * Locks the row, or opens it.
 */
void
app_template_row_set_editable (AppTemplateRow *self, gboolean editable)
{
  g_return_if_fail (APP_IS_TEMPLATE_ROW (self));
  gtk_widget_set_sensitive (self->replace, editable);
}

/**
 * app_template_row_get_summary:
 * @self: a row
 *
 * Returns: (transfer none): what is said of the file in a few words
 */
const char *
app_template_row_get_summary (AppTemplateRow *self)
{
  g_return_val_if_fail (APP_IS_TEMPLATE_ROW (self), NULL);
  return gtk_label_get_label (self->summary);
}

/**
 * app_template_row_dup_notes:
 * @self: a row
 *
 * Returns: (transfer full): what there is to see to, a line each
 */
char *
app_template_row_dup_notes (AppTemplateRow *self)
{
  g_return_val_if_fail (APP_IS_TEMPLATE_ROW (self), NULL);
  return app_note_join (gtk_widget_get_first_child (GTK_WIDGET (self->notes)));
}
