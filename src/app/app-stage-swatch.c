/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-stage-swatch.h"

#include <adwaita.h>

#define MINIMUM    14
#define AROUND     1
#define TINT_ALPHA 0.20f
#define LINE_ALPHA 0.65f
#define PITCH      7.0f
#define LINE_SHARE 0.30f
#define DOT        3.0f

/**
 * AppStageSwatch:
 *
 * An area in the colour and the pattern of a stage, with a number on it when there is room. The
 * colour is that of its CSS class, so that light, dark and high contrast are the style's affair.
 */
struct _AppStageSwatch
{
  GtkWidget parent_instance;

  GtkWidget *label;
  ModelStage stage;
};

G_DEFINE_FINAL_TYPE (AppStageSwatch, app_stage_swatch, GTK_TYPE_WIDGET)

/* The ways in which stripes go; a pattern has up to two. */
static const struct
{
  guint n;
  graphene_point_t ways[2];
} stripes[MODEL_N_PATTERNS] = {
  [MODEL_PATTERN_RISING] = { 1, { { PITCH, PITCH } } },
  [MODEL_PATTERN_FALLING] = { 1, { { PITCH, -PITCH } } },
  [MODEL_PATTERN_CROSSED] = { 2, { { PITCH, PITCH }, { PITCH, -PITCH } } },
  [MODEL_PATTERN_HORIZONTAL] = { 1, { { 0, PITCH } } },
  [MODEL_PATTERN_VERTICAL] = { 1, { { PITCH, 0 } } },
  [MODEL_PATTERN_GRID] = { 2, { { PITCH, 0 }, { 0, PITCH } } },
};

static GdkRGBA
faint (const GdkRGBA *colour, float alpha)
{
  GdkRGBA result = *colour;

  result.alpha *= alpha;
  return result;
}

static void
draw_stripes (GtkSnapshot *snapshot,
              const graphene_rect_t *area,
              const GdkRGBA *colour,
              graphene_point_t way)
{
  GdkRGBA none = faint (colour, 0);
  GskColorStop stops[] = {
    { 0, *colour }, { LINE_SHARE, *colour }, { LINE_SHARE, none }, { 1, none }
  };

  gtk_snapshot_append_repeating_linear_gradient (snapshot, area, graphene_point_zero (), &way,
                                                 stops, G_N_ELEMENTS (stops));
}

static void
draw_dots (GtkSnapshot *snapshot, const graphene_rect_t *area, const GdkRGBA *colour)
{
  graphene_rect_t dot = GRAPHENE_RECT_INIT ((PITCH - DOT) / 2, (PITCH - DOT) / 2, DOT, DOT);
  GskRoundedRect round;

  gsk_rounded_rect_init_from_rect (&round, &dot, DOT / 2);
  gtk_snapshot_push_repeat (snapshot, area, &GRAPHENE_RECT_INIT (0, 0, PITCH, PITCH));
  gtk_snapshot_push_rounded_clip (snapshot, &round);
  gtk_snapshot_append_color (snapshot, colour, &dot);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
draw_pattern (AppStageSwatch *self,
              GtkSnapshot *snapshot,
              const graphene_rect_t *area,
              const GdkRGBA *colour)
{
  ModelPattern pattern = model_stage_info (self->stage)->pattern;
  GdkRGBA tint = faint (colour, TINT_ALPHA), line = faint (colour, LINE_ALPHA);

  gtk_snapshot_append_color (snapshot, pattern == MODEL_PATTERN_SOLID ? &line : &tint, area);
  if (pattern == MODEL_PATTERN_DOTS)
    draw_dots (snapshot, area, &line);
  for (guint i = 0; i < stripes[pattern].n; i++)
    draw_stripes (snapshot, area, &line, stripes[pattern].ways[i]);
}

static void
app_stage_swatch_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AppStageSwatch *self = APP_STAGE_SWATCH (widget);
  graphene_rect_t area = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                             (float) gtk_widget_get_height (widget));
  GskRoundedRect outline;
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  draw_pattern (self, snapshot, &area, &colour);
  gsk_rounded_rect_init_from_rect (&outline, &area, 0);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 1, 1, 1, 1 },
                              (GdkRGBA[4]){ colour, colour, colour, colour });
  gtk_widget_snapshot_child (widget, self->label, snapshot);
}

