#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""paraphectl step, search, interview, note and check-sheets: a class followed without a window."""
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from ctl import DemoTest

PLACE = ('--class', '1CAP EPC', '--period', 'PFMP 1')
LATER = ('--class', '1CAP EPC', '--period', 'PFMP 2')
KENZA = ('--student', 'maffre kenza')


class Follow(DemoTest):
    def ctl(self, command, *arguments, code=0):
        return self.json(command, self.base, *arguments, code=code)

    def refused(self, command, *arguments, code=1):
        return self.fails(code, command, self.base, *arguments)

    def undone(self, name):
        self.assertEqual({'undone': name}, self.ctl('undo'))

    # step

    def test_step_of_some(self):
        before = self.ctl('list', *PLACE)
        rows = [r for r in before if r['number'] and r['step'] in (2, 3)][:2]
        numbers = [a for r in rows for a in ('--number', r['number'])]
        moved = self.ctl('step', *numbers, '--next')
        self.assertEqual([(r['number'], r['step'] + 1) for r in rows],
                         [(r['number'], r['step']) for r in moved])
        again = self.ctl('step', *numbers, '--back')
        self.assertEqual([r['step'] for r in rows], [r['step'] for r in again])
        self.undone('step of 2 agreements')
        self.undone('step of 2 agreements')
        self.assertEqual(before, self.ctl('list', *PLACE))
        self.check(self.base)

    def test_step_of_a_class(self):
        before = self.ctl('list', *PLACE)
        n_behind = sum(1 for r in before if r['number'] and r['step'] < 4)
        self.assertGreater(n_behind, 2)
        moved = self.ctl('step', *PLACE, '--to', 'AGREEMENT SIGNED')
        self.assertEqual({4}, {r['step'] for r in moved})
        self.assertEqual([r['number'] for r in before if r['number']],
                         [r['number'] for r in moved])
        latest = self.ctl('history', '--limit', '1')[0]
        self.assertEqual('step of %d agreements' % n_behind, latest['action'])
        self.undone('step of %d agreements' % n_behind)
        self.assertEqual(before, self.ctl('list', *PLACE))
        self.assertEqual({0}, {r['step'] for r in self.ctl('step', *PLACE, '--to', '1')})

    def test_step_at_the_ends(self):
        signed = next(r for r in self.ctl('list', *PLACE) if r['step'] == 4)
        number = ('--number', signed['number'])
        self.assertEqual(4, self.ctl('step', *number, '--next')[0]['step'])
        self.assertIn('nothing to undo', self.refused('undo'))

    def test_step_refused(self):
        number = next(r['number'] for r in self.ctl('list', *PLACE) if r['number'])
        for wrong in ([], ['--next', '--back'], ['--to', '2', '--next']):
            self.assertIn('--to', self.refused('step', '--number', number, *wrong, code=2))
        for step in ('0', '6', '-1', '', 'nowhere'):
            self.assertIn('the steps are 1: ', self.refused('step', *PLACE, '--to=' + step))
        self.assertIn('no agreement “1999-1”',
                      self.refused('step', '--number', number, '--number', '1999-1', '--next'))
        self.assertIn('--class', self.refused('step', '--next'))
        self.assertIn('no agreement to move', self.refused('step', *LATER, '--next'))
        self.assertIn('may be', self.refused('step', '--student', 'a', '--next'))
        self.ctl('agreement', '--number', number, '--cancel', 'Erreur')
        self.assertIn('is cancelled', self.refused('step', '--number', number, '--next'))
        # Of a class those move that can.
        self.assertNotIn(number, {r['number'] for r in self.ctl('step', *PLACE, '--next')})

    # search

    def test_search_state(self):
        self.assertEqual('promise', self.ctl('search', *LATER, *KENZA, '--state', 'promise')
                         [0]['search'])
        self.assertEqual('exempt', self.ctl('search', *LATER, *KENZA, '--state', 'Dispensée',
                                            '--reason', 'Stage ailleurs')[0]['search'])
        self.undone('state of 1 search')
        self.undone('state of 1 search')
        self.assertEqual('not_started',
                         next(r['search'] for r in self.ctl('list', *LATER)
                              if r['student'] == 'MAFFRE Kenza'))
        rows = self.ctl('search', *LATER, '--state', 'searching')
        self.assertEqual({'searching'}, {r['search'] for r in rows})
        self.undone('state of %d searches' % len(rows))

    def test_search_state_in_the_school_s_words(self):
        self.ctl('settings', 'search_state.promise.label', 'Presque')
        self.assertEqual('promise', self.ctl('search', *LATER, *KENZA, '--state', 'PRESQUE')
                         [0]['search'])

    def test_search_follower(self):
        rows = self.ctl('search', *LATER, *KENZA, '--teacher', 'nordine belkacem')
        self.assertEqual(1, len(rows))
        self.assertEqual(1, len([e for e in self.ctl('history', *LATER, *KENZA)
                                 for c in e['changes'] if c['after'] == 'BELKACEM Nordine']))
        self.assertIn('undone', self.ctl('undo'))

    def test_search_refused(self):
        self.assertIn('validated sheet', self.refused('search', *PLACE, *KENZA, '--state',
                                                      'searching'))
        self.assertIn('“happy”', self.refused('search', *LATER, *KENZA, '--state', 'happy'))
        self.assertIn('There is no', self.refused('search', *LATER, '--teacher', 'Zinzin'))
        self.refused('search', *LATER, code=2)
        self.refused('search', *LATER, '--state', 'promise', '--teacher', 'x', code=2)
        self.assertIn('--class', self.refused('search', '--state', 'promise'))
        self.assertIn('nothing to undo', self.refused('undo'))

    # interview

    def test_interview(self):
        self.assertEqual([], self.ctl('interview', *LATER, *KENZA))
        self.ctl('interview', *LATER, *KENZA, '--date', '3/11/2026', 'A écrit à deux magasins')
        told = self.ctl('interview', *LATER, *KENZA, '--date', '2026-11-10', '--means', 'tél',
                        '--teacher', 'belkacem', '--next-step', 'Rappeler', 'Réponse bientôt')
        self.assertEqual(['2026-11-10', '2026-11-03'], [i['day'] for i in told])
        self.assertEqual({'day': '2026-11-10', 'student': 'MAFFRE Kenza', 'period': 'PFMP 2',
                          'teacher': told[0]['teacher'], 'means': 'phone',
                          'account': 'Réponse bientôt', 'next_step': 'Rappeler'}, told[0])
        self.assertEqual('Belkacem Nordine', told[0]['teacher'])
        self.assertEqual(told, self.ctl('interview', *LATER, *KENZA))
        state = next(r['search'] for r in self.ctl('list', *LATER)
                     if r['student'] == 'MAFFRE Kenza')
        self.assertEqual('searching', state)
        table = self.done('interview', self.base, *LATER, *KENZA, language='fr')
        self.assertRegex(table, r'10/11/2026 .* Par téléphone +Réponse bientôt +Rappeler')
        self.undone('addition of 1 interview')
        self.undone('addition of 1 interview')
        self.assertEqual([], self.ctl('interview', *LATER, *KENZA))
        self.check(self.base)

    def test_interview_refused(self):
        add = ('interview', *LATER, *KENZA)
        self.assertIn('no account', self.refused(*add, ' '))
        self.assertIn('no account', self.refused(*add, '--means', 'phone', code=2))
        self.assertIn('“pigeon”', self.refused(*add, '--means', 'pigeon', 'Bien'))
        self.assertIn('“hier matin”', self.refused(*add, '--date', 'hier matin', 'Bien'))
        self.assertIn('There is no', self.refused(*add, '--teacher', 'Zinzin', 'Bien'))
        self.assertIn('--period', self.refused('interview', *KENZA, 'Bien'))
        self.assertIn('no such student', self.refused('interview', '--student', 'zinzin'))
        self.refused('interview', code=2)
        self.assertIn('nothing to undo', self.refused('undo'))

    # note

    def test_note(self):
        before = self.ctl('note', *KENZA)
        told = self.ctl('note', *KENZA, 'Appeler la mère')
        new = [n for n in told if n not in before]
        self.assertEqual(1, len(new))
        self.assertEqual(('information', 'administration', 'administration', None, None, True),
                         tuple(new[0][k] for k in ('tone', 'audience', 'author_role', 'period',
                                                   'number', 'read')))
        of_period = [n for n in self.ctl('note', *KENZA, '--period', 'PFMP 1', '--tone', 'positif',
                                         '--for', 'teachers', 'Très bien')
                     if n['text'] == 'Très bien'][0]
        self.assertEqual(('positive', 'teachers', 'PFMP 1'),
                         tuple(of_period[k] for k in ('tone', 'audience', 'period')))
        # A note about one period is not told of another; one about the student is.
        later = {n['text'] for n in self.ctl('note', *LATER, *KENZA)}
        self.assertIn('Appeler la mère', later)
        self.assertNotIn('Très bien', later)
        self.undone('addition of 1 note')
        self.undone('addition of 1 note')
        self.assertEqual(before, self.ctl('note', *KENZA))
        self.check(self.base)

    def test_note_of_a_teacher_is_read(self):
        number = next(r['number'] for r in self.ctl('list', *PLACE)
                      if r['student'] == 'MAFFRE Kenza')
        told = self.ctl('note', '--number', number, '--teacher', 'belkacem', '--tone', 'negative',
                        'Tuteur absent')
        mine = next(n for n in told if n['text'] == 'Tuteur absent')
        self.assertEqual(('teacher', False, number, 'Nordine BELKACEM'),
                         tuple(mine[k] for k in ('author_role', 'read', 'number', 'author')))
        self.assertIn('Non lu', self.done('note', self.base, '--number', number, language='fr'))
        self.assertEqual({True}, {n['read'] for n in self.ctl('note', '--number', number,
                                                              '--read')})
        self.ctl('undo')
        self.assertIn(False, {n['read'] for n in self.ctl('note', '--number', number)})

    def test_note_refused(self):
        self.assertIn('says nothing', self.refused('note', *KENZA, ''))
        self.assertIn('“loud”', self.refused('note', *KENZA, '--tone', 'loud', 'x'))
        self.assertIn('“all”', self.refused('note', *KENZA, '--for', 'all', 'x'))
        self.assertIn('There is no', self.refused('note', *KENZA, '--teacher', 'Zinzin', 'x'))
        self.assertIn('may be', self.refused('note', '--student', 'kenza', 'x'))
        self.assertIn('one student', self.refused('note', *PLACE, 'x', code=2))
        self.refused('note', '--number', '1', '--number', '2', 'x', code=2)
        self.refused('note', *KENZA, '--tone', 'positive', code=2)
        self.refused('note', *KENZA, '--read', 'x', code=2)
        self.assertIn('nothing to undo', self.refused('undo'))

    # check-sheets

    def test_check_sheets(self):
        members = ['student', 'class', 'period', 'company', 'level', 'text', 'rule', 'field']
        found = self.ctl('check-sheets', *PLACE)
        self.assertEqual([members] * len(found), [list(f) for f in found])
        self.assertEqual({'1CAP EPC'}, {f['class'] for f in found})
        late = [f for f in found if f['rule'] == 'unsigned']
        self.assertTrue(late)
        self.ctl('settings', 'rule.unsigned', 'blocking')
        blocking = self.ctl('check-sheets', *PLACE, code=1)
        self.assertEqual({'unsigned'}, {f['rule'] for f in blocking if f['level'] == 'blocking'})
        self.ctl('settings', 'rule.unsigned', 'off')
        self.assertNotIn('unsigned', {f['rule'] for f in self.ctl('check-sheets', *PLACE)})
        self.assertEqual([], self.ctl('check-sheets', *LATER))
        self.assertIn('no class', self.refused('check-sheets', '--class', 'x'))

    def test_help_and_read_only(self):
        for command in ('step', 'search', 'interview', 'note', 'check-sheets'):
            self.assertIn('--student', self.done(command, '--help'))
            self.refused(command, 'too', 'many', 'words', code=2)
        os.chmod(self.base, 0o444)
        self.assertNotEqual([], self.ctl('check-sheets', *PLACE))


if __name__ == '__main__':
    unittest.main(verbosity=0)
