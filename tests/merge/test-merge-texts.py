#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What merged documents say, against the rules of fields as field_rules tells them, story by story:
tiny documents made here, and real ones where they are at hand. Each real one is merged, or refused
for what it is; and what is merged opens in LibreOffice, which shows the values."""
import os
import pathlib
import re
import shutil
import struct
import subprocess
import tempfile
import unittest
import zipfile

import field_rules

DRIVE = os.environ['MERGE_DRIVE']
CORPUS = pathlib.Path(os.environ['PARAPHE_SRCDIR'], '..', 'shared', 'corpus')
ENDINGS = ('.docx', '.docm', '.dotx', '.dotm', '.doc', '.odt', '.ott', '.rtf')
WORD = field_rules.WORD[0]

# What is refused, and what its sentence says. Files that end in .doc are of the old format.
REFUSED = {
    'bug53475-password-is-solrcell.docx': ('encrypted', 'protected by a password'),
    'clusterfuzz-testcase-minimized-POIXWPFFuzzer-4959857092198400.docx': ('damaged', 'incomplete'),
    'clusterfuzz-testcase-minimized-POIXWPFFuzzer-5569740188549120.docx': ('damaged', 'incomplete'),
    'Digitally signed.odt': ('not-docx', 'LibreOffice file'),
    'Encrypted.ott': ('not-docx', 'LibreOffice file'),
}
OLD_FORMAT = 'not-docx', 'old .doc format'
# Its cells are too narrow for the values, which LibreOffice hides in part.
TOO_NARROW = {'German text.docx'}


def merge(files):
    """Merges each file into the other; what is said of each, in columns."""
    lines = ''.join('%s\t%s\n' % pair for pair in files)
    done = subprocess.run([DRIVE, '--brackets'], input=lines, text=True, capture_output=True,
                          check=True)
    said = [line.split('\t') for line in done.stdout.splitlines()]
    assert len(said) == len(files), done.stdout
    return said


def squeezed(text):
    return re.sub(r'\s+', '', text).casefold()


# What the settings are rid of, with the parts that only they lead to, and what a document has no
# part in.
UNWANTED = re.compile(rb'<\w+:(?:mailMerge|updateFields|attachedTemplate)\b')
MAY_GO = re.compile('_rels/settings.xml.rels$|/recipientData.*[.]xml$|vbaProject|vbaData'
                    '|^_xmlsignatures/')
DOCUMENT = b'wordprocessingml.document.main+xml'


def touched_parts(template):
    """Names of the parts of a template in which anything may change: they hold fields, or settings
    that go."""
    touched = set()
    for part, _, story in field_rules.stories(template):
        if field_rules.read(story, False)[1].types or '{{' in ''.join(story.itertext()):
            touched.add(part)
    with zipfile.ZipFile(template) as package:
        for name in package.namelist():
            if name.endswith('settings.xml') and UNWANTED.search(package.read(name)):
                touched |= {name, name.replace('settings.xml', '_rels/settings.xml.rels')}
    return touched


def stored(package, entry):
    """How a part lies in its package, with how it is packed."""
    package.fp.seek(entry.header_offset + 26)
    skip = sum(struct.unpack('<2H', package.fp.read(4)))
    package.fp.seek(skip, os.SEEK_CUR)
    return entry.compress_type, entry.CRC, package.fp.read(entry.compress_size)


class Stories(unittest.TestCase):
    """Compares the stories of a document with those of its template."""

    def compare(self, template, document):
        """How many values were merged in stories that could be compared."""
        before = list(field_rules.stories(template))
        after = list(field_rules.stories(document))
        mapped = field_rules.mapped_names(template)
        values = 0
        self.assertEqual([story[:2] for story in before], [story[:2] for story in after])
        for (part, number, story), (_, _, merged) in zip(before, after):
            expected, reading = field_rules.read(story, False, mapped)
            if reading.is_told():
                self.assertEqual(expected, field_rules.read(merged, True)[0], (part, number))
                values += len(reading.names)
        return values


def field(instruction, result='x'):
    return ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>%s</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>%s</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>') % (instruction, result)


def run(text):
    return '<w:r><w:t xml:space="preserve">%s</w:t></w:r>' % text


BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
NOM = field('MERGEFIELD NOM')

# Bodies, and what they say once merged: the rules are held to it as well as the program.
TINY = {
    '<w:p>%s%s</w:p>' % (run('a '), NOM): 'a [NOM]/',
    '<w:p>%s</w:p>' % field('mergefield "Nom de famille" \\* Upper \\* MERGEFORMAT'):
        '[NOM DE FAMILLE]/',
    '<w:p>%s</w:p>' % field('MERGEFIELD NOM\\b "M. " \\f ","'): 'M. [NOM],/',
    '<w:p>%s</w:p>' % field('MERGEFIELD nom \\* FirstCap'): '[Nom]/',
    '<w:p>%s</w:p>' % field('MERGEFIELD nom_de_famille \\* Caps'): '[Nom_De_Famille]/',
    '<w:p><w:fldSimple w:instr="MERGEFIELD NOM">%s</w:fldSimple></w:p>' % run('x'): '[NOM]/',
    '<w:p><w:fldSimple w:instr="PAGE">%s</w:fldSimple></w:p>' % (run('1') + NOM): '1[NOM]/',
    '<w:p>%s</w:p>' % field('PAGE', '1'): '⟨PAGE⊢1⟩/',
    '<w:p>%s</w:p>' % (BEGIN + '<w:r><w:instrText>HYPERLINK "mailto:</w:instrText></w:r>' + NOM
                       + '<w:r><w:instrText>"</w:instrText></w:r>' + SEPARATE + NOM + END):
        '⟨HYPERLINK "mailto:[NOM]"⊢[NOM]⟩/',
    '<w:p>%s</w:p>' % (BEGIN + '<w:r><w:instrText>SEQ </w:instrText></w:r>' + NOM + END):
        '⟨SEQ "[NOM]"⟩/',
    '<w:p>%s</w:p><w:p>%s</w:p>' % (
        run('a') + BEGIN + '<w:r><w:instrText>MERGEFIELD NOM</w:instrText></w:r>' + SEPARATE
        + run('x'), run('y') + END + run('b')): 'a[NOM]b/',
    '<w:p>%s</w:p>' % (BEGIN + '<w:r><w:instrText>MERGEFIELD A</w:instrText></w:r>' + NOM): None,
    '<w:p>%s</w:p>' % (END + SEPARATE + NOM): '⟩⊢[NOM]/',
    '<w:p><w:del w:id="1">%s</w:del><w:ins w:id="2">%s</w:ins></w:p>' % (NOM, NOM):
        '⌫MERGEFIELD NOMx⌦[NOM]/',
    '<w:tbl><w:tr><w:tc><w:p>%s</w:p></w:tc></w:tr></w:tbl><w:p/>' % NOM: '[NOM]//',
    '<w:p><w:r><w:pict><w:txbxContent><w:p>%s</w:p></w:txbxContent></w:pict></w:r>%s</w:p>'
    % (NOM, NOM): '⟦[NOM]/⟧[NOM]/',
    '<w:sdt><w:sdtPr/><w:sdtContent><w:p>%s<w:r><w:br/><w:tab/></w:r></w:p></w:sdtContent></w:sdt>'
    % NOM: '[NOM]|>/',
}

def choice(condition, *branches):
    code = ''.join('<w:r><w:instrText xml:space="preserve">%s</w:instrText></w:r>' % piece
                   if not piece.startswith('<w:') else piece for piece in branches)
    return (BEGIN + '<w:r><w:instrText xml:space="preserve"> IF </w:instrText></w:r>' + condition
            + code + SEPARATE + run('x') + END)


TINY |= {
    '<w:p>%s.</w:p>' % choice(NOM, ' = "[NOM]" "oui" "non"'): 'oui/',
    '<w:p>%s</w:p>' % choice(NOM, ' = "[no]" "oui" "non ', NOM, '"'): 'non [NOM]/',
    '<w:p>%s</w:p>' % choice(NOM, ' = "*OM]" "oui"'): 'oui/',
    '<w:p>%s</w:p>' % (run('a') + choice(NOM, '&lt;&gt;"?NOM?" "oui"')): 'a/',
    '<w:p>%s</w:p>' % choice('', '2 &gt;= 10 "oui" "non"'): 'non/',
    '<w:p>%s</w:p>' % choice('', '1,5 &lt; 2 ', NOM, ' non'): '[NOM]/',
    '<w:p>%s</w:p>' % choice('', '"a" = "a" "b', '</w:p><w:p>'.join(('<w:r/>', '<w:r/>')),
                             'c ', choice(NOM, ' = "x" 1 2'), '" d'): 'b/c 2/',
    '<w:p>%s</w:p>' % choice('', '1 = 1 "dit \\"oui\\"" "non"'): 'dit "oui"/',
    '<w:p>%s</w:p>' % choice(field('PAGE', '1'), ' = "1" "a" "', NOM, '"'):
        '⟨ IF ⟨PAGE⊢1⟩ = "1" "a" "[NOM]"⊢x⟩/',
    '<w:p>%s</w:p>' % choice('', '1 = 1 "p. ', field('PAGE', '3'), '" ""'): 'p. ⟨PAGE⊢3⟩/',
    '<w:p>%s</w:p>' % field('=2*(3+4,5)'.replace(',', '.')): '15/',
    '<w:p>%s</w:p>' % field('= ROUND(2.345;2)'): '2,35/',
    '<w:p>%s</w:p>' % field('= montant + 1', '7'): '⟨= montant + 1⊢7⟩/',
    '<w:p>%s</w:p>' % field('REF _Ref1 \\h', 'voir 3'): '⟨REF _Ref1 \\h⊢voir 3⟩/',
    '<w:p>%s</w:p>' % field('INCLUDEPICTURE "https://example.org/a.png"', ''):
        '⟨INCLUDEPICTURE "https://example.org/a.png"⊢⟩/',
    '<w:p>%s</w:p>' % field('DATE \\@ "d MMMM yyyy"'): '[DATE_JOUR]/',
    '<w:p>%s</w:p>' % field('SAVEDATE', '3 mars'): '3 mars/',
    '<w:p>%s%s%s</w:p>' % (NOM, field('NEXT', ''), NOM): '[NOM][NOM]/',
    '<w:p>%s</w:p><w:p>%s</w:p><w:p>%s</w:p>' % (field('MERGEFIELD TableStart:A'), NOM,
                                                 field('MERGEFIELD TableEnd:A')): '[NOM]/',
    '<w:p>%s</w:p>' % (field('MERGEFIELD TableStart:A') + NOM + field('MERGEFIELD TableEnd:A')):
        '[NOM]/',
}


def table(*rows):
    """A body that is a table; each cell is a text, or what is in its paragraph."""
    return '<w:tbl>%s</w:tbl><w:p/>' % ''.join('<w:tr>%s</w:tr>' % ''.join(
        '<w:tc><w:p>%s</w:p></w:tc>' % (cell if cell.startswith('<w:') else run(cell))
        for cell in row) for row in rows)


TINY |= {
    table(('3', '4,5', field('=A1+B1*2', '7'))): '3/4,5/12//',
    table(('7', 'a'), ('', 'b'), ('7,5 h', field('=SUM(ABOVE)', '9'))): '7/a//b/7,5 h/0//',
    table(('Lundi', '7'), ('Mardi', ''), ('Mercredi', '7,5 h'), ('', field('=SUM(ABOVE)', '9'))):
        'Lundi/7/Mardi//Mercredi/7,5 h//14,5//',
    table(('1', '2', field('= SUM( LEFT ) * 2', '9')), ('10', '20', field('=SUM(A1:B2)', '9')),
          ('', '', field('=sum(c1,A1;c2)', '9'))): '1/2/6/10/20/33///40//',
    table((field('=B1+1', '9'), field('=C1+1', '9'), '5')): '7/6/5//',
    table(('2', field('=A1', '9') + run(' h') + field('=A1*3', '9'))): '2/2 h6//',
    table(('3', choice('', '1 = 1 ', field('=A1+1', '9'), ' ""'))): '3/4//',
    table(('3', BEGIN + '<w:r><w:instrText>SEQ </w:instrText></w:r>' + field('=A1', '9') + END)):
        '3/⟨SEQ ⟨=A1⊢9⟩⟩//',
    table(('20', ''), ('18,5', choice(field('=SUM(A1:A2)', '9'), ' &gt; 35 "trop : ',
                                      field('=SUM(A1:A2)-35', '9'), '" "bien"'))):
        '20//18,5/trop : 3,5//',
    table(('1', choice(field('=A1', '9'), ' &gt; 0 5 6'), field('=A1+B1', '9'))): '1/5/6//',
    table(('1', choice(field('=A1', '9'), ' = 1 ', choice(field('PAGE', '8'), ' = 1 ', field(
        '=A1', '9'), ' 2'), ' 3'))): '1/⟨ IF ⟨PAGE⊢8⟩ = 1 ⟨=A1⊢9⟩ 2⊢x⟩//',
    table(('3', field('PAGE', '8'), field('=A1+B1', '9'))): '3/⟨PAGE⊢8⟩/11//',
    '<w:p>%s</w:p>' % field('=A1+1', '9'): '⟨=A1+1⊢9⟩/',
}

TYPES = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
         'Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.'
         'wordprocessingml.document.main+xml"/></Types>')
RELS = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="word/document.xml"/></Relationships>')


class Tiny(Stories):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix='paraphe-texts-')

    def tearDown(self):
        shutil.rmtree(self.folder)

    def test_each_says_what_the_rules_tell(self):
        pairs = []
        for number, body in enumerate(TINY):
            template = os.path.join(self.folder, '%d.docx' % number)
            with zipfile.ZipFile(template, 'w') as package:
                package.writestr('[Content_Types].xml', TYPES)
                package.writestr('_rels/.rels', RELS)
                package.writestr('word/document.xml', '<w:document xmlns:w="%s"><w:body>%s'
                                 '</w:body></w:document>' % (WORD, body))
            pairs.append((template, template + '.out'))
        for said, (template, document), text in zip(merge(pairs), pairs, TINY.values()):
            with self.subTest(text):
                self.assertEqual('merged', said[0], said)
                self.compare(template, document)
                if text is not None:
                    story = next(iter(field_rules.stories(document)))[2]
                    self.assertEqual(text, field_rules.read(story, True)[0])


@unittest.skipUnless(CORPUS.is_dir(), 'the corpus is not there')
class Corpus(Stories):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix='paraphe-corpus-')
        files = sorted(path for path in CORPUS.rglob('*')
                       if path.is_file() and path.suffix.lower() in ENDINGS)
        cls.pairs = [(path, os.path.join(cls.folder, '%03d.docx' % number))
                     for number, path in enumerate(files)]
        cls.said = merge(cls.pairs)
        cls.merged = [pair for pair, said in zip(cls.pairs, cls.said) if said[0] == 'merged']

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def test_each_is_merged_or_refused_for_what_it_is(self):
        for said, (path, _) in zip(self.said, self.pairs):
            expected = REFUSED.get(path.name)
            if path.suffix.lower() == '.doc':
                expected = OLD_FORMAT
            with self.subTest(path.name):
                if expected is None:
                    self.assertEqual('merged', said[0], said)
                else:
                    self.assertEqual(['refused', expected[0]], said[:2])
                    self.assertIn(expected[1], said[2])

    def test_texts_are_what_the_rules_tell(self):
        values = 0
        for template, document in self.merged:
            with self.subTest(template.name):
                values += self.compare(template, document)
        self.assertGreater(len(self.merged), 200)
        self.assertGreater(values, 250)

    def test_no_story_is_left_out(self):
        """But for those that are listed here, of which there are none."""
        left = [(template.name, part, number) for template, _ in self.merged
                for part, number, story in field_rules.stories(template)
                if not field_rules.read(story, False,
                                        field_rules.mapped_names(template))[1].is_told()]
        self.assertEqual([], left)

    def test_no_other_part_differs_by_a_byte(self):
        untouched = 0
        for template, document in self.merged:
            with self.subTest(template.name), zipfile.ZipFile(template) as before, \
                    zipfile.ZipFile(document) as after:
                held, touched = set(after.namelist()), touched_parts(template)
                lost = {name for name in before.namelist()
                        if name not in held and not name.endswith('/')}
                self.assertFalse({name for name in lost if not MAY_GO.search(name)})
                for entry in before.infolist():
                    name = entry.filename
                    if name in touched or name not in held \
                            or name == '[Content_Types].xml' and (
                                lost or DOCUMENT not in before.read(entry)):
                        continue
                    self.assertEqual(stored(before, entry), stored(after, after.getinfo(name)),
                                     name)
                    untouched += 1
        self.assertGreater(untouched, 2000)

    @unittest.skipUnless(shutil.which('soffice') and shutil.which('pdftotext'),
                         'LibreOffice and poppler-utils are needed')
    def test_libreoffice_shows_the_values(self):
        """One call for all; its exit code says nothing, the PDFs do."""
        subprocess.run(['soffice', '-env:UserInstallation=file://%s/profile' % self.folder,
                        '--headless', '--convert-to', 'pdf', '--outdir', self.folder + '/pdf',
                        *(document for _, document in self.merged)],
                       capture_output=True, timeout=900, check=False)
        for template, document in self.merged:
            with self.subTest(template.name):
                pdf = os.path.join(self.folder, 'pdf', os.path.basename(document)[:-5] + '.pdf')
                with open(pdf, 'rb') as file:
                    self.assertEqual(b'%PDF', file.read(4))
                if template.name not in TOO_NARROW:
                    self.check_values(template, pdf)

    def check_values(self, template, pdf):
        text = None
        for _, _, story in field_rules.stories(template):
            _, reading = field_rules.read(story, False, field_rules.mapped_names(template))
            if not reading.is_told():
                continue
            for name in reading.names:
                text = text or squeezed(subprocess.run(
                    ['pdftotext', '-raw', pdf, '-'], capture_output=True, text=True,
                    check=True).stdout)
                self.assertIn(squeezed('[%s]' % name), text)


if __name__ == '__main__':
    unittest.main(verbosity=2)
