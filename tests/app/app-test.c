/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-test.h"

#include <glib/gstdio.h>
#include <string.h>

#include "app-assets.h"
#include "app-icons.h"
#include "base-text.h"

#define PATIENCE_SECONDS 120
#define MAX_SETTLE       10000

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define N_QUARK_BLOCKS 4
#define QUARK_BLOCK    (2048 * sizeof (char *))

void __sanitizer_malloc_hook (const volatile void *block, size_t size);

static const volatile void *quark_blocks[N_QUARK_BLOCKS];

/* GLib lets the first array of its quarks go when there are more than 2,048, as windows have, and
 * never frees it. What is remembered here is no leak. */
void
__sanitizer_malloc_hook (const volatile void *block, size_t size)
{
  static guint n;

  if (size == QUARK_BLOCK && n < N_QUARK_BLOCKS)
    quark_blocks[n++] = block;
}
#endif
#endif

static gboolean is_patient;

/* As AdwApplication does: the styles are part of what is tested. */
static void
use_styles (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/org/paraphe/Paraphe/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

void
app_test_init (int *argc, char ***argv)
{
  gtk_test_init (argc, argv, NULL);
  adw_init ();
  app_assets_use ();
  app_icons_end_here ();
  use_styles ();
}

static gboolean
on_patience_cb (gpointer user_data)
{
  is_patient = FALSE;
  return G_SOURCE_CONTINUE;
}

guint
app_test_start_patience (void)
{
  is_patient = TRUE;
  return g_timeout_add_seconds (PATIENCE_SECONDS, on_patience_cb, NULL);
}

gboolean
app_test_is_patient (void)
{
  return is_patient;
}

void
app_test_end_patience (guint source)
{
  g_source_remove (source);
}

/* Lets what is due now happen. On a slow machine what is animated is due again before it is drawn:
 * that has an end, too. */
void
app_test_settle (void)
{
  guint patience = app_test_start_patience ();

  for (guint i = 0; i < MAX_SETTLE && is_patient && g_main_context_iteration (NULL, FALSE); i++)
    ;
  app_test_end_patience (patience);
}

static void
set_text (char **member, const char *text)
{
  g_free (*member);
  *member = g_strdup (text);
}

ModelLine *
app_test_line (gint64 student_id,
               const char *student,
               const char *company,
               ModelSearchState state,
               int step)
{
  ModelLine *line = model_line_new ();
  g_autofree char *student_key = base_text_sort_key (student);
  g_autofree char *company_key = base_text_sort_key (company);
  g_autofree char *words = g_strconcat (student, " ", company, NULL);
  g_autofree char *search_key = base_text_fold (words);

  line->student_id = student_id;
  line->search_id = student_id;
  line->search_state = state;
  set_text (&line->student, student);
  set_text (&line->student_key, student_key);
  set_text (&line->company, company);
  set_text (&line->company_key, company_key);
  set_text (&line->search_key, search_key);
  set_text (&line->start, "2027-01-12");
  set_text (&line->end, "2027-02-06");
  if (state == MODEL_SEARCH_VALIDATED)
    {
      line->placement_id = 100 + student_id;
      set_text (&line->placement_state, "validated");
    }
  if (step >= 0)
    {
      g_autofree char *number = g_strdup_printf ("2026-%04d", (int) student_id);

      line->agreement_id = 200 + student_id;
      line->step = step;
      line->n_steps = 5;
      set_text (&line->number, number);
      set_text (&line->mode, "manual");
      set_text (&line->step_date, "2026-11-20");
    }
  app_test_line_place (line, 1, "2MELEC", 11, "PFMP 1");
  return line;
}

void
app_test_line_place (ModelLine *line,
                     gint64 class_group_id,
                     const char *class_name,
                     gint64 period_id,
                     const char *period_name)
{
  line->class_group_id = class_group_id;
  line->period_id = period_id;
  set_text (&line->class_name, class_name);
  set_text (&line->class_key, class_name);
  set_text (&line->period_name, period_name);
}

static ModelSigner *
signer_new (guint n, ModelSignerState state)
{
  ModelSigner *signer = model_signer_new ();
  g_autofree char *name = g_strdup_printf ("Anne ROUX %u", n + 1);
  g_autofree char *email = g_strdup_printf ("anne%u@roux.example", n + 1);

  signer->signer_id = 500 + n;
  signer->signatory_id = 600 + n;
  signer->state = state;
  set_text (&signer->role, "tutor");
  set_text (&signer->name, name);
  set_text (&signer->email, email);
  return signer;
}

/* Makes a line one of an agreement that is signed electronically: a letter of @signers for each
 * signatory, the first of their state's key, in capitals for "stopped" and "signing". */
void
app_test_line_sign (ModelLine *line, ModelRequestState state, const char *signers)
{
  static const char letters[] = "wioGsdbSf";

  set_text (&line->mode, "electronic");
  line->agreement_id = 200 + line->student_id;
  line->request_id = 700 + line->student_id;
  line->request_state = model_request_state_info (state)->key;
  g_clear_pointer (&line->signers, g_ptr_array_unref);
  line->signers = g_ptr_array_new_with_free_func ((GDestroyNotify) model_signer_unref);
  for (guint i = 0; signers[i] != '\0'; i++)
    {
      const char *letter = strchr (letters, signers[i]);

      g_assert_nonnull (letter);
      g_ptr_array_add (line->signers, signer_new (i, (ModelSignerState) (letter - letters)));
    }
}

/* Six lines of two classes, in no order: one agreement of each kind of step, two without. */
GPtrArray *
app_test_lines (void)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);
  ModelLine *line;

  g_ptr_array_add (lines, app_test_line (3, "CAZALS Inès", "Mairie", MODEL_SEARCH_VALIDATED, -1));
  g_ptr_array_add (lines,
                   app_test_line (1, "ABADIE Léa", "Garage Roux", MODEL_SEARCH_VALIDATED, 0));
  g_ptr_array_add (lines, app_test_line (2, "BENALI Yanis", "Vidal", MODEL_SEARCH_VALIDATED, 4));
  g_ptr_array_add (lines, app_test_line (4, "DELMAS Hugo", "", MODEL_SEARCH_SEARCHING, -1));
  line = app_test_line (5, "ÉCHARD Noé", "Établi", MODEL_SEARCH_VALIDATED, 2);
  app_test_line_place (line, 2, "1CAP", 21, "PFMP 2");
  g_ptr_array_add (lines, line);
  line = app_test_line (1, "ABADIE Léa", "Zinc", MODEL_SEARCH_VALIDATED, 1);
  line->rank = 1;
  g_ptr_array_add (lines, line);
  return lines;
}

