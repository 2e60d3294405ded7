# "make" lists what there is. Settings are variables: make deploy IMAGE=registry.example.org/session-index:1.0
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test test-cluster test-cluster-tools bench footprint scale scale-report run image deploy undeploy cluster cluster-down cluster-tools crds docs fmt clean verify-cluster test-reader test-reader-cluster plugin test-plugin test-image

MVN ?= $(if $(shell command -v mvn),mvn,./mvnw)
JAVA ?= $(if $(JAVA_HOME),$(JAVA_HOME)/bin/java,java)
SESSIONS ?= $(if $(SMOKE),300,5000)
PACKAGE := org.opencadc.sessionindex
JVM_FLAGS = $$(sed -n '/JAVA_TOOL_OPTIONS/{n;s/ *value: //p;}' deploy/operator/deployment.yaml)
LIBRARIES = $$(<target/libraries.txt)
TEST_LIBRARIES = $$(<target/test-libraries.txt)
# what was measured of another operator than the shipped one is not for the page
SCALE_RUNS = $(if $(strip $(JVM_OPTIONS)$(OPERATOR)),tried,scale)
SCALE_REPORT = TZ=UTC $(JAVA) -cp target/test-classes:target/classes:$(TEST_LIBRARIES) $(PACKAGE).scale.report.Report \
  target/scale $(if $(SMOKE),target/scale/performance.md --smoke,docs/performance.md)

help: ## List what there is
	@awk -F ':.*## ' '/^##@/ { print substr($$0, 5) } /^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

##@ Try it

demo: $(if $(filter local,$(CLUSTER)),cluster-tools) target/test-libraries.txt ## Watch it at work; CLUSTER=local: on a real control plane of this machine
	@echo "Compiling ..."
	@$(MVN) -B -ntp -q test-compile -Dspotless.check.skip -Denforcer.skip
	@TZ=UTC exec $(JAVA) -cp target/test-classes:target/classes:$(TEST_LIBRARIES) $(PACKAGE).demo.Demo $(if $(filter local,$(CLUSTER)),--cluster) $$(test ! -t 1 || echo --terminal) $(DEMO_ARGS)

run: target/libraries.txt ## Run the operator here against the cluster of KUBECONFIG, until Ctrl-C (ends in 130) or SIGTERM (143)
	@$(MVN) -B -ntp -q compile -Dspotless.check.skip -Denforcer.skip
	@TZ=UTC exec $(JAVA) $(JVM_FLAGS) -cp target/classes:$(LIBRARIES) $(PACKAGE).SessionIndexOperator

verify-cluster: target/libraries.txt ## Compare what is published in the cluster of KUBECONFIG with a recount from LISTs
	@$(MVN) -B -ntp -q compile -Dspotless.check.skip -Denforcer.skip
	@TZ=UTC exec $(JAVA) -cp target/classes:$(LIBRARIES) $(PACKAGE).SessionIndexOperator verify $(VERIFY_ARGS)

##@ Check it

test: ## Unit tests, formatting, static checks
	$(MVN) -B -ntp verify

test-cluster: cluster-tools ## Tests against a real control plane, which they start and stop
	@state=$$PWD/target/clusters/$$$$; trap "testcluster/sweep $$state" EXIT; $(MVN) -B -ntp verify -Pcluster -Dtestcluster.state=$$state $(if $(IT),-Dit.test=$(IT))

test-cluster-tools: cluster-tools ## Tests of the local control plane itself, about a minute
	@cd testcluster && CGO_ENABLED=0 go test ./cmd/testcluster
	@testcluster/smoke

bench: target/test-libraries.txt ## Microbenchmarks, some minutes, results in target/bench; BENCH_ARGS= for JMH, such as LedgerBenchmark
	@$(MVN) -B -ntp -q test-compile -Dspotless.check.skip -Denforcer.skip
	@mkdir -p target/bench
	$(JAVA) -cp target/test-classes:target/classes:$(TEST_LIBRARIES) org.openjdk.jmh.Main -rf json -rff target/bench/bench.json $(BENCH_ARGS)

footprint: target/libraries.txt target/test-libraries.txt ## Start time, memory and CPU of the operator's process; SESSIONS=5000, JVM_OPTIONS= more flags for the operator's JVM
	@$(MVN) -B -ntp -q test-compile -Dspotless.check.skip -Denforcer.skip
	@$(JAVA) -Doperator.libraries=$(LIBRARIES) -cp target/test-classes:target/classes:$(TEST_LIBRARIES) $(PACKAGE).footprint.Footprint $(SESSIONS) $(JVM_OPTIONS)

