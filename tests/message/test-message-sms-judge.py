#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Paraphe asks Twilio, judged by Twilio's own description: Prism serves it and looks at each
request. The description is part of Twilio's command line, which npm has."""
import http.server
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import threading
import unittest
import urllib.error
import urllib.parse
import urllib.request

PRISM = ['npx', '--yes', '@stoplight/prism-cli@5.14.2']
PACKAGE = '@twilio/cli-core@8.3.2'
INSIDE = 'package/src/services/twilio-api/twilio_api_v2010.json'
ROOT = pathlib.Path(os.environ.get('PARAPHE_SRCDIR')
                    or pathlib.Path(__file__).resolve().parents[2])
BESIDE = ROOT.parent / 'shared' / 'reference' / 'twilio_api_v2010.json'

ACCOUNT, TOKEN = 'AC0123456789abcdef0123456789abcdef', 't0ken'
MESSAGE = 'SM0123456789abcdef0123456789abcdef'
MESSAGES = '/2010-04-01/Accounts/%s/Messages.json' % ACCOUNT
# of messages that one receives
INCOMING = {'receiving', 'received'}


def fetch(folder):
    """The description, beside the tree or from npm."""
    if BESIDE.exists():
        return BESIDE
    try:
        subprocess.run(['npm', 'pack', '--silent', PACKAGE], cwd=folder, check=True, timeout=60,
                       capture_output=True)
        with tarfile.open(next(pathlib.Path(folder).glob('*.tgz'))) as package:
            content = package.extractfile(INSIDE).read()
    except (OSError, subprocess.SubprocessError, StopIteration, KeyError) as error:
        raise unittest.SkipTest('%s cannot be had from npm: %s' % (PACKAGE, error)) from None
    path = pathlib.Path(folder) / 'twilio.json'
    path.write_bytes(content)
    return path


class Prism:
    """`prism mock --errors`: answers with the description's examples what is as it says."""

    def __init__(self, description):
        self.process = subprocess.Popen(
            [*PRISM, 'mock', '--errors', '-h', '127.0.0.1', '-p', '0', str(description)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)
        said, self.url = [], None
        for line in self.process.stdout:
            said.append(line)
            match = re.search(r'listening on (http://[\d.]+:\d+)', line)
            if match:
                self.url = match.group(1)
                break
        # what it says of each request would fill the pipe
        self.reader = threading.Thread(target=self.process.stdout.read)
        self.reader.start()
        if not self.url:
            self.close()
            raise unittest.SkipTest('Prism did not start: %s' % ''.join(said)[-300:])

    def close(self):
        try:
            os.killpg(self.process.pid, signal.SIGTERM)
        except ProcessLookupError:
            pass
        self.process.wait()
        self.reader.join()
        self.process.stdout.close()


class Bench(http.server.ThreadingHTTPServer):
    """Where Paraphe goes: passes each call on to Prism and keeps what became of it; or gives
    `answer`, once."""
    daemon_threads = True

    def __init__(self, prism):
        super().__init__(('127.0.0.1', 0), Seat)
        self.prism, self.seen, self.answer = prism, [], None
        self.url = 'http://127.0.0.1:%d' % self.server_address[1]
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def ask(self, method, path, headers, body):
        request = urllib.request.Request(self.prism.url + path, body, headers, method=method)
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
                    request, timeout=30) as reply:
                return reply.status, reply.read()
        except urllib.error.HTTPError as reply:
            return reply.code, reply.read()


class Seat(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def serve(self):
        body = self.rfile.read(int(self.headers.get('Content-Length', 0))) or None
        kept = {name: value for name, value in self.headers.items()
                if name.lower() in ('authorization', 'content-type', 'accept')}
        status, text = self.server.ask(self.command, self.path, kept, body)
        self.server.seen.append((self.command, self.path, body, status, text))
        if self.server.answer is not None:
            status, text = 200, json.dumps(self.server.answer).encode()
        self.send_response(status)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_POST = serve


class TwilioTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not shutil.which('npx'):
            raise unittest.SkipTest('npm is not installed')
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        path = fetch(folder.name)
        cls.description = json.loads(path.read_text('utf-8'))
        cls.prism = Prism(path)
        cls.addClassCleanup(cls.prism.close)
        cls.bench = Bench(cls.prism)
        cls.addClassCleanup(cls.bench.server_close)
        cls.addClassCleanup(cls.bench.shutdown)

    def setUp(self):
        self.bench.seen.clear()
        self.bench.answer = None

    def drive(self, what, *arguments, account=ACCOUNT, sender='LYCEE'):
        run = subprocess.run(
            [os.environ['SMS_DRIVE'], 'twilio', self.bench.url, what, *arguments,
             'account=' + account, 'token=' + TOKEN, 'sender=' + sender],
            capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual('', run.stderr)
        return run.stdout

    def judged(self, status):
        """The one call that was made, which Prism judged."""
        self.assertEqual(1, len(self.bench.seen))
        method, path, body, found, text = self.bench.seen[0]
        self.assertEqual(status, found, text.decode())
        return method, path, dict(urllib.parse.parse_qsl((body or b'').decode(), True, True))

    def test_send(self):
        said = self.drive('send', '06 98 76 54 32', 'Où & quand ? 100 % « vous »')
        self.assertEqual(('POST', MESSAGES, {'To': '+33698765432', 'From': 'LYCEE',
                                             'Body': 'Où & quand ? 100 % « vous »'}),
                         self.judged(201))
        self.assertEqual(['id SM' + 32 * 'a', 'parts 1'], said.splitlines())

    def test_send_by_a_service(self):
        service = 'MG' + 32 * '0'
        self.drive('send', '+33698765432', 'Bonjour', sender=service)
        _, _, form = self.judged(201)
        self.assertEqual({'To': '+33698765432', 'MessagingServiceSid': service,
                          'Body': 'Bonjour'}, form)

    def test_ask(self):
        said = self.drive('state', MESSAGE, '-')
        self.assertEqual(('GET', MESSAGES[:-5] + '/%s.json' % MESSAGE, {}), self.judged(200))
        self.assertEqual('state 2\n', said)

    def test_every_state_is_understood(self):
        states = set(self.description['components']['schemas']['message_enum_status']['enum'])
        self.assertIn('undelivered', states)
        for state in sorted(states - INCOMING):
            self.bench.answer = {'sid': MESSAGE, 'status': state}
            self.assertRegex(self.drive('state', MESSAGE, '-'), 'state [1-4]', state)

    def test_the_judge_judges(self):
        said = self.drive('send', '0698765432', 'Bonjour', account='the-school')
        self.judged(422)
        self.assertRegex(said, r'^error 1: .*\(422\)')
        headers = {'Authorization': 'Basic eDp5',
                   'Content-Type': 'application/x-www-form-urlencoded'}
        for body in (b'From=LYCEE&Body=x', b'To=%2B33698765432&MessagingServiceSid=LYCEE'):
            self.assertEqual(422, self.bench.ask('POST', MESSAGES, headers, body)[0], body)
        del headers['Authorization']
        self.assertEqual(401, self.bench.ask('POST', MESSAGES, headers, b'To=%2B33698765432')[0])


if __name__ == '__main__':
    outcome = unittest.main(exit=False).result
    if outcome.testsRun == 0 and outcome.skipped:
        print('skipped: ' + '; '.join(reason for _, reason in outcome.skipped))
        sys.exit(77)
    sys.exit(not outcome.wasSuccessful())
