/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-history-print.h"

#include <glib/gi18n-lib.h>

#include "app-format.h"
#include "base-date.h"
#include "base-text.h"

/* All measures are in points. */
#define MARGIN_MM  15
#define PADDING    4.0
#define RULE       0.5
#define TITLE_FONT "Sans Bold 16"
#define HEAD_FONT  "Sans Bold 9"
#define TEXT_FONT  "Sans 9"
#define SMALL_FONT "Sans 8"
#define GREY       0.45
/* Longer values are cut: a page has to hold at least one. */
#define MAX_CHARS   600
#define FOOT_HEIGHT 26.0

enum
{
  COLUMN_MOMENT,
  COLUMN_AUTHOR,
  COLUMN_ACTION,
  COLUMN_CHANGES,
  N_COLUMNS
};

static const struct
{
  const char *heading;
  double width; /* of the page's */
} columns[N_COLUMNS] = {
  [COLUMN_MOMENT] = { N_ ("Day and hour"), 0.14 },
  [COLUMN_AUTHOR] = { N_ ("By whom"), 0.17 },
  [COLUMN_ACTION] = { N_ ("Action"), 0.25 },
  [COLUMN_CHANGES] = { N_ ("Before → after"), 0.44 },
};

/* An action, set in type. */
typedef struct
{
  PangoLayout *cells[COLUMN_CHANGES];
  GPtrArray *changes; /* (element-type PangoLayout) */
  double cells_height;
} Row;

/* As much of an action as a page holds. */
typedef struct
{
  Row *row; /* not owned */
  guint page;
  guint first; /* of its changes */
  guint n;
  double y;
  double height;
} Part;

typedef struct
{
  char *student;
  char *place;
  char *filter; /* (nullable) */
  char *foot;
  GPtrArray *groups; /* (owned) (element-type AppHistoryGroup) */

  GPtrArray *rows; /* (element-type Row): once the paper is known */
  GArray *parts;   /* (element-type Part) */
} Print;

static void
row_free (gpointer data)
{
  Row *row = data;

  for (guint i = 0; i < G_N_ELEMENTS (row->cells); i++)
    g_clear_object (&row->cells[i]);
  g_ptr_array_unref (row->changes);
  g_free (row);
}

static void
print_free (gpointer data)
{
  Print *print = data;

  g_free (print->student);
  g_free (print->place);
  g_free (print->filter);
  g_free (print->foot);
  g_ptr_array_unref (print->groups);
  g_ptr_array_unref (print->rows);
  g_array_unref (print->parts);
  g_free (print);
}

/* ---- setting in type ---- */

static PangoLayout *
set_text (GtkPrintContext *context, const char *font, const char *text, double width)
{
  PangoLayout *layout = gtk_print_context_create_pango_layout (context);
  g_autoptr (PangoFontDescription) description = pango_font_description_from_string (font);

  pango_layout_set_font_description (layout, description);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  if (width > 0)
    pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static double
height_of (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

static void
strike (PangoLayout *layout)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
  pango_layout_set_attributes (layout, attributes);
}

static double
column_width (GtkPrintContext *context, guint column)
{
  return gtk_print_context_get_width (context) * columns[column].width - 2 * PADDING;
}

static PangoLayout *
set_fact (const AppHistoryFact *fact, GtkPrintContext *context)
{
  g_autofree char *cut = base_text_excerpt (fact->text, MAX_CHARS);
  /* Translators: the name of a field and its value. */
  g_autofree char *line =
      fact->label != NULL ? g_strdup_printf (_ ("%s: %s"), fact->label, cut) : NULL;

  return set_text (context, TEXT_FONT, line != NULL ? line : cut,
                   column_width (context, COLUMN_CHANGES));
}

static char *
name_action (const WorkHistoryItem *item)
{
  g_autofree char *name = base_text_first_cap (item->operation);

  if (item->undone)
    /* Translators: an action that was taken back since. */
    return g_strdup_printf (_ ("%s (undone)"), name);
  if (item->is_undo || item->is_redo)
    /* Translators: a verb and what it is about: “Undo: step of 3 agreements”. */
    return g_strdup_printf (_ ("%s: %s"), item->is_undo ? _ ("Undo") : _ ("Redo"), item->operation);
  return g_steal_pointer (&name);
}

static Row *
row_new (const AppHistoryGroup *group, GtkPrintContext *context)
{
  Row *row = g_new0 (Row, 1);
  const WorkHistoryItem *first = app_history_group_get (group, 0);
  g_autofree char *moment = app_format_moment (first->at);
  g_autofree char *action = name_action (first);
  const char *texts[] = { moment, first->author, action };
  g_autoptr (GPtrArray) facts = app_history_facts_short_new (group);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      row->cells[i] = set_text (context, TEXT_FONT, texts[i], column_width (context, i));
      row->cells_height = MAX (row->cells_height, height_of (row->cells[i]));
    }
  row->changes = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < facts->len; i++)
    g_ptr_array_add (row->changes, set_fact (g_ptr_array_index (facts, i), context));
  for (guint i = 0; first->undone && i < row->changes->len; i++)
    strike (g_ptr_array_index (row->changes, i));
  return row;
}

