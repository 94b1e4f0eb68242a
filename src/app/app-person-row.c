/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-person-row.h"

#include <glib/gi18n-lib.h>

#include "app-format.h"
#include "model-value.h"

/**
 * AppPersonRow:
 *
 * One student, company or teacher in a list: the name, what tells it from others of that name, how
 * many placements, and whether something is to be looked at.
 */
struct _AppPersonRow
{
  AdwBin parent_instance;

  GtkLabel *name;
  GtkLabel *detail;
  GtkWidget *warning;
  GtkLabel *count;
  GtkLabel *last;
};

G_DEFINE_FINAL_TYPE (AppPersonRow, app_person_row, ADW_TYPE_BIN)

static void
app_person_row_class_init (AppPersonRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-person-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPersonRow, name);
  gtk_widget_class_bind_template_child (widget_class, AppPersonRow, detail);
  gtk_widget_class_bind_template_child (widget_class, AppPersonRow, warning);
  gtk_widget_class_bind_template_child (widget_class, AppPersonRow, count);
  gtk_widget_class_bind_template_child (widget_class, AppPersonRow, last);
}

static void
app_person_row_init (AppPersonRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_person_row_new:
 *
 * Returns: (transfer floating): a row without anybody
 */
GtkWidget *
app_person_row_new (void)
{
  return g_object_new (APP_TYPE_PERSON_ROW, NULL);
}

/* (transfer full): "Albi · 123 456 789 00012 · partner" */
static char *
say_detail (ModelPerson *person)
{
  const char *status =
      person->status[0] != '\0'
          ? _ (model_value_choice_label (model_field_find ("company.status"), person->status))
          : NULL;
  const char *const parts[] = { person->subtitle, person->detail, status };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && parts[i][0] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
  return g_string_free (text, FALSE);
}

static char *
say_count (ModelPerson *person)
{
  guint n = (guint) person->n;

  if (n == 0)
    return g_strdup ("");
  if (person->entity == MODEL_ENTITY_TEACHER)
    return g_strdup_printf (ngettext ("%u student", "%u students", n), n);
  return g_strdup_printf (ngettext ("%u placement", "%u placements", n), n);
}

static void
show (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), text[0] != '\0');
}

/**
 * app_person_row_set_person:
 * @self: a row
 * @person: who it shows
 */
void
app_person_row_set_person (AppPersonRow *self, ModelPerson *person)
{
  g_autofree char *detail = say_detail (person);
  g_autofree char *count = say_count (person);
  g_autofree char *last = app_format_day (person->last_day);
  g_autofree char *warning = model_person_warning_text (person->warnings);

  g_return_if_fail (APP_IS_PERSON_ROW (self));
  gtk_label_set_label (self->name, person->name);
  show (self->detail, detail);
  show (self->count, count);
  show (self->last, last);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->last), _ ("Last contact"));
  gtk_widget_set_visible (self->warning, warning[0] != '\0');
  gtk_widget_set_tooltip_text (self->warning, warning);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->warning), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  warning, -1);
}
