#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Our templates are sound Word files, hold what they are meant to try, and name known fields."""
import io
import os
import pathlib
import posixpath
import re
import struct
import subprocess
import sys
import tempfile
import unittest
import zipfile
import xml.etree.ElementTree as ET

ROOT = pathlib.Path(os.environ.get('PARAPHE_SRCDIR', pathlib.Path(__file__).parents[2]))
W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
R = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}'
MC = '{http://schemas.openxmlformats.org/markup-compatibility/2006}'
WP = '{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}'
V = '{urn:schemas-microsoft-com:vml}'
RELS = '{http://schemas.openxmlformats.org/package/2006/relationships}'
TYPES = '{http://schemas.openxmlformats.org/package/2006/content-types}'

# Word refuses a file whose children are out of the schema's order (ECMA-376 part 1, 17.3, 17.4,
# 17.6, 17.14, 17.15). Only what our compiler writes is listed: anything else fails the test.
ORDER = {
    'pPr': 'pStyle keepNext keepLines pageBreakBefore pBdr shd tabs spacing ind jc outlineLvl',
    'rPr': 'rFonts b bCs i iCs caps noProof color sz szCs lang',
    'tblPr': 'tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook',
    'tcPr': 'tcW gridSpan shd vAlign',
    'trPr': 'cantSplit trHeight tblHeader',
    'sectPr': 'headerReference footerReference pgSz pgMar cols docGrid',
    'tbl': 'tblPr tblGrid tr',
    'settings': 'zoom mailMerge defaultTabStop hyphenationZone characterSpacingControl compat '
                'themeFontLang decimalSymbol listSeparator',
    'mailMerge': 'mainDocumentType linkToQuery dataType connectString query dataSource '
                 'viewMergedData odso',
    'odso': 'udl table src colDelim type fHdr fieldMapData recipientData',
    'style': 'name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr',
}
# Names that the program computes: used until model-role.c says them itself.
COMPUTED = set('P1 P2 DATES_TEXTE NB_JOURS NB_SEMAINES NB_HEURES AGE HORAIRES_TABLEAU CHEF TUTEUR '
               'PROF ENT_REP RL1 RL2 DATE_JOUR'.split())
# In the list of guardians they have none.
PREFIXES = {'guardian': ('RL1_', 'RL2_', ''), 'contact': ('ENT_REP_', 'TUTEUR_')}
NAME = re.compile(r'"([A-Z][A-Z0-9_]*(?:\|[A-Z][A-Z0-9_]*)*)"')


def known_names():
    """Merge names and aliases of the catalogue, read loosely from its C tables."""
    names = set(COMPUTED)
    for path in (ROOT / 'src' / 'model').glob('model-catalogue-*.c'):
        for entry in re.split(r'\n  \{ "', path.read_text(encoding='utf-8'))[1:]:
            entity = entry.split('.')[0]
            words = [w for group in NAME.findall(entry) for w in group.split('|')]
            for prefix in PREFIXES.get(entity, ('',)):
                names |= {prefix + word for word in words}
    for name in ('model-role.c', 'model-list.c'):
        names |= {w for group in NAME.findall((ROOT / 'src/model' / name).read_text('utf-8'))
                  for w in group.split('|')}
    return names


# What is made of the source of another: its source, and how.
MADE_OF = {'depart-libreoffice': ('depart', '--plain')}


def make(name):
    source, *how = MADE_OF.get(name, (name,))
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / f'{name}.docx'
        subprocess.run([sys.executable, '-B', ROOT / 'build-aux' / 'make-template.py',
                        ROOT / 'data' / 'templates' / source, out, *how], check=True)
        return out.read_bytes()


def local(element):
    return element.tag.rpartition('}')[2]


