/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-state-badge.h"

#include "app-draw.h"

#define ICON_SIZE      14
#define GAP            5
#define PADDING_X      8
#define PADDING_Y      3
#define TEXT_SCALE     0.92
#define FILL_ALPHA     0.16f
#define OUTLINE_ALPHA  0.45f
#define LINE_WIDTH     1.0f
#define STRONG_OUTLINE 1.0f

/**
 * AppStateBadge:
 *
 * A state told three ways: a symbol, a word and a colour (the CSS class that the state names).
 * Drawn as one widget, lazily, because the list makes hundreds of them.
 */
struct _AppStateBadge
{
  GtkWidget parent_instance;

  ModelState state; /* a copy, its label owned; the rest are words of static tables */
  PangoLayout *layout;
};

G_DEFINE_FINAL_TYPE (AppStateBadge, app_state_badge, GTK_TYPE_WIDGET)

static PangoLayout *
ensure_layout (AppStateBadge *self)
{
  if (self->layout == NULL)
    self->layout =
        app_draw_layout_new (GTK_WIDGET (self), self->state.label, TEXT_SCALE, PANGO_WEIGHT_MEDIUM);
  return self->layout;
}

static int
badge_height (GtkWidget *widget)
{
  return MAX (app_draw_text_height (widget, TEXT_SCALE), ICON_SIZE) + 2 * PADDING_Y;
}

static void
app_state_badge_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  AppStateBadge *self = APP_STATE_BADGE (widget);
  int width;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = badge_height (widget);
      return;
    }
  *minimum = 2 * PADDING_X + ICON_SIZE;
  *natural = *minimum;
  if (self->state.key == NULL)
    return;
  pango_layout_set_width (ensure_layout (self), -1);
  pango_layout_get_pixel_size (self->layout, &width, NULL);
  *natural += GAP + width;
}

static void
draw_pill (GtkSnapshot *snapshot, const GdkRGBA *colour, float width, float height)
{
  gboolean strong = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
  GdkRGBA fill = *colour, line = *colour;
  GskRoundedRect pill;
  float widths[4] = { LINE_WIDTH, LINE_WIDTH, LINE_WIDTH, LINE_WIDTH };
  GdkRGBA lines[4];

  fill.alpha *= FILL_ALPHA;
  line.alpha *= strong ? STRONG_OUTLINE : OUTLINE_ALPHA;
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    lines[i] = line;
  gsk_rounded_rect_init_from_rect (&pill, &GRAPHENE_RECT_INIT (0, 0, width, height), height / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &pill);
  gtk_snapshot_append_color (snapshot, &fill, &pill.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &pill, widths, lines);
}

static void
app_state_badge_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AppStateBadge *self = APP_STATE_BADGE (widget);
  int available = gtk_widget_get_width (widget);
  int height = badge_height (widget);
  int text_width, text_height, around = 2 * PADDING_X + ICON_SIZE + GAP;
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float text_x, icon_x, pill_width;
  GdkRGBA colour;

  if (self->state.key == NULL || available < around)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  pango_layout_set_width (ensure_layout (self), (available - around) * PANGO_SCALE);
  pango_layout_get_pixel_size (self->layout, &text_width, &text_height);
  pill_width = (float) MIN (available, around + text_width);
  icon_x = rtl ? pill_width - PADDING_X - ICON_SIZE : PADDING_X;
  text_x = rtl ? PADDING_X : PADDING_X + ICON_SIZE + GAP;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (rtl ? (float) available - pill_width : 0,
                                      (float) ((gtk_widget_get_height (widget) - height) / 2)));
  draw_pill (snapshot, &colour, pill_width, (float) height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (icon_x, (float) ((height - ICON_SIZE) / 2)));
  app_draw_symbol (widget, snapshot, self->state.symbol, ICON_SIZE, &colour);
  gtk_snapshot_restore (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (text_x, (float) ((height - text_height) / 2)));
  gtk_snapshot_append_layout (snapshot, self->layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
app_state_badge_finalize (GObject *object)
{
  AppStateBadge *self = APP_STATE_BADGE (object);

  g_clear_object (&self->layout);
  g_free ((char *) self->state.label);
  G_OBJECT_CLASS (app_state_badge_parent_class)->finalize (object);
}

static void
app_state_badge_class_init (AppStateBadgeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = app_state_badge_finalize;
  widget_class->measure = app_state_badge_measure;
  widget_class->snapshot = app_state_badge_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
  gtk_widget_class_set_css_name (widget_class, "statebadge");
}

static void
app_state_badge_init (AppStateBadge *self)
{
}

/**
 * app_state_badge_new:
 *
 * Returns: (transfer floating): a badge that shows nothing yet
 */
GtkWidget *
app_state_badge_new (void)
{
  return g_object_new (APP_TYPE_STATE_BADGE, NULL);
}

/**
 * app_state_badge_set_state:
 * @self: a badge
 * @state: (transfer none): a state, its label in the person's language or the school's words
 *
 * Shows @state: its symbol, its label, its colour.
 */
void
app_state_badge_set_state (AppStateBadge *self, const ModelState *state)
{
  ModelState *own = &self->state;

  g_return_if_fail (APP_IS_STATE_BADGE (self));
  g_return_if_fail (state != NULL);
  if (own->key == state->key && own->style == state->style && own->symbol == state->symbol
      && g_strcmp0 (own->label, state->label) == 0)
    return;
  if (own->key != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), own->style);
  g_free ((char *) own->label);
  *own = *state;
  own->label = g_strdup (state->label);
  gtk_widget_add_css_class (GTK_WIDGET (self), own->style);
  g_clear_object (&self->layout);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, own->label,
                                  -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * app_state_badge_get_state:
 * @self: a badge
 *
 * Returns: (nullable) (transfer none): what it shows
 */
const ModelState *
app_state_badge_get_state (AppStateBadge *self)
{
  g_return_val_if_fail (APP_IS_STATE_BADGE (self), NULL);
  return self->state.key != NULL ? &self->state : NULL;
}
