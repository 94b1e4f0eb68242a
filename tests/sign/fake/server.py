# SPDX-License-Identifier: GPL-3.0-or-later
"""A web server that keeps a list of its calls, and is rude when it is told to.

A provider derives from `Server`: `handle(call)` answers, methods `do_NAME(**arguments)` are what a
test may do behind the client's back. They are called in the process itself, or through
`POST /_control {"do": NAME, …}`, which answers `{"result": …}` or `{"problem": …}`.
"""
import datetime
import http.server
import json
import os
import re
import select
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

# How long a call that is never answered is held, when the client does not hang up before.
HOLD_SECONDS = 60

RUDE = ('slow-before', 'slow-after', '429', '500', '500-after', 'html', 'html-after', 'truncated',
        'cut-before', 'cut-after', 'kill-before', 'kill-after', 'hook-before', 'hook-after',
        'dead')

HTML = b'<!DOCTYPE html><html><body><h1>Maintenance</h1></body></html>'


class Answer(Exception):
    """What a call is answered; raised where the provider refuses."""

    def __init__(self, status, body=b'', content_type=None, headers=()):
        super().__init__(status)
        if not isinstance(body, bytes):
            body, content_type = json.dumps(body).encode(), content_type or 'application/json'
        self.status, self.body, self.headers = status, body, dict(headers)
        if content_type:
            self.headers['Content-Type'] = content_type


class Problem(Exception):
    """A test asks for what cannot happen."""


class Call:
    def __init__(self, number, method, target, headers, body):
        parts = urllib.parse.urlsplit(target)
        self.number, self.method, self.path = number, method, parts.path
        self.query = dict(urllib.parse.parse_qsl(parts.query, keep_blank_values=True))
        self.headers = {name.lower(): value for name, value in headers.items()}
        self.body, self.status, self.rude = body, None, None
        self.handled = False

    def json(self):
        """The body as an object; None when it is something else."""
        if self.headers.get('content-type', '').split(';')[0].strip() != 'application/json':
            return None
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    def parts(self):
        """The parts of a form: (name, file name or None, content type, content)."""
        match = re.match(r'multipart/form-data;.*boundary="?([^";]+)"?',
                         self.headers.get('content-type', ''))
        found = []
        if not match:
            return found
        pieces = (b'\r\n' + self.body).split(b'\r\n--' + match.group(1).encode())
        for piece in pieces[1:]:
            if piece.startswith(b'--'):
                break
            head, _, content = piece.partition(b'\r\n\r\n')
            head = head.decode()
            name = re.search(r'; ?name="([^"]*)"', head)
            file_name = re.search(r'; ?filename="([^"]*)"', head)
            kind = re.search(r'(?i)content-type: *([^\r\n]+)', head)
            found.append((name and name.group(1), file_name and file_name.group(1),
                          kind and kind.group(1), content))
        return found

    def summary(self):
        return {'number': self.number, 'method': self.method, 'path': self.path,
                'query': self.query, 'status': self.status, 'rude': self.rude,
                'handled': self.handled}


class Rude:
    """One rudeness: at call number `call`, or when "METHOD PATH" matches, `times` times.

    The number counts from 1 over all calls; without any the next call has it.
    """

    def __init__(self, kind, call=None, match=None, times=1, seconds=HOLD_SECONDS, retry_after=1,
                 pid=None, hook=None):
        if kind not in RUDE:
            raise Problem('no such rudeness: %s' % kind)
        self.kind, self.call, self.times = kind, call, times
        self.match = re.compile(match) if match else None
        self.seconds, self.retry_after, self.pid, self.hook = seconds, retry_after, pid, hook

    def kill(self):
        """Ends the client at once; `pid` may be a function, for one that is only being started."""
        os.kill(self.pid() if callable(self.pid) else self.pid, signal.SIGKILL)

    def takes(self, call):
        if self.times <= 0 or (self.call is not None and call.number < self.call):
            return False
        if self.call is not None and self.kind != 'dead' and call.number != self.call:
            return False
        if self.match and not self.match.search('%s %s' % (call.method, call.path)):
            return False
        if self.kind != 'dead':
            self.times -= 1
        return True


