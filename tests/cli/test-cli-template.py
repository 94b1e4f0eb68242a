#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""paraphectl template: all fields, and the files that a template begins with."""
import csv
import io
import unittest
import zipfile

from ctl import CtlTest, document_text


class Names(CtlTest):
    def test_all_fields(self):
        fields = {field['name']: field for field in self.json('template', 'names')['fields']}
        self.assertGreater(len(fields), 150)
        self.assertEqual({'name': 'RL1_NOM', 'about': 'Guardian 1', 'label': 'Family name',
                          'example': 'DURAND', 'aliases': []}, fields['RL1_NOM'])
        self.assertIn('TUTEUR_MEL', fields['TUTEUR_MAIL']['aliases'])
        self.assertEqual('14/03/2010', fields['NEE_LE']['example'])

    def test_all_lists(self):
        lists = {one['name']: one['columns'] for one in self.json('template', 'names')['lists']}
        self.assertEqual({'RESPONSABLES', 'HORAIRES', 'ACTIVITES', 'VISITES'}, set(lists))
        examples = {name: {column['name']: column['example'] for column in columns}
                    for name, columns in lists.items()}
        self.assertEqual('M. Karim DURAND', examples['RESPONSABLES']['NOM_COMPLET'])
        self.assertEqual('Lundi', examples['HORAIRES']['JOUR'])
        self.assertEqual('Pose de chemins de câbles', examples['ACTIVITES']['ACTIVITE'])
        self.assertEqual('06/10/2026', examples['VISITES']['DATE'])
        self.assertEqual('M. Nordine BELKACEM', examples['VISITES']['PROF'])

    def test_for_people(self):
        lines = self.done('template', 'names').splitlines()
        self.assertTrue(lines[0].startswith('Field'))
        names = self.json('template', 'names')
        self.assertEqual(len(lines) - 1, len(names['fields'])
                         + sum(len(one['columns']) for one in names['lists']))
        self.assertTrue(any(line.startswith('HORAIRES.MATIN ') for line in lines))

    def test_in_french(self):
        text = self.done('template', 'names', language='fr')
        self.assertIn('Responsable légal 1', text)


class Files(CtlTest):
    def test_agreements(self):
        for what in ('word', 'libreoffice'):
            path = self.folder / (what + '.docx')
            self.assertEqual('', self.done('template', what, path))
            fields = self.json('fields', path)
            self.assertEqual([], [f['name'] for f in fields if not f['known']])
            self.assertEqual(what == 'word', 'MERGEFIELD' in document_text(path))

    def test_table(self):
        path = self.folder / 'fields.csv'
        self.done('template', 'fields', path)
        rows = list(csv.reader(io.StringIO(path.read_text(encoding='utf-8-sig'), newline=''),
                               delimiter=';'))
        fields = self.json('template', 'names')['fields']
        self.assertEqual([field['name'] for field in fields], rows[0])
        self.assertEqual(2, len(rows))
        self.done('template', 'fields', self.folder / 'fields.xlsx')
        with zipfile.ZipFile(self.folder / 'fields.xlsx') as book:
            self.assertIsNone(book.testzip())

    def test_nothing_is_replaced(self):
        path = self.folder / 'mine.docx'
        path.write_text('mine')
        self.fails(1, 'template', 'word', path)
        self.assertEqual('mine', path.read_text())
        self.done('template', 'word', path, '--force')
        document_text(path)

    def test_wrong_calls(self):
        for arguments in (['word'], ['names', 'x'], ['agreement', 'x'], []):
            with self.subTest(arguments):
                self.fails(2, 'template', *arguments)
        self.assertIn('.xlsx', self.fails(1, 'template', 'fields', self.folder / 'fields.ods'))


if __name__ == '__main__':
    unittest.main()
