"""The product's own site with one more page: as bare as a page behind the same middleware can be."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django.http import HttpRequest, HttpResponse  # noqa: E402 -- after the settings
from django.template import engines  # noqa: E402
from django.urls import path  # noqa: E402

from accounts.models import Access, Message  # noqa: E402
from billing.models import BillingAccount, DueItem, Invoice  # noqa: E402
from config import urls  # noqa: E402
from config.foundation import clock  # noqa: E402
from tests.builders.bench import NOW  # noqa: E402

PATH = "bare/"
PAGE = engines["django"].from_string("""<!doctype html>
<html lang="da">
<head>
  <meta charset="utf-8">
  <title>{{ access.customer.name }}</title>
  <link rel="stylesheet" href="/static/css/minside.css">
</head>
<body>
  <header>
    <p>{{ access.customer.name }}</p>
    <p>{{ access.customer.number }}</p>
    <p>{{ access.role }}</p>
  </header>
  <main>
    <h1>{{ account.number }}</h1>
    <dl>
      <dt>fuel</dt>
      <dd>{{ account.fuel }}</dd>
      <dt>currency</dt>
      <dd>{{ account.currency }}</dd>
      <dt>since</dt>
      <dd>{{ account.opened_on|date:"Y-m-d" }}</dd>
    </dl>
    <table>
      <tbody>
      {% for invoice in invoices %}
        <tr>
          <td>{{ invoice.number }}</td>
          <td>{{ invoice.issued_on|date:"Y-m-d" }}</td>
          <td>{{ invoice.gross }}</td>
        </tr>
      {% endfor %}
      </tbody>
    </table>
    <ul>
    {% for claim in claims %}
      <li>
        {{ claim.kind }}
        {{ claim.amount }}
      </li>
    {% endfor %}
    </ul>
    <ul>
    {% for letter in letters %}
      <li>
        {{ letter.subject }}
        {{ letter.business_date|date:"Y-m-d" }}
      </li>
    {% endfor %}
    </ul>
  </main>
  <footer>
    <p>{{ access.customer.street }}</p>
    <p>{{ access.customer.city }}</p>
  </footer>
  <!---->
</body>
</html>
""")


def bare(request: HttpRequest) -> HttpResponse:
    """Look up five things by an index beside session and user, and fill the page up to the bytes asked for."""
    access = Access.objects.select_related("customer").get(user=request.user)
    found = {
        "access": access,
        "account": BillingAccount.objects.get(customer=access.customer),
        "invoices": list(Invoice.objects.filter(billing_account__customer=access.customer).order_by("-pk")[:3]),
        "claims": list(DueItem.objects.filter(billing_account__customer=access.customer).order_by("-pk")[:5]),
        "letters": list(Message.objects.filter(customer=access.customer).order_by("-pk")[:5]),
    }
    page = PAGE.render(found)
    missing = int(request.GET["bytes"]) - len(page.encode())
    return HttpResponse(page.replace("<!---->", f"<!--{'x' * missing}-->"))


urls.urlpatterns.append(path(PATH, bare))
clock.install(lambda: NOW)
