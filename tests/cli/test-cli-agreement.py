#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""paraphectl agreement and settings: signatures, scans, ends and new beginnings; the school's own
choices."""
import hashlib
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from ctl import DemoTest

SHOWN = ['student', 'number', 'mode', 'state', 'reason', 'step', 'step_date', 'made_on', 'sent_on',
         'signed_on', 'printed_on', 'printed_copies', 'revision', 'difference', 'signed_outside',
         'amends', 'source', 'signatories', 'documents']


class Shared(DemoTest):
    def undo(self):
        return self.json('undo', self.base)['undone']


class Agreement(Shared):
    def setUp(self):
        super().setUp()
        self.rows = [r for r in self.json('list', self.base) if r['number'] and r['step'] == 1]
        self.number = self.rows[0]['number']

    def agreement(self, *arguments, number=None, code=0):
        return self.json('agreement', self.base, '--number', number or self.number, *arguments,
                         code=code)

    def refused(self, *arguments, code=1):
        return self.fails(code, 'agreement', self.base, '--number', self.number, *arguments)

    def scan(self, name='signée.pdf', content=b'%PDF-1.4\nsigned'):
        path = self.folder / name
        path.write_bytes(content)
        return path

    def test_show(self):
        shown = self.agreement()
        self.assertEqual([SHOWN], [list(a) for a in shown])
        self.assertEqual(shown, self.agreement('--show'))
        self.assertEqual((self.rows[0]['student'], self.number, 'active', 1, False),
                         tuple(shown[0][k] for k in ('student', 'number', 'state', 'step',
                                                     'signed_outside')))
        roles = [s['role'] for s in shown[0]['signatories']]
        self.assertTrue({'school', 'student', 'company'} <= set(roles), roles)
        table = self.done('agreement', self.base, '--number', self.number, language='fr')
        self.assertRegex(table, r'Numéro de convention +' + self.number)
        self.assertIn('Chef d’établissement', table)
        both = self.agreement('--number', self.rows[1]['number'])
        self.assertEqual([self.number, self.rows[1]['number']], [a['number'] for a in both])

    def test_signatory(self):
        def day(role, column, shown):
            return next(s[column] for s in shown[0]['signatories'] if s['role'] == role)
        shown = self.agreement('--signatory', 'Entreprise', '--sent', '3/11/2026')
        self.assertEqual('2026-11-03', day('company', 'sent_on', shown))
        shown = self.agreement('--signatory', 'company', '--signed', '2026-11-05')
        self.assertEqual('2026-11-05', day('company', 'signed_on', shown))
        self.assertIn('05/11/2026', self.done('agreement', self.base, '--number', self.number))
        shown = self.agreement('--signatory', 'all', '--reminded', '2026-11-06')
        self.assertEqual((None, '2026-11-06'), (day('company', 'reminded_on', shown),
                                                day('student', 'reminded_on', shown)))
        shown = self.agreement('--signatory', 'company', '--signed', '-')
        self.assertIsNone(day('company', 'signed_on', shown))
        for _ in range(4):
            self.assertIn('signator', self.undo())
        self.assertEqual(None, day('company', 'sent_on', self.agreement()))
        self.check(self.base)

    def test_signatory_refused(self):
        self.assertIn('“king”', self.refused('--signatory', 'king', '--signed', '2026-11-05'))
        self.assertIn('no signatory', self.refused('--signatory', 'other', '--signed',
                                                   '2026-11-05'))
        self.assertIn('“soon”', self.refused('--signatory', 'company', '--signed', 'soon'))
        self.refused('--signatory', 'company', '--signed', '2099-01-01')
        for wrong in (['--signatory', 'company'], ['--signed', '2026-11-05'],
                      ['--signatory', 'company', '--signed', '2026-11-05', '--sent', '-']):
            self.assertIn('--received', self.refused(*wrong, code=2))

    def test_cancel_and_clone(self):
        self.assertIn('not cancelled', self.refused('--clone'))
        cancelled = self.agreement('--cancel', 'Entreprise fermée')[0]
        self.assertEqual(('cancelled', 'Entreprise fermée'), (cancelled['state'],
                                                              cancelled['reason']))
        self.assertIn('cancelled', self.refused('--cancel', 'Encore'))
        old, new = self.agreement('--clone')
        self.assertEqual((self.number, 'active', 0), (new['source'], new['state'], new['step']))
        self.assertNotEqual(self.number, new['number'])
        self.assertEqual('cancelled', old['state'])
        self.assertEqual('copy of 1 agreement', self.undo())
        self.assertEqual('cancellation of 1 agreement', self.undo())
        self.assertEqual('active', self.agreement()[0]['state'])
        self.assertIn('for a reason', self.refused('--cancel', ' '))
        self.check(self.base)

    def test_signed_outside(self):
        both = ('--number', self.rows[1]['number'])
        signed = self.agreement(*both, '--signed-outside', '5 novembre 2026')
        self.assertEqual([(True, '2026-11-05')] * 2, [(a['signed_outside'], a['signed_on'])
                                                      for a in signed])
        self.assertEqual('signature of 2 agreements', self.undo())
        self.assertEqual([(False, None)] * 2, [(a['signed_outside'], a['signed_on'])
                                               for a in self.agreement(*both)])
        self.assertIn('still to come', self.refused('--signed-outside', '2099-01-01'))
        self.assertIn('“soon”', self.refused('--signed-outside', 'soon'))
        self.refused('--signed-outside', '')

    def test_attach_and_export(self):
        before = len(self.agreement()[0]['documents'])
        content = b'%PDF-1.4\nsigned'
        shown = self.agreement('--attach', self.scan(content=content), '--signed-by-all')[0]
        kept = [d for d in shown['documents'] if d['name'] == 'signée.pdf']
        self.assertEqual([('signed', 'application/pdf', hashlib.sha256(content).hexdigest(),
                           len(content))],
                         [(d['kind'], d['media_type'], d['sha256'], d['size']) for d in kept])
        self.assertIsNotNone(shown['signed_on'])
        out = self.folder / 'a' / 'b'
        paths = self.agreement('--export-documents', out)
        self.assertEqual(before + 1, len(paths))
        self.assertEqual(content, (out / 'signée.pdf').read_bytes())
        # Nothing that is there is written over.
        again = self.agreement('--export-documents', out)
        self.assertFalse(set(paths) & set(again))
        self.undo()
        self.assertEqual(before, len(self.agreement()[0]['documents']))
        self.check(self.base)

    def test_attach_refused(self):
        scan = self.scan()
        self.assertIn('PDF', self.refused('--attach', self.scan('x.pdf', b'no pdf at all')))
        self.refused('--attach', self.folder / 'missing.pdf')
        self.assertIn('“generated”', self.refused('--attach', scan, '--as', 'generated'))
        self.assertIn('“poem”', self.refused('--attach', scan, '--as', 'poem'))
        self.assertIn('one', self.refused('--number', self.rows[1]['number'], '--attach', scan))
        self.agreement('--attach', scan, '--as', 'other')
        self.assertIn('attached already', self.refused('--attach', scan, '--as', 'other'))
        self.assertIn('--attach', self.refused('--as', 'scan', code=2))
        self.assertIn('--attach', self.refused('--signed-by-all', code=2))
        (self.folder / 'file').write_text('x')
        self.assertIn('folder', self.refused('--export-documents', self.folder / 'file'))

    def test_wrong_calls(self):
        self.fails(2, 'agreement', self.base)
        self.assertIn('at a time', self.refused('--cancel', 'x', '--clone', code=2))
        self.assertIn('at a time', self.refused('--show', '--signed-outside', 'x', code=2))
        self.assertIn('“1999-1”', self.fails(1, 'agreement', self.base, '--number', '1999-1'))
        self.fails(1, 'agreement', self.folder / 'missing.paraphe', '--number', '1')
        self.assertIn('nothing to undo', self.fails(1, 'undo', self.base))


class Settings(Shared):
    def settings(self, *arguments):
        return self.json('settings', self.base, *arguments)

    def value(self, name):
        row, = self.settings(name)
        return row['value'], row['chosen']

    def test_list(self):
        rows = self.settings()
        names = [r['name'] for r in rows]
        self.assertEqual(len(names), len(set(names)))
        for name in ('deadline.late', 'retention.purge', 'kind.pfmp.mandatory', 'kind.pfmp.label',
                     'search_state.promise.symbol', 'rule.overlap', 'rule.days.limit'):
            self.assertIn(name, names)
        self.assertEqual({False}, {r['chosen'] for r in rows})
        self.assertEqual([['name', 'value', 'about', 'chosen']] * len(rows),
                         [list(r) for r in rows])
        self.assertIn('Promesse', self.done('settings', self.base, language='fr'))

    def test_every_value_is_taken_back_in(self):
        # What the list says is what a setting may be set to; the default is not kept.
        for row in self.settings():
            if row['name'].startswith(('deadline', 'rule.o', 'search_state.exempt', 'kind.pfmp')):
                with self.subTest(row['name']):
                    self.assertEqual([row], self.settings(row['name'], row['value'] or ''))

    def test_set_and_reset(self):
        for name, value, default in (('deadline.late', '9', '7'),
                                     ('rule.overlap', 'off', self.value('rule.overlap')[0]),
                                     ('search_state.promise.label', 'Presque', 'Verbal promise'),
                                     ('search_state.promise.style', 'error', None),
                                     ('kind.pfmp.label', 'Stage', 'PFMP')):
            with self.subTest(name):
                before = self.value(name)
                self.assertEqual(default or before[0], before[0])
                self.settings(name, value)
                self.assertEqual((value, True), self.value(name))
                self.assertEqual(before, tuple(self.settings(name, '--reset')[0][k]
                                               for k in ('value', 'chosen')))
                self.assertEqual('change of settings', self.undo())
                self.assertEqual((value, True), self.value(name))
                self.undo()
                self.assertEqual(before, self.value(name))
        self.check(self.base)

    def test_refused(self):
        before = self.settings()
        for name, value in (('deadline.late', '900'), ('deadline.late', 'soon'),
                            ('rule.overlap', 'maybe'), ('search_state.promise.style', 'pink'),
                            ('search_state.promise.symbol', 'x'), ('kind.pfmp.template', '999'),
                            ('search_state.promise.position', '99'),
                            ('search_state.promise.label', 'x' * 200),
                            ('kind.pfmp.mandatory', 'placement.colour'),
                            ('rule.days.limit', '-1'), ('nothing', '1'), ('rule.nothing', 'off')):
            with self.subTest(name + '=' + value):
                self.fails(1, 'settings', self.base, name, '--', value)
        self.assertIn('no setting', self.fails(1, 'settings', self.base, 'nothing'))
        self.fails(2, 'settings', self.base, '--reset')
        self.fails(2, 'settings', self.base, 'deadline.late', '9', '--reset')
        self.fails(2, 'settings', self.base, 'deadline.late', '9', '9')
        self.assertEqual(before, self.settings())


if __name__ == '__main__':
    unittest.main(verbosity=0)
