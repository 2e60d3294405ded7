package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestClustersThatStartAtATimeShareNoPort(t *testing.T) {
	seen := map[int]bool{}
	for range 40 {
		b, err := freeBlock()
		if err != nil {
			t.Fatal(err)
		}
		defer b.guard.Close()
		if len(b.ports) != componentPorts {
			t.Errorf("ports %v", b.ports)
		}
		for _, port := range b.ports {
			if seen[port] || port < firstPort || port > lastPort {
				t.Errorf("port %d", port)
			}
			seen[port] = true
		}
	}
}

func TestABlockIsFreeWhenAllItsPortsAre(t *testing.T) {
	b, err := freeBlock()
	if err != nil {
		t.Fatal(err)
	}
	first := b.ports[0] - 1
	if claim(first) != nil {
		t.Error("claimed while another cluster starts there")
	}
	b.guard.Close()
	component, err := net.Listen("tcp", address(b.ports[3]))
	if err != nil {
		t.Fatal(err)
	}
	if claim(first) != nil {
		t.Error("claimed while a component of another cluster runs there")
	}
	component.Close()
	again := claim(first)
	if again == nil {
		t.Fatal("not free again")
	}
	again.guard.Close()
}

func TestProcessNamesMayHoldBracketsAndBlanks(t *testing.T) {
	stat := "42 (a) S (b) T 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 4711 20\n"
	started, state, err := parseStat([]byte(stat))
	if err != nil || started != 4711 || state != "T" {
		t.Errorf("%d %q %v", started, state, err)
	}
}

func TestAProcessIsKnownByItsStart(t *testing.T) {
	started, _, err := processStat(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	self := &process{Pid: os.Getpid(), Started: started}
	if self.state() != "running" {
		t.Errorf("this process is %s", self.state())
	}
	self.Started++
	if self.alive() {
		t.Error("another process with the same pid is taken for the component")
	}
}

func TestCertificatesFitTogether(t *testing.T) {
	dir := t.TempDir()
	if err := writeCertificates(dir); err != nil {
		t.Fatal(err)
	}
	ca, err := os.ReadFile(filepath.Join(dir, "ca.crt"))
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(ca)
	for name, options := range map[string]x509.VerifyOptions{
		"server": {Roots: pool, DNSName: "127.0.0.1"},
		"admin":  {Roots: pool, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}},
	} {
		pair, err := tls.LoadX509KeyPair(filepath.Join(dir, name+".crt"), filepath.Join(dir, name+".key"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := pair.Leaf.Verify(options); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		key, _ := os.ReadFile(filepath.Join(dir, name+".key"))
		if !strings.HasPrefix(string(key), "-----BEGIN RSA PRIVATE KEY-----") {
			t.Errorf("%s is not in PKCS#1 form", name)
		}
	}
}

func TestEverythingListensOnLoopback(t *testing.T) {
	c := &cluster{Dir: "/d", Bin: "/b"}
	c.define(load{}, []int{1, 2, 3, 4, 5, 6})
	flags := map[string]string{
		etcd: "--listen-client-urls=http://127.0.0.1:", apiServer: "--bind-address=127.0.0.1",
		controller: "--bind-address=127.0.0.1", scheduler: "--bind-address=127.0.0.1",
		kwok: "--server-address=127.0.0.1:",
	}
	if len(c.Order) != len(flags) {
		t.Fatalf("components %v", c.Order)
	}
	for _, name := range c.Order {
		if !strings.Contains(strings.Join(c.Components[name].Args, " "), flags[name]) {
			t.Errorf("%s %v", name, c.Components[name].Args)
		}
	}
}

func TestAPIOnlyHasNoControllers(t *testing.T) {
	c := &cluster{Dir: "/d", Bin: "/b", APIOnly: true}
	c.define(load{}, []int{1, 2, 3, 4, 5, 6})
	if strings.Join(c.Order, " ") != "etcd kube-apiserver" {
		t.Errorf("components %v", c.Order)
	}
}

func TestTheSecondNodeHasGPUs(t *testing.T) {
	if got := strings.Join(nodeNames(3), " "); got != "worker-01 gpu-02 worker-03" {
		t.Error(got)
	}
	status := nodeSize{CPU: 64, Memory: 256, Pods: 110}.node(1, "gpu-02")["status"].(object)
	capacity, allocatable := status["capacity"].(object), status["allocatable"].(object)
	if capacity["cpu"] != "48" || allocatable["cpu"] != "47720m" || allocatable["nvidia.com/gpu"] != "4" {
		t.Errorf("%v\n%v", capacity, allocatable)
	}
}

func TestGivingUpSaysWhyAndWhatWasWrong(t *testing.T) {
	ctx, cancel := context.WithCancelCause(context.Background())
	first := true
	err := (&cluster{}).until(ctx, "etcd", func(ctx context.Context) error {
		if first {
			first = false
			return errors.New("no leader")
		}
		cancel(errors.New("time is over"))
		return ctx.Err()
	})
	if err == nil || err.Error() != "gave up waiting for etcd, time is over: no leader" {
		t.Error(err)
	}
}

func TestAFolderWithoutProgramsIsRefused(t *testing.T) {
	programs := t.TempDir()
	err := up([]string{"--dir", filepath.Join(t.TempDir(), "cluster"), "--programs", programs})
	if err == nil || !strings.Contains(err.Error(), "is in "+programs) {
		t.Error(err)
	}
	if err := os.WriteFile(filepath.Join(programs, apiServer), nil, 0o700); err != nil {
		t.Fatal(err)
	}
	if !holdsAny(programs) {
		t.Error("one program is enough: the others are the usual ones")
	}
}
