/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-template-name-row.h"

#include <glib/gi18n-lib.h>

#include "base-text.h"
#include "model-role.h"

/* Ids of the choices: the merge names follow. */
#define BLANK_ID 1
#define FIRST_ID 2

/**
 * AppTemplateNameRow:
 *
 * One name of a template: what it stands for, with an example, and where it stands. Opened, it lets
 * a person say what it stands for. Emits "bind" with a merge name, "" where it is to stay empty,
 * %NULL when nothing is said of it any more.
 */
struct _AppTemplateNameRow
{
  AdwExpanderRow parent_instance;

  GtkImage *icon;
  GtkLabel *places;
  GtkFlowBox *offers;
  AppPicker *picker;

  GListModel *choices;
  char *name;
  WorkNameState state;
};

enum
{
  BIND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppTemplateNameRow, app_template_name_row, ADW_TYPE_EXPANDER_ROW)

/* Never by its colour alone: each state has a symbol and words. */
static const struct
{
  const char *icon;
  const char *style;
} looks[] = {
  [WORK_NAME_KNOWN] = { "object-select-symbolic", "success" },
  [WORK_NAME_BOUND] = { "insert-link-symbolic", "success" },
  [WORK_NAME_BLANK] = { "action-unavailable-symbolic", "dim-label" },
  [WORK_NAME_GUESSED] = { "dialog-question-symbolic", "warning" },
  [WORK_NAME_UNKNOWN] = { "dialog-warning-symbolic", "warning" },
};

/* ---- choices ---- */

/**
 * app_template_choices_new:
 *
 * Returns: (transfer full): all that a name can stand for, as #AppPickerItem
 */
GListModel *
app_template_choices_new (void)
{
  GListStore *store = g_list_store_new (APP_TYPE_PICKER_ITEM);
  g_autoptr (GPtrArray) fields = work_merge_fields ();
  g_autofree char *blank_key = base_text_fold (_ ("Left empty on purpose"));
  g_autoptr (AppPickerItem) blank =
      app_picker_item_new (BLANK_ID, _ ("Left empty on purpose"), NULL, blank_key);

  g_list_store_append (store, blank);
  for (guint i = 0; i < fields->len; i++)
    {
      const WorkMergeField *field = fields->pdata[i];
      g_autofree char *words = g_strdup_printf ("%s %s", field->label, field->name);
      g_autofree char *key = base_text_fold (words);
      g_autoptr (AppPickerItem) item =
          app_picker_item_new (FIRST_ID + i, field->label, field->name, key);

      g_list_store_append (store, item);
    }
  return G_LIST_MODEL (store);
}

static gint64
find_choice (AppTemplateNameRow *self, const char *target)
{
  guint n = g_list_model_get_n_items (self->choices);

  for (guint i = 1; target != NULL && i < n; i++)
    {
      g_autoptr (AppPickerItem) item = g_list_model_get_item (self->choices, i);

      if (g_strcmp0 (app_picker_item_get_subtitle (item), target) == 0)
        return app_picker_item_get_id (item);
    }
  return 0;
}

static void
on_done_cb (AppPicker *picker, AppTemplateNameRow *self)
{
  gint64 id = app_picker_get_chosen (picker);
  g_autoptr (AppPickerItem) item =
      id >= FIRST_ID ? g_list_model_get_item (self->choices, (guint) (id - FIRST_ID + 1)) : NULL;

  g_signal_emit (self, signals[BIND], 0,
                 item != NULL     ? app_picker_item_get_subtitle (item)
                 : id == BLANK_ID ? ""
                                  : NULL);
}

/* ---- what may be meant ---- */

/* The button goes with its question: the keyboard stays in the row. */
static void
on_offer_clicked_cb (GtkButton *button, AppTemplateNameRow *self)
{
  gtk_widget_grab_focus (app_field_editor_get_control (APP_FIELD_EDITOR (self->picker)));
  g_signal_emit (self, signals[BIND], 0, g_object_get_data (G_OBJECT (button), "target"));
}

static void
add_offer (AppTemplateNameRow *self, const char *target, char *label)
{
  g_autofree char *owned = label;
  GtkWidget *button = gtk_button_new_with_label (owned);
  GtkWidget *child = gtk_flow_box_child_new ();

  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))),
                           PANGO_ELLIPSIZE_END);
  g_object_set_data_full (G_OBJECT (button), "target", g_strdup (target), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_offer_clicked_cb), self, 0);
  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), button);
  gtk_flow_box_insert (self->offers, child, -1);
}

static void
show_offers (AppTemplateNameRow *self, const WorkTemplateName *name)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->offers))) != NULL)
    gtk_flow_box_remove (self->offers, child);
  if (name->state == WORK_NAME_GUESSED)
    /* Translators: a button: it is this field, such as “Tutor: Family name”, that is meant. */
    add_offer (self, name->target, g_strdup_printf (_ ("Yes, %s"), name->label));
  for (guint i = 0; name->suggestions != NULL && name->suggestions[i] != NULL; i++)
    add_offer (self, name->suggestions[i], g_strdup (name->suggestions[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->offers),
                          gtk_widget_get_first_child (GTK_WIDGET (self->offers)) != NULL);
}

/* ---- what it says ---- */

