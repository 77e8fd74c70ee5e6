import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A report of our own making with its fix: enough to see that all of it works. */
export const SAMPLE = {
  issue:
    'Parcels over 30 kg get the price of letters\n\nCalling `shipping_price` for a heavy parcel answers 1.20. I would expect it to be ' +
    'refused with "parcel is too heavy for this carrier".\n',
  patch: `diff --git a/shop/shipping/prices.py b/shop/shipping/prices.py
--- a/shop/shipping/prices.py
+++ b/shop/shipping/prices.py
@@ -8,4 +8,4 @@
 def shipping_price(parcel):
-    if parcel.weight_kg > 30:
+    if parcel.weight_kg >= 30:
         raise TooHeavy(parcel)
     return price_of(parcel)
`,
  files: {
    'shop/__init__.py': '',
    'shop/cart.py': `"""What a customer wants to buy."""\n\n\nclass Cart:\n    def __init__(self):\n        self.items = []\n\n    def add(self, item):\n        self.items.append(item)\n`,
    'shop/shipping/__init__.py': 'from .prices import shipping_price\n',
    'shop/shipping/prices.py': `"""What carriers take."""\nfrom .carriers import price_of\n\n\nclass TooHeavy(Exception):\n    pass\n\ndef shipping_price(parcel):\n    if parcel.weight_kg > 30:\n        raise TooHeavy(parcel)\n    return price_of(parcel)\n`,
    'shop/shipping/carriers.py': `LETTER = 1.2\n\n\ndef price_of(parcel):\n    return LETTER if parcel.weight_kg < 0.5 else 6.9\n`,
    'tests/test_cart.py': `from shop.cart import Cart\n\n\ndef test_add():\n    cart = Cart()\n    cart.add(1)\n    assert cart.items == [1]\n`,
    'README.md': '# shop\n\nA shop with parcels, letters and carriers.\n',
  },
} as const;

export function sampleFolder(): { readonly root: string } & Disposable {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'hanzo-recall-')));
  for (const [path, text] of Object.entries(SAMPLE.files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}