def fields_of(root):
    """Yields (instruction, pieces, shown text) of each field, by walking runs in order."""
    for simple in root.iter(W + 'fldSimple'):
        yield simple.get(W + 'instr'), None, ''.join(t.text for t in simple.iter(W + 't'))
    pieces, shown, phase = [], [], None
    for element in root.iter():
        if element.tag == W + 'fldChar':
            phase = element.get(W + 'fldCharType')
            if phase == 'end':
                yield ''.join(pieces), list(pieces), ''.join(shown)
                pieces, shown = [], []
        elif element.tag == W + 'instrText':
            assert phase == 'begin'
            pieces.append(element.text)
        elif element.tag == W + 't' and phase == 'separate':
            shown.append(element.text)


def merge_names(root):
    found = [re.match(r'\s*MERGEFIELD\s+"?([\w]+)', instr) for instr, _, _ in fields_of(root)]
    names = [match.group(1) for match in found if match]
    # {{else}} is a word of conditions
    return names + re.findall(r'\{\{([A-Z]\w+)\}\}', text_of(root))


def text_of(root):
    return ''.join(t.text for t in root.iter(W + 't'))


class Package:
    def __init__(self, name):
        self.bytes = make(name)
        with zipfile.ZipFile(io.BytesIO(self.bytes)) as archive:
            self.names = archive.namelist()
            self.infos = archive.infolist()
            self.texts = {n: archive.read(n) for n in self.names}
        self.parts = {n: ET.fromstring(data) for n, data in self.texts.items()
                      if not n.endswith('.png')}
        self.document = self.parts['word/document.xml']


PACKAGES = {}


def package(name):
    if name not in PACKAGES:
        PACKAGES[name] = Package(name)
    return PACKAGES[name]


