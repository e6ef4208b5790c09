#!/bin/sh
# Renews the pinned, hashed requirements (needs uv); no index and no host is written into them.
set -eu
cd "$(dirname "$0")/.."
options="--quiet --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links"
# Not the extra `rerank`: its wheel holds a model of 95 MB, which few need; the tests do.
uv pip compile $options --extra listening --extra pdf --extra postgresql pyproject.toml requirements/build.in -o requirements/base.txt
uv pip compile $options --all-extras pyproject.toml requirements/build.in requirements/dev.in -c requirements/base.txt -o requirements/dev.txt
uv pip compile $options requirements/bench.in -o requirements/bench.txt
