package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

func up(args []string) error {
	var (
		l        load
		size     nodeSize
		nodes    int
		apiOnly  bool
		patient  time.Duration
		programs string
	)
	dir, rest, err := command("up", args, func(f *flag.FlagSet) {
		f.BoolVar(&apiOnly, "api-only", false, "etcd and kube-apiserver alone: nothing changes what is stored")
		f.IntVar(&nodes, "nodes", 2, "number of nodes; every eighth, from the second on, has GPUs")
		f.IntVar(&size.CPU, "nodes-cpu", 64, "CPUs of a node; one with GPUs has three quarters of it")
		f.IntVar(&size.Memory, "nodes-memory", 256, "GiB of memory of a node; one with GPUs has half as much again")
		f.IntVar(&size.Pods, "nodes-pods", 110, "pods that a node takes")
		f.IntVar(&l.QPS, "kcm-qps", 1000, "requests a second of kube-controller-manager and kube-scheduler")
		f.IntVar(&l.Burst, "kcm-burst", 2000, "requests that they may save up")
		f.IntVar(&l.JobSyncs, "kcm-job-syncs", 20, "Jobs that kube-controller-manager works on at a time")
		f.StringVar(&l.Stages, "stages", "", "kwok's Stage documents (default stages.yaml of testcluster)")
		f.StringVar(&programs, "programs", "", "folder with programs of another release, to be preferred")
		f.DurationVar(&patient, "timeout", 2*time.Minute, "time for all of it")
	})
	if err != nil {
		return err
	}
	if len(rest) > 0 || nodes < 0 || size.CPU < 1 || size.Memory < 4 {
		return errors.New("up takes no arguments, one CPU or more and 4 GiB or more a node")
	}
	bin, root, err := locations()
	if err != nil {
		return err
	}
	if l.Stages == "" {
		l.Stages = filepath.Join(root, "stages.yaml")
	}
	for _, path := range []*string{&l.Stages, &programs} {
		// Components run in the cluster's folder, where a relative path is another one.
		if *path == "" {
			continue
		}
		if *path, err = filepath.Abs(*path); err != nil {
			return err
		}
	}
	if programs != "" && !holdsAny(programs) {
		return fmt.Errorf("no program of a control plane is in %s: build one with testcluster/build-version", programs)
	}
	if err := spare(dir); err != nil {
		return err
	}
	if err := lock(dir); err != nil {
		return err
	}
	// The components outlive this program: one that is interrupted has to end
	// them, as one that fails does.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ctx, cancel := context.WithTimeoutCause(ctx, patient, fmt.Errorf("--timeout %v is over", patient))
	defer cancel()

	old, err := running(dir)
	if err != nil {
		return err
	}
	if old != nil {
		return old.greet(ctx)
	}
	c := &cluster{Dir: dir, Bin: bin, Programs: programs, Namespace: workloads, APIOnly: apiOnly, Nodes: []string{}}
	if !apiOnly {
		c.Nodes = nodeNames(nodes)
	}
	begin := time.Now()
	if err := c.start(ctx, l, size); err != nil {
		c.endAll(0)
		c.clear()
		return fmt.Errorf("%w\nNothing is left running; the logs are in %s", err, c.path("logs"))
	}
	c.summary(fmt.Sprintf("up in %.1f s", time.Since(begin).Seconds()))
	return nil
}

func (c *cluster) start(ctx context.Context, l load, size nodeSize) error {
	// Logs of an earlier cluster here would be taken for this one's.
	_ = os.RemoveAll(c.path("logs"))
	b, err := freeBlock()
	if err != nil {
		return err
	}
	defer b.guard.Close()
	c.define(l, b.ports)
	for _, name := range c.Order {
		if _, err := os.Stat(c.Components[name].Program); err != nil {
			return fmt.Errorf("%s is not built: run %s", name, filepath.Join(filepath.Dir(c.Bin), "build"))
		}
	}
	if err := writeCertificates(c.path("pki")); err != nil {
		return err
	}
	if err := c.writeKubeconfig(); err != nil {
		return err
	}
	cl, err := c.newClient()
	if err != nil {
		return err
	}
	for _, name := range []string{etcd, apiServer} {
		if err := c.launch(name); err != nil {
			return err
		}
		if err := c.untilHealthy(ctx, cl, name); err != nil {
			return err
		}
	}
	others := c.Order[2:]
	for _, name := range others {
		if err := c.launch(name); err != nil {
			return err
		}
	}
	if err := c.furnish(ctx, cl, size); err != nil {
		return err
	}
	if err := c.untilHealthy(ctx, cl, others...); err != nil {
		return err
	}
	if c.APIOnly {
		return nil
	}
	return c.untilUsable(ctx, cl)
}

// greet is up on a folder that has a cluster.
func (c *cluster) greet(ctx context.Context) error {
	cl, err := c.newClient()
	if err != nil {
		return err
	}
	for _, name := range c.Order {
		p := c.Components[name]
		if state := p.state(); state != "running" {
			return fmt.Errorf("the cluster in %s is up, but %s is %s: \"testcluster %s %[2]s --dir %[1]s\", or down and up to begin anew",
				c.Dir, name, state, map[string]string{"stopped": "start", "paused": "resume"}[state])
		}
		if err := cl.healthy(ctx, p); err != nil {
			return fmt.Errorf("the cluster in %s is up, but %s is not healthy: %w", c.Dir, name, err)
		}
	}
	c.summary("is up already, and healthy")
	return nil
}

func (c *cluster) summary(what string) {
	fmt.Printf("The cluster in %s %s.\n", c.Dir, what)
	fmt.Printf("  API server  %s\n  etcd        %s\n", c.APIServer, c.Etcd)
	fmt.Printf("  namespace   %s\n", c.Namespace)
	if !c.APIOnly {
		fmt.Printf("  nodes       %d ready\n", len(c.Nodes))
	}
	fmt.Printf("  logs        %s\n  kubectl     %s\n", c.path("logs"), c.program("kubectl"))
	fmt.Printf("export KUBECONFIG=%s\n", c.Kubeconfig)
}