/* ---- pages ---- */

/* Draws @layout when there is something to draw on; tells where it ends. */
static double
put (cairo_t *cairo, PangoLayout *layout, double x, double y)
{
  if (cairo != NULL)
    {
      cairo_move_to (cairo, x, y);
      pango_cairo_show_layout (cairo, layout);
    }
  return y + height_of (layout);
}

static double
put_text (cairo_t *cairo, GtkPrintContext *context, const char *font, const char *text, double y)
{
  g_autoptr (PangoLayout) layout =
      set_text (context, font, text, gtk_print_context_get_width (context));

  return put (cairo, layout, 0, y);
}

static void
rule (cairo_t *cairo, GtkPrintContext *context, double y)
{
  cairo_set_line_width (cairo, RULE);
  cairo_move_to (cairo, 0, y);
  cairo_line_to (cairo, gtk_print_context_get_width (context), y);
  cairo_stroke (cairo);
}

static double
put_headings (cairo_t *cairo, GtkPrintContext *context, double top)
{
  double x = 0, bottom = top;

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      g_autoptr (PangoLayout) layout =
          set_text (context, HEAD_FONT, _ (columns[i].heading), column_width (context, i));

      bottom = MAX (bottom, put (cairo, layout, x + PADDING, top + PADDING));
      x += gtk_print_context_get_width (context) * columns[i].width;
    }
  return bottom + PADDING;
}

/* What stands above the table: whose history it is, on every page. */
static double
put_head (cairo_t *cairo, const Print *print, GtkPrintContext *context, guint page)
{
  double y = 0;

  if (page == 0)
    {
      y = put_text (cairo, context, TITLE_FONT, _ ("History of an Internship"), y) + PADDING;
      y = put_text (cairo, context, HEAD_FONT, print->student, y);
      y = put_text (cairo, context, TEXT_FONT, print->place, y);
      if (print->filter != NULL)
        y = put_text (cairo, context, TEXT_FONT, print->filter, y);
    }
  else
    {
      g_autofree char *text = g_strdup_printf ("%s · %s", print->student, print->place);

      y = put_text (cairo, context, SMALL_FONT, text, y);
    }
  y += 2 * PADDING;
  return put_headings (cairo, context, y);
}

static double
bottom_of (GtkPrintContext *context)
{
  return gtk_print_context_get_height (context) - FOOT_HEIGHT;
}

/* How many changes from @first on fit in @room; a page that is still empty takes one anyway. */
static guint
count_fitting (const Row *row, guint first, double room, gboolean is_empty, double *height)
{
  guint n = 0;

  *height = row->cells_height;
  if (*height > room && !is_empty)
    return 0;
  for (double sum = 0; first + n < row->changes->len; n++)
    {
      sum += height_of (g_ptr_array_index (row->changes, first + n));
      if (sum > room && (n > 0 || !is_empty))
        break;
      *height = MAX (*height, sum);
    }
  return n;
}

static guint
break_pages (Print *print, GtkPrintContext *context)
{
  guint page = 0;
  double top = put_head (NULL, print, context, page), y = top;

  for (guint i = 0; i < print->rows->len; i++)
    {
      Row *row = g_ptr_array_index (print->rows, i);

      for (guint first = 0; first < row->changes->len;)
        {
          Part part = { row, page, first, 0, y, 0 };

          part.n = count_fitting (row, first, bottom_of (context) - y - 2 * PADDING, y <= top,
                                  &part.height);
          if (part.n == 0)
            {
              top = y = put_head (NULL, print, context, ++page);
              continue;
            }
          g_array_append_val (print->parts, part);
          y += part.height + 2 * PADDING;
          first += part.n;
        }
    }
  return page + 1;
}

static void
on_begin_print_cb (GtkPrintOperation *operation, GtkPrintContext *context, gpointer user_data)
{
  Print *print = user_data;

  g_ptr_array_set_size (print->rows, 0);
  g_array_set_size (print->parts, 0);
  for (guint i = 0; i < print->groups->len; i++)
    g_ptr_array_add (print->rows, row_new (g_ptr_array_index (print->groups, i), context));
  gtk_print_operation_set_n_pages (operation, (int) break_pages (print, context));
}

