#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many lines in one document, as LibreOffice lays it out: each has pages of its own, from 1
on, with its own header, note, list and bookmark."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest
import zipfile

CTL = os.environ['PARAPHECTL']
OFFICE = shutil.which('soffice')
READER = shutil.which('pdftotext')
RECORDS = 12
PAGES = 2

SCHEMAS = 'http://schemas.openxmlformats.org/'
W = 'xmlns:w="%swordprocessingml/2006/main"' % SCHEMAS
R = 'xmlns:r="%sofficeDocument/2006/relationships"' % SCHEMAS
OOXML = 'application/vnd.openxmlformats-'
PARTS = ['header', 'footer', 'footnotes', 'numbering']


def run(text):
    return '<w:r><w:t xml:space="preserve">%s</w:t></w:r>' % text


def field(instruction, shown=''):
    return '<w:fldSimple w:instr=" %s ">%s</w:fldSimple>' % (instruction, run(shown))


def paragraph(*runs, properties=''):
    return '<w:p><w:pPr>%s</w:pPr>%s</w:p>' % (properties, ''.join(runs))


def part(name, body):
    return '<?xml version="1.0" encoding="UTF-8"?><w:%s %s %s>%s</w:%s>' % (name, W, R, body, name)


def relations(*rows):
    return '<Relationships xmlns="%spackage/2006/relationships">%s</Relationships>' % (
        SCHEMAS, ''.join('<Relationship Id="%s" Type="%sofficeDocument/2006/relationships/%s" '
                         'Target="%s"/>' % (id, SCHEMAS, kind, target)
                         for id, kind, target in rows))


def types():
    rows = ['document.main', *PARTS]
    return '<Types xmlns="%spackage/2006/content-types"><Default Extension="rels" ' \
        'ContentType="%spackage.relationships+xml"/>%s</Types>' % (
            SCHEMAS, OOXML, ''.join(
                '<Override PartName="/word/%s.xml" ContentType="%sofficedocument.wordprocessingml.'
                '%s+xml"/>' % (row.split('.')[0], OOXML, row) for row in rows))


LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
NOTE_TEXT = 'Note de '
BODY = (
    paragraph('<w:bookmarkStart w:id="0" w:name="nom"/>', run('Corps de '),
              field('MERGEFIELD NOM'), '<w:bookmarkEnd w:id="0"/>',
              '<w:r><w:footnoteReference w:id="2"/></w:r>')
    + paragraph(run('premier point'), properties=LISTED)
    + paragraph(run('second point'), properties=LISTED)
    + paragraph(run('Suite de '), field('MERGEFIELD NOM'), run(', vue de la page '),
                field('PAGEREF nom'), run('.'), properties='<w:pageBreakBefore/>')
    + '<w:sectPr><w:headerReference w:type="default" r:id="r1"/><w:footerReference '
    'w:type="default" r:id="r2"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" '
    'w:right="1417" w:bottom="1417" w:left="1417" w:header="708" w:footer="708" w:gutter="0"/>'
    '</w:sectPr>')


def write_template(path):
    notes = ''.join(
        '<w:footnote w:type="%s" w:id="%d">%s</w:footnote>' % (
            kind, id, paragraph('<w:r><w:%s/></w:r>' % kind))
        for id, kind in enumerate(('separator', 'continuationSeparator')))
    notes += '<w:footnote w:id="2">%s</w:footnote>' % paragraph(
        '<w:r><w:footnoteRef/></w:r>', run(NOTE_TEXT), field('MERGEFIELD NOM'))
    level = ('<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
             '<w:lvlText w:val="%1)"/><w:lvlJc w:val="left"/></w:lvl>')
    files = {
        '[Content_Types].xml': types(),
        '_rels/.rels': relations(('r1', 'officeDocument', 'word/document.xml')),
        'word/document.xml': part('document', '<w:body>%s</w:body>' % BODY),
        'word/_rels/document.xml.rels': relations(
            *(('r%d' % (i + 1), name, name + '.xml') for i, name in enumerate(PARTS))),
        'word/header.xml': part('hdr', paragraph(run('En-tête de '), field('MERGEFIELD NOM'))),
        'word/footer.xml': part('ftr', paragraph(run('page '), field('PAGE'), run(' sur '),
                                                 field('NUMPAGES', '2'))),
        'word/footnotes.xml': part('footnotes', notes),
        'word/numbering.xml': part(
            'numbering', '<w:abstractNum w:abstractNumId="0">%s</w:abstractNum><w:num w:numId="1">'
            '<w:abstractNumId w:val="0"/></w:num>' % level),
    }
    with zipfile.ZipFile(path, 'w') as package:
        for name, text in files.items():
            package.writestr(name, text)


def has_writer():
    if OFFICE is None or READER is None:
        return False
    return (pathlib.Path(OFFICE).resolve().parent / 'libswlo.so').exists()


@unittest.skipUnless(has_writer(), 'LibreOffice Writer or pdftotext is not installed')
class Many(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix='paraphe-many-'))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        write_template(cls.folder / 'template.docx')
        cls.names = ['Personne%02d' % n for n in range(1, RECORDS + 1)]
        (cls.folder / 'data.csv').write_text('NOM\n' + '\n'.join(cls.names) + '\n',
                                             encoding='utf-8')

    def pages(self, name, *more):
        """The text of each page of the PDF of the one document."""
        docx = self.folder / (name + '.docx')
        done = subprocess.run([CTL, 'merge', self.folder / 'template.docx',
                               self.folder / 'data.csv', '--one-file', docx, *more],
                              capture_output=True, text=True, check=False)
        self.assertEqual(0, done.returncode, done.stderr)
        subprocess.run([OFFICE, '--headless', '-env:UserInstallation=file://%s/profile'
                        % self.folder, '--convert-to', 'pdf', '--outdir', self.folder, docx],
                       capture_output=True, check=False, timeout=240)
        text = subprocess.run([READER, '-layout', self.folder / (name + '.pdf'), '-'],
                              capture_output=True, check=True).stdout.decode('utf-8')
        self.assertEqual('', text.split('\f')[-1])
        return text.split('\f')[:-1]

    def check(self, pages, n):
        """The pages of one record."""
        name = self.names[n]
        for i, page in enumerate(pages):
            self.assertIn('En-tête de ' + name, page)
            # LibreOffice has no SECTIONPAGES: it shows what the template was saved with.
            self.assertIn('page %d sur %d\n' % (i + 1, PAGES), page)
            for other in set(self.names) - {name}:
                self.assertNotIn(other, page)
        self.assertIn('Corps de ' + name, pages[0])
        self.assertIn(NOTE_TEXT + name, pages[0])
        self.assertRegex(pages[0], r'(?m)^ *1\) +premier point$')
        self.assertRegex(pages[0], r'(?m)^ *2\) +second point$')
        self.assertRegex(pages[1], 'Suite de %s, vue de la page 1' % name)

    def test_pages(self):
        pages = self.pages('one')
        self.assertEqual(RECORDS * PAGES, len(pages))
        for n in range(RECORDS):
            self.check(pages[PAGES * n:PAGES * (n + 1)], n)


if __name__ == '__main__':
    unittest.main()
