#!/usr/bin/env python3
"""Set Diglot up in `.venv`, then open or test it. Needs only Python 3.11 to 3.13.

python3 start.py            opens the window, or without a screen aligns the sample in the terminal
python3 start.py test       runs lint, types, import rules and tests; other arguments go to pytest,
                            and --models adds the tests that need torch
python3 start.py spelling   also installs Hunspell, which checks spelling while a text is edited
python3 start.py models     also installs the packages for other encoders (torch, large)
python3 start.py train      also installs the packages for training the built-in encoder (torch, large)
"""

import contextlib
import ctypes
import hashlib
import importlib.util
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path

# Comes first, and in syntax that every Python since 3.6 can parse.
if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    sys.exit(
        "Diglot needs Python 3.11, 3.12 or 3.13, and this is Python {}.{}. "
        "Start it with one of those, for example: python3.12 start.py".format(*sys.version_info[:2])
    )

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "diglot-set-up"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
DIGLOT = BIN / ("diglot.exe" if os.name == "nt" else "diglot")
SAMPLE = ROOT / "resources" / "sample"
HERE = f"Python {sys.version_info.major}.{sys.version_info.minor} in {ROOT}"

LOCK = ROOT / "packaging" / "lock"  # versions and hashes of everything but torch; packaging/lock.py makes it
LOCKED = ("--no-deps", "--require-hashes", "-r")
# Built by the locked setuptools: pip would fetch one of its own for that, without a hash.
ITSELF = ("--no-deps", "--no-build-isolation", "--editable", ".")
TORCH_PIN = "torch==2.13.0"
TORCH = ("Installing torch (large)", (TORCH_PIN,))  # alone: with others pip picks gigabytes of CUDA
PARTS = {
    "base": (
        ("Installing the packages that Diglot needs", (*LOCKED, "packaging/lock/base.txt")),
        ("Installing Diglot", ITSELF),
    ),
    "dev": (("Installing the tools for testing", (*LOCKED, "packaging/lock/dev.txt")),),
    "spelling": (("Installing the spelling checker", (*LOCKED, "packaging/lock/spelling.txt")),),
    "models": (("Installing the packages for other encoders", (*LOCKED, "packaging/lock/models.txt")), TORCH),
    "train": (("Installing the packages for training", (*LOCKED, "packaging/lock/train.txt")), TORCH),
}
CHECKS = (
    ("Lint", ("ruff", "check")),
    ("Layout", ("ruff", "format", "--check")),
    ("Types", ("mypy",)),
    ("Import rules and tests", ("pytest", "-n", "auto")),
)
# Libraries that Qt loads from the system, and the Debian package of each.
OFFSCREEN = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
}
SCREEN = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
APT = ("apt-get", "install", "-y", "--no-install-recommends")
FONTS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
HAN_FONT = "fonts-droid-fallback"  # small, and has Chinese, Japanese and Korean letters
HAN_FONTS = re.compile(
    "cjk|sourcehan|droid.*fallback|wqy|wenquan|ipag|ipam|takao|nanum|uming|ukai", re.IGNORECASE
)
# Variables of another Python environment that would interfere with ours.
FOREIGN = {"PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__"}
FOREIGN |= {"PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_VIRTUALENV"}


class Stop(Exception):
    """A failure that ends the program; the message says why, and what to do."""


