#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo class's agreements, from both templates, through the real LibreOffice: no field is left
anywhere in the document, and the PDF carries each student's name, class, company and dates."""
import collections
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
import zipfile

CTL = os.environ['PARAPHECTL']
TEMPLATES = {'a4': (os.environ['TEMPLATE_A4'], 4), 'a3': (os.environ['TEMPLATE_A3'], 2)}
MONTHS = ('janvier février mars avril mai juin juillet août septembre octobre novembre '
          'décembre').split()


def ctl(*arguments):
    done = subprocess.run([CTL, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def spellings(iso):
    """The ways a date may stand in a document."""
    year, month, day = iso.split('-')
    spelt = ('1er' if int(day) == 1 else str(int(day)), MONTHS[int(month) - 1])
    return {'%s/%s/%s' % (day, month, year), '%s %s' % spelt, '%d %s' % (int(day), spelt[1])}


def plain(text):
    return re.sub(r'[\s\u00a0\u202f]+', ' ', text.replace('\u2019', "'")).casefold()


@unittest.skipUnless(shutil.which('soffice') and shutil.which('pdftotext'),
                     'LibreOffice and poppler-utils are needed')
class Documents(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix='paraphe-system-')
        cls.base = os.path.join(cls.folder, 'demo.paraphe')
        ctl('demo', cls.base)
        rows = [row for row in json.loads(ctl('list', cls.base, '--json'))
                if row['search'] == 'validated' and row['agreement'] is not None]
        places = collections.Counter((row['class'], row['period']) for row in rows)
        cls.place = places.most_common(1)[0][0]
        everything = json.loads(ctl('list', cls.base, '--class', cls.place[0], '--period',
                                    cls.place[1], '--json'))
        cls.rows = [row for row in everything if row['agreement'] is not None]

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def convert(self, documents):
        """All documents in one call; LibreOffice's exit code says nothing, the PDFs do."""
        folder = tempfile.mkdtemp(prefix='pdf-', dir=self.folder)
        subprocess.run(['soffice', '-env:UserInstallation=file://%s/profile' % self.folder,
                        '--headless', '--convert-to', 'pdf', '--outdir', folder, *documents],
                       capture_output=True, timeout=300, check=False)
        pdfs = {}
        for document in documents:
            pdf = os.path.join(folder, os.path.basename(document)[:-5] + '.pdf')
            with open(pdf, 'rb') as file:
                self.assertEqual(b'%PDF', file.read(4))
            text = subprocess.run(['pdftotext', '-layout', pdf, '-'], capture_output=True,
                                  text=True, check=True).stdout
            info = subprocess.run(['pdfinfo', pdf], capture_output=True, text=True,
                                  check=True).stdout
            pdfs[document] = text, int(re.search(r'^Pages: *(\d+)', info, re.M).group(1))
        return pdfs

    def generate(self, kind):
        template = TEMPLATES[kind][0]
        output = tempfile.mkdtemp(prefix=kind + '-', dir=self.folder)
        ctl('generate', self.base, '--class', self.place[0], '--period', self.place[1],
            '--template', template, '--output', output, '--name', '{numéro} {nom}')
        documents = [os.path.join(output, name) for name in sorted(os.listdir(output))]
        self.assertGreaterEqual(len(documents), len(self.rows))
        return documents

    def test_no_field_is_left_anywhere(self):
        for kind in TEMPLATES:
            documents = self.generate(kind)
            for document in documents:
                with self.subTest(document), zipfile.ZipFile(document) as package:
                    self.assertIsNone(package.testzip())
                    self.assertEqual('[Content_Types].xml', package.namelist()[0])
                    for name in package.namelist():
                        if not name.endswith(('.xml', '.rels')):
                            continue
                        text = package.read(name).decode('utf-8')
                        for left in ('MERGEFIELD', '«', '{{', 'w:mailMerge', 'recipientData',
                                     'mailMergeSource'):
                            self.assertNotIn(left, text, name)

    def check_pdfs(self, kind):
        documents = self.generate(kind)
        pdfs = self.convert(documents)
        by_number = {row['number']: row for row in json.loads(
            ctl('list', self.base, '--class', self.place[0], '--period', self.place[1], '--json'))
            if row['number']}
        for document, (text, pages) in pdfs.items():
            with self.subTest(document):
                row = by_number[os.path.basename(document).split(' ')[0]]
                text = plain(text)
                words = ' '.join((row['student'], row['class'], row['company'])).split()
                for word in words:
                    self.assertIn(plain(word), text)
                for day in (row['start'], row['end']):
                    self.assertTrue(any(plain(s) in text for s in spellings(day)), day)
                self.assertEqual(TEMPLATES[kind][1], pages)

    def test_paraphectl_makes_the_same_as_pdf_a(self):
        """Beside each document its PDF, to keep for years, of as many pages."""
        documents = self.generate('a4')
        output = os.path.dirname(documents[0])
        ctl('pdf', self.base, '--class', self.place[0], '--period', self.place[1], '--output',
            output, '--name', '{numéro} {nom}')
        for document in documents:
            with self.subTest(document):
                pdf = document[:-5] + '.pdf'
                with open(pdf, 'rb') as file:
                    content = file.read()
                self.assertTrue(content.startswith(b'%PDF'))
                self.assertIn(b'<pdfaid:part>2</pdfaid:part>', content)
                self.assertIn(b'<pdfaid:conformance>B</pdfaid:conformance>', content)
                info = subprocess.run(['pdfinfo', pdf], capture_output=True, text=True,
                                      check=True).stdout
                self.assertRegex(info, r'(?m)^Pages: *%d$' % TEMPLATES['a4'][1])
                text = subprocess.run(['pdftotext', '-layout', pdf, '-'], capture_output=True,
                                      text=True, check=True).stdout
                number = os.path.basename(document).split(' ')[0]
                self.assertIn(number, text)

    def test_a4_pdf_tells_who_where_and_when(self):
        self.check_pdfs('a4')

    def test_a3_pdf_tells_who_where_and_when(self):
        self.check_pdfs('a3')


if __name__ == '__main__':
    unittest.main(verbosity=2)
