# The habits of this house. `make` alone lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test quick lint format bench cluster clean

help: ## list the habits
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1|\2/' | \
	  while IFS='|' read -r name what; do printf '  make %-9s %s\n' "$$name" "$$what"; done

run: ## the demo on http://127.0.0.1:8080, data in ./data
	./spinreserve demo

test: ## everything CI checks: format, Error Prone, unit and integration tests
	mvn verify

quick: ## unit tests only, without the checks
	mvn -q -Dquick test

lint: ## the contract, by Spectral and Redocly
	npm ci --ignore-scripts --silent
	npm run --silent lint:contract

format: ## format all Java sources
	mvn -q spotless:apply

bench: ## cached hits against nginx and Varnish, as ratios
	bench/hit

cluster: ## three nodes on one PostgreSQL and Redis: ports 8080, 8081, 8082
	bench/cluster

clean: ## remove what was built, keep ./data
	mvn -q clean