def main(words: list[str]) -> int:
    """Run the command in `words` and return an exit status, 0 for success."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    command, rest = (words[0], words[1:]) if words else ("", [])
    if command == "test":
        return test(rest)
    if rest or command not in ("", *PARTS):
        print(__doc__.strip(), file=sys.stdout if command in ("-h", "--help") else sys.stderr)
        return 0 if command in ("-h", "--help") else 2
    if not command:
        return window()
    install_packages({})
    set_up("base", command)
    return 0


def window() -> int:
    """Open the window, or align the sample in the terminal if there is no screen."""
    if is_root():
        install_packages(OFFSCREEN | SCREEN)
    elif has_screen():
        install_packages(OFFSCREEN if os.environ.get("WAYLAND_DISPLAY") else OFFSCREEN | SCREEN)
    else:
        install_packages({})
    set_up("base")
    if not has_screen():
        return align_sample()
    install_font()
    return run([DIGLOT])


def align_sample() -> int:
    """Align the sample, print its first pairs with their confidence, and write a TMX file."""
    print("There is no screen here, so the sample is aligned in the terminal.\n", flush=True)
    tmx = ROOT / "diglot-sample.tmx"
    with tempfile.TemporaryDirectory() as folder:
        tsv = Path(folder) / "sample.tsv"
        texts = [SAMPLE / f"umbrellas.{language}.md" for language in ("en", "de")]
        status = run([DIGLOT, "align", *texts, "-o", tmx, "-o", tsv])
        if status:
            return status
        pairs = [line.split("\t") for line in tsv.read_text(encoding="utf-8").splitlines()[1:]]
    column = max(24, (shutil.get_terminal_size((110, 24)).columns - 10) // 2)
    for source, target, confidence, *_ in pairs[:12]:
        left, right = (textwrap.shorten(text, column, placeholder=" …") for text in (source, target))
        print(f"{float(confidence):6.2f}  {left:{column}}  {right}")
    print(f"\nThese are the first of {len(pairs)} pairs; all of them are in {tmx}.")
    print("With a screen, “python3 start.py” opens the window. To align your own files here:")
    print(f"    {DIGLOT.relative_to(ROOT)} align SOURCE TARGET -o OUT.tmx")
    return 0


def test(words: list[str]) -> int:
    """Run lint, types and tests in turn, and stop at the first that fails."""
    with_models = "--models" in words
    words = [word for word in words if word != "--models"]
    install_packages(OFFSCREEN)
    set_up("base", "dev", "spelling", *(("models", "train") if with_models else ()))
    started = time.monotonic()
    for name, (module, *arguments) in CHECKS:
        begun = time.monotonic()
        print(f"\n{name}: {' '.join([module, *arguments])}", flush=True)
        more = words if module == "pytest" else []
        status = run([PYTHON, "-m", module, *arguments, *more], QT_QPA_PLATFORM="offscreen")
        print(f"{name}: {'FAILED' if status else 'passed'} in {time.monotonic() - begun:.1f} s", flush=True)
        if status:
            return status
    print(f"\nEverything passed in {time.monotonic() - started:.0f} s.")
    return 0


def set_up(*parts: str) -> None:
    """Make `.venv` and install those of these parts that the stamp does not list."""
    present = stamped()
    wanted = [part for part in dict.fromkeys(parts) if part not in present]
    if not wanted:
        return
    if not present:
        make_environment()
    for part in wanted:
        for step in PARTS[part]:
            if step is not TORCH or not {"models", "train"} & set(present):
                pip(step[0], *step[1])
        present.append(part)
        STAMP.write_text("\n".join([HERE, digest(), *present]), encoding="utf-8")


def stamped() -> list[str]:
    """Return the installed parts, none if they are not up to date."""
    here, made_for, *parts = stamp_lines()
    return parts if (here, made_for) == (HERE, digest()) and PYTHON.exists() else []


def stamp_lines() -> list[str]:
    """Return the lines of the stamp: Python and folder, the digest, then the parts."""
    if not STAMP.exists():
        return [HERE, ""]
    return STAMP.read_text(encoding="utf-8").split("\n")


def digest() -> str:
    """Return a digest of the files that say what is to be installed."""
    files = [ROOT / "pyproject.toml", *sorted(LOCK.glob("*.txt"))]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def ours() -> bool:
    """Return true if `.venv` was made here by this version of Python, judged without running it."""
    return PYTHON.exists() and stamp_lines()[0] == HERE


def make_environment() -> None:
    """Make `.venv` with this Python, unless a working one of this version and place exists."""
    probe = f"import pip, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    if ours() and run([PYTHON, "-c", probe], quiet=True) == 0:
        return
    python = getattr(sys, "_base_executable", sys.executable)
    remedy = "Check that you may write to this folder, or remove .venv by hand and start again."
    work("Making .venv", [python, "-m", "venv", "--clear", VENV], remedy)


def pip(what: str, *arguments: str) -> None:
    """Install with pip, as the user has configured it."""
    remedy = (
        "pip could not install this; its last lines are above. If the network or a proxy is the cause, set "
        "HTTPS_PROXY or configure pip, then run the same command again."
    )
    work(what, [PYTHON, "-m", "pip", "install", *arguments], remedy)


def install_packages(libraries: dict[str, str]) -> None:
    """Install missing system packages as root on Debian or Ubuntu; otherwise raise `Stop` and say how."""
    if not sys.platform.startswith("linux"):
        return
    missing = {name: package for name, package in libraries.items() if not loads(name)}
    if not ours() and importlib.util.find_spec("ensurepip") is None:
        missing["ensurepip"] = f"python3.{sys.version_info.minor}-venv"
    if not missing:
        return
    if not shutil.which("apt-get"):
        raise Stop(
            f"This system lacks {', '.join(missing)}. Install them with its package manager and start again."
        )
    if not is_root():
        command = f"    sudo {' '.join([*APT, *missing.values()])}"
        raise Stop(f"This system lacks packages that Diglot needs. One command installs them:\n{command}")
    apt_get("Installing system packages", *missing.values())


def install_font() -> None:
    """Install Chinese, Japanese and Korean letters on a Debian without them; failing to is no fault."""
    if not (sys.platform.startswith("linux") and is_root() and shutil.which("apt-get")):
        return
    if not any(HAN_FONTS.search(font.name) for folder in FONTS for font in folder.rglob("*.[ot]t[fc]")):
        with contextlib.suppress(Stop):  # the window warns of missing letters
            apt_get("Installing letters for Chinese, Japanese and Korean", HAN_FONT)


def apt_get(what: str, *packages: str) -> None:
    """Install Debian packages as root."""
    try:
        work(what, [*APT, *packages], "")
    except Stop:  # a fresh machine has no package lists yet
        work("Updating the package lists", ["apt-get", "update"], "apt-get could not reach its servers.")
        work(what, [*APT, *packages], "apt-get could not install them; its last lines are above.")


def loads(library: str) -> bool:
    """Return true if the system has this shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_screen() -> bool:
    """Return true if a window can be shown here."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in screens)


def is_root() -> bool:
    """Return true if this user may install system packages."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def work(what: str, command: Sequence[str | Path], remedy: str) -> None:
    """Run a command behind a line of progress; raise `Stop` with its last lines if it fails."""
    begun = time.monotonic()
    last: deque[str] = deque(maxlen=15)
    print(f"{what} …", end="", flush=True)
    with subprocess.Popen(
        [str(word) for word in command],
        cwd=ROOT,
        env=environment(DEBIAN_FRONTEND="noninteractive"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            last.append(line.rstrip())
            if sys.stdout.isatty() and line.startswith(("Collecting ", "Downloading ", "Installing ")):
                print(f"\r{what} … {' '.join(line.split()[:2])[:40]:40}", end="", flush=True)
    clear = f"\r{what} … {'':40}\r{what} …" if sys.stdout.isatty() else ""
    ending = ", failed" if process.returncode else ""
    print(f"{clear} {time.monotonic() - begun:.1f} s{ending}", flush=True)
    if process.returncode:
        raise Stop("\n".join([*last, remedy]).strip())


def run(command: Sequence[str | Path], *, quiet: bool = False, **variables: str) -> int:
    """Run a command that prints its own output, and return its exit status."""
    output = subprocess.DEVNULL if quiet else None
    words = [str(word) for word in command]
    return subprocess.run(
        words, cwd=ROOT, env=environment(**variables), stdout=output, stderr=output, check=False
    ).returncode


def environment(**variables: str) -> dict[str, str]:
    """Return the user's environment without the variables of another Python environment."""
    own = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return own | {"PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"} | variables


if __name__ == "__main__":
    status = 130
    with contextlib.suppress(KeyboardInterrupt):
        try:
            status = main(sys.argv[1:])
        except Stop as reason:
            print(f"\n{reason}", file=sys.stderr)
            status = 1
    sys.exit(status)
