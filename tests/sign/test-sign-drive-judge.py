#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Paraphe's client asks, and what the fakes answer, judged by the providers' descriptions."""
import http.client
import http.server
import importlib.machinery
import importlib.util
import json
import os
import re
import shutil
import threading
import unittest

from asking import SHARED, DocumensoClient, YousignClient
from courses import Courses
from driving import Drive
from fake.documenso import Documenso
from fake.yousign import Yousign

HERE = os.path.dirname(os.path.abspath(__file__))


def load_judge():
    path = os.path.join(HERE, 'test-sign-judge.py')
    loader = importlib.machinery.SourceFileLoader('judge', path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader('judge', loader))
    loader.exec_module(module)
    return module


judge = load_judge()


def misfits(value, schema, where):
    """What of a value is against a schema; keys that it does not know are."""
    for kind in ('anyOf', 'oneOf'):
        if kind in schema:
            each = [misfits(value, one, where) for one in schema[kind]]
            return min(each, key=len)
    kinds = {'object': dict, 'array': list, 'string': str, 'boolean': bool, 'number': (int, float),
             'integer': int}
    if 'type' in schema and not isinstance(value, kinds[schema['type']]):
        return ['%s: %r is no %s' % (where, value, schema['type'])]
    found = []
    if 'enum' in schema and value not in schema['enum']:
        found.append('%s: %r is none of %s' % (where, value, schema['enum']))
    if len(value) > schema.get('maxLength', 1e9) if isinstance(value, str) else False:
        found.append('%s: too long' % where)
    if isinstance(value, list):
        for number, one in enumerate(value):
            found += misfits(one, schema['items'], '%s[%d]' % (where, number))
    if isinstance(value, dict):
        known = schema.get('properties', {})
        found += ['%s: %s is missing' % (where, key) for key in schema.get('required', ())
                  if key not in value]
        for key, one in value.items():
            found += (misfits(one, known[key], where + '.' + key) if key in known
                      else ['%s: %s is unknown' % (where, key)])
    return found


class Bench(http.server.ThreadingHTTPServer):
    """Where the client goes: each call is passed on to the judge, whose violations are kept."""
    daemon_threads = True

    def __init__(self, base, prism, fake):
        super().__init__(('127.0.0.1', 0), Seat)
        self.base, self.prism, self.fake = base, prism, fake
        self.seen, self.violations, self.payload = 0, [], None
        self.url = 'http://127.0.0.1:%d%s' % (self.server_address[1], base)
        self.thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()

    def close(self):
        self.shutdown()
        self.thread.join()
        self.server_close()

    @staticmethod
    def pass_on(url, method, path, headers, body):
        host = re.match(r'http://([^/]+)', url).group(1)
        connection = http.client.HTTPConnection(host, timeout=30)
        connection.request(method, path, body or None, headers)
        reply = connection.getresponse()
        answer = reply.status, reply.headers, reply.read()
        connection.close()
        return answer

    def note(self, what, answer):
        status, headers, body = answer
        told = headers.get('sl-violations')
        if headers.get_content_type() == 'application/problem+json':
            told = told or body.decode()
        if told:
            self.violations.append('%s: %d %s' % (what, status, told))


class Seat(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def _do(self):
        bench = self.server
        body = self.rfile.read(int(self.headers.get('Content-Length') or 0))
        headers = {name: value for name, value in self.headers.items()
                   if name.lower() in ('authorization', 'accept', 'content-type')}
        path = self.path.removeprefix(bench.base)
        bench.seen += 1
        if path.startswith('/envelope/create'):
            answer = self._create(bench, headers, body)
        elif path.split('?')[0].endswith('/download') and bench.base == '/api/v2':
            # of files its description says that they are JSON
            answer = bench.pass_on(bench.fake.url, self.command, self.path, headers, body)
        else:
            answer = bench.pass_on(bench.prism.url, self.command, path, headers, body)
            bench.note('%s %s' % (self.command, path), answer)
        self._answer(*answer)

    do_GET = do_POST = do_PATCH = do_DELETE = _do

    def _create(self, bench, headers, body):
        """Prism looks into no JSON that is a part of a form, and takes no files: judged here."""
        match = re.search(rb'name="payload"\r\n(?:[^\r]+\r\n)*\r\n(.*?)\r\n--', body, re.S)
        bench.violations += misfits(json.loads(match.group(1)), bench.payload, 'payload')
        return bench.pass_on(bench.fake.url, 'POST', self.path, headers, body)

    def _answer(self, status, headers, body):
        self.send_response(status)
        for name, value in headers.items():
            if name.lower() not in ('connection', 'transfer-encoding', 'content-length', 'date',
                                    'server', 'keep-alive'):
                self.send_header(name, value)
        if status != 204:
            self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class JudgedTest(unittest.TestCase):
    file = make = None

    @classmethod
    def setUpClass(cls):
        description = SHARED / cls.file
        if not description.exists():
            raise unittest.SkipTest('%s is not at hand' % cls.file)
        if not shutil.which('npx'):
            raise unittest.SkipTest('npm is not installed')
        cls.fake = cls.make().start()
        cls.addClassCleanup(cls.fake.stop)
        upstream = cls.fake.url
        cls.prism = judge.Prism(description, upstream)
        cls.addClassCleanup(cls.prism.close)

    def setUp(self):
        self.fake.control('forget')
        self.bench = Bench(self.base, self.prism, self.fake)
        self.addCleanup(self.bench.close)
        self.bench.payload = self.read_payload()
        self.drive = Drive(self.provider, self.bench.url, self.fake.key, self.client.anchor)
        self.addCleanup(self.drive.close)

    def read_payload(self):
        with open(SHARED / self.file, encoding='utf-8') as file:
            create = json.load(file)['paths'].get('/envelope/create')
        content = create and create['post']['requestBody']['content']['multipart/form-data']
        return content and content['schema']['properties']['payload']

    def tearDown(self):
        self.assertEqual([], self.bench.violations)
        self.assertGreater(self.bench.seen, 0)


class TestYousign(Courses, JudgedTest):
    file, make, base = 'yousign-openapi.json', Yousign, ''
    provider, client = 'yousign', YousignClient
    mail_kinds = {'invitation': 'invitation', 'reminder': 'reminder'}
    nothing = '00000000-0000-4000-8000-000000000000'


class TestDocumenso(Courses, JudgedTest):
    """The payload of a form is judged by the same description, not by Prism."""
    file, make, base = 'documenso-openapi.json', Documenso, '/api/v2'
    provider, client = 'documenso', DocumensoClient
    mail_kinds = {'invitation': 'invitation', 'reminder': 'reminder'}
    nothing = 'envelope_nothing'
    looks_to_seal = 1
    means, no_trail = 3 * ['link'], 'UNKNOWN'

    def test_the_judge_judges(self):
        good = {'title': 'x', 'type': 'DOCUMENT', 'meta': {'language': 'fr'}}
        self.assertEqual([], misfits(good, self.bench.payload, 'payload'))
        for bad in ({**good, 'type': 'x'}, {**good, 'more': 1}, {'type': 'DOCUMENT'},
                    {**good, 'meta': {'language': 3}}, {**good, 'title': 'x' * 256}):
            self.assertEqual(1, len(misfits(bad, self.bench.payload, 'payload')), bad)
        self.drive.ask('check')

    people = [(given, family, email, None) for given, family, email, _ in Courses.people]


if __name__ == '__main__':
    unittest.main()