static void
class_free (gpointer data)
{
  WorkClass *class_group = data;

  g_free (class_group->name);
  g_ptr_array_unref (class_group->periods);
  g_free (class_group);
}

static void
period_free (gpointer data)
{
  WorkPeriod *period = data;

  g_free (period->name);
  g_free (period->start);
  g_free (period->end);
  g_free (period);
}

static void
add_class (WorkOverview *overview, gint64 id, const char *name, guint n_periods)
{
  WorkClass *class_group = g_new0 (WorkClass, 1);

  class_group->id = id;
  class_group->name = g_strdup (name);
  class_group->periods = g_ptr_array_new_with_free_func (period_free);
  for (guint i = 1; i <= n_periods; i++)
    {
      WorkPeriod *period = g_new0 (WorkPeriod, 1);

      period->id = id * 10 + i;
      period->name = g_strdup_printf ("PFMP %u", i);
      period->start = g_strdup ("2027-01-12");
      period->end = g_strdup ("2027-02-06");
      g_ptr_array_add (class_group->periods, period);
    }
  g_ptr_array_add (overview->classes, class_group);
}

WorkOverview *
app_test_overview (void)
{
  WorkOverview *overview = g_new0 (WorkOverview, 1);

  overview->school_name = g_strdup ("Lycée");
  overview->years = g_ptr_array_new ();
  overview->classes = g_ptr_array_new_with_free_func (class_free);
  overview->steps = model_step_list_default ();
  overview->lines = app_test_lines ();
  overview->teachers = g_ptr_array_new ();
  overview->templates = g_ptr_array_new ();
  overview->settings = model_settings_new ();
  overview->looks = model_search_looks_new (overview->settings);
  add_class (overview, 2, "1CAP", 2);
  add_class (overview, 1, "2MELEC", 1);
  return overview;
}

static GtkWidget *
find (GtkWidget *root, GType type, guint *n)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;

      if (G_TYPE_CHECK_INSTANCE_TYPE (child, type) && (*n)-- == 0)
        return child;
      found = find (child, type, n);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The @n-th widget of a type under @root, in the order of the tree. */
GtkWidget *
app_test_find (GtkWidget *root, GType type, guint n)
{
  return find (root, type, &n);
}

/* The button that says @label, with or without its mnemonic. */
GtkWidget *
app_test_find_button (GtkWidget *root, const char *label)
{
  GtkWidget *button;

  for (guint i = 0; (button = app_test_find (root, GTK_TYPE_BUTTON, i)) != NULL; i++)
    {
      const char *text = gtk_button_get_label (GTK_BUTTON (button));
      g_auto (GStrv) parts = text != NULL ? g_strsplit (text, "_", -1) : NULL;
      g_autofree char *plain = parts != NULL ? g_strjoinv ("", parts) : NULL;

      if (g_strcmp0 (plain, label) == 0)
        return button;
    }
  return NULL;
}

/* The window of a type that is on the screen, %NULL for none. */
gpointer
app_test_find_window (GType type)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type) && gtk_widget_get_visible (window))
        return window;
    }
  return NULL;
}

/* Puts a widget on the screen, in a window of its own. */
GtkWidget *
app_test_show (GtkWidget *child)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 900, 600);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  return child;
}

/* Closes the window of a shown widget and checks that nothing holds the widget any more. */
void
app_test_destroy (GtkWidget *child)
{
  gpointer weak = child;

  g_object_add_weak_pointer (G_OBJECT (child), &weak);
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (child)));
  app_test_until (weak == NULL);
}

void
app_test_remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        app_test_remove_folder (child);
      g_unlink (child);
    }
  g_rmdir (path);
}
