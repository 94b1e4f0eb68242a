# SPDX-License-Identifier: GPL-3.0-or-later
"""A small school on one computer: a file server (Samba or nfs-ganesha) and seats that are
User-Mode-Linux guests, each with a kernel, a network card and a mount of its own, so that what is
tried is the real client of SMB and NFS. Their cables can be cut, their power too, and the server
killed. All of it lives in a network of its own, which nothing leads out of, and ends with it."""
import os
import re
import select
import shutil
import signal
import subprocess
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ADDRESS = '10.77.0'
SERVER = ADDRESS + '.1'
SMB_PORT = 4450
USER, PASSWORD = 'root', 'laboratoire'
PROGRAMS = ('linux.uml', 'smbd', 'pdbedit', 'ganesha.nfsd', 'mount.cifs', 'mount.nfs4', 'ip', 'tc',
            'unshare')


def missing():
    """Why the laboratory cannot be here, or None."""
    if os.geteuid() != 0:
        return 'only root can make the networks of the laboratory'
    for program in PROGRAMS:
        if shutil.which(program, path='/usr/sbin:/usr/bin:/sbin:/bin') is None:
            return '%s is not installed' % program
    if not os.path.exists('/dev/net/tun'):
        return 'this machine has no /dev/net/tun'
    made = subprocess.run(['unshare', '--net', 'ip', 'link', 'add', 'try', 'type', 'bridge'],
                          capture_output=True, text=True, check=False)
    if made.returncode != 0:
        return 'no network can be made here: ' + made.stderr.strip()
    return None


def run(*words, check=True, **more):
    done = subprocess.run(words, capture_output=True, text=True, check=False, **more)
    if check and done.returncode != 0:
        raise AssertionError('%s: %s%s' % (' '.join(words), done.stdout, done.stderr))
    return done.stdout


def wait(condition, what, seconds=60):
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        found = condition()
        if found:
            return found
        select.select([], [], [], 0.05)
    raise AssertionError('never came: ' + what)


def passes(seconds):
    """Time itself is what is tried here: that a cable is out for as long."""
    select.select([], [], [], seconds)


SMB_CONF = '''[global]
  workgroup = LYCEE
  server role = standalone server
  interfaces = {server}/24
  bind interfaces only = yes
  smb ports = {port}
  private dir = {folder}/smb
  lock directory = {folder}/smb
  state directory = {folder}/smb
  cache directory = {folder}/smb
  pid directory = {folder}/smb
  ncalrpc dir = {folder}/smb/rpc
  log file = {folder}/smb/log
  log level = 1
  map to guest = never
  disable netbios = yes
  load printers = no
  server min protocol = SMB2
  keepalive = {keepalive}
[partage]
  path = {share}
  read only = no
  force user = root
  create mask = 0660
  directory mask = 0770
'''

GANESHA_CONF = '''NFS_CORE_PARAM {{ Protocols = 4; NFS_Port = 2049; Bind_addr = {server};
  Enable_NLM = false; Enable_RQUOTA = false; }}
NFSv4 {{ Grace_Period = 5; Lease_Lifetime = 10; Graceless = true;
  RecoveryRoot = {folder}/recovery; }}
EXPORT {{ Export_Id = 1; Path = {share}; Pseudo = /share; Access_Type = RW;
  Squash = No_Root_Squash; SecType = sys; FSAL {{ Name = VFS; }} }}
LOG {{ Default_Log_Level = WARN; }}
'''


class Smb:
    """Samba on a port of its own, with its files in the laboratory's folder."""
    kind = 'cifs'

    def __init__(self, lab, keepalive=300):
        self.share = os.path.join(lab.folder, 'share')
        self.folder = lab.folder
        self.config = os.path.join(lab.folder, 'smb.conf')
        self.process = None
        os.makedirs(os.path.join(lab.folder, 'smb', 'rpc'), exist_ok=True)
        with open(self.config, 'w', encoding='utf-8') as file:
            file.write(SMB_CONF.format(server=SERVER, port=SMB_PORT, folder=lab.folder,
                                       share=self.share, keepalive=keepalive))
        run('pdbedit', '-s', self.config, '-a', '-t', '-u', USER, input=PASSWORD + '\n' + PASSWORD)

    def start(self):
        self.process = subprocess.Popen(
            ['smbd', '-s', self.config, '--foreground', '--no-process-group'],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True)
        wait(lambda: is_open(SMB_PORT), 'Samba')

    def children(self):
        found = run('pgrep', '-P', str(self.process.pid), check=False).split()
        return [int(one) for one in found]

    def kill(self):
        """As when the server loses its power: nothing is said to anybody."""
        victims = self.children() + [self.process.pid]
        for pid in victims:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.process.wait()
        wait(lambda: not is_open(SMB_PORT), 'the end of Samba')

    def signal(self, number):
        """SIGSTOP: it holds the connections, and answers no more; SIGCONT."""
        for pid in [self.process.pid] + self.children():
            os.kill(pid, number)

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.kill()

    def mount(self, options=''):
        return ('for m in cifs; do /run/modprobe $m; done\n'
                'mount -t cifs //%s/partage /mnt/share -o port=%d,username=%s,password=%s,uid=0,'
                'file_mode=0660,dir_mode=0770%s' % (SERVER, SMB_PORT, USER, PASSWORD,
                                                    options and ',' + options))


