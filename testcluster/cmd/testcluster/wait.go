package main

import (
	"context"
	"fmt"
	"time"
)

// until repeats check until it succeeds, a component of the cluster ends, or
// ctx does.
func (c *cluster) until(ctx context.Context, what string, check func(context.Context) error) error {
	var last error
	for {
		err := check(ctx)
		if err == nil {
			return nil
		}
		// Once ctx has ended a check says that alone, and no longer what is wrong.
		if last == nil || ctx.Err() == nil {
			last = err
		}
		for _, name := range c.Order {
			if p := c.Components[name]; p.Pid != 0 && !p.alive() {
				return fmt.Errorf("%s ended; the end of %s:\n%s", name, p.Log, p.tail(20))
			}
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("gave up waiting for %s, %w: %w", what, context.Cause(ctx), last)
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// untilHealthy waits for components that were just launched.
func (c *cluster) untilHealthy(ctx context.Context, cl *client, names ...string) error {
	for _, name := range names {
		p := c.Components[name]
		err := c.until(ctx, name, func(ctx context.Context) error { return cl.healthy(ctx, p) })
		if err != nil {
			return err
		}
	}
	return nil
}

// untilUsable waits until pods can be made and scheduled.
func (c *cluster) untilUsable(ctx context.Context, cl *client) error {
	account := "/api/v1/namespaces/" + c.Namespace + "/serviceaccounts/default"
	err := c.until(ctx, "the default service account", func(ctx context.Context) error {
		return cl.call(ctx, "GET", account, nil, nil)
	})
	if err != nil {
		return err
	}
	claim := "/api/v1/namespaces/" + c.Namespace + "/persistentvolumeclaims/" + claimName
	err = c.until(ctx, "the volume claim", func(ctx context.Context) error {
		var got struct{ Status struct{ Phase string } }
		if err := cl.call(ctx, "GET", claim, nil, &got); err != nil {
			return err
		}
		if got.Status.Phase != "Bound" {
			return fmt.Errorf("its phase is %q", got.Status.Phase)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, name := range c.Nodes {
		err := c.until(ctx, "node "+name, func(ctx context.Context) error {
			var got node
			if err := cl.call(ctx, "GET", "/api/v1/nodes/"+name, nil, &got); err != nil {
				return err
			}
			return got.usable()
		})
		if err != nil {
			return err
		}
	}
	return nil
}

type node struct {
	Spec struct {
		Taints []struct{ Key string }
	}
	Status struct {
		Conditions []struct{ Type, Status string }
	}
}

func (n *node) usable() error {
	if len(n.Spec.Taints) > 0 {
		return fmt.Errorf("it has the taint %s", n.Spec.Taints[0].Key)
	}
	for _, condition := range n.Status.Conditions {
		if condition.Type == "Ready" && condition.Status == "True" {
			return nil
		}
	}
	return fmt.Errorf("it is not ready")
}
