package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"time"
)

// running finds the cluster that runs in dir; what a cluster left behind that
// runs no longer, after a restart of the machine say, is removed.
func running(dir string) (*cluster, error) {
	c, err := readCluster(dir)
	if errors.Is(err, errNoCluster) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	for _, p := range c.Components {
		if p.alive() {
			return c, nil
		}
	}
	fmt.Println("Nothing of the cluster in", dir, "runs any more; its data is removed.")
	c.clear()
	return nil, nil
}

func down(args []string) error {
	var purge bool
	dir, rest, err := command("down", args, func(f *flag.FlagSet) {
		f.BoolVar(&purge, "purge", false, "remove the logs too")
	})
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return errors.New("down takes no arguments")
	}
	if !known(dir) {
		fmt.Println("No cluster in", dir)
		return nil
	}
	if err := lock(dir); err != nil {
		return err
	}
	c, err := readCluster(dir)
	switch {
	case errors.Is(err, errNoCluster):
		c = &cluster{Dir: dir}
		fmt.Println("No cluster in", dir)
	case err != nil:
		return err
	default:
		ended := c.endAll(3 * time.Second)
		c.clear()
		fmt.Printf("The cluster in %s is down (%d processes ended).\n", dir, ended)
	}
	if purge {
		_ = os.RemoveAll(c.path("logs"))
		_ = os.Remove(c.path("lock"))
		// Fails, as it should, where something else was put there.
		_ = os.Remove(dir)
	}
	return nil
}

// contents is what start makes beside the logs and the pid files.
var contents = []string{"etcd", "pki", "kubeconfig", "cluster.json"}

// clear removes what start made, but for the logs.
func (c *cluster) clear() {
	for _, name := range c.Order {
		_ = os.Remove(c.path(name + ".pid"))
	}
	for _, name := range contents {
		_ = os.RemoveAll(c.path(name))
	}
}
