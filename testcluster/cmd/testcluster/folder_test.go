package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// foreign is a folder with a file where a cluster would have its logs.
func foreign(t *testing.T) (dir, file string) {
	t.Helper()
	dir = t.TempDir()
	file = filepath.Join(dir, "logs", "mine.log")
	if err := os.Mkdir(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir, file
}

func missing(path string) bool {
	_, err := os.Stat(path)
	return errors.Is(err, fs.ErrNotExist)
}

func TestUpLeavesTheFilesOfOthersAlone(t *testing.T) {
	dir, file := foreign(t)
	if err := up([]string{"--dir", dir}); err == nil {
		t.Error("accepted")
	}
	if missing(file) {
		t.Error("removed")
	}
	if known(dir) {
		t.Error("the next up takes the folder for a cluster's")
	}
}

func TestDownLeavesTheFilesOfOthersAlone(t *testing.T) {
	dir, file := foreign(t)
	if err := down([]string{"--dir", dir, "--purge"}); err != nil {
		t.Error(err)
	}
	if missing(file) {
		t.Error("removed")
	}
}

func TestDownRemovesTheLogsThatAFailedUpLeft(t *testing.T) {
	dir, _ := foreign(t)
	if err := os.WriteFile(filepath.Join(dir, "lock"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := spare(dir); err != nil {
		t.Error(err)
	}
	if err := down([]string{"--dir", dir, "--purge"}); err != nil {
		t.Error(err)
	}
	if !missing(dir) {
		t.Error("still there")
	}
}

func TestADamagedClusterIsLeftToItsOwner(t *testing.T) {
	for name, command := range map[string]func([]string) error{"up": up, "down": down} {
		// A command keeps its folder locked as long as this process runs.
		dir := t.TempDir()
		file := filepath.Join(dir, "cluster.json")
		if err := os.WriteFile(file, []byte("{"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := command([]string{"--dir", dir}); err == nil || !strings.Contains(err.Error(), ".pid files") {
			t.Errorf("%s: %v", name, err)
		}
		if missing(file) {
			t.Error("the record of what runs is lost")
		}
	}
}

func TestNoFolderIsMadeForAClusterThatIsNotThere(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "mistyped")
	if err := component("stop", []string{etcd, "--dir", dir}); !errors.Is(err, errNoCluster) {
		t.Error(err)
	}
	if !missing(dir) {
		t.Error("made")
	}
}
