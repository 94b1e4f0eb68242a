/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-note-cell.h"

#include <glib/gi18n-lib.h>

#include "app-draw.h"

#define ICON_SIZE 16
#define GAP       4

/**
 * AppNoteCell:
 *
 * How many notes a line has: an envelope and a number, closed and bold while some are unread, of
 * which it is the number then. Without notes it shows nothing. Drawn as one widget, because the
 * list makes hundreds of them.
 */
struct _AppNoteCell
{
  GtkWidget parent_instance;

  guint n_notes;
  guint n_unread;
  PangoLayout *layout;
};

G_DEFINE_FINAL_TYPE (AppNoteCell, app_note_cell, GTK_TYPE_WIDGET)

/* Of those that are unread when there are any, else of all. */
static PangoLayout *
ensure_layout (AppNoteCell *self)
{
  g_autofree char *text = NULL;

  if (self->layout != NULL)
    return self->layout;
  text = g_strdup_printf ("%u", self->n_unread > 0 ? self->n_unread : self->n_notes);
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  if (self->n_unread > 0)
    {
      g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
      pango_layout_set_attributes (self->layout, attributes);
    }
  return self->layout;
}

static void
app_note_cell_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  AppNoteCell *self = APP_NOTE_CELL (widget);
  int width;

  *minimum = *natural = ICON_SIZE;
  if (orientation == GTK_ORIENTATION_VERTICAL || self->n_notes == 0)
    return;
  pango_layout_get_pixel_size (ensure_layout (self), &width, NULL);
  *natural += GAP + width;
}

static void
app_note_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AppNoteCell *self = APP_NOTE_CELL (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int text_width, text_height;
  GdkRGBA colour;

  if (self->n_notes == 0)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  pango_layout_get_pixel_size (ensure_layout (self), &text_width, &text_height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (rtl ? width - ICON_SIZE : 0),
                                                          (float) ((height - ICON_SIZE) / 2)));
  app_draw_symbol (widget, snapshot,
                   self->n_unread > 0 ? "mail-unread-symbolic" : "mail-read-symbolic", ICON_SIZE,
                   &colour);
  gtk_snapshot_restore (snapshot);
  gtk_snapshot_translate (
      snapshot,
      &GRAPHENE_POINT_INIT ((float) (rtl ? width - ICON_SIZE - GAP - text_width : ICON_SIZE + GAP),
                            (float) ((height - text_height) / 2)));
  gtk_snapshot_append_layout (snapshot, self->layout, &colour);
}

static gboolean
app_note_cell_query_tooltip (GtkWidget *widget,
                             int x,
                             int y,
                             gboolean keyboard,
                             GtkTooltip *tooltip)
{
  g_autofree char *spoken = app_note_cell_dup_spoken (APP_NOTE_CELL (widget));

  gtk_tooltip_set_text (tooltip, spoken);
  return spoken[0] != '\0';
}

static void
app_note_cell_finalize (GObject *object)
{
  g_clear_object (&APP_NOTE_CELL (object)->layout);
  G_OBJECT_CLASS (app_note_cell_parent_class)->finalize (object);
}

static void
app_note_cell_class_init (AppNoteCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = app_note_cell_finalize;
  widget_class->measure = app_note_cell_measure;
  widget_class->snapshot = app_note_cell_snapshot;
  widget_class->query_tooltip = app_note_cell_query_tooltip;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
  gtk_widget_class_set_css_name (widget_class, "notecell");
}

static void
app_note_cell_init (AppNoteCell *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

/**
 * app_note_cell_new:
 *
 * Returns: (transfer floating): a cell without notes
 */
GtkWidget *
app_note_cell_new (void)
{
  return g_object_new (APP_TYPE_NOTE_CELL, NULL);
}

/**
 * app_note_cell_set:
 * @self: a cell
 * @n_notes: how many notes the line has
 * @n_unread: how many of them nobody has read
 *
 * Changes what the cell says, to the eye and to a screen reader.
 */
void
app_note_cell_set (AppNoteCell *self, guint n_notes, guint n_unread)
{
  g_autofree char *spoken = NULL;

  g_return_if_fail (APP_IS_NOTE_CELL (self));
  if (self->n_notes == n_notes && self->n_unread == n_unread)
    return;
  self->n_notes = n_notes;
  self->n_unread = n_unread;
  g_clear_object (&self->layout);
  spoken = app_note_cell_dup_spoken (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * app_note_cell_dup_spoken:
 * @self: a cell
 *
 * Returns: (transfer full): what a screen reader says: "3 notes, 2 unread", "" without notes
 */
char *
app_note_cell_dup_spoken (AppNoteCell *self)
{
  g_autofree char *notes = NULL, *unread = NULL;

  g_return_val_if_fail (APP_IS_NOTE_CELL (self), NULL);
  if (self->n_notes == 0)
    return g_strdup ("");
  notes = g_strdup_printf (ngettext ("%u note", "%u notes", self->n_notes), self->n_notes);
  if (self->n_unread == 0)
    return g_steal_pointer (&notes);
  unread = g_strdup_printf (ngettext ("%u unread", "%u unread", self->n_unread), self->n_unread);
  return g_strdup_printf ("%s, %s", notes, unread);
}
