package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"sort"
	"strings"
)

// put stores objects in etcd, where the API server finds them as if they were
// its own: what it would refuse, default or reset stays as it is.
func put(args []string) error {
	var namespace string
	dir, files, err := command("put", args, func(f *flag.FlagSet) {
		f.StringVar(&namespace, "namespace", "", "namespace of the Jobs and Pods, instead of their own")
	})
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return errors.New("put takes the names of JSON files")
	}
	c, err := readCluster(dir)
	if err != nil {
		return err
	}
	cl, err := c.newClient()
	if err != nil {
		return err
	}
	w := &writer{client: cl, url: c.Etcd + "/v3/kv/txn", stored: map[string]int{}}
	for _, file := range files {
		objects, err := readObjects(file)
		if err != nil {
			return err
		}
		for _, o := range objects {
			e, err := o.entry(namespace)
			if err != nil {
				return fmt.Errorf("%s: %w", file, err)
			}
			if err := w.add(e); err != nil {
				return err
			}
		}
	}
	if err := w.flush(); err != nil {
		return err
	}
	fmt.Println("stored", w.String())
	return nil
}

// item is an object as it was read; numbers keep their digits.
type item map[string]any

func readObjects(file string) ([]item, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var all []item
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	for decoder.More() {
		var o item
		if err := decoder.Decode(&o); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		all = append(all, o.flatten()...)
	}
	return all, nil
}

// flatten is the items of a list. Lists from the API server leave out what
// kind their items are.
func (o item) flatten() []item {
	kind, _ := o["kind"].(string)
	elements, isList := o["items"].([]any)
	if !isList || !strings.HasSuffix(kind, "List") {
		return []item{o}
	}
	var all []item
	for _, element := range elements {
		one, ok := element.(map[string]any)
		if !ok {
			continue
		}
		if _, ok := one["kind"]; !ok {
			one["kind"] = strings.TrimSuffix(kind, "List")
			one["apiVersion"] = o["apiVersion"]
		}
		all = append(all, item(one).flatten()...)
	}
	return all
}

// entry is one key of etcd; JSON turns the bytes into base64, as the gateway wants.
type entry struct {
	Key   []byte `json:"key"`
	Value []byte `json:"value"`
	kind  string
}

var resources = map[string]string{"Job": "jobs", "Pod": "pods", "Node": "minions"}

func (o item) entry(namespace string) (*entry, error) {
	kind, _ := o["kind"].(string)
	resource, ok := resources[kind]
	metadata, _ := o["metadata"].(map[string]any)
	name, _ := metadata["name"].(string)
	if !ok || name == "" {
		return nil, fmt.Errorf("a %q named %q: only Jobs, Pods and Nodes with a name can be put", kind, name)
	}
	// The API server takes the version from etcd, and refuses a stored one.
	delete(metadata, "resourceVersion")
	key := "/registry/" + resource + "/"
	if kind == "Node" {
		delete(metadata, "namespace")
	} else {
		if namespace != "" {
			metadata["namespace"] = namespace
		}
		within, _ := metadata["namespace"].(string)
		if within == "" {
			return nil, fmt.Errorf("%s %s has no namespace: give --namespace", kind, name)
		}
		key += within + "/"
	}
	var value bytes.Buffer
	encoder := json.NewEncoder(&value)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(o); err != nil {
		return nil, err
	}
	return &entry{[]byte(key + name), value.Bytes(), kind}, nil
}

// writer gathers entries into transactions of a size that etcd accepts.
type writer struct {
	client  *client
	url     string
	pending []*entry
	keys    map[string]bool
	bytes   int
	stored  map[string]int
}

const maxOperations, maxBytes = 100, 1 << 20

func (w *writer) add(e *entry) error {
	// A transaction may write a key only once.
	if len(w.pending) == maxOperations || w.bytes+len(e.Value) > maxBytes || w.keys[string(e.Key)] {
		if err := w.flush(); err != nil {
			return err
		}
	}
	if w.keys == nil {
		w.keys = map[string]bool{}
	}
	w.pending = append(w.pending, e)
	w.keys[string(e.Key)] = true
	w.bytes += len(e.Value) + len(e.Key)
	return nil
}

func (w *writer) flush() error {
	if len(w.pending) == 0 {
		return nil
	}
	operations := make([]object, len(w.pending))
	for i, e := range w.pending {
		operations[i] = object{"requestPut": e}
	}
	if err := w.client.call(context.Background(), "POST", w.url, object{"success": operations}, nil); err != nil {
		return fmt.Errorf("etcd: %w", err)
	}
	for _, e := range w.pending {
		w.stored[e.kind]++
	}
	w.pending, w.keys, w.bytes = nil, nil, 0
	return nil
}

func (w *writer) String() string {
	var parts []string
	for kind, n := range w.stored {
		parts = append(parts, fmt.Sprintf("%s: %d", kind, n))
	}
	if len(parts) == 0 {
		return "nothing"
	}
	sort.Strings(parts)
	return strings.Join(parts, ", ")
}
