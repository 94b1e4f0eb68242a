/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-cells-private.h"

/* The cells of a table that has just been written, and what formulas call them (docx §7.9, “as far
 * as Word's templates use them”): ABOVE, LEFT, RIGHT, BELOW, A1, A1:B2, B:B, 2:2. Letters count the
 * cells of a row, as in Word; above and below is what lies in the same column of the grid, so that
 * a title over several columns does not shift it. */

/* More columns, or rows, than Word allows: 63 and 32,767. */
#define MAX_COLUMN 64
#define MAX_ROW    40000

/* ---- reading ---- */

typedef struct _MergeCells Reader;

struct _MergeCells
{
  GPtrArray *rows;
  gsize n_cells; /* and rows */
  gsize at;      /* how much has been read */
  char *prefix;  /* that of the table's own names, with its colon; %NULL: not known yet */
  guint tables;  /* that are open */
  guint boxes;   /* likewise */
  gboolean text;
};

static void
cell_clear (gpointer data)
{
  g_string_free (((MergeCell *) data)->text, TRUE);
}

static void
row_free (gpointer data)
{
  MergeRow *row = data;

  g_array_unref (row->cells);
  g_free (row);
}

static MergeRow *
last_row (Reader *reader)
{
  return reader->rows->len > 0 ? g_ptr_array_index (reader->rows, reader->rows->len - 1) : NULL;
}

static MergeCell *
last_cell (Reader *reader)
{
  MergeRow *row = last_row (reader);

  return row != NULL && row->cells->len > 0
             ? &g_array_index (row->cells, MergeCell, row->cells->len - 1)
             : NULL;
}

static void
add_row (Reader *reader)
{
  MergeRow *row = g_new0 (MergeRow, 1);

  row->cells = g_array_new (FALSE, FALSE, sizeof (MergeCell));
  g_array_set_clear_func (row->cells, cell_clear);
  g_ptr_array_add (reader->rows, row);
  reader->n_cells++;
}

static void
add_cell (Reader *reader)
{
  MergeRow *row = last_row (reader);
  MergeCell cell = { NULL, 0, 1 };

  if (row == NULL)
    return;
  cell.text = g_string_new (NULL);
  cell.first = row->width++;
  g_array_append_val (row->cells, cell);
  reader->n_cells++;
}

static void
add_text (Reader *reader, const char *text, gsize length)
{
  MergeCell *cell = last_cell (reader);

  if (cell != NULL && reader->tables == 1 && reader->boxes == 0)
    g_string_append_len (cell->text, text, (gssize) length);
}

/* The number that the element of which @tag is the start has as its value; 0 when it has none. */
static guint
value_of (const char *tag, const char *end)
{
  const char *found = g_strstr_len (tag, end - tag, "val=\"");

  return found != NULL
             ? (guint) MIN (g_ascii_strtoull (found + strlen ("val=\""), NULL, 10), MAX_COLUMN)
             : 0;
}

static void
widen (Reader *reader, guint by)
{
  MergeRow *row = last_row (reader);
  MergeCell *cell = last_cell (reader);

  if (cell == NULL || by < 2)
    return;
  row->width += by - cell->span;
  cell->span = by;
}

typedef enum
{
  NAME_OTHER,
  NAME_TABLE,
  NAME_ROW,
  NAME_CELL,
  NAME_TEXT,
  NAME_PARAGRAPH,
  NAME_BREAK,
  NAME_SPAN,
  NAME_BEFORE,
  NAME_HEADER,
  NAME_BOX
} Name;

static const struct
{
  const char *name;
  Name meaning;
} names[] = {
  { "tbl", NAME_TABLE },        { "tr", NAME_ROW },          { "tc", NAME_CELL },
  { "t", NAME_TEXT },           { "p", NAME_PARAGRAPH },     { "br", NAME_BREAK },
  { "tab", NAME_BREAK },        { "gridSpan", NAME_SPAN },   { "gridBefore", NAME_BEFORE },
  { "tblHeader", NAME_HEADER }, { "txbxContent", NAME_BOX },
};