static void
app_stage_swatch_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  AppStageSwatch *self = APP_STAGE_SWATCH (widget);
  int label = 0;

  if (gtk_widget_get_visible (self->label))
    gtk_widget_measure (self->label, orientation, -1, NULL, &label, NULL, NULL);
  /* Across, the number gives way. */
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MINIMUM : MAX (label, MINIMUM);
  *natural = MAX (label + 2 * AROUND, MINIMUM);
}

static void
app_stage_swatch_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AppStageSwatch *self = APP_STAGE_SWATCH (widget);
  int label_width = 0, label_height = 0;

  if (!gtk_widget_get_visible (self->label))
    return;
  gtk_widget_measure (self->label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &label_width, NULL, NULL);
  gtk_widget_measure (self->label, GTK_ORIENTATION_VERTICAL, -1, NULL, &label_height, NULL, NULL);
  /* Half a number would be another number, and so would two that touch. */
  gtk_widget_set_child_visible (self->label,
                                label_width + 2 * AROUND <= width && label_height <= height);
  gtk_widget_size_allocate (self->label,
                            &(GtkAllocation){ (width - label_width) / 2,
                                              (height - label_height) / 2, label_width,
                                              label_height },
                            -1);
}

static void
app_stage_swatch_dispose (GObject *object)
{
  g_clear_pointer (&APP_STAGE_SWATCH (object)->label, gtk_widget_unparent);
  G_OBJECT_CLASS (app_stage_swatch_parent_class)->dispose (object);
}

static void
app_stage_swatch_class_init (AppStageSwatchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_stage_swatch_dispose;
  widget_class->snapshot = app_stage_swatch_snapshot;
  widget_class->measure = app_stage_swatch_measure;
  widget_class->size_allocate = app_stage_swatch_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "stage");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
app_stage_swatch_init (AppStageSwatch *self)
{
  self->label = gtk_label_new (NULL);
  gtk_widget_set_visible (self->label, FALSE);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * app_stage_swatch_new:
 * @stage: a stage
 *
 * Returns: (transfer floating): an area filled as that stage
 */
GtkWidget *
app_stage_swatch_new (ModelStage stage)
{
  AppStageSwatch *self = g_object_new (APP_TYPE_STAGE_SWATCH, NULL);

  self->stage = stage;
  gtk_widget_add_css_class (GTK_WIDGET (self), model_stage_info (stage)->state.style);
  return GTK_WIDGET (self);
}

/**
 * app_stage_swatch_set_text:
 * @self: an area
 * @text: (nullable): a number on it
 */
void
app_stage_swatch_set_text (AppStageSwatch *self, const char *text)
{
  g_return_if_fail (APP_IS_STAGE_SWATCH (self));
  gtk_label_set_label (GTK_LABEL (self->label), text != NULL ? text : "");
  gtk_widget_set_visible (self->label, text != NULL);
}

/**
 * app_stage_swatch_get_text:
 * @self: an area
 *
 * Returns: (transfer none): the number on it, or ""
 */
const char *
app_stage_swatch_get_text (AppStageSwatch *self)
{
  g_return_val_if_fail (APP_IS_STAGE_SWATCH (self), NULL);
  return gtk_label_get_label (GTK_LABEL (self->label));
}

/**
 * app_stage_swatch_shows_text:
 * @self: an area
 *
 * Returns: whether there is room for its number
 */
gboolean
app_stage_swatch_shows_text (AppStageSwatch *self)
{
  g_return_val_if_fail (APP_IS_STAGE_SWATCH (self), FALSE);
  return gtk_widget_get_visible (self->label) && gtk_widget_get_child_visible (self->label);
}
