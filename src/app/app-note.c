/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-note.h"

/**
 * AppNote:
 *
 * A sentence about what stands above it: a symbol, the words, and the colour of its style.
 */
struct _AppNote
{
  AdwBin parent_instance;

  GtkImage *icon;
  GtkLabel *label;

  const char *style;
};

G_DEFINE_FINAL_TYPE (AppNote, app_note, ADW_TYPE_BIN)

static const struct
{
  const char *style;
  const char *icon;
} looks[] = {
  { "neutral", "dialog-information-symbolic" },
  { "success", "object-select-symbolic" },
  { "warning", "dialog-warning-symbolic" },
  { "error", "dialog-error-symbolic" },
};

static void
app_note_class_init (AppNoteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/paraphe/Paraphe/ui/app-note.ui");
  gtk_widget_class_bind_template_child (widget_class, AppNote, icon);
  gtk_widget_class_bind_template_child (widget_class, AppNote, label);
  gtk_widget_class_set_css_name (widget_class, "note");
}

static void
app_note_init (AppNote *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_note_new:
 * @text: a sentence
 * @style: "neutral", "success", "warning" or "error"
 *
 * Returns: (transfer floating): a note that says @text
 */
GtkWidget *
app_note_new (const char *text, const char *style)
{
  AppNote *self = g_object_new (APP_TYPE_NOTE, NULL);
  guint look = 0;

  g_return_val_if_fail (text != NULL, GTK_WIDGET (self));

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (g_strcmp0 (looks[i].style, style) == 0)
      look = i;
  self->style = looks[look].style;
  gtk_image_set_from_icon_name (self->icon, looks[look].icon);
  gtk_label_set_label (self->label, text);
  gtk_widget_add_css_class (GTK_WIDGET (self), self->style);
  return GTK_WIDGET (self);
}

/**
 * app_note_get_text:
 * @self: a note
 *
 * Returns: (transfer none): what it says
 */
const char *
app_note_get_text (AppNote *self)
{
  g_return_val_if_fail (APP_IS_NOTE (self), NULL);
  return gtk_label_get_label (self->label);
}

/**
 * app_note_get_style:
 * @self: a note
 *
 * Returns: (transfer none): "neutral", "success", "warning" or "error"
 */
const char *
app_note_get_style (AppNote *self)
{
  g_return_val_if_fail (APP_IS_NOTE (self), NULL);
  return self->style;
}

/**
 * app_note_join:
 * @first: (nullable): the first of some siblings
 *
 * Makes one text of the notes that stand in a row, for the description of what they are about: a
 * screen reader that stands there says it when it changes.
 *
 * Returns: (transfer full): their texts, a line each
 */
char *
app_note_join (GtkWidget *first)
{
  GString *text = g_string_new (NULL);

  for (GtkWidget *child = first; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (APP_IS_NOTE (child))
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "",
                              app_note_get_text (APP_NOTE (child)));
  return g_string_free (text, FALSE);
}