scale: cluster-tools target/libraries.txt target/test-libraries.txt ## Measure on a real control plane: SESSIONS=5000, STEPS=a,b, RESUME=1, RUN=second; SMOKE=1: 300, shape only; JVM_OPTIONS= more flags for the operator's JVM, OPERATOR= its jar: into target/tried
	@$(MVN) -B -ntp -q test-compile -Dspotless.check.skip -Denforcer.skip
	@state=$$PWD/target/clusters/$$$$; trap "testcluster/sweep $$state" EXIT; \
	TZ=UTC $(JAVA) $(if $(SMOKE),-XX:TieredStopAtLevel=1) $(if $(PORTAL_SECONDS),-Dscale.portal.seconds=$(PORTAL_SECONDS)) -Dtestcluster.state=$$state -Dscale.operator.classpath=$(or $(OPERATOR),target/classes):$(LIBRARIES) -Dscale.operator.flags="$(JVM_OPTIONS)" \
	  -Dorg.slf4j.simpleLogger.log.io.fabric8.crdv2=warn -cp target/test-classes:target/classes:$(TEST_LIBRARIES) $(PACKAGE).scale.Scale --sessions $(SESSIONS) --out target/$(SCALE_RUNS)/$(SESSIONS)$(if $(RUN),-$(RUN)) \
	  $(if $(SMOKE),--smoke) $(if $(STEPS),--steps $(STEPS)) $(if $(RESUME),--resume) $$(test ! -t 1 || echo --terminal)
	@$(if $(filter scale,$(SCALE_RUNS)),$(SCALE_REPORT))

scale-report: target/test-libraries.txt ## Write docs/performance.md from all runs in target/scale; SMOKE=1: of smoke runs, into target
	@$(MVN) -B -ntp -q test-compile -Dspotless.check.skip -Denforcer.skip
	@$(SCALE_REPORT)

test-reader: ## Tests of the reader library
	$(MVN) -B -ntp -f reader/pom.xml verify

test-reader-cluster: cluster-tools target/libraries.txt ## The reader on a real API server, with the operator killed, paused and cut off
	@$(MVN) -B -ntp -q compile -Dspotless.check.skip -Denforcer.skip
	@state=$$PWD/target/clusters/$$$$; trap "testcluster/sweep $$state" EXIT; \
	testcluster/bin/testcluster up --api-only --dir $$state/reader >/dev/null; \
	$(MVN) -B -ntp -f reader/pom.xml -Pcluster verify -Dtestcluster.dir=$$state/reader -Doperator.classpath=$$PWD/target/classes:$(LIBRARIES)

test-plugin: ## Tests of kubectl-skaha; on a real API server too if its programs are built
	@plugin/test/run

test-image: cluster-tools ## Tests of the image, but for its base: its program on a real API server
	@$(MAKE) --no-print-directory image BASE_IMAGE=scratch
	@deploy/test-image

fmt: ## Format the sources
	$(MVN) -B -ntp -q spotless:apply
	$(MVN) -B -ntp -q -f reader/pom.xml spotless:apply

crds: target/test-libraries.txt ## Generate deploy/crds from the resource classes
	$(MVN) -B -ntp -q test-compile -Dspotless.check.skip
	$(JAVA) -cp target/test-classes:target/classes:$(TEST_LIBRARIES) $(PACKAGE).crd.CrdFiles deploy/crds

docs: target/test-libraries.txt ## Generate docs/api.md from deploy/crds
	$(MVN) -B -ntp -q test-compile -Dspotless.check.skip
	$(JAVA) -cp target/test-classes:target/classes:$(TEST_LIBRARIES) $(PACKAGE).docs.ApiReference deploy/crds docs/api.md

##@ Install it

image: ## Build target/session-index-image.tar (OCI); BASE_IMAGE= another base, IMAGE= its name
	$(MVN) -B -ntp package jib:buildTar -DskipTests $(if $(BASE_IMAGE),-DbaseImage=$(BASE_IMAGE)) $(if $(IMAGE),-Dimage=$(IMAGE))

plugin: ## Package kubectl-skaha into target/plugin; RELEASE_URL= where the archive will be
	@RELEASE_URL=$(RELEASE_URL) plugin/package

deploy: ## Install into the cluster of KUBECONFIG; IMAGE= which image, NAMESPACES= a,b or '*'
	@IMAGE='$(IMAGE)' NAMESPACES='$(NAMESPACES)' KUBECTL='$(KUBECTL)' deploy/install

undeploy: ## Remove what deploy made, but for the CRDs; CRDS=delete: those too
	@CRDS='$(CRDS)' KUBECTL='$(KUBECTL)' deploy/uninstall

##@ A control plane on this machine

cluster-tools: ## Build its programs: Go 1.26, about five minutes the first time
	@testcluster/build

cluster: cluster-tools ## Start it; the last line says how to use it
	@testcluster/bin/testcluster up $(CLUSTER_ARGS)

cluster-down: ## Stop it and remove its data
	@testcluster/bin/testcluster down

clean: ## Remove what was built, but for the control plane's programs; stops clusters that tests left
	@for folder in target/clusters target/clusters/*; do testcluster/sweep "$$folder"; done
	$(MVN) -B -ntp -q clean
	$(MVN) -B -ntp -q -f reader/pom.xml clean

target/libraries.txt: SCOPE = runtime
target/test-libraries.txt: SCOPE = test
target/libraries.txt target/test-libraries.txt: pom.xml
	@echo "Looking up the libraries; the first time Maven downloads them, which takes a minute ..."
	@$(MVN) -B -ntp -q dependency:build-classpath -DincludeScope=$(SCOPE) -Dmdep.outputFile=$@
	@touch $@
