# Everything a developer does with Meedoen. `make` alone lists it. Needs only Python 3.11 or newer and a package index.

VENV := .venv
BIN := $(VENV)/bin
KLAAR := $(VENV)/.klaar
BEZIG := $(VENV)/.bezig
NODE_KLAAR := node_modules/.klaar
INLOG := core/ontwikkeling/inlogdienst/node
INLOG_KLAAR := $(INLOG)/node_modules/.klaar
DIST := dist

# Images of Python often set this. Then each of the many processes that run and test start compiles the house anew.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.ONESHELL:
.SHELLFLAGS := -eu -c
.DELETE_ON_ERROR:
.PHONY: help install run demo reset check format test test-lang pakket node lock benchmarks FORCE

# The stamp names the folder it was made in: a copied or moved checkout, or a Python that has gone, sets up again.
GELDIG := $(shell [ "$$(cat $(KLAAR) 2>/dev/null)" = "$(CURDIR)" ] && $(BIN)/python -c '' 2>/dev/null && echo ja)

help: ## toon deze lijst
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(KLAAR) ## zet de Python-omgeving klaar in .venv
	@:

$(KLAAR): requirements.lock pyproject.toml $(if $(GELDIG),,FORCE)
	@python=
	for kandidaat in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11); do
		if "$$kandidaat" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$kandidaat; break; fi
	done
	if [ -z "$$python" ]; then
		echo "Python 3.11 of nieuwer is niet gevonden; installeer het, of wijs het aan met: make PYTHON=/pad/naar/python3"; exit 1
	fi
	if ! "$$python" -c 'import venv, ensurepip' 2>/dev/null; then
		echo "Bij $$python ontbreekt de module venv; installeer die (Debian en Ubuntu: apt install python3-venv) en doe dit opnieuw."; exit 1
	fi
	if [ -e $(BEZIG) ] || ! $(BIN)/python -m pip --version >/dev/null 2>&1 || { [ -e $(KLAAR) ] && [ "$$(cat $(KLAAR))" != "$(CURDIR)" ]; }; then
		rm -rf $(VENV)
		if ! "$$python" -m venv $(VENV); then
			echo "De map $(VENV) kan niet worden gemaakt; zie de regels hierboven, herstel dat en doe dit opnieuw."; exit 1
		fi
	fi
	rm -f $(KLAAR)
	touch $(BEZIG)
	echo "Pakketten installeren in $(VENV) (de eerste keer enkele minuten; log: $(VENV)/install.log) ..."
	# The lock alone decides: with its own dependencies to find, pip may take a release that is newer than the lock.
	pip="$(BIN)/python -m pip --quiet --disable-pip-version-check --no-input"
	if ! { $$pip install --no-deps --require-hashes -r requirements.lock && $$pip install --no-deps --no-build-isolation --config-settings editable_mode=compat -e . && $$pip check; } >$(VENV)/install.log 2>&1; then
		grep -v '^WARNING' $(VENV)/install.log | tail -n 5 || true
		echo "Het installeren is niet gelukt (log: $(VENV)/install.log); herstel de oorzaak en doe dit opnieuw, het begint dan vanzelf schoon."; exit 1
	fi
	rm -f $(BEZIG)
	printf '%s\n' "$(CURDIR)" >$(KLAAR)
	echo "Pakketten geïnstalleerd."

run: install ## start API, ontvanger, worker, relay, simulator en inlogdiensten; Ctrl-C stopt alles, gegevens blijven
	@exec $(BIN)/meedoen run

demo: install ## speel een dossier van begin tot eind af
	@exec $(BIN)/meedoen demo

reset: install ## wis alle gegevens van deze checkout (JA=1 slaat de vraag over)
	@if [ "$${MEEDOEN_OMGEVING-ontwikkeling}" != ontwikkeling ]; then exec $(BIN)/meedoen reset; fi  # it refuses, in one sentence
	if [ "$(JA)" != 1 ]; then
		printf 'Alle gegevens, sleutels en logs van deze checkout wissen? [j/N] '
		antwoord=n
		read -r antwoord || true
		case "$$antwoord" in j|J|ja|Ja) ;; *) echo "Niets gewist."; exit 0 ;; esac
	fi
	$(BIN)/meedoen reset

check: install ## opmaak, lint, types, importregels en een volledig slot
	@$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m core.ontwikkeling.bouw.slot

format: install ## zet de opmaak recht
	@$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

test: install node ## alle tests
	@$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

test-lang: install ## lange tests: omvallende processen, een demonstratie zonder lek, een kale installatie
	@$(BIN)/pytest -m lang -n 2 --dist loadfile --no-loadscope-reorder

pakket: install ## bouw voor productie: wheel, slot en licenties, in dist/ (of DIST=map)
	@mkdir -p $(DIST)
	rm -f $(DIST)/meedoen-*.whl
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir $(DIST) .
	$(BIN)/python -m core.ontwikkeling.bouw.slot productie >$(DIST)/requirements.lock
	$(BIN)/python -m core.ontwikkeling.bouw.licenties teksten >$(DIST)/LICENTIES.txt

node: $(NODE_KLAAR) $(INLOG_KLAAR) ## zet spectral en de inlogdienst klaar, met Node uit de Python-omgeving
	@:

# `meedoen run` does this itself when it must; here it is done before the tests count their seconds.
$(INLOG_KLAAR): $(INLOG)/package-lock.json $(KLAAR)
	@$(BIN)/python -m core.ontwikkeling.inlogdienst.pakketten
	touch $@

$(NODE_KLAAR): package.json package-lock.json .npmrc $(KLAAR)
	@echo "Node-pakketten installeren ..."
	if ! PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --loglevel=error >$(VENV)/node.log 2>&1; then
		tail -n 5 $(VENV)/node.log
		echo "Het installeren van de Node-pakketten is niet gelukt (log: $(VENV)/node.log); herstel de oorzaak en doe dit opnieuw."; exit 1
	fi
	touch $@

# A new wish in pyproject.toml fails `install` until the lock has it: with uv at hand, that is no reason to stop.
lock: $(if $(wildcard $(BIN)/uv),,install) ## reken requirements.lock en package-lock.json opnieuw uit (UPGRADE=1 neemt nieuwe versies)
	@$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" --quiet $(if $(UPGRADE),--upgrade) --output-file requirements.lock
	for map in . $(INLOG); do
		(cd $$map && PATH="$(CURDIR)/$(BIN):$$PATH" npm $(if $(UPGRADE),update,install) --package-lock-only --loglevel=error)
	done
	# npm copies addresses for donations along; they lock nothing
	$(BIN)/python -c 'import json, pathlib
	sloten = [pathlib.Path(map_, "package-lock.json") for map_ in (".", "$(INLOG)")]
	alles = {slot: json.loads(slot.read_text(encoding="utf-8")) for slot in sloten}
	[pakket.pop("funding", None) for inhoud in alles.values() for pakket in inhoud["packages"].values()]
	[slot.write_text(json.dumps(inhoud, indent=2, ensure_ascii=False) + "\n", encoding="utf-8") for slot, inhoud in alles.items()]'

benchmarks: install ## meet de snelheid op deze machine
	@exec $(BIN)/python -m benchmarks
