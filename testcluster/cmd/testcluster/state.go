package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// cluster is what cluster.json holds.
type cluster struct {
	Dir               string              `json:"dir"`
	APIServer         string              `json:"apiServer"`
	Etcd              string              `json:"etcd"`
	Kubeconfig        string              `json:"kubeconfig"`
	CA                string              `json:"ca"`
	ClientCertificate string              `json:"clientCertificate"`
	ClientKey         string              `json:"clientKey"`
	Bin               string              `json:"bin"`
	Programs          string              `json:"programs,omitempty"`
	Namespace         string              `json:"namespace"`
	Nodes             []string            `json:"nodes"`
	APIOnly           bool                `json:"apiOnly"`
	Order             []string            `json:"order"`
	Components        map[string]*process `json:"components"`
}

// process is one component: how it is started, and the process that it is now.
type process struct {
	Program string   `json:"program"`
	Args    []string `json:"args"`
	Health  string   `json:"health"`
	Port    int      `json:"port"`
	Log     string   `json:"log"`
	Pid     int      `json:"pid"`
	// Started is the start of the process in clock ticks since boot. With the
	// pid it tells this process from a later one that was given the same pid.
	Started uint64 `json:"started"`
}

var errNoCluster = errors.New("no cluster")

func noClusterIn(dir string) error {
	return fmt.Errorf("%w in %s: start one with \"testcluster up\"", errNoCluster, dir)
}

// known is whether a cluster is in dir, or has been there and left its logs.
func known(dir string) bool {
	for _, name := range []string{"lock", "cluster.json"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			return true
		}
	}
	return false
}

// spare refuses a folder whose files up would replace, and down remove, though
// no cluster has made them.
func spare(dir string) error {
	if known(dir) {
		return nil
	}
	for _, name := range append([]string{"logs"}, contents...) {
		path := filepath.Join(dir, name)
		if _, err := os.Lstat(path); err == nil {
			return fmt.Errorf("%s is there, and no cluster has made it: give a folder for the cluster alone with --dir", path)
		}
	}
	return nil
}

func readCluster(dir string) (*cluster, error) {
	data, err := os.ReadFile(filepath.Join(dir, "cluster.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, noClusterIn(dir)
	}
	if err != nil {
		return nil, err
	}
	c := new(cluster)
	if err := json.Unmarshal(data, c); err != nil {
		return nil, fmt.Errorf("%s/cluster.json is damaged: end the processes of the .pid files beside it"+
			" and remove the folder: %w", dir, err)
	}
	return c, nil
}

// save replaces cluster.json in one step, so that no reader finds half of it.
func (c *cluster) save() error {
	data, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		return err
	}
	path := c.path("cluster.json")
	if err := os.WriteFile(path+".new", append(data, '\n'), 0o600); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

func (c *cluster) path(name string) string { return filepath.Join(c.Dir, name) }

// lock keeps two commands from changing the same cluster at a time; it ends
// with this program.
func lock(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	file, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	lockFile = file
	if syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil {
		return nil
	}
	fmt.Println("waiting for another testcluster command in", dir)
	return syscall.Flock(int(file.Fd()), syscall.LOCK_EX)
}

// lockFile keeps the garbage collector from closing the file, and with it the lock.
var lockFile *os.File
