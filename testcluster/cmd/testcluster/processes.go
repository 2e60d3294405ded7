package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// launch starts a component in a session of its own, so that it outlives this
// program and the terminal.
func (c *cluster) launch(name string) error {
	p := c.Components[name]
	if err := os.MkdirAll(filepath.Dir(p.Log), 0o755); err != nil {
		return err
	}
	log, err := os.OpenFile(p.Log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer log.Close()
	cmd := exec.Command(p.Program, p.Args...)
	cmd.Dir = c.Dir
	cmd.Stdout, cmd.Stderr = log, log
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("%s does not start: %w", name, err)
	}
	p.Pid = cmd.Process.Pid
	p.Started, _, _ = processStat(p.Pid)
	go func() { _ = cmd.Wait() }()
	if err := os.WriteFile(c.path(name+".pid"), []byte(strconv.Itoa(p.Pid)+"\n"), 0o644); err != nil {
		return err
	}
	return c.save()
}

// processStat reads when a process began, and its state (Z has ended, T is paused).
func processStat(pid int) (started uint64, state string, err error) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, "", err
	}
	return parseStat(data)
}

func parseStat(data []byte) (started uint64, state string, err error) {
	// The name before the last bracket can hold blanks and brackets itself.
	fields := strings.Fields(string(data[bytes.LastIndexByte(data, ')')+1:]))
	if len(fields) < 20 {
		return 0, "", errors.New("unknown format of /proc/PID/stat")
	}
	started, err = strconv.ParseUint(fields[19], 10, 64)
	return started, fields[0], err
}

func (p *process) state() string {
	if p.Pid <= 1 {
		return "stopped"
	}
	started, state, err := processStat(p.Pid)
	switch {
	case err != nil || started != p.Started || state == "Z" || state == "X":
		return "stopped"
	case state == "T":
		return "paused"
	}
	return "running"
}

func (p *process) alive() bool { return p.state() != "stopped" }

// end stops a process, at first kindly unless kindness is 0.
func (p *process) end(kindness time.Duration) {
	if kindness > 0 && p.alive() {
		_ = syscall.Kill(p.Pid, syscall.SIGTERM)
		// A paused process takes the signal only when it goes on.
		_ = syscall.Kill(p.Pid, syscall.SIGCONT)
		for deadline := time.Now().Add(kindness); p.alive() && time.Now().Before(deadline); {
			time.Sleep(20 * time.Millisecond)
		}
	}
	if p.alive() {
		_ = syscall.Kill(p.Pid, syscall.SIGKILL)
		for p.alive() {
			time.Sleep(10 * time.Millisecond)
		}
	}
}

// endAll stops what runs, the last started first.
func (c *cluster) endAll(kindness time.Duration) (ended int) {
	for i := len(c.Order) - 1; i >= 0; i-- {
		if p := c.Components[c.Order[i]]; p.alive() {
			p.end(kindness)
			ended++
		}
	}
	return ended
}

// tail is the end of a component's log.
func (p *process) tail(lines int) string {
	data, err := os.ReadFile(p.Log)
	if err != nil {
		return err.Error()
	}
	all := strings.Split(strings.TrimRight(string(data), "\n"), "\n")
	return strings.Join(all[max(0, len(all)-lines):], "\n")
}