static Name
name_of (const Reader *reader, const char *tag, const char *end)
{
  gsize length = strlen (reader->prefix);

  if (strncmp (tag, reader->prefix, length) != 0)
    return NAME_OTHER;
  tag += length;
  length = MIN (strcspn (tag, " />\t\r\n"), (gsize) (end - tag));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i].name) == length && strncmp (names[i].name, tag, length) == 0)
      return names[i].meaning;
  return NAME_OTHER;
}

/* An element of the table itself. */
static void
open_own (Reader *reader, Name name, const char *tag, const char *end)
{
  MergeRow *row = last_row (reader);

  if (name == NAME_ROW)
    add_row (reader);
  else if (name == NAME_CELL)
    add_cell (reader);
  else if (name == NAME_SPAN)
    widen (reader, value_of (tag, end));
  else if (name == NAME_BEFORE && row != NULL)
    row->width += value_of (tag, end);
  else if (name == NAME_HEADER && row != NULL)
    row->header = TRUE;
}

static void
open_element (Reader *reader, Name name, const char *tag, const char *end)
{
  if (reader->tables == 1)
    open_own (reader, name, tag, end);
  if (name == NAME_TABLE)
    reader->tables++;
  else if (name == NAME_BOX)
    reader->boxes++;
  else if (name == NAME_TEXT)
    reader->text = TRUE;
  else if (name == NAME_BREAK)
    add_text (reader, " ", 1);
}

static void
close_element (Reader *reader, Name name)
{
  if (name == NAME_TABLE && reader->tables > 0)
    reader->tables--;
  else if (name == NAME_BOX && reader->boxes > 0)
    reader->boxes--;
  else if (name == NAME_TEXT)
    reader->text = FALSE;
  else if (name == NAME_PARAGRAPH)
    add_text (reader, " ", 1);
}

/* Takes the tag, or what stands for one, at @at; returns what follows. */
static const char *
take_tag (Reader *reader, const char *at, const char *end)
{
  static const char *const others[][2] = { { "<!--", "-->" }, { "<?", "?>" }, { "<!", ">" } };
  const char *close;
  Name name;

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (strncmp (at, others[i][0], strlen (others[i][0])) == 0)
      {
        close = g_strstr_len (at, end - at, others[i][1]);
        return close != NULL ? close + strlen (others[i][1]) : end;
      }
  close = memchr (at, '>', (gsize) (end - at));
  if (close == NULL)
    return end;
  name = name_of (reader, at + (at[1] == '/' ? 2 : 1), close);
  if (at[1] != '/')
    open_element (reader, name, at, close);
  if (at[1] == '/' || close[-1] == '/')
    close_element (reader, name);
  return close + 1;
}

/* What is written as an entity is no figure. */
static const char *
take_text (Reader *reader, const char *at, const char *end)
{
  while (at < end)
    {
      const char *entity = memchr (at, '&', (gsize) (end - at));
      const char *close = entity != NULL ? memchr (entity, ';', (gsize) (end - entity)) : NULL;

      add_text (reader, at, (gsize) ((entity != NULL ? entity : end) - at));
      if (entity != NULL)
        add_text (reader, " ", 1);
      at = close != NULL ? close + 1 : end;
    }
  return end;
}

/**
 * merge_cells_new:
 *
 * Returns: (transfer full): the cells of a table of which nothing has been read
 */
MergeCells *
merge_cells_new (void)
{
  MergeCells *cells = g_new0 (MergeCells, 1);

  cells->rows = g_ptr_array_new_with_free_func (row_free);
  return cells;
}

/**
 * merge_cells_free:
 * @cells: (transfer full): the cells of a table
 *
 * Frees them.
 */
void
merge_cells_free (MergeCells *cells)
{
  g_ptr_array_unref (cells->rows);
  g_free (cells->prefix);
  g_free (cells);
}

static void
read_prefix (MergeCells *cells, const char *xml, gsize length)
{
  const char *start = memchr (xml, '<', length);
  const char *colon = start != NULL ? start + 1 + strcspn (start + 1, ": />") : NULL;

  if (colon != NULL)
    cells->prefix = g_strndup (start + 1, *colon == ':' ? (gsize) (colon + 1 - (start + 1)) : 0);
}

/**
 * merge_cells_read:
 * @cells: the cells of a table
 * @xml: (array length=length): the table as far as it is written, up to the end of a tag or a text;
 *   it begins with what was read before. NUL behind it
 * @length: its length
 *
 * Reads on. The last cell of the last row is the one that is being written.
 *
 * Returns: (transfer none) (element-type MergeRow): the rows so far
 */
