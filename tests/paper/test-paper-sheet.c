/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "paper-sheet.h"

#include <string.h>

#include "paper-pages.h"

#define MM(x)  ((x) *72.0 / 25.4)
#define LONG   "Établissements Montgolfier, Vaysseline et Frères, constructions électromécaniques "
#define NO_END "Anticonstitutionnellementanticonstitutionnellementanticonstitutionnellement"

static void
on_ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

/* @sheet: (transfer full): papers, which are read again */
static PaperPages *
end_sheet (PaperSheet *sheet)
{
  G_GNUC_UNUSED g_autoptr (PaperSheet) own = sheet;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = paper_sheet_end (sheet, &error);
  const char *to = g_getenv ("PARAPHE_TEST_KEEP");
  PaperPages *pages;

  g_assert_no_error (error);
  if (to != NULL)
    g_file_set_contents (to, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                         NULL);
  paper_pages_open_async ("papiers.pdf", bytes, NULL, on_ready_cb, &result);
  pages = paper_pages_open_finish (wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (paper_pages_get_n_pages (pages), ==, paper_sheet_get_n_pages (sheet));
  return pages;
}

/* (element-type PaperMatch) */
static GArray *
find (PaperPages *pages, const char *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GArray *matches;

  paper_pages_find_async (pages, text, NULL, on_ready_cb, &result);
  matches = paper_pages_find_finish (pages, wait_for (&result), &error);
  g_assert_no_error (error);
  return matches;
}

static PaperMatch
find_one (PaperPages *pages, const char *text)
{
  g_autoptr (GArray) matches = find (pages, text);

  if (matches->len != 1)
    g_error ("“%s” is there %u times", text, matches->len);
  return g_array_index (matches, PaperMatch, 0);
}

static void
assert_n_times (PaperPages *pages, const char *text, guint n)
{
  g_autoptr (GArray) matches = find (pages, text);

  g_assert_cmpuint (matches->len, ==, n);
}

/* In millimetres. A line of letters is a little higher than the letters. */
static void
assert_inside (const PaperMatch *match, double x, double y, double width, double height)
{
  g_assert_cmpfloat (match->x, >=, MM (x - 0.2));
  g_assert_cmpfloat (match->x + match->width, <=, MM (x + width + 0.2));
  g_assert_cmpfloat (match->y, >=, MM (y - 1));
  g_assert_cmpfloat (match->y + match->height, <=, MM (y + height + 1));
}

/* Nothing is drawn where printers do not print, on any page; and the pages are A4. */
static void
assert_edges_white (PaperPages *pages, double edge)
{
  for (guint page = 0; page < paper_pages_get_n_pages (pages); page++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      cairo_surface_t *surface;
      double width, height;
      int margin = (int) MM (edge), stride;

      paper_pages_get_size (pages, page, &width, &height);
      g_assert_cmpfloat_with_epsilon (width, MM (210), 0.5);
      g_assert_cmpfloat_with_epsilon (height, MM (297), 0.5);
      paper_pages_render_async (pages, page, 1, NULL, on_ready_cb, &result);
      surface = paper_pages_render_finish (pages, wait_for (&result), NULL);
      stride = cairo_image_surface_get_stride (surface);
      for (int y = 0; y < (int) height; y++)
        for (int x = 0; x < (int) width; x++)
          if (x < margin || y < margin || x >= width - margin || y >= height - margin)
            {
              const guchar *row = cairo_image_surface_get_data (surface) + y * stride;

              if (((const guint32 *) (gconstpointer) row)[x] != 0xffffffff)
                g_error ("page %u is not white at %d, %d", page + 1, x, y);
            }
      cairo_surface_destroy (surface);
    }
}

/* ---- labels ---- */

/* What is said of a format fits on the paper, and is in the middle of it. */
static void
test_label_formats (void)
{
  const PaperLabels *labels;
  guint n = 0;

  while ((labels = paper_labels_get (n)) != NULL)
    {
      double width = labels->columns * labels->width + (labels->columns - 1) * labels->gap_x;
      double height = labels->rows * labels->height + (labels->rows - 1) * labels->gap_y;

      g_assert_cmpuint (labels->n, ==, labels->columns * labels->rows);
      g_assert_cmpfloat_with_epsilon (2 * labels->left + width, 210, 0.01);
      g_assert_cmpfloat_with_epsilon (2 * labels->top + height, 297, 0.01);
      g_assert_true (paper_labels_find (labels->n) == labels);
      n++;
    }
  g_assert_cmpuint (n, ==, 6);
  g_assert_cmpuint (paper_labels_get (0)->n, ==, 24);
  g_assert_null (paper_labels_find (25));
}

static char **
make_texts (guint n)
{
  char **texts = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    texts[i] = g_strdup_printf ("Entreprise-%03u\n3 rue des Entrepôts\n81967 LES AUBARÈDES", i + 1);
  return texts;
}

/* Each stands in its own label, from the first one that is left. */
static void
check_labels (guint n_labels, guint first, guint n)
{
  g_auto (GStrv) texts = make_texts (n);
  const PaperLabels *labels = paper_labels_find (n_labels);
  PaperSheet *sheet = paper_sheet_new ("Étiquettes");
  g_autoptr (PaperPages) pages = NULL;

  paper_sheet_add_labels (sheet, labels, first, (const char *const *) texts);
  pages = end_sheet (sheet);
  g_assert_cmpuint (paper_pages_get_n_pages (pages), ==,
                    (first - 1 + n + labels->n - 1) / labels->n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("Entreprise-%03u", i + 1);
      PaperMatch match = find_one (pages, name);
      guint place = first - 1 + i, on_page = place % labels->n;

      g_assert_cmpuint (match.page, ==, place / labels->n);
      assert_inside (
          &match, labels->left + (on_page % labels->columns) * (labels->width + labels->gap_x) + 4,
          labels->top + (on_page / labels->columns) * (labels->height + labels->gap_y) + 3,
          labels->width - 8, labels->height - 6);
    }
  assert_edges_white (pages, 4);
}

static void
test_labels (void)
{
  for (guint i = 0; paper_labels_get (i) != NULL; i++)
    check_labels (paper_labels_get (i)->n, 1, paper_labels_get (i)->n + 1);
  check_labels (24, 5, 20);
  check_labels (24, 24, 2);
  check_labels (21, 20, 25);
}

/* Many lines, and words without end, stay in their label. */
static void
test_labels_too_long (void)
{
  static const char *const texts[] = {
    LONG LONG LONG "\n" LONG LONG "\n" NO_END NO_END NO_END "\n" LONG LONG "\n81967 CASTELBRUN",
    "Voisine",
    "un\ndeux\ntrois\nquatre\ncinq\nsix\nsept\nhuit\nneuf\ndix\nonze\ndouze\ntreize\nquatorze",
    "",
    NULL,
  };
  PaperSheet *sheet = paper_sheet_new ("Étiquettes");
  g_autoptr (PaperPages) pages = NULL;
  PaperMatch match;

  paper_sheet_add_labels (sheet, paper_labels_find (24), 1, texts);
  pages = end_sheet (sheet);
  g_assert_cmpuint (paper_pages_get_n_pages (pages), ==, 1);
  /* The postcode is not what is left out. */
  match = find_one (pages, "81967 CASTELBRUN");
  assert_inside (&match, 5, 4, 60, 30);
  match = find_one (pages, "Voisine");
  assert_inside (&match, 75, 4, 60, 30);
  assert_edges_white (pages, 4);
}

static void
test_no_labels (void)
{
  static const char *const none[] = { NULL };
  g_autoptr (PaperSheet) sheet = paper_sheet_new ("Étiquettes");

  paper_sheet_add_labels (sheet, paper_labels_find (24), 3, none);
  g_assert_cmpuint (paper_sheet_get_n_pages (sheet), ==, 0);
}

/* ---- A3 ---- */

/* On the front of a folded A3, and nothing behind. */
static void
test_folded (void)
{
  PaperSheet *sheet = paper_sheet_new_folded ("Chemise");
  g_autoptr (PaperPages) pages = NULL;
  PaperMatch recipient, sender;
  double width, height;

  paper_sheet_add_envelope (sheet, "Lycée Vauban", "Atelier Brun");
  paper_sheet_add_envelope (sheet, "Mairie", "Garage Roux");
  pages = end_sheet (sheet);
  g_assert_cmpuint (paper_pages_get_n_pages (pages), ==, 2);
  for (guint page = 0; page < 2; page++)
    {
      paper_pages_get_size (pages, page, &width, &height);
      g_assert_cmpfloat_with_epsilon (width, MM (420), 0.5);
      g_assert_cmpfloat_with_epsilon (height, MM (297), 0.5);
    }
  recipient = find_one (pages, "Garage Roux");
  g_assert_cmpuint (recipient.page, ==, 1);
  assert_inside (&recipient, 210 + paper_sheet_window.x, paper_sheet_window.y,
                 paper_sheet_window.width, paper_sheet_window.height);
  sender = find_one (pages, "Lycée Vauban");
  g_assert_cmpfloat (sender.x, >, MM (210));
}

/* ---- envelopes ---- */

static void
test_envelope (void)
{
  static const char *const parts[] = { "Garage Roux", "Élodie ROUX", "Entrepôts", "AUBARÈDES" };
  const PaperArea *window = &paper_sheet_window;
  PaperSheet *sheet = paper_sheet_new ("Enveloppes");
  g_autoptr (PaperPages) pages = NULL;
  PaperMatch sender;

  paper_sheet_add_envelope (sheet, "Lycée Élise-Combarel\n81955 CASTELBRUN",
                            "Garage Roux\nÀ l’attention de Mme Élodie ROUX\n"
                            "3 rue des Entrepôts\n81967 LES AUBARÈDES");
  paper_sheet_add_envelope (sheet, LONG LONG LONG LONG, LONG LONG "\n" NO_END "\n81000 ALBI");
  pages = end_sheet (sheet);
  g_assert_cmpuint (paper_pages_get_n_pages (pages), ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      PaperMatch match = find_one (pages, parts[i]);

      g_assert_cmpuint (match.page, ==, 0);
      assert_inside (&match, window->x, window->y, window->width, window->height);
      /* What the envelope shows. */
      assert_inside (&match, 100, 40, 100, 35);
    }
  sender = find_one (pages, "Combarel");
  g_assert_cmpfloat (sender.x + sender.width, <, MM (90));
  sender = find_one (pages, "81000 ALBI");
  assert_inside (&sender, window->x, window->y, window->width, window->height);
  assert_edges_white (pages, 4);
}

/* ---- cover slips ---- */

static PaperSheetSlip
make_slip (void)
{
  static const PaperSheetFact facts[] = {
    { "Classe", "2MELEC" },
    { "Entreprise", LONG LONG LONG LONG LONG "Finale" },
    { "Période", "PFMP 1" },
  };

  return (PaperSheetSlip){
    .sender = "Lycée Élise-Combarel",
    .title = "Fiche de circulation",
    .subject = "ABADIE Léa",
    .facts = facts,
    .n_facts = G_N_ELEMENTS (facts),
    .ticks_title = "Signatures",
    .blanks = { "Remis le", "Signé le" },
    .return_title = "À retourner à",
    .return_to = "Lycée Élise-Combarel\n14 boulevard des Tisserands\n81955 CASTELBRUN",
  };
}

static void
test_slip (void)
{
  static const PaperSheetTick ticks[] = {
    { "Mme Hélène VAYSSELINE", "Chef d’établissement", "Signé le 3 novembre" },
    { "Léa ABADIE", "Élève", NULL },
    { LONG LONG LONG, NULL, NULL },
  };
  PaperSheetSlip slip = make_slip ();
  PaperSheet *sheet = paper_sheet_new ("Fiches");
  g_autoptr (PaperPages) pages = NULL;
  PaperMatch title, student, done, last, address;

  slip.ticks = ticks;
  slip.n_ticks = G_N_ELEMENTS (ticks);
  paper_sheet_add_slip (sheet, &slip);
  pages = end_sheet (sheet);
  g_assert_cmpuint (paper_pages_get_n_pages (pages), ==, 1);
  title = find_one (pages, "Fiche de circulation");
  student = find_one (pages, "ABADIE Léa");
  done = find_one (pages, "Signé le 3 novembre");
  last = find_one (pages, "Élève");
  address = find_one (pages, "81955 CASTELBRUN");
  g_assert_cmpfloat (title.y, <, student.y);
  g_assert_cmpfloat (student.y, <, done.y);
  g_assert_cmpfloat (done.y, <, last.y);
  g_assert_cmpfloat (last.y, <, address.y);
  /* A value of six lines is cut after three; who has signed has nothing to fill in. */
  g_assert_cmpfloat (find_one (pages, "PFMP 1").y - find_one (pages, "Entreprise").y, >, 2 * 12);
  g_assert_cmpfloat (find_one (pages, "PFMP 1").y - find_one (pages, "Entreprise").y, <, 5 * 12);
  assert_n_times (pages, "Remis le", 2);
  assert_edges_white (pages, 15);
}

/* Nobody is lost when there are many, and where it goes back to is on the last page. */
static void
test_slip_of_many (void)
{
  PaperSheetSlip slip = make_slip ();
  PaperSheetTick ticks[40];
  g_auto (GStrv) names = make_texts (G_N_ELEMENTS (ticks));
  PaperSheet *sheet = paper_sheet_new ("Fiches");
  g_autoptr (PaperPages) pages = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ticks); i++)
    {
      *strchr (names[i], '\n') = '\0';
      ticks[i] = (PaperSheetTick){ names[i], "Signataire", NULL };
    }
  slip.ticks = ticks;
  slip.n_ticks = G_N_ELEMENTS (ticks);
  paper_sheet_add_slip (sheet, &slip);
  pages = end_sheet (sheet);
  g_assert_cmpuint (paper_pages_get_n_pages (pages), >, 1);
  for (guint i = 0; i < G_N_ELEMENTS (ticks); i++)
    find_one (pages, names[i]);
  g_assert_cmpuint (find_one (pages, "À retourner à").page, ==,
                    paper_pages_get_n_pages (pages) - 1);
  assert_edges_white (pages, 15);
}

