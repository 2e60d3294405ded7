package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

const (
	etcd       = "etcd"
	apiServer  = "kube-apiserver"
	controller = "kube-controller-manager"
	scheduler  = "kube-scheduler"
	kwok       = "kwok"
)

// load of the controllers and of the scheduler, in requests to the API server.
type load struct {
	QPS, Burst, JobSyncs int
	Stages               string
}

// define sets how every component of the cluster is started.
func (c *cluster) define(l load, ports []int) {
	pki := func(name string) string { return c.path(filepath.Join("pki", name)) }
	c.Etcd = "http://" + address(ports[0])
	c.APIServer = "https://" + address(ports[2])
	c.CA, c.ClientCertificate, c.ClientKey = pki("ca.crt"), pki("admin.crt"), pki("admin.key")
	c.Kubeconfig = c.path("kubeconfig")
	c.Components = map[string]*process{}

	peer := "http://" + address(ports[1])
	c.add(etcd, ports[0], c.Etcd+"/health",
		"--name=testcluster",
		"--data-dir="+c.path("etcd"),
		"--listen-client-urls="+c.Etcd,
		"--advertise-client-urls="+c.Etcd,
		"--listen-peer-urls="+peer,
		"--initial-advertise-peer-urls="+peer,
		"--initial-cluster=testcluster="+peer,
		"--unsafe-no-fsync",
		"--quota-backend-bytes=8589934592",
		"--log-level=warn",
	)
	c.add(apiServer, ports[2], c.APIServer+"/readyz",
		"--etcd-servers="+c.Etcd,
		"--bind-address="+loopback,
		"--secure-port="+strconv.Itoa(ports[2]),
		"--tls-cert-file="+pki("server.crt"),
		"--tls-private-key-file="+pki("server.key"),
		"--client-ca-file="+c.CA,
		// Without them every other component reports an error twice a minute.
		"--requestheader-client-ca-file="+c.CA,
		"--requestheader-allowed-names=front-proxy-client",
		"--requestheader-username-headers=X-Remote-User",
		"--authorization-mode=RBAC",
		"--allow-privileged",
		"--service-cluster-ip-range=10.96.0.0/16",
		"--endpoint-reconciler-type=none",
		"--service-account-issuer=https://kubernetes.default.svc.cluster.local",
		"--service-account-key-file="+pki("service-accounts.pub"),
		"--service-account-signing-key-file="+pki("service-accounts.key"),
	)
	if c.APIOnly {
		return
	}
	c.add(controller, ports[3], "https://"+address(ports[3])+"/healthz",
		append(c.client(ports[3], l),
			"--service-account-private-key-file="+pki("service-accounts.key"),
			"--root-ca-file="+c.CA,
			"--concurrent-job-syncs="+strconv.Itoa(l.JobSyncs),
		)...)
	c.add(scheduler, ports[4], "https://"+address(ports[4])+"/healthz", c.client(ports[4], l)...)
	c.add(kwok, ports[5], "http://"+address(ports[5])+"/healthz",
		"--kubeconfig="+c.Kubeconfig,
		"--config="+l.Stages,
		"--manage-all-nodes",
		"--cidr=10.1.0.0/16",
		"--node-ip=10.20.0.1",
		"--node-lease-duration-seconds=40",
		// Left out, kwok listens on every interface.
		"--server-address="+address(ports[5]),
	)
}

// client is the flags that the controller manager and the scheduler share.
func (c *cluster) client(port int, l load) []string {
	return []string{
		"--kubeconfig=" + c.Kubeconfig,
		"--authentication-kubeconfig=" + c.Kubeconfig,
		"--authorization-kubeconfig=" + c.Kubeconfig,
		"--bind-address=" + loopback,
		"--secure-port=" + strconv.Itoa(port),
		"--tls-cert-file=" + c.path("pki/server.crt"),
		"--tls-private-key-file=" + c.path("pki/server.key"),
		"--leader-elect=false",
		"--kube-api-qps=" + strconv.Itoa(l.QPS),
		"--kube-api-burst=" + strconv.Itoa(l.Burst),
	}
}

func (c *cluster) add(name string, port int, health string, args ...string) {
	c.Order = append(c.Order, name)
	c.Components[name] = &process{
		Program: c.program(name),
		Args:    args,
		Health:  health,
		Port:    port,
		Log:     c.path(fmt.Sprintf("logs/%s.log", name)),
	}
}

// program is the file of a component or of kubectl.
func (c *cluster) program(name string) string {
	if c.Programs != "" {
		path := filepath.Join(c.Programs, name)
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	return filepath.Join(c.Bin, name)
}

// holdsAny is whether dir has a program of any component. From a folder that has
// none, a mistyped one say, all of them would be the usual ones without a word.
func holdsAny(dir string) bool {
	for _, name := range []string{etcd, apiServer, controller, scheduler, kwok} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			return true
		}
	}
	return false
}