static void
draw_part (cairo_t *cairo, GtkPrintContext *context, const Part *part)
{
  double x = 0, y = part->y + PADDING;

  cairo_set_source_rgb (cairo, GREY, GREY, GREY);
  rule (cairo, context, part->y);
  /* What goes on from the page before is said in grey. */
  if (part->first == 0)
    cairo_set_source_rgb (cairo, 0, 0, 0);
  for (guint i = 0; i < COLUMN_CHANGES; i++)
    {
      put (cairo, part->row->cells[i], x + PADDING, y);
      x += gtk_print_context_get_width (context) * columns[i].width;
    }
  cairo_set_source_rgb (cairo, 0, 0, 0);
  for (guint i = 0; i < part->n; i++)
    y = put (cairo, g_ptr_array_index (part->row->changes, part->first + i), x + PADDING, y);
}

static void
draw_foot (cairo_t *cairo, const Print *print, GtkPrintContext *context, int page, int n_pages)
{
  double y = bottom_of (context) + PADDING, width = gtk_print_context_get_width (context);
  /* Translators: at the foot of a printed page. */
  g_autofree char *number = g_strdup_printf (_ ("page %d of %d"), page + 1, n_pages);
  g_autoptr (PangoLayout) right = set_text (context, SMALL_FONT, number, width);
  g_autoptr (PangoLayout) left = set_text (context, SMALL_FONT, print->foot, width * 0.8);

  cairo_set_source_rgb (cairo, GREY, GREY, GREY);
  rule (cairo, context, y);
  pango_layout_set_alignment (right, PANGO_ALIGN_RIGHT);
  put (cairo, right, 0, y + PADDING);
  put (cairo, left, 0, y + PADDING);
}

static void
on_draw_page_cb (GtkPrintOperation *operation,
                 GtkPrintContext *context,
                 int page,
                 gpointer user_data)
{
  const Print *print = user_data;
  cairo_t *cairo = gtk_print_context_get_cairo_context (context);
  int n_pages;

  g_object_get (operation, "n-pages", &n_pages, NULL);
  cairo_set_source_rgb (cairo, 0, 0, 0);
  put_head (cairo, print, context, (guint) page);
  for (guint i = 0; i < print->parts->len; i++)
    {
      const Part *part = &g_array_index (print->parts, Part, i);

      if (part->page == (guint) page)
        draw_part (cairo, context, part);
    }
  draw_foot (cairo, print, context, page, n_pages);
}

/* ---- the document ---- */

static char *
describe_place (ModelLine *line)
{
  g_autoptr (GString) place = g_string_new (line->class_name);

  if (line->period_name[0] != '\0')
    g_string_append_printf (place, " · %s", line->period_name);
  if (line->company[0] != '\0')
    g_string_append_printf (place, " · %s", line->company);
  if (line->number[0] != '\0')
    {
      g_string_append (place, " · ");
      /* Translators: the number of an agreement: 2026-0042. */
      g_string_append_printf (place, _ ("agreement no. %s"), line->number);
    }
  return g_string_free (g_steal_pointer (&place), FALSE);
}

static Print *
print_new (ModelLine *line, const char *school_name, GPtrArray *groups, const char *filter)
{
  Print *print = g_new0 (Print, 1);
  g_autofree char *now = base_date_now_utc ();
  g_autofree char *moment = app_format_moment (now);
  /* Translators: a day and an hour. */
  g_autofree char *printed = g_strdup_printf (_ ("printed on %s"), moment);

  print->student = g_strdup (line->student);
  print->place = describe_place (line);
  print->filter = filter != NULL ? g_strdup (filter) : NULL;
  print->foot = school_name[0] != '\0' ? g_strdup_printf ("%s · %s", school_name, printed)
                                       : g_strdup (printed);
  print->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) app_history_group_unref);
  for (guint i = 0; i < groups->len; i++)
    g_ptr_array_add (print->groups, app_history_group_ref (g_ptr_array_index (groups, i)));
  print->rows = g_ptr_array_new_with_free_func (row_free);
  print->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  return print;
}

static GtkPageSetup *
page_setup_new (void)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  g_autoptr (GtkPaperSize) paper = gtk_paper_size_new (GTK_PAPER_NAME_A4);

  gtk_page_setup_set_paper_size (setup, paper);
  gtk_page_setup_set_top_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  return setup;
}

/**
 * app_history_print_new:
 * @line: whose history it is
 * @school_name: for the foot of the pages
 * @groups: (element-type AppHistoryGroup): the actions, in the order in which they are printed
 * @filter: (nullable): a sentence that says that some are left out
 *
 * Returns: (transfer full): what prints them on A4, or exports them as PDF
 */
GtkPrintOperation *
app_history_print_new (ModelLine *line,
                       const char *school_name,
                       GPtrArray *groups,
                       const char *filter)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = page_setup_new ();
  Print *print = print_new (line, school_name, groups, filter);
  /* Translators: what a print job is called: whose history. */
  g_autofree char *name = g_strdup_printf (_ ("History of %s"), line->student);

  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, name);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  g_object_set_data_full (G_OBJECT (operation), "paraphe-print", print, print_free);
  g_signal_connect (operation, "begin-print", G_CALLBACK (on_begin_print_cb), print);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw_page_cb), print);
  return operation;
}
