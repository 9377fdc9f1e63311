#!/usr/bin/env python3
"""Set Diglot up in `.venv`, then open it or test it. Needs nothing but Python 3.11 to 3.13.

python3 start.py            opens the window; without a screen it aligns the sample in the terminal
python3 start.py test       lint, types, import rules and tests; further words go to pytest,
                            --models adds the tests that need torch
python3 start.py models     adds what runs encoders from outside (torch, large)
python3 start.py train      adds what trains the built-in encoder (torch, large)
"""

import contextlib
import ctypes
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
import time
from collections import deque
from pathlib import Path

# First of all, in words that every Python 3 since 3.6 understands.
if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    sys.exit(
        "Diglot needs Python 3.11, 3.12 or 3.13, and this is Python {}.{}. "
        "Start it with another one, for example: python3.12 start.py".format(*sys.version_info[:2])
    )

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "diglot-set-up"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
DIGLOT = BIN / ("diglot.exe" if os.name == "nt" else "diglot")
SAMPLE = ROOT / "resources" / "sample"
HERE = f"Python {sys.version_info.major}.{sys.version_info.minor} in {ROOT}"

TORCH = ("Installing torch (large)", ("torch==2.13.0",))  # alone: with others pip picks gigabytes of CUDA
PARTS = {
    "base": (("Installing Diglot and what it needs", ("--editable", ".")),),
    "dev": (("Installing the tools that test it", ("--group", "dev")),),
    "models": (TORCH, ("Installing what runs other encoders", ("--editable", ".[models]"))),
    "train": (TORCH, ("Installing what trains the encoder", ("--editable", ".[train]"))),
}
CHECKS = (
    ("Lint", ("ruff", "check")),
    ("Layout", ("ruff", "format", "--check")),
    ("Types", ("mypy",)),
    ("Import rules and tests", ("pytest", "-n", "auto")),
)
# What Qt loads from the system, and the Debian package that holds it.
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
# Variables of another Python's environment that would lead ours astray.
FOREIGN = {"PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__"}
FOREIGN |= {"PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_VIRTUALENV"}


class Stop(Exception):
    """The way ends here; the message says why and what to do."""


def main(words: list[str]) -> int:
    """Do what the command line says; 0 once it is done."""
    for stream in (sys.stdout, sys.stderr):
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
    """Open the window where there is a screen; else align the sample in the terminal."""
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
    """The main job without a window: the sample's first pairs, their confidence, and a TMX."""
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
    print("Where there is a screen, “python3 start.py” opens the window. Here, for files of your own:")
    print(f"    {DIGLOT.relative_to(ROOT)} align SOURCE TARGET -o OUT.tmx")
    return 0


def test(words: list[str]) -> int:
    """Lint, types and tests, one after the other; stops at the first that fails."""
    with_models = "--models" in words
    words = [word for word in words if word != "--models"]
    install_packages(OFFSCREEN)
    set_up("base", "dev", *(("models", "train") if with_models else ()))
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
    """Make `.venv` and install these parts, unless the stamp says that they are there."""
    present = stamped()
    wanted = [part for part in dict.fromkeys(parts) if part not in present]
    if not wanted:
        return
    if not present:
        make_environment()
        pip("Updating pip", "--upgrade", "pip>=25.1")  # the first that installs dependency groups
    for part in wanted:
        for step in PARTS[part]:
            if step is not TORCH or not {"models", "train"} & set(present):
                pip(step[0], *step[1])
        present.append(part)
        STAMP.write_text("\n".join([HERE, digest(), *present]), encoding="utf-8")


def stamped() -> list[str]:
    """The parts that are installed as pyproject.toml asks now; none where that is not known."""
    here, made_for, *parts = stamp_lines()
    return parts if (here, made_for) == (HERE, digest()) and PYTHON.exists() else []


def stamp_lines() -> list[str]:
    """What the stamp says: Python and folder, the digest of pyproject.toml, then a part a line."""
    if not STAMP.exists():
        return [HERE, ""]
    return STAMP.read_text(encoding="utf-8").split("\n")


def digest() -> str:
    """A digest of what shall be installed."""
    return hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()


