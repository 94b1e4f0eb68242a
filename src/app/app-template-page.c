/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-template-page.h"

#include <glib/gi18n-lib.h>

#include "app-note.h"
#include "app-preview-window.h"
#include "work-sheet.h"
#include "work-template-preview.h"
#include "work-template.h"

/* A template that was made for another program has no end of them. */
#define MAX_NOTES 20

/* So many open questions are asked at once; of more each waits to be opened. */
#define MAX_OPENED 5

/**
 * AppTemplatePage:
 *
 * What is in one template: each of its names with what it stands for, those that nobody knows
 * first; what is to be seen to, and the pages that an agreement would have.
 */
struct _AppTemplatePage
{
  AdwBin parent_instance;

  AdwWindowTitle *title;
  GtkLabel *summary;
  AppPicker *student;
  GtkButton *guess;
  AdwPreferencesGroup *open;
  AdwPreferencesGroup *known;
  AdwPreferencesGroup *codes;
  GtkWidget *remarks;
  GtkBox *notes;

  gint64 id;
  gint64 placement_id; /* 0: an invented student */
  GListModel *choices;
  GListStore *students;
  GHashTable *rows;      /* name → AppTemplateNameRow, which stays where it was first */
  GPtrArray *code_rows;  /* (element-type GtkWidget) */
  WorkInspection *found; /* (nullable) */
  AppPreferences *preferences;
};

static void app_template_page_part_init (AppPreferencesPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppTemplatePage,
                               app_template_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_PREFERENCES_PART,
                                                      app_template_page_part_init))

static gboolean
is_settled (WorkNameState state)
{
  return state != WORK_NAME_GUESSED && state != WORK_NAME_UNKNOWN;
}

static guint
count_open (const WorkInspection *found)
{
  return work_inspection_count (found, WORK_NAME_GUESSED)
         + work_inspection_count (found, WORK_NAME_UNKNOWN);
}

/* ---- what a person says of a name ---- */

static void
on_bind_cb (AppTemplateNameRow *row, const char *target, AppTemplatePage *self)
{
  if (self->preferences == NULL)
    return;
  app_preferences_apply (
      self->preferences,
      work_change_template_bind_new (self->id, app_template_name_row_get_name (row), target), NULL);
}

static void
on_guess_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppTemplatePage *self = APP_TEMPLATE_PAGE (widget);
  g_auto (GStrv) names = self->found != NULL ? work_inspection_dup_guessed (self->found) : NULL;

  if (names != NULL && names[0] != NULL)
    app_preferences_apply_and_say (
        self->preferences, work_change_template_guess_new (self->id, (const char *const *) names),
        NULL, _ ("Names bound"));
}

/* ---- what is shown ---- */

static AppTemplateNameRow *
row_for (AppTemplatePage *self, const WorkTemplateName *name)
{
  AppTemplateNameRow *row = g_hash_table_lookup (self->rows, name->name);

  if (row != NULL)
    return row;
  row = app_template_name_row_new (self->choices);
  g_signal_connect_object (row, "bind", G_CALLBACK (on_bind_cb), self, 0);
  adw_preferences_group_add (is_settled (name->state) ? self->known : self->open, GTK_WIDGET (row));
  g_hash_table_insert (self->rows, g_strdup (name->name), row);
  return row;
}

/* Names that a newer file has not any more. */
static void
drop_rows (AppTemplatePage *self, const WorkInspection *found)
{
  GHashTableIter iter;
  gpointer name, row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &name, &row))
    {
      gboolean is_there = FALSE;

      for (guint i = 0; i < found->names->len && !is_there; i++)
        is_there = g_str_equal (((WorkTemplateName *) found->names->pdata[i])->name, name);
      if (is_there)
        continue;
      adw_preferences_group_remove (
          gtk_widget_is_ancestor (row, GTK_WIDGET (self->open)) ? self->open : self->known, row);
      g_hash_table_iter_remove (&iter);
    }
}

static void
show_names (AppTemplatePage *self, const WorkInspection *found)
{
  gboolean editable = !app_preferences_is_read_only (self->preferences);
  gboolean has_open = FALSE, has_known = FALSE;
  guint n_open = count_open (found);

  drop_rows (self, found);
  for (guint i = 0; i < found->names->len; i++)
    {
      const WorkTemplateName *name = found->names->pdata[i];
      gboolean is_new = !g_hash_table_contains (self->rows, name->name);
      AppTemplateNameRow *row = row_for (self, name);

      app_template_name_row_show (row, name);
      if (is_new && !is_settled (name->state) && n_open <= MAX_OPENED)
        adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
      app_template_name_row_set_editable (row, editable);
      if (gtk_widget_is_ancestor (GTK_WIDGET (row), GTK_WIDGET (self->open)))
        has_open = TRUE;
      else
        has_known = TRUE;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->open), has_open);
  gtk_widget_set_visible (GTK_WIDGET (self->known), has_known);
}

