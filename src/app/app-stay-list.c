/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-stay-list.h"

#include <glib/gi18n-lib.h>

#include "app-list-box.h"
#include "app-stay-row.h"

/* A company that takes students for ten years: its page comes at once, the rest when asked for. */
#define FIRST_ROWS 30

/**
 * AppStayList:
 *
 * What is remembered of somebody, latest first. Emits "opened" with the school year, the student
 * and the period of a row that is activated.
 */
struct _AppStayList
{
  AdwBin parent_instance;

  AdwPreferencesGroup *group;
  GtkListBox *list;
  GtkButton *more;

  GPtrArray *stays; /* (element-type ModelStay) */
  ModelEntity seen_from;
  ModelSearchLooks *looks; /* (nullable) */
};

enum
{
  OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppStayList, app_stay_list, ADW_TYPE_BIN)

static const struct
{
  ModelEntity entity;
  const char *title;
  const char *none;
} kinds[] = {
  { MODEL_ENTITY_STUDENT, N_ ("Searches and Placements"), N_ ("No search has begun yet.") },
  { MODEL_ENTITY_COMPANY, N_ ("Students Who Went There"),
    N_ ("No placement sheet names this company yet.") },
  { MODEL_ENTITY_TEACHER, N_ ("Students Followed"), N_ ("No search or sheet names this teacher.") },
};

static void
add_rows (AppStayList *self, guint n)
{
  guint from = app_stay_list_get_n_rows (self);
  guint left;
  g_autofree char *label = NULL;

  for (guint i = from; i < self->stays->len && i < from + n; i++)
    gtk_list_box_append (self->list,
                         app_stay_row_new (self->stays->pdata[i], self->seen_from, self->looks));
  left = self->stays->len - app_stay_list_get_n_rows (self);
  label = g_strdup_printf (ngettext ("Show %u More", "Show %u More", left), left);
  gtk_button_set_label (self->more, label);
  gtk_widget_set_visible (GTK_WIDGET (self->more), left > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->stays->len > 0);
}

static void
on_more_clicked_cb (GtkButton *button, AppStayList *self)
{
  guint n = app_stay_list_get_n_rows (self);

  add_rows (self, self->stays->len);
  /* The button is gone: the keyboard goes on with the first row that has come. */
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, (int) n)));
}

static void
on_row_activated_cb (GtkListBox *list, GtkListBoxRow *row, AppStayList *self)
{
  gint64 year_id, student_id, period_id;

  app_stay_row_get_place (APP_STAY_ROW (row), &year_id, &student_id, &period_id);
  g_signal_emit (self, signals[OPENED], 0, year_id, student_id, period_id);
}

static void
app_stay_list_finalize (GObject *object)
{
  AppStayList *self = APP_STAY_LIST (object);

  g_clear_pointer (&self->stays, g_ptr_array_unref);
  g_clear_pointer (&self->looks, model_search_looks_unref);
  G_OBJECT_CLASS (app_stay_list_parent_class)->finalize (object);
}

static void
app_stay_list_class_init (AppStayListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = app_stay_list_finalize;
  signals[OPENED] = g_signal_new ("opened", APP_TYPE_STAY_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 3, G_TYPE_INT64, G_TYPE_INT64, G_TYPE_INT64);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-stay-list.ui");
  gtk_widget_class_bind_template_child (widget_class, AppStayList, group);
  gtk_widget_class_bind_template_child (widget_class, AppStayList, list);
  gtk_widget_class_bind_template_child (widget_class, AppStayList, more);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_more_clicked_cb);
}

static void
app_stay_list_init (AppStayList *self)
{
  self->stays = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_stay_list_new:
 *
 * Returns: (transfer floating): a list of nothing
 */
GtkWidget *
app_stay_list_new (void)
{
  return g_object_new (APP_TYPE_STAY_LIST, NULL);
}

/**
 * app_stay_list_set_stays:
 * @self: a list
 * @stays: (element-type ModelStay): what is remembered, latest first
 * @seen_from: whose page it stands on
 * @looks: (nullable): how the school names and colours the states of a search
 * @description: (nullable): a line more about all of it
 *
 * Shows it.
 */
void
app_stay_list_set_stays (AppStayList *self,
                         GPtrArray *stays,
                         ModelEntity seen_from,
                         ModelSearchLooks *looks,
                         const char *description)
{
  g_return_if_fail (APP_IS_STAY_LIST (self));
  app_list_box_clear (self->list);
  g_ptr_array_ref (stays);
  g_ptr_array_unref (self->stays);
  self->stays = stays;
  self->seen_from = seen_from;
  if (looks != NULL)
    model_search_looks_ref (looks);
  g_clear_pointer (&self->looks, model_search_looks_unref);
  self->looks = looks;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].entity == seen_from)
      {
        const char *text = stays->len == 0 ? _ (kinds[i].none) : description;
        g_autofree char *safe = g_markup_escape_text (text != NULL ? text : "", -1);

        adw_preferences_group_set_title (self->group, _ (kinds[i].title));
        adw_preferences_group_set_description (self->group, safe);
      }
  add_rows (self, FIRST_ROWS);
}

/**
 * app_stay_list_get_n_rows:
 * @self: a list
 *
 * Returns: how many rows it shows
 */
guint
app_stay_list_get_n_rows (AppStayList *self)
{
  guint n = 0;

  g_return_val_if_fail (APP_IS_STAY_LIST (self), 0);
  while (gtk_list_box_get_row_at_index (self->list, (int) n) != NULL)
    n++;
  return n;
}