class All(unittest.TestCase):
    NAMES = ('convention-a4', 'livret-a3', 'depart', 'depart-libreoffice')

    def each(self):
        for name in self.NAMES:
            with self.subTest(name):
                yield package(name)

    def test_same_bytes_again(self):
        for name in self.NAMES:
            self.assertEqual(make(name), package(name).bytes)

    def test_archive(self):
        for docx in self.each():
            self.assertEqual(docx.names[0], '[Content_Types].xml')
            self.assertEqual(len(docx.names), len(set(docx.names)))
            for info in docx.infos:
                self.assertEqual(info.date_time, (2026, 9, 1, 8, 0, 0))

    def test_every_part_has_a_type_and_the_other_way_round(self):
        for docx in self.each():
            overrides = {e.get('PartName')[1:]
                         for e in docx.parts['[Content_Types].xml'].iter(TYPES + 'Override')}
            rest = {n for n in docx.names if not n.endswith('.rels')} - {'[Content_Types].xml'}
            self.assertEqual(overrides, rest)

    def test_relationships_lead_somewhere(self):
        for docx in self.each():
            for name in docx.names:
                if name.endswith('.rels'):
                    self.check_relations(docx, name)

    def check_relations(self, docx, name):
        folder = posixpath.dirname(posixpath.dirname(name))
        owner = posixpath.join(folder, posixpath.basename(name)[:-len('.rels')])
        ids = set()
        for relation in docx.parts[name].iter(RELS + 'Relationship'):
            self.assertNotIn(relation.get('Id'), ids)
            ids.add(relation.get('Id'))
            if relation.get('TargetMode') != 'External':
                self.assertIn(posixpath.join(folder, relation.get('Target')), docx.names)
        if owner in docx.parts:
            used = {value for e in docx.parts[owner].iter() for key, value in e.attrib.items()
                    if key.startswith(R)}
            self.assertLessEqual(used, ids)

    def test_children_in_the_order_of_the_schema(self):
        for docx in self.each():
            for name, root in docx.parts.items():
                for element in root.iter():
                    kind = local(element)
                    if element.tag.startswith(W) and kind in ORDER:
                        self.check_order(name, element, ORDER[kind].split())

    def check_order(self, name, element, order):
        children = [local(child) for child in element]
        self.assertLessEqual(set(children), set(order), f'{name}: {local(element)}')
        self.assertEqual(children, sorted(children, key=order.index), f'{name}: {local(element)}')

    def test_cells_and_boxes_end_with_a_paragraph(self):
        for docx in self.each():
            for tag in ('tc', 'txbxContent', 'hdr', 'ftr'):
                for element in (e for root in docx.parts.values() for e in root.iter(W + tag)):
                    self.assertEqual(local(element[-1]), 'p', tag)

    def test_rows_fill_the_grid(self):
        for docx in self.each():
            for table in (t for root in docx.parts.values() for t in root.iter(W + 'tbl')):
                columns = len(table.find(W + 'tblGrid'))
                for row in table.findall(W + 'tr'):
                    spans = [cell.find(f'{W}tcPr/{W}gridSpan') for cell in row.findall(W + 'tc')]
                    total = sum(1 if s is None else int(s.get(W + 'val')) for s in spans)
                    self.assertEqual(total, columns)

    def test_styles_exist(self):
        for docx in self.each():
            styles = {s.get(W + 'styleId') for s in docx.parts['word/styles.xml'].iter(W + 'style')}
            for root in docx.parts.values():
                for tag in ('pStyle', 'tblStyle', 'basedOn', 'next'):
                    for element in root.iter(W + tag):
                        self.assertIn(element.get(W + 'val'), styles)

    def test_language_is_french(self):
        for docx in self.each():
            lang = next(docx.parts['word/styles.xml'].iter(W + 'lang'))
            self.assertEqual(lang.get(W + 'val'), 'fr-FR')

    def test_fields_are_balanced_known_and_shown(self):
        known = known_names()
        self.assertIn('RL1_NOM', known)
        self.assertIn('TUTEUR_MAIL', known)
        for docx in self.each():
            for root in docx.parts.values():
                kinds = [e.get(W + 'fldCharType') for e in root.iter(W + 'fldChar')]
                self.assertEqual(kinds, ['begin', 'separate', 'end'] * (len(kinds) // 3))
                self.assertLessEqual(set(merge_names(root)), known)
                for instruction, _, shown in fields_of(root):
                    if 'MERGEFIELD' in instruction:
                        self.assertRegex(shown, r'^«\w+»$')

    def test_where_each_signs(self):
        """One place each, in white and in a line of its own: nothing to see on paper."""
        for docx in self.each():
            names = [n for n in merge_names(docx.document) if n.startswith('SIGNATURE_')]
            self.assertEqual(set(names), {
                'SIGNATURE_' + n for n in ('ETABLISSEMENT', 'ELEVE', 'RESPONSABLE', 'ENTREPRISE',
                                           'TUTEUR', 'PROFESSEUR')})
            # A text box stands twice.
            boxes = any(True for _ in docx.document.iter(MC + 'Fallback'))
            self.assertEqual(len(names), 12 if boxes else 6)
            sheet = docx.parts['word/styles.xml']
            styles = {s.get(W + 'styleId'): s for s in sheet.iter(W + 'style')}
            look = styles['Ancre'].find(W + 'rPr')
            self.assertEqual(look.find(W + 'color').get(W + 'val'), 'FFFFFF')
            self.assertEqual(look.find(W + 'rFonts').get(W + 'ascii'), 'Arial')
            self.assertEqual(look.find(W + 'sz').get(W + 'val'), '20')
            places = [p for p in docx.document.iter(W + 'p') if any(
                n.startswith('SIGNATURE_') for n in merge_names(p))]
            for place in (p for p in places if not list(p.iter(W + 'txbxContent'))):
                self.assertEqual(place.find(f'{W}pPr/{W}pStyle').get(W + 'val'), 'Ancre')
                self.assertEqual(len(merge_names(place)), 1)

    def test_no_straight_punctuation(self):
        for docx in self.each():
            for text in docx.document.iter(W + 't'):
                self.assertNotRegex(text.text, r" [;:!?]|'|\.\.\.", text.text)


class Agreement(unittest.TestCase):
    def setUp(self):
        self.docx = package('convention-a4')

    def test_a4_portrait(self):
        size = next(self.docx.document.iter(W + 'pgSz'))
        self.assertEqual((size.get(W + 'w'), size.get(W + 'h')), ('11906', '16838'))
        breaks = list(self.docx.document.iter(W + 'pageBreakBefore'))
        self.assertEqual(len(breaks), 2)

    def test_many_fields_simple_and_complex(self):
        names, simple, complexes = set(), 0, 0
        for root in self.docx.parts.values():
            names |= set(merge_names(root))
            simple += len(list(root.iter(W + 'fldSimple')))
            complexes += sum(e.get(W + 'fldCharType') == 'begin' for e in root.iter(W + 'fldChar'))
        self.assertGreaterEqual(len(names), 60)
        self.assertGreaterEqual(simple, 15)
        self.assertGreaterEqual(complexes, 60)

    def test_switches(self):
        instructions = ' '.join(i for root in self.docx.parts.values()
                                for i, _, _ in fields_of(root))
        for switch in (r'\* Upper', r'\* FirstCap', r'\* MERGEFORMAT', r'\@ "d MMMM yyyy"',
                       r'\@ "dddd d MMMM yyyy"', r'\b "'):
            self.assertIn(switch, instructions)

    def test_footer_counts_pages(self):
        fields = [i.strip() for i, _, _ in fields_of(self.docx.parts['word/footer1.xml'])]
        self.assertLessEqual({'PAGE', 'NUMPAGES', 'MERGEFIELD NUM_CONVENTION'}, set(fields))

    def test_fourteen_articles(self):
        text = ''.join(t.text for t in self.docx.document.iter(W + 't'))
        self.assertEqual(re.findall(r'Article (\d+) –', text), [str(n) for n in range(1, 15)])

    def test_no_data_source(self):
        self.assertNotIn(b'mailMerge', self.docx.texts['word/settings.xml'])


class Starter(unittest.TestCase):
    """What a school adapts, with Word's fields and without."""

    def setUp(self):
        self.word, self.plain = package('depart'), package('depart-libreoffice')

    def test_both_say_the_same(self):
        shown = re.sub(r'«(\w+)»', r'{{\1}}', text_of(self.word.document))
        self.assertEqual(shown, text_of(self.plain.document))

    def test_nothing_that_libreoffice_loses(self):
        for root in self.plain.parts.values():
            self.assertEqual([], [i for i, _, _ in fields_of(root) if 'MERGE' in i or '\\' in i])
        self.assertTrue(any('MERGEFIELD' in i for i, _, _ in fields_of(self.word.document)))

    def test_what_begins_ends(self):
        """Lists and conditions, each within its paragraph, cell or row."""
        opened = []
        for word in re.findall(r'\{\{([#/]?\w+)', text_of(self.plain.document)):
            if word.startswith('#'):
                opened.append(word[1:])
            elif word == 'else':
                self.assertEqual('if', opened[-1])
            elif word.startswith('/'):
                self.assertEqual(word[1:], opened.pop())
        self.assertEqual([], opened)

    def test_lists(self):
        lists = re.findall(r'#each (\w+)', text_of(self.plain.document))
        self.assertEqual(['RESPONSABLES', 'HORAIRES', 'ACTIVITES'], lists)

    def test_logo(self):
        for docx in (self.word, self.plain):
            shown = [e for e in docx.document.iter(WP + 'docPr') if e.get('descr') == 'LOGO']
            self.assertEqual(1, len(shown))
            data = docx.texts['word/media/logo.png']
            self.assertEqual(b'\x89PNG\r\n\x1a\n', data[:8])
            width, height = struct.unpack('>II', data[16:24])
            extent = next(docx.document.iter(WP + 'extent'))
            # nothing is squeezed
            self.assertEqual(width * int(extent.get('cy')), height * int(extent.get('cx')))


class Booklet(unittest.TestCase):
    def setUp(self):
        self.docx = package('livret-a3')
        self.pairs = list(self.docx.document.iter(MC + 'AlternateContent'))

    def test_a3_landscape(self):
        size = next(self.docx.document.iter(W + 'pgSz'))
        self.assertEqual({k.rpartition('}')[2]: v for k, v in size.attrib.items()},
                         {'w': '23814', 'h': '16840', 'orient': 'landscape'})

    def test_each_box_stands_twice(self):
        self.assertTrue(10 <= len(self.pairs) <= 12, len(self.pairs))
        for pair in self.pairs:
            choice, fallback = pair
            self.assertEqual((choice.tag, fallback.tag), (MC + 'Choice', MC + 'Fallback'))
            self.assertEqual(choice.get('Requires'), 'wps')
            content = [next(half.iter(W + 'txbxContent')) for half in pair]
            self.assertEqual(*(ET.tostring(c) for c in content))
            self.assertIsNotNone(next(fallback.iter(V + 'textbox')))

    def test_ids(self):
        ids = [e.get('id') for e in self.docx.document.iter(WP + 'docPr')]
        self.assertEqual(len(ids), len(self.pairs))
        self.assertEqual(len(ids), len(set(ids)))
        shapes = [e.get('id') for e in self.docx.document.iter(V + 'shape')]
        self.assertEqual(len(shapes), len(set(shapes)))

    def test_boxes_do_not_overlap(self):
        pages, page = [[], []], 0
        for element in self.docx.document.iter():
            if element.tag == W + 'br' and element.get(W + 'type') == 'page':
                page += 1
            if element.tag == WP + 'anchor':
                x, y = (int(e.text) for e in element.iter(WP + 'posOffset'))
                extent = element.find(WP + 'extent')
                pages[page].append((x, y, x + int(extent.get('cx')), y + int(extent.get('cy'))))
        for boxes in pages:
            self.assertGreaterEqual(len(boxes), 5)
            for i, a in enumerate(boxes):
                self.assertLess(a[2], 420 * 36000)
                self.assertLess(a[3], 297 * 36000)
                for b in boxes[i + 1:]:
                    apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
                    self.assertTrue(apart, (a, b))

    def test_split_instructions(self):
        fields = list(fields_of(self.docx.document))
        self.assertFalse(list(self.docx.document.iter(W + 'fldSimple')))
        self.assertIn([' MERGEFIELD NEE_LE', '\\@"dd/MM/yyyy" '], [p for _, p, _ in fields])
        self.assertIn(' MERGEFIELD "NEE_LE"\\@dd/MM/yyyy ', [i for i, _, _ in fields])
        self.assertGreater(sum(len(pieces) > 1 for _, pieces, _ in fields), 60)
        marks = [e.get(W + 'type') for e in self.docx.document.iter(W + 'proofErr')]
        self.assertEqual(marks, ['spellStart', 'spellEnd'] * (len(marks) // 2))
        self.assertTrue(marks)
        self.assertTrue(list(self.docx.document.iter(W + 'noProof')))

    def test_remembers_its_data_source(self):
        settings = self.docx.parts['word/settings.xml']
        connect = next(settings.iter(W + 'connectString')).get(W + 'val')
        self.assertIn('OLEDB', connect)
        self.assertIn('C:\\Users\\secretariat\\Documents\\eleves.xlsx', connect)
        kinds = [r.get('Type').rpartition('/')[2] for r in
                 self.docx.parts['word/_rels/settings.xml.rels'].iter(RELS + 'Relationship')]
        self.assertEqual(kinds, ['mailMergeSource', 'mailMergeSource', 'recipientData'])
        self.assertIn('word/recipientData.xml', self.docx.names)


if __name__ == '__main__':
    unittest.main()
