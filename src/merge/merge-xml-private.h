/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <libxml/tree.h>

G_BEGIN_DECLS

#define MERGE_MAX_ATTRIBUTES 256
#define MERGE_MAX_DEPTH      256
#define MERGE_MAX_NAMESPACES 1024

/* Bytes that the tree of a part may take: as much as some ten megabytes of fields. */
#define MERGE_MAX_TREE (192u * 1024 * 1024)

typedef xmlDoc MergeXml;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MergeXml, xmlFreeDoc)

GBytes *merge_xml_to_utf8 (GBytes *bytes, const char *part, GError **error);
gboolean merge_xml_scan (const char *text, gsize length, const char *part, GError **error);
MergeXml *merge_xml_parse (GBytes *bytes, const char *part, GError **error);
GBytes *merge_xml_dump (MergeXml *xml);

G_END_DECLS
