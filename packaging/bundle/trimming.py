"""What the bundle leaves out, and why; `deepdub.spec` uses it. Standard library only."""

from __future__ import annotations

import fnmatch
import sys
from collections.abc import Iterable

# Packages that a library can use and Deepdub does not; those of the tests are not installed where it is built. Of SciPy
# only the Fourier transforms are used (for two functions that they import of scipy.special, see launch.py).
MODULES = (
    "IPython",
    "PIL",
    "_dbm",
    "_gdbm",
    "_tkinter",
    "jinja2",
    "lxml",
    "matplotlib",
    "numpy.distutils",
    "numpy.f2py",
    "numpy.testing",
    "openpyxl",
    "openvino.tools",
    "openvino.torch",
    "openvino_telemetry",
    "pandas.tests",
    "pip",
    "pkg_resources",
    "pyarrow",
    "pyqtgraph.console",
    "pyqtgraph.examples",
    "pyqtgraph.jupyter",
    "pyqtgraph.opengl",
    "readline",
    "rlcompleter",
    *(
        f"scipy.{name}"
        for name in (
            "cluster",
            "constants",
            "datasets",
            "differentiate",
            "fftpack",
            "integrate",
            "interpolate",
            "io",
            "linalg",
            "misc",
            "ndimage",
            "odr",
            "optimize",
            "signal",
            "sparse",
            "spatial",
            "special",
            "stats",
        )
    ),
    "setuptools",
    "sqlite3",
    "spleeter",
    "tensorflow",
    "tkinter",
    "unittest.mock",
    *(
        f"PySide6.{name}"
        for name in (
            "QtConcurrent",
            "QtDesigner",
            "QtHelp",
            "QtNetwork",
            "QtOpenGL",
            "QtOpenGLWidgets",
            "QtPrintSupport",
            "QtQml",
            "QtQuick",
            "QtQuickControls2",
            "QtQuickTest",
            "QtQuickWidgets",
            "QtSql",
            "QtTest",
            "QtUiTools",
            "QtXml",
        )
    ),
)

# Files by their path in the bundle. The graph is built in Python and compiled for the processor, so of OpenVINO only
# its core and the plug-in of the processor are needed; of Qt no QML or SQL, and no plug-in for networks, printers, GTK,
# OpenGL or an embedded screen; of its translations only those of our languages.
FILES = (
    "*libopenvino_intel_gpu_plugin*",
    "*libopenvino_intel_npu_plugin*",
    "*libopenvino_auto_*",
    "*libopenvino_hetero_plugin*",
    "*libopenvino_*_frontend*",
    "*libopenvino_c.so*",
    "*openvino_c.dll",
    "openvino/libs/cache.json",
    "openvino/include/*",
    "openvino/cmake/*",
    "*/Qt/qml/*",
    "*Qt6Qml*",
    "*Qt6Quick*",
    "*Qt6VirtualKeyboard*",
    "*Qt6Pdf*",
    "*Qt6Network*",
    "*Qt6EglFS*",
    "*/plugins/platforms/libqeglfs.so",
    "*/plugins/platforms/libqlinuxfb.so",
    "*/plugins/platforms/libqvnc.so",
    "*/plugins/platforms/libqvkkhrdisplay.so",
    "*/plugins/platforms/libqminimal*.so",
    "*/plugins/egldeviceintegrations/*",
    "*/plugins/generic/*",
    "*/plugins/networkinformation/*",
    "*/plugins/tls/*",
    "*/plugins/sqldrivers/*",
    "*/plugins/platformthemes/libqgtk3.so",
    "*/plugins/printsupport/*",
    "*/plugins/xcbglintegrations/*",
    "*/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
    "*/plugins/imageformats/libqtiff.so",
    "*/plugins/imageformats/libqwebp.so",
    "*/plugins/imageformats/libqpdf.so",
    "*/plugins/imageformats/libqicns.so",
    "*/plugins/imageformats/libqtga.so",
    "*/plugins/imageformats/libqwbmp.so",
    "pytz/zoneinfo/*",
    "tzdata/zoneinfo/*",
    "pyqtgraph/icons/peegee/*",
    "*.dist-info/RECORD",
    "*.dist-info/licenses/*",
    "*/tests/*",
    "*/__pycache__/*",
)
# Libraries that have to be those of the system, because they belong to its sound server or its C library.
OF_THE_SYSTEM = ("libasound.so*", "libjack.so*", "libportaudio.so*", "libmvec.so*")
# What PyInstaller would run at each start, also of the command line and of child processes: one loads Qt, and sets
# variables that other programs would inherit, although PySide6 finds its plug-ins by itself; the others are for a
# module that Deepdub does not use.
UNUSED_HOOKS = (
    *(["pyi_rth_pyside6", "pyi_rth_pyside"] if sys.platform == "linux" else []),
    "pyi_rth_multiprocessing",
    "pyi_rth_pyqtgraph_multiprocess",
)
# Packages that cannot be imported without their docstrings, which nothing shows.
_NEED_DOCSTRINGS = ("numpy", "pandas")
_TRANSLATIONS = "*/Qt/translations/*"
_KEPT_TRANSLATIONS = ("*/qtbase_ko.qm",)


def is_kept(path: str) -> bool:
    """Return whether a file belongs in the bundle.

    Parameters
    ----------
    path
        Its path there, with forward slashes.
    """
    if fnmatch.fnmatch(path, _TRANSLATIONS):
        return any(fnmatch.fnmatch(path, one) for one in _KEPT_TRANSLATIONS)
    return not any(fnmatch.fnmatch(path, one) for one in (*FILES, *OF_THE_SYSTEM))


def trimmed(table: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return the rows of one of PyInstaller's tables (name, source, kind) whose files belong in the bundle."""
    return [row for row in table if is_kept(row[0].replace("\\", "/"))]


def without_docstrings(table: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return PyInstaller's table of modules, to be compiled without docstrings where they can do without."""
    return [
        (name, source, kind if name.split(".")[0] in _NEED_DOCSTRINGS else "PYMODULE-2") for name, source, kind in table
    ]
