#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""paraphectl settings: each setting of the school in turn, and what rules do of it."""
import os
import shutil
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from ctl import DemoTest

LEVELS = ('blocking', 'warning', 'off')
STUDENT = ('--student', 'moreau coralie', '--class', '1AGORA', '--period', 'PFMP 1')

# What is written on a minor's complete sheet, and the rule that must say so, where, how gravely.
MISTAKES = (
    (('--end', '2027-01-01'), 'dates_reversed', 'blocking', 'end'),
    (('--start', '2026-07-02'), 'school_year', 'warning', 'start'),
    (('--start', '2026-07-02'), 'maximum', 'blocking', 'end'),
    (('--start', '2026-07-02'), 'allowance', 'warning', 'allowance'),
    (('--start', '2026-07-02'), 'unsigned', 'warning', 'start'),
    (('--end', '2027-12-31'), 'school_year', 'warning', 'end'),
    (('--start', '2027-01-12'), 'period', 'warning', 'start'),
    (('--start', '2027-01-10'), 'holiday', 'warning', 'start'),
    (('--set', 'weekly_hours=36'), 'weekly_hours', 'warning', 'weekly_hours'),
    (('--set', 'weekly_hours=30'), 'weekly_hours', 'warning', 'weekly_hours'),
    (('--set', 'monday_morning=06:00-12:00'), 'minor_day', 'blocking', 'monday_morning'),
    (('--set', 'monday_morning=06:00-12:00'), 'minor_week', 'blocking', 'monday_morning'),
    (('--set', 'monday_morning=08:00-13:00'), 'minor_pause', 'warning', 'monday_morning'),
    (('--set', 'monday_afternoon=20:00-23:00'), 'minor_night', 'blocking', 'monday_afternoon'),
    (('--set', 'monday_afternoon=20:00-23:00'), 'minor_rest', 'blocking', 'tuesday_morning'),
    (('--set', 'monday_afternoon=11:00-17:00'), 'timetable', 'warning', 'monday_afternoon'),
    (('--set', 'interruptions=zut'), 'interruptions', 'warning', 'interruptions'),
    (('--set', 'saturday_morning=08:00-12:00'), 'minor_days_off', 'warning', 'saturday_morning'),
)


