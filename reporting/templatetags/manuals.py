"""The tags of the manuals: a word that stands on the screen, a key, a picture of a page.

A test holds each quoted word against the templates and labels, so that a manual cannot outlive its page.
"""

from __future__ import annotations

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reporting import manual_pictures

register = template.Library()


@register.simple_tag
def ui(words: str) -> SafeString:
    """{% ui "บันทึก" %}: a button, a menu entry or a heading, exactly as the page has it."""
    return format_html('<b class="ui">{}</b>', words)


@register.simple_tag
def key(*names: str) -> SafeString:
    """{% key "Ctrl" "D" %}: keys that are pressed together."""
    return format_html_join("+", "<kbd>{}</kbd>", ((name,) for name in names))


@register.simple_tag(takes_context=True)
def picture(context: template.Context, name: str, shows: str) -> SafeString:
    """{% picture "entry" "…" %}: a screen, and in words what it shows; tests/browser has taken it."""
    width, height = manual_pictures.size_of(name)
    on_paper = context.get("on_paper")
    return format_html(
        '<figure><img src="{}" width="{}" height="{}" alt="{}" class="{}" loading="lazy"></figure>',
        manual_pictures.ON_PAPER.format(name)
        if on_paper
        else static(f"{manual_pictures.FOLDER}/{name}.webp"),
        width,
        height,
        shows,
        "tall" if height > width else "wide",
    )