static void
show_codes (AppTemplatePage *self, const WorkInspection *found)
{
  for (guint i = 0; i < self->code_rows->len; i++)
    adw_preferences_group_remove (self->codes, self->code_rows->pdata[i]);
  g_ptr_array_set_size (self->code_rows, 0);
  for (guint i = 0; i < found->codes->len; i++)
    {
      const WorkTemplateCode *code = found->codes->pdata[i];
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *title = g_strdup_printf ("%s · %s", code->label, code->places);

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), code->text);
      adw_preferences_group_add (self->codes, row);
      g_ptr_array_add (self->code_rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->codes), found->codes->len > 0);
}

static void
show_remarks (AppTemplatePage *self, const WorkInspection *found)
{
  GtkWidget *child;
  guint n = found->remarks->len;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->notes))) != NULL)
    gtk_box_remove (self->notes, child);
  for (guint i = 0; i < MIN (n, MAX_NOTES); i++)
    {
      const WorkTemplateRemark *remark = found->remarks->pdata[i];

      gtk_box_append (self->notes,
                      app_note_new (remark->text, remark->is_warning ? "warning" : "neutral"));
    }
  if (n > MAX_NOTES)
    {
      g_autofree char *rest =
          g_strdup_printf (ngettext ("and %u more", "and %u more", n - MAX_NOTES), n - MAX_NOTES);

      gtk_box_append (self->notes, app_note_new (rest, "warning"));
    }
  gtk_widget_set_visible (self->remarks, n > 0);
}

static void
show_summary (AppTemplatePage *self, const WorkInspection *found)
{
  guint n = found->names->len;
  guint n_guessed = work_inspection_count (found, WORK_NAME_GUESSED);
  guint n_open = count_open (found);
  g_autofree char *fields = g_strdup_printf (ngettext ("%u merge field", "%u merge fields", n), n);
  g_autofree char *unknown =
      g_strdup_printf (ngettext ("%u not known", "%u not known", n_open), n_open);
  /* Translators: of a template: 42 merge fields, all known. */
  g_autofree char *text = n_open == 0 ? g_strdup_printf (_ ("%s, all known"), fields)
                                      : g_strdup_printf ("%s · %s", fields, unknown);
  g_autofree char *guess =
      g_strdup_printf (ngettext ("_Use the Guess", "_Use the %u Guesses", n_guessed), n_guessed);

  gtk_label_set_label (self->summary,
                       n > 0 ? text : _ ("No merge field: every copy will be the same."));
  adw_window_title_set_subtitle (self->title, found->file_name);
  gtk_button_set_label (self->guess, guess);
  gtk_button_set_use_underline (self->guess, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->guess), n_guessed > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "template.guess",
                                 n_guessed > 0
                                     && !app_preferences_is_read_only (self->preferences));
}

static void
on_inspected (gpointer target, gpointer result)
{
  AppTemplatePage *self = target;
  WorkInspection *found = result;

  if (self->preferences == NULL)
    {
      work_inspection_free (found);
      return;
    }
  g_clear_pointer (&self->found, work_inspection_free);
  self->found = found;
  show_summary (self, found);
  show_names (self, found);
  show_codes (self, found);
  show_remarks (self, found);
}

static void
inspect (AppTemplatePage *self)
{
  app_preferences_read (self->preferences, work_query_inspection_new (self->id, self->placement_id),
                        on_inspected, self);
}

/* ---- with whom it is looked at ---- */

static void
on_students (gpointer target, gpointer result)
{
  AppTemplatePage *self = target;
  g_autoptr (GPtrArray) picks = result;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < picks->len; i++)
    {
      const WorkPick *pick = picks->pdata[i];

      g_ptr_array_add (items,
                       app_picker_item_new (pick->id, pick->title, pick->subtitle, pick->key));
    }
  g_list_store_splice (self->students, 0, g_list_model_get_n_items (G_LIST_MODEL (self->students)),
                       items->pdata, items->len);
}

static void
on_student_cb (AppPicker *picker, AppTemplatePage *self)
{
  self->placement_id = app_picker_get_chosen (picker);
  if (self->preferences != NULL)
    inspect (self);
}

static void
on_previewed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPreviewWindow) preview = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkPreview) made = work_school_read_finish (WORK_SCHOOL (source), result, &error);

  if (made != NULL)
    app_preview_window_open (preview, made->name, made->pdf);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    app_preview_window_fail (preview, error);
}

static void
on_preview_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppTemplatePage *self = APP_TEMPLATE_PAGE (widget);
  const char *whose = self->found != NULL && self->found->student != NULL ? self->found->student
                                                                          : _ ("Invented student");
  AppPreviewWindow *preview;

  if (self->preferences == NULL)
    return;
  preview = app_preview_window_new (GTK_WINDOW (gtk_widget_get_root (widget)), whose,
                                    adw_window_title_get_subtitle (self->title));
  app_preview_window_wait (preview, _ ("The pages are being made…"));
  gtk_window_present (GTK_WINDOW (preview));
  work_school_read_async (app_preferences_get_school (self->preferences),
                          work_query_template_preview_new (self->id, self->placement_id),
                          app_preview_window_get_cancellable (preview), on_previewed_cb,
                          g_object_ref (preview));
}