/* ---- transmission slips ---- */

static PaperPages *
make_table (guint n, const char *student)
{
  static const PaperSheetColumn columns[] = {
    { "Élève", 0.28 },         { "Classe", 0.13 },      { "Période", 0.25 },
    { "Convention n°", 0.18 }, { "Exemplaires", 0.16 },
  };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  const PaperSheetTable table = {
    .sender = "Lycée Élise-Combarel\n81955 CASTELBRUN",
    .recipient = "Garage Roux\n81967 LES AUBARÈDES",
    .day = "Castelbrun, le 26 novembre 2026",
    .title = "Bordereau d’envoi",
    .columns = columns,
    .n_columns = G_N_ELEMENTS (columns),
    .rows = rows,
    .closing = "Total",
    .received = "Date, cachet et signature",
  };
  PaperSheet *sheet = paper_sheet_new ("Bordereaux");

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *number = g_strdup_printf ("2026-%04u", i + 1);
      const char *const cells[] = { student, "2MELEC", "PFMP 1", number, NULL };

      g_ptr_array_add (rows, g_strdupv ((char **) cells));
    }
  paper_sheet_add_table (sheet, &table);
  return end_sheet (sheet);
}

static void
test_table (void)
{
  g_autoptr (PaperPages) pages = make_table (3, "ABADIE Léa");
  PaperMatch recipient = find_one (pages, "Garage Roux"), number = find_one (pages, "2026-0001");
  PaperMatch heading = find_one (pages, "Convention n°");
  PaperMatch box = find_one (pages, "Date, cachet et signature");

  g_assert_cmpuint (paper_pages_get_n_pages (pages), ==, 1);
  assert_inside (&recipient, 100, 40, 100, 35);
  g_assert_cmpfloat (heading.y, <, number.y);
  g_assert_cmpfloat_with_epsilon (heading.x, number.x, 1);
  g_assert_cmpfloat (box.y, >, find_one (pages, "2026-0003").y);
  assert_n_times (pages, "1/1", 0);
  assert_edges_white (pages, 4);
}