static char *
describe_unknown (const WorkTemplateName *name)
{
  g_autofree char *near =
      name->suggestions != NULL ? g_strjoinv (", ", name->suggestions) : g_strdup ("");

  if (*near == '\0')
    return g_strdup (_ ("Not known: it will stay empty"));
  return g_strdup_printf (_ ("Not known: did you mean %s?"), near);
}

static char *
describe (const WorkTemplateName *name)
{
  switch (name->state)
    {
    case WORK_NAME_BLANK:
      return g_strdup (_ ("Left empty on purpose"));
    case WORK_NAME_GUESSED:
      return g_strdup_printf (_ ("Not known: %s, probably"), name->label);
    case WORK_NAME_UNKNOWN:
      return describe_unknown (name);
    default:
      if (name->sample == NULL || *name->sample == '\0')
        return g_strdup (name->label);
      /* Translators: what a field is, and an example of it. */
      return g_strdup_printf (_ ("%s · %s"), name->label, name->sample);
    }
}

static char *
describe_places (const WorkTemplateName *name)
{
  g_autofree char *times =
      g_strdup_printf (ngettext ("%u time", "%u times", name->count), name->count);
  g_autofree char *where = g_strdup_printf ("%s · %s", name->places, times);

  return *name->switches != '\0' ? g_strdup_printf ("%s · %s", where, name->switches)
                                 : g_steal_pointer (&where);
}

static void
app_template_name_row_dispose (GObject *object)
{
  g_clear_object (&APP_TEMPLATE_NAME_ROW (object)->choices);
  G_OBJECT_CLASS (app_template_name_row_parent_class)->dispose (object);
}

static void
app_template_name_row_finalize (GObject *object)
{
  g_free (APP_TEMPLATE_NAME_ROW (object)->name);
  G_OBJECT_CLASS (app_template_name_row_parent_class)->finalize (object);
}

static void
app_template_name_row_class_init (AppTemplateNameRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_template_name_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_template_name_row_finalize;
  signals[BIND] = g_signal_new ("bind", APP_TYPE_TEMPLATE_NAME_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (APP_TYPE_PICKER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-template-name-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppTemplateNameRow, icon);
  gtk_widget_class_bind_template_child (widget_class, AppTemplateNameRow, places);
  gtk_widget_class_bind_template_child (widget_class, AppTemplateNameRow, offers);
  gtk_widget_class_bind_template_child (widget_class, AppTemplateNameRow, picker);
  gtk_widget_class_bind_template_callback (widget_class, on_done_cb);
}

static void
app_template_name_row_init (AppTemplateNameRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_template_name_row_new:
 * @choices: of app_template_choices_new()
 *
 * Returns: (transfer floating): a row about no name yet
 */
AppTemplateNameRow *
app_template_name_row_new (GListModel *choices)
{
  AppTemplateNameRow *self = g_object_new (APP_TYPE_TEMPLATE_NAME_ROW, NULL);

  self->choices = g_object_ref (choices);
  app_picker_set_choices (self->picker, choices);
  return self;
}

/**
 * app_template_name_row_show:
 * @self: a row
 * @name: a name of a template
 *
 * Says what is known of it.
 */
void
app_template_name_row_show (AppTemplateNameRow *self, const WorkTemplateName *name)
{
  g_autofree char *text = describe (name), *places = describe_places (name);

  g_return_if_fail (APP_IS_TEMPLATE_NAME_ROW (self));
  g_free (self->name);
  self->name = g_strdup (name->name);
  gtk_widget_remove_css_class (GTK_WIDGET (self->icon), looks[self->state].style);
  self->state = name->state;
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), looks[self->state].style);
  gtk_image_set_from_icon_name (self->icon, looks[self->state].icon);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name->name);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), text);
  gtk_label_set_label (self->places, places);
  app_field_editor_set_name (APP_FIELD_EDITOR (self->picker), name->name);
  if (name->state == WORK_NAME_BLANK)
    app_picker_set_chosen (self->picker, BLANK_ID);
  else
    app_picker_set_chosen (self->picker,
                           name->state == WORK_NAME_GUESSED ? 0 : find_choice (self, name->target));
  show_offers (self, name);
}

/**
 * app_template_name_row_set_editable:
 * @self: a row
 * @editable: whether something may be said of the name
 *
 * Locks the row, or opens it.
 */
void
app_template_name_row_set_editable (AppTemplateNameRow *self, gboolean editable)
{
  g_return_if_fail (APP_IS_TEMPLATE_NAME_ROW (self));
  app_field_editor_set_editable (APP_FIELD_EDITOR (self->picker), editable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->offers), editable);
}

/**
 * app_template_name_row_get_name:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the name that it is about
 */
const char *
app_template_name_row_get_name (AppTemplateNameRow *self)
{
  g_return_val_if_fail (APP_IS_TEMPLATE_NAME_ROW (self), NULL);
  return self->name;
}

/**
 * app_template_name_row_get_picker:
 * @self: a row
 *
 * Returns: (transfer none): what chooses the field
 */
AppPicker *
app_template_name_row_get_picker (AppTemplateNameRow *self)
{
  g_return_val_if_fail (APP_IS_TEMPLATE_NAME_ROW (self), NULL);
  return self->picker;
}

/**
 * app_template_name_row_dup_offers:
 * @self: a row
 *
 * Returns: (transfer full): what the buttons say that offer a field, a line each
 */
char *
app_template_name_row_dup_offers (AppTemplateNameRow *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->offers));

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *button = gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (child));

      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "",
                              gtk_button_get_label (GTK_BUTTON (button)));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
