/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-signer-marks.h"

#include <glib/gi18n-lib.h>

#include "app-format.h"
#include "app-signer-popover.h"

/**
 * AppSignerMarks:
 *
 * Where an agreement stands that is signed electronically: a mark for each signatory, in their
 * order, told by its shape and its colour, and a few words under them. The pointer over a mark says
 * who it is; a click opens what can be done.
 */
struct _AppSignerMarks
{
  GtkBox parent_instance;

  GtkBox *marks;
  GtkLabel *caption;

  GPtrArray *signers; /* (element-type ModelSigner) (nullable): what is shown */
  GPtrArray *images;  /* (element-type GtkImage): made for the most there were */
  GtkWidget *popover; /* (nullable): made for the marks that are clicked */
  gint64 told;        /* signer_id: whom it is about */
  int pressed;        /* which mark the pointer has pressed; -1: none */
  gboolean is_ongoing;
};

G_DEFINE_FINAL_TYPE (AppSignerMarks, app_signer_marks, GTK_TYPE_BOX)

static int
find_mark (AppSignerMarks *self, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->marks), x, y, GTK_PICK_DEFAULT);

  for (guint i = 0; self->signers != NULL && i < self->signers->len; i++)
    if (picked == self->images->pdata[i])
      return (int) i;
  return -1;
}

/* A click on a mark is none on its line. */
static void
on_pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, AppSignerMarks *self)
{
  self->pressed = find_mark (self, x, y);
  if (self->pressed >= 0)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

/* Not when it is pressed: the popover would take the release, what lies under the mark would look
 * pressed from then on, and GTK would complain of it. */
static void
on_released_cb (GtkGestureClick *gesture, int n_press, double x, double y, AppSignerMarks *self)
{
  int n = find_mark (self, x, y);

  if (n >= 0 && n == self->pressed)
    app_signer_marks_open (self, (guint) n);
  self->pressed = -1;
}

/* A quick click is over before that is heard of: when the list is laid out in between, GTK takes it
 * for given up. */
static void
on_unpaired_cb (GtkGestureClick *gesture,
                double x,
                double y,
                guint button,
                GdkEventSequence *sequence,
                AppSignerMarks *self)
{
  if (button == gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (gesture)))
    on_released_cb (gesture, 1, x, y, self);
}

static void
on_closed_cb (AppSignerMarks *self)
{
  for (guint i = 0; i < self->images->len; i++)
    gtk_widget_set_has_tooltip (self->images->pdata[i], TRUE);
}

static void
app_signer_marks_dispose (GObject *object)
{
  AppSignerMarks *self = APP_SIGNER_MARKS (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->signers, g_ptr_array_unref);
  G_OBJECT_CLASS (app_signer_marks_parent_class)->dispose (object);
}

static void
app_signer_marks_finalize (GObject *object)
{
  g_ptr_array_unref (APP_SIGNER_MARKS (object)->images);
  G_OBJECT_CLASS (app_signer_marks_parent_class)->finalize (object);
}

static void
app_signer_marks_class_init (AppSignerMarksClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_signer_marks_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_signer_marks_finalize;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
  gtk_widget_class_set_css_name (widget_class, "signermarks");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-signer-marks.ui");
  gtk_widget_class_bind_template_child (widget_class, AppSignerMarks, marks);
  gtk_widget_class_bind_template_child (widget_class, AppSignerMarks, caption);
  gtk_widget_class_bind_template_callback (widget_class, on_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_released_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_unpaired_cb);
}

