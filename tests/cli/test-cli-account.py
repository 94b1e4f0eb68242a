#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""paraphectl account, and every other command of a school with accounts."""
import json
import os
import sqlite3
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from ctl import DemoTest, call

BOSS = 'une phrase assez longue'
TEACHER = 'la phrase du professeur'


class Account(DemoTest):
    def setUp(self):
        super().setUp()
        with sqlite3.connect(self.base) as base:
            self.teacher = base.execute(
                'SELECT t.given_name || " " || t.family_name FROM placement p'
                ' JOIN teacher t ON t.id = p.teacher_id ORDER BY p.id LIMIT 1').fetchone()[0]
        self.all = self.json('list', self.base)
        self.done('account', 'add', self.base, 'martin', 'administrator', 'Mme Martin',
                  '--password-stdin', input=BOSS + '\n')

    def as_boss(self, *arguments, more=''):
        return self.done(*arguments, '--account', 'martin', '--password-stdin',
                         input=BOSS + '\n' + more)

    def add_teacher(self):
        """One that has chosen a password of its own."""
        self.as_boss('account', 'add', self.base, 'delmas', 'teacher', 'M. Delmas', '--teacher',
                     self.teacher, more='un premier mot de passe\n')
        self.done('account', 'password', self.base, '--account', 'delmas', '--password-stdin',
                  input='un premier mot de passe\nun premier mot de passe\n%s\n' % TEACHER)

    def test_nobody_comes_in_without(self):
        said = self.fails(1, 'list', self.base)
        self.assertIn('--account', said)
        self.fails(1, 'list', self.base, '--account', 'martin', input='')
        said = self.fails(1, 'list', self.base, '--account', 'martin', '--password-stdin',
                          input='faux\n')
        self.assertIn('4', said)
        rows = json.loads(self.as_boss('list', self.base, '--json'))
        self.assertEqual(len(self.all), len(rows))

    def test_a_teacher(self):
        self.add_teacher()
        sign_in = ['--account', 'delmas', '--password-stdin']
        rows = json.loads(self.done('list', self.base, '--json', *sign_in, input=TEACHER + '\n'))
        self.assertTrue(0 < len(rows) < len(self.all))
        number = next(row['number'] for row in self.all if row['number'])
        for command in (['account', 'list', self.base],
                        ['settings', self.base, 'deadline.late', '9'],
                        ['step', self.base, '--number', number, '--next']):
            self.fails(1, *command, *sign_in, input=TEACHER + '\n')
        accounts = json.loads(self.as_boss('account', 'list', self.base, '--json'))
        self.assertEqual({('martin', 'administrator', True, True),
                          ('delmas', 'teacher', True, False)},
                         {(a['name'], a['role'], a['active'], a['key']) for a in accounts})
        self.as_boss('account', 'disable', self.base, 'delmas')
        self.fails(1, 'list', self.base, *sign_in, input=TEACHER + '\n')

    def test_a_given_password(self):
        """It opens nothing but the choice of another, be it an administrator's."""
        given = 'un premier mot de passe'
        self.as_boss('account', 'add', self.base, 'leroy', 'administrator', 'Mme Leroy',
                     more=given + '\n')
        sign_in = ['--account', 'leroy', '--password-stdin']
        for command in (['list', self.base], ['account', 'list', self.base],
                        ['account', 'disable', self.base, 'martin']):
            self.assertTrue(self.fails(1, *command, *sign_in, input=given + '\n'), command)
        self.fails(1, 'account', 'password', self.base, *sign_in,
                   input='%s\n%s\n%s\n' % (given, given, given))
        self.done('account', 'password', self.base, *sign_in,
                  input='%s\n%s\n%s\n' % (given, given, TEACHER))
        rows = json.loads(self.done('list', self.base, '--json', *sign_in, input=TEACHER + '\n'))
        self.assertEqual(len(self.all), len(rows))

    def test_wrong_calls(self):
        self.fails(2, 'account', 'make', self.base)
        self.fails(2, 'account', 'add', self.base)
        for arguments in (['add', self.base, 'x', 'reader'], ['disable', self.base, 'martin']):
            result = call('account', *arguments, '--account', 'martin', '--password-stdin',
                          input=BOSS + '\ncourt\n')
            self.assertEqual(1, result.returncode, arguments)
            self.assertTrue(result.stderr.startswith('paraphectl: '), result.stderr)

    def test_off(self):
        self.as_boss('account', 'off', self.base, more=BOSS + '\n')
        self.assertEqual(len(self.all), len(self.json('list', self.base)))


if __name__ == '__main__':
    unittest.main()
