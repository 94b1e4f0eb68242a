/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <libxml/tree.h>

G_BEGIN_DECLS

/* Helpers over a parsed part. WordprocessingML is known by its namespace, transitional or strict,
 * never by a prefix. */

gboolean merge_dom_is (const xmlNode *node, const char *name);
gboolean merge_dom_is_any (const xmlNode *node, const char *const *names);
gboolean merge_dom_is_plain (const xmlNode *node, const char *name);
gboolean merge_dom_is_mc (const xmlNode *node, const char *name);
char *merge_dom_get (const xmlNode *node, const char *name);
char *merge_dom_get_plain (const xmlNode *node, const char *name);
void merge_dom_set_plain (xmlNode *node, const char *name, const char *value);
void merge_dom_drop_plain (xmlNode *node, const char *name);
gboolean merge_dom_is_on (const xmlNode *node);
void merge_dom_remove (xmlNode *node);

xmlNode *merge_dom_next (const xmlNode *node, const xmlNode *root);
xmlNode *merge_dom_next_skip (const xmlNode *node, const xmlNode *root);
xmlNode *merge_dom_first (const xmlNode *node, const char *name);
xmlNode *merge_dom_child (const xmlNode *node, const char *name);
xmlNode *merge_dom_ancestor (const xmlNode *node, const char *name);
gboolean merge_dom_contains (const xmlNode *node, const xmlNode *descendant);
gboolean merge_dom_has_content (const xmlNode *node);
xmlNode *merge_dom_add (xmlNode *parent, const xmlNode *like, const char *name);
gsize merge_dom_weigh (const xmlNode *node);
xmlNode *merge_dom_clone (const xmlNode *node, xmlNode *parent);
void merge_dom_adopt (xmlNode *node);
void merge_dom_move (xmlNode *node, xmlNode *parent);

G_END_DECLS
