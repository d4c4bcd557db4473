"""Takes the browser's reports of what the content security policy stopped, and logs them."""

import json
import logging

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from config.foundation.rate_limit import within
from config.foundation.request import Request

logger = logging.getLogger(__name__)

LONGEST_REPORT = 16_384
PER_MINUTE = 60
_KEPT = ("document-uri", "violated-directive", "effective-directive", "blocked-uri", "source-file", "line-number")


@csrf_exempt
@login_not_required
@require_POST
def csp_report(request: Request) -> HttpResponse:
    """Log one report without its query strings; more than 60 a minute from everybody together are dropped."""
    if int(request.headers.get("Content-Length") or 0) > LONGEST_REPORT:
        return HttpResponse(status=413)
    if not within("csp-report", "all", limit=PER_MINUTE, seconds=60):
        return HttpResponse(status=429)
    try:
        report = json.loads(request.body)["csp-report"]
        seen = {key.replace("-", "_"): str(report[key]).split("?")[0][:200] for key in _KEPT if key in report}
    except (ValueError, KeyError, TypeError):
        return HttpResponse(status=400)
    logger.warning("content security policy report", extra={"report": seen, "host": request.get_host()})
    return HttpResponse(status=204)
