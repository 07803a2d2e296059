# make demo · make test · make check · make fuzz · make bench
PY := .venv/bin/python
export PYTHONPATH :=
.PHONY: setup demo test check fuzz bench messages peers

.venv/installed: requirements.lock pyproject.toml
	python3 -m venv .venv
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch .venv/installed

setup: .venv/installed

demo: setup
	.venv/bin/microcred demo

check: setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(PY) tests/architecture/messages.py --check

peers:
	$(PY) tests/peers/install.py

test: check peers
	$(PY) -m pytest -n 2 --dist loadgroup
	$(PY) tests/on_postgresql.py -n 2 --dist loadgroup tests/services tests/api
	$(PY) tests/not_run.py

fuzz: setup
	$(PY) benches/fuzz.py

bench: setup peers
	$(PY) -m benches

messages: setup
	$(PY) tests/architecture/messages.py --update
