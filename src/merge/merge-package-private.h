/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MERGE_PART_CONTENT_TYPES "[Content_Types].xml"
#define MERGE_PART_RELATIONS     "_rels/.rels"

/* Limits of what a template may be (docx §7.1.2). */
#define MERGE_MAX_ENTRIES   2000
#define MERGE_MAX_TOTAL     (200u * 1024 * 1024)
#define MERGE_MAX_XML       (64u * 1024 * 1024)
#define MERGE_MAX_RATIO     200
#define MERGE_RATIO_MINIMUM (1024u * 1024)

/**
 * MergeEntry:
 *
 * One file of a package, kept as the archive holds it, so that it is copied without being
 * compressed again.
 */
typedef struct
{
  char *name;
  GBytes *stored; /* deflated when @deflated */
  gsize size;     /* once inflated */
  guint32 crc;    /* of the inflated bytes */
  gboolean deflated;
} MergeEntry;

/**
 * MergePackage:
 *
 * An Office Open XML package in memory: its entries in the order of the file, the content types
 * first. Part names have no leading slash and compare without regard to case.
 */
typedef struct
{
  GPtrArray *entries; /* (element-type MergeEntry) */
  GHashTable *index;  /* casefolded name → MergeEntry, borrowed */
} MergePackage;

MergePackage *merge_package_read (GBytes *bytes, GError **error);
void merge_package_free (MergePackage *package);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MergePackage, merge_package_free)

MergeEntry *merge_package_find (MergePackage *package, const char *name);
GBytes *merge_package_load_xml (MergePackage *package, const char *name, GError **error);
gboolean
merge_package_replace (MergePackage *package, const char *name, GBytes *bytes, GError **error);
void merge_package_remove (MergePackage *package, const char *name);

gboolean merge_package_check_name (const char *name);

G_END_DECLS
