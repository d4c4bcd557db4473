"""Make .venv and install the requirements into it; runs before anything is installed, so it is plain Python."""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
VENV = BASE_DIR / ".venv"
PYTHON = VENV / "bin" / "python"
RUNTIME, DEVELOPMENT = "requirements.txt", "requirements-dev.txt"
OLDEST = (3, 11)


def main(arguments: list[str]) -> int:
    """Install requirements.txt, or with `--dev` both files; do nothing when that was done already."""
    if sys.version_info < OLDEST:
        return fail(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version.split()[0]}.")
    wanted = DEVELOPMENT if "--dev" in arguments else RUNTIME
    if is_installed(wanted):
        return 0
    began = time.monotonic()
    tool = "uv" if shutil.which("uv") else "pip"
    say(f"Installing {wanted} with {tool} ...")
    try:
        make_venv(tool)
        subprocess.run([*installer(tool), "-r", str(BASE_DIR / wanted)], check=True)
    except subprocess.CalledProcessError as error:
        return fail(
            f"Could not install {wanted}: {' '.join(map(str, error.cmd[:4]))} ... ended with {error.returncode}."
            " Its words stand above; is the package index reachable, and is there room on the disk?"
        )
    stamp(wanted).write_text(fingerprint(wanted))
    say(f"Installed in {time.monotonic() - began:.0f} s.")
    return 0


def is_installed(wanted: str) -> bool:
    """Tell whether these very requirements, or the wider set that includes them, are installed and alive."""
    names = [wanted] if wanted == DEVELOPMENT else [RUNTIME, DEVELOPMENT]
    done = any(stamp(name).is_file() and stamp(name).read_text() == fingerprint(name) for name in names)
    return done and is_alive()


def is_alive() -> bool:
    """Tell whether the environment's Python still starts; its interpreter may have been upgraded away."""
    try:
        return subprocess.run([PYTHON, "-c", ""], capture_output=True).returncode == 0
    except OSError:
        return False


def make_venv(tool: str) -> None:
    """Make the environment unless a living one is there."""
    if is_alive():
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if tool == "uv":
        subprocess.run(["uv", "venv", "--quiet", "--python", sys.executable, str(VENV)], check=True)
        return
    # Copying pip into the environment takes seconds; the one beside this Python serves as well.
    made = subprocess.run([sys.executable, "-m", "venv", *(["--without-pip"] if has_pip() else []), str(VENV)])
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(fail("This Python cannot make a virtual environment. On Debian: apt-get install python3-venv"))


def installer(tool: str) -> list[str]:
    if tool == "uv":
        return ["uv", "pip", "install", "--quiet", "--python", str(PYTHON)]
    pip = [sys.executable, "-m", "pip", "--python", str(PYTHON)] if has_pip() else [str(PYTHON), "-m", "pip"]
    return [*pip, "install", "--quiet", "--disable-pip-version-check"]


@cache
def has_pip() -> bool:
    """Tell whether this Python has a pip that can install into another environment: 22.3 or newer."""
    asked = [sys.executable, "-m", "pip", "--python", sys.executable, "--version"]
    return subprocess.run(asked, capture_output=True).returncode == 0


def stamp(name: str) -> Path:
    return VENV / f"installed-{name}"


def fingerprint(name: str) -> str:
    """Hash what decides the result: both files, since one includes the other, and the Python that reads them."""
    files = [RUNTIME] if name == RUNTIME else [RUNTIME, DEVELOPMENT]
    content = b"\0".join((BASE_DIR / file).read_bytes() for file in files)
    return hashlib.sha256(content + sys.version.encode()).hexdigest()


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def fail(text: str) -> int:
    sys.stderr.write(f"{text}\n")
    return 1


if __name__ == "__main__":
    os.chdir(BASE_DIR)
    sys.exit(main(sys.argv[1:]))
