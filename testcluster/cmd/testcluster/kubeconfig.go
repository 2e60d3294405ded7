package main

import (
	"encoding/base64"
	"fmt"
	"os"
)

const kubeconfigFormat = `apiVersion: v1
kind: Config
clusters:
- name: testcluster
  cluster:
    server: %s
    certificate-authority-data: %s
users:
- name: admin
  user:
    client-certificate-data: %s
    client-key-data: %s
contexts:
- name: testcluster
  context:
    cluster: testcluster
    user: admin
    namespace: %s
current-context: testcluster
`

func (c *cluster) writeKubeconfig() error {
	var encoded [3]string
	for i, path := range []string{c.CA, c.ClientCertificate, c.ClientKey} {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		encoded[i] = base64.StdEncoding.EncodeToString(data)
	}
	text := fmt.Sprintf(kubeconfigFormat, c.APIServer, encoded[0], encoded[1], encoded[2], c.Namespace)
	return os.WriteFile(c.Kubeconfig, []byte(text), 0o600)
}
