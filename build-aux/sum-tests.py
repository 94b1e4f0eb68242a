#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""sum-tests.py FILE…: counts tests from meson's testlog.json records and from verdict files.

A program that speaks TAP counts for each of its lines, a Python unittest for each of its tests,
anything else for one. What was skipped is named, so that nothing is skipped unseen. Prints
"N passed, N failed, N skipped" last and exits 1 when anything failed.
"""
import json
import re
import sys

TAP = re.compile(r'^(not )?ok\b[^#\n]*(#\s*(?:SKIP|skip)(.*))?$', re.M)
UNITTEST = re.compile(r'^Ran (\d+) tests? in .*\n+(?:OK|FAILED)(?: \((.*)\))?', re.M)


def count_unittest(text):
    passed = failed = skipped = 0
    for ran, details in UNITTEST.findall(text):
        numbers = dict(re.findall(r'(\w+)=(\d+)', details))
        bad = int(numbers.get('failures', 0)) + int(numbers.get('errors', 0))
        over = int(numbers.get('skipped', 0))
        passed += int(ran) - bad - over
        failed += bad
        skipped += over
    return passed, failed, skipped


def count_record(record):
    result, out = record['result'], record.get('stdout') or ''
    tap = TAP.findall(out)
    if tap:
        failed = sum(1 for bad, _, _ in tap if bad)
        skipped = sum(1 for bad, skip, _ in tap if skip and not bad)
        counts = len(tap) - failed - skipped, failed, skipped
    else:
        counts = count_unittest(out + '\n' + (record.get('stderr') or ''))
    if sum(counts) == 0:
        counts = {'OK': (1, 0, 0), 'SKIP': (0, 0, 1),
                  'EXPECTEDFAIL': (1, 0, 0)}.get(result, (0, 1, 0))
    if result not in ('OK', 'SKIP', 'EXPECTEDFAIL') and counts[1] == 0:
        counts = counts[0], 1, counts[2]
    return counts


def main():
    total = [0, 0, 0]
    for path in sys.argv[1:]:
        with open(path, encoding='utf-8') as file:
            text = file.read()
        if path.endswith('.verdict.result'):
            total[0 if text.strip() == 'pass' else 1] += 1
            continue
        for line in text.splitlines():
            record = json.loads(line)
            counts = count_record(record)
            total = [a + b for a, b in zip(total, counts)]
            if counts[1]:
                print('failed: %s (%d)' % (record['name'], counts[1]))
            if counts[2]:
                print('skipped: %s (%d)' % (record['name'], counts[2]))
    if sum(total) == 0:
        print('no test was run')
        total[1] = 1
    print('%d passed, %d failed, %d skipped' % tuple(total))
    return 1 if total[1] else 0


if __name__ == '__main__':
    sys.exit(main())
