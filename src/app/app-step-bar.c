/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-step-bar.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app-act-button.h"
#include "app-draw.h"

#define SEGMENT_WIDTH  22
#define SEGMENT_HEIGHT 7
#define GAP            4
#define CAPTION_SCALE  0.86
#define CAPTION_GAP    4
#define REST_ALPHA     0.18f
#define CAPTION_ALPHA  0.80f
#define N_ACTS         2
#define ACT_GAP        3
#define GRAB_MARGIN    5

/**
 * AppStepBar:
 *
 * Where an agreement stands: one segment a step, those reached filled, and the step's name under
 * them. Without steps only the caption is shown, which then says what comes first; where nothing
 * has come yet, two buttons begin it.
 */
struct _AppStepBar
{
  GtkWidget parent_instance;

  int n_done;
  int n_shown; /* while a segment is being dragged */
  int n_steps;
  char *caption;
  const char *style;
  PangoLayout *layout;
  GtkWidget *acts[N_ACTS]; /* (nullable): made for the cells that need them */
  gboolean has_acts;
  gint64 student_id; /* that they are about */
  gint64 period_id;
};

/* What is begun from a line without a sheet; the window has the actions. */
static const struct
{
  const char *text, *action, *name;
} acts[N_ACTS] = {
  /* Translators: a small button in a line of the list: add an interview. */
  { N_ ("+ Interview"), "win.add-interview", N_ ("Add an interview with %s") },
  /* Translators: a small button in a line of the list: fill in the placement sheet. */
  { N_ ("+ Sheet"), "win.edit-sheet", N_ ("Fill in the sheet of %s") },
};

G_DEFINE_FINAL_TYPE (AppStepBar, app_step_bar, GTK_TYPE_WIDGET)

static PangoLayout *
ensure_layout (AppStepBar *self)
{
  if (self->layout == NULL)
    self->layout = app_draw_layout_new (GTK_WIDGET (self), self->caption, CAPTION_SCALE, 0);
  return self->layout;
}

static void
app_step_bar_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 0;
      *natural = MAX (APP_STEP_BAR (widget)->n_steps, 5) * (SEGMENT_WIDTH + GAP);
      return;
    }
  *minimum = *natural =
      SEGMENT_HEIGHT + CAPTION_GAP + app_draw_text_height (widget, CAPTION_SCALE) + 1;
}

static void
app_step_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AppStepBar *self = APP_STEP_BAR (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0;

  for (guint i = 0; self->has_acts && i < N_ACTS; i++)
    {
      int wanted, tall;

      gtk_widget_measure (self->acts[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, &wanted, NULL, NULL);
      gtk_widget_measure (self->acts[i], GTK_ORIENTATION_VERTICAL, -1, NULL, &tall, NULL, NULL);
      wanted = CLAMP (wanted, 0, MAX (width - x, 0));
      tall = MIN (tall, height);
      gtk_widget_size_allocate (
          self->acts[i],
          &(GtkAllocation){ rtl ? width - x - wanted : x, (height - tall) / 2, wanted, tall }, -1);
      x += wanted + ACT_GAP;
    }
}

/* A segment that is not reached is outlined too where contrast is high: never its colour alone. */
static void
draw_segment (GtkSnapshot *snapshot,
              const GdkRGBA *colour,
              const graphene_rect_t *area,
              gboolean done)
{
  gboolean strong = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
  GskRoundedRect segment;
  GdkRGBA fill = *colour;

  if (!done)
    fill.alpha *= REST_ALPHA;
  gsk_rounded_rect_init_from_rect (&segment, area, SEGMENT_HEIGHT / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &segment);
  gtk_snapshot_append_color (snapshot, &fill, area);
  gtk_snapshot_pop (snapshot);
  if (strong)
    gtk_snapshot_append_border (snapshot, &segment, (float[4]){ 1, 1, 1, 1 },
                                (GdkRGBA[4]){ *colour, *colour, *colour, *colour });
}

static void
draw_segments (AppStepBar *self, GtkSnapshot *snapshot, const GdkRGBA *colour, float y)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int available = gtk_widget_get_width (widget);
  int width = MIN (SEGMENT_WIDTH, available / self->n_steps - GAP);

  for (int i = 0; i < self->n_steps; i++)
    {
      int x = i * (width + GAP);

      draw_segment (snapshot, colour,
                    &GRAPHENE_RECT_INIT ((float) (rtl ? available - x - width : x), y,
                                         (float) width, SEGMENT_HEIGHT),
                    i < self->n_shown);
    }
}

