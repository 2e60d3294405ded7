package main

import (
	"context"
	"fmt"
)

// What pods of Skaha name, and must find to be scheduled.
const (
	workloads     = "skaha-workload"
	claimName     = "skaha-workload-cavern-pvc"
	volumeName    = "skaha-workload-cavern-pv"
	initConfig    = "skaha-init-users-groups-config"
	priorityClass = "uber-user-preempt-medium"
)

type object = map[string]any

// prerequisite is an object and where it is created.
type prerequisite struct {
	path string
	body object
}

func prerequisites(namespace string, apiOnly bool) []prerequisite {
	within := "/api/v1/namespaces/" + namespace
	storage := object{"storage": "1Ti"}
	list := []prerequisite{
		{"/api/v1/namespaces", object{"metadata": object{"name": namespace}}},
		{"/apis/scheduling.k8s.io/v1/priorityclasses", object{
			"metadata":    object{"name": priorityClass},
			"value":       1000,
			"description": "Interactive sessions",
		}},
		{"/api/v1/persistentvolumes", object{
			"metadata": object{"name": volumeName},
			"spec": object{
				"capacity":                      storage,
				"accessModes":                   []string{"ReadWriteMany"},
				"persistentVolumeReclaimPolicy": "Retain",
				"claimRef":                      object{"namespace": namespace, "name": claimName},
				// A kind of volume that no controller attaches to nodes.
				"nfs": object{"server": "cavern.invalid", "path": "/cavern"},
			},
		}},
		{within + "/persistentvolumeclaims", object{
			"metadata": object{"name": claimName},
			"spec": object{
				"accessModes":      []string{"ReadWriteMany"},
				"storageClassName": "",
				"volumeName":       volumeName,
				"resources":        object{"requests": storage},
			},
		}},
		{within + "/configmaps", object{
			"metadata": object{"name": initConfig},
			"data":     object{"init-users-groups.sh": "#!/bin/sh\n"},
		}},
	}
	if apiOnly {
		// Nobody else makes it, and pods are refused without it.
		list = append(list, prerequisite{within + "/serviceaccounts", object{
			"metadata": object{"name": "default"},
		}})
	}
	return list
}

// furnish creates the prerequisites and the nodes.
func (c *cluster) furnish(ctx context.Context, cl *client, size nodeSize) error {
	for _, p := range prerequisites(c.Namespace, c.APIOnly) {
		if err := cl.create(ctx, p.path, p.body); err != nil {
			return err
		}
	}
	for i, name := range c.Nodes {
		if err := cl.create(ctx, "/api/v1/nodes", size.node(i, name)); err != nil {
			return fmt.Errorf("node %s: %w", name, err)
		}
	}
	return nil
}