class Settings(DemoTest):
    def settings(self):
        return {s['name']: s for s in self.json('settings', self.base)}

    def names(self, start, end=''):
        return [name for name in self.settings() if name.startswith(start) and name.endswith(end)]

    def choose(self, name, *value):
        return self.done('settings', self.base, name, *value)

    def refused(self, name, value):
        said = self.fails(1, 'settings', self.base, name, '--', value)
        self.assertGreater(len(said.strip()), len('paraphectl: ') + 20)
        return said

    def sheet(self, *arguments):
        return self.json('sheet', self.base, *STUDENT, '--set', 'activities=Accueil', *arguments)

    def found(self, *arguments):
        """The level of each rule that has something to say of the sheet."""
        return {f['rule']: f['level'] for f in self.sheet(*arguments)['findings']}

    # the list

    def test_sms_providers(self):
        """What each has to know is set here, save keys, which are in the keyring."""
        names = self.names('message.sms.')
        self.assertIn('message.sms.http.url', names)
        self.assertIn('message.sms.ovh.application_key', names)
        self.assertNotIn('message.sms.http.key', names)
        self.choose('message.sms.http.url', 'https://sms.example/?to={to}')
        self.assertEqual('https://sms.example/?to={to}',
                         self.settings()['message.sms.http.url']['value'])
        said = self.fails(1, 'settings', self.base, 'message.sms.zut.url', 'x')
        self.assertIn('no setting', said)

    def test_every_setting_says_what_it_is(self):
        rows = self.json('settings', self.base)
        self.assertEqual(len(rows), len({r['name'] for r in rows}))
        self.assertGreater(len(rows), 100)
        for row in rows:
            with self.subTest(row['name']):
                self.assertEqual(['name', 'value', 'about', 'chosen'], list(row))
                self.assertTrue(row['about'])
                self.assertIs(False, row['chosen'])

    def test_every_setting_is_said_in_french(self):
        english = self.done('settings', self.base).splitlines()
        french = self.done('settings', self.base, language='fr').splitlines()
        self.assertEqual(len(english), len(french))
        same = [a for a, b in zip(english, french) if a.split() == b.split()]
        # What is the same word in both languages.
        self.assertEqual({'kind.pfmp', 'kind.observation', 'rule.adult_pause', 'rule.minor_pause'},
                         {'.'.join(a.split()[0].split('.')[:2]) for a in same} |
                         {'kind.observation'})

    # numbers

    def test_every_number_is_changed_and_comes_back(self):
        before = self.settings()
        names = self.names('rule.', '.limit')[:4] + self.names('deadline.')
        self.assertGreater(len(names), 6)
        for name in names:
            with self.subTest(name):
                value = str(int(before[name]['value']) + 1)
                self.choose(name, value)
                kept = self.settings()[name]
                self.assertEqual((value, True), (kept['value'], kept['chosen']))
                self.choose(name, '--reset')
        self.assertEqual(before, self.settings())

    def test_numbers_that_are_none(self):
        before = self.settings()
        for name in ('deadline.make', 'retention.purge', 'rule.minor_week.limit'):
            for wrong in ('-1', 'beaucoup', '1.5', '99999999999999999999', '7 jours'):
                with self.subTest(name=name, value=wrong):
                    self.refused(name, wrong)
        self.assertEqual(before, self.settings())

    def test_nothing_written_is_what_goes_without_saying(self):
        before = self.settings()
        for name, value in (('deadline.late', '9'), ('rule.minor_week', 'off')):
            self.choose(name, value)
            self.choose(name, '')
        self.assertEqual(before, self.settings())

    # words

    def test_labels_styles_and_levels_that_are_none(self):
        before = self.settings()
        for name, wrong in (('rule.minor_week', 'severe'),
                            ('search_state.promise.style', 'pink'),
                            ('search_state.promise.position', 'first'),
                            ('kind.pfmp.mandatory', 'placement.colour'),
                            ('file.name', '{clase}/{nom}'),
                            ('file.name', '{nom} {prénom'),
                            ('file.name', 'Convention')):
            with self.subTest(name=name, value=wrong):
                self.refused(name, wrong)
        self.assertEqual(before, self.settings())

    def test_undo_names_the_setting_and_gives_it_back(self):
        before = self.settings()
        self.choose('deadline.late', '9')
        self.choose('search_state.promise.label', 'Presque')
        self.assertEqual('Presque', self.settings()['search_state.promise.label']['value'])
        self.json('undo', self.base)
        self.assertEqual('9', self.settings()['deadline.late']['value'])
        self.json('undo', self.base)
        self.assertEqual(before, self.settings())
        self.json('redo', self.base)
        self.assertEqual('9', self.settings()['deadline.late']['value'])
        self.assertIn('sound', self.done('check', self.base))

    # what rules do of it

    def test_every_mistake_is_found(self):
        for arguments, rule, level, field in MISTAKES:
            with self.subTest(rule, arguments=arguments):
                shutil.copy(self.shared / 'demo.paraphe', self.base)
                findings = self.sheet(*arguments)['findings']
                mine = [f for f in findings if f['rule'] == rule]
                self.assertEqual([(level, 'placement.' + field)],
                                 [(f['level'], f['field']) for f in mine][:1], findings)
                self.assertTrue(mine[0]['text'].endswith('.'), mine[0]['text'])

    def test_blocking_findings_come_first(self):
        for arguments in sorted({m[0] for m in MISTAKES}):
            with self.subTest(arguments):
                shutil.copy(self.shared / 'demo.paraphe', self.base)
                levels = [f['level'] for f in self.sheet(*arguments)['findings']]
                self.assertEqual(sorted(levels), levels)

    def test_a_rule_has_the_level_that_was_chosen(self):
        mistake = ('--set', 'monday_afternoon=11:00-17:00')
        self.assertEqual('warning', self.found(*mistake)['timetable'])
        for level in LEVELS:
            with self.subTest(level):
                self.choose('rule.timetable', level)
                self.assertEqual(None if level == 'off' else level,
                                 self.found(*mistake).get('timetable'))
        self.choose('rule.timetable', '--reset')
        self.assertEqual('warning', self.found()['timetable'])

    def test_a_blocking_rule_stops_the_validation_and_a_warning_does_not(self):
        self.sheet('--set', 'interruptions=zut')
        self.choose('rule.interruptions', 'blocking')
        said = self.fails(1, 'sheet', self.base, *STUDENT, '--validate')
        self.assertIn('zut', said)
        self.choose('rule.interruptions', 'warning')
        self.assertEqual('validated', self.json('sheet', self.base, *STUDENT,
                                                '--validate')['state'])

    def test_a_limit_is_the_one_that_was_chosen(self):
        mistake = ('--set', 'monday_morning=06:00-12:00')
        self.assertIn('minor_day', self.found(*mistake))
        self.choose('rule.minor_day.limit', '12')
        self.assertNotIn('minor_day', self.found(*mistake))
        self.choose('rule.minor_day.limit', '--reset')
        self.assertIn('minor_day', self.found(*mistake))

    def test_a_mandatory_field_is_the_one_that_was_chosen(self):
        before = self.settings()['kind.pfmp.mandatory']['value']
        self.assertIn('placement.activities', before)
        shown = self.json('sheet', self.base, *STUDENT, '--show')
        self.assertEqual(['placement.activities'], shown['missing'])
        self.choose('kind.pfmp.mandatory', before.replace('|placement.activities', ''))
        shown = self.json('sheet', self.base, *STUDENT, '--show')
        self.assertEqual(([], 100), (shown['missing'], shown['percent']))


if __name__ == '__main__':
    unittest.main(verbosity=0)
