/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libxml/xmlreader.h>

#include "table-cells.h"

G_BEGIN_DECLS

/* What nobody fills in by hand: cells beyond are not looked at, more of the others refuse the
 * file. */
#define TABLE_CELLS_COLUMNS 256
#define TABLE_CELLS_MOST    400000
#define TABLE_CELLS_TEXT    65536

typedef struct _TableArchive TableArchive;

TableArchive *_table_archive_open (GBytes *bytes, GError **error);
void _table_archive_free (TableArchive *self);
gboolean _table_archive_has (TableArchive *self, const char *name);
GBytes *_table_archive_load (TableArchive *self, const char *name, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TableArchive, _table_archive_free)

/* One element after the other of a part of the archive. */
typedef struct
{
  GBytes *bytes;
  xmlTextReader *xml;
  const char *name; /* of the part */
} TableXml;

gboolean _table_xml_open (TableXml *self, TableArchive *archive, const char *name, GError **error);
gboolean _table_xml_next (TableXml *self, gboolean *more, GError **error);
gboolean _table_xml_is (TableXml *self, const char *name);
gboolean _table_xml_ends (TableXml *self, const char *name);
char *_table_xml_attribute (TableXml *self, const char *name);
void _table_xml_clear (TableXml *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TableXml, _table_xml_clear)

/* Gathers the cells of one file. */
typedef struct
{
  GPtrArray *sheets; /* (element-type TableCells) */
  GPtrArray *row;    /* (element-type utf8) (nullable elements): of the row that is read */
  guint n_cells;     /* of the file, so far */
} TableGathering;

void _table_gathering_init (TableGathering *self);
void _table_gathering_clear (TableGathering *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TableGathering, _table_gathering_clear)
TableCells *_table_gathering_add_sheet (TableGathering *self, const char *name);
gboolean
_table_gathering_add_cell (TableGathering *self, guint column, const char *text, GError **error);
void _table_gathering_end_row (TableGathering *self, guint number);

gboolean _table_cells_read_xlsx (TableArchive *archive, TableGathering *gathering, GError **error);
gboolean _table_cells_read_ods (TableArchive *archive, TableGathering *gathering, GError **error);
void _table_cells_set_damaged (GError **error);

G_END_DECLS
