/** The top modules of CPython's standard library, those of older versions included. */
const STANDARD: ReadonlySet<string> = new Set(
  `
  abc aifc annotationlib antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii
  bisect builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall
  compression concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses datetime
  dbm decimal difflib dis distutils doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput
  fnmatch fractions ftplib functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac
  html http idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale
  logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib
  nt ntpath nturl2path numbers opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools pipes pkgutil
  platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat
  queue quopri random re readline reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex shutil
  signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat
  statistics string stringprep struct subprocess sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile
  termios textwrap this threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle
  turtledemo types typing unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg winsound
  wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo
  `
    .trim()
    .split(/\s+/),
);

/** Modules whose distribution has another name: the well-known ones. */
const DISTRIBUTIONS: Readonly<Record<string, string>> = {
  attr: 'attrs',
  bs4: 'beautifulsoup4',
  cairo: 'pycairo',
  crypto: 'pycryptodome',
  cv2: 'opencv-python',
  dateutil: 'python-dateutil',
  docx: 'python-docx',
  dotenv: 'python-dotenv',
  fitz: 'pymupdf',
  git: 'gitpython',
  github: 'pygithub',
  jose: 'python-jose',
  jwt: 'pyjwt',
  ldap: 'python-ldap',
  magic: 'python-magic',
  mysqldb: 'mysqlclient',
  nacl: 'pynacl',
  openssl: 'pyopenssl',
  pil: 'pillow',
  'pkg-resources': 'setuptools',
  psycopg2: 'psycopg2-binary',
  serial: 'pyserial',
  skimage: 'scikit-image',
  sklearn: 'scikit-learn',
  slugify: 'python-slugify',
  telegram: 'python-telegram-bot',
  usb: 'pyusb',
  yaml: 'pyyaml',
  zmq: 'pyzmq',
};

/** Other ways of one name. */
const SAME: Readonly<Record<string, string>> = {
  'opencv-python-headless': 'opencv-python',
  'opencv-contrib-python': 'opencv-python',
  psycopg2: 'psycopg2-binary',
  'mysql-client': 'mysqlclient',
};

export function isPythonStandard(module: string): boolean {
  return module.startsWith('_') || STANDARD.has(module);
}

/** The distribution that a module comes from, by its normalised name (PEP 503); of a distribution itself the same. */
export function pythonDistribution(name: string): string {
  const normal = name
    .toLowerCase()
    .replace(/[-_.]+/g, '-')
    .replace(/-$/, '');
  return DISTRIBUTIONS[normal] ?? SAME[normal] ?? normal;
}