/* ---- the page ---- */

static void
app_template_page_load (AppPreferencesPart *part, AppPreferences *preferences)
{
  AppTemplatePage *self = APP_TEMPLATE_PAGE (part);

  if (g_set_object (&self->preferences, preferences))
    app_preferences_read (preferences, work_query_template_students_new (), on_students, self);
  inspect (self);
}

static void
app_template_page_part_init (AppPreferencesPartInterface *iface)
{
  iface->load = app_template_page_load;
}

static void
app_template_page_dispose (GObject *object)
{
  AppTemplatePage *self = APP_TEMPLATE_PAGE (object);

  g_clear_object (&self->preferences);
  g_clear_object (&self->choices);
  g_clear_object (&self->students);
  g_clear_pointer (&self->found, work_inspection_free);
  G_OBJECT_CLASS (app_template_page_parent_class)->dispose (object);
}

static void
app_template_page_finalize (GObject *object)
{
  AppTemplatePage *self = APP_TEMPLATE_PAGE (object);

  g_hash_table_unref (self->rows);
  g_ptr_array_unref (self->code_rows);
  G_OBJECT_CLASS (app_template_page_parent_class)->finalize (object);
}

static void
app_template_page_class_init (AppTemplatePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_template_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_template_page_finalize;
  g_type_ensure (APP_TYPE_PICKER);
  gtk_widget_class_install_action (widget_class, "template.guess", NULL, on_guess_cb);
  gtk_widget_class_install_action (widget_class, "template.preview", NULL, on_preview_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-template-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AppTemplatePage, title);
  gtk_widget_class_bind_template_child (widget_class, AppTemplatePage, summary);
  gtk_widget_class_bind_template_child (widget_class, AppTemplatePage, student);
  gtk_widget_class_bind_template_child (widget_class, AppTemplatePage, guess);
  gtk_widget_class_bind_template_child (widget_class, AppTemplatePage, open);
  gtk_widget_class_bind_template_child (widget_class, AppTemplatePage, known);
  gtk_widget_class_bind_template_child (widget_class, AppTemplatePage, codes);
  gtk_widget_class_bind_template_child (widget_class, AppTemplatePage, remarks);
  gtk_widget_class_bind_template_child (widget_class, AppTemplatePage, notes);
  gtk_widget_class_bind_template_callback (widget_class, on_student_cb);
}

static void
app_template_page_init (AppTemplatePage *self)
{
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->code_rows = g_ptr_array_new ();
  self->choices = app_template_choices_new ();
  self->students = g_list_store_new (APP_TYPE_PICKER_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
  app_picker_set_choices (self->student, G_LIST_MODEL (self->students));
  app_picker_set_none_label (self->student, _ ("Invented student"));
  app_field_editor_set_name (APP_FIELD_EDITOR (self->student), _ ("Examples from"));
  gtk_label_set_label (self->summary, _ ("The file is being looked into…"));
  gtk_widget_set_visible (GTK_WIDGET (self->open), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->known), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->codes), FALSE);
  gtk_widget_set_visible (self->remarks, FALSE);
}

/**
 * app_template_page_new:
 * @template_id: a template
 *
 * Returns: (transfer floating): its page, which is still to be loaded
 */
AppTemplatePage *
app_template_page_new (gint64 template_id)
{
  AppTemplatePage *self = g_object_new (APP_TYPE_TEMPLATE_PAGE, NULL);

  self->id = template_id;
  return self;
}

/**
 * app_template_page_get_row:
 * @self: a page
 * @name: a name of the template
 *
 * Returns: (transfer none) (nullable): what is said of it
 */
AppTemplateNameRow *
app_template_page_get_row (AppTemplatePage *self, const char *name)
{
  g_return_val_if_fail (APP_IS_TEMPLATE_PAGE (self), NULL);
  return g_hash_table_lookup (self->rows, name);
}

/**
 * app_template_page_get_summary:
 * @self: a page
 *
 * Returns: (transfer none): how many names there are, and how many are not known
 */
const char *
app_template_page_get_summary (AppTemplatePage *self)
{
  g_return_val_if_fail (APP_IS_TEMPLATE_PAGE (self), NULL);
  return gtk_label_get_label (self->summary);
}

/**
 * app_template_page_dup_remarks:
 * @self: a page
 *
 * Returns: (transfer full): what there is to see to, a line each
 */
char *
app_template_page_dup_remarks (AppTemplatePage *self)
{
  g_return_val_if_fail (APP_IS_TEMPLATE_PAGE (self), NULL);
  return app_note_join (gtk_widget_get_first_child (GTK_WIDGET (self->notes)));
}

/**
 * app_template_page_set_student:
 * @self: a page
 * @placement_id: a sheet; 0 for an invented student
 *
 * Takes examples from another student, as the choice does.
 */
void
app_template_page_set_student (AppTemplatePage *self, gint64 placement_id)
{
  g_return_if_fail (APP_IS_TEMPLATE_PAGE (self));
  app_picker_set_chosen (self->student, placement_id);
  on_student_cb (self->student, self);
}
