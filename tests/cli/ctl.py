# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of paraphectl share: calling it, small files for it, reading what it made."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest
import zipfile

CTL = os.environ['PARAPHECTL']
TEMPLATE = os.environ['TEMPLATE_A4']
DEMO = pathlib.Path(os.environ['PARAPHE_SRCDIR']) / 'data' / 'demo'

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


def call(*arguments, language='en', **options):
    """Runs paraphectl to its end."""
    return subprocess.run([CTL, *map(str, arguments)], capture_output=True, text=True, check=False,
                          encoding='utf-8', env={**os.environ, 'LANGUAGE': language}, timeout=120,
                          **options)


def write_template(path, *names):
    """A Word file with one paragraph a field: “NOM: «NOM»”."""
    body = ''.join('<w:p><w:r><w:t xml:space="preserve">%s: </w:t></w:r><w:fldSimple w:instr=" '
                   'MERGEFIELD %s "><w:r><w:t>«%s»</w:t></w:r></w:fldSimple></w:p>'
                   % (name, name, name) for name in names)
    with zipfile.ZipFile(path, 'w') as package:
        package.writestr('[Content_Types].xml', TYPES)
        package.writestr('_rels/.rels', RELATIONS)
        package.writestr('word/document.xml', '<?xml version="1.0" encoding="UTF-8"?><w:document '
                         'xmlns:w="%s"><w:body>%s</w:body></w:document>' % (MAIN, body))
    return path


def document_text(path):
    """The XML of a document's body; fails for a file that is not whole."""
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None, path
        return package.read('word/document.xml').decode('utf-8')


class CtlTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='paraphe-cli-'))
        self.addCleanup(shutil.rmtree, self.folder)

    def done(self, *arguments, **options):
        """What a call printed that must end with 0."""
        result = call(*arguments, **options)
        self.assertEqual(0, result.returncode, result.stderr)
        return result.stdout

    def json(self, *arguments, code=0):
        result = call(*arguments, '--json')
        self.assertEqual(code, result.returncode, result.stderr)
        return json.loads(result.stdout)

    def fails(self, code, *arguments, **options):
        """What a call that must fail says on stderr, and nothing on stdout."""
        result = call(*arguments, **options)
        self.assertEqual(code, result.returncode, result.stdout + result.stderr)
        self.assertEqual('', result.stdout)
        self.assertTrue(result.stderr.startswith('paraphectl: '), result.stderr)
        return result.stderr

    def check(self, base):
        self.assertEqual({'problems': []}, self.json('check', base))


class DemoTest(CtlTest):
    """Each test has its own copy of the demo school, which is made once a class of tests."""
    @classmethod
    def setUpClass(cls):
        cls.shared = pathlib.Path(tempfile.mkdtemp(prefix='paraphe-cli-demo-'))
        cls.addClassCleanup(shutil.rmtree, cls.shared)
        result = call('demo', cls.shared / 'demo.paraphe')
        assert result.returncode == 0, result.stderr

    def setUp(self):
        super().setUp()
        self.base = self.folder / 'demo.paraphe'
        for made in self.shared.iterdir():
            copy = shutil.copytree if made.is_dir() else shutil.copy
            copy(made, self.folder / made.name)
