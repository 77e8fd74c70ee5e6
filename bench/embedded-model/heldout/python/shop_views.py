from decimal import Decimal
from functools import wraps
import hashlib
import hmac
import logging

from django.core.paginator import EmptyPage, Paginator
from django.http import HttpResponse, HttpResponseForbidden, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from .models import Basket, Coupon, Shipment, Storefront

log = logging.getLogger(__name__)
VAT = Decimal("0.21")


def staff_only(view):
    @wraps(view)
    def inner(request, *args, **kwargs):
        if not request.user.is_staff:
            return HttpResponseForbidden()
        return view(request, *args, **kwargs)

    return inner


def basket_detail(request, slug):
    basket = get_object_or_404(Basket, slug=slug, owner=request.user)
    ctx = {"basket": basket, "lines": basket.lines.select_related("sku")}
    return render(request, "shop/basket.html", ctx)


@require_POST
def apply_coupon(request, slug):
    basket = get_object_or_404(Basket, slug=slug, owner=request.user)
    code = request.POST.get("code", "").strip().upper()
    coupon = Coupon.objects.filter(code=code, expires__gt=timezone.now()).first()
    if coupon is None:
        return JsonResponse({"error": "unknown coupon"}, status=404)
    basket.coupon = coupon
    basket.save(update_fields=["coupon"])
    return JsonResponse({"total": str(basket.grand_total())})


@csrf_exempt
@require_POST
def stripe_webhook(request):
    sig = request.headers.get("X-Signature", "")
    expected = hmac.new(b"whsec", request.body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(sig, expected):
        log.warning("webhook with a bad signature")
        return HttpResponse(status=400)
    event = parse_event(request.body)
    if event.get("type") == "payment.failed":
        Basket.objects.filter(pk=event["basket"]).update(state="unpaid")
    return HttpResponse(status=204)


def parse_event(body):
    import json

    try:
        return json.loads(body)
    except ValueError:
        return {}


def paginate(queryset, request, per_page=25):
    paginator = Paginator(queryset, per_page)
    try:
        page = paginator.page(request.GET.get("page", 1))
    except EmptyPage:
        page = paginator.page(paginator.num_pages)
    return page


def gross(net: Decimal, rate: Decimal = VAT) -> Decimal:
    if net < 0:
        raise ValueError("net amount is below zero")
    return (net * (1 + rate)).quantize(Decimal("0.01"))


@staff_only
def mark_shipped(request, pk):
    shipment = get_object_or_404(Shipment, pk=pk)
    if shipment.shipped_at is None:
        shipment.shipped_at = timezone.now()
        shipment.save()
        log.info("shipment %s left the warehouse", pk)
    return redirect("shipments")


class StorefrontView:
    template_name = "shop/front.html"

    def __init__(self, storefront: Storefront, theme: str = "light"):
        self.storefront = storefront
        self.theme = theme

    def dispatch(self, request):
        handler = getattr(self, request.method.lower(), None)
        if handler is None:
            return HttpResponse(status=405)
        return handler(request)

    def get(self, request):
        shelves = [s for s in self.storefront.shelves.all() if s.is_visible]
        return render(request, self.template_name, {"shelves": shelves, "theme": self.theme})

    def breadcrumb_trail(self, category):
        trail = []
        while category is not None:
            trail.insert(0, (category.label, category.get_absolute_url()))
            category = category.parent
        return trail

    @staticmethod
    def etag_for(product):
        raw = f"{product.pk}-{product.updated.timestamp()}"
        return hashlib.md5(raw.encode()).hexdigest()

    @property
    def currency_symbol(self):
        return {"EUR": "€", "USD": "$", "GBP": "£"}.get(self.storefront.currency, "?")
