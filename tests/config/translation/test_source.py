from config.translation.source import Key, find, keys_of


def test_python_gives_every_kind_of_message():
    source = """
from django.utils.translation import gettext as _, ngettext, pgettext
a = _("You owe "
      "us")
b = N_("Moving")
c = ngettext("a day", "%(n)s days", n)
d = pgettext("record", "state")
e = print("not a message")
"""
    assert keys_of(source, template=False) == [
        Key("You owe us"),
        Key("Moving"),
        Key("a day", plural="%(n)s days"),
        Key("state", context="record"),
    ]


def test_template_gives_every_kind_of_message():
    source = """{% load i18n %}
  <h1>{% translate "It's paid" %}</h1>
      {% translate "Close" context "door" as label %}
  {% blocktranslate trimmed with day=paid_on|day %}
    Paid on
    {{ day }}, 100 %
  {% endblocktranslate %}
{% blocktranslate count n=days|length %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}
{% include "x.html" with title=_("Payments") only %}{# translate "Not this" #}
"""
    assert keys_of(source, template=True) == [
        Key("It's paid"),
        Key("Close", context="door"),
        Key("Paid on %(day)s, 100 %%"),
        Key("%(n)s day", plural="%(n)s days"),
        Key("Payments"),
    ]


def test_messages_are_found_with_the_files_that_use_them(tmp_path):
    for folder in ("accounts/migrations", "templates/message", "tests"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "accounts/forms.py").write_text('x = _("Name")')
    (tmp_path / "accounts/migrations/0001.py").write_text('x = _("Old name")')
    (tmp_path / "templates/message/code.txt").write_text('{% translate "Name" %}')
    (tmp_path / "tests/test_x.py").write_text('x = _("Never")')
    assert find(tmp_path) == {Key("Name"): {"accounts/forms.py", "templates/message/code.txt"}}
