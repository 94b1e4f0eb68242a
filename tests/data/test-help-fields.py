#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the guide says of templates is what the program does: the list of fields is the catalogue's,
and each example of a field gives what stands beside it. The last argument is paraphectl."""
import csv
import html.parser
import importlib.machinery
import importlib.util
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import zipfile
import xml.etree.ElementTree as ET
from xml.sax.saxutils import escape

ROOT = pathlib.Path(os.environ.get('PARAPHE_SRCDIR', pathlib.Path(__file__).parents[2]))
GUIDE = ROOT / 'data' / 'help' / 'fr'
PARAPHECTL = sys.argv.pop()
MAIN = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
PACKAGE = 'http://schemas.openxmlformats.org/package/2006/'
TYPES = ('<?xml version="1.0"?><Types xmlns="%scontent-types">'
         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
         'relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/'
         'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
         % PACKAGE)
RELATIONS = ('<?xml version="1.0"?><Relationships xmlns="%srelationships"><Relationship Id="r1" '
             'Type="%s/officeDocument" Target="word/document.xml"/></Relationships>'
             % (PACKAGE, OFFICE))
W = '{%s}' % MAIN


def load_script(name):
    path = str(ROOT / 'build-aux' / name)
    loader = importlib.machinery.SourceFileLoader(name.replace('-', '_'), path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    sys.dont_write_bytecode = True
    loader.exec_module(module)
    return module


class Examples(html.parser.HTMLParser):
    """The rows of a page that show a field and what it gives."""

    def __init__(self, path):
        super().__init__(convert_charrefs=True)
        self.found, self.kind, self.cells = [], None, {}
        self.feed(path.read_text(encoding='utf-8'))

    def handle_starttag(self, tag, attrs):
        kind = dict(attrs).get('class')
        if tag == 'tr':
            self.cells = {}
        if tag == 'code' and kind in ('field', 'value'):
            self.kind = kind
            self.cells[kind] = ''

    def handle_endtag(self, tag):
        if tag == 'code':
            self.kind = None
        if tag == 'tr' and len(self.cells) == 2:
            self.found.append((self.cells['field'], self.cells['value']))

    def handle_data(self, data):
        if self.kind:
            self.cells[self.kind] += data


def run(text, kind='t'):
    return '<w:r><w:%s xml:space="preserve">%s</w:%s></w:r>' % (kind, escape(text), kind)


def mark(kind):
    return '<w:r><w:fldChar w:fldCharType="%s"/></w:r>' % kind


def runs(code):
    """Word's runs for what the guide writes: a lone brace begins or ends a field."""
    out, depth = [], 0
    for piece in re.findall(r'\{\{|\}\}|\{|\}|[^{}]+', code):
        if piece == '{':
            depth += 1
            out.append(mark('begin'))
        elif piece == '}':
            depth -= 1
            out += [mark('separate'), run('…'), mark('end')]
        else:
            out.append(run(piece, 'instrText' if depth else 't'))
    assert depth == 0, code
    return ''.join(out)


def write_template(path, codes):
    """A paragraph each between two words that stay, so that none is left empty."""
    body = ''.join('<w:p>%s%s%s</w:p>' % (run('[%d:' % i), runs(code), run(':]'))
                   for i, code in enumerate(codes))
    with zipfile.ZipFile(path, 'w') as package:
        package.writestr('[Content_Types].xml', TYPES)
        package.writestr('_rels/.rels', RELATIONS)
        package.writestr('word/document.xml', '<?xml version="1.0" encoding="UTF-8"?><w:document '
                         'xmlns:w="%s"><w:body>%s</w:body></w:document>' % (MAIN, body))


def read_text(path):
    with zipfile.ZipFile(path) as package:
        root = ET.fromstring(package.read('word/document.xml'))
    return [''.join(text.text or '' for text in paragraph.iter(W + 't'))
            for paragraph in root.iter(W + 'p')]


def ctl(*arguments):
    env = {**os.environ, 'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'en'}
    result = subprocess.run([PARAPHECTL, *map(str, arguments)], capture_output=True, text=True,
                            check=False, encoding='utf-8', env=env)
    assert result.returncode == 0, result.stderr
    return result


class Fields(unittest.TestCase):
    maxDiff = None

    def test_the_list_is_the_catalogues(self):
        script = load_script('update-fields')
        _, within, behind = script.split(script.PAGE.read_text(encoding='utf-8'))
        self.assertTrue(behind, 'the page has lost its marks')
        self.assertEqual(script.make(PARAPHECTL), within,
                         'run build-aux/update-fields PARAPHECTL')

    def test_names_in_the_pages_are_known(self):
        """Each name between two braces, or of a merge field, that a page shows."""
        script = load_script('update-fields')
        names = script.ask(PARAPHECTL)
        known = {name for field in names['fields']
                 for name in (field['name'], *field['aliases'])}
        known |= {name for one in names['lists'] for column in one['columns']
                  for name in (column['name'], *column['aliases'])}
        lists = {one['name'] for one in names['lists']}
        for page in sorted(GUIDE.glob('modeles*.html')):
            text = page.read_text(encoding='utf-8')
            shown = set(re.findall(r'\{\{([A-Z]\w+)\}\}|MERGEFIELD (?:\w+\.)?(\w+)|#if (\w+)',
                                   re.sub(r'Table(Start|End):\w+', 'NOM', text)))
            self.assertEqual(set(), {name for group in shown for name in group if name} - known,
                             page.name)
            self.assertLessEqual(set(re.findall(r'#each (\w+)', text)), lists, page.name)


class Results(unittest.TestCase):
    maxDiff = None

    def test_examples_give_what_they_say(self):
        examples = Examples(GUIDE / 'modeles-reglages.html').found
        self.assertGreater(len(examples), 20)
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            write_template(folder / 'template.docx', [code for code, _ in examples])
            ctl('template', 'fields', folder / 'data.csv')
            with open(folder / 'data.csv', encoding='utf-8-sig', newline='') as file:
                self.assertEqual(2, len(list(csv.reader(file, delimiter=';'))))
            result = ctl('merge', folder / 'template.docx', folder / 'data.csv', '--output',
                         folder / 'out')
            made = list((folder / 'out').rglob('*.docx'))
            self.assertEqual(1, len(made), result.stdout)
            text = read_text(made[0])
        self.assertEqual(['[%d:%s:] %s' % (i, value, code)
                          for i, (code, value) in enumerate(examples)],
                         ['%s %s' % (got.replace('\u202f', '\u00a0'), code)
                          for got, (code, _) in zip(text, examples)])


if __name__ == '__main__':
    unittest.main()
