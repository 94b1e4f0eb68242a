#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The house rules of CONTRIBUTING.md that a machine can hold, one test a rule.

Each rule is a function over the tree that yields sentences; a rule with none passes.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = os.environ.get('PARAPHE_SRCDIR') or os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
FUNCTION_LINES, FILE_LINES, COMPLEXITY, COLUMNS = 60, 600, 15, 100
ROOMS = ('base', 'model', 'store', 'merge', 'table', 'paper', 'message', 'sign', 'work', 'cli',
         'app')


def tree(*folders, endings=()):
    for folder in folders:
        for here, names, files in os.walk(os.path.join(ROOT, folder)):
            names.sort()
            for name in sorted(files):
                if not endings or name.endswith(endings):
                    yield os.path.relpath(os.path.join(here, name), ROOT)


def read(path):
    with open(os.path.join(ROOT, path), encoding='utf-8') as file:
        return file.read()


def functions(path):
    """Yields (name, first line, number of lines, is_static, comment before) of a GTK-style file."""
    lines = read(path).split('\n')
    start = None
    for i, line in enumerate(lines):
        if line == '{':
            start = i
        elif line == '}' and start is not None:
            head = start - 1
            while head > 0 and not re.match(r'^\w+ \(', lines[head]):
                head -= 1
            match = re.match(r'^(\w+) \(', lines[head])
            if match:
                before = head - 1
                kind = lines[before]
                while before > 0 and lines[before].strip() and not lines[before].endswith('*/'):
                    before -= 1
                yield (match.group(1), head + 1, i - start + 1, kind.startswith('static'),
                       lines[before].endswith('*/'))
            start = None


def run(*argv):
    return subprocess.run(argv, cwd=ROOT, capture_output=True, text=True,
                          env={**os.environ, 'LC_ALL': 'C.UTF-8'}, check=False)


class HouseRules(unittest.TestCase):
    maxDiff = None

    def hold(self, problems):
        self.assertEqual([], sorted(problems))

    def test_every_source_has_its_licence(self):
        kinds = ('.c', '.h', '.py', '.sh', 'meson.build')
        self.hold(path for path in tree('src', 'tests', 'build-aux', 'data', endings=kinds)
                  if 'SPDX-License-Identifier: GPL-3.0-or-later' not in read(path)[:400])

    def test_files_and_functions_stay_short(self):
        problems = []
        for path in tree('src', endings=('.c',)):
            count = read(path).count('\n')
            if count > FILE_LINES:
                problems.append('%s has %d lines' % (path, count))
            problems += ['%s:%d %s has %d lines' % (path, line, name, length)
                         for name, line, length, _, _ in functions(path) if length > FUNCTION_LINES]
        self.hold(problems)

    def test_functions_are_simple(self):
        if not shutil.which('pmccabe'):
            self.skipTest('pmccabe is not installed')
        problems = []
        for row in run('pmccabe', *tree('src', endings=('.c',))).stdout.splitlines():
            cells = row.split('\t')
            if len(cells) >= 6 and cells[0].isdigit() and int(cells[0]) > COMPLEXITY:
                problems.append('%s: complexity %s' % (cells[-1], cells[0]))
        self.hold(problems)

    def test_public_functions_are_documented(self):
        self.hold('%s:%d %s' % (path, line, name)
                  for path in tree('src', endings=('.c',))
                  for name, line, _, static, documented in functions(path)
                  if not static and not documented and name != 'main')

    def test_public_names_begin_with_their_room(self):
        problems = []
        for room in ROOMS:
            for path in tree('src/' + room, endings=('.c',)):
                problems += ['%s: %s' % (path, name) for name, _, _, static, _ in functions(path)
                             if not static and name != 'main'
                             and not re.match('_?%s_' % room, name)]
        self.hold(problems)

    def test_no_goto_and_nothing_left_undone(self):
        word = re.compile(r'^\s+goto\s|\b(?:TODO|FIXME|XXX)\b')
        self.hold('%s:%d %s' % (path, n, line.strip())
                  for path in tree('src', 'tests', endings=('.c', '.h'))
                  for n, line in enumerate(read(path).split('\n'), 1) if word.search(line))

    def test_gtk_stays_in_the_window(self):
        toolkit = re.compile(r'#include <(gtk/|gdk/|adwaita)')
        self.hold(path for path in tree('src', endings=('.c', '.h'))
                  if not path.startswith('src/app/') and path != 'src/main.c'
                  and toolkit.search(read(path)))

    def test_rooms_include_only_lower_floors(self):
        floor = dict(base=1, model=2, store=3, merge=3, table=3, paper=3, message=3, sign=3, work=4,
                     cli=5, app=5)
        problems = []
        for room in ROOMS:
            for path in tree('src/' + room, endings=('.c', '.h')):
                for other in re.findall(r'#include "(\w+?)-[\w-]+\.h"', read(path)):
                    if other in floor and other != room and floor[other] >= floor[room]:
                        problems.append('%s includes %s' % (path, other))
        self.hold(problems)

    def test_private_headers_stay_in_their_room(self):
        self.hold('%s includes %s' % (path, header)
                  for room in ROOMS for path in tree('src/' + room, endings=('.c', '.h'))
                  for header in re.findall(r'#include "([\w-]+-private\.h)"', read(path))
                  if not header.startswith(room + '-'))

    def test_one_widget_is_one_trio(self):
        missing = []
        for path in tree('ui', endings=('.ui',)):
            name = os.path.basename(path)[:-3]
            if not name.startswith('app-'):
                continue
            missing += [stem for stem in ('src/app/%s.c' % name, 'src/app/%s.h' % name)
                        if not os.path.exists(os.path.join(ROOT, stem))]
        self.hold(missing)

    def test_window_code_has_no_sql_and_no_waiting(self):
        words = re.compile(r'sqlite3?_|\bSELECT \w|g_file_get_contents|g_usleep|store_connection_')
        self.hold(path for path in tree('src/app', endings=('.c',)) if words.search(read(path)))

    def test_tests_wait_for_conditions(self):
        nap = re.compile(r'\bsleep *\(|time\.sleep|g_usleep|^\s*sleep ')
        self.hold('%s:%d' % (path, n)
                  for path in tree('tests', endings=('.c', '.py', '.sh'))
                  if path != 'tests/lint/lint.py'
                  for n, line in enumerate(read(path).split('\n'), 1) if nap.search(line))

    def test_there_are_tests_enough(self):
        def count(folder, endings):
            return sum(read(path).count('\n') for path in tree(folder, endings=endings))
        source, tests = count('src', ('.c', '.h')), count('tests', ('.c', '.h', '.py', '.sh'))
        self.assertGreaterEqual(tests, 0.6 * source,
                                '%d lines of test for %d of source' % (tests, source))

    def test_code_is_formatted(self):
        formatter = shutil.which('clang-format-14') or shutil.which('clang-format')
        if not formatter or ' 14.' not in run(formatter, '--version').stdout:
            self.skipTest('clang-format 14 is not installed')
        done = run(formatter, '--dry-run', '-Werror', *tree('src', 'tests', endings=('.c', '.h')))
        self.assertEqual('', done.stderr[:3000])

    def test_lines_fit_the_page(self):
        self.hold('%s:%d' % (path, n)
                  for path in tree('src', 'tests', 'build-aux', endings=('.c', '.h', '.py'))
                  if 'catalogue' not in path
                  for n, line in enumerate(read(path).split('\n'), 1) if len(line) > COLUMNS)

    def test_nothing_of_this_machine(self):
        place = re.compile(r'/work/(?:main|shared)|/root/|/home/\w+/')
        endings = ('.c', '.h', '.py', '.sh', '.md', '.build', '.ui', '.po')
        self.hold('%s:%d' % (path, n)
                  for path in tree('src', 'tests', 'build-aux', 'data', 'po', 'ui', endings=endings)
                  if path != 'tests/lint/lint.py'
                  for n, line in enumerate(read(path).split('\n'), 1) if place.search(line))


