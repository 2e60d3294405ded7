package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
)

const loopback = "127.0.0.1"

// Below the range that systems take ports of outgoing connections from: a
// component that is stopped for a while finds its port free again.
const firstPort, lastPort = 20000, 29999

// freePorts finds n different ports that nothing listens on.
func freePorts(n int) ([]int, error) {
	ports := make([]int, 0, n)
	for range 50 * n {
		port := firstPort + rand.IntN(lastPort-firstPort+1)
		listener, err := net.Listen("tcp", address(port))
		if err != nil {
			continue
		}
		// All are held until the last is found, so that none is found twice.
		defer listener.Close()
		if ports = append(ports, port); len(ports) == n {
			return ports, nil
		}
	}
	return nil, errors.New("no free loopback ports")
}

func address(port int) string { return fmt.Sprintf("%s:%d", loopback, port) }