class Nfs:
    """nfs-ganesha, which serves NFS 4.2 without a kernel's help."""
    kind = 'nfs'

    def __init__(self, lab):
        self.share = os.path.join(lab.folder, 'share')
        self.folder = lab.folder
        self.config = os.path.join(lab.folder, 'ganesha.conf')
        self.process = None
        os.makedirs(os.path.join(lab.folder, 'recovery'), exist_ok=True)
        with open(self.config, 'w', encoding='utf-8') as file:
            file.write(GANESHA_CONF.format(server=SERVER, folder=lab.folder, share=self.share))

    def start(self):
        self.process = subprocess.Popen(
            ['ganesha.nfsd', '-F', '-f', self.config, '-L', self.folder + '/ganesha.log',
             '-p', self.folder + '/ganesha.pid'],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True)
        wait(lambda: is_open(2049), 'nfs-ganesha')

    def kill(self):
        self.process.kill()
        self.process.wait()
        wait(lambda: not is_open(2049), 'the end of nfs-ganesha')

    def signal(self, number):
        os.kill(self.process.pid, number)

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.kill()

    def mount(self, options=''):
        return ('for m in nfsv4; do /run/modprobe $m; done\n'
                'mount -t nfs -o vers=4.2%s %s:/share /mnt/share' % (options and ',' + options,
                                                                     SERVER))


def is_open(port):
    """Whether somebody listens there, as the kernel knows without being asked over the wire."""
    return ':%d ' % port in run('ss', '-ltnH') + ' '


class Seat:
    """One guest. What it prints is kept line by line."""

    def __init__(self, lab, number, job, *words):
        self.number = number
        self.tap = 'seat%d' % number
        self.lines = []
        path = os.path.join(lab.folder, 'job-%d' % number)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(job)
        self.process = subprocess.Popen(
            ['linux.uml', 'rootfstype=hostfs', 'rootflags=/', 'ro', 'mem=256M',
             'eth0=tuntap,' + self.tap, 'init=' + os.path.join(HERE, 'guest-init'),
             'SEAT=%d' % number, 'JOB=' + path, 'ADDRESS=' + ADDRESS, 'con=null',
             'con0=fd:0,fd:1', 'uml_dir=' + lab.folder, 'umid=seat%d' % number, *words],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            start_new_session=True)
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        with self.process.stdout:
            for line in self.process.stdout:
                self.lines.append(line.decode('utf-8', 'replace').rstrip('\r\n'))

    def text(self):
        """What it has said, without what its kernel does before."""
        lines = list(self.lines)
        begin = next((i for i, line in enumerate(lines) if 'as init process' in line), -1)
        return '\n'.join(lines[begin + 1:])

    def has_said(self, pattern):
        wanted = re.compile(pattern)
        return next((found for found in map(wanted.search, list(self.lines)) if found), None)

    def waits_for(self, pattern, seconds=300):
        def look():
            found = self.has_said(pattern)
            assert found or self.process.poll() is None, \
                'seat %d ended without “%s”:\n%s' % (self.number, pattern, self.text())
            return found
        return wait(look, 'seat %d: %s\n%s' % (self.number, pattern, self.text()), seconds)

    def ends(self, seconds=600):
        wait(lambda: self.process.poll() is not None,
             'the end of seat %d\n%s' % (self.number, self.text()), seconds)
        self.reader.join(10)
        return self.text()

    def cut_power(self):
        """The machine stops where it is."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.reader.join(10)

    def cut_cable(self):
        run('ip', 'link', 'set', self.tap, 'down')

    def plug_cable(self):
        run('ip', 'link', 'set', self.tap, 'up')


class Lab:
    """The network, its server and its seats. To be used with “with”."""

    def __init__(self, n_seats=3):
        self.n_seats = n_seats
        self.seats = []
        self.server = None
        self.folder = None

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix='paraphe-lab-')
        os.chmod(self.folder, 0o755)
        share = os.path.join(self.folder, 'share')
        os.mkdir(share)
        run('ip', 'link', 'set', 'lo', 'up')
        run('ip', 'link', 'add', 'school', 'type', 'bridge')
        run('ip', 'addr', 'add', SERVER + '/24', 'dev', 'school')
        run('ip', 'link', 'set', 'school', 'up')
        for number in range(1, self.n_seats + 1):
            run('ip', 'tuntap', 'add', 'dev', 'seat%d' % number, 'mode', 'tap')
            run('ip', 'link', 'set', 'seat%d' % number, 'master', 'school')
            run('ip', 'link', 'set', 'seat%d' % number, 'up')
        return self

    def __exit__(self, *what):
        for seat in self.seats:
            if seat.process.poll() is None:
                seat.cut_power()
        if self.server is not None:
            self.server.stop()
        for number in range(1, self.n_seats + 1):
            run('ip', 'link', 'del', 'seat%d' % number, check=False)
        run('ip', 'link', 'del', 'school', check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    def serve(self, server):
        self.server = server
        server.start()

    def seat(self, number, job, options='', delay=0):
        """Starts a seat that mounts the share and does @job (shell, the share is /mnt/share); what
        it sends is @delay milliseconds late."""
        mount = self.server.mount(options)
        if delay:
            mount = ('/run/modprobe sch_netem\ntc qdisc add dev eth0 root netem delay %dms'
                     ' || echo NO DELAY\n%s' % (delay, mount))
        seat = Seat(self, number, '%s || echo MOUNT FAILED\necho MOUNTED\n%s\n' % (mount, job))
        self.seats.append(seat)
        return seat

    def local(self, number, disk, job):
        """Starts a seat that has a disk of its own and no share."""
        seat = Seat(self, number, job, 'ubda=' + disk)
        self.seats.append(seat)
        return seat