class Limits:
    """So many calls a minute and an hour; windows begin with the clock's minutes and hours."""

    def __init__(self, minute, hour):
        self.minute, self.hour = minute, hour
        self.windows = {60: (0, 0), 3600: (0, 0)}
        self.crossed = 0

    def count(self, now):
        """Counts a call. Returns the seconds to wait when it is one too many, else 0."""
        wait = 0
        for length, most in ((60, self.minute), (3600, self.hour)):
            window, used = self.windows[length]
            if window != int(now // length):
                window, used = int(now // length), 0
            if most and used >= most:
                wait = max(wait, int(length - now % length) + 1)
            self.windows[length] = (window, used)
        if wait:
            self.crossed += 1
            return wait
        for length, (window, used) in self.windows.items():
            self.windows[length] = (window, used + 1)
        return 0

    def left(self, length):
        most = self.minute if length == 60 else self.hour
        return max(0, most - self.windows[length][1])


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def _do(self):
        length = int(self.headers.get('Content-Length') or 0)
        body = self.rfile.read(length)
        if len(body) == length:
            self.server.fake.serve(self, body)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = _do

    def cut(self):
        self.close_connection = True
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    def hold(self, seconds):
        """Until the client hangs up, the server stops, or so long."""
        stopped = self.server.fake.stopped
        select.select([self.connection, stopped], [], [], seconds)
        self.cut()

    def answer(self, answer, cut_at=None):
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, str(value))
        if answer.status != 204:
            self.send_header('Content-Length', str(len(answer.body)))
        # Who stands between would otherwise ask its next question while this line is being hung up.
        if self.close_connection:
            self.send_header('Connection', 'close')
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(answer.body[:cut_at])
        if cut_at is not None:
            self.wfile.flush()
            self.cut()


class WebServer(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request, client_address):
        kind = sys.exc_info()[0]
        if not issubclass(kind, (ConnectionError, ssl.SSLError, ValueError)):
            super().handle_error(request, client_address)


class Server:
    """A provider on a port of this machine. Use it as a context, or start() and stop()."""

    base = ''
    name = 'fake'

    def __init__(self, key='fake-key', port=0, tls=False, limits=(0, 0)):
        self.key, self.calls, self.mails, self.rudes = key, [], [], []
        self.limits = Limits(*limits)
        self.late = 0
        self.lock = threading.RLock()
        self.ahead = 0.0
        self.folder = self.ca_file = None
        self.stopped, self._stop = socket.socketpair()
        self.web = WebServer(('127.0.0.1', port), Handler)
        self.web.fake = self
        if tls:
            self._begin_tls()
        self.port = self.web.server_address[1]
        self.url = '%s://127.0.0.1:%d%s' % ('https' if tls else 'http', self.port, self.base)
        self.thread = threading.Thread(target=self.web.serve_forever, args=(0.05,), daemon=True)

    def _begin_tls(self):
        self.folder = tempfile.TemporaryDirectory(prefix='fake-tls-')
        key, self.ca_file = (os.path.join(self.folder.name, name) for name in ('key', 'ca.pem'))
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt',
                        'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=fake',
                        '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key,
                        '-out', self.ca_file], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.ca_file, key)
        self.web.socket = context.wrap_socket(self.web.socket, server_side=True)

    def start(self):
        self.thread.start()
        return self

    def stop(self):
        self._stop.close()
        self.web.shutdown()
        self.thread.join()
        self.web.server_close()
        self.stopped.close()
        if self.folder is not None:
            self.folder.cleanup()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()

    # Time, which a test may push on.

    def now(self):
        return time.time() + self.ahead

    def stamp(self, seconds=0):
        moment = datetime.datetime.fromtimestamp(int(self.now() + seconds), datetime.timezone.utc)
        return moment.strftime('%Y-%m-%dT%H:%M:%SZ')

    # What the provider says.

    def handle(self, call):
        """Answers a call: returns or raises an Answer. The state is locked meanwhile."""
        raise NotImplementedError

    def too_many(self, seconds):
        return Answer(429, {'message': 'Too many requests'}, headers={'Retry-After': seconds})

    def failure(self):
        return Answer(500, {'type': 'about:blank', 'detail': 'Internal Server Error'})

    def rate_headers(self):
        return {}

    # One call.

    def serve(self, handler, body):
        if handler.path == '/_control':
            self._serve_control(handler, body)
            return
        with self.lock:
            call = Call(len(self.calls) + 1, handler.command, handler.path, handler.headers, body)
            self.calls.append(call)
            rude = next((rude for rude in self.rudes if rude.takes(call)), None)
            call.rude = rude and rude.kind
        if rude is None or not self._be_rude_before(handler, call, rude):
            answer = self._answer(call)
            if rude is None or not self._be_rude_after(handler, call, rude, answer):
                handler.answer(answer)

    def _answer(self, call):
        with self.lock:
            wait = self.limits.count(self.now())
            if wait:
                answer = self.too_many(wait)
            else:
                try:
                    answer = self.handle(call)
                except Answer as refusal:
                    answer = refusal
                call.handled = True
            call.status = answer.status
            answer.headers.update(self.rate_headers())
            return answer

    def _be_rude_before(self, handler, call, rude):
        kind = rude.kind
        if kind in ('429', '500', 'html'):
            answer = {'429': lambda: self.too_many(rude.retry_after), '500': self.failure,
                      'html': lambda: Answer(503, HTML, 'text/html')}[kind]()
            with self.lock:
                answer.headers.update(self.rate_headers())
            call.status = answer.status
            handler.answer(answer)
        elif kind == 'slow-before':
            handler.hold(rude.seconds)
        elif kind in ('cut-before', 'dead'):
            handler.cut()
        elif kind == 'kill-before':
            rude.kill()
            handler.cut()
        elif kind == 'hook-before':
            rude.hook(call)
            return False
        else:
            return False
        return True

    def _be_rude_after(self, handler, call, rude, answer):
        kind = rude.kind
        if kind == '500-after':
            answer = self.failure()
            answer.headers.update(self.rate_headers())
            handler.answer(answer)
        elif kind == 'html-after':
            handler.answer(Answer(200, HTML, 'text/html'))
        elif kind == 'truncated':
            handler.answer(answer, max(1, len(answer.body) // 2))
        elif kind == 'slow-after':
            handler.hold(rude.seconds)
        elif kind == 'cut-after':
            handler.cut()
        elif kind == 'kill-after':
            rude.kill()
            handler.cut()
        elif kind == 'hook-after':
            rude.hook(call)
            return False
        else:
            return False
        return True

    # What a test does.

    def _serve_control(self, handler, body):
        try:
            asked = json.loads(body) if body else {'do': 'state'}
            answer = Answer(200, {'result': self.control(asked.pop('do'), **asked)})
        except (Problem, TypeError, KeyError, ValueError) as problem:
            answer = Answer(400, {'problem': str(problem)})
        handler.answer(answer)

    def control(self, what, **arguments):
        method = getattr(self, 'do_' + str(what).replace('-', '_'), None)
        if method is None:
            raise Problem('nothing is called %s' % what)
        with self.lock:
            return method(**arguments)

    def do_rude(self, kind, **arguments):
        """Is rude, see Rude; without a call's number or a match, at the next call."""
        if 'call' not in arguments and 'match' not in arguments:
            arguments['call'] = len(self.calls) + 1
        self.rudes.append(Rude(kind, **arguments))

    def do_polite(self):
        self.rudes.clear()

    def do_calls(self, since=0):
        return [call.summary() for call in self.calls[since:]]

    def do_mails(self, since=0):
        return self.mails[since:]

    def do_limits(self, minute, hour):
        self.limits = Limits(minute, hour)

    def do_crossed(self):
        """How often a limit was crossed."""
        return self.limits.crossed

    def do_clock(self, ahead):
        """Pushes the clock on by so many seconds."""
        self.ahead += ahead

    def do_late(self, looks):
        """What is made from now on is not in the first so many lists."""
        self.late = looks

    def listed(self, made):
        """Of what was made what shows itself in this list."""
        shown = []
        for one in made:
            one.unseen -= 1
            if one.unseen < 0:
                shown.append(one)
        return shown

    def do_state(self):
        return {'calls': self.do_calls(), 'mails': self.mails}

    def mail(self, kind, to, **more):
        self.mails.append({'kind': kind, 'to': to, 'at': self.stamp(), **more})


def run(make, argv):
    """The command: says where it is and obeys until standard input ends or it is ended."""
    import argparse
    parser = argparse.ArgumentParser(description=make.__doc__)
    parser.add_argument('--port', type=int, default=0)
    parser.add_argument('--key', default='fake-key')
    parser.add_argument('--tls', action='store_true')
    parser.add_argument('--limits', default='0/0', help='calls a minute/an hour, 0: any number')
    parser.add_argument('--control', help='file that gets one line: the address')
    options = parser.parse_args(argv)
    limits = tuple(int(part) for part in options.limits.split('/'))
    with make(key=options.key, port=options.port, tls=options.tls, limits=limits) as fake:
        said = {'url': fake.url, 'control': fake.url[:-len(fake.base) or None] + '/_control',
                'ca_file': fake.ca_file}
        if options.control:
            with open(options.control + '.new', 'w', encoding='utf-8') as file:
                json.dump(said, file)
            os.replace(options.control + '.new', options.control)
        print(json.dumps(said), flush=True)
        try:
            while sys.stdin.buffer.read(1024):
                pass
        except KeyboardInterrupt:
            pass