def ours() -> bool:
    """Whether `.venv` was made here by this version of Python, as far as one can see without running it."""
    return PYTHON.exists() and stamp_lines()[0] == HERE


def make_environment() -> None:
    """`.venv` by this Python, unless one is there that works and is of this version and place."""
    probe = f"import pip, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    if ours() and run([PYTHON, "-c", probe], quiet=True) == 0:
        return
    python = getattr(sys, "_base_executable", sys.executable)
    remedy = "Look whether this folder may be written to, or remove .venv by hand and start again."
    work("Making .venv", [python, "-m", "venv", "--clear", VENV], remedy)


def pip(what: str, *arguments: str) -> None:
    """Install by pip as the person has it configured."""
    remedy = (
        "pip could not install this. Look at its last lines above; where the network or a proxy is in the "
        "way, set HTTPS_PROXY or pip's own configuration, then run the same command again."
    )
    work(what, [PYTHON, "-m", "pip", "install", *arguments], remedy)


def install_packages(libraries: dict[str, str]) -> None:
    """Install the system packages that are missing, as root on Debian or Ubuntu; else say how, and stop."""
    if not sys.platform.startswith("linux"):
        return
    missing = {name: package for name, package in libraries.items() if not loads(name)}
    if not ours() and importlib.util.find_spec("ensurepip") is None:
        missing["ensurepip"] = f"python3.{sys.version_info.minor}-venv"
    if not missing:
        return
    if not shutil.which("apt-get"):
        raise Stop(
            f"This system lacks {', '.join(missing)}. Install them by its package manager, and start again."
        )
    if not is_root():
        command = f"    sudo {' '.join([*APT, *missing.values()])}"
        raise Stop(f"This system lacks packages that Diglot needs. One command installs them:\n{command}")
    apt_get("Installing system packages", *missing.values())


def install_font() -> None:
    """Letters for Chinese, Japanese and Korean where a bare Debian has none; a wish, not a need."""
    if not (sys.platform.startswith("linux") and is_root() and shutil.which("apt-get")):
        return
    if not any(HAN_FONTS.search(font.name) for folder in FONTS for font in folder.rglob("*.[ot]t[fc]")):
        with contextlib.suppress(Stop):  # the window says what it lacks
            apt_get("Installing letters for Chinese, Japanese and Korean", HAN_FONT)


def apt_get(what: str, *packages: str) -> None:
    """Install Debian packages as root."""
    try:
        work(what, [*APT, *packages], "")
    except Stop:  # a fresh machine has no package lists yet
        work("Updating the package lists", ["apt-get", "update"], "apt-get could not reach its servers.")
        work(what, [*APT, *packages], "apt-get could not install them; look at its last lines above.")


def loads(library: str) -> bool:
    """Whether the system has a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_screen() -> bool:
    """Whether a window can be seen here."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in screens)


def is_root() -> bool:
    """Whether system packages may be installed."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def work(what: str, command: list, remedy: str) -> None:
    """Run a silent step under a line of progress; raise `Stop` with its last lines if it fails."""
    begun, last = time.monotonic(), deque(maxlen=15)
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
        for line in process.stdout:
            last.append(line.rstrip())
            if sys.stdout.isatty() and line.startswith(("Collecting ", "Downloading ", "Installing ")):
                print(f"\r{what} … {' '.join(line.split()[:2])[:40]:40}", end="", flush=True)
    clear = f"\r{what} … {'':40}\r{what} …" if sys.stdout.isatty() else ""
    ending = ", failed" if process.returncode else ""
    print(f"{clear} {time.monotonic() - begun:.1f} s{ending}", flush=True)
    if process.returncode:
        raise Stop("\n".join([*last, remedy]).strip())


def run(command: list, *, quiet: bool = False, **variables: str) -> int:
    """Run a command that speaks for itself; its exit status."""
    output = subprocess.DEVNULL if quiet else None
    words = [str(word) for word in command]
    return subprocess.run(
        words, cwd=ROOT, env=environment(**variables), stdout=output, stderr=output, check=False
    ).returncode


def environment(**variables: str) -> dict[str, str]:
    """The person's environment without what belongs to another Python."""
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
