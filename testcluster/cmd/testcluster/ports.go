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

const componentPorts = 6

// block is neighbouring ports that one cluster has for itself. The guard is the
// first, held while the components are started, so that no other cluster finds
// their ports free before they listen. Later each component that runs keeps the
// whole block, and with it the port of one that is stopped.
type block struct {
	guard net.Listener
	ports []int
}

// freeBlock finds a block with no port that anything listens on.
func freeBlock() (*block, error) {
	const size = 1 + componentPorts
	for range 300 {
		first := firstPort + size*rand.IntN((lastPort-firstPort+1)/size)
		if b := claim(first); b != nil {
			return b, nil
		}
	}
	return nil, errors.New("no free loopback ports")
}

// claim is the block that begins with a port, or nil if it is not free.
func claim(first int) *block {
	guard, err := net.Listen("tcp", address(first))
	if err != nil {
		return nil
	}
	b := &block{guard: guard}
	for port := first + 1; port <= first+componentPorts; port++ {
		listener, err := net.Listen("tcp", address(port))
		if err != nil {
			guard.Close()
			return nil
		}
		listener.Close()
		b.ports = append(b.ports, port)
	}
	return b
}

func address(port int) string { return fmt.Sprintf("%s:%d", loopback, port) }
