package main

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

// authority signs the certificates of one cluster.
type authority struct {
	dir         string
	certificate *x509.Certificate
	key         *rsa.PrivateKey
}

// writeCertificates fills dir with ca, server and admin certificates, and the
// key pair that signs the tokens of service accounts. Every key is RSA in
// PKCS#1 form: the fabric8 client reads no other form without Bouncy Castle.
func writeCertificates(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	ca := &authority{dir: dir}
	root := template(pkix.Name{CommonName: "testcluster"})
	root.IsCA = true
	root.BasicConstraintsValid = true
	root.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature
	if err := ca.issue("ca", root); err != nil {
		return err
	}

	server := template(pkix.Name{CommonName: "testcluster-server"})
	server.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	server.DNSNames = []string{"localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc"}
	server.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 1)}
	if err := ca.issue("server", server); err != nil {
		return err
	}

	admin := template(pkix.Name{CommonName: "admin", Organization: []string{"system:masters"}})
	admin.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	if err := ca.issue("admin", admin); err != nil {
		return err
	}

	accounts, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	if err := writeKey(dir, "service-accounts", accounts); err != nil {
		return err
	}
	public, err := x509.MarshalPKIXPublicKey(&accounts.PublicKey)
	if err != nil {
		return err
	}
	return writePEM(dir, "service-accounts.pub", "PUBLIC KEY", public)
}

func template(subject pkix.Name) *x509.Certificate {
	return &x509.Certificate{
		Subject:   subject,
		NotBefore: time.Now().Add(-time.Hour),
		NotAfter:  time.Now().AddDate(1, 0, 0),
		KeyUsage:  x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment,
	}
}

// issue writes NAME.crt and NAME.key; the first certificate is the authority's own.
func (a *authority) issue(name string, t *x509.Certificate) error {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	if t.SerialNumber, err = rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120)); err != nil {
		return err
	}
	if a.certificate == nil {
		a.certificate, a.key = t, key
	}
	der, err := x509.CreateCertificate(rand.Reader, t, a.certificate, &key.PublicKey, a.key)
	if err != nil {
		return fmt.Errorf("certificate %s: %w", name, err)
	}
	if a.certificate == t {
		// The key id that CreateCertificate works out is only in the result.
		if a.certificate, err = x509.ParseCertificate(der); err != nil {
			return err
		}
	}
	if err := writePEM(a.dir, name+".crt", "CERTIFICATE", der); err != nil {
		return err
	}
	return writeKey(a.dir, name, key)
}

func writeKey(dir, name string, key *rsa.PrivateKey) error {
	return writePEM(dir, name+".key", "RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(key))
}

func writePEM(dir, name, kind string, der []byte) error {
	block := pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
	return os.WriteFile(filepath.Join(dir, name), block, 0o600)
}