static void
app_signer_marks_init (AppSignerMarks *self)
{
  self->images = g_ptr_array_new ();
  self->pressed = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_signer_marks_new:
 *
 * Returns: (transfer floating): marks of nobody yet
 */
GtkWidget *
app_signer_marks_new (void)
{
  return g_object_new (APP_TYPE_SIGNER_MARKS, NULL);
}

static GtkWidget *
ensure_image (AppSignerMarks *self, guint n)
{
  if (n == self->images->len)
    {
      GtkWidget *image = gtk_image_new ();

      gtk_box_append (self->marks, image);
      g_ptr_array_add (self->images, image);
    }
  return self->images->pdata[n];
}

static void
show_mark (AppSignerMarks *self, guint n)
{
  const ModelSigner *signer = self->signers->pdata[n];
  const ModelState *info = model_signer_state_info (signer->state);
  GtkWidget *image = ensure_image (self, n);
  const char *classes[] = { info->style, NULL };
  g_autofree char *text = app_format_signer (signer);

  gtk_image_set_from_icon_name (GTK_IMAGE (image), info->symbol);
  gtk_widget_set_css_classes (image, classes);
  gtk_widget_set_tooltip_text (image, text);
  gtk_widget_set_visible (image, TRUE);
}

/* "ABADIE Léa: signed, …": the marks as a sentence. */
static char *
spell (AppSignerMarks *self, const char *caption)
{
  g_autoptr (GString) text = g_string_new (caption);

  for (guint i = 0; i < self->signers->len; i++)
    {
      const ModelSigner *signer = self->signers->pdata[i];

      g_string_append (text, ". ");
      g_string_append_printf (text, _ ("%s: %s"), signer->name,
                              _ (model_signer_state_info (signer->state)->label));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What is open stays while its signatory is there: the list is read anew under a hand that is about
 * to click. */
static void
update_popover (AppSignerMarks *self)
{
  if (self->popover == NULL || !gtk_widget_get_visible (self->popover))
    return;
  for (guint i = 0; i < self->signers->len; i++)
    {
      const ModelSigner *signer = self->signers->pdata[i];

      if (signer->signer_id == self->told && self->told != 0)
        {
          app_signer_popover_set_signer (APP_SIGNER_POPOVER (self->popover), signer,
                                         self->is_ongoing);
          return;
        }
    }
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

/**
 * app_signer_marks_set_line:
 * @self: marks
 * @line: a line with signers
 * @caption: where it stands, in a few words
 * @style: CSS class of that: what went wrong stands out
 *
 * Shows how far the signatories of an agreement are.
 */
void
app_signer_marks_set_line (AppSignerMarks *self,
                           ModelLine *line,
                           const char *caption,
                           const char *style)
{
  const char *classes[] = { "caption", g_str_equal (style, "error") ? style : "dim-label", NULL };
  g_autofree char *spoken = NULL;

  g_return_if_fail (APP_IS_SIGNER_MARKS (self));
  g_return_if_fail (line->signers != NULL && caption != NULL);
  g_ptr_array_ref (line->signers);
  g_clear_pointer (&self->signers, g_ptr_array_unref);
  self->signers = line->signers;
  self->is_ongoing = g_str_equal (line->request_state, "ongoing");
  update_popover (self);
  for (guint i = 0; i < self->signers->len; i++)
    show_mark (self, i);
  for (guint i = self->signers->len; i < self->images->len; i++)
    gtk_widget_set_visible (self->images->pdata[i], FALSE);
  gtk_label_set_label (self->caption, caption);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->caption), caption);
  gtk_widget_set_css_classes (GTK_WIDGET (self->caption), classes);
  spoken = spell (self, caption);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/**
 * app_signer_marks_open:
 * @self: marks
 * @n: which signatory, from 0
 *
 * Opens what is known of a signatory and what can be done.
 */
void
app_signer_marks_open (AppSignerMarks *self, guint n)
{
  GtkWidget *image;
  graphene_rect_t bounds;

  g_return_if_fail (APP_IS_SIGNER_MARKS (self));
  g_return_if_fail (self->signers != NULL && n < self->signers->len);
  if (self->popover == NULL)
    {
      self->popover = app_signer_popover_new ();
      gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
      g_signal_connect_swapped (self->popover, "closed", G_CALLBACK (on_closed_cb), self);
    }
  image = self->images->pdata[n];
  /* a tooltip would lie above what says the same */
  gtk_widget_set_has_tooltip (image, FALSE);
  self->told = ((const ModelSigner *) self->signers->pdata[n])->signer_id;
  app_signer_popover_set_signer (APP_SIGNER_POPOVER (self->popover), self->signers->pdata[n],
                                 self->is_ongoing);
  if (gtk_widget_compute_bounds (image, GTK_WIDGET (self), &bounds))
    gtk_popover_set_pointing_to (GTK_POPOVER (self->popover),
                                 &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y,
                                                  (int) bounds.size.width,
                                                  (int) bounds.size.height });
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

/**
 * app_signer_marks_get_popover:
 * @self: marks
 *
 * Returns: (transfer none) (nullable): what a click has opened
 */
GtkPopover *
app_signer_marks_get_popover (AppSignerMarks *self)
{
  g_return_val_if_fail (APP_IS_SIGNER_MARKS (self), NULL);
  return self->popover != NULL ? GTK_POPOVER (self->popover) : NULL;
}