class Translations(unittest.TestCase):
    def marked(self):
        word = re.compile(r'\b(?:N?C?_|ngettext|g_dngettext) \(|translatable="yes"')
        endings = ('.c', '.ui', '.in', '.in.in', '.gschema.xml')
        return [path for path in tree('src', 'ui', 'data', endings=endings)
                if word.search(read(path)) or path.endswith(('.desktop.in', '.metainfo.xml.in'))]

    def test_every_marked_file_is_listed(self):
        listed = [line for line in read('po/POTFILES.in').split('\n')
                  if line and not line.startswith('#')]
        self.assertEqual([], sorted(set(self.marked()) - set(listed)), 'not in po/POTFILES.in')
        self.assertEqual([], [p for p in listed if not os.path.exists(os.path.join(ROOT, p))])

    def test_french_is_complete(self):
        done = run('msgfmt', '--check', '--statistics', '-o', '/dev/null', 'po/fr.po')
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertNotRegex(done.stderr, 'fuzzy|untranslated')

    def test_french_is_up_to_date(self):
        with tempfile.TemporaryDirectory() as folder:
            pot = os.path.join(folder, 'paraphe.pot')
            done = run('build-aux/update-po', '--pot', pot)
            self.assertEqual(0, done.returncode, done.stderr)
            done = run('msgcmp', '--use-untranslated', 'po/fr.po', pot)
            self.assertEqual(0, done.returncode, done.stderr)

    def test_french_typography(self):
        text = read('po/fr.po')
        problems = []
        for match in re.finditer(r'^msgstr(?:\[\d\])? ((?:"(?:[^"\\]|\\.)*"\n?)+)', text, re.M):
            value = ''.join(re.findall(r'"((?:[^"\\]|\\.)*)"', match.group(1)))
            if 'Content-Type' in value or re.fullmatch(r'(?:[^\s;]+;)+', value):
                continue
            if re.search(r'[^\s\u00a0\u202f] ?(?<![\u00a0\u202f])[!?;](?!\w)', value) \
                    or re.search(r'« | »|«\w|\w»', value) or re.search(r"\w'\w", value):
                problems.append(value)
        self.assertEqual([], problems)


if __name__ == '__main__':
    unittest.main(verbosity=0, argv=[sys.argv[0]])
