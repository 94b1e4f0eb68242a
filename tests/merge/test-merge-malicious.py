#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile and odd documents that somebody else made up, where they are at hand: each is merged or
refused for what it is, within a second of the processor and a hundred megabytes. The system holds
each merge to that."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile

DRIVE = os.environ['MERGE_DRIVE']
BOUNDS = os.environ['MERGE_BOUNDS'].split()
MAKER = pathlib.Path(os.environ['PARAPHE_SRCDIR'], '..', 'shared', 'examples', 'mk_malicious.py')

# What becomes of each file: merged, with a warning or without, or a kind of refusal and what its
# sentence says. Names that an unpacker could write outside of its folder are refused although the
# file's maker would merge them: Office writes none.
MERGED, WARNED = 'merged', 'merged with a warning'
BOMB = 'hostile', 'far bigger'
NAMES = 'hostile', 'names of the parts'
ODD_XML = 'hostile', 'holds what no Word document holds'
EXPECTED = {
    'ok_minimal.docx': MERGED, 'ok_stored.docx': MERGED,
    'ok_bzip2.docx': ('damaged', 'cannot be read'), 'ok_lzma.docx': ('damaged', 'cannot be read'),
    'ok_datadescriptor.docx': MERGED, 'ok_zip64.docx': MERGED,
    'ok_prepended.docx': ('not-docx', 'not a Word document'), 'ok_appended.docx': MERGED,
    'odd_comment_eocd.docx': MERGED,
    'bad_truncated.docx': ('damaged', 'incomplete'),
    'bad_truncated_tail.docx': ('damaged', 'incomplete'),
    'bad_crc.docx': ('damaged', 'word/document.xml'), 'bad_empty.docx': ('damaged', 'empty'),
    'bad_text.docx': ('not-docx', 'plain text'), 'bad_rtf.docx': ('not-docx', 'RTF'),
    'bad_html.docx': ('not-docx', 'web page'), 'bad_ole.docx': ('not-docx', 'old Office format'),
    'bad_odt.docx': ('not-docx', 'LibreOffice'), 'bad_noct.docx': ('not-docx', 'not a Word'),
    'bad_nomain.docx': ('damaged', 'missing'), 'bad_zipencrypted.docx': ('encrypted', 'password'),
    'name_dotdot.docx': NAMES, 'name_absolute.docx': NAMES, 'name_backslash.docx': NAMES,
    'name_drive.docx': NAMES, 'name_inner.docx': NAMES, 'name_ctl.docx': NAMES,
    'name_winpath.docx': NAMES,
    'dup_document.docx': ('hostile', 'twice'), 'dup_case.docx': ('hostile', 'twice'),
    'case_parts.docx': MERGED,
    'many_entries.docx': BOMB, 'bomb_flat.docx': BOMB, 'bomb_media.docx': BOMB,
    'bomb_lying_size.docx': BOMB, 'bomb_overlap.docx': BOMB,
    'xxe_file.docx': ODD_XML, 'xxe_http.docx': ODD_XML, 'xxe_param.docx': ODD_XML,
    'xxe_ct.docx': ODD_XML, 'xml_billionlaughs.docx': ODD_XML, 'xml_quadratic.docx': ODD_XML,
    'xml_deep.docx': BOMB, 'xml_attr.docx': ODD_XML,
    'xml_utf16.docx': MERGED, 'xml_latin1.docx': MERGED, 'xml_bom.docx': MERGED,
    'xml_badutf8.docx': ('damaged', 'not readable'),
    'xml_truncated.docx': ('damaged', 'not well formed'),
    'fld_unclosed.docx': WARNED, 'fld_orphan_end.docx': WARNED,
    'fld_deep.docx': BOMB, 'fld_million.docx': BOMB, 'fld_longinstr.docx': BOMB,
    'fld_dde.docx': WARNED, 'fld_includetext.docx': WARNED, 'fld_includepicture.docx': WARNED,
    'ext_image_http.docx': WARNED, 'ext_image_file.docx': WARNED,
    'ext_template_http.docx': MERGED, 'ext_altchunk_html.docx': WARNED,
    'macro.docm': WARNED, 'template.dotx': MERGED, 'main_othername.docx': MERGED,
    'strict.docx': MERGED, 'prefix_other.docx': MERGED,
}
TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'


@unittest.skipUnless(MAKER.exists(), 'the maker of hostile files is not there')
class Malicious(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix='paraphe-malicious-'))
        subprocess.run([sys.executable, MAKER, cls.folder / 'in'], stdout=subprocess.DEVNULL,
                       check=True)
        index = (cls.folder / 'in' / 'INDEX.tsv').read_text().splitlines()[1:]
        cls.files = [line.split('\t')[0] for line in index]
        (cls.folder / 'out').mkdir()

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def merge(self, name):
        """What the merge says, in columns; a process of its own for each file."""
        output = self.folder / 'out' / name
        done = subprocess.run([DRIVE, *BOUNDS], text=True, capture_output=True, check=False,
                              input='%s\t%s\n' % (self.folder / 'in' / name, output))
        self.assertEqual(0, done.returncode, done.stderr)
        return done.stdout.rstrip('\n').split('\t'), output

    def check_merged(self, output):
        with zipfile.ZipFile(output) as package:
            self.assertIsNone(package.testzip())
            types = package.read('[Content_Types].xml').decode('utf-8-sig')
            names = package.namelist()
            texts = [package.read(name).decode('utf-8', 'replace') for name in names
                     if re.search(r'\.(xml|rels)$', name, re.I)]
        self.assertEqual('[Content_Types].xml', names[0])
        self.assertIn(TYPE, types)
        for text in texts:
            for bad in ('root:x:', 'vbaProject', 'tpl.dotm', 'DDEAUTO', 'macroEnabled'):
                self.assertNotIn(bad, text)

    def test_each_has_its_outcome(self):
        self.assertEqual(set(EXPECTED), set(self.files))
        for name in self.files:
            with self.subTest(name):
                columns, output = self.merge(name)
                expected = EXPECTED[name]
                if expected in (MERGED, WARNED):
                    self.assertEqual('merged', columns[0], columns)
                    self.assertEqual(expected == WARNED, len(columns) > 1, columns)
                    self.check_merged(output)
                else:
                    self.assertEqual(['refused', expected[0]], columns[:2])
                    self.assertIn(expected[1], columns[2])
                    self.assertFalse(output.exists())

    def test_nothing_is_written_beside(self):
        for name in self.files:
            self.merge(name)
        self.assertEqual({'in', 'out'}, set(os.listdir(self.folder)))
        self.assertFalse(set(os.listdir(self.folder / 'out')) - set(self.files))


if __name__ == '__main__':
    unittest.main(verbosity=2)
