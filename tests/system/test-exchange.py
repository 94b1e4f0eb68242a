#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exchange sheets go out, are filled in, saved again by the real LibreOffice, and come back."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
import zipfile

CTL = os.environ['PARAPHECTL']
OFFICE = shutil.which('soffice')


def call(*arguments):
    return subprocess.run([CTL, *map(str, arguments)], capture_output=True, text=True, check=False,
                          encoding='utf-8', timeout=120)


def fill(path, target, rows):
    """Writes cells into the sheet of visits, as somebody types them: {'B2': 'text' or 46352}."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, 'w') as sink:
        for name in source.namelist():
            data = source.read(name)
            if name == 'xl/worksheets/sheet2.xml':
                text = data.decode('utf-8')
                for number, cells in rows.items():
                    added = ''.join(
                        '<c r="%s%d"><v>%d</v></c>' % (column, number, value)
                        if isinstance(value, int) else
                        '<c r="%s%d" t="inlineStr"><is><t>%s</t></is></c>' % (column, number, value)
                        for column, value in sorted(cells.items()))
                    text, n = re.subn(r'(<row r="%d"[^>]*>)(<c r="A%d".*?</c>).*?</row>'
                                      % (number, number),
                                      lambda found, more=added: found[1] + found[2] + more
                                      + '</row>', text, flags=re.S)
                    assert n == 1, number
                data = text.encode('utf-8')
            sink.writestr(name, data)
    return target


@unittest.skipIf(OFFICE is None, 'LibreOffice (soffice) is not installed')
class Exchange(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='paraphe-exchange-'))
        self.addCleanup(shutil.rmtree, self.folder)
        self.base = self.folder / 'demo.paraphe'
        self.done('demo', self.base)

    def done(self, *arguments):
        result = call(*arguments)
        self.assertEqual(0, result.returncode, result.stderr)
        return result.stdout

    def save_again(self, path, kind, number):
        folder = self.folder / ('again-%d' % number)
        folder.mkdir()
        subprocess.run([OFFICE, '-env:UserInstallation=' + (self.folder / 'office').as_uri(),
                        '--headless', '--convert-to', kind, '--outdir', folder, path],
                       check=True, capture_output=True, timeout=300)
        made = list(folder.iterdir())
        self.assertEqual(1, len(made), made)
        return made[0]

    def test_round_trip(self):
        out = self.folder / 'out'
        out.mkdir()
        self.done('exchange', 'write', self.base, '--output', out)
        sheets = sorted(out.iterdir())
        self.assertTrue(sheets)
        for sheet in sheets:
            with zipfile.ZipFile(sheet) as book:
                self.assertIn('dataValidation', book.read('xl/worksheets/sheet2.xml').decode())
        sheet = sheets[0]
        with zipfile.ZipFile(sheet) as book:
            labels = re.findall(r'<t>([^<]* \([^<]*\))</t>',
                                book.read('xl/sharedStrings.xml').decode('utf-8'))
        filled = fill(sheet, self.folder / 'filled.xlsx', {
            2: {'B': 46352, 'C': labels[0], 'D': 'Par téléphone', 'E': 'A trouvé &amp; attend.'},
            4: {'B': '26/11/2026', 'C': labels[0], 'E': '=1+1 n’est pas une formule'},
            5: {'C': labels[0], 'E': 'Sans jour'}})
        expected = [('new', '2026-11-26', 'A trouvé & attend.'),
                    ('new', '2026-11-26', '=1+1 n’est pas une formule'),
                    ('problem', None, 'Sans jour')]
        saved = [self.save_again(filled, kind, i) for i, kind in enumerate(('xlsx', 'ods'))]
        for path in (filled, *saved):
            look = json.loads(call('exchange', 'look', self.base, path, '--json').stdout)
            self.assertEqual(expected, [(row['state'], row['day'] or None, row['text'])
                                        for row in look['rows']], path)
        self.assertIn('B5', look['rows'][2]['remark'])
        # Taken from one of them, it is taken for all.
        taken = json.loads(call('exchange', 'take', self.base, saved[0], '--json').stdout)
        self.assertEqual(2, taken['n_taken'])
        for path in (filled, *saved):
            again = json.loads(call('exchange', 'take', self.base, path, '--json').stdout)
            self.assertEqual((0, 0, 2, 1), (again['n_taken'], again['new'], again['taken'],
                                            again['problem']))
        interviews = json.loads(self.done('interview', self.base, '--student',
                                          labels[0].split(' (')[0], '--json'))
        self.assertEqual(1, sum(one['account'] == 'A trouvé & attend.' for one in interviews))

    def test_of_another_school(self):
        out = self.folder / 'out'
        out.mkdir()
        other = self.folder / 'other.paraphe'
        self.done('demo', other)
        self.done('exchange', 'write', other, '--output', out)
        result = call('exchange', 'take', self.base, sorted(out.iterdir())[0])
        self.assertEqual(1, result.returncode)
        self.assertIn('autre établissement', result.stderr)


if __name__ == '__main__':
    unittest.main()
