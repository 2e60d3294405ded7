package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"strings"
	"syscall"
	"time"
)

const nodeLeases = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases"

// component does one thing to one component.
func component(verb string, args []string) error {
	var kill bool
	var patient time.Duration
	dir, rest, err := command(verb, args, func(f *flag.FlagSet) {
		if verb == "stop" || verb == "restart" {
			f.BoolVar(&kill, "kill", false, "SIGKILL at once")
		}
		f.DurationVar(&patient, "timeout", time.Minute, "time to become healthy")
	})
	if err != nil {
		return err
	}
	if len(rest) != 1 {
		return fmt.Errorf("%s takes the name of one component", verb)
	}
	if !known(dir) {
		return noClusterIn(dir)
	}
	if err := lock(dir); err != nil {
		return err
	}
	c, err := readCluster(dir)
	if err != nil {
		return err
	}
	name := rest[0]
	p, ok := c.Components[name]
	if !ok {
		return fmt.Errorf("no component %q here: %s", name, strings.Join(c.Order, ", "))
	}
	kindness := 10 * time.Second
	if kill {
		kindness = 0
	}
	ctx, cancel := context.WithTimeout(context.Background(), patient)
	defer cancel()
	switch verb {
	case "stop":
		p.end(kindness)
	case "start":
		err = c.startAgain(ctx, name)
	case "restart":
		p.end(kindness)
		err = c.startAgain(ctx, name)
	case "pause":
		err = p.signal(syscall.SIGSTOP)
	case "resume":
		err = p.signal(syscall.SIGCONT)
	}
	if err != nil {
		return err
	}
	fmt.Printf("%s is %s\n", name, p.state())
	return nil
}

// startAgain starts a component with the flags and on the port that it had.
func (c *cluster) startAgain(ctx context.Context, name string) error {
	p := c.Components[name]
	if p.alive() {
		return nil
	}
	cl, err := c.newClient()
	if err != nil {
		return err
	}
	if name == kwok {
		// A new kwok leaves a node alone until the lease of the old one ends.
		_ = cl.call(ctx, http.MethodDelete, nodeLeases, nil, nil)
	}
	if err := c.launch(name); err != nil {
		return err
	}
	for {
		err := cl.healthy(ctx, p)
		if err == nil {
			return nil
		}
		if !p.alive() {
			return fmt.Errorf("%s ended; the end of %s:\n%s", name, p.Log, p.tail(20))
		}
		if ctx.Err() != nil {
			return fmt.Errorf("%s runs but does not become healthy: %w", name, err)
		}
		time.Sleep(100 * time.Millisecond)
	}
}

func (p *process) signal(signal syscall.Signal) error {
	if !p.alive() {
		return errors.New("it is stopped")
	}
	if err := syscall.Kill(p.Pid, signal); err != nil {
		return err
	}
	want := map[syscall.Signal]string{syscall.SIGSTOP: "paused", syscall.SIGCONT: "running"}[signal]
	for p.alive() && p.state() != want {
		time.Sleep(5 * time.Millisecond)
	}
	return nil
}