static void
app_step_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AppStepBar *self = APP_STEP_BAR (widget);
  int width = gtk_widget_get_width (widget);
  GdkRGBA colour, text_colour;
  int text_height, height;
  float y;

  for (guint i = 0; self->has_acts && i < N_ACTS; i++)
    gtk_widget_snapshot_child (widget, self->acts[i], snapshot);
  if (self->has_acts || self->caption == NULL || width <= 0)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  pango_layout_set_width (ensure_layout (self), width * PANGO_SCALE);
  pango_layout_get_pixel_size (self->layout, NULL, &text_height);
  height = text_height + (self->n_steps > 0 ? SEGMENT_HEIGHT + CAPTION_GAP : 0);
  y = (float) ((gtk_widget_get_height (widget) - height) / 2);
  if (self->n_steps > 0)
    {
      draw_segments (self, snapshot, &colour, y);
      y += SEGMENT_HEIGHT + CAPTION_GAP;
    }
  /* The caption keeps the text's colour, for contrast; only the segments carry the style's. */
  text_colour = colour;
  if (self->n_steps > 0)
    gtk_style_context_get_color (gtk_widget_get_style_context (gtk_widget_get_parent (widget)),
                                 &text_colour);
  text_colour.alpha *= CAPTION_ALPHA;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, y));
  gtk_snapshot_append_layout (snapshot, self->layout, &text_colour);
  gtk_snapshot_restore (snapshot);
}

static gboolean
app_step_bar_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  AppStepBar *self = APP_STEP_BAR (widget);

  if (self->has_acts || self->layout == NULL || !pango_layout_is_ellipsized (self->layout))
    return FALSE;
  gtk_tooltip_set_text (tooltip, self->caption);
  return TRUE;
}

static void
app_step_bar_dispose (GObject *object)
{
  for (guint i = 0; i < N_ACTS; i++)
    g_clear_pointer (&APP_STEP_BAR (object)->acts[i], gtk_widget_unparent);
  G_OBJECT_CLASS (app_step_bar_parent_class)->dispose (object);
}

static void
app_step_bar_finalize (GObject *object)
{
  AppStepBar *self = APP_STEP_BAR (object);

  g_clear_object (&self->layout);
  g_free (self->caption);
  G_OBJECT_CLASS (app_step_bar_parent_class)->finalize (object);
}

static void
app_step_bar_class_init (AppStepBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_step_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_step_bar_finalize;
  widget_class->size_allocate = app_step_bar_size_allocate;
  widget_class->measure = app_step_bar_measure;
  widget_class->snapshot = app_step_bar_snapshot;
  widget_class->query_tooltip = app_step_bar_query_tooltip;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
  gtk_widget_class_set_css_name (widget_class, "stepbar");
}

