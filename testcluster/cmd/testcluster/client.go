package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"
)

// client speaks JSON to the components as the cluster's administrator.
type client struct {
	http *http.Client
	base string
}

func (c *cluster) newClient() (*client, error) {
	pair, err := tls.LoadX509KeyPair(c.ClientCertificate, c.ClientKey)
	if err != nil {
		return nil, err
	}
	ca, err := os.ReadFile(c.CA)
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(ca)
	transport := &http.Transport{
		TLSClientConfig: &tls.Config{Certificates: []tls.Certificate{pair}, RootCAs: pool},
	}
	return &client{&http.Client{Transport: transport, Timeout: 30 * time.Second}, c.APIServer}, nil
}

// refused is an answer other than success.
type refused struct {
	status int
	text   string
}

func (r *refused) Error() string { return fmt.Sprintf("status %d: %s", r.status, r.text) }

// call sends body, if any, and reads the answer into result, if any. A path
// stands for one of the API server's; other components need the whole URL.
func (cl *client) call(ctx context.Context, method, url string, body, result any) error {
	if strings.HasPrefix(url, "/") {
		url = cl.base + url
	}
	var payload io.Reader
	if body != nil {
		data, err := json.Marshal(body)
		if err != nil {
			return err
		}
		payload = bytes.NewReader(data)
	}
	request, err := http.NewRequestWithContext(ctx, method, url, payload)
	if err != nil {
		return err
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := cl.http.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode >= 300 {
		text, _ := io.ReadAll(io.LimitReader(response.Body, 2000))
		return &refused{response.StatusCode, strings.TrimSpace(string(text))}
	}
	if result == nil {
		_, err = io.Copy(io.Discard, response.Body)
		return err
	}
	return json.NewDecoder(response.Body).Decode(result)
}

// create makes an object; one that is there already is as good.
func (cl *client) create(ctx context.Context, path string, object any) error {
	err := cl.call(ctx, http.MethodPost, path, object, nil)
	var r *refused
	if errors.As(err, &r) && r.status == http.StatusConflict {
		return nil
	}
	if err != nil {
		return fmt.Errorf("create %s: %w", path, err)
	}
	return nil
}

// healthy asks a component once.
func (cl *client) healthy(ctx context.Context, p *process) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	return cl.call(ctx, http.MethodGet, p.Health, nil, nil)
}