GPtrArray *
merge_cells_read (MergeCells *cells, const char *xml, gsize length)
{
  const char *at = xml + cells->at, *end = xml + length;

  if (cells->prefix == NULL)
    read_prefix (cells, xml, length);
  while (cells->prefix != NULL && at < end)
    {
      const char *tag = memchr (at, '<', (gsize) (end - at));

      if (tag == NULL)
        break;
      if (cells->text && tag > at)
        take_text (cells, at, tag);
      at = take_tag (cells, tag, end);
    }
  cells->at = (gsize) (at - xml);
  return cells->rows;
}

/**
 * merge_cells_count:
 * @cells: the cells of a table
 *
 * Returns: how many cells and rows have been read: what a walk through the table takes
 */
gsize
merge_cells_count (const MergeCells *cells)
{
  return cells->n_cells;
}

/* ---- references ---- */

typedef enum
{
  SIDE_NONE,
  SIDE_ABOVE,
  SIDE_BELOW,
  SIDE_LEFT,
  SIDE_RIGHT
} Side;

/* As the file holds them, and as pages on a French Word call them. */
static const struct
{
  const char *name;
  Side side;
} sides[] = {
  { "ABOVE", SIDE_ABOVE },      { "BELOW", SIDE_BELOW },     { "LEFT", SIDE_LEFT },
  { "RIGHT", SIDE_RIGHT },      { "AU-DESSUS", SIDE_ABOVE }, { "DESSUS", SIDE_ABOVE },
  { "AU-DESSOUS", SIDE_BELOW }, { "DESSOUS", SIDE_BELOW },   { "GAUCHE", SIDE_LEFT },
  { "DROITE", SIDE_RIGHT },
};

static Side
side_of (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    if (g_ascii_strcasecmp (sides[i].name, name) == 0)
      return sides[i].side;
  return SIDE_NONE;
}

/* A corner of a range, each from 1 on; 0: all. */
typedef struct
{
  guint column;
  guint row;
} Corner;

/* Reads “B2”, “B” or “2”; returns what follows, @at when there is none. */
static const char *
read_corner (const char *at, Corner *corner)
{
  *corner = (Corner){ 0, 0 };
  while (g_ascii_isalpha (*at) && corner->column <= MAX_COLUMN)
    corner->column = corner->column * 26 + (guint) (g_ascii_toupper (*at++) - 'A') + 1;
  while (g_ascii_isdigit (*at) && corner->row <= MAX_ROW)
    corner->row = corner->row * 10 + (guint) (*at++ - '0');
  return at;
}

static gboolean
is_corner (const Corner *corner)
{
  return corner->column <= MAX_COLUMN && corner->row <= MAX_ROW
         && (corner->column > 0 || corner->row > 0);
}

static gboolean
read_range (const char *reference, Corner *first, Corner *last)
{
  const char *at = read_corner (reference, first);

  if (at == reference || !is_corner (first))
    return FALSE;
  *last = *first;
  if (*at == '\0')
    return first->column > 0 && first->row > 0;
  if (*at != ':')
    return FALSE;
  at = read_corner (at + 1, last);
  return *at == '\0' && is_corner (last) && (first->column > 0) == (last->column > 0)
         && (first->row > 0) == (last->row > 0);
}

/**
 * merge_cells_is_name:
 * @text: a formula
 * @start: a word in it
 * @end: its end
 *
 * Returns: whether the word is part of what cells are called by
 */
gboolean
merge_cells_is_name (const char *text, const char *start, const char *end)
{
  g_autofree char *word = g_strndup (start, (gsize) (end - start));
  Corner corner;

  if (side_of (word) != SIDE_NONE)
    return TRUE;
  if (*read_corner (word, &corner) != '\0' || !is_corner (&corner) || corner.column == 0)
    return FALSE;
  if (corner.row > 0)
    return TRUE;
  return *end == ':' || (start > text && start[-1] == ':')
         || (g_ascii_strcasecmp (word, "AU") == 0
             && g_ascii_strncasecmp (end, "-DESSO", strlen ("-DESS")) == 0);
}