static void
test_table_of_many_pages (void)
{
  g_autoptr (PaperPages) pages = make_table (120, LONG LONG LONG);
  guint n = paper_pages_get_n_pages (pages);
  g_autofree char *last = g_strdup_printf ("%u/%u", n, n);

  g_assert_cmpuint (n, >, 4);
  assert_n_times (pages, "Bordereau d’envoi", n);
  g_assert_cmpuint (find_one (pages, last).page, ==, n - 1);
  g_assert_cmpuint (find_one (pages, "Date, cachet et signature").page, ==, n - 1);
  for (guint i = 0; i < 120; i++)
    {
      g_autofree char *number = g_strdup_printf ("2026-%04u", i + 1);

      find_one (pages, number);
    }
  assert_edges_white (pages, 4);
}

/* The box comes whole, on a page of its own when it must: every number of rows is tried around the
 * end of a page. */
static void
test_table_ends (void)
{
  guint before = 1;

  for (guint n = 10; n < 32; n++)
    {
      g_autoptr (PaperPages) pages = make_table (n, "ABADIE Léa");
      guint n_pages = paper_pages_get_n_pages (pages);
      PaperMatch box = find_one (pages, "Date, cachet et signature");

      g_assert_cmpuint (n_pages, >=, before);
      g_assert_cmpuint (n_pages, <=, 2);
      g_assert_cmpuint (box.page, ==, n_pages - 1);
      g_assert_cmpfloat (box.y + MM (30), <, MM (297 - 15));
      before = n_pages;
    }
  g_assert_cmpuint (before, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paper/sheet/label-formats", test_label_formats);
  g_test_add_func ("/paper/sheet/labels", test_labels);
  g_test_add_func ("/paper/sheet/labels-too-long", test_labels_too_long);
  g_test_add_func ("/paper/sheet/no-labels", test_no_labels);
  g_test_add_func ("/paper/sheet/folded", test_folded);
  g_test_add_func ("/paper/sheet/envelope", test_envelope);
  g_test_add_func ("/paper/sheet/slip", test_slip);
  g_test_add_func ("/paper/sheet/slip-of-many", test_slip_of_many);
  g_test_add_func ("/paper/sheet/table", test_table);
  g_test_add_func ("/paper/sheet/table-of-many-pages", test_table_of_many_pages);
  g_test_add_func ("/paper/sheet/table-ends", test_table_ends);
  return g_test_run ();
}
