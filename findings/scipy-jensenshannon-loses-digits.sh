#!/bin/sh
# scipy 1.10.1 (Debian 12): `scipy.spatial.distance.jensenshannon` of two nearly equal distributions keeps few digits. It adds
# r ln(r/m) and c ln(c/m), which are of opposite signs and nearly cancel: of two samples of 1,000,000 rows with the same two
# categories 7 to 9 digits of the distance are right, though the counts decide all 16. Two right programs may so differ by 1e-7, and
# a test that asks for 1e-9 blames the wrong one. m(ln(1 - d^2) + 2 d artanh d) with d = (r - c)/(r + c) keeps them.
# The guess was that a distance of two lists of shares is right to about 1e-15, as the list's own sums are.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -qq python3-scipy=1.10.1-2 python3-numpy python3-decorator libblas3 liblapack3 libgfortran5 libquadmath0 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" root; done
libraries=$(find "$folder/root/usr/lib" -maxdepth 3 \( -name 'libblas.so.3' -o -name 'liblapack.so.3' -o -name 'libgfortran.so.5' \) -exec dirname {} \; | sort -u | tr '\n' ':')
cat >probe.py <<'PY'
from decimal import Decimal, getcontext
from math import atanh, log1p, sqrt
import scipy
from scipy.spatial.distance import jensenshannon

getcontext().prec = 50

def exact(a, b):
    total = Decimal(0)
    for r, c in zip(a, b):
        r, c = Decimal(r) / sum(a), Decimal(c) / sum(b)
        m = (r + c) / 2
        total += r * (r / m).ln() + c * (c / m).ln()
    return (total / 2).sqrt()

def stable(a, b):
    total = 0.0
    for r, c in zip(a, b):
        r, c = r / sum(a), c / sum(b)
        d = (r - c) / (r + c)
        total += (r + c) / 2 * (log1p(-d * d) + 2 * d * atanh(d))
    return sqrt(total / 2)

def wrong(value, truth):
    return float(abs(Decimal(value) - truth) / truth)

assert scipy.__version__ == "1.10.1", scipy.__version__
a, b = [700_000, 300_000], [699_979, 300_021]
truth = exact(a, b)
of_scipy, of_stable = wrong(float(jensenshannon(a, b)), truth), wrong(stable(a, b), truth)
print(f"scipy {scipy.__version__}: distance {float(truth):.6e}, relative error of scipy {of_scipy:.1e}, of the other form {of_stable:.1e}")
assert of_scipy > 1e-10, "scipy keeps the digits now"
assert of_stable < 1e-11
PY
LD_LIBRARY_PATH="$libraries" PYTHONPATH="$folder/root/usr/lib/python3/dist-packages" /usr/bin/python3 -s probe.py
