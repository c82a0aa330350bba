"""The font of the window: one that shows Chinese, from the system if there is one."""

from PySide6.QtGui import QFont, QFontDatabase

from app.resources import resource

_SYSTEM = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)
BUNDLED = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")


def window_font(*, bundled_only: bool = False) -> QFont:
    """Return the font of the window; the bundled one is loaded only where it is needed."""
    families = set() if bundled_only else set(QFontDatabase.families())
    family = next((name for name in _SYSTEM if name in families), None) or _load_bundled()
    font = QFont(family) if family else QFont()
    font.setPixelSize(14)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return font


def _load_bundled() -> str | None:
    found: str | None = None
    for name in BUNDLED:
        number = QFontDatabase.addApplicationFont(str(resource("fonts", name)))
        families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
        found = found or next(iter(families), None)
    return found
