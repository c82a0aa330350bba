"""Help pages whose headings speak the user's language too."""

import click

from app.i18n import N_
from app.i18n import gettext as _

_HEADINGS = (N_("Usage"), N_("Options"), N_("Commands"))


class HelpPage(click.HelpFormatter):
    """Click's help page with translated headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        super().write_usage(prog, args, prefix or _("Usage") + ": ")

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        super().write_heading(_(heading) if heading in _HEADINGS else heading)


class HelpContext(click.Context):
    """A context that shows :class:`HelpPage`."""

    formatter_class = HelpPage