static void
app_step_bar_init (AppStepBar *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

static void
show_acts (AppStepBar *self, gboolean has_acts)
{
  if (self->has_acts == has_acts)
    return;
  self->has_acts = has_acts;
  for (guint i = 0; i < N_ACTS; i++)
    {
      if (self->acts[i] == NULL)
        {
          self->acts[i] = app_act_button_new (_ (acts[i].text), acts[i].action);
          gtk_widget_set_parent (self->acts[i], GTK_WIDGET (self));
        }
      gtk_widget_set_visible (self->acts[i], has_acts);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
change (AppStepBar *self,
        int n_done,
        int n_steps,
        const char *caption,
        const char *style,
        const char *spoken)
{
  if (self->n_done == n_done && self->n_steps == n_steps && g_strcmp0 (self->style, style) == 0
      && g_strcmp0 (self->caption, caption) == 0)
    return;
  if (self->style != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->style);
  self->style = g_intern_string (style);
  gtk_widget_add_css_class (GTK_WIDGET (self), style);
  self->n_done = self->n_shown = n_done;
  self->n_steps = n_steps;
  g_free (self->caption);
  self->caption = g_strdup (caption);
  g_clear_object (&self->layout);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * app_step_bar_new:
 *
 * Returns: (transfer floating): an empty bar
 */
GtkWidget *
app_step_bar_new (void)
{
  return g_object_new (APP_TYPE_STEP_BAR, NULL);
}

/**
 * app_step_bar_set:
 * @self: a bar
 * @step: the step reached, counted from 0
 * @n_steps: how many there are
 * @caption: the step's name
 *
 * Shows where an agreement stands.
 */
void
app_step_bar_set (AppStepBar *self, int step, int n_steps, const char *caption)
{
  g_autofree char *spoken = NULL;

  g_return_if_fail (APP_IS_STEP_BAR (self));
  g_return_if_fail (caption != NULL && n_steps > 0);
  /* Translators: “Step 2 of 5: School’s signature”, read aloud by screen readers. */
  spoken = g_strdup_printf (_ ("Step %d of %d: %s"), step + 1, n_steps, caption);
  show_acts (self, FALSE);
  change (self, CLAMP (step + 1, 0, n_steps), n_steps, caption,
          step + 1 >= n_steps ? "success" : "accent", spoken);
}

/**
 * app_step_bar_set_caption:
 * @self: a bar
 * @caption: a sentence, or ""
 * @style: CSS class, one of #ModelState's styles
 *
 * Shows no steps: there is no agreement, or it has been cancelled.
 */
void
app_step_bar_set_caption (AppStepBar *self, const char *caption, const char *style)
{
  g_return_if_fail (APP_IS_STEP_BAR (self));
  g_return_if_fail (caption != NULL && style != NULL);
  show_acts (self, FALSE);
  change (self, 0, 0, caption, style, caption);
}

/* The student's name, wherever a language puts it. */
static char *
name_act (const char *format, const char *student)
{
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);

  return g_strjoinv (student, parts);
}

/**
 * app_step_bar_set_acts:
 * @self: a bar
 * @caption: what is said in words, to who does not see the buttons
 * @student: the student's name
 * @student_id: the student
 * @period_id: the period
 *
 * Offers what comes first: an interview, a sheet.
 */
void
app_step_bar_set_acts (AppStepBar *self,
                       const char *caption,
                       const char *student,
                       gint64 student_id,
                       gint64 period_id)
{
  g_return_if_fail (APP_IS_STEP_BAR (self));
  g_return_if_fail (caption != NULL && student != NULL);
  show_acts (self, TRUE);
  change (self, 0, 0, caption, "neutral", caption);
  if (self->student_id == student_id && self->period_id == period_id)
    return;
  self->student_id = student_id;
  self->period_id = period_id;
  for (guint i = 0; i < N_ACTS; i++)
    {
      g_autofree char *name = name_act (_ (acts[i].name), student);

      app_act_button_set_target (APP_ACT_BUTTON (self->acts[i]), name,
                                 g_variant_new ("(xx)", student_id, period_id));
    }
}

/* Where the segments begin, downwards. */
static double
segments_y (AppStepBar *self)
{
  int text_height = 0;

  if (self->layout != NULL)
    pango_layout_get_pixel_size (self->layout, NULL, &text_height);
  return (gtk_widget_get_height (GTK_WIDGET (self)) - text_height - SEGMENT_HEIGHT - CAPTION_GAP)
         / 2;
}

/**
 * app_step_bar_get_step_at:
 * @self: a bar
 * @x: a place in it
 * @y: alike
 * @strict: whether it must be on the segments; else the nearest one is told
 *
 * Returns: the step of the segment there, counted from 0; -1 for none
 */
int
app_step_bar_get_step_at (AppStepBar *self, double x, double y, gboolean strict)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int available = gtk_widget_get_width (widget);
  double top = segments_y (self);
  int width, step;

  g_return_val_if_fail (APP_IS_STEP_BAR (self), -1);
  if (self->has_acts || self->n_steps <= 0)
    return -1;
  if (strict && (y < top - GRAB_MARGIN || y > top + SEGMENT_HEIGHT + GRAB_MARGIN))
    return -1;
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    x = available - x;
  width = MIN (SEGMENT_WIDTH, available / self->n_steps - GAP) + GAP;
  step = width > 0 ? (int) floor (x / width) : -1;
  if (strict && (step < 0 || step >= self->n_steps))
    return -1;
  return CLAMP (step, 0, self->n_steps - 1);
}

/**
 * app_step_bar_preview:
 * @self: a bar
 * @step: a step, counted from 0; -1 for the one that is reached
 *
 * Shows where the agreement would stand, while a segment is held.
 */
void
app_step_bar_preview (AppStepBar *self, int step)
{
  g_return_if_fail (APP_IS_STEP_BAR (self));
  self->n_shown = step >= 0 ? step + 1 : self->n_done;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * app_step_bar_get_n_done:
 * @self: a bar
 *
 * Returns: how many segments are filled
 */
int
app_step_bar_get_n_done (AppStepBar *self)
{
  g_return_val_if_fail (APP_IS_STEP_BAR (self), 0);
  return self->n_done;
}

/**
 * app_step_bar_get_caption:
 * @self: a bar
 *
 * Returns: (nullable) (transfer none): the text under the segments
 */
const char *
app_step_bar_get_caption (AppStepBar *self)
{
  g_return_val_if_fail (APP_IS_STEP_BAR (self), NULL);
  return self->caption;
}