static gboolean
is_beside (const MergeCell *own, const MergeCell *cell)
{
  return cell->first < own->first + own->span && own->first < cell->first + cell->span;
}

static void
find_beside (GPtrArray *rows,
             Side side,
             guint own_row,
             guint own_cell,
             MergeCellFunc function,
             gpointer user_data)
{
  const MergeRow *row = g_ptr_array_index (rows, own_row);
  const MergeCell *own = &g_array_index (row->cells, MergeCell, own_cell);
  gboolean upright = side == SIDE_ABOVE || side == SIDE_BELOW;
  guint from = side == SIDE_ABOVE ? 0 : own_row + 1, to = side == SIDE_ABOVE ? own_row : rows->len;

  for (guint i = from; upright && i < to; i++)
    {
      const MergeRow *other = g_ptr_array_index (rows, i);

      for (guint j = 0; !other->header && j < other->cells->len; j++)
        if (is_beside (own, &g_array_index (other->cells, MergeCell, j)))
          function (i, j, user_data);
    }
  from = side == SIDE_LEFT ? 0 : own_cell + 1;
  to = side == SIDE_LEFT ? own_cell : row->cells->len;
  for (guint j = from; !upright && j < to; j++)
    function (own_row, j, user_data);
}

static void
find_range (GPtrArray *rows,
            const Corner *first,
            const Corner *last,
            MergeCellFunc function,
            gpointer user_data)
{
  guint top = MIN (first->row, last->row), bottom = MAX (first->row, last->row);
  guint left = MIN (first->column, last->column), right = MAX (first->column, last->column);

  top = MAX (top, 1);
  left = MAX (left, 1);
  bottom = bottom > 0 ? MIN (bottom, rows->len) : rows->len;
  for (guint i = top; i <= bottom; i++)
    {
      const MergeRow *row = g_ptr_array_index (rows, i - 1);
      guint end = right > 0 ? MIN (right, row->cells->len) : row->cells->len;

      for (guint j = left; j <= end; j++)
        function (i - 1, j - 1, user_data);
    }
}

/**
 * merge_cells_find:
 * @rows: (element-type MergeRow): a table
 * @reference: what a formula calls cells by
 * @own_row: where the formula stands
 * @own_cell: likewise
 * @function: (scope call): called for each cell, in their order
 * @user_data: for @function
 *
 * Returns: whether @reference is one
 */
gboolean
merge_cells_find (GPtrArray *rows,
                  const char *reference,
                  guint own_row,
                  guint own_cell,
                  MergeCellFunc function,
                  gpointer user_data)
{
  Side side = side_of (reference);
  Corner first, last;

  if (side != SIDE_NONE)
    find_beside (rows, side, own_row, own_cell, function, user_data);
  else if (read_range (reference, &first, &last))
    find_range (rows, &first, &last, function, user_data);
  else
    return FALSE;
  return TRUE;
}

/**
 * merge_cells_reach:
 * @rows: (element-type MergeRow): a table that is being written
 * @reference: what a formula calls cells by
 * @own_row: where the formula stands
 *
 * Returns: whether some of these cells are still to come
 */
gboolean
merge_cells_reach (GPtrArray *rows, const char *reference, guint own_row)
{
  Side side = side_of (reference);
  Corner first, last;
  guint row, column;

  if (side != SIDE_NONE)
    return side == SIDE_BELOW || (side == SIDE_RIGHT && own_row + 1 >= rows->len);
  if (!read_range (reference, &first, &last))
    return FALSE;
  row = MAX (first.row, last.row);
  column = MAX (first.column, last.column);
  if (row == 0 || row > rows->len)
    return TRUE;
  return row == rows->len
         && (column == 0 || column > ((MergeRow *) rows->pdata[row - 1])->cells->len);
}

/**
 * merge_cells_look_on:
 * @formula: a formula
 *
 * Returns: whether it names cells that stand behind it
 */
gboolean
merge_cells_look_on (const char *formula)
{
  g_autofree char *capitals = g_ascii_strup (formula, -1);

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    if ((sides[i].side == SIDE_BELOW || sides[i].side == SIDE_RIGHT)
        && strstr (capitals, sides[i].name) != NULL)
      return TRUE;
  return FALSE;
}
