#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The agreement to begin from is what LibreOffice may open and save: nothing that it says is lost;
and what is made of either form is a whole PDF."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ET
import zipfile

CTL = os.environ['PARAPHECTL']
OFFICE = shutil.which('soffice')
W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
WORD = 'docx:MS Word 2007 XML'


def has_writer():
    if OFFICE is None:
        return False
    return (pathlib.Path(OFFICE).resolve().parent / 'libswlo.so').exists()


def ctl(*arguments):
    done = subprocess.run([CTL, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def paragraphs(path):
    """What a document says, and nothing of how it looks."""
    with zipfile.ZipFile(path) as package:
        root = ET.fromstring(package.read('word/document.xml'))
    texts = (''.join(text.text or '' for text in paragraph.iter(W + 't'))
             for paragraph in root.iter(W + 'p'))
    return [text.strip() for text in texts if text.strip()]


@unittest.skipUnless(has_writer(), 'LibreOffice Writer is not installed')
class Starter(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix='paraphe-starter-'))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        ctl('template', 'fields', cls.folder / 'data.csv')
        for what in ('word', 'libreoffice'):
            ctl('template', what, cls.folder / (what + '.docx'))

    def office(self, to, name, *paths):
        """What LibreOffice makes of files, in a folder of its own."""
        out = self.folder / name
        subprocess.run([OFFICE, '--headless', '-env:UserInstallation=file://%s/profile'
                        % self.folder, '--convert-to', to, '--outdir', out, *paths],
                       capture_output=True, check=False, timeout=240)
        return out

    def merge(self, template, name):
        out = self.folder / name
        ctl('merge', template, self.folder / 'data.csv', '--output', out)
        made = list(out.glob('*.docx'))
        self.assertEqual(1, len(made))
        return made[0]

    def test_saved_by_libreoffice(self):
        saved = self.office(WORD, 'saved', self.folder / 'libreoffice.docx') / 'libreoffice.docx'
        self.assertTrue(saved.is_file())
        before = paragraphs(self.merge(self.folder / 'libreoffice.docx', 'before'))
        self.assertEqual(before, paragraphs(self.merge(saved, 'after')))
        self.assertIn('Camille DURAND, née le 14/03/2010 à Villeneuve-la-Garrigue', before)

    def test_pdf(self):
        for what in ('word', 'libreoffice'):
            made = self.merge(self.folder / (what + '.docx'), 'made-' + what)
            pdf = self.office('pdf', 'pdf-' + what, made) / (made.stem + '.pdf')
            data = pdf.read_bytes()
            self.assertTrue(data.startswith(b'%PDF-') and data.rstrip().endswith(b'%%EOF'))


if __name__ == '__main__':
    unittest.main()
